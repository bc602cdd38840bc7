/**
 * Roles, names and states of each widget, as screen readers get them, and what live regions say, for the tests and for
 * `npm test -- accept`. What a reader makes of them: test/heard/.
 */
import {expect} from '@playwright/test';
import {diffArrays} from 'diff';
import {ALL_SCRIPT, WIDGETS, openPage, pageOf, snippet, upgraded} from './page.mjs';

export const LANGUAGES = ['en', 'ar'];

/** Selector of the element around each widget. */
const GROUP = '[role=group]';

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
  'overdose-warning': [{actions: [sources]}, {attributes: 'variant="compact"'}],
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
 * @property {State} state
 * @property {{title: string, isAnnounced: boolean, announced: string[], state: State}[]} actions
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
    return {
      links: visible('a').map((each) => ({name: nameOf(each), text: collapse(each.textContent), url: each.href})),
      live: [...shadowRoot.querySelectorAll('[aria-live], [role]')]
        .map((each) => ({is: each.ariaLive ?? each.role, text: collapse(each.textContent)}))
        .filter(({is}) => /^(polite|assertive|status|alert|alertdialog|log|timer|marquee)$/.test(is)),
    };
  })),
});

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
  const {page, console, close} = await openPage(browser, pageOf(body, {lang, script: ALL_SCRIPT}), {
    context: {permissions: ['clipboard-write']},
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

/** Records all widgets in a language. @param {import('@playwright/test').Browser} browser @param {string} lang @returns {Promise<Recorded[]>} */
export const record = (browser, lang) =>
  forEachState(browser, lang, async ({widget, attributes, actions, host, page}) => {
    /** @type {Recorded} */
    const recorded = {widget, attributes, state: await stateOf(host), actions: []};
    let before = recorded.state;
    for (const {title, perform, isAnnounced = false} of actions) {
      await perform(host, page);
      const announcedIn = (/** @type {State} */ {live}) =>
        live.map(({text}) => text).filter((text, at) => text && text !== before.live[at].text);
      if (isAnnounced) await expect.poll(async () => announcedIn(await stateOf(host)).length).toBeTruthy();
      await host.evaluate((/** @type {any} */ {updateComplete}) => updateComplete);
      const state = await stateOf(host);
      recorded.actions.push({title, isAnnounced, announced: announcedIn(state), state});
      before = state;
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
  for (const {attributes, state, actions} of states) {
    const title = attributes || 'as it comes';
    let before = state.lines;
    out.push('', `# ${title}`, '', ...before);
    for (const action of actions) {
      const after = action.state.lines;
      const announced = action.announced.map((text) => `polite: ${text}`);
      out.push('', `# ${title}, then someone ${action.title}`, '', ...announced, ...difference(before, after));
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
