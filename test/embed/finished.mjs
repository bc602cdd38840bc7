/** Pages with finished widgets, static ones that enhance.js makes work, and with the full ones to compare. */
import assert from 'node:assert/strict';
import {available} from '../../src/tools/html/prerender.mjs';
import {printStatic} from '../../src/tools/html/snippet.mjs';
import {recordShifts} from '../support/probes.mjs';
import {CDN, HOST, drawn, pageOf, snippet, test as base, until} from '../support/page.mjs';

/** @import {Page} from '@playwright/test' */

export const {widgets} = await available();
export const ENHANCE = `<script type="module" src="${CDN}/enhance.js"></script>`;
export const BELOW = '<p id="below">Content of the page below.</p>';
/** Selector of the first widget of a page. */
export const FIRST = 'body > :first-child';
/** The same, for pages that are observed before it arrives: without `async`, it would delay the end of the page. */
export const ASYNC = ENHANCE.replace('type=', 'async type=');
export const NEXT = 'https://cdn.example/widgets/1.0.1';

const printed = new Map();

/** Prints a finished widget. @param {string} name @param {import('../../src/tools/html/prerender.mjs').Options} [options] */
export async function finished(name, options = {region: 'US'}) {
  const key = JSON.stringify([name, options]);
  if (!printed.has(key)) printed.set(key, printStatic(name, options));
  const {html, isFinished} = await printed.get(key);
  assert.ok(isFinished, name);
  return html;
}

/** Writes the tag of the full widget: without fallback content, whose height it would keep. */
export const fullTag = (name, {lang = 'en', region = '', attributes = {}} = {}) => {
  const all = {...(widgets.get(name).regional && {region}), lang, ...attributes};
  const written = Object.entries(all).map(([key, value]) => `${key}="${value}"`);
  return snippet(name, written.join(' '), '');
};

/** Records events and copied texts in the page; runs there. */
export function record() {
  globalThis.events = [];
  globalThis.copied = [];
  document.addEventListener('recovery-contact', ({type, channel, bubbles, composed, cancelable, target}) =>
    globalThis.events.push({
      ...{type, channel, bubbles, composed, cancelable},
      target: /** @type {Element} */ (target).localName,
    }),
  );
  // Links would leave the page.
  globalThis.addEventListener('click', (event) => {
    if (/** @type {Element} */ (event.composedPath()[0]).closest('a')) event.preventDefault();
  });
  const writeText = async (text) => {
    if (globalThis.isRefused) throw new DOMException('refused', 'NotAllowedError');
    globalThis.copied.push(text);
  };
  Object.defineProperty(globalThis.navigator, 'clipboard', {get: () => globalThis.clipboard});
  globalThis.clipboard = {writeText};
}

/** @type {import('../support/page.mjs').TestWith<{show: (html: string, options?: Record<string, any>) => Promise<any>}>} */
export const test = base.extend({
  /** Opens a page with widgets, by default with enhance.js at its end. */
  show: async ({open}, use) =>
    use(async (html, options = {}) => {
      const opened = await open(pageOf(html + BELOW, {script: ENHANCE, ...options}), {
        ...options,
        before: async (page) => {
          await recordShifts(page);
          await page.addInitScript(record);
          await options.before?.(page);
        },
      });
      const {page, requests} = opened;
      return {
        ...opened,
        ...widgetIn(page),
        /** Resolves when enhance.js has done its work, and the page has drawn it. */
        enhanced: async () => {
          await until(page, () =>
            [...document.querySelectorAll('[data-recovery-finished]')].every(
              (each) => each.shadowRoot?.querySelector('.shield').onclick,
            ),
          );
          await drawn(page);
        },
        /** Resolves when the full widget is there, or has taken over. */
        replaced: (selector = FIRST) => until(page, isComplete, selector),
        /** Returns the files that the page has requested. */
        files: () => requests.filter((url) => !url.startsWith(HOST)).map((url) => url.replace(/.*\/1\.0\.\d\//, '')),
        events: () => page.evaluate(() => globalThis.events),
      };
    }),
});

/** Reads and uses a widget. @param {Page} page @param {string} [at] selector of the widget */
export function widgetIn(page, at = FIRST) {
  /** Calls a function with the widget in the page. */
  const evaluate = async (run, given) => {
    const element = await page.evaluateHandle((selector) => document.querySelector(selector), at);
    return element.evaluate(run, given);
  };
  return {
    page,
    evaluate,
    set: (name, value) => evaluate((element, given) => element.setAttribute(...given), [name, value]),
    text: () => evaluate(({shadowRoot}) => shadowRoot.querySelector('.root').textContent),
    /** Resolves when one of its live regions says something; returns what each of them says. */
    said: (index) =>
      until(
        page,
        ([selector, nth]) => {
          const regions = document.querySelector(selector).shadowRoot.querySelectorAll('[aria-live]');
          const texts = [...regions].map(({textContent}) => textContent);
          return texts[nth].trim() && texts;
        },
        [at, index],
      ),
    /** Returns whether each element that matches can be seen. */
    seen: (selector) =>
      evaluate(
        ({shadowRoot}, matching) =>
          [...shadowRoot.querySelectorAll(matching)].map(
            (each) => each.checkVisibility({visibilityProperty: true}) && each.getClientRects().length > 0,
          ),
        selector,
      ),
    press: async (selector, nth = 0) => {
      const target = page.locator(at).locator(selector).nth(nth);
      await target.evaluate(
        (each) => each.localName === 'summary' || each.closest('details')?.toggleAttribute('open', true),
      );
      await target.click();
    },
  };
}

/** Returns whether a full widget has all its parts; runs in the page. */
const isComplete = (at) => {
  const {hasUpdated, shadowRoot} = document.querySelector(at);
  // The banner imports its deferred parts after its first render.
  return hasUpdated && [...shadowRoot.querySelectorAll('.more')].every((more) => more.querySelector('time'));
};

/** Returns the markup of a widget of a page, with sorted attributes, without labels for later states. */
export const markupOf = (page, at = FIRST) =>
  page.evaluate((selector) => {
    const describe = (node) => {
      if (node.nodeType === 3) return node.data.trim() ? [node.data.trim().replace(/\s+/g, ' ')] : [];
      if (node.nodeType !== 1) return [];
      const attributes = [...node.attributes].filter(({name}) => !/^data-[01]$/.test(name));
      const written = attributes.map(({name, value}) => ` ${name}="${value}"`).sort();
      return [`<${node.localName}${written.join('')}>`, ...[...node.childNodes].flatMap(describe), '</>'];
    };
    const copy = document.querySelector(selector).shadowRoot.querySelector('.shield').cloneNode(true);
    const comments = document.createNodeIterator(copy, globalThis.NodeFilter.SHOW_COMMENT);
    for (let node; (node = /** @type {Comment | null} */ (comments.nextNode()));) node.remove();
    copy.normalize();
    return describe(copy).join('\n');
  }, at);
