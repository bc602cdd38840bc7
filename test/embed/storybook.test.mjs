/**
 * Storybook: every run checks the index of its pages; the nightly run (NIGHTLY=1) builds it, which takes longer than most other
 * tests together, and checks that its pages are complete, log no error and load nothing from elsewhere.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {buildIndex} from 'storybook/internal/core-server';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {serve} from '../../src/tools/serve.mjs';
import {withoutVariants} from '../support/languages.mjs';
import {WIDGETS, test as base} from '../support/page.mjs';

const {languages} = await available();

base.describe('the index of Storybook', () => {
  base('every widget has a page with documentation and stories, next to the introduction', async () => {
    const {entries} = await buildIndex({configDir: join(root, '.storybook')});
    const all = Object.values(entries);
    const pages = all.filter(({type}) => type === 'docs').map(({id}) => id);
    const expected = ['introduction--docs', ...WIDGETS.map((name) => `widgets-${name}--docs`)];
    assert.deepEqual(pages.sort(), expected.sort());
    for (const name of WIDGETS)
      assert.ok(
        all.some(({type, id}) => type === 'story' && id.startsWith(`widgets-${name}--`)),
        `${name} has no story`,
      );
    assert.ok(entries['pages-after-a-break--article']);
  });
});

/** @typedef {<T>(query: string, run: (page: import('@playwright/test').Page) => Promise<T>) => Promise<T>} Visit */

/**
 * Playwright’s `test` with a built Storybook on a local server, and `visit`, which opens one of its pages, runs a function there
 * and fails on errors and foreign requests.
 *
 * @type {import('../support/page.mjs').TestWith<{visit: Visit}, {storybook: string}>}
 */
const test = /** @type {import('../support/page.mjs').TestWith<{}, {storybook: string}>} */ (base).extend({
  storybook: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'storybook-'));
      const {status, stdout, stderr} = spawnSync(
        process.execPath,
        ['src/tools/cli/storybook.mjs', '--build', '--out', folder],
        {cwd: root, encoding: 'utf8'},
      );
      assert.equal(status, 0, stdout + stderr);
      const server = await serve({root: folder});
      await use(server.url);
      await server.close();
      rmSync(folder, {recursive: true, force: true});
    },
    {scope: 'worker', timeout: 600_000},
  ],
  visit: async ({browser, storybook}, use) =>
    use(async (query, run) => {
      const page = await browser.newPage();
      const faults = [];
      page.on('console', (message) => {
        // The browser requests an icon from every server by itself.
        if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('request', (request) => {
        if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(storybook)) faults.push(request.url());
      });
      page.on('response', (response) => response.status() >= 400 && faults.push(response.url()));
      await page.goto(`${storybook}/iframe.html?${query}`);
      const result = await run(page);
      await page.close();
      assert.deepEqual(faults, []);
      return result;
    }),
});

test.describe('the built Storybook', () => {
  test.skip(!process.env.NIGHTLY, 'Storybook is built only in the nightly run, with NIGHTLY=1');
  // One worker, which builds it once.
  test.describe.configure({mode: 'default'});

  // A variant shows the page of its language.
  for (const language of withoutVariants(languages))
    test(`the article shows all widgets together: ${language}`, async ({visit}) => {
      await visit(`viewMode=story&id=pages-after-a-break--article&globals=language:${language}`, (page) =>
        page.waitForFunction(
          ({tags, lang}) =>
            tags.every((tag) => {
              const elements = [...document.querySelectorAll(tag)];
              return elements.length && elements.every((el) => el.shadowRoot?.querySelector('.root')?.lang === lang);
            }),
          {tags: WIDGETS.map((name) => `recovery-${name}`), lang: language},
        ),
      );
    });
});
