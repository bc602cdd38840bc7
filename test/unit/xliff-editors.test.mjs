/**
 * Translation files in the editors that translators use, Poedit and Lokalize: each opens ours in a window that nobody sees, and saves
 * it. In the nightly run (NIGHTLY=1), where they are installed. Neither has a mode without a window.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {findProgram} from '../../src/tools/browser.mjs';
import {localesFolder, xliffFile} from '../../src/tools/locales/languages.mjs';
import {isShippable, markSigned, markStale, parseXliff, serializeXliff} from '../../src/tools/locales/xliff.mjs';

/** Seconds after which an editor is ended. */
const LIMIT = 120;

/** Programs that both need: a display, a session bus, a window manager. */
const SHARED = ['Xvfb', 'xvfb-run', 'dbus-run-session', 'openbox', 'xdotool'];

/** @param {string[]} programs */
function skipWithout(...programs) {
  if (!process.env.NIGHTLY) return 'Editors are tried only in the nightly run, with NIGHTLY=1';
  const missing = [...programs, ...SHARED].filter((name) => !findProgram(name));
  return missing.length ? `not installed: ${missing.join(', ')}` : false;
}

const folder = mkdtempSync(join(tmpdir(), 'editors-'));
after(() => rmSync(folder, {recursive: true, force: true}));
const file = join(folder, 'es.xlf');

/**
 * Writes a file with one stale and one signed translation.
 *
 * @returns {{stale: string, signed: string, units: import('../../src/tools/locales/xliff.mjs').Unit[]}}
 */
function prepare() {
  const xliff = parseXliff(readFileSync(xliffFile(localesFolder, 'es'), 'utf8'));
  const [stale, signed] = xliff.units.filter(({target}) => target).map(({id}) => id);
  markStale(xliff, [stale]);
  markSigned(xliff, (id) => id === signed);
  const text = serializeXliff(xliff);
  writeFileSync(file, text);
  return {stale, signed, units: parseXliff(text).units};
}

/**
 * Runs a script in a session with a display, and returns its output.
 *
 * @param {string} script for Bash
 */
function inSession(script) {
  const run = join(folder, 'run.sh');
  writeFileSync(run, `export HOME=${folder} LC_ALL=C.UTF-8\nopenbox >/dev/null 2>&1 &\n${script}\nkill %1\n`);
  const args = ['-a', '-s', '-screen 0 1200x900x24', 'dbus-run-session', 'bash', run];
  const {stdout, stderr, status} = spawnSync('xvfb-run', args, {cwd: folder, encoding: 'utf8', timeout: LIMIT * 1000});
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

/** Returns the units of the saved file whose translation or state has changed. @param {ReturnType<typeof prepare>['units']} before */
function changedUnits(before) {
  const {units} = parseXliff(readFileSync(file, 'utf8'), {file: 'es.xlf', language: 'es'});
  assert.deepEqual(
    units.map(({id, source}) => [id, source]),
    before.map(({id, source}) => [id, source]),
  );
  return units.filter(({target, state}, index) => target !== before[index].target || state !== before[index].state);
}

const isApproved = (/** @type {string} */ id) =>
  parseXliff(readFileSync(file, 'utf8'))
    .units.find((unit) => unit.id === id)
    ?.element.getAttribute('approved') === 'yes';

describe('Poedit', {skip: skipWithout('poedit')}, () => {
  test('knows a stale translation as work to do, and leaves all else as it was', () => {
    const {stale, signed, units} = prepare();
    // “Needs work” is switched off for the first text, which is chosen at first; the window may not take keys yet.
    inSession(`
cp es.xlf before.xlf
poedit es.xlf >/dev/null 2>&1 & P=$!
for i in $(seq 60); do
  W=$(xdotool search --name '^es.xlf' | tail -1)
  [ -n "$W" ] && xdotool windowactivate --sync $W && xdotool key ctrl+u && sleep 1 && xdotool key ctrl+s && sleep 2
  cmp -s es.xlf before.xlf || break
  sleep 1
done
kill $P; wait $P || true`);
    const changed = changedUnits(units);
    assert.deepEqual(
      changed.map(({id}) => id),
      [stale],
    );
    assert.ok(isShippable(changed[0]), `state ${changed[0].state}`);
    assert.ok(isApproved(signed));
  });
});

describe('Lokalize', {skip: skipWithout('lokalize', 'qdbus6')}, () => {
  test('reads which texts are ready, and what it saves means the same', () => {
    const {stale, signed, units} = prepare();
    const before = readFileSync(file, 'utf8');
    // Saves only where something may have changed; the call is not answered, and changes nothing.
    const out = inSession(`
lokalize es.xlf >/dev/null 2>&1 & P=$!
call() { qdbus6 org.kde.lokalize-$P /ThisIsWhatYouWant/Editor/0 org.kde.Lokalize.Editor.$*; }
for i in $(seq 60); do [ "$(call entryCount 2>/dev/null)" = ${units.length} ] && break; sleep 1; done
call sourceLangCode; call targetLangCode
call entryReady ${units.findIndex(({id}) => id === stale)}
call entryReady ${units.findIndex(({id}) => id === signed)}
call setEntryTarget 4 0 Prueba >/dev/null 2>&1
call saveFile
kill $P; wait $P || true`);
    assert.deepEqual(out.trim().split('\n').slice(0, 5), ['en', 'es', 'false', 'true', 'true']);
    // It writes attributes in another order, and breaks lines after placeholders.
    assert.notEqual(readFileSync(file, 'utf8'), before);
    assert.deepEqual(changedUnits(units), []);
    assert.ok(isApproved(signed));
    assert.equal(
      isShippable(parseXliff(readFileSync(file, 'utf8')).units.find(({id}) => id === stale) ?? units[0]),
      false,
    );
  });
});
