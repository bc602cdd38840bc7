/** The feedback in a partner’s own form: validation, the data that is sent, and that nothing comes back with the Back button. */
import assert from 'node:assert/strict';
import {printStatic} from '../../src/tools/html/snippet.mjs';
import {CDN, gate, HOST, pageOf, test as base, upgraded} from '../support/page.mjs';

const FALLBACK = '<p>Tell us if this page helped you.</p>';
const {html: ready} = await printStatic('feedback', {attributes: {name: 'helpful', required: '', comment: ''}});
const STRICT = {
  'content-security-policy': `default-src 'none'; script-src ${CDN}/; require-trusted-types-for 'script'; trusted-types 'none'; form-action 'self'`,
};

/** @type {import('../support/page.mjs').TestWith<{openForm: (widget: string, options?: Record<string, any>) => Promise<any>}>} */
const test = base.extend({
  /**
   * Opens a page with the widget in its form, which is sent to the page `/sent`. With `hold`, our files are held back until
   * `release` is called.
   */
  openForm: async ({open}, use) =>
    use(async (widget, {hold, ...options} = {}) => {
      const {held, release} = gate();
      const form = `<form method="post" action="/sent"><input name="page" value="7">${widget}<button>Send</button></form>`;
      const opened = await open(pageOf(form, options), {
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
    }),
});

test.describe('feedback in a form of the page', () => {
  const div = (attributes) => `<div data-recovery-widget="feedback" ${attributes}>${FALLBACK}</div>`;
  const tag = (attributes) => `<recovery-feedback ${attributes}>${FALLBACK}</recovery-feedback>`;
  const ALL = `<script src="${CDN}/all.js"></script>`;
  for (const [form, widget, options] of /** @type {[string, string, Record<string, any>?][]} */ ([
    ['as a placeholder, with all.js', div('data-name="helpful" data-required data-comment'), {script: ALL}],
    ['on a strict page', tag('name="helpful" required comment'), {headers: STRICT}],
    ['static', ready],
  ]))
    test(`${form}: the form is held back until there is an answer, then sent with it`, async ({openForm}) => {
      const {page, sent, answer, comment, send, arrived, console} = await openForm(widget, options);
      await upgraded(page, 'feedback');
      await page.waitForFunction(() => !document.querySelector('form').checkValidity());
      await send();
      const [message, focused] = await page.evaluate(() => {
        const field = /** @type {any} */ (document.activeElement);
        return [field.validationMessage, field.shadowRoot.activeElement.type];
      });
      assert.deepEqual([message, focused, sent], ['Please choose an answer.', 'radio', []]);
      await answer.nth(1).click();
      await comment.fill('Too long, & “hard”');
      await send();
      await arrived();
      const data = Object.fromEntries(new URLSearchParams(sent[0]));
      assert.deepEqual(data, {page: '7', helpful: 'no', 'helpful-comment': 'Too long, & “hard”'});
      assert.deepEqual(console, []);
    });

  test('without script, the form is sent at once and without an answer', async ({openForm}) => {
    for (const widget of [tag('name="helpful" required'), ready]) {
      const {sent, send, arrived, close} = await openForm(widget, {context: {javaScriptEnabled: false}, script: ''});
      await send();
      await arrived();
      assert.deepEqual(sent, ['page=7']);
      await close();
    }
  });

  test('static: answer and comment from before the script are kept, and reported once', async ({openForm}) => {
    const {html} = await printStatic('feedback', {attributes: {name: 'helpful', scale: 'stars', comment: ''}});
    const {page, field, answer, comment, sent, send, arrived, release, console} = await openForm(html, {
      hold: true,
      head: `<script>
        globalThis.events = [];
        addEventListener('recovery-feedback', ({target}) => events.push(target.value));
      </script>`,
    });
    await answer.nth(2).click();
    await comment.fill('Good');
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'recovery-feedback');
    release();
    await page.waitForFunction(() => document.querySelector('recovery-feedback').value);
    await field.evaluate((element) => element.updateComplete);
    assert.deepEqual(await page.evaluate(() => globalThis.events), ['3']);
    const caret = await comment.evaluate((box) => [box.getRootNode().activeElement === box, box.selectionStart]);
    assert.deepEqual(caret, [true, 'Good'.length], 'focus and caret');
    assert.match(await field.locator('[aria-live]').textContent(), /^Thank you\. Your answer is sent when/);
    await send();
    await arrived();
    assert.deepEqual(sent, ['page=7&helpful=3&helpful-comment=Good']);
    assert.deepEqual(console, []);
  });

  test('after Back to a page that loads again, feedback is empty, other fields are not', async ({openForm}) => {
    const head = `<script>addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)</script>`;
    const {page, answer, comment, send, arrived, field} = await openForm(tag('name="helpful" comment'), {head});
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
  });
});
