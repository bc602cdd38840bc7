import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {test} from 'node:test';
import {referencePages} from '../../src/tools/html/reference.mjs';

const root = new URL('../../', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');
const pages = await referencePages();

test('reference pages are up to date with the manifest', () => {
  for (const [path, text] of pages)
    assert.equal(
      existsSync(fileURLToPath(new URL(path, root))) && read(path),
      text,
      `${path}: run \`npm run build && npm run docs\``,
    );
});

test('docs/widgets has a page for each widget and no other', () => {
  const written = readdirSync(fileURLToPath(new URL('docs/widgets', root))).map((file) => `docs/widgets/${file}`);
  assert.deepEqual(written.sort(), [...pages.keys()].filter((path) => path.startsWith('docs/widgets/')).sort());
});

test('README links the page of each widget', () => {
  for (const path of pages.keys()) assert.ok(readme.includes(`](${path})`), path);
});

test('README is 130 lines at most and holds no build hash', () => {
  assert.ok(readme.split('\n').length - 1 <= 130, `${readme.split('\n').length - 1} lines`);
  assert.doesNotMatch(readme, /sha\d{3}-[A-Za-z0-9+/]{20}/);
});

test('a widget page lists what the class documents', () => {
  const page = pages.get('docs/widgets/relapse-guide.md') ?? '';
  assert.match(page, /# After a return to use\n[^]*`<recovery-relapse-guide>`/);
  assert.match(page, /\| `audience` +\| .*supporter/);
  assert.match(page, /## Parts/);
  assert.doesNotMatch(page, /`heading-level`/, 'shared attributes have a page of their own');
  assert.match(pages.get('docs/reference.md') ?? '', /\| `heading-level` +\|/);
});
