/**
 * The .htaccess of the hosted folder in a real Apache, as shared hosting runs it: `AllowOverride FileInfo`, among rules of a site
 * that forbid frames. Its files are those of docs/hosting.md; only a loopback port is opened.
 */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {freePort} from '../../src/tools/free-port.mjs';
import {root} from '../../src/tools/project.mjs';
import {serve} from '../../src/tools/serve.mjs';
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
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {expect, pageOf, snippet, test} from '../support/page.mjs';

const apache = findFile(...onPath('apache2'));
const MODULES = '/usr/lib/apache2/modules';
const missing = !findFile(`${MODULES}/mod_headers.so`) || !apache;
/** Modules that Debian and shared hosting load; `authz_host` and `autoindex` among others a site may have. */
const ALWAYS = 'mpm_event setenvif authz_core authz_host dir mime autoindex negotiation env filter'.split(' ');
const OPTIONAL = ['headers', 'deflate', 'brotli', 'rewrite'];

/** Blocks of the guide: for the folder, and for the log. */
const [directoryBlock, logBlock] = codeBlocks(readFileSync(join(root, 'docs/hosting.md'), 'utf8'), 'apache');

const unpack = (/** @type {string | undefined} */ encoding) =>
  ({br: brotliDecompressSync, gzip: gunzipSync})[encoding ?? ''] ?? ((/** @type {Buffer} */ bytes) => bytes);

test.describe('Apache with docs/hosting/htaccess', () => {
  test.skip(missing, 'Apache is not installed (Debian and Ubuntu: apt-get install apache2-bin)');
  test.describe.configure({mode: 'default'});
  let temporary = '';
  let www = '';
  let assets = '';
  /** @type {Awaited<ReturnType<typeof startApache>>} */
  let server;

  /**
   * Starts Apache in a folder of its own.
   *
   * @param {string[]} modules
   * @param {'always' | 'onsuccess'} [condition] of the site’s header against frames: Apache keeps two lists of headers
   */
  async function startApache(modules, condition = 'always') {
    const folder = mkdtempSync(join(temporary, 'apache-'));
    const port = await freePort();
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
      ${
        modules.includes('headers')
          ? `Header ${condition} set X-Frame-Options DENY\nHeader ${condition} set Content-Security-Policy "frame-ancestors 'none'"`
          : ''
      }
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
    return {url, folder, stop};
  }

  test.beforeAll(async () => {
    temporary = mkdtempSync(join(tmpdir(), 'apache-'));
    www = join(temporary, 'www');
    mkdirSync(www);
    writeFileSync(join(www, 'site.html'), '<p>The site</p>');
    // Fewer files are compressed sooner: one widget, language and region.
    prepareRelease(temporary, '1.2.3', (cdn) => {
      for (const file of filesIn(cdn))
        if (/(locales|regions|widgets)\//.test(file) && !/(helpline-banner|us)\.js$/.test(file))
          rmSync(join(cdn, file));
    })(join(www, 'recovery-widgets'));
    assets = String(readdirSync(join(www, 'recovery-widgets/1')).find((name) => name.startsWith('assets-')));
    server = await startApache([...ALWAYS, ...OPTIONAL]);
  });
  test.afterAll(async () => {
    await server?.stop();
    rmSync(temporary, {recursive: true, force: true});
  });

  const pathOf = (/** @type {string} */ path) => `/recovery-widgets/${path}`;
  const readFile = (/** @type {string} */ path) => readFileSync(join(www, 'recovery-widgets', path));
  const files = () =>
    /** @type {[path: string, type: string, cache: string][]} */ ([
      ['1.2.3/all.js', 'text/javascript', IMMUTABLE],
      ['1.2.3/recovery-widgets.js', 'text/javascript', IMMUTABLE],
      ['1.2.3/recovery-widgets.css', 'text/css', IMMUTABLE],
      ['1.2.3/integrity.json', 'application/json', IMMUTABLE],
      ['1.2.3/README.txt', 'text/plain', IMMUTABLE],
      ['1.2.3/frame.html', 'text/html', IMMUTABLE],
      ['1.2.3/html/en/US/wallet-card.html', 'text/html', IMMUTABLE],
      ['1.2.3/current/core.js', 'text/javascript', IMMUTABLE],
      [`1/${assets}/core.js`, 'text/javascript', IMMUTABLE],
      [`1/${assets}/locales/es/helpline-banner.js`, 'text/javascript', IMMUTABLE],
      ['1/current/core.js', 'text/javascript', EVERGREEN],
      ['1/recovery-widgets.js', 'text/javascript', EVERGREEN],
      ['1/all.js', 'text/javascript', EVERGREEN],
      ['1/frame.html', 'text/html', EVERGREEN],
      ['1/html/en/US/wallet-card.html', 'text/html', EVERGREEN],
      ['index.html', 'text/html', EVERGREEN],
      ['', 'text/html', EVERGREEN],
    ]);

  /** Checks a server’s answers for every kind of file and way of compression. @param {typeof server} apache @param {string[]} encodings */
  async function checkFiles(apache, encodings) {
    for (const accepted of ['', 'identity', 'gzip, deflate', 'gzip, deflate, br, zstd'])
      for (const [path, type, cache] of files()) {
        const {status, headers, body} = await get(apache.url, pathOf(path), {'Accept-Encoding': accepted});
        const encoding = headers['content-encoding'];
        assert.equal(status, 200, path);
        const expected = readFile(path || 'index.html');
        const small = expected.length < 1000;
        const best = encodings.find((each) => accepted.includes(each));
        if (!small) assert.equal(encoding, best, `${path}, ${accepted}`);
        assert.ok(unpack(encoding)(body).equals(expected), `${path}, ${accepted}`);
        if (encodings.length && !small) assert.match(headers.vary ?? '', /^Accept-Encoding$/i, path);
        assert.equal(headers['content-language'], undefined, path);
        assert.equal(headers['content-type'], `${type}; charset=utf-8`, path);
        assert.equal(headers['cache-control'], cache, path);
        for (const [name, value] of Object.entries(HEADERS)) assert.equal(headers[name], value, `${path}, ${name}`);
        // Rules of the site apply to everything except the frame.
        assert.deepEqual(
          [headers['x-frame-options'], headers['content-security-policy']],
          path.endsWith('frame.html') ? [undefined, undefined] : ['DENY', "frame-ancestors 'none'"],
          path,
        );
      }
  }

  test('Apache sends each kind of file with its type, lifetime, headers and compression', async () => {
    await checkFiles(server, ['br', 'gzip']);
    const {headers} = await get(server.url, '/site.html');
    assert.equal(headers['access-control-allow-origin'], undefined, 'the rest of the site is left alone');
    assert.equal(headers['x-frame-options'], 'DENY');
  });

  test('Apache answers a missing file and a folder without page with an uncached text, and 304 to a client that has the file', async () => {
    for (const path of ['1.2.3/no.js', '1.2.4/all.js', `1/${assets}/no.js`]) {
      const {status, headers, body} = await get(server.url, pathOf(path));
      assert.deepEqual(
        [status, headers['cache-control'], headers['access-control-allow-origin'], String(body)],
        [404, 'no-store', '*', 'Not found.'],
        path,
      );
    }
    const accepted = {'Accept-Encoding': 'gzip, br'};
    const {headers} = await get(server.url, pathOf('1/all.js'), accepted);
    assert.equal(headers.etag, undefined);
    const second = await get(server.url, pathOf('1/all.js'), {
      ...accepted,
      'If-Modified-Since': String(headers['last-modified']),
    });
    assert.deepEqual([second.status, second.headers['cache-control']], [304, EVERGREEN]);
  });

  test('Apache does not log requests for our files', async () => {
    await get(server.url, '/elsewhere.txt');
    await get(server.url, pathOf('1/all.js'));
    // Entries are written in the order of the answers.
    await get(server.url, '/elsewhere.txt');
    const log = readFileSync(join(server.folder, 'access.log'), 'utf8');
    assert.match(log, /elsewhere/);
    assert.doesNotMatch(log, /recovery-widgets/);
  });

  test('Apache without some modules still sends every file, unchanged', async () => {
    test.skip(!isNightly, AT_NIGHT);
    for (const without of [['brotli'], ['deflate', 'brotli'], ['headers']]) {
      const modules = [...ALWAYS, ...OPTIONAL.filter((name) => !without.includes(name))];
      const poor = await startApache(modules, 'onsuccess');
      try {
        if (!without.includes('headers')) await checkFiles(poor, without.includes('deflate') ? [] : ['gzip']);
        for (const [path, type] of files()) {
          const {status, headers, body} = await get(poor.url, pathOf(path));
          assert.equal(status, 200, path);
          assert.equal(headers['content-type'], `${type}; charset=utf-8`, path);
          assert.ok(body.equals(readFile(path || 'index.html')), path);
        }
      } finally {
        await poor.stop();
      }
    }
  });

  test('the compressed copies are served where the lines for them are switched on', async () => {
    test.skip(!isNightly, AT_NIGHT);
    const file = join(www, 'recovery-widgets/.htaccess');
    const before = readFileSync(file, 'utf8');
    assert.equal(before, readFileSync(join(root, 'docs/hosting/htaccess'), 'utf8'));
    const [, rules, copies] = /^([^]*put them back\.\n)([^]*)$/.exec(before) ?? assert.fail('lines for the copies');
    writeFileSync(file, rules + copies.replace(/^#/gm, ''));
    try {
      await checkFiles(server, ['br', 'gzip']);
      for (const [accepted, ending] of [
        ['gzip, br', '.br'],
        ['gzip', '.gz'],
      ]) {
        const {body} = await get(server.url, pathOf('1/all.js'), {'Accept-Encoding': accepted});
        assert.ok(body.equals(readFile(`1/all.js${ending}`)), ending);
      }
    } finally {
      writeFileSync(file, before);
    }
  });

  test('a page on another host shows the widget, by script and in a frame, and the server check finds nothing wrong', async ({
    browser,
  }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    /** @type {string[]} */
    const messages = [];
    page.on('console', (message) => messages.push(message.text()));
    const files = `${server.url}${pathOf('1')}`;
    const html = pageOf(
      `${snippet('helpline-banner', 'region="US"')}<iframe src="${files}/frame.html?widget=helpline-banner&amp;region=US"></iframe>`,
      {script: `<script type="module" src="${files}/recovery-widgets.js"></script>`},
    );
    // Another port is another origin.
    const partner = await serve({
      onRequest: ({url}) => ({headers: {'Content-Type': 'text/html; charset=utf-8'}, body: url === '/' ? html : ''}),
    });
    await page.goto(partner.url);
    await page.locator('recovery-helpline-banner .root').waitFor();
    await page.frameLocator('iframe').locator('recovery-helpline-banner .root').waitFor();
    assert.deepEqual(messages, []);
    await partner.close();

    await page.goto(`${server.url}${pathOf('')}`);
    await expect(page.locator('#status')).toHaveText(/no fault\.$/);
    await context.close();
  });
});
