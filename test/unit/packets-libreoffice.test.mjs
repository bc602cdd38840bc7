/** Packets that LibreOffice has opened and saved; in the nightly run (NIGHTLY=1), where LibreOffice is installed. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {findProgram} from '../../src/tools/browser.mjs';
import {planApply} from '../../src/tools/review/apply.mjs';
import {planPacket} from '../../src/tools/review/packet.mjs';
import {writeDocx} from '../../src/tools/review/packet-docx.mjs';
import {writePacketXlsx} from '../../src/tools/review/packet-xlsx.mjs';
import {readPacket} from '../../src/tools/review/read-packet.mjs';
import {readCorpus} from '../../src/tools/review/subjects.mjs';
import {fill, reviewer} from '../support/packets.mjs';
import {copyContent} from '../support/reviews.mjs';

const office = findProgram('soffice', 'libreoffice');
const skip = !process.env.NIGHTLY
  ? 'LibreOffice is tried only in the nightly run, with NIGHTLY=1'
  : office
    ? false
    : 'LibreOffice is not installed (Debian: libreoffice-writer-nogui libreoffice-calc-nogui)';

const today = '2026-11-26';
const widgets = ['overdose-warning'];

describe('LibreOffice', {skip}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  /** @type {ReturnType<typeof copyContent>} */
  let copy;
  before(() => {
    copy = copyContent();
  });
  after(() => {
    copy.delete();
    rmSync(folder, {recursive: true, force: true});
  });

  /** Opens a file and saves it in a format. @param {string} file @param {string} format @returns {Buffer} */
  function convert(file, format) {
    const {status, stderr, stdout} = spawnSync(
      String(office),
      [
        '--headless',
        `-env:UserInstallation=file://${folder}/profile`,
        '--convert-to',
        format,
        '--outdir',
        join(folder, 'out'),
        file,
      ],
      {encoding: 'utf8', timeout: 120_000},
    );
    assert.equal(status, 0, stdout + stderr);
    return readFileSync(join(folder, 'out', `packet.${format}`));
  }

  for (const [format, write] of /** @type {const} */ ([
    ['docx', writeDocx],
    ['xlsx', writePacketXlsx],
  ]))
    for (const language of ['es', 'ar'])
      test(`opens, saves and prints a packet in ${format}, ${language}: nothing of a review is lost`, async () => {
        const corpus = readCorpus(copy);
        const packet = planPacket(corpus, [], {kind: 'language', language, widgets, today}, copy.content);
        const rows = packet.widgets.flatMap((part) => part.rows);
        const file = join(folder, `packet.${format}`);
        const [first, second] = rows.filter(({english}) => !english.includes('{'));
        writeFileSync(
          file,
          await fill[format](await write(packet), {
            fields: reviewer,
            rows: {
              ...Object.fromEntries(rows.map(({id}) => [id, {verdict: 'approved'}])),
              [first.id]: {verdict: 'approved with change', change: `${first.translation} !`},
              [second.id]: {verdict: 'rejected', comment: `Why “${second.translation}”?`},
            },
          }),
        );
        const {files} = await planApply({
          filled: await readPacket(convert(file, format)),
          corpus,
          reviews: [],
          paths: copy,
          commentsPath: join(folder, 'comments.md'),
          today,
        });
        const [review, xliff, comments] = [...files.values()];
        const {signatures} = JSON.parse(review);
        assert.equal(signatures.length, rows.length);
        assert.equal(signatures.filter(({verdict}) => verdict === 'approved').length, rows.length - 2);
        assert.ok(xliff.includes(`<target state="needs-review-translation">${first.translation} !</target>`));
        assert.ok(comments.includes(`Why “${second.translation}”?`));
        assert.match(convert(file, 'pdf').subarray(0, 5).toString(), /^%PDF-/);
      });
});
