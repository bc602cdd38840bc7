/** The part of the helpline records that widgets load: the lines of a region, and the modules that are generated from them. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import ts from 'typescript';
import {isAnsweredIn, languagesText} from '../../src/tools/content/cldr.mjs';
import {weeklyText} from '../../src/tools/helplines/hours-text.mjs';
import {isNumberOnly} from '../../src/tools/helplines/contacts.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {buildRegionModules} from '../../src/tools/generate/region-modules.mjs';
import {toRuntimeRegion} from '../../src/tools/generate/runtime-region.mjs';
import {contentWith, emergencyOf, lineOf} from '../support/helplines.mjs';
import {temporaryFolder} from '../support/system.mjs';

/** @import {LineRecord} from '../../src/tools/helplines/read-helplines.mjs' */

const temporary = temporaryFolder('regions');

const {countries, holidays} = readHelplines();
const records = countries.flatMap((data) => data.lines).filter(({status}) => status !== 'retired');
const countryOf = (code) => countries.find(({country}) => country === code);
const regions = Object.fromEntries(
  countries.map((data) => [data.country, toRuntimeRegion(data, ['en'], holidays[data.country])]),
);

test('regions include guidance only where it was reviewed for the country', () => {
  const all = Object.entries(regions).map(([code, {breathing, law, wearsOff}]) =>
    [code, breathing, law, wearsOff].join(),
  );
  assert.deepEqual(all.filter((each) => !each.endsWith(',,,')).sort(), ['CA,,ca,', 'GB,uk-30-2,gb,uk', 'US,us,us,']);
});

const locales = ['en', 'ar', 'en-GB', 'es'];

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

  test('have the texts of each language of the core tier in one file, with nothing else in it', async () => {
    const languages = ['fr', 'ht', 'ur', 'zh-Hans'];
    const some = join(temporary, 'with-texts');
    buildRegionModules({out: some, languages: ['es', ...languages]});
    assert.deepEqual(readdirSync(join(some, 'texts')).sort(), languages.map((tag) => `${tag}.ts`).sort());
    assert.doesNotMatch(readFileSync(join(some, 'us.ts'), 'utf8'), /\bfr:|français/);
    const {withTexts} = await import('../../dist/npm/core/with-texts.js');
    for (const language of languages) {
      const code = readFileSync(join(some, `texts/${language}.ts`), 'utf8');
      const texts = JSON.parse(
        `{${[...code.matchAll(/^ {2}([A-Z]{2}): (.+),$/gm)].map(([, key, value]) => `"${key}":${value}`)}}`,
      );
      assert.doesNotMatch(code, /tel:|https:/);
      for (const data of withLines) {
        const [english, wanted] = [['en'], ['en', language]].map((all) =>
          toRuntimeRegion(data, all, holidays[data.country]),
        );
        assert.deepEqual(withTexts(english, texts[data.country]), wanted, `${data.country}, ${language}`);
      }
    }
  });

  test('give hours from their fields in every language', () => {
    const irish = toRuntimeRegion(countryOf('IE'), locales, holidays.IE).lines[0];
    assert.deepEqual(irish.hours, {
      ar: 'الاثنين – الجمعة 9:30 ص – 5:30 م',
      en: 'Monday – Friday 9:30 AM – 5:30 PM',
      'en-GB': 'Monday – Friday 9:30 – 17:30',
      es: 'lunes – viernes 9:30 – 17:30',
    });
    assert.equal(irish.times?.closed?.['en-GB'], '25 December, 26 December and 1 January');
    const split = (locale) =>
      weeklyText(locale, [
        {days: ['mo', 'tu', 'we'], opens: '11:00', closes: '14:30'},
        {days: ['mo', 'tu', 'we'], opens: '15:00', closes: '24:00'},
        {days: ['sa'], opens: '20:00', closes: '26:30'},
      ]);
    const english = 'Monday – Wednesday 11:00 AM – 2:30 PM and 3:00 PM – midnight; Saturday 8:00 PM – 2:30 AM';
    assert.equal(split('en'), english);
    assert.equal(split('es'), 'lunes – miércoles 11:00 – 14:30 y 15:00 – 24:00; sábado 20:00 – 2:30');
    assert.match(split('ko'), /^월요일 – 수요일 오전 11:00 – 오후 2:30/);
    assert.match(split('zh-Hant'), /^星期一 – 星期三 上午\u206011:00 – 下午\u20602:30/);
    assert.match(split('ur'), / \u20668:00 PM\u2069 – \u20662:30 AM\u2069$/);
    assert.match(split('ar'), /^الاثنين – الأربعاء .+ منتصف الليل؛ السبت /);
  });

  test('give hours that are not certain enough to calculate with, and higher prices, from their fields', () => {
    const [dutch] = toRuntimeRegion(countryOf('NL'), locales).lines;
    assert.deepEqual([dutch.hours?.['es'], dutch.times], ['lunes – viernes 9:00 – 17:00', undefined]);
    assert.equal(dutch.charge?.per, 'minute');
    assert.deepEqual(dutch.charge?.amount, {ar: '\u200f0.10\u00a0€', en: '€0.10', es: '0,10\u00a0€'});
    for (const {lines} of countries)
      for (const {cost} of lines.flatMap(({contacts = []}) => contacts))
        assert.equal(cost?.kind === 'charged', !!cost?.amount);
  });

  test('say how an interpreter is reached, where a source does', () => {
    const of = (country, name) => regions[country].lines.find((line) => line.name === name)?.interpreter;
    assert.equal(of('US', lineOf('us-988').name), 'say-language');
    const interpreter = /** @type {any} */ (countryOf('AU')?.lines.find(({id}) => id === 'au-lifeline')?.interpreter);
    assert.deepEqual(of('AU', 'Lifeline'), {...interpreter, tel: `tel:${interpreter.number.replaceAll(' ', '')}`});
    assert.equal(of('GB', 'FRANK'), true);
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

  test('name every language of a line in the language of the reader, a sign language too', () => {
    const tags = records.flatMap(({languages = [], contacts = []}) =>
      [languages, ...contacts.map((each) => each.languages ?? [])].flat(),
    );
    const english = new Intl.DisplayNames('en', {type: 'language'});
    for (const tag of new Set(tags))
      for (const locale of ['es', 'ar'])
        assert.notEqual(languagesText(locale, [tag]), english.of(tag), `${tag}, ${locale}`);
    assert.equal(languagesText('en', ['en', 'es']), 'English and Spanish');
    assert.equal(languagesText('es', ['en', 'es']), 'inglés y español');
    assert.equal(languagesText('ht', ['en', 'tr', 'fr']), 'angle, |Turkish| ak franse');
    const chinese = (tag) => ['zh-Hans', 'zh-Hant'].filter((locale) => isAnsweredIn(locale, [tag]));
    assert.deepEqual(['zh', 'zh-SG', 'zh-HK'].map(chinese), [['zh-Hans', 'zh-Hant'], ['zh-Hans'], ['zh-Hant']]);
  });

  test('have a companion of a place among its lines, with its key and hours, and none that is not for all who use opioids', () => {
    const [own] = regions.CA.lines.filter(({purpose}) => purpose === 'companion');
    const {number, href} = lineOf('ca-qc-adps');
    assert.deepEqual([own.within, own.tel, own.menu, own.address], [['CA-QC'], href, '2', true]);
    assert.deepEqual([own.hours, own.times?.zone], [{en: 'Monday – Sunday 11:00 AM – 2:30 AM'}, 'America/Toronto']);
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

  test('keep corrected hours, and a second number that needs a key to themselves', () => {
    const of = (country, id) => regions[country].lines.find(({name}) => name === lineOf(id).name);
    assert.equal(of('CA', 'ca-bc-opioid-treatment-access')?.times?.zone, 'America/Dawson_Creek');
    assert.deepEqual(of('IT', 'it-telefono-amico')?.times?.week[0], {start: 9 * 60, end: 24 * 60});
    assert.equal(regions.UY.emergency?.also, undefined);
    const {number, also} = regions.PL.emergency ?? {};
    assert.deepEqual([number, also], [emergencyOf('pl'), emergencyOf('pl', 1)]);
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
      // Its language is named for those who read another.
      const {companion} = toRuntimeRegion(countryOf(country), locales);
      assert.deepEqual(companion?.languages, {ar: 'الإنجليزية', es: 'inglés'});
    }
  });

  test('contain the lines for substance use, the first crisis line, and a website only where hours are unknown', async () => {
    const {region} = await load('us.ts');
    const names = ['us-samhsa-national-helpline', 'us-pr-linea-pas', 'us-988'].map((id) => lineOf(id).name);
    assert.equal(region.lines.map(({name}) => name).join(), names.join());
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
