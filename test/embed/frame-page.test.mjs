/** frame.html and the page around it: messages, color scheme, links, strict pages and sandboxes, privacy. */
import assert from 'node:assert/strict';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {CDN, HOST, pageOf, visibleText, WIDGETS} from '../support/page.mjs';
import {trapPrivacyApis} from '../support/probes.mjs';
import {frameOf, hostOf, LOOSE, frameIn, upgradedIn, heightOf, fits, schemeIn, untilScheme, test} from './frames.mjs';

test.describe('messages of the frame', () => {
  test('are accepted from the frame itself only', async ({open}) => {
    const evil = 'https://evil.example/';
    const {page} = await open(hostOf(`${frameOf()}<iframe id="evil" src="${evil}"></iframe>`), {
      pages: {
        [evil]: '<!doctype html><p>Evil</p>',
        // A frame with a URL like ours is accepted, for its own height only.
        [`${evil}frame.html`]: '<!doctype html><p>Evil</p>',
      },
    });
    await upgradedIn(page);
    const right = await fits(page);
    const forge = `parent.postMessage({type: 'recovery-widgets:height', height: 77}, '*')`;
    await (await frameIn(page, 1)).evaluate(forge);
    await page.evaluate(forge.replace('parent', 'window'));
    // The window of our frame, navigated to another site: its `src` has another origin than its document.
    await page.evaluate((url) => document.querySelector('iframe').contentWindow?.location.replace(url), evil);
    await page.frames()[1].waitForURL(evil);
    await page.frames()[1].evaluate(forge);
    await page.waitForTimeout(100);
    assert.deepEqual([await heightOf(page), await heightOf(page, 1)], [right, 150]);
    await page.evaluate((url) => (document.querySelector('#evil').src = url), `${evil}frame.html`);
    await page.frames()[2].waitForURL(`${evil}frame.html`);
    await page.frames()[2].evaluate(forge);
    await page.waitForFunction(() => document.querySelector('#evil').clientHeight === 77);
    assert.equal(await heightOf(page), right);
  });

  test('are ignored without a valid height, and limited when it is too large', async ({open}) => {
    const {page, console} = await open(hostOf());
    const frame = await upgradedIn(page);
    const right = await fits(page);
    const send = (message) => frame.evaluate(`parent.postMessage(${message}, '*')`);
    for (const message of ['null', '77', '{height: 77}', "{type: 'height', height: 77}"]) await send(message);
    for (const height of ['NaN', 'Infinity', "'77'", 'null', '{}', '[77]', 'undefined', '77n'])
      await send(`{type: 'recovery-widgets:height', height: ${height}}`);
    await page.waitForTimeout(100);
    assert.equal(await heightOf(page), right);
    await send("{type: 'recovery-widgets:height', height: 1e9}");
    await page.waitForFunction(() => document.querySelector('iframe').clientHeight === 10_000);
    await send("{type: 'recovery-widgets:height', height: -5}");
    await page.waitForFunction(() => document.querySelector('iframe').clientHeight === 0);
    assert.deepEqual(console, []);
  });

  test('have a height and nothing more', async ({open}) => {
    const {page} = await open(hostOf(frameOf('widget=trigger-checklist&amp;lang=es')), {
      before: (page) =>
        page.addInitScript(() => {
          globalThis.messages = [];
          globalThis.addEventListener('message', ({data}) => globalThis.messages.push(data));
        }),
    });
    const frame = await upgradedIn(page);
    await frame.evaluate(() => document.querySelector('main > *').shadowRoot.querySelector('input').click());
    await fits(page);
    const messages = await page.evaluate(() => globalThis.messages);
    assert.ok(messages.length > 0);
    for (const {type, height, ...more} of messages)
      assert.deepEqual([type, Number.isInteger(height), more], ['recovery-widgets:height', true, {}]);
  });

  test('are accepted by the frame only from the page that embeds it', async ({open}) => {
    const {page} = await open(hostOf(`${frameOf()}<iframe id="evil" src="https://evil.example/"></iframe>`), {
      pages: {'https://evil.example/': '<!doctype html><p>Evil</p>'},
    });
    await upgradedIn(page);
    await fits(page);
    const [frame, evil] = [await frameIn(page), await frameIn(page, 1)];
    const forge = "postMessage({type: 'recovery-widgets:scheme', scheme: 'dark'}, '*')";
    await evil.evaluate(`parent.frames[0].${forge}`);
    await frame.evaluate(`window.${forge}`);
    await page.evaluate("frames[0].postMessage({type: 'recovery-widgets:scheme', scheme: 'only dark'}, '*')");
    await page.waitForTimeout(100);
    assert.equal(await schemeIn(frame), 'light');
  });
});

test.describe('color scheme of the frame', () => {
  const styled = (css) => ({head: `<style>${css}</style>`});

  for (const [os, css, scheme] of /** @type {['dark' | 'light', string, string][]} */ ([
    ['dark', '', 'light'],
    ['light', 'iframe {color-scheme: dark}', 'dark'],
    ['light', '</style><meta name="color-scheme" content="dark"><style>', 'dark'],
    ['light', '</style><meta name="color-scheme" content="dark"><style>:root {color-scheme: light}', 'light'],
  ]))
    test(`is ${scheme} on a page with “${css}” on a ${os} system`, async ({open}) => {
      // An image of that name shadows the method of the document.
      const {page} = await open(hostOf(`<img name="querySelector">${frameOf()}`, styled(css)), {
        context: {colorScheme: os},
      });
      await upgradedIn(page);
      await untilScheme(page, scheme);
    });

  test('follows changes of the system, and of a class or an attribute of the page', async ({open}) => {
    const {page, console} = await open(
      hostOf(
        frameOf(),
        styled(
          ':root {color-scheme: light dark} .night {color-scheme: dark} body[data-mode=day] {color-scheme: light}',
        ),
      ),
      {context: {colorScheme: 'light'}},
    );
    await upgradedIn(page);
    await fits(page);
    await untilScheme(page, 'light');
    await page.emulateMedia({colorScheme: 'dark'});
    await untilScheme(page, 'dark');
    await page.emulateMedia({colorScheme: 'light'});
    await untilScheme(page, 'light');
    await page.evaluate(() => document.documentElement.classList.add('night'));
    await untilScheme(page, 'dark');
    await page.evaluate(() => (document.body.dataset.mode = 'day'));
    await untilScheme(page, 'light');
    assert.deepEqual(console, []);
  });

  test('is that of a theme in the URL of the frame', async ({open}) => {
    const query = 'widget=helpline-banner&amp;theme=Light';
    const {page} = await open(hostOf(frameOf(query), styled(':root {color-scheme: dark}')));
    await upgradedIn(page);
    await fits(page);
    await page.waitForTimeout(100);
    assert.equal(await schemeIn(await frameIn(page)), 'light');
  });
});

test.describe('links in the frame', () => {
  const strict = {
    'content-security-policy': `default-src 'none'; frame-src ${CDN}/; script-src ${CDN}/frame-parent.js; require-trusted-types-for 'script'; trusted-types 'none'`,
  };

  const call = 'a[href^="tel:"]';
  const text = 'a[href^="sms:"]';
  const site = 'a[href^="https:"] >> visible=true';

  for (const [link, place, options] of /** @type {[string, string, Record<string, any>][]} */ ([
    [call, '', {}],
    [text, ', in a sandbox as advised', {attributes: LOOSE, headers: strict}],
  ]))
    test(`hand ${link} to the system without a new tab${place}`, async ({followLink}) => {
      const {navigations, tabs, console} = await followLink(link, options);
      assert.equal(navigations.length, 1);
      assert.match(navigations[0], /^(tel|sms):/);
      assert.deepEqual([tabs, console], [[], []]);
    });

  for (const [what, sandbox] of [
    ['keep a phone number in the frame when its sandbox forbids more', 'allow-scripts'],
    ['leave no empty tab for a phone number when the sandbox allows only new tabs', 'allow-scripts allow-popups'],
  ])
    test(what, async ({followLink}) => {
      const attributes = `sandbox="${sandbox}"`;
      const {navigations, tabs, console} = await followLink(call, {attributes, headers: strict});
      assert.deepEqual([navigations, tabs], [[], []]);
      if (sandbox.includes('popups')) assert.doesNotMatch(console.join(), /Blocked opening|blocked by sandbox/);
    });

  test('open a site in a new tab without an opener, also in a sandbox as advised', async ({open}) => {
    // Without a region, the widget links to the directory.
    const opened = [];
    const {page, console} = await open(hostOf(frameOf('widget=helpline-banner', LOOSE)), {
      before: async (page) => {
        await page.context().route('**/*', (route) => route.fulfill({contentType: 'text/html', body: 'outside'}));
        page.on('popup', (popup) => opened.push(popup));
      },
    });
    const frame = await upgradedIn(page);
    await fits(page);
    const [tab] = await Promise.all([page.waitForEvent('popup'), frame.locator(site).first().click()]);
    await tab.waitForURL('https://findahelpline.com/');
    await page.waitForTimeout(300);
    assert.equal(opened.length, 1);
    const seen = await tab.evaluate(() => [globalThis.opener, document.referrer, globalThis.origin]);
    assert.deepEqual(seen, [null, '', 'https://findahelpline.com']);
    assert.equal(page.url(), `${HOST}/`);
    assert.match(frame.url(), /frame\.html/);
    assert.deepEqual(console, []);
  });
});

test.describe('frame.html on strict pages and in sandboxes', () => {
  // CORS matters in an opaque origin.
  for (const cors of [true, false])
    test(`works in a sandbox ${cors ? 'with' : 'without'} CORS headers of the host`, async ({open}) => {
      const {page, requests, console} = await open(
        hostOf(frameOf('widget=helpline-banner&amp;region=US&amp;lang=es', 'sandbox="allow-scripts"'), {
          head: '<style>:root {color-scheme: dark}</style>',
        }),
        {cors, context: {colorScheme: 'light'}},
      );
      const frame = await upgradedIn(page);
      await fits(page);
      await untilScheme(page, 'dark');
      assert.match(await visibleText(frame), new RegExp(`Hable con alguien ahora.*${US_LINE.number}`));
      assert.equal(requests.includes(`${CDN}/all.js`), !cors);
      // The browser itself logs the failed attempt.
      const ours = console.filter((line) => cors || !/CORS policy|Failed to load resource/.test(line));
      assert.deepEqual(ours, []);
    });

  test('runs all widgets under its own headers: ticked, opened, printed', async ({open}) => {
    const {page, console} = await open(
      hostOf(WIDGETS.map((widget) => frameOf(`widget=${widget}&amp;region=US`)).join('')),
    );
    for (const [index, widget] of WIDGETS.entries()) {
      const frame = await upgradedIn(page, index);
      await frame.evaluate(async () => {
        const element = document.querySelector('main > *');
        const each = (selector) =>
          [...element.shadowRoot.querySelectorAll(selector)].forEach((control) => control.click());
        each('input, summary');
        await element.updateComplete;
        each('button.primary');
      });
      if (widget !== 'trigger-checklist') continue;
      const sheet = frame.frameLocator('main > * iframe').locator('body');
      assert.ok((await sheet.textContent()).length > 100, 'the print sheet has the plan');
    }
    await page.waitForTimeout(200);
    assert.deepEqual(console, []);
  });
});

test('frame.html uses no storage or other origin, and sends no referrer, nor does its page but with its own script', async ({
  open,
}) => {
  const {html} = await snippet('helpline-banner', {region: 'US', form: 'frame', base: `${CDN}/`});
  const referrers = [];
  const {page, requests} = await open(pageOf(html, {script: ''}), {
    before: async (page) => {
      await trapPrivacyApis(page);
      page.on('request', (request) => {
        const {referer} = request.headers();
        if (request.url().startsWith(CDN) && referer) referrers.push([request.url(), referer]);
      });
    },
  });
  const frame = await upgradedIn(page);
  await fits(page);
  for (const each of [page, frame]) assert.deepEqual(await each.evaluate(() => globalThis.used), []);
  for (const url of requests) assert.match(url, /^https:\/\/(partner|cdn)\.example\//);
  assert.ok(requests.filter((url) => url.startsWith(CDN)).length >= 6);
  // Requests of the page itself follow its own policy, as docs/hosting.md says.
  assert.deepEqual(referrers, [[`${CDN}/frame-parent.js`, `${HOST}/`]]);
});
