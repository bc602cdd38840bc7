/** The example apps: small, pinned, and what the docs show. test/compat/examples.test.mjs builds and opens them. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {examplesIn, updateExamples} from '../../src/tools/examples/docs.mjs';
import {EXAMPLES} from '../../src/tools/examples/run-example.mjs';
import {root, sources} from '../support/sources.mjs';

const {version} = readJson(join(root, 'package.json'));
const docs = readFileSync(join(root, 'docs/frameworks.md'), 'utf8');
const metaOf = (name) => readJson(join(root, 'examples', name, 'package.json'));

describe('the example apps', () => {
  test('are those that the command knows', () =>
    assert.deepEqual(
      readdirSync(join(root, 'examples'), {withFileTypes: true})
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name),
      Object.keys(EXAMPLES).sort(),
    ));

  for (const name of Object.keys(EXAMPLES))
    test(`${name} has pinned versions, this version of ours, and a few small files`, () => {
      const {private: isPrivate, dependencies, devDependencies = {}, scripts = {}} = metaOf(name);
      assert.ok(isPrivate);
      assert.equal(dependencies['recovery-widgets'], version);
      for (const [dependency, range] of Object.entries({...dependencies, ...devDependencies}))
        assert.match(range, /^\d+\.\d+\.\d+$/, dependency);
      assert.equal(!!scripts.start, !!EXAMPLES[name].server);
      const files = sources.filter((file) => file.startsWith(`examples/${name}/`));
      assert.ok(files.length <= 12, files.join('\n'));
      for (const file of files) {
        const lines = readFileSync(join(root, file), 'utf8').split('\n').length;
        assert.ok(lines < (name === 'plain' ? 90 : 40), `${file}: ${lines} lines`);
      }
    });

  test('are shown in the docs, each with the file that has the tag', () => {
    assert.equal(updateExamples(docs), docs, 'if not: npm run examples -- --docs');
    const shown = examplesIn(docs);
    for (const name of Object.keys(EXAMPLES)) {
      if (name === 'plain') continue;
      const files = shown.filter((path) => path.startsWith(`${name}/`));
      const texts = files.map((path) => readFileSync(join(root, 'examples', path), 'utf8'));
      assert.ok(
        texts.some((text) => text.includes('<recovery-helpline-banner')),
        name,
      );
    }
  });

  test('have in the docs the versions with which they were tried', () => {
    for (const [name, packages] of Object.entries({
      react: ['react', 'vite'],
      next: ['next', 'react'],
      vue: ['vue', 'vite'],
      nuxt: ['nuxt'],
      sveltekit: ['@sveltejs/kit', 'svelte'],
      angular: ['@angular/core'],
      astro: ['astro'],
      eleventy: ['@11ty/eleventy'],
    })) {
      const {dependencies, devDependencies} = metaOf(name);
      const [row = ''] = new RegExp(`^\\| .*\`${name}\`.*$`, 'm').exec(docs) ?? [];
      for (const each of packages)
        assert.ok(row.includes({...dependencies, ...devDependencies}[each]), `${name}: ${row}`);
    }
  });

  test('are named where a name is unknown or missing', () => {
    for (const [args, message] of [
      [[], /^Usage: npm run examples -- react, or any of plain, react, /],
      [['raect'], /^There is no example “raect”\.\nUsage: /],
    ]) {
      const {status, stderr} = spawnSync(process.execPath, ['src/tools/cli/examples.mjs', ...args], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.equal(status, 2);
      assert.match(stderr, message);
    }
  });
});

describe('examples in documents', () => {
  test('are replaced, and nothing else is', () => {
    const file = readFileSync(join(root, 'examples/nuxt/nuxt.config.ts'), 'utf8');
    for (const between of ['\n', '\n\n', '\n<!-- prettier-ignore -->\n']) {
      const around = (code) =>
        `a\n<!-- example: nuxt/nuxt.config.ts -->${between}\`\`\`ts\n${code}\`\`\`\n\n\`\`\`ts\nb\n\`\`\`\n`;
      assert.equal(updateExamples(around('')), around(file));
      assert.equal(updateExamples(around('old\n')), around(file));
    }
  });

  test('are refused without a file', () =>
    assert.throws(
      () => updateExamples('<!-- example: nuxt/none.ts -->\n```ts\n```\n'),
      /no file examples\/nuxt\/none\.ts/,
    ));
});
