/**
 * Reads XLIFF 1.2 that any tool has saved, and writes it in one form: with prefixes, comments, CDATA, segments and earlier translations
 * gone, and units in the order in which they are given. A file in that form stays as it is, byte by byte.
 */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {SaxesParser} from 'saxes';
import {ContentError, placeholdersOf} from '../content/read-content.mjs';

/**
 * @typedef {object} Unit a `trans-unit`: a message in one language, with placeholders as `{name}`
 * @property {string} id
 * @property {string} source English
 * @property {string} target translation; empty if there is none
 * @property {string} state XLIFF state of the target, empty if it has none
 * @property {boolean} approved
 * @property {string} extra data of ours, see {@link markStale}
 * @property {number} [maxLength] characters that the layout allows
 * @property {{from: string, text: string}[]} notes
 *
 * @typedef {{language: string, units: Unit[]}} Xliff
 *
 * @typedef {{name: string, line: number, attributes: Record<string, string>, children: (Node | string)[]}} Node an element; `name` has
 *   no prefix
 */

/** Path of src/locales. */
export const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url));

/** Returns the languages that have a file, as BCP 47 tags. @param {string} locales path of src/locales */
export const languagesOf = (locales) =>
  readdirSync(locales)
    .filter((file) => file.endsWith('.xlf'))
    .map((file) => basename(file, '.xlf'))
    .sort();

/** Returns the path of a language’s XLIFF file. @param {string} locales path of src/locales @param {string} language */
export const xliffFile = (locales, language) => join(locales, `${language}.xlf`);

/** An XLIFF file that cannot be used, with the name of the file and the line. */
export class XliffError extends ContentError {
  exitCode = 2;
}

/** XLIFF state of a translation whose English text has changed since: Weblate, Poedit and Translate Toolkit count it as work. */
const STALE = 'needs-adaptation';

/** XLIFF state of a translation that reviewers have signed: review/signatures.mjs. */
const SIGNED = 'signed-off';

/** XLIFF state of a translation that a reviewer has changed. It ships, as a draft, until it has been reviewed. */
export const NEEDS_REVIEW = 'needs-review-translation';

/** Elements of a unit that other tools add, and that say nothing about the translation to ship. */
const EXTRA = ['alt-trans', 'seg-source', 'bin-unit'];

/**
 * Parses XML into its root element, and accepts no fault in it: a missing end tag would hide all units after it.
 *
 * @param {string} xml
 * @param {string} file name, for messages
 * @throws {XliffError}
 */
function parseXml(xml, file) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Node[]} */
  const open = [{name: '', line: 0, attributes: {}, children: []}];
  const [top] = open;
  const parser = new SaxesParser({xmlns: true, position: true});
  const add = (/** @type {Node | string} */ child) => open.at(-1)?.children.push(child);
  parser.on('error', ({message}) => {
    const [, line, text] = /^(\d+):\d+: (.*)$/.exec(message) ?? [];
    problems.push(`${file}, line ${line ?? '?'}: ${text ?? message}`);
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentag', ({local, attributes}) => {
    const own = Object.values(attributes).map(({name, value}) => [name, value]);
    /** @type {Node} */
    const node = {name: local, line: parser.line, attributes: Object.fromEntries(own), children: []};
    add(node);
    open.push(node);
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml.replace(/^\ufeff/, '')).close();
  if (problems.length) throw new XliffError(problems.slice(0, 5));
  return /** @type {Node} */ (top.children.find((child) => typeof child !== 'string'));
}

/** Lists the elements of some names below another. @param {Node} node @param {string[]} names @returns {Node[]} */
const elementsIn = ({children}, ...names) =>
  children.flatMap((child) => {
    if (typeof child === 'string' || EXTRA.includes(child.name)) return [];
    return names.includes(child.name) ? [child] : elementsIn(child, ...names);
  });

/**
 * Joins the text in an element, with placeholders as `${name}`.
 *
 * @param {Node} node
 * @param {(id: string) => string} [nameOf] name of a placeholder that has only an id, as some tools write it
 * @returns {string}
 */
const joinText = ({children}, nameOf = (id) => `x${id}`) =>
  children
    .map((child) => {
      if (typeof child === 'string') return child;
      if (!/^(x|ph)$/.test(child.name)) return joinText(child, nameOf);
      return child.attributes['equiv-text'] || joinText(child) || `\${${nameOf(child.attributes.id)}}`;
    })
    .join('');

/**
 * Returns the text of a source or target, without the line breaks and indents that programs put around placeholders, such as Lokalize; no
 * text of ours has a line break.
 *
 * @param {string} joined see {@link joinText}
 */
const textOf = (joined) =>
  joined
    .split(/\$(\{\w+\})/)
    .map((part, index) => (index % 2 ? part : part.replace(/^\s*\n\s*|\s*\n\s*$/g, '').replace(/\s*\n\s*/g, ' ')))
    .join('');

/** @param {Node} node @param {string} file @returns {Unit} */
function readUnit(node, file) {
  const {id, approved, extradata = '', maxwidth} = node.attributes;
  const [source] = elementsIn(node, 'source');
  const [target] = elementsIn(node, 'target');
  if (!id || !source) throw new XliffError([`${file}, line ${node.line}: the unit has no ${source ? 'id' : 'source'}`]);
  const english = textOf(joinText(source));
  const ids = elementsIn(source, 'x', 'ph').map((placeholder) => placeholder.attributes.id);
  const nameOf = (/** @type {string} */ each) => placeholdersOf(english)[ids.indexOf(each)] ?? `x${each}`;
  return {
    id,
    source: english,
    target: target ? textOf(joinText(target, nameOf)) : '',
    state: target?.attributes.state ?? '',
    approved: approved === 'yes',
    extra: extradata,
    ...(maxwidth && {maxLength: Number(maxwidth)}),
    notes: elementsIn(node, 'note').map((note) => ({from: note.attributes.from ?? '', text: joinText(note)})),
  };
}

/**
 * Parses XLIFF 1.2 of any tool.
 *
 * @param {string} xml
 * @param {{file?: string, language?: string}} [expected] `file`: its name, for messages; `language`: BCP 47 tag that it must be in
 * @returns {Xliff}
 * @throws {XliffError} with file and line, if it is not XLIFF 1.2, in another language, or names a unit twice
 */
export function parseXliff(xml, {file: name = 'XLIFF', language} = {}) {
  const root = parseXml(xml, name);
  const {version = '1.2'} = root.attributes;
  if (root.name !== 'xliff') throw new XliffError([`${name}, line 1: the root element is <${root.name}>, not <xliff>`]);
  if (!version.startsWith('1.')) throw new XliffError([`${name}, line 1: XLIFF ${version} is not supported, only 1.2`]);
  const [file] = elementsIn(root, 'file');
  if (!file) throw new XliffError([`${name}: not XLIFF 1.2: the <file> element is missing`]);
  const {'target-language': given = ''} = file.attributes;
  if (language && given.toLowerCase().replaceAll('_', '-') !== language.toLowerCase())
    throw new XliffError([`${name}, line ${file.line}: the target language is “${given}”, not “${language}”`]);
  const nodes = elementsIn(file, 'trans-unit');
  const ids = nodes.map(({attributes}) => attributes.id);
  const repeated = nodes.find(({attributes}, index) => ids.indexOf(attributes.id) < index);
  if (repeated) throw new XliffError([`${name}, line ${repeated.line}: duplicate unit id ${repeated.attributes.id}`]);
  return {language: given, units: nodes.map((node) => readUnit(node, name))};
}

/** Reads an XLIFF file. @param {string} file @throws {XliffError} if it is not XLIFF 1.2, or in another language than its name says */
export const readXliff = (file) =>
  parseXliff(readFileSync(file, 'utf8'), {file: basename(file), language: basename(file, '.xlf')});

/** Units of each file, of the text that was last read. @type {Map<string, {xml: string, units: readonly Readonly<Unit>[]}>} */
const known = new Map();

/** Reads the units of a file, to be left unchanged: `npm run messages` reads each file several times. @param {string} file @returns {readonly Readonly<Unit>[]} none if the file does not exist */
export function readUnits(file) {
  if (!existsSync(file)) return [];
  const xml = readFileSync(file, 'utf8');
  if (known.get(file)?.xml !== xml) known.set(file, {xml, units: readXliff(file).units});
  return known.get(file)?.units ?? [];
}

/** States of targets that need work, as Weblate, Poedit and Translate Toolkit count them. */
const UNFINISHED = ['new', 'needs-translation', STALE, 'needs-l10n'];

/** Returns whether a translation ships: it exists, and the English has not changed since. @param {Readonly<Unit>} unit */
export const isShippable = ({target, state}) => Boolean(target) && !UNFINISHED.includes(state);

/** Returns whether a language is a variant of English, such as `en-GB`: its messages without a target are the English ones. @param {string} language BCP 47 tag */
export const isEnglishVariant = (language) => language.startsWith('en-');

/** Returns whether a translation was made for an earlier English text. @param {Readonly<Unit>} unit */
export const isStale = ({target, state}) => Boolean(target) && state === STALE;

/** Returns a hash of a translation and the English text that it was made for. @param {string} source @param {string} target */
const pairHash = (source, target) => createHash('sha256').update(`${source}\0${target}`).digest('hex').slice(0, 16);

/**
 * Marks the translations whose English text has changed since an earlier version of a file, and stores in the attribute of XLIFF for data of
 * other programs a hash of their texts with their state. Where the English is again what the translation was made for, its state comes
 * back: a text that is changed and changed back leaves no trace. Returns the ids of the translations that became stale.
 *
 * @param {Pick<Xliff, 'units'>} xliff
 * @param {readonly Readonly<Unit>[]} before
 */
export function markStale({units}, before) {
  const earlier = new Map(before.map((unit) => [unit.id, unit]));
  return units.flatMap((unit) => {
    const last = earlier.get(unit.id);
    if (!last?.target) return [];
    const [hash, state = ''] = last.state === STALE ? last.extra.split(' ') : [];
    if (hash === pairHash(unit.source, last.target)) {
      Object.assign(unit, {state, extra: ''});
      return [];
    }
    if (last.source === unit.source) return [];
    const extra = isShippable(last) ? `${pairHash(last.source, last.target)} ${last.state}`.trim() : last.extra;
    Object.assign(unit, {state: STALE, extra, approved: false});
    return [unit.id];
  });
}

/**
 * Marks the translations that reviewers have signed, in the way that all common tools read: `approved` on the unit and the state
 * `signed-off`. A tool cannot sign: units that it has marked become drafts again.
 *
 * @param {Pick<Xliff, 'units'>} xliff
 * @param {(id: string) => boolean} isSigned
 */
export function markSigned({units}, isSigned) {
  for (const unit of units) {
    unit.approved = isShippable(unit) && isSigned(unit.id);
    if (unit.approved) unit.state = SIGNED;
    else if (unit.state === SIGNED || unit.state === 'final') unit.state = 'translated';
  }
}

/** Escapes a text for content and attributes. @param {string} text */
const escape = (text) => text.replace(/[&<>]/g, (letter) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[letter] ?? '');

/** Writes a text, with the placeholders numbered as in the source. @param {string} text @param {string} source */
function markupOf(text, source) {
  const names = [...new Set([source, text].flatMap(placeholdersOf))];
  const markup = (/** @type {string} */ _, name = '') => `<x id="${names.indexOf(name)}" equiv-text="\${${name}}"/>`;
  return escape(text).replace(/\{([a-zA-Z]+)\}/g, markup);
}

/** @param {Unit} unit */
function formatUnit({id, source, target, state, approved, extra, maxLength, notes}) {
  const attributes = [
    approved && ' approved="yes"',
    extra && ` extradata="${extra}"`,
    maxLength && ` maxwidth="${maxLength}" size-unit="char"`,
    ' xml:space="preserve"',
  ];
  return [
    `      <trans-unit id="${id}"${attributes.filter(Boolean).join('')}>`,
    `        <source>${markupOf(source, source)}</source>`,
    ...(target ? [`        <target state="${state || 'translated'}">${markupOf(target, source)}</target>`] : []),
    ...notes.map(({from, text}) => `        <note${from && ` from="${escape(from)}"`}>${escape(text)}</note>`),
    '      </trans-unit>',
  ].join('\n');
}

/** Writes XLIFF in the form of Translate Toolkit, which indents all that it saves, and adds states and `xml:space` that are missing. @param {Xliff} xliff */
export const serializeXliff = ({language, units}) => `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
  <file target-language="${language}" source-language="en" original="lit-localize-inputs" datatype="plaintext">
    <body>
${units.map(formatUnit).join('\n')}
    </body>
  </file>
</xliff>
`;
