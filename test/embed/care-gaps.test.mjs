/** The care gaps on a partner’s page: loading, strict headers, prerendered, and in the browser’s own history. */
import assert from 'node:assert/strict';
import {prerendered} from '../../src/tools/html/snippet.mjs';
import {CDN, gate, HOST, pageOf, snippet, test, upgraded} from '../support/page.mjs';
import {countRoundTrips} from '../support/round-trips.mjs';

const NAME = 'care-gaps';

const inside = (page, selector) => page.locator(`recovery-${NAME} ${selector}`);
const chooseAnswer = (page, question, answer) =>
  inside(page, '[part=question]').nth(question).locator('input').nth(answer).click();

test.describe('care gaps on a page', () => {
  test('load in two round trips, with the code and text that they share with other widgets', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const {page} = await open(pageOf(snippet(NAME, 'region="US"'), {lang: 'es'}), options);
    await upgraded(page, NAME);
    const files = trips.map((paths) => paths.map((path) => path.replace(/^assets-[0-9a-f]+\//, '')).sort());
    const chunks = `core locales/es/${NAME} locales/es/shared-1 regions/us shared-1 take-away widgets/${NAME}`;
    assert.deepEqual(files, [['recovery-widgets.js'], chunks.split(' ').map((chunk) => `${chunk}.js`)]);
  });

  for (const file of ['recovery-widgets.js', 'all.js'])
    test(`draw their picture and list the gaps under strict headers, with ${file}`, async ({open}) => {
      const script = `<script ${file === 'all.js' ? '' : 'type="module"'} src="${CDN}/${file}"></script>`;
      const {page, console} = await open(pageOf(snippet(NAME, 'region="US"'), {script}), {
        headers: {
          'content-security-policy': `default-src 'none'; script-src ${new URL(CDN).origin}; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
      });
      await upgraded(page, NAME);
      await chooseAnswer(page, 0, 1);
      await chooseAnswer(page, 1, 2);
      assert.equal(await inside(page, '[part=gap]').count(), 2);
      const drawn = await inside(page, 'svg').evaluateAll((pictures) =>
        pictures.every((svg) => [...svg.querySelectorAll('*')].every((shape) => shape.getBBox().width > 0)),
      );
      assert.ok(drawn);
      assert.equal(await inside(page, 'svg').count(), 10);
      assert.deepEqual(console, []);
    });

  test('keep answers from before the script arrived', async ({open}) => {
    const {html} = await prerendered(NAME, {region: 'US'});
    const {held, release} = gate();
    const {page, console} = await open(pageOf(html), {
      fault: (path) => (path.startsWith('assets-') ? held : undefined),
    });
    await chooseAnswer(page, 0, 2);
    await chooseAnswer(page, 5, 3);
    release();
    await inside(page, '[part=gap]').first().waitFor();
    assert.deepEqual(await inside(page, '[part=gap] b').allInnerTexts(), ['Medicine', 'Peer support']);
    assert.equal(await inside(page, ':checked').count(), 2);
    assert.deepEqual(console, []);
  });

  test('have no answers after the Back button, and leave none in the URL, a cookie or a store', async ({open}) => {
    const {page} = await open(pageOf(snippet(NAME)), {pages: {[`${HOST}/next`]: pageOf('<p>Next</p>')}});
    await upgraded(page, NAME);
    await chooseAnswer(page, 0, 2);
    assert.equal(page.url(), `${HOST}/`);
    await page.goto(`${HOST}/next`);
    await page.goBack();
    await upgraded(page, NAME);
    assert.equal(await inside(page, ':checked').count(), 0);
    assert.equal(await inside(page, '[part=cell]').count(), 0);
    assert.deepEqual(
      await page.evaluate(() => [globalThis.localStorage.length, globalThis.sessionStorage.length, document.cookie]),
      [0, 0, ''],
    );
  });
});
