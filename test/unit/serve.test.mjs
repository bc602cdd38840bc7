/** The file server of `npm start`. */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {serve} from '../../src/tools/serve.mjs';

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

/**
 * Requests a path exactly as given; `fetch` would normalize it first.
 *
 * @param {string} path
 * @returns {Promise<{status?: number, headers: import('node:http').IncomingHttpHeaders, body: string}>}
 */
const get = (path, {method = 'GET', at = server} = {}) =>
  new Promise((resolve, reject) => {
    request({host: '127.0.0.1', port: at.port, path, method}, (response) => {
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
  for (const [name, text] of Object.entries({
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
    writeFileSync(join(folder, name), text);
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
      const found = await get(address);
      assert.deepEqual([found.status, found.headers['content-type'], found.body], [200, type, body]);
    });

  test('allows every origin and revalidates each time', async () => {
    const {headers} = await get('/cdn/widgets/a.js');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });

  test('answers HEAD with the headers of GET and no body', async () => {
    const [full, head] = [await get('/'), await get('/', {method: 'HEAD'})];
    assert.equal(head.status, 200);
    assert.equal(head.body, '');
    assert.equal(head.headers['content-length'], full.headers['content-length']);
  });

  test('refuses other methods', async () => {
    const {status, headers} = await get('/', {method: 'POST'});
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
    test(`${address} does not leave the folders`, async () => {
      const {status, body} = await get(address);
      assert.equal(status, 404);
      assert.doesNotMatch(body, /secret|root:/);
    });

  test('answers 404 with a page that links to the first page', async () => {
    for (const address of ['/none', '/none/', '/style.css/', `/${'x'.repeat(300)}`, '/cdn/', '/cdn']) {
      const {status, headers, body} = await get(address);
      assert.deepEqual([status, headers['content-type']], [404, 'text/html; charset=utf-8'], address);
      assert.match(body, /<a href="\/">/);
    }
  });

  test('answers a malformed address with 400 and keeps running', async () => {
    assert.equal((await get('/%E0%A4%A')).status, 400);
    assert.equal((await get('/')).status, 200);
  });

  test('redirects a folder without its slash, on this server only', async () => {
    const {status, headers} = await get('/ar?lang=ar');
    assert.deepEqual([status, headers.location], [302, '/ar/?lang=ar']);
    assert.equal((await get('/.//ar')).headers.location, '/ar/');
  });

  test('lets onRequest answer, add headers, wait, or close the connection', async () => {
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
      const gone = await get('/gone', {at: hooked});
      assert.deepEqual([gone.status, gone.body], [503, 'gone']);
      const css = await get('/style.css', {at: hooked});
      assert.deepEqual([css.body, css.headers['content-security-policy']], ['p{}', "default-src 'none'"]);
      await assert.rejects(get('/cut', {at: hooked}));
      const start = Date.now();
      assert.equal((await get('/slow', {at: hooked})).status, 404);
      assert.ok(Date.now() - start >= 70);
      assert.equal((await get('/throw', {at: hooked})).status, 500);
      assert.equal((await get('/', {at: hooked})).status, 200);
    } finally {
      console.error = error;
      await hooked.close();
    }
  });

  test('uses the next free port if asked to, and fails otherwise', async () => {
    const next = await serve({root: folder, port: server.port, nextFree: true});
    assert.ok(next.port > server.port);
    assert.equal(next.url, `http://127.0.0.1:${next.port}`);
    await next.close();
    await assert.rejects(serve({root: folder, port: server.port}), {code: 'EADDRINUSE'});
  });

  test('closes although a connection is open', async () => {
    const short = await serve({root: folder, onRequest: () => new Promise(() => {})});
    const pending = assert.rejects(get('/', {at: short}));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await short.close();
    await pending;
  });
});
