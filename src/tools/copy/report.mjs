/** Prints the checks of all copy: the work of `npm run content -- copy`. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {readCopies, readSources, readTerms} from '../content/read-content.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {languagesOf, readXliff, xliffFile} from '../locales/xliff.mjs';
import {checkCopy, wordCheck} from './check-copy.mjs';
import {copyRecords, translationRecords} from './records.mjs';
import {primaryLanguage} from '../content/segmentation.mjs';
import {readNames, readWordRules} from '../content/word-rules.mjs';

/** @import {Source, Term} from '../content/read-content.mjs' */
/** @import {Country} from '../helplines/read-helplines.mjs' */
/** @import {Finding} from './check-copy.mjs' */

/**
 * Returns the terms to avoid in titles of sources and in helplines. Official names are exempt: those listed in `official`, and the
 * names of lines.
 *
 * @param {{sources: Record<string, Source>, countries: Country[], termsFor: (lang: string) => Term[]}} input
 */
export function checkNames({sources, countries, termsFor}) {
  const check = (/** @type {string} */ id, /** @type {string | undefined} */ text, /** @type {string} */ lang) =>
    text ? wordCheck(termsFor(lang), lang)({id, text}) : [];
  return [
    ...Object.entries(sources).flatMap(([key, {title, official = []}]) =>
      official.includes('title') ? [] : check(`sources.json ${key}.title`, title, 'en'),
    ),
    ...countries.flatMap(({lines}) =>
      lines.flatMap(({id, lang, operator, eligibility, contacts = [], official = []}) =>
        [
          ...Object.entries({operator, eligibility}),
          ...contacts.flatMap(({hours, cost}) => Object.entries({hours: hours?.text, cost: cost?.text})),
        ].flatMap(([field, text]) =>
          official.some((each) => each === field) ? [] : check(`helplines ${id}.${field}`, text, lang),
        ),
      ),
    ),
  ];
}

/**
 * Checks the copy in English, the translations in src/locales, and the names of sources and helplines. Prints the findings, and returns
 * whether there are none.
 *
 * @param {string} content path of src/content
 */
export function printCopyCheck(content) {
  const english = copyRecords(readCopies(content));
  const locales = join(content, '../locales');
  const translations = (existsSync(locales) ? languagesOf(locales) : []).map((language) =>
    translationRecords(readXliff(xliffFile(locales, language)), english),
  );
  const all = [];
  const report = (/** @type {Finding[]} */ findings) => {
    for (const {id, rule, message} of findings) console.log(`  ✗ ${id}  ${rule}: ${message}`);
    all.push(...findings);
  };
  for (const {lang, records} of [{lang: 'en', records: english}, ...translations]) {
    console.log(`\n${lang}: ${records.length} messages`);
    if (!records.length) continue;
    if (!readTerms(lang, content))
      console.log(`No terms to avoid for ${lang}: write src/content/languages/${primaryLanguage(lang)}.json.`);
    report(checkCopy({records, terms: readWordRules(lang, content), names: readNames(lang, content), lang}));
  }
  if (existsSync(join(content, 'helplines'))) {
    console.log('\nNames of sources and helplines');
    const termsFor = (/** @type {string} */ lang) => readTerms(lang, content) ?? [];
    report(checkNames({sources: readSources(content), ...readHelplines(content), termsFor}));
  }
  console.log(all.length ? `\n${all.length} findings.` : '\nNo findings.');
  return !all.length;
}
