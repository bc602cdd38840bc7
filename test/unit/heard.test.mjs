/** Rules for what Orca has said: a transcript that breaks one is no baseline, whoever accepts it. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../src/tools/project.mjs';
import {GLUED} from '../heard/tree.mjs';

/** Repeated all the same: panels that end together, a textphone (see docs/accessibility.md), groups that a jump to the heading with their name enters. */
const REPEATED =
  /^(leaving panel|Textphone \(TTY\), |Does the treatment include this|¿El tratamiento incluye esto|هل يشمل العلاج هذا)/;

/** Languages, bullet, roles and punctuation around the words of an utterance. */
const AROUND =
  /^(\[.+?\] )?([•◦] )?|(?<!^leaving)( (heading \d|(not )?(selected|checked)|(toggle |radio )?button|collapsed|expanded|link|panel|entry))+\.?$|[\p{P}\s]+$/gu;

/** Returns whether an utterance begins with all words of the one before it, or with the last one. @param {string} said @param {string} before */
function isRepeated(said, before) {
  const [now, old] = [said, before].map((each) => each.replace(AROUND, '').replace(AROUND, ''));
  const beginsWith = (/** @type {string} */ words) => !!old && `${now},`.startsWith(words);
  const last = /\p{L}{3,}$/u.exec(old)?.[0] ?? '.';
  return beginsWith(`${old},`) || (old.includes(' ') && beginsWith(`${old} `)) || /^\p{L}+/u.exec(now)?.[0] === last;
}

/** Rules; each returns whether an utterance, after another one, breaks it. @type {Record<string, (said: string, before: string) => boolean>} */
const RULES = {
  'names a role without need': (said) =>
    /(^| )((status bar|blank|section|separator|embedded|unknown)\.?$|clickable)/.test(said),
  'has sentences without a space': (said) => GLUED.test(said),
  // The bullet of an item that begins with a link, and the comma after a name in another language, are utterances of their own.
  'has no word': (said, before) =>
    !/[\p{L}\p{N}]/u.test(said) && said !== '•' && !(/^[,،]$/.test(said) && before.startsWith('[')),
  'has a word twice': (said) => /(?<![\p{L}\p{N}])(\p{L}{3,})[,.:]? \1(?![\p{L}\p{N}])/u.test(said),
  'has a sign that is no bullet': (said) => /[▸◂▾▴■→←]|.[•◦]/.test(said),
  'repeats the words before it': (said, before) => !REPEATED.test(said) && isRepeated(said, before),
};

/** Breaks each rule once, an utterance after another one: a rule that no longer finds its fault is one itself. */
const BROKEN = [
  ['One', 'More help clickable link'],
  ['One', 'First.Second'],
  ['One', '.'],
  ['One', 'Call Call 555'],
  ['One', '▸ More help collapsed button'],
  ['[en] More help: link', 'More help, by phone'],
];

test('each rule finds its own fault alone', () => {
  const found = BROKEN.map(([before, said]) => Object.keys(RULES).filter((rule) => RULES[rule](said, before)));
  assert.deepEqual(found.flat(), Object.keys(RULES));
});

for (const browser of ['firefox', 'chromium'])
  test(`nothing in ${browser}’s transcripts is noise, glued together or said twice`, () => {
    const text = readFileSync(join(root, `test/heard/${browser}.txt`), 'utf8');
    let before = '';
    // The name of a group in the demo, a partner’s page, is that of its heading.
    for (const line of text.replace(/\n# demo[^]*?(?=\n# |$)/g, '').split('\n'))
      for (const said of line.startsWith('  ') ? line.trim().split(/ — */) : ['']) {
        for (const [rule, isBroken] of said ? Object.entries(RULES) : [])
          assert.ok(!isBroken(said.replace(/^\[.+?\] /, ''), before), `${before} / ${said} ${rule}`);
        before = said;
      }
  });
