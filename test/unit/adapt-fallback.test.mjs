/** The fallback content in the package, and the function that adapts it to the attributes of a tag. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {adaptFallback} from '../../dist/npm/entries/fallback.js';
import {QUESTIONS} from '../../dist/npm/widgets/faq/questions.js';
import {available} from '../../src/tools/html/prerender.mjs';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {VARIANTS} from '../../src/tools/html/fallback-variants.mjs';
import {root} from '../../src/tools/project.mjs';
import {readJson} from '../../src/tools/content/read-content.mjs';

const {widgets, languages, withFallback: regions} = await available();
const {attributes: controls} = readJson(join(root, 'src/content/controls.json'));

const read = (lang, region, file) => readFileSync(join(root, 'dist/html', lang, region, `${file}.html`), 'utf8');
const printed = async (name, options) => (await snippet(name, {...options, form: 'fallback'})).html;

/** A region of each widget that has one, and the name of its folder. */
const placesOf = (name) => (widgets.get(name).regional ? ['none', 'US', 'CA-ON', 'GB', 'ZA'] : ['none']);
const optionsOf = (lang, region, attributes) => ({lang, region: region === 'none' ? '' : region, attributes});

const OWN = [
  {phone: '+1 (555) 010-0100', operator: 'Our clinic'},
  {phone: 'tel:5550100', operator: 'Acme & Sons Inc.', 'phone-name': '“Night” <line> "one"', hours: '9 – 17 & later'},
  {phone: '0555 0100 ext. 5', operator: 'عيادتنا', 'phone-name': 'خط المساعدة', hours: 'من ٩ إلى ٥'},
  {phone: '555 0100', operator: "Peter's {hours} $& {phone}", hours: '\u00a024 h'},
];

describe('the fallback content', () => {
  test('is the same as in the snippet, also for each variant', async () => {
    for (const lang of languages)
      for (const [name, {regional}] of widgets) {
        const variants = Object.entries(VARIANTS[name] ?? {}).filter(([variant]) => !variant.includes('own'));
        for (const region of placesOf(name))
          assert.equal(
            read(lang, region, name),
            await printed(name, optionsOf(lang, region)),
            `${lang} ${region} ${name}`,
          );
        for (const region of regional ? ['none', ...regions] : ['none'])
          for (const [variant, attributes] of variants)
            assert.equal(
              read(lang, region, `${name}.${variant}`),
              await printed(name, optionsOf(lang, region, attributes)),
              `${lang} ${region} ${name} ${variant}`,
            );
      }
  });

  test('ends in a tag that no minifier may omit', () => {
    for (const file of readdirSync(join(root, 'dist/html'), {recursive: true}).map(String))
      if (/\.html$/.test(file) && !/prerendered|wallet-card/.test(file))
        assert.match(readFileSync(join(root, 'dist/html', file), 'utf8'), /<\/(div|details|section|ul|dl)>\n$/, file);
  });

  test('exists for each value that changes it, or can be made from a file', () => {
    const inFiles = new Set(
      Object.values(VARIANTS).flatMap((variants) => Object.values(variants).flatMap((each) => Object.keys(each))),
    );
    const adapted = ['heading-level', 'open', 'href', 'phone', 'phone-name', 'operator', 'hours'];
    for (const [name, {changesFallback, values}] of Object.entries(controls)) {
      if (!changesFallback || ['lang', 'region'].includes(name)) continue;
      assert.ok(
        adapted.includes(name) || inFiles.has(name),
        `“${name}” changes the fallback content: print its values (src/tools/html/fallback-variants.mjs) or adapt them (src/entries/fallback.ts), and list it here`,
      );
      if (inFiles.has(name) && values)
        assert.equal(Object.keys(values).length, 2, `${name} has a default and a variant`);
    }
  });

  test('contains no mark of an own line, except where there is one', () => {
    for (const file of readdirSync(join(root, 'dist/html'), {recursive: true}).map(String))
      if (/\.html$/.test(file))
        assert.equal(
          /\{[\w-]+\}/.test(readFileSync(join(root, 'dist/html', file), 'utf8').replace(/<style>.*?<\/style>/s, '')),
          /\.own\.html$/.test(file),
          file,
        );
  });
});

describe('adaptFallback()', () => {
  test('changes nothing without attributes', () => {
    const html = read('es', 'US', 'faq');
    assert.equal(adaptFallback(html), html);
    assert.equal(
      adaptFallback(html, {lang: 'es', region: 'US', theme: 'dark', 'heading-level': undefined, phone: null}),
      html,
    );
  });

  test('moves the headings as the widget does', async () => {
    for (const name of widgets.keys())
      for (const level of ['1', '2', '3', '4', '5', '6'])
        for (const lang of ['en', 'ar'])
          assert.equal(
            adaptFallback(read(lang, placesOf(name)[1] ?? 'none', name), {'heading-level': level}),
            await printed(name, optionsOf(lang, placesOf(name)[1] ?? 'none', {'heading-level': level})),
            `${name} ${lang} ${level}`,
          );
    assert.equal(
      adaptFallback(read('en', 'US', 'faq'), {'heading-level': 3}),
      adaptFallback(read('en', 'US', 'faq'), {'heading-level': '3'}),
    );
  });

  test('opens a question as the widget does', async () => {
    assert.deepEqual(Object.keys(controls.open.values), ['none', ...QUESTIONS]);
    for (const open of Object.keys(controls.open.values))
      for (const lang of languages)
        assert.equal(
          adaptFallback(read(lang, 'US', 'faq'), {open}),
          await printed('faq', optionsOf(lang, 'US', {open})),
          open,
        );
  });

  test('names another page to leave to', async () => {
    for (const href of ['https://www.weather.example/', 'https://es.wikipedia.org/?a=1&b="2"', 'https://wikipedia.org'])
      for (const lang of languages)
        assert.equal(
          adaptFallback(read(lang, 'none', 'quick-exit'), {href}),
          await printed('quick-exit', optionsOf(lang, 'none', {href})),
          href,
        );
  });

  test('fills in a line of the page’s own, whatever its texts contain', async () => {
    for (const attributes of OWN)
      for (const variant of [undefined, 'compact'])
        for (const lang of languages)
          for (const region of ['none', 'US', 'CA-ON', 'DE'])
            assert.equal(
              adaptFallback(read(lang, region, `helpline-banner.${variant ? 'compact.' : ''}own`), attributes),
              await printed('helpline-banner', optionsOf(lang, region, {...attributes, ...(variant && {variant})})),
              `${lang} ${region} ${JSON.stringify(attributes)}`,
            );
  });

  test('names the mistake', () => {
    const banner = read('en', 'US', 'helpline-banner');
    const own = read('en', 'US', 'helpline-banner.own');
    for (const [args, message] of /** @type {[[any, any?], RegExp][]} */ ([
      [[{default: banner}], /the first argument must be the content of a file/],
      [['/assets/banner-1234.html'], /the first argument must be the content of a file/],
      [[banner, {'heading-level': 7}], /invalid value "7" for “heading-level”\. Allowed: 1 to 6/],
      [[banner, {'heading-level': ''}], /heading-level/],
      [[read('en', 'US', 'faq'), {open: 'naloxon'}], /invalid value "naloxon" for “open”\. Allowed: none, overdose, /],
      [
        [read('en', 'none', 'quick-exit'), {href: 'http://x.example'}],
        /for “href”\. Allowed: an address that begins with https/,
      ],
      [[banner, {phone: '555 0100', operator: 'Us'}], /whose name ends in \.own\.html/],
      [[own], /requires “phone”/],
      [[own, {phone: '555 0100'}], /requires “phone”.*and “operator”/],
      [[own, {phone: 'call us', operator: 'Us'}], /requires “phone”/],
    ]))
      assert.throws(() => adaptFallback(...args), {name: 'TypeError', message}, JSON.stringify(args[1]));
  });
});
