/** enhance.js: when the full widget takes over from a finished one, and how the script gets along with others. */
import assert from 'node:assert/strict';
import {readChunks} from '../../src/tools/built/page-files.mjs';
import {chunkHashesOf} from '../../src/tools/built/chunk-hashes.mjs';
import {root} from '../../src/tools/project.mjs';
import {emergencyOf, lineOf, US_LINE} from '../support/helplines.mjs';
import {CDN, drawn, gate, SCRIPT, until, expect} from '../support/page.mjs';
import {ENHANCE, NEXT, finished, fullTag, test, widgetIn, markupOf} from './finished.mjs';

const SAMARITANS = lineOf('gb-samaritans').number;

/** Returns whether the first widget shows a number; runs in the page. @param {string} number */
const showsNumber = (number) => document.body.firstElementChild.shadowRoot.textContent.includes(number);

test.describe('the full widget takes over from a finished one', () => {
  test('when the language changes, and leaves open parts open', async ({show}) => {
    const {evaluate, set, press, enhanced, replaced, text, console} = await show(await finished('faq'));
    await enhanced();
    await press('.question > summary', 3);
    await set('lang', 'es');
    await replaced();
    assert.match(await text(), /sobredosis/);
    const open = await evaluate(({shadowRoot}) =>
      [...shadowRoot.querySelectorAll('.question')].flatMap((each, index) => (each.open ? [index] : [])),
    );
    assert.deepEqual(open, [3]);
    assert.deepEqual(console, []);
  });

  test('when the region changes: the old numbers go at once, the new ones come', async ({show}) => {
    const {held, release} = gate();
    const {page, set, seen, enhanced, replaced, text, console} = await show(await finished('helpline-banner'), {
      fault: (path) => (path === 'enhance.js' ? undefined : held),
    });
    await enhanced();
    assert.match(await text(), new RegExp(US_LINE.number));
    await set('region', 'GB');
    await drawn(page);
    // The day of the last check may stay.
    assert.doesNotMatch(await text(), /(?<!\d)\d{3}(?!\d)|\d{5}/);
    assert.deepEqual(await seen('.root a'), []);
    release();
    await replaced();
    assert.match(await text(), new RegExp(SAMARITANS));
    assert.doesNotMatch(await text(), new RegExp(`${US_LINE.number}|${emergencyOf('us')}`));
    // The fallback content is still that of the other country.
    expect(console.filter((line) => !line.endsWith('Paste the snippet again.'))).toEqual([]);
  });

  test('when an attribute is set', async ({show}) => {
    const attributes = {operator: 'Our clinic'};
    const changes = Object.entries({theme: 'dark', 'heading-level': '4', variant: 'compact', phone: '555 0100'});
    const tags = changes.map(([name, value]) =>
      fullTag('helpline-banner', {region: 'US', attributes: {...attributes, [name]: value}}),
    );
    const full = await show(tags.join(''), {script: SCRIPT});
    const html = await finished('helpline-banner', {region: 'US', attributes});
    const ours = await show(html.repeat(changes.length));
    await ours.enhanced();
    for (const [index, [name, value]] of changes.entries()) {
      const at = `body > :nth-child(${index + 1})`;
      await widgetIn(ours.page, at).set(name, value);
      await ours.replaced(at);
      await full.replaced(at);
      assert.equal(await markupOf(ours.page, at), await markupOf(full.page, at), name);
    }
  });

  test('not when other attributes change', async ({show}) => {
    const {page, evaluate, press, enhanced, files, events} = await show(await finished('helpline-banner'));
    await enhanced();
    await evaluate((element) => {
      element.className = 'from-the-page';
      element.hidden = true;
      element.hidden = false;
      element.id = 'banner';
      element.setAttribute('no-events', '');
      document.documentElement.lang = 'es';
      document.body.dataset.recoveryRegion = 'GB';
    });
    await press('[part=call]');
    await drawn(page);
    assert.deepEqual(files(), ['enhance.js']);
    assert.deepEqual(await events(), []);
  });

  const edits = {
    'the tag has the region of another country': (html) => html.replace('region="US"', 'region="GB"'),
    'the tag has no region': (html) => html.replace('region="US" ', ''),
    'the tag has another language': (html) => html.replace('lang="en"', 'lang="es"'),
    'the tag has no language, on a page in another one': (html) => html.replace(' lang="en"', ''),
    'the tag has another attribute': (html) => html.replace('lang="en"', 'lang="en" heading-level="4"'),
  };
  test('if the page was edited', async ({show}) => {
    const html = await finished('overdose-warning');
    const edited = Object.values(edits).map((edit) => edit(html));
    const tags = edited.map((each) => /<recovery[^>]*>/.exec(each)?.[0].replace(/ data-recovery-finished="[^"]*"/, ''));
    const ours = await show(edited.join(''), {lang: 'es'});
    const full = await show(tags.map((tag) => `${tag}</recovery-overdose-warning>`).join(''), {
      script: SCRIPT,
      lang: 'es',
    });
    for (const [index, title] of Object.keys(edits).entries()) {
      assert.notEqual(edited[index], html);
      const at = `body > :nth-child(${index + 1})`;
      await ours.replaced(at);
      await full.replaced(at);
      assert.equal(await markupOf(ours.page, at), await markupOf(full.page, at), title);
    }
  });

  /** Serves the files of a next release, in which one text of one file and its hash have changed. */
  const nextRelease = (file, [from, to], name) => {
    const {hash, position} = chunkHashesOf(`${root}/dist/cdn`, readChunks()).get(name);
    const other = hash.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
    return {
      mounts: {
        [NEXT]: (body) => {
          const table = /" (\d{100,})"/.exec(body)?.[1];
          if (table)
            return body.replace(table, table.slice(0, position - 1) + other + table.slice(position - 1 + hash.length));
          return body.includes(file) ? body.replaceAll(from, to) : body;
        },
      },
      script: `<script type="module" src="${NEXT}/enhance.js"></script>`,
    };
  };

  test('if a number has changed since', async ({show}) => {
    const release = nextRelease(US_LINE.number, [US_LINE.number, '1-800-000-0000'], 'US');
    const {replaced, text} = await show(await finished('helpline-banner'), release);
    await replaced();
    assert.match(await text(), /1-800-000-0000/);
    assert.doesNotMatch(await text(), new RegExp(US_LINE.number));
  });

  test('not if only numbers of another country have changed', async ({show}) => {
    const release = nextRelease('no such text', ['', ''], 'GB');
    const {enhanced, files} = await show(await finished('helpline-banner'), release);
    await enhanced();
    assert.deepEqual(files(), ['enhance.js']);
  });

  test('when a link or the URL names a question, which opens', async ({show}) => {
    const link = '<a id="link" href="#recovery-faq-naloxone">Naloxone</a>';
    const {page, evaluate, enhanced, replaced} = await show((await finished('faq')) + link);
    await enhanced();
    await page.evaluate(() => (location.hash = '#recovery-faq-naloxone'));
    await replaced();
    assert.equal(await evaluate(({shadowRoot}) => shadowRoot.querySelector('#recovery-faq-naloxone').open), true);
  });

  test('if security headers refuse its style', async ({show}) => {
    const {evaluate, seen, replaced} = await show(await finished('helpline-banner'), {
      headers: {'content-security-policy': `script-src ${CDN}/; style-src 'self'`},
    });
    await replaced();
    const edge = ({shadowRoot}) => getComputedStyle(shadowRoot.querySelector('.card')).borderTopStyle;
    assert.notEqual(await evaluate(edge), 'none');
    assert.equal((await seen('.primary'))[0], true);
  });

  test('if the end tag is missing, and the rest of the page stays visible', async ({show}) => {
    const html = (await finished('faq')).replace('</recovery-faq>', '');
    const {page, replaced} = await show(`${html}<form id="of-the-page">Form of the page</form>`);
    await replaced();
    assert.ok(await page.locator('#of-the-page').isVisible());
  });

  test('when the network is back', async ({show}) => {
    let isOffline = true;
    const {page, set, enhanced, replaced, text} = await show(await finished('helpline-banner'), {
      fault: (path) => (isOffline && path !== 'enhance.js' ? 'fail' : undefined),
    });
    await enhanced();
    const refused = page.waitForResponse(/recovery-widgets\.js$/);
    await set('region', 'GB');
    // An import that is still under way would be taken for the one of the network that is back.
    await refused;
    await drawn(page);
    isOffline = false;
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await replaced();
    assert.match(await text(), new RegExp(SAMARITANS));
  });
});

test.describe('enhance.js', () => {
  test('works next to full widgets and the loader, which leaves finished widgets to it', async ({show}) => {
    const html = (await finished('helpline-banner')) + fullTag('overdose-warning', {region: 'US'});
    for (const script of [ENHANCE + SCRIPT, SCRIPT]) {
      const {press, enhanced, replaced, files, events, console, close} = await show(html, {script});
      await replaced('recovery-overdose-warning');
      await enhanced();
      await press('[part=call]');
      assert.deepEqual((await events()).length, 1, script);
      assert.doesNotMatch(files().join(), /helpline-banner/, script);
      assert.deepEqual(console, []);
      await close();
    }
  });

  test('leaves a widget alone that another one on the page has defined', async ({show}) => {
    const html = (await finished('helpline-banner')) + fullTag('helpline-banner', {region: 'GB', lang: 'es'});
    for (const script of [ENHANCE + SCRIPT, `<script src="${CDN}/all.js"></script>${ENHANCE}`]) {
      const {page, set, press, replaced, text, events, console, close} = await show(html, {script});
      await replaced();
      await replaced('[lang=es]');
      await drawn(page);
      assert.match(await text(), new RegExp(US_LINE.number));
      await press('[part=call]');
      await press('.copy');
      await drawn(page);
      assert.equal((await events()).map(({channel}) => channel).join(), 'call,copy', script);
      // From now on it ignores changes of the page.
      await set('region', 'GB');
      await until(page, showsNumber, SAMARITANS);
      assert.deepEqual(console, []);
      await close();
    }
  });

  test('does nothing twice where a page has two copies', async ({show}) => {
    const other = `<script type="module" src="${NEXT}/enhance.js"></script>`;
    const {page, press, enhanced, events} = await show(await finished('helpline-banner'), {
      script: ENHANCE + other,
      mounts: {[NEXT]: (body) => body},
    });
    await enhanced();
    await page.waitForLoadState();
    await press('[part=call]');
    await press('.copy');
    await drawn(page);
    assert.equal((await events()).map(({channel}) => channel).join(), 'call,copy');
  });

  test('makes widgets work that are inserted later, finished or without their shadow root', async ({show}) => {
    const html = await finished('faq');
    const {page, enhanced, replaced, events, console} = await show('<div id="place"></div>');
    await page.evaluate((markup) => document.querySelector('#place').setHTMLUnsafe(markup), html);
    await enhanced();
    await widgetIn(page, 'recovery-faq').press('[part=call]');
    assert.equal((await events()).length, 1);
    await page.evaluate((markup) => (document.querySelector('#place').innerHTML = markup), html);
    await replaced('recovery-faq');
    assert.deepEqual(await widgetIn(page, 'recovery-faq').seen('.root'), [true]);
    // Chromium’s own, about the second one.
    expect(console.filter((line) => !/declarative Shadow DOM is not being parsed/.test(line))).toEqual([]);
  });
});
