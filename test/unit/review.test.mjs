/** Signatures are bound to the text: any change of the parts that the reviewer saw invalidates them. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, test} from 'node:test';
import {planPacket} from '../../src/tools/review/packet.mjs';
import {parseVerdict, readDay, readReviewer} from '../../src/tools/review/read-packet.mjs';
import {CHANNEL_VARIABLE, releasedIn} from '../../src/tools/review/channel.mjs';
import {describeReviews, standingOf} from '../../src/tools/review/report.mjs';
import {areNear, latestEnd, readReviews} from '../../src/tools/review/signatures.mjs';
import {findAll, findingOf, indexReviews, shownPictures, widgetStates} from '../../src/tools/review/status.mjs';
import {readCorpus} from '../../src/tools/review/subjects.mjs';
import {NAMESPACE, verifyReviews} from '../../src/tools/review/verify.mjs';
import {rowsIn} from '../support/packets.mjs';
import {copyContent, signWidget, tester} from '../support/reviews.mjs';
import {root} from '../../src/tools/project.mjs';

const today = '2026-11-26';
const id = 'shared.companion';
const xliff = 'src/locales/es.xlf';
const shared = 'src/content/copy/shared.json';

let copy;
beforeEach(() => void (copy = copyContent()));
const read = () => /** @type {const} */ ([readCorpus(copy), readReviews(copy.content)]);
const subjectIn = (language, of = id) => readCorpus(copy).subjects.get(language)?.get(of) ?? assert.fail(language);

const finding = (language = 'es', kind = /** @type {'clinical' | 'language'} */ ('language'), on = today, of = id) =>
  findingOf(subjectIn(language, of), kind, indexReviews(readReviews(copy.content)), on);

const sign = (more = {}, occasion = {}) =>
  copy.sign({reviewer: tester, kind: 'language', language: 'es', on: today, ...occasion}, [
    {subject: subjectIn('es'), verdict: 'approved', ...more},
  ]);
const problems = () => verifyReviews(copy, today).problems.join('\n');
/** The first character of the translation. */
const TARGET = new RegExp(`(<trans-unit id="${id}"[^>]*>\\s+<source>.*?</source>\\s+<target[^>]*>).`, 'u');

describe('a signature', () => {
  test('counts for its text, its language and its kind alone', () => {
    assert.equal(finding().state, 'unsigned');
    sign();
    assert.equal(finding().state, 'signed');
    assert.equal(finding('es', 'clinical').state, 'unsigned');
    assert.equal(finding('ar').state, 'unsigned');
    assert.equal(finding('en', 'clinical').state, 'unsigned');
    sign({}, {region: 'GB', kind: 'clinical'});
    assert.equal(finding('es', 'clinical').why, 'test clinician, Test County, read for GB, until 2027-11-26');
  });

  const sourceFile = 'src/content/source/sources.json';
  const companion = /("key": "companion",\s+"kind": "rich",\s+"text": ".)/u;
  for (const [what, part, file, from, to] of /** @type {[string, string, string, RegExp | string, string][]} */ ([
    ['one character of the translation', 'text', xliff, TARGET, '$1'],
    ['the English', 'English', shared, companion, '$1x'],
    ['the meaning of a source', 'sources', sourceFile, /"publisher": "/gu, '$&The '],
    ['a line quoted from a source', 'sources', sourceFile, '"quote": "Call NORS', '"quote": "Ring NORS'],
    ['the meaning of a placeholder', 'placeholders', shared, 'its telephone number, a link', 'a number'],
  ]))
    test(`ends when ${what} changes, and the report says so`, () => {
      sign();
      copy.edit(file, (text) => text.replace(from, to));
      const {state, why} = finding();
      assert.equal(state, 'changed', why);
      assert.match(why, new RegExp(`^${part} changed since test clinician, Test County saw it on 2026-11-26`));
      if (part === 'English') assert.match(why, /; the English read “Alone\? \{name\} can stay /);
      const {open, next} = standingOf(...read(), today);
      assert.deepEqual(Object.fromEntries(open.map((each) => [each.id, each.why])), {[id]: why});
      assert.equal(next[0], 'npm run review -- packet --for language --lang es --changed');
    });

  test('outlasts a line quoted for another text, and the day on which a source was read', () => {
    sign();
    copy.edit('src/content/source/sources.json', (text) =>
      text
        .replace('"quote": "Lay the person', '"quote": "Put the person')
        .replaceAll('"on": "2026-11-28"', '"on": "2026-11-29"'),
    );
    assert.equal(finding().state, 'signed');
  });

  test('ends after 12 months for safety, after 24 for other texts, or on its own earlier date', () => {
    sign();
    assert.equal(finding('es', 'language', '2027-11-26').state, 'signed');
    const {state, why} = finding('es', 'language', '2027-11-27');
    assert.equal(state, 'expired');
    assert.match(why, /until 2027-11-26/);
    assert.equal(latestEnd('2024-02-29', true), '2025-02-28');
    assert.equal(latestEnd('2026-11-26', false), '2028-11-26');
  });

  test('counts for the text that was seen, whichever of the reviews of a day is read first', () => {
    sign();
    const [, before] = new RegExp(`id="${id}"[^]*?<target[^>]*>([^<]*)`).exec(copy.read(xliff)) ?? assert.fail();
    const after = `Hoy: ${before}`;
    copy.edit(xliff, (text) => text.replace(before, after));
    assert.equal(finding().state, 'changed');
    sign();
    assert.equal(finding().state, 'signed');
    copy.edit(xliff, (text) => text.replace(after, before));
    assert.equal(finding().state, 'signed');
  });

  test('of a picture counts for its drawing, once for all languages; only signed ones are in the channel of reviewed texts', () => {
    const [picture, other] = ['overdose-warning.picture-side', 'overdose-warning.picture-wake'];
    const stateIn = (language) => finding(language, 'clinical', today, picture).state;
    const shown = (channel) => [picture, other].filter(shownPictures(copy, channel, today));
    assert.equal(stateIn('es'), 'unsigned');
    sign({subject: subjectIn('en', picture)}, {kind: 'clinical', language: 'en'});
    assert.deepEqual([stateIn('en'), stateIn('es')], ['signed', 'signed']);
    assert.deepEqual([shown('draft'), shown('reviewed')], [[picture, other], [picture]]);
    copy.edit('src/content/pictures/side.svg', (text) => text.replace('M4 93', 'M4 92'));
    assert.deepEqual([stateIn('es'), shown('reviewed')], ['changed', []]);
    signWidget(copy, 'overdose-warning', 'en', today);
    copy.edit('src/content/pictures/side.svg', (text) => text.replace('M4 92', 'M4 91'));
    process.env[CHANNEL_VARIABLE] = 'reviewed';
    const [english] = describeReviews(copy).get('overdose-warning') ?? [];
    delete process.env[CHANNEL_VARIABLE];
    assert.equal(english.state, 'reviewed');
  });

  test('approves nothing if it asks for a change', () => {
    sign({verdict: 'approved-with-change', change: 'Otra cosa.'});
    const {state, why} = finding();
    assert.equal(state, 'change-proposed');
    assert.match(why, /Otra cosa\./);
  });

  test('is outweighed by a rejection of another reviewer, and by a later verdict of the same', () => {
    const other = {...tester, name: 'Another Reviewer'};
    sign();
    sign({verdict: 'rejected', comment: 'Too vague.'}, {reviewer: other});
    assert.equal(finding().state, 'rejected');
    assert.match(finding().why, /^rejected by test clinician, Test County on [-\d]+: Too vague\.$/);
    sign({}, {reviewer: {...other, name: ' Dr.  another  REVIEWER, MD '}, on: '2026-11-27'});
    assert.equal(finding('es', 'language', '2026-11-27').state, 'signed');
  });

  test('is outweighed by a rejection of any kind, which holds a release, and a translation by its English', () => {
    const heldBy = (language) => {
      const found = findAll(...read(), today).get(language);
      return found?.get(id)?.flatMap(({state, why}) => (state === 'signed' ? [] : `${state}: ${why}`)) ?? [];
    };
    sign();
    sign({}, {kind: 'clinical'});
    assert.deepEqual(heldBy('es'), ['held: English: no clinical review']);
    assert.equal(standingOf(...read(), today).open[0].language, 'es');
    sign({subject: subjectIn('en')}, {kind: 'clinical', language: 'en'});
    assert.deepEqual(heldBy('es'), []);
    const rejected = {verdict: 'rejected', comment: 'It scares.', subject: subjectIn('en')};
    sign(rejected, {kind: 'lived-experience', language: 'en'});
    assert.equal(standingOf(...read(), today).next[0].slice(-9), '1 message');
    const again = /must be looked at again: shared\.companion: rejected by .*It scares\./;
    for (const from of ['Alone? ', 'its telephone number, a link']) {
      copy.edit(shared, (text) => text.replace(from, `${from} `));
      assert.throws(() => releasedIn(copy, today), again);
      copy.edit(shared, (text) => text.replace(`${from} `, from));
    }
    assert.match(heldBy('es')[0], /^rejected: English: rejected by test clinician, Test County on .*: It scares\.$/);
    // Another line of a source answers her; the text needs its signature again.
    copy.edit(sourceFile, (text) => text.replace('"quote": "Call NORS', '"quote": "Ring NORS'));
    assert.match(heldBy('en').join(), /^changed: sources changed since [^:]*: [^:]*$/);
  });

  test('of any kind is asked for once refused words have changed, though they need none', () => {
    for (const widget of ['helpline-banner', 'overdose-warning']) signWidget(copy, widget, 'en', today);
    const lead = () => subjectIn('en', 'helpline-banner.lead');
    const rejected = {subject: lead(), verdict: 'rejected', comment: 'It shames.'};
    sign(rejected, {kind: 'lived-experience', language: 'en'});
    copy.edit('src/content/copy/helpline-banner.json', (text) => text.replace(lead().text, 'Other words.'));
    assert.throws(() => releasedIn(copy, today), /again: helpline-banner\.lead: text changed .* reason: It shames\./);
    sign({subject: lead()}, {kind: 'plain-language', language: 'en'});
    assert.deepEqual(Object.keys(releasedIn(copy, today)), ['helpline-banner', 'overdose-warning']);
  });
});

test('the state of a widget is the least of its messages; of British English those of the signed English that it has no text of its own for', () => {
  const stateOf = (language, on = today) =>
    widgetStates(...read(), on).find((each) => each.widget === 'helpline-banner' && each.language === language);
  signWidget(copy, 'helpline-banner', 'es', today);
  assert.deepEqual([stateOf('en')?.state, stateOf('es')?.state], ['draft', 'draft']);
  signWidget(copy, 'helpline-banner', 'en', today);
  assert.equal(stateOf('en-GB')?.state, 'draft');
  signWidget(copy, 'helpline-banner', 'en-GB', '2026-11-25');
  assert.equal(stateOf('en-GB')?.state, 'reviewed');
  // Only safety texts of English need a signature, so the line under them claims no more.
  const line = readCorpus(copy).subjects.get('en')?.get('shared.reviewed')?.text ?? '';
  assert.match(line, /^Safety advice reviewed on \{date\} by \{who\}\./);
  const found = stateOf('es');
  assert.equal(found?.state, 'reviewed');
  const by = [{role: 'test clinician', organisation: 'Test County'}];
  assert.deepEqual(found?.review, {on: today, until: '2027-11-26', by});
  assert.equal(stateOf('es', '2027-12-01')?.state, 'overdue');
  copy.edit(xliff, (text) => text.replace('Hable con alguien ahora', 'Hable con alguien'));
  assert.equal(stateOf('es')?.state, 'draft');
});

test('a packet has only what still needs a review, or has lapsed, with what changed since', () => {
  const base = {kind: /** @type {const} */ ('language'), language: 'es', widgets: ['helpline-banner'], today};
  const rowsOf = (more = {}) => rowsIn(planPacket(...read(), {...base, ...more}, copy.content));
  sign();
  const idsOf = (more = {}) => rowsOf(more).flatMap(({texts}) => texts.map((text) => text.id));
  assert.deepEqual([idsOf().includes(id), idsOf({which: 'all'}).includes(id)], [false, true]);
  assert.deepEqual([idsOf({which: 'lapsed'}), idsOf({which: 'lapsed', today: '2029-01-01'})], [[], [id]]);
  const due = rowsOf({which: 'due', today: '2027-11-01'}).map(({texts: [text], earlier: [line]}) => [text.id, line]);
  assert.match(due.join(), RegExp(`^${id},Earlier: signed by test clinician, Test County, until [-\\d]+$`));
  copy.edit(xliff, (text) => text.replace(TARGET, '$1'));
  const [{texts, earlier}, ...others] = rowsOf({which: 'lapsed'});
  assert.deepEqual([texts[0].id, others], [id, []]);
  assert.match(earlier[0], /^Earlier: text changed since test clinician, Test County saw it on .*: it read “/u);
  sign({verdict: 'rejected', comment: 'Too cold.'}, {kind: 'lived-experience'});
  sign({verdict: 'rejected', comment: 'Stiff.'}, {kind: 'lived-experience', reviewer: {...tester, name: 'A. Nother'}});
  const said = () => rowsOf().find((row) => row.texts[0].id === id)?.earlier[1] ?? '';
  const no = 'rejected by test clinician, Test County on [-\\d]+: (Too cold|Stiff)\\.';
  assert.match(said(), RegExp(`^Earlier: ${no}; ${no}$`));
  copy.edit(xliff, (text) => text.replace(TARGET, '$1'));
  const since = 'text changed since test [^;]* rejected it on [^;]*: it read “.*”; reason: (Too cold|Stiff)\\.';
  assert.match(said(), RegExp(`^Earlier: ${since}; ${since}$`));
});

test('git ignores packets under any name, comments and private lists', () => {
  const comments = ['a.docx.comments.md', 'RE.DOCX.comments.md', 'src/private-list.json', '.~lock.RE.DOCX#'];
  const names = ['review-clinical-en.docx', 'RE Dr Test.docx', 'RE.DOCX', 'a.docm', ...comments];
  const {stdout} = spawnSync('git', ['check-ignore', '--no-index', ...names], {cwd: root, encoding: 'utf8'});
  assert.equal(stdout.replaceAll('"', '').trim(), names.join('\n'));
});

test('a day and a refusal are read as people write them, but no day that may be two', () => {
  for (const text of ['2026-11-28', '28 Nov 2026', 'November 28, 2026', '11/28/2026', '28.11.2026', '28/11/2026'])
    assert.equal(readDay(text), '2026-11-28', text);
  for (const text of ['01/02/2026', '26 November', '2026-02-30', '46354', 'today'])
    assert.equal(readDay(text), undefined, text);
  // Without one it is that on which the packet is applied; where she is, it may be tomorrow.
  const dayOn = (on) => readReviewer({on, made: '2026-11-26'}, /** @type {any} */ ({}), '2026-11-26').on;
  assert.deepEqual(['', '27 Nov 2026', '25/11/2026'].map(dayOn), ['2026-11-26', '2026-11-26', '2026-11-25']);
  assert.deepEqual(['reject', 'Refuse.', 'not approved', 'no'].map(parseVerdict), Array(4).fill('rejected'));
});

test('npm run review -- apply applies nothing when it is asked for help', () => {
  assert.equal(spawnSync('npm', ['run', 'review', '--', 'apply', 'none.docx', '--help'], {cwd: root}).status, 0);
});

describe('reviews that are refused', () => {
  const change = (file, change) =>
    copy.edit(`src/content/reviews/${file}`, (text) => {
      const review = JSON.parse(text);
      change(review);
      return JSON.stringify(review, null, 2);
    });

  for (const [what, edit, message] of /** @type {[string, (review: any) => unknown, RegExp][]} */ ([
    ['no role', ({reviewer}) => delete reviewer.role, /reviewer: .*role/],
    ['words that were not seen', ({signatures: [first]}) => (first.text = 'Other.'), /“text” is not the one that was /],
    ['English that was not seen', ({signatures: [first]}) => (first.english = 'Other.'), /“english” is not the one/],
    ['too long a time', ({signatures: [first]}) => (first.until = '2036-01-01'), /longer than 24 months/],
    ['an unknown verdict', ({signatures: [first]}) => (first.verdict = 'fine'), /approved-with-change/],
    ['a message twice', ({signatures}) => signatures.push(signatures[0]), /signed twice/],
    ['no English', ({signatures: [first]}) => delete first.seen.english, /with the English beside/],
  ]))
    test(`name the file: ${what}`, () => {
      change(sign(), edit);
      const file = 'reviews/2026-11-26-es-language-[0-9a-f]{8}\\.json';
      assert.throws(() => readReviews(copy.content), {message: new RegExp(`^${file}: [^]*${message.source}`)});
    });

  test('more than 12 months for safety', () => {
    change(sign(), (review) => (review.signatures[0].until = '2028-11-01'));
    assert.match(problems(), /about safety and cannot count until 2028-11-01/);
    assert.equal(finding('es', 'language', '2028-01-01').state, 'expired');
  });
});

describe('npm run review -- verify', () => {
  const run = (command, ...args) => {
    const result = spawnSync(command, args, {cwd: copy.folder, encoding: 'utf8'});
    assert.equal(result.status, 0, `${command} ${args.join(' ')}: ${result.stderr}`);
    return result;
  };
  const commit = (...options) => {
    if (!existsSync(copy.path('.git'))) run('git', 'init', '-q');
    run('git', 'add', '-A');
    run('git', '-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-q', '-m', 'reviews', ...options);
  };

  test('finds reviews that were changed or deleted after a commit, and those that history hides', () => {
    assert.match(verifyReviews(copy, today).notes.join(), /no git history/);
    const path = `src/content/reviews/${sign()}`;
    assert.match(problems(), /no git history/);
    commit();
    assert.deepEqual(verifyReviews(copy, today).problems, []);
    writeFileSync(copy.path('src/content/reviews/again.json'), copy.read(path));
    assert.match(problems(), /: a copy of .*\.json$/m);
    rmSync(copy.path('src/content/reviews/again.json'));
    commit('--allow-empty');
    run('git', 'clone', '-q', '--depth', '1', `file://${copy.folder}`, 'shallow');
    const shallow = {content: copy.path('shallow/src/content'), locales: copy.path('shallow/src/locales')};
    assert.match(verifyReviews(shallow, today).problems.join(), /this clone is shallow/);
    rmSync(copy.path('shallow'), {recursive: true});
    copy.edit(path, (text) => text.replace('Test County', 'Best County'));
    assert.match(problems(), /reviews\/.*changed after it had been committed/);
    commit();
    assert.match(problems(), /changed after it had been committed/);
    rmSync(copy.path(path));
    commit();
    assert.match(problems(), /deleted after it had been committed/);
  });

  test('accepts signatures of ssh-keygen, and refuses forged, foreign and missing ones', () => {
    const key = (name) => {
      run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', copy.path(name));
      return readFileSync(copy.path(`${name}.pub`), 'utf8').trim();
    };
    commit();
    const [own, foreign] = [key('own'), key('foreign')];
    const signFile = (file, name, namespace = NAMESPACE) => {
      const path = copy.path(`src/content/reviews/${file}`);
      rmSync(`${path}.sig`, {force: true});
      run('ssh-keygen', '-q', '-Y', 'sign', '-f', copy.path(name), '-n', namespace, path);
    };
    const file = sign({}, {reviewer: {...tester, publicKey: own}});
    assert.match(problems(), /\.sig is missing/);
    signFile(file, 'own');
    assert.equal(problems(), '');

    for (const forge of [
      () => signFile(file, 'foreign'),
      () => signFile(file, 'own', 'another-purpose'),
      () => {
        signFile(file, 'own');
        copy.edit(`src/content/reviews/${file}`, (text) => text.replace('test clinician', 'best clinician'));
      },
    ]) {
      forge();
      assert.match(problems(), /not signed by the key in /);
    }
    copy.edit(`src/content/reviews/${file}`, (text) => text.replace('best clinician', 'test clinician'));
    assert.equal(problems(), '');

    const near = sign({comment: 'later'}, {reviewer: {...tester, name: 'Reviewer, T.'}});
    assert.match(problems(), /the name is nearly that in .*, whose reviewer signs with a key/);
    assert.deepEqual([areNear('a123456789abcdef', 'A. Test'), areNear('Ann Test', 'A. Test')], [false, true]);
    rmSync(copy.path(`src/content/reviews/${near}`));
    const unsigned = sign({comment: 'later'});
    assert.match(problems(), /signs with the key in .*, and .*\.sig is missing/);
    signFile(unsigned, 'own');
    assert.equal(problems(), '');
    rmSync(copy.path(`src/content/reviews/${unsigned}.sig`));
    rmSync(copy.path(`src/content/reviews/${unsigned}`));
    const other = sign({comment: 'later'}, {reviewer: {...tester, publicKey: foreign}});
    signFile(other, 'foreign');
    assert.match(problems(), /this file has another/);
    writeFileSync(copy.path('src/content/reviews/none.json.sig'), '');
    assert.match(problems(), /none\.json\.sig: a signature of no review/);
  });
});

test('this repository has no review that was changed, forged or written by a test', () => {
  const paths = {content: join(root, 'src/content'), locales: join(root, 'src/locales')};
  assert.deepEqual(verifyReviews(paths).problems, []);
  for (const {reviewer} of readReviews(paths.content)) assert.doesNotMatch(reviewer.name, /\btest(er)?\b/i);
});

test('this repository calls all texts drafts only as long as nobody has signed one', () => {
  for (const file of ['README.md', 'CHANGELOG.md', 'stories/docs/Introduction.mdx']) {
    const text = readFileSync(join(root, file), 'utf8');
    const says = /(all texts are drafts|no clinician and no native speaker has reviewed)/i.test(text);
    assert.equal(says, !readReviews().length, file);
  }
});
