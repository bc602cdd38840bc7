/** The recipes of docs/systems.md, which a nightly test runs in those systems. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../../src/tools/project.mjs';

/** Reads a recipe. @param {string} file in the comment before its code block @returns {string} */
export const readRecipe = (file) =>
  new RegExp(`<!-- file: ${file} -->\n+(?:<!-- prettier-ignore -->\n+)?\`\`\`\\w+\n([^]*?)^\`\`\`$`, 'm').exec(
    readFileSync(join(root, 'docs/systems.md'), 'utf8'),
  )?.[1] ?? '';
