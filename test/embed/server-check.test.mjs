/**
 * The server check of the hosted folder, opened from servers that are right and from servers with each fault it knows.
 * Only a loopback port is opened.
 */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {integrityOf} from '../../src/tools/built/integrity.mjs';
import {makeSite} from '../../src/tools/hosting/publish.mjs';
import {mediaType} from '../../src/tools/serve.mjs';
import {write} from '../../src/tools/write-changed.mjs';
import {faultsIn, loadAxe} from '../support/probes.mjs';
import {EVERGREEN, HEADERS, IMMUTABLE} from '../support/hosting.mjs';
import {expect, test} from '../support/page.mjs';
import {temporaryFolder} from '../support/system.mjs';

const CARD = 'print/en/US/wallet-card.html';

test.describe('the server check', () => {
  let folder = '';
  let address = '';
  let server;
  /** Changes a reply: its status, its headers by name in lower case, its body. @type {Function} */
  let fault = () => {};
  /** @type {import('@playwright/test').Page[]} */
  const pages = [];
  test.afterEach(() => Promise.all(pages.splice(0).map((page) => page.close())));

  /** Replies as docs/hosting.md asks, except for the fault. @param {import('node:http').IncomingMessage} request */
  function replyTo(request) {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname).slice('/help/'.length);
    const file = join(folder, path || 'index.html');
    const exists = existsSync(file) && statSync(file).isFile();
    /** @type {{status: number, headers: Record<string, string>, body: Buffer}} */
    const reply = {
      status: exists ? 200 : 404,
      headers: {
        'content-type': exists ? mediaType(file) : 'text/plain; charset=utf-8',
        'cache-control': /^(1\.2\.3|1\/assets-)/.test(path) ? IMMUTABLE : EVERGREEN,
        ...HEADERS,
        'content-encoding': 'gzip',
      },
      body: exists ? readFileSync(file) : Buffer.from('Not found.'),
    };
    fault(reply, path, request);
    if (reply.headers['content-encoding']) reply.body = gzipSync(reply.body, {level: 1});
    return reply;
  }

  test.beforeAll(async () => {
    folder = temporaryFolder('server-check');
    const dist = join(folder, 'dist');
    // A build of few files, for speed; each is long enough to be worth compressing.
    const chunks = ['assets-0123456789/core.js', 'current/core.js', 'widgets/faq.js'];
    for (const file of ['all.js', 'recovery-widgets.js', 'recovery-widgets.css', 'frame.html', ...chunks])
      write(join(dist, 'cdn', file), `/* ${file} – */\n`.repeat(200));
    write(join(dist, CARD), '<!doctype html><title>Card</title>');
    const integrity = JSON.stringify(integrityOf(join(dist, 'cdn'), '1.2.3'), null, 2);
    write(join(dist, 'cdn/integrity.json'), `${integrity}\n`);
    makeSite({dist, version: '1.2.3'});
    folder = join(dist, 'hosting/recovery-widgets');
    server = createServer((request, response) => {
      const {status, headers, body} = replyTo(request);
      response.writeHead(status, headers).end(body);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
    address = `http://127.0.0.1:${port}/help/`;
  });
  test.afterAll(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** Opens the page and waits for its verdict. */
  async function visit(browser, change = () => {}) {
    fault = change;
    const page = await browser.newPage();
    pages.push(page);
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address);
    await expect(page.locator('#status')).toHaveText(/fault/);
    /** Returns the titles of the results of a state, with their text. @param {string} state */
    const results = async (state) => {
      const entries = await page.locator(`li.${state}`).allInnerTexts();
      return Object.fromEntries(
        entries.map((entry) => {
          const [heading, ...rest] = entry.split('\n').filter(Boolean);
          return [heading.replace(/^.*?: /, ''), rest.join('\n')];
        }),
      );
    };
    return {page, requests, results, status: await page.locator('#status').innerText()};
  }

  /** Checks titles and texts of the faults. */
  const expectWrong = async (results, /** @type {Record<string, RegExp>} */ expected) => {
    const wrong = await results('wrong');
    assert.deepEqual(Object.keys(wrong), Object.keys(expected));
    for (const [title, pattern] of Object.entries(expected)) assert.match(wrong[title], pattern);
  };

  test('finds nothing wrong on a host as in the guide, waits at its limits, and leads to the builder', async ({
    browser,
  }) => {
    let served = 0;
    const {page, requests, results, status} = await visit(browser, (reply, path) => {
      if (path.startsWith('server-check/') || !path || served++ % 8 !== 7) return;
      Object.assign(reply, {status: [403, 429, 503][served % 3], headers: {...reply.headers, 'retry-after': '0.01'}});
    });
    const first = [...requests];
    assert.deepEqual(await results('wrong'), {});
    const next = page.getByRole('link', {name: 'Make a box for your page'});
    await expect(next).toHaveAttribute('href', `${address}1/builder/index.html`);
    await expect(page.locator('.ready, #results').first()).toHaveClass('ready');
    await page.getByRole('button', {name: /^Check all \d+ files$/}).click();
    await expect(page.getByText(/^\d+ files of 1\.2\.3 and 1 are there/)).toBeVisible();
    assert.ok(requests.join().includes('widgets/faq.js') && !first.join().includes('widgets/faq.js'));
    assert.match(status, /no fault\. Your server slows this check down: it answered (403|429|503)\.$/);
    for (const url of requests)
      assert.ok(url.startsWith(address) || url === new URL('/favicon.ico', address).href, url);
  });

  test('can be read: by axe in light and dark, whole at 320 px, a button for the keyboard', async ({browser}) => {
    const {page} = await visit(browser, ({headers}, path) => {
      if (path.endsWith('frame.html')) headers['x-frame-options'] = 'SAMEORIGIN';
    });
    for (const state of ['right', 'wrong']) assert.ok(await page.locator(`li.${state}`).count(), state);
    await loadAxe(page);
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({colorScheme});
      assert.deepEqual(await faultsIn(page), [], colorScheme);
    }
    await page.setViewportSize({width: 320, height: 600});
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    // The verdict is in words, not only in color.
    await expect(page.getByRole('heading', {name: 'Fix this: Every site may show the frame'})).toBeVisible();
    assert.equal(await page.locator('[aria-live=polite]:not([role])').count(), 1);

    fault = () => {};
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', {name: 'Check again'})).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#status')).toHaveText(/no fault\.$/);
  });

  test('names faults and remedies', async ({browser}) => {
    const {results, status} = await visit(browser, (reply, path) => {
      const {headers} = reply;
      if (path.startsWith('server-check/') || !path) return;
      delete headers['access-control-allow-origin'];
      delete headers['cache-control'];
      if (path.endsWith('.js')) headers['content-type'] = 'text/plain; charset=utf-8';
      headers['x-frame-options'] = 'DENY';
      if (path === '1/current/core.js' || path === CARD) reply.status = 404;
      // A rule of the site that sends its home page for unknown addresses.
      else if (reply.status === 404) reply.status = 200;
    });
    await expectWrong(results, {
      'The files are there':
        /^2 files are not there\. Upload the folders[^]*1\/current\/core\.js: 404\nprint\/.*card\.html: 404$/,
      'A missing file is reported as missing': /answers 200.*Switch off the rule/,
      'Each file has its type': /\.js comes as text\/plain; charset=utf-8$/,
      'Pages on other hosts may use the files': /must send Access-Control-Allow-Origin: \*/,
      'A changed number reaches readers soon': /max-age=300[^]*no lifetime, so browsers guess/,
      'Every site may show the frame': /1\.2\.3\/frame\.html: x-frame-options: DENY/,
    });
    assert.match(status, /6 checks: 6 faults\.$/);
  });

  test('finds damaged bytes and long lifetimes, and knows servers that allow hosts on request', async ({browser}) => {
    const {results} = await visit(browser, (reply, path, request) => {
      const {headers} = reply;
      if (path.startsWith('server-check/') || !path) return;
      headers['content-type'] = headers['content-type'].replace('; charset=utf-8', '');
      if (!request.headers.origin) delete headers['access-control-allow-origin'];
      if (path.startsWith('1/')) headers['cache-control'] = 'max-age=86400';
      if (path.endsWith('no-such-file.js'))
        Object.assign(reply, {status: 403, headers: {...headers, 'retry-after': '0.01'}});
      // As an upload in text mode does.
      if (path === '1.2.3/all.js') reply.body = Buffer.from(String(reply.body).replaceAll('\n', '\r\n'));
    });
    await expectWrong(results, {
      'The files are there': /^1 file has other bytes.*binary mode[^]*1\.2\.3\/all\.js$/,
      'A missing file is reported as missing': /answers 403\. It should answer 404\./,
      'Each file has its type': /charset=utf-8/,
      'A changed number reaches readers soon': /1\/all\.js: 1440 minutes/,
    });
    const right = await results('right');
    assert.match(right['Pages on other hosts may use the files'], /when a page on another host asks/);
  });

  test('says that nothing was checked where its script does not run', async ({browser}) => {
    fault = () => {};
    const context = await browser.newContext({javaScriptEnabled: false});
    const page = await context.newPage();
    await page.goto(address);
    await expect(page.locator('#status')).toHaveText(/^\s*Nothing has been checked/);
    await context.close();
  });
});
