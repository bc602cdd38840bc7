/** Storybook as it is built: its pages are there and whole, say nothing on the console, and load nothing from elsewhere. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {readCopies} from '../../src/tools/content/read-content.mjs';
import {ledgerPage} from '../../src/tools/content/ledger-page.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {serve} from '../../src/tools/cli/serve.mjs';
import {launch} from '../support/harness.mjs';

const {widgets, languages} = await available();

describe('Storybook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'storybook-'));
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    const {status, stdout, stderr} = spawnSync(
      process.execPath,
      ['src/tools/cli/storybook.mjs', '--build', '--out', folder],
      {cwd: root, encoding: 'utf8'},
    );
    assert.equal(status, 0, stdout + stderr);
    [browser, server] = [await launch(), await serve({root: folder})];
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  /** Opens one of its pages, and does something there. */
  const visit = async (address, look) => {
    const page = await browser.newPage();
    const faults = [];
    // The browser asks every server for an icon by itself.
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url)) faults.push(request.url());
    });
    page.on('response', (response) => response.status() >= 400 && faults.push(response.url()));
    await page.goto(`${server.url}/iframe.html?${address}`);
    const found = await look(page);
    await page.close();
    assert.deepEqual(faults, []);
    return found;
  };

  it('shows the ledger: every passage with its fate, every text that says something with its sources', async () => {
    const {sections, added} = ledgerPage();
    const passages = sections.flatMap(({passages}) => passages);
    const rows = await visit('viewMode=docs&id=ledger--docs', async (page) => {
      await page.waitForSelector('.ledger tr[id]');
      return page
        .locator('.ledger tr[id]')
        .evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
    });
    assert.equal(rows.length, passages.length);
    passages.forEach(({text, shown, leftOut}, index) => {
      const [article, fate] = rows[index];
      assert.ok(article.includes(text), text);
      for (const words of shown) {
        assert.ok(fate.includes(words.text), words.id);
        for (const {title} of words.sources) assert.ok(fate.includes(title), `${words.id}: ${title}`);
      }
      if (leftOut) assert.ok(fate.includes(leftOut.reason), text);
      assert.ok(shown.length || leftOut, text);
    });
    const all = await visit('viewMode=docs&id=ledger--docs', async (page) => {
      await page.waitForSelector('.ledger tr[id]');
      return (await page.locator('.ledger').allTextContents()).join(' ');
    });
    for (const {words} of added) for (const {text} of words) assert.ok(all.includes(text), text);
    const dangerous = readCopies().flatMap(({messages}) => messages.filter(({safety}) => safety));
    assert.ok(dangerous.length);
    for (const {text} of dangerous) assert.ok(all.includes(text), text);
  });

  it('lets its reader jump in the ledger, and fits a phone', () =>
    visit('viewMode=docs&id=ledger--docs', async (page) => {
      await page.waitForSelector('.ledger tr[id]');
      await page.setViewportSize({width: 390, height: 800});
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390), 'nothing scrolls sideways');
      const addresses = await page
        .locator('nav.ledger a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      assert.equal(addresses.length, ledgerPage().sections.length + 2);
      for (const address of addresses) assert.equal(await page.locator(address).count(), 1, address);
      await page.click('nav.ledger a >> nth=-1');
      await page.waitForFunction(() => document.querySelector('#parts').getBoundingClientRect().top < 100);
    }));

  for (const language of languages)
    it(`shows all widgets together, ${language}`, async () => {
      const tags = [...widgets.keys()].map((name) => `recovery-${name}`);
      await visit(`viewMode=story&id=pages-after-a-break--article&globals=language:${language}`, (page) =>
        page.waitForFunction(
          ([tags, language]) =>
            tags.every((tag) => {
              const found = [...document.querySelectorAll(tag)];
              return found.length && found.every((each) => each.shadowRoot?.querySelector('.root')?.lang === language);
            }),
          [tags, language],
        ),
      );
    });
});
