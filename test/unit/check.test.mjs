/** `recovery-widgets check` finds the cause on broken pages by their source, and is silent on sound ones. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, describe, test} from 'node:test';
import {checkSource} from '../../src/tools/pages/check.mjs';
import {root} from '../../src/tools/project.mjs';
import {brokenHosts} from '../support/hosts/broken.mjs';
import {PAGE} from '../support/hosts/pages.mjs';
import {soundHosts} from '../support/hosts/sound.mjs';

describe('the check of a page’s source', () => {
  /** @type {import('../support/hosts/pages.mjs').Host[]} */
  let broken;
  /** @type {import('../support/hosts/pages.mjs').Host[]} */
  let sound;
  before(async () => {
    [broken, sound] = await Promise.all([brokenHosts(), soundHosts()]);
  });

  test('names the right cause of 40 broken pages and more', async () => {
    const wrong = [];
    const pages = broken.filter(({way}) => way === 'source');
    assert.ok(pages.length >= 40);
    for (const {name, cause, html} of pages) {
      const [first] = await checkSource(html, {url: PAGE});
      if (first?.cause !== cause) wrong.push(`${name}: ${first?.cause} (${first?.problem}) instead of ${cause}`);
      else
        assert.ok(
          first.problem.endsWith('.') && first.remedy.endsWith('.'),
          `${name}: ${first.problem} ${first.remedy}`,
        );
    }
    assert.deepEqual(wrong, []);
  });

  test('reads anything, and runs nothing of it', async () => {
    const place = '<div data-recovery-widget="helpline-banner" data-region="US">';
    for (const part of [
      '<b>',
      '<div>',
      place,
      '<recovery-faq>',
      '<p><b class=x>',
      '<!--',
      '<h2><a href="tel:',
      '\0\ud800',
      '<template>',
      '&',
    ])
      assert.ok(await checkSource(part.repeat(20_000), {url: PAGE}), part);
    const value = '"><script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true">';
    const [first] = await checkSource(
      `<div data-recovery-widget='${value}'>x</div><script>globalThis.ran = true</script>`,
      {url: PAGE},
    );
    assert.equal(first.cause, 'name');
    assert.equal('ran' in globalThis, false);
    for (const url of ['', 'about:blank', 'file:///c:/x.html', 'nonsense'])
      assert.ok(await checkSource(place, {url}), url);
    assert.ok(await checkSource('x'.repeat(6_000_000)));
  });

  test('has an anchor in docs/check.md for each cause, and a broken page', async () => {
    const source = readFileSync(join(root, 'src/check/finding.ts'), 'utf8');
    const [, union] = /type Cause =([^;]+);/.exec(source) ?? [];
    const causes = [...(union ?? '').matchAll(/'([a-z-]+)'/g)].map(([, cause]) => cause);
    assert.ok(causes.length > 30);
    const docs = readFileSync(join(root, 'docs/check.md'), 'utf8');
    const anchors = [...docs.matchAll(/<a id="([a-z-]+)">/g)].map(([, id]) => id);
    assert.deepEqual(anchors.toSorted(), causes.toSorted());
    const [, order] = /const ORDER[^=]*=([^;]+);/.exec(source) ?? [];
    assert.deepEqual(
      [...(order ?? '').matchAll(/'([a-z-]+)'/g)].map(([, cause]) => cause).toSorted(),
      causes.toSorted(),
    );
    const covered = new Set(broken.map(({cause}) => cause));
    assert.deepEqual(
      causes.filter((cause) => !covered.has(cause)),
      [],
    );
  });

  test('is silent on 40 sound pages and more', async () => {
    assert.ok(sound.length >= 40);
    const alarms = [];
    for (const {name, html} of sound)
      for (const {cause, problem} of await checkSource(html, {url: PAGE})) alarms.push(`${name}: ${cause}: ${problem}`);
    assert.deepEqual(alarms, []);
  });
});
