/** Compares the metadata for editors, language models and frameworks with the manifest: everything, once, nothing else. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {forms} from '../../src/tools/html/snippet.mjs';
import {VERSION_ATTRIBUTE} from '../../src/tools/html/snippet-version.mjs';
import {root} from '../../src/tools/project.mjs';
import {readManifest, readWidgets} from '../../src/tools/types/elements.mjs';

const manifest = readManifest();
const widgets = readWidgets(manifest);
const namesOf = (/** @type {readonly {name: string}[]} */ entries = []) => entries.map(({name}) => name);

test('llms.txt names each widget, and nothing that does not exist', () => {
  const text = readFileSync(join(root, 'llms.txt'), 'utf8');
  const {exports} = readJson(join(root, 'package.json'));
  const known = [
    ...widgets.flatMap(({tag, attributes}) => [
      tag,
      ...namesOf(attributes),
      `import 'recovery-widgets/define/${tag.replace('recovery-', '')}.js'`,
    ]),
    ...Object.keys(exports).map((path) => path.replace('.', 'recovery-widgets')),
    ...[...forms, VERSION_ATTRIBUTE],
  ];
  const run = (/** @type {string} */ args) =>
    spawnSync(process.execPath, ['dist/bin/recovery-widgets.js', ...args.split(' ')], {cwd: root}).status;
  for (const [, name] of text.matchAll(/`([^`]+)`/g)) {
    const [, command] = /^npx recovery-widgets (.+)/.exec(name) ?? [];
    if (command) assert.equal(run(command), 0, name);
    else assert.ok(known.includes(name) || existsSync(join(root, 'dist/cdn', name)), name);
  }
  assert.deepEqual([...text.matchAll(/^- `(recovery-[a-z-]+)`:/gm)].map(([, tag]) => tag).sort(), [
    ...widgets.map(({tag}) => tag).sort(),
  ]);
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
