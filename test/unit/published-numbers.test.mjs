/**
 * The numbers of all records, repeated here on purpose: none can change by mistake, and none that was wrong comes back. Other tests read them from the records, most with
 * test/support/helplines.mjs.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {validateNumber} from '../../src/tools/helplines/checks.mjs';
import {mergedHelplines} from '../../src/tools/helplines/json.mjs';
import {knownNumbers} from '../../src/tools/helplines/known-numbers.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {root} from '../../src/tools/project.mjs';
import {sources} from '../support/project.mjs';

const {countries, notShipped} = readHelplines();
const {records} = mergedHelplines();

/** Emergency numbers of each country: the one that widgets show, or “–” where sources conflict, then the others. */
const EMERGENCY = `
AD 116, AE 998, AF –, AG 911 999, AI 911, AL 127, AM 103 911 112, AO 111, AR 107 911, AS 911, AT 144 112, AU 000,
AW 911, AX 112, AZ 103, BA 124, BB 511, BD 999, BE 112, BF 15 18, BG 112 150, BH 999, BI –, BJ –, BL 15, BM 911,
BN 991, BO 168, BQ 911 112, BR 192, BS 911 919, BT 112, BW 997, BY 103, BZ 911, CA 911, CC –, CD –, CF 1212, CG 118,
CH 144 112, CI 185, CK 999, CL 131, CM –, CN 120, CO 123, CR 911, CU 104, CV 130, CW 912, CX –, CY 112, CZ 155 112,
DE 112, DJ 119, DK 112, DM 911 999, DO 911, DZ 14 1021, EC 911, EE 112, EG 123, EH 150, ER –, ES 112, ET 907 939,
FI 112, FJ 911, FK 999, FM 911, FO 112, FR 15 112, GA 1488, GB 999 112, GD –, GE 112, GF 15 112, GG 999, GH 112,
GI 190 999 112, GL 112, GM 116, GN –, GP 15 112, GQ –, GR 166 112, GT 122 123, GU 911, GW –, GY 912, HK 999, HN 911,
HR 194 112, HT 116, HU 112 104, ID 119, IE 112 999, IL 101 112, IM 999, IN 112 108, IO 112, IQ 911, IR 115, IS 112,
IT 118 112, JE 999, JM 110, JO 911, JP 119, KE 999 112, KG 103 112, KH 119, KI 999, KM –, KN 911, KP –, KR 119,
KW 112, KY 911, KZ 103 112, LA 1195, LB 140, LC 911, LI 144 112, LK 1990 110, LR 911, LS –, LT 112, LU 112,
LV 113 112, LY –, MA 150 15 141, MC 112, MD 112, ME 112 124, MF 15, MG –, MH –, MK 112 194, ML 15, MM –, MN 103,
MO 119 120 999, MP 911, MQ 15 112, MR 101, MS 911, MT 112, MU 114, MV 100 102, MW 118 998, MX 911, MY 999 112, MZ –,
NA –, NC 15, NE 15, NF –, NG 112 199, NI 128, NL 112, NO 113, NP 102, NR 111, NU 999, NZ 111, OM 9999, PA 911, PE 106,
PF 15, PG 111, PH 911, PK 1122 115, PL 999 112, PM 15 112, PS 101, PT 112, PW 911, PY 141 911, QA 999, RE 15 112,
RO 112, RS 194 112, RU 103 112, RW 912 112, SA 997 911, SB –, SC 999, SD –, SE 112, SG 995, SH 999, SI 112, SK 155 112,
SL 117, SM 118, SN 1515 18, SO 999, SR 115, SS –, ST –, SV 132 911, SX 912, SY 110, SZ 977, TC 911, TD –, TG 118,
TH 1669, TJ 103, TK –, TL –, TM 03, TN 190, TO 911 933, TR 112, TT 811, TV –, TW 119, TZ 112, UA 103 112, UG 999,
US 911, UY 911 105, UZ 103, VA –, VC 911, VE 911, VG 911 999, VI 911, VN 115, VU 115, WF 15, WS 911, XK 112 194, YE –,
YT 15 112, ZA 112 10177, ZM –, ZW –
`;

/** URLs of each line, without those of websites and e-mail. */
const LINES = `
ar-141 tel:141, ar-0800-999-0091 tel:08009990091, at-142 tel:142, au-naodh tel:1800250015, au-lifeline tel:131114 sms:+61477131114, au-poisons tel:131126,
be-druglijn tel:078151020, be-0800-32-123 tel:080032123, be-1813 tel:1813, bg-nilnah tel:+359888991866, br-cvv tel:188,
ca-on-connexontario tel:+18665312600 sms:247247, ca-bc-adirs tel:+18006631441 tel:+16046609382, ca-bc-opioid-treatment-access
tel:+18338048111, ca-qc-drogue-aide tel:+18002652626 tel:+15145272626, ca-ab-addiction-helpline tel:+18663322322,
ca-nb-addiction-mental-health tel:+18663555550, ca-pe-access-line tel:+18335536983, ca-sk-healthline-811 tel:811,
ca-yt-substance-use-services tel:+18664563838, ca-ns-crisis-line tel:+18884298167, ca-988 tel:988 sms:988, ca-qc-adps
tel:+18002652626, ca-nors tel:+18886886677 sms:+18886886677, ca-poison tel:+18447647669, ch-143 tel:143, cl-4141 tel:*4141,
cn-12356 tel:12356, co-dc-106 tel:106 https://wa.me/573007548933, cz-nlo tel:800350000, de-sucht-drogen-hotline
tel:01806313031, de-telefonseelsorge tel:08001110111 tel:08001110222, dk-alkolinjen tel:80200500 sms:1231, dk-livslinien
tel:+4570201201, eg-16023 tel:16023, es-024 tel:024, fi-paihdeneuvonta tel:080090045, fi-mieli-kriisipuhelin tel:+358925250111
tel:+358925250112 tel:+358925250114 tel:+358925250115 tel:+358925250116, fi-myrkytystietokeskus tel:0800147111,
fr-drogues-info-service tel:0800231313, fr-3114 tel:3114, gb-wls-dan247 tel:08088082234 sms:81066, gb-frank tel:03001236600
sms:82111 tel:03001231099, gb-nir-lifeline tel:08088088000 tel:1800108088088000, gb-nhs-111 tel:111, gb-sct-nhs-24 tel:111,
gb-samaritans tel:116123 tel:08081640123, gb-shout sms:85258,
gr-1031 tel:1031, gr-10306 tel:10306, gr-1018 tel:1018, hk-186186 tel:186186, hk-18111 tel:18111, hu-116-123 tel:116123
tel:0680810600, id-healing119, ie-hse-drugs-alcohol tel:1800459459, ie-samaritans tel:116123, ie-text-about-it sms:50808,
ie-poisons tel:+35318092166, il-eran-1201 tel:1201, in-14446 tel:14446, in-tele-manas tel:14416 tel:18008914416, ir-1480
tel:1480, it-telefono-verde-droga tel:800186070, it-telefono-amico tel:+390223272327 https://wa.me/393240117252, jp-yorisoi
tel:0120279338, kr-1342 tel:1342, kr-109 tel:109, lt-vilties-linija tel:116123, lv-67037333 tel:+37167037333,
mx-linea-de-la-vida tel:8009112000, my-heal-15555 tel:15555, nl-drugs-infolijn tel:09001995, nl-113 tel:113 tel:08000113,
no-rusinfo tel:+4791508588, no-mental-helse tel:116123, no-kirkens-sos tel:+4722400040, nz-alcohol-drug-helpline
tel:0800787797 sms:8681, nz-1737 tel:1737 sms:1737, nz-poisons tel:0800764766, pe-113-5 tel:113, ph-doh-1550 tel:1550, ph-ncmh
tel:1553 tel:+639190571553 tel:+639178998727, pl-telefon-zaufania tel:800199990, pt-linha-vida tel:1414, pt-1411 tel:1411, py-155 tel:155,
se-droghjalpen tel:020919191, se-sjalvmordslinjen tel:90101, sg-mindline-1771 tel:1771 https://wa.me/6566691771, si-samarijan
tel:116123, sk-nezabudka tel:0800800566, th-1323 tel:1323, tr-191 tel:191, tw-0800770885 tel:0800770885, tw-1925 tel:1925,
ua-7333 tel:7333, us-samhsa-national-helpline tel:+18006624357 sms:435748 tel:+18004874889, us-pr-linea-pas tel:+18009810023
tel:+18886727622, us-988 tel:988 sms:988, us-crisis-text-line sms:741741, us-safespot tel:+18009720590, us-poison-help
tel:+18002221222, za-dsd-substance tel:0800121314 sms:32312, za-suicide-crisis tel:0800567567
`;

test('the emergency numbers are those that were checked', () => {
  const found = records.map(({country, emergency: {number = '–', also = []}}) =>
    [country, number, ...also.map((other) => other.number)].join(' '),
  );
  assert.deepEqual(found, EMERGENCY.trim().split(/,\s/));
  for (const {emergency} of records)
    for (const {number, tel} of [...('tel' in emergency ? [emergency] : []), ...(emergency.also ?? [])])
      assert.equal(tel, `tel:${number}`);
});

test('the numbers of the lines are those that were checked', () => {
  const found = records.flatMap(({lines}) =>
    lines
      .filter(({contacts}) => contacts)
      .map(({id, contacts = []}) =>
        [id, ...contacts.map(({href}) => href).filter((href) => /^(tel|sms|https:\/\/wa\.me)/.test(href))].join(' '),
      ),
  );
  assert.deepEqual(found, LINES.trim().replaceAll('\n', ' ').split(', '));
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
  assert.deepEqual(
    links.filter(({href}) => !known.has(href)),
    [],
  );
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
  for (const {
    country,
    emergency: {number, evidence, sources, open = []},
  } of countries) {
    const giving = sources.filter(({says = number ?? ''}) => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(says));
    if (!number)
      assert.ok(
        open.some(({kind}) => kind === 'doubt'),
        `${country}: why it has no number`,
      );
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
