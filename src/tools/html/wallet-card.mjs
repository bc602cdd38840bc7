/**
 * A card for the wallet, in html/<language>/<region>/wallet-card.html: what to do in an overdose, whom to call, 85 × 55 mm. All
 * that is on it is what the overdose warning and the helpline banner show there, taken from them and never written a second
 * time; its own words are those around the card, on the screen. docs/decisions/0014-wallet-card.md
 */
import {createHash} from 'node:crypto';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {parseFragment} from 'parse5';
import {attributesText, escapeText} from './fallback-html.mjs';
import {prerender} from './prerender.mjs';
import {root} from '../cli/prepare.mjs';

/**
 * @typedef {import('parse5').DefaultTreeAdapterMap['element']} Element
 * @typedef {import('parse5').DefaultTreeAdapterMap['childNode']} Node
 */

/** @param {Node} node @returns {node is Element} */
const isElement = (node) => 'tagName' in node;
const attribute = (/** @type {Element} */ {attrs}, /** @type {string} */ name) =>
  attrs.find((each) => each.name === name)?.value;

/** All elements that a test holds for, in the order of reading. @param {Node[]} nodes @param {(element: Element) => boolean} test @returns {Element[]} */
const all = (nodes, test) =>
  nodes.flatMap((node) => (isElement(node) ? [...(test(node) ? [node] : []), ...all(node.childNodes, test)] : []));
const part = (/** @type {string} */ name) => (/** @type {Element} */ each) => attribute(each, 'part') === name;
const withClass = (/** @type {string} */ name) => (/** @type {Element} */ each) =>
  (attribute(each, 'class') ?? '').split(' ').includes(name);

/** What stays of an element: links, which a phone dials; languages and directions; nothing else. @param {Node} node @returns {string} */
function words(node) {
  if (!isElement(node)) return 'value' in node ? escapeText(node.value.replace(/\s+/g, ' ')) : '';
  const inner = node.childNodes.map(words).join('');
  if (node.tagName === 'br') return '\n';
  if (node.tagName !== 'a' && node.tagName !== 'bdi') return inner;
  const kept = ['href', 'aria-label', 'lang', 'dir'];
  const attributes = node.attrs.filter(({name}) => kept.includes(name)).map(({name, value}) => [name, value]);
  return `<${node.tagName}${attributesText(/** @type {[string, string][]} */ (attributes))}>${inner}</${node.tagName}>`;
}
const inside = (/** @type {Element} */ {childNodes}) => childNodes.map(words).join('').trim();

/** What the words of the card have of its width and height, in points; line height, and how much larger the first line is. */
const [WIDTH, HEIGHT, LEADING, LARGE] = [221, 147, 1.15, 1.15];

/** An address as people copy it by hand. @param {string} url */
const short = (url) => url.replace(/^https?:\/\/(www\.)?|\/$/g, '');

/**
 * On the screen it is a page to read, on paper a card to cut out: on a sheet of A4 or Letter at the top, on paper of its own
 * size all there is. No `@page` size: printers that have no such paper would enlarge it.
 *
 * @param {number} points size of the letters
 */
const css = (points) => `@page{margin:0}
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
body{padding:0;max-width:none;color:#000;background:none;font:${points}pt/${LEADING} Arial,'Liberation Sans','Noto Sans',system-ui,sans-serif}
.card{box-sizing:border-box;width:85mm;height:55mm;padding:1mm 2mm;border:.25mm dashed #000;display:flex;flex-direction:column;justify-content:space-between;break-inside:avoid}
.card>*+*{margin:0}
.lines{padding-top:.2em;border-top:.2mm solid}
a{display:inline;padding:0;text-decoration:none}
.call{font-size:${LARGE}em;line-height:${LEADING}}
ol{padding-inline-start:1.2em}
.draft{font-size:6.5pt}
}
@media print and (min-width:100mm){body{padding:15mm}}`;

/**
 * Letters as large as there is room for, in points. Which font they are in is for the reader's machine to say: half their
 * size is what letters of wide ones, such as Noto Sans, take on average, Arabic ones less.
 *
 * @param {string[]} paragraphs as HTML, the first one in larger letters
 */
function sizeFor(paragraphs) {
  const letter = /[\u0621-\u064a]/.test(paragraphs[0]) ? 0.48 : 0.52;
  const lengths = paragraphs.map((html) => html.replace(/<[^>]+>/g, '').length);
  const fits = (/** @type {number} */ points) => {
    const letters = WIDTH / (points * letter);
    const lines = lengths.map(
      (length, index) => Math.ceil((length * (index ? 1 : LARGE)) / letters) * (index ? 1 : LARGE),
    );
    return lines.reduce((sum, each) => sum + each, 0) * points * LEADING < HEIGHT;
  };
  let points = 8.5;
  while (points > 6.5 && !fits(points)) points = Math.round(points * 10 - 1) / 10;
  return points;
}

/**
 * @param {{lang?: string, region?: string}} [options] as for `prerender`
 * @returns {Promise<string>} the page
 */
export async function walletCard({lang = 'en', region = ''} = {}) {
  const from = (/** @type {string} */ file) => import(pathToFileURL(join(root, 'dist/npm', file)).href);
  const [own, m, shared, {withTemplates}, {directory}] = await Promise.all(
    [
      'generated/messages/wallet-card.js',
      'generated/messages/helpline-banner.js',
      'generated/messages/shared.js',
      'core/localize.js',
      'generated/regions/directory.js',
    ].map(from),
  );
  // The shared words are in the tables of the widgets that show them.
  const tables = ['overdose-warning', 'helpline-banner', 'wallet-card'].map(async (name) =>
    lang === 'en' ? {} : (await from(`generated/locales/${lang}/${name}.js`)).templates,
  );
  const templates = Object.assign({}, ...(await Promise.all(tables)));
  const say = (/** @type {() => any} */ message) => withTemplates(lang === 'en' ? undefined : templates, message);
  const [title, how, draft, forCrisis] = [own.title, own.how, shared.draft, m.forCrisis].map(say);
  /** A message with HTML in its places. @param {any} template */
  const sentence = ({strings, values}) => String.raw({raw: strings.map(escapeText)}, ...values);
  const [use, crisis, find] = [m.compact, m.compactCrisis, m.directory].map(
    (message) =>
      (/** @type {string[]} */ ...html) =>
        say(() => message(...html)),
  );

  const [overdose, banner] = await Promise.all(
    ['overdose-warning', 'helpline-banner'].map((name) => prerender(name, {lang, region})),
  );
  const overdoseNodes = parseFragment(overdose.html).childNodes;
  const bannerNodes = parseFragment(banner.html).childNodes;
  const [call] = all(overdoseNodes, part('emergency')).map(inside);
  // What is said of a step in a line of its own explains it: there is no room for that.
  const steps = all(overdoseNodes, part('step')).map((step) => inside(step).split('\n')[0].trim());
  const lines = all(bannerNodes, part('line')).map((line) => {
    const [purpose] = all([line], withClass('quiet')).map(inside);
    const [name] = all([line], part('heading')).map(inside);
    const [way] = all([line], ({tagName}) => tagName === 'a').map(words);
    return sentence(purpose === escapeText(forCrisis) ? crisis(name, way) : use(name, way));
  });
  const address = `<a href="${directory.url}" rel="noopener noreferrer"><bdi dir="ltr">${short(directory.url)}</bdi></a>`;
  const elsewhere = all(bannerNodes, withClass('directory')).map(() => sentence(find(address)));
  const numbers = [...lines, ...elsewhere];
  const blank = region ? '' : ' <span class="blank"></span>';
  const card = `<p class="call">${call}${blank}</p>
<ol>
${steps.map((step) => `<li>${step}</li>`).join('\n')}
</ol>
<div class="lines">
${numbers.map((each) => `<p>${each}</p>`).join('\n')}
</div>
<p class="draft">${escapeText(draft)}</p>`;
  const style = css(sizeFor([call + (region ? '' : 'x'.repeat(14)), ...steps, ...numbers, draft]));
  const hash = createHash('sha256').update(style).digest('base64');
  return `<!doctype html>
<html lang="${lang}" dir="${overdose.dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeText(title)}</h1>
<p class="how">${escapeText(how)}</p>
<div class="card">
${card}
</div>
</main>
</body>
</html>
`;
}
