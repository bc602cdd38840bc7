/**
 * The ledger, for a clinician to review: each passage of the article beside the messages that show it or the reason why none does, then
 * messages from other sources, then interface messages that could cause harm if they were wrong.
 */
import {h} from 'hastscript';
import {contentFolder, messageId, readCopies, readSources} from '../content/read-content.mjs';
import {readLedger, totalsOf} from '../ledger/ledger.mjs';
import {dayOf, readReviews} from '../review/signatures.mjs';
import {findAll, leastOf} from '../review/status.mjs';
import {readCorpus} from '../review/subjects.mjs';

/** @import {Element} from 'hast' */
/** @import {Message, Source} from '../content/read-content.mjs' */
/** @import {Question, Row} from '../ledger/ledger.mjs' */
/** @import {Page} from './layout.mjs' */

/** @typedef {{widget: string, edit: string, isSigned: boolean, box: Element}} Entry of a message */

/** @type {Record<string, string>} */
const WHY = {
  unsafe: 'Left out: wrong or unsafe',
  outdated: 'Left out: outdated',
  marketing: 'Left out: advertising',
  stigma: 'Left out: hurts or labels people',
  unclear: 'Left out: unclear',
  repeat: 'Left out: said elsewhere',
  page: 'Left out: not part of the text',
};

const EDIT = {quoted: 'Quoted', adapted: 'Adapted', added: 'Added', interface: 'Name of a part'};

/** Prefix of a source among the origins of a message. */
const SOURCE = 'source:';

/** @param {Source[]} sources @returns {Element[]} */
const sourceLines = (sources) =>
  sources.map(({title, publisher, url, date, note, read}) =>
    h('p.quiet', [
      'Source: ',
      h('a', {href: url}, title),
      `, ${publisher}, ${date}${note ? `. ${note}` : ''}`,
      ...(read?.url ? ['. Read as ', h('a', {href: read.url}, 'a copy'), `: ${read.edition}`] : []),
    ]),
  );

/** @param {Question} question */
const questionBox = ({question, positions, answers}) =>
  h('div.question', [
    h('p', h('strong', `Open question: ${question}`)),
    h('ul', ...positions.map(({says, sources}) => h('li', [says, ...sourceLines(sources)]))),
    ...answers.map((answer) => h('p', answer)),
  ]);

/**
 * Renders a message with the facts that a reviewer needs.
 *
 * @param {string} id
 * @param {Message} message
 * @param {{sources: Source[], questions: Question[], review: string}} facts
 */
const messageBox = (id, {text, reason, edit, safety, checked}, {sources, questions, review}) =>
  h('div.words', [
    h('p', h('strong', text)),
    ...(reason ? [h('p', `Why: ${reason}`)] : []),
    ...sourceLines(sources),
    ...questions.map(questionBox),
    h('p.quiet', [
      h('code', id),
      ` ${EDIT[edit]} · ${review} · checked ${checked}`,
      ...(safety ? [' · ', h('strong', 'could hurt someone if wrong')] : []),
    ]),
  ]);

/**
 * Collects the messages to review. “Print” and the like cannot cause harm and have no source, so they are left out.
 *
 * @param {Question[]} questions
 */
function readEntries(questions) {
  const sources = readSources(contentFolder);
  const found = findAll(readCorpus(), readReviews(), dayOf()).get('en');
  /** By id. @type {Map<string, Entry>} */
  const entries = new Map();
  for (const copy of readCopies())
    for (const message of copy.messages) {
      const {edit, from = [], safety, open} = message;
      if (edit === 'interface' && !from.length && !safety && !open) continue;
      const id = messageId(copy, message);
      const least = leastOf(found?.get(id) ?? []);
      const isSigned = !least || least.state === 'signed';
      const box = messageBox(id, message, {
        sources: from.filter((entry) => entry.startsWith(SOURCE)).map((entry) => sources[entry.slice(SOURCE.length)]),
        questions: questions.filter((question) => question.id === id),
        review: least ? `${isSigned ? 'signed: ' : ''}${least.why}` : 'needs no signature',
      });
      entries.set(id, {widget: copy.widget, edit, isSigned, box});
    }
  return entries;
}

/** Renders a passage with its fate. @param {Row} row @param {Map<string, Entry>} entries */
const passageBox = ({passage: {id, text, kind, line}, shownBy, leftOut}, entries) =>
  h('div.passage', {id: `passage-${id}`}, [
    h('div', [
      h('blockquote', h('p', text)),
      h('p.quiet', ['In the article: ', h('code', id), `${kind === 'heading' ? ', a heading' : ''}, line ${line}`]),
    ]),
    h('div', [
      ...shownBy.flatMap((message) => entries.get(message)?.box ?? []),
      ...(leftOut ? [h('p', h('strong', `${WHY[leftOut.why]}.`), ` ${leftOut.reason}`)] : []),
    ]),
  ]);

/** Renders the article, with a heading for each of its own. @param {Row[]} rows @param {Map<string, Entry>} entries */
function article(rows, entries) {
  let part = 0;
  return rows.flatMap((row) => [
    ...(row.passage.kind === 'heading' || !part ? [h('h2', {id: `part-${++part}`}, row.passage.text)] : []),
    passageBox(row, entries),
  ]);
}

/** @param {string} prefix of the ids @param {Entry[]} entries sorted by widget */
const byWidget = (prefix, ...entries) =>
  entries.flatMap(({widget, box}, index) => [
    ...(widget === entries[index - 1]?.widget ? [] : [h('h3', {id: `${prefix}-${widget}`}, widget)]),
    box,
  ]);

/** @param {Question} question */
const openQuestion = (question) =>
  h('div.words', [questionBox(question), h('p', h('strong', question.text)), h('p.quiet', h('code', question.id))]);

const PARTS_NOTE =
  'Headings, labels and notes of our own that could hurt someone if they were wrong, such as what is said of privacy.';
const OPEN_NOTE =
  'Where sources disagree, and a clinician must decide: each answer with its sources, then the text as it is now.';

/** Renders the messages that are not from the article. @param {Entry[]} others */
const otherSections = (others) => [
  h('h2', {id: 'added'}, 'Not from the article'),
  h('p', 'What the article lacks and a reader needs, from the sources named with it.'),
  ...byWidget('added', ...others.filter(({edit}) => edit !== 'interface')),
  h('h2', {id: 'parts'}, 'Names of parts and notes'),
  h('p', PARTS_NOTE),
  ...byWidget('parts', ...others.filter(({edit}) => edit === 'interface')),
];

/** Makes the ledger. @returns {Page} */
export function ledgerPage() {
  const {rows, open} = readLedger(contentFolder);
  const entries = readEntries(open);
  const {passages, shown} = totalsOf(rows);
  const drafts = [...entries.values()].filter(({isSigned}) => !isSigned).length;
  const fromArticle = new Set(rows.flatMap(({shownBy}) => shownBy));
  const description = 'Every sentence of the article the widgets come from, with its status and why, and its sources.';
  return {
    path: 'ledger.html',
    title: 'Ledger',
    description,
    area: 'state',
    main: [
      h('h1', 'Ledger'),
      h('p.lead', `${description} After that, the words that are not in the article. For a clinician to review.`),
      h('p', [
        `${passages} passages: ${shown} are shown in some widget, the others are left out for the reason beside them. Of the ${entries.size} texts that say something, `,
        h('strong', `${drafts} lack a signature that their English needs`),
        '. ',
        h('a', {href: 'reviews.html'}, 'Where the reviews stand'),
        ', ',
        h('a', {href: 'docs/reviewing.html'}, 'how to sign'),
        '.',
      ]),
      h('h2', {id: 'open'}, 'Open questions'),
      h('p', OPEN_NOTE),
      ...(open.length ? open.map(openQuestion) : [h('p', 'None at present.')]),
      ...article(rows, entries),
      ...otherSections([...entries].filter(([id]) => !fromArticle.has(id)).map(([, entry]) => entry)),
    ],
  };
}
