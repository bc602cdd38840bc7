/** Fallback content under CSS frameworks: as tall as the widget, and no layout shift. Without: test/embed/fallback-html.test.mjs. */
import assert from 'node:assert/strict';
import {available} from '../../src/tools/html/prerender.mjs';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {testFallbackHeights} from '../support/fallback-heights.mjs';
import {recordShifts, totalShift} from '../support/layout-shift.mjs';
import {CDN, drawn, pageOf, test, upgraded} from '../support/page.mjs';
import {readPackage, skipUnlessInstalled} from './packages.mjs';

const {widgets} = await available();

/** Returns Tailwind’s preflight in its layer, without the theme, which only its own compiler can resolve. */
const readPreflight = () =>
  `@layer base {${readPackage('tailwindcss/preflight.css').replace(/--theme\([^;]*\)/g, 'serif')}}`;

/** @type {{name: string, attributes?: Record<string, string>}[]} */
const VARIANTS = [
  ...[...widgets.keys()].map((name) => ({name})),
  {name: 'helpline-banner', attributes: {variant: 'compact'}},
  {name: 'quick-exit', attributes: {placement: 'fixed'}},
];

test.describe('fallback content under a CSS framework', () => {
  skipUnlessInstalled();

  testFallbackHeights('Bootstrap', () => readPackage('bootstrap/dist/css/bootstrap.css'));
  testFallbackHeights('the preflight of Tailwind', readPreflight);

  // Class, language and region arrive one after the other; test/embed/layout-shift.test.mjs has every language and width, with
  // all of them at once.
  for (const {name, attributes} of VARIANTS)
    for (const {form, lang, width, height} of [
      {form: 'div', lang: 'ar', width: 360, height: 740},
      {form: 'tag', lang: 'en', width: 1280, height: 800},
    ])
      test(`nothing moves when ${[name, ...Object.values(attributes ?? {})].join(', ')} takes over a ${form} at ${width} px`, async ({
        open,
      }) => {
        const {html} = await snippet(name, {form, lang, region: 'US', attributes, base: `${CDN}/`});
        // The preflight removes margins: styled by the page alone, the fallback content would be far shorter than the widget.
        const head = `<meta name="viewport" content="width=device-width"><style>${readPreflight()}</style>
          <style>body { margin: 0 16px }</style>`;
        const below = '<p>The page goes on here.</p>'.repeat(40);
        const {page, console} = await open(pageOf(html + below, {head, script: ''}), {
          fault: (path) =>
            /^(assets-|current\/)/.test(path) ? 300 + 150 * Number(/locales|regions/.test(path)) : undefined,
          context: {viewport: {width, height}},
          before: recordShifts,
        });
        await upgraded(page, name);
        await drawn(page, 100);
        const shift = await totalShift(page);
        assert.ok(shift <= 0.01, `${form}: ${shift}`);
        // The widget reserves the height by which the fallback content was taller. A fixed one was in its corner before and
        // leaves nothing to reserve.
        if (attributes?.placement === 'fixed') {
          const gap = await page.locator('recovery-quick-exit').evaluate((/** @type {HTMLElement} */ host) => {
            const last = host.shadowRoot.querySelector('details ~ .draft');
            const end = last.getBoundingClientRect().bottom + parseFloat(getComputedStyle(last).marginBlockEnd);
            return host.getBoundingClientRect().bottom - end;
          });
          assert.ok(gap < 3, `${form}: ${gap} px are empty`);
        }
        assert.deepEqual(console, []);
      });
});
