/** Rollup plugin: drops the code that says who has reviewed a widget while nobody has reviewed any: 180 bytes of every page. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {modulesIn, pathIn} from '../built/compiled.mjs';

const NOTE_OF = /const noteOf = [^;]*;/;

/**
 * @param {string} npm folder with the output of tsc
 * @returns {import('rollup').Plugin}
 */
export function withoutReviews(npm) {
  const folder = join(npm, 'generated/messages');
  const hasReviews = modulesIn(folder).some((name) =>
    /^export const reviewState = \{[^}]*\bnotes: /m.test(readFileSync(join(folder, `${name}.js`), 'utf8')),
  );
  return {
    name: 'without-reviews',
    transform(code, id) {
      if (hasReviews || pathIn(npm, id) !== 'core/templates/review-note.js') return null;
      if (!NOTE_OF.test(code)) throw new Error('review-note.js does not export `noteOf`.');
      return {code: code.replace(NOTE_OF, 'const noteOf = () => undefined;'), map: null};
    },
  };
}
