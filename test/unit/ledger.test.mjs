/** The ledger detects every way in which copy and article can drift apart, and names the records to review. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, beforeEach, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {contentFolder, readCopies, readSources} from '../../src/tools/content/read-content.mjs';
import {readArticle, referenceTo} from '../../src/tools/content/article.mjs';
import {readLedger, totalsOf} from '../../src/tools/ledger/ledger.mjs';
import {temporaryFolder} from '../support/system.mjs';

const command = fileURLToPath(new URL('../../src/tools/cli/content.mjs', import.meta.url));
const passages = readArticle(contentFolder);
const refer = (id) => referenceTo(passages.find((passage) => passage.id === id));

/** A content folder with the real article: two passages are shown by two messages, all others are left out. */
let content;
const path = (name) => join(content, name);
const write = (name, data) => writeFileSync(path(name), JSON.stringify(data));
const editArticle = (from, to) => {
  const text = readFileSync(path('source/article.txt'), 'utf8');
  assert.ok(text.includes(from), `the article has “${from}”`);
  writeFileSync(path('source/article.txt'), text.replace(from, to));
};
const written = {kind: 'text', text: 'Text.', edit: 'adapted', reason: 'Shorter.', review: 'draft'};
const record = (key, from) => ({key, ...written, from, checked: '2026-11-25'});
const [PLACES, PLAN] = ['trigger-checklist.places', 'trigger-checklist.plan'];
/** Writes the copy of the widget, with a change. */
const writeCopy = (edit = (_copy) => {}) => {
  const [trigger, cues] = ['reasons.11', 'reasons.14'].map((id) => `article:${refer(id)}`);
  const messages = [record('places', [trigger]), record('plan', [trigger, cues, 'source:a-study'])];
  const copy = {widget: 'trigger-checklist', grade: 8, messages};
  edit(copy);
  write('copy/trigger-checklist.json', copy);
};
const leftOut = () =>
  Object.fromEntries(
    passages
      .filter(({id}) => id !== 'reasons.11' && id !== 'reasons.14')
      .map((passage) => [referenceTo(passage), {why: 'page', reason: 'Not for this test.'}]),
  );
const study = {title: 'A study', publisher: 'A journal', url: 'https://example.org/', date: 'undated'};
const sources = () => ({'a-study': study});

/** Returns the problems of the content folder. */
const problems = () => readLedger(content).problems;
const found = () => problems().map(({kind, subject, records}) => [kind, subject, records]);

before(() => {
  content = temporaryFolder('ledger');
  mkdirSync(path('copy'));
});
beforeEach(() => {
  cpSync(join(contentFolder, 'source/article.json'), path('source/article.json'));
  // Not cpSync, which would copy the write protection of a read-only checkout.
  writeFileSync(path('source/article.txt'), readFileSync(join(contentFolder, 'source/article.txt')));
  writeCopy();
  write('source/left-out.json', leftOut());
  write('source/sources.json', sources());
});

describe('ledger', () => {
  test('covers an article whose passages are all shown or left out', () => {
    const {rows, problems: none} = readLedger(content);
    assert.deepEqual(none, []);
    assert.deepEqual(totalsOf(rows), {passages: rows.length, shown: 2, covered: rows.length});
    const {shownBy, leftOut: why} = rows.find(({passage}) => passage.id === 'reasons.11');
    assert.deepEqual([shownBy, why], [[PLACES, PLAN], undefined]);
  });

  test('names the records of a changed sentence, and its current text', () => {
    editArticle('people, places, smells, drug', 'people, pets, smells, drug');
    assert.deepEqual(found()[0], ['stale', refer('reasons.11'), [PLACES, PLAN]]);
    assert.match(problems()[0].message, /reasons\.11#\w{8}.*“Furthermore.*pets/u);
  });

  test('names the records of sentences after a removed one, and their new references', () => {
    const sentence = 'Furthermore, it can be anything such as people, places, smells, drug paraphernalia, music or ';
    editArticle(`${sentence}environments. `, '');
    const {kind, message} = problems().find(({subject}) => subject === refer('reasons.14'));
    assert.equal(kind, 'stale');
    assert.match(message, /reasons\.13#25aae1e9/u);
  });

  test('reports a new sentence', () => {
    const sentence = 'However, the body no longer has a tolerance.';
    editArticle(sentence, `${sentence} Call for help.`);
    const uncovered = problems().filter(({kind}) => kind === 'uncovered');
    assert.equal(uncovered.length, 1);
    assert.match(uncovered[0].message, /“Call for help\.”/u);
  });

  test('rejects a passage that is neither shown nor left out, and one that is both', () => {
    const {[refer('who.3')]: _, ...rest} = leftOut();
    write('source/left-out.json', rest);
    const [[kind, subject], ...others] = found();
    assert.deepEqual([kind, subject, others], ['uncovered', refer('who.3'), []]);
    write('source/left-out.json', {...leftOut(), [refer('reasons.14')]: {why: 'unclear', reason: 'Is it?'}});
    assert.deepEqual(found(), [['both', refer('reasons.14'), [PLAN]]]);
  });

  test('rejects an invalid reason', () => {
    for (const [entry, message] of /** @type {[object, RegExp][]} */ ([
      [{why: 'boring', reason: 'Nobody reads it.'}, /left-out\.json: who\.3#\w+\.why: .*\(unsafe, outdated, /u],
      [{why: 'repeat', reason: ' '}, /left-out\.json: who\.3#\w+\.reason: must match pattern/u],
    ])) {
      write('source/left-out.json', {...leftOut(), [refer('who.3')]: entry});
      assert.throws(problems, message);
    }
  });
});

test('texts about the widgets themselves may cite a test that exists', () => {
  const cite = (from) => writeCopy(({messages}) => messages.push(record('privacy', from)));
  cite(['test:unit/ledger.test.mjs']);
  assert.deepEqual(problems(), []);
  cite(['test:unit/no-such.test.mjs']);
  assert.deepEqual(found(), [['unknown-test', 'unit/no-such.test.mjs', ['trigger-checklist.privacy']]]);
});

test('sources are refused at the address of a copy, a proxy or an archive', () => {
  for (const address of [
    'docslib.org/doc/12244641/five-essential-steps-for-first-responders-pdf',
    'www.scribd.com/document/1',
    'www-nejm-org.brum.beds.ac.uk/doi/1',
    'web.archive.org/web/2020/https://nida.nih.gov/',
    'www-bmj-com.ezproxy.example.edu/content/1',
    'app.example.org/proxy?url=https%3A%2F%2Fwww.samhsa.gov%2F',
  ]) {
    const url = `https://${address}`;
    write('source/sources.json', {'a-study': {...study, url}});
    const [[kind, subject], ...others] = found();
    assert.deepEqual([kind, subject, others], ['copy-address', 'a-study', []], url);
  }
});

test('lines of sources are quoted for messages that cite the source', () => {
  const all = readCopies(contentFolder).flatMap((copy) =>
    [...copy.messages, ...(copy.pictures ?? [])].map((each) => ({open: [], ...each, widget: copy.widget})),
  );
  for (const [source, {says = []}] of Object.entries(readSources(contentFolder)))
    for (const id of says.flatMap((line) => line.for)) {
      const {from = [], open = []} = all.find(({widget, key}) => `${widget}.${key}` === id) ?? {};
      const asked = open.flatMap(({positions}) => positions.flatMap(({sources}) => sources));
      assert.ok(from.includes(`source:${source}`) || asked.includes(source), `${id} does not cite ${source}`);
    }
});

test('copy files are rejected with the name of the file and the location', () => {
  for (const [edit, message] of /** @type {[(copy: any) => unknown, RegExp][]} */ ([
    [({messages}) => delete messages[1].reason, /copy\/trigger-checklist\.json: messages\[1\] “plan”/u],
    [({messages}) => delete messages[1].reason, /required property 'reason'/u],
    [({messages}) => (messages[1].kind = 'poem'), /“plan”, kind: .*\(text, rich, label\)/u],
    [({messages}) => (messages[1].color = 'red'), /“plan”: .*\(color\)/u],
    [({messages}) => (messages[1].from = ['article:reasons.14']), /“plan”, from\[0\]: must match pattern/u],
    [({messages}) => (messages[1].key = 'places'), /key “places” is used twice/u],
    [(copy) => (copy.widget = 'faq'), /does not match the name of the file/u],
  ])) {
    writeCopy(edit);
    assert.throws(() => readCopies(content), message);
  }
});

test('the command prints the problems and exits with 1', () => {
  editArticle('people, places, smells, drug', 'people, pets, smells, drug');
  const {status, stderr} = spawnSync(process.execPath, [command, 'ledger', content], {encoding: 'utf8'});
  assert.equal(status, 1);
  assert.match(stderr, /✗ stale: reasons\.11#ac2ea69b, in trigger-checklist\.places, trigger-checklist\.plan\n/u);
});
