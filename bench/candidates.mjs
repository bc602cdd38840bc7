/** The rows of the tables: static HTML, twins, peers, and each form of our snippet. A new row is one line. */
import {fromHtml} from 'hast-util-from-html';
import {available} from '../src/tools/html/prerender.mjs';
import {forms, snippet} from '../src/tools/html/snippet.mjs';
import {peerNotices, peers} from './peers.mjs';
import {contentOf, twinModule} from './twins.mjs';

/** Folder of our files on the server of the benchmark. */
export const BASE = '/cdn/';

const {widgets, languages} = await available();
export {languages};

/** Widgets on a page, by name of the set. @type {Record<string, string[]>} */
export const sets = {
  one: ['helpline-banner'],
  four: ['helpline-banner', 'overdose-warning', 'treatment-explainer', 'trigger-checklist'],
  all: [...widgets.keys()],
  none: [],
};

/**
 * @typedef {import('../src/tools/html/prerender.mjs').Options & import('../src/tools/html/snippet.mjs').Delivery} Printed
 *
 * @typedef {Printed & {form?: string, hints?: boolean}} SnippetOptions `hints`: false to leave out `modulepreload`
 *
 * @typedef {object} Page
 * @property {string} body HTML
 * @property {string} [head] HTML
 * @property {string} [lang]
 * @property {Record<string, string>} [modules] source of scripts to bundle, by path
 * @property {Record<string, string>} [styles] source of style sheets to bundle, by path
 * @property {string[]} instances HTML of the elements alone
 * @property {string} selector of the elements that make up the widgets
 *
 * @typedef {object} Candidate
 * @property {string} id
 * @property {string} label
 * @property {string[]} measures names of the measures it takes part in
 * @property {string[]} [sets] of those that `load` uses; default: all
 * @property {(names: string[], languages?: string[]) => Promise<Page>} build
 * @property {string} [rendered] selector in the shadow root that matches once an element has its final DOM; default: the page is
 *   finished without
 * @property {string} [ready] property of an element that is true once it is hydrated
 * @property {string} [unhydrated] selector of elements that work without being hydrated
 * @property {{attribute: string, value: string}} [update] change that all instances are given
 */

/** Returns the country whose content a widget shows, if any. @param {string} name */
export const regionOf = (name) => (widgets.get(name)?.regional ? 'US' : undefined);

/**
 * Lists the elements of the snippets of some widgets, as they are printed. One that several snippets have, such as the script, is
 * kept once.
 *
 * @param {string[]} names
 * @param {SnippetOptions} [options]
 */
async function snippetElements(names, options = {}) {
  /** @type {Map<string, {tagName: string, properties: import('hast').Properties, html: string}>} */
  const elements = new Map();
  for (const name of names) {
    const {html} = await snippet(name, {base: BASE, ...options, region: regionOf(name)});
    for (const node of fromHtml(html, {fragment: true}).children) {
      if (node.type !== 'element') continue;
      const text = html.slice(node.position?.start.offset, node.position?.end.offset);
      elements.set(text, {tagName: node.tagName, properties: node.properties, html: text});
    }
  }
  return [...elements.values()];
}

/** Writes elements. @param {{html: string}[]} elements */
const join = (elements) => elements.map(({html}) => `${html}\n`).join('');

const isWidget = (/** @type {{tagName: string}} */ {tagName}) => tagName.startsWith('recovery-');
const selectorOf = (/** @type {string[]} */ names) => names.map((name) => `recovery-${name}`).join();

/** Creates a page with our snippets. @param {SnippetOptions} options @returns {Candidate['build']} */
const ours =
  (options) =>
  async (names, [lang = options.lang] = []) => {
    const printed = await snippetElements(names, {...options, lang});
    const isHint = (/** @type {typeof printed[0]} */ {properties: {rel}}) => [rel].flat().includes('modulepreload');
    const elements = printed.filter((element) => options.hints !== false || !isHint(element));
    const instances = elements.filter(isWidget).map(({html}) => html);
    return {body: join(elements), lang, instances, selector: selectorOf(names)};
  };

/** Creates the same page without anything that loads our code. @param {string[]} names @returns {Promise<Page>} */
async function words(names) {
  const elements = await snippetElements(names);
  const kept = elements.filter(({tagName}) => tagName === 'style' || tagName.startsWith('recovery-'));
  return {body: join(kept), instances: kept.filter(isWidget).map(({html}) => html), selector: selectorOf(names)};
}

/** Creates the same page with twins of our elements. @param {'vanilla' | 'lit'} kind @returns {Candidate['build']} */
const twin =
  (kind) =>
  async (names, used = ['en']) => {
    const page = await words(names);
    const path = `/twins/${kind}.js`;
    const contents = names.map(async (name) => [name, await contentOf(name, used, regionOf(name))]);
    return {
      ...page,
      body: `${page.body}<script type="module" src="${path}"></script>`,
      modules: {[path]: twinModule(kind, Object.fromEntries(await Promise.all(contents)))},
    };
  };

/** Creates a page with the components of a peer. @param {keyof typeof peers} name @returns {Candidate['build']} */
const peer = (name) => async (names) => {
  const {notices, tags, module, css} = await peerNotices(peers[name], names, regionOf);
  const [script, style] = [`/peers/${name}.js`, `/peers/${name}.css`];
  return {
    head: `<link rel="stylesheet" href="${style}">`,
    body: `${notices.join('\n')}\n<script type="module" src="${script}"></script>`,
    modules: {[script]: module},
    styles: {[style]: css},
    instances: notices,
    selector: tags.join(),
  };
};

/** Creates a page without widgets, with a script. @param {string} [script] @returns {Candidate['build']} */
const nothing = (script) => async () => ({
  body: script ? `<script type="module">${script}</script>` : '',
  instances: [],
  selector: 'no-widget',
});

/** Observer of everything that our loader observes, which does nothing. */
const EMPTY_OBSERVER = `new MutationObserver(() => {}).observe(document, {
  childList: true, subtree: true, attributeFilter: ['data-recovery-widget', 'data-lang', 'data-region', 'data-theme']
})`;

const ROOT = {rendered: '.root'};
const THEME = {update: {attribute: 'theme', value: 'dark'}};
/** Finished at first paint, and hydrated if it needs that to be used. */
const PRERENDERED = {...ROOT, ready: 'hasUpdated', unhydrated: '[data-recovery-finished]'};
const HYDRATED = {...PRERENDERED, ...THEME};
const WIDGETS = ['load', 'bulk', 'host'];

/** Forms without an element of ours in the page, and the default. */
const NOT_MEASURED = ['tag', 'div', 'frame', 'words', 'json-ld'];

/** @type {Candidate[]} */
const others = [
  {id: 'page', label: 'the page alone', measures: ['host', 'observer'], build: nothing()},
  {id: 'observer', label: 'an observer that does nothing', measures: ['observer'], build: nothing(EMPTY_OBSERVER)},
  {id: 'words', label: 'our words, no script', measures: WIDGETS, build: words},
  ...[/** @type {const} */ ('vanilla'), /** @type {const} */ ('lit')].map((kind) => ({
    id: kind,
    label: kind === 'lit' ? 'Lit twin' : 'vanilla twin',
    measures: [...WIDGETS, 'language', 'teardown', 'shift'],
    build: twin(kind),
    ...ROOT,
    ...THEME,
  })),
  ...[/** @type {const} */ ('shoelace'), /** @type {const} */ ('webawesome')].map((name) => ({
    id: name,
    label: peers[name].title,
    measures: ['load', 'bulk', 'shift'],
    build: peer(name),
    rendered: '*',
    ready: 'hasUpdated',
    update: {attribute: 'variant', value: 'danger'},
  })),
];

/**
 * Creates a row of ours.
 *
 * @param {string} id
 * @param {string} label
 * @param {SnippetOptions} options
 * @param {string} measures separated by spaces
 * @param {Partial<Candidate>} [more]
 */
const row = (id, label, options, measures, more) => ({id, label, options, measures: measures.split(' '), ...more});

// prettier-ignore
const rows = [
  row('ours', 'ours', {}, 'load bulk host language teardown observer shift', THEME),
  row('ours-no-hints', 'ours, no hints', {hints: false}, 'load host'),
  row('ours-linked', 'ours, style linked', {linkStyle: true}, 'load host'),
  row('ours-es', 'ours, Spanish', {lang: 'es'}, 'load'),
  row('ours-compact', 'ours, compact', {attributes: {variant: 'compact'}}, 'load', {sets: ['one']}),
  row('ours-prerendered', 'ours, prerendered', {form: 'prerendered'}, 'load bulk host shift', PRERENDERED),
  row('ours-hydrated', 'ours, prerendered and hydrated', {form: 'prerendered', file: 'recovery-widgets.js'}, 'bulk teardown', HYDRATED),
  row('ours-all', 'ours, all.js', {file: 'all.js'}, 'load host observer'),
];

// Forms without a row above are measured, too.
const listed = new Set([...NOT_MEASURED, ...rows.map(({options}) => options.form)]);
for (const form of forms.filter((each) => !listed.has(each)))
  rows.push(row(`ours-${form}`, `ours, --form ${form}`, {form}, 'load bulk host'));

/** @type {Candidate[]} */
export const candidates = [...others, ...rows.map(({options, ...rest}) => ({...ROOT, ...rest, build: ours(options)}))];
