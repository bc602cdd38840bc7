/** `npm run release -- site`: successive releases published into one folder, the zip, and the rules for hosts beside the versions. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, test} from 'node:test';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {DOMParser} from '@xmldom/xmldom';
import {unzipSync} from 'fflate';
import {filesIn, integrityHash, integrityOf} from '../../src/tools/built/integrity.mjs';
import {ContentError} from '../../src/tools/content/read-content.mjs';
import {makeSite} from '../../src/tools/hosting/publish.mjs';
import {EVERGREEN, HEADERS, IMMUTABLE} from '../support/hosting.mjs';
import {root} from '../../src/tools/project.mjs';
import {write} from '../../src/tools/write-changed.mjs';
import {temporaryFolder} from '../support/system.mjs';

const temporary = temporaryFolder('site');

const dist = join(temporary, 'dist');
const target = join(temporary, 'www');
const at = (/** @type {string[]} */ ...path) => join(target, ...path);
const read = (/** @type {string[]} */ ...path) => readFileSync(at(...path), 'utf8');

/** Writes a build: a loader that refers to one folder of chunks. @param {string} version @param {string} number content of its files */
function build(version, number) {
  rmSync(dist, {recursive: true, force: true});
  const hash = number.padStart(10, '0');
  const cdn = join(dist, 'cdn');
  write(join(cdn, 'recovery-widgets.js'), `import('./assets-${hash}/regions/us.js')`);
  write(join(cdn, 'all.js'), `"${number}"`);
  write(join(cdn, `assets-${hash}/regions/us.js`), `export default "${number}"`);
  write(join(cdn, `assets-${hash}/core.js`), 'export {}');
  write(join(cdn, 'current/core.js'), `export const build${hash} = 0`);
  write(join(dist, 'cdn/builder/index.html'), `<p>${number}</p>`);
  write(join(dist, 'print/en/US/wallet-card.html'), `<h1>${number}</h1>`);
  write(join(cdn, 'integrity.json'), JSON.stringify(integrityOf(cdn, version)));
  const beside = new Map([['guides/x.html', Buffer.from(number)]]);
  return {hash, publish: () => makeSite({dist, version, target, beside})};
}
/** Builds and publishes a release. */
const release = (/** @type {string} */ version, /** @type {string} */ number) => {
  const {hash, publish} = build(version, number);
  return {hash, done: publish()};
};

/** Files beside the versions. */
const BESIDE = ['.htaccess', '404.html', 'README.txt', '_headers', 'guides/x.html', 'index.html']
  .concat(['release.json', 'server-check.css', 'server-check.js'].map((name) => `server-check/${name}`))
  .concat('web.config');
/** Returns the names of the versions and evergreen folders. */
const folders = () => readdirSync(target).filter((name) => /^\.?\d/.test(name) && !name.endsWith('.html'));
const isCopy = (/** @type {string} */ file) => /\.(br|gz)$/.test(file);
/** Lists the files in a folder without their compressed copies. @param {string} [folder] */
const writtenIn = (folder = '') => filesIn(at(folder)).filter((file) => !isCopy(file));

/** Returns each file of the target folder with its content and its modification time. */
const state = () => filesIn(target).map((file) => ({file, text: read(file), time: statSync(at(file)).mtimeMs}));

beforeEach(() => {
  rmSync(target, {recursive: true, force: true});
});

describe('a first release', () => {
  test('has the files that pages load under its version and in the evergreen folder, that with the builder, and the pages beside', () => {
    const {hash} = release('1.2.3', '551');
    assert.deepEqual(folders().sort(), ['1', '1.2.3']);
    const pinned = ['all.js', `assets-${hash}/core.js`, `assets-${hash}/regions/us.js`, 'integrity.json'];
    for (const [folder, files] of Object.entries({
      '1.2.3': [...pinned, 'recovery-widgets.js'],
      1: [...pinned, 'builder/index.html', 'current/core.js', 'recovery-widgets.js'].sort(),
      print: ['en/US/wallet-card.html'],
    }))
      assert.deepEqual(writtenIn(folder), files);
    for (const folder of ['1', '1.2.3'])
      for (const [file, value] of Object.entries(JSON.parse(read(folder, 'integrity.json')).files))
        assert.equal(value, integrityHash(readFileSync(at(folder, file))), file);
    release('2.0.0-rc.1', '222');
    assert.ok(existsSync(at('2.0.0-rc.1/builder/index.html')), 'nobody else has the builder of a pre-release');
  });

  test('has a Brotli and a gzip copy of each file that pages load', () => {
    release('1.2.3', '551');
    assert.deepEqual(filesIn(at('print')).filter(isCopy), []);
    for (const file of writtenIn('1.2.3')) {
      const bytes = readFileSync(at('1.2.3', file));
      assert.deepEqual(brotliDecompressSync(readFileSync(at('1.2.3', `${file}.br`))), bytes, file);
      assert.deepEqual(gunzipSync(readFileSync(at('1.2.3', `${file}.gz`))), bytes, file);
    }
  });

  test('has a README with short code for its version', () => {
    release('1.2.3', '551');
    const readme = read('README.txt');
    assert.match(readme, /<recovery-helpline-banner [^]+"tel:\d+"[^]+\/1\.2\.3\/\S+\.css"[^]+\/1\.2\.3\/\S+\.js"/);
    assert.match(readme, /^(.*\n){1,7}.* 1\/builder\/index\.html/, 'in the first lines');
    assert.match(readme.replaceAll('\n', ' '), /All texts are drafts: no clinician has reviewed them yet\./);
  });
});

test('the zip has the whole hosted folder without compressed copies, which hosts make by themselves', () => {
  const {publish} = build('1.2.3', '551');
  publish();
  const zip = unzipSync(readFileSync(join(dist, 'hosting/recovery-widgets-1.2.3.zip')));
  const start = 'recovery-widgets/';
  const names = writtenIn().map((file) => start + file);
  assert.deepEqual(Object.keys(zip).sort(), names.sort());
  for (const [path, bytes] of Object.entries(zip))
    // The one in a folder also says which files beside it the program wrote.
    if (!path.endsWith('release.json'))
      assert.deepEqual(Buffer.from(bytes), readFileSync(at(path.slice(start.length))), path);
});

describe('a later release', () => {
  test('updates the evergreen folder and leaves the rest unchanged, with the chunks of earlier loaders', () => {
    const {hash: old} = release('1.2.3', '551');
    // A loader in someone’s cache still asks for the old chunks.
    const kept = () => state().filter(({file}) => file.startsWith('1.2.3/') || file.startsWith(`1/assets-${old}`));
    const before = kept();
    const {hash, done} = release('1.2.4', '222');
    assert.notEqual(hash, old);
    assert.deepEqual(kept(), before);
    assert.match(read('1/recovery-widgets.js'), new RegExp(hash));
    assert.match(read('print/en/US/wallet-card.html'), /222/);
    assert.match(read('1.2.3/all.js'), /551/);
    assert.ok(done.includes('1/ is now 1.2.4, was 1.2.3'), done.join('\n'));
  });

  test('writes the chunks first and the version last, so that an interruption breaks nothing', () => {
    release('1.2.3', '551');
    const {hash, publish} = build('1.2.4', '222');
    for (const first of ['current/core.js', 'all.js', 'recovery-widgets.js']) {
      // A folder blocks the file that is written next.
      const draft = at('1', `${first}.${process.pid}.part`);
      mkdirSync(draft);
      assert.throws(publish, /EISDIR/);
      rmSync(draft, {recursive: true});
      assert.ok(existsSync(at('1', `assets-${hash}/regions/us.js.gz`)));
      // Files whose names stay come before the scripts that choose them.
      assert.equal(read('1/current/core.js').includes(hash), first !== 'current/core.js');
      assert.doesNotMatch(read('1/recovery-widgets.js'), new RegExp(hash));
      assert.match(read('1/integrity.json'), /"1\.2\.3"/);
    }
    publish();
    assert.match(read('1/integrity.json'), /"1\.2\.4"/);
  });

  test('moves only the evergreen folder within which nothing breaks, and only forward', () => {
    for (const [version, number] of Object.entries({'1.10.0': '551', '2.0.0': '222', '0.1.0': '333', '0.2.0': '444'}))
      release(version, number);
    for (const [folder, number] of Object.entries({1: '551', 2: '222', 0.1: '333', 0.2: '444'}))
      assert.match(read(`${folder}/all.js`), new RegExp(number));
    for (const [version, number] of Object.entries({'1.9.9': '555', '1.11.0-rc.1': '666'})) {
      release(version, number);
      assert.match(read(`${version}/all.js`), new RegExp(number));
      assert.match(read('1/all.js'), /551/);
    }
  });
});

describe('the same release again', () => {
  test('changes nothing', () => {
    release('1.2.3', '551');
    const before = state();
    const {done} = release('1.2.3', '551');
    assert.deepEqual(state(), before);
    assert.ok(done.includes('1.2.3/ exists already, unchanged'), done.join('\n'));
  });

  test('completes an interrupted one', () => {
    write(at('.1.2.3.new/half.js'), 'half');
    release('1.2.3', '551');
    assert.deepEqual(folders().sort(), ['1', '1.2.3']);
    assert.ok(!existsSync(at('1.2.3/half.js')));
  });
});

describe('beside the versions', () => {
  /** Returns the lifetime of a file by the guide. @param {string} file */
  const lifetimeOf = (file) => (/^\d+\.\d+\.\d+|\/assets-/.test(file) ? IMMUTABLE : EVERGREEN);
  /** Files of both folders of three releases. */
  const published = () => {
    release('1.2.3', '551');
    release('1.2.4', '222');
    release('2.0.0', '333');
    return writtenIn().filter((file) => /^(\d.*|print)\//.test(file));
  };

  test('are the server check and the rules, written again for each release', () => {
    published();
    for (const file of BESIDE) assert.ok(existsSync(at(file)), file);
    const {version, evergreen, pages} = JSON.parse(read('server-check/release.json'));
    assert.deepEqual([version, evergreen, pages], ['2.0.0', '2', ['print/en/US/wallet-card.html']]);
    const {done} = release('1.2.5', '444');
    assert.equal(JSON.parse(read('server-check/release.json')).version, '2.0.0');
    for (const rules of ['_headers', 'web.config']) assert.ok(read(rules).includes('1.2.5'), rules);
    assert.ok(!done.some((line) => line.includes('stays')), done.join('\n'));
  });

  test('_headers gives each file every header once, by the rules of Netlify and Cloudflare Pages', () => {
    const files = published();
    /** @type {{pattern: RegExp, headers: [string, string][]}[]} */
    const rules = [];
    for (const line of read('_headers').split('\n')) {
      if (!line || line.startsWith('#')) continue;
      const [, name, value] = /^ {2}([\w-]+): (.+)$/.exec(line) ?? [];
      if (name) rules.at(-1)?.headers.push([name.toLowerCase(), value]);
      // Both know a star at the end for the rest of a path, and a placeholder for one name in it. Cloudflare allows 100 rules.
      else {
        const pattern = line
          .replace(/[.+]/g, '\\$&')
          .replace(/\/:\w+/g, '/[^/]+')
          .replace(/\*$/, '.*');
        assert.doesNotMatch(pattern.slice(0, -2), /\*/);
        rules.push({pattern: new RegExp(`^${pattern}$`), headers: []});
      }
    }
    assert.ok(rules.length < 100);
    for (const file of files) {
      const all = rules.filter(({pattern}) => pattern.test(`/${file}`)).flatMap(({headers}) => headers);
      // On Cloudflare values add up, so that none may come twice.
      assert.equal(new Set(all.map(([name]) => name)).size, all.length, file);
      assert.deepEqual(Object.fromEntries(all), {...HEADERS, 'cache-control': lifetimeOf(file)}, file);
    }
  });

  test('web.config gives each file its type, lifetime and headers, by the rules of IIS', () => {
    const files = published();
    const document = new DOMParser().parseFromString(read('web.config'), 'text/xml');
    const elements = (/** @type {string} */ name, /** @type {any} */ within = document) =>
      /** @type {any[]} */ (Array.from(within.getElementsByTagName(name)));
    /** Returns the entries of a collection. IIS keeps those of the site around it: each name must be removed before it is added. */
    const added = (/** @type {string} */ collection, /** @type {string} */ key, /** @type {string} */ value) => {
      const removed = new Set();
      /** @type {Record<string, string>} */
      const result = {};
      for (const element of elements('*', elements(collection)[0])) {
        const name = element.getAttribute(key);
        if (element.tagName === 'remove') removed.add(name);
        else if (name) {
          assert.ok(removed.has(name), `${name} is removed first`);
          result[name.toLowerCase()] = element.getAttribute(value);
        }
      }
      return {result, removed};
    };
    const types = added('staticContent', 'fileExtension', 'mimeType').result;
    const {result, removed} = added('customHeaders', 'name', 'value');
    assert.deepEqual(result, HEADERS);
    assert.ok(removed.has('X-Frame-Options') && removed.has('Content-Security-Policy'));

    const lifetimes = elements('clientCache').map((element) => {
      const [days, hours, minutes, seconds] = element.getAttribute('cacheControlMaxAge').split(/[.:]/).map(Number);
      return {
        path: element.parentNode.parentNode.parentNode.getAttribute('path') ?? '',
        // IIS writes its own directive after the custom ones.
        directives: [
          ...element.getAttribute('cacheControlCustom').split(', '),
          `max-age=${((days * 24 + hours) * 60 + minutes) * 60 + seconds}`,
        ].sort(),
      };
    });
    for (const file of files) {
      assert.match(types[`.${file.split('.').pop()}`] ?? '', /; charset=utf-8$/, file);
      const [nearest] = lifetimes
        .filter(({path}) => !path || file.startsWith(`${path}/`))
        .sort((a, b) => b.path.length - a.path.length);
      assert.deepEqual(nearest.directives, lifetimeOf(file).split(', ').sort(), file);
    }
  });

  test('a file that someone has changed, or that is not ours, stays', () => {
    mkdirSync(target);
    write(at('index.html'), 'my own page');
    assert.ok(release('1.2.3', '551').done.some((line) => line.startsWith('index.html in the folder')));
    write(at('.htaccess'), 'my own rules');
    const {done} = release('1.2.4', '222');
    assert.deepEqual([read('index.html'), read('.htaccess')], ['my own page', 'my own rules']);
    assert.equal(done.filter((line) => line.includes('and is kept')).length, 2, done.join('\n'));
    assert.ok(read('_headers').includes('1.2.4'));
  });
});

describe('refuses, and writes nothing:', () => {
  const refuses = (/** @type {() => unknown} */ publish, /** @type {RegExp} */ reason) => {
    const before = existsSync(target) && state();
    assert.throws(publish, (error) => error instanceof ContentError && reason.test(error.message));
    assert.deepEqual(existsSync(target) && state(), before);
  };

  test('a version published with other bytes', () => {
    release('1.2.3', '551');
    const {publish} = build('1.2.3', '222');
    refuses(publish, /1\.2\.3 is already published in .*www, with a different .*Raise the version/);
  });

  test('a missing build, one of another version, and files changed after the build', () => {
    const {publish} = build('1.2.3', '551');
    refuses(
      () => makeSite({dist, version: '1.2.4', target}),
      /is version 1\.2\.3, but package\.json has 1\.2\.4.*npm run build/,
    );
    write(join(dist, 'cdn/all.js'), '"9"');
    refuses(publish, /dist\/cdn\/all\.js has changed since the build/);
    build('1.2.3', '551');
    write(join(dist, 'cdn/more.js'), '');
    refuses(publish, /dist\/cdn\/more\.js has changed since the build/);
    rmSync(dist, {recursive: true});
    refuses(publish, /The build is missing.*npm run build/);
  });
});

test('the command reports a wrong argument, and a folder that cannot be used, in one line', () => {
  for (const [args, line] of /** @type {[string[], RegExp][]} */ ([
    [['a', 'b'], /^Usage: npm run release -- site, or/],
    [['--larg'], /^Unknown option '--larg'/],
    [[join(temporary, 'no', 'such')], /^Folder not found: [^\n]+\n$/],
  ])) {
    const command = ['src/tools/cli/release.mjs', 'site', ...args];
    const {status, stdout, stderr} = spawnSync(process.execPath, command, {cwd: root, encoding: 'utf8'});
    assert.deepEqual({status, stdout}, {status: 1, stdout: ''});
    assert.match(stderr, line);
  }
});
