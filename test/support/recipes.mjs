/** The files of docs/systems/, which docs/systems.md quotes and a nightly test runs in those systems. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../../src/tools/project.mjs';

/** Reads a recipe. @param {string} path below docs/systems */
export const readRecipe = (path) => readFileSync(join(root, 'docs/systems', path), 'utf8');
