/** `npm run new-language -- fr`: adds a language, and makes the file for its translators. docs/adding-a-language.md */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {resolveConfig, format} from 'prettier';
import {contentFolder} from '../content/read-content.mjs';
import {localesFolder} from '../locales/languages.mjs';
import {LanguageError, planLanguage} from '../locales/new-language.mjs';
import {root} from '../project.mjs';
import {writeReadme} from '../review/report.mjs';
import {runCommand} from './run-command.mjs';

await runCommand(async () => {
  const [tag, ...rest] = process.argv.slice(2);
  if (!tag || rest.length) throw new LanguageError('one language: npm run new-language -- fr');
  const {files, summary} = planLanguage(tag, {content: contentFolder, locales: localesFolder});
  for (const [path, text] of files)
    writeFileSync(path, await format(text, {...(await resolveConfig(path)), parser: 'json'}));
  // Loads TypeScript, which a refused tag need not wait for.
  const {updateMessages} = await import('../locales/update-messages.mjs');
  const status = await updateMessages(join(root, 'src'));
  if (status) return status;
  writeReadme({content: contentFolder, locales: localesFolder});
  console.log(`
${summary}. Next:
1. Translate src/locales/${tag}.xlf, with Weblate, Poedit or by hand, then run npm run messages.
2. List the terms to avoid in src/content/terms/${tag}.json, then run npm run content -- copy.
3. npm run storybook shows every widget in the language; npm test checks them.
4. When no safety text is missing, remove “${tag}” from src/locales/incomplete.json.
docs/adding-a-language.md explains each step.`);
  return 0;
});
