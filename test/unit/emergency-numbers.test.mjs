/** Emergency numbers that were wrong once, so that none of them comes back. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {validateNumber} from '../../src/tools/helplines/checks.mjs';
import {knownNumbers} from '../../src/tools/helplines/known-numbers.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';

const {countries, notShipped} = readHelplines();

/** Country, its number, and numbers that must not be shown there, neither first nor beside it. @type {[string, string | undefined, ...string[]][]} */
const corrections = [
  ['AM', '103'],
  ['AO', '111', '112'],
  ['BF', '15'],
  ['BO', '168', '118'],
  ['CF', '1212'],
  ['CG', '118'],
  ['CM', undefined, '112', '119'],
  ['DM', '911'],
  ['DZ', '14'],
  ['ET', '907', '991', '911'],
  ['GA', '1488'],
  ['GI', '190'],
  ['GY', '912', '913'],
  ['ID', '119', '118'],
  ['IN', '112'],
  ['ME', '112'],
  ['MK', '112'],
  ['MO', '119'],
  ['MR', '101', '118'],
  ['MV', '100'],
  ['MW', '118'],
  ['NA', undefined, '10111'],
  ['NE', '15'],
  ['NI', '128'],
  ['RW', '912'],
  ['SD', undefined, '999'],
  ['SL', '117'],
  ['SN', '1515', '15'],
  ['SS', undefined, '999'],
  ['SV', '132'],
  ['TG', '118', '8200'],
  ['UY', '911'],
  ['XK', '112'],
];

describe('the emergency number of', () => {
  for (const [code, number, ...wrong] of corrections)
    test(`${code} is ${number ?? 'not known'}${wrong.length ? `, never ${wrong.join(' or ')}` : ''}`, () => {
      const {emergency} = countries.find(({country}) => country === code) ?? assert.fail();
      const shown = [emergency.number, ...(emergency.also ?? []).map((other) => other.number)];
      assert.equal(shown[0], number);
      for (const other of wrong) assert.ok(!shown.includes(other), other);
    });
});

test('a number that reaches no ambulance in one country is refused there alone', () => {
  const refused = (number, country) => validateNumber(number, country, notShipped.never).length > 0;
  for (const [country, number] of [
    ['ET', '991'],
    ['SN', '15'],
    ['BO', '118'],
    ['GY', '913'],
    ['ID', '118'],
    ['NA', '10111'],
    ['SD', '999'],
  ])
    assert.ok(refused(number, country), `${country} ${number}`);
  assert.ok(!refused('991', 'BN') && !refused('15', 'FR') && !refused('118', 'SM'));
  // A page may be of another country, in which the number is right.
  const watched = knownNumbers().retired.flatMap(({numbers}) => numbers.map(({number}) => number));
  assert.ok(watched.length > 20);
  for (const number of ['991', '15', '118', '141']) assert.ok(!watched.includes(number), number);
});
