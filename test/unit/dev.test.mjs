/** Programs of contributors: the servers of `npm run dev` and `npm start`, the steps of a build, the names and counts of `npm test`. */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, describe, test, before} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {startDevServer} from '../../src/tools/dev/server.mjs';
import {startSiteServer} from '../../src/tools/dev/site-server.mjs';
import {stepCache} from '../../src/tools/dev/step-cache.mjs';
import {run, select} from '../../src/tools/tests/suites.mjs';
import {serve} from '../../src/tools/serve.mjs';
import {write as writeFile} from '../../src/tools/write-changed.mjs';
import {get} from '../support/hosting.mjs';
import {temporaryFolder} from '../support/system.mjs';

const folder = temporaryFolder('dev');
const write = (/** @type {string} */ file, /** @type {string} */ text) => writeFile(join(folder, file), text);

test('npm run dev serves the demo and the stories from the sources', async (t) => {
  const server = await startDevServer(5173);
  t.after(() => server.close());
  const get = async (/** @type {string} */ path) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).text();
  const demo = (await get('/ar/')) + (await get('/ar/treatment.html'));
  assert.match(demo, /src="\/@vite\/client"[^]*<recovery-overdose-warning[^]*<recovery-care-gaps/);
  assert.ok(demo.includes('src="/src/entries/define.ts"'));
  assert.match(await get('/cdn/recovery-widgets.css'), /recovery-faq/);
  assert.match(await get('/src/widgets/faq/define.ts'), /recovery-faq/);
  assert.match(await get('/stories/'), /src="(\/stories|\.)\/browse\.ts/);
});

test('a step of a build runs again when something that it reads or wrote has changed, and only then', () => {
  const steps = {
    texts: {label: '', run: [['src/tools/cli/texts.mjs']], reads: ['content'], writes: ['out']},
    html: {label: '', run: [['src/tools/cli/html.mjs']], needs: ['texts'], writes: ['out/html']},
  };
  // Copies `content/a` without its comments, and that to a second place.
  const work = {
    texts: () => write('out/texts', readFileSync(join(folder, 'content/a'), 'utf8').replace(/#.*/, '')),
    html: () => write('out/html/a', readFileSync(join(folder, 'out/texts'), 'utf8')),
  };
  /** Runs the steps that are due, and returns their names. */
  const build = () =>
    /** @type {const} */ (['texts', 'html']).filter((name) => {
      const cache = stepCache(folder, steps, '.cache/steps.json');
      if (cache.isFresh(name)) return false;
      const finish = cache.start(name);
      work[name]();
      finish();
      return true;
    });
  write('content/a', 'one');
  write('src/tools/cli/texts.mjs', "import '../content/read.mjs';");
  write('src/tools/content/read.mjs', '');
  write('src/tools/content/schema.json', '{}');
  write('src/tools/cli/html.mjs', '');
  write('src/tools/site/other.mjs', '');
  assert.deepEqual([build(), build()], [['texts', 'html'], []]);
  for (const [file, text, due] of /** @type {[string, string, string[]][]} */ ([
    ['content/a', 'two', ['texts', 'html']],
    ['content/a', 'two# and a comment', ['texts']],
    ['src/tools/content/schema.json', '{"a": 1}', ['texts']],
    ['src/tools/site/other.mjs', '// changed', []],
    ['package.json', '{"version": "1"}', ['texts', 'html']],
    ['package.json', '{"version": "1", "scripts": {}}', []],
    ['out/html/a', 'by hand', ['html']],
    ['out/html/old/a', 'of another name', ['html']],
  ])) {
    write(file, text);
    assert.deepEqual(build(), due, file);
  }
  assert.ok(!existsSync(join(folder, 'out/html/old')));
  stepCache(folder, steps, '.cache/steps.json').start('texts');
  assert.deepEqual(build(), ['texts'], 'after a failure');
});

test('npm test runs the tests of a name, and fails with a status, a failed test or none', async () => {
  const selected = [...select(['faq', 'embed/faq', './test/unit/ledger.test.mjs'])];
  const names = selected.flatMap(([suite, tests]) => tests.map((name) => `${suite.name}/${name}`));
  assert.deepEqual(names, ['browser/faq', 'embed/faq', 'unit/ledger']);
  assert.throws(() => select(['ledgr']), /Unknown test “ledgr”/);
  for (const [text, status, failed] of /** @type {const} */ ([
    ['dots\n\u001b[2K\u001b[1A\u001b[Gunit: 3 passed, 0 failed, 2 skipped', 0, 0],
    ['unit: 3 passed, 2 failed, 0 skipped', 0, 2],
    ['unit: 3 passed, 0 failed, 0 skipped', 1, 1],
    ['unit: 0 passed, 0 failed, 0 skipped', 0, 1],
  ])) {
    const code = `console.log(${JSON.stringify(text)}); process.exitCode = ${status}`;
    const result = await run({name: 'on purpose', args: ['-e', code], counts: true});
    assert.deepEqual([result.ok, result.failed], [!failed, failed], text);
  }
});

test('a step of a build ends its child when it is ended itself', async () => {
  const file = join(folder, 'pid');
  const child = `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
  const module = new URL('../../src/tools/run-step.mjs', import.meta.url).href;
  const code = `import {runStep} from '${module}'; runStep('a step', process.execPath, ['-e', ${JSON.stringify(child)}]);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code]);
  while (!existsSync(file) || !readFileSync(file, 'utf8')) await setTimeout(20);
  parent.kill();
  assert.deepEqual(await once(parent, 'exit'), [143, null]);
  const pid = Number(readFileSync(file, 'utf8'));
  const isThere = () => spawnSync('kill', ['-0', String(pid)]).status === 0;
  while (isThere()) await setTimeout(20);
});

describe('the site of npm start', () => {
  /** @typedef {typeof import('../../src/tools/dev/build-steps.mjs').build} Build */

  /** Starts its server, with builds of its own. @param {import('node:test').TestContext} context @param {Build[]} builds */
  async function startSite(context, ...builds) {
    const {url, close} = await startSiteServer({build: (options) => (builds.shift() ?? assert.fail())(options)});
    context.after(close);
    const open = (/** @type {string} */ path) => fetch(url + path);
    return {open, read: async (/** @type {string} */ path) => (await open(path)).text()};
  }
  /** Reports that the files of the demo are there. @type {Build} */
  const succeed = async ({onStep} = {}) => {
    for (const name of ['scripts', 'node', 'single']) onStep?.(name);
    return true;
  };

  test('has its home page at once, and answers a request for a built file when that is there', async (context) => {
    let finish = () => {};
    const built = new Promise((resolve) => (finish = () => resolve(undefined)));
    const {open, read} = await startSite(context, (options) => built.then(() => succeed(options)));
    let isAnswered = false;
    const style = read('/demo/style.css').finally(() => (isAnswered = true));
    const waiting = await open('/demo/');
    assert.match(await read('/'), /<h1>Help boxes/);
    assert.equal(isAnswered, false);
    finish();
    assert.match(await style, /\{/);
    assert.match(await waiting.text(), /http-equiv="refresh".*is being built/s);
    assert.match(await read('/demo/'), /<recovery-overdose-warning/);
  });

  test('shows why a build has failed, and builds again for the next request', async (context) => {
    /** @type {Build} */
    const fail = async ({onStep} = {}) => {
      onStep?.('scripts', 'build: scripts failed:\nTypeError in <faq>');
      return false;
    };
    const {read} = await startSite(context, fail, succeed);
    assert.match(await read('/demo/'), /The build failed.*TypeError in &lt;faq>/s);
    assert.match(await read('/demo/'), /is being built/);
    assert.match(await read('/demo/'), /<recovery-overdose-warning/);
  });
});

let www;
let server;

before(async () => {
  www = temporaryFolder('serve');
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
    writeFile(join(www, name), text);
  server = await serve({mounts: {'/': join(www, 'site'), '/cdn/': join(www, 'files')}});
});
after(() => server.close());

test('a file has its type, and is for every origin', async () => {
  for (const [address, type, body] of [
    ['/index.html?lang=es#top', 'text/html; charset=utf-8', '<p>Home ¿?</p>'],
    ['/with%20space/', 'text/html; charset=utf-8', 'space'],
    ['/data.bin', 'application/octet-stream', 'bin'],
    ['/cdn/widgets/a.js', 'text/javascript; charset=utf-8', 'export {};'],
  ]) {
    const {status, headers, body: found} = await get(server.url, address);
    assert.deepEqual([status, headers['content-type'], String(found)], [200, type, body]);
    assert.deepEqual([headers['access-control-allow-origin'], headers['cache-control']], ['*', 'no-cache']);
  }
});

test('no address leaves the folders', async () => {
  const outside = '/../secret.txt /..%2fsecret.txt /cdn/..%2f..%2fsecret.txt /..%5csecret.txt /style.css%00.html';
  for (const address of [...outside.split(' '), '/..%2fsite-private%2findex.html', '/%2fetc/passwd']) {
    const {status, body} = await get(server.url, address);
    assert.equal(status, 404, address);
    assert.doesNotMatch(String(body), /secret|root:/);
  }
});

test('an address without a file is answered, and a folder gets its slash on this server only', async () => {
  for (const address of ['/none', '/%E0%A4%A']) {
    const {status, headers} = await get(server.url, address);
    assert.deepEqual([status, headers['content-type']], [404, 'text/plain; charset=utf-8'], address);
  }
  const {status, headers} = await get(server.url, '/ar?lang=ar');
  assert.deepEqual([status, headers.location], [302, '/ar/?lang=ar']);
  assert.equal((await get(server.url, '/.//ar')).headers.location, '/ar/');
});

test('another port is used if asked for', async () => {
  const other = await serve({root: www, port: server.port, orAny: true});
  assert.notEqual(other.port, server.port);
  await other.close();
  await assert.rejects(serve({root: www, port: server.port}), {code: 'EADDRINUSE'});
});
