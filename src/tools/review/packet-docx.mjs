/** Writes a packet as a Word document. */
import * as docx from 'docx';
import {fontOf} from '../content/cldr-data.mjs';
import {COLUMNS, INSTRUCTIONS, NO_VERDICT, OWN_FIELDS, QUESTIONS, VERDICTS, identityOf, markOf} from './packet.mjs';

/** @import {Packet, Row} from './packet.mjs' */

const {AlignmentType, Document, ExternalHyperlink, HeadingLevel, ImageRun, ImportedXmlComponent} = docx;
const {Packer, PageOrientation, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType} = docx;

/** Twentieths of a point. */
const MARGIN = 720;
const PAPER = {a4: {width: 11906, height: 16838}, letter: {width: 12240, height: 15840}};

/** Width of the columns in percent; they sum to 100 with and without the translation. */
const WIDTHS = {
  english: {place: 11, english: 29, about: 26, verdict: 9, change: 13, comment: 12},
  translation: {place: 10, english: 18, translation: 20, about: 20, verdict: 9, change: 12, comment: 11},
};

const ABOUT = 'About it';

/** Largest size of a picture, in pixels at 96 DPI. */
const PICTURE = {width: 880, height: 520};

/** @param {string} text */
const escapeXml = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Returns a dropdown with the verdicts, as Word and LibreOffice know it. @param {Row} row */
function verdictControl({number, id}) {
  const items = [NO_VERDICT, ...Object.keys(VERDICTS)].map(
    (text) => `<w:listItem w:displayText="${text}" w:value="${text}"/>`,
  );
  const xml = `<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtPr><w:alias w:val="${escapeXml(COLUMNS.verdict)} ${number}"/><w:tag w:val="${escapeXml(id)}"/><w:dropDownList>${items.join('')}</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>${NO_VERDICT}</w:t></w:r></w:sdtContent></w:sdt>`;
  return /** @type {any} */ (ImportedXmlComponent.fromXmlString(xml));
}

/** @param {string} text @param {{isSmall?: boolean, isBold?: boolean, isRightToLeft?: boolean, language?: string}} [style] */
function run(text, {isSmall, isBold, isRightToLeft, language} = {}) {
  return new TextRun({
    text,
    size: isSmall ? 14 : 18,
    bold: isBold,
    ...(isSmall && {color: '555555'}),
    rightToLeft: isRightToLeft,
    ...(language && {language: {value: language, bidirectional: language}}),
  });
}

/** @param {any[]} children @param {object} [options] */
const paragraph = (children, options = {}) => new Paragraph({spacing: {after: 40}, ...options, children});

/** @param {any[]} children paragraphs @param {number} width percent @param {object} [options] */
const cell = (children, width, options = {}) =>
  new TableCell({
    width: {size: width, type: WidthType.PERCENTAGE},
    margins: {top: 60, bottom: 60, left: 80, right: 80},
    ...options,
    children: children.length ? children : [paragraph([])],
  });

/** Paragraphs that say why a message is as it is. @param {Row} row */
const about = ({why, sources, glossary, note}) => [
  ...(why ? [paragraph([run(`${COLUMNS.why}: ${why}`, {isSmall: true})])] : []),
  ...sources.map(({text, url}) =>
    paragraph([
      run(`${COLUMNS.sources}: ${text} `, {isSmall: true}),
      ...(url ? [new ExternalHyperlink({link: url, children: [run(url, {isSmall: true})]})] : []),
    ]),
  ),
  ...glossary.map((entry) => paragraph([run(`${COLUMNS.glossary}: ${entry}`, {isSmall: true})])),
  ...(note ? [paragraph([run(`${COLUMNS.note}: ${note}`, {isSmall: true})])] : []),
];

/** @param {string} text @param {Packet} packet */
const translated = (text, {direction, language}) => {
  const isRightToLeft = direction === 'rtl';
  return paragraph([run(text, {isRightToLeft, language})], {bidirectional: isRightToLeft});
};

/** @param {Packet} packet @param {Row[]} rows */
function messageTable(packet, rows) {
  const hasTranslation = packet.language !== 'en';
  const widths = hasTranslation ? WIDTHS.translation : WIDTHS.english;
  const empty = () => [translated('', packet)];
  const headings = [
    COLUMNS.place,
    COLUMNS.english,
    ...(hasTranslation ? [COLUMNS.translation] : []),
    ...[ABOUT, COLUMNS.verdict, COLUMNS.change, COLUMNS.comment],
  ];
  const sizes = Object.values(widths);
  return new Table({
    width: {size: 100, type: WidthType.PERCENTAGE},
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        children: headings.map((text, index) =>
          cell([paragraph([run(text, {isBold: true})])], sizes[index], {shading: {fill: 'E6ECF2'}}),
        ),
      }),
      ...rows.map((row) => {
        const cells = [
          [
            paragraph([run(row.place, {isBold: row.safety})]),
            paragraph([run(markOf(row, packet.count), {isSmall: true})]),
          ],
          [paragraph([run(row.english, {language: 'en'})])],
          ...(hasTranslation ? [[translated(row.translation, packet)]] : []),
          about(row),
          [paragraph([verdictControl(row)])],
          empty(),
          [paragraph([])],
        ];
        return new TableRow({
          cantSplit: true,
          children: cells.map((children, index) => cell(children, sizes[index])),
        });
      }),
    ],
  });
}

/** @param {Packet} packet */
function detailsTable(packet) {
  const rows = [...identityOf(packet), ...OWN_FIELDS.map((field) => [field, ''])];
  return new Table({
    width: {size: 60, type: WidthType.PERCENTAGE},
    rows: rows.map(
      ([name, value]) =>
        new TableRow({
          children: [cell([paragraph([run(name, {isBold: true})])], 40), cell([paragraph([run(value)])], 60)],
        }),
    ),
  });
}

/** @param {Packet['widgets'][number]} part */
const pictures = ({pictures: all, label}) =>
  all.map(({data, width, height}) => {
    const scale = Math.min(1, PICTURE.width / width, PICTURE.height / height);
    return paragraph([
      new ImageRun({
        type: 'png',
        data,
        transformation: {width: Math.round(width * scale), height: Math.round(height * scale)},
        altText: {name: label, title: label, description: `The widget “${label}” as readers see it`},
      }),
    ]);
  });

/** Writes a packet as .docx. @param {Packet} packet @returns {Promise<Uint8Array>} */
export async function writeDocx(packet) {
  const title = `Review: ${packet.kind}, ${packet.languageName}`;
  const font = fontOf(packet.language);
  const document = new Document({
    title,
    creator: 'recovery-widgets',
    styles: {
      default: {document: {run: {font: {ascii: 'Noto Sans', hAnsi: 'Noto Sans', cs: font, eastAsia: font}, size: 18}}},
    },
    sections: [
      {
        properties: {
          page: {
            size: {...PAPER[packet.paper], orientation: PageOrientation.LANDSCAPE},
            margin: {top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN},
          },
        },
        children: [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            alignment: AlignmentType.START,
            children: [new TextRun(title)],
          }),
          paragraph([run(QUESTIONS[packet.kind])]),
          detailsTable(packet),
          ...INSTRUCTIONS.map((text, index) => paragraph([run(`${index + 1}. ${text}`)], {spacing: {before: 60}})),
          ...packet.widgets.flatMap((part) => [
            new Paragraph({
              heading: HeadingLevel.HEADING_2,
              pageBreakBefore: true,
              children: [new TextRun(part.label)],
            }),
            ...pictures(part),
            messageTable(packet, part.rows),
          ]),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
