/** What the server of `npm start` promises, the page that it serves, and what comes before it: packages and browser. */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {available} from '../../src/tools/html/prerender.mjs';
import {findBrowser, isAtLeast, isInstalled, runStep} from '../../src/tools/cli/prepare.mjs';
import {serve} from '../../src/tools/cli/serve.mjs';

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

/** Asks for an address exactly as given: `fetch` would tidy it up first. */
const ask = (address, {method = 'GET', at = server} = {}) =>
  new Promise((resolve, reject) => {
    request({host: '127.0.0.1', port: at.port, path: address, method}, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({status: response.statusCode, headers: response.headers, body}));
    })
      .on('error', reject)
      .end();
  });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  for (const name of ['site/ar', 'site/with space', 'site-private', 'files/widgets'])
    mkdirSync(join(folder, name), {recursive: true});
  for (const [name, words] of Object.entries({
    'secret.txt': 'secret',
    'site-private/index.html': 'secret',
    'site/index.html': '<p>Home ¿?</p>',
    'site/ar/index.html': '<p>أهلا</p>',
    'site/with space/index.html': 'space',
    'site/style.css': 'p{}',
    'site/logo.svg': '<svg/>',
    'site/data.bin': 'bin',
    'files/widgets/a.js': 'export {};',
    'files/a.mjs': 'export {};',
    'files/a.json': '{}',
  }))
    writeFileSync(join(folder, name), words);
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'site/link.txt'));
  server = await serve({mounts: {'/': join(folder, 'site'), '/cdn/': join(folder, 'files')}});
});
after(async () => {
  await server.close();
  rmSync(folder, {recursive: true});
});

describe('serve', () => {
  for (const [address, type, body] of [
    ['/', 'text/html; charset=utf-8', '<p>Home ¿?</p>'],
    ['/index.html?lang=es#top', 'text/html; charset=utf-8', '<p>Home ¿?</p>'],
    ['/ar/', 'text/html; charset=utf-8', '<p>أهلا</p>'],
    ['/with%20space/', 'text/html; charset=utf-8', 'space'],
    ['/style.css', 'text/css; charset=utf-8', 'p{}'],
    ['/logo.svg', 'image/svg+xml; charset=utf-8', '<svg/>'],
    ['/data.bin', 'application/octet-stream', 'bin'],
    ['/cdn/widgets/a.js', 'text/javascript; charset=utf-8', 'export {};'],
    ['/cdn/a.mjs', 'text/javascript; charset=utf-8', 'export {};'],
    ['/cdn//a.json', 'application/json; charset=utf-8', '{}'],
  ])
    test(`${address} is ${type}`, async () => {
      const found = await ask(address);
      assert.deepEqual([found.status, found.headers['content-type'], found.body], [200, type, body]);
    });

  test('files may be used from any origin and are never stale', async () => {
    const {headers} = await ask('/cdn/widgets/a.js');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });

  test('HEAD has the headers of GET and no body', async () => {
    const [get, head] = [await ask('/'), await ask('/', {method: 'HEAD'})];
    assert.equal(head.status, 200);
    assert.equal(head.body, '');
    assert.equal(head.headers['content-length'], get.headers['content-length']);
  });

  test('other methods are refused', async () => {
    const {status, headers} = await ask('/', {method: 'POST'});
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD']);
  });

  for (const address of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/cdn/../../secret.txt',
    '/cdn/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..%2fsite-private/',
    '/..%2fsite-private%2findex.html',
    '//..%2f..%2fetc/passwd',
    '/%2fetc/passwd',
    '/style.css%00.html',
    '/link.txt',
  ])
    test(`${address} does not lead out of the folders`, async () => {
      const {status, body} = await ask(address);
      assert.equal(status, 404);
      assert.doesNotMatch(body, /secret|root:/);
    });

  test('what is not there is a page that says so, and leads on', async () => {
    for (const address of ['/none', '/none/', '/style.css/', `/${'x'.repeat(300)}`, '/cdn/', '/cdn']) {
      const {status, headers, body} = await ask(address);
      assert.deepEqual([status, headers['content-type']], [404, 'text/html; charset=utf-8'], address);
      assert.match(body, /<a href="\/">/);
    }
  });

  test('an address that cannot be read is 400, and the server goes on', async () => {
    assert.equal((await ask('/%E0%A4%A')).status, 400);
    assert.equal((await ask('/')).status, 200);
  });

  test('a folder without its slash leads to the folder, on this server only', async () => {
    const {status, headers} = await ask('/ar?lang=ar');
    assert.deepEqual([status, headers.location], [302, '/ar/?lang=ar']);
    assert.equal((await ask('/.//ar')).headers.location, '/ar/');
  });

  test('a hook may answer, add headers, wait, or break the connection', async () => {
    const hooked = await serve({
      root: join(folder, 'site'),
      async onRequest({url, socket}) {
        if (url === '/gone') return {status: 503, body: 'gone'};
        if (url === '/style.css') return {headers: {'Content-Security-Policy': "default-src 'none'"}};
        if (url === '/cut') socket.destroy();
        if (url === '/slow') await new Promise((resolve) => setTimeout(resolve, 80));
        if (url === '/throw') throw new Error('on purpose');
        return undefined;
      },
    });
    const {error} = console;
    console.error = () => {};
    try {
      const gone = await ask('/gone', {at: hooked});
      assert.deepEqual([gone.status, gone.body], [503, 'gone']);
      const css = await ask('/style.css', {at: hooked});
      assert.deepEqual([css.body, css.headers['content-security-policy']], ['p{}', "default-src 'none'"]);
      await assert.rejects(ask('/cut', {at: hooked}));
      const start = Date.now();
      assert.equal((await ask('/slow', {at: hooked})).status, 404);
      assert.ok(Date.now() - start >= 70);
      assert.equal((await ask('/throw', {at: hooked})).status, 500);
      assert.equal((await ask('/', {at: hooked})).status, 200);
    } finally {
      console.error = error;
      await hooked.close();
    }
  });

  test('a taken port: the next free one when asked for, else an error', async () => {
    const next = await serve({root: folder, port: server.port, nextFree: true});
    assert.ok(next.port > server.port);
    assert.equal(next.url, `http://127.0.0.1:${next.port}`);
    await next.close();
    await assert.rejects(serve({root: folder, port: server.port}), {code: 'EADDRINUSE'});
  });

  test('close() ends it though a connection is open', async () => {
    const short = await serve({root: folder, onRequest: () => new Promise(() => {})});
    const pending = assert.rejects(ask('/', {at: short}));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await short.close();
    await pending;
  });
});

describe('the demo page', () => {
  const languages = {en: '/', es: '/es/', ar: '/ar/'};
  /** @type {typeof server} */
  let demo;
  /** @type {Record<string, string>} */
  const pages = {};
  before(async () => {
    demo = await serve({root: fileURLToPath(new URL('../../docs/demo', import.meta.url))});
    for (const path of Object.values(languages)) pages[path] = (await ask(path, {at: demo})).body;
  });
  after(() => demo.close());

  const all = (html, pattern) => [...html.matchAll(pattern)].map(([, value]) => value);
  const addresses = (html) => all(html, /(?:href|src)="([^"]+)"/g);

  for (const [language, path] of Object.entries(languages)) {
    test(`${language}: says what it is and where, and offers the other languages`, () => {
      const html = pages[path];
      assert.match(
        html,
        new RegExp(`<html lang="${language}"${language === 'ar' ? ' dir="rtl"' : ''} data-recovery-region="US">`),
      );
      const offered = all(html, /<a href="([^":]+)" lang="\w+" hreflang="\w+"/g).map(
        (href) => new URL(href, `http://localhost${path}`).pathname,
      );
      assert.deepEqual(offered.sort(), Object.values(languages).sort());
    });

    test(`${language}: every link of its own leads somewhere`, async () => {
      const ids = all(pages[path], /id="([^"]+)"/g);
      assert.equal(new Set(ids).size, ids.length, 'ids are unique');
      for (const address of addresses(pages[path])) {
        if (/^(https:|tel:|sms:|mailto:|\/cdn\/)/.test(address)) continue;
        if (address.startsWith('#')) assert.ok(ids.includes(address.slice(1)), address);
        else
          assert.equal(
            (await ask(new URL(address, `http://localhost${path}`).pathname, {at: demo})).status,
            200,
            address,
          );
      }
    });

    test(`${language}: each widget holds its words, those of a country a number that works`, async () => {
      const held = [...pages[path].matchAll(/<recovery-([a-z-]+)[^>]*>(.*?)<\/recovery-\1>/gs)];
      const {widgets} = await available();
      for (const name of ['helpline-banner', 'overdose-warning', 'treatment-explainer', 'trigger-checklist'])
        assert.ok(
          held.some(([, each]) => each === name),
          name,
        );
      for (const [, name, words] of held) {
        assert.match(words, /<a href="|<li>|<p>/, name);
        if (widgets.get(name).regional) assert.match(words, /href="tel:(911|988|\+18006624357)"/, name);
      }
    });

    test(`${language}: has the same parts, links and numbers as the others`, () => {
      // The words of widgets are generated: test/unit/snippet.test.mjs. A line that is texted in English only is in no other.
      const own = (html) => html.replace(/<!-- snippet: .*?<!-- end of snippet -->/gs, '');
      const outline = (html) => [
        all(html, /<(h\d|recovery-[a-z-]+|li|p|section|nav)\b/g),
        addresses(html).filter((address) => /^(#|https:|tel:|sms:|mailto:)/.test(address)),
        all(html, /id="([^"]+)"/g),
      ];
      assert.deepEqual(outline(own(pages[path])), outline(own(pages['/'])));
    });
  }
});

describe('prepare', () => {
  test('knows which Node is new enough', () => {
    for (const [version, good] of [
      ['20.19.0', true],
      ['20.20.2', true],
      ['26.0.0', true],
      ['20.9.0', false],
      ['18.20.8', false],
    ])
      assert.equal(isAtLeast(version, '20.19'), good, version);
  });

  test('packages: what is missing or another version has to be installed; what is optional may be missing', () => {
    const entry = {version: '1.0.0', integrity: 'sha512-a'};
    const wanted = {packages: {'': {}, a: entry, b: {...entry, optional: true}}};
    assert.ok(isInstalled(wanted, {packages: {a: entry}}));
    assert.ok(isInstalled(wanted, {packages: {a: entry, b: entry, left: entry}}));
    assert.ok(!isInstalled(wanted, {packages: {b: entry}}));
    assert.ok(!isInstalled(wanted, {packages: {a: {...entry, version: '1.0.1'}}}));
    assert.ok(!isInstalled(wanted, {packages: {a: {...entry, integrity: 'sha512-b'}}}));
  });

  test('the browser: CHROME_PATH first, then the path; one line when there is none', () => {
    const file = join(folder, 'chromium');
    writeFileSync(file, '');
    assert.equal(findBrowser({CHROME_PATH: file, PATH: ''}), file);
    assert.throws(() => findBrowser({CHROME_PATH: join(folder, 'none'), PATH: folder}), /CHROME_PATH is .*none/);
    if (process.platform !== 'linux') return;
    assert.equal(findBrowser({PATH: folder}), file);
    assert.throws(
      () => findBrowser({PATH: join(folder, 'none')}),
      /^Error: No Chromium or Chrome found\..*CHROME_PATH.*$/,
    );
  });

  test('a step gives its status and all it wrote', async () => {
    const code = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const {status, output} = await runStep('a step that fails on purpose', process.execPath, ['-e', code]);
    assert.equal(status, 3);
    assert.match(output, /out/);
    assert.match(output, /err/);
    assert.equal((await runStep('a program that is not there, on purpose', join(folder, 'none'), [])).status, 1);
  });
});
