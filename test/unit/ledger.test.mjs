/** The ledger detects every way in which copy and article can drift apart, and names the records to review. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, beforeEach, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {h} from 'hastscript';
import {selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {contentFolder, readCopies, readLeftOut, readSources} from '../../src/tools/content/read-content.mjs';
import {ledgerPage} from '../../src/tools/site/ledger-page.mjs';
import {readArticle, referenceTo} from '../../src/tools/content/article.mjs';
import {buildLedger, readLedger, totalsOf} from '../../src/tools/ledger/ledger.mjs';

const command = fileURLToPath(new URL('../../src/tools/cli/content.mjs', import.meta.url));
const passages = readArticle(contentFolder);
const refer = (id) => referenceTo(passages.find((passage) => passage.id === id));
const former = new Map(passages.map(({hash, text}) => [hash, text]));

/** A content folder with the real article: two passages are shown by two messages, all others are left out. */
let content;
const path = (name) => join(content, name);
const write = (name, data) => writeFileSync(path(name), JSON.stringify(data));
const editArticle = (from, to) => {
  const text = readFileSync(path('source/article.txt'), 'utf8');
  assert.ok(text.includes(from), `the article has “${from}”`);
  writeFileSync(path('source/article.txt'), text.replace(from, to));
};
const record = (key, from) => ({
  key,
  kind: 'text',
  text: 'Text.',
  edit: 'adapted',
  reason: 'Shorter.',
  from,
  review: 'draft',
  checked: '2026-11-25',
});
const copies = () => [
  {
    widget: 'trigger-checklist',
    grade: 8,
    messages: [
      record('places', [`article:${refer('reasons.11')}`]),
      record('plan', [`article:${refer('reasons.11')}`, `article:${refer('reasons.14')}`, 'source:a-study']),
    ],
  },
];
const leftOut = () =>
  Object.fromEntries(
    passages
      .filter(({id}) => id !== 'reasons.11' && id !== 'reasons.14')
      .map((passage) => [referenceTo(passage), {why: 'page', reason: 'Not for this test.'}]),
  );
const sources = () => ({
  'a-study': {title: 'A study', publisher: 'A journal', url: 'https://example.org/', date: 'undated'},
});

/** Runs the command on the content folder. */
const run = (...options) => spawnSync(process.execPath, [command, 'ledger', ...options, content], {encoding: 'utf8'});

/** Returns the problems of the content folder. */
const problems = (options = {}) =>
  buildLedger({
    passages: readArticle(content),
    copies: readCopies(content),
    leftOut: readLeftOut(content),
    sources: readSources(content),
    former,
    ...options,
  }).problems;

before(() => {
  content = mkdtempSync(join(tmpdir(), 'ledger-'));
  mkdirSync(path('copy'));
});
after(() => rmSync(content, {recursive: true}));
beforeEach(() => {
  cpSync(join(contentFolder, 'source/article.json'), path('source/article.json'));
  // Not cpSync, which would copy the write protection of a read-only checkout.
  writeFileSync(path('source/article.txt'), readFileSync(join(contentFolder, 'source/article.txt')));
  write('copy/trigger-checklist.json', copies()[0]);
  write('source/left-out.json', leftOut());
  write('source/sources.json', sources());
});

describe('ledger', () => {
  test('covers an article whose passages are all shown or left out', () => {
    const {rows, problems: found} = readLedger(content);
    assert.deepEqual(found, []);
    assert.equal(totalsOf(rows).percent, 100);
    assert.equal(totalsOf(rows).shown, 2);
    const row = rows.find(({passage}) => passage.id === 'reasons.11');
    assert.deepEqual(row.shownBy, ['trigger-checklist.places', 'trigger-checklist.plan']);
    assert.equal(row.leftOut, undefined);
  });

  test('names the records of a changed sentence, with its former and its current text', () => {
    editArticle('people, places, smells, drug', 'people, pets, smells, drug');
    const [problem, ...rest] = problems();
    assert.deepEqual(rest, []);
    assert.equal(problem.kind, 'changed');
    assert.equal(problem.subject, refer('reasons.11'));
    assert.deepEqual(problem.records, ['trigger-checklist.places', 'trigger-checklist.plan']);
    assert.match(problem.message, /was: “Furthermore.*places.*\nis: {2}“Furthermore.*pets/u);
  });

  test('states when the former text is unknown', () => {
    editArticle('people, places, smells, drug', 'people, pets, smells, drug');
    assert.match(problems({former: undefined})[0].message, /was: unknown \(ac2ea69b\)/u);
  });

  test('names the records of a removed sentence, and the new references of later ones', () => {
    editArticle(
      'Furthermore, it can be anything such as people, places, smells, drug paraphernalia, music or environments. ',
      '',
    );
    const found = problems();
    const gone = found.filter(({kind}) => kind === 'gone');
    assert.deepEqual(
      gone.map(({subject, records}) => [subject, records]),
      [[refer('reasons.11'), ['trigger-checklist.places', 'trigger-checklist.plan']]],
    );
    const moved = found.find(({subject}) => subject === refer('reasons.14'));
    assert.equal(moved.kind, 'moved');
    assert.match(moved.message, /now at reasons\.13#25aae1e9/u);
    assert.ok(found.every(({kind}) => kind === 'gone' || kind === 'moved'));
  });

  test('finds a sentence that moved to another section', () => {
    const sentence = 'Triggers are strong behavioral cues, and you need to substitute that with healthier activities.';
    editArticle(` ${sentence}`, '');
    editArticle('Evaluate the treatment.', `${sentence} Evaluate the treatment.`);
    const found = problems();
    const moved = found.find(({subject}) => subject === refer('reasons.14'));
    assert.equal(moved.kind, 'moved');
    assert.match(moved.message, /now at what-to-do\.5#25aae1e9/u);
    assert.deepEqual(moved.records, ['trigger-checklist.plan']);
  });

  test('reports a new sentence', () => {
    editArticle(
      'However, the body no longer has a tolerance.',
      'However, the body no longer has a tolerance. Call for help.',
    );
    const uncovered = problems().filter(({kind}) => kind === 'uncovered');
    assert.equal(uncovered.length, 1);
    assert.match(uncovered[0].message, /“Call for help\.”/u);
  });

  test('reports a change in a passage that is left out', () => {
    editArticle('Leave a Reply', 'Leave a Comment');
    const [problem] = problems();
    assert.equal(problem.kind, 'changed');
    assert.deepEqual(problem.records, ['left-out.json']);
  });

  test('distinguishes passages with identical text', () => {
    editArticle('Heroin Relapse – The Rates and the Risks of Taking the Drug Again', 'Heroin Relapse: The Risks');
    const article = JSON.parse(readFileSync(path('source/article.json'), 'utf8'));
    article.headings[0].text = 'Heroin Relapse: The Risks';
    write('source/article.json', article);
    assert.deepEqual(
      problems().map(({kind, subject}) => [kind, subject]),
      [['changed', refer('title.0')]],
    );
  });

  test('rejects a passage that is neither shown nor left out', () => {
    const rest = leftOut();
    delete rest[refer('who.3')];
    write('source/left-out.json', rest);
    const [problem, ...others] = problems();
    assert.deepEqual(others, []);
    assert.equal(problem.kind, 'uncovered');
    assert.equal(problem.subject, refer('who.3'));
  });

  test('rejects a passage that is both left out and shown', () => {
    write('source/left-out.json', {...leftOut(), [refer('reasons.14')]: {why: 'unclear', reason: 'Is it?'}});
    const [problem, ...others] = problems();
    assert.deepEqual(others, []);
    assert.equal(problem.kind, 'both');
    assert.deepEqual(problem.records, ['trigger-checklist.plan']);
  });

  test('rejects an invalid reason', () => {
    /** @type {[Record<string, string>, string, RegExp][]} */
    const cases = [
      [{why: 'boring', reason: 'Nobody reads it.'}, 'reason', /“why” is “boring”/u],
      [{why: 'repeat', reason: ' '}, 'reason', /no reason given/u],
      [{why: 'later', reason: 'For the guide.'}, 'reason', /without the name of a widget/u],
      [{why: 'page', reason: 'A form.', widget: 'faq'}, 'reason', /“why” is not “later”/u],
      [{why: 'later', reason: 'A trigger.', widget: 'trigger-checklist'}, 'overdue', /which exists now/u],
    ];
    for (const [entry, kind, message] of cases) {
      write('source/left-out.json', {...leftOut(), [refer('who.3')]: entry});
      const [problem, ...others] = problems();
      assert.deepEqual(others, []);
      assert.equal(problem.kind, kind);
      assert.match(problem.message, message);
    }
    write('source/left-out.json', {
      ...leftOut(),
      [refer('who.3')]: {why: 'later', reason: 'A factor.', widget: 'relapse-factors'},
    });
    assert.deepEqual(problems(), []);
  });

  test('rejects an unknown source and an unused one', () => {
    write('source/sources.json', {'another-study': sources()['a-study']});
    assert.deepEqual(
      problems().map(({kind, subject, records}) => [kind, subject, records]),
      [
        ['unknown-source', 'a-study', ['trigger-checklist.plan']],
        ['unused-source', 'another-study', []],
      ],
    );
  });
});

describe('texts about the widgets themselves', () => {
  const cite = (from, more) => {
    const copy = copies()[0];
    copy.messages.push({...record('privacy', from), ...more});
    write('copy/trigger-checklist.json', copy);
  };

  test('may cite a test that exists', () => {
    cite(['test:unit/ledger.test.mjs']);
    assert.deepEqual(problems(), []);
    cite(['test:unit/no-such.test.mjs']);
    assert.deepEqual(
      problems().map(({kind, subject, records}) => [kind, subject, records]),
      [['unknown-test', 'unit/no-such.test.mjs', ['trigger-checklist.privacy']]],
    );
  });

  test('are listed if they need no source only because they state no fact', () => {
    cite(undefined, {edit: 'interface', safety: true, text: 'My plan'});
    assert.deepEqual(readLedger(content).bare, [{id: 'trigger-checklist.privacy', text: 'My plan'}]);
    assert.match(run().stdout, /because they state no fact: 1\n {4}trigger-checklist\.privacy: “My plan”\n/u);
  });
});

describe('open questions', () => {
  const question = {
    question: 'How long should one wait for the second dose?',
    positions: [
      {says: '2 to 3 minutes.', sources: ['a-study']},
      {says: '3 to 5 minutes.', sources: ['another-study', 'a-third-study']},
    ],
  };
  const both = () => ({
    ...sources(),
    'another-study': {title: 'Another', publisher: 'A college', url: 'https://example.com/', date: '2020'},
    'a-third-study': {title: 'A third', publisher: 'A ministry', url: 'https://example.net/', date: '2021'},
  });
  const ask = (questions) => {
    const copy = copies()[0];
    copy.messages[1].open = questions;
    write('copy/trigger-checklist.json', copy);
    write('source/sources.json', both());
  };

  test('have positions with sources, which count as cited', () => {
    ask([question]);
    const {open, problems: found} = readLedger(content);
    assert.deepEqual(found, []);
    assert.deepEqual(
      open.map(({id, positions}) => [id, positions.map((each) => each.sources.map(({publisher}) => publisher))]),
      [['trigger-checklist.plan', [['A journal'], ['A college', 'A ministry']]]],
    );
  });

  test('must name sources that exist', () => {
    ask([question]);
    write('source/sources.json', sources());
    assert.deepEqual(
      problems().map(({kind, subject, records}) => [kind, subject, records]),
      [
        ['unknown-source', 'another-study', ['trigger-checklist.plan']],
        ['unknown-source', 'a-third-study', ['trigger-checklist.plan']],
      ],
    );
  });

  test('are rejected without a question mark, a second position or a source', () => {
    const invalid = [
      {...question, question: 'Wait.'},
      {...question, positions: question.positions.slice(1)},
      {...question, positions: [{says: 'Yes.', sources: []}, question.positions[1]]},
    ];
    for (const each of invalid) {
      ask([each]);
      assert.throws(() => readCopies(content), /“plan”, open\[0\]/u);
    }
  });

  test('are on the page beside the message and in a list', () => {
    ask([question]);
    const page = h('main', ledgerPage(content).main);
    const asked = selectAll('.question', page).map((box) => toString(box));
    assert.equal(asked.length, 2);
    for (const box of asked)
      assert.ok(box.includes(question.question) && question.positions.every(({says}) => box.includes(says)));
    const [beside] = selectAll('.passage .words:has(.question)', page);
    assert.match(toString(beside), /trigger-checklist\.plan/);
  });

  test('end the printed ledger, with publishers', () => {
    ask([question]);
    const text = run().stdout;
    assert.match(
      text,
      /Open questions: 1\n\? trigger-checklist\.plan: How long .*\?\n {4}– 2 to 3 minutes\. \(A journal/u,
    );
    assert.match(text, /\(A college, 2020; A ministry, 2021\)\n$/u);
  });
});

describe('sources', () => {
  const withSource = (more) => write('source/sources.json', {'a-study': {...sources()['a-study'], ...more}});

  test('may name the copy that was read', () => {
    withSource({read: {url: 'https://docslib.org/doc/1', edition: '2018, as on its cover'}});
    assert.deepEqual(problems(), []);
  });

  test('are refused at the address of a copy, a proxy or an archive', () => {
    for (const url of [
      'https://docslib.org/doc/12244641/five-essential-steps-for-first-responders-pdf',
      'https://www.scribd.com/document/1',
      'https://www-nejm-org.brum.beds.ac.uk/doi/1',
      'https://basicmedicalkey.com/a',
      'https://www.drugpolicyfacts.org/node/4020',
      'https://drugwarfacts.org/node/4022',
      'http://www.mapinc.org/a',
      'https://web.archive.org/web/2020/https://nida.nih.gov/',
      'https://www-bmj-com.ezproxy.example.edu/content/1',
      'https://app.example.org/proxy?url=https%3A%2F%2Fwww.samhsa.gov%2F',
    ]) {
      withSource({url});
      assert.deepEqual(
        problems().map(({kind, subject}) => [kind, subject]),
        [['copy-address', 'a-study']],
        url,
      );
    }
  });

  test('are rejected if they violate the schema', () => {
    withSource({read: 'https://docslib.org/doc/1'});
    assert.throws(() => readSources(content), /source\/sources\.json: a-study\.read: must be object/u);
    withSource({url: 'example.org'});
    assert.throws(() => readSources(content), /a-study\.url/u);
    withSource({year: '2018'});
    assert.throws(() => readSources(content), /a-study: .*\(year\)/u);
  });
});

describe('copy files', () => {
  const rejects = (edit, expected) => {
    const copy = copies()[0];
    edit(copy);
    write('copy/trigger-checklist.json', copy);
    assert.throws(() => readCopies(content), expected);
  };

  test('are rejected with the name of the file and the location', () => {
    const place = /copy\/trigger-checklist\.json: messages\[1\] “plan”/u;
    rejects((copy) => delete copy.messages[1].reason, place);
    rejects((copy) => delete copy.messages[1].reason, /required property 'reason'/u);
    rejects((copy) => (copy.messages[1].kind = 'poem'), /“plan”, kind: .*\(text, rich, label\)/u);
    rejects((copy) => (copy.messages[1].color = 'red'), /“plan”: .*\(color\)/u);
    rejects((copy) => (copy.messages[1].from = ['article:reasons.14']), /“plan”, from\[0\]: must match pattern/u);
    rejects((copy) => (copy.messages[1].key = 'places'), /key “places” is used twice/u);
    rejects((copy) => (copy.widget = 'faq'), /does not match the name of the file/u);
  });

  test('are rejected if they are not valid JSON', () => {
    writeFileSync(path('copy/trigger-checklist.json'), '{');
    assert.throws(() => readCopies(content), /^ContentError: trigger-checklist\.json: /u);
  });
});

describe('command', () => {
  test('prints the ledger and exits with 0', () => {
    const {status, stdout} = run();
    assert.equal(status, 0);
    assert.match(stdout, /## reasons\n/u);
    assert.match(stdout, /→ trigger-checklist\.places, trigger-checklist\.plan/u);
    assert.match(stdout, new RegExp(`Covered: ${passages.length} of ${passages.length}, 100 %`, 'u'));
  });

  test('prints the problems and exits with 1', () => {
    editArticle('people, places, smells, drug', 'people, pets, smells, drug');
    const {status, stderr} = run();
    assert.equal(status, 1);
    assert.match(stderr, /✗ changed: reasons\.11#ac2ea69b, in trigger-checklist\.places, trigger-checklist\.plan\n/u);
  });

  test('lists references', () =>
    assert.match(run('--passages').stdout, /^reasons\.14#25aae1e9 L40 sentence Triggers are/mu));

  test('rejects an unknown option without a stack trace', () => {
    const {status, stdout, stderr} = run('--jsno');
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^Unknown option '--jsno'/u);
    assert.doesNotMatch(stderr, /^ +at /mu);
  });
});

test('every passage of the article is shown or left out for a reason', () => {
  const {rows, problems: found} = readLedger();
  assert.deepEqual(
    found.map(({kind, subject, message}) => `${kind} ${subject}: ${message}`),
    [],
  );
  assert.equal(totalsOf(rows).percent, 100);
});
