/** Fixtures of the plugin’s tests: a WordPress, with ways to ask and change it, and pages in a browser. */
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before} from 'node:test';
import {chromium} from '@playwright/test';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {launchOptions} from '../support/browser.mjs';
import {US_LINE, withOtherNumber} from '../support/helplines.mjs';
import {startWordPress} from './site.mjs';

/** Fallback content as a post has it. */
export const SAVED = `<div lang="en" dir="ltr"><p>Saved words <a href="${US_LINE.href}">${US_LINE.number}</a></p></div>`;

/** Returns the fallback content to expect in a page: one block a line, without indentation. */
export const fallback = async (name, options) => (await fallbackHtml(name, options)).trim().replace(/\n\s*/g, '\n');

/** Content of the post in a page of the block theme. */
export const contentOf = (html) => html.slice(html.indexOf('entry-content'), html.indexOf('</main>'));

/** Starts a WordPress for the tests of a block, and stops it after them. */
export function useWordPress() {
  let site;
  let browser;
  const launch = () => (browser ??= chromium.launch(launchOptions()));
  before(async () => {
    site = await startWordPress();
  });
  after(async () => {
    await (await browser)?.close();
    await site?.stop();
  });

  const page = async (content, fields) => site.get(`/?p=${await site.post(content, fields)}`);

  /** Returns everything that a call of the plugin’s functions returns. */
  const call = async (expression) =>
    JSON.parse(await site.php(`namespace RecoveryWidgets; echo wp_json_encode( ${expression} );`));

  /** Runs with other settings, and puts the usual ones back. */
  async function withSettings(settings, run) {
    await site.setOptions({recovery_widgets: settings});
    try {
      await run();
    } finally {
      await site.setOptions({recovery_widgets: {region: 'US'}});
    }
  }

  /** Runs with a changed file of the plugin. `change` returns the new text; undefined removes the file. */
  async function withFile(path, change, run) {
    const file = join(site.plugin, path);
    const text = readFileSync(file, 'utf8');
    const changed = change(text);
    if (changed === undefined) renameSync(file, `${file}.away`);
    else writeFileSync(file, changed);
    try {
      await run();
    } finally {
      if (changed === undefined) renameSync(`${file}.away`, file);
      writeFileSync(file, text);
    }
  }

  const withNewNumber = (run) => withFile('data/fallback/en/helpline-banner.json', withOtherNumber, run);

  /** Opens a page in a context. @param {import('@playwright/test').BrowserContext} context */
  async function watch(context) {
    const page = await context.newPage();
    // The editor is 200 files, and the machine may be busy.
    page.setDefaultTimeout(60_000);
    /** @type {{requests: string[], errors: string[]}} */
    const {requests, errors} = {requests: [], errors: []};
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    // Pictures of users are on another host, which tests cannot reach.
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_(NAME_NOT_RESOLVED|INTERNET)/.test(message.text()))
        errors.push(message.text());
    });
    return Object.assign(page, {requests, errors});
  }

  /** Opens a page as a reader. @param {string} path @param {import('@playwright/test').BrowserContextOptions} [options] */
  async function read(path, options) {
    const page = await watch(await (await launch()).newContext(options));
    await page.goto(site.url + path, {waitUntil: 'load'});
    return page;
  }

  return {
    get site() {
      return site;
    },
    /** Launches the browser of the tests, once. */
    launch,
    ...{page, call, withSettings, withFile, withNewNumber, watch, read},
  };
}

/** Waits until widgets are drawn. */
export const drawn = (frame, ...tags) =>
  frame.waitForFunction(
    (all) => all.every((tag) => document.querySelector(tag)?.shadowRoot?.querySelector('[part=base]')),
    tags,
    // Without a frame to draw: on a busy machine, a frame of the editor may get none for long.
    {polling: 100},
  );
