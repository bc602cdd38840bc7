/** Packets for a clinician: questions on which sources disagree, sources beside each row, and no word of hers lost. */
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {before, describe, test} from 'node:test';
import {strFromU8, strToU8, unzipSync} from 'fflate';
import {readLedger} from '../../src/tools/ledger/ledger.mjs';
import {CORE, introduction, minutesOf, planPacket, sourceList} from '../../src/tools/review/packet.mjs';
import {writeDocx} from '../../src/tools/review/packet-docx.mjs';
import {standingOf} from '../../src/tools/review/report.mjs';
import {readReviews} from '../../src/tools/review/signatures.mjs';
import {findingOf, indexReviews} from '../../src/tools/review/status.mjs';
import {readCorpus, shownBy} from '../../src/tools/review/subjects.mjs';
import {change, fillDocx, planIn, reviewer, rowsIn, signed} from '../support/packets.mjs';
import {copyContent, signWidget} from '../support/reviews.mjs';

const today = '2026-11-26';
const another = {name: 'Another Person', role: 'test nurse', organisation: 'Test Town'};
const ORDER = 'Naloxone before breaths or CPR, as the steps have it, or after they have begun?';

const selection = {kind: /** @type {const} */ ('clinical'), language: 'en', today, widgets: ['overdose-warning']};
const idsIn = (packet) => rowsIn(packet).flatMap(({texts}) => texts.map(({id}) => id));

describe('a packet for a clinician', () => {
  let [english, own, made, docx, approved] = /** @type {any[]} */ ([]);
  before(async () => {
    english = copyContent();
    own = readCorpus(english);
    made = planPacket(own, [], selection, english.content);
    docx = await writeDocx(made);
    approved = fillDocx(docx, {fields: reviewer, blocks: 'approved'});
  });
  const plan = (bytes, paths = english) => planIn(bytes, {corpus: readCorpus(paths), paths, today});

  test('asks each question on which sources disagree once, before the texts, and records the answer', async () => {
    const {messages: all} = own.copies.find(({widget}) => widget === 'overdose-warning') ?? assert.fail();
    const open = new Set(all.flatMap((message) => (message.open ?? []).map(({question}) => question)));
    assert.deepEqual(made.questions.map(({question}) => question).sort(), [...open].sort());
    const xml = Buffer.from(unzipSync(docx)['word/document.xml']).toString();
    const texts = made.questions.flatMap(({question, positions}) => [question, ...positions.map(({says}) => says)]);
    const order = ['Your name', texts[0], '>Sources<', '>Packet<'].map((text) => xml.indexOf(text));
    const sorted = order.toSorted((a, b) => a - b);
    assert.deepEqual(order, sorted);
    for (const text of texts) assert.ok(xml.indexOf(text) < xml.indexOf('Try to wake them.'), text);
    const filled = fillDocx(docx, {fields: reviewer, ticks: ['Naloxone first.']});
    const [[, review]] = (await plan(filled)).files;
    const [{messages, ...answer}] = JSON.parse(review).answers;
    assert.deepEqual(answer, {question: ORDER, chosen: ['Naloxone first.']});
    assert.deepEqual(Object.keys(messages), ['overdose-warning.step-naloxone-none']);
    const setsAside = async (from, to, message) => {
      const {files, summary} = await plan(fillDocx(change(filled, from, to), {blocks: 'ok'}));
      assert.match(summary.join('\n'), message);
      assert.ok(![...files.values()][0].includes('Naloxone first.'));
    };
    // Her answer is beside the text, which it may contradict.
    const said = (await plan(filled)).summary.join('\n');
    assert.match(said, /^answer, row \d+: “Naloxone before .*” Naloxone first\. The text: “If you have none/m);
    assert.ok(xml.includes('If it says otherwise, change or reject its row too.'));
    const noted = await plan(fillDocx(change(filled, '☒', '☐ not this'), {blocks: 'ok'}));
    assert.ok(noted.summary.includes('comment, table 2, row 2: not this'), noted.summary.join('\n'));
    assert.equal(JSON.parse([...noted.files.values()][0]).answers, undefined);
    await setsAside('☒', 'no', /aside: table 2, row 1: words in table 2, row 2 instead of a tick: ask/);
    await setsAside('Naloxone first.', 'Naloxone last.', /aside: table \d+, row 1: .* that was sent \/ Naloxone last/);
    await setsAside(/SDF\* row \d+/, 'SDF*: “No naloxone.”', /aside: table \d+, row 1: .* that was sent \/ .*No nal/);
    await setsAside(/<w:tbl>((?!<\/w:tbl>).)*Naloxone first\..*?<\/w:tbl>/s, '', /aside: questions: “Naloxone before/);
  });

  test('asks again what was answered for earlier words, and shows that answer, as the ledger does', async () => {
    const copy = copyContent();
    const ask = (which) => planPacket(readCorpus(copy), readReviews(copy.content), {...selection, which}, copy.content);
    const given = {fields: reviewer, ticks: ['Naloxone first.']};
    const [[path, review]] = (await plan(fillDocx(docx, given), copy)).files;
    writeFileSync(path, review);
    const shown = (asked = ORDER) => readLedger(copy.content).open.find(({question}) => question === asked)?.answers;
    assert.deepEqual(shown(), ['Answered by test clinician, Test County, 2026-11-26: Naloxone first.']);
    assert.equal(ask('lapsed').count, 0);
    const said = 'Answered for earlier words by test clinician, Test County, 2026-11-26: Naloxone first.';
    const file = 'src/content/copy/overdose-warning.json';
    const reworded = said.replace('words', `wording “${ORDER}”`).replace('for', 'for the');
    for (const [from, to, line = said, asks = ORDER] of [
      ['it is not ready at once', 'it is not at hand'],
      ['"says": "Naloxone first."', '"says": "Naloxone, first."'],
      [ORDER, 'Which comes first?', reworded, 'Which comes first?'],
    ]) {
      copy.edit(file, (text) => text.replace(from, to));
      assert.deepEqual(shown(asks), [line]);
      const again = ask('lapsed');
      const asked = again.questions.map(({question, earlier}) => [question, earlier]);
      assert.deepEqual(asked, [[asks, [line]]]);
      assert.deepEqual(idsIn(again), ['overdose-warning.step-naloxone-none']);
      // The earlier answer is text of ours, not a comment of hers.
      const bytes = fillDocx(await writeDocx(again), {fields: another, blocks: 'approved'});
      assert.doesNotMatch((await plan(bytes, copy)).summary.join('\n'), /comment, |set aside/);
      copy.edit(file, (text) => text.replace(to, from));
    }
  });

  test('asks again what nobody answered, though the text is signed, and what two people answer differently', async () => {
    const copy = copyContent();
    signWidget(copy, 'overdose-warning', 'en', today);
    const read = () => /** @type {const} */ ([readCorpus(copy), readReviews(copy.content)]);
    const asked = (which) =>
      planPacket(...read(), {...selection, which}, copy.content).questions.some(({question}) => question === ORDER);
    const steps = () => standingOf(...read(), today).next.join('\n');
    const isOpen = () => [asked('needed'), asked('lapsed'), steps().includes(`step-naloxone-none: ${ORDER}`)];
    assert.deepEqual(isOpen(), [true, true, true]);
    const [first] = (await plan(fillDocx(docx, {fields: reviewer, ticks: ['Naloxone first.']}), copy)).files;
    writeFileSync(...first);
    assert.deepEqual(isOpen(), [false, false, false]);
    const ticks = ['Resuscitation is not delayed for naloxone.'];
    const spanish = await writeDocx(planPacket(own, [], {...selection, language: 'es'}, english.content));
    const {summary} = await plan(fillDocx(spanish, {fields: reviewer, ticks}), copy);
    const otherwise = /^open, as the same person answered otherwise on this day: .*: Naloxone first\.$/m;
    assert.match(summary.join('\n'), otherwise);
    const other = fillDocx(docx, {fields: another, ticks});
    const message = /^reviewers disagree: “Naloxone .* Resuscitation .* Answered by test .*: Naloxone first\./;
    await assert.rejects(plan(other, copy), {message});
    const [second] = (await planIn(other, {corpus: read()[0], paths: copy, today, isDisputed: true})).files;
    writeFileSync(...second);
    assert.deepEqual(isOpen(), [true, true, true]);
    // Of one person the answer of the latest day counts.
    const later = second[1].replace(/Resuscitation.*naloxone\./, 'Naloxone first.').replace(today, '2026-11-27');
    writeFileSync(second[0].replace(today, '2026-11-27'), later);
    assert.deepEqual(isOpen(), [false, false, false]);
  });

  test('names the text of a row that has changed, and the sources that were added, removed or changed since', () => {
    const copy = copyContent();
    const id = 'overdose-warning.step-side-how';
    const subject = readCorpus(copy).subjects.get('en')?.get(id) ?? assert.fail();
    copy.sign({reviewer, kind: 'clinical', language: 'en', on: today}, [{subject, verdict: 'approved'}]);
    const cited = /(?<="key": "step-side-how"[^]*)source:nhs-recovery-position/;
    copy.edit('src/content/copy/overdose-warning.json', (text) => text.replace(cited, 'source:camh-5-steps'));
    copy.edit('src/content/source/sources.json', (text) => text.replace('"continue to monitor', '"go on to monitor'));
    const now = planPacket(readCorpus(copy), readReviews(copy.content), selection, copy.content);
    const {earlier = []} = rowsIn(now).find(({texts}) => texts.some((text) => text.id === id)) ?? {};
    const [line, ...others] = earlier;
    assert.deepEqual(others, []);
    assert.match(line, /^Earlier, on “Bend the top knee .*”: sources changed since test clinician, Test County saw/u);
    assert.equal(line.split('; sources: ')[1], 'nhs-recovery-position removed, Prenoxad changed, CAMH added');
  });

  test('for a clinician has the forms of a sentence and its picture in one row, and what has no source apart', () => {
    const shown = rowsIn(made).map(({texts}) => texts.map(({judged}) => judged));
    const breaths = shown.find(([first]) => first.startsWith('United States: ')) ?? assert.fail();
    assert.match(breaths.join('\n'), /^United States: .*\nUnited Kingdom: .*\nElsewhere: .*\nPicture: /);
    assert.ok(shown.find((texts) => texts.includes('What to do') && texts.includes('More signs')));
  });

  test('of the core widgets fits one hour, quotes each line once, and may be for one country', async () => {
    const corpus = readCorpus();
    const core = planPacket(corpus, [], {...selection, widgets: CORE});
    assert.ok(core.count <= 65, `${core.count} rows`);
    assert.equal(core.widgets[0].widget, 'overdose-warning');
    assert.deepEqual([minutesOf({count: 7, questions: []}), minutesOf({count: 7, questions: [1]})], [5, 10]);
    const sources = sourceList([...(corpus.subjects.get('en')?.values() ?? [])]).join('\n');
    assert.match(sources, /^HRSA\*: .*; read: Another page[^]*^NHS methadone\*: /imu);
    assert.match(sources, /; text not found; https:/u);
    const picture = {data: new Uint8Array(), width: 1, height: 1};
    core.widgets[0].pictures.push(picture, picture);
    rowsIn(core)[1].texts[1].drawing = picture;
    assert.ok(rowsIn(core).every(({texts}) => texts.length <= 10));
    const textsIn = (packet) => rowsIn(packet).flatMap(({texts}) => texts.map((text) => text.judged));
    const words = (text) => text.match(/\S+/gu)?.length ?? 0;
    const xml = strFromU8(unzipSync(await writeDocx(core))['word/document.xml']).replaceAll('</w:p>', ' ');
    for (const [table] of xml.matchAll(/<w:tbl>.*?<\/w:tbl>/gs))
      if (table.includes('Open rows:')) assert.match(table.split('<w:tr>').at(-2) ?? '', /<w:keepNext\/>/);
    const lines = ['you may sign', 'number private?', 'show the U', 'its own verdict.', 'also your reasons and'];
    lines.push('Comments on rows stay', '>No source<', 'in every country, for a year at most.');
    lines.push('>Not read whole: ', 'refuses all texts of its row');
    for (const line of [`${core.count} rows and 10`, ...lines]) assert.ok(xml.includes(line), line);
    // Two pictures side by side, and a drawing in its row; quotations in 8.5 points.
    assert.equal(xml.match(/<w:tc>((?!<\/w:tc>).)*<w:drawing>/gs)?.length, 3);
    assert.match(
      xml,
      /<w:drawing>((?!<\/w:tc>).)*A head with closed eyes\..*"17"\/>((?!<\/w:p>).)*CDC<((?!<\/w:p>).)*: “Un/s,
    );
    const cited = core.questions.flatMap(({positions}) => positions.flatMap(({sources}) => sources)).join('\n');
    assert.match(cited, /^With You\*: “still unconscious .*” \(After the last step\)\n[^]*\nWith You\* question 6\n/m);
    assert.match(cited, /^BCEHS row 24$/m);
    assert.ok(rowsIn(core)[13].about.includes('Question 6, 7'));
    assert.match(cited, /^AHA 2021\* \(not read whole\)$/m);
    const around = words(xml.replace(/<[^>]*>/gu, '')) - words(textsIn(core).join(' '));
    assert.ok(around <= 3500, `${around} words around those to judge`);
    const home = textsIn(planPacket(corpus, [], {...selection, widgets: CORE, region: 'US'})).join('\n');
    assert.match(home, /^United States: /mu);
    assert.doesNotMatch(home, /^(Canada|United Kingdom): /mu);
    const language = introduction({...core, kind: 'language', region: 'US'}).after.join();
    assert.match(language, /that shows them \(forms for others than US are .*for a year \(two where safety/);
  });

  test('lists only texts that its widget shows', () => {
    for (const each of readCorpus().copies)
      for (const name of (each.packet ?? []).flatMap(({rows}) => rows.flat().map((form) => form.replace(/^.*: /, ''))))
        assert.ok(shownBy(each).includes(name.includes('.') ? name : `${each.widget}.${name}`), name);
  });

  test('has no picture without its drawing, which nobody could judge', () => {
    const draws = (/** @type {{id: string}} */ {id}) => id === 'overdose-warning.picture-side';
    const unseen = planPacket(own, [], {...selection, draws}, english.content);
    const pictures = JSON.stringify(unseen.widgets).match(/overdose-warning\.picture-[a-z]+/gu);
    assert.deepEqual([pictures, unseen.undrawn.length], [['overdose-warning.picture-side'], 10]);
  });

  test('signs no drawing that is not the one that was sent, nor a row with a picture that was added', async () => {
    const drawn = planPacket(own, [], selection, english.content);
    const texts = rowsIn(drawn)
      .flatMap((row) => row.texts)
      .filter(({picture}) => picture);
    drawn.widgets[0].pictures.push({data: strToU8('The widget'), width: 9, height: 9});
    for (const [at, text] of texts.entries()) text.drawing = {data: strToU8(`drawing ${at}`), width: 9, height: 9};
    const bytes = fillDocx(await writeDocx(drawn), {fields: reviewer, blocks: 'approved'});
    assert.equal(Object.keys(signed(await plan(bytes))).length, idsIn(made).length);
    const media = Object.keys(unzipSync(bytes)).filter((name) => name.startsWith('word/media/'));
    const image = /(?<=<w:drawing>.*)<w:drawing>.*?<\/w:drawing>/s;
    const replaced = change(bytes, 'drawing', 'another', media[1]);
    const [shape] = image.exec(strFromU8(unzipSync(bytes)['word/document.xml'])) ?? assert.fail();
    const added = change(bytes, /Gasping, or more[^<]*<\/w:t>/, `$&${shape}`);
    for (const altered of [replaced, change(bytes, image, ''), added]) {
      const planned = await plan(altered);
      assert.match(planned.summary.join('\n'), /^set aside: row \d+: its drawing is not the one that was sent, or/m);
      assert.ok(Object.keys(signed(planned)).length < idsIn(made).length);
    }
    await assert.rejects(plan(change(bytes, 'The widget', 'Another', media[0])), {message: /pictures of its widget/});
  });

  test('signs no row for the verdict on another block, if Word joined their tables, nor for a refusal of one', async () => {
    await assert.rejects(plan(fillDocx(docx, {fields: reviewer, blocks: 'no'})), {message: /“no” for its whole/});
    const [{rows}, {title}] = made.widgets[0].blocks;
    const ids = rows.flatMap(({texts}) => texts.map(({id}) => id));
    const open = change(approved, /(Open rows:((?!<\/w:tr>).)*)approved/, '$1choose');
    for (const head of ['', '.*?<w:tr>']) {
      const joined = change(open, RegExp(`</w:tbl><w:p>((?!<w:p>).)*${title}.*?<w:tr>${head}`), '<w:tr>');
      assert.ok(joined.length < open.length);
      assert.deepEqual(Object.keys(signed(await plan(joined))), idsIn(made).slice(ids.length));
    }
  });

  test('gives back every word that is written into any of its cells, in the review, the comments or a message', async () => {
    const spanish = {...selection, kind: /** @type {const} */ ('language'), language: 'es'};
    const translated = await writeDocx(planPacket(own, [], spanish, english.content));
    for (const bytes of [docx, translated])
      for (const column of [0, 1, 2, 3, 4]) {
        const words = [];
        const add = (cell, index) =>
          index === column
            ? `${cell}<w:p><w:r><w:t>qz${words.push(`qz${words.length}w`) - 1}w</w:t></w:r></w:p>`
            : cell;
        const answers = {fields: {...reviewer, registration: 'T 1', on: today}, ticks: ['Naloxone first.']};
        // Name and number are in no comment.
        const filled = change(fillDocx(bytes, answers), /<w:tr>.*?<\/w:tr>/gs, (row) =>
          /Your name|Registration/.test(row)
            ? row
            : [...row.split('</w:tc>').slice(0, -1).map(add), '</w:tr>'].join('</w:tc>'),
        );
        const {files, summary} = await plan(filled).catch(({problems}) => ({files: new Map(), summary: problems}));
        const said = [...files.values(), ...summary].join('\n');
        assert.ok(words.length > 5 || column > 3);
        const lost = words.filter((word) => !said.includes(word));
        assert.deepEqual(lost, [], `column ${column} of ${bytes === docx ? 'English' : 'a translation'}: ${said}`);
      }
  });

  test('sets aside a row whose sources or labels are not those that were sent', async () => {
    const {number} = rowsIn(made).find(({texts}) => texts[0].id === 'overdose-warning.dont-harm') ?? assert.fail();
    const planned = await plan(change(change(approved, 'a cold bath', 'a warm bath'), 'United Kingdom: ', 'UK: '));
    assert.match(planned.summary.join('\n'), new RegExp(`^set aside: row ${number}: the sources are not those `, 'm'));
    assert.match(planned.summary.join('\n'), /^set aside: row \d+: the label “United Kingdom:” was changed/m);
    assert.ok(!signed(planned)['overdose-warning.dont-harm']);
    const quoted = 'WHO 2026: “Wait for an hour.” (p. 3)';
    const added = `<w:p><w:r><w:t>${quoted}</w:t></w:r></w:p>`;
    const odd = await plan(change(approved, /<w:p>((?!<w:p>).)*·overdose-warning\.dont-harm·/s, `${added}$&`));
    assert.match(odd.summary.join('\n'), /^set aside: row \d+: a source was added that was not sent: “WHO 2026/m);
    assert.ok(!signed(odd)['overdose-warning.dont-harm'] && odd.summary.includes(`comment, row ${number}: ${quoted}`));
    // Names of sources count whatever the verdict.
    const named = /No line quoted: [^<]*/;
    const [{texts}] = rowsIn(made).filter(({about}) => about.some((line) => named.test(line)));
    const own = fillDocx(approved, {rows: {[texts[0].id]: {verdict: 'approved'}}});
    const cut = await plan(change(own, named, ''));
    assert.match(cut.summary.join('\n'), /^set aside: row \d+: the sources are not those .*“No line quoted/m);
    assert.ok(!signed(cut)[texts[0].id]);
    // The line stands in another row of the packet.
    const [here, there] = ['Lay the person on their side to prevent', 'Naloxone can reverse opioid'].map((words) =>
      RegExp(`<w:p>((?!<w:p>).)*CDC<((?!<w:p>).)*${words}.*?</w:p>`, 's'),
    );
    const [line] = here.exec(strFromU8(unzipSync(approved)['word/document.xml'])) ?? assert.fail();
    const moved = await plan(change(change(approved, here, ''), there, `$&${line}`));
    for (const id of ['step-side', 'naloxone-opioids']) assert.ok(!signed(moved)[`overdose-warning.${id}`], id);
  });

  /** Returns the content after a packet in English that changed one message, and the copy of its widget. */
  async function changeEnglish(message, judged, kind) {
    const [widget] = message.split('.');
    const english = copyContent([widget, 'overdose-warning']);
    const packet = planPacket(readCorpus(english), [], {...selection, kind, widgets: [widget]}, english.content);
    const filled = fillDocx(await writeDocx(packet), {fields: reviewer, rows: {[message]: {judged}}});
    const {files, summary} = await plan(filled, english);
    for (const [path, text] of files) writeFileSync(path, text);
    const {messages} = JSON.parse(english.read(`src/content/copy/${widget}.json`));
    return {english, messages, summary: summary.join('\n')};
  }

  test('in English becomes edited records, which nobody has signed; the translations that lapse are counted', async () => {
    const better = 'For a crisis, or thoughts of suicide';
    const {english, messages, summary} = await changeEnglish('helpline-banner.for-crisis', better, 'clinical');
    assert.equal(messages.find(({key}) => key === 'for-crisis').text, better);
    const subject = readCorpus(english).subjects.get('en')?.get('helpline-banner.for-crisis') ?? assert.fail();
    assert.equal(findingOf(subject, 'clinical', indexReviews(readReviews(english.content)), today).state, 'changed');
    assert.match(summary, /^1 text change; translations lapse[^:]*: ar 1, es 1\b/m);
    const one = 'Your plan has {count} item';
    const changed = await changeEnglish('trigger-checklist.count-plural-one', one, 'plain-language');
    const {text, plural} = changed.messages.find(({key}) => key === 'count');
    assert.deepEqual([text, plural.forms], ['{count} items in your plan', {one}]);
  });
});
