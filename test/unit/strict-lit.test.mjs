/** What the build takes out of Lit for dist/cdn, and which templates it refuses. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {parseAst} from 'rollup/parseAst';
import {template} from '../../dist/npm/entries/strict/template.js';
import {cuts, edited} from '../../src/tools/bundle/strict-lit.mjs';
import {faultOf} from '../../src/tools/bundle/strict-check.mjs';
import {root} from '../support/sources.mjs';

describe('edits of Lit', () => {
  const files = [...new Set(cuts.flatMap(({edits}) => Object.keys(edits)))];
  const read = (file) => readFileSync(join(root, 'node_modules', file), 'utf8');
  const [needed, ...others] = cuts;

  test('put one text in the place of another, or of all from one to another', () => {
    assert.equal(edited('abcabd', [['abd', '$&']]), 'abc$&');
    assert.equal(edited('a(b)(c)d', [['a( … )', '']]), '(c)d');
    assert.equal(
      edited('abc', [
        ['a', 'xy'],
        ['yb', ''],
      ]),
      'xc',
    );
  });

  test('are refused when the place is not there, or twice, and say where to read on', () => {
    for (const find of ['x', 'b', 'a … x', 'b … c', 'c … a'])
      assert.throws(
        () => edited('abbc', [[find, '']]),
        ({message}) =>
          message.includes(`expected once: ${find}`) && existsSync(join(root, /docs\S+\.md/.exec(message)[0])),
      );
  });

  for (const [what, chosen] of [
    ['all of them', cuts],
    ...others.map((cut, index) => [`the needed ones and number ${index + 1} of the others`, [needed, cut]]),
  ])
    test(`are of Lit as it is installed, and leave a script: ${what}`, () => {
      for (const file of files) {
        const code = edited(
          read(file),
          chosen.flatMap(({edits}) => edits[file] ?? []),
        );
        parseAst(code);
        assert.ok(code.length < read(file).length);
      }
    });

  test('are refused for any other version', () => {
    for (const file of files.filter((name) => !name.endsWith('css-tag.js'))) {
      const other = read(file).replace(/push\("(\d+\.\d+)\.\d+"\)/, 'push("$1.99")');
      assert.notEqual(other, read(file));
      assert.throws(() => edited(other, needed.edits[file]), /Lit has changed/);
    }
  });

  test('leave what a widget uses', () => {
    for (const use of [
      'static styles = css`p { margin: ${space} }`;',
      "import {repeat} from 'lit/directives/repeat.js';",
      "import {directive} from 'lit/directive.js';",
      'static properties = {open: {type: Boolean, reflect: true}};',
      'static properties = {open: {useDefault: true}};',
      'this.addController(new Timer(this));',
      'Widget.addInitializer(start);',
    ])
      assert.equal(others.filter(({unless}) => unless.test(use)).length, 1, use);
    for (const words of ['css`p { margin: 0 }`', 'html`A directive to reflect on`', 'attribute: false'])
      assert.ok(!others.some(({unless}) => unless.test(words)), words);
  });
});

describe('templates', () => {
  const fault = (strings, tag = 'html') => faultOf(template, strings, tag);

  test('are fine when they are read as a browser reads them', () => {
    for (const strings of [
      ['Words & more'],
      ['', ''],
      ['<p class="a ', '" lang=', '>', '<br>b</p> ', ''],
      ['<input type="checkbox" .valueAsDate=', ' @someEvent=', ' ?hidden=', '/>'],
      ['<svg viewBox="0 0 1 1"><title>', '</title><path d=', '/><g></g></svg><p>a</p>'],
      ['<table><tbody><tr><td>', '</td></tr></tbody></table>'],
      ['<table><thead><tr>', '</tr></thead><tbody>', ' ', '</tbody></table>'],
    ])
      assert.equal(fault(strings), undefined, strings.join('…'));
    assert.equal(fault(['<g><path d=', '/></g>', ''], 'svg'), undefined);
  });

  for (const [what, ...each] of [
    ['references', ['a&nbsp;b'], ['&lt;'], ['<a title="&quot;">', '</a>']],
    ['comments', ['<!-- a -->'], ['<!-- ', ' -->']],
    [
      'ends that are left out or cross',
      ['<ul><li>a<li>b</ul>'],
      ['<b><p>a</b></p>'],
      ['a</b>b'],
      ['<p>a<div></div></p>'],
    ],
    ['elements that a parser adds', ['<table><tr><td>', '</td></tr></table>']],
    ['elements that cannot be closed so', ['<div/>a'], ['<embed>a'], ['<P>a</P>']],
    ['values in other quotes', ["<a title='a b'></a>"], ["<a title='", "'></a>"]],
    ['bindings in other places', ['<', '></a>'], ['<a ', '></a>']],
    [
      'pictures in other words',
      ['<svg viewbox="0 0 1 1"></svg>'],
      ['<svg><foreignObject><p>a</p></foreignObject></svg>'],
    ],
    ['a sign that is no tag', ['a < b']],
  ])
    test(`are refused: ${what}`, () => {
      for (const strings of each)
        assert.match(fault(strings) ?? '', /does not read it as a browser does/, strings.join('…'));
    });

  test('are refused: formulas', () => assert.match(fault(['<mi>', '</mi>'], 'mathml') ?? '', /does not read/));

  test('are refused: what strict pages refuse', () => {
    for (const [strings, found] of [
      [['<p style="color: red">a</p>'], 'style'],
      [['<p style=', '>a</p>'], 'style'],
      [['<p onclick=', '>a</p>'], 'onclick'],
      [['<style>p { margin: 0 }</style>'], '<style'],
      [['<script>', '</script>'], '<script'],
    ])
      assert.equal(fault(strings), `strict pages refuse ${found}`);
  });

  test('leave no document behind', () => {
    fault(['a</b>b']);
    assert.equal(globalThis.document, undefined);
  });
});
