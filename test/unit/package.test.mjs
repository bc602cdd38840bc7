/** The npm package: the tarball that `npm pack` makes of the last build, installed in a project. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {basename, dirname, join, sep} from 'node:path';
import {before, describe, test} from 'node:test';
import nodeResolve from '@rollup/plugin-node-resolve';
import {publint} from 'publint';
import {formatMessage} from 'publint/utils';
import {rollup} from 'rollup';
import {readChunks} from '../../src/tools/built/page-files.mjs';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {stagePackage} from '../../src/tools/hosting/package.mjs';
import {root} from '../../src/tools/project.mjs';
import {temporaryFolder} from '../support/system.mjs';

const widgets = readdirSync(join(root, 'src/widgets')).sort();
/** Returns the class name of a widget. */
const classOf = (name) => name.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());
const classes = widgets.map(classOf);

/** A project with the package and its dependencies. */
const project = temporaryFolder('package');
const installed = join(project, 'node_modules/recovery-widgets');
const inPackage = (path) => path.slice(installed.length + 1).replaceAll(sep, '/');

/** Runs a program, and fails with its output. */
function run(command, args, options = {}) {
  const {status, stdout, stderr, error} = spawnSync(command, args, {cwd: project, ...options, encoding: 'utf8'});
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${error ?? ''}${stdout}${stderr}`);
  return {stdout, stderr};
}

let tarball = '';
let meta;
/** Paths of all files of the package, with `/` as separator. @type {string[]} */
let files = [];
before(() => {
  const staged = join(project, 'staged');
  stagePackage(staged);
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', project, '--cache', join(project, '.npm')];
  const npm = process.env.npm_execpath ?? '';
  const env = {...process.env, NO_UPDATE_NOTIFIER: '1'};
  if (basename(npm).startsWith('npm')) run(process.execPath, [npm, ...pack], {cwd: staged, env});
  else run('npm', pack, {cwd: staged, env, shell: process.platform === 'win32'});
  tarball = join(project, readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '');
  run('tar', ['-xzf', basename(tarball)]);
  mkdirSync(dirname(installed));
  renameSync(join(project, 'package'), installed);
  meta = readJson(join(installed, 'package.json'));
  for (const name of Object.keys(meta.dependencies)) {
    mkdirSync(dirname(join(project, 'node_modules', name)), {recursive: true});
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name), 'junction');
  }
  writeFileSync(join(project, 'package.json'), '{"type": "module"}');
  files = readdirSync(installed, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => inPackage(join(entry.parentPath, entry.name)))
    .sort();
});

/** Runs code in the project by Node, and returns the JSON it prints; it may print nothing else. @param {string} code */
function evaluate(code) {
  // By standard input: a list of all files is too long for an argument.
  const {stdout, stderr} = run(process.execPath, ['--input-type=module', '-'], {input: code});
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

describe('the tarball', () => {
  test('passes publint', async () => {
    // Its files as they were unpacked: publint takes four seconds to unpack them by itself.
    const {messages} = await publint({pkgDir: installed, pack: false, strict: true});
    const faults = messages.map((message) => formatMessage(message, meta, {color: false}));
    assert.deepEqual(faults, []);
  });

  test('has the files that pages load and the fallback content of every widget, but no pages', () => {
    const built = readdirSync(join(root, 'dist/html'), {recursive: true, encoding: 'utf8'})
      .map((file) => file.split(sep).join('/'))
      .filter((file) => file.endsWith('.html'));
    const packed = files.filter((file) => file.startsWith('dist/html/'));
    assert.deepEqual(packed, built.map((file) => `dist/html/${file}`).sort());
    const loaded = ['recovery-widgets.js', 'all.js', 'frame.js', 'frame-parent.js', 'frame.html', 'LICENSES.txt'];
    const others = ['LICENSE', 'README.md', 'CHANGELOG.md', 'dist/npm/helplines.json', 'dist/npm/helplines.csv'];
    for (const file of [...loaded.map((name) => `dist/cdn/${name}`), ...others]) assert.ok(files.includes(file), file);
    for (const file of ['en/US/helpline-banner.compact', 'ar/none/faq', 'es/CA-ON/helpline-banner.local'])
      assert.ok(built.includes(`${file}.html`), file);
  });

  test('stays within the size that a person has set', () => {
    const {size} = statSync(tarball);
    assert.ok(size <= readJson(join(root, 'bench/budgets.json')).files.tarball, `${size} bytes`);
  });

  test('has no field of the project, and npm refuses it unless it is a release', () => {
    assert.deepEqual([meta.private, meta.scripts, meta.devDependencies], [true, undefined, undefined]);
    stagePackage(join(project, 'draft'), {publishConfig: {tag: 'draft'}});
    const {private: isPrivate, publishConfig} = readJson(join(project, 'draft/package.json'));
    assert.deepEqual([isPrivate, publishConfig], [undefined, {tag: 'draft'}]);
  });

  test('has nothing internal', () => {
    const kinds =
      /^(README\.md|CHANGELOG\.md|LICENSE|llms\.txt|package\.json|dist\/npm\/.+\.(js|d\.ts|json)|dist\/npm\/helplines\.csv|dist\/cdn\/.+\.(js|css|json|html|txt)|dist\/html\/.+\.html|dist\/bin\/(core|recovery-widgets)\.js|dist\/bin\/LICENSES\.txt)$/;
    const machine = [root, homedir() + sep, tmpdir() + sep].filter((path) => path.length > 3);
    const anywhere = /file:\/\/|[\s"'`(](\/home|\/Users|[A-Z]:\\Users)[/\\]|sourceMappingURL|__VERSION__/;
    // Sources of sentences, and constants of the loader.
    const inOurs = /node_modules|\barticle[ :][\w.-]+#[0-9a-f]{8}|__[A-Z]+__/;
    const found = [];
    for (const file of files) {
      if (!kinds.test(file)) found.push(`${file}: not expected here`);
      const text = readFileSync(join(installed, file), 'utf8');
      for (const path of machine) if (text.includes(path)) found.push(`${file}: ${path}`);
      // The command contains packages of others.
      for (const pattern of /^dist\/(npm|cdn)\//.test(file) ? [anywhere, inOurs] : [anywhere])
        if (pattern.test(text)) found.push(`${file}: ${pattern.exec(text)?.[0]}`);
    }
    assert.deepEqual(found, []);
  });
});

describe('the modules, in Node', () => {
  test('have no side effects when imported', () => {
    const modules = files.filter((file) => /^dist\/npm\/.*\.js$/.test(file) && !/\/define\.js$/.test(file));
    assert.ok(modules.length > 50);
    const {added, tags} = evaluate(`
      // Globals of Lit are not ours.
      await import('lit');
      await import('lit/directive.js');
      const before = new Set(Reflect.ownKeys(globalThis));
      for (const file of ${JSON.stringify(modules)}) await import('./node_modules/recovery-widgets/' + file);
      const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String);
      const tags = ${JSON.stringify(widgets)}.filter((name) => customElements.get('recovery-' + name));
      console.log(JSON.stringify({added, tags}));
    `);
    assert.deepEqual({added, tags}, {added: [], tags: []});
  });

  test('export the classes: all from the index, one from the module of each widget', () => {
    const {index, one} = evaluate(`
      const one = {};
      for (const name of ${JSON.stringify(widgets)})
        one[name] = Object.entries(await import('recovery-widgets/' + name + '.js')).map(([key, value]) => [key, value.name]);
      console.log(JSON.stringify({one, index: Object.keys(await import('recovery-widgets'))}));
    `);
    for (const name of widgets) assert.deepEqual(one[name], [[classOf(name), classOf(name)]]);
    const exported = index.filter((key) => !/^Recovery\w+Event$|^VERSION$/.test(key));
    assert.deepEqual(exported.sort(), [...classes].sort());
    for (const key of ['RecoveryContactEvent', 'RecoveryPrintEvent', 'VERSION']) assert.ok(index.includes(key), key);
  });

  test('register one widget, or all', () => {
    const defined = `${JSON.stringify(widgets)}.filter((name) => customElements.get('recovery-' + name))`;
    for (const [entry, expected] of Object.entries({'define/faq.js': ['faq'], 'define.js': widgets})) {
      const code = `await import('recovery-widgets/${entry}'); console.log(JSON.stringify(${defined}));`;
      assert.deepEqual(evaluate(code), expected);
    }
  });
});

/** Modules that bundles before have parsed. @type {import('rollup').RollupCache | undefined} */
let parsed;
const resolver = nodeResolve();

/** Bundles the code of a page, without a warning, and returns what remains of the package. @param {string} code */
async function bundle(code) {
  const input = join(project, 'page.js');
  writeFileSync(input, code);
  const warnings = [];
  const build = await rollup({
    input,
    plugins: [resolver],
    cache: parsed,
    external: [/^lit($|\/)/, /^@lit\//],
    onwarn: ({code: kind, message}) =>
      ['EMPTY_BUNDLE', 'UNUSED_EXTERNAL_IMPORT'].includes(kind ?? '') || warnings.push(message),
  });
  parsed = build.cache;
  const {output} = await build.generate({format: 'es'});
  await build.close();
  assert.deepEqual(warnings, []);
  const [page] = output;
  /** Lists the modules of the package in a chunk. @param {import('rollup').OutputChunk} chunk */
  const modulesIn = (chunk) =>
    Object.entries(chunk.modules)
      .filter(([id, {renderedLength}]) => id.startsWith(installed) && renderedLength)
      .map(([id]) => inPackage(id));
  const modules = modulesIn(page);
  const widgetsIn = (/** @type {string} */ start, /** @type {string} */ end) =>
    widgets.filter((name) => modules.some((path) => path.startsWith(`dist/npm/${start}${name}${end}`)));
  return {
    code: page.code.trim(),
    modules,
    chunks: output.filter((file) => file.type === 'chunk').map(modulesIn),
    widgets: widgetsIn('widgets/', '/'),
    words: widgetsIn('generated/messages/', '.js'),
  };
}

describe('the fallback content', () => {
  test('is found by the names in the docs, each file', () => {
    const specifiers = files
      .filter((file) => file.startsWith('dist/html/'))
      .map((file) => file.replace('dist/html', 'recovery-widgets/fallback'));
    const found = evaluate(`
      const {fileURLToPath} = await import('node:url');
      const {createRequire} = await import('node:module');
      const {resolve} = createRequire(import.meta.url);
      const wrong = ${JSON.stringify(specifiers)}.filter(
        (name) => resolve(name) !== fileURLToPath(import.meta.resolve(name)) || !resolve(name).endsWith(name.slice('recovery-widgets/fallback'.length)));
      console.log(JSON.stringify({wrong, style: resolve('recovery-widgets/fallback.css')}));
    `);
    assert.deepEqual(found.wrong, []);
    const css = readFileSync(found.style, 'utf8');
    for (const name of widgets) assert.ok(css.includes(`recovery-${name}`), name);
  });

  test('is adapted without any other code of the package', async () => {
    const {code, modules} = await bundle(
      "import {adaptFallback} from 'recovery-widgets/fallback.js';\nconsole.log(adaptFallback('<h2></h2>'));",
    );
    assert.doesNotMatch(code, /\bimport\b/);
    assert.doesNotMatch(modules.join('\n'), /messages|locales|regions|recovery-element/);
  });
});

describe('a bundle', () => {
  test('is empty if it imports the index or a widget, and uses nothing', async () => {
    assert.equal((await bundle("import 'recovery-widgets';\nimport 'recovery-widgets/faq.js';")).code, '');
  });

  test('contains no other widget if it uses one class', async () => {
    const used = await bundle("import {Faq} from 'recovery-widgets';\nconsole.log(Faq);");
    assert.deepEqual({widgets: used.widgets, words: used.words}, {widgets: ['faq'], words: ['faq']});
    assert.doesNotMatch(used.code, /define\('recovery-|customElements\.define\(/);
  });

  test('has a chunk for each country with lines, and one for all others', async () => {
    const {chunks} = await bundle("import 'recovery-widgets/define/helpline-banner.js';");
    const regional = chunks.filter((modules) =>
      modules.some((path) => /\/generated\/regions\/[a-z]{2}\.js$/.test(path)),
    );
    const {length} = readChunks().countries;
    assert.equal(regional.length, length);
    const countries = regional.flat().flatMap((path) => /regions\/([a-z]{2})\.js$/.exec(path)?.[1] ?? []);
    assert.deepEqual(countries.sort(), [...readChunks().countries].sort());
    // The page, its deferred parts, the row of languages, the countries with lines, the others, each other language, and the texts of regions
    // in the core tier.
    const {languages, apart} = readChunks();
    assert.equal(chunks.length, 1 + 1 + 1 + length + 1 + languages.length + apart.length);
  });

  test('keeps the modules that register elements', async () => {
    const used = await bundle("import 'recovery-widgets/define/faq.js';");
    assert.deepEqual(used.widgets, ['faq']);
    assert.ok(used.code.includes("define('recovery-faq', Faq)"));
  });
});

describe('the types', () => {
  const page = `
    import {${classes.join(', ')}, RecoveryContactEvent, RecoveryPrintEvent, VERSION} from 'recovery-widgets';
    import {HelplineBanner as Same} from 'recovery-widgets/helpline-banner.js';
    import helplines from 'recovery-widgets/helplines.json' with {type: 'json'};
    import manifest from 'recovery-widgets/custom-elements.json' with {type: 'json'};
    import 'recovery-widgets/define.js';
    ${widgets.map((name) => `import 'recovery-widgets/define/${name}.js';`).join('\n')}
    ${widgets
      .map(
        (name) =>
          `export const ${classOf(name)}Element: ${classOf(name)} = document.createElement('recovery-${name}');`,
      )
      .join('\n')}

    const banner = document.querySelector('recovery-helpline-banner')!;
    banner.region = 'US';
    banner.headingLevel = '3';
    banner.phoneName = null;
    banner.noEvents = true;
    // @ts-expect-error A region is a string.
    banner.region = 1;
    // @ts-expect-error There is no such property.
    banner.country = 'US';
    export const same: typeof HelplineBanner = Same;

    document.addEventListener('recovery-contact', (event) => {
      const channel: 'call' | 'text' | 'chat' | 'copy' = event.channel;
      // @ts-expect-error There is no such way.
      if (event.channel === 'fax') console.log(channel, event instanceof RecoveryContactEvent);
    });
    banner.addEventListener('recovery-print', (event) => console.log(event satisfies RecoveryPrintEvent));
    window.addEventListener('recovery-print', (event) => console.log(event satisfies RecoveryPrintEvent));

    export const version: string = VERSION;
    export const emergency: string | undefined = helplines.records.find(({country}) => country === 'US')?.emergency.tel;
    export const names: string[] = manifest.modules.map(({path}) => path);
  `;
  /** Compiles one file by the resolution of Node, strictly; compat/types has that of bundlers. @param {string} code */
  function compile(code) {
    writeFileSync(join(project, 'page.mts'), code);
    const strict = '--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --skipDefaultLibCheck --noEmit';
    const flags = `${strict} --resolveJsonModule --module nodenext --target es2022 --lib es2022,dom,dom.iterable`;
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...flags.split(' '), 'page.mts']);
  }

  test('compile strictly', () => compile(page));

  test('come with the events from one widget alone', () => {
    const listen = "document.addEventListener('recovery-contact', (event) => console.log(event.channel));";
    compile(`import 'recovery-widgets/define/helpline-banner.js';\n${listen}`);
  });
});
