import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Linter} from 'eslint';
import {commentStyle} from '../../src/tools/lint/comment-style.mjs';

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
  ])
    assert.match(messagesFor(comment)[0] ?? '', /Begin with a verb or a noun/, comment);
});

test('a comment that begins with a verb or a noun is accepted', () => {
  for (const comment of [
    '// Keeps the height until the viewport is resized.',
    '/** Whether the slot is empty. */',
    '/** Returns what the template renders. */',
    '/** @param {string} text content of the heading */',
  ])
    assert.deepEqual(messagesFor(comment), [], comment);
});

test('a private word is refused, and the usual one named', () => {
  assert.match(messagesFor('// Renders the widget anew.')[0] ?? '', /Instead of “anew” use “again”/);
});

test('a test title follows the same rules', () => {
  assert.equal(messagesFor("it('what the page says', () => {});").length, 1);
  assert.equal(messagesFor('it(`begins anew after ${key}`, () => {});').length, 1);
  assert.equal(messagesFor("test.describe('plain words', () => {});").length, 1);
  assert.equal(messagesFor("itInChromium('what the page says', () => {});").length, 1);
  assert.deepEqual(messagesFor("item('what the page says', () => {});"), []);
  assert.deepEqual(messagesFor("it('warns once per page', () => {});"), []);
});
