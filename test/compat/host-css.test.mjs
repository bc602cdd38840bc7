/**
 * Widgets and their fallback content on pages with the style sheets of widespread CSS frameworks. Style sheets of our own:
 * test/embed/host-css.test.mjs. Fallback content without any: test/embed/fallback-html.test.mjs.
 */
import assert from 'node:assert/strict';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {testFallbackHeights} from '../support/fallback-heights.mjs';
import {recordShifts, totalShift} from '../support/probes.mjs';
import {isNightly} from '../support/nightly.mjs';
import {CDN, drawn, pageOf, test, upgraded} from '../support/page.mjs';
import {testStyleIsolation} from '../support/style-isolation.mjs';
import {importPackage, readPackage, skipUnlessInstalled} from './packages.mjs';

const {compile} = await importPackage('tailwindcss');

/** Compiles `@import "tailwindcss"` without any class in use: its preflight, in its layers. */
async function compileTailwind() {
  const {build} = await compile('@import "tailwindcss";', {
    loadStylesheet: async (id) => ({
      path: id,
      base: '',
      content: readPackage(`tailwindcss/${id === 'tailwindcss' ? 'index.css' : id}`),
    }),
  });
  return build([]);
}

/** Returns Tailwind’s preflight in its layer, without the theme, which only its own compiler can resolve. */
const readPreflight = () =>
  `@layer base {${readPackage('tailwindcss/preflight.css').replace(/--theme\([^;]*\)/g, 'serif')}}`;

test.describe('widgets under a CSS framework', () => {
  skipUnlessInstalled();

  // CI has one that styles classes and one that styles elements.
  const few = {
    Bootstrap: () => ({css: readPackage('bootstrap/dist/css/bootstrap.css'), dark: 'data-bs-theme="dark"'}),
    Pico: () => ({css: readPackage('@picocss/pico/css/pico.css'), dark: 'data-theme="dark"'}),
  };
  testStyleIsolation({
    ...few,
    ...(isNightly && {
      'Tailwind preflight': async () => ({css: await compileTailwind()}),
      Bulma: () => ({css: readPackage('bulma/css/bulma.css'), dark: 'data-theme="dark"'}),
    }),
  });
});

test.describe('fallback content under a CSS framework', () => {
  skipUnlessInstalled();

  testFallbackHeights('the preflight of Tailwind', readPreflight);

  // The preflight removes margins: styled by the page alone, the fallback content would be far shorter than the widget. Class,
  // language and region arrive one after the other; test/embed/layout-shift.test.mjs has every widget, with all of them at once.
  for (const {name, form, lang, attributes} of [
    {name: 'overdose-warning', form: 'div', lang: 'ar'},
    {name: 'quick-exit', form: 'tag', lang: 'en', attributes: {placement: 'fixed'}},
  ])
    test(`nothing moves when ${name} takes over a ${form}, in pieces`, async ({open}) => {
      const {html} = await snippet(name, {form, lang, region: 'US', code: 'full', attributes, base: `${CDN}/`});
      const head = `<meta name="viewport" content="width=device-width"><style>${readPreflight()}</style>`;
      const {page, console} = await open(
        pageOf(html + '<p>The page goes on here.</p>'.repeat(40), {head, script: ''}),
        {
          fault: (path) =>
            /^(assets-|current\/)/.test(path) ? 300 + 150 * Number(/locales|regions/.test(path)) : undefined,
          context: {viewport: {width: 360, height: 740}},
          before: recordShifts,
        },
      );
      await upgraded(page, name);
      await drawn(page, 100);
      const shift = await totalShift(page);
      assert.ok(shift <= 0.01, `layout shift ${shift}`);
      assert.deepEqual(console, []);
    });
});
