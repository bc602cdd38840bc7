/** `npm run messages` keeps the work of translators and marks gaps; messages that count have a unit for each category of CLDR. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import ts from 'typescript';
import {categoriesOf} from '../../src/tools/content/plurals.mjs';
import {messageId, readCopies} from '../../src/tools/content/read-content.mjs';
import {extractMessages} from '../../src/tools/generate/extract.mjs';
import {buildTables} from '../../src/tools/generate/tables.mjs';
import {isCoreTier} from '../../src/tools/content/tiers.mjs';
import {checkCompleteness} from '../../src/tools/locales/completeness.mjs';
import {languagesOf, localesFolder, parseXliff, serializeXliff, xliffFile} from '../../src/tools/locales/xliff.mjs';
import {root} from '../../src/tools/project.mjs';
import {assertSuccess, copyProject, updateMessages, unitOf} from '../support/project.mjs';
import {temporaryFolder} from '../support/system.mjs';

/** Copies the project with some languages and messages, but no other copy. */
function copyWith(languages, messages) {
  const project = copyProject((path) => /^(tsconfig\.json|src\/(content\/(?!copy\/)|core\/))/.test(path));
  for (const language of languages) project.write(`src/locales/${language}.xlf`, serializeXliff({language, units: []}));
  project.write('src/locales/incomplete.json', '{}\n');
  project.write(copy, JSON.stringify({widget: 'probe', grade: 8, messages}));
  return project;
}
const copy = 'src/content/copy/probe.json';
const unitParts = {state: 'translated', approved: false, extra: '', notes: []};
const written = {kind: 'text', edit: 'interface', review: 'draft', checked: '2026-11-25'};
const record = (key, text, more = {}) => ({key, text, ...written, ...more});

describe('a variant of English', () => {
  const xliff = 'src/locales/en-GB.xlf';
  let project;
  const table = () => project.read('src/generated/locales/en-GB/probe.ts');

  before(async () => {
    const texts = {gray: 'Skin turns gray.', call: 'Call for help.'};
    const messages = Object.entries(texts).map(([key, text]) => record(key, text, {safety: true}));
    project = copyWith(['en-GB'], messages);
    assertSuccess(await updateMessages(project));
  });

  test('has in its table the texts that differ, and no other', async () => {
    const target = '<target state="translated">Skin turns grey.</target>';
    project.write(xliff, project.read(xliff).replace('gray.</source>', `$&\n  ${target}`));
    assertSuccess(await updateMessages(project));
    assert.match(table(), /TemplateMap = \{\n {2}'probe\.gray': `Skin turns grey\.`,\n\};/);
  });

  test('shows English, with a warning, when the English of one of its safety texts has changed', async () => {
    project.editJson(copy, ({messages}) => (messages[0].text = 'Skin turns gray or blue.'));
    const {status, stderr} = await updateMessages(project);
    assert.equal(status, 0);
    assert.match(stderr, /^src\/locales\/en-GB\.xlf: safety messages missing or stale: probe\.gray$/m);
    assert.match(table(), /TemplateMap = \{\n\};/);
  });
});

describe('a language of the core tier', () => {
  const folder = temporaryFolder('tier');
  const out = join(folder, 'out');
  const copies = readCopies();
  const core = ['helpline-banner', 'overdose-warning', 'shared', 'wallet-card'];
  let units;

  before(() => {
    for (const language of ['fr', 'es'])
      writeFileSync(join(folder, `${language}.xlf`), serializeXliff({language, units: []}));
    ({units} = extractMessages({locales: folder, copies, isTrial: true}));
  });

  test('has the messages of its tier in its file, and tables and loaders for its widgets alone', () => {
    const copiesOf = (tag) => [...new Set(units.get(tag).map(({id}) => id.split('.')[0]))].sort();
    assert.deepEqual(copiesOf('fr'), core);
    assert.deepEqual(copiesOf('es'), copies.map(({widget}) => widget).sort());
    // None is left out, also of those that none of its widgets shows.
    assert.equal(buildTables({units, out, copies}).fr.length, units.get('fr').length);
    const modules = readdirSync(join(out, 'fr')).map((file) => file.replace('.ts', ''));
    assert.deepEqual([...modules, 'shared'].sort(), core);
    const loadersOf = (name) => readFileSync(join(out, `${name}.ts`), 'utf8').match(/import\('[^']+/g);
    assert.deepEqual(loadersOf('faq'), ["import('./es/faq.js"]);
    assert.equal(loadersOf('helpline-banner').length, 2);
  });

  test('has the review of its own texts in its table, empty for a draft: a page loads that of no other language', () => {
    const review = {on: '2026-11-26', until: '2027-11-26', by: [{role: 'nurse', organisation: 'A County'}]};
    buildTables({units, out, copies, reviews: new Map([['helpline-banner', new Map([['fr', review]])]])});
    const note = '2026-11-26\\n26 novembre 2026\\n2027-11-26\\n26 novembre 2027\\nnurse, A County';
    for (const [language, text] of Object.entries({fr: `"${note}"`, es: "''"})) {
      const table = readFileSync(join(out, language, 'helpline-banner.ts'), 'utf8');
      assert.ok(table.includes(`'shared.review': ${text},`), language);
    }
  });

  test('is an error of the build while any message is missing, in the full tier one for safety alone', () => {
    const id = messageId(copies[0], copies[0].messages.find(({safety}) => !safety) ?? assert.fail());
    const errorsOf = (missing) => checkCompleteness({missing, copies, incomplete: {}});
    assert.match(errorsOf({fr: [id]})[0], new RegExp(`^src/locales/fr\\.xlf: messages missing or stale: ${id}$`));
    assert.deepEqual(errorsOf({es: [id]}), []);
    assert.match(errorsOf({es: ['overdose-warning.heading']})[0], /safety messages missing or stale/);
    const incomplete = {fr: {'*': 'Under way.'}};
    assert.deepEqual(checkCompleteness({missing: {fr: [id]}, copies, incomplete}), []);
  });
});

describe('records of back-translations', () => {
  const messages = readCopies().flatMap((copy) =>
    copy.messages.map((message) => ({...message, id: messageId(copy, message)})),
  );
  const isSafety = (/** @type {string} */ id) => messages.some((message) => message.id === id && message.safety);
  const sumOf = (/** @type {string[]} */ ids) => `${ids.length} ${ids.filter(isSafety).length}`;

  for (const language of languagesOf(localesFolder).filter((each) => each !== 'en-GB'))
    test(`have each text of ${language} as it ships, and count their verdicts`, () => {
      const {units} = parseXliff(readFileSync(xliffFile(localesFolder, language), 'utf8'));
      const page = readFileSync(join(root, `docs/translation-review/${language}.md`), 'utf8');
      if (!isCoreTier(language)) {
        const [total, ...parts] = (page.split('\n## ')[1].match(/\d+(?= \|$)/gm) ?? []).map(Number).reverse();
        return assert.deepEqual([total, parts.reduce((sum, each) => sum + each, 0)], Array(2).fill(units.length));
      }
      const records = [...page.matchAll(/^- `([^`]+)`, ([^:]+): <span [^>]+>([^<]*)<\/span> – .*“./gm)];
      const shipped = Object.fromEntries(units.map(({id, target}) => [id, target]));
      assert.deepEqual(Object.fromEntries(records.map(([, id, , text]) => [id, text])), shipped);
      const sums = ['', ...new Set(records.map(([, , verdict]) => verdict))].map((verdict) =>
        sumOf(records.filter((each) => !verdict || each[2] === verdict).map(([, id]) => id)),
      );
      const rows = [...page.matchAll(/^\| .+ \| +(\d+) \| +(\d+) \|$/gm)].map(([, all, safety]) => `${all} ${safety}`);
      assert.deepEqual(sums.sort(), rows.sort());
    });
});

describe('translations', () => {
  const xliff = 'src/locales/es.xlf';
  let project;

  const placeholders = {keyword: 'a word', number: 'a number'};

  const unit = (/** @type {string} */ key) => unitOf(project.read(xliff), `probe.${key}`) ?? '';
  const shown = (/** @type {string} */ key) =>
    new RegExp(`'probe\\.${key}': (.*),\\n`).exec(project.read('src/generated/locales/es/probe.ts'))?.[1];

  /** Changes the English text of a message. @param {string} key @param {string} text */
  const editEnglish = (key, text) =>
    project.editJson(copy, (data) => {
      data.messages.find((/** @type {{key: string}} */ message) => message.key === key).text = text;
    });

  before(async () => {
    const messages = [
      record('stay', 'Stay with the person.'),
      record('call', 'Call for help now.', {safety: true}),
      record('send', 'Text {keyword} to {number}', {kind: 'rich', placeholders}),
      record('label', 'Close', {kind: 'label'}),
      record('close', 'Close'),
      record('old', 'Old text.'),
    ];
    project = copyWith(['es'], messages);
    const units = [
      ['old', 'Old text.', 'Texto viejo.'],
      ['send', 'Text {keyword} to {number}', 'Al {number} envíe {keyword}'],
      ['call', 'Call for help now.', 'Pida ayuda ahora.'],
      ['stay', 'Stay with the person.', 'Quédese con la persona.'],
    ].map(([key, source, target]) => ({...{id: `probe.${key}`, source, target}, ...unitParts}));
    project.write(xliff, serializeXliff({language: 'es', units}));
    assertSuccess(await updateMessages(project));
  });

  test('are shown, and may reorder placeholders; missing ones are English, marked so except in labels', () => {
    assert.equal(shown('stay'), '`Quédese con la persona.`');
    assert.equal(shown('send'), 'html`Al ${1} envíe ${0}`');
    assert.equal(shown('close'), 'html`<span lang="en" dir="ltr">Close</span>`');
    // A string cannot be marked; without an entry, the English text of the message is used.
    assert.equal(shown('label'), undefined);
  });

  test('are kept but not shown if the English has changed, and archived if it was deleted', async () => {
    const before = project.read(xliff);
    editEnglish('stay', 'Stay with them.');
    project.editJson(copy, (data) => data.messages.pop());
    const result = await updateMessages(project);
    assertSuccess(result);
    assert.equal(result.stderr, '');

    assert.match(result.stdout, /^es: the English of probe\.stay changed/m);
    assert.match(unit('stay'), /<source>Stay with them\.<\/source>/);
    assert.match(unit('stay'), /<target state="needs-adaptation">Quédese con la persona\.<\/target>/);
    assert.equal(shown('stay'), 'html`<span lang="en" dir="ltr">Stay with them.</span>`');

    assert.match(result.stdout, /^es: probe\.old no longer exist/m);
    assert.equal(unit('old'), '');
    const archived = project.readJson('src/locales/obsolete/es.json');
    assert.deepEqual(archived, {'probe.old': {source: 'Old text.', target: 'Texto viejo.'}});

    // The note on the context of a message follows its neighbors.
    const own = (/** @type {string | undefined} */ text) => text?.replace(/.*<note from="context">.*\n/, '');
    for (const key of ['call', 'send', 'label']) assert.equal(own(unit(key)), own(unitOf(before, `probe.${key}`)));
    assert.equal(shown('call'), '`Pida ayuda ahora.`');
  });

  test('fail the command if those of safety messages are missing; stale ones warn, and earlier marks stay', async () => {
    project.editJson(copy, ({messages}) => messages.push(record('run', 'Run for help.', {safety: true})));
    assert.equal((await updateMessages(project)).status, 1);
    project.editJson(copy, ({messages}) => messages.pop());
    editEnglish('call', 'Call for help at once.');
    const {status, stderr} = await updateMessages(project);
    assert.equal(status, 0);
    assert.match(stderr, /^src\/locales\/es\.xlf: safety messages missing or stale: probe\.call$/m);
    assert.equal(shown('call'), 'html`<span lang="en" dir="ltr">Call for help at once.</span>`');
    assert.match(unit('stay'), /needs-adaptation/);
  });

  test('ship with an exemption of the message or of its widget, for which the command gives the words', async () => {
    const {stderr} = await updateMessages(project);
    assert.match(stderr, /set the state of its target to “translated”.*`npm run messages` restores it/i);
    assert.match(stderr, /\{"es": \{"probe\.call": "<reason>"\}\} in src\/locales\/incomplete\.json/);
    for (const [name, isNamed] of Object.entries({'probe.call': false, probe: false, 'probe.stay': true})) {
      project.write('src/locales/incomplete.json', JSON.stringify({es: {[name]: 'On its way.'}}));
      assert.equal(/missing or stale/.test((await updateMessages(project)).stderr), isNamed, name);
    }
    project.write('src/locales/incomplete.json', '{}\n');
  });

  test('leave no trace of a text that was changed and changed back, also in two steps', async () => {
    editEnglish('call', 'Call for help now.');
    editEnglish('stay', 'Stay there.');
    assertSuccess(await updateMessages(project));
    editEnglish('stay', 'Stay with the person.');
    assertSuccess(await updateMessages(project));
    assert.match(unit('call'), /<target state="translated">/);
    assert.match(unit('stay'), /<target state="translated">/);
    assert.equal(shown('call'), '`Pida ayuda ahora.`');
    assert.doesNotMatch(project.read(xliff), /extradata/);
    editEnglish('call', 'Call for help at once.');
    editEnglish('stay', 'Stay with them.');
    assert.match((await updateMessages(project)).stderr, /missing or stale/);
  });

  test('move with a message that gets another id, if its English stays', async () => {
    project.editJson(copy, ({messages}) => (messages.find(({key}) => key === 'send').key = 'send-text'));
    const {stdout} = await updateMessages(project);
    assert.match(stdout, /^es: probe\.send-text has the translation of probe\.send\.$/m);
    assert.equal(shown('send-text'), 'html`Al ${1} envíe ${0}`');
  });

  test('are rejected if they drop a placeholder', async () => {
    project.write(xliff, project.read(xliff).replace(/Al <x [^>]+> envíe/, 'Envíe'));
    const {status, stderr} = await updateMessages(project);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^es\.xlf: probe\.send-text has the placeholders keyword; required: keyword, number, each once$/m,
    );
    assert.doesNotMatch(stderr, /^ +at /m);
  });
});

const languages = ['ar', 'ro'];

/** CLDR 45: languages have exactly these; two of six Arabic ones are written out, as translators do. @type {Record<string, string[]>} */
const categories = {ar: ['few', 'many', 'one', 'other', 'two', 'zero'], ro: ['few', 'one', 'other']};

/** Numbers and their category, from the examples of CLDR’s plural rules. @type {Record<string, Record<string, number[]>>} */
const examples = {
  ar: {zero: [0], one: [1], two: [2], few: [3, 10, 103], many: [11, 99, 111], other: [100, 102, 200]},
  ro: {one: [1], few: [0, 2, 19, 101], other: [20, 100, 120]},
};

describe('a message that counts', () => {
  let project;
  const xliff = (language) => `src/locales/${language}.xlf`;

  before(async () => {
    const plural = {by: 'count', forms: {one: '{count} item in your plan'}};
    const items = {kind: 'label', placeholders: {count: 'how many'}, plural};
    project = copyWith(languages, [record('heading', 'Plan'), record('items', '{count} items in your plan', items)]);
    assertSuccess(await updateMessages(project));
    for (const language of languages) {
      const count = '<x id="0" equiv-text="${count}"/>';
      const translated = project
        .read(xliff(language))
        .replace(
          /<trans-unit id="probe\.items(?:-plural-(\w+))?"[^>]*>\n +<source>.*<\/source>\n/g,
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
        project.write(`out/${file.slice('src/'.length).replace(/\.ts$/, '.js')}`, outputText);
      }
    project.write('out/package.json', '{"type": "module"}');
  });

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
    assert.equal([0, 1, 2].map(items).join(), '0 items in your plan,1 item in your plan,2 items in your plan');
  });
});
