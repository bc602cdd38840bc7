/**
 * Follows docs/hosting.md: a real nginx and a real Apache, each among settings of a site that could interfere, serve releases with the files of
 * docs/hosting/ unchanged, and a page on another origin loads them. Only loopback ports are opened.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {findProgram} from '../../src/tools/browser.mjs';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {freePort, temporaryFolder} from '../support/system.mjs';
import {snippet as createSnippet} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {serve} from '../../src/tools/serve.mjs';
import {EVERGREEN, HEADERS, IMMUTABLE, codeBlocks, get, prepareRelease, startServer} from '../support/hosting.mjs';
import {messageOf} from '../support/languages.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {expect, pageOf, snippet, test, upgraded, visibleText} from '../support/page.mjs';

/**
 * @typedef {object} Server
 * @property {string} url
 * @property {string} folder
 * @property {string[]} encodings
 * @property {string[]} [onRequest] of files without a compressed copy, if others
 * @property {() => Promise<void>} stop
 */

const guide = readFileSync(join(root, 'docs/hosting.md'), 'utf8');
const nginx = findProgram('nginx');
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
const hasBrotli = existsSync(BROTLI);
const MODULES = '/usr/lib/apache2/modules';
const apache = existsSync(`${MODULES}/mod_headers.so`) && findProgram('apache2');
/** Modules that Debian and shared hosting load. */
const ALWAYS = 'mpm_event setenvif authz_core authz_host dir mime autoindex negotiation env filter'.split(' ');
const OPTIONAL = ['headers', 'deflate', 'brotli', 'rewrite'];

// All tests share the releases of one folder.
const temporary = temporaryFolder('hosting');
const www = join(temporary, 'www');
let assets = '';
test.beforeAll(() => {
  mkdirSync(www);
  writeFileSync(join(www, 'site.html'), '<p>The site</p>');
  const target = join(www, 'recovery-widgets');
  prepareRelease(temporary, '1.2.2', (cdn) => {
    keepBanner(cdn);
    writeFileSync(join(cdn, 'all.js'), '"1.2.2";');
  })(target);
  prepareRelease(temporary, '1.2.3', keepBanner)(target);
  assets = String(readdirSync(join(target, '1.2.3')).find((name) => name.startsWith('assets-')));
});

/** Removes the builder, other widgets and regions: fewer files are compressed sooner. @param {string} cdn */
function keepBanner(cdn) {
  for (const file of filesIn(cdn))
    if (/^builder\/|(locales|regions|widgets)\//.test(file) && !/(helpline-banner|us)\.js$/.test(file))
      rmSync(join(cdn, file));
}

/** Starts nginx with the server block of the guide. @returns {Promise<Server>} */
async function startNginx() {
  const folder = mkdtempSync(join(temporary, 'nginx-'));
  const port = await freePort();
  const [block] = codeBlocks(guide, 'nginx').filter((code) => code.startsWith('server {'));
  const server = block
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace('root /srv/www;', `root ${www};`)
    .replace('include snippets/recovery-widgets.conf;', `include ${join(root, 'docs/hosting/nginx.conf')};`)
    .replace(/^ *brotli_static on;\n/m, (line) => (hasBrotli ? line : ''))
    .replace(/\}\s*$/, 'add_header X-Frame-Options DENY always;\nlocation ~ \\.(js)$ { return 418; }\n}\n');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${hasBrotli ? `load_module ${BROTLI};` : ''}
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
  const stop = await startServer(String(nginx), ['-c', join(folder, 'nginx.conf'), '-p', folder], url);
  return {url, folder, encodings: hasBrotli ? ['br', 'gzip'] : ['gzip'], onRequest: ['gzip'], stop};
}

/** Starts Apache with the blocks of the guide for the folder and for the log. @returns {Promise<Server>} */
async function startApache(modules = [...ALWAYS, ...OPTIONAL]) {
  const folder = mkdtempSync(join(temporary, 'apache-'));
  const port = await freePort();
  const [directoryBlock, logBlock] = codeBlocks(guide, 'apache');
  const hasHeaders = modules.includes('headers');
  writeFileSync(
    join(folder, 'httpd.conf'),
    `ServerRoot ${folder}
    ServerName localhost
    Listen 127.0.0.1:${port}
    PidFile ${folder}/pid
    ErrorLog ${folder}/error.log
    Mutex default:${folder}
    DefaultRuntimeDir ${folder}
    ServerLimit 1
    MaxRequestWorkers 25
    StartServers 1
    ${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
    TypesConfig /dev/null
    # As Debian sets them: a file all.js.br is Breton there.
    AddLanguage br .br
    AddEncoding x-gzip .gz .tgz
    AddDefaultCharset ISO-8859-1
    DocumentRoot ${www}
    ${hasHeaders ? 'Header always set X-Frame-Options DENY\nHeader onsuccess set Content-Security-Policy "frame-ancestors \'none\'"' : ''}
    LogFormat "%r" combined
    ${logBlock.replace('${APACHE_LOG_DIR}', folder)}
    <Directory ${www}>
      Options FollowSymLinks Indexes
      Require all granted
    </Directory>
    ${directoryBlock.replace('/srv/www', www)}`,
  );
  const url = `http://127.0.0.1:${port}`;
  // One process, the one that the test started.
  const stop = await startServer(String(apache), ['-X', '-d', folder, '-f', join(folder, 'httpd.conf')], url);
  const encodings = [modules.includes('brotli') ? 'br' : '', modules.includes('deflate') ? 'gzip' : ''].filter(Boolean);
  return {url, folder, encodings, stop};
}

const pathOf = (/** @type {string} */ path) => `/recovery-widgets/${path}`;
const readFile = (/** @type {string} */ path) => readFileSync(join(www, 'recovery-widgets', path || 'index.html'));
const TYPES = {js: 'text/javascript', css: 'text/css', json: 'application/json', txt: 'text/plain', html: 'text/html'};

const PINNED = ['all.js', 'recovery-widgets.css', 'integrity.json', 'frame.html', 'LICENSES.txt'];
const CHANGING = ['1/current/core.js', '1/recovery-widgets.js', '1/frame.html', 'print/en/US/wallet-card.html', ''];
/** Files that never change, and files that do, with their cache lifetime. */
const files = () => [
  ...[...PINNED, `${assets}/core.js`].map((file) => [`1.2.3/${file}`, IMMUTABLE]),
  [`1/${assets}/locales/es/helpline-banner.js`, IMMUTABLE],
  ...CHANGING.map((file) => [file, EVERGREEN]),
];

/** Checks the answers for every kind of file and way of compression. @param {Server} server */
async function checkFiles({url, encodings, onRequest = encodings}) {
  for (const accepted of ['', 'gzip, deflate', 'gzip, deflate, br, zstd'])
    for (const [path, cache] of files()) {
      const label = `${path}, ${accepted}`;
      const {status, headers, body} = await get(url, pathOf(path), {'Accept-Encoding': accepted, Via: '1.1 a-cdn'});
      assert.equal(status, 200, label);
      const encoding = String(headers['content-encoding']);
      const unpack = {br: brotliDecompressSync, gzip: gunzipSync}[encoding] ?? ((bytes) => bytes);
      assert.ok(unpack(body).equals(readFile(path)), label);
      if (path && readFile(path).length > 1000) {
        const sent = path.startsWith('print/') ? onRequest : encodings;
        assert.equal(encoding, String(sent.find((each) => accepted.includes(each))), label);
        if (encodings.length) assert.match(headers.vary ?? '', /^Accept-Encoding$/i, label);
      }
      const type = TYPES[/\w+$/.exec(path)?.[0] ?? 'html'];
      assert.deepEqual([headers['content-type'], headers['cache-control']], [`${type}; charset=utf-8`, cache], label);
      for (const [name, value] of Object.entries(HEADERS)) assert.equal(headers[name], value, `${label}, ${name}`);
      assert.equal(headers['content-language'], undefined, label);
      // Rules of the site against frames do not reach ours.
      if (path.endsWith('frame.html'))
        assert.deepEqual([headers['x-frame-options'], headers['content-security-policy']], [undefined, undefined]);
    }
}

for (const [name, program, start] of /** @type {const} */ ([
  ['Apache with docs/hosting/htaccess', apache, startApache],
  ['nginx with docs/hosting/nginx.conf', nginx, startNginx],
]))
  test.describe(name, () => {
    const packages = 'nginx libnginx-mod-http-brotli-static apache2-bin';
    test.skip(!program, `not installed (Debian and Ubuntu: apt-get install ${packages})`);
    let server;
    let partner;
    /** Answer of the partner’s server. @type {{headers: Record<string, string>, body: string}} */
    let answer;
    test.beforeAll(async () => {
      server = await start();
      // The browser requests an icon by itself.
      partner = await serve({onRequest: ({url}) => (url === '/' ? answer : {status: 204, body: ''})});
    });
    test.afterAll(async () => {
      await partner?.close();
      await server?.stop();
    });

    /** Opens a page of the partner. Returns it with its console messages and the URLs of its requests. */
    async function visit(context, html, headers = {}) {
      answer = {headers: {'Content-Type': 'text/html; charset=utf-8', ...headers}, body: html};
      const page = await context.newPage();
      const messages = [];
      const requests = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      page.on('request', (each) => requests.push(each.url()));
      await page.goto(`${partner.url}/`);
      return {page, messages, requests};
    }
    const script = (path, attributes = '') => `<script ${attributes} src="${server.url}${pathOf(path)}"></script>`;
    const banner = snippet('helpline-banner', 'region="US"');

    test(`${name} sends each kind of file with its type, lifetime, headers and compression`, () => checkFiles(server));

    test(`${name} answers a missing file with an uncached text, and 304 to a client that has the file`, async () => {
      for (const path of ['1.2.3/no.js', '1.2.4/all.js', `1/${assets}/no.js`, '1/assets-0123456789/core.js']) {
        const {status, headers, body} = await get(server.url, pathOf(path));
        const found = [status, headers['cache-control'], headers['access-control-allow-origin'], String(body).trim()];
        assert.deepEqual(found, [404, 'no-store', '*', 'Not found.'], path);
      }
      const {headers} = await get(server.url, pathOf('1/all.js'));
      const since = {'If-Modified-Since': String(headers['last-modified'])};
      const second = await get(server.url, pathOf('1/all.js'), since);
      assert.deepEqual([second.status, second.headers['cache-control']], [304, EVERGREEN]);
    });

    test(`${name} logs no request for our files`, async () => {
      // Entries are written in the order of the answers.
      for (const path of [pathOf('1/all.js'), '/elsewhere.txt', '/elsewhere.txt']) await get(server.url, path);
      const log = readFileSync(join(server.folder, 'access.log'), 'utf8');
      assert.match(log, /elsewhere/);
      assert.doesNotMatch(log, /recovery-widgets/);
    });

    test(`${name}: an isolated page of another origin and charset shows widget and frame`, async ({browser}) => {
      const context = await browser.newContext();
      const {files: hashes} = JSON.parse(String(readFile('1.2.3/integrity.json')));
      const frame = `<iframe src="${server.url}${pathOf('1/frame.html')}?widget=helpline-banner&amp;region=US"></iframe>`;
      const isolated = {
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Content-Type': 'text/html; charset=windows-1252',
      };
      for (const tag of [
        script('1/recovery-widgets.js', 'type="module"'),
        script('1.2.3/all.js', `integrity="${hashes['all.js']}" crossorigin="anonymous"`),
      ]) {
        const html = pageOf(banner.replace('region', 'lang="ar" region') + frame, {script: tag});
        const {page, messages, requests} = await visit(context, html.replace('utf-8', 'windows-1252'), isolated);
        await upgraded(page);
        await page.frameLocator('iframe').locator('recovery-helpline-banner .root').waitFor();
        const isIsolated = await page.evaluate(() => [globalThis.crossOriginIsolated, document.characterSet]);
        assert.deepEqual(isIsolated, [true, 'windows-1252']);
        assert.ok((await visibleText(page)).includes(await messageOf('helpline-banner', 'heading', 'ar')));
        assert.deepEqual(messages, []);
        assert.ok(requests.every((url) => [server.url, partner.url].some((own) => url.startsWith(own))));
      }
      const page = await context.newPage();
      await page.goto(`${server.url}${pathOf('')}`);
      await expect(page.locator('#status')).toHaveText(/no fault\.$/);
      await context.close();
    });

    if (start === startApache) {
      test('Apache without some modules still sends every file, unchanged', async () => {
        test.skip(!isNightly, AT_NIGHT);
        for (const without of [['brotli'], ['deflate', 'brotli'], ['headers']]) {
          const poor = await startApache([...ALWAYS, ...OPTIONAL.filter((each) => !without.includes(each))]);
          try {
            if (!without.includes('headers')) await checkFiles(poor);
            for (const [path] of files()) assert.ok((await get(poor.url, pathOf(path))).body.equals(readFile(path)));
          } finally {
            await poor.stop();
          }
        }
      });
      return;
    }

    test('a page with a cached loader or cached chunks keeps working after a release', async ({browser}) => {
      const hinted = async (lang) => {
        const base = `${server.url}${pathOf('1/')}`;
        const {html} = await createSnippet('helpline-banner', {region: 'US', lang, base});
        return pageOf(html, {script: ''});
      };
      const [context, contextWithHints, fresh] = await Promise.all([1, 2, 3].map(() => browser.newContext()));
      await upgraded((await visit(contextWithHints, await hinted('en'))).page);
      const loader = script('1/recovery-widgets.js', 'type="module"');
      await upgraded((await visit(context, pageOf(banner, {script: loader}))).page);

      // A release whose chunks are in a folder of another name; chunks in current/ are bound to the hash in it.
      const next = 'assets-0123456789';
      prepareRelease(temporary, '1.2.4', (cdn) => {
        keepBanner(cdn);
        renameSync(join(cdn, assets), join(cdn, next));
        const hashIn = (folder) => folder.slice('assets-'.length);
        for (const file of filesIn(cdn).filter((each) => each.endsWith('.js'))) {
          const text = readFileSync(join(cdn, file), 'utf8');
          writeFileSync(join(cdn, file), text.replaceAll(hashIn(assets), hashIn(next)));
        }
      })(join(www, 'recovery-widgets'));

      // A language that was not loaded before. With hints, core, widget and region are cached, and the language is of the new
      // release: all come from the folder of the old one.
      for (const [reader, html, folder] of /** @type {[typeof context, string, string][]} */ ([
        [context, pageOf(banner, {script: loader, lang: 'es'}), assets],
        [contextWithHints, await hinted('es'), assets],
        [fresh, pageOf(banner, {script: loader, lang: 'es'}), next],
      ])) {
        const {page, requests, messages} = await visit(reader, html);
        await upgraded(page);
        assert.match(await visibleText(page), /Hable con alguien ahora/);
        assert.ok(requests.includes(`${server.url}${pathOf(`1/${folder}/locales/es/helpline-banner.js`)}`));
        assert.deepEqual(messages, []);
        await reader.close();
      }

      const [rollBack] = codeBlocks(guide, 'sh').filter((code) => code.startsWith('cp -R'));
      const {status, stderr} = spawnSync('sh', ['-c', rollBack.replaceAll('/srv/www', www)], {encoding: 'utf8'});
      assert.equal(status, 0, stderr);
      const {body} = await get(server.url, pathOf('1/all.js'), {'Accept-Encoding': 'gzip'});
      assert.equal(String(gunzipSync(body)), '"1.2.2";', 'the roll-back of the guide restores the older version');
    });
  });
