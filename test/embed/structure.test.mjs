/** The structure that people navigate by, and the rules that test/browser/every-story.test.ts applies to widgets, for all other built HTML. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {printStatic, snippet as createSnippet} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {loadAxe} from '../support/probes.mjs';
import {ALL_SCRIPT, WIDGETS, expect, openPage, pageOf, snippet, test, upgraded, CDN} from '../support/page.mjs';

const {widgets} = await available();
/** Every widget, and those whose structure depends on attributes once more. @type {[string, Record<string, string>][]} */
const VARIANTS = [
  ...WIDGETS.map((name) => /** @type {[string, {}]} */ ([name, {}])),
  ['helpline-banner', {variant: 'compact'}],
  ['overdose-warning', {variant: 'compact'}],
  ['relapse-guide', {audience: 'supporter'}],
  ['feedback', {scale: 'stars', comment: ''}],
  ['quick-exit', {placement: 'fixed'}],
];
/** Returns whether a widget is too small for a heading. */
const hasNoHeading = (name, /** @type {Record<string, string>} */ {variant}) =>
  name === 'quick-exit' || (name === 'helpline-banner' && variant === 'compact');

/**
 * Landmarks, none of which a widget has, as reviewed: each begins with a heading that leads to it; with all of them a page would
 * have eleven more landmarks, which would bury its own. `main`, `banner` and `contentinfo` belong to the page.
 */
const ROLES = ['banner', 'complementary', 'contentinfo', 'form', 'main', 'navigation', 'region', 'search'];

/** Returns the faults in heading levels: a wrong first level, a skipped level, or one above the first. */
function faultsOf(levels, first) {
  const skips = levels.slice(1).filter((level, index) => level > levels[index] + 1);
  const isWithin = levels[0] === first && levels.every((level) => level >= first);
  return isWithin && !skips.length ? [] : [`h${first}: ${levels.map((level) => `h${level}`).join(' ')}`];
}

/** Runs in the page: returns duplicate ids within a tree, and references without a target in the same tree. */
function findBrokenIds() {
  const faults = [];
  let trees = 0;
  const check = (tree, name) => {
    trees++;
    const ids = [...tree.querySelectorAll('[id]')].map(({id}) => id);
    faults.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${name}: duplicate #${id}`));
    for (const element of tree.querySelectorAll('*')) {
      for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'for', 'headers'])
        for (const id of element.getAttribute(attribute)?.split(' ') ?? [])
          if (!ids.includes(id)) faults.push(`${name}: ${attribute}=${id}`);
      const [, anchor] = /^#(.+)/.exec(element.getAttribute('href') ?? '') ?? [];
      if (anchor && !ids.includes(anchor)) faults.push(`${name}: href=#${anchor}`);
      if (element.shadowRoot) check(element.shadowRoot, element.localName);
    }
  };
  check(document, 'page');
  return {faults, trees};
}

/** Name of a link that calls or texts: the action or the kind of telephone, the service called and the number. */
const NAMES = {'tel:': /^(Call|Textphone \(TTY\),) .*\p{L}{3,}.*, [\d-]+$/u, 'sms:': /^Text .*\d$/};

/** Runs in the page: returns the links that call or text, and the live regions, of all widgets. */
function partsForReaders() {
  const all = (selector) =>
    [...document.querySelectorAll('main > *')].flatMap(({shadowRoot}) => [...shadowRoot.querySelectorAll(selector)]);
  const textOf = ({textContent}) => textContent.replace(/\s+/g, ' ').trim();
  return {
    links: all('a[href^="tel:"], a[href^="sms:"]').map((link) => ({
      widget: link.getRootNode().host.localName.replace('recovery-', ''),
      ...{text: textOf(link), name: link.ariaLabel ?? textOf(link), protocol: link.protocol},
      number: link.href.replace(/\?.*|\D/g, ''),
    })),
    live: all('[aria-live], [role=status], [role=alert], [role=log]').map((el) => [el.role, el.ariaLive, textOf(el)]),
  };
}

test.describe('structure', () => {
  let page;
  test.beforeAll(async ({browser}) => {
    const attributes = (variant) => Object.entries(variant).map(([name, value]) => `${name}="${value}"`);
    const variants = VARIANTS.map(([name, variant]) =>
      snippet(name, ['region="US"', ...attributes(variant)].join(' ')),
    );
    // Two of each, so that ids could clash.
    const body = `<main>${[...variants, ...variants].join('')}</main>`;
    ({page} = await openPage(browser, pageOf(body, {script: ALL_SCRIPT})));
    await upgraded(page, ...WIDGETS);
  });
  test.afterAll(() => page?.context().close());

  // test/heard/ has the names in other languages.
  test('dialing links have the action, the service and the number that they dial as their names', async () => {
    const {links} = await page.evaluate(partsForReaders);
    const found = new Set(links.map(({widget}) => widget));
    for (const name of ['care-gaps', 'faq', 'helpline-banner', 'overdose-warning']) assert.ok(found.has(name), name);
    for (const {text, name, protocol, number} of links) {
      // The sentence of an emergency call is its name.
      if (name !== text) assert.match(name, NAMES[protocol]);
      const [named] = name.match(/\d[\d-]*(?=\D*$)/) ?? assert.fail(name);
      assert.ok(number.endsWith(named.replaceAll('-', '')), name);
    }
  });

  // Without a role: Orca 48 loses what a `status` says.
  test('live regions are polite, and empty before the first action', async () => {
    const {live} = await page.evaluate(partsForReaders);
    assert.ok(live.length > 5);
    for (const each of live) assert.deepEqual(each, [null, 'polite', '']);
  });

  /** Answers everything so that widgets show the most content, or resets them. */
  const setAnswered = (isAnswered) =>
    page.evaluate(async (wanted) => {
      for (const element of document.querySelectorAll('main > *')) {
        const {shadowRoot} = element;
        const inputs = '[type=checkbox], label:nth-child(3) > [type=radio]';
        if (wanted) for (const input of shadowRoot.querySelectorAll(inputs)) input.checked || input.click();
        else element.replaceWith(element.cloneNode(true));
        await element.updateComplete;
      }
    }, isAnswered);

  /** Returns the heading levels of every variant with a value of `heading-level`. */
  const levelsAt = (level) =>
    page.evaluate(async (value) => {
      const levels = [];
      for (const element of document.querySelectorAll('main > *')) {
        if (value === undefined) element.removeAttribute('heading-level');
        else element.setAttribute('heading-level', value);
        await element.updateComplete;
        const headings = element.shadowRoot.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]');
        levels.push([...headings].map(({localName}) => Number(localName[1])));
      }
      return levels.slice(0, levels.length / 2);
    }, level);

  test('headings start at heading-level, by default at 2, and skip no level, in fallback HTML, too', async () => {
    const deepest = {};
    await setAnswered(true);
    for (const value of ['1', '6', undefined, 'h3']) {
      const first = Number(value) || 2;
      const levels = await levelsAt(value);
      for (const [index, [name, attributes]] of VARIANTS.entries()) {
        const label = `${name} ${JSON.stringify(attributes)}, heading-level=${value}`;
        const values = {...attributes, ...(value && {'heading-level': String(first)})};
        const region = widgets.get(name).regional ? 'US' : '';
        const html = await fallbackHtml(name, {region, attributes: values});
        const fallback = [...html.matchAll(/<h([1-6])/g)].map(([, digit]) => Number(digit));
        if (hasNoHeading(name, attributes)) assert.deepEqual([levels[index], fallback], [[], []], label);
        else for (const each of [levels[index], fallback]) assert.deepEqual(faultsOf(each, first), [], label);
        if (first === 2) deepest[name] = Math.max(deepest[name] ?? 2, ...levels[index]);
      }
    }
    // Control: nested headings were among them.
    assert.equal(deepest['care-gaps'], 4);
    assert.equal(deepest['treatment-explainer'], 4);
  });

  test('ids in widgets are unique and references have a target in the same tree', async () => {
    for (const isAnswered of [false, true]) {
      await setAnswered(isAnswered);
      const {faults, trees} = await page.evaluate(findBrokenIds);
      assert.deepEqual(faults, []);
      assert.equal(trees, 1 + 2 * VARIANTS.length);
    }
  });

  test('widgets have no landmarks', async () => {
    for (const isAnswered of [false, true]) {
      await setAnswered(isAnswered);
      await page.evaluate(() => {
        for (const {shadowRoot} of document.querySelectorAll('main > *'))
          for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
      });
      const tree = await page.locator('main').ariaSnapshot();
      assert.deepEqual(tree.match(RegExp(`^ *- (${ROLES.join('|')})\\b.*`, 'gm')), ['- main:']);
      assert.ok((tree.match(/- heading /g) ?? []).length > 2 * WIDGETS.length, 'there is a tree');
    }
  });
});

/** Rules about whole pages, which do not apply to a fragment. */
const PAGE_RULES = ['bypass', 'document-title', 'html-has-lang', 'landmark-one-main', 'page-has-heading-one', 'region'];
/** Returns whether a finding is a phone number, or a line with one: axe takes its large letters for a heading. */
const isPhoneNumber = (fault) => /^p-as-heading: <p>[^<]*<a href="tel:[^]*<\/a>[^<]*<\/p>$/.test(fault);
/** A frame is part of a page and continues its headings: the `h1` belongs to that page. */
const FRAME_RULES = ['page-has-heading-one'];

/** Runs axe in a page or frame. @param {import('@playwright/test').Page | import('@playwright/test').Frame} frame @param {{off?: string[], within?: string}} [options] rules that do not apply, and a selector of the only part to check */
async function runAxe(frame, {off = [], within} = {}) {
  await loadAxe(frame);
  return frame.evaluate(
    async ({without, selector}) => {
      const {axe} = globalThis;
      const runOnly = axe
        .getRules()
        .filter(({ruleId, tags}) => !tags.includes('deprecated') && !without.includes(ruleId))
        .map(({ruleId}) => ruleId);
      // One rule for contrast, with the ratios of AAA; see test/browser/helpers.ts.
      const {options} = axe._audit.checks['color-contrast'];
      const contrastRatio = {normal: {expected: 7}, large: {expected: 4.5}};
      const checks = {'color-contrast': {options: {...options, contrastRatio}}};
      const {violations, passes} = await axe.run(selector ?? document, {runOnly, checks});
      return {
        faults: violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`)),
        passed: passes.length,
        // Control that axe entered shadow roots: then a target is an array.
        shadows: passes.filter(({nodes}) => nodes.some(({target}) => Array.isArray(target[0]))).length,
      };
    },
    {without: [...off, 'color-contrast-enhanced'], selector: within},
  );
}

/** @typedef {{lang: string, scheme: string, off: string[]}} CheckOptions */

/**
 * Playwright’s `test` with `check`, which runs axe on a partner’s page with all parts, where none of our scripts runs.
 *
 * @type {import('../support/page.mjs').TestWith<{check: (parts: string[], options: CheckOptions) => Promise<any>}>}
 */
const axeTest = test.extend({
  check: async ({open}, use) =>
    use(async (/** @type {string[]} */ parts, {lang, scheme, off}) => {
      const head = `<style>:root { color-scheme: ${scheme}; color: CanvasText; background: Canvas }</style>`;
      const html = pageOf(`<main>${parts.join('')}</main>`, {lang, head, script: ''});
      const {page} = await open(html, {fault: () => 'fail'});
      assert.equal(await page.evaluate(() => Boolean(globalThis.customElements.get('recovery-faq'))), false);
      return runAxe(page, {off});
    }),
});

test.describe('axe', () => {
  const optionsOf = (name, lang) => ({lang, region: widgets.get(name).regional ? 'US' : ''});

  // Contrast does not depend on the language.
  for (const [lang, scheme] of Object.entries({en: 'light', ar: 'dark'})) {
    axeTest(`axe finds no fault in fallback HTML within its tag and with its style: ${lang}`, async ({check}) => {
      const tags = WIDGETS.map((name) => createSnippet(name, {...optionsOf(name, lang), base: `${CDN}/`}));
      const parts = (await Promise.all(tags)).map(({html}) => html);
      const {faults, passed} = await check(parts, {lang, scheme: 'light', off: PAGE_RULES});
      expect(faults.filter((fault) => !isPhoneNumber(fault))).toEqual([]);
      assert.ok(passed > 10, `${passed} rules`);
    });

    axeTest(`axe finds no fault in static widgets before any script: ${lang}, ${scheme}`, async ({check}) => {
      const all = await Promise.all(WIDGETS.map((name) => printStatic(name, optionsOf(name, lang))));
      const parts = all.map(({html}) => html);
      const {faults, shadows} = await check(parts, {lang, scheme, off: PAGE_RULES});
      assert.deepEqual(faults, []);
      assert.ok(shadows > 10, `${shadows} rules in shadow roots`);
    });

    test(`axe finds no fault in the wallet card, a whole page: ${lang}, ${scheme}`, async ({open}) => {
      const {page} = await open(readFileSync(join(root, `dist/print/${lang}/US/wallet-card.html`), 'utf8'));
      await page.emulateMedia({colorScheme: /** @type {'light' | 'dark'} */ (scheme)});
      const {faults, passed} = await runAxe(page);
      assert.deepEqual(faults, []);
      assert.ok(passed > 10, `${passed} rules`);
    });

    test(`axe finds no fault in the frame, with a widget and without: ${lang}, ${scheme}`, async ({open}) => {
      const name = scheme === 'light' ? 'care-gaps' : 'none';
      const src = `${CDN}/frame.html?widget=${name}&amp;region=US&amp;lang=${lang}&amp;theme=${scheme}`;
      const html = `<iframe title="Help" src="${src}" width="600" height="600"></iframe>`;
      const context = {colorScheme: /** @type {'light' | 'dark'} */ (scheme)};
      const {page} = await open(pageOf(html, {lang, script: ''}), {context});
      const frame = (await (await page.$('iframe'))?.contentFrame()) ?? assert.fail('no frame');
      await frame.waitForSelector(name === 'none' ? 'main section' : `main > recovery-${name} .root`);
      const {faults, passed} = await runAxe(frame, {off: FRAME_RULES});
      assert.deepEqual(faults, []);
      assert.ok(passed > 10, `${passed} rules`);
    });
  }

  test('axe finds the faults of a faulty page', async ({open}) => {
    const bad = '<img src="data:,">';
    const shadow = `<template shadowrootmode="open">${bad}</template>`;
    const {page} = await open(pageOf(`<p id="plain">${bad}</p><div id="shadow">${shadow}</div>`));
    for (const within of ['#plain', '#shadow'])
      assert.deepEqual((await runAxe(page, {off: PAGE_RULES, within})).faults, [`image-alt: ${bad}`]);
    const whole = (await runAxe(page)).faults.map((fault) => fault.split(':')[0]);
    for (const rule of ['landmark-one-main', 'page-has-heading-one', 'region']) assert.ok(whole.includes(rule), rule);
  });
});
