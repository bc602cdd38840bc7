/** The feedback in a partner's own form: what is sent, what is held back, and that nothing of it comes back. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {prerendered, snippet} from '../../src/tools/html/snippet.mjs';
import {CDN, HOST, launch, open, pageOf, upgraded} from '../support/harness.mjs';

const WORDS = '<p>Tell us if this page helped you.</p>';
const {html: ready} = await prerendered('feedback', {attributes: {name: 'helpful', required: '', comment: ''}});
const STRICT = {
  'content-security-policy': `default-src 'none'; script-src ${CDN}/; require-trusted-types-for 'script'; trusted-types 'none'; form-action 'self'`,
};

describe('feedback in a form of the page', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** A page with the widget in its form, which goes to the page `/sent`. */
  async function show(widget, {hold, ...options} = {}) {
    let release = () => {};
    const held = new Promise((done) => (release = done));
    const form = `<form method="post" action="/sent"><input name="page" value="7">${widget}<button>Send</button></form>`;
    const opened = await open(browser, pageOf(form, options), {
      ...options,
      pages: {[`${HOST}/sent`]: '<!doctype html><title>Sent</title><p>Thank you.</p>'},
      fault: hold ? (path) => (path.startsWith('assets-') ? held : undefined) : undefined,
    });
    const {page} = opened;
    const sent = [];
    page.on('request', (request) => request.url() === `${HOST}/sent` && sent.push(request.postData()));
    const field = page.locator('recovery-feedback');
    return {
      ...opened,
      release,
      sent,
      field,
      answer: field.locator('input'),
      comment: field.locator('textarea'),
      send: () => page.locator('button').click(),
      arrived: () => page.waitForURL(`${HOST}/sent`),
    };
  }

  const div = (attributes) => `<div data-recovery-widget="feedback" ${attributes}>${WORDS}</div>`;
  const tag = (attributes) => `<recovery-feedback ${attributes}>${WORDS}</recovery-feedback>`;
  const all = `<script src="${CDN}/all.js"></script>`;
  for (const [form, widget, options] of [
    ['as a tag', tag('name="helpful" required comment')],
    ['as a placeholder', div('data-name="helpful" data-required data-comment')],
    ['as a placeholder, with all.js', div('data-name="helpful" data-required data-comment'), {script: all}],
    ['on a strict page', tag('name="helpful" required comment'), {headers: STRICT}],
    ['prerendered', ready],
  ])
    it(`${form}: is held back until there is an answer, then sent with it`, async () => {
      const {page, sent, answer, comment, send, arrived, console, close} = await show(widget, options);
      await upgraded(page, 'feedback');
      await page.waitForFunction(() => !document.querySelector('form').checkValidity());
      await send();
      const [message, focused] = await page.evaluate(() => {
        const {activeElement: field} = document;
        return [field.validationMessage, field.shadowRoot.activeElement.type];
      });
      assert.deepEqual([message, focused, sent], ['Please choose an answer.', 'radio', []]);
      await answer.nth(1).click();
      await comment.fill('Too long, & “hard”');
      await send();
      await arrived();
      assert.deepEqual(
        [...new URLSearchParams(sent[0])],
        [
          ['page', '7'],
          ['helpful', 'no'],
          ['helpful-comment', 'Too long, & “hard”'],
        ],
      );
      assert.deepEqual(console, []);
      await close();
    });

  it('as snippets are printed, works in a form', async () => {
    for (const form of ['tag', 'div', 'prerendered']) {
      const attributes = {name: 'helpful', scale: 'stars'};
      const {html} = await snippet('feedback', {form, lang: 'ar', base: `${CDN}/`, attributes});
      const {page, sent, answer, send, arrived, close} = await show(html, {script: ''});
      await upgraded(page, 'feedback');
      await answer.nth(3).click();
      await send();
      await arrived();
      assert.deepEqual(sent, ['page=7&helpful=4'], form);
      await close();
    }
  });

  it('is sent by Enter, as from radio buttons of the page', async () => {
    const {page, sent, answer, arrived, close} = await show(tag('name="helpful" scale="stars"'));
    await upgraded(page, 'feedback');
    await answer.nth(0).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await arrived();
    assert.deepEqual(sent, ['page=7&helpful=2']);
    await close();
  });

  it('holds no form back where no script comes, and sends nothing there', async () => {
    for (const widget of [tag('name="helpful" required'), ready]) {
      const {sent, send, arrived, close} = await show(widget, {context: {javaScriptEnabled: false}, script: ''});
      await send();
      await arrived();
      assert.deepEqual(sent, ['page=7']);
      await close();
    }
  });

  it('prerendered: keeps what was chosen and written before the script came, and says once that it was', async () => {
    const {html} = await prerendered('feedback', {attributes: {name: 'helpful', scale: 'stars', comment: ''}});
    const {page, field, answer, comment, sent, send, arrived, release, console, close} = await show(html, {
      hold: true,
      head: `<script>
        globalThis.heard = [];
        addEventListener('recovery-feedback', ({target}) => heard.push(target.value));
      </script>`,
    });
    await answer.nth(2).click();
    await comment.fill('Good');
    await comment.evaluate((box) => (globalThis.box = box));
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'recovery-feedback');
    release();
    await page.waitForFunction(() => document.querySelector('recovery-feedback').value);
    await field.evaluate((element) => element.updateComplete);
    assert.deepEqual(await page.evaluate(() => globalThis.heard), ['3']);
    assert.equal(await comment.evaluate((box) => box === globalThis.box), true, 'the same box');
    assert.match(await field.locator('[role=status]').textContent(), /^Thank you\. Your answer is sent when/);
    await send();
    await arrived();
    assert.deepEqual(sent, ['page=7&helpful=3&helpful-comment=Good']);
    assert.deepEqual(console, []);
    await close();
  });

  it('prerendered: focus goes to its first answer before the script comes, and after', async () => {
    const {html} = await prerendered('feedback', {attributes: {name: 'helpful'}});
    const {page, field, release, close} = await show(html, {hold: true});
    const focused = () =>
      field.evaluate((element) => {
        document.activeElement.blur();
        element.focus();
        return element.shadowRoot.activeElement === element.shadowRoot.querySelector('input');
      });
    assert.equal(await focused(), true);
    release();
    await page.waitForFunction(() => 'value' in document.querySelector('recovery-feedback'));
    await field.evaluate((element) => element.updateComplete);
    assert.equal(await focused(), true);
    await close();
  });

  for (const [how, head] of [
    ['', ''],
    [
      ' to a page that the browser had thrown away',
      `<script>addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)</script>`,
    ],
  ])
    it(`is empty after Back${how}, where other fields are as they were`, async () => {
      const {page, answer, comment, send, arrived, field, close} = await show(tag('name="helpful" comment'), {head});
      await upgraded(page, 'feedback');
      await page.locator('[name=page]').fill('8');
      await answer.nth(0).click();
      await comment.fill('Secret');
      await send();
      await arrived();
      await page.goBack();
      await upgraded(page, 'feedback');
      await field.evaluate((element) => element.updateComplete);
      const now = await page.evaluate(() => [
        ...[...new FormData(document.querySelector('form'))].flat(),
        document.querySelector('recovery-feedback').shadowRoot.querySelectorAll(':checked').length,
      ]);
      assert.deepEqual(now, ['page', '8', 'helpful-comment', '', 0]);
      await close();
    });

  it('without a form: tells the page that feedback was given, and the page may ask which', async () => {
    const {page, requests, close} = await open(browser, pageOf(tag('scale="stars"')));
    await upgraded(page, 'feedback');
    await page.evaluate(() => {
      document.body.addEventListener('recovery-feedback', (event) => {
        globalThis.heard = [Object.keys(event), event.detail, event.target.value];
      });
    });
    const before = requests.length;
    await page.locator('recovery-feedback input').nth(4).click();
    assert.deepEqual(await page.evaluate(() => globalThis.heard), [['isTrusted'], undefined, '5']);
    assert.equal(requests.length, before);
    await close();
  });
});
