/** Translation files that translators and their tools can work with: context, states, and XLIFF as other tools write it. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {
  isShippable,
  isStale,
  languagesOf,
  localesFolder,
  markSigned,
  markStale,
  parseXliff,
  serializeXliff,
  xliffFile,
} from '../../src/tools/locales/xliff.mjs';
import {copyProject} from '../support/project.mjs';
import {temporaryFolder} from '../support/system.mjs';

const UNIT = `<trans-unit id="probe.call">
  <source>Call <x id="0" equiv-text="\${number}"/> now.</source>
  <target state="translated">Llame al <x id="0" equiv-text="\${number}"/> ahora.</target>
  <note from="lit-localize">A note.</note>
</trans-unit>`;

const SPANISH = 'target-language="es" source-language="en"';
const file = (units, attributes = SPANISH) => `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file ${attributes} original="lit-localize-inputs" datatype="plaintext">
<body>
${units}
</body>
</file>
</xliff>
`;

/** Returns the units as they were with other English. @param {import('../../src/tools/locales/xliff.mjs').Xliff} xliff */
const earlier = ({units}) => units.map((unit) => ({...unit, source: 'Earlier.'}));

describe('XLIFF of other tools', () => {
  test('means the same with other order, prefixes, comments, CDATA, segments, line breaks and earlier translations', () => {
    const other = `<?xml version='1.0' encoding='utf-8'?>
<!-- saved by another tool -->
<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" xmlns:tool="urn:tool" version="1.2">
<x:file original="lit-localize-inputs" datatype="plaintext" source-language="en" target-language="es">
<x:header><x:tool tool-id="t" tool-name="T"/></x:header>
<x:body><x:group>
<x:trans-unit xml:space="preserve" approved="no" tool:mark="1" id="probe.call">
  <x:source>
    <![CDATA[Call ]]><x:x equiv-text="\${number}" id="0"/> now.
  </x:source>
  <x:seg-source><x:mrk mtype="seg" mid="1">Call</x:mrk></x:seg-source>
  <!-- the target -->
  <x:target state-qualifier="leveraged-mt" state="translated"><x:mrk mtype="seg" mid="1">Llame <![CDATA[al ]]></x:mrk><x:x id="0"/><!-- here --> ahora.</x:target>
  <x:note>A note of a <![CDATA[translator]]></x:note>
  <x:alt-trans><x:target>Marque</x:target></x:alt-trans>
</x:trans-unit>
</x:group></x:body></x:file></x:xliff>`;
    const {units, language} = parseXliff(other, {language: 'es'});
    const [own] = parseXliff(file(UNIT)).units;
    const notes = [{from: '', text: 'A note of a translator'}];
    assert.deepEqual([language, units], ['es', [{...own, notes}]]);
    assert.doesNotMatch(serializeXliff(parseXliff(other)), /CDATA|alt-trans|seg-source|<x:|<!-- (here|the target)/);
  });

  test('is left as it is in our own form, byte by byte', () => {
    for (const language of languagesOf(localesFolder)) {
      const text = readFileSync(xliffFile(localesFolder, language), 'utf8');
      assert.equal(serializeXliff(parseXliff(text, {language})), text, language);
      const PATHS = /localhost|test:|#[0-9a-f]{8}|<note[^>]*>[^<]*( source:[a-z]|\.m?[jt]s\b|interface\.)/;
      assert.doesNotMatch(text, PATHS, language);
    }
  });

  const python = (...args) => spawnSync('/usr/bin/python3', ['-c', ...args], {encoding: 'utf8'});
  const skip = !process.env.NIGHTLY || python('import translate').status !== 0;
  test('comes back from Translate Toolkit with one changed line for each changed text', {skip}, () => {
    const edit = 'import sys; from translate.storage.xliff import xlifffile; file = xlifffile.parsefile(sys.argv[1])';
    const [from, to] = [xliffFile(localesFolder, 'es'), join(temporaryFolder('xliff'), 'es.xlf')];
    assert.equal(python(`${edit}; file.units[0].target = "Otro."; file.savefile(sys.argv[2])`, from, to).stderr, '');
    const [before, after] = [from, to].map((path) => readFileSync(path, 'utf8').split('\n'));
    assert.deepEqual([after.filter((line, index) => line !== before[index]).length, after.length], [1, before.length]);
  });

  const omegat = '/usr/share/omegat/OmegaT.jar';
  const lacksOmegat = !process.env.NIGHTLY || (!existsSync(omegat) && 'OmegaT is not installed');
  test('comes back from OmegaT with one changed line for each changed text', {skip: lacksOmegat}, () => {
    const folder = temporaryFolder('omegat');
    for (const name of 'source target omegat tm glossary dictionary'.split(' ')) mkdirSync(join(folder, name));
    const from = readFileSync(xliffFile(localesFolder, 'es'), 'utf8');
    const one = '<tuv lang="EN-US"><seg>Chat en línea</seg></tuv><tuv lang="ES"><seg>Otro.</seg></tuv>';
    const header = '<header segtype="paragraph" srclang="EN-US"/>';
    const languages = '<source_lang>EN-US</source_lang><target_lang>ES</target_lang>';
    for (const [name, text] of [
      ['source/es.xlf', from],
      ['omegat.project', `<omegat><project version="1.0">${languages}</project></omegat>`],
      ['omegat/project_save.tmx', `<tmx version="1.1">${header}<body><tu>${one}</tu></body></tmx>`],
    ])
      writeFileSync(join(folder, name), text);
    const options = ['-Djava.awt.headless=true', `-Duser.home=${folder}`, '-jar', omegat, '--mode=console-translate'];
    const {stdout, stderr} = spawnSync('java', [...options, folder], {encoding: 'utf8'});
    // It leaves out the last line break.
    const lines = `${readFileSync(join(folder, 'target/es.xlf'), 'utf8')}\n`.split('\n');
    const changed = from.split('\n').flatMap((line, index) => (line === lines[index] ? [] : lines[index]));
    assert.deepEqual(changed, ['        <target state="translated">Otro.</target>'], stdout + stderr);
  });

  for (const [what, xml, message] of /** @type {[string, string, RegExp][]} */ ([
    ['broken', file(UNIT).replace('</target>', ''), /es\.xlf, line \d+: /],
    ['in another language', file(UNIT, 'target-language="pt"'), /es\.xlf, line 3: .* is “pt”, not “es”/],
    ['XLIFF 2', file(UNIT).replace('1.2', '2.0'), /XLIFF 2\.0 is not supported, only 1\.2/],
    ['with a unit twice', file(`${UNIT}\n${UNIT}`), /es\.xlf, line 10: duplicate unit id probe\.call/],
  ]))
    test(`is refused with file and line: ${what}`, () =>
      assert.throws(() => parseXliff(xml, {file: 'es.xlf', language: 'es'}), message));

  test('stops npm run messages with exit code 2, and nothing is half written', () => {
    const project = copyProject((path) => /^(tsconfig\.json|src\/(content\/|core\/|tools\/|locales\/))/.test(path));
    const before = project.read('src/locales/ar.xlf').replace('</body>', '<!-- kept --></body>');
    project.write('src/locales/ar.xlf', before);
    project.write('src/locales/es.xlf', project.read('src/locales/es.xlf').replace('</target>', ''));
    const {status, stderr} = project.node('src/tools/cli/messages.mjs');
    assert.equal(status, 2, stderr);
    assert.match(stderr, /^es\.xlf, line \d+: /m);
    assert.doesNotMatch(stderr, /^ +at /m);
    assert.equal(project.read('src/locales/ar.xlf'), before);
  });
});

describe('states', () => {
  const parse = (state = 'translated') => parseXliff(file(UNIT.replace('"translated"', `"${state}"`)));

  test('are those that all common tools read: needs-adaptation for stale, approved and signed-off for signed', () => {
    const stale = parse();
    markStale(stale, earlier(stale));
    assert.match(serializeXliff(stale), /<target state="needs-adaptation">/);
    const signed = parse();
    markSigned(signed, () => true);
    assert.match(serializeXliff(signed), /<trans-unit id="probe\.call" approved="yes" [^]*<target state="signed-off">/);
    markStale(signed, earlier(signed));
    assert.doesNotMatch(serializeXliff(signed), /approved/);
  });

  test('cannot be signed by a tool', () => {
    for (const state of ['signed-off', 'final']) {
      const xliff = parseXliff(file(UNIT.replace('"translated"', `"${state}"`).replace('">', '" approved="yes">')));
      markSigned(xliff, () => false);
      assert.match(serializeXliff(xliff), /<trans-unit id="probe\.call" xml:[^]*<target state="translated">/);
    }
  });

  test('do not ship if work is left to do', () => {
    const open = ['new', 'needs-translation', 'needs-adaptation', 'needs-l10n'];
    for (const state of [...open, 'translated', 'needs-review-translation', 'signed-off', 'final'])
      assert.equal(isShippable(parse(state).units[0]), !open.includes(state), state);
    assert.ok(isStale(parse('needs-adaptation').units[0]));
  });
});
