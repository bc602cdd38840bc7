/** The part of the helpline records that widgets load: the lines of a region, and the modules that are generated from them. */
import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {brotliCompressSync} from 'node:zlib';
import ts from 'typescript';
import {isAnsweredIn, languageNames} from '../../src/tools/content/cldr.mjs';
import {contentFolder} from '../../src/tools/content/read-content.mjs';
import {isNumberOnly} from '../../src/tools/helplines/number-only.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {buildRegionModules} from '../../src/tools/generate/region-modules.mjs';
import {toRuntimeRegion} from '../../src/tools/generate/runtime-region.mjs';
import {contentWith, lineOf} from '../support/helplines.mjs';

/** @import {LineRecord} from '../../src/tools/helplines/read-helplines.mjs' */

const temporary = mkdtempSync(join(tmpdir(), 'regions-'));
after(() => rmSync(temporary, {recursive: true}));

const {countries, directory, holidays} = readHelplines();
const records = countries.flatMap((data) => data.lines).filter(({status}) => status !== 'retired');
const regions = Object.fromEntries(
  countries.map((data) => [data.country, toRuntimeRegion(data, ['en'], holidays[data.country])]),
);

describe('regions', () => {
  test('include guidance only where it was reviewed for the country', () => {
    const {breathing, law, wearsOff} = regions.GB;
    assert.deepEqual({breathing, law, wearsOff}, {breathing: 'uk-30-2', law: 'gb', wearsOff: 'uk'});
    assert.deepEqual([regions.US.breathing, regions.US.law], ['us', 'us']);
    assert.equal(regions.CA.law, 'ca');
    for (const [code, region] of Object.entries(regions)) {
      if (!['US', 'GB'].includes(code)) assert.equal(region.breathing, undefined, code);
      if (code !== 'GB') assert.equal(region.wearsOff, undefined, code);
      if (!['US', 'CA', 'GB'].includes(code)) assert.equal(region.law, undefined, code);
    }
  });

  test('limit provincial lines to their province', () => {
    const {lines} = regions.CA;
    const provinces = Object.fromEntries(
      ['AB', 'BC', 'NB', 'NS', 'ON', 'PE', 'QC', 'SK', 'YT'].map((code) => [
        code,
        lines.filter(({within}) => within?.join() === `CA-${code}`).length,
      ]),
    );
    assert.deepEqual(provinces, {AB: 1, BC: 2, NB: 1, NS: 1, ON: 1, PE: 1, QC: 2, SK: 1, YT: 1});
    const within = (country) => regions[country].lines.flatMap((each) => each.within ?? []);
    assert.deepEqual([within('GB'), within('US'), within('CO')], [['GB-WLS', 'GB-NIR'], ['US-PR'], ['CO-DC']]);
    const {name} = lineOf('ca-988');
    assert.ok(lines.some((shown) => shown.name === name && !shown.within));
  });
});

describe('languages of a line', () => {
  const {targetLocales} = JSON.parse(readFileSync(join(contentFolder, '../locales/lit-localize.json'), 'utf8'));
  const locales = ['en', ...targetLocales];
  const lines = countries.flatMap((data) =>
    toRuntimeRegion(data, locales).lines.map((shown) => ({
      shown,
      record: data.lines.find(({name, lang}) => name === shown.name && lang === shown.lang),
    })),
  );

  test('are named as Intl names and joins them, for every line in every language of the widgets', () => {
    for (const locale of locales) {
      const names = new Intl.DisplayNames(locale, {type: 'language'});
      const list = new Intl.ListFormat(locale);
      for (const {shown, record} of lines)
        assert.equal(
          shown.languages?.[locale] ?? shown.languages?.en,
          list.format((record.languages ?? []).map((tag) => names.of(tag) ?? tag)),
        );
    }
    assert.ok(lines.some(({shown}) => / and /.test(shown.languages?.en ?? '')));
  });

  test('are not named again in a variant of English that names them alike', () => {
    for (const {shown} of lines) assert.notEqual(shown.languages?.['en-GB'], shown.languages?.en);
    assert.ok(lines.some(({shown}) => shown.languages && !('en-GB' in shown.languages)));
  });

  test('for text messages are those of the widgets, with their variants', () => {
    const [shown, ...more] = lines.map(({shown: {sms}}) => sms?.languages).filter(Boolean);
    assert.deepEqual([shown, more], [['en', 'en-GB'], []]);
    assert.ok(isAnsweredIn('zh-TW', ['zh-Hant']) && !isAnsweredIn('zh-TW', ['zh-Hans']));
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

  const groups = ['americas.ts', 'europe.ts', 'others.ts'];
  const withLines = countries.filter(({country}) => !isNumberOnly(regions[country]));

  test('are one per country with lines, three groups, one for the other countries, an index and the directory', () => {
    const files = withLines.map(({country}) => `${country.toLowerCase()}.ts`);
    assert.deepEqual(readdirSync(out).sort(), [...files, ...groups, 'emergency.ts', 'directory.ts', 'index.ts'].sort());
    for (const {country, lines} of countries)
      if (!lines.length) assert.ok(!files.includes(`${country.toLowerCase()}.ts`), country);
  });

  test('have the emergency number, the date and the hash of every country without lines', async () => {
    const {regionOf} = await load('emergency.ts');
    const others = countries.filter((data) => !withLines.includes(data));
    assert.ok(others.length > 150, `${others.length} countries`);
    for (const {country} of others)
      assert.deepEqual(regionOf(country), JSON.parse(JSON.stringify(regions[country])), country);
  });

  test('cost next to nothing for a country without lines: twelve bytes, compressed, where it is loaded', () => {
    const module = brotliCompressSync(read('emergency.ts'));
    assert.ok(module.length < 12 * (countries.length - withLines.length), `${module.length} bytes`);
  });

  test('have no number that is not digits, which the module could not write', () => {
    const content = contentWith('ae.json', ({emergency}) => Object.assign(emergency, {number: '99 8', evidence: 'C'}));
    assert.throws(
      () => buildRegionModules({content, out: join(temporary, 'none')}),
      /AE: 99 8 is not allowed in the module of emergency numbers/,
    );
  });

  test('are in one group each, from which the index loads them', () => {
    const members = groups.flatMap((group) =>
      [...read(group).matchAll(/^export \{region as ([A-Z]{2})\} from '\.\/([a-z]{2})\.js';$/gm)].map(
        ([, code, file]) => {
          assert.equal(file, code.toLowerCase());
          assert.ok(
            read('index.ts').includes(
              `\n  ${code}: () => import('./${group.replace('.ts', '.js')}').then(({${code}: region}) => ({region})),\n`,
            ),
            code,
          );
          return code;
        },
      ),
    );
    assert.deepEqual(members.sort(), withLines.map(({country}) => country).sort());
  });

  test('export the region', async () => {
    for (const code of ['US', 'CA', 'GB', 'ES', 'TW']) {
      const {region} = await load(`${code.toLowerCase()}.ts`);
      assert.deepEqual(region, JSON.parse(JSON.stringify(regions[code])));
    }
  });

  test('give hours as `always` or in the operator’s text, and omit unknown facts', () => {
    const runtimeLine = (id) => {
      const {name} = lineOf(id);
      return regions[id.slice(0, 2).toUpperCase()].lines.find((shown) => shown.name === name);
    };
    const facts = (id) => {
      const {hours, free, cost, confidential, service} = runtimeLine(id);
      return {hours, free, cost, confidential, service};
    };
    assert.deepEqual(facts('us-988'), {
      hours: 'always',
      free: true,
      cost: undefined,
      confidential: true,
      service: 'listening',
    });
    assert.equal(facts('fr-drogues-info-service').hours, '7j/7, de 8 h à 2 h');
    const {hours, free, cost} = facts('de-sucht-drogen-hotline');
    assert.deepEqual([hours, free, typeof cost], [undefined, false, 'string']);
    assert.ok(!('hours' in runtimeLine('de-sucht-drogen-hotline')));
  });

  test('contain only data that widgets show', () => {
    for (const file of readdirSync(out)) {
      assert.doesNotMatch(read(file), /sources|operatorType|evidence|verification|open:|nameEn|status|undefined/, file);
      assert.ok(read(file).length < 14_000, file);
    }
  });

  test('contain no line whose purpose or service widgets have no text for', () => {
    for (const purpose of ['overdose-companion', 'poison'])
      assert.ok(
        records.some((record) => record.purpose === purpose),
        purpose,
      );
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

  test('show two crisis lines that belong together, or neither', () => {
    const crisis = regions.BE.lines.filter(({purpose}) => purpose === 'crisis');
    assert.deepEqual(
      crisis.map(({lang, paired}) => [lang, paired]),
      [
        ['fr', true],
        ['nl', true],
      ],
    );
  });

  test('name the key that a caller has to press', () => {
    const record = records.find(({id}) => id === 'pe-113-5');
    assert.equal(record.contacts?.[0].menu, '5');
    assert.deepEqual(
      regions.PE.lines.map(({tel, menu}) => [tel, menu]),
      [[lineOf('pe-113-5').href, '5']],
    );
  });

  test('give the hours of a chat only where they differ from those of the line', () => {
    const chats = Object.values(regions).flatMap(({lines}) => lines.filter(({chatHours}) => chatHours));
    assert.ok(chats.length > 2);
    for (const {name, hours, chatHours} of chats) assert.notEqual(hours, chatHours, name);
  });

  test('name a sign language in English where CLDR has no name for it', () => {
    assert.deepEqual(languageNames(['en', 'es'], ['ase']), {
      en: 'American Sign Language',
      es: 'American Sign Language',
    });
    assert.deepEqual(languageNames(['en', 'es'], ['en', 'es']), {en: 'English and Spanish', es: 'inglés y español'});
  });

  test('contain what a line may do, its other ways and its times', () => {
    const shown = (country, name) => regions[country].lines.find((each) => each.name.startsWith(name));
    assert.ok(shown('CL', 'Línea').rescue && shown('CL', 'Línea').anonymous);
    const ways = (country, name) =>
      shown(country, name).more?.map(({type, text = '', href = ''}) => [
        type,
        text.replace(/\D/g, '').slice(-7) === href.replace(/\D/g, '').slice(-7),
      ]);
    assert.deepEqual(ways('US', lineOf('us-samhsa-national-helpline').name), [['textphone', true]]);
    assert.deepEqual(ways('GB', 'Lifeline'), [['relay', true]]);
    assert.match(shown('SG', 'national').more?.[0].href ?? '', /^https:\/\/wa\.me\/65\d+$/);
    const {times, hours, checked, how} = shown('DK', 'Livslinien');
    assert.equal(times?.zone, 'Europe/Copenhagen');
    assert.deepEqual(times?.week.slice(0, 2), [
      {start: 660, end: 1740},
      {start: 2100, end: 3180},
    ]);
    assert.deepEqual([hours, checked, how], ['alle dage kl. 11–05', '2026-11-25', 'stored-copy']);
    assert.ok(!('times' in shown('US', lineOf('us-988').name)), 'a line that is always open needs no times');
  });

  test('have at most 900 bytes for the United States, compressed', () => {
    const module = JSON.stringify(
      toRuntimeRegion(
        countries.find(({country}) => country === 'US'),
        ['en', 'ar', 'en-GB', 'es'],
      ),
    );
    assert.ok(brotliCompressSync(module).length <= 900, `${brotliCompressSync(module).length} bytes`);
  });

  test('have a companion of a place among its lines, with its key and hours, and none that is not for all who use opioids', () => {
    const [own] = regions.CA.lines.filter(({purpose}) => purpose === 'companion');
    const {number, href} = lineOf('ca-qc-adps');
    assert.deepEqual([own.within, own.tel, own.menu, own.address], [['CA-QC'], href, '2', true]);
    assert.deepEqual([own.hours, own.times?.zone], ['tous les jours de 11 h à 2 h 30', 'America/Toronto']);
    assert.deepEqual(own.times?.week[0], {start: 11 * 60, end: 26.5 * 60});
    const canada = countries.find(({country}) => country === 'CA');
    const shown = (change) => {
      const record = {...canada.lines.find(({id}) => id === 'ca-qc-adps'), ...change};
      const {lines, companion} = toRuntimeRegion({...canada, lines: [record]});
      return [...lines, companion].filter(Boolean).length;
    };
    assert.equal(shown({}), 1);
    const menu = {serves: undefined};
    const withoutHours = {contacts: [{type: 'call', number}]};
    for (const change of [
      {status: 'paused'},
      {substances: {except: ['opioids']}},
      {eligibility: 'x'},
      menu,
      withoutHours,
    ])
      assert.equal(shown(change), 0, JSON.stringify(change));
  });

  test('have no number where sources conflict', () => {
    assert.ok(!('emergency' in regions.ZM));
    assert.ok(!countries.find(({country}) => country === 'ZM')?.emergency.number);
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
    assert.deepEqual(
      region.lines.map(({purpose, name, url}) => [purpose, name, url]),
      [
        ['substance-use', lineOf('us-samhsa-national-helpline').name, undefined],
        ['crisis', lineOf('us-pr-linea-pas').name, undefined],
        ['crisis', lineOf('us-988').name, undefined],
      ],
    );
    const ontario = (await load('ca.ts')).region.lines.find(({within}) => within?.join() === 'CA-ON');
    assert.equal(ontario.hours, 'always');
    const sweden = (await load('se.ts')).region.lines.find(({purpose}) => purpose === 'substance-use');
    assert.equal(sweden.url, 'https://www.droghjalpen.se/');
  });

  test('are listed in the index, those without lines after the others, by sorted code', async () => {
    const keys = Object.keys((await load('index.ts')).regions);
    const codesOf = (some) => some.map(({country}) => country).sort();
    assert.deepEqual(keys, [...codesOf(withLines), ...codesOf(countries.filter((data) => !withLines.includes(data)))]);
  });

  test('export the directory', async () =>
    assert.deepEqual((await load('directory.ts')).directory, {name: directory.name, url: directory.url}));

  test('are deleted with their country', () => {
    const again = join(temporary, 'again');
    buildRegionModules({content: contentWith(['us.json', 'au.json', 'za.json']), out: again});
    assert.ok(existsSync(join(again, 'za.ts')));
    buildRegionModules({content: contentWith(['us.json', 'au.json']), out: again});
    assert.ok(!existsSync(join(again, 'za.ts')));
    for (const file of ['index.ts', 'others.ts'])
      assert.doesNotMatch(readFileSync(join(again, file), 'utf8'), /za\.js|ZA/);
  });

  test('stay unchanged if a record is invalid', () => {
    const before = read('us.ts');
    assert.throws(() => buildRegionModules({content: contentWith('us.json', (data) => delete data.emergency), out}));
    assert.equal(read('us.ts'), before);
  });
});
