/**
 * Prepares the data of the page “Ledger” in Storybook, where a clinician reviews the copy: the open questions, each passage of the article beside the
 * messages that show it or the reason why none does, then messages from other sources, then interface messages that could cause
 * harm if they were wrong. .storybook/main.ts passes the data to the page.
 */
import {contentFolder, messageId, readCopies, readSources} from '../content/read-content.mjs';
import {dayOf, readReviews} from '../review/signatures.mjs';
import {findAll, leastOf} from '../review/status.mjs';
import {readCorpus} from '../review/subjects.mjs';
import {readLedger, totalsOf} from './ledger.mjs';
import {openQuestions} from './open-questions.mjs';

/** @import {Source} from '../content/read-content.mjs' */
/** @import {Question} from './open-questions.mjs' */

/**
 * @typedef {object} ReviewMessage a message with the facts that a reviewer needs
 * @property {string} id
 * @property {string} widget
 * @property {string} text       English
 * @property {string} edit       `quoted`, `adapted`, `added` or `interface`
 * @property {string} [reason]
 * @property {boolean} safety    true if an error in it could cause harm
 * @property {string} review     state of the reviews that the English needs, for a person
 * @property {boolean} isSigned
 * @property {string} checked    date
 * @property {Source[]} sources
 * @property {Question[]} open   questions on which sources disagree
 *
 * @typedef {object} ReviewPassage a passage and its fate
 * @property {string} id
 * @property {string} text
 * @property {boolean} isHeading
 * @property {number} line       in the article
 * @property {ReviewMessage[]} shown
 * @property {{why: string, reason: string}} [leftOut]
 *
 * @typedef {{widget: string, messages: ReviewMessage[]}} WidgetMessages
 *
 * @typedef {object} LedgerPage
 * @property {Question[]} open all open questions
 * @property {{title: string, passages: ReviewPassage[]}[]} sections
 * @property {WidgetMessages[]} added messages that are not from the article
 * @property {WidgetMessages[]} parts interface messages
 * @property {ReturnType<typeof totalsOf> & {drafts: number, texts: number}} totals
 */

/**
 * Collects the messages to review, by id.
 *
 * @param {string} content
 * @param {import('../content/read-content.mjs').Copy[]} copies
 */
function reviewMessages(content, copies) {
  const sources = readSources(content);
  const questions = openQuestions(copies, sources);
  const found = findAll(readCorpus({content}), readReviews(content), dayOf()).get('en');
  /** @type {Map<string, ReviewMessage>} */
  const messages = new Map();
  for (const copy of copies)
    for (const message of copy.messages) {
      const {text, edit, from = [], reason, safety = false, checked} = message;
      // “Print” and the like cannot cause harm and have no source.
      if (edit === 'interface' && !from.length && !safety && !message.open) continue;
      const prefix = 'source:';
      const cited = from
        .filter((entry) => entry.startsWith(prefix))
        .map((entry) => sources[entry.slice(prefix.length)]);
      const id = messageId(copy, message);
      const open = questions.filter((question) => question.id === id);
      const least = leastOf(found?.get(id) ?? []);
      const isSigned = !least || least.state === 'signed';
      const review = least ? `${isSigned ? 'signed: ' : ''}${least.why}` : 'needs no signature';
      const {widget} = copy;
      messages.set(id, {id, widget, text, edit, reason, safety, review, isSigned, checked, sources: cited, open});
    }
  return messages;
}

/**
 * Returns the data of the page.
 *
 * @param {string} [content] path of src/content
 * @returns {LedgerPage}
 */
export function ledgerPage(content = contentFolder) {
  const {rows, open} = readLedger(content);
  const copies = readCopies(content);
  const messages = reviewMessages(content, copies);

  /** @type {LedgerPage['sections']} */
  const sections = [];
  for (const {passage, shownBy, leftOut} of rows) {
    const isHeading = passage.kind === 'heading';
    if (isHeading || !sections.length) sections.push({title: passage.text, passages: []});
    sections.at(-1)?.passages.push({
      id: passage.id,
      text: passage.text,
      isHeading,
      line: passage.line,
      shown: shownBy.flatMap((id) => messages.get(id) ?? []),
      ...(leftOut && {leftOut: {why: leftOut.why, reason: leftOut.reason}}),
    });
  }

  const fromArticle = new Set(rows.flatMap(({shownBy}) => shownBy));
  const others = [...messages.values()].filter(({id}) => !fromArticle.has(id));
  const byWidget = (/** @type {ReviewMessage[]} */ list) =>
    copies
      .map(({widget}) => ({widget, messages: list.filter((message) => message.widget === widget)}))
      .filter((each) => each.messages.length);
  const drafts = [...messages.values()].filter(({isSigned}) => !isSigned).length;
  return {
    open,
    sections,
    added: byWidget(others.filter(({edit}) => edit !== 'interface')),
    parts: byWidget(others.filter(({edit}) => edit === 'interface')),
    totals: {...totalsOf(rows), drafts, texts: messages.size},
  };
}
