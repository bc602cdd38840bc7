/**
 * Card for the wallet, html/<language>/<region>/wallet-card.html: 85 × 55 mm with the steps in an overdose, their pictures and the
 * numbers to call.
 * Its content is taken from the overdose warning and the helpline banner, so that nothing is written twice; its own messages
 * are only those around the card, on screen. docs/decisions/0014-wallet-card.md
 */
import {minifyWhitespace} from 'hast-util-minify-whitespace';
import {sanitize} from 'hast-util-sanitize';
import {select, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {parse, stringify} from './markup.mjs';
import {prerender} from './prerender.mjs';
import {importBuilt, loadTranslator, onLines, staticPage} from './static-page.mjs';

/**
 * @typedef {import('hast').Element} Element
 * @typedef {import('hast').Nodes} Nodes
 * @typedef {import('./static-page.mjs').Child} Child
 */

/** Printable area, in points. */
const WIDTH = 221;
const HEIGHT = 147;
const LINE_HEIGHT = 1.1;
/** Font size of the line that says whom to call, relative to the others. */
const CALL_SCALE = 1.15;
/** Width of bold letters, relative to the others. */
const BOLD = 1.1;
/** Size of a picture with the space beside it, in lines of text of the font size: two lines are as high. */
const PICTURE = 2.4;
/** Space between the two columns of steps, in points. */
const GAP = 6;
/** Font sizes, in points. */
const MAX_SIZE = 8.5;
const MIN_SIZE = 6.5;

/**
 * Writes the style sheet: a page to read on screen, a card to cut out on paper, at the top of an A4 or Letter sheet or filling
 * paper of its own size. There is no `@page` size, because printers without such paper would enlarge the card.
 *
 * @param {number} points font size
 */
const cssFor = (points) => `@page{margin:0}
body{margin:0 auto;padding:1em;max-width:36em;font:max(16px,1em)/1.5 system-ui,sans-serif;overflow-wrap:anywhere;color:CanvasText;background:Canvas}
.card{padding:.75em 1em;border:2px dashed}
p,ol{margin:0}
.how{margin-bottom:1em}
.card>*+*{margin-top:.5em}
ol{padding:0;list-style-position:inside}
li{position:relative}
li+li{margin-top:.5em}
li::marker{font-weight:700}
.drawn{min-height:4em;padding-inline-start:4.75em}
.two{min-height:8.25em}
svg{position:absolute;inset:0 auto auto;inset-inline-start:0;width:4em;fill:none;stroke:currentColor;stroke-width:5;stroke-linecap:round;stroke-linejoin:round}
svg+svg{top:4.25em}
/* 44 px to touch. */
a{display:inline-block;box-sizing:border-box;min-width:44px;min-height:44px;padding-block:calc(22px - .75em);text-align:center;color:inherit}
.call{font-size:1.25em;font-weight:700}
.blank{display:inline-block;width:7em;border-bottom:1px solid}
.lines{border-top:1px solid;padding-top:.5em}
bdi[dir]{white-space:nowrap;font-weight:700}
@media print{
:root{color-scheme:light}
h1,.how{display:none}
body{padding:0;max-width:none;color:#000;background:none;font:${points}pt/${LINE_HEIGHT} Arial,'Liberation Sans','Noto Sans',system-ui,sans-serif}
.card{box-sizing:border-box;width:85mm;height:55mm;padding:1mm 2mm;border:.25mm dashed #000;display:flex;flex-direction:column;justify-content:space-between;break-inside:avoid}
.card>*+*{margin:0}
.lines{padding-top:.2em;border-top:.2mm solid}
a{display:inline;padding:0;text-decoration:none}
.call{font-size:${CALL_SCALE}em;line-height:${LINE_HEIGHT}}
ol{columns:2;gap:${GAP}pt}
li{padding-bottom:1pt;break-inside:avoid}
li+li{margin:0}
.drawn{min-height:${PICTURE}em;padding-inline-start:${PICTURE + 0.1}em}
.two{min-height:${2 * PICTURE}em}
svg{width:${PICTURE - 0.1}em}
svg+svg{top:${PICTURE}em}
.draft{font-size:6.5pt}
}
@media print and (min-width:100mm){body{padding:15mm}}`;

/** Counts the lines of a text that breaks between words. @param {string} text @param {number} letters in a line */
function linesIn(text, letters) {
  let lines = 1;
  let used = 0;
  for (const {length} of text.split(/\s+/)) {
    if (used && used + length > letters) {
      lines += 1;
      used = 0;
    }
    used += length + 1;
  }
  return lines;
}

/** @typedef {{text: string, pictures: number}} Step */

/**
 * Calculates the largest font size that fits. The reader’s machine chooses the font: in wide ones, such as Noto Sans, letters
 * are about half as wide as the font size on average, Arabic ones less.
 *
 * @param {string} call in larger letters
 * @param {Step[]} steps in two columns
 * @param {string[]} others
 * @returns {number} in points
 */
function fontSizeFor(call, steps, others) {
  const letterWidth = /[\u0621-\u064a]/.test(call) ? 0.49 : 0.52;
  const heightOf = (/** @type {string} */ text, /** @type {number} */ points, width = WIDTH) =>
    linesIn(text, width / (points * letterWidth)) * points * LINE_HEIGHT;
  const fits = (/** @type {number} */ points) => {
    const column = (WIDTH - GAP) / 2;
    const heights = steps.map(({text, pictures}) => {
      const width = column - (pictures ? PICTURE * points : 0);
      return Math.max(heightOf(`1. ${text}`, points, width), pictures * PICTURE * points) + 1;
    });
    const sum = (/** @type {number[]} */ all) => all.reduce((total, each) => total + each, 0);
    const columns = Math.min(...heights.map((_, at) => Math.max(sum(heights.slice(0, at)), sum(heights.slice(at)))));
    return (
      columns + heightOf(call, points * CALL_SCALE, WIDTH / BOLD) + sum(others.map((text) => heightOf(text, points))) <
      HEIGHT
    );
  };
  let points = MAX_SIZE;
  while (points > MIN_SIZE && !fits(points)) points = Math.round(points * 10 - 1) / 10;
  return points;
}

/** Links, which a phone can call, languages and directions are kept; all other markup is not. */
const SCHEMA = {
  tagNames: ['a', 'bdi'],
  attributes: {'*': ['href', 'ariaLabel', 'lang', 'dir']},
  protocols: {href: ['https', 'tel', 'sms']},
};

/** Reduces nodes to text and links. @param {Element['children']} nodes */
const simplify = (nodes) => sanitize(h(null, nodes), SCHEMA);

/** Keeps the first line of a step; the explanation after it does not fit. @param {Element} step */
function firstLine({children}) {
  const end = children.findIndex((node) => node.type === 'element' && node.tagName === 'br');
  return simplify(end < 0 ? children : children.slice(0, end));
}

/** Removes Lit’s markers. @template {Nodes} T @param {T} node @returns {T} */
const withoutComments = (node) =>
  'children' in node
    ? {...node, children: node.children.filter(({type}) => type !== 'comment').map(withoutComments)}
    : node;

/**
 * Writes a step as a list item, with its pictures.
 *
 * @param {Element} step
 * @param {string} push how to push and breathe, which is after the line break where the guidance has it
 */
function stepItem(step, push) {
  const pictures = selectAll('svg', step).map(withoutComments);
  const name = ['', '.drawn', '.drawn.two'][pictures.length];
  return h(`li${name}`, pictures, firstLine(step), toString(step).includes(push) ? ` ${push}` : '');
}

/** @param {string} name @param {{lang: string, region: string}} options */
async function renderTree(name, options) {
  const {html, dir} = await prerender(name, options);
  return {tree: parse(html), dir};
}

/** @param {string} selector @param {Nodes} tree @returns {Element} @throws {Error} rather than write a card with a gap */
function find(selector, tree) {
  const element = select(selector, tree);
  if (!element) throw new Error(`A widget has no ${selector} for the wallet card.`);
  return element;
}

/** Shortens a URL for copying by hand. @param {string} url */
const shorten = (url) => url.replace(/^https?:\/\/(www\.)?|\/$/g, '');

/**
 * Takes the lines to call from the helpline banner.
 *
 * @param {Nodes} banner
 * @param {Awaited<ReturnType<typeof loadTranslator>>} translate
 * @returns {Promise<Child[][]>}
 */
async function linesOf(banner, translate) {
  const [m, {directory}] = await Promise.all(
    ['generated/messages/helpline-banner.js', 'generated/regions/directory.js'].map(importBuilt),
  );
  const [forCrisis] = translate(m.forCrisis);
  /** @type {Child[][]} */
  const lines = [];
  /** @type {Child[] | undefined} */
  let crisis;
  for (const line of selectAll('[part=line]', banner)) {
    const isCrisis = toString(find('.quiet', line)).trim() === forCrisis;
    const name = simplify(find('[part=heading]', line).children);
    const key = select('.key', line);
    const link = simplify([find('a', line), ...(key ? [{type: /** @type {const} */ ('text'), value: ' '}, key] : [])]);
    // Paired lines share a row; a second paragraph does not fit.
    if (isCrisis && crisis) crisis.push(' · ', name, ' ', link);
    else {
      const text = translate(() => (isCrisis ? m.crisisLine : m.line)(name, link));
      if (isCrisis) crisis = text;
      lines.push(text);
    }
  }
  const website = h(
    'a',
    {href: directory.url, rel: 'noopener noreferrer'},
    h('bdi', {dir: 'ltr'}, shorten(directory.url)),
  );
  return select('.directory', banner) ? [...lines, translate(() => m.directory(website))] : lines;
}

/**
 * Writes the card as a page.
 *
 * @param {{lang?: string, region?: string}} [options] as for `prerender`
 * @returns {Promise<string>}
 */
export async function walletCard({lang = 'en', region = ''} = {}) {
  const [own, translate, {tree: warning, dir}, {tree: banner}] = await Promise.all([
    importBuilt('generated/messages/wallet-card.js'),
    loadTranslator(lang, ['overdose-warning', 'helpline-banner', 'wallet-card']),
    renderTree('overdose-warning', {lang, region}),
    renderTree('helpline-banner', {lang, region}),
  ]);
  const {breathingPushUk302} = await importBuilt('generated/messages/overdose-warning.js');
  const push = String(translate(breathingPushUk302));
  const call = h(
    'p.call',
    ...selectAll('[part=emergency] > p', warning).flatMap(({children}) => [simplify(children), ' ']),
  );
  const steps = selectAll('[part=step]', warning).map((step) => stepItem(step, push));
  const lines = (await linesOf(banner, translate)).map((line) => h('p', line));
  const note = own.reviewState.notes?.[lang];
  const draft = h(
    'p.draft',
    note ? translate(() => own.reviewed(note.onText, note.by.join('; '), note.untilText)) : translate(own.draft),
  );
  const paragraphs = [call, ...steps, ...lines, draft];
  minifyWhitespace(h(null, paragraphs));
  // As written, `&amp;` as five letters: some room to spare.
  const textOf = (/** @type {Element} */ element) => stringify(element).replace(/<[^>]+>/g, '');
  // Without a region, room to write a number by hand.
  if (!region) call.children.push({type: 'text', value: ' '}, h('span.blank'));
  const points = fontSizeFor(
    textOf(call) + (region ? '' : 'x'.repeat(14)),
    steps.map((step) => ({text: textOf(step), pictures: selectAll('svg', step).length})),
    [...lines, draft].map(textOf),
  );
  const {dataRecoveryNumbers} = find('[part=base]', warning).properties;
  const title = String(translate(own.title));
  return staticPage({
    lang,
    dir,
    title,
    css: cssFor(points),
    main: [
      h('h1', title),
      h('p.how', translate(own.how)),
      h(
        'div.card',
        {dataRecoveryNumbers},
        onLines([call, h('ol', onLines(steps)), h('div.lines', onLines(lines)), draft]),
      ),
    ],
  });
}
