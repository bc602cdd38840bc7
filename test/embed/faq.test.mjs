/** The questions on a page: URLs that lead to one, and find in page. */
import assert from 'node:assert/strict';
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';
import {callLink} from '../support/helplines.mjs';
import {CDN, gate, HOST, pageOf, SCRIPT, test as base} from '../support/page.mjs';

const FILLER = '<p>Content of the page.</p>'.repeat(50);
const TAG = `<recovery-faq region="US"><p>${callLink()}.</p></recovery-faq>`;
const PAGE = `${HOST}/questions`;

/** Returns which questions are open, which one has the focus, and which one is at the top of the window; runs in the page. */
function stateOf() {
  const {shadowRoot} = document.querySelector('recovery-faq');
  const isAtTop = (element, {top} = element.getBoundingClientRect()) => top >= 0 && top < 40;
  const nameOf = (element) => element?.id.replace('recovery-faq-', '');
  const questions = [...shadowRoot.querySelectorAll('[part=question]')];
  return {
    open: questions.filter((question) => question.open).map(nameOf),
    focus: nameOf(shadowRoot.activeElement?.parentElement) ?? document.activeElement.localName,
    atTop: nameOf(questions.find((question) => isAtTop(question))),
  };
}
const at = (name) => ({open: [name], focus: name, atTop: name});
const NOWHERE = {open: [], focus: 'body', atTop: undefined};

/** @type {import('../support/page.mjs').TestWith<{arrive: (fragment: string, options?: Record<string, any>) => Promise<any>}>} */
const test = base.extend({
  /** Opens a page at a URL that ends in the fragment, and waits for the widget; with `hold`, our files are held back until `settled` is called. */
  arrive: async ({open}, use) =>
    use(async (fragment, {body = FILLER + TAG + FILLER, head = '', hold, script = SCRIPT, ...rest} = {}) => {
      const {held, release} = gate();
      const html = pageOf(body, {head, script});
      const opened = await open('', {
        ...rest,
        pages: {[PAGE]: html, [PAGE + fragment]: html, ...rest.pages},
        fault: hold ? (path) => (path.startsWith('assets-') ? held : undefined) : undefined,
      });
      const {page} = opened;
      await page.goto(PAGE + fragment, {waitUntil: 'domcontentloaded'});
      const settled = async () => {
        release();
        // Static, it looks finished before it is.
        await page.waitForFunction(() => document.querySelector('recovery-faq')?.hasUpdated);
      };
      if (!hold) await settled();
      return {...opened, settled, state: () => page.evaluate(stateOf)};
    }),
});

test.describe('a URL that leads to a question', () => {
  const place = `<div data-recovery-widget="faq" data-region="US"><p>${callLink()}.</p></div>`;
  const placed = {body: FILLER + place + FILLER, script: `<script src="${CDN}/all.js"></script>`};
  for (const [where, options] of Object.entries({'in a tag': {}, 'in a placeholder with all.js': placed}))
    test(`opens it ${where}, scrolls to it and focuses it, and nothing else`, async ({arrive}) => {
      const {state, console} = await arrive('#recovery-faq-naloxone', options);
      assert.deepEqual(await state(), at('naloxone'));
      assert.deepEqual(console, []);
    });

  test('opens, focuses and moves nothing when the fragment is not that of a question', async ({arrive}) => {
    const others = ['#naloxone', '#recovery-faq-nothing', '#%E0%A4', '#"]'];
    for (const fragment of others) {
      const {page, state, console, close} = await arrive(fragment);
      assert.deepEqual(await state(), NOWHERE, fragment);
      assert.equal(await page.evaluate(() => window.scrollY), 0, fragment);
      assert.deepEqual(console, [], fragment);
      await close();
    }
  });

  test('works in a link of the page, also the second time; Back leaves open questions open', async ({arrive}) => {
    const links =
      '<a id="one" href="#recovery-faq-stop">One</a> <a id="other" href="#recovery-faq-cost">Other</a> <a id="top" href="#">Top</a>';
    const {page, state} = await arrive('', {body: links + FILLER + TAG + FILLER});
    const use = async (id) => {
      await page.evaluate((id) => (window.scrollTo(0, 0), document.getElementById(id).click()), id);
      await page.waitForTimeout(50);
      return state();
    };
    assert.deepEqual(await use('one'), at('stop'));
    assert.deepEqual(await use('one'), at('stop'));
    assert.deepEqual(await use('other'), {...at('cost'), open: ['stop', 'cost']});
    assert.equal((await use('top')).atTop, undefined);
    await page.goBack();
    await page.waitForTimeout(50);
    assert.deepEqual((await state()).open, ['stop', 'cost']);
  });

  test('opens the question but does not move a reader who is typing when the widget arrives', async ({arrive}) => {
    const {page, settled, state} = await arrive('#recovery-faq-when', {hold: true, body: `<input>${FILLER}${TAG}`});
    await page.locator('input').focus();
    await settled();
    assert.deepEqual(await state(), {open: ['when'], focus: 'input', atTop: undefined});
    assert.equal(await page.evaluate(() => window.scrollY), 0);
  });

  test('opens it in a frame without moving the page around it', async ({open}) => {
    const src = `${CDN}/frame.html?widget=faq&region=US#recovery-faq-law`;
    const body = `<input autofocus>${FILLER}<iframe src="${src}" height="900"></iframe>`;
    const {page} = await open(pageOf(body, {script: ''}));
    const frame = page.frameLocator('iframe');
    await frame.locator('#recovery-faq-law[open]').waitFor();
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(() => [window.scrollY, document.activeElement.localName]), [0, 'input']);
    assert.equal(await frame.locator('[open]').count(), 1);
  });
});

test.describe('a closed question', () => {
  // Find in page, which no test can operate, searches in the same way.
  test('is found and opened by a text fragment', async ({arrive}) => {
    const {page} = await arrive('#:~:text=sleeping%20pills');
    await page.locator('#recovery-faq-when[open]').waitFor();
    assert.deepEqual((await page.evaluate(stateOf)).open, ['when']);
  });

  test('is open before any script, and in the fallback HTML, when the page asks for it', async ({open}) => {
    const {html} = await snippetFromArgs(['faq', '--region', 'US', '--open', 'naloxone', '--form', 'static']);
    const {page, close} = await open(pageOf(html, {script: ''}), {context: {javaScriptEnabled: false}});
    assert.deepEqual(await page.locator('details[open] summary:visible').allTextContents(), ['What is naloxone?']);
    await close();
    const {html: fallback} = await snippetFromArgs(['faq', '--open', 'naloxone', '--form', 'fallback']);
    const opened = '<details open>\n  <summary><strong>What is naloxone?</strong></summary>';
    assert.deepEqual(fallback.match(/<details open>\n.*/g), [opened]);
  });
});
