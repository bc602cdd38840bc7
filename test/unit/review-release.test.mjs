/**
 * From a packet to a page, in a copy of the project: a reviewer’s verdicts, saved by LibreOffice where it is installed, appear in a
 * built widget, and one changed letter revokes them. Builds twice, so only in the nightly run (NIGHTLY=1).
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
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

  /** Opens a file with LibreOffice and saves it again, where it is installed. @param {string} name */
  function saveWithOffice(name) {
    if (!office) return;
    const profile = `-env:UserInstallation=file://${project.path('office')}`;
    const args = ['--headless', profile, '--convert-to', 'docx', '--outdir', project.path('saved'), project.path(name)];
    assertSuccess(spawnSync(office, args, {encoding: 'utf8', timeout: 120_000}));
    writeFileSync(project.path(name), readFileSync(join(project.path('saved'), name)));
  }

  /**
   * Makes a packet, has it filled in and saved, and applies it.
   *
   * @param {string} kind
   * @param {string} language
   * @param {Record<string, Answer>} [answers] of some rows; all others are approved by block
   * @returns {Promise<string[]>} the messages in it
   */
  async function review(kind, language, answers = {}) {
    const name = `${kind}-${language}.docx`;
    const options = ['--for', kind, '--lang', language, '--widget', 'helpline-banner', '--no-pictures', '--out', name];
    assertSuccess(project.node('src/tools/cli/review.mjs', 'packet', ...options));
    const bytes = new Uint8Array(readFileSync(project.path(name)));
    const ids = (await readPacket(bytes)).rows.flatMap(({texts}) => texts.map(({id}) => id));
    writeFileSync(project.path(name), fillDocx(bytes, {fields: reviewer, rows: answers, blocks: 'approved'}));
    saveWithOffice(name);
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
    await review('clinical', 'es');
    await review('language', 'es', changes);
    assert.equal(stateOf(), '{draft}');
    assert.match(
      project.read('src/locales/es.xlf'),
      /<target state="needs-review-translation">Hable ahora con alguien<\/target>/,
    );
    const again = await review('language', 'es');
    assert.deepEqual(again.sort(), Object.keys(changes).sort());
    assert.match(stateOf(), /notes: \{"es":\{.*"test clinician, Test County"/);
    assert.match(
      project.read('src/locales/es.xlf'),
      /approved="yes"[^]*<target state="signed-off">Hable ahora con alguien<\/target>/,
    );
  });

  test('the built widget says who reviewed it, in its language, and in others that it is a draft', () => {
    assertSuccess(project.node('src/tools/cli/build.mjs'));
    const html = (/** @type {string} */ language) =>
      project
        .node(
          'dist/bin/recovery-widgets.js',
          ...`snippet helpline-banner --region US --lang ${language} --form static`.split(' '),
        )
        .stdout.replace(/<!--.*?-->/g, '');
    assert.match(
      html('es'),
      /Revisado el <time datetime="\d{4}-\d\d-\d\d">\d+ de [a-z]+ de \d{4}<\/time> por <bdi>test clinician, Test County<\/bdi>\. Próxima revisión: <time/,
    );
    assert.doesNotMatch(html('es'), /Borrador/);
    // Hidden until enhance.js finds that its day has passed.
    assert.match(
      html('es'),
      /<p class="draft" data-due="\d{13}" hidden>\s*<small>La revisión de este texto estaba prevista/,
    );
    assert.doesNotMatch(
      project.read('dist/html/es/US/helpline-banner.html'),
      /La revisión de este texto estaba prevista/,
    );
    assert.match(html('en'), /Draft: no clinician/);
    // No page or package has the name.
    assertSuccess(project.node('src/tools/cli/docs.mjs'));
    const found = project.shell(`grep -rl '${reviewer.name}' dist; grep -rl '${reviewer.role}' dist/site | wc -l`);
    assert.match(found.stdout, /^[1-9]\d*\n$/);
    const {modules} = project.readJson('dist/npm/custom-elements.json');
    const declarations = modules.flatMap(({declarations = []}) => declarations);
    const {reviews} = declarations.find(({tagName}) => tagName === 'recovery-helpline-banner');
    assert.deepEqual(
      reviews.map(({language, state}) => `${language} ${state}`),
      ['en draft', 'ar draft', 'en-GB draft', 'es reviewed'],
    );
  });

  test('one changed letter makes it a draft again', () => {
    const xliff = project.read('src/locales/es.xlf');
    project.write('src/locales/es.xlf', xliff.replace('Hable ahora con alguien', 'Hable ahora con alguie'));
    assertSuccess(project.node('src/tools/cli/messages.mjs'));
    assert.doesNotMatch(stateOf(), /"es"/);
    assert.match(project.node('src/tools/cli/review.mjs').stdout, /--for language --lang es --changed$/m);
  });
});
