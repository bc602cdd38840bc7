/** Follows the guides in docs/ step by step in a copy of the project. */
import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {categoriesOf} from '../../src/tools/content/plurals.mjs';
import {assertSuccess, copyProject, runMessages, unitOf} from '../support/project.mjs';
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

/**
 * Asserts that the scripts and files that a guide names exist.
 *
 * @param {string} guide
 * @param {Project} project
 */
function assertReferencesExist(guide, {has, readJson}) {
  const scripts = Object.keys(readJson('package.json').scripts);
  for (const [, script] of guide.matchAll(/npm run ([\w:-]+)/g))
    assert.ok(scripts.includes(script), `npm run ${script} does not exist`);
  const files = [...guide.matchAll(/`((?:src|stories|test|docs|bench|dist)\/[\w./-]+)`|\]\(([\w.-]+\.md)\)/g)];
  assert.ok(files.length > 4);
  for (const [, file, page] of files) assert.ok(has(file ?? `docs/${page}`), `${file ?? page} does not exist`);
}

// The guides share a copy: a new language also gets the messages of a new widget.
/** @type {Project} */
let project;
before(() => {
  project = copyProject();
});
after(() => project.delete());

describe('docs/adding-a-widget.md', () => {
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

  test('the package contains the widget: its module, its tag, its class', async () => {
    for (const file of [`widgets/${name}/${name}.js`, `widgets/${name}/define.js`, `generated/messages/${name}.js`])
      assert.ok(project.has(`dist/npm/${file}`), file);
    const {BreathingSpace} = await import(pathToFileURL(project.path('dist/npm/entries/index.js')).href);
    assert.equal(typeof BreathingSpace, 'function');
    assert.match(project.read('dist/npm/entries/define.js'), /breathing-space\/define\.js/);
  });

  test('translators of every language get its messages, and readers get them in English, marked as English', () => {
    assert.ok(languages.length >= 2);
    for (const language of languages) {
      for (const {key, text} of project.readJson(`src/content/copy/${name}.json`).messages) {
        const unit = unitOf(project.read(`src/locales/${language}.xlf`), `${name}.${key}`);
        assert.ok(unit?.includes(`<source>${text}</source>`), `${language}: ${key}`);
        assert.ok(!unit?.includes('<target'));
        const table = project.read(`src/generated/locales/${language}/${name}.ts`);
        // A variant of English shows the English text as it is.
        if (language.startsWith('en-')) assert.ok(!table.includes(text));
        else assert.ok(table.includes(`<span lang="en" dir="ltr">${text}</span>`));
      }
    }
  });

  test('it names the files that the command writes, which mark the places to fill in', () => {
    assert.equal(writtenFiles().length, 6 + 3);
    for (const file of writtenFiles()) assert.ok(guide.includes(`\`${file}\``), file);
    assert.match(project.read(`src/widgets/${name}/${name}.ts`), /^ \* Say here what it is for\.$/m);
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

  test('the scripts and files that it names exist', () => assertReferencesExist(guide, project));
});

describe('docs/adding-a-language.md', () => {
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
    assert.match(project.read('README.md'), /^\| French \(`fr`\) +\| 0 of \d+ /m);
    assert.match(project.read(xliff), /<trans-unit id="quick-exit\.leave"[^>]* maxwidth="28" size-unit="char"/);
  });

  const skip = !process.env.NIGHTLY && 'tried only in the nightly run, with NIGHTLY=1';
  test('the project builds with the new widget and the new language', {skip}, () => {
    assertSuccess(project.node('src/tools/cli/build.mjs'));
  });

  test('no other file names the languages: the rest comes from CLDR', () => {
    const {status, stderr} = project.node('src/tools/cli/new.mjs', 'language', language);
    assert.equal(status, 2);
    assert.match(stderr, /^new: “fr” already exists$/m);
  });

  test('translators get every message with its note; readers get the rest in English, marked as English', () => {
    const english = project.files('src/content/copy').flatMap((file) => {
      const {widget, messages} = project.readJson(file);
      return messages.flatMap((/** @type {any} */ message) => {
        const id = `${widget}.${message.key}`;
        const forms = message.plural ? categoriesOf(language).filter((category) => category !== 'other') : [];
        return [{...message, id}, ...forms.map((category) => ({...message, id: `${id}-plural-${category}`}))];
      });
    });
    assert.ok(english.length > 100);
    const text = project.read(xliff);
    const units = [...text.matchAll(/<trans-unit id="([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(units.sort(), english.map(({id}) => id).sort());
    for (const {id, note, safety} of english) {
      const unit = unitOf(text, id);
      assert.match(unit ?? '', /<note/);
      if (note && !/[<>&]/.test(note)) assert.ok(unit?.includes(note), id);
      assert.equal(/SAFETY/.test(unit ?? ''), Boolean(safety), id);
    }
    const table = project.read(`src/generated/locales/${language}/helpline-banner.ts`);
    assert.match(table, /'helpline-banner\.chat': html`<span lang="en" dir="ltr">/);
  });

  test('a language that lacks safety messages fails, unless it is declared incomplete', () => {
    assert.ok(project.readJson(incomplete)[language]);
    project.editJson(incomplete, (languages) => delete languages[language]);
    const {status, stderr} = runMessages(project);
    assert.equal(status, 1);
    assert.match(stderr, /^src\/locales\/fr\.xlf: safety messages missing or stale: [a-z]+(-[a-z]+)*\.[a-z]/m);
    assert.match(stderr, /src\/locales\/incomplete\.json/);
    assert.doesNotMatch(stderr, /^ +at /m);
  });

  test('the scripts and files that it names exist', () => {
    project.write('src/locales/obsolete/fr.json', '{}\n');
    assertReferencesExist(guide, project);
  });
});
