/** `npm run release -- site`: successive releases published into one folder, the zip, and the rules for hosts beside the versions. */
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
import {DOMParser} from '@xmldom/xmldom';
import {unzipSync} from 'fflate';
import {filesIn, integrityHash, integrityOf} from '../../src/tools/built/integrity.mjs';
import {SiteError, evergreenOf, makeSite} from '../../src/tools/hosting/publish.mjs';
import {EVERGREEN, HEADERS, IMMUTABLE} from '../support/hosting.mjs';
import {root} from '../support/sources.mjs';

const temporary = mkdtempSync(join(tmpdir(), 'site-'));
after(() => rmSync(temporary, {recursive: true, force: true}));

const dist = join(temporary, 'dist');
const target = join(temporary, 'www');
const at = (/** @type {string[]} */ ...path) => join(target, ...path);
const read = (/** @type {string[]} */ ...path) => readFileSync(at(...path), 'utf8');
const write = (/** @type {string} */ file, /** @type {string} */ text) => {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
};

/** Writes a build: a loader that refers to one folder of chunks. @param {string} version @param {string} number content of its files */
function build(version, number) {
  rmSync(dist, {recursive: true, force: true});
  const hash = integrityHash(number)
    .replace(/[^0-9a-f]/g, '')
    .slice(0, 10);
  assert.equal(hash.length, 10);
  const cdn = join(dist, 'cdn');
  write(join(cdn, 'recovery-widgets.js'), `import('./assets-${hash}/regions/us.js')`);
  write(join(cdn, 'all.js'), `"${number}"`);
  write(join(cdn, `assets-${hash}/regions/us.js`), `export default "${number}"`);
  write(join(cdn, `assets-${hash}/core.js`), 'export {}');
  write(join(cdn, 'current/core.js'), `export const build${hash} = 0`);
  write(join(cdn, 'integrity.json'), JSON.stringify(integrityOf(cdn, version)));
  write(join(dist, 'html/en/US/helpline-banner.html'), `<p>${number}</p>`);
  write(join(dist, 'html/en/US/wallet-card.html'), `<h1>${number}</h1>`);
  return {hash, publish: (large = false) => makeSite({dist, version, target, large})};
}
/** Builds and publishes a release. */
const release = (/** @type {string} */ version, /** @type {string} */ number) => {
  const {hash, publish} = build(version, number);
  return {hash, done: publish()};
};

/** Files beside the versions. */
const BESIDE = [
  '.htaccess',
  '404.html',
  '_headers',
  'index.html',
  'start/release.json',
  'start/start.css',
  'start/start.js',
  'web.config',
];
/** Returns the names of the versions and evergreen folders. */
const folders = () => readdirSync(target).filter((name) => /^\.?\d/.test(name) && !name.endsWith('.html'));
const isCopy = (/** @type {string} */ file) => /\.(br|gz)$/.test(file);

/** Returns each file of the target folder with its content and its modification time. */
const state = () => filesIn(target).map((file) => ({file, text: read(file), time: statSync(at(file)).mtimeMs}));

beforeEach(() => {
  rmSync(target, {recursive: true, force: true});
});

describe('the evergreen folder', () => {
  test('is named after the part of a version within which nothing breaks', () => {
    assert.equal(evergreenOf('1.2.3'), '1');
    assert.equal(evergreenOf('12.0.0'), '12');
    assert.equal(evergreenOf('0.1.4'), '0.1');
    assert.equal(evergreenOf('0.0.4'), '0.0');
    for (const version of ['1.0.0-rc.1', '0.2.0-beta']) assert.equal(evergreenOf(version), undefined);
  });
});

describe('a first release', () => {
  test('has the files that pages load, with cards, under its version and in the evergreen folder', () => {
    const {hash} = release('1.2.3', '111');
    assert.deepEqual(folders().sort(), ['1', '1.2.3']);
    const loaded = [
      'README.txt',
      'all.js',
      `assets-${hash}/core.js`,
      `assets-${hash}/regions/us.js`,
      'current/core.js',
      'html/en/US/wallet-card.html',
      'integrity.json',
      'recovery-widgets.js',
    ];
    for (const folder of ['1', '1.2.3'])
      assert.deepEqual(
        filesIn(at(folder)).filter((file) => !isCopy(file)),
        loaded,
      );
    for (const file of filesIn(at('1'))) assert.equal(read('1', file), read('1.2.3', file), file);
  });

  test('in the large form has everything in both folders', () => {
    const {publish} = build('1.2.3', '111');
    publish(true);
    const files = filesIn(at('1.2.3'));
    for (const copy of ['', '.br', '.gz']) assert.ok(files.includes(`html/en/US/helpline-banner.html${copy}`), copy);
    assert.deepEqual(filesIn(at('1')), files);
  });

  test('has a Brotli and a gzip copy of each file except fallback HTML and cards', () => {
    release('1.2.3', '111');
    for (const file of filesIn(at('1.2.3')).filter((name) => !isCopy(name))) {
      const bytes = readFileSync(at('1.2.3', file));
      if (file.startsWith('html/')) {
        for (const copy of ['.br', '.gz']) assert.ok(!existsSync(at('1.2.3', file + copy)), file + copy);
        continue;
      }
      assert.deepEqual(brotliDecompressSync(readFileSync(at('1.2.3', `${file}.br`))), bytes, file);
      assert.deepEqual(gunzipSync(readFileSync(at('1.2.3', `${file}.gz`))), bytes, file);
    }
  });

  test('has no fallback content if the build has none', () => {
    const {publish} = build('1.2.3', '111');
    rmSync(join(dist, 'html'), {recursive: true});
    publish();
    assert.ok(!existsSync(at('1.2.3/html')));
  });

  test('has a README with the snippet to paste and the hash of its all.js', () => {
    release('1.2.3', '111');
    const readme = read('1.2.3/README.txt');
    assert.ok(readme.includes(`integrity="${integrityHash(read('1.2.3/all.js'))}"`));
    assert.ok(readme.includes('/recovery-widgets/1.2.3/all.js"'));
    for (const part of [
      '<div data-recovery-widget="helpline-banner"',
      '<recovery-helpline-banner ',
      'rel="stylesheet"',
    ])
      assert.ok(readme.includes(part), part);
    assert.ok(readme.includes('/recovery-widgets/1.2.3/recovery-widgets.css"'));
    assert.match(readme, /It is in\nfallback\.zip, beside recovery-widgets/);
    for (const line of readme.split('\n')) assert.ok(line.length <= 90, line);
  });

  test('says which texts are drafts, as the build has them, whatever its version', () => {
    const manifest = (/** @type {Record<string, Record<string, string>>} */ states) =>
      JSON.stringify({
        modules: Object.entries(states).map(([name, languages]) => ({
          declarations: [
            {
              tagName: `recovery-${name}`,
              reviews: Object.entries(languages).map(([language, state]) => ({language, state})),
            },
            {kind: 'function'},
          ],
        })),
      });
    const noteIn = (/** @type {string} */ version, /** @type {Parameters<typeof manifest>[0]} */ states = {}) => {
      const {publish} = build(version, '111');
      if (Object.keys(states).length) write(join(dist, 'npm/custom-elements.json'), manifest(states));
      publish();
      return read(`${version}/README.txt`).split('\n\n')[2].replaceAll('\n', ' ');
    };
    const none = 'All texts are drafts: no clinician has reviewed them yet. Each box says so in its last line.';
    assert.equal(noteIn('1.2.3'), none);
    assert.equal(noteIn('1.2.4', {faq: {en: 'draft', es: 'draft'}}), none);
    assert.match(
      noteIn('1.2.5', {faq: {en: 'reviewed', es: 'draft'}, banner: {en: 'reviewed', es: 'reviewed'}}),
      /^Reviewed are in English faq and banner; in Spanish banner\. All other texts are drafts\./,
    );
    assert.match(noteIn('0.2.0', {faq: {en: 'reviewed', es: 'reviewed'}}), /^All texts were reviewed\./);
  });
});

describe('the zip', () => {
  const unzip = (/** @type {string} */ name) => unzipSync(readFileSync(join(dist, 'hosting', name)));

  test('has the whole hosted folder: its version, the evergreen folder, the server check and rules for hosts', () => {
    const {publish} = build('1.2.3', '111');
    for (const large of [false, true]) {
      rmSync(target, {recursive: true, force: true});
      publish(large);
      const zip = unzip(`recovery-widgets-1.2.3${large ? '-large' : ''}.zip`);
      const start = 'recovery-widgets/';
      assert.deepEqual(
        Object.keys(zip).sort(),
        [...filesIn(target).map((file) => start + file), ...(large ? [] : ['fallback.zip'])].sort(),
      );
      for (const [path, bytes] of Object.entries(zip).filter(([path]) => path.startsWith(start)))
        // The one in a folder also says which files beside it the program wrote.
        if (!path.endsWith('release.json'))
          assert.deepEqual(Buffer.from(bytes), readFileSync(at(path.slice(start.length))), path);
    }
  });

  test('has the fallback HTML to paste in one file, which stays on the computer', () => {
    const {publish} = build('1.2.3', '111');
    publish();
    const pasted = unzipSync(unzip('recovery-widgets-1.2.3.zip')['fallback.zip']);
    assert.deepEqual(Object.keys(pasted), ['fallback/en/US/helpline-banner.html']);
    assert.equal(Buffer.from(pasted['fallback/en/US/helpline-banner.html']).toString(), '<p>111</p>');
  });

  test('has as many files as the hosting guide says', () => {
    const built = {cdn: filesIn(join(root, 'dist/cdn')), html: filesIn(join(root, 'dist/html'))};
    const cards = built.html.filter((file) => file.endsWith('/wallet-card.html'));
    // Two folders, each file with two copies, cards without.
    const count = 2 * (3 * (built.cdn.length + 1) + cards.length) + BESIDE.length;
    const guide = readFileSync(join(root, 'docs/hosting.md'), 'utf8');
    const [, said] = /zip`, \d+ MB with some ([\d,]+) files/.exec(guide) ?? [];
    assert.ok(Math.abs(Number(said.replace(',', '')) / count - 1) < 0.1, `some ${said}, but ${count} files`);
  });

  test('has this version alone, also where the folder has others', () => {
    release('1.2.3', '111');
    release('2.0.0', '222');
    const files = Object.keys(unzip('recovery-widgets-2.0.0.zip'));
    assert.ok(files.includes('recovery-widgets/2/all.js'));
    assert.ok(!files.some((file) => /\/1(\.2\.3)?\//.test(file)));
  });

  test('is the same at another time and in another time zone', () => {
    const script = `
      import {makeSite} from ${JSON.stringify(new URL('../../src/tools/hosting/publish.mjs', import.meta.url).href)};
      makeSite({dist: ${JSON.stringify(dist)}, version: '1.2.3', target: ${JSON.stringify(target)}});`;
    const zips = ['America/Los_Angeles', 'Pacific/Kiritimati'].map((TZ) => {
      build('1.2.3', '111');
      const {status, stderr} = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
        env: {...process.env, TZ},
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      return integrityHash(readFileSync(join(dist, 'hosting/recovery-widgets-1.2.3.zip')));
    });
    assert.equal(zips[0], zips[1]);
  });
});

describe('a later release', () => {
  test('updates the evergreen folder and leaves the rest unchanged', () => {
    const {hash: old} = release('1.2.3', '111');
    const before = state().filter(({file}) => file.startsWith('1.2.3/') || file.startsWith(`1/assets-${old}`));
    const {hash, done} = release('1.2.4', '222');
    assert.notEqual(hash, old);
    assert.deepEqual(
      state().filter(({file}) => file.startsWith('1.2.3/') || file.startsWith(`1/assets-${old}`)),
      before,
    );
    assert.match(read('1/recovery-widgets.js'), new RegExp(hash));
    assert.match(read('1/html/en/US/wallet-card.html'), /222/);
    assert.match(read('1.2.3/all.js'), /111/);
    assert.ok(done.includes('1/ is now 1.2.4, was 1.2.3'), done.join('\n'));
  });

  test('keeps the chunks that a loader in someone’s cache asks for', () => {
    const {hash: old} = release('1.2.3', '111');
    const cached = read('1/recovery-widgets.js');
    release('1.2.4', '222');
    const [, path] = /'\.\/(.+)'/.exec(cached) ?? [];
    assert.ok(path);
    assert.ok(path.includes(old));
    for (const copy of ['', '.br', '.gz']) assert.ok(existsSync(at('1', path + copy)), copy);
  });

  test('writes the chunks first and the version last, so that an interruption breaks nothing', () => {
    release('1.2.3', '111');
    const {hash, publish} = build('1.2.4', '222');
    for (const first of ['current/core.js', 'README.txt', 'recovery-widgets.js']) {
      // A folder blocks the file that is written next.
      mkdirSync(at('1', `${first}.new`));
      assert.throws(publish, /EISDIR/);
      rmSync(at('1', `${first}.new`), {recursive: true});
      assert.ok(existsSync(at('1', `assets-${hash}/regions/us.js.gz`)));
      // Files whose names stay come before the scripts that choose them.
      assert.equal(read('1/current/core.js').includes(hash), first !== 'current/core.js');
      assert.doesNotMatch(read('1/recovery-widgets.js'), new RegExp(hash));
      assert.match(read('1/integrity.json'), /"1\.2\.3"/);
    }
    publish();
    assert.match(read('1/integrity.json'), /"1\.2\.4"/);
  });

  test('does not touch unchanged files, so that caches can revalidate', () => {
    release('1.2.3', '111');
    const {hash} = release('1.2.4', '222');
    const file = at('1', `assets-${hash}/core.js`);
    utimesSync(file, 1e9, 1e9);
    release('1.2.5', '222');
    assert.equal(statSync(file).mtimeMs, 1e12);
  });

  test('leaves the evergreen folder of another major version alone', () => {
    release('1.2.3', '111');
    release('2.0.0', '222');
    assert.match(read('1/all.js'), /111/);
    assert.match(read('2/all.js'), /222/);
    release('0.1.0', '333');
    release('0.2.0', '444');
    assert.match(read('0.1/all.js'), /333/);
    assert.match(read('0.2/all.js'), /444/);
  });

  test('older than the published one goes under its version only', () => {
    release('1.10.0', '111');
    const {done} = release('1.9.9', '222');
    assert.match(read('1.9.9/all.js'), /222/);
    assert.match(read('1/all.js'), /111/);
    assert.ok(done.includes('1/ is kept at 1.10.0, which is newer'), done.join('\n'));
  });

  test('marked as pre-release goes under its version only', () => {
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
    assert.ok(done.includes('1.2.3/ exists already, unchanged'), done.join('\n'));
  });

  test('updates an evergreen folder that was set back to an older version', () => {
    release('1.2.3', '111');
    release('1.2.4', '222');
    write(at('1/all.js'), read('1.2.3/all.js'));
    write(at('1/integrity.json'), read('1.2.3/integrity.json'));
    release('1.2.4', '222');
    assert.match(read('1/all.js'), /222/);
  });

  test('completes an interrupted one', () => {
    write(at('.1.2.3.new/half.js'), 'half');
    release('1.2.3', '111');
    assert.deepEqual(folders().sort(), ['1', '1.2.3']);
    assert.ok(!existsSync(at('1.2.3/half.js')));
  });
});

describe('beside the versions', () => {
  /** Returns the lifetime of a file by the guide. @param {string} file */
  const lifetimeOf = (file) => (/^\d+\.\d+\.\d+|\/assets-/.test(file) ? IMMUTABLE : EVERGREEN);
  /** Files of both folders of three releases. */
  const published = () => {
    release('1.2.3', '111');
    release('1.2.4', '222');
    release('2.0.0', '333');
    return filesIn(target).filter((file) => /^\d.*\//.test(file) && !isCopy(file));
  };

  test('are the server check and the rules, written again for each release', () => {
    published();
    for (const file of BESIDE) assert.ok(existsSync(at(file)), file);
    const {version, evergreen, pages} = JSON.parse(read('start/release.json'));
    assert.deepEqual(
      {version, evergreen, pages},
      {version: '2.0.0', evergreen: '2', pages: ['html/en/US/wallet-card.html']},
    );
    const {done} = release('1.2.5', '444');
    assert.equal(JSON.parse(read('start/release.json')).version, '2.0.0');
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
    const document = new DOMParser({
      errorHandler: (/** @type {string} */ level, /** @type {string} */ message) => assert.fail(`${level}: ${message}`),
    }).parseFromString(read('web.config'), 'text/xml');
    const elements = (/** @type {string} */ name, /** @type {any} */ within = document) => [
      .../** @type {Iterable<any>} */ (Array.from(within.getElementsByTagName(name))),
    ];
    // A collection keeps the entries of the site around it: one of the same name must be removed before it is added.
    const added = (
      /** @type {string} */ collection,
      /** @type {string} */ entry,
      /** @type {string} */ key,
      /** @type {string} */ value,
    ) => {
      /** @type {Record<string, string>} */
      const result = {};
      const removed = new Set();
      for (const element of elements('*', elements(collection)[0])) {
        const name = element.getAttribute(key);
        if (element.tagName === 'remove') removed.add(name);
        if (element.tagName !== entry) continue;
        assert.ok(removed.has(name), `${name} is removed first`);
        result[name.toLowerCase()] = element.getAttribute(value);
      }
      return {result, removed};
    };
    const types = added('staticContent', 'mimeMap', 'fileExtension', 'mimeType').result;
    const {result, removed} = added('customHeaders', 'add', 'name', 'value');
    assert.deepEqual(result, HEADERS);
    assert.ok(removed.has('X-Frame-Options') && removed.has('Content-Security-Policy'));

    const lifetimes = elements('clientCache').map((element) => {
      const location = element.parentNode.parentNode.parentNode;
      const [, days, hours, minutes, seconds] =
        /^(\d+)\.(\d\d):(\d\d):(\d\d)$/.exec(element.getAttribute('cacheControlMaxAge')) ?? [];
      assert.equal(element.getAttribute('cacheControlMode'), 'UseMaxAge');
      return {
        path: location.getAttribute('path') ?? '',
        // IIS writes its own directive after the custom ones.
        directives: [
          ...element.getAttribute('cacheControlCustom').split(', '),
          `max-age=${((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)}`,
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
    assert.ok(release('1.2.3', '111').done.some((line) => line.startsWith('index.html in the folder')));
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
    assert.throws(publish, (error) => error instanceof SiteError && reason.test(error.message));
    assert.deepEqual(existsSync(target) && state(), before);
  };

  test('a version published with other bytes', () => {
    release('1.2.3', '111');
    const {publish} = build('1.2.3', '222');
    refuses(publish, /1\.2\.3 is already published in .*www, with a different .*Raise the version/);
  });

  test('a version published in the other form', () => {
    const {publish} = build('1.2.3', '111');
    publish();
    refuses(() => publish(true), /already published in .*www, in the small form.*without --large/);
    rmSync(target, {recursive: true});
    publish(true);
    refuses(() => publish(), /in the large form.*with --large/);
  });

  test('a version published with more or fewer files', () => {
    release('1.2.3', '111');
    const {publish} = build('1.2.3', '111');
    write(join(dist, 'html/es/US/wallet-card.html'), '<p></p>');
    refuses(publish, /a different html\/es\/US\/wallet-card\.html/);
    rmSync(join(dist, 'html'), {recursive: true});
    refuses(publish, /a different html\/en\/US\/wallet-card\.html/);
  });

  test('a missing build, one of another version, and files changed after the build', () => {
    const {publish} = build('1.2.3', '111');
    refuses(
      () => makeSite({dist, version: '1.2.4', target}),
      /is version 1\.2\.3, but package\.json has 1\.2\.4.*npm run build/,
    );
    write(join(dist, 'cdn/all.js'), '"9"');
    refuses(publish, /dist\/cdn\/all\.js has changed since the build/);
    build('1.2.3', '111');
    write(join(dist, 'cdn/more.js'), '');
    refuses(publish, /dist\/cdn\/more\.js has changed since the build/);
    rmSync(dist, {recursive: true});
    refuses(publish, /The build is missing.*npm run build/);
  });

  test('an evergreen folder of unknown version', () => {
    release('1.2.3', '111');
    write(at('1/integrity.json'), 'half');
    const {publish} = build('1.2.4', '222');
    refuses(publish, /1.integrity\.json is not valid JSON/);
  });

  test('an unsuitable target', () => {
    build('1.2.3', '111');
    const into = (/** @type {string} */ folder) => () => makeSite({dist, version: '1.2.3', target: folder});
    refuses(into(join(dist, 'site')), /emptied by the next build/);
    refuses(into(dist), /emptied by the next build/);
    refuses(into(join(temporary, 'no', 'such')), /Folder not found: .*no\. Create it first/);
    write(join(temporary, 'file'), '');
    refuses(into(join(temporary, 'file')), /file is a file/);
  });
});

describe('on the command line', () => {
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, ['src/tools/cli/site.mjs', ...args], {cwd: root, encoding: 'utf8'});

  test('publishes the last build, in a zip as large as the hosting guide says', () => {
    const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const {status, stdout, stderr} = run(target);
    assert.deepEqual({status, stderr}, {status: 0, stderr: ''});
    assert.ok(stdout.split('\n').every((line) => line === '' || line.startsWith('site: ')));
    for (const file of filesIn(join(root, 'dist/cdn')))
      assert.deepEqual(readFileSync(at(version, file)), readFileSync(join(root, 'dist/cdn', file)), file);
    const {size} = statSync(join(root, `dist/hosting/recovery-widgets-${version}.zip`));
    const [, megabytes] = /zip`, (\d+) MB with some/.exec(readFileSync(join(root, 'docs/hosting.md'), 'utf8')) ?? [];
    assert.equal(Math.round(size / 1e6), Number(megabytes));
  });

  test('reports a wrong argument in one line, with the usage and status 2', () => {
    for (const [args, reason] of /** @type {const} */ ([
      [['a', 'b'], 'Name one folder only, not a b.'],
      [['--larg'], "Unknown option '--larg'."],
      [['--large=1'], "Option '--large' does not take an argument."],
      [[''], 'The name of the folder is empty.'],
    ])) {
      const {status, stdout, stderr} = run(...args);
      assert.deepEqual({status, stdout}, {status: 2, stdout: ''});
      assert.match(stderr, /^site: [^\n]+ Usage: [^\n]+\n$/);
      assert.ok(stderr.startsWith(`site: ${reason} Usage: `), stderr);
    }
  });

  test('reports a folder that cannot be used in one line, with status 1', () => {
    const {status, stdout, stderr} = run(join(temporary, 'no', 'such'));
    assert.deepEqual({status, stdout}, {status: 1, stdout: ''});
    assert.match(stderr, /^site: Folder not found: [^\n]+\n$/);
  });

  test('reports an error of the file system', {skip: process.platform === 'win32'}, () => {
    // A name that is too long for file systems: an error even for root.
    const {status, stderr} = run(join(temporary, 'x'.repeat(300)));
    assert.equal(status, 1);
    assert.match(stderr, /^site: ENAMETOOLONG[^\n]+\n$/);
  });
});
