/** Guides and pages of docs/, the example apps, llms.txt and the README: generated parts are current, quoted files are as quoted, and what is named exists. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {Ajv} from 'ajv';
import {load} from 'js-yaml';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {forms} from '../../src/tools/html/snippet.mjs';
import {VERSION_ATTRIBUTE} from '../../src/tools/html/snippet-version.mjs';
import {languagesOf, readUnits} from '../../src/tools/locales/xliff.mjs';
import {declarationsOf} from '../../src/tools/types/elements.mjs';
import {referencePages} from '../../src/tools/types/reference.mjs';
import {recipePages} from '../../src/tools/pages/recipes.mjs';
import {root} from '../../src/tools/project.mjs';
import {sources} from '../support/project.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
/** Returns the first group of each match. @param {string} text @param {RegExp} pattern */
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, value]) => value);
const readme = read('README.md');
const pages = await referencePages();
const {exports, version} = readJson(join(root, 'package.json'));

describe('generated pages', () => {
  test('agree with the manifest and the numbers: npm run build && npm run docs', async () => {
    for (const [path, text] of [...pages, ...(await recipePages())])
      assert.equal(existsSync(join(root, path)) && read(path), text, path);
  });

  test('are one for each widget, to which the README leads', () => {
    const written = readdirSync(join(root, 'docs/widgets')).map((file) => `docs/widgets/${file}`);
    assert.deepEqual(written.sort(), [...pages.keys()].filter((path) => path.startsWith('docs/widgets/')).sort());
    for (const path of pages.keys()) assert.ok(readme.includes(`](${path})`), path);
  });

  test('list what the class of a widget documents', () => {
    const page = pages.get('docs/widgets/relapse-guide.md') ?? '';
    assert.match(page, /# After a return to use\n[^]*`<recovery-relapse-guide>`/);
    assert.match(page, /## For a screen reader\n\nThe emergency [^]*\| `audience` +\| .*supporter[^]*## Parts/);
  });
});

test('the README names every language in full, with its tag, and the guides lead to that table', () => {
  const names = new Intl.DisplayNames('en', {type: 'language'});
  for (const tag of ['en', ...languagesOf(join(root, 'src/locales'))])
    assert.match(readme, new RegExp(`^\\| ${names.of(tag)} \\| [^|]+ \\| \`${tag}\` \\| (core|full) \\|`, 'm'));
  for (const guide of ['builder', 'embed', 'wordpress'])
    assert.match(read(`docs/${guide}.md`), /\]\(\.\.\/README\.md#languages\)/, guide);
});

test('no place that a new widget leaves for its author is left', () => {
  const files = sources.filter((file) => /^(README|llms|src\/(content|widgets)\/)/.test(file));
  for (const file of files) assert.doesNotMatch(read(file), /\bsay here\b/i, file);
});

test('llms.txt names each widget, and nothing that does not exist', () => {
  const widgets = declarationsOf();
  const text = read('llms.txt');
  const known = [
    ...widgets.flatMap(({tagName: tag, attributes}) => [
      tag,
      ...(attributes ?? []).map(({name}) => name),
      `import 'recovery-widgets/define/${tag.replace('recovery-', '')}.js'`,
    ]),
    ...Object.keys(exports).map((path) => path.replace('.', 'recovery-widgets')),
    ...[...forms, VERSION_ATTRIBUTE],
  ];
  const run = (/** @type {string} */ args) =>
    spawnSync(process.execPath, ['dist/bin/recovery-widgets.js', ...args.split(' ')], {cwd: root}).status;
  for (const [, name] of text.matchAll(/`([^`]+)`/g)) {
    const [, command] = /^npx recovery-widgets (.+)/.exec(name) ?? [];
    if (command) assert.equal(run(command), 0, name);
    else assert.ok(known.includes(name) || existsSync(join(root, 'dist/cdn', name)), name);
  }
  assert.deepEqual(all(text, /^- `(recovery-[a-z-]+)`:/gm).sort(), widgets.map(({tagName}) => tagName).sort());
});

test('the page on frameworks names every file of types, and no module or file that the package does not have', () => {
  const page = read('docs/frameworks.md');
  const named = all(page, /'recovery-widgets(\/[a-z-./]+)'/g).map((path) => `.${path}`);
  for (const path of named) assert.ok(exports[path] || /^\.\/define\/[a-z-]+\.js$/.test(path), path);
  for (const [path, target] of Object.entries(exports)) if (target.types) assert.ok(named.includes(path), path);
  for (const path of all(page, /recovery-widgets\/(dist\/[^"'`]+)/g)) assert.ok(existsSync(join(root, path)), path);
});

describe('the conformance report', () => {
  const report = read('docs/accessibility.md');
  const openAcr = read('docs/openacr.yaml').split('criteria:\n');
  // https://www.w3.org/TR/WCAG22/, without 4.1.1, which it has taken out.
  const CRITERIA = {
    'Level A':
      '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2',
    'Level AA':
      '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3',
  };
  for (const [at, [level, criteria]] of Object.entries(CRITERIA).entries())
    test(`has every criterion of ${level} once, in order, how far it is met, how, and by which test`, () => {
      assert.deepEqual(all(openAcr[0], /(?:version|date): "(.*)"/g), [version, ...all(report, /^\| Date +\| (\S+)/gm)]);
      const [, rest] = report.split(`\n## ${level}\n`);
      const rows = all(rest.split('\n## ')[0], /^\| (\d.*) \|$/gm).map((row) =>
        row.split('|').map((cell) => cell.trim()),
      );
      assert.equal(rows.map(([criterion]) => criterion.split(' ')[0]).join(' '), criteria);
      assert.equal(all(openAcr[at + 1], /num: "([\d.]+)/g).join(' '), criteria);
      for (const [criterion, conformance, how, shown] of rows) {
        assert.match(`${conformance}: ${how}`, /^(Supports|Partially supports|Does not support|Not applicable): ./);
        if (/known defect/i.test(how)) assert.notEqual(conformance, 'Supports', criterion);
        if (conformance !== 'Not applicable') assert.match(shown, /`test\//, criterion);
      }
    });

  // The schema is that of GSA’s openacr, CC0-1.0. Its tool is on npm without the catalog of WCAG 2.2, which its repository has.
  test('is valid OpenACR', () => {
    const isValid = new Ajv({strict: false}).compile(readJson(join(root, 'test/support/openacr-0.1.0.json')));
    assert.ok(isValid(load(openAcr.join('criteria:\n'))), JSON.stringify(isValid.errors));
  });

  test('3.2.4: texts identical in English are identical in every language', () => {
    for (const language of languagesOf(join(root, 'src/locales'))) {
      const file = join(root, `src/locales/${language}.xlf`);
      const told = new Map();
      // Plural forms that English lacks share its text.
      for (const {id, source, target} of readUnits(file).filter((unit) => !/-plural-[a-z]+$/.test(unit.id))) {
        const before = told.get(source) ?? {id, target};
        assert.equal(target, before.target, `${file}: ${id}, ${before.id}`);
        told.set(source, before);
      }
      assert.ok(told.size > 100, file);
    }
  });

  test('names tests that are there', () => {
    for (const path of all(report, /`(test\/[^`]+)`/g)) assert.ok(existsSync(join(root, path)), path);
  });
});

test('docs/threats.md names a test that exists for each promise', () => {
  const [, promises] = read('docs/threats.md').split('## What we promise');
  const rows = all(promises.split('## ')[0], /^(\| (?!-|Promise).*)$/gm);
  assert.ok(rows.length > 10);
  const isTest = (name) => ['mjs', 'ts'].some((ending) => existsSync(join(root, `test/${name}.test.${ending}`)));
  for (const row of rows) {
    const named = all(row.split('|').at(-2) ?? '', /`([^`]+)`/g);
    assert.ok(named.length && named.every(isTest), row);
  }
});

test('wiki text in docs/systems.md has nothing that a wiki refuses', () => {
  const [, wikitext] = /<!-- file: Helpline\.wikitext -->[^]*?```\w+\n([^]*?)^```$/m.exec(read('docs/systems.md'));
  assert.match(wikitext, /\[tel:\S+ /);
  assert.doesNotMatch(wikitext, /<a |<section|<details|<script|<link|^ /m);
});

describe('the example apps', () => {
  test('have pinned versions, and this version of ours', () => {
    for (const name of readdirSync(join(root, 'examples'))) {
      const app = readJson(join(root, 'examples', name, 'package.json'));
      assert.ok(app.private && app.dependencies['recovery-widgets'] === version, name);
      for (const range of Object.values({...app.dependencies, ...app.devDependencies}))
        assert.match(range, /^\d+\.\d+\.\d+$/);
    }
  });

  test('are quoted in the docs as they are', () => {
    const quoted = [...read('docs/frameworks.md').matchAll(/<!-- example: (\S+) -->\n+```\w+\n([^]*?)^```$/gm)];
    assert.equal(quoted.length, 6);
    for (const [, file, code] of quoted) assert.ok(read(`examples/${file}`).includes(code.trimEnd()), file);
  });
});

/** Folders of the demo by language. */
const languages = {en: '/', es: '/es/', ar: '/ar/'};

const addresses = (/** @type {string} */ html) => all(html, /(?:href|src)="([^"]+)"/g);

/** Returns headings, links and ids of a page, without the generated content of widgets (test/unit/snippet.test.mjs). @param {string} html */
function outline(html) {
  // A line that is texted in English only is in no other language.
  const own = html.replace(/<!-- snippet: .*?<!-- end of snippet -->/gs, '');
  return [
    all(own, /<(h\d|recovery-[a-z-]+|li|p|section|nav)\b/g),
    addresses(own).filter((address) => /^(#|https:|tel:|sms:|mailto:)/.test(address)),
    all(own, /id="([^"]+)"/g),
  ];
}

/** Returns a page of the demo, of which the first has no name. @param {string} path */
const demo = (path) => read(`docs/demo${path}${path.endsWith('/') ? 'index.html' : ''}`);

for (const name of ['', 'again.html', 'treatment.html'])
  for (const [language, folder] of Object.entries(languages)) {
    const html = demo(folder + name);
    const title = `the demo in ${language}, ${name || 'first page'},`;

    test(`${title} names its language and region, and leads to the other languages and pages`, () => {
      const direction = language === 'ar' ? ' dir="rtl"' : '';
      assert.ok(html.includes(`<html lang="${language}"${direction} data-recovery-region="US">`));
      const linked = all(html, /<a href="([^"#:]+)"/g).map((address) => new URL(address, `http://a${folder}`).pathname);
      const others = ['', 'again.html', 'treatment.html'].map((page) => folder + page);
      assert.deepEqual(new Set(linked), new Set([...others, ...Object.values(languages).map((other) => other + name)]));
    });

    test(`${title} has the same parts, links and numbers as in English`, () =>
      assert.deepEqual(outline(html), outline(demo(`/${name}`))));
  }
