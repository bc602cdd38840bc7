/** The files that `npm run build` writes: complete, and free of anything that a page must not load. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {describe, test} from 'node:test';
import {fromHtml} from 'hast-util-from-html';
import {selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {parseAst} from 'rollup/parseAst';
import {rollup} from 'rollup';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {hasCopy, isCoreTier} from '../../src/tools/content/tiers.mjs';
import {patchLit} from '../../src/tools/bundle/patch-lit.mjs';
import {messageOf} from '../support/languages.mjs';
import {root} from '../../src/tools/project.mjs';

const cdn = join(root, 'dist/cdn');

/** @type {(folder: string, pattern: RegExp) => string[]} */
const namesIn = (folder, pattern) =>
  readdirSync(join(root, folder))
    .flatMap((file) => pattern.exec(file)?.[1] ?? [])
    .sort();
const widgets = namesIn('src/widgets', /^(.+)$/);
/** Countries with a module of their own: those with helplines. */
const countries = namesIn('src/generated/regions', /^([a-z]{2})\.ts$/);
const languages = namesIn('src/locales', /^(.+)\.xlf$/);
const assets = readdirSync(cdn).find((name) => /^assets-[0-9a-f]{10}$/.test(name)) ?? '';
// The builder is a page of its own, which no other page loads: unit/builder has its tests.
const scripts = filesIn(cdn).filter((file) => file.endsWith('.js') && !file.startsWith('builder/'));
const read = (/** @type {string} */ file) => readFileSync(join(cdn, file), 'utf8');

test('no built HTML says whether a line is open now, in any language, nor keeps room for it', async () => {
  const answers = await Promise.all(
    ['en', ...languages].flatMap((lang) =>
      ['openNow', 'closedNow'].map((key) => messageOf('helpline-banner', key, lang)),
    ),
  );
  assert.equal(answers.length, 2 * (1 + languages.length));
  const hours = await messageOf('helpline-banner', 'hours');
  let hasHours = false;
  const folders = ['dist/html', 'dist/cdn', 'dist/print'].map((folder) => join(root, folder));
  for (const folder of folders)
    for (const file of filesIn(folder).filter((name) => name.endsWith('.html'))) {
      const html = readFileSync(join(folder, file), 'utf8');
      hasHours ||= html.includes(hours);
      for (const answer of [...answers, '0000000 0000000'])
        assert.ok(!html.includes(answer), `${file} has “${answer}”`);
    }
  assert.ok(hasHours, 'some have hours');
});

describe('dist/cdn', () => {
  test('dist/cdn has these files and no other', () => {
    // The printed pages of the row of languages: test/embed/language-row.test.mjs.
    const chunks = [
      ...['core', 'deferred-parts', 'language-row', 'plan', ...widgets.map((name) => `widgets/${name}`)],
      ...[...countries, 'emergency'].map((code) => `regions/${code}`),
      ...languages.flatMap((language) =>
        widgets.filter((name) => hasCopy(language, name)).map((name) => `locales/${language}/${name}`),
      ),
      ...languages.filter((language) => isCoreTier(language)).map((language) => `texts/${language}`),
    ];
    const files = [
      ...'LICENSES.txt all.js check.js enhance.js frame-parent.js frame.html frame.js integrity.json'.split(' '),
      ...['LICENSES.txt', 'builder.css', 'builder.js', 'index.html'].map((name) => `builder/${name}`),
      ...['preview-disk.js', 'preview.css', 'preview.html', 'preview.js'].map((name) => `builder/${name}`),
      ...['classic.js', 'css', 'js'].map((ending) => `recovery-widgets.${ending}`),
      ...[assets, 'current'].flatMap((folder) => chunks.map((name) => `${folder}/${name}.js`)),
    ];
    assert.deepEqual(filesIn(cdn), files.sort());
  });

  test('every chunk whose name stays imports a name from the core that only this build has', () => {
    const binding = assets.replace('assets-', 'build');
    for (const file of filesIn(join(cdn, 'current'))) {
      const {body} = parseAst(read(`current/${file}`));
      if (file === 'core.js') {
        const last = body.at(-1);
        assert.ok(last?.type === 'ExportNamedDeclaration' && last.declaration?.type === 'VariableDeclaration');
        const [{id}] = last.declaration.declarations;
        assert.equal(id.type === 'Identifier' && id.name, binding);
        continue;
      }
      const [first] = body;
      assert.ok(first.type === 'ImportDeclaration', file);
      assert.equal(join('current', dirname(file), String(first.source.value)), join('current/core.js'), file);
      assert.equal(first.specifiers.map(({local}) => local.name).join(), binding, file);
    }
  });

  test('the folder of the chunks is named after their content', () => {
    const hash = createHash('sha256');
    for (const name of filesIn(join(cdn, assets))) hash.update(name).update(readFileSync(join(cdn, assets, name)));
    assert.equal(assets, `assets-${hash.digest('hex').slice(0, 10)}`);
  });

  test('LICENSES.txt has our license and that of every package with code in dist/cdn', () => {
    const text = read('LICENSES.txt');
    // Written out a second time on purpose: a new package is a decision.
    const bundled = ['@lit/localize', '@lit/reactive-element', 'lit', 'lit-element', 'lit-html'];
    for (const folder of ['', ...bundled.map((name) => join('node_modules', name))]) {
      const {name, version} = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      assert.ok(text.includes(`${name} ${version}`), name);
      const license = readFileSync(join(root, folder, 'LICENSE'), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim();
      assert.ok(text.includes(license), name);
    }
    const names = [...text.matchAll(/^(recovery-widgets|@?[a-z/-]+) \d+\.\d+\.\d+/gm)].map(([, name]) => name);
    for (const name of names) assert.ok([...bundled, 'recovery-widgets'].includes(name), name);
    assert.match(text, /MIT License[^]*BSD 3-Clause License[^]*Icons of Lucide\n\nISC License[^]*Cole Bemis/);
  });
});

describe('the scripts in dist/cdn', () => {
  /** A node of a syntax tree (ESTree). @typedef {{type: string} & Record<string, any>} SyntaxNode */

  /** Lists all nodes of a script. */
  const nodesOf = (/** @type {string} */ code) => {
    /** @type {SyntaxNode[]} */
    const found = [];
    const visit = (/** @type {any} */ node) => {
      if (!node || typeof node !== 'object') return;
      if (typeof node.type === 'string') found.push(node);
      Object.values(node).forEach(visit);
    };
    visit(parseAst(code));
    return found;
  };
  const nodes = Object.fromEntries(scripts.map((file) => [file, nodesOf(read(file))]));
  const isLoader = (/** @type {string} */ file) => file.startsWith('recovery-widgets');

  test('a script imports only our own files, relative to itself', () => {
    for (const file of scripts) {
      const here = dirname(join(cdn, file));
      const exists = (/** @type {string} */ path) =>
        assert.ok(/^\.\.?\//.test(path) && existsSync(resolve(here, path)), `${file}: ${path}`);
      for (const {type, source} of nodes[file]) {
        if (!source || !/^(Import|Export)/.test(type)) continue;
        if (source.type === 'Literal') exists(source.value);
        else if (file === 'frame.js') exists(`./${/"(recovery-widgets\.js)"/.exec(read(file))?.[1]}`);
        // A folder of ours, with a name to be filled in.
        else if (source.type === 'TemplateLiteral') exists(source.quasis[0].value.raw);
        else assert.ok(isLoader(file), `${file}: import of a computed path`);
      }
      if (!isLoader(file)) continue;
      // The folder of the chunks, relative to the script: a module has `import.meta.url`, a classic script asks the document.
      const folders = read(file).match(/[./]+assets-[0-9a-f]{10}\//g);
      assert.deepEqual(folders, [`${file.includes('/') ? '..' : '.'}/${assets}/`]);
      const isModule = nodes[file].some(({type}) => type === 'MetaProperty');
      assert.equal(isModule, !file.includes('classic'), file);
    }
  });

  test('no script fetches, sends or stores anything, or evaluates strings', () => {
    const never =
      /^(eval|fetch|XMLHttpRequest|WebSocket|WebTransport|RTCPeerConnection|BroadcastChannel|EventSource|sendBeacon|importScripts|Worker|SharedWorker|serviceWorker|Image|Audio|localStorage|sessionStorage|indexedDB|caches|cookie|cookieStore|insertAdjacentHTML|write|writeln)$/;
    for (const file of scripts)
      for (const {type, name, callee, arguments: given} of nodes[file]) {
        // The check, which whoever runs the page starts by hand, looks for our code in the page’s own scripts.
        if (type === 'Identifier' && !(file === 'check.js' && name === 'fetch')) assert.doesNotMatch(name, never, file);
        if (!/^(New|Call)Expression$/.test(type)) continue;
        assert.notEqual(callee.name, 'Function', file);
        if (/^set(Timeout|Interval)$/.test(callee.name)) assert.doesNotMatch(given[0].type, /Literal/, file);
      }
  });

  test('no script makes markup from strings, shares anything with other copies of Lit, or uses hooks, nonces or policies of the page', () => {
    const never =
      /(inner|outer)HTML ?\+?=(?!=)|setHTMLUnsafe|DOMParser|createContextualFragment|trustedTypes|createPolicy|[a-z]Versions\b|(Polyfill|Hydrate)Support|ShadyCSS|litNonce|litPropertyMetadata|Symbol\.metadata/;
    for (const file of scripts) assert.equal(never.exec(read(file))?.[0], undefined, file);
  });

  test('no script loads styles or images', () => {
    for (const file of scripts)
      assert.doesNotMatch(read(file), /@import|url\(|\ssrc(set)?=["'$]|<(script|link|iframe|object|embed)\b/, file);
  });
});

describe('frame.html', () => {
  const tree = fromHtml(read('frame.html'));
  const all = (/** @type {string} */ name) =>
    selectAll(name, tree).map((element) => ({...element.properties, text: toString(element)}));

  test('frame.html has fallback content from the messages in every language, without a phone number', async () => {
    // A variant of English has no section of its own.
    const expected = ['en', ...languages.filter((language) => !language.startsWith('en-'))];
    const languagesOf = (/** @type {string} */ name) => all(name).map(({lang}) => lang);
    assert.deepEqual(languagesOf('section'), expected);
    const folded = languages.filter((language) => isCoreTier(language));
    for (const each of ['details section', 'summary bdi'])
      assert.deepEqual(languagesOf(each), folded, 'a list no taller than a frame');
    for (const {lang, dir, text} of all('section')) {
      assert.ok(text.includes(await messageOf('helpline-banner', 'sosLocal', String(lang))), lang);
      assert.equal(dir, ['ar', 'fa', 'ur'].includes(String(lang)) ? 'rtl' : 'ltr');
      assert.doesNotMatch(text, /\p{Nd}/u);
    }
    for (const {href, target, rel} of all('a'))
      assert.deepEqual([href, target, `${rel}`], ['https://findahelpline.com/', '_blank', 'noopener,noreferrer']);
  });

  test('the policy of frame.html allows scripts from a server and its own style only', () => {
    const {content} = all('meta')[1];
    const hash = createHash('sha256').update(all('style')[0].text).digest('base64');
    assert.deepEqual(String(content).split('; '), [
      "default-src 'none'",
      'script-src https: http:',
      `style-src 'sha256-${hash}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    const [{src, defer, text}, ...others] = all('script');
    assert.deepEqual([src, defer, text, others], ['frame.js', true, '', []]);
    assert.deepEqual(all('[style], [onload], [onclick]'), []);
  });
});

test('the minified build of Lit, which has no patch, stops the build', async () => {
  for (const file of ['lit-html/lit-html.js', '@lit/reactive-element/css-tag.js']) {
    const input = join(root, 'node_modules', file);
    const bundled = rollup({input, external: () => true, plugins: [patchLit()]});
    await assert.rejects(bundled, {message: new RegExp(`${file} has no patch .*docs/decisions/0008`)});
  }
});
