/** Compares the metadata for editors, language models and frameworks with the manifest: everything, once, nothing else. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {dataStamp} from '../../src/tools/helplines/data-stamp.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {forms} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {readManifest, readWidgets} from '../../src/tools/types/elements.mjs';
import {verify} from '../../src/tools/types/embed-description.mjs';

const npm = join(root, 'dist/npm');
const manifest = readManifest();
const widgets = readWidgets(manifest);
const namesOf = (/** @type {readonly {name: string}[]} */ entries = []) => entries.map(({name}) => name);
const assertUnique = (/** @type {string[]} */ names) => assert.deepEqual(names, [...new Set(names)]);

describe('custom data of VS Code', () => {
  /** @type {{tags: {name: string, description: string, attributes: {name: string, description: string, valueSet?: string, values: {name: string, description?: string}[]}[]}[]}} */
  const html = readJson(join(npm, 'vscode.html-custom-data.json'));

  test('has every tag with its summary, every attribute, every value with its label', () => {
    assert.deepEqual(
      namesOf(html.tags),
      widgets.map(({tag}) => tag),
    );
    for (const [index, {summary, attributes}] of widgets.entries()) {
      const tag = html.tags[index];
      assert.equal(tag.description, summary);
      assert.deepEqual(namesOf(tag.attributes), namesOf(attributes));
      for (const [position, {name, type, values}] of attributes.entries()) {
        const attribute = tag.attributes[position];
        assert.ok(attribute.description, name);
        assert.equal(attribute.valueSet, type?.text === 'boolean' ? 'v' : undefined, name);
        const literals = [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, value]) => value);
        assert.deepEqual(namesOf(attribute.values), literals, name);
        if (values)
          assert.deepEqual(
            attribute.values.map(({description}) => description),
            values.map(({label}) => label),
          );
      }
    }
  });

  test('has every custom property and part once', () => {
    const css = readJson(join(npm, 'vscode.css-custom-data.json'));
    assertUnique(namesOf(css.properties));
    assertUnique(namesOf(css.pseudoElements));
    assert.equal(css.properties.length, 10);
    assert.ok(namesOf(css.pseudoElements).includes('::part(heading)'));
  });
});

test('web-types have the version of the package, every element with attributes and events, and each style once', () => {
  const {name, version} = readJson(join(root, 'package.json'));
  const types = readJson(join(npm, 'web-types.json'));
  assert.deepEqual({name: types.name, version: types.version}, {name, version});
  const {html, css} = types.contributions;
  assert.deepEqual(
    namesOf(html.elements),
    widgets.map(({tag}) => tag),
  );
  for (const [index, {summary, attributes, events}] of widgets.entries()) {
    const element = html.elements[index];
    assert.equal(element.description, summary);
    assert.deepEqual(namesOf(element.attributes), namesOf(attributes));
    assert.deepEqual(namesOf(element.events ?? []), namesOf(events));
  }
  for (const entries of Object.values(css)) assertUnique(namesOf(entries));
});

describe('llms.txt', () => {
  const text = readFileSync(join(npm, 'llms.txt'), 'utf8');

  test('has a section for each widget, with its attributes and events, and names no other tag', () => {
    const [, embedding, ...sections] = text.split(/^## /m);
    assert.match(embedding, /^How to embed\n/);
    assert.deepEqual(
      sections.map((section) => section.split(':')[0]),
      widgets.map(({tag}) => tag),
    );
    for (const [index, {tag, attributes, events}] of widgets.entries()) {
      const lines = [...sections[index].matchAll(/^- (?:event )?`([a-z-]+)`/gm)].map(([, name]) => name);
      assert.deepEqual(lines, namesOf([...attributes, ...events]), tag);
      assert.ok(sections[index].includes(`import 'recovery-widgets/define/${tag.replace('recovery-', '')}.js';`), tag);
    }
    const known = [
      ...widgets.map(({tag}) => tag),
      ...widgets.flatMap(({events}) => namesOf(events)),
      'recovery-widgets',
    ];
    for (const [name] of text.matchAll(/(?<![\w-])recovery-[a-z]+(-[a-z]+)*/g)) assert.ok(known.includes(name), name);
  });

  test('says that numbers and texts are not to be made up', () => {
    assert.match(text, /Never make up a telephone number/);
    assert.match(text, /do not write, shorten or translate them/);
  });
});

describe('the description of how to embed', () => {
  const description = readFileSync(join(npm, 'embed.json'), 'utf8');
  const text = readFileSync(join(npm, 'llms.txt'), 'utf8');

  test('has the forms, files, numbers and values of the build', () => {
    const {forms: described, files, widgets: listed, regions, numbers, dataDate: day} = JSON.parse(description);
    assert.deepEqual(Object.keys(described), forms);
    assert.ok(Object.values(described).every(Boolean));
    for (const file of Object.keys(files)) assert.ok(existsSync(join(root, 'dist/cdn', file)), file);
    assert.deepEqual(
      listed.map(({tag}) => tag),
      widgets.map(({tag}) => tag),
    );
    assert.ok(regions.includes('US') && numbers.US.some(({digits}) => digits.includes('+18006624357')));
    assert.equal(day, dataStamp(readHelplines()).date);
    for (const file of Object.keys(files)) assert.ok(text.includes(`\`${file}\``), file);
  });

  test('refers only to existing files and names', async () => {
    for (const whole of [description, text]) assert.deepEqual(await verify(whole, widgets), []);
    for (const [part, by] of [
      ['recovery-faq', 'recovery-hotline'],
      ['`heading-level`', '`heading-size`'],
      ['`enhance.js`', '`embed.js`'],
      ['define/faq.js', 'define/hotline.js'],
      ['US 911', 'US 947'],
      ['GB 999', 'ZZ 999'],
    ])
      assert.equal((await verify(text.replace(part, by), widgets)).length > 0, true, by);
    for (const [part, by] of [
      ['+18006624357', '+18005550199'],
      ['data-recovery-version', 'data-recovery-edition'],
      ['"data-lang"', '"data-language"'],
      ['"all.js"', '"everything.js"'],
    ])
      assert.notDeepEqual(await verify(description.replace(part, by), widgets), [], by);
  });
});

test('the page on frameworks names every file of types, and no module or file that the package does not have', () => {
  const page = readFileSync(join(root, 'docs/frameworks.md'), 'utf8');
  const {exports} = readJson(join(root, 'package.json'));
  const named = [...page.matchAll(/'recovery-widgets(\/[a-z-./]+)'/g)].map(([, path]) => `.${path}`);
  for (const path of named) assert.ok(exports[path] || /^\.\/define\/[a-z-]+\.js$/.test(path), path);
  for (const [path, target] of Object.entries(exports)) if (target.types) assert.ok(named.includes(path), path);
  for (const [, path] of page.matchAll(/recovery-widgets\/(dist\/[^"'`]+)/g))
    assert.ok(existsSync(join(root, path)), path);
});

test('the map of tags for frameworks has every widget with its class', () => {
  const types = readFileSync(join(npm, 'types/elements.d.ts'), 'utf8');
  const found = [...types.matchAll(/^ {2}'(recovery-[a-z-]+)': \{\n {4}element: (\w+);/gm)].map(([, tag, name]) => [
    tag,
    name,
  ]);
  assert.deepEqual(
    found,
    widgets.map(({tag, className}) => [tag, className]),
  );
});
