/** Writes a packet as a Word document. */
import * as docx from 'docx';
import {fontOf} from '../content/cldr-data.mjs';
import {
  CHOICES,
  COLUMNS,
  EVERYWHERE,
  HEADINGS,
  OTHER,
  QUOTE,
  WHOLE_BLOCK,
  fieldsOf,
  introduction,
  markOf,
  picturesMark,
} from './packet.mjs';
import {placeOf} from './questions.mjs';

/** @import {Packet, Picture, Row} from './packet.mjs' */

const {CheckBox, Document, ExternalHyperlink, HeadingLevel, ImageRun, ImportedXmlComponent, Packer} = docx;
const {PageOrientation, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType} = docx;

/** Twentieths of a point. */
const MARGIN = 720;
const PAPER = {a4: {width: 11906, height: 16838}, letter: {width: 12240, height: 15840}};

/** Width of the columns in percent. */
const WIDTHS = {english: [36, 41, 9, 14], translation: [22, 25, 30, 9, 14], questions: [5, 45, 50]};

/** In half points: nobody needs to read a mark. */
const MARK_SIZE = 9;
const SOURCE_SIZE = 15;

/** Space between the number of a row and its verdict, on one line. */
const TAB = new TextRun({children: [new docx.Tab()]});
const TABS = {tabStops: [{type: docx.TabStopType.LEFT, position: 280}]};

/** Scale of all pictures, two of which are side by side. */
const SCALE = 0.75;

/** Returns a dropdown with the verdicts, as Word and LibreOffice know it. @param {string} title @param {string[]} choices */
function verdictControl(title, choices) {
  const items = choices.map((text) => `<w:listItem w:displayText="${text}" w:value="${text}"/>`);
  const xml = `<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtPr><w:alias w:val="${title}"/><w:dropDownList>${items.join('')}</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>${choices[0]}</w:t></w:r></w:sdtContent></w:sdt>`;
  return /** @type {any} */ (ImportedXmlComponent.fromXmlString(xml));
}

/** @param {string} text @param {{isSmall?: boolean, isLink?: boolean, size?: number, isBold?: boolean, isRightToLeft?: boolean, language?: string}} [style] */
function run(text, {isSmall, isLink, size = isSmall ? 17 : 18, isBold, isRightToLeft, language} = {}) {
  return new TextRun({
    text,
    size,
    bold: isBold,
    ...(isLink && {underline: {}}),
    ...(size < 18 && {color: '555555'}),
    rightToLeft: isRightToLeft,
    ...(language && {language: {value: language, bidirectional: language}}),
  });
}

/** @param {any[]} children @param {object} [options] */
const paragraph = (children, options = {}) => new Paragraph({spacing: {after: 20}, ...options, children});

const small = (/** @type {string} */ text) => paragraph([run(text, {isSmall: true})]);
const bold = (/** @type {string} */ text) => paragraph([run(text, {isBold: true})]);

/** Returns a line about a text, in which the name of a source leads to it. @param {string} line @param {string[]} sources */
function linked(line, sources) {
  const [, name = '?'] = QUOTE.exec(line) ?? [];
  const [link] = /https?:\S+$/u.exec(sources.find((each) => each.startsWith(`${name}: `)) ?? '') ?? [];
  if (!link) return small(line);
  const children = [run(name, {isSmall: true, isLink: true})];
  return paragraph([new ExternalHyperlink({link, children}), run(line.slice(name.length), {isSmall: true})]);
}

/** @param {string} text @param {1 | 2 | 3} level @param {string} [mark] */
const heading = (text, level, mark = '') =>
  new Paragraph({
    heading: HeadingLevel[`HEADING_${level}`],
    keepNext: true,
    spacing: {before: 160, after: 60},
    children: [new TextRun(text), ...(mark ? [run(mark, {size: MARK_SIZE})] : [])],
  });

/**
 * Returns a table whose first row is its head.
 *
 * @param {number[]} sizes of the columns, in percent
 * @param {any[][][]} rows paragraphs by cell
 * @param {{width?: number, isFramed?: boolean, hasHead?: boolean}} [options] width in percent
 */
const table = (sizes, rows, {width = 100, isFramed = true, hasHead = isFramed} = {}) =>
  new Table({
    ...(!isFramed && {borders: docx.TableBorders.NONE}),
    width: {size: width, type: WidthType.PERCENTAGE},
    layout: TableLayoutType.FIXED,
    rows: rows.map(
      (cells, row) =>
        new TableRow({
          tableHeader: hasHead && !row,
          cantSplit: true,
          children: cells.map(
            (children, index) =>
              new TableCell({
                width: {size: sizes[index], type: WidthType.PERCENTAGE},
                margins: {top: 15, bottom: 15, left: 80, right: 80},
                ...(hasHead && !row && {shading: {fill: 'E6ECF2'}}),
                children: children.length ? children : [paragraph([])],
              }),
          ),
        }),
    ),
  });

/** @param {Packet} packet @param {Row[]} rows */
function blockTable({language, direction, sources}, rows) {
  const isTranslated = language !== 'en';
  const isRightToLeft = direction === 'rtl';
  const judged = (/** @type {string} */ text) =>
    paragraph([run(text, {isRightToLeft, language})], {bidirectional: isRightToLeft});
  const english = (/** @type {string} */ text, keepNext = false) =>
    paragraph([run(text, {language: 'en'})], {keepNext});
  const head = [COLUMNS.english, COLUMNS.translation, COLUMNS.about, COLUMNS.verdict, COLUMNS.comment];
  const cellsOf = (/** @type {any[][]} */ cells) => cells.filter((_, index) => isTranslated || index !== 1);
  return table(isTranslated ? WIDTHS.translation : WIDTHS.english, [
    cellsOf(head.map((text) => [bold(text)])),
    ...rows.map(({number, texts, about, earlier}, index) =>
      cellsOf([
        // The verdict on a block stays on the page of its last row.
        texts.flatMap((text) => [
          ...(text.drawing ? [image(text.drawing, text.english, 1)] : []),
          english(text.english, index === rows.length - 1),
        ]),
        texts.map((text) => judged(text.judged)),
        [
          ...[...earlier, ...about].map((line) => linked(line, sources)),
          paragraph([run(texts.map((text) => markOf(text, number)).join(''), {size: MARK_SIZE})]),
        ],
        [
          paragraph(
            [run(`${number}`, {isSmall: true}), TAB, verdictControl(`${number}`, ['–', ...CHOICES.slice(1)])],
            TABS,
          ),
        ],
        [],
      ]),
    ),
    cellsOf([[bold(WHOLE_BLOCK)], [], [], [paragraph([verdictControl('block', CHOICES.slice(0, 2))])], []]),
  ]);
}

/** @param {Packet} packet */
const questions = ({questions: all}) =>
  all.flatMap(({code, question, positions, earlier}, index) => [
    new Paragraph({spacing: {line: 100}}),
    table(WIDTHS.questions, [
      [
        [paragraph([run(COLUMNS.tick, {isBold: true})], {keepNext: true})],
        [paragraph([run(`${index + 1}. ${question}`, {isBold: true}), run(`[${code}]`, {size: MARK_SIZE})])],
        [bold(placeOf(all[index], index, all)), ...earlier.map(small)],
      ],
      ...positions.map(({says, sources}) => [
        [paragraph([new CheckBox()], {keepNext: true})],
        [paragraph([run(says)])],
        [small(sources.join('; '))],
      ]),
      [[], [paragraph([run(OTHER)])], []],
    ]),
  ]);

/** @param {Picture} picture @param {string} name @param {number} scale */
function image({data, width, height}, name, scale) {
  const transformation = {width: Math.round(width * scale), height: Math.round(height * scale)};
  return paragraph([
    new ImageRun({type: 'png', data, transformation, altText: {name, title: name, description: name}}),
  ]);
}

/** Returns pictures in pairs, side by side. @param {Packet['widgets'][number]} part */
function pictures({pictures: all, label}) {
  const cells = all.map((each) => [image(each, `The widget “${label}” as readers see it`, SCALE)]);
  const pairs = cells.flatMap((cell, index) => (index % 2 ? [] : [[cell, cells[index + 1] ?? []]]));
  return pairs.length ? [table([50, 50], pairs, {isFramed: false})] : [];
}

/** @param {Packet} packet */
function content(packet) {
  const {title, before, after} = introduction(packet);
  const [hers, own] = [true, false].map((isOpen) => {
    const lines = fieldsOf(packet).filter(([, value]) => isOpen === !value);
    const cells = lines.map(([name, value]) => [[bold(name)], [paragraph([run(value)])]]);
    return table([40, 60], cells, {width: 60, hasHead: false});
  });
  return [
    heading(title, 1),
    ...before.map((text) => paragraph([run(text)])),
    hers,
    ...after.map((text) => paragraph([run(text)], {spacing: {before: 60}})),
    ...(packet.questions.length
      ? [heading(HEADINGS.questions, 2), paragraph([run(HEADINGS.help)]), ...questions(packet)]
      : []),
    ...packet.widgets.flatMap((part, index) => [
      heading(part.label, 2, picturesMark(part.pictures)),
      ...pictures(part),
      ...(packet.region === EVERYWHERE && part.pictures.length && !index ? [small(HEADINGS.pictures)] : []),
      ...part.blocks.flatMap(({title: name, rows}) => [heading(name, 3), blockTable(packet, rows)]),
    ]),
    heading(HEADINGS.sources, 2),
    ...packet.sources.map(source),
    paragraph([]),
    own,
  ];
}

/** @param {string} text that may end in an address */
function source(text) {
  const [link = ''] = /https?:\S+$/u.exec(text) ?? [];
  const own = run(text.slice(0, text.length - link.length), {size: SOURCE_SIZE});
  return paragraph([own, ...(link ? [new ExternalHyperlink({link, children: [run(link, {size: SOURCE_SIZE})]})] : [])]);
}

/** Writes a packet as .docx. @param {Packet} packet @returns {Promise<Uint8Array>} */
export async function writeDocx(packet) {
  const font = fontOf(packet.language);
  const document = new Document({
    title: introduction(packet).title,
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
        children: content(packet),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
