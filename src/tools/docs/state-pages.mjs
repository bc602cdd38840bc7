/** The ledger, which shows where each sentence comes from, and the page on the state of the reviews. */
import {h} from 'hastscript';
import {ledgerPage} from '../ledger/page.mjs';
import {languageName} from '../locales/cldr-data.mjs';
import {reviewsPage} from '../review/report.mjs';
import {counted} from './widget-pages.mjs';

/** @import {Element} from 'hast' */
/** @import {Source} from '../content/read-content.mjs' */
/** @import {Question} from '../ledger/open-questions.mjs' */
/** @import {LedgerPage, ReviewMessage, ReviewPassage, WidgetMessages} from '../ledger/page.mjs' */
/** @import {Page} from './layout.mjs' */

/** @type {Record<string, string>} */
const WHY = {
  unsafe: 'Left out: wrong or unsafe',
  outdated: 'Left out: outdated',
  marketing: 'Left out: advertising',
  stigma: 'Left out: hurts or labels people',
  unclear: 'Left out: unclear',
  repeat: 'Left out: said elsewhere',
  page: 'Left out: not part of the text',
  later: 'Not shown yet',
};

/** @type {Record<string, string>} */
const EDIT = {quoted: 'Quoted', adapted: 'Adapted', added: 'Added', interface: 'Name of a part'};

/** @param {Source[]} sources @returns {Element[]} */
const sourceLines = (sources) =>
  sources.map(({title, publisher, url, date, note, read}) =>
    h('p', {className: ['quiet']}, [
      'Source: ',
      h('a', {href: url}, title),
      `, ${publisher}, ${date}${note ? `. ${note}` : ''}`,
      ...(read ? ['. Read as ', h('a', {href: read.url}, 'a copy'), `: ${read.edition}`] : []),
    ]),
  );

/** @param {Question} question */
const questionBox = ({question, positions}) =>
  h('div', {className: ['question']}, [
    h('p', h('strong', `Open question: ${question}`)),
    h(
      'ul',
      positions.map(({says, sources}) => h('li', [says, ...sourceLines(sources)])),
    ),
  ]);

/** @param {ReviewMessage} message */
const messageItem = ({id, text, edit, reason, safety, review, checked, sources, open}) =>
  h('div', {className: ['words']}, [
    h('p', h('strong', text)),
    ...(reason ? [h('p', `Why: ${reason}`)] : []),
    ...sourceLines(sources),
    ...open.map(questionBox),
    h('p', {className: ['quiet']}, [
      h('code', id),
      ` ${EDIT[edit]} · ${review} · checked ${checked}`,
      ...(safety ? [' · ', h('strong', 'could hurt someone if wrong')] : []),
    ]),
  ]);

/** @param {WidgetMessages[]} list @param {string} prefix of the ids */
const byWidget = (list, prefix) =>
  list.flatMap(({widget, messages}) => [h('h3', {id: `${prefix}-${widget}`}, widget), ...messages.map(messageItem)]);

/** Counts passages and texts, and says what is not signed. @param {LedgerPage['totals']} totals */
const totalsLine = (totals) =>
  h('p', [
    `${counted(totals.passages, 'passage')}: ${totals.shown} are shown in some widget, the others are left out for the reason beside them. Of the ${totals.texts} texts that say something, `,
    h('strong', `${totals.drafts} lack a signature that their English needs`),
    '. ',
    h('a', {href: 'reviews.html'}, 'Where the reviews stand'),
    ', ',
    h('a', {href: 'docs/reviewing.html'}, 'how to sign'),
    '.',
  ]);

/** @param {LedgerPage['open']} open */
const openQuestions = (open) =>
  open.length
    ? open.map((question) =>
        h('div', {className: ['words']}, [
          questionBox(question),
          h('p', h('strong', question.text)),
          h('p', {className: ['quiet']}, h('code', question.id)),
        ]),
      )
    : [h('p', 'None at present.')];

/** Shows a passage of the article with its status. @param {ReviewPassage} passage */
const passageBox = ({id, text, isHeading, line, shown, leftOut}) =>
  h('div', {className: ['passage'], id: `passage-${id}`}, [
    h('div', [
      h('blockquote', h('p', text)),
      h('p', {className: ['quiet']}, [
        'In the article: ',
        h('code', id),
        `${isHeading ? ', a heading' : ''}, line ${line}`,
      ]),
    ]),
    h('div', [
      ...shown.map(messageItem),
      ...(leftOut ? [h('p', h('strong', `${WHY[leftOut.why]}.`), ` ${leftOut.reason}`)] : []),
    ]),
  ]);

/** Makes the ledger. @returns {Page} */
export function ledger() {
  const {open, sections, added, parts, totals} = ledgerPage();
  return {
    path: 'ledger.html',
    title: 'Ledger',
    description: 'Every sentence of the article the widgets come from, beside what became of it and why, with sources.',
    area: 'state',
    main: [
      h('h1', 'Ledger'),
      h(
        'p',
        {className: ['lead']},
        'Every sentence of the article the widgets come from, beside what became of it and why. After that, the words that are not in the article, with their sources. For a clinician to review.',
      ),
      totalsLine(totals),
      h('h2', {id: 'open'}, 'Open questions'),
      h(
        'p',
        'Where sources disagree, and a clinician must decide: each answer with its sources, then the text as it is now.',
      ),
      ...openQuestions(open),
      ...sections.flatMap(({title, passages}, index) => [
        h('h2', {id: `part-${index + 1}`}, title),
        ...passages.map(passageBox),
      ]),
      h('h2', {id: 'added'}, 'Not from the article'),
      h('p', 'What the article lacks and a reader needs, from the sources named with it.'),
      ...byWidget(added, 'added'),
      h('h2', {id: 'parts'}, 'Names of parts and notes'),
      h(
        'p',
        'Headings, labels and notes of our own that could hurt someone if they were wrong, such as what is said of privacy.',
      ),
      ...byWidget(parts, 'parts'),
    ],
  };
}

/** @param {string[]} heads @param {string[][]} rows */
const table = (heads, rows) =>
  h(
    'table',
    h(
      'thead',
      h(
        'tr',
        heads.map((head) => h('th', {scope: 'col'}, head)),
      ),
    ),
    h(
      'tbody',
      rows.map((row) =>
        h(
          'tr',
          row.map((cell, index) => (index ? h('td', cell) : h('th', {scope: 'row'}, cell))),
        ),
      ),
    ),
  );

/** @param {{id: string, language: string, kind: string, why: string}[]} findings */
const findingList = (findings) =>
  findings.length
    ? h(
        'ul',
        findings.map(({id, language, kind, why}) =>
          h('li', h('code', id), `, ${languageName(language)}, ${kind}: ${why}`),
        ),
      )
    : h('p', 'None.');

/** Makes the page on reviews. @param {ReturnType<typeof reviewsPage>} [data] @returns {Page} */
export function reviews(data = reviewsPage()) {
  const {counts, open, soon, widgets, reviews: count} = data;
  const drafts = widgets.filter(({text}) => text.startsWith('draft')).length;
  return {
    path: 'reviews.html',
    title: 'Review state',
    description: 'Who has signed which words, and what is still a draft.',
    area: 'state',
    main: [
      h('h1', 'Review state'),
      h(
        'p',
        {className: ['lead']},
        !count && drafts === widgets.length
          ? 'All words are drafts: no clinician has reviewed any of them, and no native speaker any translation.'
          : `${drafts} of ${widgets.length} widgets and cards, counted by language, are drafts.`,
      ),
      h('p', [
        `Reviews so far: ${count || 'none'}. A signature counts for exactly the words that were seen: when they, a source or the English beside a translation change, it is gone. `,
        h('a', {href: 'docs/reviewing.html'}, 'How texts are reviewed'),
        '. ',
        h('a', {href: 'ledger.html'}, 'The ledger'),
        ' has every text with its sources.',
      ]),
      h('h2', {id: 'signed'}, 'Signed texts'),
      table(
        ['Language', 'Review', 'Texts', 'Signed'],
        counts.map(({language, kind, safety, signed, total, isNeeded}) => [
          languageName(language),
          `${kind}${isNeeded ? '' : ' (not needed)'}`,
          safety ? 'could hurt someone if wrong' : 'other',
          `${signed} of ${total}`,
        ]),
      ),
      h('h2', {id: 'widgets'}, 'Widgets, and the card for the wallet'),
      table(
        ['Widget', 'Language', 'State'],
        widgets.map(({widget, language, text}) => [widget, languageName(language), text]),
      ),
      h('h2', {id: 'open'}, 'No longer signed, or not approved'),
      findingList(open),
      h('h2', {id: 'soon'}, 'Due within two months'),
      findingList(soon),
    ],
  };
}
