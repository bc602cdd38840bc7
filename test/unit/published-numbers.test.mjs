/**
 * The numbers of all records, repeated in test/baselines/numbers.txt on purpose: none can change by mistake, and none that was wrong comes back.
 * This is the one test that repeats any. All others read them from the records, with test/support/helplines.mjs or test/browser/lines.ts.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {validateNumber} from '../../src/tools/helplines/checks.mjs';
import {telUrl} from '../../src/tools/helplines/dial-strings.mjs';
import {mergedHelplines} from '../../src/tools/helplines/json.mjs';
import {knownNumbers} from '../../src/tools/helplines/known-numbers.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {root} from '../../src/tools/project.mjs';
import {sources} from '../support/project.mjs';

const {countries, notShipped} = readHelplines();
const {records} = mergedHelplines();

/** Emergency numbers of each country: the one that widgets show, or “–” where sources conflict, then the others. URLs of each line, without those of websites and e-mail, with that of an interpreter. */
const [EMERGENCY, LINES] = readFileSync(join(root, 'test/baselines/numbers.txt'), 'utf8')
  .trim()
  .split('\n\n')
  .map((part) => part.split('\n'));

test('the emergency numbers are those that were checked', () => {
  const found = records.map(({country, emergency: {number = '–', also = []}}) =>
    [country, number, ...also.map((other) => other.number)].join(' '),
  );
  assert.deepEqual(found, EMERGENCY);
  for (const {emergency} of records)
    for (const {number, tel} of [...('tel' in emergency ? [emergency] : []), ...(emergency.also ?? [])])
      assert.equal(tel, `tel:${number}`);
});

test('the numbers of the lines are those that were checked', () => {
  const found = records.flatMap(({lines}) =>
    lines
      .filter(({contacts}) => contacts)
      .map(({id, contacts = [], interpreter}) =>
        [
          ...[id, ...contacts.map(({href}) => href).filter((href) => /^(tel|sms|https:\/\/wa\.me)/.test(href))],
          ...(typeof interpreter === 'object' ? [telUrl(interpreter.number, id.slice(0, 2).toUpperCase())] : []),
        ].join(' '),
      ),
  );
  assert.deepEqual(found, LINES);
});

test('documents, examples and stories link to numbers of records only', () => {
  const contacts = records.flatMap(({emergency, lines}) => [
    ...[emergency, ...(emergency.also ?? [])].map(({tel}) => tel),
    ...lines.flatMap((line) => line.contacts ?? []).map(({href}) => href),
  ]);
  const known = new Set(['tel:+15555550142', ...contacts]);
  const texts = sources.filter((file) => /^(?!test\/).*\.(md|mdx|txt|html)$/.test(file));
  const links = texts.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\btel:\+?\d+/g)].map(([href]) => ({file, href})),
  );
  // `npm test -- accept` writes the snippets; people write the others.
  const unknown = links.filter(({href}) => !known.has(href));
  assert.deepEqual(unknown, []);
});

test('no other test repeats a number of a record', () => {
  // The end of a number is the same in national and international form.
  const endOf = (/** @type {string} */ text) => text.replace(/\D/g, '').slice(-7);
  const known = new Set([...EMERGENCY, ...LINES].flatMap((row) => row.split(' ').slice(1).map(endOf)));
  const isTest = /^test\/(?!baselines|heard\/.*\.txt|.*-lock|.*published-numbers)/;
  for (const file of sources.filter((path) => isTest.test(path))) {
    const text = readFileSync(join(root, file), 'utf8');
    const long = text.match(/(?<![\w.-])\+?\d(?:[ .\u00a0-]?\(?\d){4,}/g) ?? [];
    const short =
      text.match(/(?<=(?:tel|sms):|(?<![=\w])['"`])\d{2,4}(?=[<"'`])|(?<=\b(?:[Cc]all|al) )\d{2,4}\b/g) ?? [];
    for (const number of [...long, ...short])
      assert.ok(!known.has(endOf(number)), `${file}: read ${number} from its record`);
  }
});

test('docs/helplines.md lists countries without an emergency number with the reason, and counts the others', () => {
  const docs = readFileSync(join(root, 'docs/helplines.md'), 'utf8');
  const names = new Intl.DisplayNames('en', {type: 'region'});
  const listed = [
    ...docs.matchAll(/^\| (?:the sources differ|one source only|sources name the police[^|]*?) +\| ([^|]+?) +\|$/gm),
  ]
    .flatMap(([, list]) => list.split(', '))
    .sort();
  const without = countries.filter(({emergency: {number}}) => !number);
  assert.deepEqual(listed, without.map(({country}) => names.of(country)?.replace(' - ', ' ')).sort());
  // Puerto Rico has that of the United States.
  assert.match(docs, new RegExp(`^${countries.length - without.length + 1} places have a number`, 'm'));
});

test('an emergency number that no page of its country gives has two independent lists that agree', () => {
  // One company keeps Android’s list and libphonenumber; GrapheneOS has a copy.
  const publisherOf = ({url}) => (/eccdata|libphonenumber/.test(url) ? 'android' : new URL(url).host);
  for (const {country, emergency} of countries) {
    const {number, evidence, sources, open = []} = emergency;
    const giving = sources.filter(({says = number ?? ''}) => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(says));
    const isInDoubt = open.some(({kind}) => kind === 'doubt');
    if (!number) assert.ok(isInDoubt, `${country}: why it has no number`);
    else if (evidence === 'C') assert.ok(new Set(giving.map(publisherOf)).size > 1, country);
  }
});

/** Numbers by country that were shown once, or are in lists, and bring no ambulance there. */
const WRONG =
  'AO 112, BI 112, BO 118, CM 112 119, DJ 18, ET 991 911, GY 913, ID 118, MR 118, NA 10111, SD 999, SH 911, SN 15, SS 999, TG 8200';

test('a number that reaches no ambulance in one country is refused there alone', () => {
  const refused = (number, country) => validateNumber(number, country, notShipped.never).length > 0;
  for (const [country, ...numbers] of WRONG.split(', ').map((row) => row.split(' ')))
    for (const number of numbers) assert.ok(refused(number, country), `${country} ${number}`);
  assert.ok(!refused('991', 'BN') && !refused('15', 'FR') && !refused('118', 'SM'));
  // A page may be of another country, in which the number is right.
  const watched = knownNumbers().retired.flatMap(({numbers}) => numbers.map(({number}) => number));
  assert.ok(watched.length > 20);
  for (const number of ['991', '15', '118', '141']) assert.ok(!watched.includes(number), number);
});
