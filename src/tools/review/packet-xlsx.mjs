/** Writes a packet as an Excel workbook: a sheet to fill in who reviews, one with the messages, and one for each widget’s pictures. */
import {writeXlsx} from 'hucre/xlsx';
import {COLUMNS, INSTRUCTIONS, NO_VERDICT, OWN_FIELDS, QUESTIONS, VERDICTS, identityOf, markOf} from './packet.mjs';

/** @import {Packet, Row} from './packet.mjs' */
/** @import {CellStyle, WriteSheet} from 'hucre/xlsx' */

/** Width of the columns, in characters. */
const WIDTHS = {
  place: 24,
  english: 40,
  translation: 40,
  why: 30,
  sources: 40,
  glossary: 30,
  note: 36,
  verdict: 20,
  change: 40,
  comment: 40,
};

/** @type {CellStyle} */
const wrapped = {alignment: {wrapText: true, vertical: 'top'}};
/** @type {CellStyle} Text, so that no program turns it into dates or formulas. */
const toFillIn = {...wrapped, numFmt: '@', fill: {type: 'pattern', pattern: 'solid', fgColor: {rgb: 'FFFBE6'}}};
/** @type {CellStyle} */
const heading = {...wrapped, font: {bold: true}, fill: {type: 'pattern', pattern: 'solid', fgColor: {rgb: 'E6ECF2'}}};

/** @param {Packet} packet @returns {NonNullable<WriteSheet['pageSetup']>} */
const pageSetup = ({paper}) => ({
  paperSize: paper,
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
});

/** @param {Packet} packet @returns {WriteSheet} */
function detailsSheet(packet) {
  const rows = [
    ...identityOf(packet),
    ...OWN_FIELDS.map((field) => [field, '']),
    ['', ''],
    ['', QUESTIONS[packet.kind]],
    ...INSTRUCTIONS.map((text, index) => ['', `${index + 1}. ${text}`]),
  ];
  return {
    name: 'Reviewer',
    columns: [{width: 40}, {width: 90}],
    rows,
    cells: new Map(
      rows.flatMap(
        ([name], row) =>
          /** @type {[string, {style: CellStyle}][]} */ ([
            [`${row},0`, {style: {...wrapped, font: {bold: true}}}],
            [`${row},1`, {style: name && row > 3 ? toFillIn : {...wrapped, numFmt: '@'}}],
          ]),
      ),
    ),
    pageSetup: pageSetup(packet),
  };
}

/** @typedef {keyof typeof COLUMNS} Column */

/** Texts of a message, by column. @param {Row} row @param {Packet} packet @returns {Record<Column, string>} */
const textsOf = (row, packet) => ({
  place: `${row.place}\n${markOf(row, packet.count)}`,
  english: row.english,
  translation: row.translation,
  why: row.why,
  sources: row.sources.map(({text, url}) => `${text}${url ? ` ${url}` : ''}`).join('\n'),
  glossary: row.glossary.join('\n'),
  note: row.note,
  verdict: NO_VERDICT,
  change: '',
  comment: '',
});

/**
 * Style of the messages in a column: to fill in or not, and from right to left for words in such a language.
 *
 * @param {Column} column
 * @param {Packet} packet
 * @returns {CellStyle}
 */
function styleOf(column, {direction}) {
  const style = ['verdict', 'change', 'comment'].includes(column) ? toFillIn : {...wrapped, numFmt: '@'};
  const isForeign = direction === 'rtl' && ['translation', 'change'].includes(column);
  return isForeign ? {...style, alignment: {...style.alignment, readingOrder: 'rtl', horizontal: 'right'}} : style;
}

/** Offers the verdicts in a column below its heading. @param {number} column @param {number} count of rows */
function verdictList(column, count) {
  const letter = String.fromCharCode('A'.charCodeAt(0) + column);
  return {
    type: /** @type {const} */ ('list'),
    values: [NO_VERDICT, ...Object.keys(VERDICTS)],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: COLUMNS.verdict,
    errorMessage: `Choose one of: ${Object.keys(VERDICTS).join(', ')}.`,
    range: `${letter}2:${letter}${count + 1}`,
  };
}

/** @param {Packet} packet @returns {WriteSheet} */
function messagesSheet(packet) {
  const columns = /** @type {Column[]} */ (Object.keys(COLUMNS)).filter(
    (column) => column !== 'translation' || packet.language !== 'en',
  );
  const all = packet.widgets.flatMap(({rows}) => rows);
  return {
    name: 'Messages',
    columns: columns.map((column) => ({width: WIDTHS[column]})),
    rows: [
      columns.map((column) => COLUMNS[column]),
      ...all.map((row) => columns.map((column) => textsOf(row, packet)[column])),
    ],
    cells: new Map(
      /** @type {[string, {style: CellStyle}][]} */ ([
        ...columns.map((_, index) => [`0,${index}`, {style: heading}]),
        ...all.flatMap((_, row) =>
          columns.map((column, index) => [`${row + 1},${index}`, {style: styleOf(column, packet)}]),
        ),
      ]),
    ),
    dataValidations: [verdictList(columns.indexOf('verdict'), all.length)],
    freezePane: {rows: 1, columns: 1},
    pageSetup: {...pageSetup(packet), printTitlesRow: '$1:$1'},
  };
}

/** Height of a row in pixels, as programs show it by default. */
const ROW_HEIGHT = 20;

/** @param {Packet} packet @returns {WriteSheet[]} */
const pictureSheets = (packet) =>
  packet.widgets
    .filter(({pictures}) => pictures.length)
    .map(({widget, label, pictures}) => {
      let row = 1;
      return {
        // Excel allows 31 characters.
        name: widget.slice(0, 31),
        rows: [[label]],
        images: pictures.map(({data, width, height}) => {
          const image = {
            data,
            type: /** @type {const} */ ('png'),
            anchor: {from: {row, col: 0}},
            width,
            height,
            altText: `The widget “${label}” as readers see it`,
          };
          row += Math.ceil(height / ROW_HEIGHT) + 1;
          return image;
        }),
        pageSetup: pageSetup(packet),
      };
    });

/**
 * Writes a packet as .xlsx.
 *
 * @param {Packet} packet
 * @returns {Promise<Uint8Array>}
 */
export const writePacketXlsx = (packet) =>
  writeXlsx({sheets: [detailsSheet(packet), messagesSheet(packet), ...pictureSheets(packet)]});
