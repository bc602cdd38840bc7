/** `npm run new` rejects names that would break something, and writes files and lists for the others. */
import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {NewWidgetError, passagesFor, planWidget, validateName} from '../../src/tools/templates/new-widget.mjs';
import {copyProject} from '../support/project.mjs';

/** @import {Project} from '../support/project.mjs' */

describe('npm run new', () => {
  /** @type {Project} */
  let project;
  before(() => {
    project = copyProject((file) =>
      /^(README|llms|package\.json|stories\/|src\/(content|entries|locales|tools|widgets)\/)/.test(file),
    );
  });
  after(() => project.delete());

  const run = (/** @type {string[]} */ ...args) => project.node('src/tools/cli/new.mjs', ...args);

  /** Writes the files of a widget. @param {string} name */
  function make(name) {
    const {created, changed} = planWidget(project.path('.'), validateName([name]));
    for (const [file, text] of Object.entries({...created, ...changed})) project.write(file, text);
  }

  const contents = () => Object.fromEntries(project.files('.').map((file) => [file, project.read(file)]));

  /** @param {string[]} names @param {RegExp} message */
  const rejectsName = (names, message) =>
    assert.throws(
      () => validateName(names),
      (error) => error instanceof NewWidgetError && message.test(error.message),
      names.join(' '),
    );

  /** @param {string} name @param {RegExp} message */
  const rejectsPlan = (name, message) =>
    assert.throws(
      () => planWidget(project.path('.'), validateName([name])),
      (error) => error instanceof NewWidgetError && message.test(error.message),
    );

  test('prints one line and changes nothing if it cannot create the widget', () => {
    const before = contents();
    for (const args of [
      ['widget', 'Breathing'],
      ['widget', 'helpline-banner'],
      ['widget'],
      ['language', 'es'],
      ['faq'],
      [],
    ]) {
      const {status, stdout, stderr} = run(...args);
      assert.ok(status === 1 || status === 2, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, /^new: [^\n]+\n$/);
      assert.deepEqual(contents(), before);
    }
  });

  test('rejects an invalid name', () => {
    rejectsName([], /npm run new -- widget breathing-space/);
    for (const name of ['Breathing', 'breathing_space', 'breathing--space', '-x', 'faq2', '../faq', 'ä'])
      rejectsName([name], /lower-case words/);
    rejectsName([''], /Give the widget a name/);
    rejectsName(['breathing', 'space'], /npm run new -- widget breathing-space/);
    rejectsName(['recovery-breathing-space'], /Leave out “recovery-”/);
    rejectsName(['a-name-that-nobody-would-want-to-type'], /30 letters at most/);
  });

  test('rejects a name with another meaning', () => {
    for (const name of ['shared', 'define', 'index', 'all', 'core'])
      rejectsName([name], new RegExp(`“${name}” already has another meaning`));
    rejectsName(['map'], /class Map/);
  });

  test('rejects a name whose files exist', () => {
    rejectsPlan('helpline-banner', /“helpline-banner” is taken: src\/widgets\/helpline-banner already exists/);
    const file = 'test/browser/quiet-room.test.ts';
    project.write(file, '// Mine.\n');
    rejectsPlan('quiet-room', /“quiet-room” is taken: test\/browser\/quiet-room\.test\.ts already exists/);
    rmSync(project.path(file));
  });

  test('fails if a list has no place for the new line', () => {
    const list = project.read('src/entries/define.ts');
    project.write('src/entries/define.ts', '/** Registers all widgets. */\n');
    rejectsPlan(
      'quiet-room',
      /src\/entries\/define\.ts has no line like “import '\.\.\/widgets\/quiet-room\/define\.js';”/,
    );
    project.write('src/entries/define.ts', list);
  });

  test('keeps the lists in alphabetical order, and derives all forms of the name', () => {
    for (const name of ['zebra', 'a-quiet-room', 'm-m']) make(name);
    for (const [file, pattern] of /** @type {const} */ ([
      ['src/entries/index.ts', /^export .* from '\.\.\/widgets/],
      ['src/entries/define.ts', /^import '\.\.\/widgets/],
      ['stories/index.ts', /^export \* as/],
    ])) {
      const lines = project
        .read(file)
        .split('\n')
        .filter((line) => pattern.test(line));
      assert.deepEqual(lines, [...lines].sort(), file);
      assert.match(project.read(file), /^\/\*\* .*\*\/\n/);
    }
    assert.match(
      project.read('src/entries/index.ts'),
      /^export \{AQuietRoom\} from '\.\.\/widgets\/a-quiet-room\/a-quiet-room\.js';$/m,
    );
    assert.match(project.read('stories/index.ts'), /^export \* as aQuietRoom from/m);
    assert.match(
      project.read('stories/a-quiet-room.stories.ts'),
      /title: 'Widgets\/A quiet room', \.\.\.metaFor\('a-quiet-room'\)/,
    );
    assert.match(
      project.read('README.md'),
      /feedback\.md\)[^\n]*\n\| \[`recovery-zebra`\]\(docs\/widgets\/zebra\.md\)/,
    );
    assert.deepEqual(Object.keys(project.readJson('src/locales/incomplete.json')), ['ar', 'es']);
    for (const file of project.files('.').filter((name) => name.includes('a-quiet-room')))
      assert.doesNotMatch(project.read(file), /\{\{|undefined/, file);
  });

  test('names the passages of the article that are left for the widget', () => {
    project.editJson('src/content/source/left-out.json', (list) => {
      list['who.9#00000000'] = {why: 'later', reason: 'A fact.', widget: 'slow-walk'};
    });
    assert.deepEqual(passagesFor(project.path('.'), 'slow-walk'), ['who.9#00000000']);
  });
});
