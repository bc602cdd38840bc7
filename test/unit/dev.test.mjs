/** `npm run dev`: the demo and the stories, served from the sources. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startDevServer} from '../../src/tools/dev/server.mjs';

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
