/**
 * Checks the copy in English, the translations in src/locales, and the names of sources and helplines. Prints measurements and
 * findings, and exits with 1 if there are findings.
 *
 *     npm run check:copy                      measurements and findings
 *     npm run check:copy -- --set-grades      writes the measured grade + 1 into each copy file, as its ceiling
 *
 * Reads src/content, or the folder given as an argument.
 */
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {contentFolder, readCopies, readSources, readTerms} from '../content/read-content.mjs';
import {checkCopy} from '../copy/check-copy.mjs';
import {checkNames} from '../copy/check-names.mjs';
import {ceilingFor, formatMeasures, measureCopy} from '../copy/reading-level.mjs';
import {copyRecords, translationRecords} from '../copy/records.mjs';
import {primaryLanguage} from '../copy/segmentation.mjs';
import {readWordRules} from '../copy/word-rules.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {readXliff} from '../locales/xliff.mjs';
import {runCommand} from './run-command.mjs';

/** @import {Copy} from '../content/read-content.mjs' */
/** @import {Finding} from '../copy/check-copy.mjs' */

/**
 * Writes the ceilings. A file without measurable text keeps its own.
 *
 * @param {string} content
 * @param {Copy[]} copies
 */
function setGrades(content, copies) {
  for (const {widget, grade} of measureCopy({records: copyRecords(copies)})) {
    const copy = copies.find((each) => each.widget === widget);
    if (!copy || grade === undefined) continue;
    const path = join(content, 'copy', copy.file);
    const ceiling = ceilingFor(grade);
    // The text is edited, not parsed, so that the formatting stays.
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^( {2}"grade": )\d+/mu, `$1${ceiling}`));
    console.log(`${widget}: measured ${grade.toFixed(1)}, ceiling ${copy.grade} → ${ceiling}`);
  }
}

/**
 * Prints findings.
 *
 * @param {Finding[]} findings
 */
const printFindings = (findings) => {
  for (const {id, rule, message} of findings) console.log(`  ✗ ${id}  ${rule}: ${message}`);
};

/**
 * Counts findings by rule.
 *
 * @param {Finding[]} findings
 */
function countByRule(findings) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const {rule} of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => `${rule} ${count}`).join(', ');
}

await runCommand(() => {
  const {values, positionals} = parseArgs({allowPositionals: true, options: {'set-grades': {type: 'boolean'}}});
  const [content = contentFolder] = positionals;
  const copies = readCopies(content);
  if (values['set-grades']) {
    setGrades(content, copies);
    return 0;
  }
  const english = copyRecords(copies);
  const locales = join(content, '../locales');
  const translations = (existsSync(locales) ? readdirSync(locales).sort() : [])
    .filter((name) => name.endsWith('.xlf'))
    .map((name) => translationRecords(readXliff(join(locales, name)), english));

  /** @type {Finding[]} */
  const all = [];
  for (const {lang, records} of [{lang: 'en', records: english}, ...translations]) {
    console.log(`\n${lang}: ${records.length} messages`);
    if (!records.length) continue;
    console.log(formatMeasures(measureCopy({records, lang})));
    if (!readTerms(lang, content))
      console.log(`No terms to avoid for ${lang}: write src/content/terms/${primaryLanguage(lang)}.json.`);
    const findings = checkCopy({records, terms: readWordRules(lang, content), lang});
    printFindings(findings);
    all.push(...findings);
  }
  if (existsSync(join(content, 'helplines'))) {
    const names = checkNames({
      sources: readSources(content),
      countries: readHelplines(content).countries,
      termsFor: (lang) => readTerms(lang, content) ?? [],
    });
    console.log('\nNames of sources and helplines');
    printFindings(names);
    all.push(...names);
  }
  console.log(all.length ? `\n${all.length} findings: ${countByRule(all)}.` : '\nNo findings.');
  return all.length ? 1 : 0;
});
