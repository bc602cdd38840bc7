/** Descriptions for translators are removed from compiled messages, and nothing else. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stripDescriptions} from '../../src/tools/bundle/strip-descriptions.mjs';

const becomes = (/** @type {string} */ before, /** @type {string} */ after) =>
  assert.equal(stripDescriptions(before), after);

test('a description is removed together with its comma', () => {
  becomes('msg(`Call now`, {id: \'a.b\', desc: "A button."});', "msg(`Call now`, {id: 'a.b'});");
  becomes("msg(`Call now`, {desc: 'A button.', id: 'a.b'});", "msg(`Call now`, {id: 'a.b'});");
  becomes("msg(`Call now`, {id: 'a.b', desc: 'A button.',});", "msg(`Call now`, {id: 'a.b',});");
  becomes("msg(`Call now`, {desc: 'A button.'});", 'msg(`Call now`, {});');
  becomes("msg(`Call`, {\n  id: 'a.b',\n  desc: 'A button.',\n});", "msg(`Call`, {\n  id: 'a.b',\n});");
});

test('a description may contain anything', () => {
  becomes(
    'msg(`A`, {id: \'a\', desc: "“{n}”, desc: `x` \\" // } */ ${"}); msg(`B`);',
    "msg(`A`, {id: 'a'}); msg(`B`);",
  );
  becomes("msg(`A`, {id: 'a', desc: 'it\\'s, {id: 1}'});", "msg(`A`, {id: 'a'});");
});

test('descriptions in nested templates are removed', () =>
  becomes(
    "html`<b>${msg(html`Call ${n}`, {id: 'a', desc: 'x'})}</b>${msg(str`B`, {id: 'b', desc: 'y'})}`;",
    "html`<b>${msg(html`Call ${n}`, {id: 'a'})}</b>${msg(str`B`, {id: 'b'})}`;",
  ));

test('text that looks like a description stays', () => {
  for (const code of [
    "msg(`Write {id: 1, desc: 'x'} here`, {id: 'a'});",
    "export const sources = [{title: 'desc: a study', description: 'x'}];",
    "// desc: 'x'\nconst desc = 1; call({[desc]: 1, ...desc});",
    '',
  ])
    becomes(code, code);
});
