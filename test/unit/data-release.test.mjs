/** A release of numbers without code: which files it renews in a hosted folder, and what it refuses. */
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, beforeEach, describe, test} from 'node:test';
import {brotliDecompressSync} from 'node:zlib';
import {kindOf, numberFiles, renewNumbers} from '../../src/tools/bundle/data-release.mjs';

const temporary = mkdtempSync(join(tmpdir(), 'data-release-'));
after(() => rmSync(temporary, {recursive: true, force: true}));

/** Writes a folder as a release has it. @param {string} name @param {string} assets @param {string} number @param {Record<string, string>} [more] */
function release(name, assets, number, more = {}) {
  const folder = join(temporary, name);
  const files = {
    'recovery-widgets.js': `import './${assets}/core.js'`,
    'widgets/faq.js': `import '../${assets}/widgets/faq.js'`,
    'enhance.js': `" ${number.repeat(3)}"`,
    'all.js': `tel:${number}`,
    'recovery-widgets.css': 'a{}',
    [`${assets}/core.js`]: 'core',
    [`${assets}/regions/us.js`]: `tel:${number}`,
    [`${assets}/regions/ca.js`]: 'tel:912',
    'current/core.js': 'core',
    'current/regions/us.js': `tel:${number}`,
    'html/en/US/faq.html': `<a href="tel:${number}">`,
    'html/en/none/faq.html': '<p>faq',
    'integrity.json': JSON.stringify({version: '1.2.3', files: {'all.js': number}}),
    ...more,
  };
  rmSync(folder, {recursive: true, force: true});
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), {recursive: true});
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

describe('a release of numbers', () => {
  /** @type {string} */
  let built;
  /** @type {string} */
  let hosted;
  const read = (/** @type {string} */ file) => readFileSync(join(hosted, file), 'utf8');
  beforeEach(() => {
    built = release('built', 'assets-2222', '912');
    hosted = release('1', 'assets-1111', '911');
  });

  test('lists the files that carry numbers, and those that name them', () =>
    assert.deepEqual(numberFiles(hosted), {
      numbers: [
        'assets-1111/regions/ca.js',
        'assets-1111/regions/us.js',
        'current/regions/us.js',
        'html/en/US/faq.html',
      ],
      names: ['all.js', 'enhance.js', 'integrity.json', 'recovery-widgets.js', 'widgets/faq.js'],
    }));

  test('writes chunks before what refers to them, keeps the old ones, and leaves everything else alone', () => {
    const listed = renewNumbers({built, hosted, dryRun: true});
    assert.equal(read('current/regions/us.js'), 'tel:911');
    assert.deepEqual(renewNumbers({built, hosted}), listed);
    assert.deepEqual(listed, [
      'assets-2222/core.js',
      'assets-2222/regions/ca.js',
      'assets-2222/regions/us.js',
      'current/regions/us.js',
      'html/en/US/faq.html',
      'all.js',
      'enhance.js',
      'recovery-widgets.js',
      'widgets/faq.js',
      'integrity.json',
    ]);
    assert.equal(read('current/regions/us.js'), 'tel:912');
    assert.equal(read('assets-1111/regions/us.js'), 'tel:911');
    assert.match(read('recovery-widgets.js'), /assets-2222/);
    assert.deepEqual(renewNumbers({built, hosted}), []);
  });

  test('renews compressed copies, which a server would prefer', () => {
    for (const file of ['recovery-widgets.js', 'current/regions/us.js'])
      writeFileSync(join(hosted, `${file}.br`), 'old');
    renewNumbers({built, hosted});
    assert.equal(brotliDecompressSync(readFileSync(join(hosted, 'current/regions/us.js.br'))).toString(), 'tel:912');
    rmSync(join(hosted, 'recovery-widgets.js.br'));
    writeFileSync(join(hosted, 'current/regions/us.js.gz'), 'old');
    writeFileSync(join(built, 'current/regions/us.js'), 'tel:913');
    renewNumbers({built, hosted});
    assert.ok(!existsSync(join(hosted, 'current/regions/us.js.gz')));
  });

  test('is refused where code differs, and nothing is written', () => {
    for (const change of [
      {'assets-2222/core.js': 'other'},
      {'recovery-widgets.css': 'b{}'},
      {'recovery-widgets.js': "import './assets-2222/core.js'; more()"},
      {'html/en/none/faq.html': '<p>other'},
      {'assets-2222/more.js': 'new'},
    ]) {
      built = release('built', 'assets-2222', '912', change);
      assert.throws(() => renewNumbers({built, hosted}), {
        name: 'Error',
        message: /is code and differs.*Nothing was written\.$/,
      });
      assert.equal(read('current/regions/us.js'), 'tel:911');
    }
  });

  test('is refused in the folder of a version, and in one that is no release', () => {
    const version = release('1.2.3', 'assets-1111', '911');
    assert.throws(() => renewNumbers({built, hosted: version}), /1\.2\.3\/ is a version, which never changes/);
    assert.throws(() => renewNumbers({built, hosted: temporary}), /has no integrity\.json/);
  });

  test('takes every country, subdivision and language for numbers, and no code', () => {
    assert.equal(kindOf('html/ar/CA-ON/wallet-card.html'), 'numbers');
    assert.equal(kindOf('helplines.csv'), 'numbers');
    for (const file of ['current/core.js', 'current/locales/es/faq.js', 'recovery-widgets.css', 'frame.html'])
      assert.equal(kindOf(file), 'code', file);
  });
});
