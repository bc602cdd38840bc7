/** The example apps: small, pinned, and what the docs show. test/compat/examples.test.mjs builds and opens them. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {examplesIn, readMeasured, updateExamples, updateTried, versionsOf} from '../../src/tools/examples/docs.mjs';
import {EXAMPLES, HOSTS, folderOf} from '../../src/tools/examples/run-example.mjs';
import {root, sources} from '../support/sources.mjs';

const {version} = readJson(join(root, 'package.json'));
const docs = readFileSync(join(root, 'docs/frameworks.md'), 'utf8');
const metaOf = (name) => readJson(join(folderOf(name), 'package.json'));
const foldersIn = (path) =>
  readdirSync(join(root, path), {withFileTypes: true})
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

describe('the example apps', () => {
  test('are those that the command knows', () => assert.deepEqual(foldersIn('examples'), Object.keys(EXAMPLES).sort()));

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

  test('are named where a name is unknown or missing', () => {
    for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
      [[], /^Usage: npm run examples -- react, or any of plain, react, /],
      [['raect'], /^Unknown example “raect”\.\nUsage: /],
    ])) {
      const {status, stderr} = spawnSync(process.execPath, ['src/tools/cli/examples.mjs', ...args], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.equal(status, 2);
      assert.match(stderr, message);
    }
  });
});

describe('the other hosts', () => {
  test('are those that the command knows, under names of their own', () => {
    assert.deepEqual(foldersIn('test/compat/hosts'), [...Object.keys(HOSTS), 'shared'].sort());
    assert.deepEqual(
      Object.keys(HOSTS).filter((name) => name in EXAMPLES),
      [],
    );
  });

  test('have pinned versions, and this version of ours', () => {
    for (const name of Object.keys(HOSTS)) {
      const {private: isPrivate, dependencies, devDependencies = {}} = metaOf(name);
      assert.ok(isPrivate, name);
      assert.equal(dependencies['recovery-widgets'], version, name);
      for (const [dependency, range] of Object.entries({...dependencies, ...devDependencies}))
        assert.match(range, /^(npm:[a-z-]+@)?\d+\.\d+\.\d+$/, `${name}: ${dependency}`);
    }
  });
});

describe('results of the apps', () => {
  const measured = readMeasured();
  const names = [...Object.keys(EXAMPLES), ...Object.keys(HOSTS)];

  test('is there for every example and host, with the versions that are pinned now', () => {
    assert.deepEqual(Object.keys(measured), names);
    for (const name of names)
      assert.equal(measured[name].versions, versionsOf(name), `if not: npm run examples -- ${name} --record`);
  });

  test('is in the docs, a row for each', () => {
    assert.equal(updateTried(docs, measured), docs, 'if not: npm run examples -- --docs');
    for (const name of names) assert.match(docs, new RegExp(`^\\| \`${name}\` .* \\| ${measured[name].date} \\|`, 'm'));
  });

  test('is replaced in documents, and nothing else is', () => {
    const text = '## A\n\n<!-- tried: examples -->\n\n| old |\n| --- |\n\n| b |\n';
    const updated = updateTried(text, measured);
    assert.match(updated, /^## A\n\n<!-- tried: examples -->\n\n\| App +\|[^]*\n\n\| b \|\n$/);
    assert.doesNotMatch(updated, /old/);
    assert.equal(updateTried(updated, measured), updated);
    const one = {...measured, react: {...measured.react, date: '2001-02-03'}};
    assert.match(updateTried(text, one), /\| `react` .*\| 2001-02-03 \|/);
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
      /File not found: examples\/nuxt\/none\.ts/,
    ));
});
