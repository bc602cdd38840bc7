/** Messages that count: translators get a unit for each category that CLDR has for their language, and readers the right one. */
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import ts from 'typescript';
import {categoriesOf} from '../../src/tools/content/plurals.mjs';
import {assertSuccess, copyProject, updateMessages} from '../support/project.mjs';
import {root} from '../support/sources.mjs';

/** @import {Project} from '../support/project.mjs' */

const languages = ['ar', 'ro'];

/** CLDR 45: languages have exactly these; two of six Arabic ones are written out, as translators do. @type {Record<string, string[]>} */
const categories = {
  ar: ['few', 'many', 'one', 'other', 'two', 'zero'],
  ro: ['few', 'one', 'other'],
};

/** Numbers and their category, from the examples of CLDR’s plural rules. @type {Record<string, Record<string, number[]>>} */
const examples = {
  ar: {zero: [0], one: [1], two: [2], few: [3, 10, 103], many: [11, 99, 111], other: [100, 102, 200]},
  ro: {one: [1], few: [0, 2, 19, 101], other: [20, 100, 120]},
};

describe('a message that counts', () => {
  /** @type {Project} */
  let project;
  const copy = 'src/content/copy/probe.json';
  const xliff = (language) => `src/locales/${language}.xlf`;

  before(async () => {
    project = copyProject((path) => /^(tsconfig\.json|src\/(content\/(?!copy\/)|core\/))/.test(path));
    const config = JSON.parse(readFileSync(join(root, 'src/locales/lit-localize.json'), 'utf8'));
    project.write('src/locales/lit-localize.json', JSON.stringify({...config, targetLocales: languages}));
    project.write('src/locales/incomplete.json', '{}\n');
    const record = {kind: 'text', edit: 'interface', checked: '2026-11-26'};
    const plural = {by: 'count', forms: {one: '{count} item in your plan'}};
    const text = {text: '{count} items in your plan', placeholders: {count: 'how many'}, plural};
    const messages = [
      {...record, key: 'heading', text: 'Plan'},
      {...record, key: 'items', ...text, kind: 'label'},
    ];
    project.write(copy, JSON.stringify({widget: 'probe', grade: 8, messages}));
    assertSuccess(await updateMessages(project));
    for (const language of languages) {
      const count = '<x id="0" equiv-text="${count}"/>';
      const translated = project
        .read(xliff(language))
        .replace(
          /<trans-unit id="probe\.items(?:-plural-(\w+))?">\n {2}<source>.*<\/source>\n/g,
          (unit, category = 'other') =>
            `${unit}  <target state="translated">${language} ${category}: ${count}</target>\n`,
        );
      project.write(xliff(language), translated);
    }
    assertSuccess(await updateMessages(project));
    for (const folder of ['src/core', 'src/generated'])
      for (const file of project.files(folder).filter((name) => name.endsWith('.ts'))) {
        const compilerOptions = {module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022};
        const {outputText} = ts.transpileModule(project.read(file), {compilerOptions});
        const path = project.path(`out/${file.slice('src/'.length).replace(/\.ts$/, '.js')}`);
        mkdirSync(dirname(path), {recursive: true});
        writeFileSync(path, outputText);
      }
    writeFileSync(project.path('out/package.json'), '{"type": "module"}');
  });
  after(() => project.delete());

  test('has a unit for each category of a language, and no other', async () => {
    for (const language of languages) {
      assert.deepEqual([...categoriesOf(language)].sort(), categories[language]);
      const units = project.read(xliff(language)).matchAll(/id="probe\.items(?:-plural-(\w+))?"/g);
      const found = [...units].map(([, category = 'other']) => category);
      assert.deepEqual(found.sort(), categories[language], language);
    }
    assert.match(project.read(xliff('ar')), /The form “few” of \{count\}: 3, 4, 5, 6 in ar\./);
    assert.match((await updateMessages(project)).stdout, /^ro: 6 of 7 .*\n {2}in English: probe\.heading$/m);
  });

  test('is shown in the form of the number, as CLDR has it', async () => {
    const load = (file) => import(pathToFileURL(project.path(`out/${file}.js`)).href);
    const {withTemplates} = await load('core/localize');
    const {items} = await load('generated/messages/probe');
    for (const language of languages) {
      const {templates} = await load(`generated/locales/${language}/probe`);
      const say = (count) => withTemplates(templates, () => items(count), language);
      for (const [category, numbers] of Object.entries(examples[language]))
        for (const number of numbers) assert.equal(say(number), `${language} ${category}: ${number}`);
    }
    assert.deepEqual(
      [0, 1, 2].map((count) => items(count)),
      ['0 items in your plan', '1 item in your plan', '2 items in your plan'],
    );
  });
});
