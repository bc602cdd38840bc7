/**
 * The keyboard, with real keys in a real Chromium: tab stops and their order, visible focus, and the keys of each control.
 */
import assert from 'node:assert/strict';
import {printStatic} from '../../src/tools/html/snippet.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {root} from '../../src/tools/project.mjs';
import {routeFolders, snippet, test, upgraded} from '../support/page.mjs';
import {isNightly, nightly} from '../support/nightly.mjs';
import {countChangedPixels} from '../support/pixels.mjs';
import {LOOKS, SOURCES, tabStopsOf, WIDGET_FORMS} from '../support/tab-stops.mjs';
import {PROBE, KEYS, NOT_PRESSED, minimumFocusArea, BODY, walk, openSite} from './keyboard-site.mjs';

/** In CI, links with disclosures, radio buttons and a popover stand for all. */
const FEW = ['helpline-banner region="US"', 'care-gaps region="US"', 'quick-exit placement="fixed"'];

test.describe('the keyboard in each widget', () => {
  /** @type {Awaited<ReturnType<typeof openSite>>} */
  let site;
  test.beforeAll(async ({browser}) => {
    site = await openSite(browser);
  });
  test.afterAll(() => site.close());

  for (const form of WIDGET_FORMS)
    test(`${form}: Tab reaches every control in order, and Shift+Tab in reverse`, async () => {
      const widget = await site.mount(form);
      for (const isFilled of LOOKS.includes(form) ? [false, true] : [false]) {
        if (isFilled) await site.fill(widget);
        const expected = tabStopsOf(form, isFilled);
        assert.deepEqual(await site.stopsOf({key: 'Tab'}), expected);
        const missed = await widget.evaluate(({shadowRoot}) => globalThis.keyboardProbe.missedIn(shadowRoot));
        assert.deepEqual(missed, [], 'never reached');
        assert.deepEqual(await site.stopsOf({key: 'Shift+Tab'}), expected.toReversed());
      }
    });

  for (const form of LOOKS)
    // CI looks in dark alone: it is the same ring in the color of the text, whose contrast axe checks.
    test(`${form}: the focus is visible at every stop`, async () => {
      const {page} = site;
      await site.fill(await site.mount(form));
      for (const colorScheme of /** @type {('dark' | 'light')[]} */ (nightly(['dark', 'light'], ['dark']))) {
        await page.emulateMedia({colorScheme});
        // One control of each kind, and at night every control in light; one link to a source is enough in both.
        const checked = new Set();
        const weak = [];
        const measure = (element) => {
          const {boxOf, idOf, kindOf, describe} = globalThis.keyboardProbe;
          const {width, height} = boxOf(element);
          const ancestors = [element, element.parentElement, element.parentElement.parentElement];
          const look = ancestors.map((each) => `${each.localName}.${each.className}.${each.part}`).join(' ');
          const id = kindOf(element) === 'source' ? 'source' : idOf(element);
          return {width, height, look, id, text: describe(element)};
        };
        const visit = async ({width, height, look, id, text}) => {
          const key = isNightly && colorScheme === 'light' ? id : look;
          if (checked.has(key)) return;
          checked.add(key);
          const focused = await site.readPixels();
          // The next Tab continues from there nevertheless.
          await page.evaluate(() => globalThis.keyboardProbe.focused().blur());
          const area = countChangedPixels(focused, await site.readPixels());
          const minimum = minimumFocusArea(width, height);
          if (area < minimum) weak.push(`${text}: ${area} px² of ${minimum}`);
        };
        await site.walkThrough({key: 'Tab', measure, visit});
        assert.deepEqual(weak, [], `${colorScheme}: changes too little when it is focused`);
      }
    });

  for (const form of LOOKS)
    for (const lang of tabStopsOf(form, true).some((stop) => stop.startsWith('radios')) ? ['en', 'ar'] : ['en'])
      test(`${form}, ${lang}: Enter, Space and the arrow keys work as in any page`, async () => {
        const {page} = site;
        const widget = await site.mount(form, lang);
        const tried = new Set();
        const measure = (element) => {
          const {kindOf, describe, groupOf} = globalThis.keyboardProbe;
          globalThis.control = element;
          return {kind: kindOf(element), text: describe(element), count: groupOf(element).length};
        };
        const visit = async ({kind, text, count}) => {
          // In the other language, only the arrow keys differ.
          if (NOT_PRESSED.test(text) || (lang === 'ar' && kind !== 'radios')) return;
          tried.add(kind);
          for (const {keys, state} of KEYS[kind](count, lang === 'ar')) {
            for (const key of keys.split(' ')) await page.keyboard.press(key);
            const actual = await page.evaluate(() => globalThis.keyboardProbe.stateOf(globalThis.control));
            assert.equal(actual, state, `${keys} on ${text}`);
          }
        };
        await site.walkThrough({key: 'Tab', measure, visit});
        if (lang === 'ar') return assert.deepEqual([...tried], ['radios']);
        const stops = tabStopsOf(form, true);
        const pressed = stops.filter((stop) => !NOT_PRESSED.test(stop));
        assert.deepEqual(
          [...tried].sort(),
          [...new Set(pressed.map((stop) => (stop === SOURCES ? 'source' : stop.split(' ')[0])))].sort(),
        );
        if (!stops.includes('button Clear all')) return;
        await widget.locator('.actions > :last-child').focus();
        await page.keyboard.press('Enter');
        // The button has been removed; the focus is on the first field, which is empty again.
        const isFocused = (/** @type {any} */ input) => input === globalThis.keyboardProbe.focused() && !input.checked;
        assert.ok(await widget.locator('input').first().evaluate(isFocused));
      });
});

test.describe('below a fixed header and above a fixed quick exit', () => {
  const EXIT = snippet('quick-exit', 'placement="fixed"');
  const FIXED = '<header style="position: fixed; inset: 0 0 auto; height: 80px; background: #888">County</header>';
  /** @type {[string, number, number, number, string?][]} */
  const pages = [
    ['on a page without scroll-padding', 1, 400, 700],
    ['on a page with scroll-padding', 1, 400, 700, '<style>html { scroll-padding-block: 80px 6rem }</style>'],
    // There the quick exit takes a third of the window, and so does a link to a source.
    ['at 400 % zoom', 0.4, 320, 256],
  ];
  // CI has the pages without help for the widget, and the smallest window.
  for (const [place, minimum, width, height, head] of nightly(pages, [pages[0], pages[2]]))
    test(`no control is hidden when it is focused, ${place}`, async ({browser}) => {
      const far = '<div style="height: 100vh"></div>';
      const site = await openSite(browser, {head, body: `${FIXED}${far}${BODY}${far}${EXIT}`, width, height});
      await upgraded(site.page, 'quick-exit');
      const hidden = [];
      for (const form of nightly(LOOKS, FEW).filter((each) => !each.startsWith('quick-exit'))) {
        await site.fill(await site.mount(form));
        for (const key of ['Tab', 'Shift+Tab']) {
          const stops = await site.walkThrough({
            key,
            measure: (element) => {
              const {describe, visibleShareOf} = globalThis.keyboardProbe;
              const exit = document.querySelector('recovery-quick-exit').shadowRoot.querySelector('[popover]');
              const covers = [document.querySelector('header'), exit].filter(Boolean);
              return {text: describe(element), share: visibleShareOf(element, covers)};
            },
          });
          for (const {text, share} of stops)
            if (share < minimum) hidden.push(`${form}: ${key} to ${text}: ${Math.round(share * 100)} % visible`);
        }
      }
      await site.close();
      assert.deepEqual(hidden, []);
    });
});

test.describe('in a dialog of the page', () => {
  /** @type {Awaited<ReturnType<typeof openSite>>} */
  let site;
  test.beforeAll(async ({browser}) => {
    site = await openSite(browser, {body: `<button>Outside</button><dialog>${BODY}</dialog><button>Outside</button>`});
  });
  test.afterAll(() => site.close());

  // Escape and the edges of the dialog are the browser’s.
  for (const form of nightly(LOOKS, FEW))
    test(`${form}: Tab stays inside, and Escape closes the dialog at every stop`, async () => {
      const {page} = site;
      await page.evaluate(() => document.querySelector('dialog').showModal());
      await site.mount(form);
      const hidden = [];
      const measure = (element) => {
        const {boxOf, describe, idOf, visibleShareOf} = globalThis.keyboardProbe;
        globalThis.control = element;
        const box = boxOf(element);
        const {top, bottom} = document.querySelector('dialog').getBoundingClientRect();
        const isInDialog = (box.top >= top && box.bottom <= bottom) || !!element.closest('[popover]');
        const isVisible = visibleShareOf(element, []) === 1 && isInDialog;
        return {id: idOf(element), text: describe(element), isVisible};
      };
      const visit = async ({text, isVisible}) => {
        if (!isVisible) hidden.push(text);
        await page.keyboard.press('Escape');
        const isClosed = await page.evaluate(() => {
          const dialog = document.querySelector('dialog');
          const {open} = dialog;
          if (!open) dialog.showModal();
          globalThis.control.focus();
          return !open;
        });
        assert.ok(isClosed, `Escape at ${text}`);
      };
      const stops = await site.walkThrough({key: 'Tab', measure, visit});
      assert.deepEqual(await site.namesOf(stops.map(({id}) => id)), tabStopsOf(form, false));
      assert.deepEqual(hidden, []);
      for (const key of ['Tab', 'Shift+Tab']) {
        await page.focus(key === 'Tab' ? '#after' : '#before');
        await page.keyboard.press(key);
        // To the browser’s own controls, or back to the start.
        const isInside = await page.evaluate(() => !!document.activeElement.closest('body:not(:focus-within), dialog'));
        assert.ok(isInside, `${key} leaves the dialog`);
      }
      await page.evaluate(() => document.querySelector('dialog').close());
    });
});

test('without script, Tab reaches every link and summary of the fallback HTML, and every control of static HTML', async ({
  browser,
}) => {
  const site = await openSite(browser, {script: ''});
  const setContent = (html) => site.page.evaluate((each) => document.querySelector('#place').setHTMLUnsafe(each), html);
  // Commas are generated by CSS in the widget, and text in the fallback HTML.
  const simplify = (stops) => stops.map((stop) => stop.replace(/[\s,:]+/g, ' '));
  for (const form of WIDGET_FORMS) {
    const [, name, region, rest] = /^(\S+)(?: region="(\w+)")?(.*)/.exec(form);
    const pairs = [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key, value]);
    const options = {region, attributes: Object.fromEntries(pairs)};
    const stops = tabStopsOf(form, false);
    await setContent(await fallbackHtml(name, options));
    const inFallback = stops.filter((stop) => /^(link|summary)/.test(stop));
    assert.deepEqual(simplify(await site.stopsOf({key: 'Tab'})), simplify(inFallback), form);
    const {html, isFinished} = await printStatic(name, options);
    await setContent(html);
    // The buttons of a finished widget are hidden until they work.
    const working = isFinished ? stops.filter((stop) => !stop.startsWith('button')) : stops;
    assert.deepEqual(await site.stopsOf({key: 'Tab'}), working, `${form}, static`);
  }
  await site.close();
});

test.describe('the demo page', () => {
  // CI has the phone, on which the quick exit covers most.
  const PHONE = {width: 400, height: 700};
  for (const {width, height} of nightly([PHONE, {width: 1280, height: 800}], [PHONE]))
    test(`at ${width} × ${height} px, Tab reaches every control, and the quick exit covers none of them`, async ({
      page,
    }) => {
      await page.setViewportSize({width, height});
      await page.addInitScript({path: PROBE});
      await routeFolders(page, 'https://demo.example', {'/': `${root}/docs/demo`, '/cdn/': `${root}/dist/cdn`});
      await page.goto('https://demo.example/');
      await page.waitForFunction(() => {
        const widgets = [...document.querySelectorAll('*')].filter(({localName}) => localName.startsWith('recovery-'));
        return widgets.length && widgets.every((each) => each.shadowRoot?.querySelector('.root'));
      });
      const hidden = [];
      for (const key of ['Tab', 'Shift+Tab']) {
        const stops = await walk(page, {
          key,
          measure: (element) => {
            const exit = document.querySelector('recovery-quick-exit').shadowRoot.querySelector('[popover]');
            const share = globalThis.keyboardProbe.visibleShareOf(element, exit.contains(element) ? [] : [exit]);
            return {share, html: element.outerHTML};
          },
        });
        for (const {share, html} of stops)
          if (share < 1) hidden.push(`${key}: ${Math.round(share * 100)} % visible of ${html}`);
        const missed = await page.evaluate(() => {
          const roots = [...document.querySelectorAll('*')].flatMap(({shadowRoot}) => shadowRoot ?? []);
          return [document, ...roots].flatMap((root) => globalThis.keyboardProbe.missedIn(root));
        });
        assert.deepEqual(missed, [], `${key} never reaches them`);
      }
      assert.deepEqual(hidden, []);
    });
});
