/** The index of Storybook: each widget has a page with its documentation and its stories. */
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {buildIndex} from 'storybook/internal/core-server';
import {root} from '../../src/tools/project.mjs';
import {WIDGETS, test} from '../support/page.mjs';

test('every widget has a page with documentation and stories, next to the introduction', async () => {
  const {entries} = await buildIndex({configDir: join(root, '.storybook')});
  const all = Object.values(entries);
  const pages = all.filter(({type}) => type === 'docs').map(({id}) => id);
  const expected = ['introduction--docs', ...WIDGETS.map((name) => `widgets-${name}--docs`)];
  assert.deepEqual(pages.sort(), expected.sort());
  for (const name of WIDGETS)
    assert.ok(
      all.some(({type, id}) => type === 'story' && id.startsWith(`widgets-${name}--`)),
      `${name} has no story`,
    );
  assert.ok(entries['pages-after-a-break--article']);
});
