/** Finishes static widgets that can be used without script: they need only enhance.js. See docs/decisions/0024-finished.md. */
import {select, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {FINISHABLE} from '../built/page-files.mjs';
import {readChunkHashes} from '../built/built.mjs';
import {parse} from './markup.mjs';
import {available, prerender} from './prerender.mjs';

/** @typedef {import('./prerender.mjs').Rendered} Rendered */

/** Hides the buttons until they work, and keeps their place where a script may come. */
const BUTTON_CSS = '[inert]{visibility:hidden}@media (scripting:none){[inert]{display:none}}';

/** Renders a widget again, in another state. @param {Rendered} widget @param {Record<string, unknown>} state */
async function treeInState({name, lang, attributes: {region, lang: _, dir: __, ...attributes}}, state) {
  const {html} = await prerender(name, {lang, region, attributes, state});
  return parse(html);
}

/**
 * Renders the later labels of a widget’s buttons: after copying has succeeded or failed, or when all parts are open.
 *
 * @type {Record<string, (widget: Rendered, is: boolean) => Promise<string>>}
 */
const LABELS = {
  'helpline-banner': async (widget, succeeded) => {
    const number = select('[part=line] [part=number]', parse(widget.html));
    const tree = await treeInState(widget, {copied: {number: number && toString(number), succeeded}});
    return selectAll('[aria-live]', tree).map(toString).join('');
  },
  'treatment-explainer': async (widget, allOpen) => {
    const button = select('[part=toggle]', await treeInState(widget, {allOpen}));
    return button ? toString(button) : '';
  },
};

/**
 * Removes Lit’s markers. An empty comment stays between two text nodes: joined into one, the browser would place their letters by
 * fractions of a pixel differently than in the full widget.
 *
 * @param {string} html
 */
export const withoutMarkers = (html) =>
  html
    .replace(/<!--[^]*?-->/g, '\0')
    .replace(/(?<=[^>\0])\0+(?=[^<\0])/g, '<!---->')
    .replaceAll('\0', '');

/** Escapes a text for an attribute. @param {string} text */
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Describes the inputs that a widget is rendered from. @param {Rendered} widget */
async function markOf({name, attributes}) {
  const hashes = readChunkHashes();
  const {widgets, parseRegion} = await available();
  const own = widgets.get(name)?.attributes.keys() ?? [];
  const used = [name, parseRegion(attributes.region ?? '')?.country ?? ''].flatMap((key) => hashes.get(key) ?? []);
  // The region first: enhance.js hides its numbers when it is the first to differ.
  const inputs = ['region', 'lang', ...own].map((attribute) => [attribute, attributes[attribute] ?? '']);
  return String(new URLSearchParams([...inputs, ...used.map(({hash, position}) => [String(position), hash])]));
}

/**
 * Finishes a static widget.
 *
 * @template {Rendered} T
 * @param {T} widget
 * @returns {Promise<T | undefined>} undefined for a widget that needs its own script, that has a row of languages, or whose country the page may decide
 */
export async function finish(widget) {
  const {name, attributes, html, css} = widget;
  const {widgets, FINISHED} = await available();
  // The row of languages is in the full widget.
  if (!FINISHABLE.includes(name) || attributes.languages || (widgets.get(name)?.regional && !attributes.region))
    return undefined;
  const labels = [];
  if (html.includes('<button'))
    for (const is of [0, 1]) labels.push(`data-${is}="${escape((await LABELS[name](widget, !!is)).trim())}"`);
  return {
    ...widget,
    attributes: {...attributes, [FINISHED]: await markOf(widget)},
    html: html.replaceAll('<button', ['<button inert', ...labels].join(' ')),
    // Filters that strip the tag and leave the text turn it into a comment.
    css: `<!--${css}${BUTTON_CSS}-->`,
  };
}
