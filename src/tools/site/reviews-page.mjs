/** The page on the state of the reviews; `npm run review` prints the next steps. */
import {h} from 'hastscript';
import {languageName} from '../content/cldr-data.mjs';
import {describeState, standingOf} from '../review/report.mjs';
import {dayOf, readReviews} from '../review/signatures.mjs';
import {readCorpus} from '../review/subjects.mjs';

/** @import {Finding} from '../review/status.mjs' */
/** @import {Standing} from '../review/report.mjs' */
/** @import {Page} from './layout.mjs' */

/** Reads the state of all reviews today. */
export const readStanding = () => standingOf(readCorpus(), readReviews(), dayOf());

/** States how many texts are drafts, and claims no review that nobody has given. @param {Standing} standing */
export function honestState({widgets, reviews}) {
  const drafts = widgets.filter(({state}) => state === 'draft').length;
  if (drafts === widgets.length)
    return reviews
      ? 'Not ready to publish: no widget has been reviewed as a whole.'
      : 'Not ready to publish: all words are drafts. No clinician has reviewed any of them, and no native speaker any translation.';
  return drafts
    ? `Some words are drafts: ${drafts} of ${widgets.length} widgets and cards, counted by language.`
    : 'The words have been reviewed. Each widget names by whom, and until when that counts.';
}

/** @param {string[]} heads @param {string[][]} rows */
function table(heads, rows) {
  const head = heads.map((each) => h('th', {scope: 'col'}, each));
  const toCells = (/** @type {string[]} */ cells) => cells.map((cell) => h('td', cell));
  const body = rows.map(([first, ...cells]) => h('tr', [h('th', {scope: 'row'}, first), ...toCells(cells)]));
  return h('table', [h('thead', h('tr', head)), h('tbody', body)]);
}

/** @param {Finding} finding */
const findingItem = ({id, language, kind, why}) =>
  h('li', h('code', id), `, ${languageName(language)}, ${kind}: ${why}`);

/** @param {Finding[]} findings */
const findingList = (findings) => (findings.length ? h('ul', findings.map(findingItem)) : h('p', 'None.'));

/** Makes the page. @param {Standing} standing @returns {Page} */
export const reviewsPage = (standing) => ({
  path: 'reviews.html',
  title: 'Review state',
  description: 'Who has signed which words, and what is still a draft.',
  area: 'state',
  main: [
    h('h1', 'Review state'),
    h('p.lead', honestState(standing)),
    h('p', [
      `Reviews so far: ${standing.reviews || 'none'}. A signature counts for exactly the words that were seen: when they, a source or the English beside a translation change, it is gone. `,
      h('a', {href: 'docs/reviewing.html'}, 'How texts are reviewed'),
      '. ',
      h('a', {href: 'ledger.html'}, 'The ledger'),
      ' has every text with its sources.',
    ]),
    h('h2', {id: 'signed'}, 'Signed texts'),
    table(
      ['Language', 'Review', 'Texts', 'Signed'],
      standing.counts.map(({language, kind, safety, signed, total, isNeeded}) => [
        languageName(language),
        `${kind}${isNeeded ? '' : ' (not needed)'}`,
        safety ? 'could hurt someone if wrong' : 'other',
        `${signed} of ${total}`,
      ]),
    ),
    h('h2', {id: 'widgets'}, 'Widgets, and the card for the wallet'),
    table(
      ['Widget', 'Language', 'State'],
      standing.widgets.map((each) => [each.widget, languageName(each.language), describeState(each)]),
    ),
    h('h2', {id: 'open'}, 'No longer signed, or not approved'),
    findingList(standing.open),
    h('h2', {id: 'soon'}, 'Due within two months'),
    findingList(standing.soon),
  ],
});
