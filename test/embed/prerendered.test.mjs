/**
 * Prerendered widgets with the markers that hydration needs: complete without script; the script hydrates their markup, or renders it
 * again where it differs. enhance.test.mjs tests those without markers.
 */
import assert from 'node:assert/strict';
import {prerendered as prerenderedTag} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {CDN, expect, gate, pageOf, SCRIPT, test as base} from '../support/page.mjs';

const {widgets} = await available();
/** @param {string} name @param {import('../../src/tools/html/prerender.mjs').Options} [options] */
const prerendered = (name, options) => prerenderedTag(name, options, true);
const BELOW = '<p id="below">Content of the page below.</p>';

/** Adds the layout shifts of a page up in `globalThis.shift`; runs in the page. */
function observeShift() {
  globalThis.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({value}) => (globalThis.shift += value))).observe({
    type: 'layout-shift',
    buffered: true,
  });
}

const test = base.extend({
  /** Opens a page with a prerendered widget; with `hold`, our files are held back until `release` is called. */
  show: async ({open}, use) =>
    use(async (html, {hold, ...options} = {}) => {
      const {held, release} = gate();
      const opened = await open(pageOf(html + BELOW, {head: '<style>body { margin: 8px }</style>', ...options}), {
        ...options,
        fault: hold ? (path) => (path.startsWith('assets-') ? held : undefined) : options.fault,
        before: (page) => page.addInitScript(observeShift),
      });
      const {page} = opened;
      const widget = page.locator('body > :first-child');
      return {
        ...opened,
        widget,
        release,
        /** Resolves when the widget has hydrated or rendered, and the page has drawn it. */
        settled: async () => {
          await widget.evaluate(async (element) => {
            await customElements.whenDefined(element.localName);
            // Its messages and its region may load after its class.
            while (!element.hasUpdated) await new Promise((done) => setTimeout(done, 10));
            await element.updateComplete;
          });
          // Gives the page time to draw, or shift, once more.
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        },
        text: () => widget.evaluate((element) => element.shadowRoot.querySelector('.root').textContent),
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
  await page.waitForFunction(() => document.querySelector('recovery-helpline-banner').hasUpdated);
});

test.describe('a prerendered widget', () => {
  /** @type {[title: string, html: () => string | Promise<string>][]} */
  const cases = [];
  for (const [name, {regional}] of widgets)
    for (const [lang, region] of [
      ['en', 'US'],
      ['ar', 'none'],
    ]) {
      const options = {lang, region: regional && region !== 'none' ? region : ''};
      cases.push([`${name}, ${lang}, ${region}`, async () => (await prerendered(name, options)).html]);
    }
  for (const [name, attributes] of /** @type {[string, Record<string, string>][]} */ ([
    ['helpline-banner', {variant: 'compact'}],
    [
      'helpline-banner',
      {phone: '555 12 34', operator: 'Smith & "Sons" <County>', 'phone-name': 'Línea', 'heading-level': '4'},
    ],
    ['helpline-banner', {variant: 'compact', phone: '555 12 34', operator: 'Clinic', theme: 'dark'}],
    ['relapse-guide', {audience: 'supporter', 'heading-level': '3'}],
    ['faq', {open: 'naloxone', theme: 'light'}],
    ['feedback', {scale: 'stars', comment: '', name: 'help', required: ''}],
    ['overdose-warning', {theme: 'dark', 'heading-level': '1', 'no-events': ''}],
  ]))
    cases.push([
      `${name}, es, US, ${Object.entries(attributes)
        .map(([key, value]) => `${key}="${value}"`)
        .join(' ')}`,
      async () => (await prerendered(name, {lang: 'es', region: 'US', attributes})).html,
    ]);
  for (const [title, make] of cases)
    test(`${title}: hydration keeps pixels and nodes, and shifts nothing`, async ({show}) => {
      const html = await make();
      const without = await show(html, {context: {javaScriptEnabled: false}});
      const picture = await without.page.screenshot({fullPage: true});
      await without.close();

      const {page, widget, console, release, settled} = await show(html, {hold: true});
      await widget.evaluate((element) => {
        globalThis.nodes = [...element.shadowRoot.querySelectorAll(':not(style)')];
      });
      release();
      await settled();
      assert.deepEqual(
        await widget.evaluate((element) => {
          const now = [...element.shadowRoot.querySelectorAll('*')];
          return [now.length, now.filter((node, index) => node !== globalThis.nodes[index]).length];
        }),
        [await page.evaluate(() => globalThis.nodes.length), 0],
      );
      // Taking a picture of the whole page is a shift by itself.
      assert.equal(await page.evaluate(() => globalThis.shift), 0);
      assert.ok(picture.equals(await page.screenshot({fullPage: true})), 'the pictures differ');
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
            globalThis.Document.prototype.importNode = function (...args) {
              globalThis.imports++;
              return importNode.apply(this, args);
            };
          }),
      });
      await page.waitForFunction(() =>
        [...document.querySelectorAll('recovery-helpline-banner')].every((el) => el.hasUpdated),
      );
      assert.deepEqual(console, []);
      return page.evaluate(() => globalThis.imports);
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
      await page.waitForFunction(() =>
        document.querySelector('[lang=es]').shadowRoot.textContent.includes('Hable con'),
      );
      assert.match(await text(), /1-800-662-4357/);
      assert.deepEqual(console, []);
      await close();
    }
  });

  test('keeps what the reader ticked and opened before the script arrived', async ({show}) => {
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
      const {page, widget, console, settled, text} = await show(change(html));
      await settled();
      // Adds the same element without its prerendered content.
      await page.evaluate((element) => {
        const [tag] = /<recovery[^>]*>/.exec(element);
        const [plain] = new globalThis.DOMParser().parseFromString(tag, 'text/html').body.children;
        document.body.append(document.adoptNode(plain));
      }, change(html));
      await page.waitForFunction(() => document.querySelector('body > :last-child').shadowRoot?.querySelector('.root'));
      const [rendered, fresh] = await page.evaluate(() =>
        [document.querySelector('[region]'), document.querySelector('body > :last-child')].map((element) =>
          element.shadowRoot.querySelector('.root').outerHTML.replace(/<!--.*?-->/g, ''),
        ),
      );
      assert.equal(rendered, fresh);
      assert.equal(await widget.evaluate((element) => element.shadowRoot.querySelectorAll('.root').length), 1);
      assert.doesNotMatch(await text(), /912|More/);
      // Two faults are in the words, too.
      assert.deepEqual(
        console.filter((line) => !line.endsWith('Copy them anew.')),
        [],
      );
    });

  test('is rendered again where the module for hydration does not load', async ({show}) => {
    const {html} = await prerendered('helpline-banner', {region: 'US'});
    const fault = (path) => (path.endsWith('hydrate.js') ? 'fail' : undefined);
    const {widget, console, settled, text} = await show(html, {fault});
    await settled();
    assert.match(await text(), /1-800-662-4357/);
    assert.equal(await widget.evaluate((element) => element.shadowRoot.querySelectorAll('.root').length), 1);
    assert.equal(console.filter((line) => !/404|hydrate\.js could not be loaded/.test(line)).length, 0);
  });
});
