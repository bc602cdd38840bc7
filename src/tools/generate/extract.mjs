/**
 * Updates src/locales/*.xlf from the messages without losing translations: one of changed text is kept and marked as
 * `needs-adaptation`, which does not ship, until the text is changed back or a translator sets the state; one without a message moves
 * to obsolete/<language>.json, unless a new message has the same English: then the translation moves with it, as when a record becomes a
 * shared one.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {contentFolder, messageId, readJson, readSources} from '../content/read-content.mjs';
import {readArticle, referenceTo} from '../content/article.mjs';
import {writeChanged} from '../write-changed.mjs';
import {languagesOf, markSigned, markStale, readUnits, serializeXliff, xliffFile} from '../locales/xliff.mjs';
import {hasForm} from '../content/plurals.mjs';
import {SHARED} from '../content/shared-records.mjs';
import {hasCopy} from '../content/tiers.mjs';
import {readGlossary, readNames, termsIn} from '../content/word-rules.mjs';

/** @import {Copy, Message} from '../content/read-content.mjs' */
/** @import {Form} from '../content/plurals.mjs' */
/** @import {Unit} from '../locales/xliff.mjs' */

/** Values of `from` on the notes that we write: on the message itself, and on its place. */
const NOTES = ['lit-localize', 'context'];

/**
 * Returns the note on a message for translators.
 *
 * @param {Message} message
 * @param {Map<string, string>} origins text of a passage or name of a source, by citation; a translator has no use for others
 * @param {import('../content/word-rules.mjs').GlossaryEntry[]} [glossary]
 */
export function describeMessage(message, origins, glossary = []) {
  const {kind, text, note, placeholders = {}, safety, edit, from = [], reason} = message;
  const cited = from.flatMap((citation) => origins.get(citation) ?? []).join('; ');
  const parts = [
    note,
    safety && 'SAFETY: a wrong word here could hurt someone.',
    kind === 'label' && 'Plain text, also spoken or copied.',
    ...Object.entries(placeholders).map(([name, meaning]) => `{${name}} = ${meaning}.`),
    edit !== 'interface' && `${edit}${cited && ` from ${cited}`}.`,
    reason,
    ...termsIn(text, glossary).map(({term, meaning}) => `Glossary, “${term}”: ${meaning}`),
  ];
  return parts.filter(Boolean).join(' ');
}

/**
 * Returns the context of all messages for translators: widget and place, the sentences before and after, the length that the layout
 * allows, the names that the brief of the language has for what is in it; by id.
 *
 * @param {Copy[]} copies
 * @param {import('../content/word-rules.mjs').Name[]} [names] of the language
 */
export function unitContexts(copies, names = []) {
  /** @type {Map<string, string>} */
  const contexts = new Map();
  for (const copy of copies)
    copy.messages.forEach(({key, text, kind, safety, maxLength}, index) => {
      const users =
        copy.widget === SHARED
          ? copies.filter(({shared}) => shared?.includes(key)).map(({widget}) => widget)
          : [copy.widget];
      // Shared records have neighbors in the file only, not in a widget.
      const [before, after] = copy.widget === SHARED ? [] : [copy.messages[index - 1], copy.messages[index + 1]];
      const note = [
        `Shown in ${users.join(', ')}: ${key}${kind === 'label' ? ', spoken or copied' : ''}.`,
        safety && 'Safety.',
        maxLength && `At most ${maxLength} characters.`,
        before && `Before it: “${before.text}”`,
        after && `After it: “${after.text}”`,
        ...termsIn(text, names).map(({term, name, note, sources}) =>
          [`“${term}”: ${name} (sources read: ${sources.length}).`, note].filter(Boolean).join(' '),
        ),
      ];
      contexts.set(messageId(copy, {key}), note.filter(Boolean).join(' '));
    });
  return contexts;
}

/**
 * Gives messages without a translation that of a removed message with the same English. Where the translations of several differ,
 * it gives none.
 *
 * @param {Unit[]} units
 * @param {readonly Readonly<Unit>[]} removed
 * @returns {{unit: Unit, from: readonly Readonly<Unit>[]}[]} units with a new translation
 */
function carryOver(units, removed) {
  return units
    .filter(({target}) => !target)
    .map((unit) => ({unit, from: removed.filter(({source}) => source === unit.source)}))
    .filter(({unit, from: [first, ...others]}) => {
      if (!first || others.some(({target, state}) => target !== first.target || state !== first.state)) return false;
      Object.assign(unit, {target: first.target, state: first.state});
      return true;
    });
}

/** Adds translations to a file of obsolete ones. @param {string} file @param {readonly Readonly<Unit>[]} units */
function archive(file, units) {
  const archived = existsSync(file) ? readJson(file) : {};
  for (const {id, source, target} of units) archived[id] = {source, target};
  writeChanged(file, `${JSON.stringify(archived, null, 2)}\n`);
}

/**
 * Returns the units of a language, of the texts in its tier, with the translations that it has.
 *
 * @param {string} language
 * @param {Copy[]} copies
 * @param {readonly Readonly<Unit>[]} before units of the file
 * @param {string} content path of src/content
 */
function unitsOf(language, copies, before, content) {
  const origins = new Map(Object.entries(readSources(content)).map(([key, {name = key}]) => [`source:${key}`, name]));
  for (const passage of readArticle(content)) origins.set(`article:${referenceTo(passage)}`, `“${passage.text}”`);
  const glossary = readGlossary(content);
  const contexts = unitContexts(copies, readNames(language, content));
  const known = new Map(before.map((unit) => [unit.id, unit]));
  const own = copies.filter(({widget}) => hasCopy(language, widget, content));
  return own.flatMap((copy) =>
    copy.messages
      // Translators need not fill in forms that their language lacks.
      .filter((/** @type {Form} */ message) => hasForm(message, language))
      .map((message) => {
        const id = messageId(copy, message);
        const {target = '', state = '', approved = false, extra = '', notes = []} = known.get(id) ?? {};
        const texts = [describeMessage(message, origins, glossary), contexts.get(id) ?? ''];
        return {
          ...{id, source: message.text, target, state, approved, extra},
          ...(message.maxLength && {maxLength: message.maxLength}),
          notes: [
            ...NOTES.map((from, index) => ({from, text: texts[index]})).filter(({text}) => text),
            ...notes.filter(({from}) => !NOTES.includes(from)),
          ],
        };
      }),
  );
}

/**
 * Updates the translations, and their files unless `isTrial`.
 *
 * @param {{locales: string, content?: string, copies: Copy[], isSigned?: (language: string, id: string) => boolean, isTrial?: boolean}} options
 *   `isSigned`: whether reviewers have signed a translation
 * @returns {{units: Map<string, Unit[]>, notes: string[], isChanged: boolean}} `units` by language; `notes` about translations that are
 *   stale or were archived; `isChanged`: whether a file was out of date
 */
export function extractMessages({locales, content = contentFolder, copies, isSigned = () => false, isTrial = false}) {
  let isChanged = false;
  /** @type {Map<string, Unit[]>} */
  const all = new Map();
  const notes = languagesOf(locales).flatMap((language) => {
    const file = xliffFile(locales, language);
    const before = readUnits(file);
    const units = unitsOf(language, copies, before, content);
    all.set(language, units);
    const ids = new Set(units.map(({id}) => id));
    const unused = before.filter(({id, target}) => target && !ids.has(id));
    const carried = carryOver(units, unused);
    const removed = unused.filter((unit) => !carried.some(({from}) => from.includes(unit)));
    const stale = markStale({units}, before);
    markSigned({units}, (id) => isSigned(language, id));
    if (!isTrial) {
      if (writeChanged(file, serializeXliff({language, units}))) isChanged = true;
      if (removed.length) archive(join(locales, `obsolete/${language}.json`), removed);
    }
    const removedIds = removed.map(({id}) => id).join(', ');
    return [
      ...(stale.length
        ? [`${language}: the English of ${stale.join(', ')} changed; the translation is kept, and English is shown.`]
        : []),
      ...carried.map(
        ({unit, from}) => `${language}: ${unit.id} has the translation of ${from.map(({id}) => id).join(', ')}.`,
      ),
      ...(removed.length ? [`${language}: ${removedIds} no longer exist; moved to obsolete/${language}.json.`] : []),
    ];
  });
  return {units: all, notes, isChanged};
}
