/**
 * From packets to a reviewed release, in a copy of the project: a reviewer’s verdicts, saved by LibreOffice where it is installed, appear in
 * a built widget, and one changed word revokes them. Builds twice, so only in the nightly run (NIGHTLY=1).
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {before, describe, test} from 'node:test';
import {findProgram} from '../../src/tools/browser.mjs';
import {readPacket} from '../../src/tools/review/read-packet.mjs';
import {fillDocx, reviewer} from '../support/packets.mjs';
import {assertSuccess, copyProject} from '../support/project.mjs';

/** @import {Answer} from '../support/packets.mjs' */

const skip = process.env.NIGHTLY ? false : 'The project is built again only in the nightly run, with NIGHTLY=1';

describe('a review from packet to page', {skip}, () => {
  const office = findProgram('soffice', 'libreoffice');
  let project;
  before(() => void (project = copyProject()));

  /** Returns a file as LibreOffice saves it, or as it is without LibreOffice. @param {string} name @param {string} format */
  function saveWithOffice(name, format) {
    const profile = `-env:UserInstallation=file://${project.path('office')}`;
    const args = ['--headless', profile, '--convert-to', format, '--outdir', project.path('saved'), project.path(name)];
    if (office) assertSuccess(spawnSync(office, args, {encoding: 'utf8', timeout: 120_000}));
    return readFileSync(project.path(office ? `saved/${name.replace('docx', format)}` : name));
  }
  const makePacket = (name, ...options) =>
    assertSuccess(project.node('src/tools/cli/review.mjs', 'packet', '--out', name, ...options));

  /** Has a packet filled in and saved, applies it, and returns its messages. @param {string} kind @param {string} language @param {Record<string, Answer>} [answers] of some rows; others are approved by block */
  async function review(kind, language, answers = {}) {
    const name = `${kind}-${language}.docx`;
    makePacket(name, '--for', kind, '--lang', language, '--widget', 'helpline-banner', '--no-pictures');
    const bytes = new Uint8Array(readFileSync(project.path(name)));
    const ids = (await readPacket(bytes)).rows.flatMap(({texts}) => texts.map(({id}) => id));
    writeFileSync(project.path(name), fillDocx(bytes, {fields: reviewer, rows: answers, blocks: 'approved'}));
    writeFileSync(project.path(name), saveWithOffice(name, 'docx'));
    assertSuccess(project.node('src/tools/cli/review.mjs', 'apply', name));
    assertSuccess(project.node('src/tools/cli/messages.mjs'));
    return ids;
  }

  const stateOf = () =>
    /reviewState: Review = (.*);/.exec(project.read('src/generated/messages/helpline-banner.ts'))?.[1] ?? '';

  test('two changes leave the widget a draft until they have been read again', async () => {
    const changes = {
      'helpline-banner.heading': {judged: 'Hable ahora con alguien'},
      'helpline-banner.chat': {judged: 'Chatear por internet'},
    };
    await review('clinical', 'en');
    await review('clinical', 'es');
    await review('language', 'es', changes);
    assert.match(stateOf(), /notes: \{"en":\{[^}]*"test clinician, Test County"[^}]*\}\}/);
    const draft = '<target state="needs-review-translation">Hable ahora con alguien</target>';
    assert.ok(project.read('src/locales/es.xlf').includes(draft));
    assert.deepEqual((await review('language', 'es')).sort(), Object.keys(changes).sort());
    assert.match(stateOf(), /"es":\{.*"test clinician, Test County"/);
    const signed = /approved="yes"[^]*<target state="signed-off">Hable ahora con alguien<\/target>/;
    assert.match(project.read('src/locales/es.xlf'), signed);
  });

  test('the built widget says who reviewed it, in its language, and in others that it is a draft', () => {
    assertSuccess(project.node('src/tools/cli/build.mjs'));
    const html = (/** @type {string} */ language) => {
      const options = `snippet helpline-banner --region US --lang ${language} --form static`.split(' ');
      return project.node('dist/bin/recovery-widgets.js', ...options).stdout.replace(/<!--.*?-->/g, '');
    };
    const [es, due] = [html('es'), 'La revisión de este texto estaba prevista'];
    const date = '<time datetime="\\d{4}-\\d\\d-\\d\\d">\\d+ de [a-z]+ de \\d{4}</time>';
    const who = '<bdi>test clinician, Test County</bdi>';
    assert.match(es, new RegExp(`Revisado el ${date} por ${who}\\. Próxima revisión: <time`));
    assert.doesNotMatch(es, /Borrador/);
    // Hidden until enhance.js finds that its day has passed.
    assert.match(es, new RegExp(`<p class="draft" data-due="\\d{13}" hidden>\\s*<small>${due}`));
    assert.ok(!project.read('dist/html/es/US/helpline-banner.html').includes(due));
    assert.match(html('ar'), /مسودة: لم يراجع/);
    // No page or package has the name.
    assertSuccess(project.node('src/tools/cli/docs.mjs'));
    const found = project.shell(`grep -rl '${reviewer.name}' dist; grep -rl '${reviewer.role}' dist/site | wc -l`);
    assert.match(found.stdout, /^[1-9]\d*\n$/);
    const {modules} = project.readJson('dist/npm/custom-elements.json');
    const declarations = modules.flatMap(({declarations = []}) => declarations);
    const {reviews} = declarations.find(({tagName}) => tagName === 'recovery-helpline-banner');
    const states = reviews.map(({language, state}) => `${language} ${state}`);
    assert.deepEqual(states, ['en reviewed', 'ar draft', 'en-GB draft', 'es reviewed']);
  });

  test('the core packet has at most 22 pages', {skip: !office}, () => {
    makePacket('core.docx', '--for', 'clinical', '--lang', 'en', '--core', '--all');
    const pages =
      saveWithOffice('core.docx', 'pdf')
        .toString('latin1')
        .match(/\/Type ?\/Page\b/g) ?? [];
    assert.ok(pages.length > 9 && pages.length <= 22, `${pages.length} pages`);
  });

  test('a reviewed release refuses one changed word, and the next steps name who must look again', () => {
    const messages = () => project.node('src/tools/cli/messages.mjs');
    const reviewed = () => project.shell('RELEASE_CHANNEL=reviewed node src/tools/cli/messages.mjs');
    const change = (widget, word, other) => {
      const file = `src/content/copy/${widget}.json`;
      project.write(file, project.read(file).replace(word, other));
    };
    assertSuccess(reviewed());
    // A stale translation of a safety text is a warning, and an error in a release of reviewed texts only.
    change('overdose-warning', 'Try to wake them.', 'Try to wake them up.');
    assertSuccess(messages());
    assert.match(reviewed().stderr, /es\.xlf: safety messages missing or stale: overdose-warning\.step-wake$/m);
    change('helpline-banner', 'For a crisis or thoughts', 'For a crisis, or thoughts');
    assertSuccess(messages());
    const {status, stderr} = reviewed();
    assert.equal(status, 1);
    assert.match(stderr, /nothing can be released as reviewed: the messages of helpline-banner are not all signed/);
    assert.doesNotMatch(stateOf(), /"en"/);
    assert.match(
      project.node('src/tools/cli/review.mjs').stdout,
      /--lang en --changed$[^]*^English, core: \d+ rows to review/m,
    );
  });
});
