/**
 * The structure that people navigate by: heading levels, landmarks, ids and the references to them. Validity of the markup:
 * test/compat/vnu.test.mjs.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {prerendered} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {WIDGETS, openPage, pageOf, snippet, test} from '../support/page.mjs';

const {widgets, languages} = await available();
/** Returns the built HTML of a widget for the United States. */
const readHtml = (lang, name) => {
  const region = widgets.get(name).regional ? 'US' : 'none';
  return readFileSync(join(root, `dist/html/${lang}/${region}/${name}.html`), 'utf8');
};

/** Returns the prerendered widget for the United States. */
const prerenderedIn = async (lang, name) =>
  (await prerendered(name, {lang, region: widgets.get(name).regional ? 'US' : ''})).html;

/** Every widget, and those whose structure depends on attributes once more. @type {[string, Record<string, string>][]} */
const VARIANTS = [
  ...WIDGETS.map((name) => /** @type {[string, {}]} */ ([name, {}])),
  ['helpline-banner', {variant: 'compact'}],
  ['relapse-guide', {audience: 'supporter'}],
  ['feedback', {scale: 'stars', comment: ''}],
  ['quick-exit', {placement: 'fixed'}],
];
/** Returns whether a widget is too small for a heading. */
const hasNoHeading = (name, /** @type {Record<string, string>} */ {variant}) =>
  name === 'quick-exit' || variant === 'compact';

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

test.describe('structure', () => {
  // All tests share one page.
  test.describe.configure({mode: 'default'});
  /** @type {import('@playwright/test').Page} */
  let page;
  test.beforeAll(async ({browser}) => {
    const attributes = (variant) => Object.entries(variant).map(([name, value]) => `${name}="${value}"`);
    const variants = VARIANTS.map(([name, variant]) =>
      snippet(name, ['region="US"', ...attributes(variant)].join(' ')),
    );
    // Two of each, so that ids could clash.
    ({page} = await openPage(browser, pageOf(`<main>${[...variants, ...variants].join('')}</main>`)));
    await setLanguage('en');
  });
  test.afterAll(() => page?.context().close());

  const setLanguage = async (lang) => {
    await page.evaluate((wanted) => (document.documentElement.lang = wanted), lang);
    await page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('main > *')].every(
          ({shadowRoot}) => shadowRoot?.querySelector('.root')?.lang === wanted,
        ),
      lang,
    );
  };

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

  test('headings start at heading-level, by default at 2, and skip no level, with answers and without', async () => {
    const deepest = {};
    for (const isAnswered of [false, true]) {
      await setAnswered(isAnswered);
      for (const lang of languages) {
        await setLanguage(lang);
        for (const [value, first] of [
          ...[1, 2, 3, 4, 5, 6].map((level) => [`${level}`, level]),
          ...[undefined, '', '0', '7', '-1', '2.5', 'h3'].map((invalid) => [invalid, 2]),
        ]) {
          const levels = await levelsAt(value);
          VARIANTS.forEach(([name, attributes], index) => {
            const label = `${name} ${JSON.stringify(attributes)}, ${lang}, heading-level=${value}`;
            if (hasNoHeading(name, attributes)) return assert.deepEqual(levels[index], [], label);
            assert.deepEqual(faultsOf(levels[index], first), [], label);
            if (first === 2) deepest[name] = Math.max(deepest[name] ?? 2, ...levels[index]);
          });
        }
      }
    }
    // Control: nested headings were among them.
    assert.equal(deepest['care-gaps'], 4);
    assert.equal(deepest['treatment-explainer'], 4);
  });

  test('headings of fallback HTML start at heading-level and skip no level', async () => {
    for (const [name, attributes] of VARIANTS)
      for (const lang of languages)
        for (const level of [1, 2, 3, 4, 5, 6]) {
          const region = widgets.get(name).regional ? 'US' : '';
          const values = {...attributes, 'heading-level': `${level}`};
          const html = await fallbackHtml(name, {lang, region, attributes: values});
          const levels = [...html.matchAll(/<h([1-6])/g)].map(([, digit]) => Number(digit));
          const label = `${name} ${JSON.stringify(attributes)}, ${lang}`;
          if (hasNoHeading(name, attributes)) assert.deepEqual(levels, [], label);
          else assert.deepEqual(faultsOf(levels, level), [], label);
        }
  });

  test('ids in widgets are unique and references have a target in the same tree', async () => {
    for (const isAnswered of [false, true]) {
      await setAnswered(isAnswered);
      const {faults, trees} = await page.evaluate(findBrokenIds);
      assert.deepEqual(faults, []);
      assert.equal(trees, 1 + 2 * VARIANTS.length);
    }
  });

  test('ids in fallback and prerendered HTML are unique and references have a target in the same tree', async ({
    open,
  }) => {
    for (const lang of languages) {
      const parts = await Promise.all(WIDGETS.flatMap((name) => [readHtml(lang, name), prerenderedIn(lang, name)]));
      const opened = await open(pageOf([...parts, ...parts].join(''), {lang, script: ''}));
      const {faults, trees} = await opened.page.evaluate(findBrokenIds);
      assert.deepEqual(faults, [], lang);
      assert.equal(trees, 1 + 2 * WIDGETS.length);
    }
  });

  test('widgets have no landmarks', async () => {
    const session = await page.context().newCDPSession(page);
    for (const isAnswered of [false, true]) {
      await setAnswered(isAnswered);
      await page.evaluate(() => {
        for (const {shadowRoot} of document.querySelectorAll('main > *'))
          for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
      });
      for (const name of WIDGETS) {
        const {result} = await session.send('Runtime.evaluate', {
          expression: `document.querySelector('recovery-${name}').shadowRoot.querySelector('.root')`,
        });
        const {nodes} = await session.send('Accessibility.queryAXTree', {objectId: result.objectId});
        assert.ok(nodes.length > 10, `${name} has a tree`);
        const landmarks = nodes.filter(({ignored, role}) => !ignored && ROLES.includes(role?.value));
        assert.deepEqual(
          landmarks.map(({role}) => role?.value),
          [],
          name,
        );
      }
    }
  });
});
