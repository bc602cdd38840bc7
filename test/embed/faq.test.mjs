/** The questions in a page: addresses that lead to one, find in page, and what search engines are given. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {parseFragment} from 'parse5';
import {structuredData} from '../../src/tools/html/structured-data.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {snippetFromArgs as snippetFor} from '../../src/tools/html/snippet-args.mjs';
import {CDN, HOST, SCRIPT, launch, open, pageOf, upgraded} from '../support/harness.mjs';

const FILLER = '<p>What the page has around it.</p>'.repeat(50);
const TAG = '<recovery-faq region="US"><p>Call <a href="tel:911">911</a>.</p></recovery-faq>';
const PAGE = `${HOST}/questions`;

/** Opens a page at an address that ends in the fragment. */
async function arrive(
  browser,
  fragment,
  {body = FILLER + TAG + FILLER, head = '', hold, script = SCRIPT, ...rest} = {},
) {
  let release = () => {};
  const held = new Promise((done) => (release = done));
  const html = pageOf(body, {head, script});
  const opened = await open(browser, '', {
    ...rest,
    pages: {[PAGE]: html, [PAGE + fragment]: html, ...rest.pages},
    fault: hold ? (path) => (path.startsWith('assets-') ? held : undefined) : undefined,
  });
  const {page} = opened;
  await page.goto(PAGE + fragment, {waitUntil: 'domcontentloaded'});
  const settled = async () => {
    release();
    // What is prerendered looks finished before it is.
    await page.waitForFunction(() => document.querySelector('recovery-faq')?.hasUpdated);
  };
  if (!hold) await settled();
  return {...opened, settled, state: () => page.evaluate(stateOf)};
}

/** What is open, where the focus is, and what is at the top of the window. */
function stateOf() {
  const {shadowRoot} = document.querySelector('recovery-faq');
  const isAtTop = (element, {top} = element.getBoundingClientRect()) => top >= 0 && top < 40;
  const named = (element) => element?.id.replace('recovery-faq-', '');
  const questions = [...shadowRoot.querySelectorAll('[part=question]')];
  return {
    open: questions.filter((each) => each.open).map(named),
    focus: named(shadowRoot.activeElement?.parentElement) ?? document.activeElement.localName,
    atTop: named(questions.find((each) => isAtTop(each))),
  };
}
const there = (name) => ({open: [name], focus: name, atTop: name});
const NOWHERE = {open: [], focus: 'body', atTop: undefined};

describe('an address that leads to a question', () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  it('opens it, has it in view and gives it the focus, and nothing else', async () => {
    const {state, console, close} = await arrive(browser, '#recovery-faq-naloxone');
    assert.deepEqual(await state(), there('naloxone'));
    assert.deepEqual(console, []);
    await close();
  });

  it('does so with all.js, a placeholder and a prerendered widget', async () => {
    const prerendered = readFileSync(`${root}/dist/html/en/US/faq.prerendered.html`, 'utf8');
    const place = '<div data-recovery-widget="faq" data-region="US"><p>Call <a href="tel:911">911</a>.</p></div>';
    for (const [middle, script] of [
      [TAG, `<script src="${CDN}/all.js"></script>`],
      [place, SCRIPT],
      [prerendered, SCRIPT],
    ]) {
      const {state, console, close} = await arrive(browser, '#recovery-faq-why', {
        body: FILLER + middle + FILLER,
        script,
      });
      assert.deepEqual(await state(), there('why'));
      assert.deepEqual(console, []);
      await close();
    }
  });

  it('is none when it leads elsewhere: nothing opens, no focus, no movement', async () => {
    for (const fragment of [
      '',
      '#',
      '#naloxone',
      '#recovery-faq-',
      '#recovery-faq-nothing',
      '#%E0%A4',
      '#/route',
      '#"]',
    ]) {
      const {page, state, console, close} = await arrive(browser, fragment);
      assert.deepEqual(await state(), NOWHERE, fragment);
      assert.equal(await page.evaluate(() => window.scrollY), 0, fragment);
      assert.deepEqual(console, [], fragment);
      await close();
    }
  });

  it('may be in a link of the page, also one that is used a second time, and Back leaves open what is open', async () => {
    const links =
      '<a id="one" href="#recovery-faq-stop">One</a> <a id="other" href="#recovery-faq-cost">Other</a> <a id="top" href="#">Top</a>';
    const {page, state, close} = await arrive(browser, '', {body: links + FILLER + TAG + FILLER});
    const use = async (id) => {
      await page.evaluate((id) => (window.scrollTo(0, 0), document.getElementById(id).click()), id);
      await page.waitForTimeout(50);
      return state();
    };
    assert.deepEqual(await use('one'), there('stop'));
    assert.deepEqual(await use('one'), there('stop'));
    assert.deepEqual(await use('other'), {...there('cost'), open: ['stop', 'cost']});
    assert.equal((await use('top')).atTop, undefined);
    await page.goBack();
    await page.waitForTimeout(50);
    assert.deepEqual((await state()).open, ['stop', 'cost']);
    await close();
  });

  it('moves at once even where the page scrolls softly: who wants less motion gets none', async () => {
    const {page, state, close} = await arrive(browser, '', {head: '<style>html { scroll-behavior: smooth }</style>'});
    await page.evaluate(() => {
      const moved = new Promise((done) => window.addEventListener('popstate', () => setTimeout(done), {once: true}));
      location.hash = 'recovery-faq-danger';
      return moved;
    });
    assert.deepEqual(await state(), there('danger'));
    await close();
  });

  it('does not pull away who is somewhere else by the time the widget comes', async () => {
    const scrolled = await arrive(browser, '#recovery-faq-when', {hold: true});
    await scrolled.page.evaluate(() => scrollTo(0, 300));
    await scrolled.settled();
    assert.deepEqual(await scrolled.state(), {...NOWHERE, open: ['when']});
    assert.equal(await scrolled.page.evaluate(() => window.scrollY), 300);
    await scrolled.close();

    const typing = await arrive(browser, '#recovery-faq-when', {hold: true, body: `<input>${FILLER}${TAG}`});
    await typing.page.locator('input').focus();
    await typing.settled();
    assert.deepEqual(await typing.state(), {open: ['when'], focus: 'input', atTop: undefined});
    await typing.close();
  });

  it('takes along who used a link to it before the widget came', async () => {
    const {page, settled, state, close} = await arrive(browser, '', {
      hold: true,
      body: `<a href="#recovery-faq-when">When?</a>${FILLER}${TAG}${FILLER}`,
    });
    await page.locator('a').first().click();
    await settled();
    assert.deepEqual(await state(), there('when'));
    await close();
  });

  it('in a frame opens the question, and leaves the page around where it is', async () => {
    const src = `${CDN}/frame.html?widget=faq&region=US#recovery-faq-law`;
    const {page, close} = await open(
      browser,
      pageOf(`<input autofocus>${FILLER}<iframe src="${src}" height="900"></iframe>`, {script: ''}),
    );
    const frame = page.frameLocator('iframe');
    await frame.locator('#recovery-faq-law[open]').waitFor();
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(() => [window.scrollY, document.activeElement.localName]), [0, 'input']);
    assert.equal(await frame.locator('[open]').count(), 1);
    await close();
  });

  it('is made by nobody: opening a question leaves the address and the history as they are', async () => {
    const {page, close} = await arrive(browser, '');
    const before = await page.evaluate(() => [location.href, window.history.length]);
    await page.locator('summary').nth(3).click();
    assert.deepEqual(await page.evaluate(() => [location.href, window.history.length]), before);
    await close();
  });
});

describe('a closed question', () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  // The same finder as find in page, which no test can press.
  it('is found by its words, and opened, by a link to a piece of text', async () => {
    const {page, close} = await arrive(browser, '#:~:text=sleeping%20pills');
    await page.waitForFunction(
      () => document.querySelector('recovery-faq').shadowRoot.querySelector('#recovery-faq-when').open,
    );
    assert.deepEqual((await page.evaluate(stateOf)).open, ['when']);
    await close();
  });

  it('that the page wants open is open before any script, and in the words that are there before', async () => {
    const {html} = await snippetFor(['faq', '--region', 'US', '--open', 'naloxone', '--form', 'prerendered']);
    const {page, close} = await open(browser, pageOf(html, {script: ''}), {context: {javaScriptEnabled: false}});
    assert.deepEqual(await page.locator('details[open] summary:visible').allTextContents(), ['What is naloxone?']);
    await close();
    const {html: words} = await snippetFor(['faq', '--open', 'naloxone', '--form', 'words']);
    assert.deepEqual(words.match(/<details open>\n.*/g), [
      '<details open>\n  <summary><strong>What is naloxone?</strong></summary>',
    ]);
  });

  it('that the page wants open is opened also where it was prerendered without', async () => {
    const html = readFileSync(`${root}/dist/html/en/US/faq.prerendered.html`, 'utf8').replace(
      ' lang=',
      ' open="cost" lang=',
    );
    const {state, close} = await arrive(browser, '', {body: html});
    assert.deepEqual((await state()).open, ['cost']);
    await close();
  });
});

describe('questions for search engines', () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());
  const fold = (text) => text.replace(/[\u200e\s]+/g, ' ').trim();
  const textOf = ({nodeName, value, childNodes = []}) =>
    nodeName === '#text'
      ? value
      : ['p', 'li'].includes(nodeName)
        ? `${childNodes.map(textOf).join('')} `
        : childNodes.map(textOf).join('');

  for (const [lang, region] of [
    ['en', 'US'],
    ['es', 'none'],
    ['ar', 'GB'],
  ])
    it(`are in the words of the widget, ${lang} ${region}`, async () => {
      const data = JSON.parse(readFileSync(`${root}/dist/html/${lang}/${region}/faq.json`, 'utf8'));
      const attributes = region === 'none' ? '' : `region="${region}"`;
      const {page, close} = await open(browser, pageOf(`<recovery-faq lang="${lang}" ${attributes}></recovery-faq>`));
      await upgraded(page, 'faq');
      const shown = await page.evaluate(() =>
        [...document.querySelector('recovery-faq').shadowRoot.querySelectorAll('[part=question]')].map((each) => [
          each.querySelector('summary').textContent,
          [...each.querySelectorAll('p, li')].map(({textContent}) => textContent).join(' '),
        ]),
      );
      assert.deepEqual(
        data.mainEntity.map(({name, acceptedAnswer: {text}}) => [fold(name), fold(textOf(parseFragment(text)))]),
        shown.map((each) => each.map(fold)),
      );
      assert.equal(data.mainEntity.length, 14);
      await close();
    });

  it('have what schema.org asks for, and in answers only HTML that Google takes', async () => {
    const data = JSON.parse(await structuredData('faq', {region: 'US'}));
    assert.deepEqual(Object.keys(data), ['@context', '@type', 'inLanguage', 'mainEntity']);
    assert.deepEqual([data['@context'], data['@type'], data.inLanguage], ['https://schema.org', 'FAQPage', 'en']);
    for (const {acceptedAnswer, ...question} of data.mainEntity) {
      assert.deepEqual({...question, name: ''}, {'@type': 'Question', name: ''});
      assert.doesNotMatch(question.name, /[<>]|&\w+;/);
      assert.deepEqual({...acceptedAnswer, text: ''}, {'@type': 'Answer', text: ''});
      for (const [tag] of acceptedAnswer.text.matchAll(/<[^>]*>/g))
        assert.match(tag, /^<(\/?(p|ul|li|strong|a)|a href="tel:\d+")>$/);
    }
  });

  it('are a script of data to paste, which nothing in it can end', async () => {
    const {html, notes} = await snippetFor(['faq', '--region', 'ca-on', '--lang', 'es', '--form', 'json-ld']);
    const [script, ...rest] = parseFragment(html).childNodes.filter(({nodeName}) => nodeName !== '#text');
    assert.deepEqual(
      [script.nodeName, script.attrs, rest],
      ['script', [{name: 'type', value: 'application/ld+json'}], []],
    );
    assert.deepEqual(
      JSON.parse(script.childNodes[0].value),
      JSON.parse(await structuredData('faq', {lang: 'es', region: 'CA-ON'})),
    );
    assert.doesNotMatch(script.childNodes[0].value, /</);
    assert.match(notes.join(), /promises nothing/);
    const {console, close} = await open(browser, pageOf(html, {script: ''}), {
      headers: {'content-security-policy': "default-src 'none'"},
    });
    assert.deepEqual(console, []);
    await close();
  });

  it('are there of widgets with questions only', async () => {
    assert.equal(await structuredData('treatment-explainer'), undefined);
    await assert.rejects(
      snippetFor(['helpline-banner', '--form', 'json-ld']),
      /There are no questions in “helpline-banner”/,
    );
  });

  it('are never put into the page by the widget', async () => {
    const {page, close} = await arrive(browser, '#recovery-faq-law');
    const count = () =>
      document.querySelectorAll('script:not([src]), [itemscope]').length +
      document.querySelector('recovery-faq').shadowRoot.querySelectorAll('script, [itemscope]').length;
    assert.equal(await page.evaluate(count), 0);
    await close();
  });
});
