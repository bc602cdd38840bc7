/** Shared records: messages of copy/shared.json, which widgets use by naming their keys in `shared`: docs/decisions/0019-shared-records.md. */

/** @import {Copy} from './read-content.mjs' */

/** Name of the copy file with the shared records, and first part of their ids. */
export const SHARED = 'shared';

/** Returns the errors in the use of shared records. @param {Copy[]} copies @returns {string[]} one per error, with the file name */
export function checkShared(copies) {
  const records = copies.find(({widget}) => widget === SHARED)?.messages ?? [];
  const known = new Set(records.map(({key}) => key));
  const errors = copies.flatMap(({file, widget, messages, shared = []}) => {
    if (widget === SHARED) return shared.length ? [`copy/${file}: shared records cannot use others`] : [];
    const own = new Set(messages.map(({key}) => key));
    return shared.flatMap((key, index) => [
      ...(known.has(key) ? [] : [`copy/${file}: shared record “${key}” is not in shared.json`]),
      ...(own.has(key) ? [`copy/${file}: key “${key}” is both a record of the widget and a shared one`] : []),
      ...(shared.indexOf(key) < index ? [`copy/${file}: shared record “${key}” is named twice`] : []),
    ]);
  });
  for (const {key, plural} of records) {
    if (plural) errors.push(`copy/${SHARED}.json: record “${key}” has a plural, which shared records cannot have`);
    const users = copies.filter(({shared}) => shared?.includes(key)).map(({widget}) => widget);
    if (users.length < 2)
      errors.push(
        `copy/${SHARED}.json: record “${key}” is shared by ${users.length ? `${users} only` : 'no widget'}; at least two must use it`,
      );
  }
  return errors;
}

/** Returns the shared records that a widget uses, in the order of shared.json. @param {Copy} copy @param {Copy[]} copies */
export const sharedOf = ({shared = []}, copies) =>
  (copies.find(({widget}) => widget === SHARED)?.messages ?? []).filter(({key}) => shared.includes(key));

/** Returns the keys of those that more than half of the widgets use: their English is in the core. @param {Copy[]} copies */
export function coreKeys(copies) {
  const widgets = copies.filter(({widget}) => widget !== SHARED);
  const users = (/** @type {string} */ key) => widgets.filter(({shared}) => shared?.includes(key)).length;
  return new Set(widgets.flatMap(({shared = []}) => shared).filter((key) => users(key) > widgets.length / 2));
}
