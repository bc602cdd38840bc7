/** Rollup plugin: tells the row of languages which printed pages there are, and where. */
import {pathIn} from '../built/compiled.mjs';
import {PRINTED_BY_PLACE} from '../helplines/contacts.mjs';

/**
 * Replaces src/core/printed-page.ts.
 *
 * @param {Pick<import('../built/compiled.mjs').Compiled, 'printed'>} compiled
 * @param {string} folder code of the address of `print/`; of nothing if it is not known
 * @returns {import('rollup').Plugin}
 */
export const printedPages = ({printed}, folder) => ({
  name: 'printed-pages',
  transform: (_, id) =>
    pathIn(id) === 'core/printed-page.js'
      ? {
          code: `
            const folder = ${folder};
            const places = ${JSON.stringify(Object.fromEntries(Object.entries(printed).map(([language, codes]) => [language, codes.join(' ')])))};
            export const printedPage = (widget, language, place) => {
              const has = (code) => code && places[language].split(' ').includes(code);
              const own = ${JSON.stringify(PRINTED_BY_PLACE)}.includes(widget) && [place, place?.slice(0, 2)].find(has);
              return folder === undefined ? folder : \`\${folder}\${language}/\${own || 'none'}/\${widget}.html\`;
            };`,
          map: null,
        }
      : null,
});

/** Code of the address of `print/`, which is beside the folder of a release. @param {'../' | '../../'} up from this script to there */
export const printBeside = (up) => `(() => {
  try {
    return new URL('${up}print/', import.meta.url).href;
  } catch {
    // A script in the page itself has no address.
  }
})()`;
