/** Packets: the file that a reviewer gets, and the file that comes back, whatever a person or a program did to it. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, rmSync, rmdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, describe, test} from 'node:test';
import {strToU8, unzipSync, zipSync} from 'fflate';
import {WHOLE_BLOCK, planPacket} from '../../src/tools/review/packet.mjs';
import {writeDocx} from '../../src/tools/review/packet-docx.mjs';
import {PacketError} from '../../src/tools/review/packet-file.mjs';
import {readReviews} from '../../src/tools/review/signatures.mjs';
import {readCorpus} from '../../src/tools/review/subjects.mjs';
import {cellsOf, change, editDocument, fillDocx, messageRows, planIn, signed, writeCell} from '../support/packets.mjs';
import {copyContent, tester as reviewer} from '../support/reviews.mjs';
import {root} from '../../src/tools/project.mjs';
import {temporaryFolder} from '../support/system.mjs';

const today = '2026-11-26';
const selection = {kind: /** @type {const} */ ('language'), language: 'es', widgets: ['helpline-banner'], today};
/** A dozen messages of a hundred: writing, filling in and reading each takes time. */
const KEYS = /^(heading|lead|text|text-keyword|for-crisis|chat|emergency-question|line|service-advice)$/;
let [copy, corpus, packet, docx] = /** @type {any[]} */ ([]);
before(async () => {
  copy = copyContent();
  corpus = readCorpus(copy);
  for (const each of corpus.copies)
    Object.assign(each, {shared: [], messages: each.messages.filter(({key}) => KEYS.test(key))});
  packet = planPacket(corpus, [], selection, copy.content);
  docx = await writeDocx(packet);
});

/** Returns the row of a message. @returns {Element} */
const rowOf = (document, id) => messageRows(document).find(({textContent}) => textContent?.includes(`·${id}·`));

const plan = (bytes, more = {}, paths = copy) => planIn(bytes, {corpus, paths, today, ...more});
const verdicts = (planned) =>
  Object.fromEntries(Object.values(signed(planned)).map(({message, verdict}) => [message, verdict]));

const [LEAD, TEXT, CRISIS, HEADING, CHAT] = ['lead', 'text', 'for-crisis', 'heading', 'chat'].map(
  (key) => `helpline-banner.${key}`,
);
const answers = {
  fields: reviewer,
  rows: {
    [LEAD]: {verdict: 'Approved.', comment: 'Good, “warm”.\nKeep it.'},
    [TEXT]: {judged: 'Escriba un mensaje al {number}'},
    [CRISIS]: {verdict: 'rejected', comment: 'Nobody says this.'},
    [HEADING]: {comment: 'Not sure.'},
    [CHAT]: {comment: 'none'},
  },
};
/** Adds words to the sources of a row, and a comment in the margin of its block or of the row. */
function noteBeside(bytes, place, words, remark) {
  const added = `$&<w:p><w:r><w:t>${words}</w:t>${remark ? '<w:commentReference w:id="0"/>' : ''}</w:r></w:p>`;
  const filled = change(bytes, RegExp(`${place}[^]*?</w:p>`), added);
  const comment = `<w:comment w:id="0" w:author="T"><w:p><w:r><w:t>${remark}</w:t></w:r></w:p></w:comment>`;
  const margin = `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${comment}</w:comments>`;
  return zipSync({...unzipSync(filled), 'word/comments.xml': strToU8(margin)});
}
describe('a packet', () => {
  test('comes back with signatures, words written over ours in state needs-review, and every comment', async () => {
    const bytes = noteBeside(fillDocx(docx, answers), LEAD, 'This source is old.', 'Beside it.');
    const planned = await plan(bytes);
    const [review, xliff, comments] = [...planned.files.values()];
    const {kind, language, on, packet: code, returned, reviewer: by} = JSON.parse(review);
    assert.deepEqual([kind, language, on, code, by], ['language', 'es', today, packet.code, reviewer]);
    assert.equal(returned, createHash('sha256').update(bytes).digest('hex'));
    assert.deepEqual(verdicts(planned), {[LEAD]: 'approved', [TEXT]: 'approved-with-change', [CRISIS]: 'rejected'});
    const [unit] = /<trans-unit id="helpline-banner\.text" [^]*?<\/trans-unit>/.exec(xliff) ?? assert.fail();
    const target = /<target state="needs-review-translation">Escriba .* al <x id="0" equiv-text="\$\{number\}"\/></;
    assert.match(unit, target);
    for (const words of ['Nobody says', 'Keep it.', 'Not sure.', 'Escriba un']) assert.ok(comments.includes(words));
    // Text of the packet itself is not a comment, and neither is “none”.
    const titles = [...comments.matchAll(/^## row \d+: (.*)/gm)].map(([, title]) => title);
    assert.deepEqual(titles.sort(), [CRISIS, HEADING, LEAD, TEXT]);
    assert.match(comments, /helpline-banner\.lead\n[^#]*approved[^#]*In other cells: This source is old\.\n/);
    assert.match(comments, /## margin, at helpline-banner\.lead\n\nBeside it\.\n/);
    assert.doesNotMatch(comments, /In other cells: (?!This)|## (?!row|margin)/);
    const [counts, odd, changed] = planned.summary;
    assert.match(counts, /^\d+ rows, 3 texts: 1 approved, 1 changed, 1 rejected; \d+ rows without a verdict$/);
    assert.match(odd, /^1 approved with a comment, or rejected without/);
    assert.match(changed, /^changed: helpline-banner\.text: “.*” → “Escriba un mensaje al \{number\}”$/);
  });

  test('keeps name and number in a private list, and a salted hash of them in the review', async () => {
    const bytes = fillDocx(docx, answers);
    const privateList = join(temporaryFolder('private'), 'private.json');
    await refuses(bytes, /it is in the repository, which is public/, {privateList: join(copy.folder, '..list.json')});
    writeFileSync(`${privateList}.old`, '[]');
    await refuses(bytes, /not a list that this command wrote/, {privateList: `${privateList}.old`});
    await refuses(bytes, /--key: not a public key/, {privateList, reviewer: {publicKey: '-----BEGIN OPENSSH PRIVATE'}});
    const publicKey = 'ssh-ed25519 AAAA Test Reviewer@hospital.example\n';
    const planned = [...(await plan(bytes, {privateList, reviewer: {publicKey}})).files];
    const who = JSON.parse(planned[0][1]).reviewer;
    assert.match(who.name, /^[0-9a-f]{16}$/);
    assert.equal(who.publicKey, 'ssh-ed25519 AAAA');
    assert.equal(JSON.parse(planned.at(-1)[1])[who.name].name, reviewer.name);
    assert.ok(!planned.slice(0, -1).some(([, text]) => text.includes(reviewer.name)));
  });

  test('takes one verdict for all rows of a block that are left open, as a signature of each text', async () => {
    const planned = await plan(fillDocx(docx, {...answers, blocks: 'accepted'}));
    const found = verdicts(planned);
    assert.deepEqual([found[CHAT], found[CRISIS], found[HEADING]], ['approved', 'rejected', undefined]);
    assert.equal(Object.keys(found).length, packet.count - 1);
    assert.match(planned.summary.join('\n'), /^set aside: row \d+: a comment, and no verdict of its own/m);
    const beside = editDocument(fillDocx(docx, {...answers, blocks: 'approved'}), (document) => {
      const verdict = messageRows(document).at(-1) ?? assert.fail();
      const added = /** @type {Element} */ (verdict.cloneNode(true));
      writeCell(cellsOf(added)[0], 'A row of my own.');
      verdict.parentNode?.insertBefore(added, verdict);
      writeCell(cellsOf(verdict).at(-1) ?? assert.fail(), 'Except the line about chats.');
    });
    const {summary, ...remarked} = await plan(beside);
    assert.deepEqual([verdicts(remarked)[CHAT], verdicts(remarked)[LEAD]], [undefined, 'approved']);
    const said = /^set aside: row \d+, [^:]*: a comment beside the verdict[^]*: A row of my own\.$[^]*: Except the/m;
    assert.match(summary.join('\n'), said);
  });

  test('signs no row for its block if she wrote in its margin or among its sources, or in the margin of the block', async () => {
    const bytes = fillDocx(docx, {fields: reviewer, rows: {[LEAD]: {verdict: 'ok'}}, blocks: 'approved'});
    const chat = `·${CHAT}·`;
    const beside = noteBeside(bytes, `${chat}[^]*?${WHOLE_BLOCK}`, '', 'Not chats.');
    const chatText = corpus.subjects.get('es')?.get(CHAT)?.text;
    const marked = (mark) => change(bytes, RegExp(`<w:rPr>(?=((?!<w:rPr>).)*>${chatText}<)`), `$&<w:${mark}/>`);
    const [block, shade] = ['a comment beside the verdict', 'shd w:val="clear" w:fill="FFAAAA"'];
    const note = '<w:footnote w:id="7"><w:p><w:r><w:t>Say “live”.</w:t></w:r></w:p></w:footnote></w:footnotes>';
    const noted = change(bytes, `${chatText}</w:t>`, '$&<w:footnoteReference w:id="7"/>');
    const footnote = change(noted, '</w:footnotes>', note, 'word/footnotes.xml');
    const paragraph = '<w:p><w:r><w:t>All wrong.</w:t></w:r></w:p>$&';
    const above = change(bytes, RegExp(`<w:tbl>(?=((?!<w:tbl>).)*${chat})`), paragraph);
    const last = (start) => `${start}(?=((?!${start}).)*${chat})`;
    for (const [filled, why, said] of /** @type {const} */ ([
      [change(bytes, RegExp(`${last('"Heading2"/>')}.*?(?=</w:t>)`), '$& Not so.'), block, /^comment, .* Not so\.$/m],
      [change(bytes, RegExp(`${last('"Heading3"/>')}.*?<w:r>`), '$&<w:rPr><w:strike/></w:rPr>'), block, /: struck/],
      [noteBeside(bytes, last('"Heading3"/>'), '', 'None of it.'), block, /^comment, .*: None of it\.$/m],
      [noteBeside(bytes, last('<w:tblHeader/>'), '', 'None of it.'), block, /^comment, .*: None of it\.$/m],
      [noteBeside(bytes, last('<w:tblHeader/>'), 'Stiff.', ''), block, /^comment, .*: Stiff\.$/m],
      [change(bytes, RegExp(last('<w:tr>')), `<w:tr><w:tc>${paragraph}`.replace('$&', '</w:tc></w:tr>$&')), block, /^/],
      [noteBeside(bytes, chat, '', 'Do not sign.'), 'a comment in the margin', /^comment, margin, at .*chat: Do not/m],
      [noteBeside(bytes, chat, 'Not so.', ''), 'a comment or a change among', /^comment, row \d+: Not so\./m],
      [marked('color w:val="FF0000"'), 'in another color: “.*”: ask', /^/],
      [marked('dstrike w:val="0"/><w:vanish'), 'hidden: “.*”: ask', /^/],
      [marked('strike w:val="0"/><w:dstrike'), 'struck through: “.*”: ask', /^/],
      [marked('pict'), 'a shape, text box, field or formula: “.*”: ask', /^/],
      [change(bytes, RegExp(`<w:tcPr>(?=((?!<w:tc>).)*>${chatText}<)`), `$&<w:${shade}/>`), 'highlighted: “', /^/],
      [footnote, 'a comment in the margin', /^comment, margin, at .*chat: Say “live”\.$/m],
      [above, 'a comment beside the verdict', /^comment, outside the tables: All wrong\.$/m],
      [change(bytes, 'A button: opens the operator’s own chat page.', ''), 'a comment or a change among', /^/],
      [beside, 'a comment beside the verdict', /^comment, .*: Not chats\./m],
      [change(bytes, `>${chatText}<`, '><'), 'the text was deleted: ask what should stand', /^/],
      [change(bytes, `>${chatText}<`, '>–<'), 'the text was deleted: ask what should stand', /^/],
    ])) {
      const planned = await plan(filled);
      assert.deepEqual([verdicts(planned)[CHAT], verdicts(planned)[LEAD]], [undefined, 'approved'], why);
      assert.match(planned.summary.join('\n'), new RegExp(`^set aside: row .*: ${why}`, 'm'));
      assert.match(planned.summary.join('\n'), said);
    }
    // Programs add noise, and her own words may have any look.
    const noise = '<w:lang w:val="de"/><w:i w:val="0"/><w:rPrChange w:id="1"><w:strike/></w:rPrChange>';
    const hers = change(bytes, />ok</, '>o</w:t></w:r><w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>k<');
    const {summary} = await plan(noteBeside(change(hers, /<w:rPr>/g, `$&${noise}`), chat, '', 'OK'));
    assert.match(summary[0], RegExp(`: ${packet.count} approved, .* 0 rows without a verdict$`));
  });

  test('is right to left where the language is, with a dropdown of verdicts', async () => {
    const arabic = planPacket(corpus, [], {...selection, language: 'ar'}, copy.content);
    const xml = Buffer.from(unzipSync(await writeDocx(arabic))['word/document.xml']).toString();
    assert.match(xml, /<w:bidi\/>.*?<w:rtl\/>.*?<w:lang w:val="ar" w:bidi="ar"\/>/);
    assert.match(xml, /<w:dropDownList>(<w:listItem [^>]*\/>){3}<\/w:dropDownList>/);
  });
});

async function refuses(bytes, messages, more = {}) {
  await assert.rejects(plan(bytes, more), (error) => {
    assert.ok(error instanceof PacketError, String(error));
    for (const message of [messages].flat()) assert.match(error.message, message);
    return true;
  });
}

describe('a row is set aside, and the rest goes in, if', () => {
  async function setsAside(bytes, message, more = {}) {
    const planned = await plan(bytes, more);
    assert.match(planned.summary.join('\n'), message);
    assert.ok(!signed(planned)[LEAD]);
    const [, why] = /^set aside: (row .*)/m.exec(planned.summary.join('\n')) ?? assert.fail();
    assert.ok([...planned.files.values()].at(-1).includes(`Set aside. ${why}`), why);
  }

  test('its message has changed since', async () => {
    const edit = (from, to) => copy.edit('src/locales/es.xlf', (text) => text.replace(from, to));
    edit('Si ha vuelto', 'Si usted ha vuelto');
    const message =
      /^set aside: row \d+: helpline-banner\.lead has changed since.*: now “Si usted.*”; verdict: rejected$/m;
    const rows = {[LEAD]: {verdict: 'rejected'}, [HEADING]: {verdict: 'ok'}};
    await setsAside(fillDocx(docx, {fields: reviewer, rows}), message, {corpus: readCorpus(copy)});
    edit('Si usted ha vuelto', 'Si ha vuelto');
  });

  const placeholders = /helpline-banner\.text: the change has the placeholders .*; required: number, each once/;
  for (const [what, id, answer, message] of /** @type {const} */ ([
    ['its verdict is unknown', LEAD, {verdict: 'looks odd'}, /^set aside: row \d+: unknown verdict “looks odd”/m],
    ['its verdict is of a change that is not there', LEAD, {verdict: 'approved with change'}, /no words are changed/],
    ['the English beside a translation is changed', LEAD, {english: 'Other.', verdict: 'ok'}, /the English beside/],
    ['a question stands after ours', CHAT, {judged: 'Chat en línea ??'}, /“\?\?” beside the text may be a question/],
    ['capitals stand before ours', CHAT, {judged: 'NO: Chat en línea'}, /“NO:” beside the text may be a question/],
    ['its new words drop a placeholder', TEXT, {judged: 'Escriba'}, placeholders],
    ['its new words double a placeholder', TEXT, {judged: 'Escriba {number} {number}'}, placeholders],
    ['its new words are too long', CHAT, {judged: 'Chatear con alguien por internet'}, /32 characters; the max/],
  ])) {
    const rows = {[HEADING]: {verdict: '✔'}, [id]: answer};
    test(what, () => setsAside(fillDocx(docx, {fields: reviewer, rows}), message));
  }
});

describe('a packet is refused, with the place, if', () => {
  /** Returns the packet with all answers and changes. @param {Parameters<typeof editDocument>[1]} run */
  const edited = (run) => editDocument(fillDocx(docx, answers), run);

  test('rows are missing, there twice or merged, or nothing in it can be applied; in any order otherwise', async () => {
    const moved = (move) =>
      edited((document) => {
        const rows = messageRows(document);
        const table = rows[0].parentNode;
        for (const row of rows) table?.removeChild(row);
        for (const row of move(rows)) table?.appendChild(row);
      });
    const without = moved((rows) => rows.toSpliced(3, 2));
    await refuses(without, /rows are missing: \d+, \d+ of \d+/);
    const twice = moved((rows) => [...rows, rows[2].cloneNode(true)]);
    await refuses(twice, /row (\d+): duplicate id helpline-banner\.\S+, first in row \1/);
    const sorted = await plan(moved(([head, ...rows]) => [head, ...rows.reverse()]));
    assert.equal(Object.keys(signed(sorted)).length, 3);
    const merged = edited((document) => rowOf(document, LEAD).removeChild(cellsOf(rowOf(document, LEAD))[3]));
    await refuses(merged, /^table \d+, row \d+: 4 cells, and the head of the table has 5/);
    await refuses(fillDocx(docx, {fields: reviewer}), /no row has a verdict/);
    const odd = fillDocx(docx, {fields: reviewer, rows: {[LEAD]: {verdict: 'odd'}}});
    await refuses(odd, /^no row has a verdict to apply\nset aside: row \d+: unknown verdict “odd”/);
  });

  test('the reviewer is missing, or the day does not exist', async () => {
    const missing = [/the name of the reviewer is missing/, /the role/, /the organisation/];
    await refuses(fillDocx(docx, {rows: answers.rows}), missing);
    const filledWith = (more) => fillDocx(docx, {...answers, fields: {...reviewer, ...more}});
    await refuses(filledWith({on: '26 November'}), /the day of the review is “26 November”/);
    await refuses(filledWith({on: '2027-11-26'}), /in the future/);
    await refuses(filledWith({on: '2025-11-26'}), /is before the packet was made, 2026-11-26; give --on/);
    const ask = /are name and number to be private\? It says “.*give --private list\.json/;
    for (const wish of ['', 'n/a', 'No name please', 'no, keep it private', 'Yes'])
      await refuses(filledWith({private: wish}), ask);
    await plan(filledWith({private: ''}), {reviewer: {private: 'no'}});
    const label = change(filledWith({name: ''}), 'Your name<', 'Your name: Jane Qqq<');
    assert.equal(JSON.parse([...(await plan(label)).files.values()][0]).reviewer.name, 'Jane Qqq');
    // Her name is in no comment or message, whatever she does to its label, in its margin or among her remarks.
    const beside = noteBeside(filledWith({name: ''}), 'Your name', '', 'Jane Qqq, at home');
    const relabelled = change(filledWith({name: 'J. Qqq'}), 'Your name<', 'Name<');
    for (const [bytes, message] of /** @type {const} */ ([
      [label, /^/],
      [beside, /^table 1, row 1: what is written here may be a name, and is in no comment or message/m],
      [relabelled, /^table 1, row 1: what is written here/m],
    ])) {
      const {files, summary} = await plan(bytes, {reviewer});
      const said = [...files.values()].at(-1) + summary.join('\n');
      assert.doesNotMatch(said, /Qqq/i);
      assert.match(said, message);
    }
    await refuses(relabelled, [/the name of the reviewer is missing/, /^table 1, row 1: what is written here/m]);
    for (const key of ['role', 'organisation'])
      await refuses(filledWith({[key]: 'R. Reviewer, MD'}), RegExp(`the ${key}, which readers see, has a word of`));
    const hers = {...reviewer, name: 'Dr. Zébedee (Zeb) O’Quixwort, MD', registration: 'GMC 7654321', private: 'x'};
    const said = ['Quixwort: no', 'zebedee', 'QUIXWORT, Ze\u0301bedee', 'Zeb', "O'Quixwort", '7654321', '765 43-21'];
    const rows = {[CRISIS]: {verdict: 'rejected', comment: said.join(' / ')}, [LEAD]: {judged: 'Quixwort dice'}};
    const given = {fields: {...hers, on: 'Quixwort'}, rows: {...rows, [CHAT]: {verdict: 'Quixwort?'}}};
    const {files, summary} = await plan(fillDocx(docx, given), {privateList: '/nowhere/l.json', reviewer: {on: today}});
    const shown = [...[...files.values()].slice(0, -1), ...summary].join('\n');
    assert.doesNotMatch(shown.normalize('NFD').replace(/\p{M}/gu, ''), /quixwort|zeb|765(4321| 43)/i);
    assert.match(shown, /set aside: row \d+: the change has the name in it/);
    const isHidden = ({message}) => !/quixwort/i.test(message) && /day of the review[^]*to be private/.test(message);
    await assert.rejects(plan(fillDocx(docx, given)), isHidden);
  });

  test('its language, kind, country, day or code was changed, or a mark', async () => {
    const fieldsAre = (fields) => fillDocx(docx, {...answers, fields: {...reviewer, ...fields}});
    for (const fields of [{kind: 'clinical'}, {language: 'ar'}, {region: 'US'}, {made: '2026-11-27'}])
      await refuses(fieldsAre(fields), /the packet is not what was sent: its kind/);
    await refuses(fieldsAre({packet: ''}), /the packet code is missing/);
    const mark = change(fillDocx(docx, answers), /\[\d+·helpline-banner\.lead·/, '[lead ');
    await refuses(mark, /table \d+, row \d+: the mark in square brackets is missing/);
  });

  test('it was applied already, in whole or in part, by nearly the same name, or another reviewer has decided otherwise', async () => {
    const bytes = fillDocx(docx, answers);
    const [[path, text]] = (await plan(bytes)).files;
    writeFileSync(path, text);
    await refuses(bytes, /applied already: reviews\//);
    // Saved again, it has other bytes.
    await refuses(zipSync(unzipSync(bytes)), /^no row has a .* apply$[^]*: applied already:[^]*^comment, row /m);
    await refuses(bytes, /is public already, in .*: give --private no/, {privateList: '/nowhere/private.json'});
    const again = await writeDocx(planPacket(corpus, readReviews(copy.content), selection, copy.content));
    const second = {...reviewer, name: 'B. Other'};
    const {files} = await plan(fillDocx(again, {...answers, fields: second}));
    assert.doesNotMatch([...files.values()].at(-1), /Earlier/);
    const subject = corpus.subjects.get('es')?.get(HEADING) ?? assert.fail();
    const refused = {subject, verdict: /** @type {const} */ ('rejected'), comment: 'Stiff.'};
    const rejections = ['Ann First', 'B. Other'].map((name, day) =>
      copy.sign({reviewer: {...reviewer, name}, kind: 'language', language: 'es', on: `2026-11-2${day}`}, [refused]),
    );
    const settled = {fields: second, rows: {[HEADING]: {verdict: 'ok'}, [LEAD]: {judged: 'Otra cosa.'}}};
    const {summary} = await plan(fillDocx(docx, settled), {isDisputed: true});
    const both = /cosa\.”; ends the approval by test .*, 2026-11-26 \(es\)$[^]*^reviewers disagree: .*: Stiff\.$/m;
    assert.match(summary.join('\n'), both);
    for (const file of rejections) rmSync(join(copy.content, 'reviews', file));
    const rows = {[LEAD]: {verdict: 'rejected'}};
    await refuses(fillDocx(docx, {fields: reviewer, rows}), /applied already: .*a new packet with --all, dated later/);
    const near = fillDocx(docx, {fields: {...reviewer, name: 'Dr. T. Reviewr'}, rows});
    await refuses(near, /the name is nearly one in reviews\/2026.*give --name/);
    const another = {reviewer: {name: 'Dr. T. Reviewr'}};
    const disagree = /^reviewers disagree: helpline-banner\.lead: rejected now, signed: test [^]*--both records both/m;
    await refuses(near, disagree, another);
    assert.equal(signed(await plan(near, {...another, isDisputed: true}))[LEAD].verdict, 'rejected');
    rmSync(path);
  });

  test('it has macros, a password or another format, or is broken', async () => {
    const nest = (count, ...names) => {
      const all = (list) => list.join('').repeat(count);
      const ends = all(names.toReversed().map((name) => `</w:${name}>`));
      return change(docx, '<w:body>', `$&${all(names.map((name) => `<w:${name}>`))}<w:p/>${ends}`);
    };
    const other = /not a Word document: save it as \.docx/;
    for (const [bytes, message] of /** @type {[Uint8Array, RegExp][]} */ ([
      [zipSync({...unzipSync(docx), 'word/vbaProject.bin': strToU8('x')}), /has macros \(word\/vbaProject\.bin\)/],
      [new Uint8Array(Buffer.from('d0cf11e0a1b11ae1', 'hex')), /password/],
      [zipSync({'content.xml': strToU8('<x/>')}), other],
      [new Uint8Array(), other],
      [change(docx, /<w:tbl>[^]*<\/w:tbl>/, ''), /no table of messages/],
      [change(docx, /(?<=^[^]{3000})[^]*/, ''), /broken|no table/],
      [nest(250, 'tbl', 'tr', 'tc'), /nested too deeply/],
      [nest(5000, 'ins'), /nested too deeply/],
    ]))
      await refuses(bytes, message);
  });
});

describe('a packet is accepted in spite of', () => {
  test('curly quotes, other spaces and soft hyphens that a program put into the texts', async () => {
    const bytes = editDocument(fillDocx(docx, answers), (document) => {
      for (const row of messageRows(document).slice(1, -1)) {
        const [english, translation] = cellsOf(row);
        writeCell(english, String(english.textContent).replaceAll('’', "'").replaceAll(' ', '\u00a0'));
        writeCell(translation, ` ${String(translation.textContent).replaceAll('“', '«').replaceAll('”', '»')}\u00ad `);
      }
    });
    assert.equal(signed(await plan(bytes))[LEAD].text, corpus.subjects.get('es')?.get(LEAD)?.text);
  });

  test('changes of a text in place that Word tracks: insertions count, and deletions do not', async () => {
    const inserted = '<w:ins w:id="1" w:author="T"><w:r><w:t>Inserted.</w:t></w:r></w:ins>';
    const deleted = '<w:del w:id="2" w:author="T"><w:r><w:delText>Deleted.</w:delText></w:r></w:del>';
    const filled = fillDocx(docx, {fields: reviewer, rows: {[LEAD]: {judged: 'Kept. '}}});
    const found = signed(await plan(change(filled, /Kept\. <\/w:t><\/w:r>/, `$&${inserted}${deleted}`)))[LEAD];
    assert.deepEqual([found.verdict, found.change], ['approved-with-change', 'Kept. Inserted.']);
  });
});

test('npm run review -- packet and apply write a packet, take it back once, and write nothing after bad input', () => {
  const run = (...args) => {
    const all = ['src/tools/cli/review.mjs', ...args, '--content', copy.content, '--locales', copy.locales];
    return spawnSync(process.execPath, all, {cwd: root, encoding: 'utf8'});
  };
  const file = join(copy.folder, 'packet.docx');
  const options = '--for language --lang es --region uk --widget helpline-banner --no-pictures --out';
  assert.match(run('packet', ...options.replace('uk', 'zz').split(' '), file).stderr, /--region ZZ: one of AD, /);
  assert.equal(run('packet', ...options.split(' '), file).status, 0);
  const state = () => copy.read('src/locales/es.xlf') + readdirSync(join(copy.content, 'reviews'));
  const before = state();
  const empty = readFileSync(file);
  writeFileSync(file, fillDocx(empty, {fields: reviewer, rows: {[LEAD]: {verdict: 'fine\u009b31m'}}}));
  const refused = run('apply', file);
  // No control character of the document reaches the terminal.
  assert.match(refused.stderr, /unknown verdict “fine\\u009b31m”[^]*nothing was written/);
  assert.deepEqual([refused.status, state()], [2, before]);
  writeFileSync(file, fillDocx(empty, answers));
  mkdirSync(`${file}.comments.md`);
  assert.deepEqual([run('apply', file).status, state()], [2, before]);
  rmdirSync(`${file}.comments.md`);
  assert.match(run('apply', file, '--dry-run').stdout, /nothing was written\.$/m);
  writeFileSync(file, fillDocx(empty, {fields: reviewer, rows: {[HEADING]: {comment: 'Not sure.'}}}));
  assert.deepEqual([run('apply', file).status, state()], [0, before]);
  writeFileSync(file, fillDocx(empty, answers));
  assert.equal(run('apply', file).status, 0);
  assert.match(readFileSync(`${file}.comments.md`, 'utf8'), /Not sure\./);
  assert.match(readFileSync(`${file}.comments-2.md`, 'utf8'), /Nobody says this\./);
  const [{region}, ...others] = readReviews(copy.content);
  assert.deepEqual([region, others], ['GB', []]);
  assert.match(copy.read('src/locales/es.xlf'), /needs-review-translation/);
  assert.equal(run('apply', file).status, 2);
});
