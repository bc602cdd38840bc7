/**
 * The way of the words between src/generated/messages and src/locales: extraction to XLIFF without loss, and tables one a widget.
 *
 * `lit-localize extract` keeps a translation under its id when the English changes and says nothing, and drops it when the
 * id goes. So around it we mark a target whose source changed as `needs-review-translation` (kept, not shipped) and move
 * what would be dropped to obsolete/<language>.json. `lit-localize build` fills a missing translation with plain English; we
 * put in English marked as such, so that it is spoken and shaped as English.
 */
import {execFile} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {DOMParser, XMLSerializer} from '@xmldom/xmldom';
import ts from 'typescript';
import {ContentError, readJson} from '../content/read-content.mjs';

/** @import {Copy} from '../content/read-content.mjs' */

const STALE = 'needs-review-translation';
const run = promisify(execFile);
const program = join(
  dirname(createRequire(import.meta.url).resolve('@lit/localize-tools/package.json')),
  'bin/lit-localize.js',
);

/**
 * @param {'extract'|'build'} command @param {string} config
 * @throws {ContentError} with what lit-localize has to say, when it refuses
 */
async function litLocalize(command, config) {
  try {
    await run(process.execPath, [program, command, '--config', config]);
  } catch (error) {
    const {stderr, stdout} = /** @type {{stderr?: string, stdout?: string}} */ (error);
    throw new ContentError([(stderr || stdout || String(error)).trim()]);
  }
}

/**
 * @typedef {object} Unit One message in one language
 * @property {string} id
 * @property {string} source  English with its placeholders as XML
 * @property {string} target  translation with its placeholders as XML; empty when there is none
 * @property {string} state   XLIFF state of the target, empty when it has none
 */

/** @param {string} xml */
function parse(xml) {
  return new DOMParser().parseFromString(xml, 'text/xml');
}

const inner = (/** @type {import('@xmldom/xmldom').Element|undefined} */ element) =>
  element
    ? Array.from(element.childNodes)
        .map((node) => new XMLSerializer().serializeToString(node).replace(/ xmlns="[^"]*"/g, ''))
        .join('')
    : '';

/** @param {import('@xmldom/xmldom').Document} document @returns {(Unit & {element: import('@xmldom/xmldom').Element})[]} */
function unitsIn(document) {
  return Array.from(document.getElementsByTagName('trans-unit')).map((element) => {
    const target = element.getElementsByTagName('target')[0];
    return {
      element,
      id: element.getAttribute('id') ?? '',
      source: inner(element.getElementsByTagName('source')[0]),
      target: inner(target),
      state: target?.getAttribute('state') ?? '',
    };
  });
}

/** @param {string} file @returns {Unit[]} */
export const readUnits = (file) =>
  existsSync(file)
    ? unitsIn(parse(readFileSync(file, 'utf8'))).map(({id, source, target, state}) => ({id, source, target, state}))
    : [];

/**
 * Compares the units of before and after an extraction: which translations are stale now, which would be lost.
 * @param {Unit[]} before @param {Unit[]} after
 */
export function compare(before, after) {
  const now = new Map(after.map((unit) => [unit.id, unit]));
  const translated = before.filter(({target}) => target);
  return {
    stale: translated.filter(({id, source}) => now.has(id) && now.get(id)?.source !== source).map(({id}) => id),
    gone: translated.filter(({id}) => !now.has(id)),
  };
}

/**
 * Puts the units into the order of the copy, which is the order of reading, and marks targets as stale.
 * @param {string} xml @param {{order: string[], stale: string[]}} options ids
 */
export function tidy(xml, {order, stale}) {
  const document = parse(xml);
  const units = unitsIn(document).sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const body = document.getElementsByTagName('body')[0];
  while (body.firstChild) body.removeChild(body.firstChild);
  body.appendChild(document.createTextNode('\n'));
  for (const {id, element} of units) {
    if (stale.includes(id)) element.getElementsByTagName('target')[0]?.setAttribute('state', STALE);
    body.appendChild(element);
    body.appendChild(document.createTextNode('\n'));
  }
  return `${new XMLSerializer().serializeToString(document).trimEnd()}\n`;
}

/** Whether a translation ships: there is one, and a person has looked at it since the English changed. @param {Unit} unit */
const ships = ({target, state}) => Boolean(target) && state !== STALE && state !== 'new';

/** Takes the targets out that do not ship. @param {string} xml */
function shippingOnly(xml) {
  const document = parse(xml);
  for (const {element, ...unit} of unitsIn(document)) {
    const target = element.getElementsByTagName('target')[0];
    if (target && !ships(unit)) element.removeChild(target);
  }
  return new XMLSerializer().serializeToString(document);
}

/** @param {string} locales path of src/locales */
export const languagesOf = (locales) =>
  /** @type {string[]} */ (readJson(join(locales, 'lit-localize.json')).targetLocales);

/**
 * Brings src/locales/*.xlf up to the messages; nothing a translator wrote is lost.
 * @param {string} locales path of src/locales
 * @param {string[]} order ids of all messages, in the order of reading
 */
export async function extract(locales, order) {
  const languages = languagesOf(locales);
  const file = (/** @type {string} */ language) => join(locales, `${language}.xlf`);
  const before = new Map(languages.map((language) => [language, readUnits(file(language))]));
  await litLocalize('extract', join(locales, 'lit-localize.json'));
  for (const language of languages) {
    const {stale, gone} = compare(before.get(language) ?? [], readUnits(file(language)));
    writeFileSync(file(language), tidy(readFileSync(file(language), 'utf8'), {order, stale}));
    if (stale.length)
      console.log(`${language}: the English of ${stale.join(', ')} changed; marked ${STALE}, kept, not shipped.`);
    if (!gone.length) continue;
    const archive = join(locales, `obsolete/${language}.json`);
    mkdirSync(dirname(archive), {recursive: true});
    const kept = existsSync(archive) ? readJson(archive) : {};
    for (const {id, source, target} of gone) kept[id] = {source, target};
    writeFileSync(archive, `${JSON.stringify(kept, null, 2)}\n`);
    console.log(
      `${language}: ${gone.map(({id}) => id).join(', ')} no longer exist; moved to obsolete/${language}.json.`,
    );
  }
}

/** The `id: template` pairs of a table that lit-localize built, as source text. @param {string} code */
function entriesOf(code) {
  /** @type {Map<string, string>} */
  const entries = new Map();
  const source = ts.createSourceFile('table.ts', code, ts.ScriptTarget.Latest, true);
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isPropertyAssignment(node) && (ts.isStringLiteral(node.name) || ts.isIdentifier(node.name)))
      entries.set(node.name.text, node.initializer.getText(source));
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return entries;
}

/**
 * Splits a language's table by widget.
 * @param {object} options
 * @param {Map<string, string>} options.entries template source by id
 * @param {Unit[]} options.units
 * @param {Copy} options.copy
 * @param {Copy} [options.shared] given when the widget uses the shared words
 * @returns {{code: string, missing: string[]}} the module, and the ids shown in English
 */
export function tableFor({entries, units, copy, shared}) {
  const ready = new Set(units.filter(ships).map(({id}) => id));
  /** @type {string[]} */
  const missing = [];
  const lines = [copy, ...(shared ? [shared] : [])].flatMap(({widget, messages}) =>
    messages.flatMap(({key, kind, text}) => {
      const id = `${widget}.${key}`;
      const template = entries.get(id);
      if (ready.has(id) && template) return [`  '${id}': ${template},`];
      missing.push(id);
      // A label is a plain string: it cannot carry a language of its own, and English is what `msg` falls back to.
      if (kind === 'label') return [];
      let index = 0;
      const words = text.replace(/[\\`]/g, '\\$&').replace(/\{[a-zA-Z]+\}/g, () => `\${${index++}}`);
      return [`  '${id}': html\`<span lang="en" dir="ltr">${words}</span>\`,`];
    }),
  );
  const uses = (/** @type {string} */ tag) => lines.some((line) => line.includes(`: ${tag}\``));
  const code = [
    '// GENERATED from the XLIFF of this language by `npm run messages`. Do not edit.',
    uses('html') && "import {html} from 'lit';",
    uses('str') && "import {str} from '../../../core/localize.js';",
    "import type {TemplateMap} from '../../../core/localize.js';",
    '',
    'export const templates: TemplateMap = {',
    ...lines,
    '};',
    '',
  ].filter((line) => line !== false);
  return {code: code.join('\n'), missing};
}

/**
 * XLIFF -> src/generated/locales: tables one a language and widget, and for each widget the list of its loaders.
 * @param {{locales: string, widgets: string, copies: Copy[]}} options `widgets`: path of src/widgets
 * @returns {Promise<Record<string, string[]>>} by language, the ids without a current translation
 */
export async function buildTables({locales, widgets, copies}) {
  const out = join(locales, '../generated/locales');
  rmSync(out, {recursive: true, force: true});
  const languages = languagesOf(locales);
  // lit-localize refuses a target whose placeholders are not those of the English, and one that waits for review may be such
  // a one: it gets only what ships.
  const shipping = join(out, 'shipping');
  mkdirSync(shipping, {recursive: true});
  for (const language of languages) {
    const xml = readFileSync(join(locales, `${language}.xlf`), 'utf8');
    writeFileSync(join(shipping, `${language}.xlf`), shippingOnly(xml));
  }
  const config = readJson(join(locales, 'lit-localize.json'));
  const absolute = (/** @type {string} */ path) => resolve(locales, path).replaceAll('\\', '/');
  const {output, interchange, inputFiles, tsConfig} = config;
  writeFileSync(
    join(shipping, 'lit-localize.json'),
    JSON.stringify({
      ...config,
      tsConfig: absolute(tsConfig),
      inputFiles: inputFiles.map(absolute),
      output: {...output, outputDir: absolute(output.outputDir)},
      interchange: {...interchange, xliffDir: '.'},
    }),
  );
  await litLocalize('build', join(shipping, 'lit-localize.json'));
  rmSync(shipping, {recursive: true, force: true});
  const shared = copies.find(({widget}) => widget === 'shared');
  /** @type {Record<string, string[]>} */
  const missing = {};
  const named = copies.filter((copy) => copy !== shared);
  for (const language of languages) {
    const entries = entriesOf(readFileSync(join(out, `tables/${language}.ts`), 'utf8'));
    const units = readUnits(join(locales, `${language}.xlf`));
    mkdirSync(join(out, language), {recursive: true});
    missing[language] = [];
    for (const copy of named) {
      const table = tableFor({entries, units, copy, shared: usesShared(widgets, copy.widget) ? shared : undefined});
      writeFileSync(join(out, language, `${copy.widget}.ts`), table.code);
      missing[language].push(...table.missing);
    }
    missing[language] = [...new Set(missing[language])];
  }
  rmSync(join(out, 'tables'), {recursive: true, force: true});
  for (const {widget} of named) {
    const loaders = languages.map(
      (language) => `  ${JSON.stringify(language)}: () => import('./${language}/${widget}.js'),`,
    );
    writeFileSync(
      join(out, `${widget}.ts`),
      `// GENERATED by \`npm run messages\`. Do not edit.\nimport type {LocaleLoader} from '../../core/localize.js';\n\nexport const locales: Readonly<Record<string, LocaleLoader>> = {\n${loaders.join('\n')}\n};\n`,
    );
  }
  return missing;
}

/** Whether a widget's own code imports the shared words. @param {string} widgets @param {string} name */
function usesShared(widgets, name) {
  const folder = join(widgets, name);
  return (
    existsSync(folder) &&
    readdirSync(folder).some((file) => readFileSync(join(folder, file), 'utf8').includes('messages/shared.js'))
  );
}

/** Ids in a sentence: all of a few, the first of many. @param {string[]} ids */
export const listed = (ids) =>
  ids.length > 12 ? `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more` : ids.join(', ');

/**
 * The gate on languages: safety words must be translated and current, unless the language is named as incomplete.
 * @param {{missing: Record<string, string[]>, copies: Copy[], incomplete: string[]}} options
 * @returns {string[]} what is wrong
 */
export function gate({missing, copies, incomplete}) {
  const safety = new Set(
    copies.flatMap(({widget, messages}) => messages.filter((one) => one.safety).map(({key}) => `${widget}.${key}`)),
  );
  return Object.entries(missing).flatMap(([language, ids]) => {
    const unsafe = ids.filter((id) => safety.has(id));
    return unsafe.length && !incomplete.includes(language)
      ? [`${language}: safety words missing or stale: ${listed(unsafe)}`]
      : [];
  });
}
