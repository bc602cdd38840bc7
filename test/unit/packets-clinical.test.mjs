/** Packets for a clinician: questions on which sources disagree, sources beside each row, and no word of hers lost. */
import assert from 'node:assert/strict';
import {rmSync, writeFileSync} from 'node:fs';
import {before, describe, test} from 'node:test';
import {unzipSync} from 'fflate';
import {readLedger} from '../../src/tools/ledger/ledger.mjs';
import {planPacket} from '../../src/tools/review/packet.mjs';
import {writeDocx} from '../../src/tools/review/packet-docx.mjs';
import {readCorpus} from '../../src/tools/review/subjects.mjs';
import {change, fillDocx, planIn, reviewer, signed} from '../support/packets.mjs';
import {copyContent} from '../support/reviews.mjs';

const today = '2026-11-26';

describe('a packet for a clinician', () => {
  /** @type {ReturnType<typeof copyContent>} */
  let english;
  let own;
  let made;
  let unseen;
  /** @type {Uint8Array} */
  let docx;
  before(async () => {
    english = copyContent();
    own = readCorpus(english);
    const selection = {kind: /** @type {const} */ ('clinical'), language: 'en', today, widgets: ['overdose-warning']};
    made = planPacket(own, [], selection, english.content);
    const draws = (/** @type {{id: string}} */ {id}) => id === 'overdose-warning.picture-side';
    unseen = planPacket(own, [], {...selection, draws}, english.content);
    docx = await writeDocx(made);
  });
  /** @param {Uint8Array} bytes */
  const plan = (bytes) => planIn(bytes, {corpus: own, paths: english, today});

  test('asks each question on which sources disagree once, before the texts, and records the answer', async () => {
    const {messages: all} = own.copies.find(({widget}) => widget === 'overdose-warning') ?? assert.fail();
    const open = new Set(all.flatMap((message) => (message.open ?? []).map(({question}) => question)));
    assert.deepEqual(made.questions.map(({question}) => question).sort(), [...open].sort());
    const xml = Buffer.from(unzipSync(docx)['word/document.xml']).toString();
    const texts = made.questions.flatMap(({question, positions}) => [question, ...positions.map(({says}) => says)]);
    for (const text of texts) assert.ok(xml.indexOf(text) < xml.indexOf('Try to wake them.'), text);
    const filled = fillDocx(docx, {fields: reviewer, ticks: ['Naloxone first.']});
    const [[path, review]] = (await plan(filled)).files;
    const question = 'Naloxone before breaths or CPR, or after they have begun?';
    const messages = ['overdose-warning.step-naloxone-none'];
    assert.deepEqual(JSON.parse(review).answers, [{question, messages, chosen: ['Naloxone first.']}]);
    writeFileSync(path, review);
    const {answers: shown} = readLedger(english.content).open.find((each) => each.question === question) ?? {};
    assert.deepEqual(shown, ['test clinician, Test County, 2026-11-26: Naloxone first.']);
    rmSync(path);
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
    await setsAside('Naloxone first.', 'Naloxone last.', /aside: table \d+, row 1: .* that was sent \/ Naloxone last/);
    await setsAside(/SDF\* row \d+/, 'SDF*: “No naloxone.”', /aside: table \d+, row 1: .* that was sent \/ .*No nal/);
    await setsAside(/<w:tbl>((?!<\/w:tbl>).)*Naloxone first\..*?<\/w:tbl>/s, '', /aside: questions: “Naloxone before/);
  });

  test('has no picture without its drawing, which nobody could judge', () => {
    const pictures = JSON.stringify(unseen.widgets).match(/overdose-warning\.picture-[a-z]+/gu);
    assert.deepEqual([pictures, unseen.undrawn.length], [['overdose-warning.picture-side'], 10]);
  });

  test('gives back every word that is written into any of its cells, in the review, the comments or a message', async () => {
    const selection = {kind: /** @type {const} */ ('language'), language: 'es', today, widgets: ['helpline-banner']};
    const translated = await writeDocx(planPacket(own, [], selection, english.content));
    for (const bytes of [docx, translated])
      for (const column of [0, 1, 2, 3, 4]) {
        const words = [];
        const add = (cell, index) =>
          index === column
            ? `${cell}<w:p><w:r><w:t>qz${words.push(`qz${words.length}w`) - 1}w</w:t></w:r></w:p>`
            : cell;
        const answers = {fields: {...reviewer, registration: 'T 1', on: today}, ticks: ['Naloxone first.']};
        const filled = change(fillDocx(bytes, answers), /<w:tr>.*?<\/w:tr>/gs, (row) =>
          [...row.split('</w:tc>').slice(0, -1).map(add), '</w:tr>'].join('</w:tc>'),
        );
        const {files, summary} = await plan(filled).catch(({problems}) => ({files: new Map(), summary: problems}));
        const said = [...files.values(), ...summary].join('\n');
        assert.ok(words.length > 5 || column > 3);
        const lost = words.filter((word) => !said.includes(word));
        assert.deepEqual(lost, [], `column ${column} of ${bytes === docx ? 'English' : 'a translation'}: ${said}`);
      }
  });

  test('sets aside a row whose sources or labels are not those that were sent', async () => {
    const rows = made.widgets.flatMap(({blocks}) => blocks.flatMap((block) => block.rows));
    const {number} = rows.find(({texts}) => texts[0].id === 'overdose-warning.dont-harm') ?? assert.fail();
    const forged = change(change(docx, 'a cold bath', 'a warm bath'), 'United Kingdom: ', 'UK: ');
    const approve = (bytes) => plan(fillDocx(bytes, {fields: reviewer, blocks: 'approved'}));
    const planned = await approve(forged);
    assert.match(planned.summary.join('\n'), new RegExp(`^set aside: row ${number}: the sources are not those `, 'm'));
    assert.match(planned.summary.join('\n'), /^set aside: row \d+: the label “United Kingdom:” was changed/m);
    assert.ok(!signed(planned)['overdose-warning.dont-harm']);
    const quoted = 'WHO 2026: “Wait for an hour.” (p. 3)';
    const added = `<w:p><w:r><w:t>${quoted}</w:t></w:r></w:p>`;
    const odd = await approve(change(docx, /<w:p>((?!<w:p>).)*·overdose-warning\.dont-harm·/s, `${added}$&`));
    assert.match(odd.summary.join('\n'), /^set aside: row \d+: a source was added that was not sent: “WHO 2026/m);
    assert.ok(!signed(odd)['overdose-warning.dont-harm'] && odd.summary.includes(`comment, row ${number}: ${quoted}`));
    // The line stands in another row of the packet.
    const here = 'CDC: “Lay the person on their side to prevent choking.” (Steps, 3)';
    const there = 'CDC: “Naloxone can reverse opioid overdose.” (Key points)';
    const both = `${there}</w:t></w:r></w:p><w:p><w:r><w:t>${here}`;
    const moved = await approve(change(change(docx, here, ''), there, both));
    for (const id of ['step-side', 'naloxone-opioids']) assert.ok(!signed(moved)[`overdose-warning.${id}`], id);
  });
});
