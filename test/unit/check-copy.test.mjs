/** Bad copy is rejected by the rule that it breaks; good copy passes. `npm run content -- copy` checks the copy that ships. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {readTerms} from '../../src/tools/content/read-content.mjs';
import {checkCopy} from '../../src/tools/copy/check-copy.mjs';
import {checkNames} from '../../src/tools/copy/report.mjs';
import {translationRecords} from '../../src/tools/copy/records.mjs';
import {readNames, readWordRules} from '../../src/tools/content/word-rules.mjs';
import {root} from '../../src/tools/project.mjs';
import {temporaryFolder} from '../support/system.mjs';

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

/** Texts that break a rule, by language. @type {Record<string, Record<string, string[]>>} */
const BAD = {
  en: {
    term: [
      'Heroin users need care.',
      'Ask about medication-assisted treatment.',
      'Getting high is a way to cope.',
      'A person who failed treatment can try again.',
    ],
    glossary: [
      ...['Ask about medication.', 'Do not stop treatment medicine.', 'Ask your provider.', 'You can relapse.'],
      ...['Do what the dispatcher says.', 'The urge is strong.', 'Narcotics slow breathing.', 'Call a hotline.'],
      ...['Give Narcan.', 'Talk with a therapist.'],
    ],
    amount: [
      'After a week, 20 mg is enough.',
      'Start with a small amount to see how strong it is.',
      'Take two doses if one does not work.',
    ],
    promise: ['With this plan you will recover.', 'We guarantee that it works.'],
    insurance: ['Treatment is covered by your insurance.'],
    prediction: ['Nearly everyone slips within days of going home.', 'Many people with this illness use again.'],
    blame: ['Your family pays the price for your weakness.', 'It happened because you were weak.'],
    'wrong-verb': ['Naltrexone reverses an overdose, so keep it in your bag.', 'Naloxone blocks cravings for a day.'],
    'no-call': ['If you only snore, nobody needs to call.', 'There is no need to call if they breathe.'],
    spelling: ['The colour of the lips.', 'Ask a counsellor.', 'A treatment programme helps.'],
    number: ['555', '1-800-555-0199', '555 012', '5-5-5', '(08) 12 34', '٥٥٥'].map((number) => `Call ${number} now.`),
    markup: ['Call <b>now.', 'Breathing > none', 'Stop & wait.'],
    'white-space': [' Call now.', 'Call now. ', 'Call  now.', 'Call\nnow.'],
    capitals: ['Call NOW.'],
    exclamation: ['Call now!'],
    'hard-sentence': ['Treatment settings often combine counseling with supportive visits from local health workers.'],
  },
  'en-GB': {
    spelling: ['The color of the lips.', 'Ask a counselor.', 'Send your ZIP code.', 'With or without insurance.'],
    promise: ['We guarantee that it works.'],
    term: ['Heroin users need care.'],
  },
  es: {
    term: ['Un drogadicto puede recuperarse.', 'Los toxicómanos.', 'El abuso de drogas.', 'Llevo un mes limpia.'],
    capitals: ['LLAME ahora.'],
    exclamation: ['¡Llame ahora!'],
  },
  fa: {term: ['ایمبولینس کو فون کریں۔']},
  'zh-Hant': {term: ['怎么做', '心理危机求助：', '身体']},
  ht: {term: ['Appelez les secours.']},
  fil: {term: ['Appelez à l’aide, répondez.']},
  ar: {term: ['يمكن للمدمنين أن يتعافوا.', 'المُدمِنون', 'متعاطي المخدرات', 'سوء استخدام المخدرات']},
};

/** Texts that are close to the bad ones, and good. @type {Record<string, string[]>} */
const GOOD = {
  en: [
    'People with a heroin addiction can recover.',
    'The risk is higher after detox.',
    'Naloxone is the emergency medicine that reverses an opioid overdose. It does not treat cravings.',
    'Naltrexone does not reverse an overdose.',
    'If breathing is not back to normal after 2 to 3 minutes, give another dose of naloxone.',
    'The same amount as before can now cause an overdose.',
    'There is no safe amount.',
    'It does not mean that you will use again.',
    'That is not weakness, and planning ahead helps.',
    'Costs differ. A helpline may know what is available, with or without insurance.',
    'You do not need to see every sign. If in doubt, call.',
    'Ask where to get clean needles.',
    'A counselor can help after sexual abuse.',
    'A negative test does not mean that a drug is safe.',
    'Open 24 hours, 7 days a week. This is not 100 % certain.',
    'Give CPR. I can help.',
  ],
  'en-GB': ['A counsellor at the centre can help. Lips look grey.'],
  es: ['Una persona con adicción puede recuperarse.', 'Evite las bebidas alcohólicas.'],
  ar: ['الإدمان مرض يمكن علاجه.', 'الشخص الذي يتعاطى الهيروين يمكنه أن يتعافى.'],
};

describe('words, claims, spelling and characters', () => {
  for (const [lang, rules] of Object.entries(BAD))
    test(`are refused in ${lang} by the rule that they break`, () => {
      for (const [rule, texts] of Object.entries(rules)) for (const text of texts) breaks([rule], text, {}, lang);
    });

  test('are accepted where a text is only close to a bad one', () => {
    for (const [lang, texts] of Object.entries(GOOD)) for (const text of texts) passes(text, {}, lang);
  });

  test('break several rules at once, and in quotations too', () => {
    breaks(['term', 'prediction', 'blame'], 'Once a junky, always a junky: smackheads hurt those who love them.');
    breaks(['spelling', 'number'], 'The color is 555.', {}, 'en-GB');
    breaks(['promise'], 'We guarantee that it works.', {edit: 'quoted'});
  });

  test('allow “relapse” in a title or a quotation', () => {
    passes('After a relapse', {id: 'relapse-guide.heading'});
    passes('You can relapse.', {edit: 'quoted'});
    breaks(['glossary'], 'After a relapse', {id: 'relapse-guide.headings-note'});
    breaks(['term'], 'A user in need', {id: 'relapse-guide.heading'});
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
    const labels =
      'My plan|Call emergency services, {number}|What should I do in an overdose?|What is naloxone?|About naloxone';
    for (const text of labels.split('|'))
      passes(text, {...safe, kind: 'label', ...(text.includes('{') && {placeholders: {number: 'a number'}})});
    const facts = 'It is safe.|Naltrexone for an overdose|Wait 30 minutes|Stay with the person for a long time';
    for (const text of [...facts.split('|'), 'They breathe. Is that enough?']) breaks(['no-source'], text, safe);
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
    const [first, second] = pair('Call {name} now.', 'Call {number} now', {placeholders: {number: 'a number'}});
    const rich = [{...first, placeholders: {name: 'a name'}}, second].map((each) => ({...each, kind: 'rich'}));
    assert.deepEqual(rulesOf(rich), ['duplicate']);
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

test('names of sources and helplines are checked against the terms to avoid, but for official ones', () => {
  const source = {title: 'Drug Abuse', publisher: 'A college', url: 'https://example.org/', date: '2020'};
  const open = (text) => ({contacts: [{type: 'call', hours: {text}}]});
  const line = {id: 'us-line', lang: 'en', name: 'Users’ Line', operator: 'Substance Abuse Services', ...open('Daily')};
  const termsFor = (/** @type {string} */ lang) => readTerms(lang) ?? [];
  const idsOf = (sources, lines) =>
    checkNames({sources, countries: [/** @type {any} */ ({lines})], termsFor}).map(({id}) => id);
  assert.deepEqual(idsOf({'a-study': source}, [line]), ['sources.json a-study.title', 'helplines us-line.operator']);
  for (const [change, id] of /** @type {[object, string][]} */ ([
    [{operator: 'A clinic', ...open('Free for addicts')}, 'helplines us-line.hours'],
    [{lang: 'es', operator: 'Ayuda al drogadicto'}, 'helplines us-line.operator'],
  ]))
    assert.deepEqual(idsOf({}, [{...line, ...change}]), [id]);
  assert.deepEqual(idsOf({'a-study': {...source, official: ['title']}}, [{...line, official: ['operator']}]), []);
});

test('the command lists and counts findings and exits with 1', () => {
  const content = temporaryFolder('check-copy');
  mkdirSync(join(content, 'copy'));
  const yes = {key: 'yes', kind: 'text', text: 'Call NOW!', edit: 'interface', review: 'draft', checked: '2026-11-25'};
  writeFileSync(join(content, 'copy/faq.json'), JSON.stringify({widget: 'faq', grade: 8, messages: [yes]}));
  const command = ['src/tools/cli/content.mjs', 'copy', content];
  const {status, stdout} = spawnSync(process.execPath, command, {cwd: root, encoding: 'utf8'});
  assert.equal(status, 1);
  assert.match(stdout, /✗ faq\.yes {2}capitals: “NOW”/u);
  assert.match(stdout, /2 findings\./u);
});

/** Returns a number of words. @param {number} count */
const words = (count) => Array(count).fill('go').join(' ');

test('sentences have a limit per language', () => {
  for (const [lang, limit] of Object.entries({en: 20, es: 25, ar: 22})) {
    passes(`${words(limit)}.`, {}, lang);
    breaks(['long-sentence'], `${words(limit + 1)}.`, {}, lang);
  }
});

describe('reading level', () => {
  const hard = 'Hospital settings address behavioral considerations';
  /** Repeats a sentence with variations. */
  const repeat = (count, sentence, more) =>
    Array.from({length: count}, (_, i) => message(`${sentence} ${'abcdefgh'[i]}.`, more));

  test('is the grade of all copy of a widget', () => {
    const [{id, rule}, ...others] = check(repeat(5, hard));
    assert.deepEqual([id, rule, others], ['faq', 'grade', []]);
    assert.deepEqual(rulesOf(repeat(5, 'Remember to stay with the person', {grade: 1})), ['grade']);
    assert.deepEqual(rulesOf(repeat(5, 'Stay with him', {grade: 1})), []);
    const plain = repeat(8, 'Call for help now and stay with them until help has come to you');
    assert.deepEqual(rulesOf([message(`${hard}.`), ...plain]), []);
    const elsewhere = plain.map((record) => ({...record, widget: 'other'}));
    assert.deepEqual(rulesOf([...repeat(5, hard), ...elsewhere]), ['grade']);
  });

  test('limits the average sentence of a widget', () => {
    assert.deepEqual(rulesOf(repeat(5, words(14))), []);
    assert.deepEqual(rulesOf(repeat(5, words(15))), ['average']);
  });

  test('uses the INFLESZ scale in Spanish', () => {
    assert.deepEqual(rulesOf(repeat(5, 'Consideraciones biológicas fundamentales'), 'es'), ['readability']);
    assert.deepEqual(rulesOf(repeat(5, 'Quédese con la persona hasta que llegue la ayuda'), 'es'), []);
  });
});

test('placeholders must be declared, used and closed, in rich texts', () => {
  const rich = (placeholders) => ({kind: 'rich', placeholders});
  passes('Call {number} now.', rich({number: 'a link'}));
  breaks(['placeholder'], 'Call now.', rich({number: 'a link'}));
  for (const text of ['Call {number} now.', 'Call {number now.', 'Call number} now.', 'Call {} now.'])
    breaks(['placeholder'], text, rich({}));
  breaks(['placeholder'], 'Call {the number} now.', rich({'the number': 'a link'}));
  breaks(['placeholder'], 'Call {number} now.', {placeholders: {number: 'a link'}});
});

describe('translations', () => {
  const english = [message('Call {number} now.', {kind: 'rich', placeholders: {number: 'a link'}})];
  const recordsOf = (target, state = 'translated') => {
    const notes = [{from: 'lit-localize', text: 'Call 555!'}];
    const unit = {id: 'faq.answer', source: english[0].text, target, state, approved: false, extra: '', notes};
    return translationRecords({language: 'es', units: [unit]}, english).records;
  };
  const findings = (target) => rulesOf(recordsOf(target), 'es');

  test('follow the rules of their language', () => {
    assert.deepEqual(findings('Los adictos llaman al {number}.'), ['term']);
    assert.deepEqual(findings('Llame al {number} o al 555 012.'), ['number', 'digits']);
    assert.deepEqual(findings('Llame al {number} & espere.'), ['markup']);
    assert.deepEqual(findings(`${'va '.repeat(25)}al {number}.`), ['long-sentence']);
  });

  test('are refused with other numbers, leftover English, another name, or letters of another script', () => {
    const english = 'Wake the person. Wait 2 to 3 minutes, with more than 5 seconds between breaths.';
    const rulesFor = (text, lang, source = english) => {
      const records = [{id: 'faq.wait', widget: 'faq', text, english: source}];
      return checkCopy({records, terms: [], names: readNames(lang), lang}).map(({rule}) => rule);
    };
    const french = 'Réveillez la personne. Attendez 2 à 3 minutes, avec plus de 5 secondes entre les respirations.';
    assert.deepEqual(rulesFor(french, 'fr'), []);
    for (const [digit, other] of ['26', '32', '56', ['5', 'cinq'], ['2 à 3', 'quelques']])
      assert.deepEqual(rulesFor(french.replace(digit, other), 'fr'), ['digits'], other);
    for (const [word, other] of Object.entries({'la personne': 'the person', respirations: 'breaths', plus: 'more'}))
      assert.deepEqual(rulesFor(french.replace(word, other), 'fr'), ['english'], other);
    assert.deepEqual(rulesFor('Donnez la naltrexone.', 'fr', 'Give naloxone.'), ['name']);
    for (const [lang, text] of Object.entries({
      'zh-Hans': '試著叫醒對方。',
      'zh-Hant': '试着叫醒对方。',
      ko: '试着叫醒对方。',
      ru: 'Пoпробуйте разбудить.',
      pl: 'Попробуйте разбудить.',
    }))
      assert.deepEqual(rulesFor(text, lang, 'Try to wake the person.'), ['script'], lang);
    assert.deepEqual(rulesFor('Us shakhs ko jagane.', 'ur', 'Try to wake the person.'), ['english', 'script']);
    assert.deepEqual(rulesFor('한 번 Call now 하세요.', 'ko', 'Call now.'), ['english']);
    const short =
      'Call {number} now|(or {number})|(then press {key})|Closed on {days}|Opens {time}.|Confidential|Free|More signs';
    for (const text of short.split('|'))
      for (const lang of ['fr', 'ko']) assert.ok(rulesFor(text, lang, text).includes('english'), `${lang}: ${text}`);
    assert.deepEqual(rulesFor('在半小时内用Narcan。', 'zh-Hans', 'Narcan lasts half an hour.'), []);
    assert.deepEqual(rulesFor('用纳洛酮，30分钟。', 'zh-Hans', 'Narcan lasts half an hour.'), []);
  });

  test('are refused where they are longer than the layout has room for', () => {
    const id = 'faq.leave';
    const find = (text) => checkCopy({records: [{id, widget: 'faq', text, maxLength: 10}], terms: [], lang: 'es'});
    assert.deepEqual(find('Salir'), []);
    const finding = {id, rule: 'length', message: '13 characters; the layout has room for 10'};
    assert.deepEqual(find('Salir de aquí'), [finding]);
  });

  test('are ignored while they do not ship', () => {
    assert.equal(recordsOf('Llame al {number} ahora.').length, 1);
    assert.deepEqual([...recordsOf('Los adictos.', 'needs-adaptation'), ...recordsOf('')], []);
  });
});
