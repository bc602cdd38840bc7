/**
 * `npm run review`: the next steps of the reviews of the texts; the site shows their state. docs/reviewing.md explains it, with its commands.
 *
 * `--content` and `--locales` read other folders than src/content and src/locales.
 */
import {existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {ContentError, contentFolder} from '../content/read-content.mjs';
import {available, prerender} from '../html/prerender.mjs';
import {localesFolder} from '../locales/xliff.mjs';
import {root} from '../project.mjs';
import {planApply} from '../review/apply.mjs';
import {CORE, minutesOf, planPacket} from '../review/packet.mjs';
import {PacketError} from '../review/packet-file.mjs';
import {readPacket} from '../review/read-packet.mjs';
import {counted, standingOf} from '../review/report.mjs';
import {KINDS, dayOf, readReviews} from '../review/signatures.mjs';
import {readCorpus} from '../review/subjects.mjs';
import {verifyReviews} from '../review/verify.mjs';
import {ensureInstalled} from './install.mjs';
import {isExpected, runCommand} from './run-command.mjs';
import {print, printError} from './terminal.mjs';
import {write} from '../write-changed.mjs';

/** Exit codes: something is not as it should be; the input cannot be used. */
const FAILED = 1;
const BAD_INPUT = 2;

/** @param {{content: string, locales: string}} paths @param {string} today */
function listSteps(paths, today) {
  const [corpus, reviews] = [readCorpus(paths), readReviews(paths.content)];
  const {next} = standingOf(corpus, reviews, today);
  for (const step of next.length ? next : ['nothing is due']) print(step);
  const core = planPacket(corpus, reviews, {kind: 'clinical', language: 'en', widgets: CORE, today}, paths.content);
  const asked = counted(core.questions.length, 'question');
  print(`English, core: ${counted(core.count, 'row')} to review, ${asked}, about ${minutesOf(core)} minutes`);
  return 0;
}

/** @param {{content: string, locales: string}} paths @param {string} today */
function verify(paths, today) {
  const {count, signed, problems, notes} = verifyReviews(paths, today);
  for (const note of notes) print(`review: ${note}`);
  for (const problem of problems) printError(`review: ${problem}`);
  if (!problems.length)
    print(`review: ${counted(count, 'review')}, ${signed} signed with a key; nothing changed or forged`);
  return problems.length ? FAILED : 0;
}

/** @param {string} name @param {string | undefined} value @param {readonly string[]} allowed */
function parseChoice(name, value, allowed) {
  if (value && allowed.includes(value)) return value;
  throw new PacketError([`--${name} ${value ?? 'is missing'}: one of ${allowed.join(', ')}`]);
}

/** @param {{content: string, locales: string}} paths @param {Record<string, any>} values @param {string} today */
async function packet(paths, values, today) {
  const kind = /** @type {import('../review/signatures.mjs').Kind} */ (parseChoice('for', values.for, KINDS));
  const paper = /** @type {'a4'|'letter'} */ (parseChoice('paper', values.paper ?? 'a4', ['a4', 'letter']));
  for (const pair of ['core widget', 'changed due'].map((names) => names.split(' ')))
    if (pair.every((name) => values[name])) throw new PacketError([`--${pair.join(' and --')}: only one of them`]);
  const corpus = readCorpus(paths);
  const language = parseChoice('lang', values.lang, corpus.languages);
  const names = corpus.copies.map(({widget}) => widget).filter((widget) => widget !== 'shared');
  const named = values.widget?.map((/** @type {string} */ name) => parseChoice('widget', name, names));
  const widgets = values.core ? CORE : named;
  const which = values.all ? 'all' : values.changed ? 'lapsed' : values.due ? 'due' : 'needed';
  const countries =
    `${readdirSync(join(contentFolder, 'helplines'))}`.toUpperCase().match(/\b[A-Z]{2}(?=\.JSON)/g) ?? [];
  const country = values.region?.trim().toUpperCase().replace(/^UK$/, 'GB').replace(/^USA$/, 'US');
  const region = country && parseChoice('region', country, countries);
  const options = {lang: language, region: region ?? 'US'};
  const drawn = /** @type {Map<string, Awaited<ReturnType<typeof prerender>>>} */ (new Map());
  for (const name of values['no-pictures'] ? [] : (await available()).widgets.keys())
    drawn.set(name, await prerender(name, options));
  const draws = (/** @type {import('../review/subjects.mjs').Subject} */ {copy, picture = ''}) =>
    Boolean(drawn.get(copy.widget)?.html.includes(picture));
  const selection = {kind, language, widgets, region, paper, today, which, draws};
  const planned = planPacket(corpus, readReviews(paths.content), selection, paths.content);
  if (!planned.count) {
    print(`review: nothing to review: ${kind}, ${language}`);
    return 0;
  }
  await ensureInstalled(join(root, 'src/tools/review'));
  if (!values['no-pictures']) {
    await ensureInstalled(join(root, 'test'));
    const {addPictures} = await import('../review/pictures.mjs');
    await addPictures(planned, async (name) => drawn.get(name));
    for (const id of planned.undrawn) print(`review: left out: ${id}, without its drawing in dist/`);
  }
  const file = resolve(values.out ?? `review-${kind}-${language}-${today}.docx`);
  writeFileSync(file, await (await import('../review/packet-docx.mjs')).writeDocx(planned));
  print(`review: ${counted(planned.count, 'row')}, ${counted(planned.questions.length, 'question')}: ${file}`);
  return 0;
}

/** Writes all files or none. @param {Map<string, string>} files @throws {PacketError} */
function writeAll(files) {
  /** @type {Map<string, Buffer | undefined>} */
  const before = new Map();
  try {
    for (const path of files.keys()) before.set(path, existsSync(path) ? readFileSync(path) : undefined);
    for (const [path, text] of files) write(path, text);
  } catch (error) {
    for (const [path, text] of before) text ? writeFileSync(path, text) : rmSync(path, {force: true});
    throw new PacketError([`${error}`]);
  }
}

/** @param {{content: string, locales: string}} paths @param {string | undefined} file @param {Record<string, any>} values @param {string} today */
async function apply(paths, file, values, today) {
  if (!file || !statSync(file, {throwIfNoEntry: false})?.isFile())
    throw new PacketError([file ? `there is no file ${file}` : 'which file? npm run review -- apply packet.docx']);
  const {name, role, organisation, registration, on} = values;
  await ensureInstalled(join(root, 'src/tools/review'));
  const publicKey = values.key && readFileSync(values.key, 'utf8');
  const bytes = readFileSync(file);
  const [given, list] = values.private === 'no' ? ['no', ''] : [undefined, values.private];
  const reviewer = {name, role, organisation, registration, on, publicKey, private: given};
  const pathOf = (/** @type {number} */ number) => `${resolve(file)}.comments${number > 1 ? `-${number}` : ''}.md`;
  let number = 1;
  while (statSync(pathOf(number), {throwIfNoEntry: false})?.isFile()) number++;
  const commentsPath = pathOf(number);
  const {files, summary} = await planApply({
    ...{bytes, filled: await readPacket(bytes), corpus: readCorpus(paths), reviews: readReviews(paths.content)},
    ...{paths, commentsPath, reviewer, today, isDisputed: values.both, privateList: list && resolve(list)},
  });
  for (const line of summary) print(`review: ${line}`);
  const isDry = values['dry-run'];
  if (!isDry) writeAll(files);
  print(`review: ${isDry ? 'a dry run: nothing was written.' : `all comments are in ${relative('.', commentsPath)}`}`);
  return 0;
}

await runCommand(async () => {
  const text = /** @type {const} */ ({type: 'string'});
  const flag = /** @type {const} */ ({type: 'boolean'});
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      ...{content: text, locales: text},
      ...{for: text, lang: text, widget: {type: 'string', multiple: true}},
      ...{core: flag, all: flag, changed: flag, due: flag},
      ...{paper: text, region: text, out: text, 'no-pictures': flag},
      ...{name: text, role: text, organisation: text, registration: text},
      ...{on: text, key: text, private: text, both: flag, 'dry-run': flag, help: flag},
    },
  });
  const paths = {content: resolve(values.content ?? contentFolder), locales: resolve(values.locales ?? localesFolder)};
  const today = dayOf();
  const [command, file] = positionals;
  try {
    switch (values.help ? 'help' : command) {
      case 'help':
        print('review: docs/reviewing.md lists the commands and their options');
        return 0;
      case undefined:
        return listSteps(paths, today);
      case 'verify':
        return verify(paths, today);
      case 'packet':
        return await packet(paths, values, today);
      case 'apply':
        return await apply(paths, file, values, today);
      default:
        throw new PacketError([`“${command}” is not a command; docs/reviewing.md lists them`]);
    }
  } catch (error) {
    if (!isExpected(error)) throw error;
    const problems = error instanceof ContentError ? error.problems : [error.message];
    for (const problem of problems) printError(`review: ${problem}`);
    if (command === 'apply') printError('review: nothing was written.');
    return BAD_INPUT;
  }
});
