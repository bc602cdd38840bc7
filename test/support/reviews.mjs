/** Copies of the content for tests that review it. No reviewer here is a real person, and nothing is written into the project. */
import {cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {makeReview} from '../../src/tools/review/signatures.mjs';
import {needsOf} from '../../src/tools/review/status.mjs';
import {readCorpus, shownBy} from '../../src/tools/review/subjects.mjs';
import {root} from '../../src/tools/project.mjs';
import {temporaryFolder} from './system.mjs';

/** @import {Decision, Occasion} from '../../src/tools/review/signatures.mjs' */

/** The reviewer of all tests. */
export const tester = {name: 'Tester Reviewer', role: 'test clinician', organisation: 'Test County'};

/**
 * Removes all widgets but two from a copy of the content, and the records that only others use: reading four hundred messages in four
 * languages for each test would take longer than the tests.
 *
 * @param {{content: string, locales: string}} paths
 * @param {string[]} widgets
 */
function keepOnly({content, locales}, widgets) {
  const copyFolder = join(content, 'copy');
  const readCopy = (/** @type {string} */ name) => JSON.parse(readFileSync(join(copyFolder, `${name}.json`), 'utf8'));
  const writeCopy = (/** @type {string} */ name, /** @type {object} */ data) =>
    writeFileSync(join(copyFolder, `${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
  for (const file of readdirSync(copyFolder))
    if (![...widgets, 'shared'].includes(file.slice(0, -'.json'.length))) rmSync(join(copyFolder, file));
  const copies = widgets.map((name) => readCopy(name));
  const inAll = (/** @type {string} */ key) => copies.every((copy) => copy.shared.includes(key));
  for (const copy of copies) writeCopy(copy.widget, {...copy, shared: copy.shared.filter(inAll)});
  const shared = readCopy('shared');
  writeCopy('shared', {
    ...shared,
    messages: shared.messages.filter((/** @type {{key: string}} */ {key}) => inAll(key)),
  });
  for (const file of readdirSync(locales).filter((name) => name.endsWith('.xlf'))) {
    const kept = readFileSync(join(locales, file), 'utf8').replace(
      /<trans-unit id="([\w-]+)\.([\w-]+)"[^]*?<\/trans-unit>\n/gu,
      (unit, widget, key) => (widgets.includes(widget) || (widget === 'shared' && inAll(key)) ? unit : ''),
    );
    writeFileSync(join(locales, file), kept);
  }
}

/** Copies src/content and src/locales to a temporary folder, with two widgets only. @param {string[]} [widgets] names of the widgets to keep */
export function copyContent(widgets = ['helpline-banner', 'overdose-warning']) {
  const folder = temporaryFolder('recovery-review');
  const paths = {content: join(folder, 'src/content'), locales: join(folder, 'src/locales')};
  // Reviews read no helplines, which are most of the files.
  const filter = (/** @type {string} */ file) => basename(file) !== 'helplines';
  cpSync(join(root, 'src/content'), paths.content, {recursive: true, filter});
  cpSync(join(root, 'src/locales'), paths.locales, {recursive: true});
  rmSync(join(paths.content, 'reviews'), {recursive: true, force: true});
  mkdirSync(join(paths.content, 'reviews'));
  keepOnly(paths, widgets);
  const path = (/** @type {string} */ file) => join(folder, file);
  return {
    ...paths,
    folder,
    path,
    read: (/** @type {string} */ file) => readFileSync(path(file), 'utf8'),
    /** Changes a file. @param {string} file @param {(text: string) => string} change */
    edit(file, change) {
      const before = readFileSync(path(file), 'utf8');
      const after = change(before);
      if (after === before) throw new Error(`${file} has not changed`);
      writeFileSync(path(file), after);
    },
    /** Writes a review of some messages. @param {Occasion} occasion @param {Decision[]} decisions @returns {string} its file name */
    sign(occasion, decisions) {
      const {file, text} = makeReview(occasion, decisions);
      writeFileSync(join(paths.content, 'reviews', file), text, {flag: 'wx'});
      return file;
    },
  };
}

/** Approves all messages of a widget that need it, in a language, as a clinician and as a native speaker. @param {ReturnType<typeof copyContent>} copy @param {string} widget @param {string} language @param {string} on */
export function signWidget(copy, widget, language, on) {
  const {copies, subjects} = readCorpus(copy);
  const found = copies.find((each) => each.widget === widget);
  if (!found) throw new Error(`no widget ${widget}`);
  const all = shownBy(found).flatMap((id) => subjects.get(language)?.get(id) ?? []);
  for (const kind of /** @type {const} */ (['clinical', 'language']))
    for (const tag of new Set(all.map((subject) => subject.language))) {
      const some = all.filter((subject) => subject.language === tag && needsOf(subject).includes(kind));
      if (!some.length) continue;
      const decisions = some.map((subject) => ({subject, verdict: /** @type {const} */ ('approved')}));
      copy.sign({reviewer: tester, kind, language: tag, on}, decisions);
    }
}
