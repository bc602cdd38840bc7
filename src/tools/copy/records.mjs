/** Collects the texts to check, in English and in translation. */
import {messageId} from '../content/read-content.mjs';
import {isEnglishVariant, isShippable} from '../locales/xliff.mjs';

/** @import {Copy, Message} from '../content/read-content.mjs' */
/** @import {Xliff} from '../locales/xliff.mjs' */

/**
 * @typedef {Partial<Pick<Message, 'kind' | 'edit' | 'placeholders' | 'from' | 'safety' | 'maxLength'>>
 *   & {id: string, widget: string, text: string, english?: string, grade?: number, sameAs?: string}} CopyRecord a text to check.
 *   `english`: the text that it translates; `grade`: the highest that the widget may have; `sameAs`: id of a message that says the same on
 *   purpose
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
