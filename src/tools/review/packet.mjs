/**
 * Plans a packet: a Word document in which a clinician or a translator reviews messages. A row has the forms of one sentence and the
 * picture beside it. Marks identify each message and all that the reviewer sees of it; the packet carries a code of its marks.
 */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {contentFolder, readJson} from '../content/read-content.mjs';
import {readGlossary, termsIn} from '../content/word-rules.mjs';
import {countryName, directionOf, languageName} from '../content/cldr-data.mjs';
import {root} from '../project.mjs';
import {UNREAD, isPartial, nameOf, openIn, placeOf, questionsOf, shortHash} from './questions.mjs';
import {KINDS, dayOf, lastDueDay} from './signatures.mjs';
import {findingOf, indexReviews, needsOf} from './status.mjs';
import {isPicture, seenOf, shownBy, sourcesOf} from './subjects.mjs';

/** @import {Copy} from '../content/read-content.mjs' */
/** @import {Kind, Review} from './signatures.mjs' */
/** @import {Corpus, Subject} from './subjects.mjs' */

/**
 * @typedef {{data: Uint8Array, width: number, height: number}} Picture PNG, size in CSS pixels
 *
 * @typedef {ReturnType<typeof describeRow>['texts'][number] & {drawing?: Picture}} Text
 *
 * @typedef {{texts: Text[], about: string[], number: number, earlier: string[]}} Row messages that are judged together
 *
 * @typedef {ReturnType<typeof planPacket>} Packet
 */

/** Widgets to review first, the most urgent at the start. */
export const CORE = ['overdose-warning', 'helpline-banner', 'tolerance-chart', 'trigger-checklist'];

const rankOf = (/** @type {Copy} */ {widget}) => (CORE.indexOf(widget) + CORE.length + 1) % (CORE.length + 1);

/** Maximum rows under one verdict, where the copy makes no blocks, and of texts without a source in a row. */
const BLOCK = 10;

/** Countries that have forms of their own. */
const COUNTRIES = ['AU', 'CA', 'GB', 'IE', 'NZ', 'US'].map((code) => countryName(code));

/** Value of the field for the country, of a packet with the forms of all. */
export const EVERYWHERE = 'all';

/** Verdicts to choose from; words that were written over need none. */
export const CHOICES = ['choose', 'approved', 'rejected'];

/** Words on which reading a packet depends: columns, lines about it and its reviewer, headings; the question of each kind; marks. */
export const WORDS = readJson(join(import.meta.dirname, 'packet.json'));
export const {columns: COLUMNS, fields: FIELDS, headings: HEADINGS} = WORDS;

/** First cell of the row for the verdict on a block. */
export const WHOLE_BLOCK = 'Open rows:';

/** Cell before the free answer to a question. */
export const OTHER = 'Other:';

/** Returns the lines to fill in, without a value, and those that identify the packet. @param {Packet} packet @returns {[name: string, value: string][]} */
export function fieldsOf({kind, language, languageName, region, made, code, count}) {
  const values = {packet: code, kind, language: `${language} (${languageName})`, region, made, rows: String(count)};
  return Object.entries(FIELDS).map(([key, name]) => [name, values[/** @type {keyof values} */ (key)] ?? '']);
}

/** Returns the time that rows and questions take, in minutes: 40 seconds each. @param {{count: number, questions: unknown[]}} packet */
export const minutesOf = ({count, questions}) => Math.ceil(((count + questions.length) * 2) / 15) * 5;

/** Returns the text of page 1 around the fields. @param {Pick<Packet, 'kind'|'languageName'|'region'|'count'|'questions'>} packet */
export const introduction = ({kind, languageName, region, count, questions}) => ({
  title: `Review: ${kind}, ${languageName}`,
  before: [
    WORDS.questions[kind],
    'The open project recovery-widgets publishes these words, drafts until reviewed, in a public repository and on health sites, for people who use opioids.',
    `${count} rows and ${questions.length} questions, about ${minutesOf({count, questions})} minutes. A part helps too.`,
    'Readers see your role, organisation and the day; public pages also your reasons and answers. Comments on rows stay in the repository for good; so do name and number unless private, but on no page.',
  ],
  after: [
    '1. Choose a verdict at the end of each block you have read: it counts for the rows you leave open. A row with a comment needs its own verdict.',
    '2. To change a text, write over it. “rejected” refuses all texts of its row: say why.',
    '3. Keep {number} and the like, sources and square brackets. Asterisk: source not read whole.',
    '4. Return it as .docx to the sender.',
    `You approve exactly these words, in every country${region === EVERYWHERE ? '' : ` that shows them (forms for others than ${region} are left out)`}, for a year ${kind === 'clinical' ? 'at most' : '(two where safety is not concerned)'}. If a word or source changes, we ask again.`,
  ],
});

/** @param {Picture} picture */
const hashOf = ({data}) => shortHash(Buffer.from(data).toString('base64'));

/** Mark of a message in its row, with the hash of its drawing. @param {Pick<Text, 'id'|'code'|'drawing'>} text @param {number} number of the row */
export const markOf = ({id, code, drawing}, number) =>
  `[${number}·${id}·${code}${drawing ? `·${hashOf(drawing)}` : ''}]`;

/** Mark of the pictures of a widget, in its heading. @param {Picture[]} pictures */
export const picturesMark = (pictures) => (pictures.length ? ` [${shortHash(pictures.map(hashOf))}]` : '');

/** Regular expression for the marks of {@link markOf}, and for those of pictures and questions. */
export const MARK =
  /\[\s*(\d+)\s*·\s*([a-z]+(?:-[a-z]+)*\.[a-z0-9-]+)\s*·\s*([0-9a-f]{16})\s*(?:·\s*([0-9a-f]{16})\s*)?\]/gu;
export const PICTURES_MARK = /\s*\[([0-9a-f]{16})\]\s*$/u;
export const QUESTION_MARK = /^([^]*?)\s*\[([0-9a-f]{16})\]([^]*)$/u;

/** Regular expressions for what a source says, for names of sources alone, and for a place that the next quotation repeats. */
export const QUOTE = /^([^:“]+): “/u;
export const NAMED = RegExp(`^(Also|No line quoted|${UNREAD}): `, 'u');
const SAME_PLACE = /” \(([^)]*)\)(?= “[^”]*” \(\1\))/gu;

/** Returns the code of all that a reviewer sees of a message. @param {Subject} subject @param {Kind} kind */
export const codeOf = (subject, kind) =>
  shortHash([kind, subject.id, subject.language, seenOf(subject), kind === 'clinical' && subject.message.open]);

/** Returns the code of a packet. @param {{kind: string, language: string, region: string, made: string}} packet @param {{id: string, code: string}[]} texts */
export const packetCode = ({kind, language, region, made}, texts) =>
  shortHash([kind, language, region, made, texts.map(({id, code}) => `${id} ${code}`).sort()]);

/** Returns the label of a widget in its class comment, or its name. @param {string} widget */
function labelOf(widget) {
  const file = join(root, `src/widgets/${widget}/${widget}.ts`);
  const [, label = widget] = (existsSync(file) && /^ \* @label (.+)$/m.exec(readFileSync(file, 'utf8'))) || [];
  return label;
}

/** Returns a source for the list at the end. @param {Subject['citations'][number]} citation */
function describeSource({text, name = '', source}) {
  if (!source) return `“${text}”`;
  const {publisher, date, url, read} = source;
  const how = [
    read ? (read.extent === 'none' ? 'text not found' : '') : 'not read',
    read?.edition ? `read: ${read.edition.replace(/\.$/u, '')}` : '',
  ];
  const isDated = date !== 'undated' && !`${name} ${publisher}`.includes(date.slice(0, 4));
  const who = publisher === name ? '' : publisher.replace(`${name}, `, '').replace(/ \([A-Z]+\)/u, '');
  return [[who, isDated ? date : ''].filter(Boolean).join(', '), ...how, url].filter(Boolean).join('; ');
}

/** Returns a line of what each source says of some messages, and one with the names of the others. @param {Subject[]} subjects */
function quote(subjects) {
  const citations = subjects.flatMap(sourcesOf);
  const names = [...new Set(citations.map(nameOf))];
  const saysOf = (/** @type {string} */ name) => {
    const own = citations.filter((each) => nameOf(each) === name).flatMap(({source}) => source?.says ?? []);
    return [...new Set(own.map((line) => `“${line.quote}” (${line.where})`))].join(' ').replace(SAME_PLACE, '”');
  };
  const lines = names.filter(saysOf).map((name) => `${name}: ${saysOf(name)}`);
  const others = names.filter((name) => !saysOf(name));
  const read = others.filter((name) => !isPartial(name));
  const list = (/** @type {string} */ how, /** @type {string[]} */ some) =>
    some.length ? [`${how}: ${some.join(', ')}`] : [];
  return [...lines, ...list(lines.length ? 'Also' : 'No line quoted', read), ...list(UNREAD, others.filter(isPartial))];
}

/**
 * Describes messages for a reviewer.
 *
 * @param {Subject[]} subjects
 * @param {Kind} kind
 * @param {Map<string, string>} labels by message
 * @param {import('../content/word-rules.mjs').GlossaryEntry[]} glossary
 */
export function describeRow(subjects, kind, labels, glossary) {
  const notes = subjects.flatMap(({language, english, message: {placeholders = {}, note = '', maxLength}}) => [
    ...Object.entries(placeholders).map(([name, meaning]) => `{${name}}: ${meaning}`),
    ...(kind === 'clinical' ? [] : [note, maxLength ? `At most ${maxLength} characters.` : '']),
    ...(language === 'en' ? [] : termsIn(english, glossary).map(({term, meaning}) => `${term}: ${meaning}`)),
  ]);
  const texts = subjects.map((subject) => {
    const label = isPicture(subject.id) ? 'Picture: ' : (labels.get(subject.id) ?? '');
    const {id, english, text, picture} = subject;
    return {id, label, code: codeOf(subject, kind), english: label + english, judged: label + text, picture};
  });
  const none = kind === 'clinical' ? ['No source'] : [];
  return {
    texts,
    about: [
      ...(subjects.some((each) => sourcesOf(each).length) ? quote(subjects) : none),
      ...new Set(notes.filter(Boolean)),
    ],
  };
}

/** Refers to what sources say in an earlier row, last. @param {string[]} about @param {number} row @param {Map<string, number>} seen rows by line */
function shorten(about, row, seen) {
  for (const line of about) if (QUOTE.test(line) && !seen.has(line)) seen.set(line, row);
  const earlier = about.filter((line) => (seen.get(line) ?? row) < row);
  const namesIn = (/** @type {number | undefined} */ place) =>
    earlier.flatMap((line) => (seen.get(line) === place ? (QUOTE.exec(line)?.[1] ?? []) : [])).join('; ');
  const places = [...new Set(earlier.map((line) => seen.get(line)))];
  return [
    ...about.filter((line) => !earlier.includes(line)),
    ...places.map((place) => `Row ${place}: ${namesIn(place)}`),
  ];
}

/** Returns the blocks of a copy, with the label of each form. @param {Copy} copy */
const parse = ({widget, packet = []}) =>
  packet.map(({title, rows}) => ({
    title,
    rows: rows.map((row) =>
      row.map((name) => {
        const [, label = '', key] = /^(.*: )?(.*)$/u.exec(name) ?? [];
        return {label, id: key.includes('.') ? key : `${widget}.${key}`};
      }),
    ),
  }));

/** Returns the labels of forms, by message. @param {Corpus} corpus */
export const labelsOf = ({copies}) =>
  new Map(
    copies.flatMap(parse).flatMap(({rows}) => rows.flat().map(({id, label}) => /** @type {const} */ ([id, label]))),
  );

/**
 * Returns the rows of a widget by block: as its copy has them, then all others one by one. For a clinician, what has no source to compare with
 * is in the last rows of a block.
 *
 * @param {Copy} copy
 * @param {(id: string) => boolean} hasSources
 */
function blocksOf(copy, hasSources) {
  const rest = new Set(shownBy(copy));
  const blocks = parse(copy).map(({title, rows}) => ({
    title,
    rows: rows.map((row) => row.map(({id}) => id).filter((id) => rest.delete(id))),
  }));
  const single = [...rest].filter(hasSources).map((id) => [id]);
  for (let at = 0; at < single.length || !blocks.length; at += BLOCK)
    blocks.push({title: blocks.length ? 'More' : '', rows: single.slice(at, at + BLOCK)});
  blocks.at((copy.packet ?? []).length - 1)?.rows.push([...rest].filter((id) => !hasSources(id)));
  return blocks;
}

/** Returns a row in parts that a person can judge at once, none if it is empty. @param {Subject[]} row */
const inBlocks = (row) => row.flatMap((_, at) => (at % BLOCK ? [] : [row.slice(at, at + BLOCK)]));

/** Returns the forms of a row that readers in a country see. @param {string[]} ids @param {string} region @param {Map<string, string>} labels */
function formsIn(ids, region, labels) {
  if (region === EVERYWHERE) return ids;
  const country = (/** @type {string} */ id) => (labels.get(id) ?? '').slice(0, -2);
  const own = countryName(region);
  const others = [...COUNTRIES, ...(ids.some((id) => country(id) === own) ? ['Elsewhere'] : [])];
  return ids.filter((id) => country(id) === own || !others.includes(country(id)));
}

/** Returns the sources of messages for the list at the end, each once. @param {Subject[]} subjects */
export const sourceList = (subjects) =>
  [
    ...new Set(
      subjects
        .flatMap((subject) => [...sourcesOf(subject), ...subject.asked])
        .map((citation) => `${nameOf(citation)}: ${describeSource(citation)}`),
    ),
  ].sort();

/** @param {Subject} subject @param {{kind: Kind, language: string, which: string, reviews: Review[], index: ReturnType<typeof indexReviews>, today: string}} selection */
function isWanted(subject, {kind, language, which, reviews, index, today}) {
  if (!subject?.text || subject.language !== language) return false;
  const isOptional = kind === 'plain-language' || kind === 'lived-experience';
  if (!isOptional && !needsOf(subject).includes(kind)) return false;
  const {state, by} = findingOf(subject, kind, index, today);
  const asked = kind === 'clinical' ? openIn(subject, reviews) : [];
  if (which === 'needed') return asked.length > 0 || state !== 'signed';
  if (which === 'lapsed' && asked.some(({wasAnswered}) => wasAnswered || state === 'signed')) return true;
  if (which === 'lapsed') return state === 'changed' || state === 'expired';
  return which === 'all' || (state === 'signed' && Boolean(by && by.until <= lastDueDay(today)));
}

/** Returns the earlier verdicts on the messages of a row, each with its text unless it is on all: of this kind of review, and rejections of any. @param {Subject[]} own @param {Kind} kind @param {ReturnType<typeof indexReviews>} index @param {string} today */
export function earlierOn(own, kind, index, today) {
  const found = own.flatMap((subject) =>
    KINDS.map((each) => findingOf(subject, each, index, today))
      .filter(({by, kind: each}) => by && (each === kind || by.signature.verdict === 'rejected'))
      .map(({state, why}) => (state === 'signed' ? `signed by ${why}` : why).replace(/\s+/gu, ' '))
      .map((why) => ({why, text: `“${subject.text}”`})),
  );
  return [...new Set(found.map(({why}) => why))].map((why) => {
    const texts = found.filter((each) => each.why === why).map(({text}) => text);
    return `Earlier${texts.length < own.length ? `, on ${texts.join(', ')}` : ''}: ${why}`;
  });
}

/** Returns our own text outside rows and fields. @param {Corpus} corpus @param {Subject[]} subjects of the packet @param {Pick<Packet, 'kind'|'language'|'region'|'count'|'questions'>} packet */
export function ownTexts({copies}, subjects, packet) {
  const {title, before, after} = introduction({...packet, languageName: languageName(packet.language)});
  const blocks = copies.flatMap((copy) => blocksOf(copy, () => true).map((block) => block.title));
  const names = copies.map(({widget}) => labelOf(widget));
  const asked = packet.questions.flatMap((each, index, all) => [placeOf(each, index, all), ...each.earlier]);
  return [
    title,
    ...before,
    ...after,
    ...blocks,
    ...names,
    ...sourceList(subjects),
    ...asked,
    ...Object.values(HEADINGS),
  ];
}

/**
 * @typedef {object} Selection
 * @property {Kind} kind
 * @property {string} language
 * @property {string[]} [widgets] default: all
 * @property {string} [region] ISO 3166 code of the country whose forms it has; default: those of all
 * @property {string} [which] `needed`, the default: not signed; `lapsed`: signed once, and no longer; `due`: within two months; `all`
 * @property {'a4'|'letter'} [paper]
 * @property {string} [today]
 * @property {(subject: Subject) => boolean} [draws] whether the packet shows a picture; without its drawing nobody can judge it. Default: all
 *
 * Plans a packet, without rows if nothing is left to review.
 *
 * @param {Corpus} corpus
 * @param {Review[]} reviews
 * @param {Selection} selection
 * @param {string} [content] path of src/content
 */
export function planPacket(corpus, reviews, selection, content = contentFolder) {
  const {kind, language, widgets, region = EVERYWHERE, which = 'needed', paper = 'a4', today = dayOf()} = selection;
  const {draws = () => true} = selection;
  const index = indexReviews(reviews);
  const glossary = readGlossary(content);
  const labels = labelsOf(corpus);
  const subjects = corpus.subjects.get(language) ?? new Map();
  const [taken, undrawn] = [new Set(), /** @type {Set<string>} */ (new Set())];
  /** @type {{number: number, own: Subject[]}[]} */
  const all = [];
  /** @param {string[]} ids */
  const take = (ids) =>
    formsIn(ids, region, labels)
      .filter((id) => !taken.has(id) && taken.add(id))
      .map((id) => subjects.get(id))
      .filter((subject) => isWanted(subject, {kind, language, which, reviews, index, today}))
      .filter((subject) => !subject.picture || draws(subject) || !undrawn.add(subject.id));
  const seen = /** @type {Map<string, number>} */ (new Map());
  /** @param {Subject[]} own @returns {Row} */
  const rowOf = (own) => {
    const number = all.push({number: all.length + 1, own});
    const {texts, about} = describeRow(own, kind, labels, glossary);
    return {number, texts, about: shorten(about, number, seen), earlier: earlierOn(own, kind, index, today)};
  };
  const hasSources = (/** @type {string} */ id) =>
    kind !== 'clinical' || !subjects.has(id) || sourcesOf(subjects.get(id)).length > 0;
  const parts = corpus.copies
    .filter(({widget}) => widget !== 'shared' && (!widgets || widgets.includes(widget)))
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map((copy) => ({
      widget: copy.widget,
      label: labelOf(copy.widget),
      pictures: /** @type {Picture[]} */ ([]),
      blocks: blocksOf(copy, hasSources)
        .map(({title, rows}) => ({title, rows: rows.map(take).flatMap(inBlocks).map(rowOf)}))
        .filter(({rows}) => rows.length),
    }))
    .filter(({blocks}) => blocks.length);
  const rows = parts.flatMap(({blocks}) => blocks.flatMap((block) => block.rows));
  const questions = questionsOf(all, kind, reviews);
  for (const {number, about} of rows) {
    const asked = questions.flatMap(({numbers}, at) => (numbers.includes(number) ? at + 1 : []));
    if (asked.length) about.push(`Question ${asked.join(', ')}`);
  }
  const texts = rows.flatMap((row) => row.texts);
  return {
    ...{kind, language, languageName: languageName(language), direction: directionOf(language), region, paper},
    ...{made: today, code: packetCode({kind, language, region, made: today}, texts), count: all.length},
    ...{widgets: parts, questions, undrawn: [...undrawn], sources: sourceList(all.flatMap(({own}) => own))},
  };
}
