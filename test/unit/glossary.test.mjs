/** The glossary gives each thing one name, refuses the others, and explains the name to translators. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {checkCopy} from '../../src/tools/copy/check-copy.mjs';
import {readGlossary, readWordRules, wholeWords} from '../../src/tools/content/word-rules.mjs';
import {describeMessage} from '../../src/tools/generate/messages-module.mjs';

const glossary = readGlossary();
const rulesOf = (text, more = {}) =>
  checkCopy({
    records: [
      {id: 'faq.answer', widget: 'faq', kind: 'text', edit: 'adapted', from: ['source:a-study'], text, ...more},
    ],
    terms: readWordRules('en'),
  }).map(({rule}) => rule);

describe('glossary', () => {
  test('has each term once, and no term that it refuses itself', () => {
    const terms = glossary.map(({term}) => term);
    assert.deepEqual([...new Set(terms)], terms);
    for (const {term, meaning, not} of glossary)
      for (const other of glossary.flatMap((entry) => entry.not))
        for (const text of [term, meaning, ...not.map(() => term)])
          assert.doesNotMatch(text, wholeWords(other.pattern), `${term}: ${other.name}`);
  });

  test('refuses other names', () => {
    for (const text of [
      'Ask about medication.',
      'Do not stop treatment medicine.',
      'Ask your provider.',
      'Do what the dispatcher says.',
      'You can relapse.',
      'The urge is strong.',
      'Narcotics slow breathing.',
      'Call a hotline.',
      'Give Narcan.',
      'Talk with a therapist.',
    ])
      assert.deepEqual(rulesOf(text), ['glossary'], text);
  });

  test('explains its terms in the note for translators', () => {
    const text = 'Keep naloxone close.';
    /** @type {Parameters<typeof describeMessage>[0]} */
    const message = {key: 'a', kind: 'text', text, edit: 'added', reason: 'A reason.', checked: '2026-11-24'};
    assert.match(
      describeMessage(message, new Map(), glossary),
      /A reason\. Glossary, “naloxone”: The emergency medicine that reverses an opioid overdose\.$/u,
    );
  });
});
