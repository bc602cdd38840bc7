/** Static widgets that load their script: complete without it; the script renders them again. enhance.test.mjs tests those that are finished without, and test/browser/static.test.ts what readers keep, in other engines too. */
import assert from 'node:assert/strict';
import {PNG} from 'pngjs';
import {printStatic as printTag} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {renderWithLit} from '../support/lit-ssr.mjs';
import {recordShifts, shiftsOf} from '../support/probes.mjs';
import {drawn, gate, pageOf, test, until} from '../support/page.mjs';
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
    test(`${title}: its script changes the look of no widget, and shifts nothing`, async ({open}) => {
      const html = (await Promise.all(cases.map(async (each) => (await printed(...each)).html))).join('');
      // A shift counts only in the viewport.
      const context = {viewport: {width: 1280, height: 16_000}};
      const around = pageOf(html + BELOW, {head: '<style>body { margin: 8px }</style>'});
      const without = await open(around, {context: {...context, javaScriptEnabled: false}});
      const {held, release} = gate();
      const fault = (path) => (path.startsWith('assets-') ? held : undefined);
      const {page, console} = await open(around, {context, fault, before: recordShifts});
      // The parser may have moved something.
      const {length: earlier} = await shiftsOf(page);
      release();
      // The messages and the region of a widget may load after its class.
      const widgets = 'body > :not(#below, script)';
      await until(page, (each) => [...document.querySelectorAll(each)].every(({hasUpdated}) => hasUpdated), widgets);
      await page
        .locator(widgets)
        .evaluateAll((/** @type {any[]} */ all) => Promise.all(all.map((el) => el.updateComplete)));
      await drawn(page);
      assert.ok(await page.evaluate(() => document.body.getBoundingClientRect().bottom < innerHeight));
      assert.deepEqual((await shiftsOf(page)).slice(earlier), []);
      await assertSameLook(without.page, page);
      assert.deepEqual(console, []);
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
