/** Follows the guides in docs/ step by step in a copy of the project, at night; `unit/new` has the files that they make. */
import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {assertSuccess, copyProject} from '../support/project.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {sources} from '../support/sources.mjs';

/** @import {Project} from '../support/project.mjs' */

/**
 * Returns the code blocks of a guide. `info` is the text after the language.
 *
 * @param {string} guide
 */
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
/** @type {Project} */
let project;
const skip = !isNightly && AT_NIGHT;
before(() => {
  if (isNightly) project = copyProject();
});
after(() => project?.delete());

describe('docs/adding-a-widget.md', {skip}, () => {
  const name = 'breathing-space';
  /** @type {string} */
  let guide;
  /** @type {string[]} */
  let languages;
  before(() => {
    guide = project.read('docs/adding-a-widget.md');
    languages = project.readJson('src/locales/lit-localize.json').targetLocales;
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
    const config = {extends: './test/tsconfig.json', compilerOptions: {rootDir: '.'}, include: [], files};
    project.write(
      'tsconfig.widget.json',
      JSON.stringify({...config, files: files.filter((file) => /\.ts$/.test(file))}),
    );
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
  const language = 'fr';
  const xliff = `src/locales/${language}.xlf`;
  const incomplete = 'src/locales/incomplete.json';
  /** @type {string} */
  let guide;
  before(() => {
    guide = project.read('docs/adding-a-language.md');
    // The guide must also hold after the language has been added.
    rmSync(project.path(xliff), {force: true});
    project.editJson('src/locales/lit-localize.json', (config) => {
      config.targetLocales = config.targetLocales.filter((/** @type {string} */ tag) => tag !== language);
    });
    project.editJson(incomplete, (languages) => delete languages[language]);
    rmSync(project.path(`src/content/terms/${language}.json`), {force: true});
  });

  /** Follows a block of the guide; returns whether it is a step. @param {ReturnType<typeof blocksOf>[number]} block */
  function follow({language: syntax, info, code}) {
    if (syntax === 'sh' && info === 'test') {
      for (const command of code.split('\n')) assertSuccess(project.shell(command));
    } else if (syntax === 'xml') {
      const [source] = code.split('\n');
      const text = project.read(info);
      assert.ok(text.includes(`${source}\n`), `no message has ${source} now: the guide needs another example`);
      project.write(
        info,
        text.replace(source, () => code),
      );
    } else return false;
    return true;
  }

  test('its steps succeed, and the first translation is shown', () => {
    assert.equal(blocksOf(guide).filter(follow).length, 4);
    assert.ok(guide.split('\n').length < 100, 'one page');
    const table = project.read(`src/generated/locales/${language}/helpline-banner.ts`);
    assert.match(table, /`Parlez à quelqu’un maintenant`/);
    const {targetLocales} = project.readJson('src/locales/lit-localize.json');
    assert.deepEqual(targetLocales, [...targetLocales].sort());
    assert.match(project.read('src/generated/languages.ts'), /"fr":"français"/);
    assert.match(project.read(xliff), /<trans-unit id="quick-exit\.leave"[^>]* maxwidth="28" size-unit="char"/);
  });

  test('the project builds with the new widget and the new language', () => {
    assertSuccess(project.node('src/tools/cli/build.mjs'));
  });
});
