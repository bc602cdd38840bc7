/** Questions on which sources disagree, for the clinician who reads a packet. */
import {createHash} from 'node:crypto';
import {identityOf} from './signatures.mjs';
import {describeReviewer} from './status.mjs';
import {canonical, hash, sourcesOf} from './subjects.mjs';

/** @import {Answer, Kind, Review} from './signatures.mjs' */
/** @import {Subject} from './subjects.mjs' */

/** @typedef {ReturnType<typeof questionsOf>[number]} Question */

/** Returns the start of the hash of a value. @param {unknown} value */
export const shortHash = (value) => createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16);

/** Returns the hash of all that an answer is given for: the English text and the positions. @param {string} text @param {object[]} positions */
export const askedOf = (text, positions) => hash(canonical([text, positions]));

/** Returns the choice in an answer, by which answers agree: the positions, or words of the reviewer alone. @param {Pick<Answer, 'chosen'|'other'>} answer */
export const choiceOf = ({chosen, other = ''}) => chosen.join(' ') || other;

/** Returns the answers to an open question of a message, of each person those of the latest day, and whether each was given for the question, the text and the positions as they are. An answer to what is no longer asked was given for an earlier wording. @param {{id: string, text: string, question: string, positions: object[], message: Subject['message']}} asked `text`: in English @param {Review[]} reviews */
export function answersTo({id, text, question, positions, message: {open = []}}, reviews) {
  const others = open.map((each) => each.question).filter((each) => each !== question);
  const all = reviews.flatMap(({answers = [], reviewer, on}) =>
    answers
      .filter((answer) => !others.includes(answer.question) && Object.hasOwn(answer.messages, id))
      .map((answer) => ({...answer, reviewer, on, person: identityOf(reviewer)})),
  );
  const isLater = (/** @type {typeof all[number]} */ one, /** @type {typeof one} */ than) =>
    one.person === than.person && one.on > than.on && [question, than.question].includes(one.question);
  return all
    .filter((answer) => !all.some((other) => isLater(other, answer)))
    .map(({question: asked, messages, chosen, other = '', person, reviewer, on}) => {
      const isCurrent = asked === question && messages[id] === askedOf(text, positions);
      const earlier = asked === question ? 'earlier words' : `the earlier wording “${asked}”`;
      const who = `${isCurrent ? '' : `for ${earlier} `}by ${describeReviewer(reviewer)}, ${on}`;
      const line = `Answered ${who}: ${[...chosen, other].join(' ').trim()}`;
      return {isCurrent, person, on, choice: choiceOf({chosen, other}), line};
    });
}

/** Returns the questions of a message without one current answer: nobody has given any, or people disagree. @param {Subject} subject @param {Review[]} reviews */
export const openIn = ({id, english, message}, reviews) =>
  (message.open ?? []).flatMap(({question, positions}) => {
    const answers = answersTo({id, text: english, question, positions, message}, reviews);
    const choices = new Set(answers.flatMap(({isCurrent, choice}) => (isCurrent ? choice : [])));
    return choices.size === 1 ? [] : [{id, question, wasAnswered: answers.length > 0}];
  });

/** Whether a source was not read whole. @param {string} name of {@link nameOf} */
export const isPartial = (name) => name.endsWith('*');

/** Before the names of sources of which nothing is quoted, and that were not read whole. */
export const UNREAD = 'Not read whole';

/** Returns the name of a source in rows, with an asterisk unless it was read whole; of a passage the place in the article. @param {Subject['citations'][number]} citation */
export const nameOf = ({ref, name, source}) =>
  `${name ?? ref.replace(/^source:|#.*$/gu, '')}${source && source.read?.extent !== 'whole' ? '*' : ''}`;

/**
 * Returns the questions on which sources disagree, for a clinician, each once. A position has the lines of its sources, or the row or
 * question that quotes them.
 *
 * @param {{number: number, own: Subject[]}[]} rows
 * @param {Kind} kind
 * @param {Review[]} reviews whose answers it has
 */
export function questionsOf(rows, kind, reviews) {
  const open = rows.flatMap(({number, own}) =>
    own.flatMap((subject) => (subject.message.open ?? []).map((each) => ({...subject, ...each, number}))),
  );
  const all = kind === 'clinical' ? open : [];
  const codes = all.map(({question, positions}) => shortHash([question, positions]));
  const linesOf = (/** @type {Subject['citations']} */ citations) =>
    citations.flatMap(({source}) => source?.says ?? []);
  /** @type {Map<string, string>} */
  const places = new Map();
  for (const {number, own} of rows.toReversed())
    for (const {quote: line} of linesOf(own.flatMap(sourcesOf))) places.set(line, ` row ${number}`);
  return [...new Set(codes)].map((code, index) => {
    const same = all.filter((_, at) => codes[at] === code);
    const [{question, text, positions}] = same;
    const numbers = [...new Set(same.map(({number}) => number))];
    /** @param {string} key */
    const cite = (key) => {
      const cited = same.flatMap(({asked}) => asked.filter(({ref}) => ref === `source:${key}`));
      const lines = linesOf(cited);
      const fresh = lines.filter(({quote: line}) => !places.has(line));
      for (const {quote: line} of fresh) places.set(line, ` question ${index + 1}`);
      const [place = ` (${isPartial(nameOf(cited[0])) ? UNREAD.toLowerCase() : 'no line'})`] = lines.map(
        ({quote: line}) => places.get(line),
      );
      const said = new Set(fresh.map((line) => `“${line.quote}” (${line.where})`));
      if (said.size) return `${nameOf(cited[0])}: ${[...said].join(' ')}`;
      return nameOf(cited[0]) + (numbers.some((number) => place === ` row ${number}`) ? '' : place);
    };
    const answers = same.flatMap((each) => answersTo({...each, text: each.english}, reviews));
    return {
      ...{code, question, numbers, text, current: answers.filter(({isCurrent}) => isCurrent)},
      messages: Object.fromEntries(same.map(({id, english}) => [id, askedOf(english, positions)])),
      earlier: [...new Set(answers.map(({line}) => line))],
      positions: positions.map(({says, sources}) => ({says, sources: sources.map(cite)})),
    };
  });
}

/** Returns the rows of a question, and their text unless the question before it has it. @param {Question} question @param {number} index @param {Question[]} all */
export const placeOf = ({numbers, text}, index, all) =>
  `Row ${numbers.join(', ')}${text === all[index - 1]?.text ? '' : `: “${text}”`}`;
