/** Refreshes the fallback content and numbers of the snippets in markup, and touches no other character. */
import {parseFragment} from 'parse5';
import {version as ownVersion} from '../built/built.mjs';
import {renderWidget} from '../html/fallback-html.mjs';
import {available} from '../html/prerender.mjs';
import {contentLike, rowBase} from '../html/fallback-variants.mjs';
import {staticTag} from '../html/snippet.mjs';
import {
  VERSION_ATTRIBUTE,
  lettersOfHtml,
  hashContent,
  isEarlier,
  isNewer,
  hasSameContent,
  readFresh,
} from '../html/snippet-version.mjs';
import {decision, lineCounter} from './decisions.mjs';
import {findSnippets, readAround, settingsOf} from './snippets.mjs';

/** @import {Problem} from './decisions.mjs' */
/** @import {Edit, Options, Refreshed} from './refresh.mjs' */
/** @import {Found, Settings} from './snippets.mjs' */

/**
 * Finds the fallback content of a snippet: all but the template of a static widget and the partner’s content in `slot="end"`.
 *
 * @param {string} content
 * @returns {{start: number, end: number} | undefined} undefined if anything else is in between
 */
function findContent(content) {
  const nodes = parseFragment(content, {sourceCodeLocationInfo: true}).childNodes;
  const isOther = (/** @type {typeof nodes[number]} */ node) =>
    'attrs' in node && (node.tagName === 'template' || node.attrs.some(({name}) => name === 'slot'));
  const others = nodes.filter(isOther);
  const fallback = nodes.filter((node) => !isOther(node) && !('value' in node && !node.value.trim()));
  const at = (/** @type {typeof nodes[number]} */ node) =>
    /** @type {{startOffset: number, endOffset: number}} */ (node.sourceCodeLocation);
  const templates = others.filter(({nodeName}) => nodeName === 'template');
  const slotted = others.filter(({nodeName}) => nodeName !== 'template');
  const start = Math.max(0, ...templates.map((node) => at(node).endOffset));
  const end = Math.min(content.length, ...slotted.map((node) => at(node).startOffset));
  return fallback.every((node) => at(node).startOffset >= start && at(node).endOffset <= end)
    ? {start, end}
    : undefined;
}

/**
 * Writes new fallback content with the line breaks and the indentation of the old, and with `<br />` if that has it, as in XHTML.
 *
 * @param {string} fallback one block on each line
 * @param {string} old
 */
function layOut(fallback, old) {
  const [lineBreak = '<br>'] = /<br\s*\/>/.exec(old) ?? [];
  const lines = fallback.trimEnd().replaceAll('<br>', lineBreak).split('\n');
  const [, newline, indent] = /^[^\S\n]*?(\r?\n)([^\S\n]*)/.exec(old.replace(/^[ \t]+/, '')) ?? [];
  const [lastBreak = ''] = /(\r?\n)?[^\S\n]*$/.exec(old) ?? [];
  if (!newline) return lines.map((line) => line.trim()).join('');
  return (
    newline +
    lines.map((line) => (line ? indent + line : line)).join(newline) +
    (lastBreak.includes('\n') ? lastBreak : newline)
  );
}

/** @param {Found} found @param {string} source @param {Settings & {lang: string}} settings */
async function freshContent(found, source, settings) {
  const widget = await renderWidget(settings.name, settings);
  const old = source.slice(found.content?.start, found.content?.end);
  if (found.form !== 'static') {
    const {html, snippetVersion} = await contentLike(old, widget, found, settings.region);
    return {fallback: html, snippetVersion, old};
  }
  const {FINISHED} = await available();
  const {html, fallbackHtml} = await staticTag(widget, !found.attributes.has(FINISHED), undefined, rowBase(old));
  const [element] = findSnippets(html);
  return {
    fallback: fallbackHtml,
    snippetVersion: widget.snippetVersion,
    content: html.slice(element.content?.start, element.content?.end),
    finished: element.attributes.get(FINISHED),
    old,
  };
}

/** Escapes a value for an attribute in either kind of quotation marks. @param {string} value */
const escapeValue = (value) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** Sets the value of an attribute. @param {Found} found @param {string} source @param {string} name @param {string} value @returns {Edit[]} */
function editAttribute({attributeSpans, startTag}, source, name, value) {
  const span = attributeSpans.get(name);
  if (!span) return [{start: startTag.end - 1, end: startTag.end - 1, text: ` ${name}="${escapeValue(value)}"`}];
  const text = source.slice(span.start, span.end);
  const [, before, quote] = /^([^=]*=\s*)(["']?)/.exec(text) ?? [];
  if (before === undefined) return [{start: span.start, end: span.end, text: `${name}="${value}"`}];
  return [{start: span.start, end: span.end, text: before + (quote || '"') + escapeValue(value) + (quote || '"')}];
}

/**
 * Refreshes the snippets in markup.
 *
 * @param {string} source
 * @param {Options} options
 * @returns {Promise<Omit<Refreshed, 'text'> & {edits: Edit[]}>}
 */
export async function editMarkup(source, {lang, replaceEdited = false, isMarkdown}) {
  const around = readAround(source);
  const lineAt = lineCounter(source);
  const isSerialized = serializedFinder(source);
  const all = findSnippets(source, {isMarkdown});
  /** @type {Awaited<ReturnType<typeof editMarkup>>} */
  const result = {edits: [], snippets: all.length, changes: [], decisions: []};
  for (const found of all) {
    const {start} = found.startTag;
    const read = await settingsOf(found, {...around, lang: around.lang ?? lang});
    const {name, lang: own, region} = /** @type {Partial<Settings>} */ (read.settings ?? {name: found.given});
    const about = {title: [name, own, region].filter(Boolean).join(', ')};
    const {problem, edits, ...shown} = await editSnippet(found, source, read, {replaceEdited, isSerialized});
    if (problem) result.decisions.push(decision(lineAt(start), problem, {...about, ...shown}));
    else if (edits) {
      result.edits.push(...edits);
      result.changes.push({line: lineAt(start), ...about, before: shown.before ?? '', after: shown.after ?? ''});
    }
  }
  return result;
}

/** @typedef {{edits?: Edit[], problem?: Problem, before?: string, after?: string}} Outcome without edits and problem, it is fresh */

/**
 * @param {Found} found
 * @param {string} source
 * @param {Awaited<ReturnType<typeof settingsOf>>} read
 * @param {{replaceEdited: boolean, isSerialized: (index: number) => boolean}} options
 * @returns {Promise<Outcome>}
 */
async function editSnippet(found, source, {settings, problem}, {replaceEdited, isSerialized}) {
  const {startTag, content, snippetVersion, tagName} = found;
  const decide = (/** @type {Problem['key']} */ key, /** @type {Problem['values']} */ values = {}) => ({
    problem: {key, values},
  });
  if (isEscaped(source.slice(startTag.start, startTag.end))) return decide('escaped');
  if (problem || !settings) return decide(problem?.key ?? 'refused', problem?.values);
  if (!content) return decide('no-end-tag', {tag: tagName});
  if (snippetVersion && isNewer(snippetVersion.version, ownVersion))
    return decide('newer', {version: snippetVersion.version, own: ownVersion});
  if (!settings.lang)
    return (await matchesAnyLanguage(source.slice(content.start, content.end), settings)) ? {} : decide('language');
  const outcome = await changeOf(found, source, {...settings, lang: settings.lang}, replaceEdited);
  if (!outcome.edits) return outcome;
  if (isSerialized(startTag.start)) return {...outcome, ...decide('serialized')};
  return isBrokenByPhp(source, found, outcome.edits) ? {...outcome, ...decide('php')} : outcome;
}

/**
 * Whether the quotation marks of a tag are escaped, as in an attribute or a string, or doubled, as in CSV: new content would need the same.
 *
 * @param {string} tag
 */
const isEscaped = (tag) => /=\s*(?:&(?:quot|#34|#x22|apos|#39);|\\|""[^"\s>])/i.test(tag);

/** A string of serialized PHP, up to its content. */
const COUNTED = /\bs:(\d+):"/g;

/**
 * Returns a function that tests whether an index is in serialized PHP, which counts the bytes of each string. Searches once, since a search
 * for each snippet takes quadratic time; so indices must ascend.
 *
 * @param {string} source
 */
function serializedFinder(source) {
  const strings = [...source.matchAll(COUNTED)];
  let [at, end] = [0, 0];
  return (/** @type {number} */ index) => {
    for (; at < strings.length && strings[at].index < index; at++)
      end = Math.max(end, strings[at].index + strings[at][0].length + Number(strings[at][1]));
    return end > index;
  };
}

/** Whether PHP would interpret a character of new content, inside a PHP string. @param {string} source @param {Found} found @param {Edit[]} edits */
const isBrokenByPhp = (source, {startTag: {start}}, edits) =>
  edits.some(({text}) => /['\\$]/.test(text)) && source.lastIndexOf('<?', start) > source.lastIndexOf('?>', start);

/** Whether the content is that of any language as it is. @param {string} content @param {Settings} settings */
async function matchesAnyLanguage(content, settings) {
  const old = lettersOfHtml(content);
  for (const lang of (await available()).widgets.get(settings.name)?.languages ?? [])
    if (readFresh((await renderWidget(settings.name, {...settings, lang})).fallbackHtml).letters === old) return true;
  return false;
}

/**
 * @param {Found} found
 * @param {string} source
 * @param {Settings & {lang: string}} settings
 * @param {boolean} replaceEdited
 * @returns {Promise<Outcome>}
 */
async function changeOf(found, source, settings, replaceEdited) {
  const {fallback, snippetVersion, content, finished, old} = await freshContent(found, source, settings);
  const start = found.content?.start ?? 0;
  const span = findContent(old);
  if (!span) return {problem: {key: 'between', values: {}}, before: old, after: fallback};
  const before = old.slice(span.start, span.end);
  if (hasSameContent(before, fallback)) return {};
  const shown = {before, after: fallback};
  if (!lettersOfHtml(before) && !replaceEdited) return {problem: {key: 'empty', values: {}}, ...shown};
  const isOurs = snippetVersion ? found.snippetVersion?.hash === hashContent(before) : isEarlier(before, fallback);
  if (!isOurs && !replaceEdited)
    return {problem: {key: found.snippetVersion ? 'edited' : 'unmarked', values: {}}, ...shown};
  const edits = [
    ...(snippetVersion ? editAttribute(found, source, VERSION_ATTRIBUTE, snippetVersion) : []),
    {start: start + span.start, end: start + span.end, text: layOut(fallback, before)},
  ];
  if (content !== undefined) {
    const template = content.slice(0, content.indexOf('</template>') + '</template>'.length);
    edits.unshift({start, end: start + span.start, text: template});
  }
  if (finished) edits.push(...editAttribute(found, source, (await available()).FINISHED, finished));
  return {edits, ...shown};
}
