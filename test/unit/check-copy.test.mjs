/** Bad copy is rejected by the rule that it breaks; good copy and the copy that ships pass. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {contentFolder, readCopies, readSources, readTerms} from '../../src/tools/content/read-content.mjs';
import {checkCopy} from '../../src/tools/copy/check-copy.mjs';
import {checkNames} from '../../src/tools/copy/check-names.mjs';
import {ceilingFor, countSpanishSyllables, measureCopy} from '../../src/tools/copy/reading-level.mjs';
import {copyRecords, translationRecords} from '../../src/tools/copy/records.mjs';
import {readWordRules, wholeWords} from '../../src/tools/content/word-rules.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {parseXliff, readXliff} from '../../src/tools/locales/xliff.mjs';

/** @returns {import('../../src/tools/copy/records.mjs').CopyRecord} */
const message = (text, more = {}) => ({
  id: 'faq.answer',
  widget: 'faq',
  grade: 8,
  kind: 'text',
  edit: 'adapted',
  from: ['source:a-study'],
  text,
  ...more,
});
const check = (records, lang = 'en') => checkCopy({records: [records].flat(), terms: readWordRules(lang), lang});
const rulesOf = (records, lang) => [...new Set(check(records, lang).map(({rule}) => rule))];

/** Asserts that a text breaks exactly these rules. */
const breaks = (rules, text, more, lang) => assert.deepEqual(rulesOf(message(text, more), lang), rules, text);
const passes = (text, more, lang) => breaks([], text, more, lang);
/** Asserts that each text breaks exactly these rules. @param {string[]} rules @param {string[]} texts */
const eachBreaks = (rules, texts, lang = 'en') => texts.forEach((text) => breaks(rules, text, {}, lang));

describe('term rule', () => {
  test('rejects labels for people', () => {
    eachBreaks(
      ['term'],
      [
        'Heroin users need care.',
        'A dope fiend can recover.',
        'An addict can recover.',
        'People addicted to heroin can recover.',
        'She has a history of heroin abuse.',
        'Ask about medication-assisted treatment.',
        'Ask about opioid replacement therapy.',
        'Stay clean.',
        'This holds for any opiate.',
        'It can help to block the high.',
        'A person who failed treatment can try again.',
      ],
    );
  });

  test('matches whole words', () => {
    eachBreaks(
      [],
      [
        'People with a heroin addiction can recover.',
        'A person who uses heroin can recover.',
        'The risk is higher after detox.',
        'You are at high risk after a break.',
        'New habits take time.',
        'It is not you who failed.',
      ],
    );
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
    eachBreaks(
      ['term'],
      ['Un drogadicto puede recuperarse.', 'Los toxicómanos.', 'El abuso de drogas.', 'Llevo un mes limpia.'],
      'es',
    );
    eachBreaks(
      [],
      [
        'Una persona con adicción puede recuperarse.',
        'En caso de sobredosis, llame.',
        'Evite las bebidas alcohólicas.',
      ],
      'es',
    );
    eachBreaks(['term'], ['يمكن للمدمنين أن يتعافوا.', 'المُدمِنون', 'متعاطي المخدرات', 'سوء استخدام المخدرات'], 'ar');
    eachBreaks([], ['الإدمان مرض يمكن علاجه.', 'الشخص الذي يتعاطى الهيروين يمكنه أن يتعافى.'], 'ar');
    assert.deepEqual(readTerms('es-419'), readTerms('es'));
    assert.equal(readTerms('fr'), undefined);
  });

  test('suggests alternatives', () =>
    assert.match(check(message('Heroin users need care.'))[0].message, /“users” .*person who uses heroin/u));

  test('has valid patterns in every list of words', () => {
    for (const lang of ['en', 'en-GB'])
      for (const {rule, pattern, unless = '', use, basis} of readWordRules(lang)) {
        assert.ok(rule && use && basis, pattern);
        assert.ok(wholeWords(pattern) && wholeWords(unless));
      }
  });

  test('has complete entries with valid patterns', () => {
    for (const file of readdirSync(join(contentFolder, 'terms')))
      for (const entry of readTerms(file.replace('.json', '')) ?? assert.fail(file)) {
        for (const key of ['term', 'pattern', 'use', 'basis'])
          assert.ok(entry[key], `${file}: ${entry.term} has ${key}`);
        assert.ok(entry.allowIn?.every((place) => place === 'title' || place === 'quotation'));
        assert.ok(new RegExp(entry.pattern, 'iu'));
      }
  });
});

describe('claims', () => {
  test('are refused: amounts, promises, insurance, predictions, blame, in any words', () => {
    const refused = {
      'Take half of what you used before, and you will be safe.': ['amount', 'promise'],
      'Naltrexone reverses an overdose, so keep it in your bag.': ['wrong-verb'],
      'If you only snore, nobody needs to call.': ['no-call'],
      'Once a junky, always a junky: smackheads hurt those who love them.': ['term', 'prediction', 'blame'],
      'Pharmacotherapeutic stabilization necessitates comprehensive multidisciplinary evaluation, particularly considering individual vulnerability, psychiatric comorbidity and polysubstance dependence.':
        ['hard-sentence'],
      'Your family pays the price for your weakness.': ['blame'],
      'Our clinic is the best choice. Insurance pays for all of it.': ['promise', 'insurance'],
      'Nearly everyone slips within days of going home.': ['prediction'],
      'Most people in recovery return to use within days.': ['prediction'],
      'The urge will pass.': ['glossary', 'promise'],
      'Start with a small amount to see how strong it is.': ['amount'],
      'After a week, 20 mg is enough.': ['amount'],
      'It is safe to use again after treatment.': ['amount'],
      'Take two doses if one does not work.': ['amount'],
      'With this plan you will recover.': ['promise'],
      'We guarantee that it works.': ['promise'],
      'Treatment is covered by your insurance.': ['insurance'],
      'Many people with this illness use again.': ['prediction'],
      'If you skip a visit, you will relapse.': ['glossary', 'prediction'],
      'It happened because you were weak.': ['blame'],
      'Naloxone blocks cravings for a day.': ['wrong-verb'],
      'Give them naltrexone if they stop breathing.': ['wrong-verb'],
      'There is no need to call if they breathe.': ['no-call'],
      'Getting high is a way to cope.': ['term'],
    };
    for (const [text, rules] of Object.entries(refused)) breaks(rules, text);
  });

  test('are not found in good sentences', () => {
    eachBreaks(
      [],
      [
        'Recovery from heroin is possible, and treatment helps.',
        'Naloxone is the emergency medicine that reverses an opioid overdose. It does not treat cravings.',
        'Naltrexone is a different medicine, used for treatment. The two names are easy to mix up.',
        'Naltrexone does not reverse an overdose.',
        'If breathing is not back to normal after 2 to 3 minutes, give another dose of naloxone.',
        'Naloxone does no harm if there are no opioids in the body. If you are not sure, give it.',
        'Methadone and buprenorphine ease withdrawal and cravings.',
        'The same amount as before can now cause an overdose.',
        'No picture or table can show what is safe for you.',
        'There is no safe amount.',
        'A craving often eases within half an hour.',
        'It does not mean that you will use again.',
        'Anyone in recovery can use again.',
        'Many people take it for years.',
        'That is not weakness, and planning ahead helps.',
        'It is not your fault.',
        'Costs differ. A helpline may know what is available, with or without insurance.',
        'You do not need to see every sign. If in doubt, call.',
        'Call even if you are worried.',
        'Ask where to get clean needles.',
        'A counselor can help after sexual abuse.',
        'Do not leave them to “sleep it off”. Snoring can be a sign of an overdose.',
        'Talk with the person who prescribes it before you stop.',
        'A negative test does not mean that a drug is safe.',
      ],
    );
  });

  test('are refused in quotations too', () => breaks(['promise'], 'We guarantee that it works.', {edit: 'quoted'}));
});

describe('spelling', () => {
  test('is American in English', () => {
    eachBreaks(
      ['spelling'],
      [
        'The colour of the lips.',
        'Lips look grey.',
        'Ask a counsellor.',
        'Go to a centre.',
        'A treatment programme helps.',
        'Organise your day.',
        'Call the ambulance service.',
      ],
    );
    eachBreaks([], ['The color of the lips.', 'Lips look gray.', 'A treatment program helps.', 'Four hours.']);
  });

  test('is British in en-GB, with the terms and claims of English', () => {
    eachBreaks(
      ['spelling'],
      ['The color of the lips.', 'Lips look gray.', 'Ask a counselor.', 'Go to a center.'],
      'en-GB',
    );
    breaks(['spelling'], 'Send your ZIP code.', {}, 'en-GB');
    breaks(['spelling'], 'With or without insurance.', {}, 'en-GB');
    breaks(['spelling', 'number'], 'Call 911.', {}, 'en-GB');
    passes('A counsellor at the centre can help. Lips look grey.', {}, 'en-GB');
    breaks(['promise'], 'We guarantee that it works.', {}, 'en-GB');
    breaks(['term'], 'Heroin users need care.', {}, 'en-GB');
  });
});

describe('origin', () => {
  const interfaceText = {edit: 'interface', from: undefined};

  test('is needed by texts about safety and by names of medicines', () => {
    breaks(['no-source'], 'Stay with them.', {safety: true, from: undefined});
    breaks(['no-source'], 'Stay with them.', {safety: true, from: ['article:who.2#1b006ce7']});
    breaks(['no-source'], 'Methadone eases cravings.', {from: []});
    breaks(['no-source'], 'Methadone eases cravings.', interfaceText);
    passes('Stay with them.', {safety: true});
    passes('This list is gone when you close the page.', {safety: true, from: ['test:browser/care-gaps.test.ts']});
    passes('Stay with them.', {from: undefined});
  });

  test('is not needed by labels and headings that state no fact', () => {
    const safe = {...interfaceText, safety: true};
    for (const text of [
      'My plan',
      'Call emergency services, {number}',
      'What should I do in an overdose?',
      'What is naloxone?',
      'About naloxone',
    ])
      passes(text, {...safe, kind: 'label', ...(text.includes('{') && {placeholders: {number: 'a number'}})});
    for (const text of [
      'It is safe.',
      'Naltrexone for an overdose',
      'Wait 30 minutes',
      'Stay with the person for a long time',
      'They breathe. Is that enough?',
    ])
      breaks(['no-source'], text, safe);
    breaks(['no-source'], 'My plan', {...safe, edit: 'adapted'});
  });
});

describe('repetition', () => {
  const pair = (first, second, more) => [
    message(first, {id: 'faq.first'}),
    message(second, {id: 'care-gaps.second', widget: 'care-gaps', ...more}),
  ];
  const same = 'Stay with the person until help has come to you both';

  test('is refused, whatever the case, punctuation and placeholders', () => {
    assert.deepEqual(check(pair('Yes', 'yes')), [
      {id: 'care-gaps.second', rule: 'duplicate', message: 'the same text as faq.first: say it once in shared.json'},
    ]);
    const rich = {kind: 'rich', placeholders: {number: 'a number'}};
    const [first, second] = pair('Call {name} now.', 'Call {number} now');
    const records = [
      {...first, kind: 'rich', placeholders: {name: 'a name'}},
      {...second, ...rich},
    ];
    assert.deepEqual(rulesOf(records), ['duplicate']);
  });

  test('is refused if nearly all is the same', () => {
    assert.deepEqual(rulesOf(pair(`${same}.`, `${same} now.`)), ['duplicate']);
    assert.deepEqual(rulesOf(pair(`${same}.`, 'Stay with them until help has come to you.')), []);
    assert.deepEqual(rulesOf(pair('Leaving prison', 'Leaving rehab')), []);
  });

  test('is accepted if declared with `sameAs`, while the texts are alike', () => {
    assert.deepEqual(rulesOf(pair('Yes', 'Yes', {sameAs: 'faq.first'})), []);
    assert.deepEqual(rulesOf(pair('Yes', 'No', {sameAs: 'faq.first'})), ['same-as']);
    assert.deepEqual(rulesOf(pair('Yes', 'Yes', {sameAs: 'faq.third'})), ['same-as']);
  });
});

describe('names of sources and helplines', () => {
  const source = {title: 'Drug Abuse', publisher: 'A college', url: 'https://example.org/', date: '2020'};
  const open = (text) => ({contacts: [{type: 'call', hours: {text}}]});
  const line = {id: 'us-line', lang: 'en', name: 'Users’ Line', operator: 'Substance Abuse Services', ...open('Daily')};
  const idsOf = (sources, lines) =>
    checkNames({sources, countries: [/** @type {any} */ ({lines})], termsFor: (lang) => readTerms(lang) ?? []}).map(
      ({id}) => id,
    );

  test('are checked against the terms to avoid', () => {
    assert.deepEqual(idsOf({'a-study': source}, [line]), ['sources.json a-study.title', 'helplines us-line.operator']);
    for (const [change, id] of /** @type {[object, string][]} */ ([
      [{operator: 'A clinic', ...open('Free for addicts')}, 'helplines us-line.hours'],
      [{lang: 'es', operator: 'Ayuda al drogadicto'}, 'helplines us-line.operator'],
    ]))
      assert.deepEqual(idsOf({}, [{...line, ...change}]), [id]);
  });

  test('are exempt if they are official', () =>
    assert.deepEqual(idsOf({'a-study': {...source, official: ['title']}}, [{...line, official: ['operator']}]), []));
});

describe('command', () => {
  const command = fileURLToPath(new URL('../../src/tools/cli/content.mjs', import.meta.url));
  /** @type {string} */
  let content;
  before(() => {
    content = mkdtempSync(join(tmpdir(), 'check-copy-'));
    mkdirSync(join(content, 'copy'));
  });
  after(() => rmSync(content, {recursive: true}));
  const copy = (text, grade = 8) => ({
    widget: 'faq',
    grade,
    messages: [{key: 'yes', kind: 'text', text, edit: 'interface', review: 'draft', checked: '2026-11-25'}],
  });
  const file = () => join(content, 'copy/faq.json');
  const run = (...options) => spawnSync(process.execPath, [command, 'copy', ...options, content], {encoding: 'utf8'});

  test('counts findings by rule and exits with 1', () => {
    writeFileSync(file(), JSON.stringify(copy('Call NOW!'), null, 2));
    const {status, stdout} = run();
    assert.equal(status, 1);
    assert.match(stdout, /✗ faq\.yes {2}capitals: “NOW”/u);
    assert.match(stdout, /2 findings: capitals 1, exclamation 1\./u);
  });

  test('writes ceilings, and nothing else', () => {
    writeFileSync(file(), JSON.stringify(copy('Call for help now.'), null, 2));
    const {status, stdout} = run('--set-grades');
    assert.equal(status, 0);
    assert.match(stdout, /^faq: measured .*, ceiling 8 → 3$/mu);
    assert.equal(readFileSync(file(), 'utf8'), JSON.stringify(copy('Call for help now.', 3), null, 2));
  });
});

describe('sentences', () => {
  const words = (count) => `${Array(count).fill('go').join(' ')}.`;

  test('have a limit per language', () => {
    for (const [lang, limit] of Object.entries({en: 20, es: 25, ar: 22})) {
      passes(words(limit), {}, lang);
      breaks(['long-sentence'], words(limit + 1), {}, lang);
    }
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
  const hard = 'Hospital settings address behavioral considerations';
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
    const text = 'The cat sat on the mat. Children like to play with it today.';
    const [{grade, words, sentences}] = measureCopy({records: [message(text)]});
    assert.deepEqual([words, sentences], [13, 2]);
    assert.equal(grade?.toFixed(2), (0.39 * 6.5 + (11.8 * 15) / 13 - 15.59).toFixed(2));
  });

  test('ignores names of medicines and placeholders', () => {
    const grade = (...texts) => measureCopy({records: texts.map((text) => message(text, {kind: 'rich'}))})[0].grade;
    assert.equal(grade('Ask for help now.'), grade('Ask for help now {buprenorphineAvailability}.'));
    assert.equal(grade('Ask for help now.'), grade('Ask for buprenorphine help now.'));
    assert.equal(grade('{number}'), undefined);
  });

  test('counts texts without a full stop', () => {
    const grade = (...texts) => measureCopy({records: texts.map((text) => message(text))})[0].grade ?? NaN;
    assert.ok(grade('Ask for help now.', 'Comprehensive hospitalization considerations') > grade('Ask for help now.'));
  });

  test('limits the average sentence of a widget', () => {
    const words = (count) => `${Array(count).fill('go').join(' ')}`;
    assert.deepEqual(rulesOf(repeat(5, words(14))), []);
    assert.deepEqual(rulesOf(repeat(5, words(15))), ['average']);
  });

  test('has a limit for each sentence, however easy the rest is', () => {
    const easy = repeat(8, 'Call for help now and stay with them until help has come to you');
    const long = 'Comprehensive rehab addresses considerations of individual vulnerability.';
    assert.deepEqual(rulesOf([message(long), ...easy]), ['hard-sentence']);
    const other = 'Treatment settings often combine counseling with supportive visits from local health workers.';
    breaks(['hard-sentence'], other);
    eachBreaks([], ['Mental health counseling', 'Behavioral therapy']);
  });

  test('has a ceiling of one grade more, from 3 to 8', () => {
    assert.deepEqual([-1, 1.9, 2.1, 4, 6.9, 7.5].map(ceilingFor), [3, 3, 4, 5, 8, 8]);
  });

  test('uses the INFLESZ scale in Spanish', () => {
    assert.deepEqual(rulesOf(repeat(5, 'Consideraciones biológicas fundamentales'), 'es'), ['readability']);
    assert.deepEqual(rulesOf(repeat(5, 'Quédese con la persona hasta que llegue la ayuda'), 'es'), []);
  });

  test('counts Spanish syllables', () => {
    const words = [
      ...[
        ['sol', 'bien', 'rey', 'muy'],
        ['casa', 'país', 'guía', 'queso', 'agua'],
      ],
      ...[
        ['ayuda', 'poeta', 'corazón', 'respira'],
        ['sobredosis', 'heroína', 'averigüe'],
      ],
    ];
    for (const [index, some] of words.entries())
      for (const word of some) assert.equal(countSpanishSyllables(word), index + 1, word);
  });
});

describe('characters', () => {
  test('rejects telephone numbers, but not small numbers', () => {
    for (const number of ['988', '1-800-662-4357', '116 123', '9-1-1', '(08) 12 34', '٩٨٨'])
      breaks(['number'], `Call ${number} now.`);
    eachBreaks(
      [],
      [
        'Give one more dose of naloxone after 2 to 3 minutes.',
        'It can wear off in 30 to 90 minutes.',
        'Open 24 hours, 7 days a week.',
        'This is not 100 % certain.',
        'It holds for 100% of them.',
      ],
    );
  });

  test('rejects markup', () => {
    eachBreaks(['markup'], ['Call <b>now.', 'Breathing > none', 'Stop & wait.']);
  });

  test('rejects leading, trailing and repeated white space', () => {
    eachBreaks(['white-space'], [' Call now.', 'Call now. ', 'Call  now.', 'Call\nnow.']);
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
    const target = `Llame al ${number} &amp; <x id="1" equiv-text="&lt;b>"/>.`;
    const unit = `<trans-unit id="faq.answer"><source>a ${number}</source><target>${target}</target></trans-unit>`;
    const {lang, records} = translationRecords(parseXliff(xliff(unit)), english);
    assert.equal(lang, 'es');
    const shown = {kind: 'rich', edit: 'adapted', text: 'Llame al {number} & {x1}.', source: 'a {number}'};
    assert.deepEqual(records, [{id: 'faq.answer', widget: 'faq', ...shown}]);
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

  test('are checked by the rules of English, with all text, for a variant of English', () => {
    const variant = (target) => {
      const unit = `<trans-unit id="faq.answer"><source>Call ${number} now.</source>${target}</trans-unit>`;
      return translationRecords(parseXliff(xliff(unit).replace('"es"', '"en-GB"')), english);
    };
    const {lang, records} = variant('');
    assert.deepEqual([lang, records[0].text, records[0].grade], ['en-GB', 'Call {number} now.', english[0].grade]);
    const rules = (text) => {
      const {records: checked} = variant(`<target>${text} ${number}.</target>`);
      return checkCopy({records: checked, terms: readTerms('en-GB') ?? [], lang}).map(({rule}) => rule);
    };
    assert.deepEqual(rules('Ring'), []);
    assert.deepEqual(rules('Addicts ring'), ['term']);
    assert.deepEqual(rules(`Ring ${'and ring '.repeat(10)}now`), ['long-sentence']);
  });

  test('are refused where they are longer than the layout has room for', () => {
    const id = 'faq.leave';
    const find = (text) => checkCopy({records: [{id, widget: 'faq', text, maxLength: 10}], terms: [], lang: 'es'});
    assert.deepEqual(find('Salir'), []);
    const finding = {id, rule: 'length', message: '13 characters; the layout has room for 10'};
    assert.deepEqual(find('Salir de aquí'), [finding]);
  });

  test('are ignored while they do not ship', () => {
    assert.deepEqual(findings('Llame ahora.', ' state="needs-adaptation"'), []);
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

  test('names of sources and helplines pass', () => {
    const {countries} = readHelplines();
    const findings = checkNames({sources: readSources(), countries, termsFor: (lang) => readTerms(lang) ?? []});
    assert.deepEqual(format(findings), []);
  });

  const locales = join(contentFolder, '../locales');
  for (const file of readdirSync(locales).filter((name) => name.endsWith('.xlf')))
    test(`${file} passes`, () => {
      const {lang, records} = translationRecords(readXliff(join(locales, file)), english);
      assert.ok(readTerms(lang), `src/content/terms has a list for ${lang}`);
      assert.deepEqual(format(check(records, lang)), []);
    });
});
