/**
 * Finished widgets: static ones that enhance.js makes work. Each is compared with the full widget in everything that readers and
 * pages notice, and the full widget takes over wherever it would render anything else.
 */
import assert from 'node:assert/strict';
import {FINISHABLE} from '../../src/tools/built/page-files.mjs';
import {shiftsOf} from '../support/probes.mjs';
import {NOW, drawn, gate, SCRIPT, upgraded} from '../support/page.mjs';
import {takeWholePicture} from '../support/pictures.mjs';
import {ENHANCE, ASYNC, finished, fullTag, test, widgetIn, markupOf, widgets} from './finished.mjs';

const CASES = [
  {lang: 'en', region: 'US', width: 320, media: {media: 'print'}},
  // A country whose lines have no hours to calculate with: a finished widget has no answer.
  {lang: 'ar', region: 'AU', width: 1280, media: {colorScheme: 'dark'}},
];

/** Checks that two pages look the same. */
async function assertSameLook(pages, width) {
  const pictures = [];
  for (const page of pages) pictures.push(await takeWholePicture(page, width));
  assert.ok(pictures[0].equals(pictures[1]), `the pages look different at ${width} px`);
}

test.describe('a finished widget', () => {
  for (const {width, media, ...options} of CASES)
    test(`each, ${options.lang}: has the look, markup and accessible names of the full widget`, async ({show}) => {
      const head = '<meta name="color-scheme" content="light dark">';
      const html = await Promise.all(FINISHABLE.map((name) => finished(name, options)));
      const ours = await show(html.join(''), {head});
      const full = await show(FINISHABLE.map((name) => fullTag(name, options)).join(''), {script: SCRIPT, head});
      await ours.enhanced();
      await upgraded(full.page, ...FINISHABLE);
      await full.replaced('recovery-helpline-banner');
      const pages = [ours.page, full.page];
      for (const name of FINISHABLE) {
        const [markup, expected] = await Promise.all(pages.map((page) => markupOf(page, `recovery-${name}`)));
        assert.deepEqual({[name]: markup}, {[name]: expected});
        const [spoken, heard] = await Promise.all(pages.map((page) => page.locator(`recovery-${name}`).ariaSnapshot()));
        assert.deepEqual({[name]: spoken}, {[name]: heard});
      }
      for (const page of pages) await page.emulateMedia(media);
      await assertSameLook(pages, width);
      assert.deepEqual(ours.console, []);
    });

  for (const {width, lang, region} of CASES)
    test(`each, ${lang}: looks finished before its script, which moves and requests nothing`, async ({show}) => {
      const html = (await Promise.all(FINISHABLE.map((name) => finished(name, {lang, region})))).join('');
      // A shift counts only in the viewport.
      const context = {viewport: {width, height: 16_000}};
      const {held, release} = gate();
      const ours = await show(html, {fault: () => held, script: ASYNC, context});
      await drawn(ours.page);
      release();
      await ours.enhanced();
      assert.ok(await ours.page.evaluate(() => document.body.getBoundingClientRect().bottom < innerHeight));
      assert.deepEqual(await shiftsOf(ours.page), []);
      assert.deepEqual(ours.files(), ['enhance.js']);
      assert.deepEqual(ours.console, []);
    });

  test('has every text and link without script, and no button that does nothing', async ({show}) => {
    const html = await Promise.all(FINISHABLE.map((name) => finished(name)));
    const {page} = await show(html.join(''), {context: {javaScriptEnabled: false}});
    for (const name of FINISHABLE) {
      const {seen, evaluate} = widgetIn(page, `recovery-${name}`);
      assert.deepEqual(await seen('.root'), [true], name);
      // Nothing keeps room for buttons either.
      const boxes = ({shadowRoot}) =>
        [...shadowRoot.querySelectorAll('button')].filter((button) => button.getClientRects().length).length;
      assert.equal(await evaluate(boxes), 0, name);
    }
  });

  test('has no button that does nothing where its script does not load', async ({show}) => {
    const {page, seen} = await show(await finished('helpline-banner'), {fault: () => 'fail'});
    await page.waitForLoadState();
    assert.equal((await seen('[part=call]'))[0], true);
    assert.ok(!(await seen('button')).some(Boolean));
  });
});

test.describe('a finished widget works like the full one:', () => {
  /** Runs the same steps in a page with finished widgets and in one with the full ones. @returns for each widget the pair of results of the steps */
  const inBoth = async (show, cases, steps) => {
    const results = [];
    for (const script of [ENHANCE, SCRIPT]) {
      const tags = await Promise.all(
        cases.map(([name, options]) => (script === ENHANCE ? finished(name, options) : fullTag(name, options))),
      );
      const opened = await show(tags.join(''), {script});
      const places = cases.map((_, index) => `body > :nth-child(${index + 1})`);
      if (script === ENHANCE) await opened.enhanced();
      else for (const place of places) await opened.replaced(place);
      const found = [];
      for (const place of places) found.push(await steps(widgetIn(opened.page, place), opened));
      results.push(found);
      assert.deepEqual(opened.console, []);
    }
    return cases.map((_, index) => results.map((found) => found[index]));
  };

  /** Clicks every control of a widget; returns the events and copied numbers since then. */
  const clickAll = async ({page, evaluate}) => {
    await evaluate(({shadowRoot}) => {
      [globalThis.events, globalThis.copied] = [[], []];
      for (const control of shadowRoot.querySelectorAll('.root :is(a, .copy)'))
        control.dispatchEvent(new globalThis.MouseEvent('click', {bubbles: true, cancelable: true, composed: true}));
    });
    await drawn(page);
    return page.evaluate(() => ({events: globalThis.events, copied: globalThis.copied}));
  };

  test('the events of every control', async ({show}) => {
    /** @type {[string, import('../../src/tools/html/prerender.mjs').Options][]} */
    const cases = [
      ['helpline-banner', {region: 'CA-ON', lang: 'ar'}],
      ['helpline-banner', {region: 'IE', attributes: {phone: '555 0100 ext. 5', operator: 'Our clinic & "Sons"'}}],
      ['helpline-banner', {region: 'US', attributes: {variant: 'compact'}}],
      ['helpline-banner', {region: 'US', attributes: {'no-events': ''}}],
      ['overdose-warning', {region: 'US'}],
      ['faq', {region: 'GB'}],
      ['treatment-explainer', {region: 'US'}],
    ];
    for (const [index, [ours, full]] of (await inBoth(show, cases, clickAll)).entries()) {
      const [name, options] = cases[index];
      const label = `${name} ${JSON.stringify(options)}`;
      assert.deepEqual({[label]: ours}, {[label]: full});
      const hasNoEvents = 'no-events' in (options.attributes ?? {});
      assert.equal(full.events.length > 0, widgets.get(name).regional && !hasNoEvents, label);
    }
  });

  test('no event for a link of the page in a slot', async ({show}) => {
    const link = '<p slot="end"><a href="tel:5550100">The page’s own</a></p>';
    const html = (await finished('helpline-banner')).replace('</recovery', `${link}</recovery`);
    const {page, enhanced, events, files} = await show(html);
    await enhanced();
    await page.locator('[slot=end] a').click();
    assert.deepEqual(await events(), []);
    assert.deepEqual(files(), ['enhance.js']);
  });

  test('copying, and its announcements, where the browser allows it, refuses or has no clipboard', async ({show}) => {
    const options = {region: 'GB', lang: 'ar', attributes: {phone: 'tel:555 0100', operator: 'Clinic'}};
    const [[ours, full]] = await inBoth(show, [['helpline-banner', options]], async ({page, evaluate, press, said}) => {
      const count = await evaluate(({shadowRoot}) => shadowRoot.querySelectorAll('.copy').length);
      const all = [];
      for (const isRefused of [false, true])
        for (let index = 0; index < count; index++) {
          await page.evaluate((value) => (globalThis.isRefused = value), isRefused);
          await press('.copy', index);
          all.push(await said(index));
        }
      await page.evaluate(() => (globalThis.clipboard = undefined));
      await press('.copy');
      all.push(await said(0));
      return {said: all, ...(await page.evaluate(() => ({copied: globalThis.copied, events: globalThis.events})))};
    });
    assert.deepEqual(ours, full);
    assert.ok(full.said.length >= 5 && full.copied.length === (full.said.length - 1) / 2, JSON.stringify(full));
    assert.equal(full.events.length, full.copied.length);
  });

  test('opening and closing all parts of treatment; printing opens closed parts, then closes them', async ({show}) => {
    const cases = [['treatment-explainer', {lang: 'ar'}]];
    const [[ours, full]] = await inBoth(show, cases, async ({page, evaluate, press}) => {
      const states = [];
      const note = async () => {
        await drawn(page);
        states.push(
          await evaluate(({shadowRoot}) => [
            shadowRoot.querySelector('[part=toggle]').textContent.trim(),
            [...shadowRoot.querySelectorAll('.root details')].map(({open}) => open),
          ]),
        );
      };
      await note();
      for (const control of ['[part=toggle]', '.treatment summary', '.treatment summary', '[part=toggle]']) {
        await press(control, control === '[part=toggle]' ? 0 : 2);
        await note();
      }
      for (const event of ['beforeprint', 'afterprint']) {
        await page.evaluate((type) => globalThis.dispatchEvent(new Event(type)), event);
        await note();
      }
      return states;
    });
    assert.deepEqual(ours, full);
    assert.equal(new Set(full.map(([label]) => label)).size, 2);
    const [[, before], [, printed], [, after]] = full.slice(-3);
    assert.ok(printed.every(Boolean));
    assert.deepEqual(after, before);
  });

  test('a line says that a review is due, from the first moment after its day, by script alone', async ({show}) => {
    const html = await finished('faq');
    const lines = [-1000, 86_400_000].map((wait) => `<p class="draft" hidden data-due="${NOW + wait}">Due.</p>`);
    const dated = html.replace(/(?=<p class="draft">)/, lines.join(''));
    assert.notEqual(dated, html);
    const {seen, enhanced, close} = await show(dated);
    await enhanced();
    assert.deepEqual(await seen('[data-due]'), [true, false]);
    await close();
    const without = await show(dated, {context: {javaScriptEnabled: false}});
    assert.deepEqual(await without.seen('[data-due]'), [false, false]);
  });
});
