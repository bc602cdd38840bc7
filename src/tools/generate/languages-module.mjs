/** Generates src/generated/languages.ts: CLDR data on our languages. Otherwise browsers would need its tables, or we a list to edit. */
import {writeChanged} from '../write-changed.mjs';
import {directionOf, languageName} from '../content/cldr-data.mjs';

/**
 * Writes the module.
 *
 * @param {string} file
 * @param {string[]} languages BCP 47 tags besides English
 */
export function buildLanguagesModule(file, languages) {
  const all = ['en', ...languages];
  const rightToLeft = all.filter((tag) => directionOf(tag) === 'rtl');
  const names = Object.fromEntries(all.map((tag) => [tag, languageName(tag, tag)]));
  writeChanged(
    file,
    `// GENERATED from src/locales/lit-localize.json by \`npm run messages\`. Do not edit.

/** BCP 47 tags of our languages that are written from right to left. */
export const RIGHT_TO_LEFT: readonly string[] = ${JSON.stringify(rightToLeft)};

/** Names of our languages, each in itself, by BCP 47 tag. */
export const LANGUAGE_NAMES: Readonly<Record<string, string>> = ${JSON.stringify(names)};
`,
  );
}
