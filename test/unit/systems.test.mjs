/** docs/systems.md and the files that it quotes, which test/compat/systems.test.mjs runs. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {recipePages} from '../../src/tools/pages/recipes.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {root} from '../support/sources.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

describe('docs/systems.md', () => {
  test('has the fallback content of the widget, as its recipes do, and quotes them verbatim', async () => {
    for (const [path, text] of await recipePages())
      assert.equal(read(path), text, `${path}: run \`npm run build && npm run docs\``);
  });

  test('quotes every recipe', () => {
    const quoted = [...read('docs/systems.md').matchAll(/<!-- file: (\S+) -->/g)].map(([, file]) => file);
    assert.deepEqual(quoted.sort(), filesIn(join(root, 'docs/systems')));
  });

  test('has the number in wiki text as a link that dials, and nothing of HTML that a wiki refuses', () => {
    const wikitext = read('docs/systems/mediawiki/Helpline.wikitext');
    assert.ok(wikitext.includes(`[${US_LINE.href} <bdi dir="ltr">${US_LINE.number}</bdi>]`));
    assert.doesNotMatch(wikitext, /<a |<section|<details|<script|<link|^ /m);
  });
});
