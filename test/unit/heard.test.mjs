/** Rules for what Orca has said: a transcript that breaks one is no baseline, whoever accepts it. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../src/tools/project.mjs';
import {GLUED} from '../heard/tree.mjs';

/** Rules; each returns whether an utterance, after another one, breaks it. @type {Record<string, (said: string, before: string) => boolean>} */
const RULES = {
  'names a role without need': (said) =>
    /(^| )(status bar|blank|clickable|section|separator|embedded|unknown)\.?$/.test(said),
  'has sentences without a space': (said) => GLUED.test(said),
  // The bullet of an item that begins with a link, and the comma after a name in another language, are utterances of their own.
  'has no word': (said, before) =>
    !/[\p{L}\p{N}]/u.test(said) && said !== '•' && !(/^[,،]$/.test(said) && before.startsWith('[')),
  'has a word twice': (said) => /(?<![\p{L}\p{N}])(\p{L}{3,})[,.:]? \1(?![\p{L}\p{N}])/u.test(said),
  'repeats the words before it': (said, before) =>
    (said === before && said !== 'leaving panel.') ||
    (/^\p{L}{3,}/u.exec(said)?.[0] ?? '.') === /\p{L}+$/u.exec(before)?.[0],
};

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
