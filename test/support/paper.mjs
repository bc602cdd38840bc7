/** What is on the pages of a PDF, and what has to be: the plain words of a widget, which are what it shows on paper. */
import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs';
import {fallbackTree} from '../../src/tools/html/fallback-html.mjs';
import {prerender} from '../../src/tools/html/prerender.mjs';

/** Letters and digits alone: plain words have commas that the widget has not, and lines may break anywhere. */
const key = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const withoutSpace = (text) => text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2066-\u2069]/gu, '');
const ARABIC = /[\u0621-\u064a]+/gu;
const arabicIn = (text) => (text.normalize('NFKC').match(ARABIC) ?? []).join('');

/**
 * Reads a PDF. A line of Arabic stands in it as it is seen, from left to right, a letter at a time and in presentation forms:
 * turned round, it is Arabic again, with what is in Latin letters in the wrong place. So a text with Arabic is looked up by its
 * Arabic letters, in order, and by each of its other words.
 *
 * @param {Uint8Array} pdf
 */
export async function read(pdf) {
  const task = getDocument({data: new Uint8Array(pdf), verbosity: 0});
  const document = await task.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const {items} = await page.getTextContent();
    const lines = [[]];
    // In a line what is further to the right comes later; what begins further left is another line, perhaps beside it.
    let x = -Infinity;
    for (const {str, transform, hasEOL} of items) {
      if (str.trim() && transform[4] < x - 5) lines.push([]);
      if (str.trim()) x = transform[4];
      lines.at(-1).push(str);
      if (hasEOL) lines.push([]);
    }
    const seen = items.map(({str}) => str).join('');
    const [left, bottom, right, top] = page.view;
    pages.push({
      width: right - left,
      height: top - bottom,
      items: items.filter(({str}) => str.trim()),
      exact: withoutSpace(seen),
      key: key(seen),
      arabic: arabicIn(lines.map((line) => line.reverse().join('')).join('')),
    });
  }
  await task.destroy();
  return pages;
}

/** Whether a page has a text. */
export const has = (page, text) =>
  arabicIn(text)
    ? page.arabic.includes(arabicIn(text)) &&
      text
        .normalize('NFKC')
        .split(/[^\p{Script=Latin}\p{Nd}]+/u)
        .every((word) => page.key.includes(key(word)))
    : page.key.includes(key(text));

/** @typedef {import('hast').Element} Tag */

const INLINE = /^(a|abbr|b|bdi|bdo|br|cite|code|em|i|mark|q|small|span|strong|sub|sup|time)$/;
const isLeaf = ({children}) => children.every((each) => each.type === 'text' || INLINE.test(each.tagName));
const isAbroad = ({properties}) => /^https?:/.test(properties.href);

/** The text of a block, in pieces: after a link its address is printed. @param {Tag} block @returns {string[]} */
function piecesOf({children}) {
  const pieces = [''];
  const walk = (nodes) => {
    for (const node of nodes) {
      if (node.type === 'text') pieces[pieces.length - 1] += node.value;
      else {
        walk(node.children);
        if (node.tagName === 'br') pieces[pieces.length - 1] += ' ';
        if (node.tagName === 'a' && isAbroad(node)) pieces.push('');
      }
    }
  };
  walk(children);
  return pieces.filter((piece) => key(piece));
}

/** @param {Tag} block @returns {[tag: string, pieces: string[]][]} */
const leavesOf = (block) =>
  isLeaf(block) ? [[block.tagName, piecesOf(block)]] : block.children.filter((each) => each.tagName).flatMap(leavesOf);

/**
 * What stays on one page, each as the texts in it: paragraphs, list items, pairs, rows, and headings with what comes first
 * below them.
 *
 * @param {Tag[]} blocks
 * @returns {string[][]}
 */
function unitsOf(blocks) {
  const units = [];
  const walk = (list, parent) => {
    for (const block of list) {
      const isUnit = /^(li|tr)$/.test(block.tagName) || (block.tagName === 'div' && parent === 'dl');
      if (isUnit || isLeaf(block)) units.push(leavesOf(block).flatMap(([, pieces]) => pieces));
      else
        walk(
          block.children.filter((each) => each.tagName),
          block.tagName,
        );
    }
  };
  walk(blocks);
  const leaves = blocks.flatMap(leavesOf);
  leaves.forEach(([tag, pieces], index) => {
    const [, next = []] = leaves[index + 1] ?? [];
    if (/^(h[1-6]|summary|dt|caption)$/.test(tag)) units.push([...pieces, ...next.slice(0, 1)]);
  });
  return units;
}

/** Numbers and addresses of all links. @param {Tag[]} blocks @returns {string[]} */
const targetsOf = (blocks) =>
  blocks.flatMap(({tagName: tag, properties: {href}, children}) => {
    const inner = targetsOf(children.filter((each) => each.tagName));
    if (tag !== 'a' || !href) return inner;
    const text = (nodes) => nodes.map((each) => each.value ?? text(each.children)).join('');
    if (/^https?:/.test(href)) return [href];
    // Numbers as people write them.
    return text(children).match(/\+?\d(?:[\d\s().–-]*\d)?/g) ?? [];
  });

/**
 * What a widget has to have on paper.
 *
 * @param {string} name
 * @param {Parameters<typeof prerender>[1]} options
 */
export async function expected(name, options) {
  const rendered = await prerender(name, options);
  const blocks = fallbackTree(rendered).children;
  return {units: unitsOf(blocks), targets: targetsOf(blocks)};
}

/**
 * What is wrong with the pages: texts that are missing, and those that are split over two pages.
 *
 * @param {Awaited<ReturnType<typeof read>>} pages
 * @param {Awaited<ReturnType<typeof expected>>} expected
 * @returns {string[]}
 */
export function faultsOf(pages, {units, targets}) {
  const all = pages.map(({exact}) => exact).join('');
  return [
    ...targets.filter((target) => !all.includes(withoutSpace(target))).map((target) => `missing: ${target}`),
    ...units
      .filter((texts) => !pages.some((page) => texts.every((text) => has(page, text))))
      .map((texts) => {
        const missing = texts.filter((text) => !pages.some((page) => has(page, text)));
        return missing.length
          ? `missing as a whole on any page: ${missing.join(' / ')}`
          : `split over pages: ${texts.join(' / ')}`;
      }),
  ];
}
