/** `npm run site`: releases that come one after the other into one folder. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, beforeEach, describe, test} from 'node:test';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {unzipSync} from 'fflate';
import {filesIn, hashOf, integrityOf} from '../../src/tools/bundle/integrity.mjs';
import {SiteError, evergreenOf, makeSite} from '../../src/tools/cli/site.mjs';
import {root} from '../support/sources.mjs';

const temporary = mkdtempSync(join(tmpdir(), 'site-'));
after(() => rmSync(temporary, {recursive: true, force: true}));

const dist = join(temporary, 'dist');
const target = join(temporary, 'www');
const at = (...path) => join(target, ...path);
const read = (...path) => readFileSync(at(...path), 'utf8');
const write = (file, words) => {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, words);
};

/** What a build leaves: a loader that knows one folder of chunks. */
function build(version, number) {
  rmSync(dist, {recursive: true, force: true});
  const hash = hashOf(number)
    .replace(/[^0-9a-f]/g, '')
    .slice(0, 10);
  assert.equal(hash.length, 10);
  const cdn = join(dist, 'cdn');
  write(join(cdn, 'recovery-widgets.js'), `import('./assets-${hash}/regions/us.js')`);
  write(join(cdn, 'all.js'), `"${number}"`);
  write(join(cdn, `assets-${hash}/regions/us.js`), `export default "${number}"`);
  write(join(cdn, `assets-${hash}/core.js`), 'export {}');
  write(join(cdn, 'integrity.json'), JSON.stringify(integrityOf(cdn, version)));
  write(join(dist, 'html/en/US/helpline-banner.html'), `<p>${number}</p>`);
  return {hash, publish: () => makeSite({dist, version, target})};
}
/** A whole release. */
const release = (version, number) => {
  const {hash, publish} = build(version, number);
  return {hash, done: publish()};
};

/** Every file in the folder, with what is in it and when it was written. */
const state = () => filesIn(target).map((file) => [file, read(file), statSync(at(file)).mtimeMs]);

beforeEach(() => {
  rmSync(target, {recursive: true, force: true});
});

describe('the folder that follows', () => {
  test('is the part of a version within which nothing breaks', () => {
    assert.equal(evergreenOf('1.2.3'), '1');
    assert.equal(evergreenOf('12.0.0'), '12');
    assert.equal(evergreenOf('0.1.4'), '0.1');
    assert.equal(evergreenOf('0.0.4'), '0.0');
    for (const version of ['1.0.0-rc.1', '0.2.0-beta']) assert.equal(evergreenOf(version), undefined);
  });
});

describe('a first release', () => {
  test('lies under its version and in the folder that follows, the same', () => {
    const {hash} = release('1.2.3', '111');
    assert.deepEqual(readdirSync(target).sort(), ['1', '1.2.3']);
    const plain = filesIn(at('1.2.3')).filter((file) => !/\.(br|gz)$/.test(file));
    assert.deepEqual(plain, [
      'README.txt',
      'all.js',
      `assets-${hash}/core.js`,
      `assets-${hash}/regions/us.js`,
      'html/en/US/helpline-banner.html',
      'integrity.json',
      'recovery-widgets.js',
    ]);
    assert.deepEqual(filesIn(at('1')), filesIn(at('1.2.3')));
    for (const file of filesIn(at('1'))) assert.equal(read('1', file), read('1.2.3', file), file);
  });

  test('has a copy in brotli and in gzip beside each file', () => {
    release('1.2.3', '111');
    for (const file of filesIn(at('1.2.3')).filter((each) => !/\.(br|gz)$/.test(each))) {
      const bytes = readFileSync(at('1.2.3', file));
      assert.deepEqual(brotliDecompressSync(readFileSync(at('1.2.3', `${file}.br`))), bytes, file);
      assert.deepEqual(gunzipSync(readFileSync(at('1.2.3', `${file}.gz`))), bytes, file);
    }
  });

  test('comes without plain words when the build made none', () => {
    const {publish} = build('1.2.3', '111');
    rmSync(join(dist, 'html'), {recursive: true});
    publish();
    assert.ok(!existsSync(at('1.2.3/html')));
  });

  test('says what to paste, with the hash of its all.js', () => {
    release('1.2.3', '111');
    const words = read('1.2.3/README.txt');
    assert.ok(words.includes(`integrity="${hashOf(read('1.2.3/all.js'))}"`));
    assert.ok(words.includes('/recovery-widgets/1.2.3/all.js"'));
    for (const there of [
      '<div data-recovery-widget="helpline-banner"',
      '<recovery-helpline-banner ',
      'rel="stylesheet"',
    ])
      assert.ok(words.includes(there), there);
    assert.ok(words.includes('/recovery-widgets/1.2.3/recovery-widgets.css"'));
    assert.match(words, /The folder html\/\n/);
    assert.doesNotMatch(words, /draft/);
    release('0.2.0', '111');
    assert.match(read('0.2.0/README.txt'), /^All words are drafts/m);
    for (const line of words.split('\n')) assert.ok(line.length <= 90, line);
  });
});

describe('the zip', () => {
  test('has all of the version, below a folder with its number', () => {
    release('1.2.3', '111');
    const zip = unzipSync(readFileSync(join(dist, 'recovery-widgets-1.2.3.zip')));
    const start = 'recovery-widgets/1.2.3/';
    assert.deepEqual(
      Object.keys(zip),
      filesIn(at('1.2.3')).map((file) => start + file),
    );
    for (const [path, bytes] of Object.entries(zip))
      assert.deepEqual(Buffer.from(bytes), readFileSync(at('1.2.3', path.slice(start.length))), path);
  });

  test('is the same at another time and in another time zone', () => {
    const script = `
      import {makeSite} from ${JSON.stringify(new URL('../../src/tools/cli/site.mjs', import.meta.url).href)};
      makeSite({dist: ${JSON.stringify(dist)}, version: '1.2.3', target: ${JSON.stringify(target)}});`;
    const zips = ['America/Los_Angeles', 'Pacific/Kiritimati'].map((TZ) => {
      build('1.2.3', '111');
      const {status, stderr} = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
        env: {...process.env, TZ},
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      return hashOf(readFileSync(join(dist, 'recovery-widgets-1.2.3.zip')));
    });
    assert.equal(zips[0], zips[1]);
  });
});

describe('a later release', () => {
  test('moves the folder that follows, and leaves all else as it was', () => {
    const {hash: old} = release('1.2.3', '111');
    const before = state().filter(([file]) => file.startsWith('1.2.3/') || file.startsWith(`1/assets-${old}`));
    const {hash, done} = release('1.2.4', '222');
    assert.notEqual(hash, old);
    assert.deepEqual(
      state().filter(([file]) => file.startsWith('1.2.3/') || file.startsWith(`1/assets-${old}`)),
      before,
    );
    assert.match(read('1/recovery-widgets.js'), new RegExp(hash));
    assert.match(read('1/html/en/US/helpline-banner.html'), /222/);
    assert.match(read('1.2.3/all.js'), /111/);
    assert.ok(done.includes('1/ is now 1.2.4, was 1.2.3'), done.join('\n'));
  });

  test('keeps the chunks that a loader in someone’s cache asks for', () => {
    const {hash: old} = release('1.2.3', '111');
    const cached = read('1/recovery-widgets.js');
    release('1.2.4', '222');
    const [, path] = /'\.\/(.+)'/.exec(cached);
    assert.ok(path.includes(old));
    for (const copy of ['', '.br', '.gz']) assert.ok(existsSync(at('1', path + copy)), copy);
  });

  test('that breaks off has put chunks there first, and says last which version it is', () => {
    release('1.2.3', '111');
    const {hash, publish} = build('1.2.4', '222');
    for (const first of ['README.txt', 'recovery-widgets.js']) {
      // Something is in the way of what is written.
      mkdirSync(at('1', `${first}.new`));
      assert.throws(publish, /EISDIR/);
      rmSync(at('1', `${first}.new`), {recursive: true});
      assert.ok(existsSync(at('1', `assets-${hash}/regions/us.js.gz`)));
      assert.match(read('1/integrity.json'), /"1\.2\.3"/);
    }
    publish();
    assert.match(read('1/integrity.json'), /"1\.2\.4"/);
  });

  test('does not touch what is the same, so that caches hear that nothing changed', () => {
    release('1.2.3', '111');
    const {hash} = release('1.2.4', '222');
    const file = at('1', `assets-${hash}/core.js`);
    utimesSync(file, 1e9, 1e9);
    release('1.2.5', '222');
    assert.equal(statSync(file).mtimeMs, 1e12);
  });

  test('of another line leaves the folder of the first alone', () => {
    release('1.2.3', '111');
    release('2.0.0', '222');
    assert.match(read('1/all.js'), /111/);
    assert.match(read('2/all.js'), /222/);
    release('0.1.0', '333');
    release('0.2.0', '444');
    assert.match(read('0.1/all.js'), /333/);
    assert.match(read('0.2/all.js'), /444/);
  });

  test('that is older than what is there is put under its version only', () => {
    release('1.10.0', '111');
    const {done} = release('1.9.9', '222');
    assert.match(read('1.9.9/all.js'), /222/);
    assert.match(read('1/all.js'), /111/);
    assert.ok(done.includes('1/ stays at 1.10.0, which is newer'), done.join('\n'));
  });

  test('for trying out is put under its version only', () => {
    release('1.2.3', '111');
    release('1.3.0-rc.1', '222');
    assert.match(read('1.3.0-rc.1/all.js'), /222/);
    assert.match(read('1/all.js'), /111/);
  });
});

describe('the same release again', () => {
  test('changes nothing', () => {
    release('1.2.3', '111');
    const before = state();
    const {done} = release('1.2.3', '111');
    assert.deepEqual(state(), before);
    assert.ok(done.includes('1.2.3/ is there already, the same'), done.join('\n'));
  });

  test('brings the folder that follows back, after it was put on an older one', () => {
    release('1.2.3', '111');
    release('1.2.4', '222');
    write(at('1/all.js'), read('1.2.3/all.js'));
    write(at('1/integrity.json'), read('1.2.3/integrity.json'));
    release('1.2.4', '222');
    assert.match(read('1/all.js'), /222/);
  });

  test('finishes one that broke off', () => {
    write(at('.1.2.3.new/half.js'), 'half');
    release('1.2.3', '111');
    assert.deepEqual(readdirSync(target).sort(), ['1', '1.2.3']);
    assert.ok(!existsSync(at('1.2.3/half.js')));
  });
});

describe('refuses, and writes nothing:', () => {
  const refuses = (publish, reason) => {
    const before = existsSync(target) && state();
    assert.throws(publish, (error) => error instanceof SiteError && reason.test(error.message));
    assert.deepEqual(existsSync(target) && state(), before);
  };

  test('a version that is published with other bytes', () => {
    release('1.2.3', '111');
    const {publish} = build('1.2.3', '222');
    refuses(publish, /1\.2\.3 is published in .*www already, and its .* is another one than here.*Raise the version/);
  });

  test('a version that is published with other files, more or fewer', () => {
    release('1.2.3', '111');
    const {publish} = build('1.2.3', '111');
    write(join(dist, 'html/en/US/more.html'), '<p></p>');
    refuses(publish, /its html\/en\/US\/more\.html is another/);
    rmSync(join(dist, 'html'), {recursive: true});
    refuses(publish, /its html\/en\/US\/helpline-banner\.html is another/);
  });

  test('what was never built, is of another version, or was changed after the build', () => {
    const {publish} = build('1.2.3', '111');
    refuses(
      () => makeSite({dist, version: '1.2.4', target}),
      /is of 1\.2\.3, but package\.json says 1\.2\.4.*npm run build/,
    );
    write(join(dist, 'cdn/all.js'), '"9"');
    refuses(publish, /dist\/cdn\/all\.js is not as it was built/);
    build('1.2.3', '111');
    write(join(dist, 'cdn/more.js'), '');
    refuses(publish, /dist\/cdn\/more\.js is not as it was built/);
    rmSync(dist, {recursive: true});
    refuses(publish, /nothing built yet.*npm run build/);
  });

  test('to guess which version is followed', () => {
    release('1.2.3', '111');
    write(at('1/integrity.json'), 'half');
    const {publish} = build('1.2.4', '222');
    refuses(publish, /1.integrity\.json cannot be read as JSON/);
  });

  test('a target that is no place for it', () => {
    build('1.2.3', '111');
    const into = (folder) => () => makeSite({dist, version: '1.2.3', target: folder});
    refuses(into(join(dist, 'site')), /emptied by the next build/);
    refuses(into(dist), /emptied by the next build/);
    refuses(into(join(temporary, 'no', 'such')), /There is no folder .*no\. Make it first/);
    write(join(temporary, 'file'), '');
    refuses(into(join(temporary, 'file')), /file is a file/);
  });
});

describe('on the command line', () => {
  const run = (...args) =>
    spawnSync(process.execPath, ['src/tools/cli/site.mjs', ...args], {cwd: root, encoding: 'utf8'});

  test('publishes what was built last', () => {
    const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const {status, stdout, stderr} = run(target);
    assert.deepEqual({status, stderr}, {status: 0, stderr: ''});
    assert.ok(stdout.split('\n').every((line) => line === '' || line.startsWith('site: ')));
    for (const file of filesIn(join(root, 'dist/cdn')))
      assert.deepEqual(readFileSync(at(version, file)), readFileSync(join(root, 'dist/cdn', file)), file);
  });

  test('says in one line what is wrong', () => {
    for (const args of [['a', 'b'], ['--help'], [''], [join(temporary, 'no', 'such')]]) {
      const {status, stdout, stderr} = run(...args);
      assert.deepEqual({status, stdout}, {status: 1, stdout: ''});
      assert.match(stderr, /^site: [^\n]+\n$/);
    }
  });

  test('says what the file system refuses', {skip: process.platform === 'win32'}, () => {
    // A name longer than file systems take: refused for everyone, also for root.
    const {status, stderr} = run(join(temporary, 'x'.repeat(300)));
    assert.equal(status, 1);
    assert.match(stderr, /^site: ENAMETOOLONG[^\n]+\n$/);
  });
});
