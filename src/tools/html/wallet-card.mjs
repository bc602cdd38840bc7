/**
 * Card for the wallet, html/<language>/<region>/wallet-card.html: two faces of 85 × 55 mm to fold, one with the signs of an overdose
 * and the numbers to call, one with the steps, all with their pictures.
 * Its content is taken from the overdose warning and the helpline banner, so that nothing is written twice; its own messages
 * are only those around the card, on screen. docs/decisions/0014-wallet-card.md
 */
import {minifyWhitespace} from 'hast-util-minify-whitespace';
import {sanitize} from 'hast-util-sanitize';
import {select, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {withoutMarkers} from './finished.mjs';
import {parse, stringify, text} from './markup.mjs';
import {prerender} from './prerender.mjs';
import {importBuilt, loadTranslator, onLines, staticPage} from './static-page.mjs';

/** @import {Element, Nodes} from 'hast' */
/** @import {Child} from './static-page.mjs' */

/** Printable area of a face, in points. */
const WIDTH = 221;
const HEIGHT = 147;
/** Font size of the line that says whom to call, relative to the others. */
const CALL_SCALE = 1.25;
/** Space for marks above the first line in Arabic letters, which are higher than the line, in points. */
const ABOVE_ARABIC = 3;
/** Width of bold letters, relative to the others. */
const BOLD = 1.1;
/** Size of a picture with the space beside it, in lines of text of the font size: two lines are as high. */
const PICTURE = 2.4;
/** Space between the two columns of steps, in points. */
const GAP = 6;
/** Font sizes, in points. */
const MAX_SIZE = 10;
const MIN_SIZE = 7.5;

/**
 * Writes the style sheet: a page to read on screen, a card to cut out and fold on paper, at the top of an A4 or Letter sheet or a
 * face on each side of paper of its own size. There is no `@page` size, because printers without such paper would enlarge the card.
 *
 * @param {Record<'front' | 'back' | 'screen' | 'paper', number>} sizes font size of each face in points, and heights of lines
 */
const cssFor = ({front, back, screen, paper}) => `@page{margin:0}
body{margin:0 auto;padding:1em;max-width:36em;font:max(16px,1em)/${screen} system-ui,sans-serif;overflow-wrap:anywhere;color:CanvasText;background:Canvas}
:lang(ko){word-break:keep-all}
.card{padding:.75em 1em;border:2px dashed}
p,ol,ul{margin:0;padding:0;list-style-position:inside}
.how{margin-bottom:1em}
.face+.face,.face>*+*{margin-top:.5em}
ul{list-style-type:''}
li{position:relative}
li+li{margin-top:.5em}
li::marker{font-weight:700;unicode-bidi:isolate-override}
.drawn{min-height:4em;padding-inline-start:4.75em}
.two{min-height:8.25em}
svg{position:absolute;inset:0 auto auto;inset-inline-start:0;width:4em;fill:none;stroke:currentColor;stroke-width:5;stroke-linecap:round;stroke-linejoin:round}
svg+svg{top:4.25em}
/* 44 px to touch. */
a{display:inline-block;box-sizing:border-box;min-width:44px;min-height:44px;padding-block:calc(22px - ${screen / 2}em);text-align:center;color:inherit}
.call{font-size:1.25em;font-weight:700}
.blank{display:inline-block;width:7em;border-bottom:1px solid}
.lines{border-top:1px solid;padding-top:.5em}
bdi[dir]{white-space:nowrap;font-weight:700}
@media print{
:root{color-scheme:light}
h1,.how{display:none}
body{padding:0;max-width:none;color:#000;background:none;font:${front}pt/${paper} Arial,'Liberation Sans','Noto Sans','Noto Naskh Arabic',system-ui,sans-serif}
.card{width:85mm;padding:0;border:0;outline:.25mm dashed #000}
.face{box-sizing:border-box;height:55mm;padding:1mm 2mm;display:flex;flex-direction:column;justify-content:space-between;break-inside:avoid}
.face+.face{margin:0;border-top:.2mm dotted #000;font-size:${back}pt}
.face>*+*{margin:0}
.lines{padding-top:.2em;border-top:.2mm solid}
a{display:inline;padding:0;text-decoration:none}
.call{font-size:${CALL_SCALE}em;text-wrap:balance}
[dir=rtl] .call{padding-top:${ABOVE_ARABIC}pt}
ol{columns:2;gap:${GAP}pt}
li{padding-bottom:1pt;break-inside:avoid}
li+li{margin:0}
.drawn{min-height:${PICTURE}em;padding-inline-start:${PICTURE + 0.3}em}
.two{min-height:${2 * PICTURE}em}
svg{width:${PICTURE - 0.1}em}
svg+svg{top:${PICTURE}em}
.draft{font-size:7pt}
}
@media print and (min-width:100mm){body{padding:15mm}}`;

/** A word with the space after it, or a letter of Chinese. */
const WORD = /[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*/g;
/** A letter of Chinese or Korean, as wide as two. */
const WIDE = /[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/g;

/** Counts the lines of a text that breaks between words. @param {string} text @param {number} letters in a line */
function linesIn(text, letters) {
  const widthOf = (/** @type {string} */ word) => word.length + (word.match(WIDE) ?? []).length;
  let lines = 1;
  let used = 0;
  for (const word of text.match(WORD) ?? []) {
    if (used && used + widthOf(word.trimEnd()) > letters) {
      lines += 1;
      used = 0;
    }
    used += widthOf(word);
  }
  return lines;
}

/** @typedef {{text: string, pictures: number}} Row a paragraph, with the number of pictures before it, one below the other */

/**
 * Calculates the largest font size that fits, in points. The reader’s machine chooses the font: in wide ones, such as Noto Sans, letters
 * are about half as wide as the font size on average, Arabic ones less.
 *
 * @param {Row[]} rows
 * @param {number} columns
 * @param {number} lineHeight
 */
function fontSizeFor(rows, columns, lineHeight) {
  const isArabic = rows.some(({text}) => /[\u0621-\u064a]/.test(text));
  const [letterWidth, above] = isArabic ? [0.49, ABOVE_ARABIC] : [0.52, 0];
  const width = (WIDTH - (columns - 1) * GAP) / columns;
  const sum = (/** @type {number[]} */ all) => all.reduce((total, each) => total + each, 0);
  const fits = (/** @type {number} */ points) => {
    const heights = rows.map(({text, pictures}) => {
      const letters = (width - (pictures ? (PICTURE + 0.3) * points : 0)) / (points * letterWidth);
      return Math.max(linesIn(text, letters) * points * lineHeight, pictures * PICTURE * points) + 1;
    });
    const splits = heights.map((_, at) => Math.max(sum(heights.slice(0, at)), sum(heights.slice(at))));
    return (columns > 1 ? Math.min(...splits) : above + sum(heights)) < HEIGHT;
  };
  let points = MAX_SIZE;
  while (points > MIN_SIZE && !fits(points)) points = Math.round(points * 10 - 1) / 10;
  return points;
}

/** @param {Element} element @returns {Row} as written, `&amp;` as five letters: some room to spare */
const rowOf = (element) => ({
  text: stringify(element).replace(/<svg.*?<\/svg>|<[^>]+>/gs, ''),
  pictures: selectAll('svg', element).length,
});

/** Lengthens the line that says whom to call by as much as its larger and bolder letters are wider. @param {Element} call */
function callRow(call) {
  const {text, pictures} = rowOf(call);
  const blank = select('.blank', call) ? 14 : 0;
  return {text: text.padEnd(text.length * CALL_SCALE * BOLD + blank, ' x'), pictures};
}

/** Links, which a phone can call, languages and directions are kept; all other markup is not. */
const SCHEMA = {
  tagNames: ['a', 'bdi'],
  attributes: {'*': ['href', 'ariaLabel', 'lang', 'dir']},
  protocols: {href: ['https', 'tel', 'sms']},
};

/** Reduces nodes to text and links. @param {Element['children']} nodes */
const simplify = (nodes) => sanitize(h(null, nodes), SCHEMA);

/** @param {Element['children'][number]} node */
const isBreak = (node) => node.type === 'element' && node.tagName === 'br';

/** Keeps the first line of a step; the explanation after it does not fit. @param {Element['children']} nodes */
const firstLine = (nodes) => (nodes.some(isBreak) ? nodes.slice(0, nodes.findIndex(isBreak)) : nodes);

/** Writes a sign or step as a list item, with its pictures. @param {Element} item @param {Element['children']} words */
function listItem(item, words) {
  const pictures = selectAll('svg', item);
  return h(['li', 'li.drawn', 'li.drawn.two'][pictures.length], pictures, simplify(words));
}

/** @param {string} name @param {{lang: string, region: string}} options */
async function renderTree(name, options) {
  const {html, dir} = await prerender(name, options);
  return {tree: parse(withoutMarkers(html)), dir};
}

/** @param {string} selector @param {Nodes} tree @returns {Element} @throws {Error} rather than write a card with a gap */
function find(selector, tree) {
  const element = select(selector, tree);
  if (!element) throw new Error(`A widget has no ${selector} for the wallet card.`);
  return element;
}

/**
 * Takes the lines to call from the helpline banner.
 *
 * @param {Nodes} banner
 * @param {Awaited<ReturnType<typeof loadTranslator>>} translate
 */
async function linesOf(banner, translate) {
  const m = await importBuilt('generated/messages/helpline-banner.js');
  const {directory} = await importBuilt('generated/regions/directory.js');
  const [forCrisis] = translate(m.forCrisis);
  const lines = [];
  /** @type {Child[] | undefined} */
  let crisis;
  for (const line of selectAll('[part=line]', banner)) {
    const isCrisis = toString(find('.quiet', line)).trim() === forCrisis;
    const name = simplify(find('[part=heading]', line).children);
    const key = select('.key', line);
    const link = simplify([find('a', line), ...(key ? [text(' '), key] : [])]);
    // Paired lines share a row; a second paragraph does not fit.
    if (isCrisis && crisis) crisis.push(' · ', name, ' ', link);
    else {
      const words = translate(() => (isCrisis ? m.crisisLine : m.line)(name, link));
      if (isCrisis) crisis = words;
      lines.push(words);
    }
  }
  // Short, for copying by hand.
  const address = h('bdi', {dir: 'ltr'}, directory.url.replace(/^https?:\/\/(www\.)?|\/$/g, ''));
  const website = h('a', {href: directory.url, rel: 'noopener noreferrer'}, address);
  return select('.directory', banner) ? [...lines, translate(() => m.directory(website))] : lines;
}

/** Writes the card as a page. @param {{lang?: string, region?: string}} [options] as for `prerender` @returns {Promise<string>} */
export async function walletCard({lang = 'en', region = ''} = {}) {
  const [own, localize, translate, {tree: warning, dir}, {tree: banner}] = await Promise.all([
    importBuilt('generated/messages/wallet-card.js'),
    importBuilt('core/localize.js'),
    loadTranslator(lang, ['overdose-warning', 'helpline-banner', 'wallet-card']),
    renderTree('overdose-warning', {lang, region}),
    renderTree('helpline-banner', {lang, region}),
  ]);
  const {breathingPushUk302} = await importBuilt('generated/messages/overdose-warning.js');
  const push = String(translate(breathingPushUk302));
  const gap = String(translate(localize.gap));
  const emergency = selectAll('[part=emergency] > p', warning);
  const call = h('p.call', ...emergency.flatMap(({children}) => [simplify(children), gap]));
  const onOneLine = (/** @type {Element} */ {children}) => children.map((node) => (isBreak(node) ? text(gap) : node));
  const signs = selectAll('[part=sign]', warning).map((sign) => listItem(sign, onOneLine(sign)));
  const steps = selectAll('[part=step]', warning).map((step) => {
    const how = toString(step).includes(push) ? [text(gap + push)] : [];
    return listItem(step, [...firstLine(step.children), ...how]);
  });
  const lines = (await linesOf(banner, translate)).map((line) => h('p', line));
  const [, onText, , untilText, ...by] = String(translate(own.reviewState.note ?? (() => ''))).split('\n');
  const draft = h('p.draft', translate(onText ? () => own.reviewed(onText, by.join('; '), untilText) : own.draft));
  minifyWhitespace(h(null, call, signs, steps, lines, draft));
  // Without a region, room to write a number by hand.
  if (!region) call.children.push(text(' '), h('span.blank'));
  // Nastaliq, as Urdu may be shown, is high. Paper has no room for more than this, so Naskh goes before it there.
  const [screen, paper] = lang === 'ur' ? [1.75, 1.35] : [1.5, 1.1];
  const front = fontSizeFor([callRow(call), ...[...signs, ...lines, draft].map(rowOf)], 1, paper);
  const back = fontSizeFor(steps.map(rowOf), 2, paper);
  const title = String(translate(own.title));
  return staticPage({
    lang,
    dir,
    title,
    css: cssFor({front, back, screen, paper}),
    main: [
      h('h1', title),
      h('p.how', translate(own.how)),
      h(
        'div.card',
        {dataRecoveryNumbers: find('[part=base]', warning).properties.dataRecoveryNumbers},
        onLines([
          h('div.face', onLines([call, h('ul', onLines(signs)), h('div.lines', onLines(lines)), draft])),
          h('div.face', onLines([h('ol', onLines(steps))])),
        ]),
      ),
    ],
  });
}
