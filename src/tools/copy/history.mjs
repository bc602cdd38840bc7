/**
 * Lists the changes of the English texts of each widget, from the history of src/content/copy in git.
 *
 * No part of it is committed, unlike that of the numbers: programs read those, only the page of a widget shows this, and the texts
 * of every commit would outgrow the records. Without the whole history nothing is listed, as half a list would pass for all of it.
 */
import {commitsOf, isWhole, readObjects} from '../content/git-history.mjs';
import {messageId} from '../content/read-content.mjs';
import {SHARED} from '../content/shared-records.mjs';

const FOLDER = 'src/content/copy';

/**
 * @typedef {{widget: string, messages: {key: string, text: string}[], shared?: string[]}} Copy fields that this reads
 *
 * @typedef {object} WordChange
 * @property {string} id  of the message, such as `faq.heading`
 * @property {string} [before] absent for a new one
 * @property {string} [after]  absent for one that is gone
 *
 * @typedef {{date: string, isFirst: boolean, count: number, changes: WordChange[]}} WordDay a day on which texts changed; `date`: YYYY-MM-DD,
 *   empty for changes that are not committed; `count`: texts that the widget had at its end; `isFirst`: it came then, without changes
 *
 * @typedef {{reason?: string, days: Map<string, WordDay[]>}} WordHistory `days` by widget, the newest first; `reason`: why there are none
 */

/** Returns the texts of a widget by id. @param {Copy[]} copies @param {string} widget @returns {Map<string, string> | undefined} */
function textsOf(copies, widget) {
  const copy = copies.find((each) => each.widget === widget);
  if (!copy) return undefined;
  const shared = copies.find((each) => each.widget === SHARED)?.messages ?? [];
  const used = shared.filter(({key}) => copy.shared?.includes(key));
  return new Map([
    ...copy.messages.map((message) => /** @type {const} */ ([messageId(copy, message), message.text])),
    ...used.map((message) => /** @type {const} */ ([messageId({widget: SHARED}, message), message.text])),
  ]);
}

/**
 * Compares the texts of a widget. A text with another id only is not a change, as it reads as before.
 *
 * @param {Map<string, string>} before
 * @param {Map<string, string>} after
 * @returns {WordChange[]}
 */
export function wordChanges(before, after) {
  const texts = {before: new Set(before.values()), after: new Set(after.values())};
  const changes = [...after]
    .filter(([, text]) => !texts.before.has(text))
    .map(([id, text]) => {
      const old = before.get(id);
      // The text of before may live on under another id.
      return {id, after: text, ...(old !== undefined && !texts.after.has(old) && {before: old})};
    });
  const named = new Set(changes.flatMap(({before: old}) => old ?? []));
  const gone = [...before]
    .filter(([, text]) => !texts.after.has(text) && !named.has(text))
    .map(([id, text]) => ({id, before: text}));
  return [...changes, ...gone];
}

/**
 * Returns the history of the texts of some widgets.
 *
 * @param {string} root folder of the repository
 * @param {string[]} widgets
 * @param {Copy[]} current copies as they are in the build
 * @returns {WordHistory}
 */
export function wordHistory(root, widgets, current) {
  const without = (/** @type {string} */ reason) => ({reason, days: new Map()});
  const commits = commitsOf(root, FOLDER);
  if (!commits) return without('This copy of the project has no git history, so changes of words cannot be listed.');
  if (!isWhole(root))
    return without('This copy of the project has only a part of its git history, so changes of words are not listed.');
  /** The last commit of each day, the oldest first. */
  const days = [...new Map(commits.toReversed().map((each) => [each.date, each])).values()];
  const names = [...widgets, SHARED];
  const texts = readObjects(
    root,
    days.flatMap(({commit}) => names.map((name) => `${commit}:${FOLDER}/${name}.json`)),
  );
  const committed = days.map(({date}, index) => ({
    date,
    copies: texts
      .slice(index * names.length, (index + 1) * names.length)
      .flatMap((text) => (text === undefined ? [] : [/** @type {Copy} */ (JSON.parse(text))])),
  }));
  const states = [...committed, {date: '', copies: current}];
  /** @type {WordHistory['days']} */
  const result = new Map();
  for (const widget of widgets) {
    /** @type {Map<string, string> | undefined} */
    let before;
    /** @type {WordDay[]} */
    const found = [];
    for (const {date, copies} of states) {
      const after = textsOf(copies, widget);
      if (!after) continue;
      const changes = before ? wordChanges(before, after) : [];
      if (!before || changes.length) found.unshift({date, isFirst: !before, count: after.size, changes});
      before = after;
    }
    result.set(widget, found);
  }
  return {days: result};
}
