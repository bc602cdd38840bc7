/** The `modulepreload` hints of a snippet: with them a page waits for the network once after its HTML, on pinned and evergreen paths, and nothing is requested twice or in vain, whichever releases its caches hold. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {CURRENT, deferredFiles, pageFiles, readChunks} from '../../src/tools/built/page-files.mjs';
import {snippet as printSnippet} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {nightly} from '../support/nightly.mjs';
import {HOST, drawn, pageOf, snippet, test, until, upgraded, visibleText, WIDGETS} from '../support/page.mjs';
import {countRoundTrips} from '../support/round-trips.mjs';

const createSnippet = (/** @type {string} */ name, /** @type {object} */ options) =>
  printSnippet(name, {hints: true, ...options});
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const chunks = readChunks();
const {folder} = chunks;
/** Folder of the chunks of the next release, and a mark in its files. */
const next = 'assets-0123456789';
const hashOf = (/** @type {string} */ name) => name.slice('assets-'.length);
const NUMBER = {now: US_LINE.number, next: '1-800-555-0100'};

const OTHER_HOST = 'https://files.example';
const EVERGREEN = `${OTHER_HOST}/widgets/1`;
const LINK = /^<link rel="modulepreload".*\n/gm;

/** Returns the files that a snippet names: the chunks, the style sheet, and the script. */
const namedIn = (/** @type {string} */ html, base = EVERGREEN, script = 'recovery-widgets.js') =>
  [...html.matchAll(/<link rel="[^"]*" href="([^"]+)"/g)]
    .map(([, href]) => href.slice(base.length + 1))
    .concat(script)
    .sort();

/** Returns the text of a banner in Arabic. Runs in the page. */
const inArabic = () => {
  const root = document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('.root');
  return root.lang === 'ar' && root.textContent;
};

/** Changes a file into that of the next release. @param {string} body */
const asNext = (body) => body.replaceAll(hashOf(folder), hashOf(next)).replaceAll(NUMBER.now, NUMBER.next);

/**
 * Returns options for `open` with the built files at an address, as one release after another has left them there: the chunks of
 * both, and of the files with names that stay those of the release that a cache still has.
 *
 * @param {string} base
 * @param {(path: string) => boolean} [isNext] whether a file with a name that stays is of the next release; default: none is
 */
const served = (base, isNext = () => false) => ({
  locate: (/** @type {string} */ path) => path.replace(next, folder),
  mounts: {
    [base]: (/** @type {string} */ body, /** @type {string} */ path) => {
      const isLater = path.startsWith('assets-') ? path.startsWith(next) : isNext(path);
      // Logs which files have run, and their release.
      const log = path.endsWith('.js') ? `;(globalThis.ran ??= []).push(["${path}", ${isLater}]);` : '';
      return (isLater ? asNext(body) : body) + log;
    },
  },
});

const PLACES = {
  evergreen: {path: '/widgets/1', options: {}},
  pinned: {path: `/widgets/${version}`, options: {}},
  'pinned, with integrity': {path: `/widgets/${version}`, options: {integrity: true}},
};

test.describe('a snippet with hints', () => {
  /** Prints a snippet for care-gaps, which has all kinds of files: shared chunks and tables, a language, a region. */
  const print = (/** @type {object} */ options) =>
    createSnippet('care-gaps', {lang: 'es', region: 'US', file: module, ...options}).then(({html}) => html);

  /** Opens a page, and returns its requests in each round trip until the widget has appeared. */
  async function visit(open, html, base, /** @type {any} */ {isNext, name = 'care-gaps'} = {}) {
    const {trips, options} = countRoundTrips();
    // Integrity allows no change of a file, not even the log.
    const mounts = html.includes('integrity') ? {mounts: {[base]: (body) => body}} : served(base, isNext);
    const opened = await open(pageOf(html, {script: ''}), {...options, ...mounts});
    // A static widget looks finished before.
    await until(opened.page, (tag) => !!customElements.get(tag), `recovery-${name}`);
    await upgraded(opened.page, name);
    assert.deepEqual(opened.console, []);
    assert.equal(opened.requests.length, new Set(opened.requests).size, 'nothing is requested twice');
    return {trips, ...opened};
  }

  const [module, classic] = ['recovery-widgets.js', 'recovery-widgets.classic.js'];
  // One function, `pageFiles`, chooses the hints of each form, file, place and host.
  for (const [form, file, place, host] of [
    ['tag', module, 'evergreen', OTHER_HOST],
    ['div', classic, 'pinned', OTHER_HOST],
    ['static', module, 'pinned, with integrity', HOST],
  ])
    test(`${form}, ${file}, ${place}, at ${host}: one round trip, two without hints`, async ({open}) => {
      const {path, options} = PLACES[place];
      const base = `${host}${path}`;
      const html = await print({form, file, base: `${base}/`, ...options});
      const {trips} = await visit(open, html, base);
      const expected = namedIn(html, base, file);
      assert.equal(expected.length, form === 'static' ? 6 : 7);
      assert.deepEqual(trips, [expected]);
      const without = await visit(open, html.replace(LINK, ''), base);
      assert.equal(without.trips.length, 2, JSON.stringify(without.trips));
      assert.ok(!without.trips.flat().some((each) => each.startsWith(CURRENT)));
    });

  test('one round trip, one release later', async ({open}) => {
    const html = await print({base: `${EVERGREEN}/`});
    const {trips, page} = await visit(open, html, EVERGREEN, {isNext: () => true});
    assert.deepEqual(trips, [namedIn(html)]);
    assert.ok(await page.evaluate(() => globalThis.ran.every(([, isLater]) => isLater)));
  });

  test('all widgets in two languages: one round trip for all hints, also those named twice', async ({open}) => {
    const snippets = await Promise.all(
      WIDGETS.flatMap((widget) =>
        ['es', 'ar'].map((lang) => createSnippet(widget, {lang, region: 'US', base: `${EVERGREEN}/`})),
      ),
    );
    const html = snippets.map((each) => each.html).join('');
    const {trips, page} = await visit(open, html, EVERGREEN, {name: 'faq'});
    await upgraded(page, ...WIDGETS);
    const used = {widgets: WIDGETS, languages: ['es', 'ar'], regions: ['US']};
    const expected = [...pageFiles(chunks, used), ...deferredFiles(chunks, used)].map((file) => `${CURRENT}/${file}`);
    assert.deepEqual(trips, [[...expected, 'recovery-widgets.css', 'recovery-widgets.js'].sort()]);
  });

  test('asks for nothing that folds away where there is no line', async ({open}) => {
    assert.ok(chunks.numbers.includes('vu'));
    const {html} = await createSnippet('helpline-banner', {region: 'VU', base: `${EVERGREEN}/`});
    const {trips, page} = await visit(open, html, EVERGREEN, {name: 'helpline-banner'});
    await drawn(page, 50);
    assert.deepEqual(trips, [namedIn(html)]);
    assert.ok(!trips.flat().some((path) => path.includes('deferred')), JSON.stringify(trips));
  });

  test('requests nothing without script', async ({open}) => {
    const opened = await open(pageOf(await print({base: `${EVERGREEN}/`}), {script: ''}), {
      ...served(EVERGREEN),
      context: {javaScriptEnabled: false},
    });
    await opened.page.waitForLoadState('networkidle');
    assert.deepEqual(opened.requests, [`${HOST}/`, `${EVERGREEN}/recovery-widgets.css`]);
  });
});

test.describe('evergreen hints never make it worse:', () => {
  const print = async (/** @type {object} */ options) =>
    (await createSnippet('helpline-banner', {lang: 'es', region: 'US', base: `${EVERGREEN}/`, ...options})).html;
  const ranIn = (page) => page.evaluate(() => globalThis.ran);
  /** Opens a page with a banner in Spanish, and waits for it; `options` of `open`, besides those of `served`. */
  async function show(open, html, options = {}, isNext = /** @type {(path: string) => boolean} */ (() => false)) {
    const opened = await open(pageOf(html, {script: ''}), {...served(EVERGREEN, isNext), ...options});
    await upgraded(opened.page);
    return opened;
  }

  /** Files of the page whose names stay, beside the loader, which any of them can do without. */
  const STAYING = ['core.js', 'widgets/helpline-banner.js', 'locales/es/helpline-banner.js', 'regions/us.js'].map(
    (file) => `${CURRENT}/${file}`,
  );
  // Without its deferred parts the banner is as it was when it first appeared.
  const DEFERRED = [`${CURRENT}/deferred-parts.js`];
  // In CI the core alone, which all others import, and one of those. All, and none, are above.
  const mixes = nightly(
    [[], ...STAYING.map((file) => [file]), STAYING, DEFERRED],
    [STAYING.slice(0, 1), STAYING.slice(-1), DEFERRED],
  );
  for (const later of mixes)
    test(`works with these files of the next release in a cache: ${later.join(', ') || 'none'}`, async ({open}) => {
      const {page, console} = await show(open, await print({}), {}, (path) => later.includes(path));
      const text = await visibleText(page);
      assert.match(text, /Hable con alguien ahora/);
      assert.ok(!console.some((line) => !line.includes('is already registered')), console.join('\n'));
      const ran = await ranIn(page);
      const [[widget, isLater], ...others] = ran.filter(([path]) => path.includes('widgets/helpline-banner'));
      assert.deepEqual(others, []);
      // All files that work together are of one release.
      const own = widget.startsWith(CURRENT) ? CURRENT : isLater ? next : folder;
      const isOfWidget = ([path]) => path.startsWith(own) || path.startsWith(isLater ? next : folder);
      for (const part of ['core', 'locales/es/helpline-banner', 'regions/us']) {
        const [, isPartLater] = ran.filter(isOfWidget).find(([path]) => path.endsWith(`/${part}.js`)) ?? [];
        assert.equal(isPartLater, isLater, `${part}: ${JSON.stringify(ran)}`);
      }
      assert.deepEqual([text.includes(NUMBER.now), text.includes(NUMBER.next)], [!isLater, isLater]);
    });

  test('a language, region or widget added after a release is of the one that the page began with', async ({open}) => {
    let isReleased = false;
    const html = await print({region: 'CA'});
    const {page, requests, console} = await show(open, html, {}, () => isReleased);
    isReleased = true;
    await page.evaluate(
      (checklist) => {
        const banner = document.querySelector('recovery-helpline-banner');
        banner.setAttribute('lang', 'ar');
        banner.setAttribute('region', 'US');
        document.body.insertAdjacentHTML('beforeend', checklist);
      },
      snippet('trigger-checklist', 'lang="es"'),
    );
    const text = await until(page, inArabic);
    assert.ok(text.includes(NUMBER.now), text);
    await upgraded(page, 'trigger-checklist');
    for (const file of ['locales/ar/helpline-banner', 'regions/us', 'widgets/trigger-checklist'])
      assert.ok(requests.includes(`${EVERGREEN}/${folder}/${file}.js`), file);
    const [, isLater] = (await ranIn(page)).find(([path]) => path.endsWith('widgets/trigger-checklist.js'));
    assert.equal(isLater, false);
    assert.deepEqual(console, []);
  });

  test('if the folder is missing, the widget appears, and we log nothing', async ({open}) => {
    const fault = (path) => (path.startsWith(CURRENT) ? 'fail' : undefined);
    const {console, requests} = await show(open, await print({}), {fault});
    assert.ok(!console.some((line) => line.includes('recovery-widgets:')), console.join('\n'));
    assert.ok(requests.includes(`${EVERGREEN}/${folder}/widgets/helpline-banner.js`));
  });

  test('if a security header refuses hints without a nonce, the widget appears', async ({open}) => {
    const html = (await print({})).replace('<script ', '<script nonce="n" ');
    const headers = {'content-security-policy': "script-src 'nonce-n' 'strict-dynamic'"};
    const {console} = await show(open, html, {headers});
    for (const line of console) assert.match(line, /Content Security Policy/);
    const allowed = await show(open, html.replaceAll('<link rel="modulepreload"', '$& nonce="n"'), {headers});
    assert.deepEqual(allowed.console, []);
  });
});
