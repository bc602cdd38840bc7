/** Keeps the examples in documents equal to the files of examples/, which are built and opened. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';

/** A comment with a path below examples/, then a code block; Prettier leaves blocks alone after its own comment. */
const EXAMPLE = /(<!-- example: (\S+) -->\n+(?:<!-- prettier-ignore -->\n)?(`{3,})\w+\n)[^]*?(?=^\3$)/gm;

/**
 * Updates the examples in a document.
 *
 * @param {string} text Markdown
 * @returns {string}
 * @throws {Error} for a file that does not exist
 */
export const updateExamples = (text) =>
  text.replace(EXAMPLE, (_, start, path) => {
    const file = join(root, 'examples', path);
    if (!existsSync(file)) throw new Error(`There is no file examples/${path}.`);
    return start + readFileSync(file, 'utf8');
  });

/** Lists the examples in a document, as paths below examples/. @param {string} text @returns {string[]} */
export const examplesIn = (text) => [...text.matchAll(EXAMPLE)].map(([, , path]) => path);
