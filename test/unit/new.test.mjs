/** `npm run new`: a widget and a language are written into every file and list that they must be in, or refused with the reason. */
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {commaOf, directionOf, fontOf, languageName} from '../../src/tools/content/cldr-data.mjs';
import {buildLanguagesModule} from '../../src/tools/generate/update-messages.mjs';
import {LanguageError, checkTag, planLanguage} from '../../src/tools/locales/new-language.mjs';
import {NewWidgetError, passagesFor, planWidget, validateName} from '../../src/tools/templates/new-widget.mjs';
import {copyProject} from '../support/project.mjs';
import {root} from '../support/sources.mjs';

/** @import {Project} from '../support/project.mjs' */

describe('a new widget', () => {
  /** @type {Project} */
  let project;
  before(() => {
    project = copyProject((file) =>
      /^(README|llms|package\.json|stories\/|src\/(content|entries|locales|tools|widgets)\/)/.test(file),
    );
  });
  after(() => project.delete());

  const plan = (/** @type {string[]} */ ...names) => planWidget(project.path('.'), validateName(names));
  const read = (/** @type {string} */ file) => project.read(file);

  test('is refused with the reason if its name is invalid, has another meaning or is taken', () => {
    for (const [name, message] of /** @type {[string, RegExp][]} */ ([
      ['', /Give the widget a name/],
      ['breathing_space', /lower-case words/],
      ['../faq', /lower-case words/],
      ['recovery-breathing-space', /Leave out “recovery-”/],
      ['a-name-that-nobody-would-want-to-type', /30 letters at most/],
      ['shared', /“shared” already has another meaning/],
      ['map', /class Map/],
      ['helpline-banner', /“helpline-banner” is taken: src\/widgets\/helpline-banner already exists/],
    ]))
      assert.throws(
        () => plan(name),
        (error) => error instanceof NewWidgetError && message.test(error.message),
        name,
      );
    const {status, stderr} = project.node('src/tools/cli/new.mjs', 'widget', 'Breathing');
    assert.equal(status, 2);
    assert.match(stderr, /^new: [^\n]+\n$/);
  });

  test('is in every list, in alphabetical order, under all forms of its name', () => {
    for (const name of ['zebra', 'a-quiet-room', 'm-m']) {
      const {created, changed} = plan(name);
      for (const [file, text] of Object.entries({...created, ...changed})) project.write(file, text);
    }
    for (const [file, pattern] of /** @type {const} */ ([
      ['src/entries/index.ts', /^export .* from '\.\.\/widgets.*/gm],
      ['src/entries/define.ts', /^import '\.\.\/widgets.*/gm],
      ['stories/index.ts', /^export \* as.*/gm],
    ])) {
      const lines = read(file).match(pattern) ?? [];
      assert.deepEqual(lines, [...lines].sort(), file);
      assert.ok(
        lines.some((line) => line.includes('a-quiet-room')),
        file,
      );
    }
    assert.match(read('src/entries/index.ts'), /^export \{AQuietRoom\} from/m);
    assert.match(read('stories/index.ts'), /^export \* as aQuietRoom from/m);
    assert.match(read('README.md'), /feedback\.md\)[^\n]*\n\| \[`recovery-zebra`\]\(docs\/widgets\/zebra\.md\)/);
    assert.deepEqual(Object.keys(project.readJson('src/locales/incomplete.json')), ['ar', 'es']);
    for (const file of project.files('.').filter((name) => name.includes('a-quiet-room')))
      assert.doesNotMatch(read(file), /\{\{|undefined/, file);
  });

  test('gets the passages of the article that are left for it', () => {
    project.editJson('src/content/source/left-out.json', (list) => {
      list['who.9#00000000'] = {why: 'later', reason: 'A fact.', widget: 'slow-walk'};
    });
    assert.deepEqual(passagesFor(project.path('.'), 'slow-walk'), ['who.9#00000000']);
  });
});

const paths = {content: join(root, 'src/content'), locales: join(root, 'src/locales')};

describe('a new language', () => {
  test('is refused with the reason if its tag is no tag, not the shortest, unknown or taken', () => {
    for (const [tag, message] of /** @type {[string, RegExp][]} */ ([
      ['french!', /is not a language tag/],
      ['FR', /write “fr” instead of “FR”/],
      ['fr-Latn', /write “fr”, which means the same/],
      ['xx', /CLDR has no language “xx”/],
      ['es', /“es” already exists/],
    ]))
      assert.throws(
        () => checkTag(tag, ['ar', 'es']),
        (error) => error instanceof LanguageError && message.test(error.message),
        tag,
      );
    for (const tag of ['fa', 'pt-PT', 'zh-Hant', 'fr-CA']) assert.equal(checkTag(tag, []), tag);
  });

  test('is written into three files of data', () => {
    const {files, summary} = planLanguage('he', paths);
    assert.deepEqual(
      [...files.keys()].map((path) => path.slice(root.length)),
      ['src/locales/lit-localize.json', 'src/locales/incomplete.json', 'src/content/terms/he.json'],
    );
    assert.equal(summary, 'Hebrew (he), עברית, right to left');
  });

  test('has its direction, name, font and comma from CLDR', () => {
    for (const tag of ['ar', 'ckb', 'fa', 'he', 'ur']) assert.equal(directionOf(tag), 'rtl', tag);
    for (const tag of ['en-GB', 'ru', 'zh-Hant', 'ks-Deva', 'az']) assert.equal(directionOf(tag), 'ltr', tag);
    assert.equal(languageName('es', 'es'), 'español');
    assert.deepEqual(['ru', 'ar', 'zh-Hant'].map(fontOf), ['Noto Sans', 'Noto Sans Arabic', 'Noto Sans TC']);
    assert.deepEqual(['es', 'fa', 'he', 'ja'].map(commaOf), [', ', '، ', ', ', '、']);
  });

  test('fills the module that widgets and stories read', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'languages-'));
    t.after(() => rmSync(folder, {recursive: true}));
    buildLanguagesModule(join(folder, 'languages.ts'), ['ar', 'fa', 'pl']);
    const code = readFileSync(join(folder, 'languages.ts'), 'utf8');
    assert.match(code, /RIGHT_TO_LEFT: .* = \["ar","fa"\];/);
    assert.match(code, /"pl":"polski"/);
  });
});
