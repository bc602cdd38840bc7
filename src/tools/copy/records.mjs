/** Collects the texts to check, in English and in translation. */
import {messageId} from '../content/read-content.mjs';
import {isEnglishVariant, isShippable} from '../locales/xliff.mjs';

/** @import {Copy} from '../content/read-content.mjs' */
/** @import {Xliff} from '../locales/xliff.mjs' */

/**
 * @typedef {object} CopyRecord a text to check
 * @property {string} id
 * @property {string} widget
 * @property {string} text
 * @property {string} [english]   text that it translates
 * @property {'text'|'rich'|'label'} [kind]
 * @property {string} [edit]
 * @property {Record<string, string>} [placeholders]
 * @property {number} [grade]  highest grade that the widget may have
 * @property {string[]} [from]   citations
 * @property {boolean} [safety]
 * @property {string} [sameAs]   id of a message that says the same on purpose
 * @property {number} [maxLength] most characters, in any language
 */

/** Returns the English records. @param {Copy[]} copies @returns {CopyRecord[]} */
export const copyRecords = (copies) =>
  copies.flatMap((copy) =>
    copy.messages.map((message) => ({
      ...message,
      id: messageId(copy, message),
      widget: copy.widget,
      grade: copy.grade,
      sameAs: message['same-as'],
    })),
  );

/**
 * Returns the translations that ship; of a variant of English, all texts, with the limits of English.
 *
 * @param {Xliff} xliff
 * @param {CopyRecord[]} english records in English, for the facts that XLIFF lacks
 */
export function translationRecords({language: lang, units}, english) {
  const records = units
    .filter((unit) => isEnglishVariant(lang) || isShippable(unit))
    .map((unit) => ({
      ...(english.find(({id}) => id === unit.id) ?? {widget: unit.id.split('.')[0]}),
      id: unit.id,
      english: unit.source,
      text: isShippable(unit) ? unit.target : unit.source,
    }));
  return {lang, records};
}
