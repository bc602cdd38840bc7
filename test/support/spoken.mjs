/**
 * Transcripts of each widget as screen readers present it, for the tests and for `npm test -- accept`.
 *
 * There are two independent sources. A virtual screen reader reads line by line, announces live regions and reports the focus;
 * Playwright’s snapshots have the roles, names and states that real ones get. Neither has a voice, so the pronunciation of numbers is out of scope
 * (docs/decisions/0015-numbers-read-aloud.md).
 */
import {fileURLToPath} from 'node:url';
import {diffArrays} from 'diff';
import {WIDGETS, openPage, pageOf, snippet, upgraded} from './page.mjs';

export const LANGUAGES = ['en', 'ar'];

/** Selector of the element around each widget. */
const GROUP = '[role=group]';

const READER_URL = 'https://reader.example/virtual.js';
const readerFile = fileURLToPath(
  new URL('../node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js', import.meta.url),
);

/** Creates an action with its description. @type {(title: string, selector: string, key?: string) => Action} */
const press = (title, selector, key = 'Enter') => ({
  title,
  perform: (host) => host.locator(selector).first().press(key),
});
/** Marks an action that a live region announces once. @type {(action: Action) => Action} */
const announced = (action) => ({...action, isAnnounced: true});
const sources = press('opens the sources', '[part=base] details:last-of-type > summary');
/** @type {Action} */
const shift = {title: 'presses Shift', perform: (_, page) => page.keyboard.press('Shift')};
const clear = announced(press('clears all', '.actions button:last-child'));
const answer = (/** @type {number} */ question, /** @type {number} */ nth) =>
  `[part=question]:nth-of-type(${question}) [part=answer]:nth-of-type(${nth}) input`;
const step = announced(press('ticks the first step', '[part=step] input', 'Space'));

/**
 * States of each widget that sound different: attributes, and actions in order. Other widgets are recorded without either.
 *
 * @typedef {{title: string, perform: (host: import('@playwright/test').Locator, page: import('@playwright/test').Page) => Promise<void>, isAnnounced?: boolean}} Action
 * @type {Record<string, {attributes?: string, actions?: Action[]}[]>}
 */
const STATES = {
  'care-gaps': [
    {
      actions: [
        announced(press('answers No to the first question', answer(1, 3), 'Space')),
        // The number of gaps stays the same, so nothing is announced.
        press('answers Yes to the second', answer(2, 1), 'Space'),
        clear,
        sources,
      ],
    },
  ],
  faq: [{actions: [press('opens the first question', 'summary')]}],
  feedback: [
    {actions: [announced(press('answers Yes', 'input', 'Space'))]},
    {
      attributes: 'scale="stars" name="helpful" required comment',
      actions: [announced(press('gives one star', 'input', 'Space'))],
    },
  ],
  'helpline-banner': [
    {actions: [press('opens the other ways', 'summary'), announced(press('copies the first number', '.copy'))]},
    {attributes: 'variant="compact"'},
  ],
  'overdose-warning': [{actions: [sources]}],
  'quick-exit': [{actions: [announced(shift), announced(shift), press('opens what leaving does not do', 'summary')]}],
  'relapse-factors': [{actions: [sources]}],
  'relapse-guide': [{actions: [step, clear, sources]}, {attributes: 'audience="supporter"', actions: [step]}],
  'tolerance-chart': [{actions: [press('opens the table', 'summary')]}],
  'treatment-explainer': [
    {actions: [press('opens the first part', 'summary'), press('opens all parts', '[part=toggle]')]},
  ],
  'trigger-checklist': [{actions: [announced(press('ticks the first trigger', 'input', 'Space')), clear, sources]}],
};

/**
 * @typedef {object} Recorded
 * @property {string} widget
 * @property {string} attributes
 * @property {string[]} phrases of the virtual screen reader
 * @property {State} state
 * @property {{title: string, isAnnounced: boolean, phrases: string[], announced: string[], state: State}[]} actions
 *
 * @typedef {Awaited<ReturnType<typeof stateOf>>} State
 */

/** Returns the roles, names and states of a widget now, and its parts that have rules. @param {import('@playwright/test').Locator} host */
const stateOf = async (host) => ({
  lines: (await host.ariaSnapshot()).split('\n'),
  ...(await host.evaluate((/** @type {any} */ {shadowRoot}) => {
    const collapse = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
    /** @type {(selector: string) => any[]} */
    const visible = (selector) =>
      [...shadowRoot.querySelectorAll(selector)].filter((each) => each.checkVisibility({visibilityProperty: true}));
    const nameOf = (/** @type {any} */ each) => collapse(each.getAttribute('aria-label') ?? each.textContent);
    const texts = visible('.root, .root *').flatMap((each) =>
      [...each.childNodes]
        .filter(({nodeType}) => nodeType === 3)
        .map(({data}) => ({text: data, lang: each.closest('[lang]').lang})),
    );
    return {
      links: visible('a').map((each) => ({name: nameOf(each), text: collapse(each.textContent), url: each.href})),
      groups: visible('fieldset').map((each) => nameOf(each.querySelector('legend') ?? each)),
      live: [...shadowRoot.querySelectorAll('[aria-live], [role]')]
        .map((each) => ({is: each.ariaLive ?? each.role, text: collapse(each.textContent)}))
        .filter(({is}) => /^(polite|assertive|status|alert|alertdialog|log|timer|marquee)$/.test(is)),
      texts,
    };
  })),
});

/**
 * Starts a virtual screen reader on a widget and returns everything it reads from first to last line.
 *
 * The reader walks `childNodes` and does not enter shadow roots, but its container may be an element inside a shadow root: it
 * then looks up names and descriptions and observes changes in there. The slots are empty here. The reader respects only
 * `display` and `visibility` and would read closed `<details>`, so a style sheet hides them.
 *
 * @param {import('@playwright/test').Locator} host
 */
const readAll = (host) =>
  host.evaluate(async (/** @type {any} */ element, url) => {
    const {Virtual} = await import(url);
    const closed = new window.CSSStyleSheet();
    closed.replaceSync('details:not([open]) > :not(summary) { display: none !important }');
    element.shadowRoot.adoptedStyleSheets.push(closed);
    const virtual = new Virtual();
    await virtual.start({container: element.shadowRoot.querySelector('.root')});
    const first = [virtual.activeNode, await virtual.lastSpokenPhrase()];
    for (;;) {
      await virtual.next();
      if (virtual.activeNode === first[0] && (await virtual.lastSpokenPhrase()) === first[1]) break;
    }
    const phrases = await virtual.spokenPhraseLog();
    await virtual.clearSpokenPhraseLog();
    element.virtual = virtual;
    return phrases.slice(0, -1);
  }, READER_URL);

const ENDS = /^end(, | of (paragraph|heading|link|button|listitem|strong|emphasis|term|definition|time)\b|$)/;
const CLOSED = /^(heading|link|button|img), /;

/**
 * Drops phrases that real screen readers do not speak: ends of paragraphs and the like, and the content of links and images after their name.
 *
 * @param {string[]} phrases
 */
function filterPhrases(phrases) {
  const out = [];
  for (let at = 0; at < phrases.length; at++) {
    const phrase = phrases[at];
    if (/^(paragraph|strong|emphasis|time|$)/.test(phrase) || ENDS.test(phrase)) continue;
    out.push(phrase);
    if (!CLOSED.test(phrase)) continue;
    const end = phrases.indexOf(`end of ${phrase}`, at);
    if (end > 0) at = end;
  }
  return out;
}

/**
 * Returns the phrases since the last call, with announcements of live regions apart.
 *
 * @param {import('@playwright/test').Locator} host
 * @param {boolean} isAnnounced
 */
async function takePhrases(host, isAnnounced) {
  /** @type {string[]} */
  const log = await host.evaluate(async (/** @type {any} */ element, wanted) => {
    const announcements = async () =>
      (await element.virtual.spokenPhraseLog()).filter((/** @type {string} */ phrase) =>
        /^(polite|assertive): ./.test(phrase),
      );
    // An expected announcement may take a while; a second one would arrive in the same frames.
    for (let turn = 0; wanted && turn < 600 && !(await announcements()).length; turn++)
      await new Promise(requestAnimationFrame);
    await element.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const phrases = await element.virtual.spokenPhraseLog();
    await element.virtual.clearSpokenPhraseLog();
    return phrases;
  }, isAnnounced);
  const isLive = (/** @type {string} */ phrase) => /^(polite|assertive): /.test(phrase);
  return {
    phrases: filterPhrases(log.filter((phrase) => !isLive(phrase))),
    announced: log.filter((phrase) => isLive(phrase) && !/^\w+: $/.test(phrase)),
  };
}

/**
 * Puts all widgets in all their states on one page, shows one at a time and calls a function for each.
 *
 * @template T
 * @param {import('@playwright/test').Browser} browser
 * @param {string} lang
 * @param {(state: {widget: string, attributes: string, actions: Action[], host: import('@playwright/test').Locator,
 *   page: import('@playwright/test').Page}) => Promise<T>} inspect
 * @returns {Promise<T[]>}
 */
async function forEachState(browser, lang, inspect) {
  const states = WIDGETS.flatMap((widget) =>
    (STATES[widget] ?? [{}]).map(({attributes = '', actions = []}) => ({widget, attributes, actions})),
  );
  const groups = states.map(
    ({widget, attributes}) => `<div role="group" aria-label="Partner">${snippet(widget, attributes)}</div>`,
  );
  const body = `<main data-recovery-region="US"><form>${groups.join('')}</form></main>`;
  const {page, console, close} = await openPage(browser, pageOf(body, {lang}), {
    context: {permissions: ['clipboard-write']},
    before: (page) =>
      page.route(READER_URL, (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          headers: {'access-control-allow-origin': '*'},
          path: readerFile,
        }),
      ),
  });
  await upgraded(page, ...WIDGETS);
  const results = [];
  for (const [index, {widget, attributes, actions}] of states.entries()) {
    await page
      .locator(GROUP)
      .evaluateAll((all, at) => all.forEach((group, place) => group.toggleAttribute('hidden', place !== at)), index);
    const host = page.locator(`${GROUP}:not([hidden]) recovery-${widget}`);
    results.push(await inspect({widget, attributes, actions, host, page}));
  }
  if (console.length) throw new Error(console.join('\n'));
  await close();
  return results;
}

/**
 * Records all widgets in a language.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} lang
 * @returns {Promise<Recorded[]>}
 */
export const record = (browser, lang) =>
  forEachState(browser, lang, async ({widget, attributes, actions, host, page}) => {
    /** @type {Recorded} */
    const recorded = {
      widget,
      attributes,
      phrases: filterPhrases(await readAll(host)),
      state: await stateOf(host),
      actions: [],
    };
    for (const {title, perform, isAnnounced = false} of actions) {
      await perform(host, page);
      recorded.actions.push({
        title,
        isAnnounced,
        ...(await takePhrases(host, isAnnounced)),
        state: await stateOf(host),
      });
    }
    return recorded;
  });

/** Returns the lines that differ between two texts, with a minus or a plus. @param {string[]} before @param {string[]} after */
const difference = (before, after) =>
  diffArrays(before, after).flatMap(({value, added, removed}) =>
    added || removed ? value.map((line) => `${added ? '+' : '-'} ${line}`) : [],
  );

/** Returns the transcript of one widget. @param {Recorded[]} states @param {string} lang */
function snapshot(states, lang) {
  const [{widget}] = states;
  const out = [`${widget}, ${lang}, region US. Written by \`npm test -- accept\`; read what changes.`];
  for (const {attributes, phrases, state, actions} of states) {
    const title = attributes || 'as it comes';
    let before = state.lines;
    out.push('', `# ${title}: heard`, '', ...phrases, '', `# ${title}: roles, names and states`, '', ...before);
    for (const action of actions) {
      const after = action.state.lines;
      out.push(
        '',
        `# ${title}, then someone ${action.title}`,
        '',
        ...action.phrases,
        ...action.announced,
        '',
        ...difference(before, after),
      );
      before = after;
    }
  }
  return `${out.join('\n')}\n`;
}

/** Returns the transcripts of all widgets in a language. @param {Recorded[]} states @param {string} lang */
export const transcripts = (states, lang) =>
  WIDGETS.map((name) =>
    snapshot(
      states.filter(({widget}) => widget === name),
      lang,
    ),
  ).join('\n');
