/** Facts about languages from CLDR, as Node’s ICU has them: no list of ours has to be edited for a new language. */

/** Returns the name of a language in English, or in another language. @param {string} tag BCP 47 @param {string} [inLanguage] */
export const languageName = (tag, inLanguage = 'en') =>
  new Intl.DisplayNames(inLanguage, {type: 'language'}).of(tag) ?? tag;

/**
 * Returns the base direction of a language.
 *
 * @param {string} tag BCP 47
 * @returns {'ltr'|'rtl'}
 */
export function directionOf(tag) {
  const locale = /** @type {any} */ (new Intl.Locale(tag));
  // A getter in Node 20, a method from Node 22 on.
  const {direction} = locale.getTextInfo?.() ?? locale.textInfo;
  return direction;
}
