/** Static widgets that load their script: complete without it; the script renders them again. enhance.test.mjs tests those that are finished without, and test/browser/static.test.ts what readers keep, in other engines too. */
import assert from 'node:assert/strict';
import {PNG} from 'pngjs';
import {printStatic as printTag} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {renderWithLit} from '../support/lit-ssr.mjs';
import {recordShifts, shiftsOf} from '../support/probes.mjs';
import {drawn, gate, pageOf, test as base, until, expect} from '../support/page.mjs';
import {takeWholePicture} from '../support/pictures.mjs';

const {widgets} = await available();
/** @typedef {import('../../src/tools/html/prerender.mjs').Options} Options */

const printed = (name, options) => printTag(name, options, true);
const BELOW = '<p id="below">Content of the page below.</p>';

/** Maximum difference of a color channel, of 255: the edges of rounded corners are not drawn alike each time. */
const MAX_ROUNDING = 3;

/** Checks that two pages look the same. */
async function assertSameLook(...pages) {
  const [one, other] = await Promise.all(pages.map(async (page) => PNG.sync.read(await takeWholePicture(page))));
  assert.deepEqual([one.width, one.height], [other.width, other.height]);
  const at = one.data.findIndex((value, index) => Math.abs(value - other.data[index]) > MAX_ROUNDING);
  if (at >= 0) assert.fail(`the pictures differ ${Math.floor(at / 4 / one.width)} px from the top`);
}

/** @type {import('../support/page.mjs').TestWith<{show: (html: string, options?: Record<string, any>) => Promise<any>}>} */
const test = base.extend({
  /** Opens a page with a static widget; with `hold`, our files are held back until `release` is called. */
  show: async ({open}, use) =>
    use(async (html, {hold, ...options} = {}) => {
      const {held, release} = gate();
      const opened = await open(pageOf(html + BELOW, {head: '<style>body { margin: 8px }</style>', ...options}), {
        ...options,
        fault: hold ? (path) => (path.startsWith('assets-') ? held : undefined) : options.fault,
        before: recordShifts,
      });
      const {page} = opened;
      return {
        ...opened,
        release,
        /** Resolves when the widgets have rendered, and the page has drawn them. */
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
      };
    }),
});

test.describe('a static widget', () => {
  /** Every widget, and on a third page those that attributes change. @type {Record<string, [name: string, options: Options][]>} */
  const pages = {
    'en, US': [...widgets].map(([name, {regional}]) => [name, {lang: 'en', region: regional ? 'US' : ''}]),
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
    test(`${title}: its script changes the look of no widget, and shifts nothing`, async ({show}) => {
      const html = (await Promise.all(cases.map(async (each) => (await printed(...each)).html))).join('');
      // A shift counts only in the viewport.
      const context = {viewport: {width: 1280, height: 16_000}};
      const without = await show(html, {context: {...context, javaScriptEnabled: false}});
      const {page, console, release, settled} = await show(html, {hold: true, context});
      // The parser may have moved something.
      const {length: earlier} = await shiftsOf(page);
      release();
      await settled();
      assert.ok(await page.evaluate(() => document.body.getBoundingClientRect().bottom < innerHeight));
      assert.deepEqual((await shiftsOf(page)).slice(earlier), []);
      await assertSameLook(without.page, page);
      assert.deepEqual(console, []);
    });

  const faults = {
    'of another country': (html) => html.replace('region="US"', 'region="GB"'),
    'in another language': (html) => html.replace('lang="en"', 'lang="es"'),
    'of an element with another attribute': (html) => html.replace('lang="en"', 'lang="en" heading-level="4"'),
    'changed in a phone number': (html) => html.replaceAll('>911<', '>912<'),
    'changed in a link': (html) => html.replaceAll('href="tel:911"', 'href="tel:912"'),
    'longer than it should be': (html) => html.replace('</template>', '<p>Added</p></template>'),
    'shorter than it should be': (html) => html.replace(/<bdi.*?<\/bdi>/, ''),
  };
  test('shows nothing of markup that was changed', async ({show}) => {
    const {html} = await printed('overdose-warning', {region: 'US'});
    const changed = Object.values(faults).map((change) => change(html));
    const tags = changed.map((each) => `${/<recovery[^>]*>/.exec(each)?.[0]}</recovery-overdose-warning>`);
    const {page, console, settled} = await show(changed.join('') + tags.join(''));
    await settled();
    const rendered = await page.locator('recovery-overdose-warning').evaluateAll((all) =>
      all.map((/** @type {any} */ {shadowRoot}) => {
        const roots = [...shadowRoot.querySelectorAll('.root')];
        return roots.map(({outerHTML}) => outerHTML.replace(/<!--.*?-->/g, '')).join();
      }),
    );
    for (const [index, fault] of Object.keys(faults).entries()) {
      assert.notEqual(changed[index], html);
      assert.equal(rendered[index], rendered[changed.length + index], fault);
      assert.doesNotMatch(rendered[index], /912|Added/);
    }
    // Some faults are in the fallback content, too.
    expect(console.filter((line) => !line.endsWith('Paste the snippet again.'))).toEqual([]);
  });
});

test('a widget rendered by a Lit SSR has its number without script, and is rendered anew by it', async ({open}) => {
  const [{html}] = renderWithLit(['<recovery-helpline-banner lang="es" region="US">']);
  const without = await open(pageOf(html, {script: ''}));
  const links = without.page.locator('recovery-helpline-banner .root[lang=es] a');
  assert.ok((await links.evaluateAll((all) => all.map((/** @type {any} */ {href}) => href))).includes(US_LINE.href));
  const {page, console} = await open(pageOf(html));
  await until(page, () => document.querySelector('recovery-helpline-banner').hasUpdated);
  const roots = page.locator('recovery-helpline-banner .root');
  assert.deepEqual(await roots.evaluateAll((all) => all.map((/** @type {any} */ {lang}) => lang)), ['es']);
  assert.deepEqual(console, []);
});
