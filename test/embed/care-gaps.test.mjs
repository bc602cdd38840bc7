/** The care gaps on a real page: asked for at once, under strict headers, prerendered, and in the browser's own history. */
import assert from 'node:assert/strict';
import {prerendered} from '../../src/tools/html/snippet.mjs';
import {CDN, HOST, pageOf, SCRIPT, snippet, test, upgraded} from '../support/page.mjs';

const NAME = 'care-gaps';

test.describe('care gaps in a page', () => {
  const inside = (page, selector) => page.locator(`recovery-${NAME} ${selector}`);
  const answer = (page, question, number) =>
    inside(page, '[part=question]').nth(question).locator('input').nth(number).click();

  test('needs two round trips, with what it shares with other widgets', async ({open}) => {
    const rounds = [];
    let held = [];
    let timer;
    const {page} = await open(pageOf(snippet(NAME, 'region="US"'), {lang: 'es'}), {
      fault: (path) =>
        new Promise((resolve) => {
          held.push({path, resolve});
          clearTimeout(timer);
          timer = setTimeout(() => {
            rounds.push(held.map((each) => each.path.replace(/^assets-[0-9a-f]+\//, '')).sort());
            held.splice(0).forEach((each) => each.resolve());
          }, 600);
        }),
    });
    await upgraded(page, NAME);
    assert.deepEqual(rounds, [
      ['recovery-widgets.js'],
      ['core.js', `locales/es/${NAME}.js`, 'regions/us.js', 'take-away.js', `widgets/${NAME}.js`],
    ]);
  });

  for (const file of ['recovery-widgets.js', 'all.js'])
    test(`draws its picture and makes its list under strict headers, ${file}`, async ({open}) => {
      const script = `<script ${file === 'all.js' ? '' : 'type="module"'} src="${CDN}/${file}"></script>`;
      const {page, console} = await open(pageOf(snippet(NAME, 'region="US"'), {script}), {
        headers: {
          'content-security-policy': `default-src 'none'; script-src ${new URL(CDN).origin}; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
      });
      await upgraded(page, NAME);
      await answer(page, 0, 1);
      await answer(page, 1, 2);
      assert.equal(await inside(page, '[part=gap]').count(), 2);
      const drawn = await inside(page, 'svg').evaluateAll((all) =>
        all.map((svg) =>
          [...svg.querySelectorAll('*')].every(
            (each) => each.namespaceURI === 'http://www.w3.org/2000/svg' && each.getBBox().width > 0,
          ),
        ),
      );
      assert.deepEqual(drawn, Array(10).fill(true));
      assert.deepEqual(console, []);
    });

  test('keeps what the reader has answered before the script came', async ({open}) => {
    const {html} = await prerendered(NAME, {region: 'US'});
    let release;
    const held = new Promise((done) => (release = done));
    const {page, console} = await open(pageOf(html), {
      fault: (path) => (path.startsWith('assets-') ? held : undefined),
    });
    await answer(page, 0, 2);
    await answer(page, 5, 3);
    release();
    await inside(page, '[part=gap]').first().waitFor();
    assert.deepEqual(await inside(page, '[part=gap] b').allInnerTexts(), ['Medicine', 'Peer support']);
    assert.equal(await inside(page, ':checked').count(), 2);
    assert.deepEqual(console, []);
  });

  test('has nothing answered after the Back button, and nothing of it in the address or in a store', async ({open}) => {
    const {page} = await open(pageOf(snippet(NAME)), {
      pages: {[`${HOST}/next`]: pageOf('<p>Next</p>', {script: SCRIPT})},
    });
    await upgraded(page, NAME);
    await answer(page, 0, 2);
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
