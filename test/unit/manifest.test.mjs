/** custom-elements.json describes what the sources of the elements do: everything public, and nothing else. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {basename, join, relative} from 'node:path';
import {before, describe, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {validateCem} from '@wc-toolkit/cem-validator';
import {Ajv} from 'ajv';
import ts from 'typescript';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {validator} from '../../src/tools/content/schema-validator.mjs';
import {renderWidget} from '../../src/tools/html/fallback-html.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {regions} from '../../src/tools/types/controls.mjs';

/** @import {Attribute, ClassMember, CustomElement, Declaration, Package} from 'custom-elements-manifest/schema.js' */
/** @import {PublishedAttribute} from '../../src/tools/types/manifest-plugin.mjs' */
/**
 * @typedef {Omit<Required<CustomElement>, 'members' | 'attributes'> & {path: string, label: string, examples: {html: string}[],
 *   attributes: PublishedAttribute[], members: (ClassMember & {attribute?: string})[]}} Element
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const npm = join(root, 'dist/npm');
const widgets = readdirSync(join(root, 'src/widgets'))
  .map((file) => basename(file, '.ts'))
  .sort();

/** @type {Package} */
const manifest = readJson(join(npm, 'custom-elements.json'));
/** @type {Element[]} */
const elements = manifest.modules.flatMap(({path, declarations = []}) =>
  declarations
    .filter((declaration) => 'tagName' in declaration)
    .map((declaration) => /** @type {any} */ ({path, ...declaration})),
);
const elementOf = (/** @type {string} */ name) =>
  elements.find(({tagName}) => tagName === `recovery-${name}`) ?? assert.fail(`${name} is not in the manifest`);
const namesOf = (/** @type {readonly {name: string}[]} */ records = []) => records.map(({name}) => name).sort();

/**
 * Reads the TypeScript files in a folder of src and below it.
 *
 * @param {string} folder
 * @returns {Record<string, string>} their code, by path in that folder
 */
const sourcesIn = (folder) =>
  Object.fromEntries(
    readdirSync(join(root, 'src', folder), {recursive: true, encoding: 'utf8'})
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(root, 'src', folder, file), 'utf8')]),
  );
const core = sourcesIn('core');
const sources = Object.fromEntries(widgets.map((name) => [name, sourcesIn(`widgets/${name}`)]));
const codeOf = (/** @type {string} */ name) => Object.values(sources[name]).join('\n');

/**
 * Adds the files of core that some code imports, directly or indirectly.
 *
 * @param {string} code
 * @param {Set<string>} found
 */
function coreOf(code, found = new Set()) {
  for (const file of Object.keys(core))
    if (!found.has(file) && new RegExp(`from '[^']*/${basename(file, '.ts')}\\.js'`).test(code))
      coreOf(core[file], found.add(file));
  return found;
}

/** All code of a widget: its own, and the parts of core that it uses. @param {string} name */
const allOf = (name) => [...[...coreOf(codeOf(name))].map((file) => core[file]), codeOf(name)];

/**
 * Lists the nodes of one kind in a syntax tree.
 *
 * @template {ts.Node} Kind
 * @param {ts.Node} node
 * @param {(node: ts.Node) => node is Kind} isKind
 * @returns {Kind[]}
 */
function nodesIn(node, isKind) {
  const found = isKind(node) ? [node] : [];
  ts.forEachChild(node, (child) => void found.push(...nodesIn(child, isKind)));
  return found;
}

/** The text of a template before each of its expressions, and after the last. @param {ts.TemplateLiteral} template */
const textsOf = (template) =>
  ts.isTemplateExpression(template)
    ? [
        {text: template.head.text, next: template.templateSpans[0]},
        ...template.templateSpans.map(({literal}, index) => ({
          text: literal.text,
          next: /** @type {ts.TemplateSpan | undefined} */ (template.templateSpans[index + 1]),
        })),
      ]
    : [{text: template.text, next: undefined}];

/** @typedef {ts.ParameterDeclaration | ts.VariableDeclaration} Variable */

/** Name of the function that a call calls. @param {ts.CallExpression} call */
const calleeOf = ({expression}) => (ts.isPropertyAccessExpression(expression) ? expression.name : expression).getText();

/** Name of the function that a parameter belongs to. @param {ts.ParameterDeclaration} parameter */
const functionOf = ({parent}) =>
  (parent.name ?? /** @type {ts.VariableDeclaration} */ (/** @type {ts.Node} */ (parent.parent)).name)?.getText();

/** @param {Variable} variable @returns {ts.Node} */
const scopeOf = (variable) => (ts.isParameter(variable) ? variable.parent : variable.parent.parent.parent);

/**
 * Lists every value that `part` has in the templates of a source. Looks up values that are not literals in the arguments of
 * calls, in constants and in both operands of `?:` and `??`.
 *
 * @param {string} code
 */
function partsIn(code) {
  const file = ts.createSourceFile('source.ts', code, ts.ScriptTarget.Latest, true);
  const calls = nodesIn(file, ts.isCallExpression);
  const variables = [...nodesIn(file, ts.isParameter), ...nodesIn(file, ts.isVariableDeclaration)];

  /** @param {ts.Expression} node @returns {Variable | undefined} the innermost variable with that name */
  const variableOf = (node) =>
    variables
      .filter((variable) => {
        const scope = scopeOf(variable);
        return variable.name.getText() === node.getText() && node.pos >= scope.pos && node.end <= scope.end;
      })
      .sort((a, b) => scopeOf(b).pos - scopeOf(a).pos)[0];

  /** @param {ts.Expression} node @returns {string[]} */
  const valuesOf = (node) => {
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return valuesOf(node.expression);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
      return [node.left, node.right].flatMap(valuesOf);
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(valuesOf);
    if (['nothing', 'undefined'].includes(node.getText())) return [];
    const variable = variableOf(node);
    const initial = variable?.initializer ? [variable.initializer] : [];
    if (variable && !ts.isParameter(variable) && initial.length) return initial.flatMap(valuesOf);
    const uses =
      variable && ts.isParameter(variable) ? calls.filter((call) => calleeOf(call) === functionOf(variable)) : [];
    const owner = variable && ts.isParameter(variable) ? functionOf(variable) : undefined;
    // A function that a widget imports beside another, and does not use.
    const isUnused = !!owner && nodesIn(file, ts.isIdentifier).filter((each) => each.text === owner).length === 1;
    assert.ok(uses.length || isUnused, `part=\${${node.getText()}}: this test cannot tell what that may be`);
    const index = variable && ts.isParameter(variable) ? variable.parent.parameters.indexOf(variable) : -1;
    return [...initial, ...uses.flatMap((call) => call.arguments[index] ?? [])].flatMap(valuesOf);
  };

  const parts = [];
  for (const {tag, template} of nodesIn(file, ts.isTaggedTemplateExpression))
    if (tag.getText() === 'html')
      for (const {text, next} of textsOf(template)) {
        for (const [, names] of text.matchAll(/\spart="([^"]*)"/g)) parts.push(names);
        if (next && /\spart="?$/.test(text)) parts.push(...valuesOf(next.expression));
      }
  return [...new Set(parts.flatMap((names) => names.split(/\s+/)).filter(Boolean))].sort();
}

describe('the search for parts in sources', () => {
  test('parts are found in literals, constants, arguments and conditionals', () => {
    const code = `
      const fixed = 'two';
      const list = (words: string[], part: unknown = 'six') => html\`<ul>\${items(words, part)}</ul>\`;
      const items = (words: string[], part: unknown = nothing) => words.map((each) => html\`<li part=\${part}>\${each}</li>\`);
      const mark = (part?: string) => html\`<i part=\${part ?? 'nine'}></i>\`;
      class Widget {
        content() {
          return html\`<p part="one base" class="part">\${list([], 'three')} <b part=\${fixed}></b> \${this.#row(1, 'four')}</p>
            <i part=\${this.open ? 'five' : nothing}></i>\${mark('eight')}\`;
        }
        #row(count: number, kind: string) {
          return html\`<div title="x" part="\${kind}">\${html\`<i part="seven"></i>\`}</div>\`;
        }
      }`;
    assert.deepEqual(partsIn(code), ['base', 'eight', 'five', 'four', 'nine', 'one', 'seven', 'six', 'three', 'two']);
  });

  test('a part whose value cannot be found is an error', () => {
    for (const code of [
      'html`<b part=${names[0]}></b>`;',
      'html`${names.map((name) => html`<b part=${name}></b>`)}`;',
      'for (const name of names) html`<b part=${name}></b>`;',
      'const row = (name) => html`<b part=${name}></b>`; names.map(row);',
    ])
      assert.throws(() => partsIn(code), /cannot tell/, code);
  });
});

describe('the manifest', () => {
  test('the manifest has every tag with its class, and no other', () => {
    assert.deepEqual(
      elements.map(({tagName}) => tagName).sort(),
      widgets.map((name) => `recovery-${name}`),
    );
    for (const name of widgets) {
      const element = elementOf(name);
      const entry = readFileSync(join(root, `src/widgets/${name}/define.ts`), 'utf8');
      assert.ok(entry.includes(`define('recovery-${name}', ${element.name});`), name);
      assert.equal(element.path, `dist/npm/widgets/${name}/${name}.js`);
      assert.equal(element.customElement, true);
      assert.match(element.superclass?.name ?? '', /^(Recovery|Plan|FormField)Element$/);
      assert.ok(element.description, name);
    }
  });

  test('the manifest refers only to modules and declarations in the package', () => {
    const check = (/** @type {unknown} */ value) => {
      if (!value || typeof value !== 'object') return;
      const {module, path, name} = /** @type {{module?: unknown, path?: unknown, name?: string}} */ (value);
      const file = module ?? path;
      if (typeof file === 'string') assert.ok(existsSync(join(root, file)), file);
      if (typeof module === 'string') {
        const {declarations = []} = manifest.modules.find((candidate) => candidate.path === module) ?? {};
        assert.ok(
          declarations.some((declaration) => declaration.name === name),
          `${name} in ${module}`,
        );
      }
      Object.values(value).forEach(check);
    };
    check(manifest.modules);
  });

  test('the manifest has no finding of cem-validator', async (t) => {
    const rules = (/** @type {string} */ names) =>
      Object.fromEntries(names.split(' ').map((name) => [name, /** @type {const} */ ('error')]));
    const options = {
      // The validator rejects paths with other characters, such as that of a folder with a space.
      packageJsonPath: relative(process.cwd(), join(root, 'package.json')),
      rules: {
        packageJson: rules('packageType main module types exports customElementsProperty publishedCem'),
        manifest: rules('schemaVersion modulePath definitionPath typeDefinitionPath exportTypes tagName'),
      },
    };
    await validateCem(structuredClone(manifest), options);
    // Every rule counts as an error here. The validator prints it.
    t.mock.method(console, 'log', () => {});
    await assert.rejects(validateCem({...structuredClone(manifest), schemaVersion: '2.0.0'}, options));
  });

  test('the manifest matches the schema of its version', () => {
    const folder = join(root, 'node_modules/custom-elements-manifest');
    assert.equal(manifest.schemaVersion, readJson(join(folder, 'package.json')).version);
    const ajv = new Ajv({strictTypes: false});
    assert.ok(ajv.validate(readJson(join(folder, 'schema.json')), manifest), ajv.errorsText());
  });

  test('each widget has a summary of one line, a short name of its own and an example', () => {
    for (const {name, label, summary, examples} of elements) {
      assert.match(summary, /^[^\n]{20,110}[.”]$/, name);
      assert.match(label, /^[^\n]{5,30}$/, name);
      for (const {html} of examples) assert.match(html, /^<recovery-[^>]+ lang="en">[^]*<\/recovery-[a-z-]+>$/, name);
    }
    assert.equal(new Set(elements.map(({label}) => label)).size, widgets.length);
  });

  test('each tag has its definition, and each widget exports the types of its events', () => {
    for (const name of widgets) {
      const {exports = []} =
        manifest.modules.find(({path}) => path === `dist/npm/widgets/${name}/define.js`) ?? assert.fail(name);
      assert.deepEqual(exports, [
        {
          kind: 'custom-element-definition',
          name: `recovery-${name}`,
          declaration: {name: elementOf(name).name, module: elementOf(name).path},
        },
      ]);
      const own = manifest.modules.find(({path}) => path === elementOf(name).path)?.exports ?? [];
      for (const {type} of elementOf(name).events ?? [])
        assert.ok(
          own.some((each) => each.name === type.text),
          `${name}: ${type.text}`,
        );
    }
  });

  test('an event has its members', () => {
    const declaration = manifest.modules
      .flatMap(({declarations = []}) => declarations)
      .find(({name}) => name === 'RecoveryContactEvent');
    const [channel, ...others] = ('members' in declaration && declaration.members) || [];
    assert.deepEqual(others, []);
    assert.equal(channel.name, 'channel');
    assert.equal(channel.kind === 'field' && channel.type?.text, "'call' | 'text' | 'chat' | 'copy'");
    assert.ok(channel.description);
  });

  test('the manifest has no private members', () => {
    /** @type {(Declaration & {members?: ClassMember[], attributes?: Attribute[]})[]} */
    const declarations = manifest.modules.flatMap((module) => module.declarations ?? []);
    for (const {name, members = [], attributes = []} of declarations)
      for (const member of [...members, ...attributes]) {
        assert.ok(!('privacy' in member) || member.privacy === 'public', `${name}.${member.name}`);
        assert.doesNotMatch(member.name, /^[#_]|^(connectedCallback|render|update|requestUpdate)$/, name);
      }
  });
});

describe('attributes', () => {
  /** @type {Record<string, string[]>} */
  const observed = {};
  before(async () => {
    for (const name of widgets) {
      const [Element] = Object.values(await import(pathToFileURL(join(npm, `widgets/${name}/${name}.js`)).href));
      observed[name] = Element.observedAttributes;
    }
  });

  for (const name of widgets)
    test(`the attributes of ${name} are those it observes, each with a description, a label and one line of help`, () => {
      const {attributes, members, events = []} = elementOf(name);
      const isForm = members.some((member) => member.name === 'form');
      // `region` and `lang` are observed on the element and its ancestors alike, `form` by the browser.
      const known = [...observed[name], 'region', 'lang', ...(isForm ? ['form'] : [])];
      for (const attribute of namesOf(attributes)) assert.ok(known.includes(attribute), attribute);
      const without = known.filter((attribute) => !namesOf(attributes).includes(attribute));
      for (const attribute of without) assert.match(attribute, /^(region|heading-level|no-events)$/);
      // The effects of all others are compared below.
      assert.equal(without.includes('no-events'), !events.length);
      for (const {name: attribute, description, label, summary, type, fieldName} of attributes) {
        assert.ok(description, `${attribute}: description`);
        assert.ok(type?.text && !/null|undefined/.test(type.text), `${attribute}: type`);
        assert.match(label ?? '', /^[^\n]{4,30}$/, `${attribute}: label`);
        assert.match(summary ?? '', /^[^\n]{10,120}\.$/, `${attribute}: summary`);
        assert.ok(
          attribute === 'lang' || members.some((member) => member.name === fieldName && member.attribute === attribute),
          attribute,
        );
      }
    });

  test('every widget has the attributes of the contract', () => {
    for (const name of widgets)
      for (const attribute of ['heading-level', 'theme', 'no-events'])
        assert.ok(observed[name].includes(attribute), `${name}: ${attribute}`);
  });

  test('regions are all that a widget knows', async () => {
    assert.deepEqual(regions, (await available()).regions);
    const {type} = elementOf('overdose-warning').attributes.find(({name}) => name === 'region') ?? {};
    assert.equal(type?.text, regions.map((code) => `'${code}'`).join(' | '));
  });

  test('languages are all that a widget knows', async () => {
    const {type} = elementOf('faq').attributes.find(({name}) => name === 'lang') ?? {};
    const literals = [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, code]) => code);
    assert.deepEqual(literals.sort(), (await available()).languages.sort());
  });

  /** Values for the attributes that are free text. @type {Record<string, string>} */
  const samples = {
    phone: '555 0100',
    'phone-name': 'Our line',
    operator: 'A clinic',
    hours: 'Mondays',
    href: 'https://a.example/',
  };

  /** Attributes of which markup shows no effect: that is in the form, in events, or in a style sheet of the page. */
  const UNSEEN = ['lang', 'region', 'no-events', 'name', 'form'];

  for (const name of widgets)
    test(`${name}: each attribute and value has an effect, defaults have none, and those that change the fallback content say so`, async () => {
      const {attributes} = elementOf(name);
      const listed = new Map(attributes.map((each) => [each.name, each]));
      const region = listed.has('region') ? 'US' : undefined;
      const render = (/** @type {Record<string, string>} */ given) => renderWidget(name, {region, attributes: given});
      const names = [...new Set([...listed.keys(), 'heading-level'])].filter((each) => !UNSEEN.includes(each));
      for (const attribute of names) {
        const {values, default: initial, type, needs = [], changesWords} = listed.get(attribute) ?? {};
        const all = Object.fromEntries([attribute, ...needs].map((each) => [each, samples[each]]));
        // Without what it needs it has no effect, and all of them together say one thing.
        /** @type {Record<string, string>} */
        const base =
          needs.includes('phone') && attribute !== 'operator' ? {phone: all.phone, operator: all.operator} : {};
        const before = await render(base);
        const given = type?.text === 'boolean' ? [''] : (values?.map(({name}) => name) ?? [samples[attribute] ?? '3']);
        let changesHtml = false;
        let changesFallback = false;
        const seen = new Set();
        for (const value of given) {
          const after = await render({...all, ...base, [attribute]: value});
          assert.equal(
            value === initial && after.html !== before.html,
            false,
            `${attribute}="${value}" is the default`,
          );
          changesHtml ||= after.html !== before.html;
          changesFallback ||= after.fallbackHtml !== before.fallbackHtml;
          seen.add(after.html);
        }
        assert.equal(changesHtml, listed.has(attribute), `${attribute}: effect`);
        if (values) assert.equal(seen.size, values.length, `${attribute}: each value is another`);
        if (listed.has(attribute)) assert.equal(changesFallback, changesWords === true, `${attribute}: changesWords`);
      }
      assert.equal(listed.has('region'), (await available()).widgets.get(name)?.regional);
    });

  test('enumerations have a default', () => {
    for (const {attributes} of elements)
      for (const {name, values, default: initial} of attributes)
        if (values)
          assert.ok(
            values.some((value) => value.name === initial),
            name,
          );
  });

  test('labels and help match their schema', () => {
    const schema = readJson(join(root, 'src/content/schema/controls.schema.json'));
    const controls = readJson(join(root, 'src/content/controls.json'));
    assert.deepEqual(validator(schema)(controls), []);
    const used = new Set(elements.flatMap(({attributes}) => namesOf(attributes)));
    assert.deepEqual(Object.keys(controls.attributes).sort(), [...used].sort());
  });
});

describe('parts', () => {
  test('the parts of the base class are the whole and the heading', () => {
    assert.deepEqual(partsIn(core['templates/frame.ts']), ['base']);
    assert.deepEqual(partsIn(core['templates/heading.ts']), ['heading']);
  });

  for (const name of widgets)
    test(`the parts of ${name} are those in its templates, each with a description`, () => {
      const {cssParts} = elementOf(name);
      const used = partsIn(allOf(name).join('\n'));
      assert.deepEqual(namesOf(cssParts), [...new Set(used)].sort());
      for (const {name: part, description} of cssParts) assert.ok(description, part);
      // Nothing is styled that does not exist.
      for (const [, part] of codeOf(name).matchAll(/\[part[~^|*$]?='([^']+)'\]/g)) assert.ok(used.includes(part), part);
    });
});

describe('events', () => {
  /** Event names by class. @type {Record<string, string>} */
  const known = Object.fromEntries(
    // An event of one widget only is beside that widget.
    [core['events.ts'], ...widgets.map(codeOf)].flatMap((code) =>
      [...code.matchAll(/class (Recovery\w+Event) [^]*?eventName = '([^']+)'/g)].map(([, type, name]) => [type, name]),
    ),
  );

  test('the events are those of the contract', () => {
    assert.equal(known.RecoveryContactEvent, 'recovery-contact');
    for (const name of Object.values(known)) assert.match(name, /^recovery-(contact|print|exit|feedback)$/);
  });

  for (const name of widgets)
    test(`the events of ${name} are those it creates`, () => {
      const {events = []} = elementOf(name);
      const files = [...coreOf(codeOf(name))].filter((file) => file !== 'recovery-element.ts');
      const code = [codeOf(name), ...files.map((file) => core[file])].join('\n');
      const types = new Set([...code.matchAll(/new (\w*Event)\(/g)].map(([, type]) => type));
      // The base listens for clicks on all links to get help: only these widgets have any.
      if (files.includes('templates/call-link.ts') || code.includes('data-channel=')) types.add('RecoveryContactEvent');
      assert.deepEqual(namesOf(events), [...types].map((type) => known[type] ?? type).sort());
      for (const event of events) {
        assert.equal(known[event.type.text], event.name);
        assert.ok(event.description, event.name);
      }
    });
});

describe('tokens', () => {
  /** Written out a second time on purpose: pages rely on them. */
  const tokens = [
    '--recovery-color-accent',
    '--recovery-color-edge',
    '--recovery-color-on-accent',
    '--recovery-color-quiet',
    '--recovery-color-surface',
    '--recovery-color-text',
    '--recovery-color-tint',
    '--recovery-font-family',
    '--recovery-font-size',
    '--recovery-radius',
  ];
  const code = [...Object.values(core), ...widgets.map(codeOf)].join('\n').replace(/\/\*\*?[^]*?\*\//g, '');

  test('the tokens are those of the contract, and each is used', () => {
    const used = [...new Set(code.match(/--recovery-[\w-]+/g))].sort();
    assert.deepEqual(used, tokens);
    // Private properties start with an underscore.
    const styles = [core, ...Object.values(sources)]
      .flatMap(Object.entries)
      .flatMap(([file, text]) => (/(^|\.)styles(\.ts|\/)/.test(file) ? [text] : []));
    for (const [name] of styles.join('\n').matchAll(/--[\w-]+/g)) assert.match(name, /^--(recovery-|_)/);
  });

  for (const name of widgets)
    test(`the tokens of ${name} are documented with their default values`, () => {
      const {cssProperties} = elementOf(name);
      assert.deepEqual(namesOf(cssProperties), tokens);
      for (const {name: token, description, default: value} of cssProperties) {
        assert.ok(description, token);
        assert.ok(code.includes(`var(${token}, ${value})`), `${token}: ${value}`);
      }
    });
});

describe('slots', () => {
  for (const name of widgets)
    test(`the slots of ${name} are the fallback content and those in its templates`, () => {
      const {slots} = elementOf(name);
      const code = [core['templates/frame.ts'], codeOf(name)].join('\n');
      const used = [...code.matchAll(/<slot name="([^"]+)"/g)].map(([, slot]) => slot);
      assert.deepEqual(namesOf(slots), ['', ...used].sort());
      for (const {name: slot, description} of slots) assert.ok(description, slot);
    });
});
