/** Opens pages whose widgets a Lit SSR has rendered: complete without script, and taken over by the script. */
import assert from 'node:assert/strict';
import {US_LINE} from '../support/helplines.mjs';
import {renderWithLit} from '../support/lit-ssr.mjs';
import {CDN, pageOf, test} from '../support/page.mjs';

const TAG = '<recovery-helpline-banner lang="es" region="US">';

test.describe('a widget that a Lit SSR has rendered', () => {
  /** @type {string} */
  let html;
  test.beforeAll(() => {
    html = renderWithLit([TAG])[0].html;
  });

  test('has its language and its number without script', async ({open}) => {
    const {page} = await open(pageOf(html, {script: ''}));
    const {lang, links} = await page
      .locator('recovery-helpline-banner')
      .evaluate((/** @type {any} */ {shadowRoot}) => ({
        lang: shadowRoot.querySelector('.root').lang,
        links: [...shadowRoot.querySelectorAll('a')].map(({href}) => href),
      }));
    assert.equal(lang, 'es');
    assert.ok(links.includes(US_LINE.href), links.join());
  });

  for (const file of ['recovery-widgets.js', 'all.js'])
    test(`is rendered once more by ${file}, once, without an error`, async ({open}) => {
      const script = `<script ${file === 'all.js' ? 'defer' : 'type="module"'} src="${CDN}/${file}"></script>`;
      const {page, console} = await open(pageOf(html, {script}));
      await page.waitForFunction(() => document.querySelector('recovery-helpline-banner').hasUpdated);
      const widget = page.locator('recovery-helpline-banner');
      const {roots, lang, slots} = await widget.evaluate((/** @type {any} */ {shadowRoot}) => ({
        roots: shadowRoot.querySelectorAll('.root').length,
        lang: shadowRoot.querySelector('.root').lang,
        slots: [...shadowRoot.querySelectorAll('slot')].map(({name}) => name),
      }));
      assert.deepEqual({roots, lang, slots}, {roots: 1, lang: 'es', slots: ['start', 'end']});
      assert.deepEqual(console, []);
    });
});
