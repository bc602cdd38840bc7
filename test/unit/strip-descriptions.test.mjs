/** The notes for translators go, everything else stays as it was. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {withoutNotes} from '../../src/tools/bundle/strip-descriptions.mjs';

const becomes = (before, after) => assert.equal(withoutNotes(before), after);

test('a note goes, with its comma', () => {
  becomes('msg(`Call now`, {id: \'a.b\', desc: "A button."});', "msg(`Call now`, {id: 'a.b'});");
  becomes("msg(`Call now`, {desc: 'A button.', id: 'a.b'});", "msg(`Call now`, {id: 'a.b'});");
  becomes("msg(`Call now`, {id: 'a.b', desc: 'A button.',});", "msg(`Call now`, {id: 'a.b',});");
  becomes("msg(`Call now`, {desc: 'A button.'});", 'msg(`Call now`, {});');
  becomes("msg(`Call`, {\n  id: 'a.b',\n  desc: 'A button.',\n});", "msg(`Call`, {\n  id: 'a.b',\n});");
});

test('a note may hold anything', () => {
  becomes(
    'msg(`A`, {id: \'a\', desc: "“{n}”, desc: `x` \\" // } */ ${"}); msg(`B`);',
    "msg(`A`, {id: 'a'}); msg(`B`);",
  );
  becomes("msg(`A`, {id: 'a', desc: 'it\\'s, {id: 1}'});", "msg(`A`, {id: 'a'});");
});

test('in templates within templates too', () =>
  becomes(
    "html`<b>${msg(html`Call ${n}`, {id: 'a', desc: 'x'})}</b>${msg(str`B`, {id: 'b', desc: 'y'})}`;",
    "html`<b>${msg(html`Call ${n}`, {id: 'a'})}</b>${msg(str`B`, {id: 'b'})}`;",
  ));

test('words that look like notes stay', () => {
  for (const code of [
    "msg(`Write {id: 1, desc: 'x'} here`, {id: 'a'});",
    "export const sources = [{title: 'desc: a study', description: 'x'}];",
    "// desc: 'x'\nconst desc = 1; call({[desc]: 1, ...desc});",
    '',
  ])
    becomes(code, code);
});
