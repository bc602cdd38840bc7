import assert from 'node:assert/strict';
import {cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import ts from 'typescript';
import {buildHelplines, mergedHelplines, readHelplines, regionOf, shownOf} from '../../src/tools/content/helplines.mjs';
import {freshness, limits, report} from '../../src/tools/content/freshness.mjs';
import {contentFolder} from '../../src/tools/content/read-content.mjs';

const temporary = [];
after(() => temporary.forEach((folder) => rmSync(folder, {recursive: true, force: true})));

/** A new empty folder that goes after the tests. */
function folder() {
  const path = mkdtempSync(join(tmpdir(), 'helplines-'));
  temporary.push(path);
  return path;
}

/** A copy of the content whose files may be changed. */
function copyOfContent() {
  const content = folder();
  cpSync(join(contentFolder, 'helplines'), join(content, 'helplines'), {recursive: true});
  return content;
}

/** Changes one file of a copy of the content. */
function changed(file, change) {
  const content = copyOfContent();
  const path = join(content, 'helplines', file);
  const data = JSON.parse(readFileSync(path, 'utf8'));
  change(data);
  writeFileSync(path, JSON.stringify(data));
  return content;
}

const line = (data, id) => data.lines.find((each) => each.id === id);
const {countries, directory, notShipped} = readHelplines();
const regions = Object.fromEntries(countries.map((data) => [data.country, regionOf(data)]));
const lines = Object.values(regions).flatMap((region) => region.lines);
const records = countries.flatMap((data) => data.lines);

describe('the records', () => {
  // Written out a second time on purpose: an emergency number cannot change by a slip.
  // prettier-ignore
  const emergency = {
    AT: '144', AU: '000', BE: '112', BR: '192', CA: '911', CH: '144', CL: '131', DE: '112', DK: '112', ES: '112', FI: '112',
    FR: '15', GB: '999', HK: '999', IE: '112', IN: '112', IT: '112', JP: '119', KR: '119', MX: '911', NL: '112', NO: '113',
    NZ: '111', PH: '911', PL: '112', PT: '112', SE: '112', SG: '995', TH: '1669', TR: '112', TW: '119', US: '911', ZA: '112',
  };

  test('have the emergency number of every country', () => {
    assert.deepEqual(
      Object.fromEntries(Object.entries(regions).map(([code, region]) => [code, region.emergency.number])),
      emergency,
    );
    for (const region of Object.values(regions)) assert.equal(region.emergency.tel, `tel:${region.emergency.number}`);
  });

  test('have the second emergency number where there is one', () => {
    const also = Object.entries(regions).flatMap(([code, region]) =>
      (region.also ?? []).map(({tel}) => `${code} ${tel}`),
    );
    assert.deepEqual(also.sort(), ['AT tel:112', 'FR tel:112', 'GB tel:112', 'IE tel:999', 'ZA tel:10177']);
  });

  test('name who answers, and where that was seen', () => {
    for (const record of records) {
      assert.ok(record.operator && record.operatorSource, record.id);
      assert.match(record.operatorType, /^(government|health-service|non-profit)$/, record.id);
    }
  });

  test('ship only on evidence A or B', () => {
    for (const {id, evidence} of records) assert.match(evidence, /^[AB]$/, id);
  });

  test('say of every line known but not shipped why', () => {
    assert.ok(notShipped.lines.some(({id}) => id === 'us-never-use-alone'));
    for (const {id} of notShipped.lines) assert.ok(!records.some((record) => record.id === id), id);
  });

  test('carry guidance only where it was reviewed for the country', () => {
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

  test('show a provincial line only in its province', () => {
    const within = regions.CA.lines.filter((each) => each.within).map((each) => [each.id, each.within]);
    assert.deepEqual(within, [
      ['ca-on-connexontario', 'CA-ON'],
      ['ca-bc-adirs', 'CA-BC'],
    ]);
    assert.ok(regions.CA.lines.some((each) => each.id === 'ca-988' && !each.within));
  });

  test('point to a directory', () => assert.equal(directory.url, 'https://findahelpline.com/'));
});

describe('what is dialed', () => {
  const dialed = (id) => {
    const {number, tel, sms} = lines.find((each) => each.id === id);
    return {number, tel, sms};
  };

  test('is E.164 for numbers of the numbering plan', () => {
    assert.deepEqual(dialed('us-samhsa-national-helpline'), {
      number: '1-800-662-4357',
      tel: 'tel:+18006624357',
      sms: {href: 'sms:435748', number: '435748', asks: 'zip', languages: ['en']},
    });
    assert.equal(dialed('fr-drogues-info-service').tel, 'tel:+33800231313');
    assert.equal(dialed('it-telefono-verde-droga').tel, 'tel:+39800186070');
    assert.equal(dialed('de-sucht-drogen-hotline').tel, 'tel:+491806313031');
  });

  test('is the bare digits for short codes', () => {
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

  test('is nothing for a line that takes text messages only', () =>
    assert.deepEqual(dialed('us-crisis-text-line'), {
      number: undefined,
      tel: undefined,
      sms: {href: 'sms:741741', number: '741741', keyword: 'HOME'},
    }));

  test('is what is shown, and has no letters', () => {
    for (const {id, number, tel, sms} of lines) {
      assert.ok(number || sms, id);
      for (const [shown, href] of [
        [number, tel],
        [sms?.number, sms?.href],
      ]) {
        if (!shown) continue;
        assert.match(shown, /^[\d +-]+$/, id);
        assert.match(href, /^(tel|sms):(\+\d{8,15}|\d{2,6})$/, id);
        // Of an international form, the end is the national number without its prefix.
        const digits = shown.replace(/\D/g, '');
        assert.ok(
          digits.endsWith(href.replace(/^\w+:(\+\d{1,3}?(?=\d{7,10}$))?/, '').slice(-7)),
          `${id}: ${shown} ${href}`,
        );
      }
    }
  });
});

describe('a record is refused', () => {
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
    'with a date that is none': [
      'gb.json',
      (data) => (line(data, 'gb-samaritans').verified = '2026-13-01'),
      /gb-samaritans, verified: /,
    ],
    'with a number that is not one of the country': [
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
    'with a short code in the form of a number': [
      'us.json',
      (data) => (line(data, 'us-988').shortCode = '+1988'),
      /us-988, shortCode: /,
    ],
    'with two numbers to call': [
      'us.json',
      (data) => (line(data, 'us-safespot').shortCode = '988'),
      /us-safespot, shortCode: cannot stand beside/,
    ],
    'with no way to reach it': ['us.json', (data) => delete line(data, 'us-safespot').number, /us-safespot: .*'sms'/],
    'with a text number that is not one of the country': [
      'au.json',
      (data) => (line(data, 'au-lifeline').sms.number = '0477 13 11'),
      /au-lifeline, sms\.number: .* is not a number of AU/,
    ],
    'with an address that is not https': [
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
    'with a language that is none': [
      'us.json',
      (data) => line(data, 'us-988').languages.push('xx-yy'),
      /us-988, languages\[2\]: /,
    ],
    'with a language written wrongly': [
      'us.json',
      (data) => (line(data, 'us-988').lang = 'iw'),
      /us-988: iw is no language tag/,
    ],
    'with a subdivision of another country': [
      'ca.json',
      (data) => (line(data, 'ca-on-connexontario').subdivision = 'US-NY'),
      /ca-on-connexontario, subdivision: US-NY is not in CA/,
    ],
    'with the id of another country': [
      'us.json',
      (data) => (line(data, 'us-988').id = 'ca-989'),
      /ca-989, id: does not begin with us-/,
    ],
    'with an id used twice': [
      'us.json',
      (data) => (data.lines[1].id = data.lines[0].id),
      /us-samhsa-national-helpline, id: used twice/,
    ],
    'out of order': ['us.json', (data) => data.lines.reverse(), /us-988, purpose: stands after a poison line/],
    'that is on the list of those not shipped': [
      'us.json',
      (data) => (line(data, 'us-safespot').id = 'us-never-use-alone'),
      /us-never-use-alone, id: not-shipped\.json says/,
    ],
    'with a number that may never be shown': [
      'in.json',
      (data) => (line(data, 'in-14446').shortCode = '1933'),
      /in\.json: in-14446, shortCode: 1933 may never be shown: MANAS/,
    ],
    'with such a number in other clothes': [
      'pl.json',
      (data) => (line(data, 'pl-telefon-zaufania').number = '+48 801-199-990'),
      /pl-telefon-zaufania, number: .* may never be shown/,
    ],
    'with a marketing number': [
      'ca.json',
      (data) => (line(data, 'ca-nors').number = '1-866-903-3787'),
      /ca-nors, number: .* may never be shown: Treatment marketing/,
    ],
  };
  for (const [name, [file, change, expected]] of Object.entries(cases))
    test(name, () =>
      assert.throws(() => readHelplines(changed(file, change)), {name: 'ContentError', message: expected}),
    );

  test('everything that is wrong is told at once', () => {
    const content = changed('us.json', (data) => {
      delete line(data, 'us-988').operator;
      line(data, 'us-safespot').operatorType = 'commercial';
    });
    assert.throws(() => readHelplines(content), /us-988: [^]*us-safespot, operatorType: /);
  });
});

describe('a country is refused', () => {
  const cases = {
    'without an emergency number': ['us.json', (data) => delete data.emergency, /us\.json: file: .*'emergency'/],
    'with words for an emergency number': [
      'us.json',
      (data) => (data.emergency.number = '112 or 999'),
      /emergency\.number: /,
    ],
    'without a source for its emergency number': [
      'us.json',
      (data) => delete data.emergencySource,
      /'emergencySource'/,
    ],
    'with an emergency number that may never be shown': [
      'br.json',
      (data) => (data.emergency.number = '141'),
      /emergency: 141 may never be shown/,
    ],
    'in the file of another': [
      'us.json',
      (data) => (data.country = 'CA'),
      /us\.json: country: CA does not match the name of the file/,
    ],
    'with unknown guidance': ['us.json', (data) => (data.guidance.law = 'fr'), /guidance\.law: /],
  };
  for (const [name, [file, change, expected]] of Object.entries(cases))
    test(name, () =>
      assert.throws(() => readHelplines(changed(file, change)), {name: 'ContentError', message: expected}),
    );

  test('that does not exist', () => {
    const content = changed('us.json', (data) => Object.assign(data, {country: 'XX', lines: []}));
    renameSync(join(content, 'helplines/us.json'), join(content, 'helplines/xx.json'));
    assert.throws(() => readHelplines(content), /xx\.json: country: there is no country XX/);
  });

  test('the directory must be https', () =>
    assert.throws(
      () => readHelplines(changed('directory.json', (data) => (data.url = 'http://example.org/'))),
      /directory\.json: url: /,
    ));
});

describe('the generated modules', () => {
  const out = join(folder(), 'regions');
  buildHelplines({out});
  const read = (file) => readFileSync(join(out, file), 'utf8');
  const load = async (file) => {
    const {outputText} = ts.transpileModule(read(file), {
      compilerOptions: {module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true},
    });
    return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  };

  test('are one a country, an index and the directory', () => {
    const files = countries.map(({country}) => `${country.toLowerCase()}.ts`);
    assert.deepEqual(readdirSync(out).sort(), [...files, 'directory.ts', 'index.ts'].sort());
  });

  test('hold the region', async () => {
    for (const code of ['US', 'CA', 'GB', 'ES', 'TW']) {
      const {region} = await load(`${code.toLowerCase()}.ts`);
      assert.deepEqual(region, JSON.parse(JSON.stringify(shownOf(regions[code]))));
    }
  });

  test('give hours as `always` or in the operator’s words, and nothing where nothing is known', () => {
    const facts = (id) => {
      const {hours, free, cost, confidential, service} = lines.find((each) => each.id === id);
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
    assert.ok(!('hours' in lines.find(({id}) => id === 'de-sucht-drogen-hotline')));
  });

  test('hold only what widgets show', () => {
    for (const file of readdirSync(out)) {
      assert.doesNotMatch(
        read(file),
        /operatorSource|operatorType|serviceSource|evidence|verified|recheck|nameEn|undefined/,
        file,
      );
      assert.ok(read(file).length < 6000, file);
    }
  });

  test('hold the lines for drug use and the first crisis line, and a website only where hours are not known', async () => {
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

  test('are listed by sorted code', async () => {
    const keys = Object.keys((await load('index.ts')).regions);
    assert.deepEqual(keys, countries.map(({country}) => country).sort());
    assert.match(read('index.ts'), /\n {2}US: \(\) => import\('\.\/us\.js'\),\n/);
  });

  test('hold the directory', async () =>
    assert.deepEqual((await load('directory.ts')).directory, {name: directory.name, url: directory.url}));

  test('leave nothing of a country that has gone', () => {
    const again = join(folder(), 'regions');
    buildHelplines({out: again});
    const content = copyOfContent();
    rmSync(join(content, 'helplines/za.json'));
    buildHelplines({content, out: again});
    assert.ok(!existsSync(join(again, 'za.ts')));
    assert.doesNotMatch(readFileSync(join(again, 'index.ts'), 'utf8'), /za\.js/);
  });

  test('stay as they were when a record is refused', () => {
    const before = read('us.ts');
    assert.throws(() => buildHelplines({content: changed('us.json', (data) => delete data.emergency), out}));
    assert.equal(read('us.ts'), before);
  });
});

describe('the merged data', () => {
  const merged = mergedHelplines();

  test('has every country, with evidence and what is dialed', () => {
    assert.deepEqual(Object.keys(merged.countries), Object.keys(regions));
    const {US} = merged.countries;
    assert.deepEqual(US.emergency, {number: '911', tel: 'tel:911'});
    const samhsa = US.lines.find(({id}) => id === 'us-samhsa-national-helpline');
    assert.equal(samhsa.tel, 'tel:+18006624357');
    assert.equal(samhsa.sms.href, 'sms:435748');
    assert.equal(samhsa.evidence, 'A');
    assert.ok(samhsa.source.url && samhsa.verified && samhsa.operatorSource);
    assert.deepEqual(merged.countries.ZA.alsoEmergency, [{number: '10177', tel: 'tel:10177'}]);
  });

  test('has no file paths and no lines that do not ship', () => {
    const text = JSON.stringify(merged);
    assert.doesNotMatch(text, /\$schema/);
    for (const {id} of notShipped.lines) assert.ok(!text.includes(`"${id}"`), id);
  });
});

describe('the release check', () => {
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
  const one = sample(['us-a', '2026-11-24']);

  test('warns after 90 days and fails after 180', () => {
    assert.deepEqual(limits, {warn: 90, fail: 180});
    assert.equal(stateOf(one, '2026-11-24', 'us-a'), 'ok');
    assert.equal(stateOf(one, '2027-02-22', 'us-a'), 'ok'); // 90 days
    assert.equal(stateOf(one, '2027-02-23', 'us-a'), 'warn');
    assert.equal(stateOf(one, '2027-05-23', 'us-a'), 'warn'); // 180 days
    assert.equal(stateOf(one, '2027-05-24', 'us-a'), 'fail');
  });

  test('fails for a date in the future', () => assert.equal(stateOf(one, '2026-11-23', 'us-a'), 'fail'));

  test('fails for a record to be rechecked, however fresh', () => {
    const helplines = sample(['us-a', '2026-11-24', 'Read the page.']);
    assert.equal(stateOf(helplines, '2026-11-24', 'us-a'), 'fail');
    assert.match(report(freshness(helplines, '2026-11-24')), /fail +us-a +2026-11-24 +0 d +Read the page\./);
  });

  test('looks at emergency numbers and the directory too', () => {
    const rows = freshness(one, '2027-05-24');
    assert.deepEqual(rows.map(({id, state}) => `${id} ${state}`).sort(), [
      'directory fail',
      'us emergency fail',
      'us-a fail',
    ]);
  });

  test('lists what fails first and counts the rest', () => {
    const text = report(
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
