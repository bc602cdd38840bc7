/**
 * Runs the recipes of docs/systems.md for static sites in the systems themselves, from Debian’s packages: each makes a page with the
 * recipe and one with a pasted snippet, and Chromium opens both, with script and without. The table of docs/systems.md lists the results.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {root} from '../../src/tools/project.mjs';
import {mediaType, serve} from '../../src/tools/serve.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {findFile, onPath} from '../support/hosting.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {test} from '../support/page.mjs';
import {readRecipe} from '../support/recipes.mjs';

const MARKUP = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Help</title><body>';
const SNIPPET = readRecipe('helpline.html');

/** Page of a site with a front matter. @param {string} front @param {string} text */
const pageOf = (front, text) => `---\n${front}\n---\n\nBefore.\n\n${text}\nAfter.\n`;

/**
 * Sites by program, each with its files, the folder of the finished pages, and the pages with the recipe and with a pasted snippet.
 *
 * @type {Record<string, {files: Record<string, string>, args: string[], site: string, pages: string[]}>}
 */
const SYSTEMS = {
  hugo: {
    files: {
      'hugo.toml': 'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]\n',
      'layouts/_default/single.html': `${MARKUP}{{ .Content }}</body></html>`,
      'layouts/shortcodes/helpline.html': SNIPPET,
      'content/recipe.md': pageOf('title: Help', readRecipe('hugo.md')),
      'content/pasted.md': pageOf('title: Help', SNIPPET),
    },
    args: ['--quiet', '--noBuildLock'],
    site: 'public',
    pages: ['recipe/', 'pasted/'],
  },
  jekyll: {
    files: {
      '_layouts/default.html': `${MARKUP}{{ content }}</body></html>`,
      '_includes/helpline.html': SNIPPET,
      'recipe.md': pageOf('layout: default', readRecipe('jekyll.md')),
      'pasted.md': pageOf('layout: default', SNIPPET),
    },
    args: ['build', '--quiet'],
    site: '_site',
    pages: ['recipe.html', 'pasted.html'],
  },
  mkdocs: {
    files: {
      'mkdocs.yml': `site_name: Help\n${readRecipe('mkdocs.yml')}`,
      'helpline.py': readRecipe('helpline.py'),
      'helpline.html': SNIPPET,
      'docs/index.md': pageOf('title: Help', readRecipe('mkdocs.md')),
      'docs/pasted.md': pageOf('title: Help', SNIPPET),
    },
    args: ['build', '--quiet'],
    site: 'site',
    pages: ['', 'pasted/'],
  },
};

/** Opens a page, and says what its reader gets. @param {import('@playwright/test').Browser} browser @param {string} url @param {boolean} javaScriptEnabled */
async function outcomeOf(browser, url, javaScriptEnabled) {
  const context = await browser.newContext({javaScriptEnabled});
  const page = await context.newPage();
  await page.route('https://your-site.example/**', (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    return route.fulfill({
      contentType: mediaType(file),
      headers: {'access-control-allow-origin': '*'},
      body: readFileSync(join(root, 'dist/cdn', file)),
    });
  });
  await page.goto(url, {waitUntil: 'networkidle'});
  const dials = await page.locator(`a[href="${US_LINE.href}"]`).first().isVisible();
  const isUpgraded = await page.locator('recovery-helpline-banner .root').first().isVisible();
  await context.close();
  return isUpgraded ? 'widget' : dials ? 'fallback' : 'nothing';
}

test.describe('recipes of docs/systems.md', () => {
  test.skip(!isNightly, AT_NIGHT);
  let folder = '';
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'system-'));
  });
  test.afterEach(() => rmSync(folder, {recursive: true, force: true}));

  for (const [program, {files, args, site, pages}] of Object.entries(SYSTEMS))
    test(`${program}: the recipe shows the widget, and the fallback content without`, async ({browser}) => {
      test.skip(!findFile(...onPath(program)), `${program} is not installed (Debian: apt-get install ${program})`);
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), {recursive: true});
        writeFileSync(join(folder, path), text);
      }
      /** Makes the site, and returns the outcome of each page with script and without. */
      const make = async () => {
        const {status, stderr, stdout} = spawnSync(program, args, {cwd: folder, encoding: 'utf8'});
        assert.equal(status, 0, stdout + stderr);
        const server = await serve({root: join(folder, site)});
        const outcomes = [];
        for (const page of pages)
          for (const hasScript of [true, false])
            outcomes.push(await outcomeOf(browser, `${server.url}/${page}`, hasScript));
        await server.close();
        return outcomes;
      };
      const [recipe, pasted] = [
        ['widget', 'fallback'],
        program === 'hugo' ? ['nothing', 'nothing'] : ['widget', 'fallback'],
      ];
      assert.deepEqual(await make(), [...recipe, ...pasted]);
      if (program !== 'hugo') return;
      // The setting that lets HTML in texts through.
      appendFileSync(join(folder, 'hugo.toml'), `\n${readRecipe('hugo.toml')}`);
      assert.deepEqual(await make(), [...recipe, ...recipe]);
    });
});
