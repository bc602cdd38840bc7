/** The walk through the builder, WordPress and the check that docs/first-widget.md describes is the one that is clicked in tests. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../src/tools/project.mjs';
import {chapters} from '../wordpress/first-widget.mjs';

test('docs/first-widget.md has every step of the walk, in its order, and no other', () => {
  const page = readFileSync(join(root, 'docs/first-widget.md'), 'utf8');
  const written = page
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      title: part.slice(0, part.indexOf('\n')),
      steps: [...part.matchAll(/^\d+\. ([^]*?)(?=\n\d+\. |\n\n|$(?![^]))/gm)].map(([, step]) =>
        step.replace(/\s+/g, ' '),
      ),
    }))
    .filter(({steps}) => steps.length);
  assert.deepEqual(
    written,
    chapters.map(({title, steps}) => ({title, steps: steps.map(({text}) => text)})),
  );
});
