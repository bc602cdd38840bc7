/**
 * From packets to a reviewed release, in a copy of the project: the verdicts of a reviewer on all widgets, filled in with LibreOffice, are in what
 * partners get, without the name, and one changed word revokes them. Builds, so only in the nightly run (NIGHTLY=1).
 */
import assert from 'node:assert/strict';
import {readFileSync, renameSync} from 'node:fs';
import {before, describe, test} from 'node:test';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {unzipSync} from 'fflate';
import {CORE, FIELDS, OTHER, WHOLE_BLOCK} from '../../src/tools/review/packet.mjs';
import {readPacket} from '../../src/tools/review/read-packet.mjs';
import {editInOffice, missing} from '../support/office.mjs';
import {reviewer} from '../support/packets.mjs';
import {assertSuccess, copyProject} from '../support/project.mjs';

/** @import {Answer} from '../support/packets.mjs' */

const skip = process.env.NIGHTLY ? missing : 'The project is built again only in the nightly run, with NIGHTLY=1';

describe('a review from packet to release', {skip}, () => {
  const fields = {...reviewer, name: 'Dr. Qwertha Zuletest, MD', registration: 'TEST-7319-40'};
  let project;
  let said = '';
  const change = (file, from, to) => project.write(file, project.read(file).replaceAll(from, to));
  before(() => {
    project = copyProject();
    project.editJson('package.json', (data) => (data.version = '1.0.0'));
    assertSuccess(project.shell('git init -q && git -c user.name=t -c user.email=t commit -q --allow-empty -m t'));
    // As after all numbers have been checked.
    for (const file of project.files('src/content/helplines')) change(file, '"kind": "doubt"', '"kind": "wish"');
    change('src/tools/helplines/freshness.mjs', 'fail: 180', 'fail: 36_500');
  });

  /** Fills in a packet in LibreOffice. @param {string} name @param {Record<string, Answer>} rows @param {string} first column for texts: A, or B in a translation @param {string[]} steps more to do */
  function fillIn(name, rows, first, steps) {
    const fill = (words, column, text) => (text ? [`Fill doc, "${words}", "${column}", "${text}"`] : []);
    const [verdict, comment] = first === 'A' ? ['C', 'D'] : ['D', 'E'];
    const all = [
      ...Object.entries({...fields, private: 'no'}).flatMap(([key, value]) => fill(FIELDS[key], 'B', value)),
      ...fill(WHOLE_BLOCK, verdict, 'approved'),
      'doc.RecordChanges = True',
      ...Object.entries(rows).flatMap(([id, answer]) => [
        ...fill(`·${id}·`, first, answer.judged),
        ...fill(`·${id}·`, verdict, answer.verdict),
        ...fill(`·${id}·`, comment, answer.comment),
      ]),
      ...steps,
    ];
    editInOffice(project.path('.'), project.path(name), all, project.path(`filled-${name}`));
    renameSync(project.path(`filled-${name}`), project.path(name));
  }
  /** Runs a command of the project, and keeps its messages. @param {string} command @param {string[]} args */
  function run(command, ...args) {
    const result = project.node(`src/tools/cli/${command}.mjs`, ...args);
    said += result.stdout + result.stderr;
    return result;
  }
  const makePacket = (name, ...options) => assertSuccess(run('review', 'packet', '--out', name, ...options));

  /** Has a packet of all widgets filled in, applies it, and returns its messages. @param {string} kind @param {string} language @param {Record<string, Answer>} [answers] of some rows; others are approved by block @param {string[]} [steps] more to do in LibreOffice @param {string[]} options */
  async function review(kind, language, answers = {}, steps = [], ...options) {
    const name = `${kind}-${language}.docx`;
    // Pictures are signed in English, by those who see them.
    const without = language === 'en' ? [] : ['--no-pictures'];
    makePacket(name, '--for', kind, '--lang', language, ...without, ...options);
    const bytes = new Uint8Array(readFileSync(project.path(name)));
    const {rows, questions} = await readPacket(bytes);
    const ids = rows.flatMap(({texts}) => texts.map(({id}) => id));
    // Whoever leaves a question open is asked again; an answer in English counts for translations.
    const isAsked = language === 'en' && questions.length;
    const answered = isAsked ? [`Fill doc, "${OTHER}", "B", "${OTHER} As the text says."`, ...steps] : steps;
    fillIn(name, answers, language === 'en' ? 'A' : 'B', answered);
    const applied = run('review', 'apply', name);
    assertSuccess(applied);
    const isRemarked = steps.some((step) => step.startsWith('Remark'));
    assert.equal(/set aside/.test(applied.stdout), isRemarked, applied.stdout);
    assertSuccess(run('messages'));
    return ids;
  }

  test('the core is released in English alone, once that is signed', async () => {
    assertSuccess(run('build'));
    const answers = {'overdose-warning.dont-harm': {verdict: 'OK', comment: 'A good list.'}};
    const steps = ['Tick doc, "Naloxone first."', 'Remark doc, "Try to wake them.", "Is it enough?"'];
    const ids = await review('clinical', 'en', answers, steps, '--core');
    assert.match(said, /^review: answer, row \d+: “Naloxone before .*” Naloxone first\. /m);
    assert.match(said, /^review: comment, margin, at overdose-warning\.step-wake: Is it enough\?$/m);
    assert.match(said, /^review: set aside: row \d+: a comment in the margin, and no verdict of its own/m);
    const again = ['step-wake', 'step-wake-how', 'picture-wake'].map((key) => `overdose-warning.${key}`);
    assert.deepEqual(await review('clinical', 'en', {}, [], '--core'), again);
    assert.match(said, / 1 comment in rows, /);
    assert.ok(ids.includes('overdose-warning.picture-side'));
    assertSuccess(run('release'));
    const {released} = project.readJson('src/generated/channel.json');
    assert.deepEqual(released, Object.fromEntries(CORE.map((name) => [name, []])));
    assert.ok(project.has('dist/release/SHA256SUMS'));
  });

  test('two changes leave the widget a draft until they have been read again', async () => {
    const changes = {
      'helpline-banner.heading': {judged: 'Hable ahora con alguien'},
      'helpline-banner.chat': {judged: 'Chatear por internet'},
    };
    await review('clinical', 'en');
    await review('clinical', 'es');
    await review('language', 'es', changes);
    const no = {'helpline-banner.heading': {verdict: 'rejected', comment: 'Stiff. Zuletest'}};
    await review('language', 'fr', no, [], '--widget', 'helpline-banner');
    const note = /^export const review1: Review = .* note: \(\) => msg\("[^"]*test clinician, Test County", /m;
    assert.match(project.read('src/generated/messages/shared.ts'), note);
    assert.match(project.read('src/generated/locales/es/helpline-banner.ts'), /^ {2}'shared\.review': '',$/m);
    const draft = '<target state="needs-review-translation">Hable ahora con alguien</target>';
    assert.ok(project.read('src/locales/es.xlf').includes(draft));
    assert.deepEqual((await review('language', 'es')).sort(), Object.keys(changes).sort());
    const signed = /approved="yes"[^]*<target state="signed-off">Hable ahora con alguien<\/target>/;
    assert.match(project.read('src/locales/es.xlf'), signed);
  });

  /** Returns the files of dist, archives unpacked, that have a text. @param {string} text */
  const filesWith = (text) =>
    project.files('dist').filter((file) => {
      const bytes = readFileSync(project.path(file));
      if (file.endsWith('.zip'))
        return Object.values(unzipSync(bytes)).some((part) => Buffer.from(part).includes(text));
      const unpack = /gz$/.test(file) ? gunzipSync : /\.br$/.test(file) ? brotliDecompressSync : Buffer.from;
      return unpack(bytes).includes(text);
    });
  /** Asserts that files of these kinds name the role of the reviewer, and none the name or the number. @param {RegExp[]} kinds */
  function assertNameless(...kinds) {
    const named = filesWith(fields.role).join('\n');
    for (const kind of kinds) assert.match(named, kind);
    for (const secret of ['Zuletest', 'Qwertha', fields.registration]) {
      assert.deepEqual(filesWith(secret), []);
      assert.ok(!said.includes(secret), 'a message');
    }
  }

  test('the site has the role of the reviewer, and never the name', () => {
    assertSuccess(run('build'));
    assertSuccess(run('docs'));
    assertNameless(/site\/reviews\.html$/m, /site\/ledger\.html$/m);
  });

  test('the release says in each widget who reviewed it, in its language, and has no name in any archive', () => {
    assertSuccess(run('release'));
    const {modules} = project.readJson('dist/npm/custom-elements.json');
    const elements = modules.flatMap(({declarations = []}) => declarations).filter(({tagName}) => tagName);
    const widgets = project.files('src/content/copy').filter((file) => !/shared|wallet-card/.test(file));
    assert.equal(elements.length, widgets.length);
    for (const {tagName, reviews} of elements)
      for (const tag of ['en', 'es'])
        assert.equal(reviews.find(({language}) => language === tag).state, 'reviewed', `${tagName}, ${tag}`);
    const options = 'snippet helpline-banner --region US --lang es --form static'.split(' ');
    const html = project.node('dist/bin/recovery-widgets.js', ...options).stdout.replace(/<!--.*?-->/g, '');
    const date = '<time role="none" datetime="\\d{4}-\\d\\d-\\d\\d">\\d+ de [a-z]+ de \\d{4}</time>';
    const who = '<bdi>test clinician, Test County</bdi>';
    assert.match(html, new RegExp(`Revisado el ${date} por ${who}\\. Próxima revisión: <time`));
    assert.doesNotMatch(html, /Borrador/);
    // Hidden until enhance.js finds that its day has passed.
    const due = 'La revisión de este texto estaba prevista';
    assert.match(html, new RegExp(`<p class="draft" data-due="\\d{13}" hidden>\\s*<small>${due}`));
    assert.ok(!project.read('dist/html/es/US/helpline-banner.html').includes(due));
    assertNameless(/\.tgz$/m, /wordpress.*\.zip$/m, /html\/es\//);
  });

  test('the core packet has at most 22 pages', () => {
    makePacket('core.docx', '--for', 'clinical', '--lang', 'en', '--core', '--all');
    editInOffice(project.path('.'), project.path('core.docx'), [], project.path('core.pdf'));
    const pages = readFileSync(project.path('core.pdf'), 'latin1').match(/\/Type ?\/Page\b/g) ?? [];
    assert.ok(pages.length > 9 && pages.length <= 22, `${pages.length} pages`);
  });

  test('a release refuses one changed word, and names who must look again, then stale translations', async () => {
    change('src/content/copy/overdose-warning.json', 'Try to wake them.', 'Try to wake them up.');
    change('src/locales/es.xlf', 'Hable ahora con alguien', 'Hable con alguien');
    assertSuccess(run('messages'));
    const {status, stderr} = run('release');
    assert.equal(status, 1);
    const again = 'text changed since test clinician, Test County saw it on';
    for (const line of [
      `left out: es: helpline-banner.heading: ${again}`,
      `must be looked at again: overdose-warning.step-wake: ${again}`,
      '1.0.0 may not be published',
    ])
      assert.ok(stderr.includes(line), line + stderr);
    const steps = run('review').stdout;
    assert.match(steps, /--lang en --changed$[^]*^English, core: 1 row to review/m);
    // In the core tier any stale translation stops a release, in the full tier one of a safety text the build of reviewed texts.
    assert.deepEqual(await review('clinical', 'en'), ['overdose-warning.step-wake']);
    const later = run('release');
    assert.equal(later.status, 1);
    assert.match(later.stderr, /left out: es: overdose-warning\.step-wake: no current translation/);
    assert.match(later.stderr, /fr\.xlf: messages missing or stale: overdose-warning\.step-wake$/m);
    const {stderr: errors} = project.shell('RELEASE_CHANNEL=reviewed node src/tools/cli/messages.mjs');
    assert.match(errors, /es\.xlf: safety messages missing or stale: overdose-warning\.step-wake$/m);
  });
});
