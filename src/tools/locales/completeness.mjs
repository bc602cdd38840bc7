/** Checks that languages are complete enough to ship. */
import {messageId} from '../content/read-content.mjs';

/** @import {Copy} from '../content/read-content.mjs' */

/** Maximum number of ids to list in full, and how many to list of more. */
const maxListed = {all: 12, some: 10};

/** Formats ids as a list, shortened if there are many. @param {string[]} ids */
export const formatList = (ids) =>
  ids.length > maxListed.all
    ? `${ids.slice(0, maxListed.some).join(', ')} and ${ids.length - maxListed.some} more`
    : ids.join(', ');

/**
 * Checks that all safety messages have a current translation, except in languages that are declared incomplete.
 *
 * @param {object} options
 * @param {Record<string, string[]>} options.missing ids without a current translation, by language
 * @param {Copy[]} options.copies
 * @param {string[]} options.incomplete languages
 * @returns {string[]} errors
 */
export function checkCompleteness({missing, copies, incomplete}) {
  const safetyIds = new Set(
    copies.flatMap((copy) => copy.messages.filter(({safety}) => safety).map((message) => messageId(copy, message))),
  );
  return Object.entries(missing).flatMap(([language, ids]) => {
    const unsafe = ids.filter((id) => safetyIds.has(id));
    return unsafe.length && !incomplete.includes(language)
      ? [`${language}: safety messages missing or stale: ${formatList(unsafe)}`]
      : [];
  });
}
