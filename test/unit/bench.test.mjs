/** `npm run bench`: that its pages compare like with like. No test takes time. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {fromHtml} from 'hast-util-from-html';
import {selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {pages, sets} from '../../bench/pages.mjs';
import {renderWidget} from '../../src/tools/html/fallback-html.mjs';
import {root} from '../support/sources.mjs';

const titles = Object.keys(pages);
const build = (title, set) => pages[titles.find((each) => each.startsWith(title))](sets[set]);
/** @returns {any} */
const parse = (html) => fromHtml(html, {fragment: true});
const withoutSpace = (text) => text.replace(/\s/g, '');

describe('the pages of the benchmark', () => {
  for (const set of Object.keys(sets))
    test(`have every text of ours, with ${set === 'one' ? 'one widget' : 'four widgets'}`, async () => {
      for (const title of titles) {
        const {html, script = ''} = await build(title, set);
        const tree = parse(html);
        const summaries = selectAll('[summary]', tree).map(({properties}) => properties.summary);
        const text = withoutSpace([toString(tree), ...summaries].join());
        for (const name of sets[set]) {
          const {fallback} = await renderWidget(name, {region: 'US'});
          for (const block of selectAll('p, dt, dd, h2, h3, summary', fallback))
            assert.ok(text.includes(withoutSpace(toString(block))), `${title}: ${toString(block)}`);
          if (title === 'Lit twin') assert.ok(script.includes(`define(["${name}"`), name);
        }
      }
    });

  test('use the components of the libraries for calls, disclosures and choices', async () => {
    for (const [title, prefix] of [
      ['Shoelace', 'sl'],
      ['Web Awesome', 'wa'],
    ]) {
      const tree = parse((await build(title, 'four')).html);
      assert.equal(selectAll('details, summary', tree).length, 0);
      assert.equal(selectAll(`li > ${prefix}-checkbox`, tree).length, 7);
      assert.ok(selectAll(`${prefix}-button[href^="tel:"]`, tree).length > 1);
    }
  });

  test('load our files only where they are ours', async () => {
    for (const title of titles) {
      const {html} = await build(title, 'four');
      assert.equal(html.includes('/cdn/'), title.startsWith('ours'), title);
    }
  });
});

test('bench/package-lock.json names no registry', () => {
  assert.doesNotMatch(readFileSync(join(root, 'bench/package-lock.json'), 'utf8'), /"resolved"/);
});
