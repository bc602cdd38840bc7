/** Hashes of chunks: the changes that affect them, and those that do not. Finished widgets rest on that: an outdated number must be noticed. */
import assert from 'node:assert/strict';
import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {FINISHABLE, readChunks} from '../../src/tools/built/page-files.mjs';
import {chunkHashesOf, tableOf} from '../../src/tools/built/chunk-hashes.mjs';
import {finish} from '../../src/tools/html/finished.mjs';
import {prerender} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {OTHER, US_LINE} from '../support/helplines.mjs';
import {temporaryFolder} from '../support/system.mjs';

const cdn = join(root, 'dist/cdn');
const copy = temporaryFolder('chunk-hashes');
const chunks = readChunks();
const hashes = chunkHashesOf(cdn, chunks);
cpSync(join(cdn, chunks.folder), join(copy, chunks.folder), {recursive: true});

/** Returns the names whose hash differs when a file does. */
function changedBy(file, edit) {
  const path = join(copy, chunks.folder, file);
  const code = readFileSync(path, 'utf8');
  assert.notEqual(edit(code), code, file);
  writeFileSync(path, edit(code));
  const changed = [...chunkHashesOf(copy, chunks)].filter(([name, {hash}]) => hash !== hashes.get(name)?.hash);
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
    const english = changedBy('widgets/faq.js', (code) => code.replace('opioid', 'other opioid'));
    assert.deepEqual(english, ['faq']);
    const spanish = changedBy('locales/es/overdose-warning.js', (code) => code.replace('respirar', 'respirar bien'));
    assert.deepEqual(spanish, ['overdose-warning']);
  });

  test('change for every widget with the core', () => {
    const changed = changedBy('core.js', (code) => code.replace('--recovery-radius', '--recovery-corner'));
    assert.deepEqual(changed.sort(), FINISHABLE);
  });

  test('are in enhance.js at the positions in the attribute of a widget', async () => {
    const [, table] = /"( \d{100,})"/.exec(readFileSync(join(cdn, 'enhance.js'), 'utf8')) ?? [];
    assert.equal(table, tableOf(hashes));
    for (const {hash, position} of hashes.values()) assert.equal(table.slice(position, position + hash.length), hash);
    const widget = await finish(await prerender('helpline-banner', {region: 'CA-ON', lang: 'es'}));
    const {hash, position} = hashes.get('CA') ?? assert.fail('CA');
    const mark = Object.fromEntries(new URLSearchParams(widget?.attributes['data-recovery-finished']));
    assert.deepEqual([mark[position], mark.region, mark.lang], [hash, 'CA-ON', 'es']);
    for (const name of ['theme', 'heading-level', 'variant', 'phone', 'no-events']) assert.equal(mark[name], '');
  });
});

test('finished widgets have the words for each line whose number is copied', async () => {
  for (const region of ['US', 'CA-QC', 'DK', 'AU']) {
    const {html} = (await finish(await prerender('helpline-banner', {region}))) ?? assert.fail(region);
    const buttons = html.match(/<button inert data-0="\w[^"]*" data-1="\w/g);
    assert.equal(buttons?.length, html.split('<li part="line"').length - 1, region);
  }
});
