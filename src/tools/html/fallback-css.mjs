/**
 * The style sheet of the fallback content, from src/entries/fallback.css: all of it as recovery-widgets.css in dist/cdn, and in
 * a snippet the rules that its fallback content needs.
 */
import {visit} from 'unist-util-visit';
import {readFallbackCss, widgetNames} from '../built/built.mjs';

/** @typedef {{selectors: string[], rules: string[]}} Block a top-level rule, with its declarations and nested rules */

/** Selector that stands for all widgets. */
const ALL = '[data-recovery-widget]';

const collapseWhitespace = (/** @type {string} */ css) => css.replace(/\s+/g, ' ').trim();

/** @type {Block[] | undefined} */
let blocks;

/** Returns the rules, read once. */
const readBlocks = () => (blocks ??= parseBlocks());

/** @returns {Block[]} */
function parseBlocks() {
  const source = readFallbackCss().replace(/\/\*[^]*?\*\//g, '');
  return [...source.matchAll(/^(\S[^{]*) \{\n([^]*?)^\}/gm)].map(([, selector, body]) => {
    // The block’s own declarations and rules are indented by two spaces.
    const rules = body.split(/\n(?= {2}\S)(?! {2}\})/).map(collapseWhitespace);
    return {selectors: selector.split(/,\s*/), rules: rules.filter(Boolean)};
  });
}

/** Writes a rule without white space. @param {string[]} selectors @param {string[]} rules declarations and nested rules */
const minifiedRule = (selectors, rules) =>
  `${selectors.join()}{${rules.join('')}}`
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;\}/g, '}');

/** Writes recovery-widgets.css, for the tags and placeholders of all widgets. @returns {string} */
export function fallbackCss() {
  const widgets = widgetNames();
  const rules = readBlocks().map(({selectors, rules}) => {
    const [first] = selectors;
    const isOfAll = first === ALL;
    const tags = isOfAll ? widgets.map((each) => `recovery-${each}`) : selectors;
    const placeholders = isOfAll ? [ALL] : selectors.map((tag) => `[data-recovery-widget=${tag.slice(9)}]`);
    return minifiedRule([...tags, ...placeholders], rules);
  });
  return `${rules.join('')}\n`;
}

/** Elements of fallback content in a selector. */
const TAG_NAMES = /(?<![\w-.:])(a|dd|details|div|dl|dt|h[1-6]|li|ol|p|section|small|strong|summary|ul)(?![\w-])/g;

/** Condition on an attribute of the tag itself: it has it, or it does not. */
const TAG_CONDITION = /&:(is|not)\(\[([\w-]+)/;

/**
 * Selects the rules that some fallback content needs.
 *
 * @param {string} name of the widget
 * @param {import('hast').Root} fallback its fallback content
 * @param {Record<string, unknown>} attributes those of the tag
 */
function rulesFor(name, fallback, attributes) {
  /** @type {Set<string>} */
  const present = new Set();
  visit(fallback, 'element', ({tagName}) => void present.add(tagName));
  /** Whether each compound selector can match one of the elements. @param {string} rule */
  const isUsed = (rule) => {
    const [, selector = ''] = /(&[^{]*)\{/.exec(rule) ?? [];
    const [, condition, attribute] = TAG_CONDITION.exec(selector) ?? [];
    if (condition && (condition === 'is') !== attribute in attributes) return false;
    return selector.split(/ (?![^(]*\))/).every((compound) => {
      const tagNames = compound.match(TAG_NAMES);
      return !tagNames || tagNames.some((tagName) => present.has(tagName));
    });
  };
  return readBlocks()
    .filter(({selectors}) => [ALL, `recovery-${name}`].some((each) => selectors.includes(each)))
    .flatMap((block) => block.rules)
    .filter(isUsed);
}

/**
 * Writes the rules that some fallback content needs, for a `<style>`.
 *
 * @param {string} name of the widget
 * @param {import('hast').Root} fallback its fallback content
 * @param {Record<string, unknown>} [attributes] those of the tag
 * @returns {string} style sheet for the tag, in one line
 */
export const fallbackCssFor = (name, fallback, attributes = {}) =>
  minifiedRule([`recovery-${name}`], rulesFor(name, fallback, attributes));

/**
 * Writes the same rules as the address of a style sheet, for the placeholder and the widget that is put into it. A filter that
 * strips a `<link>` leaves no text behind, as some do with a `<style>`.
 *
 * @param {string} name of the widget
 * @param {import('hast').Root} fallback its fallback content
 * @param {Record<string, unknown>} [attributes] those of the widget
 * @returns {string} `data:` URL
 */
export function fallbackCssUrl(name, fallback, attributes = {}) {
  const css = minifiedRule(
    [`recovery-${name}`, `[data-recovery-widget=${name}]`],
    rulesFor(name, fallback, attributes),
  );
  // A URL may not contain a `#` or an unescaped quotation mark of either kind.
  return `data:text/css,${encodeURI(css).replaceAll('#', '%23').replaceAll("'", '%27')}`;
}
