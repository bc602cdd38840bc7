/** Widgets on pages with the style sheets of widespread CSS frameworks. Style sheets of our own: test/embed/host-css.test.mjs. */
import {isNightly} from '../support/nightly.mjs';
import {test} from '../support/page.mjs';
import {testStyleIsolation} from '../support/style-isolation.mjs';
import {testSideEffects} from '../support/side-effects.mjs';
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

  testSideEffects('Bootstrap', () => readPackage('bootstrap/dist/css/bootstrap.css'));
});
