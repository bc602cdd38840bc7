/**
 * Card for the wallet, html/<language>/<region>/wallet-card.html: 85 × 55 mm with the steps in an overdose and the numbers to call.
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
ol{padding-inline-start:1.5em}
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
ol{padding-inline-start:1.2em}
.draft{font-size:6.5pt}
}
@media print and (min-width:100mm){body{padding:15mm}}`;

/**
 * Calculates the largest font size that fits. The reader’s machine chooses the font: in wide ones, such as Noto Sans, letters
 * are about half as wide as the font size on average, Arabic ones less.
 *
 * @param {string[]} paragraphs the first one in larger letters
 * @returns {number} in points
 */
function fontSizeFor(paragraphs) {
  const letterWidth = /[\u0621-\u064a]/.test(paragraphs[0]) ? 0.49 : 0.52;
  const fits = (/** @type {number} */ points) => {
    const lettersPerLine = WIDTH / (points * letterWidth);
    const lines = paragraphs.map(({length}, index) => {
      const scale = index === 0 ? CALL_SCALE : 1;
      return Math.ceil((length * scale) / lettersPerLine) * scale;
    });
    return lines.reduce((sum, each) => sum + each, 0) * points * LINE_HEIGHT < HEIGHT;
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
  const call = h('p.call', simplify(find('[part=emergency]', warning).children));
  const steps = selectAll('[part=step]', warning).map((step) => h('li', firstLine(step)));
  const lines = (await linesOf(banner, translate)).map((line) => h('p', line));
  const note = own.reviewState.notes?.[lang];
  const draft = h(
    'p.draft',
    note ? translate(() => own.reviewed(note.onText, note.by.join('; '), note.untilText)) : translate(own.draft),
  );
  const paragraphs = [call, ...steps, ...lines, draft];
  minifyWhitespace(h(null, paragraphs));
  // As written, `&amp;` as five letters: some room to spare.
  const texts = paragraphs.map((paragraph) => stringify(paragraph).replace(/<[^>]+>/g, ''));
  // Without a region, room to write a number by hand.
  if (!region) {
    call.children.push({type: 'text', value: ' '}, h('span.blank'));
    texts[0] += 'x'.repeat(14);
  }
  const {dataRecoveryNumbers} = find('[part=base]', warning).properties;
  const title = String(translate(own.title));
  return staticPage({
    lang,
    dir,
    title,
    css: cssFor(fontSizeFor(texts)),
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
