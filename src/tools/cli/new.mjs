/**
 * `npm run new <name>`: creates the files of a new widget, which pass all checks as they are. “Say here” marks the places that its
 * author must fill in. Writes nothing unless everything can be written.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {root} from '../project.mjs';
import {NewWidgetError, passagesFor, planWidget, validateName} from '../templates/new-widget.mjs';

/** @param {string[]} args */
function main(args) {
  const name = validateName(args);
  const {created, changed} = planWidget(root, name);
  for (const [file, content] of Object.entries(created)) {
    mkdirSync(dirname(join(root, file)), {recursive: true});
    writeFileSync(join(root, file), content, {flag: 'wx'});
    console.log(`new      ${file}`);
  }
  for (const [file, content] of Object.entries(changed)) {
    writeFileSync(join(root, file), content);
    console.log(`changed  ${file}`);
  }
  console.log(`
Created <recovery-${name}>. Next:
1. npm run messages
   generates its messages. Until they are translated, other languages show them in English, marked as English.
2. Write the copy in src/content/copy/${name}.json, and replace each “Say here” in src/widgets/${name}/${name}.ts.
3. npm run storybook shows it, npm test checks it.
docs/adding-a-widget.md explains each step.`);

  const passages = passagesFor(root, name);
  if (!passages.length) return;
  const [count, them] = passages.length === 1 ? ['a passage', 'it'] : [`${passages.length} passages`, 'them'];
  console.log(`
The article has ${count} for it, listed as “later” in src/content/source/left-out.json:
${passages.join(', ')}
npm run content -- ledger fails until the copy refers to ${them} or left-out.json gives another reason.`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof NewWidgetError)) throw error;
  console.error(`Nothing was written. ${error.message}`);
  process.exitCode = 1;
}
