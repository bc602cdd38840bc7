/** Bad copy is rejected by the rule that it breaks; good copy and the copy that ships pass. */
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {checkCopy} from '../../src/tools/content/check-copy.mjs';
import {copyRecords, translationRecords} from '../../src/tools/content/copy-records.mjs';
import {contentFolder, readCopies, readTerms} from '../../src/tools/content/read-content.mjs';
import {countSpanishSyllables, measureCopy} from '../../src/tools/content/reading-level.mjs';
import {readWordRules} from '../../src/tools/content/word-rules.mjs';
import {parseXliff, readXliff} from '../../src/tools/locales/xliff.mjs';

const message = (text, more = {}) => ({
  id: 'faq.answer',
  widget: 'faq',
  grade: 8,
  kind: 'text',
  edit: 'adapted',
  text,
  ...more,
});
const check = (records, lang = 'en') => checkCopy({records: [records].flat(), terms: readWordRules(lang), lang});
const rulesOf = (records, lang) => [...new Set(check(records, lang).map(({rule}) => rule))];

/** Asserts that a text breaks exactly these rules. */
const breaks = (rules, text, more, lang) => assert.deepEqual(rulesOf(message(text, more), lang), rules, text);
const passes = (text, more, lang) => breaks([], text, more, lang);

describe('term rule', () => {
  test('rejects labels for people', () => {
    for (const text of [
      'Heroin users need care.',
      'An addict can recover.',
      'People addicted to heroin can recover.',
      'She has a history of heroin abuse.',
      'Ask about medication-assisted treatment.',
      'Ask about opioid replacement therapy.',
      'Stay clean.',
      'It can help to block the high.',
      'A person who failed treatment can try again.',
    ])
      breaks(['term'], text);
  });

  test('matches whole words', () => {
    for (const text of [
      'People with a heroin addiction can recover.',
      'A person who uses heroin can recover.',
      'The risk is higher after detox.',
      'You are at high risk after a break.',
      'New habits take time.',
      'It is not you who failed.',
    ])
      passes(text);
  });

  test('allows “relapse” in a title or a quotation', () => {
    passes('After a relapse', {id: 'relapse-guide.heading'});
    passes('After a relapse', {id: 'relapse-guide.step-title'});
    passes('You can relapse.', {edit: 'quoted'});
    breaks(['glossary'], 'After a relapse', {id: 'relapse-guide.headings-note'});
    breaks(['term'], 'A user in need', {id: 'relapse-guide.heading'});
  });

  test('ignores placeholders', () =>
    passes('This line is run by {user}.', {kind: 'rich', placeholders: {user: 'a name'}}));

  test('differs by language', () => {
    for (const text of [
      'Un drogadicto puede recuperarse.',
      'Los toxicómanos.',
      'El abuso de drogas.',
      'Llevo un mes limpia.',
    ])
      breaks(['term'], text, {}, 'es');
    for (const text of [
      'Una persona con adicción puede recuperarse.',
      'En caso de sobredosis, llame.',
      'Evite las bebidas alcohólicas.',
    ])
      passes(text, {}, 'es');
    for (const text of ['يمكن للمدمنين أن يتعافوا.', 'المُدمِنون', 'متعاطي المخدرات', 'سوء استخدام المخدرات'])
      breaks(['term'], text, {}, 'ar');
    for (const text of ['الإدمان مرض يمكن علاجه.', 'الشخص الذي يتعاطى الهيروين يمكنه أن يتعافى.'])
      passes(text, {}, 'ar');
    assert.deepEqual(readTerms('es-419'), readTerms('es'));
    assert.equal(readTerms('fr'), undefined);
  });

  test('suggests alternatives', () =>
    assert.match(check(message('Heroin users need care.'))[0].message, /“users” .*person who uses heroin/u));

  test('has complete entries with valid patterns', () => {
    for (const file of readdirSync(join(contentFolder, 'terms')))
      for (const entry of readTerms(file.replace('.json', ''))) {
        for (const key of ['term', 'pattern', 'use', 'basis'])
          assert.ok(entry[key], `${file}: ${entry.term} has ${key}`);
        assert.ok(entry.allowIn.every((place) => place === 'title' || place === 'quotation'));
        assert.ok(new RegExp(entry.pattern, 'iu'));
      }
  });
});

describe('sentences', () => {
  const words = (count) => `${Array(count).fill('go').join(' ')}.`;

  test('have a limit per language', () => {
    passes(words(20));
    breaks(['long-sentence'], words(21));
    assert.deepEqual(rulesOf(message(words(25)), 'es'), []);
    assert.deepEqual(rulesOf(message(words(26)), 'es'), ['long-sentence']);
    assert.deepEqual(rulesOf(message(words(22)), 'ar'), []);
    assert.deepEqual(rulesOf(message(words(23)), 'ar'), ['long-sentence']);
  });

  test('are counted separately, with a placeholder as a word', () => {
    passes(`${words(12)} G${words(12)}`);
    const rich = {kind: 'rich', placeholders: {number: 'a number'}};
    passes(`{number} ${words(19)}`, rich);
    breaks(['long-sentence'], `{number} ${words(20)}`, rich);
    passes(`Stay calm and call now. {number} ${words(17)}`, rich);
  });
});

describe('reading level', () => {
  const hard = 'Comprehensive hospitalization addresses behavioral considerations';
  /** Repeats a sentence with variations. */
  const repeat = (count, sentence, more) =>
    Array.from({length: count}, (_, i) => message(`${sentence} ${'abcdefgh'[i]}.`, more));

  test('is the grade of all copy of a widget', () => {
    assert.deepEqual(
      check(repeat(5, hard)).map(({id, rule}) => [id, rule]),
      [['faq', 'grade']],
    );
    assert.deepEqual(rulesOf(repeat(5, 'Remember to stay with the person', {grade: 1})), ['grade']);
    assert.deepEqual(rulesOf(repeat(5, 'Stay with him', {grade: 1})), []);
    const plain = repeat(8, 'Call for help now and stay with them until help has come to you');
    assert.deepEqual(rulesOf([message(`${hard}.`), ...plain]), []);
    assert.deepEqual(rulesOf([...repeat(5, hard), ...plain.map((record) => ({...record, widget: 'other'}))]), [
      'grade',
    ]);
  });

  test('is not judged by a few sentences', () => assert.deepEqual(rulesOf(repeat(4, hard)), []));

  test('agrees with a manual count', () => {
    // 13 words in 2 sentences, 15 syllables.
    const [{grade, words, sentences}] = measureCopy({
      records: [message('The cat sat on the mat. Children like to play with it today.')],
    });
    assert.equal(words, 13);
    assert.equal(sentences, 2);
    assert.equal(grade.toFixed(2), (0.39 * 6.5 + (11.8 * 15) / 13 - 15.59).toFixed(2));
  });

  test('ignores names of medicines, placeholders and headings', () => {
    const grade = (...texts) => measureCopy({records: texts.map((text) => message(text, {kind: 'rich'}))})[0].grade;
    assert.equal(grade('Ask for help now.'), grade('Ask for help now {buprenorphineAvailability}.'));
    assert.equal(grade('Ask for help now.'), grade('Ask for buprenorphine help now.'));
    assert.equal(grade('Ask for help now.'), grade('Ask for help now.', 'Comprehensive rehabilitation considerations'));
    assert.equal(grade('Medication considerations'), undefined);
  });

  test('uses the INFLESZ scale in Spanish', () => {
    assert.deepEqual(rulesOf(repeat(5, 'Consideraciones biológicas fundamentales'), 'es'), ['readability']);
    assert.deepEqual(rulesOf(repeat(5, 'Quédese con la persona hasta que llegue la ayuda'), 'es'), []);
  });

  test('counts Spanish syllables', () => {
    const counts = {
      sol: 1,
      casa: 2,
      ayuda: 3,
      bien: 1,
      país: 2,
      guía: 2,
      queso: 2,
      poeta: 3,
      rey: 1,
      corazón: 3,
      agua: 2,
      muy: 1,
      sobredosis: 4,
      heroína: 4,
      respira: 3,
      averigüe: 4,
    };
    for (const [word, count] of Object.entries(counts)) assert.equal(countSpanishSyllables(word), count, word);
  });
});

describe('characters', () => {
  test('rejects telephone numbers, but not small numbers', () => {
    for (const number of ['988', '1-800-662-4357', '116 123', '9-1-1', '(08) 12 34', '٩٨٨'])
      breaks(['number'], `Call ${number} now.`);
    for (const text of [
      'Give one more dose after 2 to 3 minutes.',
      'It can wear off in 30 to 90 minutes.',
      'Open 24 hours, 7 days a week.',
    ])
      passes(text);
  });

  test('rejects markup', () => {
    for (const text of ['Call <b>now.', 'Breathing > none', 'Stop & wait.']) breaks(['markup'], text);
  });

  test('rejects leading, trailing and repeated white space', () => {
    for (const text of [' Call now.', 'Call now. ', 'Call  now.', 'Call\nnow.']) breaks(['white-space'], text);
  });

  test('rejects capitals, except in known abbreviations', () => {
    breaks(['capitals'], 'Call NOW.');
    breaks(['capitals'], 'LLAME ahora.', {}, 'es');
    passes('Give CPR. I can help.');
  });

  test('rejects exclamation marks', () => {
    breaks(['exclamation'], 'Call now!');
    breaks(['exclamation'], '¡Llame ahora!', {}, 'es');
  });
});

describe('placeholders', () => {
  const rich = (placeholders) => ({kind: 'rich', placeholders});

  test('must be declared, used and closed', () => {
    passes('Call {number} now.', rich({number: 'a link'}));
    breaks(['placeholder'], 'Call {number} now.', rich({}));
    breaks(['placeholder'], 'Call now.', rich({number: 'a link'}));
    breaks(['placeholder'], 'Call {number now.', rich({}));
    breaks(['placeholder'], 'Call number} now.', rich({}));
    breaks(['placeholder'], 'Call {the number} now.', rich({'the number': 'a link'}));
    breaks(['placeholder'], 'Call {} now.', rich({}));
  });

  test('are not allowed in plain texts', () =>
    breaks(['placeholder'], 'Call {number} now.', {placeholders: {number: 'a link'}}));
});

describe('translations', () => {
  const xliff = (units) => `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file target-language="es" source-language="en" original="lit-localize-inputs" datatype="plaintext">
<body>${units}</body>
</file>
</xliff>`;
  const number = '<x id="0" equiv-text="${number}"/>';
  const english = [message('Call {number} now.', {kind: 'rich', placeholders: {number: 'a link'}})];
  const findings = (target, state = '') => {
    const unit = `<trans-unit id="faq.answer">
  <source>Call ${number} now.</source>
  <target${state}>${target}</target>
  <note from="lit-localize">Call 911!</note>
</trans-unit>`;
    const {lang, records} = translationRecords(parseXliff(xliff(unit)), english);
    return rulesOf(records, lang);
  };

  test('are read as text with placeholders', () => {
    const unit = `<trans-unit id="faq.answer"><source>a ${number}</source><target>Llame al ${number} &amp; <x id="1" equiv-text="&lt;b>"/>.</target></trans-unit>`;
    const {lang, records} = translationRecords(parseXliff(xliff(unit)), english);
    assert.equal(lang, 'es');
    assert.deepEqual(records, [
      {
        id: 'faq.answer',
        widget: 'faq',
        kind: 'rich',
        edit: 'adapted',
        text: 'Llame al {number} & {x1}.',
        source: 'a {number}',
      },
    ]);
  });

  test('must keep each placeholder of the English text', () => {
    assert.deepEqual(findings(`Llame al ${number} ahora.`), []);
    assert.deepEqual(findings('Llame ahora.'), ['placeholder']);
    assert.deepEqual(findings(`Llame al ${number} o al ${number} ahora.`), ['placeholder']);
    assert.deepEqual(findings('Llame al <x id="0" equiv-text="${name}"/> ahora.'), ['placeholder']);
  });

  test('follow the rules of their language', () => {
    assert.deepEqual(findings(`Los adictos llaman al ${number}.`), ['term']);
    assert.deepEqual(findings(`Llame al ${number} o al 116 123.`), ['number']);
    assert.deepEqual(findings(`Llame al ${number} &amp; espere.`), ['markup']);
    assert.deepEqual(findings(`${'va '.repeat(25)}al ${number}.`), ['long-sentence']);
  });

  test('of a variant of English are checked with all of its text, by the rules of English', () => {
    const variant = (/** @type {string} */ target) => {
      const unit = `<trans-unit id="faq.answer"><source>Call ${number} now.</source>${target}</trans-unit>`;
      return translationRecords(
        parseXliff(xliff(unit).replace('target-language="es"', 'target-language="en-GB"')),
        english,
      );
    };
    const {lang, records} = variant('');
    assert.equal(lang, 'en-GB');
    assert.equal(records[0].text, 'Call {number} now.');
    assert.equal(records[0].grade, english.find(({id}) => id === 'faq.answer')?.grade);
    const rules = (/** @type {string} */ text) => {
      const {records: checked} = variant(`<target>${text} ${number}.</target>`);
      return checkCopy({records: checked, terms: readTerms('en-GB') ?? [], lang}).map(({rule}) => rule);
    };
    assert.deepEqual(rules('Ring'), []);
    assert.deepEqual(rules('Addicts ring'), ['term']);
    assert.deepEqual(rules(`Ring ${'and ring '.repeat(10)}now`), ['long-sentence']);
  });

  test('are ignored while they do not ship', () => {
    assert.deepEqual(findings('Llame ahora.', ' state="needs-review-translation"'), []);
    const untranslated = xliff('<trans-unit id="faq.answer"><source>Call.</source></trans-unit>');
    assert.deepEqual(translationRecords(parseXliff(untranslated), english).records, []);
  });
});

describe('copy that ships', () => {
  const english = copyRecords(readCopies());
  const format = (findings) => findings.map(({id, rule, message: text}) => `${id} ${rule}: ${text}`);

  test('English copy passes', () => {
    assert.ok(english.length > 0);
    assert.deepEqual(format(check(english)), []);
  });

  const locales = join(contentFolder, '../locales');
  for (const file of readdirSync(locales).filter((name) => name.endsWith('.xlf')))
    test(`${file} passes`, () => {
      const {lang, records} = translationRecords(readXliff(join(locales, file)), english);
      assert.ok(readTerms(lang), `src/content/terms has a list for ${lang}`);
      assert.deepEqual(format(check(records, lang)), []);
    });
});
