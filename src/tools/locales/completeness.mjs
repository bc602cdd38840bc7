/** Checks that languages are complete enough to ship. */
import {join} from 'node:path';
import {messageId, readJson} from '../content/read-content.mjs';
import {isCoreTier} from '../content/tiers.mjs';

/** @import {Copy} from '../content/read-content.mjs' */

/**
 * src/locales/incomplete.json: reason by widget or by id of a message, or for `*` the whole language, by language.
 *
 * @typedef {Record<string, Record<string, string>>} Incomplete
 */

/** Maximum number of ids to list in full, and how many to list of more. */
const maxListed = {all: 12, some: 10};

/** Formats ids or numbers as a list, shortened if there are many. @param {(string | number)[]} ids */
export const formatList = (ids) =>
  ids.length > maxListed.all
    ? `${ids.slice(0, maxListed.some).join(', ')} and ${ids.length - maxListed.some} more`
    : ids.join(', ');

/** Reads the exemptions. @param {string} locales path of src/locales @returns {Incomplete} */
export const readIncomplete = (locales) => readJson(join(locales, 'incomplete.json'));

/** Lists the exemptions, which a release refuses. @param {Incomplete} incomplete @returns {string[]} as lines */
export const formatIncomplete = (incomplete) =>
  Object.entries(incomplete).flatMap(([language, reasons]) =>
    Object.entries(reasons).map(
      ([name, reason]) =>
        `src/locales/incomplete.json: ${language}, ${name === '*' ? 'the whole language' : name}: ${reason}`,
    ),
  );

/**
 * Returns the errors if a safety message, in the core tier any message, has no current translation, except those that are declared incomplete.
 *
 * @param {{missing: Record<string, string[]>, copies: Copy[], incomplete: Incomplete, content?: string}} options `missing`: ids without a
 *   current translation, by language
 */
export function checkCompleteness({missing, copies, incomplete, content}) {
  const safetyIds = new Set(
    copies.flatMap((copy) => copy.messages.filter(({safety}) => safety).map((message) => messageId(copy, message))),
  );
  const unsafe = Object.entries(missing)
    .map(([language, ids]) => {
      const exempt = incomplete[language] ?? {};
      const isExempt = (/** @type {string} */ id) => exempt['*'] || exempt[id] || exempt[id.split('.')[0]];
      const isWhole = isCoreTier(language, content);
      return {language, ids: ids.filter((id) => (isWhole || safetyIds.has(id)) && !isExempt(id)), isWhole};
    })
    .filter(({ids}) => ids.length);
  if (!unsafe.length) return [];
  const [{language, ids}] = unsafe;
  return [
    ...unsafe.map(
      (each) =>
        `src/locales/${each.language}.xlf: ${each.isWhole ? '' : 'safety '}messages missing or stale: ${formatList(each.ids)}`,
    ),
    'Does a stale translation still fit? Set the state of its target to “translated”. English as before? `npm run messages` restores it, else `git checkout src/locales`.',
    `To go on without it: {"${language}": {"${ids[0]}": "<reason>"}} in src/locales/incomplete.json, for a message or a widget. A release refuses it.`,
  ];
}
