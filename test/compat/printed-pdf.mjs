/** Reads PDFs, and compares them with the fallback HTML of a widget, which has the content that the widget prints. */
import {fallbackTree} from '../../src/tools/html/fallback-html.mjs';
import {prerender} from '../../src/tools/html/prerender.mjs';
import {importPackage} from './packages.mjs';

const {getDocument} = await importPackage('pdfjs-dist/legacy/build/pdf.mjs');

/** Reduces a text to letters and digits: fallback HTML has commas that the widget lacks, and lines may break anywhere. */
const keyOf = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const removeSpace = (text) => text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2066-\u2069]/gu, '');
const ARABIC = /[\u0621-\u064a]+/gu;
const arabicIn = (text) => (text.normalize('NFKC').match(ARABIC) ?? []).join('');

/**
 * Reads a PDF. It has lines of Arabic in visual order, from left to right, one letter at a time and in presentation forms.
 * Reversed, it is Arabic again, with its Latin parts in the wrong place. So a text with Arabic is searched for by its Arabic
 * letters, in order, and by each of its other words.
 *
 * @param {Uint8Array} pdf
 * @returns pages with their size and text items in points, and their text in the forms that {@link hasText} searches
 */
export async function readPdf(pdf) {
  const task = getDocument({data: new Uint8Array(pdf), verbosity: 0});
  const document = await task.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const {items} = await page.getTextContent();
    /** @type {string[][]} */
    const lines = [[]];
    // Within a line, items go from left to right; an item further left starts another line, perhaps beside the last one.
    let x = -Infinity;
    for (const {str, transform, hasEOL} of items) {
      if (str.trim() && transform[4] < x - 5) lines.push([]);
      if (str.trim()) x = transform[4];
      lines.at(-1).push(str);
      if (hasEOL) lines.push([]);
    }
    const text = items.map(({str}) => str).join('');
    const [left, bottom, right, top] = page.view;
    pages.push({
      width: right - left,
      height: top - bottom,
      items: items.filter(({str}) => str.trim()),
      exact: removeSpace(text),
      key: keyOf(text),
      arabic: arabicIn(lines.map((line) => line.reverse().join('')).join('')),
    });
  }
  await task.destroy();
  return pages;
}

/** Returns whether a page has a text. */
export const hasText = (page, text) =>
  arabicIn(text)
    ? page.arabic.includes(arabicIn(text)) &&
      text
        .normalize('NFKC')
        .split(/[^\p{Script=Latin}\p{Nd}]+/u)
        .every((word) => page.key.includes(keyOf(word)))
    : page.key.includes(keyOf(text));

/** @typedef {import('hast').Element} Tag */

/** Returns the elements among the children of a node. @type {(node: import('hast').Root | Pick<Tag, 'children'>) => Tag[]} */
const tagsIn = ({children}) => children.flatMap((each) => (each.type === 'element' ? [each] : []));

const INLINE = /^(a|abbr|b|bdi|bdo|br|cite|code|em|i|mark|q|small|span|strong|sub|sup|time)$/;
const isLeaf = ({children}) => children.every((each) => each.type === 'text' || INLINE.test(each.tagName));
const isExternalLink = ({properties}) => /^https?:/.test(properties.href);

/** Returns the text of a block in pieces, split after each link whose URL is printed there. @param {Tag} block @returns {string[]} */
function piecesOf({children}) {
  const pieces = [''];
  const walk = (nodes) => {
    for (const node of nodes) {
      if (node.type === 'text') pieces[pieces.length - 1] += node.value;
      else {
        walk(node.children);
        if (node.tagName === 'br') pieces[pieces.length - 1] += ' ';
        if (node.tagName === 'a' && isExternalLink(node)) pieces.push('');
      }
    }
  };
  walk(children);
  return pieces.filter((piece) => keyOf(piece));
}

/** @param {Tag} block @returns {[tag: string, pieces: string[]][]} */
const leavesOf = (block) => (isLeaf(block) ? [[block.tagName, piecesOf(block)]] : tagsIn(block).flatMap(leavesOf));

/**
 * Returns the units that must stay on one page, each as its texts: paragraphs, list items, pairs of a description list, table
 * rows, and headings with the first block below them.
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

/** Returns the phone numbers and URLs of all links. @param {Tag[]} blocks @returns {string[]} */
const targetsOf = (blocks) =>
  blocks.flatMap(({tagName: tag, properties: {href}, children}) => {
    const inner = targetsOf(tagsIn({children}));
    if (tag !== 'a' || !href) return inner;
    const text = (nodes) => nodes.map((each) => each.value ?? text(each.children)).join('');
    if (/^https?:/.test(href)) return [href];
    // Phone numbers as people write them.
    return text(children).match(/\+?\d(?:[\d\s().–-]*\d)?/g) ?? [];
  });

/** Returns the texts and link targets that a widget has to print. @param {string} name @param {Parameters<typeof prerender>[1]} options */
export async function expectedOnPaper(name, options) {
  const blocks = tagsIn(fallbackTree(await prerender(name, options)));
  return {units: unitsOf(blocks), targets: targetsOf(blocks)};
}

/**
 * Compares the pages of a PDF with the content that has to be on them.
 *
 * @param {Awaited<ReturnType<typeof readPdf>>} pages
 * @param {Awaited<ReturnType<typeof expectedOnPaper>>} expected
 * @returns {string[]} errors: texts that are missing, and units that are split over two pages
 */
export function validatePages(pages, {units, targets}) {
  const all = pages.map(({exact}) => exact).join('');
  return [
    ...targets.filter((target) => !all.includes(removeSpace(target))).map((target) => `missing: ${target}`),
    ...units
      .filter((texts) => !pages.some((page) => texts.every((text) => hasText(page, text))))
      .map((texts) => {
        const missing = texts.filter((text) => !pages.some((page) => hasText(page, text)));
        return missing.length
          ? `missing as a whole on any page: ${missing.join(' / ')}`
          : `split over pages: ${texts.join(' / ')}`;
      }),
  ];
}
