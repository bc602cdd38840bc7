/** docs/systems.md and the files that it quotes, which test/compat/systems.test.mjs runs. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {filesIn} from '../../src/tools/bundle/integrity.mjs';
import {updateSnippets} from '../../src/tools/html/snippet-args.mjs';
import {readRecipe} from '../support/recipes.mjs';
import {root} from '../support/sources.mjs';

const guide = readFileSync(join(root, 'docs/systems.md'), 'utf8');
const recipes = filesIn(join(root, 'docs/systems'));

describe('docs/systems.md', () => {
  test('quotes every recipe as it is', () => {
    const quoted = Object.fromEntries(
      [...guide.matchAll(/<!-- file: (\S+) -->\n+(?:<!-- prettier-ignore -->\n+)?```\w+\n([^]*?)^```$/gm)].map(
        ([, file, code]) => [file, code],
      ),
    );
    assert.deepEqual(Object.keys(quoted).sort(), recipes);
    for (const file of recipes) assert.equal(quoted[file], readRecipe(file), file);
  });

  test('has the words of the widget in each recipe', async () => {
    const file = readFileSync(join(root, 'docs/systems/helpline.html'), 'utf8');
    assert.equal(await updateSnippets(file), file, 'npm run snippet -- --update docs/systems/helpline.html');
    const [div] = /^<div [^]*<\/div>\n/m.exec(file) ?? assert.fail('a placeholder');
    assert.equal(readRecipe('dokuwiki/header.html'), div);
    // Wiki text has links of its own, and a space at the start of a line means code.
    const wikitext = div.replace(/<a href="(tel:[^"]+)"[^>]*>(.*?)<\/a>/g, '[$1 $2]').replace(/^ +/gm, '');
    assert.equal(readRecipe('mediawiki/Helpline.wikitext'), wikitext);
  });
});
