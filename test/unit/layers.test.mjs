/** The lint rules for imports across layers, network access and storage, and markup from strings. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join, posix} from 'node:path';
import {before, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {ESLint} from 'eslint';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @type {ESLint} */
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

/**
 * Returns the rules that a source breaks, except those about unused names.
 *
 * @param {string} path
 * @param {string} code
 */
async function rulesBroken(path, code) {
  const [{messages}] = await eslint.lintText(code, {filePath: join(root, path)});
  assert.ok(
    messages.every(({fatal}) => !fatal),
    JSON.stringify(messages),
  );
  return [...new Set(messages.map(({ruleId}) => ruleId))].filter((rule) => !rule?.includes('no-unused'));
}

/** @type {(rule: string, path: string, code: string) => Promise<void>} */
const refuses = async (rule, path, code) => assert.deepEqual(await rulesBroken(path, code), [rule], `${path}: ${code}`);
/** @type {(path: string, code: string) => Promise<void>} */
const accepts = async (path, code) => assert.deepEqual(await rulesBroken(path, code), [], `${path}: ${code}`);

const widget = 'src/widgets/faq/faq.ts';
const core = 'src/core/region.ts';
const entry = 'src/entries/embed/loader.ts';
const story = 'stories/faq.stories.ts';
const tool = 'src/tools/cli/build.mjs';

describe('layers', () => {
  test('core may import Lit and itself only', async () => {
    await accepts(core, "import {html} from 'lit';\nimport {classMap} from 'lit/directives/class-map.js';");
    await accepts(
      core,
      "import {runtimeMsg} from '@lit/localize/internal/runtime-msg.js';\nimport {warn} from './warn.js';",
    );
    for (const source of [
      '../widgets/faq/faq.js',
      '../generated/messages/faq.js',
      '../generated/messages/shared.js',
      '../generated/regions/us.js',
      '../generated/locales/faq.js',
      '../entries/index.js',
      '../tools/article.mjs',
      '../content/copy/faq.json',
      '../../package.json',
      'node:fs',
      'lodash',
    ])
      await refuses('recovery/layers', core, `import {x} from '${source}';`);
  });

  test('a widget may import core, its own messages, and data', async () => {
    for (const source of [
      'lit',
      '../../core/recovery-element.js',
      '../../generated/messages/faq.js',
      '../../generated/regions/directory.js',
      '../../generated/locales/faq.js',
      './faq.styles.js',
    ])
      await accepts(widget, `import {x} from '${source}';`);
    for (const source of [
      '../../generated/messages/shared.js',
      '../quick-exit/quick-exit.js',
      '../../widgets/quick-exit/quick-exit.js',
      '../faq-list/faq-list.js',
      '../../generated/messages/quick-exit.js',
      '../../entries/index.js',
      '../../tools/content.mjs',
      '../../content/helplines/us.json',
      '@lit/localize',
      'libphonenumber-js',
    ])
      await refuses('recovery/layers', widget, `import {x} from '${source}';`);
  });

  test('entries may import everything except tools', async () => {
    await accepts(
      entry,
      "import {define} from '../../core/registry.js';\nimport {Faq} from '../../widgets/faq/faq.js';",
    );
    await refuses('recovery/layers', entry, "import {x} from '../../tools/content.mjs';");
    await refuses('recovery/layers', entry, "import {x} from 'node:path';");
  });

  test('tools may import packages and tools, and nothing else may import them', async () => {
    await accepts(
      tool,
      "import {join} from 'node:path';\nimport ts from 'typescript';\nimport {x} from './content.mjs';",
    );
    await refuses('recovery/layers', 'src/tools/html/look.mjs', "import {x} from '../pages/check.mjs';");
    await refuses('recovery/layers', 'src/tools/html/look.mjs', "import {x} from '../types/editors.mjs';");
    await refuses('recovery/layers', 'src/tools/attic/look.mjs', "import {x} from '../content/cldr.mjs';");
    await refuses('recovery/layers', tool, "import {x} from '../../core/localize.js';");
    await refuses('recovery/layers', tool, "import {x} from '../../rollup.config.mjs';");
    await accepts(story, "import '../src/widgets/faq/define.js';\nimport {x} from '../src/widgets/faq/faq.js';");
    await refuses('recovery/layers', story, "import {x} from '../src/tools/content.mjs';");
  });

  test('the layers are checked for every form of import', async () => {
    for (const code of [
      "import '../quick-exit/quick-exit.js';",
      "import type {QuickExit} from '../quick-exit/quick-exit.js';",
      "export {QuickExit} from '../quick-exit/quick-exit.js';",
      "export * from '../quick-exit/quick-exit.js';",
      "export const load = () => import('../quick-exit/quick-exit.js');",
      'export const load = () => import(`../quick-exit/quick-exit.js`);',
      "export type Exit = import('../quick-exit/quick-exit.js').QuickExit;",
    ])
      await refuses('recovery/layers', widget, code);
  });

  test('only entries may import a path computed at run time', async () => {
    const code = 'export const load = (url: string) => import(url);';
    await refuses('recovery/layers', widget, code);
    await refuses('recovery/layers', core, code);
    await accepts(entry, code);
  });
});

describe('network access and storage', () => {
  for (const path of [core, widget, entry])
    test(`${path} may not use the network or storage`, async () => {
      for (const code of [
        "void fetch('/x');",
        "void window.fetch('/x');",
        "void globalThis.fetch('/x');",
        'new XMLHttpRequest();',
        "new WebSocket('wss://example.org');",
        "new EventSource('/x');",
        "localStorage.setItem('a', 'b');",
        "window.sessionStorage.setItem('a', 'b');",
        "indexedDB.open('a');",
        "new Image().src = '/x';",
      ])
        await refuses('no-restricted-globals', path, code);
      await refuses('no-restricted-properties', path, "navigator.sendBeacon('/x');");
      await refuses('no-restricted-properties', path, "document.cookie = 'a=b';");
    });

  test('tools and tests may use the network', () =>
    accepts('test/unit/build.test.mjs', "await fetch('http://localhost/');"));
});

describe('strict pages', () => {
  test('markup from strings is refused', async () => {
    await refuses('no-restricted-syntax', widget, "document.body.innerHTML = '<b>x</b>';");
    await refuses('no-restricted-syntax', widget, "document.body.outerHTML += '<b>x</b>';");
    await refuses('no-restricted-properties', widget, "document.body.insertAdjacentHTML('beforeend', '<b>x</b>');");
    await refuses('no-restricted-imports', widget, "import {unsafeHTML} from 'lit/directives/unsafe-html.js';");
    await refuses('lit/ban-attributes', widget, 'export const x = (y: string) => html`<b .innerHTML=${y}></b>`;');
  });

  test('inline styles are refused', async () => {
    await refuses('lit/ban-attributes', widget, 'export const x = html`<b style="color: red">x</b>`;');
    await refuses('lit/ban-attributes', widget, 'export const x = (y: string) => html`<b style=${y}>x</b>`;');
    await accepts(widget, 'export const x = html`<b class="number">x</b>`;');
  });
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
