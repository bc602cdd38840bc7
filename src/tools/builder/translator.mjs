/** Texts of the builder, in the languages of the library. */
import {countryName, languageName} from '../content/cldr-data.mjs';

/**
 * @typedef {{messages: Record<string, Record<string, string | string[]>>, labels: Record<string, Record<string, string>>, rtl: string[]}} Translations
 *   `labels`: of widgets and controls, by their English; `rtl`: languages written from right to left
 */

/** Texts of the page in one language. */
export class Translator {
  /** @param {Translations} translations @param {string} lang */
  constructor({messages, labels, rtl}, lang) {
    this.lang = lang;
    this.rtl = rtl;
    this.dir = this.directionOf(lang);
    this.messages = {...messages.en, ...messages[lang]};
    this.labels = labels[lang] ?? {};
  }

  /** Returns the direction of a language of the library. @param {string} lang BCP 47 tag @returns {'rtl' | 'ltr'} */
  directionOf(lang) {
    return this.rtl.includes(lang) ? 'rtl' : 'ltr';
  }

  /** Returns a text. @param {string} key @param {Record<string, string | number>} [values] for `{name}` in it */
  text(key, values = {}) {
    const text = String(this.messages[key]);
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  /** @param {string} key @returns {string[]} */
  list(key) {
    return /** @type {string[]} */ (this.messages[key]);
  }

  /** Joins a list with the commas of this language. @param {string[]} parts */
  join(parts) {
    return parts.join(this.text('comma'));
  }

  /** Whether there is a text. @param {string} key */
  has(key) {
    return key in this.messages;
  }

  /** Returns a label of the manifest in this language. @param {string} english */
  label(english) {
    return this.labels[english] ?? english;
  }

  /** Names a language in the language itself. @param {string} tag */
  nameOfLanguage(tag) {
    const name = languageName(tag, tag);
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  }

  /** Names a country, or a part of one. @param {string} code @param {Record<string, Record<string, string>>} subdivisions */
  nameOfRegion(code, subdivisions) {
    if (code.length === 2) return countryName(code, this.lang);
    const names = subdivisions[code];
    return names?.[this.lang] ?? names?.en ?? code;
  }
}

/** Chooses the language of the page. @param {readonly string[]} wanted BCP 47 tags, the best first @param {readonly string[]} languages */
export function chooseLanguage(wanted, languages) {
  const found = wanted.flatMap((tag) => {
    const [primary, ...rest] = tag.toLowerCase().split('-');
    // As the widgets: all English but that of the United States and Canada is closer to British English.
    const isBritish = primary === 'en' && rest.length && !rest.includes('us') && !rest.includes('ca');
    return [tag.toLowerCase(), ...(isBritish ? ['en-gb'] : []), primary];
  });
  return found.flatMap((each) => languages.filter((own) => own.toLowerCase() === each))[0] ?? 'en';
}
