/**
 * How often a page waits for the network. Each round of requests is held back until nothing new is asked for, then let go as a
 * whole. That is told by the clock, so `npm test` runs nothing beside this file.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {available} from '../../src/tools/html/prerender.mjs';
import {CDN, launch, open, pageOf, snippet, upgraded} from '../support/harness.mjs';

const all = [...(await available()).widgets.keys()];

describe('round trips after the HTML', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const rounds = () => {
    /** @type {string[][]} */
    const paths = [];
    let held = [];
    let timer;
    const fault = (path) =>
      new Promise((resolve) => {
        held.push({path, resolve});
        clearTimeout(timer);
        timer = setTimeout(() => {
          paths.push(held.map((each) => each.path).sort());
          const letGo = held;
          held = [];
          letGo.forEach((each) => each.resolve());
        }, 600);
      });
    return {paths, fault};
  };

  it('two: the loader, then everything else at once', async () => {
    const {paths, fault} = rounds();
    const html = pageOf(all.map((name) => snippet(name, 'region="US"')).join(''), {lang: 'ar'});
    const {page, close} = await open(browser, html, {fault});
    for (const name of all) await upgraded(page, name);
    assert.equal(paths.length, 2, JSON.stringify(paths));
    assert.deepEqual(paths[0], ['recovery-widgets.js']);
    await close();
  });

  it('three with a frame: its page, its scripts, everything else at once', async () => {
    const {paths, fault} = rounds();
    const src = `${CDN}/frame.html?widget=helpline-banner&amp;region=US&amp;lang=es`;
    const html = pageOf(`<iframe title="Help" src="${src}" width="100%" height="300"></iframe>`, {script: ''});
    const {page, close} = await open(browser, html, {fault});
    await page.frameLocator('iframe').locator('main > * .root').waitFor();
    assert.equal(paths.length, 3, JSON.stringify(paths));
    assert.deepEqual(paths.slice(0, 2), [['frame.html'], ['frame.js', 'recovery-widgets.js']]);
    await close();
  });
});
