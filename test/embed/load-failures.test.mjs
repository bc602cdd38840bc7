/**
 * Failures on real pages: each time the fallback content and a working link are there, and where script runs, the widgets work.
 * And nothing is stored, sent or requested but our own files, whatever a reader does.
 */
import assert from 'node:assert/strict';
import {US_LINE} from '../support/helplines.mjs';
import {
  CDN,
  HOST,
  pageOf,
  SCRIPT,
  snippet,
  SPANISH_FALLBACK,
  test,
  until,
  upgraded,
  visibleText,
  WIDGETS,
  expect,
} from '../support/page.mjs';
import {trapPrivacyApis} from '../support/probes.mjs';

const TAGS = WIDGETS.map((name) => snippet(name, 'region="US"', SPANISH_FALLBACK)).join('');
const PLACEHOLDERS = WIDGETS.map(
  (name) => `<div data-recovery-widget="${name}" data-region="US">${SPANISH_FALLBACK}</div>`,
).join('');
const ALL = `<script src="${CDN}/all.js"></script>`;
const CLASSIC = `<script src="${CDN}/recovery-widgets.classic.js"></script>`;

/** Link of the fallback content. */
const LINK = `a[href="${US_LINE.href}"]`;

/** Checks that each widget shows its fallback content, with a link that stands still and that a pointer reaches. */
async function expectFallback(page, {isScriptOff = false} = {}) {
  const options = {isOff: isScriptOff, selector: LINK};
  const links = await page.evaluate(async ({isOff, selector}) => {
    const all = [...document.querySelectorAll(selector)];
    const place = () => JSON.stringify(all.map((link) => link.getBoundingClientRect()));
    const before = place();
    // Without script nothing moves but animations, and a page has no frames to wait for.
    if (!isOff) await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const isStill = place() === before && !document.getAnimations().length;
    return all.map((link) => {
      link.scrollIntoViewIfNeeded();
      const {left, top, width, height} = link.getBoundingClientRect();
      const isVisible = link.checkVisibility({visibilityProperty: true}) && width * height > 0;
      const isReached = link.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      return {isStill, isVisible, isReached};
    });
  }, options);
  const named = links.map((link, index) => ({name: WIDGETS[index], ...link}));
  const expected = WIDGETS.map((name) => ({name, isStill: true, isVisible: true, isReached: true}));
  assert.deepEqual(named, expected);
  assert.equal((await visibleText(page)).match(/Llame a SAMHSA/g).length, WIDGETS.length);
}

/** Checks that all widgets work: they render, can be ticked and opened, and dispatch an event. */
async function expectWorking(page) {
  await upgraded(page, ...WIDGETS);
  assert.match(await visibleText(page), /Hable con alguien ahora/);
  await page.locator('recovery-trigger-checklist input').first().click();
  await until(page, () => document.querySelector('recovery-trigger-checklist').shadowRoot.querySelector('.actions'));
  await page.locator('recovery-treatment-explainer details.treatment summary').first().click();
  const [opened, channel] = await page.evaluate(() => {
    const {shadowRoot} = document.querySelector('recovery-treatment-explainer');
    const link = document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('[part=call]');
    link.addEventListener('click', (event) => event.preventDefault());
    return new Promise((resolve) => {
      document.addEventListener('recovery-contact', ({channel}) =>
        resolve([shadowRoot.querySelectorAll('details.treatment[open]').length, channel]),
      );
      link.click();
    });
  });
  assert.deepEqual([opened, channel], [1, 'call']);
}

/** @typedef {import('../support/page.mjs').OpenOptions & {warns?: RegExp}} FailureOptions */

/** Makes a method of the browser throw. @returns {FailureOptions} */
const broken = (/** @type {string} */ owned) => ({
  before: (page) => page.addInitScript(`Object.defineProperty(${owned}, {value() { throw new Error('broken'); }})`),
  warns: /<recovery-[a-z-]+> could not be shown: Error: broken/,
});
/** Lets all files of a kind be missing. @returns {FailureOptions} */
const missing = (/** @type {RegExp} */ paths) => ({fault: (path) => (paths.test(path) ? 'fail' : undefined)});
const policy = (/** @type {string} */ value) => ({headers: {'content-security-policy': value}});
const NO_SHEET = "CSSStyleSheet.prototype, 'replaceSync'";
const NO_TEMPLATE = "Document.prototype, 'importNode'";

/** Removes the registry, as in a browser of before 2018. @type {FailureOptions} */
const NO_REGISTRY = {before: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'customElements'))};

/** @type {[failure: string, script: string, FailureOptions][]} */
const FAILURES = [
  ['script is off', SCRIPT, {context: {javaScriptEnabled: false}}],
  ['the script is missing', SCRIPT, missing(/./)],
  ['all.js is missing', ALL, missing(/./)],
  ['the page allows no script', SCRIPT, policy("script-src 'none'")],
  ['the core is missing', SCRIPT, missing(/core/)],
  ['the code of all widgets is missing', SCRIPT, missing(/\/widgets\//)],
  ['the browser has no custom elements', SCRIPT + CLASSIC + ALL, NO_REGISTRY],
  ['no template can be rendered, with the loader', SCRIPT, broken(NO_TEMPLATE)],
  ['no style sheet can be created, with all.js', ALL, broken(NO_SHEET)],
];

const FAULT = '<script>throw new Error("own fault of the page")</script>';
const PATCH = `<script>
  Array.prototype.extra = () => {};
  Object.defineProperty(Array.prototype, 'each', {enumerable: true, configurable: true, value() {}});
  String.prototype.format = () => {};
  Object.prototype.toJSON = undefined;
  delete Object.prototype.toJSON;
  window.onerror = () => true;
  window.define = () => { throw new Error('no AMD here'); };
  window.define.amd = {};
  window.module = {exports: {}};
  window.exports = window.module.exports;
  window.require = () => { throw new Error('no require here'); };
</script>`;

test.describe('widgets', () => {
  for (const [index, [failure, script, options]] of FAILURES.entries())
    // No script in both forms; each other failure in one of them: they differ once a script runs.
    for (const body of index ? [[TAGS, PLACEHOLDERS][index % 2]] : [TAGS, PLACEHOLDERS])
      test(`as ${body === TAGS ? 'tags' : 'placeholders'} keep the fallback content and its link when ${failure}`, async ({
        open,
      }) => {
        const {page, console} = await open(pageOf(body, {script, lang: 'es'}), options);
        await page.waitForLoadState('networkidle');
        await expectFallback(page, {isScriptOff: !!options.context});
        if (options.warns)
          for (const name of WIDGETS)
            assert.ok(console.some((line) => options.warns?.test(line) && line.includes(name)));
        const isOurs = (line) => line.startsWith('error') && !/Failed to load|violates|blocked|CSP/i.test(line);
        expect(console.filter(isOurs)).toEqual([]);
      });

  for (const [failure, script, fault, head] of [
    ['the page’s own code throws, before, in between and after', SCRIPT, FAULT, FAULT],
    ['a page has patched built-in objects', ALL, '', PATCH],
  ])
    test(`work when ${failure}`, async ({open}) => {
      const html = pageOf(fault + PLACEHOLDERS + fault, {lang: 'es', head, script: script + fault});
      const {page, console} = await open(html);
      await expectWorking(page);
      expect(console.filter((line) => !line.includes('own fault of the page'))).toEqual([]);
    });

  test('work when the code of another one is missing', async ({open}) => {
    const {page} = await open(pageOf(PLACEHOLDERS, {lang: 'es'}), {
      fault: (path) => (path.includes('/widgets/overdose') ? 'fail' : undefined),
    });
    await upgraded(page, ...WIDGETS.filter((each) => !each.startsWith('overdose')));
    assert.ok(await page.locator(`${LINK} >> visible=true`).count());
    assert.equal((await visibleText(page)).match(/Llame a SAMHSA/g).length, 1);
  });

  test('use no storage, cookie, request by script or other origin, whatever is used', async ({open}) => {
    const {page, requests, console} = await open(pageOf(TAGS, {lang: 'es'}), {
      before: async (page) => {
        await trapPrivacyApis(page);
        await page.addInitScript(() => (globalThis.print = () => {}));
      },
    });
    await expectWorking(page);
    const count = await page.evaluate(() => {
      const roots = [...document.querySelectorAll('*')].flatMap(({shadowRoot}) => shadowRoot ?? []);
      const own = ({host}) => (host.matches('recovery-trigger-checklist') ? 'button, summary' : '.copy, summary');
      globalThis.controls = roots.flatMap((root) => [...root.querySelectorAll(own(root))]);
      globalThis.controls.forEach((control, index) => (control.dataset.index = index));
      return globalThis.controls.length;
    });
    assert.ok(count > 15, `${count}`);
    for (let index = 0; index < count; index++)
      // Some go with others, such as those of an answer that is cleared.
      if (await page.evaluate((at) => globalThis.controls[at].checkVisibility(), index))
        await page.locator(`[data-index="${index}"]`).click();
    await page.evaluate(() => {
      globalThis.dispatchEvent(new Event('online'));
      document.documentElement.lang = 'ar';
    });
    await until(
      page,
      () => document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('.root').lang === 'ar',
    );
    assert.deepEqual(await page.evaluate(() => globalThis.used), []);
    const ours = (url) => url === `${HOST}/` || url.startsWith(`${CDN}/`) || /^(blob|about):/.test(url);
    expect(requests.filter((url) => !ours(url))).toEqual([]);
    assert.deepEqual(console, []);
    await page.evaluate(() => {
      Reflect.deleteProperty(globalThis, 'localStorage');
      Reflect.deleteProperty(globalThis, 'sessionStorage');
    });
    assert.deepEqual(await page.context().cookies(), []);
  });
});
