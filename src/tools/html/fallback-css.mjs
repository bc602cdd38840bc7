/**
 * The style of the plain words, from src/entries/fallback.css: all of it as recovery-widgets.css in dist/cdn, and in a snippet
 * as far as its words need it.
 */
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../cli/prepare.mjs';

/** @typedef {{selector: string, lines: string[]}} Block a rule of the file, its declarations and nested rules one a line */

const squeeze = (/** @type {string} */ css) => css.replace(/\s+/g, ' ').trim();

/** @returns {Block[]} */
function blocks() {
  const source = readFileSync(join(root, 'src/entries/fallback.css'), 'utf8').replace(/\/\*[^]*?\*\//g, '');
  return [...source.matchAll(/^(\S[^{]*) \{\n([^]*?)^\}/gm)].map(([, selector, body]) => {
    // Two spaces deep is what belongs to the block itself.
    const parts = body.split(/\n(?= {2}\S)(?! {2}\})/).map(squeeze);
    return {selector, lines: parts.filter(Boolean)};
  });
}

/** recovery-widgets.css: for the tags and the placeholders of all widgets. @returns {string} */
export function plainStyle() {
  const widgets = readdirSync(join(root, 'src/widgets')).sort();
  const rules = blocks().map(({selector, lines}) => {
    const [, name] = /^recovery-(.+)/.exec(selector) ?? [];
    const tags = (name ? [name] : widgets).map((each) => `recovery-${each}`);
    const place = name ? `[data-recovery-widget=${name}]` : '[data-recovery-widget]';
    return `${[...tags, place].join()}{${lines.join('')}}`
      .replace(/ ?([{};,>]) ?/g, '$1')
      .replace(/: /g, ':')
      .replace(/;\}/g, '}');
  });
  return `${rules.join('')}\n`;
}

/** Elements of plain words in a selector. */
const TAG = /(?<![\w-.:])(a|dd|details|div|dl|dt|h[1-6]|li|ol|p|section|strong|summary|ul)(?![\w-])/g;

/**
 * What is needed for some plain words.
 *
 * @param {string} name of the widget
 * @param {string} words its plain words
 * @returns {string} style sheet for the tag, a rule a line
 */
export function styleOf(name, words) {
  const has = (/** @type {string} */ tag) => new RegExp(`<${tag}[ >]`).test(words);
  /** Whether each step of the selector can be one of the elements there are. @param {string} line */
  const isUsed = (line) => {
    const [, selector] = /(&[^{]*)\{/.exec(line) ?? [];
    return (
      !selector ||
      selector.split(/ (?![^(]*\))/).every((step) => {
        const tags = step.match(TAG);
        return !tags || tags.some(has);
      })
    );
  };
  const lines = blocks()
    .filter(({selector}) => selector === '[data-recovery-widget]' || selector === `recovery-${name}`)
    .flatMap((block) => block.lines)
    .filter(isUsed);
  return `recovery-${name} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}
