/** Helpline records: their validation, the modules and the data file generated from them, and the release check. */
import assert from 'node:assert/strict';
import {cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {brotliCompressSync} from 'node:zlib';
import ts from 'typescript';
import {isAnsweredIn, languageNames} from '../../src/tools/content/cldr.mjs';
import {contentFolder, readJson} from '../../src/tools/content/read-content.mjs';
import {claimsOf, validateCountry} from '../../src/tools/helplines/checks.mjs';
import {formatFreshness, freshness, limits} from '../../src/tools/helplines/freshness.mjs';
import {mergedHelplines} from '../../src/tools/helplines/json.mjs';
import {isNumberOnly} from '../../src/tools/helplines/number-only.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {buildRegionModules} from '../../src/tools/helplines/region-modules.mjs';
import {toRuntimeRegion} from '../../src/tools/helplines/runtime-region.mjs';

/** @import {LineRecord, Source} from '../../src/tools/helplines/read-helplines.mjs' */

/** @type {string[]} */
const temporary = [];
after(() => temporary.forEach((folder) => rmSync(folder, {recursive: true, force: true})));

/** Creates an empty folder that is deleted after the tests. */
function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'helplines-'));
  temporary.push(path);
  return path;
}

const original = (file) => readFileSync(join(contentFolder, 'helplines', file), 'utf8');

/** Copies the helplines to a temporary content folder. */
function copyContent() {
  const content = temporaryFolder();
  cpSync(join(contentFolder, 'helplines'), join(content, 'helplines'), {recursive: true});
  return content;
}

/** The copy for tests that edit a file and write no other, and the name of that file. */
let edited;

/** Edits one file of a copy, by default of one in which no other is edited: copying 250 files would take longer than reading them. */
function contentWith(file, edit, content) {
  if (!content) {
    if (edited) writeFileSync(join(edited.content, 'helplines', edited.file), original(edited.file));
    edited = {content: edited?.content ?? copyContent(), file};
  }
  const data = JSON.parse(original(file));
  edit(data);
  writeFileSync(join(content ?? edited.content, 'helplines', file), JSON.stringify(data));
  return content ?? edited.content;
}

const line = (data, id) => data.lines.find((record) => record.id === id);
/** Returns the contact of a line that is of a type. */
const contact = (data, id, type = 'call') => line(data, id).contacts.find((each) => each.type === type);
/** Returns the sources of a line that state a fact. */
const sourcesFor = (data, id, claim) => line(data, id).sources.filter((source) => source.for?.includes(claim));
const {countries, directory, notShipped, holidays} = readHelplines();
const records = countries.flatMap((data) => data.lines).filter(({status}) => status !== 'retired');
const merged = mergedHelplines();
const recordOf = (code) =>
  /** @type {typeof merged.records[number]} */ (merged.records.find(({country}) => country === code));
const mergedLines = merged.records.flatMap((country) => country.lines);
const regions = Object.fromEntries(
  countries.map((data) => [data.country, toRuntimeRegion(data, ['en'], holidays[data.country])]),
);

/** Pages that list the numbers of many countries. */
const LIST = /eccdata|libphonenumber|wikipedia|gov\.uk\/foreign-travel-advice|travel\.gc\.ca|www2\.hse\.ie|112\.hu/;

describe('helpline records', () => {
  // Repeated here on purpose: an emergency number cannot change by mistake.
  // prettier-ignore
  const emergency = {
    AD: '116', AE: '998', AF: undefined, AG: '911', AI: '911', AL: '127', AM: '103', AO: '111', AR: '107', AS: '911',
    AT: '144', AU: '000', AW: '911', AX: '112', AZ: '103', BA: '124', BB: '511', BD: '999', BE: '112', BF: '15',
    BG: '112', BH: '999', BI: '112', BJ: undefined, BL: undefined, BM: '911', BN: '991', BO: '168', BQ: undefined,
    BR: '192', BS: '911', BT: '112', BW: '997', BY: '103', BZ: '911', CA: '911', CC: undefined, CD: undefined,
    CF: undefined, CG: undefined, CH: '144', CI: '185', CK: '999', CL: '131', CM: undefined, CN: '120', CO: '123',
    CR: '911', CU: '104', CV: '130', CW: '912', CX: undefined, CY: '112', CZ: '155', DE: '112', DJ: undefined,
    DK: '112', DM: '999', DO: '911', DZ: '14', EC: '911', EE: '112', EG: '123', EH: '150', ER: undefined, ES: '112',
    ET: '907', FI: '112', FJ: '911', FK: '999', FM: '911', FO: '112', FR: '15', GA: undefined, GB: '999', GD: undefined,
    GE: '112', GF: '15', GG: '999', GH: '112', GI: '999', GL: '112', GM: '116', GN: undefined, GP: '15', GQ: undefined,
    GR: '112', GT: '122', GU: '911', GW: undefined, GY: '913', HK: '999', HN: '911', HR: '112', HT: '116', HU: '112',
    ID: '119', IE: '112', IL: '101', IM: '999', IN: '112', IO: '112', IQ: '911', IR: '115', IS: '112', IT: '112',
    JE: '999', JM: '110', JO: '911', JP: '119', KE: '999', KG: '103', KH: '119', KI: '999', KM: undefined, KN: '911',
    KP: undefined, KR: '119', KW: '112', KY: '911', KZ: '103', LA: '1195', LB: '140', LC: '911', LI: '144', LK: '1990',
    LR: '911', LS: undefined, LT: '112', LU: '112', LV: '112', LY: undefined, MA: '150', MC: '112', MD: '112',
    ME: '124', MF: undefined, MG: undefined, MH: undefined, MK: '194', ML: '15', MM: undefined, MN: '103', MO: '999',
    MP: '911', MQ: '15', MR: '101', MS: '911', MT: '112', MU: '114', MV: '102', MW: '998', MX: '911', MY: '999',
    MZ: undefined, NA: undefined, NC: '15', NE: '15', NF: undefined, NG: '112', NI: undefined, NL: '112', NO: '113',
    NP: '102', NR: '111', NU: '999', NZ: '111', OM: '9999', PA: '911', PE: '106', PF: '15', PG: '111', PH: '911',
    PK: '1122', PL: '112', PM: '15', PS: '101', PT: '112', PW: '911', PY: '141', QA: '999', RE: '15', RO: '112',
    RS: '194', RU: '103', RW: '912', SA: '997', SB: undefined, SC: '999', SD: undefined, SE: '112', SG: '995',
    SH: undefined, SI: '112', SK: '155', SL: undefined, SM: '118', SN: '1515', SO: '999', SR: '115', SS: '999',
    ST: undefined, SV: '132', SX: undefined, SY: '110', SZ: '977', TC: '911', TD: undefined, TG: '8200', TH: '1669',
    TJ: '103', TK: undefined, TL: undefined, TM: '03', TN: '190', TO: '911', TR: '112', TT: '811', TV: undefined,
    TW: '119', TZ: '112', UA: '103', UG: '999', US: '911', UY: '911', UZ: '103', VA: undefined, VC: '911', VE: '911',
    VG: '911', VI: '911', VN: '115', VU: undefined, WF: '15', WS: '911', XK: '194', YE: undefined, YT: '15', ZA: '112',
    ZM: undefined, ZW: undefined,
  };

  test('include the emergency number of every country', () => {
    assert.deepEqual(
      Object.fromEntries(Object.entries(regions).map(([code, region]) => [code, region.emergency?.number])),
      emergency,
    );
    for (const {emergency: shown} of Object.values(regions)) if (shown) assert.equal(shown.tel, `tel:${shown.number}`);
  });

  test('include further emergency numbers where they exist', () => {
    const also = merged.records
      .filter(({emergency: {number}}) => number)
      .flatMap(({country, emergency}) => (emergency.also ?? []).map(({tel}) => `${country} ${tel}`));
    assert.deepEqual(
      also.sort().join(', '),
      'AG tel:999, AM tel:112, AM tel:911, AR tel:911, AT tel:112, BF tel:18, BG tel:150, BS tel:919, CH tel:112, CZ tel:112, DZ tel:1021, ET tel:939, FR tel:112, GB tel:112, GF tel:112, GI tel:112, GI tel:190, GP tel:112, GR tel:166, GT tel:123, HR tel:194, HU tel:104, IE tel:999, IL tel:112, IN tel:108, IT tel:118, KE tel:112, KG tel:112, KZ tel:112, LI tel:112, LK tel:110, LV tel:113, MA tel:141, MA tel:15, ME tel:112, MQ tel:112, MY tel:112, NG tel:199, PK tel:115, PL tel:999, PM tel:112, PY tel:911, RE tel:112, RS tel:112, RU tel:112, RW tel:112, SA tel:911, SK tel:112, SN tel:18, SV tel:911, TO tel:933, UA tel:112, UY tel:105, VG tel:999, YT tel:112, ZA tel:10177',
    );
  });

  test('are listed in docs/helplines.md, with the reason, if they have no emergency number; the others are counted', () => {
    const docs = readFileSync(join(contentFolder, '../../docs/helplines.md'), 'utf8');
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

  test('name two independent sources that agree on the emergency number, or one of the country itself', () => {
    // One company keeps Android’s list and libphonenumber; GrapheneOS has a copy.
    const publisherOf = ({url}) => (/eccdata|libphonenumber/.test(url) ? 'android' : new URL(url).host);
    for (const {
      country,
      emergency: {number, evidence, sources, open = []},
    } of countries) {
      if (!number) {
        assert.ok(
          open.some(({kind}) => kind === 'doubt'),
          `${country}: why it has no number`,
        );
        continue;
      }
      const giving = sources.filter(({says}) => !says || new RegExp(`(?<!\\d)${number}(?!\\d)`).test(says));
      const publishers = new Set(giving.map(publisherOf));
      assert.ok(publishers.size > 1 || giving.some(({url}) => !LIST.test(url)), country);
      // A list of unknown quality beside one page is not evidence B.
      if (evidence === 'B')
        assert.ok(
          [...publishers].some((publisher) => publisher !== 'en.wikipedia.org'),
          country,
        );
    }
  });

  test('name the operator with its type and source', () => {
    for (const record of records) {
      assert.ok(record.operator && record.sources?.some((source) => source.for?.includes('operator')), record.id);
      assert.match(String(record.operatorType), /^(government|health-service|non-profit)$/, record.id);
    }
  });

  test('have evidence A or B', () => {
    for (const {id, evidence} of records) assert.match(String(evidence), /^[AB]$/, id);
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
    const provinces = Object.fromEntries(
      ['AB', 'BC', 'NB', 'NS', 'ON', 'PE', 'QC', 'SK', 'YT'].map((code) => [
        code,
        lines.filter(({within}) => within?.join() === `CA-${code}`).length,
      ]),
    );
    assert.deepEqual(provinces, {AB: 1, BC: 2, NB: 1, NS: 1, ON: 1, PE: 1, QC: 2, SK: 1, YT: 1});
    const within = (country) => regions[country].lines.flatMap((each) => each.within ?? []);
    assert.deepEqual([within('GB'), within('US'), within('CO')], [['GB-WLS', 'GB-NIR'], ['US-PR'], ['CO-DC']]);
    const {name} = line(recordOf('CA'), 'ca-988');
    assert.ok(lines.some((shown) => shown.name === name && !shown.within));
  });

  test('name a worldwide directory', () => assert.equal(directory.url, 'https://findahelpline.com/'));
});

describe('every claim on a line', () => {
  /** Removes a claim from a source. */
  const without = (/** @type {Source} */ {for: stated, oneOf, ...source}, claim) => ({
    ...source,
    ...(stated && {for: stated.filter((each) => each !== claim)}),
    ...(oneOf && {oneOf: oneOf.filter((each) => each !== claim)}),
  });

  test('traces to a source: without the one that states it, the line is refused', () => {
    let checked = 0;
    for (const data of countries)
      for (const record of data.lines.filter(({status}) => status !== 'retired'))
        for (const claim of claimsOf(record)) {
          const sources = record.sources?.map((source) => without(source, claim));
          const lines = data.lines.map((each) => (each === record ? {...record, sources} : each));
          const errors = validateCountry({...data, lines}, `${data.country.toLowerCase()}.json`, notShipped);
          assert.deepEqual(errors, [`${record.id}, sources: none states the ${claim}`]);
          checked++;
        }
    assert.ok(checked > 500, `${checked} claims`);
  });

  test('is known as one: each field of the schema is, or says nothing that needs a page', () => {
    const {$defs} = readJson(join(contentFolder, 'schema/helplines.schema.json'));
    const plain = {
      line: [
        // Identifies the record, or is a statement of the editor.
        ...['id', 'lang', 'nameEn', 'statusReason', 'statusSince', 'replacedBy', 'formerNumbers', 'official'],
        ...['evidence', 'sources', 'verification', 'open', 'pairedWith', 'purpose'],
        // Is on the page that states the number, or is that page.
        ...['name', 'url', 'operatorType'],
      ],
      // Say how a contact is opened, which its type claims.
      contact: ['number', 'url', 'address', 'menu', 'answers', 'from', 'languages'],
    };
    const base = {contacts: [{type: 'email'}], status: 'active'};
    const count = (record) => claimsOf(record).length;
    const changed = {status: 'pilot', contacts: [{type: 'call'}, {type: 'email'}], safety: {anonymous: true}};
    const always = ['operator', 'languages'];
    for (const field of Object.keys($defs.line.properties)) {
      if (plain.line.includes(field)) continue;
      const isClaim =
        always.includes(field) || count({...base, [field]: changed[field] ?? {only: ['opioids']}}) > count(base);
      assert.ok(isClaim, `line, ${field}`);
    }
    for (const field of Object.keys($defs.contact.properties)) {
      if (plain.contact.includes(field)) continue;
      const contact = field === 'type' ? {type: 'chat'} : {type: 'email', [field]: 'x'};
      assert.ok(count({...base, contacts: [base.contacts[0], contact]}) > count(base), `contact, ${field}`);
    }
    for (const field of Object.keys($defs.line.properties.safety.properties ?? $defs.safety.properties))
      assert.ok(count({...base, safety: {[field]: true}}) > count(base), `safety, ${field}`);
  });
});

describe('URLs to dial', () => {
  const dialed = (id) => mergedLines.find((record) => record.id === id)?.contacts?.map(({href}) => href) ?? [];

  test('use E.164 for numbers of the numbering plan', () => {
    assert.deepEqual(dialed('us-samhsa-national-helpline').slice(0, 2), ['tel:+18006624357', 'sms:435748']);
    assert.equal(dialed('fr-drogues-info-service')[0], 'tel:+33800231313');
    assert.equal(dialed('it-telefono-verde-droga')[0], 'tel:+39800186070');
    assert.equal(dialed('de-sucht-drogen-hotline')[0], 'tel:+491806313031');
  });

  test('use the bare digits for short codes', () => {
    assert.deepEqual(dialed('us-988').slice(0, 2), ['tel:988', 'sms:988']);
    assert.deepEqual(dialed('us-crisis-text-line')[0], 'sms:741741');
    assert.equal(dialed('gb-samaritans')[0], 'tel:116123');
    assert.equal(dialed('hk-186186')[0], 'tel:186186');
    assert.equal(dialed('in-14446')[0], 'tel:14446');
    assert.deepEqual(dialed('au-lifeline').slice(0, 2), ['tel:131114', 'sms:+61477131114']);
  });

  test('match the numbers shown, without letters', () => {
    for (const {id, contacts = []} of mergedLines)
      for (const {number = '', href, type} of contacts) {
        if (type !== 'call' && type !== 'text') continue;
        assert.match(number, /^[*\d +-]+$/, id);
        assert.match(href, /^(tel|sms):(\+\d{8,15}|\*?\d{2,6})$/, id);
        // The international form ends in the national number without its trunk prefix.
        const digits = number.replace(/\D/g, '');
        assert.ok(
          digits.endsWith(href.replace(/^\w+:\*?(\+\d{1,3}?(?=\d{7,10}$))?/, '').slice(-7)),
          `${id}: ${number} ${href}`,
        );
      }
  });
});

/** A line that has ended. */
const retired = {
  id: 'us-old',
  status: 'retired',
  name: 'Old line',
  lang: 'en',
  purpose: 'substance-use',
  statusReason: 'It has ended.',
  statusSince: '2026-01-01',
};

/** Returns a case of a line with opening hours that are refused. */
const withHours = (hours, expected) => [
  'us.json',
  (data) =>
    (contact(data, 'us-988').hours = {
      zone: 'America/New_York',
      weekly: [{days: ['mo'], opens: '09:00', closes: '17:00'}],
      publicHolidays: 'open',
      text: 'x',
      ...hours,
    }),
  expected,
];
const daily = (opens, closes) => ({days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], opens, closes});
const hoursCases = {
  'with hours in an unknown zone': withHours(
    {zone: 'America/Springfield'},
    /us\.json: us-988, contacts\[0\]\.hours: America\/Springfield is not an IANA time zone/,
  ),
  'with hours in a time zone of another country': withHours(
    {zone: 'Europe/London'},
    /us\.json: us-988, contacts\[0\]\.hours: Europe\/London is not a time zone of US or PR/,
  ),
  'with hours that never open': withHours(
    {weekly: [{days: ['mo'], opens: '22:00', closes: '02:00'}]},
    /contacts\[0\]\.hours: 22:00–02:00 is never open; past midnight, 02:00 is written 26:00/,
  ),
  'with hours that open after midnight of the day': withHours(
    {weekly: [{days: ['mo'], opens: '25:00', closes: '26:00'}]},
    /contacts\[0\]\.hours: 25:00 is not a time of the day/,
  ),
  'with a span longer than a day': withHours(
    {weekly: [{days: ['mo'], opens: '08:00', closes: '33:00'}]},
    /contacts\[0\]\.hours: 08:00–33:00 is longer than a day/,
  ),
  'with hours that overlap': withHours(
    {weekly: [daily('09:00', '17:00'), {days: ['we'], opens: '16:30', closes: '20:00'}]},
    /contacts\[0\]\.hours: two spans overlap at we 16:30/,
  ),
  'with hours that overlap past midnight, from Sunday to Monday': withHours(
    {
      weekly: [
        {days: ['su'], opens: '20:00', closes: '26:00'},
        {days: ['mo'], opens: '01:00', closes: '03:00'},
      ],
    },
    /contacts\[0\]\.hours: two spans overlap at mo 01:00/,
  ),
  'with a date that does not exist': withHours(
    {exceptions: [{date: '2026-02-29', closed: true}]},
    /contacts\[0\]\.hours: there is no 2026-02-29/,
  ),
  'with a day of the year that does not exist': withHours(
    {exceptions: [{date: '04-31', closed: true}]},
    /contacts\[0\]\.hours: there is no 04-31/,
  ),
  'with two exceptions of one date': withHours(
    {
      exceptions: [
        {date: '12-25', closed: true},
        {date: '12-25', closed: true},
      ],
    },
    /contacts\[0\]\.hours: 12-25 is listed twice/,
  ),
  'with spans of one date that overlap': withHours(
    {
      exceptions: [
        {
          date: '12-25',
          spans: [
            {opens: '09:00', closes: '12:00'},
            {opens: '11:00', closes: '13:00'},
          ],
        },
      ],
    },
    /contacts\[0\]\.hours: two spans of 12-25 overlap/,
  ),
  'with hours whose first day is after the last': withHours(
    {from: '2026-12-31', through: '2026-01-01'},
    /contacts\[0\]\.hours: never open: 2026-12-31 is after 2026-01-01/,
  ),
  'with times but no zone': withHours({zone: undefined}, /contacts\[0\]\.hours: .*zone/),
  'with times but no words of the operator': withHours({text: undefined}, /contacts\[0\]\.hours: .*text/),
};

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
      (data) =>
        (line(data, 'us-988').sources = line(data, 'us-988').sources.filter(
          ({for: stated}) => !stated?.includes('operator'),
        )),
      /us-988, sources: none states the operator/,
    ],
    'on evidence C': [
      'gb.json',
      (data) => (line(data, 'gb-samaritans').evidence = 'C'),
      /gb\.json: gb-samaritans, evidence: .*A, B/,
    ],
    'on evidence D': ['gb.json', (data) => (line(data, 'gb-samaritans').evidence = 'D'), /gb-samaritans, evidence: /],
    'without a source': ['gb.json', (data) => delete line(data, 'gb-samaritans').sources, /gb-samaritans: .*'sources'/],
    'without a date': [
      'gb.json',
      (data) => delete line(data, 'gb-samaritans').verification,
      /gb-samaritans: .*'verification'/,
    ],
    'with an invalid date': [
      'gb.json',
      (data) => (line(data, 'gb-samaritans').verification.on = '2026-13-01'),
      /gb-samaritans, verification\.on: /,
    ],
    'with a number outside the numbering plan of the country': [
      'us.json',
      (data) => (contact(data, 'us-safespot').number = '800-972-059'),
      /us\.json: us-safespot, contacts\[0\]\.number: 800-972-059 is not a number of US/,
    ],
    'with the number of another country': [
      'us.json',
      (data) => (contact(data, 'us-safespot').number = '+44 300 123 6600'),
      /us-safespot, contacts\[0\]\.number: .* is not a number of US/,
    ],
    'with the number of a neighbor that shares the calling code': [
      'us.json',
      (data) => (contact(data, 'us-safespot').number = '416-967-1111'),
      /us-safespot, contacts\[0\]\.number: 416-967-1111 is not a number of US/,
    ],
    'with the emergency number': [
      'us.json',
      (data) => (contact(data, 'us-988').number = '911'),
      /us\.json: us-988, contacts\[0\]: has the dial string of the emergency number/,
    ],
    'with a number of a line that has ended': [
      'us.json',
      (data) => data.lines.unshift({...retired, formerNumbers: ['800-972-0590']}),
      /us\.json: us-safespot, contacts\[0\]\.number: 800-972-0590 is among the formerNumbers of us-old/,
    ],
    'with letters in the number': [
      'us.json',
      (data) => (contact(data, 'us-safespot').number = '1-800-662-HELP'),
      /us-safespot, contacts\[0\]\.number: /,
    ],
    'with a short code in international notation': [
      'us.json',
      (data) => (contact(data, 'us-988').number = '+988'),
      /us-988, contacts\[0\]\.number: \+988 is a short code, which has no international form/,
    ],
    'without a contact': ['us.json', (data) => (line(data, 'us-safespot').contacts = []), /us-safespot, contacts: /],
    'with a contact without a number': [
      'us.json',
      (data) => delete contact(data, 'us-safespot').number,
      /us-safespot, contacts\[0\]: .*'number'/,
    ],
    'with two contacts of one dial string': [
      'us.json',
      (data) =>
        line(data, 'us-safespot').contacts.push({type: 'call', number: '+1 (800) 972-0590'.replace(/[()]/g, '')}),
      /us\.json: us-safespot, contacts\[1\]: has the dial string of us-safespot, contacts\[0\]/,
    ],
    'with the dial string of another line': [
      'us.json',
      (data) => (contact(data, 'us-poison-help').number = '1-800-972-0590'),
      /us-poison-help, contacts\[0\]: has the dial string of us-safespot, contacts\[0\]/,
    ],
    'with a menu on a text message': [
      'us.json',
      (data) => (contact(data, 'us-988', 'text').menu = '2'),
      /us-988, contacts\[1\]\.menu: /,
    ],
    'with a relay that lacks its prefix': [
      'gb.json',
      (data) => line(data, 'gb-samaritans').contacts.push({type: 'relay', number: '116 123'}),
      /gb-samaritans, contacts\[1\]\.number: 116 123 does not begin with the prefix of a text relay of GB/,
    ],
    'with a text number outside the numbering plan of the country': [
      'au.json',
      (data) => (contact(data, 'au-lifeline', 'text').number = '0477 13 11'),
      /au-lifeline, contacts\[1\]\.number: .* is not a number of AU/,
    ],
    'with a website that is not https': [
      'us.json',
      (data) => (line(data, 'us-988').url = 'http://988lifeline.org/'),
      /us-988, url: /,
    ],
    'with a chat that is not https': [
      'us.json',
      (data) => (contact(data, 'us-988', 'chat').url = 'javascript:alert(1)'),
      /us-988, contacts\[2\]\.url: /,
    ],
    'with an unknown field': ['us.json', (data) => (line(data, 'us-988').sponsor = 'x'), /us-988: .*\(sponsor\)/],
    'with confidential: false': [
      'us.json',
      (data) => (line(data, 'us-988').safety.confidential = false),
      /us-988, safety\.confidential: /,
    ],
    'with an unknown service': ['us.json', (data) => (line(data, 'us-988').service = 'treatment'), /us-988, service: /],
    'with the service of a companion under another purpose': [
      'us.json',
      (data) => (line(data, 'us-988').service = 'companion'),
      /us-988, service: companion requires the purpose overdose-companion/,
    ],
    'with a service but no source for it': [
      'us.json',
      (data) => (sourcesFor(data, 'us-988', 'service')[0].for = ['operator']),
      /us-988, sources: none states the service/,
    ],
    'with hours in two forms': [
      'us.json',
      (data) => (contact(data, 'us-988').hours = {always: true, text: 'x'}),
      /us-988, contacts\[0\]\.hours/,
    ],
    'with an invalid language tag': [
      'us.json',
      (data) => line(data, 'us-988').languages.push('xx-yy'),
      /us-988, languages\[2\]: /,
    ],
    'with a language tag that is not canonical': [
      'us.json',
      (data) => (line(data, 'us-988').lang = 'iw'),
      /us-988, languages: iw is not a canonical BCP 47 language tag/,
    ],
    'with a subdivision that does not exist': [
      'ca.json',
      (data) => (line(data, 'ca-on-connexontario').serves = {only: ['CA-ON', 'CA-XX']}),
      /ca-on-connexontario, serves: CA-XX is not a subdivision of CA in ISO 3166-2/,
    ],
    'with a subdivision of another country': [
      'ca.json',
      (data) => (line(data, 'ca-on-connexontario').serves = {only: ['US-NY']}),
      /ca-on-connexontario, serves: US-NY is not in CA/,
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
      (data) => (contact(data, 'in-14446').number = '1933'),
      /in\.json: in-14446, contacts\[0\]\.number: 1933 may never be shown: MANAS/,
    ],
    'with a banned number in other notation': [
      'pl.json',
      (data) => (contact(data, 'pl-telefon-zaufania').number = '+48 801-199-990'),
      /pl-telefon-zaufania, contacts\[0\]\.number: .* may never be shown/,
    ],
    'with a number for treatment marketing': [
      'ca.json',
      (data) => (contact(data, 'ca-nors').number = '1-866-903-3787'),
      /ca-nors, contacts\[0\]\.number: .* may never be shown: Treatment marketing/,
    ],
    'with the address of a proxy as a source': [
      'us.json',
      (data) => (line(data, 'us-988').sources[0].url = 'https://proxy.example/https://988lifeline.org/'),
      /us-988, sources\[0\]\.url: is the address of a proxy or an archive; the source is https:\/\/988lifeline\.org\//,
    ],
    'with a source for a fact that it does not claim': [
      'us.json',
      (data) => line(data, 'us-988').sources[0].for.push('eligibility'),
      /us-988, sources: one states the eligibility, which the line does not claim/,
    ],
    'of a drug agency': [
      'us.json',
      (data) => {
        line(data, 'us-988').safety.lawEnforcement = 'agency';
        line(data, 'us-988').sources[0].for.push('lawEnforcement');
      },
      /us-988, safety\.lawEnforcement: a line of police or of a drug agency/,
    ],
    'of a ministry of the interior without a decision': [
      'us.json',
      (data) => {
        line(data, 'us-988').safety.lawEnforcement = 'ministry';
        line(data, 'us-988').sources[0].for.push('lawEnforcement');
      },
      /us-988, safety\.lawEnforcement: “ministry” needs a decision/,
    ],
    'that is replaced by a line that does not exist': [
      'us.json',
      (data) => data.lines.unshift({...retired, replacedBy: 'us-989'}),
      /us-old, replacedBy: us-989 is not a running line of US/,
    ],
    'that is retired and can be called': [
      'us.json',
      (data) => data.lines.unshift({...retired, contacts: [{type: 'call', number: '988'}]}),
      /us-old, contacts: /,
    ],
    'with the id of a retired one': [
      'us.json',
      (data) => data.lines.unshift({...retired, id: 'us-988', purpose: 'substance-use'}),
      /us-988, id: used twice \(us\.json\): the id of a retired line is never used again/,
    ],
    'that is at risk, without a reason': [
      'us.json',
      (data) => (line(data, 'us-988').status = 'at-risk'),
      /us-988: .*'statusReason'/,
    ],
    'that is paired with a line that does not name it': [
      'us.json',
      (data) => (line(data, 'us-988').pairedWith = ['us-crisis-text-line']),
      /us-988, pairedWith: us-crisis-text-line does not name us-988 in turn/,
    ],
    'with ages that exclude everybody': [
      'us.json',
      (data) => {
        line(data, 'us-988').audience = {minimumAge: 30, maximumAge: 20};
        line(data, 'us-988').sources[0].for.push('audience');
      },
      /us-988, audience: the minimum age is above the maximum age/,
    ],
    'that is to be checked before it was checked': [
      'us.json',
      (data) => (line(data, 'us-988').verification.due = '2026-01-01'),
      /us-988, verification\.due: 2026-01-01 is not after/,
    ],
    ...hoursCases,
  };
  for (const [name, [file, edit, expected]] of Object.entries(cases))
    test(name, () =>
      assert.throws(() => readHelplines(contentWith(file, edit)), {name: 'ContentError', message: expected}),
    );

  test('a retired line cannot become active again', () => {
    const content = copyContent();
    const {used} = readJson(join(contentFolder, 'helpline-ids.json'));
    writeFileSync(join(content, 'helpline-ids.json'), JSON.stringify({used, retired: ['us-988']}));
    assert.throws(() => readHelplines(content), /us\.json: us-988, status: it was retired/);
  });

  test('with its own error alone: no other line of an invalid file is reported as removed', () => {
    const content = contentWith('us.json', (data) => (line(data, 'us-988').status = 'open'), copyContent());
    cpSync(join(contentFolder, 'helpline-ids.json'), join(content, 'helpline-ids.json'));
    assert.throws(
      () => readHelplines(content),
      ({message}) => /us-988, status: /.test(message) && !/ is gone/.test(message),
    );
  });

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
    'without a reason why it has no emergency number': [
      'us.json',
      (data) => delete data.emergency.number,
      /us\.json: emergency: .*'open'/,
    ],
    'with an emergency number listed twice': [
      'us.json',
      (data) => (data.emergency.also = [{number: '911'}]),
      /us\.json: emergency: 911 is listed twice/,
    ],
    'with the address of a proxy as a source': [
      'us.json',
      (data) =>
        (data.emergency.sources[0].url = 'https://proxy.example/?url=https%3A%2F%2Fwww.samhsa.gov%2F%2Ffind-help'),
      /us\.json: emergency: sources\[0\]\.url: is the address of a proxy .* is https:\/\/www\.samhsa\.gov\/find-help/,
    ],
    'with text in an emergency number': [
      'us.json',
      (data) => (data.emergency.number = '112 or 999'),
      /emergency\.number: /,
    ],
    'without a source for its emergency number': [
      'us.json',
      (data) => delete data.emergency.sources,
      /emergency: .*'sources'/,
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
    const content = contentWith('us.json', (data) => Object.assign(data, {country: 'XX', lines: []}), copyContent());
    renameSync(join(content, 'helplines/us.json'), join(content, 'helplines/xx.json'));
    assert.throws(() => readHelplines(content), /xx\.json: country: XX is not a country/);
  });

  test('with public holidays that are out of order or after the last day of the list', () => {
    const refuse = (dates, message) =>
      assert.throws(() => readHelplines(contentWith('holidays.json', (data) => (data.IE.dates = dates))), {
        name: 'ContentError',
        message,
      });
    refuse(['2029-01-01'], /holidays\.json: IE, dates: 2029-01-01 is after the last day, 2028-12-31/);
    refuse(['2027-12-25', '2027-01-01'], /holidays\.json: IE, dates: 2027-01-01 is not in order/);
    refuse(['2027-02-30'], /holidays\.json: IE\.dates/);
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
    const content = contentWith('ae.json', (data) => (data.emergency.number = '99 8'));
    assert.throws(
      () => buildRegionModules({content, out: join(temporaryFolder(), 'regions')}),
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
      crisis.map(({number, paired}) => [number, paired]),
      [
        ['0800 32 123', true],
        ['1813', true],
      ],
    );
  });

  test('name the key that a caller has to press', () => {
    const record = records.find(({id}) => id === 'pe-113-5');
    assert.equal(record.contacts?.[0].menu, '5');
    assert.deepEqual(
      regions.PE.lines.map(({tel, menu}) => [tel, menu]),
      [['tel:113', '5']],
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
    assert.deepEqual(shown('CL', 'Línea').tel, 'tel:*4141');
    assert.ok(shown('CL', 'Línea').rescue && shown('CL', 'Línea').anonymous);
    assert.deepEqual(shown('US', 'SAMHSA').more, [
      {type: 'textphone', text: '1-800-487-4889', href: 'tel:+18004874889'},
    ]);
    assert.deepEqual(shown('GB', 'Lifeline').more, [
      {type: 'relay', text: '18001 0808 808 8000', href: 'tel:1800108088088000'},
    ]);
    assert.equal(shown('SG', 'national').more?.[0].href, 'https://wa.me/6566691771');
    const {times, hours, checked, how} = shown('DK', 'Livslinien');
    assert.equal(times?.zone, 'Europe/Copenhagen');
    assert.deepEqual(times?.week.slice(0, 2), [
      {start: 660, end: 1740},
      {start: 2100, end: 3180},
    ]);
    assert.deepEqual([hours, checked, how], ['alle dage kl. 11–05', '2026-11-25', 'stored-copy']);
    assert.ok(!('times' in shown('US', '988')), 'a line that is always open needs no times');
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
    assert.deepEqual([own.within, own.tel, own.menu, own.address], [['CA-QC'], 'tel:+18002652626', '2', true]);
    assert.deepEqual([own.hours, own.times?.zone], ['tous les jours de 11 h à 2 h 30', 'America/Toronto']);
    assert.deepEqual(own.times?.week[0], {start: 11 * 60, end: 26.5 * 60});
    const canada = countries.find(({country}) => country === 'CA');
    const shown = (change) => {
      const record = {...line(canada, 'ca-qc-adps'), ...change};
      const {lines, companion} = toRuntimeRegion({...canada, lines: [record]});
      return [...lines, companion].filter(Boolean).length;
    };
    assert.equal(shown({}), 1);
    const menu = {serves: undefined};
    const withoutHours = {contacts: [{type: 'call', number: '1 800 265-2626'}]};
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
    assert.ok(!('number' in recordOf('ZM').emergency));
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
        ['substance-use', 'SAMHSA’s National Helpline', undefined],
        ['crisis', 'Línea PAS', undefined],
        ['crisis', '988 Suicide & Crisis Lifeline', undefined],
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
      merged.records.map(({country}) => country),
      countries.map(({country}) => country),
    );
    assert.equal(recordOf('US').emergency.tel, 'tel:911');
    const {evidence, sources, verification} = line(recordOf('US'), 'us-samhsa-national-helpline');
    assert.ok(evidence === 'A' && sources?.length && verification?.on);
    assert.ok(recordOf('ZA').emergency.also?.some(({tel}) => tel === 'tel:10177'));
  });

  test('has a URL for every contact', () => {
    for (const {lines} of merged.records)
      for (const {id, contacts = []} of lines)
        for (const {href} of contacts)
          assert.match(href, /^(tel:[+*\d]\d+|sms:\+?\d+|https:\/\/\S+|mailto:\S+@\S+)$/, id);
  });

  test('contains no file paths and no lines that do not ship', () => {
    const text = JSON.stringify(merged);
    assert.doesNotMatch(text, /\$schema/);
    for (const {id} of notShipped.lines) assert.ok(!text.includes(`"${id}"`), id);
  });

  test('says its licence, its date and its hash, which changes with the data', () => {
    assert.equal(merged.license, 'CC-BY-4.0');
    const changed = mergedHelplines(contentWith('us.json', (data) => (data.emergency.number = '912')));
    assert.equal(changed.date, merged.date);
    assert.notEqual(changed.hash, merged.hash);
    const stampsOf = ({records: all}) => Object.fromEntries(all.map(({country, stamp}) => [country, stamp]));
    assert.notEqual(stampsOf(changed).US, stampsOf(merged).US);
    assert.equal(stampsOf(changed).CA, stampsOf(merged).CA);
    assert.equal(stampsOf(merged).US, regions.US.stamp);
  });
});

describe('release check', () => {
  const check = (on, more) => ({verification: {by: 'editor', method: 'stored-copy', on}, ...more});
  /** Returns records with the fields that count here. @returns {any} */
  const sample = (...lines) => ({
    countries: [
      {
        country: 'US',
        emergency: {...check('2026-11-24'), sources: [{url: 'https://example.org/911'}]},
        lines: lines.map(([id, on, more]) => ({
          id,
          status: 'active',
          lang: 'fi',
          url: 'https://example.org/',
          ...check(on, more),
        })),
      },
    ],
    directory: {url: 'https://example.com/', verified: '2026-11-24'},
  });
  const rowOf = (helplines, today, id = 'us-a') => freshness(helplines, today).find((row) => row.id === id);
  const stateOf = (...args) => rowOf(...args).state;
  const helplines = sample(['us-a', '2026-11-24']);

  test('warns after 90 days and fails after 180', () => {
    assert.deepEqual(limits, {warn: 90, fail: 180});
    assert.equal(stateOf(helplines, '2026-11-24'), 'ok');
    assert.equal(stateOf(helplines, '2027-02-22'), 'ok'); // 90 days
    assert.equal(stateOf(helplines, '2027-02-23'), 'warn');
    assert.equal(stateOf(helplines, '2027-05-23'), 'warn'); // 180 days
    assert.equal(stateOf(helplines, '2027-05-24'), 'fail');
  });

  test('warns earlier where a record says so', () => {
    const verification = {by: 'editor', method: 'call', on: '2026-11-24', due: '2026-12-24'};
    const early = sample(['us-a', '2026-11-24', {verification}]);
    assert.equal(stateOf(early, '2026-12-24'), 'ok');
    assert.equal(stateOf(early, '2026-12-25'), 'warn');
    assert.equal(stateOf(early, '2027-03-25'), 'fail');
  });

  test('fails for a date in the future', () => assert.equal(stateOf(helplines, '2026-11-23'), 'fail'));

  test('fails for a fact in doubt, however fresh, and warns of a wish', () => {
    const flagged = (kind) => sample(['us-a', '2026-11-24', {open: [{kind, question: 'Read the page.'}]}]);
    assert.equal(stateOf(flagged('doubt'), '2026-11-24'), 'fail');
    assert.equal(stateOf(flagged('wish'), '2026-11-24'), 'warn');
  });

  test('says who must look at what, where and by when', () => {
    const open = [
      {kind: 'doubt', question: 'Is it free?', page: 'https://example.org/price'},
      {kind: 'wish', question: 'Its hours.'},
    ];
    const row = rowOf(sample(['us-a', '2026-08-01', {open, sources: [{cite: 'A newspaper'}]}]), '2026-11-24');
    assert.equal(row.by, '2026-11-24');
    assert.deepEqual(
      row.tasks.map(({who, what, where}) => `${who} | ${what} | ${where}`),
      [
        'someone who reads Finnish | Check every field against the live page, and call if you can: last checked 2026-08-01 by a stored copy. | https://example.org/',
        'someone who reads Finnish | Is it free? | https://example.org/price',
        'someone who reads Finnish | Wished for: Its hours. | https://example.org/',
        'someone who reads Finnish | Wished for: the full address of this source. | A newspaper',
      ],
    );
    const due = rowOf(sample(['us-a', '2026-08-01']), '2026-11-24');
    assert.deepEqual([due.state, due.by], ['warn', '2027-01-28']);
    assert.match(
      formatFreshness([row, due]),
      /fail {2}us-a: before a release; checked 2026-08-01, 115 days ago\n {6}someone .*\n {8}https/,
    );
    assert.match(formatFreshness([due]), /warn {2}us-a: by 2027-01-28;/);
  });

  test('names the day by which a list of public holidays has to go on', () => {
    const source = {url: 'https://holidays.example/', date: '2026-11-26'};
    const lists = {IE: {dates: ['2028-12-25'], through: '2028-12-31', source}};
    const rowOn = (today) =>
      freshness({countries: [], directory, holidays: lists}, today).find(({id}) => id === 'ie holidays');
    assert.equal(rowOn('2028-07-04').state, 'ok');
    assert.equal(rowOn('2028-07-05').state, 'warn');
    assert.deepEqual(
      [rowOn('2028-07-05').by, rowOn('2028-07-05').tasks[0].where],
      ['2028-10-02', 'https://holidays.example/'],
    );
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
    assert.match(text, /3 fresh, 1 with a warning, 1 not to be released$/);
  });

  test('says on which days the next checks are due, also of records that need nothing yet', () => {
    const rows = freshness(sample(['us-a', '2026-11-20'], ['us-b', '2026-11-20']), '2026-11-24');
    const [, days] = /^next checks of all facts, by day: (.+)$/m.exec(formatFreshness(rows));
    assert.match(days, /2027-02-18 \(2\)/);
    assert.deepEqual(days.match(/\d{4}-\d\d-\d\d/g), days.match(/\d{4}-\d\d-\d\d/g).sort());
  });

  test('covers every record that ships', () => {
    const ids = freshness({countries, directory}, '2026-11-24').map(({id}) => id);
    for (const {id} of records) assert.ok(ids.includes(id), id);
    assert.equal(ids.length, records.length + countries.length + 1);
  });
});
