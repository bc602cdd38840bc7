/** What `npm run build` makes: the same files everywhere, these files only, and nothing in them that a page must not have. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative, resolve, sep} from 'node:path';
import {after, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import {parse} from 'parse5';
import {rollup} from 'rollup';
import {parseAst} from 'rollup/parseAst';
import {licenses} from '../../src/tools/bundle/licenses.mjs';
import {root, sources} from '../support/sources.mjs';

const cdn = join(root, 'dist/cdn');

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'build-')));
after(() => rmSync(temporary, {recursive: true, force: true}));

/** Every file in a folder, with `/` in its path. */
const filesIn = (folder) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

const namesIn = (folder, pattern) =>
  readdirSync(join(root, folder))
    .flatMap((file) => pattern.exec(file)?.[1] ?? [])
    .sort();
const widgets = namesIn('src/widgets', /^(.+)$/);
const countries = namesIn('src/content/helplines', /^([a-z]{2})\.json$/);
const languages = namesIn('src/locales', /^(.+)\.xlf$/);
const assets = readdirSync(cdn).find((name) => /^assets-[0-9a-f]{10}$/.test(name));
const scripts = filesIn(cdn).filter((file) => file.endsWith('.js'));
const read = (file) => readFileSync(join(cdn, file), 'utf8');

describe('the build', () => {
  test('gives the same files as here, in another folder, order, language and time zone', {timeout: 300_000}, () => {
    const folder = join(temporary, 'a much longer folder', 'in another');
    for (const file of sources.toReversed()) {
      mkdirSync(dirname(join(folder, file)), {recursive: true});
      cpSync(join(root, file), join(folder, file));
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const {status, stdout, stderr} = spawnSync(process.execPath, ['src/tools/cli/build.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      env: {...process.env, TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8'},
    });
    // A size over its budget is another test's fault to find.
    assert.ok(status === 0 || (stdout + stderr).includes('sizes: over budget'), stdout + stderr);
    const hashes = (/** @type {string} */ dist) =>
      ['cdn', 'html', 'npm'].flatMap((part) =>
        filesIn(join(dist, part)).map((file) => {
          const hash = createHash('sha256').update(readFileSync(join(dist, part, file)));
          return `${part}/${file} ${hash.digest('hex')}`;
        }),
      );
    const here = hashes(join(root, 'dist'));
    assert.ok(here.length > 100);
    assert.deepEqual(hashes(join(folder, 'dist')), here, 'what was built last here: is it of these sources?');
  });
});

describe('dist/cdn', () => {
  test('has these files and no other', () => {
    assert.deepEqual(
      filesIn(cdn),
      [
        'LICENSES.txt',
        'all.js',
        'frame-parent.js',
        'frame.html',
        'frame.js',
        'integrity.json',
        'recovery-widgets.classic.js',
        'recovery-widgets.css',
        'recovery-widgets.js',
        ...widgets.map((name) => `widgets/${name}.js`),
        `${assets}/core.js`,
        `${assets}/hydrate.js`,
        `${assets}/take-away.js`,
        ...widgets.map((name) => `${assets}/widgets/${name}.js`),
        ...countries.map((code) => `${assets}/regions/${code}.js`),
        ...languages.flatMap((language) => widgets.map((name) => `${assets}/locales/${language}/${name}.js`)),
      ].sort(),
    );
  });

  test('names the folder of what is kept forever after what is in it', () => {
    const hash = createHash('sha256');
    for (const name of filesIn(join(cdn, assets))) hash.update(name).update(readFileSync(join(cdn, assets, name)));
    assert.equal(assets, `assets-${hash.digest('hex').slice(0, 10)}`);
  });

  test('has no words that are for us, and no paths of this machine', () => {
    for (const file of scripts) {
      assert.ok(!read(file).includes(root), file);
      for (const fault of [
        /\bdesc\b["']?:/,
        /\barticle[ :][\w.-]+#[0-9a-f]{8}/,
        /node_modules|src\/|__[A-Z]+__|sourceMappingURL/,
      ])
        assert.equal(fault.exec(read(file))?.[0], undefined, file);
    }
  });

  test('has the licenses of all whose code is in it', async () => {
    const text = read('LICENSES.txt');
    assert.equal(text, licenses(root));
    const build = await rollup({
      input: join(root, 'dist/npm/entries/define.js'),
      plugins: [nodeResolve({exportConditions: ['production', 'browser']})],
    });
    const {output} = await build.generate({format: 'es', inlineDynamicImports: true});
    await build.close();
    const bundled = Object.entries(output[0].modules).flatMap(([id, {renderedLength}]) =>
      renderedLength ? (/node_modules[\\/](@[^\\/]+[\\/][^\\/]+|[^\\/]+)/.exec(id)?.[1].replace('\\', '/') ?? []) : [],
    );
    assert.ok(bundled.includes('lit-html'));
    for (const name of new Set(bundled)) {
      const folder = join(root, 'node_modules', name);
      const {version} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      assert.ok(text.includes(`${name} ${version}`), name);
      assert.ok(text.includes(readFileSync(join(folder, 'LICENSE'), 'utf8').trim()), name);
    }
    assert.match(text, /MIT License[^]*BSD 3-Clause License/);
  });
});

describe('what a page loads', () => {
  /** Every node of a script, with the ones around it. */
  const nodesOf = (code) => {
    const found = [];
    const visit = (node) => {
      if (!node || typeof node !== 'object') return;
      if (typeof node.type === 'string') found.push(node);
      Object.values(node).forEach(visit);
    };
    visit(parseAst(code));
    return found;
  };
  const nodes = Object.fromEntries(scripts.map((file) => [file, nodesOf(read(file))]));
  const isLoader = (file) => file.startsWith('recovery-widgets') || file.startsWith('widgets/');

  test('is our own files, in the same folder', () => {
    for (const file of scripts) {
      const here = dirname(join(cdn, file));
      const exists = (path) => assert.ok(/^\.\.?\//.test(path) && existsSync(resolve(here, path)), `${file}: ${path}`);
      for (const {type, source} of nodes[file]) {
        if (!source || !/^(Import|Export)/.test(type)) continue;
        if (source.type === 'Literal') exists(source.value);
        else if (file === 'frame.js') exists(`./${/"(recovery-widgets\.js)"/.exec(read(file))[1]}`);
        // A folder of our own with one name filled in.
        else if (source.type === 'TemplateLiteral') exists(source.quasis[0].value.raw);
        else assert.ok(isLoader(file), `${file}: import of what is worked out`);
      }
      if (!isLoader(file)) continue;
      // The folder of the chunks, beside the script itself: a module knows its address, a classic one asks the page.
      const folders = read(file).match(/[./]+assets-[0-9a-f]{10}\//g);
      assert.deepEqual(folders, [`${file.includes('/') ? '..' : '.'}/${assets}/`]);
      const isModule = nodes[file].some(({type}) => type === 'MetaProperty');
      assert.equal(isModule, !file.includes('classic'), file);
    }
  });

  test('is one file for all.js', () => {
    for (const {type} of nodes['all.js']) assert.doesNotMatch(type, /^Import|^Export|^MetaProperty$/);
  });

  test('calls nothing that fetches, sends, keeps or runs strings', () => {
    const never =
      /^(eval|fetch|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|importScripts|Worker|SharedWorker|serviceWorker|Image|Audio|localStorage|sessionStorage|indexedDB|caches|cookie|cookieStore|insertAdjacentHTML|write|writeln)$/;
    for (const file of scripts)
      for (const {type, name, callee, arguments: given} of nodes[file]) {
        if (type === 'Identifier') assert.doesNotMatch(name, never, file);
        if (!/^(New|Call)Expression$/.test(type)) continue;
        assert.notEqual(callee.name, 'Function', file);
        if (/^set(Timeout|Interval)$/.test(callee.name)) assert.doesNotMatch(given[0].type, /Literal/, file);
      }
  });

  test('makes no markup from strings, and shares nothing with other copies of Lit', () => {
    const never =
      /(inner|outer)HTML|setHTMLUnsafe|DOMParser|createContextualFragment|trustedTypes|createPolicy|[a-z]Versions\b|(Polyfill|Hydrate)Support|ShadyCSS|litNonce|litPropertyMetadata|Symbol\.metadata/;
    for (const file of scripts) assert.equal(never.exec(read(file))?.[0], undefined, file);
  });

  test('has no styles or pictures from elsewhere', () => {
    for (const file of scripts)
      assert.doesNotMatch(read(file), /@import|url\(|\ssrc(set)?=["'$]|<(script|link|iframe|object|embed)\b/, file);
  });

  test('makes no markup from strings, in our sources', () => {
    const folders = ['core', 'widgets', 'entries'].map((folder) => join(root, 'src', folder));
    for (const folder of folders)
      for (const file of filesIn(folder))
        assert.doesNotMatch(
          readFileSync(join(folder, file), 'utf8'),
          /\beval\(|new Function|(inner|outer)HTML\s*\+?=|insertAdjacentHTML|unsafe(HTML|CSS|SVG|Static)/,
          file,
        );
  });
});

describe('frame.html', () => {
  const faults = [];
  const elements = [];
  const textOf = (node) => node.value ?? (node.childNodes ?? []).map(textOf).join('');
  const visit = (node) => {
    if (node.tagName)
      elements.push({
        tag: node.tagName,
        text: textOf(node),
        ...Object.fromEntries(node.attrs.map(({name, value}) => [name, value])),
      });
    node.childNodes?.forEach(visit);
  };
  visit(parse(read('frame.html'), {onParseError: ({code}) => faults.push(code)}));
  const all = (wanted) => elements.filter(({tag}) => tag === wanted);

  test('is well formed, and says what a page must before anything else', () => {
    assert.deepEqual(faults, []);
    const [charset, policy] = all('meta');
    assert.equal(charset.charset, 'utf-8');
    assert.equal(policy['http-equiv'], 'Content-Security-Policy');
    assert.deepEqual(
      all('meta')
        .slice(2)
        .map(({content}) => content),
      ['width=device-width', 'light dark', 'no-referrer', 'noindex'],
    );
    assert.ok(all('title')[0].text);
  });

  test('has words in every language, as the messages have them, and no number', async () => {
    const of = (file) => import(pathToFileURL(join(root, 'dist/npm', file)).href);
    const {emergencyLocal} = await of('generated/messages/helpline-banner.js');
    const {withTemplates} = await of('core/localize.js');
    assert.deepEqual(
      all('section').map(({lang}) => lang),
      ['en', ...languages],
    );
    for (const {lang, dir, text} of all('section')) {
      const templates =
        lang === 'en' ? undefined : (await of(`generated/locales/${lang}/helpline-banner.js`)).templates;
      assert.ok(text.includes(withTemplates(templates, emergencyLocal)), lang);
      assert.equal(dir, lang === 'ar' ? 'rtl' : 'ltr');
      assert.doesNotMatch(text, /\p{Nd}/u);
    }
    for (const {href, target, rel} of all('a'))
      assert.deepEqual([href, target, rel], ['https://findahelpline.com/', '_blank', 'noopener noreferrer']);
  });

  test('lets nothing in but scripts of a server and its own style', () => {
    const {content} = all('meta')[1];
    const hash = createHash('sha256').update(all('style')[0].text).digest('base64');
    assert.deepEqual(content.split('; '), [
      "default-src 'none'",
      'script-src https: http:',
      `style-src 'sha256-${hash}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.deepEqual(
      all('script').map(({src, defer, text}) => [src, defer, text]),
      [['frame.js', '', '']],
    );
    for (const {style, onload, onclick, tag} of elements) assert.equal(style ?? onload ?? onclick, undefined, tag);
  });
});

describe('sizes', () => {
  const measure = (change) => {
    const budgets = JSON.parse(readFileSync(join(root, 'bench/budgets.json'), 'utf8'));
    const file = join(temporary, 'budgets.json');
    writeFileSync(
      file,
      JSON.stringify({
        ...budgets,
        firstWidget: 1e6,
        furtherWidget: 1e6,
        all: 1e6,
        languages: {default: 1e6},
        ...change,
      }),
    );
    const {status, stdout, stderr} = spawnSync(process.execPath, ['bench/sizes.mjs', file], {
      cwd: root,
      encoding: 'utf8',
    });
    return {status, stdout, stderr};
  };

  test('within their budgets pass, and every widget and language is measured', () => {
    const {status, stdout, stderr} = measure({});
    assert.deepEqual({status, stderr}, {status: 0, stderr: ''});
    for (const name of widgets) {
      assert.match(stdout, new RegExp(`^widget: ${name} +\\d`, 'm'));
      for (const language of languages) assert.match(stdout, new RegExp(`^words: ${name}, ${language} +\\d`, 'm'));
    }
  });

  for (const [what, change, row] of [
    ['first widget', {firstWidget: 5000}, /page: one banner/],
    ['further widget', {furtherWidget: 500}, /widget: helpline-banner/],
    ['language', {languages: {'helpline-banner': 100, default: 1e6}}, /words: helpline-banner, es/],
    ['file with everything', {all: 1000}, /all\.js/],
    ['frame', {frame: 100}, /frame\.js/],
    ['page around a frame', {frameParent: 100}, /frame-parent\.js/],
  ])
    test(`over the budget of the ${what} fail, with the row that is`, () => {
      const {status, stdout, stderr} = measure(change);
      assert.equal(status, 1);
      assert.match(stderr, row);
      assert.match(stdout, new RegExp(`^${row.source}.* over$`, 'm'));
    });
});
