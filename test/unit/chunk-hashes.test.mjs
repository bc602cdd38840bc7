/** Hashes of chunks: the changes that affect them, and those that do not. Finished widgets rest on that: an outdated number must be noticed. */
import assert from 'node:assert/strict';
import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {FINISHABLE, readChunks} from '../../src/tools/built/page-files.mjs';
import {chunkHashesOf, tableOf} from '../../src/tools/built/chunk-hashes.mjs';
import {finish} from '../../src/tools/html/finished.mjs';
import {available, prerender} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {OTHER, US_LINE} from '../support/helplines.mjs';
import {temporaryFolder} from '../support/system.mjs';

const cdn = join(root, 'dist/cdn');
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const copy = temporaryFolder('chunk-hashes');
const chunks = readChunks();
const {folder: assets} = chunks;
cpSync(join(cdn, assets), join(copy, assets), {recursive: true});

/** Returns the names whose hash differs when a file does. */
function changedBy(file, edit, newVersion = version) {
  const path = join(copy, assets, file);
  const code = readFileSync(path, 'utf8');
  assert.notEqual(edit(code), code, file);
  writeFileSync(path, edit(code));
  const before = chunkHashesOf(cdn, chunks);
  const changed = [...chunkHashesOf(copy, chunks, newVersion)].filter(
    ([name, {hash}]) => hash !== before.get(name)?.hash,
  );
  writeFileSync(path, code);
  return changed.map(([name]) => name);
}

describe('hashes of chunks', () => {
  test('change for the country whose number changes, and for few others', () => {
    const changed = changedBy('regions/us.js', (code) => code.replace(US_LINE.number, OTHER.number));
    assert.ok(changed.includes('US') && changed.length < 8, changed.join());
    for (const name of changed) assert.match(name, /^[A-Z]{2}$/);
  });

  test('change for the widget whose text changes, in any language', () => {
    const [faq, ...more] = changedBy('widgets/faq.js', (code) => code.replace('opioid', 'other opioid'));
    assert.deepEqual([faq, more], ['faq', []]);
    const spanish = changedBy('locales/es/overdose-warning.js', (code) => code.replace('respirar', 'respirar bien'));
    assert.deepEqual(spanish, ['overdose-warning']);
  });

  test('change for every widget with the core', () => {
    const changed = changedBy('core.js', (code) => code.replace('--recovery-radius', '--recovery-corner'));
    assert.deepEqual(changed.sort(), FINISHABLE);
  });

  test('are in enhance.js at the positions in the attribute of a widget', async () => {
    const [, table] = /"( \d{100,})"/.exec(readFileSync(join(cdn, 'enhance.js'), 'utf8')) ?? [];
    const hashes = chunkHashesOf(cdn, chunks);
    assert.equal(table, tableOf(hashes));
    for (const {hash, position} of hashes.values()) assert.equal(table.slice(position, position + hash.length), hash);
    const {FINISHED} = await available();
    const widget = await finish(await prerender('helpline-banner', {region: 'CA-ON', lang: 'es'}));
    const {hash, position} = chunkHashesOf(cdn, chunks).get('CA') ?? assert.fail('CA');
    const mark = new URLSearchParams(widget?.attributes[FINISHED]);
    assert.equal(mark.get(String(position)), hash);
    assert.equal(mark.get('region'), 'CA-ON');
    assert.equal(mark.get('lang'), 'es');
    for (const name of ['theme', 'heading-level', 'variant', 'phone', 'no-events']) assert.equal(mark.get(name), '');
  });
});
