/** integrity.json, and that a browser that is given its hashes runs our very bytes or nothing of ours. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {importMapFor} from '../../src/tools/bundle/integrity.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {CDN, HOST, launch, open, pageOf, seen, snippet, upgraded} from '../support/harness.mjs';

const cdn = join(root, 'dist/cdn');
const read = (file) => readFileSync(join(cdn, file));
const integrity = JSON.parse(read('integrity.json'));
const {files} = integrity;
const assets = readdirSync(cdn).find((name) => name.startsWith('assets-'));

describe('integrity.json', () => {
  it('has the SHA-384 of every file but itself, in order', () => {
    const there = readdirSync(cdn, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => relative(cdn, join(entry.parentPath, entry.name)).split(sep).join('/'));
    assert.deepEqual(Object.keys(files), there.filter((file) => file !== 'integrity.json').sort());
    for (const [file, hash] of Object.entries(files))
      assert.equal(hash, `sha384-${createHash('sha384').update(read(file)).digest('base64')}`, file);
  });

  it('has the version of the package, and nothing else', () => {
    assert.equal(integrity.version, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
    assert.deepEqual(Object.keys(integrity), ['version', 'files']);
  });
});

describe('the import map', () => {
  const base = 'https://your-site.example/recovery-widgets/1.2.3/';
  const namesIn = (map) =>
    Object.keys(map.integrity).map((url) => url.replace(base, '').replace(/^assets-[^/]+\//, '@/'));

  it('names every module by its address, with its hash, and no classic script', () => {
    const map = importMapFor(base, integrity);
    const modules = Object.keys(files).filter((file) => /^(recovery-widgets\.js$|widgets\/|assets-)/.test(file));
    assert.ok(modules.length > 40);
    assert.deepEqual(map, {integrity: Object.fromEntries(modules.map((file) => [base + file, files[file]]))});
  });

  it('can be kept to what a page uses', () => {
    const used = {widgets: ['helpline-banner'], languages: ['es'], regions: ['CA-ON']};
    assert.deepEqual(namesIn(importMapFor(base, integrity, used)), [
      '@/core.js',
      '@/hydrate.js',
      '@/locales/es/helpline-banner.js',
      '@/regions/ca.js',
      '@/take-away.js',
      '@/widgets/helpline-banner.js',
      'recovery-widgets.js',
      'widgets/helpline-banner.js',
    ]);
    const none = namesIn(importMapFor(base, integrity, {widgets: [], languages: [], regions: []}));
    assert.deepEqual(none, ['@/core.js', '@/hydrate.js', '@/take-away.js', 'recovery-widgets.js']);
  });

  it('takes the address of the folder with or without its last slash, or from the host on, but no other part of one', () => {
    assert.deepEqual(importMapFor(base.slice(0, -1), integrity), importMapFor(base, integrity));
    const path = '/recovery-widgets/1.2.3';
    assert.deepEqual(
      Object.keys(importMapFor(path, integrity).integrity),
      Object.keys(importMapFor(base, integrity).integrity).map((url) => new URL(url).pathname),
    );
    for (const part of ['recovery-widgets/1.2.3/', '//your-site.example/1.2.3/', '/\\your-site.example/', ''])
      assert.throws(() => importMapFor(part, integrity), TypeError, part);
  });
});

describe('a page with our hashes', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const words = '<p>Llame a SAMHSA: <a href="tel:+18006624357">1-800-662-4357</a></p>';
  const body = snippet('helpline-banner', 'region="US"', words);
  const used = {widgets: ['helpline-banner'], languages: ['es'], regions: ['US']};
  const attributes = (file) => `src="${CDN}/${file}" integrity="${files[file]}" crossorigin="anonymous"`;
  const mapped = (map, file = 'recovery-widgets.js') => ({
    lang: 'es',
    head: `<script type="importmap">${JSON.stringify(map)}</script>`,
    script: `<script ${file.includes('classic') ? 'defer' : 'type="module"'} ${attributes(file)}></script>`,
  });
  /** Beside the loader. */
  const OTHERS = ['recovery-widgets.classic.js', 'widgets/helpline-banner.js'];
  const oneFile = {lang: 'es', script: `<script ${attributes('all.js')}></script>`};

  /** Puts other bytes in place of a file, as someone would who got hold of the host. */
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

  for (const [what, page] of [
    ['all.js', oneFile],
    ['the loader and an import map of everything', mapped(importMapFor(CDN, integrity))],
    ['the loader and an import map of what is used', mapped(importMapFor(CDN, integrity, used))],
    ...OTHERS.map((file) => [`${file} and the same map`, mapped(importMapFor(CDN, integrity, used), file)]),
  ])
    it(`shows the widget with ${what}, and the console stays empty`, async () => {
      const opened = await open(browser, pageOf(body, page));
      await upgraded(opened.page);
      assert.match(await seen(opened.page), /^Hable con alguien ahora/);
      assert.deepEqual(opened.console, []);
      await opened.close();
    });

  for (const file of ['recovery-widgets.js', ...OTHERS])
    it(`${file} has all that it loads in the map of what is used`, async () => {
      const map = importMapFor(CDN, integrity, used);
      const {page, requests, close} = await open(browser, pageOf(body, mapped(map, file)));
      await upgraded(page);
      const loaded = requests.filter((url) => url.startsWith(`${CDN}/`) && url !== `${CDN}/${file}`);
      assert.ok(loaded.length >= 4);
      assert.deepEqual(
        loaded.filter((url) => !map.integrity[url]),
        [],
      );
      await close();
    });

  for (const isTampered of [false, true])
    it(`checks files on the host of the page by their paths: ${isTampered ? 'other bytes are refused' : 'ours run'}`, async () => {
      const base = '/widgets/1.2.3';
      const {page, console, close} = await open(
        browser,
        pageOf(body, {
          lang: 'es',
          head: `<script type="importmap">${JSON.stringify(importMapFor(base, integrity, used))}</script>`,
          script: `<script type="module" src="${base}/recovery-widgets.js"></script>`,
        }),
        {
          mounts: {
            [HOST + base]: (text) =>
              isTampered && text === read(`${assets}/core.js`).toString() ? `${text};globalThis.tampered = true` : text,
          },
        },
      );
      if (isTampered) await page.waitForLoadState('networkidle');
      else await upgraded(page);
      assert.match(await seen(page), isTampered ? /^Llame a SAMHSA/ : /^Hable con alguien ahora/);
      assert.equal(await page.evaluate(() => globalThis.tampered), undefined);
      assert.equal(
        console.some((line) => line.includes('integrity') && line.includes(`${base}/${assets}/core.js`)),
        isTampered,
        console.join('\n'),
      );
      await close();
    });

  it('would run what was tampered with, had it no hashes', async () => {
    const script = `<script src="${CDN}/all.js"></script>`;
    const {page, close} = await open(browser, pageOf(body, {script}), tamperedWith('all.js'));
    await upgraded(page);
    assert.equal(await page.evaluate(() => globalThis.tampered), true);
    await close();
  });

  const map = importMapFor(CDN, integrity, used);
  for (const [file, options, sees, from] of [
    ['all.js', oneFile, /^Llame a SAMHSA: 1-800-662-4357$/],
    ['recovery-widgets.js', mapped(map), /^Llame a SAMHSA: 1-800-662-4357$/],
    [`${assets}/core.js`, mapped(map), /^Llame a SAMHSA: 1-800-662-4357$/],
    [`${assets}/widgets/helpline-banner.js`, mapped(map), /^Llame a SAMHSA: 1-800-662-4357$/],
    // The widget works without these, and then keeps the words of the page as well.
    [`${assets}/regions/us.js`, mapped(map), /número local de emergencias.*Llame a SAMHSA: 1-800-662-4357$/],
    [`${assets}/locales/es/helpline-banner.js`, mapped(map), /Talk to someone now.*Llame a SAMHSA: 1-800-662-4357$/],
    ...OTHERS.flatMap((from) =>
      [from, `${assets}/core.js`, `${assets}/widgets/helpline-banner.js`].map((each) => [
        each,
        mapped(map, from),
        /^Llame a SAMHSA: 1-800-662-4357$/,
        from,
      ]),
    ),
  ])
    it(`refuses ${file.replace(assets, 'assets')} with other bytes${from ? `, loaded by ${from}` : ''}, and the words stay`, async () => {
      const {page, console, close} = await open(browser, pageOf(body, options), tamperedWith(file));
      if (/regions|locales/.test(file)) await upgraded(page);
      else await page.waitForLoadState('networkidle');
      assert.equal(await page.evaluate(() => globalThis.tampered), undefined);
      assert.match(await seen(page), sees);
      assert.ok(await page.locator('a[href="tel:+18006624357"]').first().isVisible());
      assert.ok(
        console.some((line) => line.includes('integrity') && line.includes(`${CDN}/${file}`)),
        console.join('\n'),
      );
      await close();
    });
});
