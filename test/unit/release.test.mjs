/** Releases: what one without drafts has, and that no other is published without the mark `-draft`. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {CHECKSUMS, checksums} from '../../src/tools/built/integrity.mjs';
import {NAMES, listPackages, makeSbom, tooLarge} from '../../src/tools/cli/release-files.mjs';
import {contentFolder, readJson} from '../../src/tools/content/read-content.mjs';
import {checkCoreTier} from '../../src/tools/generate/update-messages.mjs';
import {localesFolder} from '../../src/tools/locales/xliff.mjs';
import {keepReleased, languagesIn, leftOut, refusal, releasedIn} from '../../src/tools/review/channel.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {copyContent, signWidget} from '../support/reviews.mjs';
import {root} from '../../src/tools/project.mjs';
import {write as writeFile} from '../../src/tools/write-changed.mjs';
import {temporaryFolder} from '../support/system.mjs';

const folder = temporaryFolder('release');
const release = (/** @type {string[]} */ ...args) =>
  spawnSync(process.execPath, ['src/tools/cli/release.mjs', ...args], {cwd: root, encoding: 'utf8'});

const write = (file, text = '') => writeFile(join(folder, file), text);

describe('a release without drafts', () => {
  test('has the widgets, and of each the languages, whose messages are all signed and in date', () => {
    const copy = copyContent(['helpline-banner', 'overdose-warning', 'wallet-card']);
    const today = '2026-11-26';
    assert.throws(() => releasedIn(copy, today), /nothing can be released as reviewed: .*helpline-banner/);
    signWidget(copy, 'helpline-banner', 'en', today);
    signWidget(copy, 'helpline-banner', 'es', today);
    signWidget(copy, 'overdose-warning', 'es', today);
    const released = releasedIn(copy, today);
    // British English has safety texts of its own elsewhere; in the banner it shows the signed American ones.
    assert.deepEqual(Object.keys(released), ['helpline-banner']);
    assert.ok(released['helpline-banner'].includes('es'));
    assert.ok(!released['helpline-banner'].includes('ar'));
    assert.deepEqual(languagesIn(released, 'helpline-banner', ['ar', 'es']), ['es']);
    assert.deepEqual(languagesIn(released, 'overdose-warning', ['ar', 'es']), []);
    assert.deepEqual(languagesIn(undefined, 'overdose-warning', ['ar', 'es']), ['ar', 'es']);
    assert.throws(() => releasedIn(copy, '2027-11-27'), /in date/);
    // Not about safety.
    copy.edit('src/locales/es.xlf', (text) => text.replace('Hable con alguien ahora', 'Hable con alguien'));
    assert.ok(!releasedIn(copy, today)['helpline-banner'].includes('es'));
    const heading = /^es: helpline-banner\.heading: text changed since test clinician, Te/m;
    assert.match(leftOut(copy, today).join('\n'), heading);
    copy.edit('src/locales/es.xlf', (text) =>
      text.replace(/state="[a-z]+">Hable con/, 'state="needs-adaptation">Hable con'),
    );
    assert.match(leftOut(copy, today).join('\n'), /^es: helpline-banner\.heading: no current translation$/m);
    signWidget(copy, 'overdose-warning', 'en', '2026-11-25');
    assert.ok(releasedIn(copy, today)['overdose-warning']);
    copy.edit('src/content/copy/overdose-warning.json', (text) => text.replace('Try to wake them.', 'Wake them.'));
    assert.throws(() => releasedIn(copy, today), /: overdose-warning\.step-wake: .*test clinician, Test County .*-25/);
  });

  test('leaves nothing of other widgets in the package', () => {
    for (const name of ['faq', 'helpline-banner']) {
      write(`npm/widgets/${name}/define.js`);
      write(`npm/generated/messages/${name}.js`);
      write(`npm/generated/messages/${name}.d.ts`);
      write(`npm/generated/locales/${name}.js`);
    }
    write('npm/generated/messages/shared.js');
    const define = "import '../widgets/faq/define.js';\nimport '../widgets/helpline-banner/define.js';\n";
    for (const file of ['define.js', 'define.d.ts', 'index.js', 'index.d.ts']) write(`npm/entries/${file}`, define);
    keepReleased(join(folder, 'npm'), {'helpline-banner': ['es']});
    const gone = 'widgets/faq generated/messages/faq.js generated/messages/faq.d.ts generated/locales/faq.js';
    for (const file of gone.split(' ')) assert.ok(!existsSync(join(folder, 'npm', file)), file);
    for (const file of ['widgets/helpline-banner/define.js', 'generated/messages/shared.js'])
      assert.ok(existsSync(join(folder, 'npm', file)), file);
    for (const file of ['define.js', 'index.d.ts'])
      assert.equal(readFileSync(join(folder, 'npm/entries', file), 'utf8'), `${define.split('\n')[1]}\n`);
  });
});

describe('npm run release', () => {
  test('refuses a version without signed texts, unless it ends in -draft', () => {
    const copy = copyContent();
    const of = (/** @type {string} */ version) => refusal(version, copy, '2026-11-26').join();
    assert.match(of('1.0.0'), /^1\.0\.0 does not end in -draft, and nothing can be released as reviewed/);
    for (const version of ['1.0.0-rc.1', '1.0', '1.0.0-drafty']) assert.match(of(version), /is neither of the form/);
    for (const version of ['1.0.0-draft', '1.0.0-draft.2']) assert.equal(of(version), '');
    signWidget(copy, 'helpline-banner', 'en', '2026-11-26');
    assert.equal(of('1.0.0'), '');
  });

  test('refuses a language of the core tier that lacks a text, or has it of an earlier English one, and names both', () => {
    assert.deepEqual(checkCoreTier({content: contentFolder, locales: localesFolder}), []);
    const copy = copyContent();
    copy.edit('src/locales/fr.xlf', (text) => text.replace(/ +<target .*\n/, ''));
    copy.edit('src/content/copy/overdose-warning.json', (text) => text.replace('Try to wake them.', 'Wake them.'));
    const found = 'fr.xlf: messages missing or stale: helpline-banner.heading, overdose-warning.step-wake';
    assert.ok(checkCoreTier(copy).includes(`src/locales/${found}`));
  });

  const {version} = readJson(join(root, 'package.json'));
  const mayBe = !refusal(version, {content: contentFolder, locales: localesFolder}).length;
  test('makes nothing of a version that it refuses', {skip: mayBe && 'this version may be published'}, () => {
    const run = release();
    assert.equal(run.status, 1);
    assert.match(run.stderr, /does not end in -draft[^]*may not be published/);
    assert.equal(run.stdout, '');
  });

  test('refuses files that are larger than the budgets of the tarball, the zip for hosting and the plugin', () => {
    const {files} = readJson(join(root, 'bench/budgets.json'));
    assert.deepEqual(Object.keys(files), ['tarball', 'hosting', 'plugin']);
    for (const [name, budget] of Object.entries(files)) write(`sizes/${NAMES[name]}`, '.'.repeat(budget));
    assert.deepEqual(tooLarge(files, join(folder, 'sizes')), []);
    write(`sizes/${NAMES.hosting}`, '.'.repeat(files.hosting + 1));
    assert.match(tooLarge(files, join(folder, 'sizes')).join(), /^recovery-widgets-hosting-\S+ has \d+ bytes[^,]*$/);
  });

  test('lists the hash of every file in SHA256SUMS', () => {
    for (const file of ['a.zip', 'b/c.json', CHECKSUMS]) write(`sums/${file}`, 'text');
    const hash = '982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1';
    assert.equal(checksums(join(folder, 'sums')), `${hash}  a.zip\n${hash}  b/c.json\n`);
  });

  test('lists the packages that are in its bundles or installed with it, the same each time', () => {
    const packages = listPackages();
    const sbom = makeSbom(packages);
    const refs = sbom.components.map((component) => component['bom-ref']);
    const named = ['cdn', 'bin'].flatMap((part) =>
      [
        ...readFileSync(join(root, `dist/${part}/LICENSES.txt`), 'utf8').matchAll(
          /(?<=^|, )(\S+) (\d+\.\d+\.\d+)(?=, |$)/gm,
        ),
      ]
        .map(([, name, version]) => `${name}@${version}`)
        .filter((ref) => !ref.startsWith('recovery-widgets@')),
    );
    // Types, which are in no bundle.
    const types = refs.filter((ref) => ref.startsWith('@types/'));
    assert.deepEqual([...refs].sort(), [...new Set([...named, ...types])].sort());
    for (const {purl, licenses, hashes, properties} of sbom.components)
      assert.ok(purl && licenses && hashes && !properties, `${purl}`);
    assert.equal(sbom.metadata.component.name, 'recovery-widgets');
    assert.match(sbom.serialNumber, /^urn:uuid:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    const known = [`recovery-widgets@${version}`, ...refs];
    for (const each of sbom.dependencies.flatMap(({ref, dependsOn}) => [ref, ...dependsOn]))
      assert.ok(known.includes(each), each);
    const later = {...packages, serialNumber: '', metadata: {...packages.metadata, timestamp: ''}};
    assert.deepEqual(makeSbom(later), sbom);
  });

  test(
    'with --check has the same bytes in another folder, order, language and time zone, and shows a widget in each form',
    {timeout: 900_000, skip: !isNightly && AT_NIGHT},
    () => {
      const {status, stdout, stderr} = release('--check');
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, /all bytes are the same/);
      assert.equal(stdout.match(/ shows the banner$/gm)?.length, 3);
    },
  );
});
