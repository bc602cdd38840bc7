/** Rules for what Orca has said: a transcript that breaks one is no baseline, whoever accepts it. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../src/tools/project.mjs';
import {isGlued} from '../heard/tree.mjs';

/** Repeated all the same: panels that end together, a textphone (see docs/accessibility.md), groups that a jump to the heading with their name enters. */
const REPEATED =
  /^(leaving panel|Textphone \(TTY\), |Does the treatment include this|¿El tratamiento incluye esto|هل يشمل العلاج هذا)/;

/** Role or state, alone or at the end of an utterance. */
const ROLE =
  'heading \\d|(not )?(selected|checked)|((toggle|radio) )?button|check box|collapsed|expanded|link|panel|(invalid )?entry';

/** Languages, bullet, roles and punctuation around the words of an utterance. */
const AROUND = new RegExp(`^(\\[.+?\\]|[•◦]) |(?<!^leaving)(( |^)(${ROLE}))+\\.?$|[\\p{P}\\s]+$`, 'gu');

const wordsOf = (/** @type {string} */ said) => said.replace(AROUND, '').replace(AROUND, '');

/** Returns whether an utterance begins with all words of the one before it, or with the last one. @param {string} said @param {string} before */
function isRepeated(said, before) {
  const [now, old] = [wordsOf(said), wordsOf(before)];
  const beginsWith = (/** @type {string} */ words) => !!old && `${now},`.startsWith(words);
  const last = /\p{L}{3,}$/u.exec(old)?.[0] ?? '.';
  return beginsWith(`${old},`) || (old.includes(' ') && beginsWith(`${old} `)) || /^\p{L}+/u.exec(now)?.[0] === last;
}

/** Roles without need, such as that of a list of one item, and roles that are needed: Firefox calls a required field invalid, a native one too, and its own message an alert; Chromium names all parts of a description list. */
const ROLES =
  /(^| )((status bar|blank|section|separator|embedded|unknown)\.?$|clickable)|^(alert|form|description|invalid|List with 1 item)/;
const NEEDED = /^(invalid entry|alert\.|description (term|value))$/i;

/** Rules; each returns whether an utterance, after another one, breaks it. @type {Record<string, (said: string, before: string) => boolean>} */
const RULES = {
  'names a role without need': (said) => ROLES.test(said) && !NEEDED.test(said),
  'has sentences without a space': isGlued,
  // The bullet of an item that begins with a link, and the comma after a name in another language, are utterances of their own.
  'has no word': (said, before) =>
    !/[\p{L}\p{N}]/u.test(said) && said !== '•' && !(/^[,،]$/.test(said) && before.startsWith('[')),
  'has its number or a colon behind a stop': (said) => /^\. \d|[.?!؟][:;]/.test(said),
  'is cut behind an abbreviation': (said) => /^\p{L}{1,2}\.$/u.test(said) && !/^(No|Sí|لا|OK)\.$/.test(said),
  'has a word twice': (said) => /(?<![\p{L}\p{N}])(\p{L}{3,})[,.:]? \1(?![\p{L}\p{N}])/u.test(said),
  'has a space before a comma': (said) => /\S [,،]/.test(said),
  'has a Latin comma in Arabic': (said) => /\p{Script=Arabic} ?,/u.test(said),
  'has a sign that is no bullet': (said) => /[▸◂▾▴■→←]|.[•◦]/.test(said),
  'repeats the words before it': (said, before) => !REPEATED.test(said) && isRepeated(said, before),
};

/** Breaks each rule, in order: a rule that no longer finds its faults is one itself. A slash is between utterances. */
const BROKEN = [
  'More help clickable link | form | alert | List with 1 item',
  'First.Second | or CPR.Gasping | for HIV.The | off.”Snoring | (a spray.)Naloxone | بات کریں۔اگر | (CPR).تعني | ' +
    'bien.¿Quiere | bien?¡Llame | Lifeline,988 | now.988 | first…Next | Stop.\u2068Call',
  '.',
  '. 7ابقوا | Stay.:',
  'm.',
  'Call Call 555',
  'Medicine , Body',
  'واحد, اثنان',
  '▸ More help collapsed button',
  '[en] More help: link / More help, by phone | Medicine / heading 4 / Medicine / panel',
];

/** Returns a line for each broken rule. An empty utterance ends a sequence. @param {string[]} utterances */
function faultsIn(utterances) {
  let before = '';
  return utterances.flatMap((said) => {
    const broken = Object.keys(RULES).filter((rule) => said && RULES[rule](said.replace(/^\[.+?\] /, ''), before));
    const faults = broken.map((rule) => `${rule}: ${before} / ${said}`);
    // A role alone does not part the words around it.
    if (!said || wordsOf(said) || !/\p{L}/u.test(said)) before = said;
    return faults;
  });
}

test('each rule finds its own faults alone', () => {
  for (const [index, rule] of Object.keys(RULES).entries())
    for (const example of BROKEN[index].split(' | '))
      assert.match(faultsIn(example.split(' / ')).join('\n'), RegExp(`^${rule}: .*$`));
  assert.deepEqual(faultsIn(['The U.S. and the U.K.', 'U.S. law', '不要等。請打電話。', 'Form: 9:30, 2.5, 1,000']), []);
});

for (const browser of ['firefox', 'chromium'])
  test(`nothing in ${browser}’s transcripts is noise, glued together or said twice`, () => {
    for (const part of readFileSync(join(root, `test/heard/${browser}.txt`), 'utf8').split(/^(?=# )/m)) {
      const said = part.split('\n').flatMap((line) => (line.startsWith('  ') ? line.trim().split(/ — */) : ['']));
      // In the demo, a partner’s page, the name of a group is that of its heading. Chromium puts a space before a comma that is not seen.
      const isFault = (/** @type {string} */ each) =>
        !(part.startsWith('# demo') && /^repeats.+: (More help|Más ayuda|مزيد من المساعدة) \/ /.test(each)) &&
        !(browser === 'chromium' && /^# (demo, )?treatment/.test(part) && each.startsWith('has a space before'));
      assert.deepEqual(faultsIn(said).filter(isFault), []);
    }
  });
