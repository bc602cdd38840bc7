/** What custom-elements.json says of the elements is what their sources do: nothing less, nothing more, nothing private. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {before, describe, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import ts from 'typescript';
import {readJson} from '../../src/tools/content/read-content.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const npm = join(root, 'dist/npm');
const widgets = readdirSync(join(root, 'src/widgets'))
  .map((file) => basename(file, '.ts'))
  .sort();

const manifest = readJson(join(npm, 'custom-elements.json'));
const elements = manifest.modules.flatMap(({path, declarations}) =>
  declarations.filter(({tagName}) => tagName).map((declaration) => ({path, ...declaration})),
);
const elementOf = (name) => elements.find(({tagName}) => tagName === `recovery-${name}`);
const namesOf = (records = []) => records.map(({name}) => name).sort();

/** Text of the TypeScript files in a folder of src and below it, by path in that folder. */
const sourcesIn = (folder) =>
  Object.fromEntries(
    readdirSync(join(root, 'src', folder), {recursive: true})
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(root, 'src', folder, file), 'utf8')]),
  );
const core = sourcesIn('core');
const sources = Object.fromEntries(widgets.map((name) => [name, sourcesIn(`widgets/${name}`)]));
const codeOf = (name) => Object.values(sources[name]).join('\n');

/** The files of core that some code imports, and those that they import in turn. */
function coreOf(code, found = new Set()) {
  for (const file of Object.keys(core))
    if (!found.has(file) && new RegExp(`from '[^']*/${basename(file, '.ts')}\\.js'`).test(code))
      coreOf(core[file], found.add(file));
  return found;
}

/** All code of a widget: its own, and of core what it uses. */
const allOf = (name) => [...[...coreOf(codeOf(name))].map((file) => core[file]), codeOf(name)];

/**
 * Every value that `part` has in the templates of a source. What is not written there itself is looked up: in the
 * arguments of calls, in constants, in both ways of a condition.
 */
function partsIn(code) {
  const file = ts.createSourceFile('source.ts', code, ts.ScriptTarget.Latest, true);
  const all = (kind, at = file) => {
    const found = kind(at) ? [at] : [];
    ts.forEachChild(at, (child) => void found.push(...all(kind, child)));
    return found;
  };
  const calls = all(ts.isCallExpression);
  const calleeOf = ({expression}) =>
    (ts.isPropertyAccessExpression(expression) ? expression.name : expression).getText();
  const declarations = [...all(ts.isParameter), ...all(ts.isVariableDeclaration)];
  const scopeOf = (declaration) =>
    ts.isParameter(declaration) ? declaration.parent : declaration.parent.parent.parent;
  const isIn = (node, scope) => node.pos >= scope.pos && node.end <= scope.end;

  const valuesOf = (node) => {
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return valuesOf(node.expression);
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(valuesOf);
    if (['nothing', 'undefined'].includes(node.getText())) return [];
    const [nearest] = declarations
      .filter((declaration) => declaration.name.getText() === node.getText() && isIn(node, scopeOf(declaration)))
      .sort((a, b) => scopeOf(b).pos - scopeOf(a).pos);
    const initial = nearest?.initializer ? [nearest.initializer] : [];
    if (nearest && !ts.isParameter(nearest) && initial.length) return initial.flatMap(valuesOf);
    // A parameter: what it is called with.
    const callee = nearest && (nearest.parent.name ?? nearest.parent.parent.name)?.getText();
    const made = calls.filter((call) => calleeOf(call) === callee);
    assert.ok(made.length, `part=\${${node.getText()}}: this test cannot tell what that may be`);
    const index = nearest.parent.parameters.indexOf(nearest);
    return [...initial, ...made.flatMap((call) => call.arguments[index] ?? [])].flatMap(valuesOf);
  };

  const parts = [];
  for (const {template} of all((node) => ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html')) {
    const texts = ts.isTemplateExpression(template)
      ? [
          [template.head.text, template.templateSpans[0]],
          ...template.templateSpans.map((span, index) => [span.literal.text, template.templateSpans[index + 1]]),
        ]
      : [[template.text]];
    for (const [text, next] of texts) {
      for (const [, names] of text.matchAll(/\spart="([^"]*)"/g)) parts.push(names);
      if (/\spart="?$/.test(text)) parts.push(...valuesOf(next.expression));
    }
  }
  return [...new Set(parts.flatMap((names) => names.split(/\s+/)).filter(Boolean))].sort();
}

describe('the reading of sources', () => {
  test('finds parts wherever they come from', () => {
    const code = `
      const fixed = 'two';
      const list = (words: string[], part: unknown = 'six') => html\`<ul>\${items(words, part)}</ul>\`;
      const items = (words: string[], part: unknown = nothing) => words.map((each) => html\`<li part=\${part}>\${each}</li>\`);
      class Widget {
        content() {
          return html\`<p part="one base" class="part">\${list([], 'three')} <b part=\${fixed}></b> \${this.#row(1, 'four')}</p>
            <i part=\${this.open ? 'five' : nothing}></i>\`;
        }
        #row(count: number, kind: string) {
          return html\`<div title="x" part="\${kind}">\${html\`<i part="seven"></i>\`}</div>\`;
        }
      }`;
    assert.deepEqual(partsIn(code), ['base', 'five', 'four', 'one', 'seven', 'six', 'three', 'two']);
  });

  test('refuses what it cannot tell', () => {
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
  test('has every tag with its class, and no other', () => {
    assert.deepEqual(
      elements.map(({tagName}) => tagName).sort(),
      widgets.map((name) => `recovery-${name}`),
    );
    for (const name of widgets) {
      const element = elementOf(name);
      const entry = readFileSync(join(root, `src/widgets/${name}/define.ts`), 'utf8');
      assert.ok(entry.includes(`define('recovery-${name}', ${element.name});`), name);
      assert.equal(element.path, `widgets/${name}/${name}.js`);
      assert.equal(element.customElement, true);
      assert.match(element.superclass.name, /^(Recovery|Plan|FormField)Element$/);
      assert.ok(element.description, name);
    }
  });

  test('refers only to what is in the package', () => {
    const check = (value) => {
      if (!value || typeof value !== 'object') return;
      if (typeof value.module === 'string' || typeof value.path === 'string') {
        const path = value.module ?? value.path;
        assert.ok(existsSync(join(npm, path)), path);
        if (value.module) {
          const {declarations} = manifest.modules.find((module) => module.path === path) ?? {declarations: []};
          assert.ok(
            declarations.some(({name}) => name === value.name),
            `${value.name} in ${path}`,
          );
        }
      }
      Object.values(value).forEach(check);
    };
    check(manifest.modules);
  });

  test('has nothing private', () => {
    for (const {declarations} of manifest.modules)
      for (const {name, members = [], attributes = []} of declarations)
        for (const member of [...members, ...attributes]) {
          assert.ok(!member.privacy || member.privacy === 'public', `${name}.${member.name}`);
          assert.doesNotMatch(member.name, /^[#_]|^(connectedCallback|render|update|requestUpdate)$/, name);
        }
  });
});

describe('attributes', () => {
  const observed = {};
  before(async () => {
    for (const name of widgets) {
      const [Element] = Object.values(await import(pathToFileURL(join(npm, `widgets/${name}/${name}.js`)).href));
      // `region` is followed together with what an element inherits, not through observedAttributes.
      observed[name] = [...Element.observedAttributes, 'region'].sort();
    }
  });

  for (const name of widgets)
    test(`of ${name} are those it observes, each with a description`, () => {
      const {attributes, members} = elementOf(name);
      assert.deepEqual(namesOf(attributes), observed[name]);
      for (const {name: attribute, description, type, fieldName} of attributes) {
        assert.ok(description, `${attribute}: description`);
        assert.ok(type?.text, `${attribute}: type`);
        assert.ok(
          members.some((member) => member.name === fieldName && member.attribute === attribute),
          attribute,
        );
      }
    });

  test('are in the contract, whatever the widget', () => {
    for (const name of widgets)
      for (const attribute of ['region', 'heading-level', 'theme', 'no-events'])
        assert.ok(observed[name].includes(attribute), `${name}: ${attribute}`);
  });
});

describe('parts', () => {
  test('of the base are the whole and the heading', () => {
    assert.deepEqual(partsIn(core['recovery-element.ts']), ['base']);
    assert.deepEqual(partsIn(core['templates/heading.ts']), ['heading']);
  });

  for (const name of widgets)
    test(`of ${name} are those in its templates, each with a description`, () => {
      const {cssParts} = elementOf(name);
      const used = partsIn(allOf(name).join('\n'));
      assert.deepEqual(namesOf(cssParts), [...new Set(used)].sort());
      for (const {name: part, description} of cssParts) assert.ok(description, part);
      // No style for a part that is not there.
      for (const [, part] of codeOf(name).matchAll(/\[part[~^|*$]?='([^']+)'\]/g)) assert.ok(used.includes(part), part);
    });
});

describe('events', () => {
  const known = Object.fromEntries(
    // An event of one widget stands beside that.
    [core['events.ts'], ...widgets.map(codeOf)].flatMap((code) =>
      [...code.matchAll(/class (Recovery\w+Event) [^]*?eventName = '([^']+)'/g)].map(([, type, name]) => [type, name]),
    ),
  );

  test('are those of the contract', () => {
    assert.equal(known.RecoveryContactEvent, 'recovery-contact');
    for (const name of Object.values(known)) assert.match(name, /^recovery-(contact|print|exit|feedback)$/);
  });

  for (const name of widgets)
    test(`of ${name} are those it makes`, () => {
      const {events = []} = elementOf(name);
      const made = new Set(
        [
          ...allOf(name)
            .join('\n')
            .matchAll(/new (\w*Event)\(/g),
        ].map(([, type]) => type),
      );
      assert.deepEqual(namesOf(events), [...made].map((type) => known[type] ?? type).sort());
      for (const event of events) {
        assert.equal(known[event.type.text], event.name);
        assert.ok(event.description, event.name);
      }
    });
});

describe('tokens', () => {
  /** Written out a second time on purpose: pages build on them. */
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

  test('are these, and each is used', () => {
    const used = [...new Set(code.match(/--recovery-[\w-]+/g))].sort();
    assert.deepEqual(used, tokens);
    // Others are our own, and say so.
    const styles = [core, ...Object.values(sources)]
      .flatMap(Object.entries)
      .flatMap(([file, text]) => (/(^|\.)styles(\.ts|\/)/.test(file) ? [text] : []));
    for (const [name] of styles.join('\n').matchAll(/--[\w-]+/g)) assert.match(name, /^--(recovery-|_)/);
  });

  for (const name of widgets)
    test(`of ${name} are documented, with the values they have`, () => {
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
    test(`of ${name}: the words for readers without script, and those in its templates`, () => {
      const {slots} = elementOf(name);
      const code = [core['recovery-element.ts'], codeOf(name)].join('\n');
      const used = [...code.matchAll(/<slot name="([^"]+)"/g)].map(([, slot]) => slot);
      assert.deepEqual(namesOf(slots), ['', ...used].sort());
      for (const {name: slot, description} of slots) assert.ok(description, slot);
    });
});
