/** Packets: the file that a reviewer gets, and the file that comes back, whatever a person or a program did to it. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {strToU8, unzipSync, zipSync} from 'fflate';
import {planPacket} from '../../src/tools/review/packet.mjs';
import {writeDocx} from '../../src/tools/review/packet-docx.mjs';
import {PacketError} from '../../src/tools/review/packet-file.mjs';
import {readPacket} from '../../src/tools/review/read-packet.mjs';
import {planApply} from '../../src/tools/review/apply.mjs';
import {readReviews} from '../../src/tools/review/signatures.mjs';
import {findingOf, indexReviews} from '../../src/tools/review/status.mjs';
import {readCorpus} from '../../src/tools/review/subjects.mjs';
import {cellsOf, editDocument, editZip, fillDocx, messageRows, reviewer, writeCell} from '../support/packets.mjs';
import {copyContent} from '../support/reviews.mjs';
import {root} from '../support/sources.mjs';

const today = '2026-11-26';
const widgets = ['helpline-banner'];
/** Messages of the packet, a dozen of a hundred: writing, filling in and reading each takes time. */
const KEYS = /^(heading|lead|text|text-keyword|for-crisis|chat|emergency-question|line|service-advice)$/;

let copy;
let corpus;
let packet;
let docx;
before(async () => {
  copy = copyContent();
  corpus = readCorpus(copy);
  for (const each of corpus.copies)
    Object.assign(each, {shared: [], messages: each.messages.filter(({key}) => KEYS.test(key))});
  packet = planPacket(corpus, [], {kind: 'language', language: 'es', widgets, today}, copy.content);
  docx = await writeDocx(packet);
});
after(() => copy.delete());

/** Returns the row of a message. @returns {Element} */
const rowOf = (document, id) => messageRows(document).find(({textContent}) => textContent?.includes(`${id} `));

const plan = async (bytes, more = {}, paths = copy) =>
  planApply({
    filled: await readPacket(bytes),
    corpus,
    reviews: readReviews(paths.content),
    paths,
    commentsPath: join(paths.folder, 'packet.comments.md'),
    today,
    ...more,
  });
/** Returns the texts of the files that a packet changes: the review, the XLIFF file, the comments. */
const textsOf = async (bytes, more = {}) => [...(await plan(bytes, more)).files.values()];
const signaturesOf = async (bytes, more = {}) => JSON.parse((await textsOf(bytes, more))[0]).signatures;

/** Runs a function while the Spanish text of {@link LEAD} is another than in the packet. */
async function whileChanged(run) {
  const edit = (from, to) => copy.edit('src/locales/es.xlf', (text) => text.replace(from, to));
  edit('Si ha vuelto', 'Si usted ha vuelto');
  await run({corpus: readCorpus(copy)});
  edit('Si usted ha vuelto', 'Si ha vuelto');
}

const LEAD = 'helpline-banner.lead';
const TEXT = 'helpline-banner.text';
const CRISIS = 'helpline-banner.for-crisis';
const answers = {
  fields: reviewer,
  rows: {
    [LEAD]: {verdict: 'approved', comment: 'Good, “warm”.\nKeep it.'},
    [TEXT]: {verdict: 'approved with change', change: 'Escriba un mensaje al {number}'},
    [CRISIS]: {verdict: 'rejected', comment: 'Nobody says this.'},
    'helpline-banner.heading': {comment: 'Not sure.'},
  },
};

describe('a packet', () => {
  test('comes back with signatures, changes in state needs-review, and every comment', async () => {
    const {files: planned, summary} = await plan(fillDocx(docx, answers));
    const [review, xliff, comments] = [...planned.values()];
    const {signatures, kind, language, on, packet: code, reviewer: by} = JSON.parse(review);
    assert.deepEqual([kind, language, on, code, by], ['language', 'es', today, packet.code, reviewer]);
    const verdicts = Object.fromEntries(signatures.map(({message, verdict}) => [message, verdict]));
    assert.deepEqual(verdicts, {[LEAD]: 'approved', [TEXT]: 'approved-with-change', [CRISIS]: 'rejected'});
    assert.match(
      xliff,
      /<trans-unit id="helpline-banner\.text">\n {2}<source>[^]*?<target state="needs-review-translation">Escriba un mensaje al <x id="0" equiv-text="\$\{number\}"\/><\/target>/,
    );
    for (const words of ['Nobody says this.', 'Keep it.', 'Not sure.', 'Escriba un mensaje'])
      assert.ok(comments.includes(words));
    // Text of the packet itself is not a comment.
    const titles = [...comments.matchAll(/^## ([^:\n]*)/gm)].map(([, title]) => title).sort();
    assert.deepEqual(titles, [CRISIS, 'helpline-banner.heading', LEAD, TEXT]);
    assert.doesNotMatch(comments, /In other cells/);
    assert.match(summary[0], /^3 of \d+ rows: 1 approved, 1 approved with change, 1 rejected$/);
  });

  test('loses nothing that was written beside the cells to fill in, or of messages that have changed since', async () => {
    const bytes = editDocument(fillDocx(docx, answers), (document) => {
      const paragraph = cellsOf(rowOf(document, CRISIS))[3].appendChild(document.createElement('w:p'));
      const run = paragraph.appendChild(document.createElement('w:r'));
      run.appendChild(document.createElement('w:t')).appendChild(document.createTextNode('This source is old.'));
    });
    const [, , comments] = await textsOf(bytes);
    assert.match(comments, /## helpline-banner\.for-crisis: rejected[^#]*In other cells: This source is old\./);
    await whileChanged(async (changed) =>
      assert.match(
        (await textsOf(bytes, {...changed, skipChanged: true}))[2],
        /## helpline-banner\.lead: approved, of words that have changed since[^#]*Keep it\./,
      ),
    );
  });

  test('quotes what a source says, with the place, and says how much of the source was read', () => {
    const sourceOf = (id) => packet.widgets[0].rows.find((row) => row.id === `helpline-banner.${id}`).sources[0].text;
    assert.match(
      sourceOf('for-crisis'),
      /; read in part\. “The 988 Lifeline responds .+” \(FAQs About 988 Lifeline Services\)$/u,
    );
    assert.match(
      sourceOf('emergency-question'),
      /; read in part; read as Another page of the site.+ “If someone is unconscious/u,
    );
    assert.match(sourceOf('service-advice'), /Its text was not found, so no line is quoted$/u);
  });

  test('is right to left where the language is, with a dropdown of verdicts', async () => {
    const arabic = planPacket(corpus, [], {kind: 'language', language: 'ar', widgets, today}, copy.content);
    const xml = Buffer.from(unzipSync(await writeDocx(arabic))['word/document.xml']).toString();
    assert.match(xml, /<w:bidi\/>.*?<w:rtl\/>.*?<w:lang w:val="ar" w:bidi="ar"\/>/);
    assert.match(xml, /<w:dropDownList>(<w:listItem [^>]*\/>){4}<\/w:dropDownList>/);
  });

  test('has only what still needs a review, or has lapsed', async () => {
    const subject = corpus.subjects.get('es')?.get(LEAD);
    assert.ok(subject);
    const file = copy.sign({reviewer, kind: 'language', language: 'es', on: today}, [{subject, verdict: 'approved'}]);
    const idsOf = (more = {}) => {
      const selection = {kind: /** @type {const} */ ('language'), language: 'es', widgets, today, ...more};
      const made = planPacket(readCorpus(copy), readReviews(copy.content), selection, copy.content);
      return made.widgets.flatMap(({rows}) => rows.map(({id}) => id));
    };
    assert.ok(!idsOf().includes(LEAD));
    assert.ok(idsOf({which: 'all'}).includes(LEAD));
    assert.deepEqual(idsOf({which: 'lapsed'}), []);
    assert.deepEqual(idsOf({which: 'lapsed', today: '2029-01-01'}), [LEAD]);
    assert.deepEqual(idsOf({which: 'due', today: '2028-11-01'}), [LEAD]);
    await whileChanged(() => assert.deepEqual(idsOf({which: 'lapsed'}), [LEAD]));
    rmSync(join(copy.content, 'reviews', file));
  });

  /** Returns the content after a packet in English that changed one message, and the copy of its widget. */
  async function changeEnglish(t, message, change, kind) {
    const [widget] = message.split('.');
    const english = copyContent([widget, 'overdose-warning']);
    t.after(() => english.delete());
    const own = readCorpus(english);
    const made = planPacket(own, [], {kind, language: 'en', widgets: [widget], today}, english.content);
    const rows = {[message]: {verdict: 'approved with change', change}};
    const filled = fillDocx(await writeDocx(made), {fields: reviewer, rows});
    for (const [path, text] of (await plan(filled, {corpus: own}, english)).files) writeFileSync(path, text);
    return {english, messages: JSON.parse(english.read(`src/content/copy/${widget}.json`)).messages};
  }

  test('in English becomes edited records, which nobody has signed', async (t) => {
    const change = 'For a crisis, or thoughts of suicide';
    const {english, messages} = await changeEnglish(t, CRISIS, change, 'clinical');
    assert.equal(messages.find(({key}) => key === 'for-crisis').text, change);
    const subject = readCorpus(english).subjects.get('en')?.get(CRISIS) ?? assert.fail();
    assert.equal(findingOf(subject, 'clinical', indexReviews(readReviews(english.content)), today).state, 'changed');
  });

  test('in English changes one plural form of a message, and leaves the others', async (t) => {
    const change = 'Your plan has {count} item';
    const {messages} = await changeEnglish(t, 'trigger-checklist.count-plural-one', change, 'plain-language');
    const {text, plural} = messages.find(({key}) => key === 'count');
    assert.deepEqual([text, plural.forms], ['{count} items in your plan', {one: change}]);
  });
});

async function refuses(bytes, messages, more = {}) {
  await assert.rejects(plan(bytes, more), (error) => {
    assert.ok(error instanceof PacketError, String(error));
    for (const message of [messages].flat()) assert.match(error.message, message);
    return true;
  });
}

describe('a packet is refused, with the place, if', () => {
  /** Returns the packet with all answers and changes. @param {Parameters<typeof editDocument>[1]} change */
  const edited = (change) => editDocument(fillDocx(docx, answers), change);

  const answered = (row) => fillDocx(docx, {fields: reviewer, rows: row});

  test('its messages have changed since; the rest can be applied', () =>
    whileChanged(async (changed) => {
      const bytes = fillDocx(docx, answers);
      const place = /table 2, row \d+: helpline-banner\.lead has changed since: now “Si usted/;
      await refuses(bytes, [/the packet is outdated: the text of 1 of \d+ rows/, place], changed);
      const {files: planned, summary} = await plan(bytes, {...changed, skipChanged: true});
      assert.equal(JSON.parse([...planned.values()][0]).signatures.length, 2);
      assert.match(summary[1], /1 left out/);
    }));

  test('rows are missing or there twice, in any order otherwise', async () => {
    const moved = (change) =>
      edited((document) => {
        const rows = messageRows(document);
        const table = rows[0].parentNode;
        for (const row of rows) table?.removeChild(row);
        for (const row of change(rows)) table?.appendChild(row);
      });
    const missing = moved((rows) => rows.toSpliced(3, 2));
    await refuses(missing, /rows are missing: 3, 4 of \d+/);
    const twice = moved((rows) => [...rows, rows[2].cloneNode(true)]);
    await refuses(twice, /table 2, row \d+: duplicate id helpline-banner\.lead, first in table 2, row 3/);
    assert.equal((await signaturesOf(moved(([head, ...rows]) => [head, ...rows.reverse()]))).length, 3);
  });

  test('cells were moved between rows, merged or changed in place', async () => {
    const moved = edited((document) => {
      const [first, second] = messageRows(document)
        .slice(2)
        .map((row) => cellsOf(row)[2]);
      const next = second.nextSibling;
      first.parentNode?.replaceChild(second, first);
      next?.parentNode?.insertBefore(first, next);
    });
    await refuses(moved, /table 2, row 3, helpline-banner\.lead: the column Translation has “/);
    const merged = edited((document) => {
      const row = rowOf(document, LEAD);
      row.removeChild(cellsOf(row)[3]);
    });
    await refuses(merged, /^table 2, row 3: 6 cells, and the head of the table has 7/);
    const changed = answered({...answers.rows, [LEAD]: {verdict: 'approved', english: 'Other words.'}});
    await refuses(changed, /table 2, row 3, helpline-banner\.lead: the column English has “Other words\.”/);
  });

  test('a verdict is unknown, or contradicts the rest of its row', async () => {
    for (const [answer, message] of /** @type {[import('../support/packets.mjs').Answer, RegExp][]} */ ([
      [{verdict: 'looks fine'}, /unknown verdict “looks fine”: approved, approved with change, rejected/],
      [{change: 'Otra cosa.'}, /a change without a verdict/],
      [{verdict: 'approved', change: 'Otra cosa.'}, /“approved” and a change/],
      [{verdict: 'approved with change'}, /the column Change is empty/],
    ]))
      await refuses(answered({[LEAD]: answer}), [/^table 2, row 3, helpline-banner\.lead: /m, message]);
    await refuses(answered({}), /no row has a verdict/);
  });

  test('a change drops or doubles a placeholder, or is longer than the layout has room for', async () => {
    const changed = (id, change) => answered({[id]: {verdict: 'approved with change', change}});
    const placeholders = /helpline-banner\.text: the change has the placeholders .*; required: number, each once/;
    for (const change of ['Escriba', 'Escriba {number} {number}', 'Escriba {numero}'])
      await refuses(changed(TEXT, change), placeholders);
    const CHAT = 'helpline-banner.chat';
    const long = changed(CHAT, 'Chatear con alguien por internet');
    await refuses(long, /helpline-banner\.chat: the change has 32 characters; the maximum is 26/);
  });

  test('the reviewer is missing, or the day does not exist', async () => {
    const missing = [/the name of the reviewer is missing/, /the role/, /the organisation/];
    await refuses(fillDocx(docx, {rows: answers.rows}), missing);
    const reviewedOn = (on) => fillDocx(docx, {...answers, fields: {...reviewer, on}});
    await refuses(reviewedOn('26 November'), /the day of the review is “26 November”/);
    await refuses(reviewedOn('2027-11-26'), /in the future/);
  });

  test('its language, kind or code was changed, or a mark', async () => {
    const kind = /its kind \(clinical\), its language \(es\) or the mark of a row was changed/;
    for (const [row, value, message] of /** @type {const} */ ([
      [2, 'ar', /the packet is outdated/],
      [1, 'clinical', kind],
      [0, '', /the packet code is missing/],
    ]))
      await refuses(
        edited((document) => writeCell(cellsOf(document.getElementsByTagName('w:tr')[row])[1], value)),
        message,
      );
    const mark = edited((document) => writeCell(cellsOf(rowOf(document, LEAD))[0], 'helpline-banner: lead'));
    await refuses(mark, /table 2, row 3: the mark in square brackets is missing/);
  });

  test('it has macros, a password or another format, or is broken', async () => {
    const nest = (count, ...names) => {
      const all = (list) => list.join('').repeat(count);
      const tags = all(names.map((name) => `<w:${name}>`));
      return (text) =>
        text.replace('<w:body>', `$&${tags}<w:p/>${all(names.toReversed().map((name) => `</w:${name}>`))}`);
    };
    const xml = (change) => editZip(docx, 'word/document.xml', change);
    const other = /not a Word document: save it as \.docx/;
    for (const [bytes, message] of /** @type {[Uint8Array, RegExp][]} */ ([
      [zipSync({...unzipSync(docx), 'word/vbaProject.bin': strToU8('x')}), /has macros \(word\/vbaProject\.bin\)/],
      [new Uint8Array(Buffer.from('d0cf11e0a1b11ae1', 'hex')), /password/],
      [zipSync({'content.xml': strToU8('<x/>')}), other],
      [new Uint8Array(), other],
      [xml((text) => text.replace(/<w:tbl>[^]*<\/w:tbl>/, '')), /no table of messages/],
      [xml((text) => text.slice(0, 3000)), /broken|no table/],
      [xml(nest(250, 'tbl', 'tr', 'tc')), /nested too deeply/],
      [xml(nest(5000, 'ins')), /nested too deeply/],
    ]))
      await refuses(bytes, message);
  });
});

test('a zip bomb is refused by the size that it declares, and never unzipped whole where it says that it is small', async () => {
  const size = 30_000_000;
  const large = zipSync({...unzipSync(docx), 'word/document.xml': new Uint8Array(size)}, {level: 1});
  /** Returns the packet with an entry that says another length of its document. @param {number} said */
  function bomb(said) {
    const bytes = Buffer.from(large);
    const [real, other] = [size, said].map((length) => {
      const field = Buffer.alloc(4);
      field.writeUInt32LE(length);
      return field;
    });
    for (let at = bytes.indexOf(real); at >= 0; at = bytes.indexOf(real, at + 1)) other.copy(bytes, at);
    return new Uint8Array(bytes);
  }
  await refuses(bomb(51_000_000), /unzips to 51 MB: that is not a packet/);
  const bytes = bomb(1000);
  const before = process.memoryUsage().arrayBuffers;
  await refuses(bytes, /broken|no table/);
  assert.ok(process.memoryUsage().arrayBuffers - before < size, 'memory');
});

describe('a packet is accepted in spite of', () => {
  test('curly quotes, other spaces and soft hyphens that a program put into the texts', async () => {
    const bytes = editDocument(fillDocx(docx, answers), (document) => {
      for (const row of messageRows(document).slice(1)) {
        const [, english, translation] = cellsOf(row);
        writeCell(english, String(english.textContent).replaceAll('’', "'").replaceAll(' ', '\u00a0'));
        writeCell(translation, ` ${String(translation.textContent).replaceAll('“', '«').replaceAll('”', '»')}\u00ad `);
      }
    });
    // The signed text is ours, not that of the program.
    const signatures = await signaturesOf(bytes);
    assert.equal(signatures.find(({message}) => message === LEAD).text, corpus.subjects.get('es')?.get(LEAD)?.text);
  });

  test('changes that Word tracks: insertions count, and deletions do not', async () => {
    const bytes = editDocument(fillDocx(docx, answers), (document) => {
      const cell = /** @type {Element} */ (cellsOf(rowOf(document, LEAD)).at(-1));
      writeCell(cell, 'Kept. ');
      const [run] = Array.from(cell.getElementsByTagName('w:r'));
      for (const [tag, text, words] of [
        ['w:ins', 'w:t', 'Inserted.'],
        ['w:del', 'w:delText', 'Deleted.'],
      ]) {
        const change = document.createElement(tag);
        change.setAttribute('w:id', '900');
        change.setAttribute('w:author', 'Test');
        const own = document.createElement('w:r');
        const element = document.createElement(text);
        element.textContent = words;
        own.appendChild(element);
        change.appendChild(own);
        run.parentNode?.appendChild(change);
      }
    });
    assert.equal((await signaturesOf(bytes))[0].comment, 'Kept. Inserted.');
  });
});

describe('npm run review -- packet and apply', () => {
  const run = (...args) =>
    spawnSync(
      process.execPath,
      ['src/tools/cli/review.mjs', ...args, '--content', copy.content, '--locales', copy.locales],
      {cwd: root, encoding: 'utf8'},
    );

  test('write a packet, take it back, and refuse it the second time; after bad input nothing is written', () => {
    const file = join(copy.folder, 'packet.docx');
    const options = '--for language --lang es --widget helpline-banner --no-pictures --out';
    const made = run('packet', ...options.split(' '), file);
    assert.equal(made.status, 0, made.stderr);
    const state = () => [copy.read('src/locales/es.xlf'), readdirSync(join(copy.content, 'reviews')).join()].join();
    const before = state();

    writeFileSync(
      file,
      fillDocx(readFileSync(file), {...answers, rows: {...answers.rows, [LEAD]: {verdict: 'fine\u009b31m'}}}),
    );
    const refused = run('apply', file);
    assert.equal(refused.status, 2);
    // No control character of the document reaches the terminal.
    assert.match(refused.stderr, /unknown verdict “fine\\u009b31m”[^]*nothing was written/);
    assert.equal(state(), before);

    writeFileSync(file, fillDocx(readFileSync(file), {rows: {[LEAD]: {verdict: 'approved'}}}));
    const applied = run('apply', file);
    assert.equal(applied.status, 0, applied.stderr);
    assert.match(readFileSync(`${file}.comments.md`, 'utf8'), /Nobody says this\./);
    assert.equal(readReviews(copy.content).length, 1);
    assert.match(copy.read('src/locales/es.xlf'), /needs-review-translation/);
    assert.equal(run('apply', file).status, 2);
  });
});
