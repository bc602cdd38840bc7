/** Packets: what a reviewer gets, and what comes back of it, whatever a person or a program did to the file. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {strToU8, unzipSync, zipSync} from 'fflate';
import {readXlsx, writeXlsx} from 'hucre/xlsx';
import {planPacket} from '../../src/tools/review/packet.mjs';
import {writeDocx} from '../../src/tools/review/packet-docx.mjs';
import {writeHtml} from '../../src/tools/review/packet-html.mjs';
import {writePacketXlsx} from '../../src/tools/review/packet-xlsx.mjs';
import {PacketError} from '../../src/tools/review/packet-file.mjs';
import {readPacket} from '../../src/tools/review/read-packet.mjs';
import {planApply} from '../../src/tools/review/apply.mjs';
import {readReviews} from '../../src/tools/review/signatures.mjs';
import {findingOf, indexReviews} from '../../src/tools/review/status.mjs';
import {readCorpus} from '../../src/tools/review/subjects.mjs';
import {editDocument, editSheets, editZip, fill, fillDocx, fillXlsx, reviewer, writeCell} from '../support/packets.mjs';
import {copyContent} from '../support/reviews.mjs';
import {root} from '../support/sources.mjs';

const today = '2026-11-26';
const widgets = ['helpline-banner'];
const write = {
  docx: writeDocx,
  xlsx: writePacketXlsx,
  html: async (packet) => new Uint8Array(Buffer.from(writeHtml(packet))),
};

/** A picture of one pixel. */
const pixel = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

/** @type {ReturnType<typeof copyContent>} */
let copy;
/** @type {import('../../src/tools/review/packet.mjs').Packet} */
let packet;
/** @type {Record<string, Uint8Array>} */
const files = {};
before(async () => {
  copy = copyContent();
  packet = planPacket(readCorpus(copy), [], {kind: 'language', language: 'es', widgets, today}, copy.content);
  packet.widgets[0].pictures.push({data: pixel, width: 100, height: 50});
  for (const [format, writer] of Object.entries(write)) files[format] = await writer(packet);
});
after(() => copy.delete());

const plan = async (/** @type {Uint8Array} */ bytes, /** @type {object} */ more = {}) =>
  planApply({
    filled: await readPacket(bytes),
    corpus: readCorpus(copy),
    reviews: readReviews(copy.content),
    paths: copy,
    commentsPath: join(copy.folder, 'packet.comments.md'),
    today,
    ...more,
  });

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
  test('has all that a reviewer needs: both texts, reasons, sources with addresses, glossary, notes', () => {
    const rows = packet.widgets.flatMap((part) => part.rows);
    assert.equal(packet.count, rows.length);
    const crisis = rows.find(({id}) => id === CRISIS);
    assert.ok(crisis?.safety && crisis.place.endsWith('SAFETY'));
    assert.equal(crisis?.sources[0].url, 'https://www.samhsa.gov/find-help/988/faqs');
    const lead = rows.find(({id}) => id === LEAD);
    assert.match(lead?.sources[0].text ?? '', /^The article: “/);
    assert.ok(lead?.why && lead?.translation && lead?.glossary.length && lead?.note);
  });

  for (const format of ['docx', 'xlsx', 'html'])
    test(`comes back from ${format}: signatures, changes in state needs-review, and every comment`, async () => {
      const bytes = await fill[format](files[format], answers);
      const {files: planned, summary} = await plan(bytes);
      const [review, xliff, comments] = [...planned.values()];
      const {signatures, ...rest} = JSON.parse(review);
      assert.deepEqual(rest.reviewer, reviewer);
      assert.deepEqual([rest.kind, rest.language, rest.on, rest.packet], ['language', 'es', today, packet.code]);
      const verdicts = signatures.map(({message, verdict}) => [message, verdict]);
      assert.deepEqual(Object.fromEntries(verdicts), {
        [LEAD]: 'approved',
        [TEXT]: 'approved-with-change',
        [CRISIS]: 'rejected',
      });
      assert.match(
        xliff,
        /<trans-unit id="helpline-banner\.text">\n {2}<source>[^]*?<target state="needs-review-translation">Escriba un mensaje al <x id="0" equiv-text="\$\{number\}"\/><\/target>/,
      );
      for (const words of ['Nobody says this.', 'Keep it.', 'Not sure.', 'Escriba un mensaje'])
        assert.ok(comments.includes(words));
      // Text of the packet itself is not a comment.
      assert.deepEqual([...comments.matchAll(/^## (.*)$/gm)].map(([, title]) => title.replace(/:.*/, '')).sort(), [
        CRISIS,
        'helpline-banner.heading',
        LEAD,
        TEXT,
      ]);
      assert.doesNotMatch(comments, /In other cells/);
      assert.match(summary[0], /^3 of \d+ rows: 1 approved, 1 approved with change, 1 rejected$/);
    });

  test('loses nothing that was written beside the cells to fill in, or of messages that have changed since', async () => {
    const docx = editDocument(fillDocx(files.docx, answers), (document) => {
      const rows = Array.from(document.getElementsByTagName('w:tr'));
      const about = rows.find(({textContent}) => textContent?.includes(CRISIS))?.getElementsByTagName('w:tc')[3];
      const [loose] = Array.from(document.getElementsByTagName('w:body')[0].childNodes).filter(
        ({nodeName}) => nodeName === 'w:p',
      );
      for (const {at, text} of [
        {at: about, text: 'This source is old.'},
        {at: loose.parentNode, text: 'A word about all of it.'},
      ]) {
        const paragraph = at?.insertBefore(document.createElement('w:p'), at === about ? null : loose);
        const run = paragraph?.appendChild(document.createElement('w:r'));
        run?.appendChild(document.createElement('w:t')).appendChild(document.createTextNode(text));
      }
    });
    const xlsx = await editSheets(await fillXlsx(files.xlsx, answers), ([details, {rows}]) => {
      details.rows[2][3] = 'Beside the language.';
      rows.find(([place]) => String(place).includes(CRISIS))[12] = 'This source is old.';
      details.rows.push(['A word about all of it.']);
    });
    for (const bytes of [docx, xlsx]) {
      const comments = [...(await plan(bytes)).files.values()][2];
      assert.match(comments, /## helpline-banner\.for-crisis: rejected[^#]*In other cells: This source is old\./);
      assert.ok(comments.includes('A word about all of it.'));
    }
    assert.ok([...(await plan(xlsx)).files.values()][2].includes('Beside the language.'));
    copy.edit('src/locales/es.xlf', (text) => text.replace('Si ha vuelto', 'Si usted ha vuelto'));
    const {files: planned} = await plan(docx, {skipChanged: true});
    assert.match(
      [...planned.values()][2],
      /## helpline-banner\.lead: approved, of words that have changed since[^#]*Keep it\./,
    );
    copy.edit('src/locales/es.xlf', (text) => text.replace('Si usted ha vuelto', 'Si ha vuelto'));
  });

  test('is right to left where the language is, in each format', async () => {
    const arabic = planPacket(readCorpus(copy), [], {kind: 'language', language: 'ar', widgets, today}, copy.content);
    const {document} = Object.fromEntries(
      Object.entries(unzipSync(await writeDocx(arabic))).map(([name, data]) => [
        name.split('/').at(-1)?.split('.')[0],
        Buffer.from(data).toString(),
      ]),
    );
    assert.match(document, /<w:bidi\/>.*?<w:rtl\/>.*?<w:lang w:val="ar" w:bidi="ar"\/>/);
    const {sheets} = await readXlsx(await writePacketXlsx(arabic), {readStyles: true});
    assert.equal(sheets[1].cells?.get('1,2')?.style?.alignment?.readingOrder, 'rtl');
    assert.match(writeHtml(arabic), /<p lang="ar" dir="rtl">/);
  });

  test('offers the verdicts in a dropdown, prints on A4 or Letter, and describes its pictures', async () => {
    const document = Buffer.from(unzipSync(files.docx)['word/document.xml']).toString();
    assert.match(
      document,
      /<w:dropDownList>(<w:listItem w:displayText="[a-z ]+" w:value="[a-z ]+"\/>){4}<\/w:dropDownList>/,
    );
    assert.match(document, /<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
    assert.match(document, /descr="The widget “.*” as readers see it"/);
    const {sheets} = await readXlsx(files.xlsx);
    assert.deepEqual(sheets[1].dataValidations?.[0].values, ['choose', 'approved', 'approved with change', 'rejected']);
    assert.equal(sheets[1].pageSetup?.paperSize, 'a4');
    const letter = Buffer.from(
      unzipSync(await writeDocx({...packet, paper: 'letter'}))['word/document.xml'],
    ).toString();
    assert.match(letter, /<w:pgSz w:w="15840" w:h="12240"/);
  });

  test('has only what still needs a review, or has lapsed', () => {
    const subject = readCorpus(copy).subjects.get('es')?.get(LEAD);
    assert.ok(subject);
    const file = copy.sign({reviewer, kind: 'language', language: 'es', on: today}, [{subject, verdict: 'approved'}]);
    const idsOf = (/** @type {object} */ more = {}) =>
      planPacket(
        readCorpus(copy),
        readReviews(copy.content),
        {kind: 'language', language: 'es', widgets, today, ...more},
        copy.content,
      ).widgets.flatMap(({rows}) => rows.map(({id}) => id));
    assert.ok(!idsOf().includes(LEAD));
    assert.ok(idsOf({which: 'all'}).includes(LEAD));
    assert.deepEqual(idsOf({which: 'lapsed'}), []);
    assert.deepEqual(idsOf({which: 'lapsed', today: '2029-01-01'}), [LEAD]);
    assert.deepEqual(idsOf({which: 'due', today: '2028-11-01'}), [LEAD]);
    assert.deepEqual(idsOf({changed: new Set([TEXT])}), [TEXT]);
    copy.edit('src/locales/es.xlf', (text) => text.replace('Si ha vuelto', 'Si usted ha vuelto'));
    assert.deepEqual(idsOf({which: 'lapsed'}), [LEAD]);
    copy.edit('src/locales/es.xlf', (text) => text.replace('Si usted ha vuelto', 'Si ha vuelto'));
    rmSync(join(copy.content, 'reviews', file));
  });

  test('in English becomes edited records, which nobody has signed', async (t) => {
    const english = copyContent();
    t.after(() => english.delete());
    const corpus = readCorpus(english);
    const own = planPacket(corpus, [], {kind: 'clinical', language: 'en', widgets, today}, english.content);
    const bytes = fillDocx(await writeDocx(own), {
      fields: reviewer,
      rows: {[CRISIS]: {verdict: 'approved with change', change: 'For a crisis, or thoughts of suicide'}},
    });
    const {files: planned} = await planApply({
      filled: await readPacket(bytes),
      corpus,
      reviews: [],
      paths: english,
      commentsPath: join(english.folder, 'c.md'),
      today,
    });
    for (const [path, text] of planned) writeFileSync(path, text);
    const record = JSON.parse(english.read('src/content/copy/helpline-banner.json')).messages.find(
      ({key}) => key === 'for-crisis',
    );
    assert.equal(record.text, 'For a crisis, or thoughts of suicide');
    const subject = readCorpus(english).subjects.get('en')?.get(CRISIS);
    assert.ok(subject);
    assert.equal(findingOf(subject, 'clinical', indexReviews(readReviews(english.content)), today).state, 'changed');
  });

  test('in English changes one plural form of a message, and leaves the others', async (t) => {
    const english = copyContent(['trigger-checklist', 'overdose-warning']);
    t.after(() => english.delete());
    const corpus = readCorpus(english);
    const selection = {
      kind: /** @type {const} */ ('plain-language'),
      language: 'en',
      widgets: ['trigger-checklist'],
      today,
    };
    const own = planPacket(corpus, [], selection, english.content);
    const change = 'Your plan has {count} item';
    const rows = {'trigger-checklist.count-plural-one': {verdict: 'approved with change', change}};
    const {files: planned} = await planApply({
      filled: await readPacket(await fillXlsx(await writePacketXlsx(own), {fields: reviewer, rows})),
      corpus,
      reviews: [],
      paths: english,
      commentsPath: join(english.folder, 'c.md'),
      today,
    });
    const {messages} = JSON.parse([...planned.values()][1]);
    const {text, plural} = messages.find((/** @type {{key: string}} */ {key}) => key === 'count');
    assert.deepEqual([text, plural.forms], ['{count} items in your plan', {one: change}]);
  });
});

/** @param {Uint8Array | Promise<Uint8Array>} bytes @param {RegExp[]} messages @param {object} [more] */
async function refuses(bytes, messages, more) {
  await assert.rejects(
    async () => plan(await bytes, more),
    (/** @type {Error} */ error) => {
      assert.ok(error instanceof PacketError, error.stack);
      for (const message of messages) assert.match(error.message, message);
      return true;
    },
  );
}

describe('a packet is refused, with the place, if', () => {
  const xlsx = (/** @type {Parameters<typeof editSheets>[1]} */ change) =>
    editSheets(files.xlsx, (sheets) => change(sheets)).then((bytes) => fillXlsx(bytes, answers));

  test('its messages have changed since; the rest can be applied', async () => {
    copy.edit('src/locales/es.xlf', (text) => text.replace('Si ha vuelto', 'Si usted ha vuelto'));
    const bytes = fillDocx(files.docx, answers);
    await refuses(bytes, [
      /the packet is outdated: the text of 1 of \d+ rows/,
      /table 2, row \d+: helpline-banner\.lead has changed since: now “Si usted/,
    ]);
    const {files: planned, summary} = await plan(bytes, {skipChanged: true});
    assert.equal(JSON.parse([...planned.values()][0]).signatures.length, 2);
    assert.match(summary[1], /1 left out/);
    copy.edit('src/locales/es.xlf', (text) => text.replace('Si usted ha vuelto', 'Si ha vuelto'));
  });

  test('rows are missing or there twice, in any order otherwise', async () => {
    await refuses(
      xlsx(([, {rows}]) => rows.splice(3, 2)),
      [/rows are missing: 3, 4 of \d+/],
    );
    await refuses(
      xlsx(([, {rows}]) => rows.push([...rows[2]])),
      [/Messages, row \d+: duplicate id helpline-banner\.lead, first in Messages, row 3/],
    );
    const {files: planned} = await plan(await xlsx(([, {rows}]) => rows.push(...rows.splice(2, 5))));
    assert.equal(JSON.parse([...planned.values()][0]).signatures.length, 3);
  });

  test('cells were moved between rows', async () => {
    const bytes = xlsx(([, {rows}]) => ([rows[2][2], rows[3][2]] = [rows[3][2], rows[2][2]]));
    await refuses(bytes, [/Messages, row 3, helpline-banner\.lead: the column Translation has “/]);
  });

  test('cells of a row were merged or deleted', async () => {
    const bytes = editDocument(fillDocx(files.docx, answers), (document) => {
      const row = Array.from(document.getElementsByTagName('w:tr')).find(({textContent}) =>
        textContent?.includes(LEAD),
      );
      row?.removeChild(row.getElementsByTagName('w:tc')[3]);
    });
    await refuses(bytes, [/^table 2, row 3: 6 cells, and the head of the table has 7/]);
  });

  test('texts were changed in place', async () => {
    const bytes = fillDocx(files.docx, {
      ...answers,
      rows: {...answers.rows, [LEAD]: {verdict: 'approved', english: 'Other words.'}},
    });
    await refuses(bytes, [/table 2, row 3, helpline-banner\.lead: the column English has “Other words\.”/]);
  });

  test('a verdict is unknown, or contradicts the rest of its row', async () => {
    for (const [answer, message] of /** @type {[import('../support/packets.mjs').Answer, RegExp][]} */ ([
      [{verdict: 'looks fine'}, /unknown verdict “looks fine”: approved, approved with change, rejected/],
      [{change: 'Otra cosa.'}, /a change without a verdict/],
      [{verdict: 'approved', change: 'Otra cosa.'}, /“approved” and a change/],
      [{verdict: 'approved with change'}, /the column Change is empty/],
    ]))
      await refuses(fillXlsx(files.xlsx, {fields: reviewer, rows: {[LEAD]: answer}}), [
        /^Messages, row 3, helpline-banner\.lead: /m,
        message,
      ]);
    await refuses(fillXlsx(files.xlsx, {fields: reviewer}), [/no row has a verdict/]);
  });

  test('a change drops or doubles a placeholder', async () => {
    for (const change of ['Escriba', 'Escriba {number} {number}', 'Escriba {numero}'])
      await refuses(
        fillXlsx(files.xlsx, {fields: reviewer, rows: {[TEXT]: {verdict: 'approved with change', change}}}),
        [/helpline-banner\.text: the change has the placeholders .*; required: number, each once/],
      );
  });

  test('a change is longer than the layout has room for', async () => {
    const CHAT = 'helpline-banner.chat';
    const change = 'Chatear con alguien por internet';
    await refuses(fillXlsx(files.xlsx, {fields: reviewer, rows: {[CHAT]: {verdict: 'approved with change', change}}}), [
      /helpline-banner\.chat: the change has 32 characters; the maximum is 26/,
    ]);
    const row = packet.widgets.flatMap((part) => part.rows).find(({id}) => id === CHAT);
    assert.match(row?.note ?? '', /At most 26 characters\.$/);
  });

  test('the reviewer is missing, or the day does not exist', async () => {
    await refuses(fillDocx(files.docx, {rows: answers.rows}), [
      /the name of the reviewer is missing/,
      /the role/,
      /the organisation/,
    ]);
    await refuses(fillDocx(files.docx, {...answers, fields: {...reviewer, on: '26 November'}}), [
      /the day of the review is “26 November”/,
    ]);
    await refuses(fillDocx(files.docx, {...answers, fields: {...reviewer, on: '2027-11-26'}}), [/in the future/]);
  });

  test('its language, kind or code was changed, or a mark', async () => {
    const details = (/** @type {number} */ row, /** @type {string} */ value) =>
      xlsx(([{rows}]) => (rows[row][1] = value));
    await refuses(details(2, 'ar'), [/the packet is outdated/]);
    await refuses(details(2, 'xx'), [/unknown language “xx”: en, ar/]);
    await refuses(details(1, 'clinical'), [
      /its kind \(clinical\), its language \(es\) or the mark of a row was changed/,
    ]);
    await refuses(details(1, 'fun'), [/unknown kind of review “fun”/]);
    await refuses(details(0, ''), [/the packet code is missing/]);
    await refuses(
      xlsx(([, {rows}]) => (rows[2][0] = 'helpline-banner: lead')),
      [/Messages, row 3: the mark in square brackets is missing/],
    );
  });

  test('a cell has a formula', async () => {
    const {sheets} = await readXlsx(files.xlsx);
    const bytes = await writeXlsx({
      sheets: sheets.map(({name, rows}, index) => ({
        name,
        rows,
        ...(index === 1 && {cells: new Map([['2,8', {formula: 'HYPERLINK("https://example.org")'}]])}),
      })),
    });
    await refuses(bytes, [/^Messages!I3: a formula \(=HYPERLINK/]);
  });

  test('it has macros, a password or another format, or is broken', async () => {
    const withFile = (/** @type {string} */ name) => zipSync({...unzipSync(files.docx), [name]: strToU8('x')});
    await refuses(withFile('word/vbaProject.bin'), [/has macros \(word\/vbaProject\.bin\)/]);
    await refuses(files.docx.slice(0, files.docx.length / 2), [/broken/]);
    await refuses(new Uint8Array(Buffer.from('d0cf11e0a1b11ae1', 'hex')), [/password/]);
    await refuses(zipSync({'content.xml': strToU8('<x/>')}), [/OpenDocument/]);
    await refuses(zipSync({'a.txt': strToU8('a')}), [/neither \.docx nor \.xlsx/]);
    await refuses(strToU8('hello'), [/neither \.docx nor \.xlsx nor \.html/]);
    await refuses(new Uint8Array(), [/neither/]);
    await refuses(strToU8('<!doctype html><p>Hello'), [/no table of messages/]);
    await refuses(
      editZip(files.docx, 'word/document.xml', (xml) => xml.slice(0, 3000)),
      [/broken|no table/],
    );
    await refuses(
      editZip(files.xlsx, 'xl/worksheets/sheet2.xml', () => '<worksheet>'),
      [/broken|no table/],
    );
  });
});

describe('a zip bomb is refused', () => {
  const size = 30_000_000;
  /** A packet with a large document. @type {Uint8Array} */
  let large;
  before(() => {
    large = zipSync({...unzipSync(files.docx), 'word/document.xml': new Uint8Array(size)}, {level: 1});
  });

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

  test('by the size that it declares', async () => {
    await refuses(bomb(410_000_000), [/unzips to 410 MB: that is not a packet/]);
  });

  test('also where it says that it is small, and is never unzipped whole', async () => {
    const bytes = bomb(1000);
    const before = process.memoryUsage().arrayBuffers;
    await refuses(bytes, [/broken|no table/]);
    assert.ok(process.memoryUsage().arrayBuffers - before < size, 'memory');
  });
});

describe('a packet is accepted in spite of', () => {
  test('curly quotes, other spaces and soft hyphens that a program put into the texts', async () => {
    const bytes = await editSheets(files.xlsx, ([, {rows}]) => {
      for (const row of rows.slice(1)) {
        row[1] = String(row[1]).replaceAll('’', "'").replaceAll(' ', '\u00a0');
        row[2] = ` ${String(row[2]).replaceAll('“', '«').replaceAll('”', '»')}\u00ad\n`;
      }
    });
    const {files: planned} = await plan(await fillXlsx(bytes, answers));
    // The signed text is ours, not that of the program.
    const {signatures} = JSON.parse([...planned.values()][0]);
    assert.equal(
      signatures.find(({message}) => message === LEAD).words,
      readCorpus(copy).subjects.get('es')?.get(LEAD)?.text,
    );
  });

  test('thousands of empty rows and columns at the end', async () => {
    const bytes = await editSheets(files.xlsx, ([, {rows}]) => {
      for (let index = 0; index < 5000; index++) rows.push(['', ' ', null]);
      rows[2][40] = '';
    });
    const {files: planned} = await plan(await fillXlsx(bytes, answers));
    assert.equal(JSON.parse([...planned.values()][0]).signatures.length, 3);
  });

  test('verdicts that were typed, with another case or hyphens', async () => {
    const bytes = fillDocx(files.docx, {
      fields: reviewer,
      rows: {[LEAD]: {verdict: 'Approved.'}, [TEXT]: {verdict: 'APPROVED-with-change', change: 'Al {number}'}},
    });
    const {files: planned} = await plan(bytes);
    assert.deepEqual(
      JSON.parse([...planned.values()][0]).signatures.map(({verdict}) => verdict),
      ['approved', 'approved-with-change'],
    );
  });

  test('changes that Word tracks: insertions count, and deletions do not', async () => {
    const bytes = editDocument(fillDocx(files.docx, answers), (document) => {
      const row = Array.from(document.getElementsByTagName('w:tr')).find(({textContent}) =>
        textContent?.includes(LEAD),
      );
      const cells = row?.getElementsByTagName('w:tc') ?? [];
      const cell = cells[cells.length - 1];
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
    const {files: planned} = await plan(bytes);
    assert.equal(JSON.parse([...planned.values()][0]).signatures[0].comment, 'Kept. Inserted.');
  });
});

describe('npm run review -- packet and apply', () => {
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync(
      process.execPath,
      ['src/tools/cli/review.mjs', ...args, '--content', copy.content, '--locales', copy.locales],
      {cwd: root, encoding: 'utf8'},
    );

  test('write a packet, take it back, and refuse it the second time; after bad input nothing is written', () => {
    const file = join(copy.folder, 'packet.docx');
    const made = run(
      'packet',
      '--for',
      'language',
      '--lang',
      'es',
      '--widget',
      'helpline-banner',
      '--no-pictures',
      '--out',
      file,
    );
    assert.equal(made.status, 0, made.stderr);
    const state = () => [copy.read('src/locales/es.xlf'), readdirSync(join(copy.content, 'reviews')).join()].join();
    const before = state();

    writeFileSync(file, fillDocx(readFileSync(file), {...answers, rows: {...answers.rows, [LEAD]: {verdict: 'fine'}}}));
    const refused = run('apply', file);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /table 2, row 3, helpline-banner\.lead: unknown verdict “fine”/);
    assert.match(refused.stderr, /nothing was written/);
    assert.doesNotMatch(refused.stderr, /^ +at /m);
    assert.equal(state(), before);
    assert.ok(!existsSync(`${file}.comments.md`));

    writeFileSync(file, fillDocx(readFileSync(file), {rows: {[LEAD]: {verdict: 'approved'}}}));
    const applied = run('apply', file);
    assert.equal(applied.status, 0, applied.stderr);
    assert.match(readFileSync(`${file}.comments.md`, 'utf8'), /Nobody says this\./);
    assert.equal(readReviews(copy.content).length, 1);
    assert.match(copy.read('src/locales/es.xlf'), /needs-review-translation/);
    assert.equal(run('apply', file).status, 2);

    for (const args of [
      ['packet', '--for', 'fun', '--lang', 'es'],
      ['apply', 'none.docx'],
    ]) {
      const {status, stderr} = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.doesNotMatch(stderr, /^ +at /m);
    }
  });
});
