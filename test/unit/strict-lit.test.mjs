/** The patch of Lit for dist/cdn, and the check of templates for strict pages. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {rollup} from 'rollup';
import {parseAst} from 'rollup/parseAst';
import {template} from '../../dist/npm/entries/strict/template.js';
import {patches, patchFile, patchLit} from '../../src/tools/bundle/patch-lit.mjs';
import {validateTemplate} from '../../src/tools/bundle/strict-check.mjs';
import {root} from '../support/sources.mjs';

const read = (/** @type {string} */ file) => readFileSync(join(root, 'node_modules', file), 'utf8');

describe('the patch of Lit', () => {
  test('Lit as installed accepts it', () => {
    for (const {file} of patches) {
      const code = patchFile(file, read(file));
      parseAst(code);
      assert.ok(code.length < read(file).length);
    }
  });
});

describe('the plugin that patches Lit', () => {
  /** Bundles one import from node_modules. */
  const bundle = async (/** @type {string} */ path) => {
    const build = await rollup({
      input: join(root, 'node_modules', path),
      external: () => true,
      plugins: [patchLit(join(root, 'dist/npm'))],
      onwarn: () => undefined,
    });
    const {output} = await build.generate({format: 'es'});
    await build.close();
    return output[0].code;
  };

  test('a file with a patch is bundled patched', async () => {
    const code = await bundle('lit-html/development/lit-html.js');
    assert.match(code, /from 'strict-template'/);
    assert.doesNotMatch(code, /innerHTML|createPolicy|litHtmlVersions/);
  });

  test('the minified build of Lit, which has no patch, stops the build', async () => {
    for (const file of ['lit-html/lit-html.js', '@lit/reactive-element/css-tag.js'])
      await assert.rejects(bundle(file), {message: new RegExp(`${file} has no patch .*docs/decisions/0008`)});
  });
});

describe('templates for strict pages', () => {
  const validate = (/** @type {string[]} */ strings, tag = 'html') => validateTemplate(template, strings, tag);

  test('a template that we read as a browser does is accepted', () => {
    for (const strings of [
      ['Words & more'],
      ['', ''],
      ['<p class="a ', '" lang=', '>', '<br>b</p> ', ''],
      ['<input type="checkbox" .valueAsDate=', ' @someEvent=', ' ?hidden=', '/>'],
      ['<svg viewBox="0 0 1 1"><title>', '</title><path d=', '/><g></g></svg><p>a</p>'],
      ['<table><tbody><tr><td>', '</td></tr></tbody></table>'],
      ['<table><thead><tr>', '</tr></thead><tbody>', ' ', '</tbody></table>'],
    ])
      assert.equal(validate(strings), undefined, strings.join('…'));
    assert.equal(validate(['<g><path d=', '/></g>', ''], 'svg'), undefined);
  });

  for (const [reason, ...templates] of /** @type {[string, ...string[][]][]} */ ([
    ['character references', ['a&nbsp;b'], ['&lt;'], ['<a title="&quot;">', '</a>']],
    ['comments', ['<!-- a -->'], ['<!-- ', ' -->']],
    [
      'end tags that are omitted or cross',
      ['<ul><li>a<li>b</ul>'],
      ['<b><p>a</b></p>'],
      ['a</b>b'],
      ['<p>a<div></div></p>'],
    ],
    ['elements that a parser inserts', ['<table><tr><td>', '</td></tr></table>']],
    ['elements that are closed wrongly', ['<div/>a'], ['<embed>a'], ['<P>a</P>']],
    ['attribute values in single quotes', ["<a title='a b'></a>"], ["<a title='", "'></a>"]],
    ['bindings in tag or attribute names', ['<', '></a>'], ['<a ', '></a>']],
    [
      'SVG names that a parser changes',
      ['<svg viewbox="0 0 1 1"></svg>'],
      ['<svg><foreignObject><p>a</p></foreignObject></svg>'],
    ],
    ['a `<` that starts no tag', ['a < b']],
  ]))
    test(`a template is refused for ${reason}`, () => {
      for (const strings of templates)
        assert.match(validate(strings) ?? '', /does not read it as a browser does/, strings.join('…'));
    });

  test('inline styles, inline handlers and scripts are refused', () => {
    for (const [strings, found] of /** @type {[string[], string][]} */ ([
      [['<p style="color: red">a</p>'], 'style'],
      [['<p style=', '>a</p>'], 'style'],
      [['<p onclick=', '>a</p>'], 'onclick'],
      [['<style>p { margin: 0 }</style>'], '<style'],
      [['<script>', '</script>'], '<script'],
    ]))
      assert.equal(validate(strings), `strict pages refuse ${found}`);
  });
});
