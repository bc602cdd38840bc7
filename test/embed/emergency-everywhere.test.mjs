/** The emergency number of every country in the world, in each widget that shows one, on one page. */
import assert from 'node:assert/strict';
import {readChunks} from '../../src/tools/built/page-files.mjs';
import {toRuntimeRegion} from '../../src/tools/generate/runtime-region.mjs';
import {dataHashOf} from '../../src/tools/helplines/data-hash.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {pageOf, snippet, test, upgraded} from '../support/page.mjs';

const NAMES = ['overdose-warning', 'helpline-banner', 'relapse-guide'];
const {countries} = readHelplines();
const places = countries.map((data) => [data.country, dataHashOf(data)]);

test('every country’s emergency number, or neutral text, is in warning, banner and guide', async ({open}) => {
  const body = NAMES.map((name) => snippet(name, 'region="AE"', '<p>Words</p>')).join('\n');
  const {page, requests, console} = await open(pageOf(body));
  await upgraded(page, ...NAMES);
  const shown = await page.evaluate(async ([names, codes]) => {
    const roots = names.map((name) => document.querySelector(`recovery-${name}`)?.shadowRoot);
    const result = {};
    for (const [code, dataHash] of codes) {
      for (const root of roots) root.host.setAttribute('region', code);
      for (const root of roots)
        while (root.querySelector('[part=base]')?.dataset.recoveryNumbers !== dataHash)
          await new Promise((resolve) => setTimeout(resolve));
      result[code] = roots.map((root) => {
        const links = [...root.querySelectorAll('a[href^="tel:"]')];
        const calls = links.filter((link) => link.closest('[part=emergency]'));
        return {
          dialed: links.map((link) => link.getAttribute('href')),
          text:
            calls.map((link) => `${link.getAttribute('href')} ${link.parentElement.textContent}`).join() ||
            root.textContent,
        };
      });
    }
    return result;
  }, /** @type {const} */ ([NAMES, places]));
  for (const data of countries) {
    const {emergency, companion} = toRuntimeRegion(data);
    const {number, also, unsure} = emergency ?? {};
    // The warning has no other number but that of the companion line.
    assert.deepEqual(shown[data.country][0].dialed, [emergency?.tel, companion?.tel].filter(Boolean), data.country);
    for (const [index, {text}] of shown[data.country].entries()) {
      const others = [also, unsure && 'your local emergency number'].filter(Boolean).map((other) => ` (or ${other})`);
      const sentence = number
        ? `tel:${number} Call ${number} now${others.join('')}`
        : 'Call your local emergency number now';
      assert.ok(text.replace(/\s+/g, ' ').includes(sentence), `${data.country}, ${NAMES[index]}: ${text}`);
    }
  }
  assert.deepEqual(console, []);
  // One request for each country with helplines, and one for all others together.
  assert.equal(requests.filter((url) => url.includes('/regions/')).length, readChunks().countries.length + 1);
});
