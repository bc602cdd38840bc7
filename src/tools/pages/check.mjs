/** Checks the source of a page, and against our data whether its fallback content and numbers are up to date. */
import {defaultTreeAdapter, parse} from 'parse5';
import {dataDate, importWidgets, version} from '../built/built.mjs';
import {renderWidget} from '../html/fallback-html.mjs';
import {available} from '../html/prerender.mjs';
import {contentLike} from '../html/fallback-variants.mjs';
import {HIDDEN, hashContent, isNewer, hasSameContent} from '../html/snippet-version.mjs';
import {findRetired} from './decisions.mjs';
import {findSnippets, readAround, settingsOf} from './snippets.mjs';

/** @import {DefaultTreeAdapterTypes as Tree} from 'parse5' */
/** @import {Finding} from '../../check/diagnose.js' */
/** @import {Around, Found, Settings} from './snippets.mjs' */

/** Maximum length of a page. Longer ones are truncated, as nobody writes them by hand. */
export const MAX_PAGE_LENGTH = 5_000_000;

/**
 * Lists nodes and those in them, in document order. Without recursion: hostile source nests deeply.
 *
 * @param {Tree.ChildNode[]} nodes
 * @param {string[]} [hidden] elements whose content is left out
 */
function nodesIn(nodes, hidden = []) {
  /** @type {Tree.ChildNode[]} */
  const found = [];
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    if (!('tagName' in node) || hidden.includes(node.tagName)) continue;
    for (let index = node.childNodes.length - 1; index >= 0; index--) stack.push(node.childNodes[index]);
  }
  return found;
}

/** Returns the text in nodes. @param {Tree.ChildNode[]} nodes */
const textIn = (nodes) => nodes.map((node) => ('value' in node ? node.value : '')).join('');

/**
 * Tree adapter that keeps locations of widgets alone. With those of all nodes, five million characters took half as long again.
 *
 * @type {typeof defaultTreeAdapter}
 */
const treeAdapter = {
  ...defaultTreeAdapter,
  setNodeSourceCodeLocation(node, location) {
    if (!('tagName' in node)) return;
    if (node.tagName.startsWith('recovery-') || node.attrs.some(({name}) => name === 'data-recovery-widget'))
      defaultTreeAdapter.setNodeSourceCodeLocation(node, location);
  },
};

/**
 * Parses the source of a page. Nothing of it runs, and nothing is fetched.
 *
 * @param {string} source
 * @param {string} url address of the page; empty if it is not known
 * @returns {import('../../check/tree.js').Tree<Tree.Element>}
 */
const parseTree = (source, url) => ({
  url,
  elements: nodesIn(parse(source, {sourceCodeLocationInfo: true, treeAdapter}).childNodes).filter(
    (node) => 'tagName' in node,
  ),
  tag: ({tagName}) => tagName,
  attribute: (node, name) => node.attrs.find((attribute) => attribute.name === name)?.value ?? null,
  text: (node) => textIn(nodesIn([node], HIDDEN)),
  code: ({childNodes}) => textIn(childNodes),
  parent: ({parentNode}) => (parentNode && 'tagName' in parentNode ? parentNode : undefined),
  isClosed: ({sourceCodeLocation}) => !sourceCodeLocation || !!sourceCodeLocation.endTag,
});

/** Maximum share of words that two languages have in common by chance. */
const SAME_LANGUAGE = 0.6;

/** @param {string} html */
function wordsOf(html) {
  const text = html.replace(/<[^>]*>/g, ' ');
  return new Set(text.toLowerCase().match(/\p{L}{3,}/gu));
}

/**
 * Detects the language of fallback content among those that the widget has.
 *
 * @param {Settings} settings
 * @param {string} html
 * @returns {Promise<string | undefined>} undefined if uncertain
 */
async function languageOf(settings, html) {
  const own = wordsOf(html);
  if (own.size < 5) return undefined;
  let [best, most] = ['', 0];
  for (const lang of (await available()).widgets.get(settings.name)?.languages ?? []) {
    const theirs = wordsOf((await renderWidget(settings.name, {...settings, lang})).fallbackHtml);
    const share = [...own].filter((word) => theirs.has(word)).length / own.size;
    if (share > most) [best, most] = [lang, share];
  }
  return most > SAME_LANGUAGE ? best : undefined;
}

/**
 * Returns the finding for the error of a widget about an attribute.
 *
 * @param {unknown} error
 * @param {Found} found
 * @returns {Promise<Finding | undefined>}
 */
async function attributeFinding(error, {attributes}) {
  const {finding, trimQuotes, InvalidAttributeError, MissingAttributeError} = await importWidgets();
  if (error instanceof InvalidAttributeError) {
    const {attribute, value, allowed} = error;
    return finding('attribute', 'attribute', {attribute, value, allowed});
  }
  if (!(error instanceof MissingAttributeError)) return undefined;
  const phone = trimQuotes(attributes.get('data-phone') ?? attributes.get('phone') ?? '');
  return finding('attribute', 'operator', {phone});
}

const primary = (/** @type {string} */ lang) => lang.split('-')[0];

/**
 * Compares the fallback content of a snippet with the current one.
 *
 * @param {Found} found
 * @param {string} source
 * @param {Around} around
 * @returns {Promise<Finding[]>}
 */
async function compareContent(found, source, around) {
  const {finding} = await importWidgets();
  const {settings, problem, cause} = await settingsOf(found, around);
  if (problem?.key === 'no-language') {
    const {given, allowed} = problem.values;
    return [finding('language', 'language-unknown', {lang: given, allowed})];
  }
  const refused = await attributeFinding(cause, found);
  if (refused) return [refused];
  // Content that this version does not know is left alone.
  const isLater = !!found.snippetVersion && isNewer(found.snippetVersion.version, version);
  if (!settings || !found.content || isLater) return [];
  const content = source.slice(found.content.start, found.content.end);
  const lang = settings.lang ?? 'en';
  const shown = await languageOf(settings, content);
  if (shown && primary(shown) !== primary(lang))
    return [finding('language', 'language', {box: settings.name, shown, lang})];
  const widget = await renderWidget(settings.name, {...settings, lang});
  const {html: fresh} = await contentLike(content, widget, found, settings.region);
  // Attributes that were added later also change the fallback content: it is not outdated then.
  const {snippetVersion: printed} = found;
  if (!printed || (printed.version === version && printed.date === dataDate())) return [];
  if (printed.hash !== hashContent(content) || hasSameContent(content, fresh)) return [];
  const {name: box} = settings;
  return [finding('outdated', 'outdated', {box, version: printed.version, date: printed.date, own: version})];
}

/**
 * Returns all findings about a page, the cause to fix first at the start.
 *
 * @param {string} source HTML as the server sends it
 * @param {{url?: string, policies?: string[]}} [options] `url` of the page; `policies`: Content-Security-Policy headers
 * @returns {Promise<Finding[]>} empty if nothing is wrong
 */
export async function checkSource(source, {url = '', policies = []} = {}) {
  const text = source.slice(0, MAX_PAGE_LENGTH);
  const {diagnose, finding, readFacts} = await importWidgets();
  const {widgets, regions} = await available();
  const names = [...widgets.keys()];
  const facts = readFacts(parseTree(text, url), names);
  const around = readAround(text);
  const extraFindings = findRetired(text).map(({title, values: {reason}}) =>
    finding('retired-number', 'retired-number', {what: title, reason}),
  );
  for (const found of findSnippets(text)) extraFindings.push(...(await compareContent(found, text, around)));
  const regional = names.filter((name) => widgets.get(name)?.regional);
  const all = {...facts, policies: [...policies, ...facts.policies]};
  return diagnose(all, {widgets: names, regional, regions, version, extraFindings});
}
