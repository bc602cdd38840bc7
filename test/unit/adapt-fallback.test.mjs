/** The fallback content in the package, and the function that adapts it to the attributes of a tag. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {adaptFallback} from '../../dist/npm/entries/fallback.js';
import {QUESTIONS} from '../../dist/npm/widgets/faq/questions.js';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {VARIANTS} from '../../src/tools/html/fallback-variants.mjs';
import {root} from '../../src/tools/project.mjs';
import {readJson} from '../../src/tools/content/read-content.mjs';
import {isPasted} from '../../src/tools/content/tiers.mjs';
import {fullLanguages, hasLanguage, languages} from '../support/languages.mjs';
import {nightly} from '../support/nightly.mjs';

const {widgets, withFallback: regions} = await available();
const {attributes: controls} = readJson(join(root, 'src/content/controls.json'));

const read = (lang, region, file) => readFileSync(join(root, 'dist/html', lang, region, `${file}.html`), 'utf8');
const printed = async (name, options) => (await snippet(name, {...options, form: 'fallback'})).html;

/** Returns a place, or none where the package has no file of it in the language. */
const placeOf = (lang, region) => (isPasted(lang, region) ? region : 'none');

const optionsOf = (lang, region, attributes) => ({lang, region: region === 'none' ? '' : region, attributes});

const OWN = [
  {phone: '+1 (555) 010-0100', operator: 'Our clinic'},
  {phone: 'tel:5550100', operator: 'Acme & Sons Inc.', 'phone-name': '“Night” <line> "one"', hours: '9 – 17 & later'},
  {phone: '0555 0100 ext. 5', operator: 'عيادتنا', 'phone-name': 'خط المساعدة', hours: 'من ٩ إلى ٥'},
  {phone: '555 0100', operator: "Peter's {hours} $& {phone}", hours: '\u00a024 h'},
];

describe('the fallback content', () => {
  test('is the same as in the snippet, also for each variant', async () => {
    for (const [name, {regional}] of widgets) {
      // CI has some places: `fallback-html` compares the files of the others with the widget.
      const places = ['none', ...regions.filter((_, index) => regional && nightly(true, index % 6 === 0))];
      const variants = Object.entries(VARIANTS[name] ?? {}).filter(([variant]) => !variant.includes('local'));
      for (const [index, region] of places.entries()) {
        // Each place in one language, and all without a place.
        const pasted = fullLanguages.filter((tag) => isPasted(tag, region));
        const some = region === 'none' ? languages : [pasted[index % pasted.length]];
        for (const lang of some.filter((tag) => hasLanguage(name, tag)))
          for (const [variant, attributes] of [['', undefined], ...variants]) {
            const file = `${name}${variant && '.'}${variant}`;
            const code = await printed(name, optionsOf(lang, region, attributes));
            assert.equal(read(lang, region, file), code, `${lang} ${region} ${file}`);
          }
      }
    }
  });

  test('exists for each value that changes it, or can be made from a file', () => {
    const variants = Object.values(VARIANTS).flatMap((each) => Object.values(each));
    const inFiles = new Set(variants.flatMap((each) => Object.keys(each)));
    const adapted = ['heading-level', 'open', 'href', 'phone', 'phone-name', 'operator', 'hours'];
    for (const [name, {changesFallback, values}] of Object.entries(controls)) {
      // The row of languages links pages beside the script, which the package does not know.
      if (!changesFallback || ['lang', 'region', 'languages'].includes(name)) continue;
      assert.ok(
        adapted.includes(name) || inFiles.has(name),
        `“${name}” changes the fallback content: print its values (src/tools/html/fallback-variants.mjs) or adapt them (src/entries/fallback.ts), and list it here`,
      );
      if (inFiles.has(name) && values)
        assert.equal(Object.keys(values).length, 2, `${name} has a default and a variant`);
    }
  });

  test('contains no mark of a local line, except where there is one', () => {
    const folder = join(root, 'dist/html');
    for (const file of filesIn(folder)) {
      const text = readFileSync(join(folder, file), 'utf8');
      assert.equal(/\{[\w-]+\}/.test(text), file.endsWith('.local.html'), file);
    }
  });
});

describe('adaptFallback()', () => {
  test('changes nothing without attributes', () => {
    const html = read('es', 'US', 'faq');
    assert.equal(adaptFallback(html), html);
    const without = {lang: 'es', region: 'US', theme: 'dark', 'heading-level': undefined, phone: null};
    assert.equal(adaptFallback(html, without), html);
  });

  /** Compares adapted content with that of a widget that has the attributes. */
  const expectSame = async (name, file, {lang, region, attributes, variant = {}}) => {
    const adapted = adaptFallback(read(lang, region, file), attributes);
    const code = await printed(name, optionsOf(lang, region, {...attributes, ...variant}));
    assert.equal(adapted, code, `${lang} ${region} ${file} ${JSON.stringify(attributes)}`);
  };

  test('moves the headings as the widget does', async () => {
    for (const [name, {regional}] of widgets)
      for (const [lang, level] of Object.entries({en: '1', 'en-GB': '3', es: '4', ar: '6'})) {
        const region = regional ? placeOf(lang, 'US') : 'none';
        await expectSame(name, name, {lang, region, attributes: {'heading-level': level}});
      }
  });

  test('opens a question, and names another page to leave to, as the widget does', async () => {
    assert.deepEqual(Object.keys(controls.open.values), ['none', ...QUESTIONS]);
    for (const [index, open] of Object.keys(controls.open.values).entries()) {
      const lang = fullLanguages[index % fullLanguages.length];
      await expectSame('faq', 'faq', {lang, region: placeOf(lang, 'US'), attributes: {open}});
    }
    const href = 'https://es.wikipedia.org/?a=1&b="2"';
    for (const lang of fullLanguages)
      await expectSame('quick-exit', 'quick-exit', {lang, region: 'none', attributes: {href}});
  });

  test('fills in a line of the page’s own, whatever its texts contain', async () => {
    for (const [index, attributes] of OWN.entries())
      for (const variant of [{}, {variant: 'compact'}])
        for (const region of ['none', 'CA-ON']) {
          const lang = languages[index % languages.length];
          const file = ['helpline-banner', ...Object.values(variant), 'local'].join('.');
          await expectSame('helpline-banner', file, {lang, region: placeOf(lang, region), attributes, variant});
        }
  });

  test('names the mistake', () => {
    const banner = read('en', 'US', 'helpline-banner');
    const own = read('en', 'US', 'helpline-banner.local');
    const exit = read('en', 'none', 'quick-exit');
    for (const [args, message] of /** @type {[[any, any?], RegExp][]} */ ([
      [[{default: banner}], /the first argument must be the content of a file/],
      [[banner, {'heading-level': 7}], /invalid value "7" for “heading-level”\. Allowed: 1 to 6/],
      [[read('en', 'US', 'faq'), {open: 'naloxon'}], /invalid value "naloxon" for “open”\. Allowed: none, overdose, /],
      [[exit, {href: 'http://x.example'}], /for “href”\. Allowed: an address that begins with https/],
      [[banner, {phone: '555 0100', operator: 'Us'}], /whose name ends in \.local\.html/],
      [[own], /requires “phone”/],
    ]))
      assert.throws(() => adaptFallback(...args), {name: 'TypeError', message}, JSON.stringify(args[1]));
  });
});
