/** Reads and writes XLIFF 1.2 in the form that lit-localize uses. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {XMLSerializer} from '@xmldom/xmldom';
import {isElement, parseAny} from './canonical.mjs';

/**
 * @typedef {object} Unit a `trans-unit`: a message in one language
 * @property {string} id
 * @property {string} state       XLIFF state of the target, empty if it has none
 * @property {string} source      English, with placeholders as XML
 * @property {string} target      translation, with placeholders as XML; empty if there is none
 * @property {string} sourceText  English, with placeholders as `{name}`
 * @property {string} targetText  translation, with placeholders as `{name}`
 * @property {Element} element
 *
 * @typedef {object} Xliff
 * @property {Document} document
 * @property {string} targetLanguage
 * @property {Unit[]} units
 */

/**
 * @typedef {object} UnitContext
 * @property {string} note
 * @property {number} [maxLength] characters
 */

/** Value of `from` on the note with the context of a unit. */
const CONTEXT = 'context';

/** XLIFF state of a translation whose English text has changed since: Weblate, Poedit and Translate Toolkit count it as work. */
const STALE = 'needs-adaptation';

/** XLIFF state of a translation that reviewers have signed: review/signatures.mjs. */
const SIGNED = 'signed-off';

/** XLIFF state of a translation that a reviewer has changed. It ships, as a draft, until it has been reviewed. */
export const NEEDS_REVIEW = 'needs-review-translation';

/**
 * Returns the XML of the children of an element, without the namespace declarations that the serializer repeats.
 *
 * @param {Element | undefined} element
 */
const innerXml = (element) =>
  Array.from(element?.childNodes ?? [])
    .map((node) => new XMLSerializer().serializeToString(node).replace(/ xmlns="[^"]*"/g, ''))
    .join('');

/**
 * Returns the name of a placeholder element (`<x id equiv-text/>` or `<ph>`): the name of its variable in the source code.
 *
 * @param {Element} element
 */
const placeholderName = (element) =>
  /^\$\{(\w+)\}$/u.exec(element.getAttribute('equiv-text') || (element.textContent ?? ''))?.[1] ??
  `x${element.getAttribute('id')}`;

/** Returns the text of an element, with placeholders as `{name}`. @param {Element | undefined} element */
const plainText = (element) =>
  Array.from(element?.childNodes ?? [], (node) =>
    isElement(node) ? `{${placeholderName(node)}}` : (node.nodeValue ?? ''),
  ).join('');

/** @param {Element} element @returns {Unit} */
function toUnit(element) {
  /** @type {[Element | undefined, Element | undefined]} */
  const [source, target] = [element.getElementsByTagName('source')[0], element.getElementsByTagName('target')[0]];
  return {
    id: element.getAttribute('id') ?? '',
    state: target?.getAttribute('state') ?? '',
    source: innerXml(source),
    target: innerXml(target),
    sourceText: plainText(source),
    targetText: plainText(target),
    element,
  };
}

/**
 * Parses an XLIFF document of any tool.
 *
 * @param {string} xml
 * @param {{file?: string, language?: string}} [expected] see {@link parseAny}
 * @returns {Xliff}
 * @throws {XliffError} if it is not XLIFF 1.2, or in another language
 */
export function parseXliff(xml, expected) {
  const {document, file, units} = parseAny(xml, expected);
  return {document, targetLanguage: file.getAttribute('target-language') ?? '', units: units.map(toUnit)};
}

/**
 * Reads an XLIFF file.
 *
 * @param {string} file
 * @throws {XliffError} if it is not XLIFF 1.2, or in another language than its name says
 */
export const readXliff = (file) =>
  parseXliff(readFileSync(file, 'utf8'), {file: basename(file), language: basename(file, '.xlf')});

/** Units of each file, of the text that was last read. @type {Map<string, {xml: string, units: readonly Readonly<Unit>[]}>} */
const known = new Map();

/**
 * Reads the units of a file, to be left unchanged: `npm run messages` reads each file eight times.
 *
 * @param {string} file
 * @returns {readonly Readonly<Unit>[]} none if the file does not exist
 */
export function readUnits(file) {
  if (!existsSync(file)) return [];
  const xml = readFileSync(file, 'utf8');
  if (known.get(file)?.xml !== xml) known.set(file, {xml, units: readXliff(file).units});
  return known.get(file)?.units ?? [];
}

/** States of targets that need work, as Weblate, Poedit and Translate Toolkit count them. */
const UNFINISHED = new Set(['new', 'needs-translation', STALE, 'needs-l10n']);

/** Returns whether a translation ships: it exists, and the English has not changed since. @param {Unit} unit */
export const isShippable = ({target, state}) => Boolean(target) && !UNFINISHED.has(state);

/**
 * Returns whether a language is a variant of English, such as `en-GB`: its messages without a target are the English ones.
 *
 * @param {string} language BCP 47 tag
 */
export const isEnglishVariant = (language) => language.startsWith('en-');

/** Returns whether a translation was made for an earlier English text. @param {Unit} unit */
export const isStale = ({target, state}) => Boolean(target) && state === STALE;

/** Attribute of XLIFF 1.2 for data of other programs: on a stale unit a hash of its texts, and the state that its target had. */
const EXTRA = 'extradata';

/** Returns a hash of a translation and the English text that it was made for. @param {string} source @param {string} target */
const pairHash = (source, target) => createHash('sha256').update(`${source}\0${target}`).digest('hex').slice(0, 16);

/**
 * Marks the translations whose English text has changed since an earlier version of a file. Where the English is again what the
 * translation was made for, its state comes back: a text that is changed and changed back leaves no trace.
 *
 * @param {Xliff} xliff
 * @param {Unit[]} before
 * @returns {string[]} ids of the translations that became stale
 */
export function markStale({units}, before) {
  const earlier = new Map(before.map((unit) => [unit.id, unit]));
  return units.flatMap(({id, source, element}) => {
    const last = earlier.get(id);
    if (!last?.target) return [];
    const known = last.state === STALE ? last.element.getAttribute(EXTRA) : '';
    const [hash, state] = known?.split(' ') ?? [];
    const target = element.getElementsByTagName('target')[0];
    element.removeAttribute(EXTRA);
    if (hash === pairHash(source, last.target)) {
      if (state) target.setAttribute('state', state);
      else target.removeAttribute('state');
      return [];
    }
    if (known) element.setAttribute(EXTRA, known);
    if (last.source === source) return [];
    if (isShippable(last)) element.setAttribute(EXTRA, `${pairHash(last.source, last.target)} ${last.state}`.trim());
    target.setAttribute('state', STALE);
    element.removeAttribute('approved');
    return [id];
  });
}

/**
 * Marks the translations that reviewers have signed, in the way that all common tools read: `approved` on the unit and the state
 * `signed-off`. A tool cannot sign: units that it has marked become drafts again.
 *
 * @param {Xliff} xliff
 * @param {(id: string) => boolean} isSigned
 */
export function markSigned({units}, isSigned) {
  for (const {id, element} of units) {
    const target = element.getElementsByTagName('target')[0];
    const state = target?.getAttribute('state');
    if (target && isShippable({...toUnit(element)}) && isSigned(id)) {
      target.setAttribute('state', SIGNED);
      element.setAttribute('approved', 'yes');
    } else {
      element.removeAttribute('approved');
      if (state === SIGNED || state === 'final') target.setAttribute('state', 'translated');
    }
  }
}

/** Inserts an element on a line of its own. @param {Element} element @param {Element} before */
function insertAfter(element, before) {
  const lineBreak = element.ownerDocument.createTextNode('\n  ');
  before.parentNode?.insertBefore(lineBreak, before.nextSibling);
  before.parentNode?.insertBefore(element, lineBreak.nextSibling);
}

/**
 * Writes the context of units: a note, and the length that the layout allows.
 *
 * @param {Xliff} xliff
 * @param {Map<string, UnitContext>} contexts by id
 */
export function writeContexts({units}, contexts) {
  for (const {id, element} of units) {
    const {note: text, maxLength} = contexts.get(id) ?? {};
    if (!text) continue;
    const notes = Array.from(element.getElementsByTagName('note'));
    let note = notes.find((each) => each.getAttribute('from') === CONTEXT);
    if (!note) {
      note = element.ownerDocument.createElement('note');
      note.setAttribute('from', CONTEXT);
      insertAfter(
        note,
        notes.at(-1) ?? element.getElementsByTagName('target')[0] ?? element.getElementsByTagName('source')[0],
      );
    }
    note.textContent = text;
    if (maxLength) {
      element.setAttribute('maxwidth', String(maxLength));
      element.setAttribute('size-unit', 'char');
    } else for (const name of ['maxwidth', 'size-unit']) element.removeAttribute(name);
  }
}

/**
 * Gives a unit without a target that of another, which has the same source.
 *
 * @param {Unit} unit
 * @param {Unit} other may be of another document
 */
export function setTarget({element}, other) {
  const source = element.getElementsByTagName('source')[0];
  const target = other.element.getElementsByTagName('target')[0];
  if (source && target) insertAfter(element.ownerDocument.importNode(target, true), source);
}

/**
 * Gives a unit a translation. Adds the target, with the placeholders of the source, where there is none.
 *
 * @param {Unit} unit
 * @param {string} text with placeholders as `{name}`, each of which is in the source
 * @param {string} state
 */
export function setTargetText({element}, text, state) {
  const {ownerDocument} = element;
  const source = element.getElementsByTagName('source')[0];
  let target = element.getElementsByTagName('target')[0];
  if (!target) {
    target = ownerDocument.createElement('target');
    insertAfter(target, source);
  }
  while (target.firstChild) target.removeChild(target.firstChild);
  const placeholders = new Map(
    Array.from(source.childNodes)
      .filter(isElement)
      .map((placeholder) => [placeholderName(placeholder), placeholder]),
  );
  for (const part of text.split(/(\{\w+\})/u).filter(Boolean)) {
    const placeholder = placeholders.get(part.slice(1, -1));
    target.appendChild(placeholder ? placeholder.cloneNode(true) : ownerDocument.createTextNode(part));
  }
  target.setAttribute('state', state);
}

/**
 * Sorts units into the order of the copy, which is the reading order, for the sake of translators.
 *
 * @param {Xliff} xliff
 * @param {string[]} order ids
 */
export function sortUnits({document, units}, order) {
  const body = document.getElementsByTagName('body')[0];
  while (body.firstChild) body.removeChild(body.firstChild);
  const appendLineBreak = () => body.appendChild(document.createTextNode('\n'));
  appendLineBreak();
  for (const {element} of [...units].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))) {
    body.appendChild(element);
    appendLineBreak();
  }
}

/** @param {Xliff} xliff */
export const serializeXliff = ({document}) => `${new XMLSerializer().serializeToString(document).trimEnd()}\n`;
