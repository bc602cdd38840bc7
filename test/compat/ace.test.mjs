/**
 * Checks every story with IBM’s Equal Access engine, which shares no code with axe: WCAG 2.2 A and AA, and IBM’s own
 * requirements. The stories are compiled from source, as for test/browser. Chromium is enough: the engine reads the same DOM in
 * every browser.
 */
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {build} from 'vite';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {HOST, WIDGETS, openPage, pageOf, test} from '../support/page.mjs';
import {packagePath, skipUnlessInstalled} from './packages.mjs';

const {NIGHTLY} = process.env;
const {languages} = await available();
/** One language of each direction every day: the others have the same elements. */
const checked = NIGHTLY ? languages : languages.filter((language) => ['en', 'ar'].includes(language));

/** Bundles ace-page.ts in memory. @returns {Promise<Map<string, string>>} code by file name */
async function bundlePage() {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        // package.json lists the modules with side effects as they are published; in src they would be dropped.
        name: 'keep-definitions',
        transform: (_, id) => (/\/src\/(widgets\/[^/]+|entries)\/define\b/.test(id) ? {moduleSideEffects: true} : null),
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: join(root, 'test/compat/ace-page.ts'),
        output: {entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js'},
      },
    },
  });
  const {output} = /** @type {import('rolldown').RolldownOutput} */ (Array.isArray(result) ? result[0] : result);
  return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])));
}

test.describe('IBM’s accessibility checker', () => {
  skipUnlessInstalled();
  test.describe.configure({mode: 'default'});

  /** @type {import('../support/page.mjs').OpenedPage} */
  let opened;
  test.beforeAll(async ({browser}) => {
    const files = await bundlePage();
    const engine = packagePath('accessibility-checker-engine/ace-window.js');
    const script = '<script src="/engine.js"></script><script type="module" src="/ace-page.js"></script>';
    opened = await openPage(browser, pageOf('', {script}), {
      before: (page) =>
        page.route(
          ({origin, pathname}) => origin === HOST && pathname !== '/',
          (route) => {
            const path = new URL(route.request().url()).pathname.slice(1);
            if (path === 'engine.js') return route.fulfill({path: engine});
            const code = files.get(path);
            return code === undefined
              ? route.fulfill({path: join(root, path)})
              : route.fulfill({contentType: 'text/javascript', body: code});
          },
        ),
    });
    // The engine defines `ace` too, before our page replaces it.
    await opened.page.waitForFunction(() => globalThis.ace?.stories);
  });
  test.afterAll(() => opened?.close());

  for (const language of checked)
    test(`IBM’s checker finds no fault in any story, before and after answers: ${language}`, async () => {
      const {page} = opened;
      const stories = await page.evaluate(() => globalThis.ace.stories);
      assert.ok(stories.length > WIDGETS.length, `${stories.length} stories`);
      /** @type {Record<string, string[]>} */
      const faults = {};
      let answered = 0;
      for (const [index, story] of stories.entries()) {
        const result = await page.evaluate(([at, lang]) => globalThis.ace.checkStory(at, lang), [index, language]);
        if (result.faults.length) faults[story] = result.faults;
        if (result.answers === undefined) continue;
        assert.ok(result.answers > 0, `${story}: no input could be answered`);
        answered++;
      }
      assert.deepEqual(faults, {});
      assert.ok(answered > 0, 'some stories have inputs');
    });

  test('IBM’s checker finds a fault in a shadow root', async () => {
    const faults = await opened.page.evaluate(() => globalThis.ace.checkShadowRoot('<p>Words</p><img src="data:,">'));
    assert.deepEqual(
      faults.map((fault) => fault.split(':')[0]),
      ['img_alt_valid'],
    );
  });

  test('IBM’s checker can be run in every language of the widgets', async () => {
    assert.deepEqual((await opened.page.evaluate(() => globalThis.ace.languages)).sort(), [...languages].sort());
  });
});
