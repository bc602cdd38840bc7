/** A release of numbers without code: which files it renews in a hosted folder, what it refuses, and its command. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, beforeEach, describe, test} from 'node:test';
import {brotliDecompressSync} from 'node:zlib';
import {unzipSync} from 'fflate';
import {releaseRole, numberFiles, renewNumbers, renewSite} from '../../src/tools/bundle/data-release.mjs';
import {filesIn, integrityOf} from '../../src/tools/bundle/integrity.mjs';
import {makeSite} from '../../src/tools/bundle/site.mjs';
import {root} from '../support/sources.mjs';

const temporary = mkdtempSync(join(tmpdir(), 'data-release-'));
after(() => rmSync(temporary, {recursive: true, force: true}));

/** Writes a folder as a release has it. @param {string} name @param {string} assets @param {string} number @param {Record<string, string>} [more] @param {string} [version] */
function release(name, assets, number, more = {}, version = '1.2.3') {
  const folder = join(temporary, name);
  const files = {
    'recovery-widgets.js': `import './${assets}/core.js'`,
    'widgets/faq.js': `import '../${assets}/widgets/faq.js'`,
    'enhance.js': `" ${number.repeat(12)}"`,
    'all.js': `tel:${number}`,
    'builder/core.js': `tel:${number}`,
    'builder/guides/embed.html': `<a href="tel:${number}">`,
    'builder/builder.js': `version:"1.2.3",dataDate:"2026-11-${number.slice(1)}"`,
    'recovery-widgets.css': 'a{}',
    [`${assets}/core.js`]: 'core',
    [`${assets}/regions/emergency.js`]: 'AE998',
    [`${assets}/regions/us.js`]: `tel:${number}`,
    [`${assets}/regions/ca.js`]: 'tel:912',
    'current/core.js': `core; export const build${assets.slice(7)} = 0`,
    'current/regions/us.js': `tel:${number}`,
    'html/en/US/faq.html': `<a href="tel:${number}">`,
    'html/en/none/faq.html': '<p>faq',
    ...more,
  };
  rmSync(folder, {recursive: true, force: true});
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), {recursive: true});
    writeFileSync(join(folder, file), text);
  }
  writeFileSync(join(folder, 'integrity.json'), JSON.stringify(integrityOf(folder, version)));
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
        'assets-1111/regions/emergency.js',
        'assets-1111/regions/us.js',
        'builder/guides/embed.html',
        'current/regions/us.js',
        'html/en/US/faq.html',
      ],
      names: [
        'all.js',
        'builder/builder.js',
        'builder/core.js',
        'current/core.js',
        'enhance.js',
        'integrity.json',
        'recovery-widgets.js',
        'widgets/faq.js',
      ],
    }));

  test('knows every built file that has a number of a line', () => {
    const cdn = join(root, 'dist/cdn');
    const withNumber = filesIn(cdn).filter((file) => /1-?800-?662-?4357/.test(readFileSync(join(cdn, file), 'utf8')));
    assert.ok(withNumber.length);
    assert.deepEqual(
      withNumber.filter((file) => releaseRole(file) === 'code'),
      [],
    );
  });

  test('writes chunks before what refers to them, keeps the old ones, and leaves everything else alone', () => {
    const listed = renewNumbers({built, hosted, dryRun: true});
    assert.equal(read('current/regions/us.js'), 'tel:911');
    assert.deepEqual(renewNumbers({built, hosted}), listed);
    assert.deepEqual(listed, [
      'assets-2222/core.js',
      'assets-2222/regions/ca.js',
      'assets-2222/regions/emergency.js',
      'assets-2222/regions/us.js',
      'current/core.js',
      'current/regions/us.js',
      'html/en/US/faq.html',
      'all.js',
      'builder/builder.js',
      'builder/core.js',
      'builder/guides/embed.html',
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
    for (const change of /** @type {Record<string, string>[]} */ ([
      {'assets-2222/core.js': 'other'},
      {'recovery-widgets.css': 'b{}'},
      {'recovery-widgets.js': "import './assets-2222/core.js'; more()"},
      {'html/en/none/faq.html': '<p>other'},
      {'enhance.js': `" ${'912'.repeat(12)}"; more()`},
      {'builder/builder.js': 'version:"1.2.3",dataDate:"2026-11-12"; more()'},
      {'current/core.js': 'core; more(); export const build2222 = 0'},
      {'assets-2222/more.js': 'new'},
    ])) {
      built = release('built', 'assets-2222', '912', change);
      assert.throws(() => renewNumbers({built, hosted}), {
        name: 'Error',
        message: /this release also changes code.*Nothing was written\.$/,
      });
      assert.equal(read('current/regions/us.js'), 'tel:911');
    }
  });

  test('is refused in the folder of a version, and in one that is not a release', () => {
    const version = release('1.2.3', 'assets-1111', '911');
    assert.throws(() => renewNumbers({built, hosted: version}), /1\.2\.3\/ is a version, which is immutable/);
    assert.throws(
      () => renewNumbers({built, hosted: temporary}),
      /is not the folder of a release: integrity\.json is missing/,
    );
  });

  test('is refused in a folder of another version, and in one that was not uploaded whole', () => {
    hosted = release('1', 'assets-1111', '911', {}, '1.2.2');
    assert.throws(() => renewNumbers({built, hosted}), /1 is 1\.2\.2, and the build is 1\.2\.3\..*Nothing was written/);
    for (const spoil of [() => rmSync(join(hosted, 'all.js')), () => writeFileSync(join(hosted, 'all.js'), 'tel')]) {
      hosted = release('1', 'assets-1111', '911');
      spoil();
      assert.throws(
        () => renewNumbers({built, hosted}),
        /all\.js is missing or differs from the release.*Nothing was written/,
      );
      assert.equal(read('current/regions/us.js'), 'tel:911');
    }
    writeFileSync(join(hosted, 'integrity.json'), '{"version": "1.2');
    assert.throws(
      () => renewNumbers({built, hosted}),
      /integrity\.json is not valid JSON; the upload may be incomplete/,
    );
  });

  test('continues after an interruption', () => {
    const files = renewNumbers({built, hosted, dryRun: true});
    for (const file of files.slice(0, -2)) {
      mkdirSync(dirname(join(hosted, file)), {recursive: true});
      cpSync(join(built, file), join(hosted, file));
    }
    assert.deepEqual(renewNumbers({built, hosted}), files.slice(-2));
  });

  test('takes every country, subdivision and language for numbers, and no code', () => {
    assert.equal(releaseRole('html/ar/CA-ON/wallet-card.html'), 'numbers');
    assert.equal(releaseRole('helplines.csv'), 'numbers');
    for (const file of ['current/core.js', 'current/locales/es/faq.js', 'recovery-widgets.css', 'frame.html'])
      assert.equal(releaseRole(file), 'code', file);
  });
});

describe('the command', () => {
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, ['src/tools/cli/site.mjs', ...args], {cwd: root, encoding: 'utf8'});
  const dist = join(temporary, 'dist');
  const target = join(temporary, 'www');

  /** Writes a build. @param {string} assets @param {string} number */
  function build(assets, number) {
    const {files} = JSON.parse(readFileSync(join(release('build', assets, number), 'integrity.json'), 'utf8'));
    rmSync(join(dist, 'cdn'), {recursive: true, force: true});
    rmSync(join(dist, 'html'), {recursive: true, force: true});
    for (const file of Object.keys(files)) {
      const to = join(dist, file.startsWith('html/') ? file : `cdn/${file}`);
      mkdirSync(dirname(to), {recursive: true});
      cpSync(join(temporary, 'build', file), to);
    }
    mkdirSync(join(dist, 'html/en/US'), {recursive: true});
    writeFileSync(join(dist, 'html/en/US/wallet-card.html'), `<h1>${number}`);
    writeFileSync(join(dist, 'cdn/integrity.json'), JSON.stringify(integrityOf(join(dist, 'cdn'), '1.2.3')));
  }

  beforeEach(() => {
    rmSync(target, {recursive: true, force: true});
    build('assets-111111', '911');
    makeSite({dist, version: '1.2.3', target});
    build('assets-222222', '912');
  });

  test('renews the folder that follows releases, and the rules for hosts, but never a version', () => {
    const before = filesIn(join(target, '1.2.3')).map((file) => readFileSync(join(target, '1.2.3', file), 'utf8'));
    const report = renewSite({dist, version: '1.2.3', target});
    assert.match(report[0], /^renewed the numbers of 1\/, 1\.2\.3: US$/);
    assert.match(report.join('\n'), /wrote \d+ files, integrity\.json last; assets-222222\/ is new/);
    assert.match(report.join('\n'), /caches: browsers ask again after five minutes; in a CDN, clear 1\/ but for/);
    const read = (/** @type {string} */ file) => readFileSync(join(target, file), 'utf8');
    assert.equal(read('1/current/regions/us.js'), 'tel:912');
    assert.equal(brotliDecompressSync(readFileSync(join(target, '1/current/regions/us.js.br'))).toString(), 'tel:912');
    assert.equal(read('1/html/en/US/wallet-card.html'), '<h1>912');
    assert.match(read('_headers'), /assets-222222/);
    assert.match(read('_headers'), /assets-111111/);
    assert.deepEqual(
      filesIn(join(target, '1.2.3')).map((file) => readFileSync(join(target, '1.2.3', file), 'utf8')),
      before,
    );
    assert.deepEqual(renewSite({dist, version: '1.2.3', target}), ['1/ has these numbers already']);
  });

  test('makes a zip whose folders, uploaded one after the other, give the same folder', () => {
    const server = join(temporary, 'server');
    rmSync(server, {recursive: true, force: true});
    cpSync(target, server, {recursive: true});
    renewSite({dist, version: '1.2.3', target});
    const entries = unzipSync(readFileSync(join(dist, 'hosting/recovery-widgets-1.2.3-numbers.zip')));
    const parts = [...new Set(Object.keys(entries).map((path) => path.split('/')[0]))].sort();
    assert.deepEqual(parts, ['1-first', '2-then', '3-last']);
    for (const part of parts)
      for (const [path, bytes] of Object.entries(entries)) {
        if (!path.startsWith(`${part}/recovery-widgets/`)) continue;
        const to = join(server, path.slice(`${part}/recovery-widgets/`.length));
        mkdirSync(dirname(to), {recursive: true});
        writeFileSync(to, bytes);
      }
    assert.deepEqual(filesIn(server), filesIn(target));
    for (const file of filesIn(target))
      assert.ok(readFileSync(join(server, file)).equals(readFileSync(join(target, file))), file);
  });

  test('only lists, in order, what it would write', () => {
    const before = readdirSync(join(target, '1'));
    const report = renewSite({dist, version: '1.2.3', target, dryRun: true});
    assert.match(report[0], /^would renew/);
    const listed = report.slice(2);
    assert.equal(listed.at(-1), '  1/integrity.json');
    assert.match(listed[0], /^ {2}1\/assets-222222\//);
    assert.deepEqual(readdirSync(join(target, '1')), before);
  });

  test('names the fault of the folder', () => {
    const fail = (/** @type {string} */ folder, /** @type {RegExp} */ message, version = '1.2.3') =>
      assert.throws(() => renewSite({dist, version, target: folder}), message);
    fail(join(target, '1'), /1\/ is missing in .*Name the folder with all versions/);
    fail(target, /pre-release, which no folder follows/, '1.2.3-rc.1');
    fail(target, /dist\/cdn is version 1\.2\.3, but package\.json has 1\.2\.4/, '1.2.4');
  });

  test('explains itself, and refuses arguments that do not belong together', () => {
    const {status, stdout} = run('--help');
    assert.equal(status, 0);
    assert.match(stdout, /--data-only {2}renews the telephone numbers in a hosted folder/);
    for (const [args, reason] of /** @type {const} */ ([
      [['--data-only'], '--data-only requires a folder.'],
      [['--data-only', '--large', 'a'], '--data-only cannot be combined with --large.'],
      [['--list', 'a'], '--list requires --data-only.'],
    ])) {
      const {status: failed, stderr} = run(...args);
      assert.equal(failed, 2);
      assert.ok(stderr.startsWith(`site: ${reason} Usage: `), stderr);
    }
    const missing = run('--data-only', join(temporary, 'nowhere'));
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /^site: [\d.]+\/ is missing in [^\n]+\n$/);
  });
});
