/**
 * Finished widgets: prerendered ones that enhance.js makes work. Each is compared with the full widget in everything that readers and
 * pages notice, and the full widget takes over wherever what was printed is no longer what it would show.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {readChunks} from '../../src/tools/bundle/page-files.mjs';
import {FINISHABLE, stampsOf} from '../../src/tools/bundle/stamps.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {prerendered, snippet as generateSnippet} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {CDN, HOST, NOW, gate, pageOf, SCRIPT, snippet, test as base, upgraded} from '../support/page.mjs';

const {NIGHTLY} = process.env;
const {widgets} = await available();
const ENHANCE = `<script type="module" src="${CDN}/enhance.js"></script>`;
const BELOW = '<p id="below">Content of the page below.</p>';
/** The same, for pages that are looked at before it arrives: without `async`, it would hold the end of the page back. */
const ASYNC = ENHANCE.replace('type=', 'async type=');
const NEXT = 'https://cdn.example/widgets/1.0.1';

/** Prints a finished widget. @param {string} name @param {import('../../src/tools/html/prerender.mjs').Options} [options] */
async function finished(name, options = {region: 'US'}) {
  const {html, isFinished} = await prerendered(name, options);
  assert.ok(isFinished, name);
  return html;
}

/** Writes the tag of the full widget: without fallback content, whose height it would keep. */
const fullTag = (name, {lang = 'en', region = '', attributes = {}} = {}) => {
  const all = {...(widgets.get(name).regional && {region}), lang, ...attributes};
  const written = Object.entries(all).map(([key, value]) => `${key}="${value}"`);
  return snippet(name, written.join(' '), '');
};

/** Records events and layout shifts in the page; runs there. */
function record() {
  globalThis.shift = 0;
  globalThis.events = [];
  globalThis.copied = [];
  new PerformanceObserver((list) => list.getEntries().forEach(({value}) => (globalThis.shift += value))).observe({
    type: 'layout-shift',
    buffered: true,
  });
  document.addEventListener('recovery-contact', ({type, channel, bubbles, composed, cancelable, target}) =>
    globalThis.events.push({type, channel, bubbles, composed, cancelable, target: target.localName}),
  );
  // Links would leave the page.
  globalThis.addEventListener('click', (event) => event.composedPath()[0].closest('a') && event.preventDefault());
  const writeText = async (text) => {
    if (globalThis.isRefused) throw new DOMException('refused', 'NotAllowedError');
    globalThis.copied.push(text);
  };
  Object.defineProperty(globalThis.navigator, 'clipboard', {get: () => globalThis.clipboard});
  globalThis.clipboard = {writeText};
}

const test = base.extend({
  /** Opens a page with widgets, by default with enhance.js at its end. */
  show: async ({open}, use) =>
    use(async (html, options = {}) => {
      const opened = await open(pageOf(html + BELOW, {script: ENHANCE, ...options}), {
        ...options,
        before: async (page) => {
          await page.addInitScript(record);
          await options.before?.(page);
        },
      });
      const {page, requests} = opened;
      const widget = page.locator('body > :first-child');
      return {
        ...opened,
        widget,
        /** Resolves when enhance.js has done its work, and the page has drawn it. */
        enhanced: async () => {
          await page.waitForFunction(() =>
            [...document.querySelectorAll('[data-recovery-finished]')].every(
              (each) => each.shadowRoot?.querySelector('.shield').onclick,
            ),
          );
          await drawn(page);
        },
        /** Resolves when the full widget has taken over. */
        replaced: (selector = 'body > :first-child') =>
          page.waitForFunction((at) => document.querySelector(at).hasUpdated, selector),
        /** Returns the files that the page has requested. */
        files: () => requests.filter((url) => !url.startsWith(HOST)).map((url) => url.replace(/.*\/1\.0\.\d\//, '')),
        text: () => widget.evaluate(({shadowRoot}) => shadowRoot.querySelector('.root').textContent),
        events: () => page.evaluate(() => globalThis.events),
      };
    }),
});

/** Gives the page time to draw, or shift. */
const drawn = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Returns the markup of the first widget of a page, with sorted attributes, without what nobody notices: labels for later. */
const markupOf = (page) =>
  page.evaluate(() => {
    const describe = (node) => {
      if (node.nodeType === 3) return node.data.trim() ? [node.data.trim().replace(/\s+/g, ' ')] : [];
      if (node.nodeType !== 1) return [];
      const attributes = [...node.attributes].filter(({name}) => !/^data-[01]$/.test(name));
      const written = attributes.map(({name, value}) => ` ${name}="${value}"`).sort();
      return [`<${node.localName}${written.join('')}>`, ...[...node.childNodes].flatMap(describe), '</>'];
    };
    const copy = document.querySelector('body > :first-child').shadowRoot.querySelector('.shield').cloneNode(true);
    const comments = document.createNodeIterator(copy, globalThis.NodeFilter.SHOW_COMMENT);
    for (let node; (node = comments.nextNode());) node.remove();
    copy.normalize();
    return describe(copy).join('\n');
  });

const LOOKS = {
  light: {},
  dark: {colorScheme: 'dark'},
  'forced colors': {forcedColors: 'active'},
  paper: {media: 'print'},
};

const CASES = [
  {lang: 'en', region: 'US'},
  // A country whose lines have no hours to calculate with: a finished widget has no answer.
  {lang: 'ar', region: 'AU'},
];

/** Pictures are most of this file’s time: every day each look once, on a phone or a desktop; the nightly run takes all of both. */
const widthsOf = (look, lang) =>
  NIGHTLY ? [320, 1280] : [look in {light: 1, paper: 1} === (lang === 'en') ? 320 : 1280];

test.describe('a finished widget', () => {
  for (const name of FINISHABLE)
    for (const options of CASES)
      test(`${name}, ${options.lang}: has the look, markup and accessible names of the full widget`, async ({show}) => {
        const opened = [];
        for (const [html, script] of [
          [await finished(name, options), ENHANCE],
          [fullTag(name, options), SCRIPT],
        ])
          opened.push(await show(html, {script, head: '<meta name="color-scheme" content="light dark">'}));
        const [ours, full] = opened;
        await ours.enhanced();
        await upgraded(full.page, name);
        assert.equal(await markupOf(ours.page), await markupOf(full.page));
        const [spoken, expected] = await Promise.all(opened.map(({page}) => page.locator('body').ariaSnapshot()));
        assert.equal(spoken, expected);
        for (const [title, media] of Object.entries(LOOKS))
          for (const width of widthsOf(title, options.lang)) {
            const pictures = [];
            for (const {page} of opened) {
              await page.setViewportSize({width, height: 800});
              await page.emulateMedia({media: null, colorScheme: null, forcedColors: null, ...media});
              pictures.push(await page.screenshot({fullPage: true}));
            }
            assert.ok(pictures[0].equals(pictures[1]), `${title}, ${width}`);
          }
        assert.deepEqual(ours.console, []);
      });

  for (const name of FINISHABLE)
    test(`${name}: looks finished before its script, which moves nothing and requests nothing`, async ({show}) => {
      for (const lang of ['en', 'ar'])
        for (const width of widthsOf('light', lang)) {
          const html = await finished(name, {lang, region: 'US'});
          const context = {viewport: {width, height: 2400}};
          const {held, release} = gate();
          const ours = await show(html, {fault: () => held, script: ASYNC, context});
          await drawn(ours.page);
          release();
          await ours.enhanced();
          assert.equal(await ours.page.evaluate(() => globalThis.shift), 0);
          assert.deepEqual(ours.files(), ['enhance.js']);
          assert.deepEqual(ours.console, []);
          const without = await show(html, {fault: () => 'fail', context});
          // The buttons are hidden until they work; a mask covers their place.
          const [after, before] = await Promise.all(
            [ours, without].map(({page}) => page.screenshot({fullPage: true, mask: [page.locator('button')]})),
          );
          assert.ok(before.equals(after), `${lang}, ${width}`);
          await Promise.all([ours, without].map(({close}) => close()));
        }
    });

  test('has every text and link without script, and no button that does nothing', async ({show}) => {
    for (const name of FINISHABLE) {
      const {page, widget, close} = await show(await finished(name), {context: {javaScriptEnabled: false}});
      assert.ok(await widget.locator('.root').isVisible(), name);
      assert.equal(await page.locator('button:visible').count(), 0, name);
      // Nothing keeps room for them either.
      for (const button of await page.locator('button').all()) assert.equal(await button.boundingBox(), null, name);
      await close();
    }
  });

  test('has no button that does nothing where its script does not load', async ({show}) => {
    const {page, widget} = await show(await finished('helpline-banner'), {fault: () => 'fail'});
    await page.waitForLoadState();
    assert.equal(await widget.locator('[part=call]').first().isVisible(), true);
    assert.ok((await widget.locator('button').count()) > 0);
    assert.equal(await page.locator('button:visible').count(), 0);
  });
});

test.describe('a finished widget works like the full one:', () => {
  /** Runs the same steps in a page with the finished and one with the full widget; returns what they returned. */
  const inBoth = async (show, name, options, steps) => {
    const results = [];
    for (const [html, script] of [
      [await finished(name, options), ENHANCE],
      [fullTag(name, options), SCRIPT],
    ]) {
      const opened = await show(html, {script});
      if (script === ENHANCE) await opened.enhanced();
      else await opened.replaced();
      results.push(await steps(opened));
      assert.deepEqual(opened.console, []);
    }
    return results;
  };

  const clickAll = async ({page, events}) => {
    for (const control of await page.locator('.root :is(a, .copy)').all()) await control.dispatchEvent('click');
    await drawn(page);
    return events();
  };

  for (const [name, options] of [
    ['helpline-banner', {region: 'US'}],
    ['helpline-banner', {region: 'CA-ON', lang: 'ar'}],
    ['helpline-banner', {region: 'IE', attributes: {phone: '555 0100 ext. 5', operator: 'Our clinic & "Sons"'}}],
    ['helpline-banner', {region: 'US', attributes: {variant: 'compact'}}],
    ['helpline-banner', {region: 'US', attributes: {'no-events': ''}}],
    ['overdose-warning', {region: 'US'}],
    ['faq', {region: 'GB'}],
    ['treatment-explainer', {region: 'US'}],
  ])
    test(`the events of ${name} ${JSON.stringify(options)}`, async ({show}) => {
      const [ours, full] = await inBoth(show, name, options, clickAll);
      assert.deepEqual(ours, full);
      assert.equal(
        full.length > 0,
        widgets.get(name).regional &&
          !options.attributes?.['no-events']?.length &&
          !('no-events' in (options.attributes ?? {})),
      );
    });

  test('no event for a link of the page in a slot', async ({show}) => {
    const link = '<p slot="end"><a href="tel:5550100">The page’s own</a></p>';
    const html = (await finished('helpline-banner')).replace('</recovery', `${link}</recovery`);
    const {page, enhanced, events, files} = await show(html);
    await enhanced();
    await page.locator('[slot=end] a').click();
    assert.deepEqual(await events(), []);
    assert.deepEqual(files(), ['enhance.js']);
  });

  test('every kind of event is among them', async ({show}) => {
    const {enhanced, ...opened} = await show(await finished('helpline-banner', {region: 'US'}));
    await enhanced();
    const channels = (await clickAll(opened)).map(({channel}) => channel);
    assert.deepEqual([...new Set(channels)].sort(), ['call', 'chat', 'copy', 'text']);
  });

  test('copying, and what is announced', async ({show}) => {
    for (const options of [
      {region: 'US'},
      {region: 'GB', lang: 'ar'},
      {region: 'FR', attributes: {phone: 'tel:555 0100', operator: 'Clinic'}},
    ]) {
      const [ours, full] = await inBoth(show, 'helpline-banner', options, async ({page}) => {
        const said = [];
        for (const isRefused of [false, true])
          for (const button of await page.locator('.copy').all()) {
            await page.evaluate((value) => (globalThis.isRefused = value), isRefused);
            await button.click();
            await page.waitForFunction(
              (index) =>
                document.querySelector('body > :first-child').shadowRoot.querySelectorAll('[role=status]')[index]
                  .textContent,
              said.length % (await page.locator('.copy').count()),
            );
            said.push(await page.locator('[role=status]').allTextContents());
          }
        return {
          said,
          copied: await page.evaluate(() => globalThis.copied),
          events: await page.evaluate(() => globalThis.events),
        };
      });
      assert.deepEqual(ours, full);
      assert.ok(full.said.length >= 2 && full.copied.length === full.said.length / 2, JSON.stringify(full));
      assert.equal(full.events.length, full.copied.length);
    }
  });

  test('copying where the page has no clipboard', async ({show}) => {
    const [ours, full] = await inBoth(show, 'helpline-banner', {region: 'US'}, async ({page}) => {
      await page.evaluate(() => (globalThis.clipboard = undefined));
      await page.locator('.copy').first().click();
      await page.locator('[role=status]').first().getByText(/\w/).waitFor();
      return page.locator('[role=status]').allTextContents();
    });
    assert.deepEqual(ours, full);
  });

  test('opening all parts of treatment, and closing them', async ({show}) => {
    for (const lang of ['en', 'ar']) {
      const [ours, full] = await inBoth(show, 'treatment-explainer', {lang}, async ({page}) => {
        const states = [];
        const note = async () => {
          await drawn(page);
          states.push([
            (await page.locator('[part=toggle]').textContent()).trim(),
            await page.locator('.treatment').evaluateAll((all) => all.map(({open}) => open)),
          ]);
        };
        await note();
        await page.locator('[part=toggle]').click();
        await note();
        await page.locator('.treatment summary').nth(2).click();
        await note();
        await page.locator('.treatment summary').nth(2).click();
        await note();
        await page.locator('[part=toggle]').click();
        await note();
        return states;
      });
      assert.deepEqual(ours, full);
      assert.equal(new Set(full.map(([label]) => label)).size, 2);
    }
  });

  test('a line says that a review is due, from the first moment after its day, and never without script', async ({
    show,
  }) => {
    const html = await finished('faq');
    const lines = [-1000, 86_400_000].map((wait) => `<p class="draft" hidden data-due="${NOW + wait}">Due.</p>`);
    const printed = html.replace(/(?=<p class="draft">)/, lines.join(''));
    assert.notEqual(printed, html);
    const {widget, enhanced, close} = await show(printed);
    await enhanced();
    const due = widget.locator('[data-due]');
    assert.deepEqual([await due.nth(0).isVisible(), await due.nth(1).isVisible()], [true, false]);
    await close();
    const without = await show(printed, {context: {javaScriptEnabled: false}});
    assert.equal(await without.page.locator('[data-due]').count(), 2);
    assert.equal(await without.page.locator('[data-due]:visible').count(), 0);
  });

  test('printing opens what is closed, and closes it again', async ({show}) => {
    const [ours, full] = await inBoth(show, 'treatment-explainer', {}, async ({page}) => {
      await page.locator('.treatment summary').first().click();
      const states = [];
      for (const event of ['beforeprint', 'afterprint']) {
        await page.evaluate((type) => globalThis.dispatchEvent(new Event(type)), event);
        states.push(await page.locator('.root details').evaluateAll((all) => all.map(({open}) => open)));
      }
      return states;
    });
    assert.deepEqual(ours, full);
    assert.ok(full[0].every(Boolean));
    assert.equal(full[1].filter(Boolean).length, 1);
  });
});

test.describe('the full widget takes over from a finished one', () => {
  test('when the language changes, and leaves open what is open', async ({show}) => {
    const {widget, enhanced, replaced, text, console} = await show(await finished('faq'));
    await enhanced();
    await widget.locator('.question > summary').nth(3).click();
    await widget.evaluate((element) => element.setAttribute('lang', 'es'));
    await replaced();
    assert.match(await text(), /sobredosis/);
    const open = await widget.locator('.question').evaluateAll((all) => all.map((each) => each.open));
    assert.deepEqual(
      open.flatMap((isOpen, index) => (isOpen ? [index] : [])),
      [3],
    );
    assert.deepEqual(console, []);
  });

  test('when the region changes: the old numbers go at once, the new ones come', async ({show}) => {
    const {held, release} = gate();
    const {page, widget, enhanced, replaced, text, console} = await show(await finished('helpline-banner'), {
      fault: (path) => (path === 'enhance.js' ? undefined : held),
    });
    await enhanced();
    assert.match(await text(), /1-800-662-4357/);
    await widget.evaluate((element) => element.setAttribute('region', 'GB'));
    await drawn(page);
    // The day of the last check may stay.
    assert.doesNotMatch(await text(), /(?<!\d)\d{3}(?!\d)|\d{5}/);
    assert.equal(await widget.locator('.root a').count(), 0);
    release();
    await replaced();
    assert.match(await text(), /116 123/);
    assert.doesNotMatch(await text(), /1-800|911/);
    // The words in the tag are still those of the other country.
    assert.deepEqual(
      console.filter((line) => !line.endsWith('Copy them anew.')),
      [],
    );
  });

  for (const [attribute, value] of [
    ['theme', 'dark'],
    ['heading-level', '4'],
    ['variant', 'compact'],
    ['phone', '555 0100'],
  ])
    test(`when ${attribute} is set`, async ({show}) => {
      const {page, widget, enhanced, replaced} = await show(
        await finished('helpline-banner', {region: 'US', attributes: {operator: 'Our clinic'}}),
      );
      await enhanced();
      await widget.evaluate((element, given) => element.setAttribute(...given), [attribute, value]);
      await replaced();
      const full = await show(
        fullTag('helpline-banner', {region: 'US', attributes: {operator: 'Our clinic', [attribute]: value}}),
        {script: SCRIPT},
      );
      await full.replaced();
      assert.equal(await markupOf(page), await markupOf(full.page));
    });

  test('not when other attributes change', async ({show}) => {
    const {page, widget, enhanced, files, events} = await show(await finished('helpline-banner'));
    await enhanced();
    await widget.evaluate((element) => {
      element.className = 'from-the-page';
      element.hidden = true;
      element.hidden = false;
      element.id = 'banner';
      element.setAttribute('no-events', '');
      document.documentElement.lang = 'es';
      document.body.dataset.recoveryRegion = 'GB';
    });
    await widget.locator('[part=call]').first().click();
    await drawn(page);
    assert.deepEqual(files(), ['enhance.js']);
    assert.deepEqual(await events(), []);
  });

  const edits = {
    'with the region of another country': (html) => html.replace('region="US"', 'region="GB"'),
    'without its region': (html) => html.replace('region="US" ', ''),
    'with another language': (html) => html.replace('lang="en"', 'lang="es"'),
    'without its language, on a page in another one': (html) => html.replace(' lang="en"', ''),
    'with another attribute': (html) => html.replace('lang="en"', 'lang="en" heading-level="4"'),
    'with no-events="false"': (html) => html.replace('lang="en"', 'lang="en" no-events="false"'),
  };
  for (const [title, edit] of Object.entries(edits))
    test(`where someone has edited the page, ${title}`, async ({show}) => {
      const html = await finished('overdose-warning');
      assert.notEqual(edit(html), html);
      const {page, replaced, close} = await show(edit(html), {lang: 'es'});
      if (title.includes('false')) {
        // Events are on in the full widget, too.
        await page.locator('[part=call]').first().click();
        assert.equal((await page.evaluate(() => globalThis.events)).length, 1);
        return;
      }
      await replaced();
      const markup = await markupOf(page);
      await close();
      const [tag] = /<recovery[^>]*>/.exec(edit(html));
      const full = await show(`${tag.replace(/ data-recovery-finished="[^"]*"/, '')}</recovery-overdose-warning>`, {
        script: SCRIPT,
        lang: 'es',
      });
      await full.replaced();
      assert.equal(markup, await markupOf(full.page));
    });

  /** Serves the files of a next release, in which one text of one file and its stamp have changed. */
  const nextRelease = (file, [from, to], stampOf) => {
    const {stamp, position} = stampsOf(`${root}/dist/cdn`, readChunks()).get(stampOf);
    const other = stamp.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
    return {
      mounts: {
        [NEXT]: (body) => {
          const table = /" (\d{100,})"/.exec(body)?.[1];
          if (table)
            return body.replace(table, table.slice(0, position - 1) + other + table.slice(position - 1 + stamp.length));
          return body.includes(file) ? body.replaceAll(from, to) : body;
        },
      },
      script: `<script type="module" src="${NEXT}/enhance.js"></script>`,
    };
  };

  test('where a number has changed since', async ({show}) => {
    const release = nextRelease('1-800-662-4357', ['1-800-662-4357', '1-800-000-0000'], 'US');
    const {replaced, text} = await show(await finished('helpline-banner'), release);
    await replaced();
    assert.match(await text(), /1-800-000-0000/);
    assert.doesNotMatch(await text(), /1-800-662-4357/);
  });

  test('where a text has changed since', async ({show}) => {
    const release = nextRelease('Overdose', ['Overdose', 'OVERDOSE'], 'overdose-warning');
    const {replaced} = await show(await finished('overdose-warning'), release);
    await replaced();
  });

  test('not where the numbers of another country or the texts of another widget have changed', async ({show}) => {
    for (const name of ['GB', 'faq']) {
      const release = nextRelease('no such text', ['', ''], name);
      const {enhanced, files, close} = await show(await finished('helpline-banner'), release);
      await enhanced();
      assert.deepEqual(files(), ['enhance.js']);
      await close();
    }
  });

  test('where the URL names a question, and when a link does', async ({show}) => {
    const link = '<a id="link" href="#recovery-faq-naloxone">Naloxone</a>';
    const {page, widget, enhanced, replaced} = await show((await finished('faq')) + link);
    await enhanced();
    await page.evaluate(() => (location.hash = '#recovery-faq-naloxone'));
    await replaced();
    assert.equal(await widget.locator('#recovery-faq-naloxone').evaluate(({open}) => open), true);
  });

  test('where security headers refuse its style', async ({show}) => {
    const {page, widget, replaced} = await show(await finished('helpline-banner'), {
      headers: {'content-security-policy': `script-src ${CDN}/; style-src 'self'`},
    });
    await replaced();
    assert.notEqual(await widget.locator('.card').evaluate((card) => getComputedStyle(card).borderTopStyle), 'none');
    assert.ok(await page.locator('.copy').first().isVisible());
  });

  test('where the end tag is missing, and what follows stays in sight', async ({show}) => {
    const html = (await finished('faq')).replace('</recovery-faq>', '');
    const {page, replaced} = await show(`${html}<form id="of-the-page">Form of the page</form>`);
    await replaced();
    assert.ok(await page.locator('#of-the-page').isVisible());
  });

  test('where the browser knows no declarative shadow DOM: its fallback content until then', async ({show}) => {
    const {held, release} = gate();
    const html = (await finished('helpline-banner')).replace('shadowrootmode', 'data-unknown');
    const {page, widget, replaced, console} = await show(html, {fault: () => held, script: ASYNC});
    assert.ok(await page.locator('recovery-helpline-banner > p').first().isVisible());
    release();
    await replaced();
    assert.ok(await widget.locator('.root').isVisible());
    assert.equal(await page.locator('recovery-helpline-banner > p').first().isVisible(), false);
    assert.deepEqual(console, []);
  });

  test('when the network is back', async ({show}) => {
    let isOffline = true;
    const {page, widget, enhanced, replaced, text} = await show(await finished('helpline-banner'), {
      fault: (path) => (isOffline && path !== 'enhance.js' ? 'fail' : undefined),
    });
    await enhanced();
    const refused = page.waitForResponse(/recovery-widgets\.js$/);
    await widget.evaluate((element) => element.setAttribute('region', 'GB'));
    // An import that is still under way would be taken for the one of the network that is back.
    await refused;
    await drawn(page);
    isOffline = false;
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await replaced();
    assert.match(await text(), /116 123/);
  });
});

test.describe('enhance.js', () => {
  test('works next to full widgets and the loader, which leaves finished widgets to it', async ({show}) => {
    const html = (await finished('helpline-banner')) + fullTag('overdose-warning', {region: 'US'});
    for (const script of [SCRIPT + ENHANCE, ENHANCE + SCRIPT, SCRIPT]) {
      const {widget, enhanced, replaced, files, events, console, close} = await show(html, {script});
      await replaced('recovery-overdose-warning');
      await enhanced();
      await widget.locator('[part=call]').first().click();
      assert.deepEqual((await events()).length, 1, script);
      assert.deepEqual(
        files().filter((file) => /helpline-banner|hydrate/.test(file)),
        [],
        script,
      );
      assert.deepEqual(console, []);
      await close();
    }
  });

  test('leaves a widget alone that another one on the page has defined', async ({show}) => {
    const html = (await finished('helpline-banner')) + fullTag('helpline-banner', {region: 'GB', lang: 'es'});
    for (const script of [ENHANCE + SCRIPT, SCRIPT + ENHANCE, `<script src="${CDN}/all.js"></script>${ENHANCE}`]) {
      const {page, widget, replaced, text, events, console, close} = await show(html, {script});
      await replaced();
      await replaced('[lang=es]');
      await drawn(page);
      assert.match(await text(), /1-800-662-4357/);
      await widget.locator('[part=call]').first().click();
      await widget.locator('.copy').first().click();
      await drawn(page);
      assert.deepEqual(
        (await events()).map(({channel}) => channel),
        ['call', 'copy'],
        script,
      );
      // A change of the page is no longer its business.
      await widget.evaluate((element) => element.setAttribute('region', 'GB'));
      await page.waitForFunction(() => document.body.firstElementChild.shadowRoot.textContent.includes('116 123'));
      assert.deepEqual(console, []);
      await close();
    }
  });

  test('leaves a widget alone that has been rendered before it came', async ({show}) => {
    const {page, widget, replaced, files, events} = await show(await finished('helpline-banner'), {
      script: `<script src="${CDN}/all.js"></script>`,
    });
    await replaced();
    await page.addScriptTag({type: 'module', url: `${CDN}/enhance.js`});
    await widget.locator('[part=call]').first().click();
    await widget.evaluate((element) => element.setAttribute('region', 'GB'));
    await page.waitForFunction(() => document.body.firstElementChild.shadowRoot.textContent.includes('116 123'));
    assert.equal((await events()).length, 1);
    assert.deepEqual(files(), ['all.js', 'enhance.js']);
  });

  test('waits for the rest of a widget that is still being read', async ({show}) => {
    const html = await finished('helpline-banner');
    const middle = html.indexOf('<button');
    const {page, widget, enhanced, files} = await show('', {script: ''});
    await page.evaluate(
      ([start, src]) => {
        document.open();
        document.write(`<!doctype html>${start}`);
        const script = document.head.appendChild(document.createElement('script'));
        script.src = src;
        return new Promise((done) => (script.onload = done));
      },
      [html.slice(0, middle), `${CDN}/enhance.js`],
    );
    await drawn(page);
    await page.evaluate((rest) => {
      document.write(rest);
      document.close();
    }, html.slice(middle));
    await enhanced();
    assert.equal(await widget.locator('[inert]').count(), 0);
    assert.deepEqual(files(), ['enhance.js']);
  });

  test('listens once, however often a widget is moved', async ({show}) => {
    const {page, enhanced} = await show(await finished('helpline-banner'));
    await enhanced();
    const count = await page.evaluate(async () => {
      let added = 0;
      const {addEventListener} = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (...args) {
        added++;
        return addEventListener.apply(this, args);
      };
      const widget = document.body.firstElementChild;
      for (let i = 0; i < 3; i++) {
        document.body.append(widget);
        await new Promise((done) => setTimeout(done));
      }
      return added;
    });
    assert.equal(count, 0);
  });

  test('does nothing twice where a page has two copies', async ({show}) => {
    const other = `<script type="module" src="${NEXT}/enhance.js"></script>`;
    const {page, widget, enhanced, events} = await show(await finished('helpline-banner'), {
      script: ENHANCE + other,
      mounts: {[NEXT]: (body) => body},
    });
    await enhanced();
    await page.waitForLoadState();
    await widget.locator('[part=call]').first().click();
    await widget.locator('.copy').first().click();
    await drawn(page);
    assert.deepEqual(
      (await events()).map(({channel}) => channel),
      ['call', 'copy'],
    );
  });

  for (const script of [
    `<script src="${CDN}/enhance.js"></script>`,
    `<script defer src="${CDN}/enhance.js"></script>`,
    `<script async src="${CDN}/enhance.js"></script>`,
    `<script type="module" async src="${CDN}/enhance.js"></script>`,
  ])
    test(`works as ${script.replace(/ src="[^"]*"/, '')}, before and after the widget`, async ({show}) => {
      const html = await finished('helpline-banner');
      for (const options of [{script}, {script: '', head: script}]) {
        const {page, widget, enhanced, files, events, close} = await show(html, options);
        await page.waitForLoadState();
        await enhanced();
        await widget.locator('[part=call]').first().click();
        assert.equal((await events()).length, 1);
        assert.deepEqual(files(), ['enhance.js']);
        await close();
      }
    });

  test('makes widgets work that are inserted later: finished ones, and those that lost their shadow root', async ({
    show,
  }) => {
    const html = await finished('faq');
    const {page, enhanced, replaced, events, console} = await show('<div id="place"></div>');
    await page.evaluate((markup) => document.querySelector('#place').setHTMLUnsafe(markup), html);
    await page.waitForFunction(
      () => document.querySelector('recovery-faq').shadowRoot.querySelector('.shield').onclick,
    );
    await enhanced();
    await page.locator('recovery-faq [part=call]').first().click();
    assert.equal((await events()).length, 1);
    await page.evaluate((markup) => (document.querySelector('#place').innerHTML = markup), html);
    await replaced('recovery-faq');
    assert.ok(await page.locator('recovery-faq .root').isVisible());
    // Chromium’s own, about the second one.
    assert.deepEqual(
      console.filter((line) => !/declarative Shadow DOM is not being parsed/.test(line)),
      [],
    );
  });

  test('works in a sandboxed frame', async ({show}) => {
    const inner = pageOf(await finished('helpline-banner'), {script: ENHANCE})
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;');
    const {page} = await show(`<iframe sandbox="allow-scripts" srcdoc="${inner}" width="800" height="900"></iframe>`, {
      script: '',
    });
    const frame = page.frameLocator('iframe');
    await frame.locator('.copy').first().click();
    await frame.locator('[part=line] [role=status]').first().getByText(/\w/).waitFor();
    await frame.locator('recovery-helpline-banner').evaluate((element) => element.setAttribute('lang', 'es'));
    await frame.getByText('Hable con').first().waitFor();
  });

  test('has an integrity hash, and a map for what it may load, on request', async ({show}) => {
    const {html} = await generateSnippet('helpline-banner', {
      region: 'US',
      form: 'prerendered',
      base: `${CDN}/`,
      integrity: true,
    });
    assert.match(html, /enhance\.js" integrity="sha384-/);
    assert.doesNotMatch(html, /modulepreload/);
    const {page, enhanced, replaced, files, console} = await show(html, {script: ''});
    await enhanced();
    await page.locator('recovery-helpline-banner').evaluate((element) => element.setAttribute('theme', 'dark'));
    await replaced('recovery-helpline-banner');
    const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(html);
    for (const file of files()) assert.ok(map.includes(`${CDN}/${file}`), file);
    assert.deepEqual(console, []);
  });
});

test('the same built files print the same: dist/html has what the snippet tool prints', async () => {
  for (const name of FINISHABLE) {
    const file = `${root}/dist/html/en/${widgets.get(name).regional ? 'US' : 'none'}/${name}.prerendered.html`;
    const {html} = await generateSnippet(name, {region: widgets.get(name).regional ? 'US' : '', form: 'prerendered'});
    assert.ok(html.startsWith(readFileSync(file, 'utf8')), name);
  }
});
