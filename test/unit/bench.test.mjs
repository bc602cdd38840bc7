/** `npm run bench`: that its rows compare like with like, and that its report describes the run. No test takes time. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {fromHtml} from 'hast-util-from-html';
import {selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {candidates, languages, regionOf, sets} from '../../bench/candidates.mjs';
import {report, updateSections} from '../../bench/report.mjs';
import {summarize, summarizeRatio} from '../../bench/statistics.mjs';
import {contentOf, twinModule} from '../../bench/twins.mjs';
import {renderWidget} from '../../src/tools/html/fallback-html.mjs';
import {forms} from '../../src/tools/html/snippet.mjs';
import {root} from '../support/sources.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');
/** @returns {any} */
const parse = (html) => fromHtml(html, {fragment: true});
const candidate = (id) => candidates.find((each) => each.id === id);

describe('the twins', () => {
  for (const name of sets.all)
    test(`have the text of the prerendered ${name} in every language, and one class that changes`, async () => {
      const region = regionOf(name);
      for (const lang of languages) {
        const {markup} = await contentOf(name, [lang], region);
        const [tag] = parse(read(`dist/html/${lang}/${region ?? 'none'}/${name}.prerendered.html`)).children;
        const shadowRoot = tag.children.find(({tagName}) => tagName === 'template').content;
        const [style, ...tree] = shadowRoot.children;
        assert.equal(style.tagName, 'style');
        assert.equal(toString(parse(markup[lang])), toString({type: 'root', children: tree}), lang);
        // Where the Lit twin has its expression.
        assert.equal(markup[lang].split('class="root auto"').length, 2, lang);
        assert.doesNotMatch(markup[lang], /<!--/);
      }
    });

  test('have the languages they are given, and no other', async () => {
    const modules = [['en', 'es'], ['en']].map(async (used) =>
      twinModule('lit', {'helpline-banner': await contentOf('helpline-banner', used, 'US')}),
    );
    const [both, english] = await Promise.all(modules);
    for (const module of [both, english]) assert.match(module, /Talk to someone now/);
    assert.match(both, /Hable con alguien ahora/);
    assert.doesNotMatch(english, /Hable con alguien ahora/);
  });

  test('are on the same page as ours, without our script', async () => {
    const [ours, words, lit] = await Promise.all(['ours', 'words', 'lit'].map((id) => candidate(id).build(sets.four)));
    assert.deepEqual(lit.instances, ours.instances);
    assert.ok(lit.body.startsWith(words.body));
    assert.match(lit.body, /<style>[^]*<script type="module" src="\/twins\/lit.js"><\/script>$/);
    for (const page of [words, lit]) assert.doesNotMatch(page.body, /\/cdn\//);
    assert.match(ours.body, /\/cdn\//);
  });
});

describe('the peers', () => {
  for (const id of ['shoelace', 'webawesome'])
    test(`${id} has every text of ours, in its own components`, async () => {
      for (const name of sets.four) {
        const {instances, selector} = await candidate(id).build([name]);
        const notice = parse(instances.join(''));
        const summaries = selectAll('[summary]', notice).map(({properties}) => properties.summary);
        const text = [toString(notice), ...summaries].join();
        const {fallback} = await renderWidget(name, {region: regionOf(name)});
        for (const block of selectAll('p, dt, dd, h2, h3, summary', fallback))
          assert.ok(text.includes(toString(block)), toString(block));
        assert.equal(selectAll('details, summary', notice).length, 0);
        assert.equal(selectAll(selector, notice).length > 0, true);
      }
      const prefix = id === 'shoelace' ? 'sl' : 'wa';
      const [banner] = (await candidate(id).build(sets.one)).instances;
      assert.equal(selectAll(`${prefix}-button[href^="tel:"]`, parse(banner)).length, 2);
      const checklist = parse((await candidate(id).build(['trigger-checklist'])).instances[0]);
      assert.equal(selectAll(`li > ${prefix}-checkbox`, checklist).length, 7);
    });
});

describe('the rows', () => {
  test('have names of their own, and each builds its page for each set', async () => {
    assert.equal(new Set(candidates.map(({id}) => id)).size, candidates.length);
    for (const {id, build, sets: own = ['one', 'four', 'all'], measures} of candidates) {
      if (!measures.includes('load')) continue;
      for (const set of own) {
        const {instances, body} = await build(sets[set]);
        if (!['shoelace', 'webawesome'].includes(id)) assert.equal(instances.length, sets[set].length, id);
        for (const html of instances) assert.ok(body.includes(html), id);
        assert.equal(/<script/.test(body), id !== 'words', id);
      }
    }
  });

  test('include each form of the snippet that loads our files', () => {
    const unmeasured = ['tag', 'div', 'frame', 'words', 'json-ld'];
    for (const form of forms.filter((each) => !unmeasured.includes(each)))
      assert.ok(candidate(`ours-${form}`), `no row for --form ${form}`);
  });
});

describe('the report', () => {
  const sample = (rendered) => ({rendered, readable: 300, bytes: 1000, cls: 0});
  const results = {
    ...{date: '2026-01-02', cores: 2, machine: 'a phone', load: [1, 2, 3], seconds: 61, rounds: 3},
    samples: {
      load: {
        one: {
          vanilla: [400, 500, 400].map(sample),
          lit: [500, 500, 1000].map(sample),
          // Twice the Lit twin in each round, although the machine was slow in the last.
          ours: [1000, 1000, 2000].map(sample),
        },
      },
      shift: {'en 360': {ours: [{'helpline-banner': 0.004, faq: 0}]}},
    },
  };
  const sections = report(results);

  test('divides by the twin of the same round', () => {
    assert.match(sections.one, /^\| ours \| 1\.0 .*\| 2\.50 \(.*\) \| 2\.00 \(2\.00–2\.00\) \|/m);
    assert.match(sections['one in ms'], /^\| ours \|.* 1,000 \(1,000–1,500\) \|/m);
  });

  test('says which goals are missed, and where ours is behind', () => {
    assert.match(sections.goals, /^\| rendered × Lit, one \| 1\.05 \| 2\.00 \(2\.00–2\.00\) \| \*\*missed\*\* \|$/m);
    assert.match(sections.goals, /^\| kB fetched, one \| 10\.5 \| 1\.0 \| met \|$/m);
    assert.match(sections.goals, /^\| largest CLS \| 0 \| 0\.004 \| \*\*missed\*\* \|$/m);
    assert.match(sections.losses, /^\| rendered, one \|.*\*\*2\.00 \(2\.00–2\.00\)\*\* \| – \| – \|$/m);
    assert.doesNotMatch(sections.losses, /bytes, one/);
  });

  test('says when and on what it was measured, and what was not', () => {
    assert.match(sections.conditions, /2026-01-02: 3 rounds in 2 minutes on 2 cores, a phone\./);
    assert.match(sections.conditions, /Load average during the run: 2\.0 \(1\.0 to 3\.0\)\.\n\n/);
    assert.match(report({...results, load: [3, 4]}).conditions, /busy/);
    assert.equal(sections.four, 'Not measured.\n');
    assert.equal(sections['creation of 1000'], 'Not measured.\n');
  });

  test('has a place in docs/speed.md for every section', () => {
    const places = [...read('docs/speed.md').matchAll(/<!-- bench: (.*) -->\n[^]*?<!-- (.*) -->/g)];
    assert.deepEqual(places.map(([, name]) => name).sort(), Object.keys(sections).sort());
    for (const [, , end] of places) assert.equal(end, 'end of bench');
  });

  test('replaces its sections alone, and changes nothing the second time', () => {
    const text =
      'a\n<!-- bench: one -->\nold\n<!-- end of bench -->\nb\n<!-- bench: two -->\nold\n<!-- end of bench -->\n';
    const updated = updateSections(text, {one: 'new $1\n'});
    const expected = text.replace('old\n', () => '\nnew $1\n\n');
    assert.equal(updated, expected);
    assert.equal(updateSections(updated, {one: 'new $1\n'}), expected);
  });

  test('has medians and quartiles, and leaves out rounds without a value', () => {
    assert.deepEqual(summarize([4, 1, 3, 2, 5]), {low: 2, median: 3, high: 4});
    assert.deepEqual(summarize([1, 2]), {low: 1.25, median: 1.5, high: 1.75});
    assert.equal(summarize([]), undefined);
    assert.deepEqual(summarizeRatio([2, 6, 1], [1, 2, 0]), {low: 2.25, median: 2.5, high: 2.75});
  });
});

test('a part of a run replaces no table, since all are of one run', () => {
  const {status, stderr} = spawnSync(process.execPath, ['bench/run.mjs', '--only', 'load', '--write'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /^--write needs a whole run/);
});

test('bench/package-lock.json names no registry', () => {
  assert.doesNotMatch(read('bench/package-lock.json'), /"resolved"/);
});
