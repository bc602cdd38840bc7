/** Every widget in each of its looks, on one page. */
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';
import {openPage, pageOf, snippet, until} from '../support/page.mjs';
import {takePicture} from '../support/pictures.mjs';

export const PROBE = fileURLToPath(new URL('../support/visual-probe.js', import.meta.url));

/**
 * Every widget in each of its looks. `act` is done in it: `copy` presses the first copy button, `choose all` ticks every input,
 * `choose third` the third one, `answer in turn` gives the answers one to four in turn, and none to each fifth question, and
 * `validate` checks the validity.
 *
 * @type {{title: string, name: string, attributes?: string, act?: string}[]}
 */
export const STATES = [
  {title: 'banner', name: 'helpline-banner', attributes: 'region="US"', act: 'copy'},
  {title: 'banner, compact', name: 'helpline-banner', attributes: 'region="US" variant="compact"'},
  {
    title: 'banner, own line',
    name: 'helpline-banner',
    attributes: 'region="GB" phone="020 7946 0123" operator="Fulham Recovery Centre"',
  },
  {title: 'banner, no region', name: 'helpline-banner'},
  {title: 'warning', name: 'overdose-warning', attributes: 'region="US"'},
  {title: 'warning, no region', name: 'overdose-warning'},
  {title: 'checklist', name: 'trigger-checklist'},
  {title: 'checklist, ticked', name: 'trigger-checklist', act: 'choose all'},
  {title: 'explainer', name: 'treatment-explainer', attributes: 'region="US"'},
  {title: 'chart', name: 'tolerance-chart'},
  {title: 'factors', name: 'relapse-factors'},
  {title: 'guide', name: 'relapse-guide', attributes: 'region="US"'},
  {title: 'guide, supporter, ticked', name: 'relapse-guide', attributes: 'audience="supporter"', act: 'choose all'},
  {title: 'gaps', name: 'care-gaps', attributes: 'region="US"'},
  {title: 'gaps, answered', name: 'care-gaps', attributes: 'region="DE"', act: 'answer in turn'},
  {title: 'faq', name: 'faq', attributes: 'region="US"'},
  {title: 'exit', name: 'quick-exit'},
  {title: 'exit, fixed', name: 'quick-exit', attributes: 'placement="fixed"'},
  {title: 'feedback', name: 'feedback', attributes: 'comment'},
  {title: 'feedback, chosen', name: 'feedback', attributes: 'scale="stars"', act: 'choose third'},
  {title: 'feedback, missed', name: 'feedback', attributes: 'scale="stars" name="helpful" required', act: 'validate'},
  {title: 'feedback, disabled', name: 'feedback', attributes: 'comment disabled'},
];

/** Returns whether so many widgets have rendered in their language; runs in the page. */
export function haveRendered(count) {
  const isRendered = ({lang, localName, shadowRoot}) =>
    shadowRoot.querySelector('.root')?.lang === lang &&
    // The banner imports its deferred parts after its first render.
    (localName !== 'recovery-helpline-banner' || !shadowRoot.querySelector('.more:not(:has(details))'));
  return globalThis.visualProbe.widgets().filter(isRendered).length === count;
}

/** Does the act of each widget, and opens every disclosure; runs in the page. */
export async function actInWidgets() {
  for (const widget of globalThis.visualProbe.widgets()) {
    const {shadowRoot, dataset} = widget;
    const inputs = [...shadowRoot.querySelectorAll('input')];
    for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
    if (dataset.act === 'choose all') inputs.forEach((input) => input.click());
    if (dataset.act === 'choose third') inputs[2].click();
    if (dataset.act === 'answer in turn')
      inputs.forEach((input, index) => (index >> 2) % 5 === index % 4 && input.click());
    if (dataset.act === 'validate') widget.checkValidity();
    if (dataset.act === 'copy') shadowRoot.querySelector('.copy').click();
    await widget.updateComplete;
  }
  await document.fonts.ready;
}

/** Returns whether the copy is announced, which takes a moment; runs in the page. */
export const isCopyAnnounced = () =>
  globalThis.visualProbe
    .widgets()
    .every(
      ({dataset, shadowRoot}) => dataset.act !== 'copy' || shadowRoot.querySelector('[role=status]').textContent.trim(),
    );

/** Returns the function `open` of a browser that is not the worker’s, or for a page that tests share. */
export const openIn = (browser) => (html, options) => openPage(browser, html, options);

/**
 * Opens a page with every state in each language, acts in them, and opens every disclosure.
 *
 * @param {(html: string, options?: import('../support/page.mjs').OpenOptions) => Promise<import('../support/page.mjs').OpenedPage>} open
 * @param {object} [options]
 * @param {string[]} [options.languages]
 * @param {typeof STATES} [options.states]
 * @param {import('@playwright/test').BrowserContextOptions} [options.context]
 * @param {string} [options.css]
 * @param {string} [options.head]
 */
export async function openStates(
  open,
  {languages = ['en', 'ar'], states = STATES, context = {}, css = '', head = ''} = {},
) {
  const widgets = languages.flatMap((lang) =>
    states.map(({title, name, attributes = '', act = ''}) =>
      snippet(name, `lang="${lang}" title="${title}" data-act="${act}" ${attributes}`),
    ),
  );
  const opened = await open(pageOf(widgets.join('<hr>'), {head: `${head}<style>${css}</style>`}), {
    context: {viewport: {width: 320, height: 800}, ...context},
    before: (page) => page.addInitScript({path: PROBE}),
  });
  const {page} = opened;
  await until(page, haveRendered, widgets.length);
  await page.evaluate(actInWidgets);
  await until(page, isCopyAnnounced);
  return opened;
}

export const textsOf = (page) => page.evaluate(() => globalThis.visualProbe.texts());

const [SECOND, THIRD] = [2, 3].map((index) => `label:nth-of-type(${index})`);

/**
 * Controls that a reader changes: `first` is clicked before, `control` to change it; the change shows in `area`.
 *
 * @type {{name: string, state: string, first?: string, control: string, area: string}[]}
 */
export const TOGGLES = [
  {name: 'trigger', state: 'checklist', control: `${SECOND} input`, area: SECOND},
  {name: 'step of the guide', state: 'guide', control: 'label input', area: 'label'},
  {name: 'answer of care gaps', state: 'gaps', first: 'input', control: `${SECOND} input`, area: SECOND},
  {name: 'yes or no', state: 'feedback', first: 'input', control: `${SECOND} input`, area: `fieldset > ${SECOND}`},
  {name: 'number of stars', state: 'feedback, chosen', first: 'input', control: `${THIRD} input`, area: THIRD},
  {name: 'star', state: 'feedback, chosen', first: 'input', control: `${THIRD} input`, area: `${SECOND} svg`},
  {name: 'question', state: 'faq', control: '.question summary', area: '.question summary'},
  {name: 'treatment', state: 'explainer', control: '.treatment summary', area: '.treatment summary'},
];

/** Focusable controls of each kind, by state. */
export const FOCUSABLE = Object.entries({
  banner: ['.primary', '.copy', '.emergency a'],
  warning: ['.emergency a'],
  checklist: ['input'],
  explainer: ['button'],
  faq: ['summary', '.sources a'],
  gaps: ['input'],
  exit: ['a.button'],
  feedback: ['input', 'textarea'],
}).flatMap(([state, controls]) => controls.map((control) => ({state, control})));

/** Scrolls an element to the middle of the window; returns its box in the page, with a margin. Runs in the page. */
export const boxOf = (element, margin = 0) => {
  element.scrollIntoView({block: 'center', behavior: 'instant'});
  const {x, y, width, height} = element.getBoundingClientRect();
  const [left, top] = [x + globalThis.scrollX - margin, y + globalThis.scrollY - margin].map(Math.floor);
  return {x: left, y: top, width: Math.ceil(width + 2 * margin), height: Math.ceil(height + 2 * margin)};
};

/** Takes a picture of a part of the page. */
export const pixelsOf = async (page, clip) => PNG.sync.read(await takePicture(page, clip));
