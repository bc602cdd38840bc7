import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {launch, open, pageOf, snippet, upgraded} from './harness.mjs';

describe('on paper', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const [name, most] of Object.entries({
    'helpline-banner': 1,
    'overdose-warning': 2,
    'trigger-checklist': 2,
    'care-gaps': 2,
    'treatment-explainer': 3,
  }))
    for (const format of ['A4', 'Letter'])
      it(`${name} takes ${most} ${format} page${most > 1 ? 's' : ''} at most`, async () => {
        const {page, close} = await open(browser, pageOf(snippet(name, 'region="US"')));
        await upgraded(page, name);
        const pdf = (await page.pdf({format})).toString('latin1');
        const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length;
        assert.ok(pages >= 1 && pages <= most, `${pages} pages`);
        await close();
      });

  it('everything is open, numbers are there, controls are not', async () => {
    const {page, close} = await open(
      browser,
      pageOf(snippet('treatment-explainer') + snippet('helpline-banner', 'region="US"')),
    );
    await upgraded(page);
    await upgraded(page, 'treatment-explainer');
    await page.emulateMedia({media: 'print'});
    await page.evaluate(() => globalThis.dispatchEvent(new Event('beforeprint')));
    const shown = (selector) =>
      page
        .locator(selector)
        .evaluateAll((all) => all.map((each) => each.checkVisibility({contentVisibilityAuto: true})));
    assert.ok((await shown('recovery-treatment-explainer details li')).every(Boolean));
    assert.ok((await shown('recovery-helpline-banner [part=number]')).every(Boolean));
    assert.ok(!(await shown('recovery-treatment-explainer button, recovery-helpline-banner button')).some(Boolean));
    await close();
  });
});
