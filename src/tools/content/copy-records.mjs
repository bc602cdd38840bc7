/** Collects the texts to check, in English and in translation. */
import {isShippable} from '../locales/xliff.mjs';
import {messageId} from './read-content.mjs';

/** @import {Xliff} from '../locales/xliff.mjs' */
/** @import {Copy} from './read-content.mjs' */

/**
 * @typedef {object} CopyRecord a text to check
 * @property {string} id
 * @property {string} widget
 * @property {string} text
 * @property {'text'|'rich'|'label'} [kind]
 * @property {string} [edit]
 * @property {Record<string, string>} [placeholders] as declared; translations are compared with `source` instead
 * @property {number} [grade]  highest grade that the widget may have
 * @property {string} [source] English text of a translation
 */

/**
 * Returns the English records.
 *
 * @param {Copy[]} copies
 * @returns {CopyRecord[]}
 */
export const copyRecords = (copies) =>
  copies.flatMap((copy) =>
    copy.messages.map((message) => {
      const {kind, text, edit, placeholders} = message;
      return {id: messageId(copy, message), widget: copy.widget, grade: copy.grade, kind, text, edit, placeholders};
    }),
  );

/**
 * Returns the translations that ship.
 *
 * @param {Xliff} xliff
 * @param {CopyRecord[]} english records in English, for the facts that XLIFF lacks
 * @returns {{lang: string, records: CopyRecord[]}}
 */
export function translationRecords({targetLanguage, units}, english) {
  const records = units.filter(isShippable).map(({id, sourceText, targetText}) => {
    const {widget, kind, edit} = english.find((record) => record.id === id) ?? {widget: id.split('.')[0]};
    return {id, widget, kind, edit, text: targetText, source: sourceText};
  });
  return {lang: targetLanguage, records};
}
