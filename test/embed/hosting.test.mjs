/**
 * Follows docs/hosting.md: `npm run release -- site` puts releases into a folder, a real nginx serves them with docs/hosting/nginx.conf
 * unchanged, and a page on another origin loads them. Only loopback ports are opened.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {freePort} from '../../src/tools/free-port.mjs';
import {root} from '../../src/tools/project.mjs';
import {serve} from '../../src/tools/serve.mjs';
import {snippet as createSnippet} from '../../src/tools/html/snippet.mjs';
import {codeBlocks} from '../support/code-blocks.mjs';
import {
  EVERGREEN,
  HEADERS,
  IMMUTABLE,
  findFile,
  get,
  onPath,
  prepareRelease,
  startServer,
} from '../support/hosting.mjs';
import {messageOf} from '../support/messages.mjs';
import {pageOf, snippet, test, upgraded, visibleText} from '../support/page.mjs';

const guide = readFileSync(join(root, 'docs/hosting.md'), 'utf8');
/** Returns the code blocks of the guide in a language. */
const blocks = (language) => codeBlocks(guide, language);

const nginx = findFile(...onPath('nginx'));
const brotli = findFile('/usr/lib/nginx/modules/ngx_http_brotli_static_module.so');
const nginxMissing = !nginx && 'nginx is not installed (Debian and Ubuntu: apt-get install nginx)';
const brotliMissing =
  !brotli && 'nginx has no brotli (Debian and Ubuntu: apt-get install libnginx-mod-http-brotli-static)';

// The releases and servers below build on each other.
test.describe.configure({mode: 'default'});
let temporary = '';
let www = '';
test.beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), 'hosting-'));
  www = join(temporary, 'www');
});
test.afterAll(() => rmSync(temporary, {recursive: true, force: true}));

/**
 * Starts nginx with the server block of the guide, among settings of a server that could interfere.
 * @returns {Promise<{url: string, folder: string, stop: () => Promise<void>}>}
 */
async function startNginx({withBrotli}) {
  const folder = mkdtempSync(join(temporary, 'nginx-'));
  const port = await freePort();
  const [block] = blocks('nginx').filter((code) => code.startsWith('server {'));
  const server = block
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace('root /srv/www;', `root ${www};`)
    .replace('include snippets/recovery-widgets.conf;', `include ${join(root, 'docs/hosting/nginx.conf')};`)
    .replace(/^ *brotli_static on;\n/m, (line) => (withBrotli ? line : ''))
    .replace(/\}\s*$/, 'add_header X-Frame-Options DENY always;\nlocation ~ \\.(js|html)$ { return 418; }\n}\n');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${withBrotli ? `load_module ${brotli};` : ''}
    daemon off;
    # One process, the one we started; it keeps its user, who may read the folder.
    master_process off;
    pid ${folder}/pid;
    error_log stderr notice;
    events {}
    http {
      access_log ${folder}/access.log;
      charset windows-1251;
      ${paths.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
      ${server}
    }`,
  );
  const url = `http://127.0.0.1:${port}`;
  const stop = await startServer(nginx, ['-c', join(folder, 'nginx.conf'), '-p', folder], url);
  return {url, folder, stop};
}

test('every file, section and npm script in the hosting guide exists', () => {
  const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = [...guide.matchAll(/npm run ([\w:-]+)/g)];
  assert.ok(named.length > 3);
  for (const [, name] of named) assert.ok(scripts[name], `npm run ${name}`);
  const slug = (heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-');
  const headings = (file) => [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, each]) => slug(each));
  for (const [, path, anchor] of guide.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
    const file = path ? join(root, 'docs', path) : join(root, 'docs/hosting.md');
    assert.ok(findFile(file), path);
    if (anchor) assert.ok(headings(file).includes(anchor), `${path}#${anchor}`);
  }
});

test.describe('nginx with docs/hosting/nginx.conf', () => {
  test.skip(Boolean(nginxMissing), String(nginxMissing));
  /** @type {Awaited<ReturnType<typeof startNginx>>} */
  let server;
  let assets = '';
  const pathOf = (path) => `/recovery-widgets/${path}`;
  const readFile = (path) => readFileSync(join(www, 'recovery-widgets', path));
  test.beforeAll(async () => {
    mkdirSync(www);
    prepareRelease(temporary, '1.2.2', (cdn) => {
      writeFileSync(join(cdn, 'all.js'), '"1.2.2";');
    })(join(www, 'recovery-widgets'), true);
    prepareRelease(temporary, '1.2.3')(join(www, 'recovery-widgets'), true);
    assets = readdirSync(join(www, 'recovery-widgets/1.2.3')).find((name) => name.startsWith('assets-'));
    server = await startNginx({withBrotli: Boolean(brotli)});
  });
  test.afterAll(() => server?.stop());

  const TYPES = {js: 'text/javascript', json: 'application/json', html: 'text/html', txt: 'text/plain'};
  const typeOf = (path) => `${TYPES[path.split('.').at(-1)]}; charset=utf-8`;
  /** Paths of files that never change, and of files that do, with their cache lifetime. */
  const files = () => [
    ...[
      ...['all.js', 'recovery-widgets.js', 'integrity.json', 'frame.html', 'html/en/US/wallet-card.html', 'README.txt'],
      ...[`${assets}/core.js`, 'current/core.js'],
    ].map((file) => [`1.2.3/${file}`, IMMUTABLE]),
    ...['core.js', 'locales/es/helpline-banner.js'].map((file) => [`1/${assets}/${file}`, IMMUTABLE]),
    ...[
      ...[
        'current/core.js',
        'current/locales/es/helpline-banner.js',
        'recovery-widgets.js',
        'all.js',
        'integrity.json',
      ],
      ...['frame.html', 'frame-parent.js', 'html/en/US/wallet-card.html'],
    ].map((file) => [`1/${file}`, EVERGREEN]),
  ];

  test('nginx sends each kind of file with its type, cache lifetime and headers, for a page and for a frame', async () => {
    for (const [path, cache] of files()) {
      const {status, headers, body} = await get(server.url, pathOf(path));
      const {server: _, date, etag, connection, 'last-modified': modified, 'accept-ranges': ranges, ...rest} = headers;
      assert.ok(date && connection && modified && etag && ranges !== 'none');
      assert.deepEqual(
        {status, ...rest},
        {
          status: 200,
          'content-type': typeOf(path),
          'content-length': String(readFile(path).length),
          'cache-control': cache,
          vary: 'Accept-Encoding',
          ...HEADERS,
        },
        path,
      );
      assert.deepEqual(body, readFile(path), path);
    }
  });

  for (const [accepted, encoding] of [
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip, deflate', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip', 'gzip'],
  ])
    test(`nginx answers “Accept-Encoding: ${accepted}” with ${encoding ?? 'no compression'}, through a CDN as well`, async () => {
      test.skip(encoding === 'br' && Boolean(brotliMissing), String(brotliMissing));
      // The file beside it, not one compressed on the fly.
      const beside = {br: '.br', gzip: '.gz'}[encoding] ?? '';
      for (const through of /** @type {Record<string, string>[]} */ ([{}, {Via: '1.1 a-cdn.example'}]))
        for (const [path] of files()) {
          const headers = {'Accept-Encoding': String(accepted), ...through};
          const {status, headers: sent, body} = await get(server.url, pathOf(path), headers);
          assert.equal(status, 200);
          assert.equal(sent['content-encoding'], encoding, path);
          assert.equal(sent.vary, 'Accept-Encoding', path);
          assert.equal(sent['content-type'], typeOf(path), path);
          const unpack = {br: brotliDecompressSync, gzip: gunzipSync}[encoding] ?? ((bytes) => bytes);
          assert.deepEqual(unpack(body), readFile(path), path);
          assert.deepEqual(body, readFile(path + beside), path);
        }
    });

  test('nginx answers 304 to a client that has the file', async () => {
    const {headers} = await get(server.url, pathOf('1/recovery-widgets.js'));
    const second = await get(server.url, pathOf('1/recovery-widgets.js'), {'If-None-Match': String(headers.etag)});
    assert.equal(second.status, 304);
    assert.equal(second.headers['cache-control'], EVERGREEN);
  });

  test('nginx answers a missing file with an uncached text', async () => {
    const absent = ['1.2.4/all.js', '1.2.3/no.js', `1/${assets}/no.js`, '1/assets-0123456789/core.js'];
    for (const path of [...absent, '1/', '1.2.3/current/', '1/all.js/']) {
      const {status, headers, body} = await get(server.url, pathOf(path));
      assert.deepEqual([status, String(body)], [404, 'Not found.\n'], path);
      for (const [name, value] of Object.entries({
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      }))
        assert.equal(headers[name], value, path);
    }
  });

  test('nginx shows the server check for the folder itself', async () => {
    for (const path of ['', 'index.html', 'start/start.js']) {
      const {status, headers, body} = await get(server.url, pathOf(path));
      const type = typeOf(path || 'index.html');
      assert.deepEqual([status, headers['content-type'], headers['cache-control']], [200, type, EVERGREEN], path);
      assert.deepEqual(body, readFile(path || 'index.html'));
    }
  });

  test('nginx allows only GET and HEAD', async () => {
    const {headers, status} = await get(server.url, pathOf('1/all.js'), {}, 'HEAD');
    assert.deepEqual([status, headers['content-length']], [200, String(readFile('1/all.js').length)]);
    for (const method of ['POST', 'PUT', 'DELETE'])
      assert.equal((await get(server.url, pathOf('1/all.js'), {}, method)).status, 405, method);
  });

  test('nginx does not log requests for our files', async () => {
    await get(server.url, '/elsewhere.txt');
    const log = readFileSync(join(server.folder, 'access.log'), 'utf8');
    assert.match(log, /elsewhere/);
    assert.doesNotMatch(log, /recovery-widgets/);
  });

  test('nginx without brotli sends gzip', async () => {
    const plain = await startNginx({withBrotli: false});
    try {
      const {headers, body} = await get(plain.url, pathOf('1.2.3/all.js'), {'Accept-Encoding': 'gzip, deflate, br'});
      assert.equal(headers['content-encoding'], 'gzip');
      assert.deepEqual(gunzipSync(body), readFile('1.2.3/all.js'));
    } finally {
      await plain.stop();
    }
  });

  test.describe('a page on another origin', () => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let partner;
    /** Answers of the partner’s server by path. */
    const pages = {};
    test.beforeAll(async () => {
      partner = await serve({
        root: temporary,
        // The browser requests an icon by itself.
        onRequest: ({url}) => pages[url] ?? {status: 204, body: ''},
      });
    });
    test.afterAll(() => partner?.close());

    const script = (path, attributes = '') => `<script ${attributes} src="${server.url}${pathOf(path)}"></script>`;
    const banner = snippet('helpline-banner', 'region="US"');

    /** Opens a page in a context. Returns it with its console messages and the URLs of its requests. */
    async function visit(context, html, headers = {}, type = 'text/html; charset=utf-8') {
      pages['/'] = {headers: {'Content-Type': type, ...headers}, body: html};
      const page = await context.newPage();
      const messages = [];
      const requests = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      page.on('request', (each) => requests.push(each.url()));
      await page.goto(`${partner.url}/`);
      return {page, messages, requests};
    }

    const scripts = {
      'the loader of a version': () => script('1.2.3/recovery-widgets.js', 'type="module"'),
      'the evergreen loader': () => script('1/recovery-widgets.js', 'type="module"'),
      'all.js of a version, with integrity': () => {
        const {files: hashes} = JSON.parse(String(readFile('1.2.3/integrity.json')));
        return script('1.2.3/all.js', `integrity="${hashes['all.js']}" crossorigin="anonymous"`);
      },
      'the evergreen all.js': () => script('1/all.js'),
      'the evergreen classic loader': () => script('1/recovery-widgets.classic.js'),
    };
    for (const [title, tag] of Object.entries(scripts))
      test(`the widget appears with ${title}, on a cross-origin isolated page as well`, async ({browser}) => {
        for (const headers of [
          {},
          {'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin'},
        ]) {
          const context = await browser.newContext();
          const {page, messages, requests} = await visit(context, pageOf(banner, {lang: 'es', script: tag()}), headers);
          await upgraded(page);
          assert.match(await visibleText(page), /^Hable con alguien ahora/);
          assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), Object.keys(headers).length > 0);
          assert.deepEqual(messages, []);
          assert.ok(
            requests.every((url) => [server.url, partner.url].some((own) => url.startsWith(own))),
            `${requests}`,
          );
          await context.close();
        }
      });

    test('text is decoded correctly on a page with another charset', async ({browser}) => {
      const context = await browser.newContext();
      const html = pageOf(snippet('helpline-banner', 'region="US" lang="ar"'), {script: script('1/all.js')});
      const {page} = await visit(context, html.replace('utf-8', 'windows-1252'), {}, 'text/html; charset=windows-1252');
      await upgraded(page);
      assert.equal(await page.evaluate(() => document.characterSet), 'windows-1252');
      assert.ok((await visibleText(page)).includes(await messageOf('helpline-banner', 'heading', 'ar')));
    });

    test('frame.html works in a frame: plain, sandboxed, and on a page with COEP', async ({browser}) => {
      for (const [headers, attributes] of [
        [{}, ''],
        [{}, 'sandbox="allow-scripts"'],
        [{'Cross-Origin-Embedder-Policy': 'require-corp'}, ''],
      ]) {
        const context = await browser.newContext();
        const address = `${server.url}${pathOf('1/frame.html?widget=helpline-banner&amp;region=US&amp;lang=es')}`;
        const frame = `<iframe ${attributes} src="${address}"></iframe>`;
        const {page, messages} = await visit(context, pageOf(frame, {script: ''}), headers);
        await page.frameLocator('iframe').locator('recovery-helpline-banner .root').waitFor();
        await page.frameLocator('iframe').getByText('Hable con alguien ahora').waitFor();
        assert.deepEqual(messages, []);
      }
    });

    /** The page of `npm run snippet` in a language, for the evergreen folder. */
    const hinted = async (lang) => {
      const base = `${server.url}${pathOf('1/')}`;
      const {html} = await createSnippet('helpline-banner', {region: 'US', lang, base});
      return pageOf(html, {script: ''});
    };

    test('a page with hints requests each file once', async ({browser}) => {
      const {page, messages, requests} = await visit(await browser.newContext(), await hinted('es'));
      await upgraded(page);
      const chunks = ['core', 'widgets/helpline-banner', 'locales/es/helpline-banner', 'regions/us', 'deferred-parts'];
      const files = [...chunks.map((name) => `current/${name}.js`), 'recovery-widgets.js'];
      assert.deepEqual(
        requests.filter((url) => url.startsWith(server.url)).sort(),
        files.map((file) => `${server.url}${pathOf(`1/${file}`)}`).sort(),
      );
      assert.deepEqual(messages, []);
    });

    test('a page with a cached loader or cached chunks keeps working after a release', async ({browser}) => {
      const context = await browser.newContext();
      const contextWithHints = await browser.newContext();
      await upgraded((await visit(contextWithHints, await hinted('en'))).page);
      const loader = script('1/recovery-widgets.js', 'type="module"');
      const first = await visit(context, pageOf(banner, {script: loader}));
      await upgraded(first.page);

      // A release whose chunks are in a folder of another name.
      const next = 'assets-0123456789';
      prepareRelease(temporary, '1.2.4', (cdn) => {
        renameSync(join(cdn, assets), join(cdn, next));
        // Chunks in current/ are bound to the hash.
        const hashIn = (folder) => folder.slice('assets-'.length);
        for (const file of filesIn(cdn).filter((name) => name.endsWith('.js'))) {
          const text = readFileSync(join(cdn, file), 'utf8');
          writeFileSync(join(cdn, file), text.replaceAll(hashIn(assets), hashIn(next)));
        }
      })(join(www, 'recovery-widgets'));

      // A language that was not loaded before the release. With hints, core, widget and region are cached, and the language is of
      // the new release: all come from the folder of the old one.
      const fresh = await browser.newContext();
      for (const [reader, html, folder] of /** @type {[typeof context, string, string][]} */ ([
        [context, pageOf(banner, {script: loader, lang: 'es'}), assets],
        [contextWithHints, await hinted('es'), assets],
        [fresh, pageOf(banner, {script: loader, lang: 'es'}), next],
      ])) {
        const {page, requests, messages} = await visit(reader, html);
        await upgraded(page);
        assert.match(await visibleText(page), /^Hable con alguien ahora/);
        assert.ok(requests.includes(`${server.url}${pathOf(`1/${folder}/locales/es/helpline-banner.js`)}`));
        assert.deepEqual(messages, []);
      }
    });

    test('the roll-back of the guide restores the older version', async () => {
      test.skip(process.platform === 'win32', 'the roll-back needs a POSIX shell');
      const [rollBack] = blocks('sh').filter((code) => code.startsWith('cp -R'));
      const {status, stderr} = spawnSync('sh', ['-c', rollBack.replaceAll('/srv/www', www)], {encoding: 'utf8'});
      assert.equal(status, 0, stderr);
      const restored = (encoding) => get(server.url, pathOf('1/all.js'), {'Accept-Encoding': encoding});
      assert.equal(String((await restored('identity')).body), '"1.2.2";');
      assert.equal(String(gunzipSync((await restored('gzip')).body)), '"1.2.2";');
      assert.equal((await get(server.url, pathOf('1/assets-0123456789/core.js'))).status, 200);
    });
  });
});
