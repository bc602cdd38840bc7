/**
 * `node src/tools/cli/check-copy.mjs`: checks the copy in English and the translations in src/locales. Prints measurements and
 * findings, and exits with 1 if there are findings. Reads src/content, or the folder given as an argument.
 */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {checkCopy} from '../content/check-copy.mjs';
import {copyRecords, translationRecords} from '../content/copy-records.mjs';
import {contentFolder, readCopies, readTerms} from '../content/read-content.mjs';
import {formatMeasures, measureCopy} from '../content/reading-level.mjs';
import {primaryLanguage} from '../content/segmentation.mjs';
import {readWordRules} from '../content/word-rules.mjs';
import {readXliff} from '../locales/xliff.mjs';
import {runCommand} from './run-command.mjs';

await runCommand(() => {
  const [content = contentFolder] = parseArgs({allowPositionals: true}).positionals;
  const english = copyRecords(readCopies(content));
  const locales = join(content, '../locales');
  const translations = (existsSync(locales) ? readdirSync(locales).sort() : [])
    .filter((name) => name.endsWith('.xlf'))
    .map((name) => translationRecords(readXliff(join(locales, name)), english));

  let count = 0;
  for (const {lang, records} of [{lang: 'en', records: english}, ...translations]) {
    console.log(`\n${lang}: ${records.length} messages`);
    if (!records.length) continue;
    console.log(formatMeasures(measureCopy({records, lang})));
    if (!readTerms(lang, content))
      console.log(`No terms to avoid for ${lang}: write src/content/terms/${primaryLanguage(lang)}.json.`);
    const findings = checkCopy({records, terms: readWordRules(lang, content), lang});
    for (const {id, rule, message} of findings) console.log(`  ✗ ${id}  ${rule}: ${message}`);
    count += findings.length;
  }
  console.log(count ? `\n${count} findings.` : '\nNo findings.');
  return count ? 1 : 0;
});
