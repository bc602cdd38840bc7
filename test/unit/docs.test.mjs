/** Guides and pages of docs/, the example apps and the README: generated parts are current, quoted files are as quoted, places exist. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {referencePages} from '../../src/tools/types/reference.mjs';
import {recipePages} from '../../src/tools/pages/recipes.mjs';
import {readRecipe} from '../support/recipes.mjs';
import {root, sources} from '../support/sources.mjs';
import {chapters} from '../wordpress/first-widget.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
/** Returns the first group of each match. @param {string} text @param {RegExp} pattern */
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, value]) => value);
const readme = read('README.md');
const pages = await referencePages();

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
    assert.match(page, /\| `audience` +\| .*supporter[^]*## Parts/);
  });
});

test('README is 130 lines at most and holds no build hash', () => {
  assert.ok(readme.split('\n').length - 1 <= 130, `${readme.split('\n').length - 1} lines`);
  assert.doesNotMatch(readme, /sha\d{3}-[A-Za-z0-9+/]{20}/);
});

test('docs/threats.md names a test that exists for each promise', () => {
  const [, promises] = read('docs/threats.md').split('## What we promise');
  const rows = promises
    .split('## ')[0]
    .split('\n')
    .filter((line) => /^\| (?!-|Promise)/.test(line));
  assert.ok(rows.length > 10);
  for (const row of rows) {
    const named = all(row.split('|').at(-2) ?? '', /`([^`]+)`/g);
    assert.ok(named.length, row);
    for (const name of named)
      assert.ok(
        ['mjs', 'ts'].some((ending) => existsSync(join(root, `test/${name}.test.${ending}`))),
        name,
      );
  }
});

test('wiki text in docs/systems.md has nothing that a wiki refuses', () => {
  const wikitext = readRecipe('Helpline.wikitext');
  assert.match(wikitext, /\[tel:\S+ <bdi dir="ltr">/);
  assert.doesNotMatch(wikitext, /<a |<section|<details|<script|<link|^ /m);
});

test('docs/first-widget.md has every step that the tests of WordPress click, in its order, and no other', () => {
  const written = read('docs/first-widget.md')
    .split(/^## /m)
    .slice(1)
    .map((part) => [
      part.slice(0, part.indexOf('\n')),
      all(part, /^\d+\. ([^]*?)(?=\n\d+\. |\n\n|$(?![^]))/gm).map((step) => step.replace(/\s+/g, ' ')),
    ])
    .filter(([, steps]) => steps.length);
  assert.deepEqual(
    written,
    Object.entries(chapters).map(([title, steps]) => [title, Object.keys(steps)]),
  );
});

describe('the example apps', () => {
  test('have pinned versions, this version of ours, and a few small files', () => {
    const {version} = readJson(join(root, 'package.json'));
    for (const name of readdirSync(join(root, 'examples'))) {
      const {
        private: isPrivate,
        dependencies,
        devDependencies,
      } = readJson(join(root, 'examples', name, 'package.json'));
      assert.ok(isPrivate && dependencies['recovery-widgets'] === version, name);
      for (const range of Object.values({...dependencies, ...devDependencies})) assert.match(range, /^\d+\.\d+\.\d+$/);
      const files = sources.filter((file) => file.startsWith(`examples/${name}/`));
      assert.ok(files.length <= 12, files.join('\n'));
      for (const file of files) assert.ok(read(file).split('\n').length < (name === 'plain' ? 90 : 40), file);
    }
  });

  test('are quoted in the docs as they are', () => {
    const quoted = [...read('docs/frameworks.md').matchAll(/<!-- example: (\S+) -->\n+```\w+\n([^]*?)^```$/gm)];
    assert.equal(quoted.length, 6);
    for (const [, file, code] of quoted) assert.ok(read(`examples/${file}`).includes(code.trimEnd()), file);
  });
});

/** Paths of the demo by language. */
const languages = {en: '/', es: '/es/', ar: '/ar/'};

/** Returns the file of a path on the server of `npm start`. @param {string} path */
const fileOf = (path) => join(root, 'docs/demo', path, path.endsWith('/') ? 'index.html' : '');
const english = readFileSync(fileOf('/'), 'utf8');

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

for (const [language, path] of Object.entries(languages)) {
  const html = readFileSync(fileOf(path), 'utf8');
  const pathOf = (/** @type {string} */ address) => new URL(address, `http://localhost${path}`).pathname;

  test(`the demo in ${language} names its language and region, and has no broken link`, () => {
    const direction = language === 'ar' ? ' dir="rtl"' : '';
    assert.ok(html.includes(`<html lang="${language}"${direction} data-recovery-region="US">`));
    const offered = all(html, /<a href="([^":]+)" lang="\w+" hreflang="\w+"/g).map(pathOf);
    assert.deepEqual(offered.sort(), Object.values(languages).sort());
    const ids = all(html, /id="([^"]+)"/g);
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
    for (const address of addresses(html)) {
      if (/^(https:|tel:|sms:|mailto:|\/cdn\/)/.test(address)) continue;
      if (address.startsWith('#')) assert.ok(ids.includes(address.slice(1)), address);
      else assert.ok(existsSync(fileOf(pathOf(address))), address);
    }
  });

  test(`the demo in ${language} has fallback content in each widget, with a phone number in regional ones`, async () => {
    const contents = [...html.matchAll(/<recovery-([a-z-]+)[^>]*>(.*?)<\/recovery-\1>/gs)];
    const names = contents.map(([, name]) => name);
    for (const name of ['helpline-banner', 'overdose-warning', 'treatment-explainer', 'trigger-checklist'])
      assert.ok(names.includes(name), name);
    const {widgets} = await available();
    for (const [, name, content] of contents) {
      assert.match(content, /<a href="|<li>|<p>/, name);
      if (widgets.get(name)?.regional) assert.match(content, /href="tel:\+?\d+"/, name);
    }
  });

  test(`the demo in ${language} has the same parts, links and numbers as in English`, () =>
    assert.deepEqual(outline(html), outline(english)));
}
