/** integrity.json; and with its hashes on a page, a browser runs exactly our bytes or nothing of ours. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import {importMapFor} from '../../src/tools/html/snippet.mjs';
import {deferredFiles, pageFiles, readChunks} from '../../src/tools/built/page-files.mjs';
import {root} from '../../src/tools/project.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {CDN, SPANISH_FALLBACK, pageOf, snippet, test, upgraded, visibleText} from '../support/page.mjs';

/** The fallback content as it is read. */
const WORDS = `Llame a SAMHSA: ${US_LINE.number}`;
const KEPT = new RegExp(`^${WORDS}$`);

/** @typedef {Parameters<typeof pageOf>[1]} PageOptions */

const cdn = join(root, 'dist/cdn');
const read = (file) => readFileSync(join(cdn, file));
const integrity = JSON.parse(String(read('integrity.json')));
const {files} = integrity;
const chunks = readChunks();
const assets = chunks.folder;
/** Modules of a page with a banner in Spanish, loaded by any of the scripts. */
const modulesFor = (used) => [
  'recovery-widgets.js',
  ...[...pageFiles(chunks, used), ...deferredFiles(chunks, used)].map((file) => `${assets}/${file}`),
];

test('integrity.json has the SHA-384 of every file but itself, in order', () => {
  // Not by the function that chose the files of integrity.json.
  const present = readdirSync(cdn, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name !== 'integrity.json')
    .map((entry) => relative(cdn, join(entry.parentPath, entry.name)).split(sep).join('/'));
  assert.deepEqual(Object.keys(files), present.sort());
  for (const [file, hash] of Object.entries(files))
    assert.equal(hash, `sha384-${createHash('sha384').update(read(file)).digest('base64')}`, file);
});

test.describe('the import map', () => {
  const base = 'https://your-site.example/recovery-widgets/1.2.3/';
  const mapOf = (names) => ({integrity: Object.fromEntries(names.map((file) => [base + file, files[file]]))});

  test('has the hash of every module by its URL, and of no script that is only classic', () => {
    const modules = Object.keys(files).filter((file) => /^((recovery-widgets|enhance)\.js$|assets-)/.test(file));
    assert.ok(modules.length > 40);
    assert.deepEqual(importMapFor(base, integrity), mapOf(modules));
  });

  test('accepts the URL of the folder with or without its last slash, or an absolute path, but no other part of a URL', () => {
    const urlsFor = (folder) => Object.keys(importMapFor(folder, integrity).integrity);
    const urls = urlsFor(base);
    const paths = urls.map((url) => new URL(url).pathname);
    assert.deepEqual([urlsFor(base.slice(0, -1)), urlsFor('/recovery-widgets/1.2.3')], [urls, paths]);
    for (const part of ['recovery-widgets/1.2.3/', '//your-site.example/1.2.3/', '/\\your-site.example/', ''])
      assert.throws(() => importMapFor(part, integrity), TypeError, part);
  });
});

test.describe('a page with our hashes', () => {
  const body = snippet('helpline-banner', 'region="US"', SPANISH_FALLBACK);
  const used = modulesFor({widgets: ['helpline-banner'], languages: ['es'], regions: ['US']});
  const attributes = (file) => `src="${CDN}/${file}" integrity="${files[file]}" crossorigin="anonymous"`;
  const mapped = (map, file = 'recovery-widgets.js') => ({
    lang: 'es',
    head: `<script type="importmap">${JSON.stringify(map)}</script>`,
    script: `<script ${file.includes('classic') ? 'defer' : 'type="module"'} ${attributes(file)}></script>`,
  });
  const CLASSIC = 'recovery-widgets.classic.js';
  const oneFile = {lang: 'es', script: `<script ${attributes('all.js')}></script>`};

  /** Serves other bytes in place of a file, as someone would who took over the host. */
  const tamperedWith = (file) => ({
    before: (page) =>
      page.route(`${CDN}/${file}`, (route) =>
        route.fulfill({
          contentType: 'text/javascript; charset=utf-8',
          headers: {'access-control-allow-origin': '*'},
          body: `${read(file)}\n;globalThis.tampered = true;`,
        }),
      ),
  });

  const map = importMapFor(CDN, integrity, used);
  for (const [scripts, page, file] of /** @type {[string, PageOptions, string][]} */ ([
    ['all.js', oneFile, 'all.js'],
    ['the loader and an import map of the modules it uses', mapped(map), 'recovery-widgets.js'],
    [`${CLASSIC} and the same map`, mapped(map, CLASSIC), CLASSIC],
  ]))
    test(`shows the widget, and nothing on the console, with ${scripts}`, async ({open}) => {
      const opened = await open(pageOf(body, page));
      await upgraded(opened.page);
      assert.match(await visibleText(opened.page), /Hable con alguien ahora/);
      assert.deepEqual(opened.console, []);
      const loaded = opened.requests.filter((url) => url.startsWith(`${CDN}/`) && url !== `${CDN}/${file}`);
      assert.equal(loaded.length >= 4, file !== 'all.js', 'all.js has everything');
      for (const url of loaded) assert.ok(map.integrity[url], url);
    });

  for (const [file, options, expected] of /** @type {[string, PageOptions, RegExp][]} */ ([
    ['all.js', oneFile, KEPT],
    [`${assets}/core.js`, mapped(map), KEPT],
    // The widget works without these, and then keeps the fallback content as well.
    [`${assets}/regions/us.js`, mapped(map), new RegExp(`número local de emergencias.*${WORDS}$`)],
    [`${assets}/locales/es/helpline-banner.js`, mapped(map), new RegExp(`Talk to someone now.*${WORDS}$`)],
    [CLASSIC, mapped(map, CLASSIC), KEPT],
  ]))
    test(`refuses changed bytes of ${file.replace(assets, 'assets')}, and keeps the fallback content`, async ({
      open,
    }) => {
      const {page, console} = await open(pageOf(body, options), tamperedWith(file));
      if (/regions|locales/.test(file)) await upgraded(page);
      else await page.waitForLoadState('networkidle');
      assert.equal(await page.evaluate(() => globalThis.tampered), undefined);
      assert.match(await visibleText(page), expected);
      assert.ok(await page.locator(`a[href="${US_LINE.href}"]`).first().isVisible());
      const isRefused = console.some((line) => line.includes('integrity') && line.includes(`${CDN}/${file}`));
      assert.ok(isRefused, console.join('\n'));
    });
});
