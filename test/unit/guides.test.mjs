/**
 * The guides in docs/, followed step by step in a copy of the project; `npm run new`; and what src/tools/locales/xliff.mjs promises
 * to translators, on a few words made up for it.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {root, sources} from '../support/sources.mjs';

/**
 * A folder with copies of some of the sources, the packages, and what one does there.
 * @param {(file: string) => boolean} [wanted]
 */
function project(wanted = () => true) {
  const folder = mkdtempSync(join(tmpdir(), 'recovery-widgets-'));
  const at = (/** @type {string} */ file) => join(folder, file);
  for (const file of sources.filter(wanted)) cpSync(join(root, file), at(file));
  symlinkSync(join(root, 'node_modules'), at('node_modules'), 'junction');

  const read = (/** @type {string} */ file) => readFileSync(at(file), 'utf8');
  const write = (/** @type {string} */ file, /** @type {string} */ words) => {
    mkdirSync(dirname(at(file)), {recursive: true});
    writeFileSync(at(file), words);
  };
  const json = (/** @type {string} */ file) => JSON.parse(read(file));
  const change = (/** @type {string} */ file, /** @type {(data: any) => unknown} */ edit) => {
    const data = json(file);
    edit(data);
    write(file, `${JSON.stringify(data, null, 2)}\n`);
  };
  /** Runs a program of Node. @param {string[]} args */
  const node = (...args) => spawnSync(process.execPath, args, {cwd: folder, encoding: 'utf8'});
  /** Runs a command as a reader of a guide does. @param {string} command */
  const shell = (command) => spawnSync(command, {cwd: folder, encoding: 'utf8', shell: true});
  const remove = () => rmSync(folder, {recursive: true, force: true});
  return {
    at,
    read,
    write,
    json,
    change,
    node,
    shell,
    remove,
    has: (/** @type {string} */ file) => existsSync(at(file)),
  };
}

/** @typedef {ReturnType<typeof project>} Project */

/** Fails with all that a command said. @param {import('node:child_process').SpawnSyncReturns<string>} result */
const succeeds = ({status, stdout, stderr}) => assert.equal(status, 0, `${stdout}\n${stderr}`);

const messages = (/** @type {Project} */ {node}) => node('src/tools/cli/messages.mjs');

/** The blocks of a guide: what stands behind ```, and what is in it. @param {string} guide */
const blocksOf = (guide) =>
  [...guide.matchAll(/^ *```(\S+) ?(.*)\n([^]*?)^ *```$/gm)].map(([, language, info, code]) => ({
    language,
    info,
    code: code.trim(),
  }));

/** What a guide asks to type, in order. @param {string} guide */
const commandsOf = (guide) =>
  blocksOf(guide).flatMap(({language, info, code}) => (language === 'sh' && info === 'test' ? code.split('\n') : []));

/** Scripts and files that a guide names are there. @param {string} guide @param {Project} project */
function namesWhatIsThere(guide, {has, json}) {
  const scripts = Object.keys(json('package.json').scripts);
  for (const [, script] of guide.matchAll(/npm run ([\w:-]+)/g))
    assert.ok(scripts.includes(script), `npm run ${script}`);
  const files = [...guide.matchAll(/`((?:src|stories|test|docs|bench|dist)\/[\w./-]+)`|\]\(([\w.-]+\.md)\)/g)];
  assert.ok(files.length > 4);
  for (const [, file, page] of files)
    assert.ok(has(file ?? `docs/${page}`), `${file ?? page} is named, but is not there`);
}

/** A unit of an XLIFF file: what is in it. @param {string} xliff @param {string} id */
const unitOf = (xliff, id) => new RegExp(`<trans-unit id="${id}">\\n([^]*?)</trans-unit>`).exec(xliff)?.[1];

/** Gives a message a target, as a translator does. @param {Project} project @param {string} file @param {string} id @param {string} words */
function translate({read, write}, file, id, words) {
  const unit = unitOf(read(file), id);
  assert.ok(unit, `${id} is not in ${file}`);
  const [source] = /** @type {RegExpExecArray} */ (/.*<\/source>\n/.exec(unit));
  const rest = unit.replace(source, '').replace(/ *<target[^]*<\/target>\n/, '');
  write(
    file,
    read(file).replace(unit, () => `${source}  <target state="translated">${words}</target>\n${rest}`),
  );
}

describe('docs/adding-a-widget.md', () => {
  const name = 'breathing-space';
  /** @type {Project} */
  let copy;
  /** @type {string} */
  let guide;
  /** @type {string[]} */
  let languages;
  before(() => {
    copy = project();
    guide = copy.read('docs/adding-a-widget.md');
    languages = copy.json('src/locales/lit-localize.json').targetLocales;
  });
  after(() => copy.remove());

  /** The files of the widget, and those with a line for it. */
  const written = () =>
    ['src/content/copy', 'src/widgets', 'src/entries', 'stories', 'test/browser']
      .flatMap((folder) =>
        readdirSync(copy.at(folder), {recursive: true, encoding: 'utf8'}).map(
          (file) => `${folder}/${file.replaceAll('\\', '/')}`,
        ),
      )
      .filter((file) => /\.(ts|json)$/.test(file) && !sources.includes(file))
      .concat('src/entries/index.ts', 'src/entries/define.ts', 'stories/index.ts');

  test('its commands work as they stand there', () => {
    const commands = commandsOf(guide);
    assert.ok(commands.length >= 3);
    for (const command of commands) succeeds(copy.shell(command));
  });

  test('the widget is in the package: its module, its tag, its class', async () => {
    for (const file of [`widgets/${name}/${name}.js`, `widgets/${name}/define.js`, `generated/messages/${name}.js`])
      assert.ok(copy.has(`dist/npm/${file}`), file);
    const {BreathingSpace} = await import(pathToFileURL(copy.at('dist/npm/entries/index.js')).href);
    assert.equal(typeof BreathingSpace, 'function');
    assert.match(copy.read('dist/npm/entries/define.js'), /breathing-space\/define\.js/);
  });

  test('translators of every language got its messages, and readers get them in English, marked as English', () => {
    assert.ok(languages.length >= 2);
    for (const language of languages) {
      for (const {key, text} of copy.json(`src/content/copy/${name}.json`).messages) {
        const unit = unitOf(copy.read(`src/locales/${language}.xlf`), `${name}.${key}`);
        assert.ok(unit?.includes(`<source>${text}</source>`), `${language}: ${key}`);
        assert.ok(!unit?.includes('<target'));
        assert.ok(
          copy
            .read(`src/generated/locales/${language}/${name}.ts`)
            .includes(`<span lang="en" dir="ltr">${text}</span>`),
        );
      }
    }
  });

  test('it wrote what the guide says, and says where a person must', () => {
    assert.equal(written().length, 6 + 3);
    for (const file of written()) assert.ok(guide.includes(`\`${file}\``), file);
    assert.match(copy.read(`src/widgets/${name}/${name}.ts`), /^ \* Say here what it is for\.$/m);
  });

  test('what it wrote passes lint, format, types and the check of the words', () => {
    succeeds(copy.node('node_modules/eslint/bin/eslint.js', ...written().filter((file) => file.endsWith('.ts'))));
    succeeds(copy.node('node_modules/prettier/bin/prettier.cjs', '--check', ...written()));
    succeeds(copy.node('node_modules/typescript/bin/tsc', '-p', 'test'));
    succeeds(copy.node('src/tools/content/check-copy.mjs'));
  });

  test('its stories and its own test pass in the browser, in every language', () => {
    const list = copy.read('stories/index.ts');
    const line = list.split('\n').filter((each) => each.includes(name));
    assert.deepEqual(line, ["export * as breathingSpace from './breathing-space.stories.js';"]);
    // Only these: the others are tested elsewhere.
    copy.write('stories/index.ts', `${line}\n`);
    const files = ['test/browser/every-story.test.ts', `test/browser/${name}.test.ts`];
    const runner = 'node_modules/@web/test-runner/dist/bin.js';
    const result = copy.node(runner, '--config', 'test/web-test-runner.config.mjs', '--files', ...files);
    copy.write('stories/index.ts', list);
    succeeds(result);
    const [, passed] = /widgets: (\d+) passed, 0 failed/.exec(result.stdout) ?? [];
    assert.ok(Number(passed) > 2 * languages.length, result.stdout);
  });

  test('the scripts and files it names are there', () => namesWhatIsThere(guide, copy));
});

describe('npm run new', () => {
  /** @type {Project} */
  let copy;
  before(() => {
    copy = project((file) => /^(stories|test\/widgets|src\/(content|entries|tools|widgets))\//.test(file));
  });
  after(() => copy.remove());

  const contents = () =>
    Object.fromEntries(
      readdirSync(copy.at('.'), {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile())
        .map(({parentPath, path, name}) => join(parentPath ?? path, name))
        .map((file) => [file, readFileSync(file, 'utf8')]),
    );

  /** Refuses with one line, and leaves everything as it was. @param {string[]} names @param {RegExp} reason */
  function refuses(names, reason) {
    const before = contents();
    const {status, stdout, stderr} = copy.node('src/tools/cli/new.mjs', ...names);
    assert.equal(status, 1, names.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, /^Nothing was written\. [^\n]+\n$/);
    assert.match(stderr, reason);
    assert.deepEqual(contents(), before);
  }

  test('refuses what is no name', () => {
    refuses([], /npm run new breathing-space/);
    for (const name of ['Breathing', 'breathing_space', 'breathing--space', '-x', 'faq2', '../faq', 'ä', ''])
      refuses([name], name ? /lower-case words/ : /Give the widget a name/);
    refuses(['breathing', 'space'], /npm run new breathing-space/);
    refuses(['recovery-breathing-space'], /Leave out “recovery-”/);
    refuses(['a-name-that-nobody-would-want-to-type'], /30 letters at most/);
  });

  test('refuses names that mean something else', () => {
    for (const name of ['shared', 'define', 'index', 'all', 'core'])
      refuses([name], new RegExp(`“${name}” already means`));
    refuses(['map'], /class Map/);
  });

  test('refuses a name that is taken, and overwrites nothing', () => {
    refuses(['helpline-banner'], /“helpline-banner” is taken: src\/widgets\/helpline-banner is there already/);
    const file = 'test/browser/quiet-room.test.ts';
    copy.write(file, '// Mine.\n');
    refuses(['quiet-room'], /“quiet-room” is taken: test\/widgets\/quiet-room\.test\.ts is there already/);
    rmSync(copy.at(file));
  });

  test('refuses when it does not know where a line belongs', () => {
    const list = copy.read('src/entries/define.ts');
    copy.write('src/entries/define.ts', '/** Registers all widgets. */\n');
    refuses(['quiet-room'], /src\/entries\/define\.ts has no line like “import '\.\/define\/quiet-room\.js';”/);
    copy.write('src/entries/define.ts', list);
  });

  test('keeps the lists in alphabetical order, and the names of all cases', () => {
    for (const name of ['zebra', 'a-quiet-room', 'm-m']) succeeds(copy.node('src/tools/cli/new.mjs', name));
    for (const [file, like] of /** @type {const} */ ([
      ['src/entries/index.ts', /^export .* from '\.\.\/widgets/],
      ['src/entries/define.ts', /^import '\.\.\/widgets/],
      ['stories/index.ts', /^export \* as/],
    ])) {
      const lines = copy
        .read(file)
        .split('\n')
        .filter((line) => like.test(line));
      assert.deepEqual(lines, [...lines].sort(), file);
      assert.match(copy.read(file), /^\/\*\* .*\*\/\n/);
    }
    assert.match(
      copy.read('src/entries/index.ts'),
      /^export \{AQuietRoom\} from '\.\.\/widgets\/a-quiet-room\/a-quiet-room\.js';$/m,
    );
    assert.match(copy.read('stories/index.ts'), /^export \* as aQuietRoom from/m);
    assert.match(
      copy.read('stories/a-quiet-room.stories.ts'),
      /title: 'Widgets\/A quiet room', \.\.\.metaFor\('a-quiet-room'\)/,
    );
  });

  test('names the passages of the article that wait for the widget', () => {
    copy.change('src/content/source/left-out.json', (list) => {
      list['who.9#00000000'] = {why: 'later', reason: 'A fact.', widget: 'slow-walk'};
    });
    const {stdout} = copy.node('src/tools/cli/new.mjs', 'slow-walk');
    assert.match(stdout, /a passage for it.*left-out\.json:\nwho\.9#00000000\n/);
  });
});

describe('docs/adding-a-language.md', () => {
  const language = 'fr';
  const file = `src/locales/${language}.xlf`;
  const list = 'src/locales/incomplete.json';
  /** @type {Project} */
  let copy;
  /** @type {string} */
  let guide;
  before(() => {
    copy = project();
    guide = copy.read('docs/adding-a-language.md');
    // The guide holds before the language is there, and goes on to hold when it is.
    rmSync(copy.at(file), {force: true});
    copy.change('src/locales/lit-localize.json', (config) => {
      config.targetLocales = config.targetLocales.filter((/** @type {string} */ each) => each !== language);
    });
    copy.change(list, (languages) => delete languages[language]);
  });
  after(() => copy.remove());

  test('its steps work as they stand there, and the first words show', () => {
    let done = 0;
    for (const {language: kind, info, code} of blocksOf(guide)) {
      if (kind === 'sh' && info === 'test') {
        for (const command of code.split('\n')) succeeds(copy.shell(command));
      } else if (kind === 'json') {
        copy.change(info, (data) => {
          for (const [key, value] of Object.entries(JSON.parse(code)))
            data[key] = Array.isArray(value) ? [...new Set([...data[key], ...value])] : value;
        });
      } else if (kind === 'xml') {
        const source = code.split('\n')[0];
        assert.ok(
          copy.read(info).includes(`${source}\n`),
          `no message has ${source} now: the guide needs another example`,
        );
        copy.write(
          info,
          copy.read(info).replace(source, () => code),
        );
      } else continue;
      done++;
    }
    assert.equal(done, 6);
    assert.match(copy.read(`src/generated/locales/${language}/helpline-banner.ts`), /`Parlez à quelqu’un maintenant`/);
  });

  test('translators got every message, with its note; readers get the rest in English, marked as English', () => {
    const english = readdirSync(copy.at('src/content/copy')).flatMap((name) =>
      copy
        .json(`src/content/copy/${name}`)
        .messages.map((/** @type {any} */ record) => ({...record, widget: name.slice(0, -5)})),
    );
    assert.ok(english.length > 100);
    const units = [...copy.read(file).matchAll(/<trans-unit id="([^"]+)">/g)].map(([, id]) => id);
    assert.deepEqual(units.sort(), english.map(({widget, key}) => `${widget}.${key}`).sort());
    for (const {widget, key, note, safety} of english) {
      const unit = unitOf(copy.read(file), `${widget}.${key}`);
      assert.match(unit ?? '', /<note/);
      if (note && !/[<>&]/.test(note)) assert.ok(unit?.includes(note), `${widget}.${key}`);
      assert.equal(/SAFETY/.test(unit ?? ''), Boolean(safety), `${widget}.${key}`);
    }
    const table = copy.read(`src/generated/locales/${language}/helpline-banner.ts`);
    assert.match(table, /'helpline-banner\.chat': html`<span lang="en" dir="ltr">/);
  });

  test('a language with safety words missing fails, unless it is named as incomplete', () => {
    assert.ok(copy.json(list)[language]);
    copy.change(list, (languages) => delete languages[language]);
    const {status, stderr} = messages(copy);
    assert.equal(status, 1);
    assert.match(stderr, /^fr: safety words missing or stale: [a-z]+(-[a-z]+)*\.[a-z]/m);
    assert.match(stderr, /src\/locales\/incomplete\.json/);
    assert.doesNotMatch(stderr, /^ +at /m);
  });

  test('the scripts and files it names are there', () => {
    copy.write('src/locales/obsolete/fr.json', '{}\n');
    namesWhatIsThere(guide, copy);
  });
});

describe('translations', () => {
  const file = 'src/locales/es.xlf';
  const english = 'src/content/copy/probe.json';
  /** @type {Project} */
  let copy;

  const record = (/** @type {string} */ key, /** @type {string} */ text, /** @type {object} */ more = {}) => ({
    key,
    kind: 'text',
    text,
    edit: 'interface',
    review: 'draft',
    checked: '2026-11-25',
    ...more,
  });
  const placeholders = {keyword: 'a word', number: 'a number'};
  const keyword = '<x id="0" equiv-text="${keyword}"/>';
  const number = '<x id="1" equiv-text="${number}"/>';

  const unit = (/** @type {string} */ key) => unitOf(copy.read(file), `probe.${key}`) ?? '';
  const shown = (/** @type {string} */ key) =>
    new RegExp(`'probe\\.${key}': (.*),\\n`).exec(copy.read('src/generated/locales/es/probe.ts'))?.[1];

  /** Changes an English text. @param {string} key @param {string} text */
  const rewrite = (key, text) =>
    copy.change(english, (data) => {
      data.messages.find((/** @type {{key: string}} */ each) => each.key === key).text = text;
    });

  before(() => {
    copy = project((path) => /^(tsconfig\.json|src\/(content\/(?!copy\/)|core\/|tools\/))/.test(path));
    copy.write('src/locales/lit-localize.json', readFileSync(join(root, 'src/locales/lit-localize.json'), 'utf8'));
    copy.change('src/locales/lit-localize.json', (config) => (config.targetLocales = ['es']));
    copy.write('src/locales/incomplete.json', '{}\n');
    const records = [
      record('stay', 'Stay with the person.'),
      record('call', 'Call for help now.', {safety: true}),
      record('send', 'Text {keyword} to {number}', {kind: 'rich', placeholders}),
      record('spoken', 'Close', {kind: 'label'}),
      record('seen', 'Close'),
      record('old', 'Old words.'),
    ];
    copy.write(english, JSON.stringify({widget: 'probe', grade: 8, messages: records}));
    const translated = [
      ['old', 'Old words.', 'Palabras viejas.'],
      ['send', `Text ${keyword} to ${number}`, `Al ${number} envíe ${keyword}`],
      ['call', 'Call for help now.', 'Pida ayuda ahora.'],
      ['stay', 'Stay with the person.', 'Quédese con la persona.'],
    ].map(
      ([key, source, target]) =>
        `<trans-unit id="probe.${key}">\n  <source>${source}</source>\n  <target state="translated">${target}</target>\n</trans-unit>`,
    );
    copy.write(
      file,
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
        '<file target-language="es" source-language="en" original="lit-localize-inputs" datatype="plaintext">',
        ...['<body>', ...translated, '</body>', '</file>', '</xliff>', ''],
      ].join('\n'),
    );
    succeeds(messages(copy));
  });
  after(() => copy.remove());

  test('are shown, and may reorder placeholders', () => {
    assert.equal(shown('stay'), '`Quédese con la persona.`');
    assert.equal(shown('send'), 'html`Al ${1} envíe ${0}`');
  });

  test('that are missing: English, marked as such where it stands in an element', () => {
    assert.equal(shown('seen'), 'html`<span lang="en" dir="ltr">Close</span>`');
    // A plain string cannot be marked; without an entry the English of the message is used.
    assert.equal(shown('spoken'), undefined);
  });

  test('stand in the order of the English', () => {
    const ids = [...copy.read(file).matchAll(/<trans-unit id="probe\.(\w+)">/g)].map(([, key]) => key);
    assert.deepEqual(ids, ['stay', 'call', 'send', 'spoken', 'seen', 'old']);
  });

  test('of changed English are marked and kept, those of deleted English archived; English shows, marked as such', () => {
    const before = copy.read(file);
    rewrite('stay', 'Stay with them.');
    copy.change(english, (data) => data.messages.pop());
    const result = messages(copy);
    succeeds(result);

    assert.match(result.stdout, /^es: the English of probe\.stay changed/m);
    assert.match(unit('stay'), /<source>Stay with them\.<\/source>/);
    assert.match(unit('stay'), /<target state="needs-review-translation">Quédese con la persona\.<\/target>/);
    assert.equal(shown('stay'), 'html`<span lang="en" dir="ltr">Stay with them.</span>`');

    assert.match(result.stdout, /^es: probe\.old no longer exist/m);
    assert.equal(unit('old'), '');
    const archived = copy.json('src/locales/obsolete/es.json');
    assert.deepEqual(archived, {'probe.old': {source: 'Old words.', target: 'Palabras viejas.'}});

    for (const key of ['call', 'send', 'spoken']) assert.equal(unit(key), unitOf(before, `probe.${key}`));
    assert.equal(shown('call'), '`Pida ayuda ahora.`');
  });

  test('of changed safety words fail the gate; what was marked before stays marked', () => {
    rewrite('call', 'Call for help at once.');
    const {status, stderr} = messages(copy);
    assert.equal(status, 1);
    assert.match(stderr, /^es: safety words missing or stale: probe\.call$/m);
    assert.equal(shown('call'), 'html`<span lang="en" dir="ltr">Call for help at once.</span>`');
    assert.match(unit('stay'), /needs-review-translation/);
  });

  test('are shown again once a person has looked at them', () => {
    translate(copy, file, 'probe.stay', 'Quédese ahí.');
    translate(copy, file, 'probe.call', 'Pida ayuda enseguida.');
    succeeds(messages(copy));
    assert.equal(shown('stay'), '`Quédese ahí.`');
    assert.equal(shown('call'), '`Pida ayuda enseguida.`');
  });

  test('that drop a placeholder are refused', () => {
    translate(copy, file, 'probe.send', `Envíe ${keyword}`);
    const {status, stderr} = messages(copy);
    assert.equal(status, 1);
    assert.match(stderr, /es localization of probe\.send: missing "\$\{number\}"/);
    assert.doesNotMatch(stderr, /^ +at /m);
  });

  test('that wait for review may have placeholders that the English has no more', () => {
    translate(copy, file, 'probe.send', `Al ${number} envíe ${keyword}`);
    rewrite('send', 'Text {number}');
    copy.change(english, (data) => delete data.messages[2].placeholders.keyword);
    succeeds(messages(copy));
    assert.match(unit('send'), /<target state="needs-review-translation">Al /);
    assert.equal(shown('send'), 'html`<span lang="en" dir="ltr">Text ${0}</span>`');
    succeeds(copy.node('src/tools/cli/messages.mjs', '--check'));
  });
});
