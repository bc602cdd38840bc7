/**
 * Transcripts of each widget as screen readers present it, for the tests and for `npm run spoken`.
 *
 * There are two independent sources. A virtual screen reader reads line by line, announces live regions and reports the focus;
 * Chromium’s accessibility tree is the input of real ones. Neither has a voice, so the pronunciation of numbers is out of scope
 * (docs/decisions/0015-numbers-aloud.md).
 */
import {fileURLToPath} from 'node:url';
import {WIDGETS, openPage, pageOf, snippet, upgraded} from './page.mjs';

export const SNAPSHOTS = fileURLToPath(new URL('../baselines/spoken', import.meta.url));
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
    {actions: [announced(press('copies the first number', '.copy')), press('opens the other ways', 'summary')]},
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
 * @typedef {object} Node A node of Chromium’s accessibility tree
 * @property {string} role `text` for text
 * @property {string} name
 * @property {string[]} states
 * @property {string} [lang] of text
 * @property {string} [url] that a link dials
 * @property {string} [live]
 * @property {string} [visibleText] of a link or button
 * @property {number} [level] of a heading
 * @property {Node[]} children
 *
 * @typedef {object} Recorded
 * @property {string} widget
 * @property {string} attributes
 * @property {string[]} phrases of the virtual screen reader
 * @property {Node} tree
 * @property {{title: string, isAnnounced: boolean, phrases: string[], announced: string[], tree: Node}[]} actions
 */

/** Roles without meaning, or with names that differ between versions of Chromium. */
const TRANSPARENT = new Set(
  'none generic strong emphasis time mark code LabelText Legend Abbr superscript subscript Iframe'.split(' '),
);
/** @type {Record<string, string>} */
const ROLES = {SUMMARY: 'summary', DETAILS: 'details', DL: 'terms'};
const IGNORED = new Set(['InlineTextBox', 'ListMarker']);
const collapse = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();

/** Returns children without the text at their start where it is the name of their parent. @param {Node[]} children */
function withoutName(children, name = '') {
  const end = children.findIndex(({role}) => role !== 'text');
  const texts = children.slice(0, Math.max(end, 0)).map((child) => child.name);
  // A block separates words in a name, but adds no space to the text.
  const withoutSpace = (/** @type {string} */ text) => text.replace(/\s/g, '');
  return texts.length && withoutSpace(texts.join('')) === withoutSpace(name) ? children.slice(end) : children;
}

/**
 * @typedef {{element: string, lang: string, text: string, gap: string}} DomNode `gap`: white space that Chromium’s tree lacks before it
 *
 * @typedef {{value?: any}} AXValue
 * @typedef {object} AXNode a node of `Accessibility.getFullAXTree` with a role
 * @property {AXValue} role
 * @property {AXValue} [name]
 * @property {AXValue} [value]
 * @property {AXValue} [description]
 * @property {{name: string, value: AXValue}[]} [properties]
 */

/**
 * Reads element name, language and text of a DOM node and all below it, by node id.
 *
 * @param {any} root from `DOM.describeNode`
 * @returns {Map<number | undefined, DomNode>}
 */
function readDom(root) {
  const dom = new Map();
  // Chromium drops white space that has no visual effect, and with it the gap between two words.
  let gap = '';
  /** @type {(node: any, outer: string) => string} */
  const visit = (node, outer) => {
    const attributes = Object.fromEntries(
      Array.from({length: (node.attributes?.length ?? 0) / 2}, (_, at) => node.attributes.slice(2 * at, 2 * at + 2)),
    );
    const lang = attributes.lang || outer;
    const children = [...(node.children ?? []), ...(node.shadowRoots ?? [])].map((child) => visit(child, lang));
    const isText = node.nodeType === 3;
    const text = isText ? node.nodeValue : children.join('');
    dom.set(node.backendNodeId, {element: node.nodeName, lang, text, gap});
    if (isText) gap = /\s$/.test(text) ? ' ' : '';
    return text;
  };
  visit(root, '');
  return dom;
}

/** Returns the properties of a node of Chromium’s tree by name. @param {AXNode} node @returns {Record<string, any>} */
const propertiesOf = ({properties = []}) =>
  Object.fromEntries(properties.map((property) => [property.name, property.value.value]));

/** Lists the states that screen readers say after role and name. @param {AXNode} node @returns {string[]} */
function statesOf(node) {
  const {role, value, description} = node;
  const is = propertiesOf(node);
  return [
    role.value === 'heading' && `level ${is.level}`,
    'checked' in is && (is.checked === 'true' ? 'checked' : 'not checked'),
    'expanded' in is && (is.expanded ? 'expanded' : 'collapsed'),
    is.disabled && 'disabled',
    is.required && 'required',
    is.invalid === 'true' && 'invalid',
    is.live && is.live !== 'off' && is.live,
    value?.value && `value “${value.value}”`,
    description?.value && `described “${collapse(description.value)}”`,
    /^(tel|sms):/.test(is.url ?? '') && is.url,
  ].filter(Boolean);
}

/** Describes a node that has a role. @param {AXNode} node @param {DomNode} source of it @param {Node[]} children @returns {Node} */
function describeNode(node, {element, text}, children) {
  const {role, name} = node;
  const {live, url, level} = propertiesOf(node);
  const isControl = /^(link|button)$/.test(role.value);
  return {
    // Chromium has several role names for these elements.
    role: ROLES[element] ?? role.value,
    name: collapse(name?.value ?? ''),
    states: statesOf(node),
    live: live && live !== 'off' ? live : undefined,
    url,
    level,
    visibleText: isControl ? collapse(text) : undefined,
    // Screen readers do not enter an image; the legend of a group is already its name.
    children: role.value === 'image' ? [] : withoutName(children, name?.value),
  };
}

/** Describes a text. @param {AXNode} node @param {DomNode} source @returns {Node} */
const describeText = ({name}, {lang, text, gap}) => ({
  role: 'text',
  name: (gap || /^\s/.test(text) ? ' ' : '') + (name?.value || ' '),
  lang,
  states: [],
  children: [],
});

/**
 * Returns the accessibility tree of the visible group: without nodes that no screen reader presents, and with the language of
 * all text, which Chromium’s tree lacks.
 *
 * @param {import('@playwright/test').CDPSession} cdp
 * @returns {Promise<Node>}
 */
async function treeOf(cdp) {
  const {result} = await cdp.send('Runtime.evaluate', {expression: `document.querySelector('${GROUP}:not([hidden])')`});
  const {node: root} = await cdp.send('DOM.describeNode', {objectId: result.objectId, depth: -1, pierce: true});
  const dom = readDom(root);
  const {nodes} = await cdp.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @type {(id: string) => Node[]} */
  const simplify = (id) => {
    const node = byId.get(id);
    if (!node?.role || IGNORED.has(node.role.value)) return [];
    const {role, childIds = [], ignored, backendDOMNodeId} = node;
    const children = childIds.flatMap(simplify);
    if (ignored || TRANSPARENT.has(role.value)) return children;
    const isText = role.value === 'StaticText' || role.value === 'LineBreak';
    const source = dom.get(backendDOMNodeId) ?? {element: '', lang: '', text: '', gap: ''};
    return [isText ? describeText({...node, role}, source) : describeNode({...node, role}, source, children)];
  };
  const group = nodes.find(({backendDOMNodeId}) => backendDOMNodeId === root.backendNodeId);
  if (!group) throw new Error(`${GROUP} is not in the tree`);
  return simplify(group.nodeId)[0];
}

/** Returns every node of a tree in reading order. @param {Node} node @returns {Node[]} */
export const walk = (node) => [node, ...node.children.flatMap(walk)];

/** Returns the text of a node, with runs in another language marked. @param {Pick<Node, 'children'>} node @param {string} lang */
function textOf({children}, lang) {
  /** @type {{lang?: string, text: string}[]} */
  const runs = [];
  for (const {name: text, lang: textLang} of children) {
    const last = runs.at(-1);
    // White space has no language.
    if (last && (last.lang === textLang || !text.trim())) last.text += text;
    else runs.push({lang: textLang, text});
  }
  return collapse(
    runs
      .map((run) => (run.lang && run.lang !== lang ? run.text.replace(/\S.*\S|\S/s, `⟨${run.lang}: $&⟩`) : run.text))
      .join(''),
  );
}

/** Formats a tree as lines. @param {Node} node @param {string} lang @param {string} indent @returns {string[]} */
function linesOf({children}, lang, indent = '') {
  /** @type {Node[]} */
  const texts = [];
  const flushTexts = () => {
    const text = textOf({children: texts.splice(0)}, lang);
    return text ? [`${indent}${text}`] : [];
  };
  const out = children.flatMap((child) => {
    if (child.role === 'text') {
      texts.push(child);
      return [];
    }
    const hasOnlyText = child.children.every(({role}) => role === 'text');
    const text = hasOnlyText ? textOf(child, lang) : '';
    const plain = hasOnlyText ? collapse(child.children.map(({name}) => name).join('')) : '';
    // The name comes first; the text follows where it differs.
    const name = child.name && `“${plain === child.name ? text : child.name}”`;
    const own = [child.role, name, ...child.states].filter(Boolean).join(' ');
    const isTextInName = !text || plain === child.name || child.role === 'link' || child.role === 'button';
    return [
      ...flushTexts(),
      hasOnlyText && !isTextInName ? `${indent}${own}: ${text}` : `${indent}${own}`,
      ...(hasOnlyText ? [] : linesOf(child, lang, `${indent}  `)),
    ];
  });
  return [...out, ...flushTexts()];
}

/**
 * Returns the lines that differ between two texts, with a minus or a plus.
 *
 * @param {string[]} before @param {string[]} after
 */
function difference(before, after) {
  const longest = Array.from({length: before.length + 1}, () => Array(after.length + 1).fill(0));
  for (let a = before.length - 1; a >= 0; a--)
    for (let b = after.length - 1; b >= 0; b--)
      longest[a][b] =
        before[a] === after[b] ? longest[a + 1][b + 1] + 1 : Math.max(longest[a + 1][b], longest[a][b + 1]);
  const out = [];
  for (let a = 0, b = 0; a < before.length || b < after.length;)
    if (a < before.length && b < after.length && before[a] === after[b]) [a, b] = [a + 1, b + 1];
    else if (b >= after.length || (a < before.length && longest[a + 1][b] >= longest[a][b + 1]))
      out.push(`- ${before[a++]}`);
    else out.push(`+ ${after[b++]}`);
  return out;
}

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
 *   page: import('@playwright/test').Page, tree: () => Promise<Node>}) => Promise<T>} inspect
 * @param {string} [extraAttributes] of all widgets
 * @returns {Promise<T[]>}
 */
export async function forEachState(browser, lang, inspect, extraAttributes = '') {
  const states = WIDGETS.flatMap((widget) =>
    (STATES[widget] ?? [{}]).map(({attributes = '', actions = []}) => ({widget, attributes, actions})),
  );
  const groups = states.map(
    ({widget, attributes}) =>
      `<div role="group" aria-label="Partner">${snippet(widget, `${attributes} ${extraAttributes}`)}</div>`,
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
  const cdp = await page.context().newCDPSession(page);
  const results = [];
  for (const [index, {widget, attributes, actions}] of states.entries()) {
    await page
      .locator(GROUP)
      .evaluateAll((all, at) => all.forEach((group, place) => group.toggleAttribute('hidden', place !== at)), index);
    const host = page.locator(`${GROUP}:not([hidden]) recovery-${widget}`);
    results.push(await inspect({widget, attributes, actions, host, page, tree: () => treeOf(cdp)}));
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
  forEachState(browser, lang, async ({widget, attributes, actions, host, page, tree}) => {
    /** @type {Recorded} */
    const recorded = {widget, attributes, phrases: filterPhrases(await readAll(host)), tree: await tree(), actions: []};
    for (const {title, perform, isAnnounced = false} of actions) {
      await perform(host, page);
      recorded.actions.push({title, isAnnounced, ...(await takePhrases(host, isAnnounced)), tree: await tree()});
    }
    return recorded;
  });

/** Returns the transcript of one widget. @param {Recorded[]} states @param {string} lang */
export function snapshot(states, lang) {
  const [{widget}] = states;
  const out = [`${widget}, ${lang}, region US. Written by \`npm run spoken\`; read what changes.`];
  for (const {attributes, phrases, tree, actions} of states) {
    const title = attributes || 'as it comes';
    let before = linesOf(tree, lang);
    out.push('', `# ${title}: heard`, '', ...phrases, '', `# ${title}: accessibility tree`, '', ...before);
    for (const action of actions) {
      const after = linesOf(action.tree, lang);
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

/** Returns all transcripts by file name. @param {Record<string, Recorded[]>} recorded by language */
export const snapshots = (recorded) =>
  new Map(
    Object.entries(recorded).flatMap(([lang, states]) =>
      WIDGETS.map((name) => [
        `${name}.${lang}.txt`,
        snapshot(
          states.filter(({widget}) => widget === name),
          lang,
        ),
      ]),
    ),
  );
