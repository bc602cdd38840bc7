/** The servers of `npm run dev`, for the demo and the stories from the sources, and of `npm start`, for the site. */
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {startDevServer} from '../../src/tools/dev/server.mjs';
import {startSiteServer} from '../../src/tools/dev/site-server.mjs';

/** @type {Awaited<ReturnType<typeof startDevServer>>} */
let server;
let url = '';
before(async () => {
  server = await startDevServer(5173);
  url = `http://127.0.0.1:${server.port}`;
});
after(() => server.close());

const get = async (/** @type {string} */ path) => {
  const response = await fetch(url + path);
  return {status: response.status, type: response.headers.get('content-type'), text: await response.text()};
};

for (const path of ['/', '/es/', '/ar/'])
  test(`${path} is the demo, with the sources and Vite’s client in it`, async () => {
    const {status, text} = await get(path);
    assert.equal(status, 200);
    assert.match(text, /<recovery-faq/);
    assert.match(text, /src="\/src\/entries\/define\.ts"/);
    assert.match(text, /src="\/@vite\/client"/);
    assert.doesNotMatch(text, /Content-Security-Policy|\/cdn\/recovery-widgets\.js/);
  });

test('files of the demo and the style sheet of the fallback content are there', async () => {
  assert.match((await get('/style.css')).text, /\{/);
  assert.match((await get('/cdn/recovery-widgets.css')).text, /recovery-faq/);
});

test('modules are compiled from the sources', async () => {
  const {status, type, text} = await get('/src/widgets/faq/define.ts');
  assert.deepEqual([status, type], [200, 'text/javascript']);
  assert.match(text, /recovery-faq/);
});

test('the page of stories loads every story file', async () => {
  assert.match((await get('/stories/')).text, /src="(\/stories|\.)\/browse\.ts/);
  assert.equal((await get('/stories/browse.ts')).status, 200);
  assert.match((await get('/stories/index.ts')).text, /faq\.stories\.ts/);
});

describe('the site', () => {
  /** @typedef {typeof import('../../src/tools/dev/build-steps.mjs').build} Build */

  /** Starts its server, with builds of its own. @param {import('node:test').TestContext} context @param {Build[]} builds */
  async function startSite(context, ...builds) {
    const {url, close} = await startSiteServer({build: (options) => (builds.shift() ?? assert.fail())(options)});
    context.after(close);
    return async (/** @type {string} */ path) => (await fetch(url + path)).text();
  }
  /** Reports that the files of the demo are there. @type {Build} */
  const succeed = async ({onStep} = {}) => {
    for (const name of ['scripts', 'node']) onStep?.(name);
    return true;
  };

  test('has its home page at once, and answers a request for a built file when that is there', async (context) => {
    let finish = () => {};
    const built = new Promise((resolve) => (finish = () => resolve(undefined)));
    const read = await startSite(context, (options) => built.then(() => succeed(options)));
    let isAnswered = false;
    const style = read('/demo/style.css').finally(() => (isAnswered = true));
    const waiting = read('/demo/');
    assert.match(await read('/'), /<h1>Help boxes/);
    assert.equal(isAnswered, false);
    finish();
    assert.match(await style, /\{/);
    assert.match(await waiting, /is being built.*location\.reload\(\)/s);
    assert.match(await read('/demo/'), /<recovery-faq/);
  });

  test('shows why a build has failed, and builds again for the next request', async (context) => {
    const read = await startSite(
      context,
      async ({onStep} = {}) => {
        await setTimeout(200);
        onStep?.('scripts', 'build: scripts failed:\nTypeError in <faq>');
        return false;
      },
      succeed,
    );
    const [page, script] = await Promise.all(['/demo/', '/cdn/all.js'].map(read));
    assert.match(page, /is being built.*The build failed.*TypeError in &lt;faq>/s);
    assert.match(script, /^build: scripts failed:\nTypeError in <faq>/);
    assert.match(await read('/demo/'), /location\.reload/);
    assert.match(await read('/demo/'), /<recovery-faq/);
  });
});
