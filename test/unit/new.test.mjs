/** `npm run new`: a widget and a language are written into every file and list that they must be in, or refused with the reason. At night, the guides are followed, too. */
import assert from 'node:assert/strict';
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {before, describe, test} from 'node:test';
import {commaOf, directionOf, fontOf, languageName} from '../../src/tools/content/cldr-data.mjs';
import {buildLanguageModules} from '../../src/tools/generate/update-messages.mjs';
import {languagesOf} from '../../src/tools/locales/xliff.mjs';
import {checkTag, planLanguage} from '../../src/tools/locales/new-language.mjs';
import {planWidget, validateName} from '../../src/tools/templates/new-widget.mjs';
import {assertSuccess, copyProject, sources} from '../support/project.mjs';
import {root} from '../../src/tools/project.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {temporaryFolder} from '../support/system.mjs';

describe('a new widget', () => {
  let project;
  before(() => {
    project = copyProject((file) =>
      /^(README|llms|package\.json|stories\/|src\/(content|entries|locales|tools|widgets)\/)/.test(file),
    );
  });

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
      assert.throws(() => plan(name), {exitCode: 2, message}, name);
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
      assert.match(lines.join('\n'), /a-quiet-room/, file);
    }
    assert.match(read('src/entries/index.ts'), /^export \{AQuietRoom\} from/m);
    assert.match(read('stories/index.ts'), /^export \* as aQuietRoom from/m);
    assert.match(read('README.md'), /feedback\.md\)[^\n]*\n\| \[`recovery-zebra`\]\(docs\/widgets\/zebra\.md\)/);
    assert.deepEqual(Object.keys(project.readJson('src/locales/incomplete.json')), ['ar', 'es']);
    for (const file of project.files('.').filter((name) => name.includes('a-quiet-room')))
      assert.doesNotMatch(read(file), /\{\{|undefined/, file);
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
      ['pt-BR', /write “pt”, which means the same/],
    ]))
      assert.throws(() => checkTag(tag, ['ar', 'es']), {exitCode: 2, message}, tag);
    for (const tag of ['de', 'pt-PT', 'fr-CA', ...languagesOf(paths.locales)]) assert.equal(checkTag(tag, []), tag);
  });

  test('is written into three files of data', () => {
    const {files, summary} = planLanguage('he', paths);
    const written = [...files.keys()].map((path) => path.slice(root.length)).join(' ');
    assert.equal(written, 'src/locales/he.xlf src/locales/incomplete.json src/content/languages/he.json');
    assert.equal(summary, 'Hebrew (he), עברית, right to left');
  });

  test('has its direction, name, font and comma from CLDR', () => {
    for (const tag of ['ar', 'ckb', 'fa', 'he', 'ur']) assert.equal(directionOf(tag), 'rtl', tag);
    for (const tag of ['en-GB', 'ru', 'zh-Hant', 'ks-Deva', 'az']) assert.equal(directionOf(tag), 'ltr', tag);
    assert.equal(languageName('es', 'es'), 'español');
    assert.deepEqual(['ru', 'ar', 'zh-Hant'].map(fontOf), ['Noto Sans', 'Noto Sans Arabic', 'Noto Sans TC']);
    assert.deepEqual(['es', 'fa', 'he', 'ja'].map(commaOf), [', ', '، ', ', ', '、']);
  });

  test('fills the modules that widgets and stories read', () => {
    const folder = temporaryFolder('languages');
    buildLanguageModules(folder, ['ar', 'fa', 'pl']);
    assert.match(readFileSync(join(folder, 'languages.ts'), 'utf8'), /RIGHT_TO_LEFT: .* = \["ar","fa"\];/);
    assert.match(readFileSync(join(folder, 'language-names.ts'), 'utf8'), /"pl":"Polski"/);
  });
});

/** Returns the code blocks of a guide. `info` is the text after the language. */
const blocksOf = (guide) =>
  [...guide.matchAll(/^ *```(\S+) ?(.*)\n([^]*?)^ *```$/gm)].map(([, language, info, code]) => ({
    language,
    info,
    code: code.trim(),
  }));

/** Returns the commands that a guide marks with `sh test`, in order. @param {string} guide */
const commandsOf = (guide) =>
  blocksOf(guide).flatMap(({language, info, code}) => (language === 'sh' && info === 'test' ? code.split('\n') : []));

// The guides share a copy: a new language also gets the messages of a new widget.
let project;
const skip = !isNightly && AT_NIGHT;
before(() => {
  if (isNightly) project = copyProject();
});

describe('docs/adding-a-widget.md', {skip}, () => {
  const name = 'breathing-space';
  let guide;
  let languages;
  before(() => {
    guide = project.read('docs/adding-a-widget.md');
    languages = languagesOf(project.path('src/locales'));
  });

  /** Returns the files of the widget, and the lists with a line for it. */
  const writtenFiles = () =>
    ['src/content/copy', 'src/widgets', 'src/entries', 'stories', 'test/browser']
      .flatMap(project.files)
      .filter((file) => /\.(ts|json)$/.test(file) && !sources.includes(file))
      .concat('src/entries/index.ts', 'src/entries/define.ts', 'stories/index.ts');

  test('its commands succeed', () => {
    const commands = commandsOf(guide);
    assert.ok(commands.length >= 3);
    for (const command of commands) assertSuccess(project.shell(command));
  });

  test('the files pass lint, format, types and the check of the copy', () => {
    const files = writtenFiles();
    assertSuccess(project.node('node_modules/eslint/bin/eslint.js', ...files.filter((file) => file.endsWith('.ts'))));
    assertSuccess(project.node('node_modules/prettier/bin/prettier.cjs', '--check', ...files));
    const own = {include: [], files: files.filter((file) => /\.ts$/.test(file))};
    const config = {extends: './test/tsconfig.json', compilerOptions: {rootDir: '.'}, ...own};
    project.write('tsconfig.widget.json', JSON.stringify(config));
    assertSuccess(project.node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.widget.json'));
    assertSuccess(project.node('src/tools/cli/content.mjs', 'copy'));
  });

  test('its stories and its own test pass in the browser, in every language', () => {
    const list = project.read('stories/index.ts');
    const line = list.split('\n').filter((entry) => entry.includes(name));
    assert.deepEqual(line, ["export * as breathingSpace from './breathing-space.stories.js';"]);
    // The stories of other widgets are tested elsewhere.
    project.write('stories/index.ts', `${line}\n`);
    const files = ['test/browser/every-story.test.ts', `test/browser/${name}.test.ts`];
    // The template is tried in one engine; a widget made of it is then tested in all.
    process.env.ENGINES ??= 'chromium';
    const runner = 'node_modules/@web/test-runner/dist/bin.js';
    const result = project.node(runner, '--config', 'test/web-test-runner.config.mjs', '--files', ...files);
    project.write('stories/index.ts', list);
    assertSuccess(result);
    const [, passed] = /browser: (\d+) passed, 0 failed/.exec(result.stdout) ?? [];
    assert.ok(Number(passed) > 2 * languages.length, result.stdout);
  });
});

describe('docs/adding-a-language.md', {skip}, () => {
  const language = 'it';
  const xliff = `src/locales/${language}.xlf`;
  const incomplete = 'src/locales/incomplete.json';
  let guide;
  before(() => {
    guide = project.read('docs/adding-a-language.md');
    // The guide must also hold after the language has been added.
    rmSync(project.path(xliff), {force: true});
    project.editJson(incomplete, (languages) => delete languages[language]);
    rmSync(project.path(`src/content/languages/${language}.json`), {force: true});
  });

  /** Follows a block of the guide; returns whether it is a step. @param {ReturnType<typeof blocksOf>[number]} block */
  function follow({language: syntax, info, code}) {
    if (syntax === 'sh' && info === 'test') {
      for (const command of code.split('\n')) assertSuccess(project.shell(command));
    } else if (syntax === 'xml') {
      const [source] = code.split('\n');
      const text = project.read(info);
      assert.ok(text.includes(`${source}\n`), `no message has ${source} now: the guide needs another example`);
      const translated = text.replace(source, () => code);
      project.write(info, translated);
    } else return false;
    return true;
  }

  test('its steps succeed, and the first translation is shown', () => {
    assert.equal(blocksOf(guide).filter(follow).length, 4);
    assert.ok(guide.split('\n').length < 110, 'one page');
    const table = project.read(`src/generated/locales/${language}/helpline-banner.ts`);
    assert.match(table, /`Parlate subito con qualcuno`/);
    assert.match(project.read('src/generated/language-names.ts'), /"it":"italiano"/i);
    assert.match(project.read(xliff), /<trans-unit id="quick-exit\.leave"[^>]* maxwidth="28" size-unit="char"/);
  });

  test('the project builds with the new widget and the new language', () => {
    assertSuccess(project.node('src/tools/cli/build.mjs'));
  });
});
