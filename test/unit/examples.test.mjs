/** The example apps: small, pinned, and quoted in the docs. test/compat/examples.test.mjs builds and opens them. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {root, sources} from '../support/sources.mjs';

const {version} = readJson(join(root, 'package.json'));

describe('the example apps', () => {
  for (const name of readdirSync(join(root, 'examples')))
    test(`${name} has pinned versions, this version of ours, and a few small files`, () => {
      const {
        private: isPrivate,
        dependencies,
        devDependencies,
      } = readJson(join(root, 'examples', name, 'package.json'));
      assert.ok(isPrivate);
      assert.equal(dependencies['recovery-widgets'], version);
      for (const [dependency, range] of Object.entries({...dependencies, ...devDependencies}))
        assert.match(range, /^\d+\.\d+\.\d+$/, dependency);
      const files = sources.filter((file) => file.startsWith(`examples/${name}/`));
      assert.ok(files.length <= 12, files.join('\n'));
      for (const file of files) {
        const lines = readFileSync(join(root, file), 'utf8').split('\n').length;
        assert.ok(lines < (name === 'plain' ? 90 : 40), `${file}: ${lines} lines`);
      }
    });

  test('are quoted in the docs as they are', () => {
    const docs = readFileSync(join(root, 'docs/frameworks.md'), 'utf8');
    const quoted = [...docs.matchAll(/<!-- example: (\S+) -->\n+```\w+\n([^]*?)^```$/gm)];
    assert.equal(quoted.length, 6);
    for (const [, file, code] of quoted)
      assert.ok(readFileSync(join(root, 'examples', file), 'utf8').includes(code.trimEnd()), file);
  });
});
