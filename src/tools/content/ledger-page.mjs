/**
 * What the page “Ledger” in Storybook shows: each passage of the article beside what became of it and why, then the words that
 * are not from the article, then the names of parts and the notes that could hurt someone if they were wrong. For a clinician who
 * reviews it; .storybook/main.ts hands it to the page.
 */
import {contentFolder, messageId, readCopies, readSources} from './read-content.mjs';
import {readLedger, totalsOf} from './ledger.mjs';

/**
 * @typedef {object} Words a message as a reviewer needs it
 * @property {string} id
 * @property {string} widget
 * @property {string} text       English
 * @property {string} edit       `quoted`, `adapted` or `added`
 * @property {string} [reason]
 * @property {boolean} safety    whether it could hurt someone if it were wrong
 * @property {string} review     `draft` until a clinician has signed
 * @property {string} checked    date
 * @property {{title: string, publisher: string, url: string, date: string, note?: string}[]} sources
 *
 * @typedef {object} Fate a passage and what became of it
 * @property {string} id
 * @property {string} text
 * @property {boolean} isHeading
 * @property {number} line       in the article
 * @property {Words[]} shown
 * @property {{why: string, reason: string}} [leftOut]
 */

/**
 * @param {string} [content] path of src/content
 * @returns {{sections: {title: string, passages: Fate[]}[], added: {widget: string, words: Words[]}[], parts: {widget: string,
 *   words: Words[]}[], totals: ReturnType<typeof totalsOf> & {drafts: number, words: number}}}
 */
export function ledgerPage(content = contentFolder) {
  const {rows} = readLedger(content);
  const copies = readCopies(content);
  const sources = readSources(content);

  /** @type {Map<string, Words>} */
  const words = new Map();
  for (const copy of copies)
    for (const message of copy.messages) {
      const {text, edit, from = [], reason, safety = false, review, checked} = message;
      // “Print” and the like: nobody is hurt by them, and no source says them.
      if (edit === 'interface' && !from.length && !safety) continue;
      const cited = from.filter((each) => each.startsWith('source:')).map((each) => sources[each.slice(7)]);
      const id = messageId(copy, message);
      words.set(id, {id, widget: copy.widget, text, edit, reason, safety, review, checked, sources: cited});
    }

  /** @type {{title: string, passages: Fate[]}[]} */
  const sections = [];
  for (const {passage, shownBy, leftOut} of rows) {
    const isHeading = passage.kind === 'heading';
    if (isHeading || !sections.length) sections.push({title: passage.text, passages: []});
    sections.at(-1)?.passages.push({
      id: passage.id,
      text: passage.text,
      isHeading,
      line: passage.line,
      shown: shownBy.flatMap((id) => words.get(id) ?? []),
      ...(leftOut && {leftOut: {why: leftOut.why, reason: leftOut.reason}}),
    });
  }

  const fromArticle = new Set(rows.flatMap(({shownBy}) => shownBy));
  const others = [...words.values()].filter(({id}) => !fromArticle.has(id));
  const byWidget = (/** @type {Words[]} */ some) =>
    copies
      .map(({widget}) => ({widget, words: some.filter((each) => each.widget === widget)}))
      .filter((each) => each.words.length);
  const added = byWidget(others.filter(({edit}) => edit !== 'interface'));
  const parts = byWidget(others.filter(({edit}) => edit === 'interface'));
  const drafts = [...words.values()].filter(({review}) => review === 'draft').length;
  return {sections, added, parts, totals: {...totalsOf(rows), drafts, words: words.size}};
}
