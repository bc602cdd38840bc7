/** custom-elements.json describes what the sources of the elements do: everything public, and nothing else. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {Ajv} from 'ajv';
import ts from 'typescript';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {renderWidget} from '../../src/tools/html/fallback-html.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {regions} from '../../src/tools/types/controls.mjs';

/** @import {ClassMember, CustomElement, Package} from 'custom-elements-manifest/schema.js' */
/** @import {PublishedAttribute} from '../../src/tools/types/manifest-plugin.mjs' */
/**
 * @typedef {Omit<Required<CustomElement>, 'members' | 'attributes'> & {path: string, label: string,
 *   attributes: PublishedAttribute[], members: (ClassMember & {attribute?: string})[]}} Element
 */

const npm = join(root, 'dist/npm');
const widgets = readdirSync(join(root, 'src/widgets')).sort();

/** @type {Package} */
const manifest = readJson(join(npm, 'custom-elements.json'));
/** @type {Element[]} */
const elements = manifest.modules.flatMap(({path, declarations = []}) =>
  declarations
    .filter((declaration) => 'tagName' in declaration)
    .map((declaration) => /** @type {any} */ ({path, ...declaration})),
);
const elementOf = (name) =>
  elements.find(({tagName}) => tagName === `recovery-${name}`) ?? assert.fail(`${name} is not in the manifest`);
const namesOf = (records = []) => records.map(({name}) => name).sort();
const exportsOf = (file) => manifest.modules.find(({path}) => path === file)?.exports ?? [];

/** Reads the TypeScript files in a folder of src, by path in that folder. */
const sourcesIn = (folder) =>
  Object.fromEntries(
    readdirSync(join(root, 'src', folder), {recursive: true, encoding: 'utf8'})
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(root, 'src', folder, file), 'utf8')]),
  );
const core = sourcesIn('core');
const sources = Object.fromEntries(widgets.map((name) => [name, sourcesIn(`widgets/${name}`)]));
const codeOf = (name) => Object.values(sources[name]).join('\n');

/** Adds the files of core that some code imports, directly or indirectly. */
function coreOf(code, found = new Set()) {
  for (const file of Object.keys(core))
    if (!found.has(file) && new RegExp(`from '[^']*/${basename(file, '.ts')}\\.js'`).test(code))
      coreOf(core[file], found.add(file));
  return found;
}
/** Everything that a widget is made of: its own code, and the parts of core that it uses, but for some. */
const allOf = (name, isLeftOut = (_file) => false) =>
  [...[...coreOf(codeOf(name))].filter((file) => !isLeftOut(file)).map((file) => core[file]), codeOf(name)].join('\n');

/** Lists the parts in the templates of a source, and those that it gives to the items of lists. */
function partsIn(code) {
  const parts = [...code.matchAll(/\spart="([^"]*)"/g)].flatMap(([, names]) => names.split(' '));
  const visit = (node) => {
    if (ts.isCallExpression(node) && /^list(Items)?$/.test(node.expression.getText())) {
      const [, part] = node.arguments;
      if (part && ts.isStringLiteral(part)) parts.push(part.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', code, ts.ScriptTarget.Latest, true));
  return [...new Set(parts)].sort();
}

describe('the manifest', () => {
  test('has every tag with its class and definition, and no other, and exports the types of its events', () => {
    const tags = elements.map(({tagName}) => tagName.replace('recovery-', ''));
    assert.deepEqual(tags.sort(), widgets);
    for (const name of widgets) {
      const {name: className, path, customElement, superclass, description, events = []} = elementOf(name);
      const entry = readFileSync(join(root, `src/widgets/${name}/define.ts`), 'utf8');
      assert.ok(entry.includes(`define('recovery-${name}', ${className});`), name);
      assert.deepEqual([path, customElement], [`dist/npm/widgets/${name}/${name}.js`, true]);
      assert.match(superclass?.name ?? '', /^(Recovery|Plan|FormField)Element$/);
      assert.ok(description, name);
      const definition = {name: `recovery-${name}`, declaration: {name: className, module: path}};
      assert.deepEqual(exportsOf(`dist/npm/widgets/${name}/define.js`), [
        {kind: 'custom-element-definition', ...definition},
      ]);
      for (const {type} of events) assert.ok(namesOf(exportsOf(path)).includes(type.text), `${name}: ${type.text}`);
    }
  });

  test('refers only to modules and declarations in the package', () => {
    const check = (value) => {
      if (!value || typeof value !== 'object') return;
      const {module, path, name} = value;
      const file = module ?? path;
      if (typeof file === 'string') assert.ok(existsSync(join(root, file)), file);
      if (typeof module === 'string') {
        const found = manifest.modules.find((candidate) => candidate.path === module)?.declarations;
        // The analyzer lists no types.
        const types = readFileSync(join(root, module.replace(/js$/, 'd.ts')), 'utf8');
        const isFound = namesOf(found).includes(name) || types.includes(`export type ${name} = `);
        assert.ok(isFound, `${name} in ${module}`);
      }
      Object.values(value).forEach(check);
    };
    check(manifest.modules);
  });

  test('matches the schema of its version', () => {
    const folder = join(root, 'node_modules/custom-elements-manifest');
    assert.equal(manifest.schemaVersion, readJson(join(folder, 'package.json')).version);
    const ajv = new Ajv({strictTypes: false});
    assert.ok(ajv.validate(readJson(join(folder, 'schema.json')), manifest), ajv.errorsText());
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
    test(`of ${name} are those it observes, each with a description, a label and one line of help`, () => {
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
        const isField = members.some((member) => member.name === fieldName && member.attribute === attribute);
        assert.ok(attribute === 'lang' || isField, attribute);
      }
    });

  test('name all regions and languages that a widget knows', async () => {
    const known = await available();
    assert.deepEqual(regions, known.regions);
    const valuesOf = (widget, attribute) => {
      const {type} = elementOf(widget).attributes.find(({name}) => name === attribute) ?? {};
      return [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, code]) => code);
    };
    assert.deepEqual(valuesOf('overdose-warning', 'region'), regions);
    for (const [widget, {languages: tags}] of known.widgets) {
      assert.deepEqual(valuesOf(widget, 'lang'), [...tags].sort());
      const names = [...tags].sort().map((tag) => `\`${tag}\``);
      for (const {name, description} of elementOf(widget).attributes)
        if (/^lang/.test(name)) assert.ok(description?.endsWith(` This widget has ${names.join(', ')}.`));
    }
  });

  /** Values for the attributes that are free text. @type {Record<string, string>} */
  const samples = {phone: '555 0100', 'phone-name': 'Our line', operator: 'A clinic', hours: 'Mondays'};
  Object.assign(samples, {href: 'https://a.example/', languages: 'es'});

  /** Attributes of which markup shows no effect: that is in the form, in events, or in a style sheet of the page. */
  const UNSEEN = ['lang', 'region', 'no-events', 'name', 'form'];

  for (const name of widgets)
    test(`of ${name} have an effect in each value but the default, and those that change the fallback content say so`, async () => {
      const {attributes} = elementOf(name);
      const listed = new Map(attributes.map((each) => [each.name, each]));
      const region = listed.has('region') ? 'US' : undefined;
      const render = (given) => renderWidget(name, {region, attributes: given});
      const names = [...new Set([...listed.keys(), 'heading-level'])].filter((each) => !UNSEEN.includes(each));
      for (const attribute of names) {
        const {values, default: initial, type, needs = [], changesFallback} = listed.get(attribute) ?? {};
        const all = Object.fromEntries([attribute, ...needs].map((each) => [each, samples[each]]));
        // Without what it needs it has no effect, and all of them together say one thing.
        /** @type {Record<string, string>} */
        const base =
          needs.includes('phone') && attribute !== 'operator' ? {phone: all.phone, operator: all.operator} : {};
        const before = await render(base);
        const given = type?.text === 'boolean' ? [''] : (values?.map(({name}) => name) ?? [samples[attribute] ?? '3']);
        const seen = {html: new Set(), fallbackHtml: new Set()};
        for (const value of given) {
          const after = await render({...all, ...base, [attribute]: value});
          if (value === initial) assert.equal(after.html, before.html, `${attribute}="${value}" is the default`);
          for (const key of /** @type {const} */ (['html', 'fallbackHtml'])) seen[key].add(after[key]);
        }
        const changes = (key) => [...seen[key]].some((html) => html !== before[key]);
        assert.equal(changes('html'), listed.has(attribute), `${attribute}: effect`);
        if (values) assert.equal(seen.html.size, values.length, `${attribute}: each value is another`);
        const isWrong = listed.has(attribute) && changes('fallbackHtml') !== (changesFallback === true);
        assert.ok(!isWrong, `${attribute}, changesFallback in src/content/controls.json: ${!changesFallback} is right`);
      }
      assert.equal(listed.has('region'), (await available()).widgets.get(name)?.regional);
    });
});

/** Event names by class; an event of one widget only is beside that widget. @type {Record<string, string>} */
const eventNames = Object.fromEntries(
  [core['events.ts'], ...widgets.map(codeOf)].flatMap((code) =>
    [...code.matchAll(/class (Recovery\w+Event) [^]*?eventName = '([^']+)'/g)].map(([, type, name]) => [type, name]),
  ),
);

/** Written out a second time on purpose: pages rely on them. */
const COLORS = ['accent', 'edge', 'on-accent', 'quiet', 'surface', 'text', 'tint'].map((color) => `color-${color}`);
const TOKENS = [...COLORS, 'font-family', 'font-size', 'gap', 'radius'].map((name) => `--recovery-${name}`);
const allCode = [...Object.values(core), ...widgets.map(codeOf)].join('\n').replace(/\/\*\*?[^]*?\*\//g, '');

for (const name of widgets)
  test(`${name} has the parts, events, tokens and slots of its sources, each with a description`, () => {
    const {cssParts, events = [], cssProperties, slots} = elementOf(name);
    for (const each of [cssParts, events, cssProperties, slots].flat()) assert.ok(each.description, each.name);

    const parts = partsIn(allOf(name));
    assert.deepEqual(namesOf(cssParts), parts);
    // Nothing is styled that does not exist.
    for (const [, part] of codeOf(name).matchAll(/\[part[~^|*$]?='([^']+)'\]/g)) assert.ok(parts.includes(part), part);

    // Its events stay on controls in the shadow root.
    const code = allOf(name, (file) => ['recovery-element.ts', 'control-state.ts'].includes(file));
    const types = new Set([...code.matchAll(/new (\w*Event)\(/g)].map(([, type]) => type));
    // The base listens for clicks on all links to get help: only these widgets have any.
    if (code.includes('data-channel=')) types.add('RecoveryContactEvent');
    assert.deepEqual(namesOf(events), [...types].map((type) => eventNames[type] ?? type).sort());
    for (const event of events) assert.equal(eventNames[event.type.text], event.name);

    assert.deepEqual(namesOf(cssProperties), TOKENS);
    for (const {name: token, default: value} of cssProperties)
      assert.ok(allCode.includes(`var(${token}, ${value})`), `${token}: ${value}`);

    const templates = [core['templates/frame.ts'], codeOf(name)].join('\n');
    const used = [...templates.matchAll(/<slot name="([^"]+)"/g)].map(([, slot]) => slot);
    assert.deepEqual(namesOf(slots), ['', ...used].sort());
  });
