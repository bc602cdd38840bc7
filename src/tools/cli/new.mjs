/**
 * `npm run new <name>`: the files of a new widget, which pass every check as they are. What only a person can say is marked
 * “Say here”. The name is checked first, and nothing is written unless everything can be.
 */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const example = 'breathing-space';

/** Names that mean something else to the build, to the package, or to a file system. */
const reserved = ['shared', 'define', 'index', 'all', 'core', 'template-result', 'aux', 'con', 'nul', 'prn'];
const longest = 30;

/** `breathing-space` -> `BreathingSpace`. @param {string} name */
const classOf = (name) => name.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());

/** `breathing-space` -> `breathingSpace`. @param {string} name */
const variableOf = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/** `breathing-space` -> `Breathing space`. @param {string} name */
const titleOf = (name) => name.replace(/^[a-z]/, (letter) => letter.toUpperCase()).replaceAll('-', ' ');

/**
 * What is wrong with a name, or undefined.
 * @param {string[]} names as given on the command line
 */
function faultOf([name, ...rest]) {
  if (!name) return `Give the widget a name: npm run new ${example}`;
  if (rest.length) return `One name, please, its words joined by hyphens: npm run new ${[name, ...rest].join('-')}`;
  if (/^recovery-/.test(name)) return `Leave out “recovery-”: the tag gets it by itself.`;
  if (!/^[a-z]+(-[a-z]+)*$/.test(name))
    return `“${name}” cannot be a name: lower-case words (a to z) joined by hyphens, such as ${example}.`;
  if (name.length > longest) return `“${name}” is too long: ${longest} letters at most.`;
  if (reserved.includes(name)) return `“${name}” already means something else here. Choose another name.`;
  if (classOf(name) in globalThis) return `“${name}” would make a class ${classOf(name)}, which JavaScript has.`;
  return undefined;
}

/** @param {string} name */
function copyFor(name) {
  const record = (/** @type {string} */ key, /** @type {string} */ text, /** @type {string} */ note) => ({
    key,
    kind: 'text',
    text,
    edit: 'interface',
    note,
    review: 'draft',
    checked: new Date().toISOString().slice(0, 10),
  });
  const copy = {
    $schema: '../schema/copy.schema.json',
    widget: name,
    grade: 8,
    messages: [
      record('heading', titleOf(name), 'Heading of the widget.'),
      record('lead', 'Say here what this is for.', 'Say here what a translator must know.'),
    ],
  };
  return `${JSON.stringify(copy, null, 2)}\n`;
}

/** @param {string} name */
const widgetFor = (name) => `\
import {html, type CSSResultGroup, type TemplateResult} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {heading} from '../../core/templates/heading.js';
import {locales} from '../../generated/locales/${name}.js';
import * as m from '../../generated/messages/${name}.js';
import {styles} from './${name}.styles.js';

/**
 * Say here what it is for.
 *
 * Say here where to use it, and when not to.
 *
 * Accessibility: say here what it promises to those who use a keyboard, a screen reader, zoom or forced colors.
 *
 * @tagname recovery-${name}
 * @slot - Plain words with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @csspart base - The whole widget.
 * @csspart heading - Its heading.
 */
export class ${classOf(name)} extends RecoveryElement {
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;
  // For a widget that shows anything of a country, such as a number, leave out this line.
  static override readonly regional = false;

  protected override content(): TemplateResult {
    return html\`<div class="card">
      \${heading(this.level, m.heading())}
      <p>\${m.lead()}</p>
    </div>\`;
  }
}
`;

const styles = `\
import {css} from 'lit';

/** What core/styles/base.ts does not give already. */
export const styles = css\`
  p {
    margin-block-end: 0;
  }
\`;
`;

/** @param {string} name */
const entryFor = (name) => `\
/** Registers \`<recovery-${name}>\`. */
import {define} from '../../core/registry.js';
import {${classOf(name)}} from './${name}.js';

define('recovery-${name}', ${classOf(name)});

declare global {
  interface HTMLElementTagNameMap {
    'recovery-${name}': ${classOf(name)};
  }
}
`;

/** @param {string} name */
const storiesFor = (name) => `\
import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/${name}/define.js';
import {metaFor, type Args} from './story.js';

export default {title: 'Widgets/${titleOf(name)}', ...metaFor('${name}')};

/** As it comes. */
export const Plain: StoryObj<Args> = {args: {}};

/** Under a heading of the page's own. */
export const LowerHeading: StoryObj<Args> = {args: {'heading-level': '4'}};
`;

/** @param {string} name */
const testFor = (name) => `\
import {expect} from '@open-wc/testing';
import '../../src/widgets/${name}/define.js';
import type {${classOf(name)}} from '../../src/widgets/${name}/${name}.js';
import {mount, one} from './helpers.js';

const widget = (args = {}) => mount<${classOf(name)}>('recovery-${name}', args);

// What holds for every widget is tested in every-story.test.ts: here stands what this one promises, a test for each promise.
describe('${titleOf(name).toLowerCase()}', () => {
  afterEach(() => document.body.replaceChildren());

  it('fits its heading into the page', async () => {
    expect(one(await widget(), '[part=heading]').localName).to.equal('h2');
    expect(one(await widget({'heading-level': '4'}), '[part=heading]').localName).to.equal('h4');
  });
});
`;

/** The files of a widget. @param {string} name @returns {Record<string, string>} content by path */
const filesFor = (name) => ({
  [`src/content/copy/${name}.json`]: copyFor(name),
  [`src/widgets/${name}/${name}.ts`]: widgetFor(name),
  [`src/widgets/${name}/${name}.styles.ts`]: styles,
  [`src/widgets/${name}/define.ts`]: entryFor(name),
  [`stories/${name}.stories.ts`]: storiesFor(name),
  [`test/browser/${name}.test.ts`]: testFor(name),
});

/** The lines that lists of all widgets need, and what the lines there look like. @param {string} name */
const linesFor = (name) => ({
  'src/entries/index.ts': {
    line: `export {${classOf(name)}} from '../widgets/${name}/${name}.js';`,
    like: /^export \{.*\} from '\.\.\/widgets\//,
  },
  'src/entries/define.ts': {
    line: `import '../widgets/${name}/define.js';`,
    like: /^import '\.\.\/widgets\//,
  },
  'stories/index.ts': {
    line: `export * as ${variableOf(name)} from './${name}.stories.js';`,
    like: /^export \* as .* from '\.\/.*\.stories\.js';/,
  },
});

/** Puts a line among those like it, in alphabetical order. @param {string} file @param {{line: string, like: RegExp}} what */
function withLine(file, {line, like}) {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const first = lines.findIndex((each) => like.test(each));
  if (first < 0) stop(`${file} has no line like “${line}”, so it is not clear where to put that one.`);
  const before = lines.findLastIndex((each) => like.test(each) && each < line);
  lines.splice(before < 0 ? first : before + 1, 0, line);
  return lines.join('\n');
}

/** Passages of the article that are left for this widget. @param {string} name */
const waitingFor = (name) =>
  Object.entries(JSON.parse(readFileSync(join(root, 'src/content/source/left-out.json'), 'utf8')))
    .filter(([, {why, widget}]) => why === 'later' && widget === name)
    .map(([reference]) => reference);

/** @param {string} fault @returns {never} */
function stop(fault) {
  console.error(`Nothing was written. ${fault}`);
  process.exit(1);
}

const names = process.argv.slice(2);
const fault = faultOf(names);
if (fault) stop(fault);
const [name] = names;
const files = filesFor(name);
const taken = [`src/widgets/${name}`, ...Object.keys(files)].find((file) => existsSync(join(root, file)));
if (taken) stop(`“${name}” is taken: ${taken} is there already.`);
const lists = Object.entries(linesFor(name)).map(([file, what]) => [file, withLine(file, what)]);

for (const [file, content] of Object.entries(files)) {
  mkdirSync(dirname(join(root, file)), {recursive: true});
  writeFileSync(join(root, file), content, {flag: 'wx'});
  console.log(`new      ${file}`);
}
for (const [file, content] of lists) {
  writeFileSync(join(root, file), content);
  console.log(`changed  ${file}`);
}

const waiting = waitingFor(name);
console.log(`
<recovery-${name}> is there. Next:
1. npm run messages
   makes its words. Until they are translated, other languages show them in English, marked as such.
2. Write the words in src/content/copy/${name}.json, and what “Say here” asks for in src/widgets/${name}/${name}.ts.
3. npm run storybook to look at it, npm test to check it.
docs/adding-a-widget.md goes through all of it.`);
if (waiting.length)
  console.log(`
The article has ${waiting.length === 1 ? 'a passage' : `${waiting.length} passages`} for it, listed as “later” in src/content/source/left-out.json:
${waiting.join(', ')}
npm run ledger fails until the words refer to ${waiting.length === 1 ? 'it' : 'them'} or left-out.json gives another reason.`);
