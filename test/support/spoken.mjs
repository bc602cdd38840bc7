/**
 * What a screen reader gets of each widget, written down: `record()` for the tests, and `npm run spoken` to write
 * test/baselines/spoken/<widget>.<language>.txt anew, for someone to read what became different.
 *
 * Two witnesses that share no code. A virtual screen reader reads on from line to line, hears live regions and says where the
 * focus lands; Chromium's accessibility tree is what a real one is given. Neither of them speaks: how a voice says a number is
 * not in here (docs/decisions/0015-numbers-aloud.md).
 */
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {WIDGETS, launch, open, pageOf, snippet, upgraded} from './harness.mjs';

export const SNAPSHOTS = fileURLToPath(new URL('../baselines/spoken', import.meta.url));
export const LANGUAGES = ['en', 'ar'];

/** Each widget stands in one of these. */
const GROUP = '[role=group]';
const READER = 'https://reader.example/virtual.js';
const reader = fileURLToPath(
  new URL('../../node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js', import.meta.url),
);

/** What a person does: in words, and how. @type {(title: string, selector: string, key?: string) => Act} */
const press = (title, selector, key = 'Enter') => ({
  title,
  perform: (host) => host.locator(selector).first().press(key),
});
/** The same where a live region is to say so, once. @type {(act: Act) => Act} */
const announced = (act) => ({...act, isAnnounced: true});
const sources = press('opens the sources', '[part=base] details:last-of-type > summary');
const shift = {title: 'presses Shift', perform: (_, page) => page.keyboard.press('Shift')};
const clear = announced(press('clears all', '.actions button:last-child'));
const answer = (question, nth) => `[part=question]:nth-of-type(${question}) [part=answer]:nth-of-type(${nth}) input`;
const step = announced(press('ticks the first step', '[part=step] input', 'Space'));

/**
 * The states of each widget that sound different: attributes, and what a person does in it, in order. A widget that is not
 * here is recorded as it comes.
 *
 * @typedef {{title: string, perform: (host: import('playwright-core').Locator, page: import('playwright-core').Page) => Promise<void>, isAnnounced?: boolean}} Act
 * @type {Record<string, {attributes?: string, acts?: Act[]}[]>}
 */
const STATES = {
  'care-gaps': [
    {
      acts: [
        announced(press('answers No to the first question', answer(1, 3), 'Space')),
        // As many gaps as before: nothing to say.
        press('answers Yes to the second', answer(2, 1), 'Space'),
        clear,
        sources,
      ],
    },
  ],
  faq: [{acts: [press('opens the first question', 'summary')]}],
  feedback: [
    {acts: [announced(press('answers Yes', 'input', 'Space'))]},
    {
      attributes: 'scale="stars" name="helpful" required comment',
      acts: [announced(press('gives one star', 'input', 'Space'))],
    },
  ],
  'helpline-banner': [
    {acts: [announced(press('copies the first number', '.copy'))]},
    {attributes: 'variant="compact"'},
  ],
  'overdose-warning': [{acts: [sources]}],
  'quick-exit': [{acts: [announced(shift), announced(shift), press('opens what leaving does not do', 'summary')]}],
  'relapse-factors': [{acts: [sources]}],
  'relapse-guide': [{acts: [step, clear, sources]}, {attributes: 'audience="supporter"', acts: [step]}],
  'tolerance-chart': [{acts: [press('opens the table', 'summary')]}],
  'treatment-explainer': [
    {acts: [press('opens the first part', 'summary'), press('opens all parts', '[part=toggle]')]},
  ],
  'trigger-checklist': [{acts: [announced(press('ticks the first trigger', 'input', 'Space')), clear, sources]}],
};

/**
 * @typedef {object} Node What Chromium tells a screen reader about one thing
 * @property {string} role `text` for words
 * @property {string} name
 * @property {string[]} states
 * @property {string} [lang] of words
 * @property {string} [url] that a link dials
 * @property {string} [live]
 * @property {string} [seen] the words of a link or button that are seen
 * @property {number} [level] of a heading
 * @property {Node[]} children
 *
 * @typedef {object} Recorded
 * @property {string} widget
 * @property {string} attributes
 * @property {string[]} heard
 * @property {Node} tree
 * @property {{title: string, isAnnounced: boolean, heard: string[], announced: string[], tree: Node}[]} acts
 */

/** Roles that say nothing, or that Chromium calls otherwise from version to version. */
const TRANSPARENT = new Set(
  'none generic strong emphasis time mark code LabelText Legend Abbr superscript subscript Iframe'.split(' '),
);
const ROLES = {SUMMARY: 'summary', DETAILS: 'details', DL: 'terms'};
const LEFT_OUT = new Set(['InlineTextBox', 'ListMarker']);
const fold = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();

/** Children without the words before all others, where they are the name of what they are in. @param {Node[]} children */
function withoutName(children, name = '') {
  const end = children.findIndex(({role}) => role !== 'text');
  const words = children.slice(0, Math.max(end, 0)).map((each) => each.name);
  // A line of its own parts words in a name, and is no space in the text.
  const bare = (text) => text.replace(/\s/g, '');
  return words.length && bare(words.join('')) === bare(name) ? children.slice(end) : children;
}

/**
 * The tree of the one group on the page that is not hidden: without what is not told to anyone, and with the language of all
 * words, which Chromium's tree does not hold.
 *
 * @param {import('playwright-core').CDPSession} cdp
 * @returns {Promise<Node>}
 */
async function treeOf(cdp) {
  const {result} = await cdp.send('Runtime.evaluate', {expression: `document.querySelector('${GROUP}:not([hidden])')`});
  const {node: root} = await cdp.send('DOM.describeNode', {objectId: result.objectId, depth: -1, pierce: true});
  /** By the number of the node: element, its language, and what is seen of it. */
  const dom = new Map();
  // Chromium leaves out white space where it makes no difference to the look, and with it the gap between two words.
  let gap = '';
  const visit = (node, outer) => {
    const attributes = Object.fromEntries(
      Array.from({length: (node.attributes?.length ?? 0) / 2}, (_, at) => node.attributes.slice(2 * at, 2 * at + 2)),
    );
    const lang = attributes.lang || outer;
    const children = [...(node.children ?? []), ...(node.shadowRoots ?? [])].map((each) => visit(each, lang));
    const isText = node.nodeType === 3;
    const text = isText ? node.nodeValue : children.join('');
    dom.set(node.backendNodeId, {element: node.nodeName, lang, text, gap});
    if (isText) gap = /\s$/.test(text) ? ' ' : '';
    return text;
  };
  visit(root, '');

  const {nodes} = await cdp.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @returns {Node[]} */
  const simple = (id) => {
    const {
      role,
      name,
      value,
      description,
      properties = [],
      childIds = [],
      ignored,
      backendDOMNodeId,
    } = byId.get(id) ?? {};
    if (!role || LEFT_OUT.has(role.value)) return [];
    const children = childIds.flatMap(simple);
    if (ignored || TRANSPARENT.has(role.value)) return children;
    const {element, lang, text = '', gap = ''} = dom.get(backendDOMNodeId) ?? {};
    if (role.value === 'StaticText' || role.value === 'LineBreak')
      return [
        {
          role: 'text',
          name: (gap || /^\s/.test(text) ? ' ' : '') + (name?.value || ' '),
          lang,
          states: [],
          children: [],
        },
      ];
    const is = Object.fromEntries(properties.map((each) => [each.name, each.value.value]));
    const isControl = /^(link|button)$/.test(role.value);
    const states = [
      role.value === 'heading' && `level ${is.level}`,
      'checked' in is && (is.checked === 'true' ? 'checked' : 'not checked'),
      'expanded' in is && (is.expanded ? 'expanded' : 'collapsed'),
      is.disabled && 'disabled',
      is.required && 'required',
      is.invalid === 'true' && 'invalid',
      is.live && is.live !== 'off' && is.live,
      value?.value && `value “${value.value}”`,
      description?.value && `described “${fold(description.value)}”`,
      /^(tel|sms):/.test(is.url ?? '') && is.url,
    ].filter(Boolean);
    return [
      {
        // Chromium has several names for these.
        role: ROLES[element] ?? role.value,
        name: fold(name?.value ?? ''),
        states,
        live: is.live && is.live !== 'off' ? is.live : undefined,
        url: is.url,
        level: is.level,
        seen: isControl ? fold(text) : undefined,
        // What is in a picture is not handed on, and the name of a group stands in it as its legend.
        children: role.value === 'image' ? [] : withoutName(children, name?.value),
      },
    ];
  };
  const {nodeId} = nodes.find(({backendDOMNodeId}) => backendDOMNodeId === root.backendNodeId);
  return simple(nodeId)[0];
}

/** Every node of a tree, in the order of reading. @param {Node} node @returns {Node[]} */
export const walk = (node) => [node, ...node.children.flatMap(walk)];

/** The words in a node, what is of another language in marks of its own. @param {Pick<Node, 'children'>} node @param {string} lang */
function wordsOf({children}, lang) {
  const runs = [];
  for (const each of children) {
    const last = runs.at(-1);
    // White space is of no language.
    if (last && (last.lang === each.lang || !each.name.trim())) last.text += each.name;
    else runs.push({lang: each.lang, text: each.name});
  }
  return fold(
    runs
      .map((run) => (run.lang && run.lang !== lang ? run.text.replace(/\S.*\S|\S/s, `⟨${run.lang}: $&⟩`) : run.text))
      .join(''),
  );
}

/** A tree as lines. @param {Node} node @param {string} lang @param {string} indent @returns {string[]} */
function lines({children}, lang, indent = '') {
  /** @type {Node[]} */
  const words = [];
  const told = () => {
    const text = wordsOf({children: words.splice(0)}, lang);
    return text ? [`${indent}${text}`] : [];
  };
  const out = children.flatMap((each) => {
    if (each.role === 'text') {
      words.push(each);
      return [];
    }
    const isText = each.children.every(({role}) => role === 'text');
    const text = isText ? wordsOf(each, lang) : '';
    const plain = isText ? fold(each.children.map(({name}) => name).join('')) : '';
    // What has a name of its own is told by it; its words follow where they are others.
    const name = each.name && `“${plain === each.name ? text : each.name}”`;
    const own = [each.role, name, ...each.states].filter(Boolean).join(' ');
    const isSaid = !text || plain === each.name || each.role === 'link' || each.role === 'button';
    return [
      ...told(),
      isText && !isSaid ? `${indent}${own}: ${text}` : `${indent}${own}`,
      ...(isText ? [] : lines(each, lang, `${indent}  `)),
    ];
  });
  return [...out, ...told()];
}

/**
 * The lines of one text that are others in the next, with a minus or a plus.
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
 * Sets a virtual reader on a widget and has it read from the first line to the last.
 *
 * It walks `childNodes` and knows no shadow roots, but any element will do as what it is set on, also one inside a shadow
 * root: names and descriptions are looked up in there, changes are watched in there. Nothing stands in the slots here. It asks
 * for `display` and `visibility` alone and so reads closed `<details>`, which no browser shows; a style sheet tells it.
 *
 * @param {import('playwright-core').Locator} host
 */
const readAll = (host) =>
  host.evaluate(async (element, url) => {
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
  }, READER);

const ENDS = /^end(, | of (paragraph|heading|link|button|listitem|strong|emphasis|term|definition|time)\b|$)/;
const CLOSED = /^(heading|link|button|img), /;

/** Without what no reader says: where paragraphs and the like end; what is in a link, a picture once its name was read. */
function asHeard(phrases) {
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

/** What was said since the last time, live regions apart. */
async function sinceThen(host, isAnnounced) {
  const log = await host.evaluate(async (element, wanted) => {
    const announcements = async () =>
      (await element.virtual.spokenPhraseLog()).filter((each) => /^(polite|assertive): ./.test(each));
    // An announcement that is due may take its time; one more would come in the same turns.
    for (let turn = 0; wanted && turn < 600 && !(await announcements()).length; turn++)
      await new Promise(requestAnimationFrame);
    await element.updateComplete;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const phrases = await element.virtual.spokenPhraseLog();
    await element.virtual.clearSpokenPhraseLog();
    return phrases;
  }, isAnnounced);
  const isLive = (phrase) => /^(polite|assertive): /.test(phrase);
  return {
    heard: asHeard(log.filter((each) => !isLive(each))),
    announced: log.filter((each) => isLive(each) && !/^\w+: $/.test(each)),
  };
}

/**
 * All widgets in all their states on one page, of which one after the other is shown alone.
 *
 * @template T
 * @param {import('playwright-core').Browser} browser
 * @param {string} lang
 * @param {(shown: {widget: string, attributes: string, acts: Act[], host: import('playwright-core').Locator,
 *   page: import('playwright-core').Page, tree: () => Promise<Node>}) => Promise<T>} look
 * @param {string} [further] attributes of all widgets
 * @returns {Promise<T[]>}
 */
export async function lookAtAll(browser, lang, look, further = '') {
  const all = WIDGETS.flatMap((widget) =>
    (STATES[widget] ?? [{}]).map(({attributes = '', acts = []}) => ({widget, attributes, acts})),
  );
  const groups = all.map(
    ({widget, attributes}) =>
      `<div role="group" aria-label="Partner">${snippet(widget, `${attributes} ${further}`)}</div>`,
  );
  const body = `<main data-recovery-region="US"><form>${groups.join('')}</form></main>`;
  const {page, console, close} = await open(browser, pageOf(body, {lang}), {
    context: {permissions: ['clipboard-write']},
    before: (page) =>
      page.route(READER, (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          headers: {'access-control-allow-origin': '*'},
          path: reader,
        }),
      ),
  });
  for (const name of WIDGETS) await upgraded(page, name);
  const cdp = await page.context().newCDPSession(page);
  const seen = [];
  for (const [index, {widget, attributes, acts}] of all.entries()) {
    await page
      .locator(GROUP)
      .evaluateAll((each, at) => each.forEach((group, place) => (group.hidden = place !== at)), index);
    const host = page.locator(`${GROUP}:not([hidden]) recovery-${widget}`);
    seen.push(await look({widget, attributes, acts, host, page, tree: () => treeOf(cdp)}));
  }
  if (console.length) throw new Error(console.join('\n'));
  await close();
  return seen;
}

/** What is heard and told of all widgets in a language. @param {import('playwright-core').Browser} browser @param {string} lang @returns {Promise<Recorded[]>} */
export const record = (browser, lang) =>
  lookAtAll(browser, lang, async ({widget, attributes, acts, host, page, tree}) => {
    const recorded = {widget, attributes, heard: asHeard(await readAll(host)), tree: await tree(), acts: []};
    for (const {title, perform, isAnnounced = false} of acts) {
      await perform(host, page);
      recorded.acts.push({title, isAnnounced, ...(await sinceThen(host, isAnnounced)), tree: await tree()});
    }
    return recorded;
  });

/** The file of one widget. @param {Recorded[]} states @param {string} lang */
export function snapshot(states, lang) {
  const [{widget}] = states;
  const out = [`${widget}, ${lang}, region US. Written by \`npm run spoken\`; read what changes.`];
  for (const {attributes, heard, tree, acts} of states) {
    const title = attributes || 'as it comes';
    let before = lines(tree, lang);
    out.push('', `# ${title}: heard`, '', ...heard, '', `# ${title}: accessibility tree`, '', ...before);
    for (const act of acts) {
      const after = lines(act.tree, lang);
      out.push(
        '',
        `# ${title}, then someone ${act.title}`,
        '',
        ...act.heard,
        ...act.announced,
        '',
        ...difference(before, after),
      );
      before = after;
    }
  }
  return `${out.join('\n')}\n`;
}

/** All files by name. @param {Record<string, Recorded[]>} recorded by language */
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = await launch();
  const recorded = {};
  for (const lang of LANGUAGES) recorded[lang] = await record(browser, lang);
  await browser.close();
  const files = snapshots(recorded);
  mkdirSync(SNAPSHOTS, {recursive: true});
  for (const name of readdirSync(SNAPSHOTS)) if (!files.has(name)) rmSync(join(SNAPSHOTS, name));
  for (const [name, text] of files) writeFileSync(join(SNAPSHOTS, name), text);
  console.log(
    `Wrote ${files.size} files in test/baselines/spoken. Read the difference: git diff test/baselines/spoken`,
  );
}
