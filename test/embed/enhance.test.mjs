/**
 * Finished widgets: prerendered ones that enhance.js makes work. Each is compared with the full widget in everything that readers and
 * pages notice, and the full widget takes over wherever it would render anything else.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {readChunks} from '../../src/tools/bundle/page-files.mjs';
import {FINISHABLE, stampsOf} from '../../src/tools/bundle/stamps.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {prerendered, snippet as generateSnippet} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {recordShifts, shiftsOf} from '../support/layout-shift.mjs';
import {CDN, HOST, NOW, drawn, gate, pageOf, SCRIPT, snippet, test as base, until, upgraded} from '../support/page.mjs';
import {takePicture, takeWholePicture} from '../support/pictures.mjs';

const {NIGHTLY} = process.env;
const {widgets} = await available();
const ENHANCE = `<script type="module" src="${CDN}/enhance.js"></script>`;
const BELOW = '<p id="below">Content of the page below.</p>';
/** Selector of the first widget of a page. */
const FIRST = 'body > :first-child';
/** The same, for pages that are observed before it arrives: without `async`, it would delay the end of the page. */
const ASYNC = ENHANCE.replace('type=', 'async type=');
const NEXT = 'https://cdn.example/widgets/1.0.1';

/** @type {Map<string, ReturnType<typeof prerendered>>} */
const printed = new Map();

/** Prints a finished widget. @param {string} name @param {import('../../src/tools/html/prerender.mjs').Options} [options] */
async function finished(name, options = {region: 'US'}) {
  const key = JSON.stringify([name, options]);
  if (!printed.has(key)) printed.set(key, prerendered(name, options));
  const {html, isFinished} = await printed.get(key);
  assert.ok(isFinished, name);
  return html;
}

/** Writes the tag of the full widget: without fallback content, whose height it would keep. */
const fullTag = (name, {lang = 'en', region = '', attributes = {}} = {}) => {
  const all = {...(widgets.get(name).regional && {region}), lang, ...attributes};
  const written = Object.entries(all).map(([key, value]) => `${key}="${value}"`);
  return snippet(name, written.join(' '), '');
};

/** Records events and copied texts in the page; runs there. */
function record() {
  globalThis.events = [];
  globalThis.copied = [];
  document.addEventListener('recovery-contact', ({type, channel, bubbles, composed, cancelable, target}) =>
    globalThis.events.push({
      ...{type, channel, bubbles, composed, cancelable},
      target: /** @type {Element} */ (target).localName,
    }),
  );
  // Links would leave the page.
  globalThis.addEventListener('click', (event) => {
    if (/** @type {Element} */ (event.composedPath()[0]).closest('a')) event.preventDefault();
  });
  const writeText = async (text) => {
    if (globalThis.isRefused) throw new DOMException('refused', 'NotAllowedError');
    globalThis.copied.push(text);
  };
  Object.defineProperty(globalThis.navigator, 'clipboard', {get: () => globalThis.clipboard});
  globalThis.clipboard = {writeText};
}

/** @type {import('../support/page.mjs').TestWith<{show: (html: string, options?: Record<string, any>) => Promise<any>}>} */
const test = base.extend({
  /** Opens a page with widgets, by default with enhance.js at its end. */
  show: async ({open}, use) =>
    use(async (html, options = {}) => {
      const opened = await open(pageOf(html + BELOW, {script: ENHANCE, ...options}), {
        ...options,
        before: async (page) => {
          await recordShifts(page);
          await page.addInitScript(record);
          await options.before?.(page);
        },
      });
      const {page, requests} = opened;
      return {
        ...opened,
        ...widgetIn(page),
        /** Resolves when enhance.js has done its work, and the page has drawn it. */
        enhanced: async () => {
          await until(page, () =>
            [...document.querySelectorAll('[data-recovery-finished]')].every(
              (each) => each.shadowRoot?.querySelector('.shield').onclick,
            ),
          );
          await drawn(page);
        },
        /** Resolves when the full widget is there, or has taken over. */
        replaced: (selector = FIRST) => until(page, isComplete, selector),
        /** Returns the files that the page has requested. */
        files: () => requests.filter((url) => !url.startsWith(HOST)).map((url) => url.replace(/.*\/1\.0\.\d\//, '')),
        events: () => page.evaluate(() => globalThis.events),
      };
    }),
});

/**
 * Reads and uses a widget.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} [at] selector of the widget
 */
function widgetIn(page, at = FIRST) {
  /** Calls a function with the widget in the page. */
  const evaluate = async (run, given) => {
    const element = await page.evaluateHandle((selector) => document.querySelector(selector), at);
    return element.evaluate(run, given);
  };
  return {
    page,
    evaluate,
    set: (name, value) => evaluate((element, given) => element.setAttribute(...given), [name, value]),
    text: () => evaluate(({shadowRoot}) => shadowRoot.querySelector('.root').textContent),
    /** Resolves when one of its live regions says something; returns what each of them says. */
    said: (index) =>
      until(
        page,
        ([selector, nth]) => {
          const regions = document.querySelector(selector).shadowRoot.querySelectorAll('[role=status]');
          const texts = [...regions].map(({textContent}) => textContent);
          return texts[nth].trim() && texts;
        },
        [at, index],
      ),
    /** Returns whether each element that matches can be seen. */
    seen: (selector) =>
      evaluate(
        ({shadowRoot}, matching) =>
          [...shadowRoot.querySelectorAll(matching)].map(
            (each) => each.checkVisibility({visibilityProperty: true}) && each.getClientRects().length > 0,
          ),
        selector,
      ),
    press: (selector, nth = 0) => page.locator(at).locator(selector).nth(nth).click(),
  };
}

/** Returns whether a full widget has all its parts; runs in the page. */
const isComplete = (at) => {
  const {hasUpdated, shadowRoot} = document.querySelector(at);
  // The banner imports its deferred parts after its first render.
  return hasUpdated && [...shadowRoot.querySelectorAll('.more')].every((more) => more.querySelector('details'));
};

/** Returns the markup of a widget of a page, with sorted attributes, without labels for later states. */
const markupOf = (page, at = FIRST) =>
  page.evaluate((selector) => {
    const describe = (node) => {
      if (node.nodeType === 3) return node.data.trim() ? [node.data.trim().replace(/\s+/g, ' ')] : [];
      if (node.nodeType !== 1) return [];
      const attributes = [...node.attributes].filter(({name}) => !/^data-[01]$/.test(name));
      const written = attributes.map(({name, value}) => ` ${name}="${value}"`).sort();
      return [`<${node.localName}${written.join('')}>`, ...[...node.childNodes].flatMap(describe), '</>'];
    };
    const copy = document.querySelector(selector).shadowRoot.querySelector('.shield').cloneNode(true);
    const comments = document.createNodeIterator(copy, globalThis.NodeFilter.SHOW_COMMENT);
    for (let node; (node = comments.nextNode());) node.remove();
    copy.normalize();
    return describe(copy).join('\n');
  }, at);

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
  /** Takes a picture of a whole page, and returns a function that takes one of a widget in it. */
  const pictureOf = async (page, width) => ({
    whole: await takeWholePicture(page, width),
    of: async (name) =>
      takePicture(
        page,
        await page.evaluate((tag) => {
          const {x, y, width, height} = document.querySelector(tag).getBoundingClientRect();
          return {x, y, width, height};
        }, `recovery-${name}`),
      ),
  });

  /** Checks that the pages look the same in the window as it is; names the widgets that do not. */
  async function assertSameLook(pages, label, width) {
    const [one, other] = [await pictureOf(pages[0], width), await pictureOf(pages[1], width)];
    if (one.whole.equals(other.whole)) return;
    const different = [];
    for (const name of FINISHABLE) if (!(await one.of(name)).equals(await other.of(name))) different.push(name);
    assert.fail(`${label}: ${different.join() || 'the page around the widgets'} looks different`);
  }

  for (const options of CASES)
    test(`each, ${options.lang}: has the look, markup and accessible names of the full widget`, async ({show}) => {
      const head = '<meta name="color-scheme" content="light dark">';
      const html = await Promise.all(FINISHABLE.map((name) => finished(name, options)));
      const ours = await show(html.join(''), {head});
      const full = await show(FINISHABLE.map((name) => fullTag(name, options)).join(''), {script: SCRIPT, head});
      await ours.enhanced();
      await upgraded(full.page, ...FINISHABLE);
      await full.replaced('recovery-helpline-banner');
      const pages = [ours.page, full.page];
      for (const name of FINISHABLE) {
        const [markup, expected] = await Promise.all(pages.map((page) => markupOf(page, `recovery-${name}`)));
        assert.deepEqual({[name]: markup}, {[name]: expected});
        const [spoken, heard] = await Promise.all(pages.map((page) => page.locator(`recovery-${name}`).ariaSnapshot()));
        assert.deepEqual({[name]: spoken}, {[name]: heard});
      }
      for (const [title, media] of Object.entries(LOOKS))
        for (const width of widthsOf(title, options.lang)) {
          for (const page of pages)
            await page.emulateMedia({media: null, colorScheme: null, forcedColors: null, ...media});
          await assertSameLook(pages, `${title}, ${width}`, width);
        }
      assert.deepEqual(ours.console, []);
    });

  for (const lang of ['en', 'ar'])
    test(`each, ${lang}: looks finished before its script, which moves nothing and requests nothing`, async ({
      show,
    }) => {
      const html = (await Promise.all(FINISHABLE.map((name) => finished(name, {lang, region: 'US'})))).join('');
      for (const width of widthsOf('light', lang)) {
        // A shift counts only in the viewport.
        const context = {viewport: {width, height: 16_000}};
        const {held, release} = gate();
        const ours = await show(html, {fault: () => held, script: ASYNC, context});
        await drawn(ours.page);
        release();
        await ours.enhanced();
        assert.ok(await ours.page.evaluate(() => document.body.getBoundingClientRect().bottom < innerHeight));
        assert.deepEqual(await shiftsOf(ours.page), []);
        assert.deepEqual(ours.files(), ['enhance.js']);
        assert.deepEqual(ours.console, []);
        const without = await show(html, {fault: () => 'fail', context});
        // Buttons are hidden until they work.
        for (const {page} of [ours, without])
          await page.evaluate(() => {
            for (const {shadowRoot} of document.querySelectorAll('[data-recovery-finished]'))
              for (const button of shadowRoot.querySelectorAll('button')) button.style.visibility = 'hidden';
          });
        await assertSameLook([without.page, ours.page], `${lang}, ${width}`, width);
      }
    });

  test('has every text and link without script, and no button that does nothing', async ({show}) => {
    const html = await Promise.all(FINISHABLE.map((name) => finished(name)));
    const {page} = await show(html.join(''), {context: {javaScriptEnabled: false}});
    for (const name of FINISHABLE) {
      const {seen, evaluate} = widgetIn(page, `recovery-${name}`);
      assert.deepEqual(await seen('.root'), [true], name);
      // Nothing keeps room for buttons either.
      const boxes = ({shadowRoot}) =>
        [...shadowRoot.querySelectorAll('button')].filter((button) => button.getClientRects().length).length;
      assert.equal(await evaluate(boxes), 0, name);
    }
  });

  test('has no button that does nothing where its script does not load', async ({show}) => {
    const {page, seen} = await show(await finished('helpline-banner'), {fault: () => 'fail'});
    await page.waitForLoadState();
    assert.equal((await seen('[part=call]'))[0], true);
    const buttons = await seen('button');
    assert.ok(buttons.length > 0);
    assert.ok(!buttons.some(Boolean));
  });
});

test.describe('a finished widget works like the full one:', () => {
  /**
   * Runs the same steps in a page with finished widgets and in one with the full ones.
   *
   * @returns for each widget the pair of results of the steps
   */
  const inBoth = async (show, cases, steps) => {
    const results = [];
    for (const script of [ENHANCE, SCRIPT]) {
      const tags = await Promise.all(
        cases.map(([name, options]) => (script === ENHANCE ? finished(name, options) : fullTag(name, options))),
      );
      const opened = await show(tags.join(''), {script});
      const places = cases.map((_, index) => `body > :nth-child(${index + 1})`);
      if (script === ENHANCE) await opened.enhanced();
      else for (const place of places) await opened.replaced(place);
      const found = [];
      for (const place of places) found.push(await steps(widgetIn(opened.page, place), opened));
      results.push(found);
      assert.deepEqual(opened.console, []);
    }
    return cases.map((_, index) => results.map((found) => found[index]));
  };

  /** Clicks every control of a widget; returns the events since then. */
  const clickAll = async ({page, evaluate}) => {
    await evaluate(({shadowRoot}) => {
      globalThis.events = [];
      for (const control of shadowRoot.querySelectorAll('.root :is(a, .copy)'))
        control.dispatchEvent(new globalThis.MouseEvent('click', {bubbles: true, cancelable: true, composed: true}));
    });
    await drawn(page);
    return page.evaluate(() => globalThis.events);
  };

  test('the events of every control', async ({show}) => {
    /** @type {[string, import('../../src/tools/html/prerender.mjs').Options][]} */
    const cases = [
      ['helpline-banner', {region: 'US'}],
      ['helpline-banner', {region: 'CA-ON', lang: 'ar'}],
      ['helpline-banner', {region: 'IE', attributes: {phone: '555 0100 ext. 5', operator: 'Our clinic & "Sons"'}}],
      ['helpline-banner', {region: 'US', attributes: {variant: 'compact'}}],
      ['helpline-banner', {region: 'US', attributes: {'no-events': ''}}],
      ['overdose-warning', {region: 'US'}],
      ['faq', {region: 'GB'}],
      ['treatment-explainer', {region: 'US'}],
    ];
    for (const [index, [ours, full]] of (await inBoth(show, cases, clickAll)).entries()) {
      const [name, options] = cases[index];
      const label = `${name} ${JSON.stringify(options)}`;
      assert.deepEqual({[label]: ours}, {[label]: full});
      const isSilent = 'no-events' in (options.attributes ?? {});
      assert.equal(full.length > 0, widgets.get(name).regional && !isSilent, label);
    }
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

  test('copying, and its announcements', async ({show}) => {
    const cases = [
      {region: 'US'},
      {region: 'GB', lang: 'ar'},
      {region: 'FR', attributes: {phone: 'tel:555 0100', operator: 'Clinic'}},
    ];
    const pairs = await inBoth(
      show,
      cases.map((options) => ['helpline-banner', options]),
      async ({page, evaluate, press, said: saidBy}) => {
        const count = await evaluate(({shadowRoot}) => {
          globalThis.copied = [];
          globalThis.events = [];
          return shadowRoot.querySelectorAll('.copy').length;
        });
        const said = [];
        for (const isRefused of [false, true])
          for (let index = 0; index < count; index++) {
            await page.evaluate((value) => (globalThis.isRefused = value), isRefused);
            await press('.copy', index);
            said.push(await saidBy(index));
          }
        return {
          said,
          copied: await page.evaluate(() => globalThis.copied),
          events: await page.evaluate(() => globalThis.events),
        };
      },
    );
    for (const [index, [ours, full]] of pairs.entries()) {
      const label = JSON.stringify(cases[index]);
      assert.deepEqual({[label]: ours}, {[label]: full});
      assert.ok(full.said.length >= 2 && full.copied.length === full.said.length / 2, JSON.stringify(full));
      assert.equal(full.events.length, full.copied.length);
    }
  });

  test('copying where the page has no clipboard', async ({show}) => {
    const [[ours, full]] = await inBoth(show, [['helpline-banner', {region: 'US'}]], async ({page, press, said}) => {
      await page.evaluate(() => (globalThis.clipboard = undefined));
      await press('.copy');
      return said(0);
    });
    assert.deepEqual(ours, full);
  });

  test('opening all parts of treatment, and closing them', async ({show}) => {
    const cases = ['en', 'ar'].map((lang) => ['treatment-explainer', {lang}]);
    const pairs = await inBoth(show, cases, async ({page, evaluate, press}) => {
      const states = [];
      const note = async () => {
        await drawn(page);
        states.push(
          await evaluate(({shadowRoot}) => [
            shadowRoot.querySelector('[part=toggle]').textContent.trim(),
            [...shadowRoot.querySelectorAll('.treatment')].map(({open}) => open),
          ]),
        );
      };
      await note();
      await press('[part=toggle]');
      await note();
      await press('.treatment summary', 2);
      await note();
      await press('.treatment summary', 2);
      await note();
      await press('[part=toggle]');
      await note();
      return states;
    });
    for (const [ours, full] of pairs) {
      assert.deepEqual(ours, full);
      assert.equal(new Set(full.map(([label]) => label)).size, 2);
    }
  });

  test('a line says that a review is due, from the first moment after its day, and never without script', async ({
    show,
  }) => {
    const html = await finished('faq');
    const lines = [-1000, 86_400_000].map((wait) => `<p class="draft" hidden data-due="${NOW + wait}">Due.</p>`);
    const dated = html.replace(/(?=<p class="draft">)/, lines.join(''));
    assert.notEqual(dated, html);
    const {seen, enhanced, close} = await show(dated);
    await enhanced();
    assert.deepEqual(await seen('[data-due]'), [true, false]);
    await close();
    const without = await show(dated, {context: {javaScriptEnabled: false}});
    assert.deepEqual(await without.seen('[data-due]'), [false, false]);
  });

  test('printing opens closed parts, and closes them again', async ({show}) => {
    const cases = [['treatment-explainer', {}]];
    const [[ours, full]] = await inBoth(show, cases, async ({page, evaluate, press}) => {
      await press('.treatment summary');
      const states = [];
      for (const event of ['beforeprint', 'afterprint']) {
        await page.evaluate((type) => globalThis.dispatchEvent(new Event(type)), event);
        states.push(
          await evaluate(({shadowRoot}) => [...shadowRoot.querySelectorAll('.root details')].map(({open}) => open)),
        );
      }
      return states;
    });
    assert.deepEqual(ours, full);
    assert.ok(full[0].every(Boolean));
    assert.equal(full[1].filter(Boolean).length, 1);
  });
});

test.describe('the full widget takes over from a finished one', () => {
  test('when the language changes, and leaves open parts open', async ({show}) => {
    const {evaluate, set, press, enhanced, replaced, text, console} = await show(await finished('faq'));
    await enhanced();
    await press('.question > summary', 3);
    await set('lang', 'es');
    await replaced();
    assert.match(await text(), /sobredosis/);
    const open = await evaluate(({shadowRoot}) =>
      [...shadowRoot.querySelectorAll('.question')].map((each) => each.open),
    );
    assert.deepEqual(
      open.flatMap((isOpen, index) => (isOpen ? [index] : [])),
      [3],
    );
    assert.deepEqual(console, []);
  });

  test('when the region changes: the old numbers go at once, the new ones come', async ({show}) => {
    const {held, release} = gate();
    const {page, set, seen, enhanced, replaced, text, console} = await show(await finished('helpline-banner'), {
      fault: (path) => (path === 'enhance.js' ? undefined : held),
    });
    await enhanced();
    assert.match(await text(), /1-800-662-4357/);
    await set('region', 'GB');
    await drawn(page);
    // The day of the last check may stay.
    assert.doesNotMatch(await text(), /(?<!\d)\d{3}(?!\d)|\d{5}/);
    assert.deepEqual(await seen('.root a'), []);
    release();
    await replaced();
    assert.match(await text(), /116 123/);
    assert.doesNotMatch(await text(), /1-800|911/);
    // The fallback content is still that of the other country.
    assert.deepEqual(
      console.filter((line) => !line.endsWith('Paste the snippet again.')),
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
      const {page, set, enhanced, replaced} = await show(
        await finished('helpline-banner', {region: 'US', attributes: {operator: 'Our clinic'}}),
      );
      await enhanced();
      await set(attribute, value);
      await replaced();
      const full = await show(
        fullTag('helpline-banner', {region: 'US', attributes: {operator: 'Our clinic', [attribute]: value}}),
        {script: SCRIPT},
      );
      await full.replaced();
      assert.equal(await markupOf(page), await markupOf(full.page));
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
    'the tag has no-events="false"': (html) => html.replace('lang="en"', 'lang="en" no-events="false"'),
  };
  for (const [title, edit] of Object.entries(edits))
    test(`if the page was edited: ${title}`, async ({show}) => {
      const html = await finished('overdose-warning');
      assert.notEqual(edit(html), html);
      const {page, press, enhanced, replaced, close} = await show(edit(html), {lang: 'es'});
      if (title.includes('false')) {
        // Events are on in the full widget, too.
        await enhanced();
        await press('[part=call]');
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

  test('if a number has changed since', async ({show}) => {
    const release = nextRelease('1-800-662-4357', ['1-800-662-4357', '1-800-000-0000'], 'US');
    const {replaced, text} = await show(await finished('helpline-banner'), release);
    await replaced();
    assert.match(await text(), /1-800-000-0000/);
    assert.doesNotMatch(await text(), /1-800-662-4357/);
  });

  test('if a text has changed since', async ({show}) => {
    const release = nextRelease('Overdose', ['Overdose', 'OVERDOSE'], 'overdose-warning');
    const {replaced} = await show(await finished('overdose-warning'), release);
    await replaced();
  });

  test('not if only numbers of another country or texts of another widget have changed', async ({show}) => {
    for (const name of ['GB', 'faq']) {
      const release = nextRelease('no such text', ['', ''], name);
      const {enhanced, files, close} = await show(await finished('helpline-banner'), release);
      await enhanced();
      assert.deepEqual(files(), ['enhance.js']);
      await close();
    }
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
    assert.notEqual(
      await evaluate(({shadowRoot}) => getComputedStyle(shadowRoot.querySelector('.card')).borderTopStyle),
      'none',
    );
    assert.equal((await seen('.copy'))[0], true);
  });

  test('if the end tag is missing, and the rest of the page stays visible', async ({show}) => {
    const html = (await finished('faq')).replace('</recovery-faq>', '');
    const {page, replaced} = await show(`${html}<form id="of-the-page">Form of the page</form>`);
    await replaced();
    assert.ok(await page.locator('#of-the-page').isVisible());
  });

  test('if the browser does not support declarative shadow DOM, and shows the fallback content until then', async ({
    show,
  }) => {
    const {held, release} = gate();
    const html = (await finished('helpline-banner')).replace('shadowrootmode', 'data-unknown');
    const {page, seen, replaced, console} = await show(html, {fault: () => held, script: ASYNC});
    assert.ok(await page.locator('recovery-helpline-banner > p').first().isVisible());
    release();
    await replaced();
    assert.deepEqual(await seen('.root'), [true]);
    assert.equal(await page.locator('recovery-helpline-banner > p').first().isVisible(), false);
    assert.deepEqual(console, []);
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
    assert.match(await text(), /116 123/);
  });
});

test.describe('enhance.js', () => {
  test('works next to full widgets and the loader, which leaves finished widgets to it', async ({show}) => {
    const html = (await finished('helpline-banner')) + fullTag('overdose-warning', {region: 'US'});
    for (const script of [SCRIPT + ENHANCE, ENHANCE + SCRIPT, SCRIPT]) {
      const {press, enhanced, replaced, files, events, console, close} = await show(html, {script});
      await replaced('recovery-overdose-warning');
      await enhanced();
      await press('[part=call]');
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
      const {page, set, press, replaced, text, events, console, close} = await show(html, {script});
      await replaced();
      await replaced('[lang=es]');
      await drawn(page);
      assert.match(await text(), /1-800-662-4357/);
      await press('[part=call]');
      await press('.copy');
      await drawn(page);
      assert.deepEqual(
        (await events()).map(({channel}) => channel),
        ['call', 'copy'],
        script,
      );
      // From now on it ignores changes of the page.
      await set('region', 'GB');
      await until(page, () => document.body.firstElementChild.shadowRoot.textContent.includes('116 123'));
      assert.deepEqual(console, []);
      await close();
    }
  });

  test('leaves a widget alone that has been rendered before it came', async ({show}) => {
    const {page, set, press, replaced, files, events} = await show(await finished('helpline-banner'), {
      script: `<script src="${CDN}/all.js"></script>`,
    });
    await replaced();
    await page.addScriptTag({type: 'module', url: `${CDN}/enhance.js`});
    await press('[part=call]');
    await set('region', 'GB');
    await until(page, () => document.body.firstElementChild.shadowRoot.textContent.includes('116 123'));
    assert.equal((await events()).length, 1);
    assert.deepEqual(files(), ['all.js', 'enhance.js']);
  });

  test('waits for the rest of a widget that is still being read', async ({show}) => {
    const html = await finished('helpline-banner');
    const middle = html.indexOf('<button');
    const {page, seen, enhanced, files} = await show('', {script: ''});
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
    assert.deepEqual(await seen('[inert]'), []);
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
    const {page, press, enhanced, events} = await show(await finished('helpline-banner'), {
      script: ENHANCE + other,
      mounts: {[NEXT]: (body) => body},
    });
    await enhanced();
    await page.waitForLoadState();
    await press('[part=call]');
    await press('.copy');
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
        const {page, press, enhanced, files, events, close} = await show(html, options);
        await page.waitForLoadState();
        await enhanced();
        await press('[part=call]');
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
    await enhanced();
    await widgetIn(page, 'recovery-faq').press('[part=call]');
    assert.equal((await events()).length, 1);
    await page.evaluate((markup) => (document.querySelector('#place').innerHTML = markup), html);
    await replaced('recovery-faq');
    assert.deepEqual(await widgetIn(page, 'recovery-faq').seen('.root'), [true]);
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
    await page.evaluate(() => document.querySelector('recovery-helpline-banner').setAttribute('theme', 'dark'));
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
