/** The lint rules for imports across layers. The built files have no network, storage or markup from strings: test/unit/build.test.mjs. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join, posix} from 'node:path';
import {before, test} from 'node:test';
import {ESLint} from 'eslint';
import tseslint from 'typescript-eslint';
import {root} from '../../src/tools/project.mjs';

let eslint;
before(() => {
  eslint = new ESLint({
    cwd: root,
    // The sources below belong to no project, so rules that need types cannot run on them.
    overrideConfig: [
      {files: ['**/*.ts'], languageOptions: {parserOptions: {project: false}}},
      {files: ['**/*.ts'], rules: tseslint.configs.disableTypeChecked.rules},
    ],
  });
});

/** Returns the rules that a source breaks, except those about unused names. */
async function rulesBroken(path, code) {
  const [{messages}] = await eslint.lintText(code, {filePath: join(root, path)});
  for (const {fatal, message} of messages) assert.ok(!fatal, message);
  return [...new Set(messages.map(({ruleId}) => ruleId))].filter((rule) => !rule?.includes('no-unused'));
}

const widget = 'src/widgets/faq/faq.ts';
const core = 'src/core/region.ts';
const entry = 'src/entries/embed/loader.ts';
const story = 'stories/faq.stories.ts';
const tool = 'src/tools/cli/build.mjs';
const look = 'src/tools/html/look.mjs';
const from = (/** @type {string} */ source) => `import {x} from '${source}';`;

/** Imports that are refused, by promise: paths and codes. @type {Record<string, [path: string, code: string][]>} */
const REFUSED = {
  'core imports Lit and itself only': [
    [core, from('../widgets/faq/faq.js')],
    [core, from('../generated/messages/faq.js')],
    [core, from('node:fs')],
    [core, from('lodash')],
  ],
  'a widget imports core, its own messages and data': [
    [widget, from('../../generated/messages/shared.js')],
    [widget, from('../../generated/messages/quick-exit.js')],
    [widget, from('../../content/helplines/us.json')],
    [widget, "import type {QuickExit} from '../quick-exit/quick-exit.js';"],
    [widget, "export * from '../quick-exit/quick-exit.js';"],
  ],
  'tools import packages and lower floors, and nothing else imports tools': [
    [entry, from('../../tools/content.mjs')],
    [story, from('../src/tools/content.mjs')],
    [look, from('../pages/check.mjs')],
    [look, from('../types/editors.mjs')],
    [tool, from('../../core/localize.js')],
  ],
};

for (const [promise, cases] of Object.entries(REFUSED))
  test(promise, async () => {
    for (const [path, code] of cases)
      assert.deepEqual(await rulesBroken(path, code), ['no-restricted-imports'], `${path}: ${code}`);
  });

/** Relative imports of a file, without types in comments, as paths of tracked files. @param {string} path @param {Set<string>} files */
const importsOf = (path, files) =>
  [
    ...readFileSync(join(root, path), 'utf8')
      .replace(/\/\*.*?\*\//gs, '')
      .matchAll(/(?:\bfrom |\bimport\(|\bimport )['"](\.[^'"]+)['"]/g),
  ]
    .map(([, specifier]) => posix.join(posix.dirname(path), specifier))
    .map((target) => (files.has(target) ? target : target.replace(/\.js$/, '.ts')))
    .filter((target) => files.has(target));

test('no file of src imports itself through others', () => {
  const files = execFileSync('git', ['ls-files', 'src'], {cwd: root, encoding: 'utf8'}).trim().split('\n');
  const known = new Set(files.filter((path) => /\.(?:ts|mjs|js)$/.test(path)));
  const done = new Set();
  const visit = (/** @type {string} */ path, /** @type {string[]} */ trail) => {
    const start = trail.indexOf(path);
    if (start >= 0) assert.fail([...trail.slice(start), path].join('\n  → '));
    if (done.has(path)) return;
    for (const next of importsOf(path, known)) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of known) visit(path, []);
});
