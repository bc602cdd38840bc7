/**
 * Twins: elements with the shadow tree and the style of ours, rendered by the build as for its prerendered files, so that they
 * cannot go stale. They are the limit for this content, not competitors: they know the languages they are given and one country.
 */
import {prerender} from '../src/tools/html/prerender.mjs';

/**
 * @typedef {object} Content Content of a twin
 * @property {string} css
 * @property {Record<string, string>} markup of the shadow root, by language
 * @property {boolean} delegatesFocus
 */

/**
 * @param {string} name
 * @param {string[]} languages the first is the default
 * @param {string} [region]
 * @returns {Promise<Content>}
 */
export async function contentOf(name, languages, region) {
  const widgets = await Promise.all(languages.map((lang) => prerender(name, {lang, region})));
  const [{css, delegatesFocus}] = widgets;
  // Lit’s markers are comments.
  const markup = widgets.map(({lang, html}) => [lang, html.replace(/<!--[^]*?-->/g, '')]);
  return {css, delegatesFocus, markup: Object.fromEntries(markup)};
}

/**
 * Writes a module that defines twins.
 *
 * @param {'vanilla' | 'lit'} kind
 * @param {Record<string, Content>} contents by the name of the widget
 * @returns {string} JavaScript, to be bundled in the project folder
 */
export const twinModule = (kind, contents) =>
  [
    `import {define} from './bench/twins/${kind}.js';`,
    ...Object.entries(contents).map(
      ([name, content]) => `define(${JSON.stringify(name)}, ${JSON.stringify(content)});`,
    ),
  ].join('\n');
