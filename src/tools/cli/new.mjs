/**
 * Makes the files of a new widget or a new language, which build as they are. Writes nothing unless everything can be written.
 *
 *     npm run new -- widget breathing-space     docs/adding-a-widget.md; “Say here” marks the places for its author to fill in
 *     npm run new -- language de                docs/adding-a-language.md
 */
import {join, relative} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {ContentError, contentFolder} from '../content/read-content.mjs';
import {updateMessages} from '../generate/update-messages.mjs';
import {localesFolder} from '../locales/xliff.mjs';
import {NewError, planLanguage} from '../locales/new-language.mjs';
import {root} from '../project.mjs';
import {planWidget, validateName} from '../templates/new-widget.mjs';
import {writeChanged} from '../write-changed.mjs';
import {runCommand} from './run-command.mjs';

const paths = {content: contentFolder, locales: localesFolder};

/** @param {string[]} names */
function widget(names) {
  const name = validateName(names);
  const {created, changed} = planWidget(root, name);
  return {
    files: new Map(Object.entries({...created, ...changed}).map(([file, text]) => [join(root, file), text])),
    next: `Created <recovery-${name}>. Next:
1. Write the copy in src/content/copy/${name}.json, and replace each “Say here” in src/widgets/${name}/${name}.ts, README.md and llms.txt.
2. npm run dev shows it. Until it is translated, other languages show English, marked as English: src/locales/incomplete.json.
3. npm run build && npm run docs && npm test -- accept ${name}
4. npm test. docs/adding-a-widget.md explains each step, with the lists in which the widget may be.`,
  };
}

/** @param {string[]} tags */
function language([tag, ...rest]) {
  if (!tag || rest.length) throw new NewError('give one language: npm run new -- language de');
  const {files, summary} = planLanguage(tag, paths);
  return {
    files,
    next: `${summary}. Next:
1. Translate src/locales/${tag}.xlf, with a tool for XLIFF 1.2 or by hand, then run npm run messages.
2. List the terms to avoid in src/content/languages/${tag}.json, then run npm run content -- copy.
3. npm run storybook shows every widget in the language; npm test checks them.
4. When no safety text is missing, remove “${tag}” from src/locales/incomplete.json.
docs/adding-a-language.md explains each step.`,
  };
}

await runCommand(async () => {
  const [kind, ...names] = process.argv.slice(2);
  const plan = {widget, language}[kind];
  if (!plan)
    throw new ContentError([
      `new: say what to make: npm run new -- widget ${kind ?? 'breathing-space'}, or npm run new -- language de`,
    ]);
  const {files, next} = plan(names);
  for (const [path, text] of files) {
    const options = {...(await resolveConfig(path)), filepath: path};
    writeChanged(path, /\.(txt|xlf)$/.test(path) ? text : await format(text, options));
    console.log(relative(root, path));
  }
  const status = updateMessages(join(root, 'src'));
  if (status) return status;
  console.log(`\n${next}`);
  return 0;
});
