/** The patch of Lit for dist/cdn. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {rollup} from 'rollup';
import {parseAst} from 'rollup/parseAst';
import {patches, patchFile, patchLit} from '../../src/tools/bundle/patch-lit.mjs';
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
