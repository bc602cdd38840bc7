import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {Linter} from 'eslint';
import {DIALECT, commentStyle} from '../../src/tools/lint/comment-style.mjs';
import {root} from '../../src/tools/project.mjs';

const linter = new Linter();

/** Messages of the rule for a piece of code. @param {string} code */
const messagesFor = (code) =>
  linter
    .verify(code, [
      {plugins: {recovery: {rules: {'comment-style': commentStyle}}}, rules: {'recovery/comment-style': 'error'}},
    ])
    .map(({message}) => message);

test('a comment that begins with a relative clause is refused', () => {
  for (const comment of [
    '// What is kept free below.',
    '/** What the loader asks for. */',
    '/** Whether what is there can stay. */',
    '/*\n * Returns the text.\n *\n * What is left out is listed.\n */',
    '/** @param {string} text what is shown */',
    '/** Those that take longest. */',
    '/** Those who review. */',
    '/**\n * @typedef {object} Row\n * @property {string} id\n * @property {{a: {b: string}}} why what has changed\n */',
    '/** Parses a file. @returns {string | undefined} what is in it */',
    '/** @type {string} What a page loads. */',
  ])
    assert.match(messagesFor(comment)[0] ?? '', /Begin with a verb or a noun/, comment);
});

test('a comment whose object is a relative clause is refused', () => {
  for (const comment of [
    '// Says what the page says.',
    '/** Returns what the template renders. */',
    '/** Keeps whatever an editor has left. */',
    '/**\n * Parses a page.\n *\n * @param {string} html gets what is in it\n */',
  ])
    assert.match(messagesFor(comment)[0] ?? '', /Name the object instead of “\w+ what(?:ever)?/, comment);
});

test('a comment that begins with “Says” is refused', () => {
  for (const comment of [
    '// Says whom to call.',
    '/** Says the same of the local number. */',
    '/** @returns says no. */',
  ])
    assert.match(messagesFor(comment).join('\n'), /^Instead of “Says” name the action: [^\n]+$/, comment);
  assert.deepEqual(messagesFor('// Renders a line that says whom to call.'), []);
});

test('a comment that begins with a verb or a noun is accepted', () => {
  for (const comment of [
    '// Keeps the height until the viewport is resized.',
    '/** Whether the slot is empty. */',
    '/** Returns the output of the template, whatever the language. */',
    '/** Compares the page with what a browser requests. */',
    '/** @param {string} text content of the heading */',
  ])
    assert.deepEqual(messagesFor(comment), [], comment);
});

test('a private term is refused, and the usual one named', () => {
  for (const [comment, found, use] of [
    ['Renders the widget anew.', 'anew', 'again'],
    ['Writes the plain words.', 'plain words', 'fallback content'],
    ['Compares markup to the letter.', 'to the letter', 'exactly'],
    ['Keeps a cache for good.', 'for good', 'permanently'],
    ['A shift counts in sight.', 'in sight', 'visible'],
    ['The cause to mend first.', 'mend', 'fix'],
    ['Generators whose output is mended here.', 'mended', 'fix'],
    ['The region is none of ours.', 'none of ours', 'not one of ours'],
    ['Hours, if others than those of the line.', 'if others than', 'different from'],
    ['Locales that are other than before.', 'are other than', 'different from'],
    ['The value is no address.', 'is no', 'is not a'],
    ['Such numbers are no links.', 'are no', 'is not a'],
    ['A length that is wrong is none.', 'is none', 'is not a'],
    ['The text that stands beside it.', 'stands beside', 'is'],
    ['Tells whether a line is open.', 'Tells whether', 'Returns whether'],
  ]) {
    const messages = messagesFor(`// ${comment}`).join('\n');
    assert.ok(messages.includes(`Instead of “${found}” use “${use}`), `${comment}\n${messages}`);
  }
});

test('the usual meanings of these terms are accepted', () => {
  for (const comment of [
    'Returns undefined if there is no region.',
    'Returns undefined where there is none.',
    'The summary is no longer a heading.',
    'A wide table is no more than a list.',
    'The star stands for a binding; the link stands still.',
    'Entries other than the first need `exports`.',
    'Tells editors that the file is UTF-8.',
    'None of them is a dependency.',
  ])
    assert.deepEqual(messagesFor(`// ${comment}`), [], comment);
});

test('a test title follows the same rules', () => {
  assert.equal(messagesFor("it('what the page says', () => {});").length, 1);
  assert.equal(messagesFor("test('says what is wrong', () => {});").length, 1);
  assert.equal(messagesFor('it(`begins anew after ${key}`, () => {});').length, 1);
  assert.equal(messagesFor("test.describe('plain words', () => {});").length, 1);
  assert.equal(messagesFor("itInChromium('what the page says', () => {});").length, 1);
  assert.deepEqual(messagesFor("item('what the page says', () => {});"), []);
  assert.deepEqual(messagesFor("it('warns once per page', () => {});"), []);
});

test('a top-level title that begins like the rest of a sentence is refused, and accepted in a describe block', () => {
  const report = /^Begin with the subject, not with “\w+”: a report shows this title alone\./;
  for (const title of ['is a promise', 'that was interrupted', 'of one class', 'and back', 'with a change'])
    for (const code of [
      `test('${title}', () => {});`,
      `for (const each of all) it.skip(\`${title}\${each}\`, () => {});`,
    ]) {
      assert.match(messagesFor(code).join('\n'), report, code);
      for (const describe of ['describe', 'test.describe', 'describe.skip'])
        assert.deepEqual(messagesFor(`${describe}('a title', () => { ${code} });`), [], code);
    }
  for (const title of ['issues are listed', 'without a network nothing is lost', 'thatched', '${name} is loaded'])
    assert.deepEqual(messagesFor(`test(\`${title}\`, () => {});`), [], title);
  assert.deepEqual(messagesFor("describe('with script', () => {});"), []);
});

const DECISIONS = readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`);

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

test('guides for developers have none of the private terms outside code and quoted examples', () => {
  for (const path of ['CONTRIBUTING.md', 'docs/style.md', 'docs/architecture.md', ...DECISIONS]) {
    const text = read(path)
      .replace(/^```[^]*?^```$/gm, '')
      .replace(/`[^`]+`/g, '`…`');
    // The examples of docs/style.md are in quotation marks and in a table.
    const prose = path === 'docs/style.md' ? text.replace(/“[^”]*”/g, '“…”').replace(/^\|.*$/gm, '') : text;
    for (const paragraph of prose.split(/\n\s*\n|\n(?=\s*(?:[|-]|\d+\.) )/).map((lines) => lines.replace(/\s+/g, ' ')))
      for (const {pattern, use} of DIALECT) {
        const [found] = pattern.exec(paragraph) ?? [];
        assert.ok(!found, `${path}: instead of “${found}” use ${use}: ${paragraph}`);
      }
  }
});

test('the list of decisions has their titles', () => {
  const titles = DECISIONS.filter((path) => /\/\d/.test(path)).map((path) => {
    const [, number, title] = /^# (\d+)\. (.+)$/m.exec(read(path)) ?? assert.fail(`${path} has no title`);
    return `${number}. [${title}](${path.slice('docs/decisions/'.length)})`;
  });
  assert.deepEqual(read('docs/decisions/README.md').match(/^\d+\. .+$/gm), titles);
});

test('a message to developers follows the same rules', () => {
  for (const code of [
    "warn('the value is no hash');",
    "throw new UsageError('Mend this first.');",
    'throw Error(`${file} is no text`);',
    "console.error(isShort ? 'Mend it.' : 'It was left unchanged.');",
    "const TEXTS = {quotes: ['The text stands below it.', 'Paste it again.']};",
    "const DECISIONS = Object.freeze({'no-text': 'This is no text.'});",
    "const DIALOG = {more: 'Mend this, then check again.'};",
  ])
    assert.equal(messagesFor(code).length, 1, code);
});

test('strings that are not messages to developers are not checked', () => {
  for (const code of [
    'warn(`${name} is not a hash`);',
    "show('the value is no hash');",
    "const words = {quotes: 'The text stands below it.'};",
    "warn('missing'); show('Mend it.');",
  ])
    assert.deepEqual(messagesFor(code), [], code);
});
