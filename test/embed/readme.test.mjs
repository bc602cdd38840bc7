/** Checks the README: its snippets work unchanged, and the files and npm scripts it names exist. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import {rollup} from 'rollup';
import {updateSnippets} from '../../src/tools/pages/snippet-args.mjs';
import {codeBlocks} from '../support/code-blocks.mjs';
import {CDN, pageOf, snippet, test, upgraded} from '../support/page.mjs';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const blocks = (language) => codeBlocks(readme, language);
const {scripts, exports: entries} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/** Fills in the URL of the files, which authors replace. */
const fillIn = (code) => code.replace(/https:\/\/your-site\.example\/(recovery-widgets\/1\.2\.3\/)?/g, `${CDN}/`);

/** Returns the file behind an import of the package, by its `exports`. */
function resolveExport(id) {
  const path = `.${id.slice('recovery-widgets'.length)}`;
  const [key, target] =
    Object.entries(entries).find(([pattern]) => {
      const [start, end] = pattern.split('*');
      return end === undefined ? pattern === path : path.startsWith(start) && path.endsWith(end);
    }) ?? assert.fail(`${id} is not exported`);
  const [start, end] = key.split('*');
  const name = end === undefined ? '' : path.slice(start.length, -end.length);
  return fileURLToPath(new URL(target.replaceAll('*', name), root));
}

test.describe('README', () => {
  const htmlBlocks = blocks('html');
  test('the README has one snippet, as it is generated now', async () => {
    assert.equal(htmlBlocks.length, 1);
    assert.equal(await updateSnippets(readme), readme);
  });

  htmlBlocks.forEach((code, index) =>
    test(`HTML snippet ${index + 1} works unchanged`, async ({open}) => {
      const html = fillIn(code);
      assert.notEqual(html, code, 'loads the script');
      assert.doesNotMatch(html, /…"|undefined/, 'nothing is left to fill in');
      const named = code.matchAll(/<recovery-([a-z-]+)|data-recovery-widget="([a-z-]+)"/g);
      const tags = [...new Set([...named].map(([, tag, placeholder]) => `recovery-${tag ?? placeholder}`))];
      assert.ok(tags.length, 'has a widget');
      const withScript = await open(`<!doctype html><meta charset="utf-8">${html}`);
      for (const tag of tags)
        await withScript.page.waitForFunction(
          (name) => document.querySelector(name)?.shadowRoot?.querySelector('.root'),
          tag,
        );
      assert.deepEqual(withScript.console, []);
      const without = await open(`<!doctype html><meta charset="utf-8">${html}`, {
        context: {javaScriptEnabled: false},
      });
      assert.ok((await without.page.locator('a[href^="tel:"]').count()) > 0, 'a link that dials, without script');
    }),
  );

  test('every linked file exists', () => {
    for (const [, path] of readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      assert.ok(existsSync(new URL(path, root)), path);
  });

  test('every npm script exists', () => {
    for (const [, name] of readme.matchAll(/npm (?:run )?(?:-s )?([a-z:]+)/g))
      if (!['start', 'test'].includes(name)) assert.ok(scripts[name], `npm run ${name}`);
  });

  blocks('js').forEach((code, index) =>
    test(`JavaScript snippet ${index + 1} runs in a page`, async ({open}) => {
      const bundle = await rollup({
        input: 'snippet',
        plugins: [
          {
            name: 'readme',
            resolveId: (id) => (id === 'snippet' ? id : id.startsWith('recovery-widgets') ? resolveExport(id) : null),
            load: (id) => (id === 'snippet' ? code : null),
          },
          nodeResolve({exportConditions: ['production', 'browser']}),
        ],
        onwarn: () => {},
      });
      const {output} = await bundle.generate({format: 'iife', name: 'snippet', inlineDynamicImports: true});
      const opened = await open(
        pageOf(snippet('helpline-banner', 'region="US"'), {script: `<script>${output[0].code}</script>`}),
      );
      if (code.includes('define/')) await upgraded(opened.page);
      assert.deepEqual(opened.console, []);
    }),
  );
});
