/** Selects among the contacts of a line, and among its open questions. */

/** @import {Contact, LineRecord} from './read-helplines.mjs' */

/** Statuses of lines that answer. */
const RUNNING = ['active', 'pilot', 'at-risk'];

/** Returns whether a line answers at present, so that it may be shown. @param {LineRecord} line */
export const isRunning = ({status}) => RUNNING.includes(status);

/** Returns the first contact of a type. @param {LineRecord} line @param {Contact['type']} type */
export const contactOf = ({contacts = []}, type) => contacts.find((contact) => contact.type === type);

/**
 * Returns the contact that stands for a line where there is room for one: the first that is called, else the first.
 *
 * @param {LineRecord} line
 * @returns {Contact}
 */
export const mainContact = (line) => contactOf(line, 'call') ?? /** @type {Contact[]} */ (line.contacts)[0];

/** Joins the questions that keep a record from a release. @param {LineRecord['open']} open */
export const doubtsOf = (open) =>
  open
    ?.filter(({kind}) => kind === 'doubt')
    .map(({question}) => question)
    .join(' ') || undefined;

/**
 * Returns whether nothing but the emergency number is known of a country, or that sources conflict on it. Such countries share a module,
 * and their fallback content differs only in the number, so it is not rendered for each.
 *
 * @param {import('../../core/region.js').Region} region
 */
export const isNumberOnly = ({emergency: _, lines, dataHash: _dataHash, ...rest}) =>
  !lines.length && !Object.keys(rest).length;
