/**
 * Finds our snippets in the source of a page, a template or an article. It reads from each start tag to its end tag and no further,
 * so the source around may be PHP, Twig or text that no HTML parser understands.
 */
import {Tokenizer, TokenizerMode} from 'parse5';
import {renderWidget} from '../html/fallback-html.mjs';
import {available} from '../html/prerender.mjs';
import {VERSION_ATTRIBUTE, parseSnippetVersion} from '../html/snippet-version.mjs';

/** @import {DecisionKey, Problem} from './decisions.mjs' */

/**
 * @typedef {{start: number, end: number}} Span indices in the source
 *
 * @typedef {object} Found
 * @property {'div' | 'tag' | 'static' | 'below-frame'} form
 * @property {string} given name of the widget as it is written
 * @property {string} tagName
 * @property {Map<string, string>} attributes
 * @property {Map<string, Span>} attributeSpans each with its name and value
 * @property {Span} startTag
 * @property {Span} [content] missing if there is no end tag
 * @property {number} end index after the snippet
 * @property {import('../html/snippet-version.mjs').SnippetVersion} [snippetVersion]
 *
 * @typedef {object} Settings of a widget, as `renderWidget` takes them
 * @property {string} name
 * @property {string} [lang]
 * @property {string} region empty if there is none
 * @property {Record<string, string>} attributes
 */

/** Maximum number of characters from a start tag to its end tag. The longest widget has 25,000. */
const MAX_SNIPPET_LENGTH = 250_000;

/** A start tag of ours. A value before ours that contains `>` hides it. */
const START = /<(?:recovery-[a-z-]+(?=[\s/>])|[a-z][\w-]*(?=[\s/>])(?=[^<>]*?\sdata-recovery-(?:widget|version)\b))/gi;

/** Start and end of parts that readers do not see. An HTML comment without end goes on to the end of the source. */
const COMMENTS = [
  {start: /<!--/g, end: /-->|(?![^])/g},
  {start: /\{#/g, end: /#\}/g},
  {start: /\{%-?\s*comment\s*-?%\}/g, end: /\{%-?\s*endcomment\s*-?%\}/g},
];
const FENCE = /^ {0,3}(`{3,}|~{3,})[^]*?(?:^ {0,3}\1[`~]*\s*$|$(?![^]))/gm;

/**
 * Finds comments of one kind. Stops at one without end: searching for that once is enough.
 *
 * @param {string} source
 * @param {{start: RegExp, end: RegExp}} kind
 */
function commentsIn(source, {start, end}) {
  /** @type {Span[]} */
  const spans = [];
  for (let from = 0; ;) {
    start.lastIndex = from;
    const opening = start.exec(source);
    if (!opening) return spans;
    end.lastIndex = start.lastIndex;
    if (!end.exec(source)) return spans;
    from = Math.max(end.lastIndex, start.lastIndex);
    spans.push({start: opening.index, end: from});
  }
}

/**
 * Reads from a start tag to the end tag that belongs to it.
 *
 * @param {string} source
 * @param {number} from index of the `<`
 * @returns {{token: import('parse5').Token.TagToken, content?: Span, end: number} | undefined}
 */
function readElement(source, from) {
  /** @type {import('parse5').Token.TagToken | undefined} */
  let first;
  let depth = 0;
  /** @type {number[]} */
  let last = [];
  const ignore = () => {};
  const tokenizer = new Tokenizer(
    {sourceCodeLocationInfo: true},
    {
      onStartTag(token) {
        first ??= token;
        if (token.tagName === first.tagName) depth++;
        if (token.tagName === 'style') tokenizer.state = TokenizerMode.RAWTEXT;
        if (token.tagName === 'script') tokenizer.state = TokenizerMode.SCRIPT_DATA;
      },
      onEndTag(token) {
        if (token.tagName !== first?.tagName || --depth) return;
        last = [token.location?.startOffset ?? 0, token.location?.endOffset ?? 0];
        tokenizer.pause();
      },
      onComment: ignore,
      onDoctype: ignore,
      onEof: ignore,
      onCharacter: ignore,
      onNullCharacter: ignore,
      onWhitespaceCharacter: ignore,
      onParseError: null,
    },
  );
  tokenizer.write(source.slice(from, from + MAX_SNIPPET_LENGTH), true);
  if (!first?.location) return undefined;
  const [contentEnd, end] = last;
  const start = first.location.endOffset;
  return end
    ? {token: first, content: {start: from + start, end: from + contentEnd}, end: from + end}
    : {token: first, end: from + start};
}

/** Finds the parts that readers do not see, in order. @param {string} source @param {{isMarkdown?: boolean}} options */
function hiddenParts(source, {isMarkdown}) {
  const fences = isMarkdown ? [...source.matchAll(FENCE)] : [];
  const fenced = fences.map(({0: text, index}) => ({start: index, end: index + text.length}));
  return [...COMMENTS.flatMap((kind) => commentsIn(source, kind)), ...fenced].sort((a, b) => a.start - b.start);
}

/**
 * Finds all snippets, from the first to the last. One inside another is a part of that.
 *
 * @param {string} source
 * @param {{isMarkdown?: boolean}} [options] `isMarkdown`: leaves out fenced code
 */
export function findSnippets(source, options = {}) {
  const hidden = hiddenParts(source, options);
  let [at, hiddenUntil] = [0, 0];
  /** @type {Found[]} */
  const found = [];
  let end = 0;
  // Limits total work: unclosed tags make this quadratic.
  let budget = 3 * source.length + 2 * MAX_SNIPPET_LENGTH;
  for (const {index} of source.matchAll(START)) {
    if (budget < 0) break;
    while (hidden.length > at && hidden[at].start <= index) hiddenUntil = Math.max(hiddenUntil, hidden[at++].end);
    if (index < end || index < hiddenUntil) continue;
    const element = readElement(source, index);
    budget -= element?.content ? element.end - index : Math.min(MAX_SNIPPET_LENGTH, source.length - index);
    if (!element?.token.location) continue;
    const {token, content} = element;
    const attributes = new Map(token.attrs.map(({name, value}) => [name, value]));
    const spans = Object.entries(token.location?.attrs ?? {});
    const isTag = token.tagName.startsWith('recovery-');
    const isStatic = isTag && content && /^\s*<template\b/i.test(source.slice(content.start, content.end));
    const given = attributes.get('data-recovery-widget');
    found.push({
      form: isStatic ? 'static' : isTag ? 'tag' : given === undefined ? 'below-frame' : 'div',
      given: given ?? (isTag ? token.tagName : ''),
      tagName: token.tagName,
      attributes,
      attributeSpans: new Map(
        spans.map(([name, {startOffset, endOffset}]) => [name, {start: index + startOffset, end: index + endOffset}]),
      ),
      startTag: {start: index, end: index + (token.location?.endOffset ?? 0)},
      content,
      end: element.end,
      snippetVersion: parseSnippetVersion(attributes.get(VERSION_ATTRIBUTE) ?? ''),
    });
    end = element.end;
  }
  return found;
}

/** Attributes of the page around a snippet. @typedef {{lang?: string, region?: string}} Around */

/** Reads the language and region of a page, for the snippets in it. @param {string} source @returns {Around} */
export function readAround(source) {
  const [tag = ''] = /<html\b[^<>]*>/i.exec(source) ?? [];
  const valueOf = (/** @type {string} */ name) => new RegExp(`\\s${name}\\s*=\\s*["']?([\\w-]+)`, 'i').exec(tag)?.[1];
  return {lang: valueOf('lang'), region: valueOf('data-recovery-region')};
}

/**
 * Reads back the settings of a snippet, the way its widget understands them.
 *
 * @param {Found} found
 * @param {Around} [around] of the page, for settings that the snippet lacks
 * @returns {Promise<{settings?: Settings, problem?: Problem, cause?: unknown}>} `problem`: why there are none;
 *   `cause`: the error of the widget about an attribute
 */
export async function settingsOf({form, given, attributes}, around = {}) {
  const {widgets, languages, regions, matchLocale, parseRegion, parseWidgetName, trimQuotes} = await available();
  /** @param {string} name */
  const valueOf = (name) => attributes.get(`data-${name}`) ?? attributes.get(name);
  const name = form === 'below-frame' ? 'helpline-banner' : parseWidgetName(given, [...widgets.keys()]);
  const known = name ? widgets.get(name) : undefined;
  /** @param {DecisionKey} key @param {string} value @param {Iterable<string>} all */
  const refuse = (key, value, all) => ({problem: {key, values: {given: value, allowed: [...all].join(', ')}}});
  if (!name || !known) return refuse('no-widget', given, widgets.keys());
  const wanted = valueOf('lang') || around.lang;
  // In a language that other widgets have, it shows English.
  const other = wanted && matchLocale(wanted, languages) ? 'en' : undefined;
  const lang = wanted ? (matchLocale(wanted, known.languages) ?? other) : undefined;
  if (wanted && !lang) return refuse('no-language', wanted, known.languages);
  const code = valueOf('region') || attributes.get('data-recovery-region') || around.region || '';
  const place = code ? parseRegion(code) : undefined;
  if (code && !(place && regions.includes(place.country))) return refuse('no-region', code, regions);
  const own = form === 'below-frame' ? [] : [...known.attributes.keys()];
  const values = own.flatMap((attribute) => {
    const value = valueOf(attribute);
    return value === undefined ? [] : [[attribute, trimQuotes(value)]];
  });
  const settings = {
    name,
    lang,
    region: place?.subdivision ?? place?.country ?? '',
    attributes: form === 'below-frame' ? {variant: 'compact'} : Object.fromEntries(values),
  };
  try {
    await renderWidget(name, settings);
  } catch (error) {
    const {message, cause} = /** @type {Error} */ (error);
    return {problem: {key: 'refused', values: {message}}, cause};
  }
  return {settings};
}
