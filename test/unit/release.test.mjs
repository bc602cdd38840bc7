/** Releases: what the channel `reviewed` has, and that nothing is published without a channel. */
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, describe, test} from 'node:test';
import {keepReleased, languagesIn, releasedIn} from '../../src/tools/review/channel.mjs';
import {readRelease, writeRelease} from '../../src/tools/review/release.mjs';
import {copyContent, signWidget} from '../support/reviews.mjs';

const folder = mkdtempSync(join(tmpdir(), 'release-'));
after(() => rmSync(folder, {recursive: true}));

function write(file, text = '') {
  mkdirSync(dirname(join(folder, file)), {recursive: true});
  writeFileSync(join(folder, file), text);
}

describe('the channel “reviewed”', () => {
  test('has the widgets, and of each the languages, whose safety messages are signed and in date', (t) => {
    const copy = copyContent(['helpline-banner', 'overdose-warning', 'wallet-card']);
    t.after(() => copy.delete());
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
  });

  test('leaves nothing of other widgets in the package', () => {
    for (const name of ['faq', 'helpline-banner']) {
      write(`npm/widgets/${name}/define.js`);
      write(`npm/generated/messages/${name}.js`);
      write(`npm/generated/messages/${name}.d.ts`);
      write(`npm/generated/locales/${name}.js`);
    }
    write('npm/generated/messages/shared.js');
    write('npm/generated/messages/shared-1.js');
    const define = "import '../widgets/faq/define.js';\nimport '../widgets/helpline-banner/define.js';\n";
    for (const file of ['define.js', 'define.d.ts', 'index.js', 'index.d.ts']) write(`npm/entries/${file}`, define);
    keepReleased(join(folder, 'npm'), {'helpline-banner': ['es']});
    for (const file of [
      'widgets/faq',
      'generated/messages/faq.js',
      'generated/messages/faq.d.ts',
      'generated/locales/faq.js',
    ])
      assert.ok(!existsSync(join(folder, 'npm', file)), file);
    for (const file of [
      'widgets/helpline-banner/define.js',
      'generated/messages/shared.js',
      'generated/messages/shared-1.js',
    ])
      assert.ok(existsSync(join(folder, 'npm', file)), file);
    for (const file of ['define.js', 'index.d.ts'])
      assert.equal(
        readFileSync(join(folder, 'npm/entries', file), 'utf8'),
        "import '../widgets/helpline-banner/define.js';\n",
      );
  });
});

describe('the package', () => {
  test('belongs to a release only as long as nothing has changed', () => {
    write('dist/npm/a.js', 'a');
    write('dist/cdn/b.js', 'b');
    const dist = join(folder, 'dist');
    assert.equal(readRelease(dist, '1.0.0'), undefined);
    writeRelease(dist, {channel: 'draft', version: '1.0.0'});
    assert.equal(readRelease(dist, '1.0.0')?.channel, 'draft');
    assert.equal(readRelease(dist, '1.0.1'), undefined);
    write('dist/cdn/b.js', 'c');
    assert.equal(readRelease(dist, '1.0.0'), undefined);
  });
});
