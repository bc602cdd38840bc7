/** Checks the source of a page, with what only our own data can tell: whether its words and numbers are those of today. */
import {dataDate, importWidgets, version} from '../html/built.mjs';
import {renderWidget} from '../html/fallback-html.mjs';
import {available} from '../html/prerender.mjs';
import {hashContent, isNewer, hasSameContent} from '../html/version-stamp.mjs';
import {parseTree} from './parsed-tree.mjs';
import {findRetired} from './retired.mjs';
import {findSnippets, readAround, settingsOf} from './snippets.mjs';

/**
 * @typedef {import('../../entries/check/diagnose.js').Finding} Finding
 * @typedef {import('../../entries/check/diagnose.js').Live} Live
 * @typedef {import('./snippets.mjs').Found} Found
 * @typedef {import('./snippets.mjs').Settings} Settings
 */

/** Most characters of a page. Longer ones are cut, as nobody writes them by hand. */
export const LONGEST_PAGE = 5_000_000;

/** Share of the words of one language that another one has by chance, at most. */
const SAME_LANGUAGE = 0.6;

/** @param {string} text */
const wordsOf = (text) => new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);

/** Text of HTML, for a comparison of its words. @param {string} html */
const plain = (html) => html.replace(/<[^>]*>/g, ' ');

/**
 * Finds the language of words among those that the widget has.
 *
 * @param {Settings} settings
 * @param {string} html
 * @returns {Promise<string | undefined>} undefined if it is none of them for certain
 */
async function languageOf(settings, html) {
  const own = wordsOf(plain(html));
  if (own.size < 5) return undefined;
  let [best, most] = ['', 0];
  for (const lang of (await available()).languages) {
    const theirs = wordsOf(plain((await renderWidget(settings.name, {...settings, lang})).fallbackHtml));
    const share = [...own].filter((word) => theirs.has(word)).length / own.size;
    if (share > most) [best, most] = [lang, share];
  }
  return most > SAME_LANGUAGE ? best : undefined;
}

/**
 * Reads what a widget says about its attributes: core/warn.ts, and src/widgets/helpline-banner/own-line.ts.
 *
 * @type {{cause: Finding['cause'], key: Finding['said']['key'], pattern: RegExp}[]}
 */
const REFUSALS = [
  {
    cause: 'attribute',
    key: 'attribute',
    pattern: /^(?<attribute>[\w-]+)="(?<value>[^]*)" is not understood\. Allowed: (?<allowed>.*)\.$/,
  },
  {cause: 'attribute', key: 'operator', pattern: /^phone="(?<phone>[^]*)" is not shown: /},
];

const primary = (/** @type {string} */ lang) => lang.split('-')[0];

/**
 * Compares the words of a snippet with those of today.
 *
 * @param {Found} found
 * @param {string} source
 * @param {import('./snippets.mjs').Around} around
 * @returns {Promise<Finding[]>}
 */
async function compareContent(found, source, around) {
  const {finding} = await importWidgets();
  const {settings, problem} = await settingsOf(found, around);
  if (problem?.key === 'no-language') {
    const {given, allowed} = problem.values;
    return [finding('language', 'language-unknown', {lang: given, allowed})];
  }
  for (const {cause, key, pattern} of REFUSALS) {
    const groups = pattern.exec(problem?.values.message ?? '')?.groups;
    if (groups) return [finding(cause, key, {...groups})];
  }
  // Of words that this version does not know, it says nothing.
  const isLater = !!found.stamp && isNewer(found.stamp.version, version);
  if (!settings || !found.content || found.form === 'json-ld' || isLater) return [];
  const content = source.slice(found.content.start, found.content.end);
  const lang = settings.lang ?? 'en';
  const shown = await languageOf(settings, content);
  if (shown && primary(shown) !== primary(lang))
    return [finding('language', 'language', {box: settings.name, shown, lang})];
  const fresh = (await renderWidget(settings.name, {...settings, lang})).fallbackHtml;
  // Attributes that somebody has added later ask for other words, too: those are not old.
  const isOlder = found.stamp && (found.stamp.version !== version || found.stamp.date !== dataDate());
  if (isOlder && found.stamp?.hash === hashContent(content) && !hasSameContent(content, fresh))
    return [
      finding('outdated', 'outdated', {
        box: settings.name,
        version: found.stamp?.version ?? '',
        date: found.stamp?.date ?? '',
        own: version,
      }),
    ];
  return [];
}

/** @param {string} source @returns {Promise<Finding[]>} */
async function retired(source) {
  const {finding} = await importWidgets();
  return findRetired(source).map(({title, problem}) =>
    finding('retired-number', 'retired-number', {what: title, reason: problem.replace(/^[^.]*\. /, '')}),
  );
}

/**
 * Lists everything that is wrong with a page, the cause to mend first in front.
 *
 * @param {string} source HTML as the server sends it
 * @param {object} [options]
 * @param {string} [options.url] address of the page
 * @param {string[]} [options.policies] Content-Security-Policy headers
 * @param {Live} [options.live] what a browser saw
 * @returns {Promise<Finding[]>} empty if nothing is wrong
 */
export async function checkSource(source, {url = '', policies = [], live} = {}) {
  const text = source.slice(0, LONGEST_PAGE);
  const {diagnose, readFacts} = await importWidgets();
  const {widgets, regions} = await available();
  const names = [...widgets.keys()];
  const facts = readFacts(parseTree(text, url), names);
  const around = readAround(text);
  const own = await retired(text);
  for (const found of findSnippets(text)) own.push(...(await compareContent(found, text, around)));
  const regional = names.filter((name) => widgets.get(name)?.regional);
  return diagnose(
    {...facts, policies: [...policies, ...facts.policies]},
    {widgets: names, regional, regions, version, own},
    live,
  );
}
