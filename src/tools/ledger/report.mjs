/** Formats the ledger as text. */
import {totalsOf} from './ledger.mjs';

/** @import {Problem, Row} from './ledger.mjs' */

const idWidth = 18;

/** @param {Row} row */
function formatRow({passage, shownBy, leftOut}) {
  const fates = [
    ...(shownBy.length ? [`→ ${shownBy.join(', ')}`] : []),
    ...(leftOut ? [`– ${leftOut.why}${leftOut.widget ? ` (${leftOut.widget})` : ''}: ${leftOut.reason}`] : []),
  ];
  return [
    ...(passage.kind === 'heading' ? ['', `## ${passage.section}`] : []),
    `${passage.id.padEnd(idWidth)}${passage.kind === 'heading' ? `“${passage.text}”` : passage.text}`,
    ...(fates.length ? fates : ['✗ neither shown nor left out']).map((fate) => `${' '.repeat(idWidth)}${fate}`),
  ];
}

/** Formats the article section by section, with totals. @param {Row[]} rows */
export function formatLedger(rows) {
  const {passages, shown, leftOut, covered, percent} = totalsOf(rows);
  const counts = Object.entries(leftOut).map(([why, count]) => `${why} ${count}`);
  return [
    ...rows.flatMap(formatRow),
    '',
    `${passages} passages: ${shown} shown, left out: ${counts.join(', ') || 'none'}.`,
    // Rounded down, so that 100 % means all.
    `Covered: ${covered} of ${passages}, ${Math.floor(percent)} %.`,
  ].join('\n');
}

/**
 * Formats the texts that need no source only because they are labels or headings that state no fact.
 *
 * @param {{id: string, text: string}[]} bare
 */
export const formatBare = (bare) =>
  [
    `Labels and headings about safety or medicines, without a source because they state no fact: ${bare.length || 'none'}`,
    ...bare.map(({id, text}) => `    ${id}: “${text}”`),
  ].join('\n');

/** @param {Problem[]} problems */
export const formatProblems = (problems) =>
  problems
    .flatMap(({kind, subject, records, message}) => [
      `✗ ${kind}: ${subject}${records.length ? `, in ${records.join(', ')}` : ''}`,
      ...message.split('\n').map((line) => `    ${line}`),
    ])
    .join('\n');
