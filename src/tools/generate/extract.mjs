/**
 * Updates src/locales/*.xlf from the messages without losing translations.
 *
 * On its own, lit-localize silently keeps a translation when its English text changes, and drops it when its id is removed.
 * Here a translation of changed text is kept and marked as `needs-adaptation`, which does not ship, until the text is changed back or
 * a translator sets the state; a translation
 * without a message moves to obsolete/<language>.json, unless a new message has the same English: then the translation moves with it,
 * as when a record becomes a shared one.
 */
import {existsSync} from 'node:fs';
import {basename, join} from 'node:path';
import {messageId, readJson} from '../content/read-content.mjs';
import {writeChanged} from '../write-changed.mjs';
import {languagesOf, xliffFile} from '../locales/languages.mjs';
import {
  markSigned,
  markStale,
  parseXliff,
  readXliff,
  serializeXliff,
  setTarget,
  sortUnits,
  writeContexts,
} from '../locales/xliff.mjs';
import {hasForm} from '../content/plurals.mjs';
import {SHARED} from '../content/shared-records.mjs';
import {readNames, termsIn} from '../content/word-rules.mjs';
import {root} from '../project.mjs';

/** @import {Copy} from '../content/read-content.mjs' */
/** @import {Localizer} from './localizer.mjs' */
/** @import {Form} from '../content/plurals.mjs' */
/** @import {Unit} from '../locales/xliff.mjs' */

/** Address at which `npm run storybook` shows the stories. */
const STORYBOOK = 'http://localhost:6006';

/**
 * Returns the context of all messages for translators: widget and place, the sentences before and after, the length that the layout
 * allows, the names that the brief of the language has for what is in it, a link to the story. The glossary and the mark of safety are in the note of lit-localize.
 *
 * @param {Copy[]} copies
 * @param {import('../content/word-rules.mjs').Name[]} [names] of the language
 * @returns {Map<string, import('../locales/xliff.mjs').UnitContext>} by id
 */
export function unitContexts(copies, names = []) {
  /** @type {Map<string, import('../locales/xliff.mjs').UnitContext>} */
  const contexts = new Map();
  for (const copy of copies)
    copy.messages.forEach(({key, text, kind, safety, maxLength}, index) => {
      const id = messageId(copy, {key});
      const users =
        copy.widget === SHARED
          ? copies.filter(({shared}) => shared?.includes(key)).map(({widget}) => widget)
          : [copy.widget];
      const stories = users.filter((widget) => existsSync(join(root, `stories/${widget}.stories.ts`)));
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
        stories.length > 0 && `Story: ${STORYBOOK}/?path=/docs/widgets-${stories[0]}--docs`,
      ];
      contexts.set(id, {note: note.filter(Boolean).join(' '), ...(maxLength && {maxLength})});
    });
  return contexts;
}

/**
 * Gives messages without a translation that of a removed message with the same English. Where the translations of several differ,
 * it gives none.
 *
 * @param {Unit[]} units
 * @param {Unit[]} removed
 * @returns {{unit: Unit, from: Unit[]}[]} units with a new translation
 */
function carryOver(units, removed) {
  return units
    .filter(({target}) => !target)
    .map((unit) => ({unit, from: removed.filter(({source}) => source === unit.source)}))
    .filter(({unit, from: [first, ...others]}) => {
      if (!first || others.some(({target, state}) => target !== first.target || state !== first.state)) return false;
      setTarget(unit, first);
      return true;
    });
}

/** Adds translations to a file of obsolete ones. @param {string} file @param {Unit[]} units */
function archive(file, units) {
  const archived = existsSync(file) ? readJson(file) : {};
  for (const {id, source, target} of units) archived[id] = {source, target};
  writeChanged(file, `${JSON.stringify(archived, null, 2)}\n`);
}

/**
 * Updates the XLIFF files.
 *
 * @param {object} options
 * @param {string} options.locales path of src/locales
 * @param {string} [options.out] folder for the updated XLIFF; default: `locales`. In another folder, nothing is archived
 * @param {Localizer} options.localizer
 * @param {Copy[]} options.copies
 * @param {(language: string, id: string) => boolean} [options.isSigned] whether reviewers have signed a translation
 * @returns {Promise<string[]>} notes about translations that are stale or were archived
 */
export async function extractMessages({locales, out = locales, localizer, copies, isSigned = () => false}) {
  const order = copies.flatMap((copy) => copy.messages.map((message) => messageId(copy, message)));
  /** @type {Map<string, Form>} */
  const forms = new Map(copies.flatMap((copy) => copy.messages.map((message) => [messageId(copy, message), message])));
  const languages = languagesOf(locales).map((language) => {
    const file = xliffFile(locales, language);
    const before = existsSync(file) ? readXliff(file) : undefined;
    return {language, file, before};
  });
  const extracted = await localizer.extract(
    new Map(languages.flatMap(({language, before}) => (before ? [[language, serializeXliff(before)]] : []))),
  );
  return languages.flatMap(({language, file, before}) => {
    const xliff = parseXliff(extracted.get(language) ?? '', {file: basename(file), language});
    // Translators need not fill in forms that their language lacks.
    xliff.units = xliff.units.filter(({id}) => hasForm(forms.get(id) ?? {}, language));
    const ids = new Set(xliff.units.map(({id}) => id));
    const unused = (before?.units ?? []).filter(({id, target}) => target && !ids.has(id));
    const carried = carryOver(xliff.units, unused);
    const removed = unused.filter((unit) => !carried.some(({from}) => from.includes(unit)));
    const stale = markStale(xliff, before?.units ?? []);
    markSigned(xliff, (id) => isSigned(language, id));
    writeContexts(xliff, unitContexts(copies, readNames(language, join(locales, '../content'))));
    sortUnits(xliff, order);
    writeChanged(xliffFile(out, language), serializeXliff(xliff));
    if (removed.length && out === locales) archive(join(locales, `obsolete/${language}.json`), removed);
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
}
