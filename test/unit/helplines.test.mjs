/** Helpline records: their validation, the modules and the data file generated from them, and the release check. */
import assert from 'node:assert/strict';
import {cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import ts from 'typescript';
import {isAnsweredIn} from '../../src/tools/content/cldr.mjs';
import {formatFreshness, freshness, limits} from '../../src/tools/content/freshness.mjs';
import {mergedHelplines} from '../../src/tools/content/helplines-json.mjs';
import {readHelplines} from '../../src/tools/content/helplines.mjs';
import {contentFolder} from '../../src/tools/content/read-content.mjs';
import {buildRegionModules} from '../../src/tools/content/region-modules.mjs';
import {toRuntimeRegion} from '../../src/tools/content/runtime-region.mjs';

const temporary = [];
after(() => temporary.forEach((folder) => rmSync(folder, {recursive: true, force: true})));

/** Creates an empty folder that is deleted after the tests. */
function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'helplines-'));
  temporary.push(path);
  return path;
}

/** Copies the helplines to a temporary content folder. */
function copyContent() {
  const content = temporaryFolder();
  cpSync(join(contentFolder, 'helplines'), join(content, 'helplines'), {recursive: true});
  return content;
}

/** Copies the content and edits one file of the copy. */
function contentWith(file, edit) {
  const content = copyContent();
  const path = join(content, 'helplines', file);
  const data = JSON.parse(readFileSync(path, 'utf8'));
  edit(data);
  writeFileSync(path, JSON.stringify(data));
  return content;
}

const line = (data, id) => data.lines.find((record) => record.id === id);
const {countries, directory, notShipped} = readHelplines();
const records = countries.flatMap((data) => data.lines);
const merged = mergedHelplines();
const mergedLines = Object.values(merged.countries).flatMap((country) => country.lines);
const regions = Object.fromEntries(countries.map((data) => [data.country, toRuntimeRegion(data)]));

describe('helpline records', () => {
  // Repeated here on purpose: an emergency number cannot change by mistake.
  // prettier-ignore
  const emergency = {
    AT: '144', AU: '000', BE: '112', BR: '192', CA: '911', CH: '144', CL: '131', DE: '112', DK: '112', ES: '112', FI: '112',
    FR: '15', GB: '999', HK: '999', IE: '112', IN: '112', IT: '112', JP: '119', KR: '119', MX: '911', NL: '112', NO: '113',
    NZ: '111', PH: '911', PL: '112', PT: '112', SE: '112', SG: '995', TH: '1669', TR: '112', TW: '119', US: '911', ZA: '112',
  };

  test('include the emergency number of every country', () => {
    assert.deepEqual(
      Object.fromEntries(Object.entries(regions).map(([code, region]) => [code, region.emergency.number])),
      emergency,
    );
    for (const region of Object.values(regions)) assert.equal(region.emergency.tel, `tel:${region.emergency.number}`);
  });

  test('include further emergency numbers where they exist', () => {
    const also = Object.entries(merged.countries).flatMap(([code, {alsoEmergency = []}]) =>
      alsoEmergency.map(({tel}) => `${code} ${tel}`),
    );
    assert.deepEqual(also.sort(), ['AT tel:112', 'FR tel:112', 'GB tel:112', 'IE tel:999', 'ZA tel:10177']);
  });

  test('name the operator with its type and source', () => {
    for (const record of records) {
      assert.ok(record.operator && record.operatorSource, record.id);
      assert.match(record.operatorType, /^(government|health-service|non-profit)$/, record.id);
    }
  });

  test('have evidence A or B', () => {
    for (const {id, evidence} of records) assert.match(evidence, /^[AB]$/, id);
  });

  test('exclude the lines in not-shipped.json', () => {
    assert.ok(notShipped.lines.some(({id}) => id === 'us-never-use-alone'));
    for (const {id} of notShipped.lines) assert.ok(!records.some((record) => record.id === id), id);
  });

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
    const provinces = [
      ['ca-on-connexontario', 'CA-ON'],
      ['ca-bc-adirs', 'CA-BC'],
    ].map(([id, within]) => [line(merged.countries.CA, id).name, within]);
    assert.deepEqual(
      lines.filter(({within}) => within).map(({name, within}) => [name, within]),
      provinces,
    );
    const {name} = line(merged.countries.CA, 'ca-988');
    assert.ok(lines.some((shown) => shown.name === name && !shown.within));
  });

  test('name a worldwide directory', () => assert.equal(directory.url, 'https://findahelpline.com/'));
});

describe('URLs to dial', () => {
  const dialed = (id) => {
    const {number, shortCode, tel, sms} = mergedLines.find((record) => record.id === id);
    return {number: number ?? shortCode, tel, sms};
  };

  test('use E.164 for numbers of the numbering plan', () => {
    assert.deepEqual(dialed('us-samhsa-national-helpline'), {
      number: '1-800-662-4357',
      tel: 'tel:+18006624357',
      sms: {href: 'sms:435748', number: '435748', asks: 'zip', languages: ['en']},
    });
    assert.equal(dialed('fr-drogues-info-service').tel, 'tel:+33800231313');
    assert.equal(dialed('it-telefono-verde-droga').tel, 'tel:+39800186070');
    assert.equal(dialed('de-sucht-drogen-hotline').tel, 'tel:+491806313031');
  });

  test('use the bare digits for short codes', () => {
    assert.deepEqual(dialed('us-988'), {
      number: '988',
      tel: 'tel:988',
      sms: {href: 'sms:988', number: '988', keywords: {es: 'AYUDA'}},
    });
    assert.equal(dialed('gb-samaritans').tel, 'tel:116123');
    assert.equal(dialed('hk-186186').tel, 'tel:186186');
    assert.equal(dialed('in-14446').tel, 'tel:14446');
    assert.deepEqual(dialed('au-lifeline'), {
      number: '13 11 14',
      tel: 'tel:131114',
      sms: {href: 'sms:+61477131114', number: '0477 13 11 14'},
    });
  });

  test('omit tel: for a line that only takes text messages', () =>
    assert.deepEqual(dialed('us-crisis-text-line'), {
      number: undefined,
      tel: undefined,
      sms: {href: 'sms:741741', number: '741741', keyword: 'HOME'},
    }));

  test('match the numbers shown, without letters', () => {
    for (const {id} of mergedLines) {
      const {number, tel, sms} = dialed(id);
      assert.ok(number || sms, id);
      for (const [shown, href] of [
        [number, tel],
        [sms?.number, sms?.href],
      ]) {
        if (!shown) continue;
        assert.match(shown, /^[\d +-]+$/, id);
        assert.match(href, /^(tel|sms):(\+\d{8,15}|\d{2,6})$/, id);
        // The international form ends in the national number without its trunk prefix.
        const digits = shown.replace(/\D/g, '');
        assert.ok(
          digits.endsWith(href.replace(/^\w+:(\+\d{1,3}?(?=\d{7,10}$))?/, '').slice(-7)),
          `${id}: ${shown} ${href}`,
        );
      }
    }
  });
});

describe('a line is rejected', () => {
  const cases = {
    'with a commercial operator': [
      'us.json',
      (data) => (line(data, 'us-988').operatorType = 'commercial'),
      /us\.json: us-988, operatorType: .*government, health-service, non-profit/,
    ],
    'without an operator': [
      'us.json',
      (data) => delete line(data, 'us-988').operator,
      /us\.json: us-988: .*'operator'/,
    ],
    'with an empty operator': ['us.json', (data) => (line(data, 'us-988').operator = ' '), /us-988, operator: /],
    'without a type of operator': [
      'us.json',
      (data) => delete line(data, 'us-988').operatorType,
      /us-988: .*'operatorType'/,
    ],
    'without a source for the operator': [
      'us.json',
      (data) => delete line(data, 'us-988').operatorSource,
      /us-988: .*'operatorSource'/,
    ],
    'on evidence C': [
      'gb.json',
      (data) => (line(data, 'gb-samaritans').evidence = 'C'),
      /gb\.json: gb-samaritans, evidence: .*A, B/,
    ],
    'on evidence D': ['gb.json', (data) => (line(data, 'gb-samaritans').evidence = 'D'), /gb-samaritans, evidence: /],
    'without a source': ['gb.json', (data) => delete line(data, 'gb-samaritans').source, /gb-samaritans: .*'source'/],
    'without a date': ['gb.json', (data) => delete line(data, 'gb-samaritans').verified, /gb-samaritans: .*'verified'/],
    'with an invalid date': [
      'gb.json',
      (data) => (line(data, 'gb-samaritans').verified = '2026-13-01'),
      /gb-samaritans, verified: /,
    ],
    'with a number outside the numbering plan of the country': [
      'us.json',
      (data) => (line(data, 'us-safespot').number = '800-972-059'),
      /us\.json: us-safespot, number: 800-972-059 is not a number of US/,
    ],
    'with the number of another country': [
      'us.json',
      (data) => (line(data, 'us-safespot').number = '+44 300 123 6600'),
      /us-safespot, number: .* is not a number of US/,
    ],
    'with letters in the number': [
      'us.json',
      (data) => (line(data, 'us-safespot').number = '1-800-662-HELP'),
      /us-safespot, number: /,
    ],
    'with a short code in international notation': [
      'us.json',
      (data) => (line(data, 'us-988').shortCode = '+1988'),
      /us-988, shortCode: /,
    ],
    'with two numbers to call': [
      'us.json',
      (data) => (line(data, 'us-safespot').shortCode = '988'),
      /us-safespot, shortCode: cannot be combined with its alternative/,
    ],
    'without number, short code or text service': [
      'us.json',
      (data) => delete line(data, 'us-safespot').number,
      /us-safespot: .*'sms'/,
    ],
    'with a text number outside the numbering plan of the country': [
      'au.json',
      (data) => (line(data, 'au-lifeline').sms.number = '0477 13 11'),
      /au-lifeline, sms\.number: .* is not a number of AU/,
    ],
    'with a website that is not https': [
      'us.json',
      (data) => (line(data, 'us-988').url = 'http://988lifeline.org/'),
      /us-988, url: /,
    ],
    'with a chat that is not https': [
      'us.json',
      (data) => (line(data, 'us-988').chat = 'javascript:alert(1)'),
      /us-988, chat: /,
    ],
    'with an unknown field': ['us.json', (data) => (line(data, 'us-988').sponsor = 'x'), /us-988: .*\(sponsor\)/],
    'with confidential: false': [
      'us.json',
      (data) => (line(data, 'us-988').confidential = false),
      /us-988, confidential: /,
    ],
    'with an unknown service': ['us.json', (data) => (line(data, 'us-988').service = 'treatment'), /us-988, service: /],
    'with the service of a companion under another purpose': [
      'us.json',
      (data) => (line(data, 'us-988').service = 'companion'),
      /us-988, service: companion requires the purpose overdose-companion/,
    ],
    'with a service but no source for it': [
      'us.json',
      (data) => delete line(data, 'us-988').serviceSource,
      /us-988: .*serviceSource/,
    ],
    'with hours in two forms': [
      'us.json',
      (data) => (line(data, 'us-988').hours = {always: true, text: 'x'}),
      /us-988, hours/,
    ],
    'with an invalid language tag': [
      'us.json',
      (data) => line(data, 'us-988').languages.push('xx-yy'),
      /us-988, languages\[2\]: /,
    ],
    'with a language tag that is not canonical': [
      'us.json',
      (data) => (line(data, 'us-988').lang = 'iw'),
      /us-988: iw is not a canonical BCP 47 language tag/,
    ],
    'with a subdivision of another country': [
      'ca.json',
      (data) => (line(data, 'ca-on-connexontario').subdivision = 'US-NY'),
      /ca-on-connexontario, subdivision: US-NY is not in CA/,
    ],
    'with an id for another country': [
      'us.json',
      (data) => (line(data, 'us-988').id = 'ca-989'),
      /ca-989, id: does not begin with us-/,
    ],
    'with an id used twice': [
      'us.json',
      (data) => (data.lines[1].id = data.lines[0].id),
      /us-samhsa-national-helpline, id: used twice/,
    ],
    'out of order': ['us.json', (data) => data.lines.reverse(), /us-988, purpose: follows a poison line/],
    'that is listed in not-shipped.json': [
      'us.json',
      (data) => (line(data, 'us-safespot').id = 'us-never-use-alone'),
      /us-never-use-alone, id: listed in not-shipped\.json/,
    ],
    'with a banned number': [
      'in.json',
      (data) => (line(data, 'in-14446').shortCode = '1933'),
      /in\.json: in-14446, shortCode: 1933 may never be shown: MANAS/,
    ],
    'with a banned number in other notation': [
      'pl.json',
      (data) => (line(data, 'pl-telefon-zaufania').number = '+48 801-199-990'),
      /pl-telefon-zaufania, number: .* may never be shown/,
    ],
    'with a number for treatment marketing': [
      'ca.json',
      (data) => (line(data, 'ca-nors').number = '1-866-903-3787'),
      /ca-nors, number: .* may never be shown: Treatment marketing/,
    ],
  };
  for (const [name, [file, edit, expected]] of Object.entries(cases))
    test(name, () =>
      assert.throws(() => readHelplines(contentWith(file, edit)), {name: 'ContentError', message: expected}),
    );

  test('with all errors at once', () => {
    const content = contentWith('us.json', (data) => {
      delete line(data, 'us-988').operator;
      line(data, 'us-safespot').operatorType = 'commercial';
    });
    assert.throws(() => readHelplines(content), /us-988: [^]*us-safespot, operatorType: /);
  });
});

describe('a country is rejected', () => {
  const cases = {
    'without an emergency number': ['us.json', (data) => delete data.emergency, /us\.json: file: .*'emergency'/],
    'with text in an emergency number': [
      'us.json',
      (data) => (data.emergency.number = '112 or 999'),
      /emergency\.number: /,
    ],
    'without a source for its emergency number': [
      'us.json',
      (data) => delete data.emergencySource,
      /'emergencySource'/,
    ],
    'with a banned emergency number': [
      'br.json',
      (data) => (data.emergency.number = '141'),
      /emergency: 141 may never be shown/,
    ],
    'in the file of another country': [
      'us.json',
      (data) => (data.country = 'CA'),
      /us\.json: country: CA does not match the name of the file/,
    ],
    'with unknown guidance': ['us.json', (data) => (data.guidance.law = 'fr'), /guidance\.law: /],
  };
  for (const [name, [file, edit, expected]] of Object.entries(cases))
    test(name, () =>
      assert.throws(() => readHelplines(contentWith(file, edit)), {name: 'ContentError', message: expected}),
    );

  test('with an unknown country code', () => {
    const content = contentWith('us.json', (data) => Object.assign(data, {country: 'XX', lines: []}));
    renameSync(join(content, 'helplines/us.json'), join(content, 'helplines/xx.json'));
    assert.throws(() => readHelplines(content), /xx\.json: country: XX is not a country/);
  });

  test('with a directory that is not https', () =>
    assert.throws(
      () => readHelplines(contentWith('directory.json', (data) => (data.url = 'http://example.org/'))),
      /directory\.json: url: /,
    ));
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
          shown.languages[locale] ?? shown.languages.en,
          list.format(record.languages.map((tag) => names.of(tag))),
        );
    }
    assert.ok(lines.some(({shown}) => / and /.test(shown.languages.en)));
  });

  test('are not named again in a variant of English that names them alike', () =>
    assert.ok(lines.every(({shown}) => !('en-GB' in shown.languages))));

  test('in which texts are answered are those of the widgets, with their variants', () => {
    const [shown, ...more] = lines.map(({shown: {sms}}) => sms?.languages).filter(Boolean);
    assert.deepEqual([shown, more], [['en', 'en-GB'], []]);
    assert.ok(isAnsweredIn('zh-TW', ['zh-Hant']) && !isAnsweredIn('zh-TW', ['zh-Hans']));
  });
});

describe('generated modules', () => {
  const out = join(temporaryFolder(), 'regions');
  buildRegionModules({out});
  const read = (file) => readFileSync(join(out, file), 'utf8');
  const load = async (file) => {
    const {outputText} = ts.transpileModule(read(file), {
      compilerOptions: {module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true},
    });
    return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  };

  const groups = ['americas.ts', 'europe.ts', 'others.ts'];

  test('are one per country, three groups, an index and the directory', () => {
    const files = countries.map(({country}) => `${country.toLowerCase()}.ts`);
    assert.deepEqual(readdirSync(out).sort(), [...files, ...groups, 'directory.ts', 'index.ts'].sort());
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
    assert.deepEqual(members.sort(), countries.map(({country}) => country).sort());
  });

  test('export the region', async () => {
    for (const code of ['US', 'CA', 'GB', 'ES', 'TW']) {
      const {region} = await load(`${code.toLowerCase()}.ts`);
      assert.deepEqual(region, JSON.parse(JSON.stringify(regions[code])));
    }
  });

  test('give hours as `always` or in the operator’s text, and omit unknown facts', () => {
    const runtimeLine = (id) => {
      const {name} = mergedLines.find((record) => record.id === id);
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
      assert.doesNotMatch(
        read(file),
        /operatorSource|operatorType|serviceSource|evidence|verified|recheck|nameEn|undefined/,
        file,
      );
      assert.ok(read(file).length < 6000, file);
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
      const data = {...countries[0], lines: [{...record, ...change}]};
      assert.deepEqual(toRuntimeRegion(data).lines, [], JSON.stringify(change));
    }
  });

  test('contain, beside the lines, the first line that stays with someone who uses alone', async () => {
    const expected = {US: 'us-safespot', CA: 'ca-nors'};
    for (const {country, lines} of countries) {
      const {region} = await load(`${country.toLowerCase()}.ts`);
      const record = lines.find(({service}) => service === 'companion');
      assert.equal(record?.id, expected[country], country);
      if (!record) {
        assert.ok(!('companion' in region), country);
        continue;
      }
      const {name, lang, number} = record;
      assert.deepEqual(region.companion, {name, lang, number, tel: `tel:+1${number.replace(/\D/g, '').slice(-10)}`});
    }
  });

  test('contain the lines for substance use, the first crisis line, and a website only where hours are unknown', async () => {
    const {region} = await load('us.ts');
    assert.deepEqual(
      region.lines.map(({purpose, name, url}) => [purpose, name, url]),
      [
        ['substance-use', 'SAMHSA’s National Helpline', undefined],
        ['crisis', '988 Suicide & Crisis Lifeline', undefined],
      ],
    );
    const ontario = (await load('ca.ts')).region.lines.find(({within}) => within === 'CA-ON');
    assert.equal(ontario.url, 'https://www.connexontario.ca/');
  });

  test('are listed in the index by sorted code', async () => {
    const keys = Object.keys((await load('index.ts')).regions);
    assert.deepEqual(keys, countries.map(({country}) => country).sort());
  });

  test('export the directory', async () =>
    assert.deepEqual((await load('directory.ts')).directory, {name: directory.name, url: directory.url}));

  test('are deleted with their country', () => {
    const again = join(temporaryFolder(), 'regions');
    buildRegionModules({out: again});
    const content = copyContent();
    rmSync(join(content, 'helplines/za.json'));
    buildRegionModules({content, out: again});
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

describe('helplines.json', () => {
  test('contains every country, with evidence and URLs to dial', () => {
    assert.deepEqual(
      Object.keys(merged.countries),
      countries.map(({country}) => country),
    );
    const {US} = merged.countries;
    assert.deepEqual(US.emergency, {number: '911', tel: 'tel:911'});
    const samhsa = US.lines.find(({id}) => id === 'us-samhsa-national-helpline');
    assert.equal(samhsa.tel, 'tel:+18006624357');
    assert.equal(samhsa.sms.href, 'sms:435748');
    assert.equal(samhsa.evidence, 'A');
    assert.ok(samhsa.source.url && samhsa.verified && samhsa.operatorSource);
    assert.deepEqual(merged.countries.ZA.alsoEmergency, [{number: '10177', tel: 'tel:10177'}]);
  });

  test('contains no file paths and no lines that do not ship', () => {
    const text = JSON.stringify(merged);
    assert.doesNotMatch(text, /\$schema/);
    for (const {id} of notShipped.lines) assert.ok(!text.includes(`"${id}"`), id);
  });
});

describe('release check', () => {
  const sample = (...records) => ({
    countries: [
      {
        country: 'US',
        emergencyVerified: '2026-11-24',
        lines: records.map(([id, verified, recheck]) => ({id, verified, ...(recheck && {recheck})})),
      },
    ],
    directory: {verified: '2026-11-24'},
  });
  const stateOf = (helplines, today, id) => freshness(helplines, today).find((row) => row.id === id).state;
  const helplines = sample(['us-a', '2026-11-24']);

  test('warns after 90 days and fails after 180', () => {
    assert.deepEqual(limits, {warn: 90, fail: 180});
    assert.equal(stateOf(helplines, '2026-11-24', 'us-a'), 'ok');
    assert.equal(stateOf(helplines, '2027-02-22', 'us-a'), 'ok'); // 90 days
    assert.equal(stateOf(helplines, '2027-02-23', 'us-a'), 'warn');
    assert.equal(stateOf(helplines, '2027-05-23', 'us-a'), 'warn'); // 180 days
    assert.equal(stateOf(helplines, '2027-05-24', 'us-a'), 'fail');
  });

  test('fails for a date in the future', () => assert.equal(stateOf(helplines, '2026-11-23', 'us-a'), 'fail'));

  test('fails for a record with a recheck note, however fresh', () => {
    const flagged = sample(['us-a', '2026-11-24', 'Read the page.']);
    assert.equal(stateOf(flagged, '2026-11-24', 'us-a'), 'fail');
    assert.match(formatFreshness(freshness(flagged, '2026-11-24')), /fail +us-a +2026-11-24 +0 d +Read the page\./);
  });

  test('includes emergency numbers and the directory', () => {
    const rows = freshness(helplines, '2027-05-24');
    assert.deepEqual(rows.map(({id, state}) => `${id} ${state}`).sort(), [
      'directory fail',
      'us emergency fail',
      'us-a fail',
    ]);
  });

  test('lists failures first and counts the rest', () => {
    const text = formatFreshness(
      freshness(sample(['us-old', '2026-05-01'], ['us-due', '2026-08-01'], ['us-new', '2026-11-20']), '2026-11-24'),
    );
    assert.deepEqual(text.match(/us-\w+/g), ['us-old', 'us-due']);
    assert.match(text, /3 fresh, 1 due, 1 not to be released$/);
  });

  test('covers every record that ships', () => {
    const ids = freshness({countries, directory}, '2026-11-24').map(({id}) => id);
    for (const {id} of records) assert.ok(ids.includes(id), id);
    assert.equal(ids.length, records.length + countries.length + 1);
  });
});
