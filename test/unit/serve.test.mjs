/** The file server of `npm start`. */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
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
const get = (path) =>
  new Promise((resolve, reject) => {
    request({host: '127.0.0.1', port: server.port, path}, (response) => {
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
    'site/data.bin': 'bin',
    'files/widgets/a.js': 'export {};',
  }))
    writeFileSync(join(folder, name), text);
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'site/link.txt'));
  server = await serve({mounts: {'/': join(folder, 'site'), '/cdn/': join(folder, 'files')}});
});
after(async () => {
  await server.close();
  rmSync(folder, {recursive: true});
});

for (const [address, type, body] of [
  ['/index.html?lang=es#top', 'text/html; charset=utf-8', '<p>Home ¿?</p>'],
  ['/with%20space/', 'text/html; charset=utf-8', 'space'],
  ['/data.bin', 'application/octet-stream', 'bin'],
  ['/cdn/widgets/a.js', 'text/javascript; charset=utf-8', 'export {};'],
])
  test(`${address} is ${type}, for every origin`, async () => {
    const {status, headers, body: found} = await get(address);
    assert.deepEqual([status, headers['content-type'], found], [200, type, body]);
    assert.deepEqual([headers['access-control-allow-origin'], headers['cache-control']], ['*', 'no-cache']);
  });

test('no address leaves the folders', async () => {
  const outside =
    '/../secret.txt /..%2fsecret.txt /cdn/..%2f..%2fsecret.txt /..%5csecret.txt /link.txt /style.css%00.html';
  for (const address of [...outside.split(' '), '/..%2fsite-private%2findex.html', '/%2fetc/passwd']) {
    const {status, body} = await get(address);
    assert.equal(status, 404, address);
    assert.doesNotMatch(body, /secret|root:/);
  }
});

test('an address without a file is answered, and a folder gets its slash on this server only', async () => {
  assert.equal((await get('/none')).status, 404);
  assert.equal((await get('/%E0%A4%A')).status, 400);
  const {status, headers} = await get('/ar?lang=ar');
  assert.deepEqual([status, headers.location], [302, '/ar/?lang=ar']);
  assert.equal((await get('/.//ar')).headers.location, '/ar/');
});

test('another port is used if asked for', async () => {
  const other = await serve({root: folder, port: server.port, orAny: true});
  assert.notEqual(other.port, server.port);
  await other.close();
  await assert.rejects(serve({root: folder, port: server.port}), {code: 'EADDRINUSE'});
});
