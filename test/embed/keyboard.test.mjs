/**
 * All that a hand on the keyboard does, with real keys in a real Chromium: where Tab stops, in which order, what is seen there,
 * and what the keys of each control do.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {PNG} from 'pngjs';
import {prerendered} from '../../src/tools/html/snippet.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {serve} from '../../src/tools/cli/serve.mjs';
import {WIDGETS, launch, open, pageOf, snippet, upgraded} from '../support/harness.mjs';

const OWN = 'phone="555 0100" phone-name="County line" operator="The county"';

/**
 * The stops of each widget, in order: role and name, as Chromium tells them to a screen reader. A group of radio buttons is one
 * stop. Lines with a `+` are there once everything is open and the first of each kind of answer is given, those with a `-` only
 * before that.
 */
const SCRIPTS = [
  [
    'helpline-banner region="US"',
    `link Call SAMHSA’s National Helpline, 1-800-662-4357
     link Text your ZIP code to 435748
     button Copy number, SAMHSA’s National Helpline
     link Call 988 Suicide & Crisis Lifeline, 988
     link Text 988
     link Chat online, 988 Suicide & Crisis Lifeline
     button Copy number, 988 Suicide & Crisis Lifeline
     link Call emergency services, 911`,
  ],
  [
    'helpline-banner region="US" variant="compact"',
    `link Call SAMHSA’s National Helpline, 1-800-662-4357
     link Call emergency services, 911`,
  ],
  [
    `helpline-banner region="GB" ${OWN}`,
    `link Call Samaritans, 116 123
     button Copy number, Samaritans
     link Call County line, 555 0100
     button Copy number, County line
     link Find A Helpline
     link Call emergency services, 999`,
  ],
  [
    `helpline-banner region="US" variant="compact" ${OWN}`,
    `link Call SAMHSA’s National Helpline, 1-800-662-4357
     link Call County line, 555 0100
     link Call emergency services, 911`,
  ],
  ['helpline-banner', 'link Find A Helpline'],
  [
    'overdose-warning region="US"',
    `link Call emergency services, 911
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'overdose-warning',
    `link Find A Helpline
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'trigger-checklist',
    `checkbox People
     checkbox Places
     checkbox Smells
     checkbox Things
     checkbox Music
     checkbox Settings and times
     checkbox Feelings
     + button Print my plan
     + button Copy my plan
     + button Save as a text file
     + button Clear all
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'treatment-explainer',
    `- button Open all
     + button Close all
     summary Medicine , Body
     summary Behavioral therapy , Habits and thinking , People and daily life
     summary Mental health counseling , Habits and thinking
     summary Medical care , Body
     summary Family and community support , People and daily life
     summary Peer support , People and daily life , Habits and thinking
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'relapse-guide region="US"',
    `link Call emergency services, 911
     checkbox Do not stay alone.
     checkbox Keep naloxone close.
     checkbox Tell them the signs of an overdose.
     checkbox Do not use more.
     checkbox Do not add alcohol or other drugs.
     checkbox Tell someone you trust.
     checkbox Call your care team and ask about medicine.
     checkbox Get naloxone to keep at home.
     checkbox Call a helpline.
     link Call SAMHSA’s National Helpline, 1-800-662-4357
     checkbox Choose a medicine with your care team.
     checkbox Look at your care again.
     checkbox Fill one gap.
     button Print these steps
     + button Clear all
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'relapse-guide audience="supporter"',
    `checkbox Check that they wake up and breathe.
     checkbox Stay with them.
     checkbox Carry naloxone, and learn to use it.
     checkbox Know the signs of an overdose.
     checkbox Ask them to take nothing more.
     checkbox Ask: “How can I help today?”
     checkbox Offer to call their care team together.
     checkbox Offer to call a helpline together.
     link Find A Helpline
     checkbox Find out about medicine.
     checkbox Look at the care together.
     checkbox Help fill the gaps.
     checkbox Look after yourself.
     button Print these steps
     + button Clear all
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'tolerance-chart',
    `summary See this as a table
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'relapse-factors',
    `summary Where this comes from
     + links to the sources`,
  ],
  [
    'care-gaps region="US"',
    `radios Medicine
     radios Behavioral therapy
     radios Mental health counseling
     radios Medical care
     radios Family and community support
     radios Peer support
     radios Help with cost
     radios Help getting there
     radios People who support you
     radios Help while you wait
     link Call SAMHSA’s National Helpline, 1-800-662-4357
     + button Print my list
     + button Copy my list
     + button Save as a text file
     + button Clear all
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'faq region="US"',
    `link Call emergency services, 911
     summary What should I do in an overdose?
     + link Call emergency services, 911
     summary What is naloxone?
     summary Can I get into trouble if I call for help?
     summary Why is it so dangerous to use heroin again?
     summary When is the risk of overdose highest?
     summary What if I use again, or someone I know does?
     + link Call emergency services, 911
     summary Why do some people use heroin again?
     summary What can make recovery harder?
     summary What helps to prevent a return to use?
     summary Which medicines treat opioid addiction?
     summary Is medicine just replacing one drug with another?
     summary Can I stop my medicine when I feel better?
     summary What does treatment cost?
     summary How can I help someone I care about?
     summary Where this comes from
     + links to the sources`,
  ],
  [
    'quick-exit',
    `link Leave this page
     summary Leaving does not clear your browser history or call log.`,
  ],
  [
    'quick-exit placement="fixed"',
    `link Leave this page
     summary Leaving does not clear your browser history or call log.`,
  ],
  ['feedback', 'radios Was this page helpful?'],
  [
    'feedback scale="stars" comment required',
    `radios How helpful was this page? Please choose an answer.
     textbox Your comment (optional)`,
  ],
  ['feedback comment disabled', ''],
];

/** One line for all of them: they are many, and change. */
const SOURCES = 'links to the sources';

/** The first script of each look; what depends on the country or the reader looks the same. */
const lookOf = (which) => which.replace(/ (region|audience|phone|phone-name|operator)="[^"]*"/g, '');
const LOOKS = SCRIPTS.filter(([, script]) => script)
  .map(([which]) => which)
  .filter((which, index, all) => index === all.findIndex((other) => lookOf(other) === lookOf(which)));

/** @param {string} which */
const scriptOf = (which) => SCRIPTS.find(([each]) => each === which)[1];

/** @param {boolean} isFull whether everything is open and answered */
const stopsOf = (script, isFull) =>
  script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith(isFull ? '-' : '+'))
    .map((line) => line.replace(/^[+-] /, ''));

/**
 * What the keys of each kind of control do, in this order; at the end it is open or answered.
 *
 * @type {Record<string, (count: number, isRtl: boolean) => [keys: string, state: string][]>} for a group of `count`
 */
const KEYS = {
  link: () => [['Enter', 'used 1']],
  links: () => [['Enter', 'used 1']],
  button: () => [
    ['Enter', 'used 1'],
    ['Space', 'used 1'],
  ],
  summary: () => [
    ['Enter', 'open'],
    ['Space', 'closed'],
    ['Space', 'open'],
    ['Enter', 'closed'],
    ['Enter', 'open'],
  ],
  checkbox: () => [
    ['Enter', 'not chosen'],
    ['Space', 'chosen'],
    ['Space', 'not chosen'],
    ['Space', 'chosen'],
  ],
  // Round and round. Right is on where text runs to the right.
  radios: (count, isRtl) => [
    ['Space', 'chosen 0'],
    ...Array.from({length: count}, (_, index) => ['ArrowDown', `chosen ${(index + 1) % count}`]),
    ['ArrowUp', `chosen ${count - 1}`],
    [isRtl ? 'ArrowLeft' : 'ArrowRight', 'chosen 0'],
    [isRtl ? 'ArrowLeft' : 'ArrowRight', 'chosen 1'],
    [isRtl ? 'ArrowRight' : 'ArrowLeft', 'chosen 0'],
  ],
  textbox: () => [
    ['a Enter b', 'a\nb|'],
    ['ArrowLeft c', 'a\nc|b'],
  ],
};

/** Leaving has a test of its own, and clearing comes at the end. */
const ELSEWHERE = /^link Leave this page|^button Clear all/;

/** The area of a line of 2 px just inside a box, which WCAG 2.4.13 takes as the least that has to change. */
const around = (width, height) => Math.floor(width * height - Math.max(0, width - 4) * Math.max(0, height - 4));

/** Relative luminance of a pixel. @param {PNG} picture @param {number} at */
function luminance({data}, at) {
  const [red, green, blue] = [0, 1, 2].map((offset) => {
    const share = data[at + offset] / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How many pixels have a contrast of 3:1 or more between two pictures of one place. @param {PNG} one @param {PNG} other */
function changed(one, other) {
  assert.deepEqual([one.width, one.height], [other.width, other.height]);
  let count = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    if (one.data.readUInt32LE(at) === other.data.readUInt32LE(at)) continue;
    const [dark, light] = [luminance(one, at), luminance(other, at)].sort((a, b) => a - b);
    if ((light + 0.05) / (dark + 0.05) >= 3) count++;
  }
  return count;
}

/** Runs in every page: what a test asks for again and again. */
function inPage() {
  // Printing waits for nobody here, and following a link leads nowhere.
  globalThis.print = () => {};
  window.addEventListener('click', (event) => {
    const [target] = event.composedPath();
    globalThis.clicked.push(target);
    if (event.composedPath().some((each) => each.localName === 'a')) event.preventDefault();
  });
  Object.assign(globalThis, {
    clicked: [],
    /** What has the focus, in shadow roots too. */
    focused() {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at;
    },
    /** The radio buttons of its group, or itself. */
    groupOf(element) {
      const {name} = element;
      return element.type === 'radio' ? [...element.getRootNode().querySelectorAll(`[name="${name}"]`)] : [element];
    },
    /** What became of a control by keys: chosen and which one of the group, open, how often used. The focus is still there. */
    stateOf(element) {
      const focused = globalThis.focused();
      const index = globalThis.groupOf(element).indexOf(focused);
      if (index < 0) return `the focus went to ${focused.outerHTML}`;
      if (element.type === 'radio') return `${focused.checked ? 'chosen' : 'not chosen'} ${index}`;
      if (element.type === 'checkbox') return element.checked ? 'chosen' : 'not chosen';
      if (element.localName === 'summary') return element.parentElement.open ? 'open' : 'closed';
      const {value, selectionStart} = element;
      if (element.localName === 'textarea') return `${value.slice(0, selectionStart)}|${value.slice(selectionStart)}`;
      return `used ${globalThis.clicked.splice(0).filter((each) => each === element).length}`;
    },
    /** All in a page or a shadow root that can have the focus. Of a group of radio buttons one is enough. */
    focusable(root) {
      return [...root.querySelectorAll('*')].filter(
        (each) => each.tabIndex >= 0 && !each.matches(':disabled') && each.checkVisibility({visibilityProperty: true}),
      );
    },
    /** Where a control is seen: a link among words where these are, all else with the room around. */
    boxOf(element) {
      const {borderTopStyle} = getComputedStyle(element);
      const range = document.createRange();
      range.selectNodeContents(element);
      const isWords = element.localName === 'a' && borderTopStyle === 'none';
      return (isWords ? range : element).getBoundingClientRect().toJSON();
    },
    /** The part of a control that nothing fixed covers and that is in the window, from 0 to 1. */
    seenOf(element, covers) {
      const {left, top, width, height} = globalThis.boxOf(element);
      const boxes = covers.map((each) => each.getBoundingClientRect());
      let [all, free] = [0, 0];
      for (let column = 0.5; column < 16; column++)
        for (let row = 0.5; row < 16; row++) {
          const [x, y] = [left + (column * width) / 16, top + (row * height) / 16];
          const isOut = x < 0 || y < 0 || x > document.documentElement.clientWidth || y > innerHeight;
          const isUnder = boxes.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
          all++;
          if (!isOut && !isUnder) free++;
        }
      return free / all;
    },
  });
}

/** Opens everything in a widget and gives an answer. @param {import('playwright-core').Locator} widget */
const fill = (widget) =>
  widget.evaluate(async (element) => {
    for (const each of element.shadowRoot.querySelectorAll('details')) each.open = true;
    element.shadowRoot.querySelector('input:enabled')?.click();
    await element.updateComplete;
  });

/** The page that widgets are put on, between two buttons of its own. */
const BODY = '<button id="before">Before</button><div id="place"></div><button id="after">After</button>';
const HEAD = '<style>html { color-scheme: light dark } body { margin: 24px }</style>';

describe('the keyboard', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** Opens a page for many widgets, one after the other. */
  async function openPage({head = '', body = BODY, script, ...viewport} = {}) {
    const {page} = await open(browser, pageOf(body, {head: HEAD + head, script}), {
      context: {viewport: {width: 640, height: 320, ...viewport}},
      before: (each) => each.addInitScript(inPage),
    });
    const cdp = await page.context().newCDPSession(page);

    /** Role and name of an element. @param {string} expression what gives it */
    async function spoken(expression) {
      const {result} = await cdp.send('Runtime.evaluate', {expression});
      const {nodes} = await cdp.send('Accessibility.getPartialAXTree', {
        objectId: result.objectId,
        fetchRelatives: false,
      });
      const [{role, name}] = nodes;
      return [role.value, name?.value ?? ''];
    }

    /** What is focused now, as the scripts have it. */
    async function stop() {
      const kind = await page.evaluate(() => {
        const element = globalThis.focused();
        return element.matches('.sources a') ? 'source' : element.type;
      });
      if (kind === 'source') return SOURCES;
      if (kind === 'radio') return `radios ${(await spoken('focused().closest("fieldset")'))[1]}`;
      const [role, name] = await spoken('focused()');
      return `${role === 'DisclosureTriangle' ? 'summary' : role} ${name}`;
    }

    return {
      page,
      stop,
      /** A picture of the window, as it is. */
      async picture() {
        const {data} = await cdp.send('Page.captureScreenshot', {optimizeForSpeed: true});
        return PNG.sync.read(Buffer.from(data, 'base64'));
      },
      /** Puts a widget on the page. @param {string} which its name and attributes */
      async put(which, lang = 'en') {
        const [, name, attributes] = /^(\S+) ?(.*)$/.exec(which);
        await page.evaluate(
          (html) => {
            globalThis.scrollTo(0, 0);
            document.querySelector('#place').innerHTML = html;
            globalThis.clicked.length = 0;
          },
          // Without a number: where the widget has none either, that of the page would stay.
          snippet(name, `${attributes} lang="${lang}"`, 'Words'),
        );
        const widget = page.locator(`#place > recovery-${name}`);
        await widget.locator(`.root[lang=${lang}]`).waitFor();
        return widget;
      },
      /**
       * Goes from one element of the page to another by pressing a key.
       *
       * @param {() => unknown} [each] what to do at each stop between; if nothing, its role and name are asked for
       * @returns {Promise<unknown[]>} what came of it; of the sources once
       */
      async walk(from, to, key, each = stop) {
        await page.evaluate((start) => {
          globalThis.reached = [];
          document.querySelector(start).focus();
        }, from);
        const found = [];
        for (let index = 0; index < 100; index++) {
          await page.keyboard.press(key);
          const isThere = await page.evaluate((end) => {
            const element = globalThis.focused();
            return element.matches(end) || !globalThis.reached.push(element);
          }, to);
          if (isThere) return found;
          const now = await each();
          if (now !== SOURCES || found.at(-1) !== SOURCES) found.push(now);
        }
        return assert.fail(`${key} never comes to ${to}: ${found.join(', ')}`);
      },
    };
  }

  describe('each widget', () => {
    /** @type {Awaited<ReturnType<typeof openPage>>} */
    let site;
    before(async () => {
      site = await openPage();
    });
    after(() => site.page.context().close());

    for (const [which, script] of SCRIPTS)
      it(`${which}: Tab comes to every control in order and back`, async () => {
        const widget = await site.put(which);
        for (const isFull of LOOKS.includes(which) ? [false, true] : [false]) {
          if (isFull) await fill(widget);
          const expected = stopsOf(script, isFull);
          assert.deepEqual(await site.walk('#before', '#after', 'Tab'), expected);
          const missed = await widget.evaluate((element) =>
            globalThis
              .focusable(element.shadowRoot)
              .filter((each) => !globalThis.groupOf(each).some((other) => globalThis.reached.includes(other)))
              .map((each) => each.outerHTML),
          );
          assert.deepEqual(missed, [], 'never reached');
          assert.deepEqual(await site.walk('#after', '#before', 'Shift+Tab'), expected.toReversed());
        }
      });

    for (const look of LOOKS)
      it(`${look}: the focus is seen at every stop, in light and in dark`, async () => {
        const {page} = site;
        await fill(await site.put(look));
        for (const colorScheme of ['dark', 'light']) {
          await page.emulateMedia({colorScheme});
          // In the dark, one of each kind of control is enough; of the sources, everywhere.
          const seen = new Set();
          const weak = [];
          await site.walk('#before', '#after', 'Tab', async () => {
            const stop = await site.stop();
            const {width, height, kind} = await page.evaluate(() => {
              const element = globalThis.focused();
              const around = [element, element.parentElement, element.parentElement.parentElement];
              const kind = around.map((each) => `${each.localName}.${each.className}.${each.part}`).join(' ');
              return {...globalThis.boxOf(element), kind};
            });
            const which = colorScheme === 'dark' ? kind : stop;
            if (seen.has(which)) return;
            seen.add(which);
            const shown = await site.picture();
            // The next Tab goes on from there all the same.
            await page.evaluate(() => globalThis.focused().blur());
            const [area, least] = [changed(shown, await site.picture()), around(width, height)];
            if (area < least) weak.push(`${stop}: ${area} px² of ${least}`);
          });
          assert.deepEqual(weak, [], `${colorScheme}: changes too little when it is focused`);
        }
      });

    for (const look of LOOKS)
      for (const lang of /radios/.test(scriptOf(look)) ? ['en', 'ar'] : ['en'])
        it(`${look}, ${lang}: Enter, Space and the arrows do what they do everywhere`, async () => {
          const {page} = site;
          const widget = await site.put(look, lang);
          const tried = new Set();
          await site.walk('#before', '#after', 'Tab', async () => {
            const stop = await site.stop();
            const [role] = stop.split(' ');
            // Of the other language the arrows alone are of interest.
            if (ELSEWHERE.test(stop) || (lang === 'ar' && role !== 'radios')) return;
            tried.add(role);
            const count = await page.evaluate(() => {
              globalThis.last = globalThis.focused();
              return globalThis.groupOf(globalThis.last).length;
            });
            for (const [keys, state] of KEYS[role](count, lang === 'ar')) {
              for (const key of keys.split(' ')) await page.keyboard.press(key);
              assert.equal(await page.evaluate(() => globalThis.stateOf(globalThis.last)), state, `${keys} on ${stop}`);
            }
          });
          if (lang === 'ar') return assert.deepEqual([...tried], ['radios']);
          const roles = stopsOf(scriptOf(look), true).filter((stop) => !ELSEWHERE.test(stop));
          assert.deepEqual([...tried].sort(), [...new Set(roles.map((stop) => stop.split(' ')[0]))].sort());
          if (!scriptOf(look).includes('Clear all')) return;
          await widget.locator('.actions > :last-child').focus();
          await page.keyboard.press('Enter');
          // The button has gone; on it goes from the first field, where nothing is given any more.
          const first = await widget.locator('input').first().elementHandle();
          assert.ok(await first.evaluate((input) => input === globalThis.focused() && !input.checked));
        });

    it('the scripts have every widget', () => {
      assert.deepEqual([...new Set(SCRIPTS.map(([which]) => which.split(' ')[0]))].sort(), WIDGETS);
    });
  });

  describe('below a header of the page, above a fixed button to leave it', () => {
    const EXIT = snippet('quick-exit', 'placement="fixed"');
    const FIXED = '<header style="position: fixed; inset: 0 0 auto; height: 80px; background: #888">County</header>';
    for (const [what, least, width, height, head] of [
      ['that the page does not allow for', 1, 400, 700],
      [
        'that it allows for with scroll-padding',
        1,
        400,
        700,
        '<style>html { scroll-padding-block: 80px 6rem }</style>',
      ],
      // There it takes a third of the window, and a source takes a third too.
      ['at 400 % zoom', 0.4, 320, 256],
    ])
      it(`${what}: no control hides when it is focused`, async () => {
        const far = '<div style="height: 100vh"></div>';
        const site = await openPage({head, body: `${FIXED}${far}${BODY}${far}${EXIT}`, width, height});
        await upgraded(site.page, 'quick-exit');
        const hidden = [];
        for (const look of LOOKS.filter((each) => !each.startsWith('quick-exit'))) {
          await fill(await site.put(look));
          for (const [key, ...ends] of [
            ['Tab', '#before', '#after'],
            ['Shift+Tab', '#after', '#before'],
          ])
            await site.walk(...ends, key, async () => {
              const seen = await site.page.evaluate(() => {
                const exit = document.querySelector('recovery-quick-exit').shadowRoot.querySelector('[popover]');
                const covers = [document.querySelector('header'), exit].filter(Boolean);
                return globalThis.seenOf(globalThis.focused(), covers);
              });
              if (seen < least)
                hidden.push(`${look}: ${key} to ${await site.stop()}: ${Math.round(seen * 100)} % to be seen`);
            });
        }
        await site.page.context().close();
        assert.deepEqual(hidden, []);
      });
  });

  describe('in a dialog of the page', () => {
    /** @type {Awaited<ReturnType<typeof openPage>>} */
    let site;
    before(async () => {
      site = await openPage({body: `<button>Outside</button><dialog>${BODY}</dialog><button>Outside</button>`});
    });
    after(() => site.page.context().close());

    for (const look of LOOKS)
      it(`${look}: Tab goes round in it, and Escape closes it at every stop`, async () => {
        const {page} = site;
        await page.evaluate(() => document.querySelector('dialog').showModal());
        await site.put(look);
        const unseen = [];
        const stops = await site.walk('#before', '#after', 'Tab', async () => {
          const stop = await site.stop();
          const isSeen = await page.evaluate(() => {
            globalThis.last = globalThis.focused();
            const [box, {top, bottom}] = [
              globalThis.boxOf(globalThis.last),
              document.querySelector('dialog').getBoundingClientRect(),
            ];
            return (
              globalThis.seenOf(globalThis.last, []) === 1 &&
              ((box.top >= top && box.bottom <= bottom) || !!globalThis.last.closest('[popover]'))
            );
          });
          if (!isSeen) unseen.push(stop);
          await page.keyboard.press('Escape');
          const isClosed = await page.evaluate(() => {
            const dialog = document.querySelector('dialog');
            const {open} = dialog;
            if (!open) dialog.showModal();
            globalThis.last.focus();
            return !open;
          });
          assert.ok(isClosed, `Escape at ${stop}`);
          return stop;
        });
        assert.deepEqual(stops, stopsOf(scriptOf(look), false));
        assert.deepEqual(unseen, []);
        for (const [end, key] of [
          ['#after', 'Tab'],
          ['#before', 'Shift+Tab'],
        ]) {
          await page.focus(end);
          await page.keyboard.press(key);
          // To the browser’s own controls, or round.
          const isInside = await page.evaluate(
            () => !!document.activeElement.closest('body:not(:focus-within), dialog'),
          );
          assert.ok(isInside, `${key} leaves the dialog`);
        }
        await page.evaluate(() => document.querySelector('dialog').close());
      });
  });

  it('without script: Tab comes to every link and summary of the plain words, and to all of what is prerendered', async () => {
    const site = await openPage({script: ''});
    const place = (html) => site.page.evaluate((each) => document.querySelector('#place').setHTMLUnsafe(each), html);
    // Commas are drawn in the widget, and written in the plain words.
    const bare = (stops) => stops.map((stop) => stop.replace(/[\s,:]+/g, ' '));
    for (const [which, script] of SCRIPTS) {
      const [, name, region, rest] = /^(\S+)(?: region="(\w+)")?(.*)/.exec(which);
      const pairs = [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key, value]);
      const options = {region, attributes: Object.fromEntries(pairs)};
      const stops = stopsOf(script, false);
      await place(await fallbackHtml(name, options));
      const inWords = stops.filter((stop) => /^(link|summary)/.test(stop));
      assert.deepEqual(bare(await site.walk('#before', '#after', 'Tab')), bare(inWords), which);
      await place((await prerendered(name, options)).html);
      assert.deepEqual(await site.walk('#before', '#after', 'Tab'), stops, `${which}, prerendered`);
    }
    await site.page.context().close();
  });

  describe('the demo page', () => {
    let server;
    before(async () => {
      server = await serve({mounts: {'/': `${root}/docs/demo`, '/cdn/': `${root}/dist/cdn`}, port: 0});
    });
    after(() => server.close());

    for (const [width, height] of [
      [400, 700],
      [1280, 800],
    ])
      it(`${width} × ${height}: Tab comes to every control, and the button to leave covers none of them`, async () => {
        const context = await browser.newContext({viewport: {width, height}});
        const page = await context.newPage();
        await page.addInitScript(inPage);
        await page.goto(server.url);
        await page.waitForFunction(() => {
          const all = [...document.querySelectorAll('*')].filter(({localName}) => localName.startsWith('recovery-'));
          return all.length && all.every((each) => each.shadowRoot?.querySelector('.root'));
        });
        const hidden = [];
        for (const key of ['Tab', 'Shift+Tab']) {
          await page.evaluate(() => (globalThis.reached = new Set()));
          for (;;) {
            await page.keyboard.press(key);
            const stop = await page.evaluate(() => {
              const element = globalThis.focused();
              // Round, or to the browser’s own controls.
              if (element === document.body || globalThis.reached.has(element)) return undefined;
              globalThis.reached.add(element);
              const exit = document.querySelector('recovery-quick-exit').shadowRoot.querySelector('[popover]');
              const seen = globalThis.seenOf(element, exit.contains(element) ? [] : [exit]);
              return {seen, html: element.outerHTML};
            });
            if (!stop) break;
            if (stop.seen < 1) hidden.push(`${key}: ${Math.round(stop.seen * 100)} % to be seen of ${stop.html}`);
          }
          const missed = await page.evaluate(() => {
            const roots = [...document.querySelectorAll('*')].flatMap(({shadowRoot}) => shadowRoot ?? []);
            const reached = [...globalThis.reached];
            const isReached = (each) => globalThis.groupOf(each).some((other) => reached.includes(other));
            return [document, ...roots]
              .flatMap(globalThis.focusable)
              .filter((each) => !isReached(each))
              .map(({outerHTML}) => outerHTML);
          });
          assert.deepEqual(missed, [], `${key} never comes there`);
        }
        await context.close();
        assert.deepEqual(hidden, []);
      });
  });
});
