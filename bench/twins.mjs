/**
 * Twins: elements with the content and the style of ours, read from the prerendered files of the build, so that they cannot go
 * stale. They are the limit for this content, not competitors: they know the languages they are given and one country.
 */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../src/tools/project.mjs';

/**
 * @typedef {object} Content Content of a twin
 * @property {string} css
 * @property {Record<string, string>} markup of the shadow root, by language
 * @property {boolean} delegatesFocus
 */

const TEMPLATE = /<template([^>]*)><style>([^]*?)<\/style>([^]*)<\/template>/;

/**
 * Reads a prerendered widget.
 *
 * @param {string} name
 * @param {string} lang
 */
export function readPrerendered(name, lang) {
  const [file] = ['US', 'none']
    .map((region) => join(root, 'dist/html', lang, region, `${name}.prerendered.html`))
    .filter((path) => existsSync(path));
  const [, attributes, css, html] = TEMPLATE.exec(readFileSync(file, 'utf8')) ?? [];
  if (!html) throw new Error(`${file} has no template with a style sheet.`);
  return {
    css,
    // Lit’s markers are comments.
    markup: html.replace(/<!--[^]*?-->/g, ''),
    delegatesFocus: attributes.includes('shadowrootdelegatesfocus'),
  };
}

/** @param {string} name @param {string[]} languages the first is the default @returns {Content} */
export function contentOf(name, languages) {
  const widgets = languages.map((lang) => readPrerendered(name, lang));
  const [{css, delegatesFocus}] = widgets;
  return {
    css,
    delegatesFocus,
    markup: Object.fromEntries(widgets.map(({markup}, index) => [languages[index], markup])),
  };
}

/**
 * Writes a module that defines twins of some widgets.
 *
 * @param {'vanilla' | 'lit'} kind
 * @param {string[]} names
 * @param {string[]} [languages]
 * @returns {string} JavaScript, to be bundled in the project folder
 */
export const twinModule = (kind, names, languages = ['en']) =>
  [
    `import {define} from './bench/twins/${kind}.js';`,
    ...names.map((name) => `define(${JSON.stringify(name)}, ${JSON.stringify(contentOf(name, languages))});`),
  ].join('\n');
