/** The part of the helpline records that widgets load: the lines of a region, and the modules that are generated from them. */
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import ts from 'typescript';
import {isNumberOnly} from '../../src/tools/helplines/number-only.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {buildRegionModules} from '../../src/tools/generate/region-modules.mjs';
import {toRuntimeRegion} from '../../src/tools/generate/runtime-region.mjs';
import {contentWith, lineOf} from '../support/helplines.mjs';

/** @import {LineRecord} from '../../src/tools/helplines/read-helplines.mjs' */

const temporary = mkdtempSync(join(tmpdir(), 'regions-'));
after(() => rmSync(temporary, {recursive: true}));

const {countries, holidays} = readHelplines();
const records = countries.flatMap((data) => data.lines).filter(({status}) => status !== 'retired');
const countryOf = (code) => countries.find(({country}) => country === code);
const regions = Object.fromEntries(
  countries.map((data) => [data.country, toRuntimeRegion(data, ['en'], holidays[data.country])]),
);

describe('regions', () => {
  test('include guidance only where it was reviewed for the country', () => {
    const guided = Object.entries(regions).filter(([, {breathing, law, wearsOff}]) => breathing || law || wearsOff);
    assert.deepEqual(
      Object.fromEntries(guided.map(([code, {breathing, law, wearsOff}]) => [code, [breathing, law, wearsOff]])),
      {CA: [undefined, 'ca', undefined], GB: ['uk-30-2', 'gb', 'uk'], US: ['us', 'us', undefined]},
    );
  });
});

describe('generated modules', () => {
  const out = join(temporary, 'regions');
  buildRegionModules({out});
  const read = (file) => readFileSync(join(out, file), 'utf8');
  const load = async (file) => {
    const {outputText} = ts.transpileModule(read(file), {
      compilerOptions: {module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true},
    });
    return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  };

  const withLines = countries.filter(({country}) => !isNumberOnly(regions[country]));

  test('have the emergency number, the date and the hash of every country without lines', async () => {
    const {regionOf} = await load('emergency.ts');
    const others = countries.filter((data) => !withLines.includes(data));
    assert.ok(others.length > 150, `${others.length} countries`);
    for (const {country} of others)
      assert.deepEqual(regionOf(country), JSON.parse(JSON.stringify(regions[country])), country);
  });

  test('contain no line whose purpose or service widgets have no text for', () => {
    const purposes = records.map(({purpose}) => purpose);
    for (const purpose of /** @type {const} */ (['overdose-companion', 'poison']))
      assert.ok(purposes.includes(purpose));
    for (const file of readdirSync(out))
      assert.doesNotMatch(read(file), /poison|overdose-companion|service: "companion"/, file);
    const [record] = records;
    for (const change of [{purpose: 'poison'}, {purpose: 'overdose-companion'}, {service: 'companion'}]) {
      const data = {...countries[0], lines: [/** @type {LineRecord} */ ({...record, ...change})]};
      assert.deepEqual(toRuntimeRegion(data).lines, [], JSON.stringify(change));
    }
  });

  test('contain no line for another drug, for parents or for young people, and none that does not answer', () => {
    const shownIn = (country) => regions[country].lines.map(({name}) => name);
    assert.ok(!shownIn('DK').includes('AlkoLinjen'));
    const [record] = records;
    const country = countries[0];
    const shows = (change) => toRuntimeRegion({...country, lines: [{...record, ...change}]}).lines.length === 1;
    assert.ok(shows({}) && shows({status: 'at-risk'}) && shows({audience: {minimumAge: 15}}));
    for (const change of [
      {status: 'paused'},
      {status: 'retired', contacts: undefined},
      {substances: {only: ['alcohol']}},
      {substances: {except: ['opioids']}},
      {audience: {who: 'parents'}},
      {audience: {maximumAge: 20}},
      {eligibility: 'x'},
    ])
      assert.ok(!shows(change), JSON.stringify(change));
  });

  test('have a companion of a place among its lines, with its key and hours, and none that is not for all who use opioids', () => {
    const [own] = regions.CA.lines.filter(({purpose}) => purpose === 'companion');
    const {number, href} = lineOf('ca-qc-adps');
    assert.deepEqual([own.within, own.tel, own.menu, own.address], [['CA-QC'], href, '2', true]);
    assert.deepEqual([own.hours, own.times?.zone], ['tous les jours de 11 h à 2 h 30', 'America/Toronto']);
    assert.deepEqual(own.times?.week[0], {start: 11 * 60, end: 26.5 * 60});
    const canada = countryOf('CA');
    const shown = (change) => {
      const record = {...canada.lines.find(({id}) => id === 'ca-qc-adps'), ...change};
      const {lines, companion} = toRuntimeRegion({...canada, lines: [record]});
      return [...lines, companion].filter(Boolean).length;
    };
    assert.equal(shown({}), 1);
    const refused = [{status: 'paused'}, {substances: {except: ['opioids']}}, {eligibility: 'x'}];
    for (const change of [...refused, {serves: undefined}, {contacts: [{type: 'call', number}]}])
      assert.equal(shown(change), 0, JSON.stringify(change));
  });

  test('have no number where sources conflict', () => {
    assert.ok(!('emergency' in regions.ZM));
    assert.ok(!countryOf('ZM')?.emergency.number);
  });

  test('contain, beside the lines, the first line that stays with someone who uses alone', async () => {
    const expected = {US: 'us-safespot', CA: 'ca-nors'};
    for (const {country, lines} of withLines) {
      const {region} = await load(`${country.toLowerCase()}.ts`);
      const record = lines.find(({service, serves}) => service === 'companion' && !serves);
      assert.equal(record?.id, expected[country], country);
      if (!record) {
        assert.ok(!('companion' in region), country);
        continue;
      }
      const {name, lang} = record;
      const {number = ''} = record.contacts?.[0] ?? {};
      assert.deepEqual(region.companion, {name, lang, number, tel: `tel:+1${number.replace(/\D/g, '').slice(-10)}`});
    }
  });

  test('contain the lines for substance use, the first crisis line, and a website only where hours are unknown', async () => {
    const {region} = await load('us.ts');
    const names = ['us-samhsa-national-helpline', 'us-pr-linea-pas', 'us-988'].map((id) => lineOf(id).name);
    assert.deepEqual(
      region.lines.map(({name}) => name),
      names,
    );
    assert.ok(region.lines.every(({purpose, url}, index) => purpose === (index ? 'crisis' : 'substance-use') && !url));
    const ontario = (await load('ca.ts')).region.lines.find(({within}) => within?.join() === 'CA-ON');
    assert.equal(ontario.hours, 'always');
    const sweden = (await load('se.ts')).region.lines.find(({purpose}) => purpose === 'substance-use');
    assert.equal(sweden.url, 'https://www.droghjalpen.se/');
  });

  test('stay unchanged if a record is invalid', () => {
    const before = read('us.ts');
    assert.throws(() => buildRegionModules({content: contentWith('us.json', (data) => delete data.emergency), out}));
    assert.equal(read('us.ts'), before);
  });
});
