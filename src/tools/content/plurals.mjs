/**
 * Messages that count: one text for each CLDR plural category that a language has. The categories of a language are known when
 * messages are generated; the browser’s own `Intl.PluralRules` chooses among them, so that no rules are shipped.
 */

/** @import {Copy, Message} from './read-content.mjs' */

/**
 * @typedef {'zero'|'one'|'two'|'few'|'many'|'other'} Category
 * @typedef {Message & {countedBy?: string, category?: Category}} Form a message, or one of its forms. `category`: of a form other
 *   than `other`, which is the message itself
 */

/** Returns the plural categories of a language. @param {string} tag BCP 47 @returns {Category[]} */
export const categoriesOf = (tag) =>
  /** @type {Category[]} */ (new Intl.PluralRules(tag).resolvedOptions().pluralCategories);

/** Returns the key of a form. @param {string} key @param {Category} category */
export const formKey = (key, category) => (category === 'other' ? key : `${key}-plural-${category}`);

/**
 * Adds the forms of messages that count. A category that English lacks gets the English of `other`, for translators.
 *
 * @param {Copy[]} copies
 * @param {string[]} languages BCP 47 tags of all languages
 */
export function expandPlurals(copies, languages) {
  const categories = [...new Set(languages.flatMap(categoriesOf))].filter((category) => category !== 'other');
  return copies.map((copy) => ({
    ...copy,
    messages: copy.messages.flatMap((message) => {
      const {key, text, note, plural} = message;
      if (!plural) return message;
      const {by, forms = {}} = plural;
      const noteOf = (/** @type {Category} */ category, /** @type {string} */ numbers) =>
        `${note ? `${note} ` : ''}The form “${category}” of {${by}}: ${numbers}.`;
      return [
        {...message, countedBy: by, note: noteOf('other', 'all other numbers')},
        ...categories.map((category) => ({
          ...message,
          key: formKey(key, category),
          text: forms[category] ?? text,
          note: noteOf(category, examples(category, languages)),
          category,
        })),
      ];
    }),
  }));
}

/** Lists numbers of a category in the first language that has it. @param {Category} category @param {string[]} languages */
function examples(category, languages) {
  const language = languages.find((tag) => categoriesOf(tag).includes(category)) ?? 'en';
  const rules = new Intl.PluralRules(language);
  const numbers = [...Array(200).keys()].filter((number) => rules.select(number) === category);
  return `${numbers.length ? numbers.slice(0, 4).join(', ') : 'large numbers'} in ${language}`;
}

/** Returns whether a language has a form. @param {{category?: string}} form @param {string} language BCP 47 tag */
export const hasForm = ({category}, language) => !category || categoriesOf(language).some((each) => each === category);
