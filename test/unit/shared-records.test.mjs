/** Records that widgets share: who may use them, and the modules and tables that are generated from them. */
import assert from 'node:assert/strict';
import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, test} from 'node:test';
import {contentFolder, readCopies} from '../../src/tools/content/read-content.mjs';
import {buildMessageModules} from '../../src/tools/generate/messages-module.mjs';
import {temporaryFolder} from '../support/system.mjs';

const folder = temporaryFolder('shared');
const out = join(folder, 'messages');
const read = (name) => readFileSync(join(out, `${name}.ts`), 'utf8');

const written = {kind: 'text', edit: 'interface', checked: '2026-11-25'};
const record = (key, more = {}) => ({key, text: `The text of ${key}.`, ...written, ...more});

/** Writes the copy of some widgets: their keys, and the keys of the shared records that they use. @param {object[]} shared records @param {Record<string, {own?: object[], shared?: string[]}>} widgets */
function write(shared, widgets) {
  const copies = {shared: {own: shared}, ...widgets};
  for (const [widget, {own: messages = [record('heading')], shared: keys}] of Object.entries(copies))
    writeFileSync(join(folder, `copy/${widget}.json`), JSON.stringify({widget, grade: 8, shared: keys, messages}));
}

beforeEach(() => {
  rmSync(join(folder, 'copy'), {recursive: true, force: true});
  mkdirSync(join(folder, 'copy'));
  cpSync(join(contentFolder, 'source'), join(folder, 'source'), {recursive: true});
});

describe('the use of shared records', () => {
  const two = {faq: {shared: ['sign']}, guide: {shared: ['sign']}};

  const places = 'copy/shared.json: record “draft” is shared by';
  /** @type {[title: string, chart: {own?: object[], shared?: string[]}, message: string, more?: string][]} */
  const refused = [
    ['of an unknown record', {shared: ['sing']}, 'copy/chart.json: shared record “sing” is not in shared.json'],
    [
      'of a key that the widget has itself',
      {own: [record('sign')], shared: ['sign']},
      'copy/chart.json: key “sign” is both a record of the widget and a shared one',
    ],
    ['by one widget only', {shared: ['draft']}, `${places} chart only; at least two must use it`, 'draft'],
    ['by no widget', {}, `${places} no widget; at least two must use it`, 'draft'],
    ['twice by a widget', {shared: ['sign', 'sign']}, 'copy/chart.json: shared record “sign” is named twice'],
  ];
  for (const [title, chart, message, more] of refused)
    test(`${title} is refused`, () => {
      write([record('sign'), ...(more ? [record(more)] : [])], {...two, chart});
      assert.throws(() => readCopies(folder), {name: 'ContentError', message});
    });
});

describe('the modules of messages', () => {
  /** Builds the modules of two widgets that share a record, and of others. */
  const build = (others = {}) => {
    write([record('sign')], {faq: {shared: ['sign']}, guide: {shared: ['sign']}, ...others});
    rmSync(out, {recursive: true, force: true});
    buildMessageModules({content: folder, out});
  };
  const sign = /^export const sign = \(\) =>\n {2}msg\(`The text of sign\..*\{id: 'shared\.sign'/m;

  test('export a record of most widgets from one module, which is in the core', () => {
    build();
    assert.match(read('shared'), sign);
    for (const name of ['faq', 'guide']) assert.match(read(name), /^export \{sign\} from '\.\/shared\.js';$/m);
  });

  test('have a copy of a record of fewer widgets', () => {
    build({a: {}, b: {}, c: {}});
    for (const name of ['faq', 'guide']) assert.match(read(name), sign);
    for (const name of ['a', 'b', 'c']) assert.doesNotMatch(read(name), /shared/);
    assert.throws(() => read('shared'), /ENOENT/);
  });
});

describe('the review of a widget', () => {
  const keys = ['draft', 'reviewed', 'overdue'];
  const shared = keys.map((key) => record(key));
  const use = {faq: {shared: keys}, guide: {shared: keys}, a: {}};
  const review = {on: '2026-11-26', until: '2027-11-26', by: [{role: 'medical director', organisation: 'Test County'}]};
  const stateOf = (name, reviews = new Map()) => {
    buildMessageModules({content: folder, out, languages: ['es'], reviews});
    return /reviewState: Review = (.*);/.exec(read(name))?.[1] ?? '';
  };

  test('is a draft in every language without one, and then carries nothing but the message that says so', () => {
    write(shared, use);
    assert.equal(stateOf('faq'), '{draft}');
    assert.equal(stateOf('guide', new Map([['faq', new Map([['es', review]])]])), '{draft}');
  });

  test('names the reviewers in English, or none: other languages have theirs in their tables', () => {
    write(shared, use);
    const code = stateOf('faq', new Map([['faq', new Map([['es', review]])]]));
    assert.equal(code, "{draft, reviewed, overdue, note: () => msg('', {id: 'shared.review'})}");
    assert.match(read('faq'), /^import \{draft, reviewed, overdue\} from '\.\/shared\.js';$/m);
  });

  test('is in the shared module once three widgets have the same', () => {
    write(shared, {...use, a: {shared: keys}});
    const reviews = new Map(['faq', 'guide', 'a'].map((name) => [name, new Map([['en', review]])]));
    assert.equal(stateOf('faq', reviews), '');
    assert.match(read('faq'), /^export \{review1 as reviewState\} from '\.\/shared\.js';$/m);
    assert.match(read('shared'), /^export const review1: Review = \{draft, .*, note: \(\) => msg\("2026-11-26\\n/m);
  });
});

test('every copy that ships uses the records that say whether its texts were reviewed', () => {
  for (const {widget, shared} of readCopies().filter(({widget}) => widget !== 'shared'))
    for (const key of ['draft', 'reviewed', 'overdue']) assert.ok(shared?.includes(key), `${widget}: ${key}`);
});
