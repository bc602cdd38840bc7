/** Writes a packet as one HTML file: open it in a browser, fill it in, and save it with its own button. */
import {h} from 'hastscript';
import {toHtml} from 'hast-util-to-html';
import {COLUMNS, INSTRUCTIONS, NO_VERDICT, OWN_FIELDS, QUESTIONS, VERDICTS, identityOf, markOf} from './packet.mjs';

/** @import {Packet, Picture, Row} from './packet.mjs' */

const CSS = `
@page{size:landscape;margin:12mm}
body{margin:1em;font:14px/1.4 "Noto Sans",system-ui,sans-serif;color:#111;background:#fff}
table{width:100%;border-collapse:collapse;margin-block:1em}
th,td{padding:.4em;border:1px solid #888;text-align:start;vertical-align:top;overflow-wrap:anywhere}
thead{display:table-header-group}tr{break-inside:avoid}
td small{color:#555}
textarea,input,select{box-sizing:border-box;width:100%;min-height:3em;font:inherit;background:#fffbe6}
input,select{min-height:2em}
img{max-width:100%;height:auto;border:1px solid #888}
@media print{button{display:none}}`;

/** Writes the values of fields into the markup, then offers the page as a file. */
const SCRIPT = `
document.querySelector('button').onclick = () => {
  for (const field of document.querySelectorAll('input')) field.setAttribute('value', field.value);
  for (const field of document.querySelectorAll('textarea')) field.textContent = field.value;
  for (const option of document.querySelectorAll('option')) option.toggleAttribute('selected', option.selected);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['<!doctype html>' + document.documentElement.outerHTML], {type: 'text/html'}));
  link.download = document.title.replace(/\\W+/g, '-') + '.html';
  link.click();
};`;

/** @param {string} text @param {Packet} packet */
const translated = (text, {language, direction}) => h('p', {lang: language, dir: direction}, text);

/** @param {Row} row @param {Packet} packet */
function messageRow(row, packet) {
  const {place, english, translation, why, sources, glossary, note} = row;
  const field = (/** @type {string} */ column) => ({ariaLabel: `${column}, ${place}`});
  return h('tr', [
    h('td', [h('p', place), h('small', markOf(row, packet.count))]),
    h('td', h('p', {lang: 'en'}, english)),
    packet.language === 'en' ? undefined : h('td', translated(translation, packet)),
    h('td', why),
    h(
      'td',
      sources.map(({text, url}) => h('p', [`${text} `, url ? h('a', {href: url}, url) : undefined])),
    ),
    h(
      'td',
      glossary.map((entry) => h('p', entry)),
    ),
    h('td', note),
    h(
      'td',
      h(
        'select',
        field(COLUMNS.verdict),
        [NO_VERDICT, ...Object.keys(VERDICTS)].map((text) => h('option', text)),
      ),
    ),
    h('td', h('textarea', {...field(COLUMNS.change), lang: packet.language, dir: packet.direction})),
    h('td', h('textarea', field(COLUMNS.comment))),
  ]);
}

/** Table of the packet, and of who reviews it, to fill in. @param {Packet} packet */
const identityTable = (packet) =>
  h('table', [
    ...identityOf(packet).map(([name, value]) => h('tr', [h('th', name), h('td', value)])),
    ...OWN_FIELDS.map((name) => h('tr', [h('th', name), h('td', h('input', {ariaLabel: name, value: ''}))])),
  ]);

/** @param {string} label of the widget @param {Picture} picture */
const pictureOf = (label, {data, width, height}) =>
  h(
    'p',
    h('img', {
      width,
      height,
      alt: `The widget “${label}” as readers see it`,
      src: `data:image/png;base64,${Buffer.from(data).toString('base64')}`,
    }),
  );

/** @param {Row[]} rows @param {Packet} packet */
function messageTable(rows, packet) {
  const columns = Object.entries(COLUMNS).filter(([key]) => key !== 'translation' || packet.language !== 'en');
  return h('table', [
    h(
      'thead',
      h(
        'tr',
        columns.map(([, name]) => h('th', {scope: 'col'}, name)),
      ),
    ),
    h(
      'tbody',
      rows.map((row) => messageRow(row, packet)),
    ),
  ]);
}

/**
 * Writes a packet as .html.
 *
 * @param {Packet} packet
 * @returns {string}
 */
export function writeHtml(packet) {
  const {kind, languageName, widgets} = packet;
  const title = `Review: ${kind}, ${languageName}`;
  return toHtml([
    {type: 'doctype'},
    h('html', {lang: 'en'}, [
      h('head', [h('meta', {charSet: 'utf-8'}), h('title', title), h('style', CSS)]),
      h('body', [
        h('h1', title),
        h('p', QUESTIONS[kind]),
        identityTable(packet),
        h(
          'ol',
          INSTRUCTIONS.map((text) => h('li', text)),
        ),
        h('p', h('button', {type: 'button'}, 'Save what I have filled in')),
        ...widgets.flatMap(({label, pictures, rows}) => [
          h('h2', label),
          ...pictures.map((picture) => pictureOf(label, picture)),
          messageTable(rows, packet),
        ]),
        h('script', SCRIPT),
      ]),
    ]),
  ]);
}
