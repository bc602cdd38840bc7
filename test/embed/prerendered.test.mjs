/**
 * Prerendered widgets with the markers that hydration needs: complete without script; the script hydrates their markup, or renders it
 * again where it differs. enhance.test.mjs tests those without markers.
 */
import assert from 'node:assert/strict';
import {prerendered as prerenderedTag} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {recordShifts, shiftsOf} from '../support/layout-shift.mjs';
import {CDN, drawn, expect, gate, pageOf, SCRIPT, test as base, until, upgraded} from '../support/page.mjs';
import {takePicture, takeWholePicture} from '../support/pictures.mjs';

const {widgets} = await available();
/** @typedef {import('../../src/tools/html/prerender.mjs').Options} Options */

/** @param {string} name @param {Options} [options] */
const prerendered = (name, options) => prerenderedTag(name, options, true);
const BELOW = '<p id="below">Content of the page below.</p>';

/** Checks that two pages look the same; names the widgets that do not. @param {string[]} labels of the widgets, in order */
async function assertSameLook(pages, labels) {
  const [one, other] = [await takeWholePicture(pages[0]), await takeWholePicture(pages[1])];
  if (one.equals(other)) return;
  const different = [];
  for (const [index, label] of labels.entries()) {
    const pictures = [];
    for (const page of pages) {
      const box = await page.evaluate((at) => {
        const {x, y, width, height} = document.body.children[at].getBoundingClientRect();
        return {x, y, width, height};
      }, index);
      pictures.push(await takePicture(page, box));
    }
    if (!pictures[0].equals(pictures[1])) different.push(label);
  }
  assert.fail(`${different.join() || 'the page around the widgets'}: the pictures differ`);
}

/** @type {import('../support/page.mjs').TestWith<{show: (html: string, options?: Record<string, any>) => Promise<any>}>} */
const test = base.extend({
  /** Opens a page with a prerendered widget; with `hold`, our files are held back until `release` is called. */
  show: async ({open}, use) =>
    use(async (html, {hold, ...options} = {}) => {
      const {held, release} = gate();
      const opened = await open(pageOf(html + BELOW, {head: '<style>body { margin: 8px }</style>', ...options}), {
        ...options,
        fault: hold ? (path) => (path.startsWith('assets-') ? held : undefined) : options.fault,
        before: recordShifts,
      });
      const {page} = opened;
      const widget = page.locator('body > :first-child');
      return {
        ...opened,
        widget,
        release,
        /** Resolves when the widgets have hydrated or rendered, and the page has drawn them. */
        settled: async () => {
          // The messages and the region of a widget may load after its class.
          await until(page, () =>
            [...document.querySelectorAll('body > :not(#below, script)')].every(({hasUpdated}) => hasUpdated),
          );
          await page.evaluate(() =>
            Promise.all(
              [...document.querySelectorAll('body > :not(#below, script)')].map(({updateComplete}) => updateComplete),
            ),
          );
          await drawn(page);
        },
        text: () => page.evaluate(() => document.body.firstElementChild.shadowRoot.querySelector('.root').textContent),
        roots: () => page.evaluate(() => document.body.firstElementChild.shadowRoot.querySelectorAll('.root').length),
      };
    }),
});

test('a prerendered widget is not defined before its hydration has loaded, whatever else has', async ({open}) => {
  const {held, release} = gate();
  const {html} = await prerendered('helpline-banner', {region: 'IE'});
  const {page, requests} = await open(pageOf(html), {
    fault: (path) => (path.endsWith('/hydrate.js') ? held : undefined),
  });
  await expect.poll(() => requests.filter((url) => /\/(core|regions\/ie)\.js$/.test(url)).length).toBe(2);
  const isDefined = await page.evaluate(async () => {
    for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame);
    return !!customElements.get('recovery-helpline-banner');
  });
  assert.equal(isDefined, false);
  release();
  await until(page, () => document.querySelector('recovery-helpline-banner').hasUpdated);
});

test.describe('a prerendered widget', () => {
  /** Every widget, and on a third page those that attributes change. @type {Record<string, [name: string, options: Options][]>} */
  const pages = {
    'en, US': [...widgets].map(([name, {regional}]) => [name, {lang: 'en', region: regional ? 'US' : ''}]),
    'ar, without a region': [...widgets.keys()].map((name) => [name, {lang: 'ar'}]),
    'es, US, with attributes': Object.entries({
      'helpline-banner': [
        {variant: 'compact'},
        {phone: '555 12 34', operator: 'Smith & "Sons" <County>', 'phone-name': 'Línea', 'heading-level': '4'},
        {variant: 'compact', phone: '555 12 34', operator: 'Clinic', theme: 'dark'},
      ],
      'relapse-guide': [{audience: 'supporter', 'heading-level': '3'}],
      faq: [{open: 'naloxone', theme: 'light'}],
      feedback: [{scale: 'stars', comment: '', name: 'help', required: ''}],
      'overdose-warning': [{theme: 'dark', 'heading-level': '1', 'no-events': ''}],
    }).flatMap(([name, all]) =>
      all.map((attributes) => /** @type {[string, any]} */ ([name, {lang: 'es', region: 'US', attributes}])),
    ),
  };
  for (const [title, cases] of Object.entries(pages))
    test(`${title}: hydration keeps the pixels and nodes of every widget, and shifts nothing`, async ({show}) => {
      const labels = cases.map(([name, {attributes = {}}]) => [name, ...Object.entries(attributes).flat()].join(' '));
      const html = (await Promise.all(cases.map(async (each) => (await prerendered(...each)).html))).join('');
      // A shift counts only in the viewport.
      const context = {viewport: {width: 1280, height: 16_000}};
      const without = await show(html, {context: {...context, javaScriptEnabled: false}});
      const {page, console, release, settled} = await show(html, {hold: true, context});
      await page.evaluate(() => {
        globalThis.widgets = [...document.querySelectorAll('body > :not(#below, script)')];
        globalThis.nodes = globalThis.widgets.map(({shadowRoot}) => [...shadowRoot.querySelectorAll(':not(style)')]);
      });
      release();
      await settled();
      const changed = await page.evaluate(() =>
        globalThis.widgets.map(({shadowRoot}, index) => {
          const [before, now] = [globalThis.nodes[index], [...shadowRoot.querySelectorAll('*')]];
          return {added: now.length - before.length, other: now.filter((node, at) => node !== before[at]).length};
        }),
      );
      assert.deepEqual(
        labels.map((label, index) => ({label, ...changed[index]})),
        labels.map((label) => ({label, added: 0, other: 0})),
      );
      assert.ok(await page.evaluate(() => document.body.getBoundingClientRect().bottom < innerHeight));
      assert.deepEqual(await shiftsOf(page), []);
      await assertSameLook([without.page, page], labels);
      assert.deepEqual(console, []);
    });

  test('is compared with one render for all that show the same, however many there are', async ({open}) => {
    const us = await prerendered('helpline-banner', {region: 'US'});
    const gb = await prerendered('helpline-banner', {region: 'GB'});
    const importsOf = async (...tags) => {
      const {page, console} = await open(pageOf(tags.join('')), {
        before: (page) =>
          page.addInitScript(() => {
            globalThis.imports = 0;
            const {importNode} = globalThis.Document.prototype;
            globalThis.Document.prototype.importNode = function (/** @type {any} */ ...args) {
              globalThis.imports++;
              return /** @type {any} */ (importNode.apply(this, args));
            };
          }),
      });
      await until(page, () =>
        [...document.querySelectorAll('recovery-helpline-banner')].every(({hasUpdated}) => hasUpdated),
      );
      const imports = await page.evaluate(() => globalThis.imports);
      assert.deepEqual(console, []);
      return imports;
    };
    const [one, many, other] = [
      await importsOf(us.html),
      await importsOf(...Array(5).fill(us.html)),
      await importsOf(us.html, gb.html),
    ];
    assert.ok(one > 0);
    assert.equal(many, one);
    assert.ok(other > one);
  });

  test('works after hydration, with the loader and with all.js', async ({show}) => {
    const banner = await prerendered('helpline-banner', {region: 'US'});
    for (const script of [SCRIPT, `<script src="${CDN}/all.js"></script>`]) {
      const {page, widget, console, settled, text, close} = await show(banner.html, {script});
      await settled();
      await page.evaluate(() => {
        document.addEventListener('recovery-contact', ({channel}) => (document.title = channel));
        document.addEventListener('click', (event) => event.preventDefault());
      });
      await widget.locator('[part=call]').first().click();
      assert.equal(await page.title(), 'call');
      await widget.evaluate((element) => element.setAttribute('lang', 'es'));
      await until(page, () => document.querySelector('[lang=es]').shadowRoot.textContent.includes('Hable con'));
      assert.match(await text(), new RegExp(US_LINE.number));
      assert.deepEqual(console, []);
      await close();
    }
  });

  test('keeps the state of fields and disclosures from before the script arrived', async ({show}) => {
    const list = await prerendered('trigger-checklist');
    const {widget, console, release, settled, text} = await show(list.html, {hold: true});
    await widget.locator('input').nth(1).click();
    await widget.locator('.root summary').click();
    release();
    await settled();
    assert.equal(await widget.locator('input').nth(1).isChecked(), true);
    assert.equal(await widget.locator('input').nth(0).isChecked(), false);
    assert.equal(await widget.locator('.root details').evaluate(({open}) => open), true);
    assert.match(await text(), /1 item in your plan/);
    assert.equal(await widget.locator('[part=step]').count(), 1);
    assert.deepEqual(console, []);
  });

  const faults = {
    'of another country': (html) => html.replace('region="US"', 'region="GB"'),
    'in another language': (html) => html.replace('lang="en"', 'lang="es"'),
    'of an element with another attribute': (html) => html.replace('lang="en"', 'lang="en" heading-level="4"'),
    'of another version': (html) => html.replaceAll(/<!--lit-part [^>]+-->/g, '<!--lit-part xxxxxxxxxxx=-->'),
    'changed in a phone number': (html) => html.replaceAll('>911<', '>912<'),
    'changed in a link': (html) => html.replaceAll('href="tel:911"', 'href="tel:912"'),
    'longer than it should be': (html) =>
      html.replace('<!--/lit-part--></template>', '<p>More</p><!--/lit-part--></template>'),
    'shorter than it should be': (html) => html.replace(/<bdi.*?<\/bdi>/, ''),
    'without Lit’s markers': (html) => html.replace(/<!--.*?-->/g, ''),
  };
  for (const [fault, change] of Object.entries(faults))
    test(`is rendered again where its markup is ${fault}`, async ({show}) => {
      const {html} = await prerendered('overdose-warning', {region: 'US'});
      assert.notEqual(change(html), html);
      const {page, console, settled, text, roots} = await show(change(html));
      await settled();
      // Adds the same element without its prerendered content.
      await page.evaluate((element) => {
        const [tag] = /<recovery[^>]*>/.exec(element);
        const [plain] = new globalThis.DOMParser().parseFromString(tag, 'text/html').body.children;
        document.body.append(document.adoptNode(plain));
      }, change(html));
      await upgraded(page, 'overdose-warning');
      const [rendered, fresh] = await page.evaluate(() =>
        [document.querySelector('[region]'), document.querySelector('body > :last-child')].map((element) =>
          element.shadowRoot.querySelector('.root').outerHTML.replace(/<!--.*?-->/g, ''),
        ),
      );
      assert.equal(rendered, fresh);
      assert.equal(await roots(), 1);
      assert.doesNotMatch(await text(), /912|More/);
      // Two faults are in the fallback content, too.
      assert.deepEqual(
        console.filter((line) => !line.endsWith('Paste the snippet again.')),
        [],
      );
    });

  test('is rendered again where the module for hydration does not load', async ({show}) => {
    const {html} = await prerendered('helpline-banner', {region: 'US'});
    const fault = (path) => (path.endsWith('hydrate.js') ? 'fail' : undefined);
    const {console, settled, text, roots} = await show(html, {fault});
    await settled();
    assert.match(await text(), new RegExp(US_LINE.number));
    assert.equal(await roots(), 1);
    assert.equal(console.filter((line) => !/404|hydrate\.js could not be loaded/.test(line)).length, 0);
  });
});
