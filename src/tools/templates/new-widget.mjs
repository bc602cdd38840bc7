/** Plans the files of a new widget, from the templates in the folder `widget`, without writing them. */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {readIncomplete} from '../locales/completeness.mjs';
import {NewError} from '../locales/new-language.mjs';
import {hasCopy} from '../content/tiers.mjs';
import {isEnglishVariant, languagesOf} from '../locales/xliff.mjs';
import {camelCase} from '../types/elements.mjs';

const templates = fileURLToPath(new URL('widget', import.meta.url));
const example = 'breathing-space';

/** Names with another meaning in the build, in the package or in a file system. */
const reserved = ['shared', 'define', 'index', 'all', 'core', 'template-result', 'aux', 'con', 'nul', 'prn'];
const maxLength = 30;

/** Returns `BreathingSpace` for `breathing-space`. @param {string} name */
const pascalCase = (name) => camelCase(`-${name}`);

/**
 * Checks a name, and returns it.
 *
 * @param {string[]} names as given on the command line
 * @throws {NewError} if it is not a single valid name
 */
export function validateName([name, ...rest]) {
  if (!name) throw new NewError(`Give the widget a name: npm run new -- widget ${example}`);
  if (rest.length)
    throw new NewError(`Join the words of the name by hyphens: npm run new -- widget ${[name, ...rest].join('-')}`);
  if (/^recovery-/.test(name)) throw new NewError(`Leave out “recovery-”: the tag gets it automatically.`);
  if (!/^[a-z]+(-[a-z]+)*$/.test(name))
    throw new NewError(
      `“${name}” is not a valid name: use lower-case words (a to z) joined by hyphens, such as ${example}.`,
    );
  if (name.length > maxLength) throw new NewError(`“${name}” is too long: ${maxLength} letters at most.`);
  if (reserved.includes(name)) throw new NewError(`“${name}” already has another meaning here. Choose another name.`);
  if (pascalCase(name) in globalThis)
    throw new NewError(`“${name}” would create a class ${pascalCase(name)}, which is a JavaScript global.`);
  return name;
}

/**
 * Returns the lines to add to lists of all widgets, by file, with a pattern for the lines of the list. README and llms.txt have the most
 * urgent widget first, the others are sorted.
 *
 * @param {string} name
 */
const listEntries = (name) => ({
  'src/entries/index.ts': {
    line: `export {${pascalCase(name)}} from '../widgets/${name}/${name}.js';`,
    pattern: /^export \{.*\} from '\.\.\/widgets\//,
  },
  'src/entries/define.ts': {
    line: `import '../widgets/${name}/define.js';`,
    pattern: /^import '\.\.\/widgets\//,
  },
  'stories/index.ts': {
    line: `export * as ${camelCase(name)} from './${name}.stories.js';`,
    pattern: /^export \* as .* from '\.\/.*\.stories\.js';/,
  },
  'README.md': {
    line: `| [\`recovery-${name}\`](docs/widgets/${name}.md) | say here in one line what it shows |`,
    pattern: /^\| \[`recovery-/,
    isLast: true,
  },
  'llms.txt': {
    line: `- \`recovery-${name}\`: say here in one line what it shows`,
    pattern: /^- `recovery-/,
    isLast: true,
  },
});

/** Fills the templates. @param {string} name @returns {Record<string, string>} content by path */
function renderTemplates(name) {
  const sentenceName = name.replaceAll('-', ' ');
  /** @type {Record<string, string>} */
  const values = {
    name,
    className: pascalCase(name),
    sentenceName,
    title: sentenceName.replace(/^./, (letter) => letter.toUpperCase()),
    today: new Date().toISOString().slice(0, 10),
  };
  const suffix = '.template';
  return Object.fromEntries(
    readdirSync(templates, {recursive: true, encoding: 'utf8'})
      .filter((file) => file.endsWith(suffix))
      .sort()
      .map((file) => [
        file.slice(0, -suffix.length).replaceAll('\\', '/').replaceAll('__name__', name),
        readFileSync(join(templates, file), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, key) => values[key]),
      ]),
  );
}

/**
 * Inserts a line into a list. Returns undefined if the text has no such list.
 *
 * @param {string} text
 * @param {{line: string, pattern: RegExp, isLast?: boolean}} entry `pattern`: of the lines of the list; `isLast`: adds it at the end, instead
 *   of in the order of the alphabet
 */
function insertLine(text, {line, pattern, isLast = false}) {
  const lines = text.split('\n');
  const isEntry = lines.map((each) => pattern.test(each));
  if (!isEntry.includes(true)) return undefined;
  const next = isLast ? -1 : lines.findIndex((each, index) => isEntry[index] && each > line);
  lines.splice(next < 0 ? isEntry.lastIndexOf(true) + 1 : next, 0, line);
  return lines.join('\n');
}

/**
 * Plans a new widget.
 *
 * @param {string} root path of the project
 * @param {string} name valid by {@link validateName}
 * @returns {{created: Record<string, string>, changed: Record<string, string>}} content by path
 * @throws {NewError} if a file exists already or a list is not found
 */
export function planWidget(root, name) {
  const created = renderTemplates(name);
  const existing = [`src/widgets/${name}`, ...Object.keys(created)].find((file) => existsSync(join(root, file)));
  if (existing) throw new NewError(`“${name}” is taken: ${existing} already exists.`);
  const changed = Object.fromEntries(
    Object.entries(listEntries(name)).map(([file, entry]) => {
      const text = insertLine(readFileSync(join(root, file), 'utf8'), entry);
      if (text === undefined)
        throw new NewError(`${file} has no line like “${entry.line}”, so the place for it is unclear.`);
      return [file, text];
    }),
  );
  return {created, changed: {...changed, 'src/locales/incomplete.json': exempt(root, name)}};
}

/** Declares the translations of a widget incomplete, in all languages that have it but variants of English. @param {string} root @param {string} name */
function exempt(root, name) {
  const locales = join(root, 'src/locales');
  const languages = languagesOf(locales).filter((tag) => !isEnglishVariant(tag) && hasCopy(tag, name));
  const incomplete = readIncomplete(locales);
  for (const language of languages) (incomplete[language] ??= {})[name] = 'Not translated yet.';
  return `${JSON.stringify(incomplete, null, 2)}\n`;
}
