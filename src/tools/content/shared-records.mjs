/**
 * Shared records: messages of copy/shared.json, which widgets use by naming their keys in `shared`. They are grouped by the set of
 * widgets that use them, so that a page loads each once, and a widget only those that it uses: docs/decisions/0019-shared-records.md.
 */

/** @import {Copy, Message} from './read-content.mjs' */

/** Name of the copy file with the shared records, and first part of their ids. */
export const SHARED = 'shared';

/** Least characters of English for a group to have a file of its own: below that, a further request costs more than it saves. */
const MIN_GROUP_LENGTH = 800;

/**
 * @typedef {object} SharedGroup records that the same widgets use
 * @property {string} name      of its module and tables: `shared` for those in the core, else `shared-1` and so on
 * @property {Message[]} messages in the order of shared.json
 * @property {boolean} hasModule whether its English has a module of its own; otherwise it is copied into the modules of its users
 * @property {boolean} hasTable  the same for its translations
 */

/**
 * Returns the errors in the use of shared records.
 *
 * @param {Copy[]} copies
 * @returns {string[]} one per error, with the file name
 */
export function checkShared(copies) {
  const records = copies.find(({widget}) => widget === SHARED)?.messages ?? [];
  const known = new Set(records.map(({key}) => key));
  const counting = records.filter(({plural}) => plural).map(({key}) => key);
  const errors = copies.flatMap(({file, widget, messages, shared = []}) => {
    if (widget === SHARED) return shared.length ? [`copy/${file}: shared records cannot use others`] : [];
    const own = new Set(messages.map(({key}) => key));
    return shared.flatMap((key, index) => [
      ...(known.has(key) ? [] : [`copy/${file}: shared record “${key}” is not in shared.json`]),
      ...(own.has(key) ? [`copy/${file}: key “${key}” is both a record of the widget and a shared one`] : []),
      ...(shared.indexOf(key) < index ? [`copy/${file}: shared record “${key}” is named twice`] : []),
    ]);
  });
  errors.push(
    ...counting.map((key) => `copy/${SHARED}.json: record “${key}” has a plural, which shared records cannot have`),
  );
  for (const key of known) {
    const users = copies.filter(({shared}) => shared?.includes(key)).map(({widget}) => widget);
    if (users.length < 2)
      errors.push(
        `copy/${SHARED}.json: record “${key}” is shared by ${users.length ? `${users} only` : 'no widget'}; at least two must use it`,
      );
  }
  return errors;
}

/**
 * Groups the shared records by the widgets that use them. Those of more than half of the widgets are one group, in the core.
 *
 * @param {Copy[]} copies
 * @returns {SharedGroup[]}
 */
export function groupShared(copies) {
  const widgets = copies.filter(({widget}) => widget !== SHARED);
  const records = copies.find(({widget}) => widget === SHARED)?.messages ?? [];
  /** @type {Map<string, Message[]>} records by users; the empty string for those in the core */
  const byUsers = new Map();
  for (const record of records) {
    const users = widgets.filter(({shared}) => shared?.includes(record.key)).map(({widget}) => widget);
    const id = users.length > widgets.length / 2 ? '' : users.join();
    byUsers.set(id, [...(byUsers.get(id) ?? []), record]);
  }
  let count = 0;
  return [...byUsers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([users, messages]) => {
      const isLong = messages.reduce((length, {text}) => length + text.length, 0) >= MIN_GROUP_LENGTH;
      const name = users && isLong ? `${SHARED}-${++count}` : SHARED;
      return {name, messages, hasModule: !users || isLong, hasTable: isLong};
    });
}

/**
 * Returns the part of each group that a widget uses; groups it does not use are left out.
 *
 * @param {Copy} copy
 * @param {SharedGroup[]} groups
 */
export const usedGroups = ({shared = []}, groups) =>
  groups
    .map((group) => ({...group, messages: group.messages.filter(({key}) => shared.includes(key))}))
    .filter(({messages}) => messages.length);
