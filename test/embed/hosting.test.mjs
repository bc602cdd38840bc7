/**
 * docs/hosting.md, done as it says: releases put into a folder by `npm run site`, given out by a real nginx with
 * docs/hosting/nginx.conf as it stands there, and loaded by a page on another origin. Only loopback ports are opened.
 */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {request} from 'node:http';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {filesIn, integrityOf} from '../../src/tools/bundle/integrity.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {serve} from '../../src/tools/cli/serve.mjs';
import {makeSite} from '../../src/tools/bundle/site.mjs';
import {launch, pageOf, seen, snippet, upgraded} from '../support/harness.mjs';

const guide = readFileSync(join(root, 'docs/hosting.md'), 'utf8');
/** Code blocks of the guide in a language. */
const blocks = (language) =>
  [...guide.matchAll(new RegExp(`^ *\`\`\`${language}\\n([^]*?)^ *\`\`\``, 'gm'))].map(([, code]) => code);
const forever = 'public, max-age=31536000, immutable';
const short = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400';

const find = (...candidates) => candidates.find((path) => existsSync(path));
const onPath = (name) => [...process.env.PATH.split(delimiter), '/usr/sbin'].map((folder) => join(folder, name));
const nginx = find(...onPath('nginx'));
const brotli = find('/usr/lib/nginx/modules/ngx_http_brotli_static_module.so');
const withoutNginx = !nginx && 'nginx is not installed (Debian and Ubuntu: apt-get install nginx)';
const withoutBrotli =
  !brotli && 'nginx has no brotli (Debian and Ubuntu: apt-get install libnginx-mod-http-brotli-static)';

const temporary = mkdtempSync(join(tmpdir(), 'hosting-'));
after(() => rmSync(temporary, {recursive: true, force: true}));
const www = join(temporary, 'www');

/** What was built, as if its version were another one. Returns a function that publishes it. */
function buildOf(version, change = () => {}) {
  const dist = join(temporary, `dist-${version}`);
  const cdn = join(dist, 'cdn');
  cpSync(join(root, 'dist/cdn'), cdn, {recursive: true});
  mkdirSync(join(dist, 'html/en/US'), {recursive: true});
  writeFileSync(join(dist, 'html/en/US/probe.html'), '<!doctype html><title>Probe</title><p>Words – ő</p>');
  change(cdn);
  writeFileSync(join(cdn, 'integrity.json'), `${JSON.stringify(integrityOf(cdn, version), null, 2)}\n`);
  return (target) => makeSite({dist, version, target});
}

const freePort = () =>
  new Promise((done, fail) => {
    const server = createServer()
      .once('error', fail)
      .listen(0, '127.0.0.1', () => {
        const {port} = server.address();
        server.close(() => done(port));
      });
  });

/** Servers that run; none of them outlives the tests. */
const running = new Set();
const stopAll = () => running.forEach((child) => child.kill('SIGKILL'));
process.on('exit', stopAll);

/**
 * Starts nginx with the server block of the guide. Round it stands what a server may have that would spoil ours.
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
    # One process, which is the one we started; it also keeps its user, who may read the folder.
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
  const child = spawn(nginx, ['-c', join(folder, 'nginx.conf'), '-p', folder], {stdio: ['ignore', 'ignore', 'pipe']});
  running.add(child);
  let said = '';
  child.stderr.on('data', (words) => (said += words));
  const ended = new Promise((done) => child.on('close', done)).then(() => running.delete(child));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const answers = await get(url, '/').catch(() => undefined);
    if (answers) break;
    if (!running.has(child) || tries > 100) assert.fail(`nginx did not start:\n${said}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return {url, folder, stop};
}

/** Asks for a file, without what `fetch` adds and unpacks. */
const get = (url, path, headers = {}, method = 'GET') =>
  new Promise((done, fail) => {
    request(`${url}${path}`, {headers, method, agent: false}, (response) => {
      const parts = [];
      response
        .on('data', (part) => parts.push(part))
        .on('end', () => done({status: response.statusCode, headers: response.headers, body: Buffer.concat(parts)}));
    })
      .on('error', fail)
      .end();
  });

describe('the guide', () => {
  it('names files and npm scripts that are there', () => {
    const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const named = [...guide.matchAll(/npm run ([\w:-]+)/g)];
    assert.ok(named.length > 3);
    for (const [, name] of named) assert.ok(scripts[name], `npm run ${name}`);
    const headings = (file) =>
      [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, words]) =>
        words
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
    for (const [, path, anchor] of guide.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
      const file = path ? join(root, 'docs', path) : join(root, 'docs/hosting.md');
      assert.ok(existsSync(file), path);
      if (anchor) assert.ok(headings(file).includes(anchor), `${path}#${anchor}`);
    }
  });

  it(
    'uploads every file once, with the type and lifetime that nginx gives it',
    {skip: process.platform === 'win32'},
    () => {
      const clone = join(temporary, 'clone');
      mkdirSync(join(clone, 'dist'), {recursive: true});
      buildOf('1.2.3')(join(clone, 'dist/site'));
      // Stands in for the AWS command line: writes down what it was told.
      const tools = join(temporary, 'tools');
      mkdirSync(tools);
      const log = join(temporary, 'aws.log');
      writeFileSync(
        join(tools, 'aws'),
        `#!/usr/bin/env node\nrequire('fs').appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + '\\n');\n`,
        {mode: 0o755},
      );
      writeFileSync(join(tools, 'package.json'), '{"type": "commonjs"}');
      const [script] = blocks('sh').filter((code) => code.includes('aws s3 cp'));
      const result = spawnSync('sh', ['-eu'], {
        input: script,
        cwd: clone,
        env: {...process.env, PATH: `${tools}${delimiter}${process.env.PATH}`},
        encoding: 'utf8',
      });
      assert.equal(result.status, 0, result.stderr);

      const matches = (pattern, file) =>
        new RegExp(`^${pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(file);
      /** @type {{to: string, type: string, cache: string}[]} */
      const uploads = [];
      for (const line of readFileSync(log, 'utf8').trim().split('\n')) {
        const [s3, cp, from, to, ...rest] = JSON.parse(line);
        assert.deepEqual([s3, cp, rest.shift()], ['s3', 'cp', '--recursive']);
        const filters = [];
        const options = {};
        for (let at = 0; at < rest.length; at += 2)
          if (/^--(in|ex)clude$/.test(rest[at])) filters.push(rest.slice(at, at + 2));
          else options[rest[at]] = rest[at + 1];
        assert.deepEqual(Object.keys(options), ['--content-type', '--cache-control']);
        // As Amazon documents it: all files are taken at first, and of the filters the last that matches decides.
        for (const file of filesIn(join(clone, from))) {
          const last = filters.findLast(([, pattern]) => matches(pattern, file));
          if (last?.[0] !== '--exclude')
            uploads.push({to: `${to}/${file}`, type: options['--content-type'], cache: options['--cache-control']});
        }
      }
      const types = {
        js: 'text/javascript',
        html: 'text/html',
        css: 'text/css',
        json: 'application/json',
        txt: 'text/plain',
      };
      const expected = filesIn(join(clone, 'dist/site'))
        .filter((file) => !/\.(br|gz)$/.test(file))
        .map((file) => ({
          to: `s3://your-bucket/recovery-widgets/${file}`,
          type: `${types[file.split('.').pop()]}; charset=utf-8`,
          cache: /^1\.2\.3\/|\/assets-/.test(file) ? forever : short,
        }));
      assert.ok(expected.length > 100);
      assert.deepEqual(
        uploads.map((upload) => JSON.stringify(upload)).sort(),
        expected.map((upload) => JSON.stringify(upload)).sort(),
      );
      const places = uploads.map(({to}) => to.includes('recovery-widgets/1/') && (to.includes('/assets-') ? 1 : 2));
      assert.ok(places.lastIndexOf(1) < places.indexOf(2), 'chunks before the scripts that name them');
    },
  );
});

describe('nginx with docs/hosting/nginx.conf', {skip: withoutNginx}, () => {
  /** @type {Awaited<ReturnType<typeof startNginx>>} */
  let server;
  let assets = '';
  const at = (path) => `/recovery-widgets/${path}`;
  const fileAt = (path) => readFileSync(join(www, 'recovery-widgets', path));
  before(async () => {
    mkdirSync(www);
    buildOf('1.2.2', (cdn) => {
      writeFileSync(join(cdn, 'all.js'), '"1.2.2";');
    })(join(www, 'recovery-widgets'));
    buildOf('1.2.3')(join(www, 'recovery-widgets'));
    assets = readdirSync(join(www, 'recovery-widgets/1.2.3')).find((name) => name.startsWith('assets-'));
    server = await startNginx({withBrotli: Boolean(brotli)});
  });
  after(() => server?.stop());

  const files = () => [
    ['1.2.3/all.js', 'text/javascript', forever],
    ['1.2.3/recovery-widgets.js', 'text/javascript', forever],
    ['1.2.3/integrity.json', 'application/json', forever],
    ['1.2.3/html/en/US/probe.html', 'text/html', forever],
    ['1.2.3/README.txt', 'text/plain', forever],
    [`1.2.3/${assets}/core.js`, 'text/javascript', forever],
    [`1/${assets}/core.js`, 'text/javascript', forever],
    [`1/${assets}/locales/es/helpline-banner.js`, 'text/javascript', forever],
    ['1/recovery-widgets.js', 'text/javascript', short],
    ['1/all.js', 'text/javascript', short],
    ['1/widgets/helpline-banner.js', 'text/javascript', short],
    ['1/integrity.json', 'application/json', short],
    ['1/frame.html', 'text/html', short],
    ['1/frame-parent.js', 'text/javascript', short],
    ['1.2.3/frame.html', 'text/html', forever],
    ['1/html/en/US/probe.html', 'text/html', short],
  ];

  it('gives each kind of file its type, lifetime and headers, for a page and for a frame', async () => {
    for (const [path, type, cache] of files()) {
      const {status, headers, body} = await get(server.url, at(path));
      const {server: _, date, etag, connection, 'last-modified': modified, 'accept-ranges': ranges, ...rest} = headers;
      assert.ok(date && connection && modified && ranges !== 'none');
      assert.ok(etag);
      assert.deepEqual(
        {status, ...rest},
        {
          status: 200,
          'content-type': `${type}; charset=utf-8`,
          'content-length': String(fileAt(path).length),
          'cache-control': cache,
          vary: 'Accept-Encoding',
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
          'cross-origin-embedder-policy': 'require-corp',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'x-robots-tag': 'noindex',
        },
        path,
      );
      assert.deepEqual(body, fileAt(path), path);
    }
  });

  const encodings = [
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip, deflate', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip', 'gzip'],
  ];
  for (const [accepted, encoding] of encodings)
    for (const through of [undefined, '1.1 a-cdn.example'])
      it(
        `sends ${encoding ?? 'no compression'} to who accepts “${accepted}”${through ? ', through a CDN' : ''}`,
        {skip: encoding === 'br' && withoutBrotli},
        async () => {
          for (const [path] of files()) {
            const headers = {'Accept-Encoding': accepted, ...(through && {Via: through})};
            const {status, headers: sent, body} = await get(server.url, at(path), headers);
            assert.equal(status, 200);
            assert.equal(sent['content-encoding'], encoding, path);
            assert.equal(sent.vary, 'Accept-Encoding', path);
            assert.match(sent['content-type'], /; charset=utf-8$/, path);
            const unpack = {br: brotliDecompressSync, gzip: gunzipSync}[encoding] ?? ((bytes) => bytes);
            assert.deepEqual(unpack(body), fileAt(path), path);
            // What lies beside the file, not something made on the way.
            const beside = {br: '.br', gzip: '.gz'}[encoding] ?? '';
            assert.deepEqual(body, fileAt(path + beside), path);
          }
        },
      );

  it('says “not modified” to who has the file', async () => {
    const {headers} = await get(server.url, at('1/recovery-widgets.js'));
    const again = await get(server.url, at('1/recovery-widgets.js'), {'If-None-Match': headers.etag});
    assert.equal(again.status, 304);
    assert.equal(again.headers['cache-control'], short);
  });

  it('says in plain words, and for a moment only, that there is no such file', async () => {
    for (const path of [
      '1.2.4/all.js',
      '1.2.3/no.js',
      `1/${assets}/no.js`,
      '1/assets-0123456789/core.js',
      '1/',
      '1.2.3/widgets/',
      '',
      '1/all.js/',
    ]) {
      const {status, headers, body} = await get(server.url, at(path));
      assert.deepEqual(
        {
          status,
          type: headers['content-type'],
          cache: headers['cache-control'],
          cors: headers['access-control-allow-origin'],
          sniff: headers['x-content-type-options'],
          body: String(body),
        },
        {
          status: 404,
          type: 'text/plain; charset=utf-8',
          cache: 'no-store',
          cors: '*',
          sniff: 'nosniff',
          body: 'There is no such file.\n',
        },
        path,
      );
    }
  });

  it('takes nothing: only GET and HEAD', async () => {
    const {headers, status} = await get(server.url, at('1/all.js'), {}, 'HEAD');
    assert.deepEqual([status, headers['content-length']], [200, String(fileAt('1/all.js').length)]);
    for (const method of ['POST', 'PUT', 'DELETE'])
      assert.equal((await get(server.url, at('1/all.js'), {}, method)).status, 405, method);
  });

  it('keeps no record of who asked for what', async () => {
    await get(server.url, '/elsewhere.txt');
    const log = readFileSync(join(server.folder, 'access.log'), 'utf8');
    assert.match(log, /elsewhere/);
    assert.doesNotMatch(log, /recovery-widgets/);
  });

  it('works without brotli: gzip is used', async () => {
    const plain = await startNginx({withBrotli: false});
    try {
      const {headers, body} = await get(plain.url, at('1.2.3/all.js'), {'Accept-Encoding': 'gzip, deflate, br'});
      assert.equal(headers['content-encoding'], 'gzip');
      assert.deepEqual(gunzipSync(body), fileAt('1.2.3/all.js'));
    } finally {
      await plain.stop();
    }
  });

  const [checks] = blocks('sh').filter((code) => code.startsWith('curl -sI'));
  const hasCurl = onPath('curl').some((path) => existsSync(path));
  for (const [, command, lines] of checks.matchAll(/^(curl .*)\n((?:# .*\n)+)/gm))
    it(
      `passes the check of the guide: ${command}`,
      {skip: !hasCurl ? 'no curl' : command.includes(' br') && withoutBrotli},
      () => {
        const {stdout} = spawnSync('sh', ['-c', command.replaceAll('https://your-site.example', server.url)], {
          encoding: 'utf8',
        });
        for (const line of lines.trim().split('\n'))
          assert.ok(stdout.toLowerCase().includes(line.slice(2).toLowerCase()), `${line}\n${stdout}`);
      },
    );

  describe('a page on another origin', () => {
    /** @type {import('playwright-core').Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let partner;
    /** Answers by path, as the test wants them. */
    const pages = {};
    before(async () => {
      browser = await launch();
      partner = await serve({
        root: temporary,
        // The browser asks for an icon by itself.
        onRequest: ({url}) => pages[url] ?? {status: 204, body: ''},
      });
    });
    after(async () => {
      await partner?.close();
      await browser?.close();
    });

    const script = (path, attributes = '') => `<script ${attributes} src="${server.url}${at(path)}"></script>`;
    const banner = snippet('helpline-banner', 'region="US"');

    /** Opens a page in a context, and keeps what it said and asked for. */
    async function visit(context, html, headers = {}, type = 'text/html; charset=utf-8') {
      pages['/'] = {headers: {'Content-Type': type, ...headers}, body: html};
      const page = await context.newPage();
      const said = [];
      const asked = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${partner.url}/`);
      return {page, said, asked};
    }

    const scripts = {
      'the loader of a version': () => script('1.2.3/recovery-widgets.js', 'type="module"'),
      'the loader that follows': () => script('1/recovery-widgets.js', 'type="module"'),
      'one widget that follows': () => script('1/widgets/helpline-banner.js', 'type="module"'),
      'all.js of a version, with integrity': () => {
        const {files: hashes} = JSON.parse(fileAt('1.2.3/integrity.json'));
        return script('1.2.3/all.js', `integrity="${hashes['all.js']}" crossorigin="anonymous"`);
      },
      'all.js that follows': () => script('1/all.js'),
      'the classic loader that follows': () => script('1/recovery-widgets.classic.js'),
    };
    for (const [what, tag] of Object.entries(scripts))
      for (const [kind, headers] of [
        ['', {}],
        [
          ', isolating itself',
          {'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin'},
        ],
      ])
        it(`shows the widget with ${what}${kind}`, async () => {
          const context = await browser.newContext();
          const {page, said, asked} = await visit(context, pageOf(banner, {lang: 'es', script: tag()}), headers);
          await upgraded(page);
          assert.match(await seen(page), /^Hable con alguien ahora/);
          assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), Boolean(kind));
          assert.deepEqual(said, []);
          const strangers = asked.filter((url) => !url.startsWith(server.url) && !url.startsWith(partner.url));
          assert.deepEqual(strangers, []);
          await context.close();
        });

    it('reads the letters rightly, whatever its own charset', async () => {
      const context = await browser.newContext();
      const html = pageOf(snippet('helpline-banner', 'region="US" lang="ar"'), {script: script('1/all.js')});
      const {page} = await visit(context, html.replace('utf-8', 'windows-1252'), {}, 'text/html; charset=windows-1252');
      await upgraded(page);
      assert.equal(await page.evaluate(() => document.characterSet), 'windows-1252');
      assert.match(await seen(page), /تحدثوا إلى شخص ما الآن/);
      await context.close();
    });

    it('can frame frame.html, isolating itself, sandboxing it, or neither', async () => {
      for (const [headers, attributes] of [
        [{}, ''],
        [{}, 'sandbox="allow-scripts"'],
        [{'Cross-Origin-Embedder-Policy': 'require-corp'}, ''],
      ]) {
        const context = await browser.newContext();
        const address = `${server.url}${at('1/frame.html?widget=helpline-banner&amp;region=US&amp;lang=es')}`;
        const frame = `<iframe ${attributes} src="${address}"></iframe>`;
        const {page, said} = await visit(context, pageOf(frame, {script: ''}), headers);
        await page.frameLocator('iframe').locator('recovery-helpline-banner .root').waitFor();
        await page.frameLocator('iframe').getByText('Hable con alguien ahora').waitFor();
        assert.deepEqual(said, []);
        await context.close();
      }
    });

    it('goes on to work after a release, with the loader that is in its cache', async () => {
      const context = await browser.newContext();
      const loader = script('1/recovery-widgets.js', 'type="module"');
      const first = await visit(context, pageOf(banner, {script: loader}));
      await upgraded(first.page);

      // Other chunks, in a folder of another name.
      const next = 'assets-0123456789';
      buildOf('1.2.4', (cdn) => {
        renameSync(join(cdn, assets), join(cdn, next));
        const loader = join(cdn, 'recovery-widgets.js');
        writeFileSync(loader, readFileSync(loader, 'utf8').replaceAll(assets, next));
      })(join(www, 'recovery-widgets'));

      // Words that were not asked for before the release.
      const second = await visit(context, pageOf(banner, {script: loader, lang: 'es'}));
      await upgraded(second.page);
      assert.match(await seen(second.page), /^Hable con alguien ahora/);
      assert.ok(second.asked.includes(`${server.url}${at(`1/${assets}/locales/es/helpline-banner.js`)}`));
      await context.close();

      const fresh = await browser.newContext();
      const third = await visit(fresh, pageOf(banner, {script: loader, lang: 'es'}));
      await upgraded(third.page);
      assert.ok(third.asked.includes(`${server.url}${at(`1/${next}/locales/es/helpline-banner.js`)}`));
      await fresh.close();
    });

    it(
      'gets the older version again after the roll-back of the guide',
      {skip: process.platform === 'win32'},
      async () => {
        const [rollBack] = blocks('sh').filter((code) => code.startsWith('cp -R'));
        const {status, stderr} = spawnSync('sh', ['-c', rollBack.replaceAll('/srv/www', www)], {encoding: 'utf8'});
        assert.equal(status, 0, stderr);
        for (const [accepted, unpack] of [
          ['identity', (bytes) => bytes],
          ['gzip', gunzipSync],
        ]) {
          const {body} = await get(server.url, at('1/all.js'), {'Accept-Encoding': accepted});
          assert.equal(String(unpack(body)), '"1.2.2";');
        }
        assert.equal((await get(server.url, at('1/assets-0123456789/core.js'))).status, 200);
      },
    );
  });
});
