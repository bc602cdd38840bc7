/** dist/html: fallback HTML with everything a widget has on paper and nothing else, in markup that any editor keeps. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {parseFragment, serialize} from 'parse5';
import {dataHashOf} from '../../src/tools/helplines/data-hash.mjs';
import {toRuntimeEmergency} from '../../src/tools/generate/runtime-region.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {fallbackHtml, fallbackTree, stringifyBlocks} from '../../src/tools/html/fallback-html.mjs';
import {VARIANTS} from '../../src/tools/html/fallback-variants.mjs';
import {isPasted} from '../../src/tools/content/tiers.mjs';
import {available, prerender} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {numberTemplate, templateFor} from '../../src/tools/wordpress/fallback-files.mjs';
import {importBuilt, loadTranslator} from '../../src/tools/html/static-page.mjs';
import {walletCard} from '../../src/tools/html/wallet-card.mjs';
import {fullLanguages, hasLanguage, languages} from '../support/languages.mjs';
import {nightly} from '../support/nightly.mjs';

const folder = join(root, 'dist/html');
const {widgets, languages: everyLanguage, regions: all, withFallback: regions} = await available();
const cases = everyLanguage.flatMap((lang) =>
  ['none', ...regions.filter((region) => isPasted(lang, region))].flatMap((region) =>
    [...widgets].flatMap(([name, {regional}]) =>
      hasLanguage(name, lang) && (regional || region === 'none') ? [{lang, region, name}] : [],
    ),
  ),
);
/** Returns the language of the full tier whose turn it is for a region. @param {string} region */
function turnOf(region) {
  const own = fullLanguages.filter((lang) => isPasted(lang, region));
  return own[regions.indexOf(region) % own.length];
}
/**
 * Cells that are compared with the widget. CI has the banner of each region in one language, since the other widgets differ in one number
 * and line, and all widgets for some regions.
 */
const rendered = nightly(
  cases,
  cases.filter(
    ({lang, region, name}) =>
      (languages.includes(lang) && (region === 'none' || !fullLanguages.includes(lang))) ||
      (region !== 'none' &&
        lang === turnOf(region) &&
        (name === 'helpline-banner' || ['US', 'GB', 'CA-ON', 'FR', 'AU', 'DE'].includes(region))),
  ),
);
const optionsOf = ({lang, region}) => ({lang, region: region === 'none' ? '' : region});
const read = ({lang, region, name}) => readFileSync(join(folder, lang, region, `${name}.html`), 'utf8');

const BLOCKS =
  'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd div section details summary table caption thead tbody tr th td br'.split(' ');
/** Elements of fallback HTML and their attributes. `details` works without script; if it is stripped, blocks remain. */
const ALLOWED = {
  ...Object.fromEntries([...BLOCKS, 'strong', 'b', 'em', 'small'].map((tagName) => [tagName, []])),
  a: ['href', 'aria-label', 'rel', 'data-recovery-numbers'],
  details: ['open'],
  th: ['scope'],
  ol: ['start'],
  bdi: ['lang', 'dir'],
  span: ['lang', 'dir'],
  time: ['role', 'datetime'],
};

const attributesOf = ({attrs = []}) => Object.fromEntries(attrs.map(({name, value}) => [name, value]));
/** Lists all descendant elements, in reading order. @param {{childNodes?: any[]}} node @returns {any[]} */
const elementsIn = ({childNodes = []}) =>
  childNodes.filter(({tagName}) => tagName).flatMap((node) => [node, ...elementsIn(node)]);

/** Whether a node of a widget is printed. */
const isPrinted = (node) =>
  !['style', 'slot', 'button', 'input', 'svg', 'iframe'].includes(node.tagName) &&
  !['status', 'img'].includes(attributesOf(node).role) &&
  !/\b(?:screen|again)\b/.test(attributesOf(node).class ?? '');
/** Copies a node with its printed descendants. */
const printed = (node) => ({
  ...node,
  childNodes: (node.childNodes ?? []).filter(isPrinted).map((child) => (child.tagName ? printed(child) : child)),
});

/** Splits the text into words, in reading order. `separates` tells by name which elements separate words. */
function wordsIn(node, separates) {
  const textOf = ({nodeName, value, childNodes = []}) => {
    if (nodeName === '#text') return value;
    const text = childNodes.map(textOf).join('');
    return separates(nodeName) ? ` ${text} ` : text;
  };
  // Chinese has no space between words and digits.
  return textOf(node).match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
}

/** Returns the language around an element; undefined at the root. */
const languageAround = ({parentNode}) =>
  parentNode?.attrs && (attributesOf(parentNode).lang ?? languageAround(parentNode));

/** Lists pairs of a foreign language and the words in it. */
const foreignIn = (elements, lang) =>
  elements
    .map((node) => ({node, own: attributesOf(node).lang}))
    .filter(({node, own}) => own && own !== (languageAround(node) ?? lang))
    .map(({node, own}) => [own, wordsIn(node, (name) => BLOCKS.includes(name)).join(' ')])
    .filter(([, html]) => html);

const linksIn = (elements) => elements.flatMap((node) => (node.tagName === 'a' ? [attributesOf(node)] : []));
const countNumbers = (elements) =>
  elements.filter((node) => node.tagName === 'bdi' && attributesOf(node).dir === 'ltr').length;

describe('fallback HTML', () => {
  test('exists for every language, region and widget, and for no other', () => {
    const files = readdirSync(folder, {recursive: true}).filter((file) => /\.html$/.test(String(file)));
    const variants = cases.flatMap(({name}) => Object.keys(VARIANTS[name] ?? {}));
    assert.equal(files.length, cases.length + variants.length);
    assert.ok(cases.some(({region}) => region === 'CA-ON'));
    for (const {lang, region, name} of cases)
      assert.ok(existsSync(join(folder, lang, region, `${name}.html`)), `${lang} ${region} ${name}`);
  });

  for (const lang of languages)
    test(`in ${lang} has everything that the widget has on paper, and nothing else`, async () => {
      const numbers = new Set();
      for (const each of rendered.filter((one) => one.lang === lang)) {
        const {region, name} = each;
        const label = `${lang} ${region} ${name}`;
        const html = read(each);
        const fallback = parseFragment(html);
        const widget = printed(parseFragment((await prerender(name, optionsOf(each))).html));
        const [own, theirs] = [fallback, widget].map((tree) => elementsIn(tree));

        const parsed = serialize(fallback)
          .replaceAll('<details open="">', '<details open>')
          .replaceAll('&nbsp;', '\u00a0');
        assert.equal(parsed, html, `${label}: a browser reads it as it is written`);
        for (const node of own) {
          const allowed = ALLOWED[node.tagName];
          assert.ok(allowed, `${label}: <${node.tagName}>`);
          for (const {name: attribute} of node.attrs)
            assert.ok(allowed.includes(attribute), `${label}: <${node.tagName} ${attribute}>`);
          assert.ok(node.tagName === 'br' || node.childNodes.length, `${label}: <${node.tagName}> is empty`);
        }

        // In the widget style may separate words; in fallback HTML only elements that need no style do.
        const inWidget = wordsIn(widget, (tag) => [...BLOCKS, 'span', 'label', 'a', 'fieldset'].includes(tag));
        const inFallback = wordsIn(fallback, (tag) => BLOCKS.includes(tag));
        assert.deepEqual(inFallback, inWidget, label);
        assert.deepEqual(foreignIn(own, lang), foreignIn(theirs, lang), `${label}: foreign words`);

        const [links, expected] = [own, theirs].map((elements) =>
          linksIn(elements).map(({href, 'aria-label': name}) => [href, name]),
        );
        assert.deepEqual(links, expected, `${label}: links`);
        for (const {href, rel} of linksIn(own)) {
          assert.match(href, /^(tel:[+*]?\d+|sms:\+?\d+([?&]body=\S+)?|mailto:[\w.@-]+|https:\/\/\S+)$/, label);
          assert.equal(rel, href.startsWith('https:') ? 'noopener noreferrer' : undefined, label);
          if (href.startsWith('tel:')) numbers.add(href);
        }
        assert.equal(countNumbers(own), countNumbers(theirs), `${label}: numbers keep their direction`);
      }
      const places = new Set(rendered.filter((cell) => cell.lang === lang).map(({region}) => region));
      assert.ok(places.size > 2 && numbers.size >= places.size, `${numbers.size} numbers of ${places.size} places`);
    });

  test('differs in number, date and hash alone, and is not printed for each, where only the number is known', async () => {
    const {countries} = readHelplines();
    const others = countries.filter(({country}) => all.includes(country) && !regions.includes(country));
    assert.ok(others.length > 150);
    const regional = [...widgets.keys()].filter((name) => widgets.get(name).regional);
    for (const [index, name] of regional.entries()) {
      const templates = {};
      // CI has each country with one widget, and all that have no number or two.
      const some = others.filter(
        ({emergency: {number, also}}, at) => !number || also || at % regional.length === index,
      );
      for (const data of nightly(others, some)) {
        const region = data.country;
        const emergency = toRuntimeEmergency(data);
        const {number = '', also = ''} = emergency ?? {};
        const html = numberTemplate(await fallbackHtml(name, {region}), {
          region,
          number,
          also,
          dataHash: dataHashOf(data),
        });
        assert.equal(html, (templates[templateFor(emergency)] ??= html), `${name}, ${region}`);
        assert.ok(!existsSync(join(folder, 'en', region)), region);
      }
      assert.equal(Object.keys(templates).length, 5);
    }
  });

  test('has the date and hash of its numbers once, on the first link that dials', () => {
    const {records} = JSON.parse(readFileSync(join(root, 'dist/npm/helplines.json'), 'utf8'));
    const dataHashes = Object.fromEntries(records.map(({country, dataHash}) => [country, dataHash]));
    for (const each of rendered) {
      const links = linksIn(elementsIn(parseFragment(read(each))));
      const marked = links.flatMap(({href, 'data-recovery-numbers': numbers}) => (numbers ? [[numbers, href]] : []));
      const [first] = links.filter(({href}) => /^(tel|sms):/.test(href));
      const dataHash = each.region === 'none' || !first ? undefined : dataHashes[each.region.slice(0, 2)];
      assert.deepEqual(marked, dataHash ? [[dataHash, first.href]] : [], each.region);
    }
  });

  test('has one paragraph a line, and no line break within one', () => {
    const tag = /(ul|ol( start="\d+")?|dl|div|section|li|details( open)?|table|thead|tbody|tr|\/\w+)/;
    const whole = new RegExp(`^ *(<${tag.source}>|<(?<name>\\w+)( scope="\\w+")?>.*</\\k<name>>)$`);
    for (const each of cases)
      for (const line of read(each).trimEnd().split('\n')) assert.match(line, whole, `${each.name}: ${line}`);
  });
});

describe('the rules of fallback HTML', () => {
  /** Converts some content of a widget. */
  const convert = (content, dir = /** @type {'ltr' | 'rtl'} */ ('ltr')) => {
    const html = `<!--x--><style>a{}</style><div part="base" lang="en"><slot></slot>${content}</div>`;
    return stringifyBlocks(fallbackTree({html, lang: dir === 'rtl' ? 'ar' : 'en', dir}));
  };
  const foreign = '<p><bdi>Name</bdi> <bdi lang="en">Line</bdi> <span><bdi dir="ltr">1-2</bdi></span></p>';
  const escaped = '<p>1 &lt; 2 &amp; <a href="https://x.example/?a&amp;b" aria-label="&quot;3&quot;">3</a></p>';

  /** @typedef {{from: string, to: string, dir?: 'rtl'}} Example content of a widget, and its lines, parted by `|` */
  /** By promise. @type {Record<string, Example | Example[]>} */
  const rules = {
    'unwrap the card, make paragraphs of loose text, and keep spaces that do not break': {
      from: '<div class="card"><h2 part="heading"> A\n b\u00a0c</h2>loose <b>text</b><div>more</div></div>',
      to: '<h2>A b\u00a0c</h2>|<p>loose <b>text</b></p>|<p>more</p>',
    },
    'separate links and spans that only style keeps apart': [
      {
        from: '<div><a href="tel:1" class="button">1</a> <a href="https://x.example/" rel="noreferrer">Chat</a></div>',
        to: '<p><a href="tel:1">1</a></p>|<p><a href="https://x.example/" rel="noreferrer">Chat</a></p>',
      },
      {from: '<p><span>A</span> <span>B</span><!----><span>C</span></p>', to: '<p>A, B, C</p>'},
      {from: '<p><span>أ</span><span>ب</span></p>', to: '<p>أ، ب</p>', dir: 'rtl'},
    ],
    'drop everything that needs a script, is on screen only, or is empty': [
      {from: '<p class="quiet screen">No</p><div aria-live="polite">No</div><p></p><p>Yes</p>', to: '<p>Yes</p>'},
      {from: '<button>No</button><svg></svg><p>Yes</p><div role="img"><p>No</p></div>', to: '<p>Yes</p>'},
    ],
    'make the heading of a summary bold, and move the headings below it up': {
      from: '<details open><summary><h3>A</h3> <span>b</span></summary><h4>c</h4><p>d</p></details>',
      to: '<details open>|  <summary><strong>A:</strong> b</summary>|  <h3>c</h3>|  <p>d</p>|</details>',
    },
    'make lists of choices': {
      from: '<fieldset><label><input><b>A</b></label> <label><input>B</label></fieldset>',
      to: '<ul>|  <li><b>A</b></li>|  <li>B</li>|</ul>',
    },
    'keep sections together; without a heading they are a div': {
      from: '<div><div><section><h3>A</h3></section><section><p>C</p></section></div></div>',
      to: '<div>|  <section>|    <h3>A</h3>|  </section>|  <div>|    <p>C</p>|  </div>|</div>',
    },
    'escape text and attributes': {from: escaped, to: escaped},
    'keep the direction of foreign names in text of the other direction': [
      {from: foreign, to: '<p>Name Line <bdi dir="ltr">1-2</bdi></p>'},
      {
        from: foreign,
        to: '<p><bdi>Name</bdi> <bdi lang="en">Line</bdi> <bdi dir="ltr">\u200e1-2\u200e</bdi></p>',
        dir: 'rtl',
      },
    ],
  };
  for (const [promise, examples] of Object.entries(rules))
    test(promise, () => {
      for (const {from, to, dir} of [examples].flat())
        assert.equal(convert(from, dir), `${to.replaceAll('|', '\n')}\n`);
    });

  test('refuse an element without a rule', () =>
    assert.throws(() => convert('<blink><p>x</p></blink>'), /No fallback rule for <blink>/));
});

describe('prerendering', () => {
  test('gives the same result however many run concurrently', async () => {
    const some = cases.filter((_, index) => index % 40 === 0);
    const render = async (each) => (await prerender(each.name, optionsOf(each))).html;
    const alone = [];
    for (const each of some) alone.push(await render(each));
    assert.deepEqual(await Promise.all(some.map(render)), alone);
  });

  // test/unit/snippet.test.mjs has the others.
  test('refuses a language that no widget has, and a number of nobody', async () => {
    await assert.rejects(prerender('faq', {lang: 'xx'}), /Unknown language “xx”\. Allowed: en, /);
    const phone = prerender('helpline-banner', {attributes: {phone: '555'}});
    await assert.rejects(phone, /“phone” is ignored: “operator” is missing/);
  });
});

const {countries} = readHelplines();

describe('a number that only lists give, or in doubt,', () => {
  const shown = countries.map((data) => ({
    region: data.country,
    ...toRuntimeEmergency(data),
    isOnLists: data.emergency.evidence > 'B',
    isInDoubt: !!data.emergency.open?.some(({kind}) => kind === 'doubt'),
  }));

  /** Forms in which readers see an emergency number. Frames and the plugin show the first six. */
  const forms = {
    banner: (place) => fallbackHtml('helpline-banner', place),
    'compact banner': (place) => fallbackHtml('helpline-banner', {...place, attributes: {variant: 'compact'}}),
    warning: (place) => fallbackHtml('overdose-warning', place),
    guide: (place) => fallbackHtml('relapse-guide', place),
    'guide for family': (place) => fallbackHtml('relapse-guide', {...place, attributes: {audience: 'supporter'}}),
    questions: (place) => fallbackHtml('faq', place),
    chart: (place) => fallbackHtml('tolerance-chart', place),
    'prerendered warning': async (place) => (await prerender('overdose-warning', place)).html,
    'wallet card': walletCard,
  };

  /** Returns the text of some markup, with each number that stands in an element of its own in brackets. */
  const textOf = (html) =>
    html
      .replace(/<!--[^]*?-->/g, '')
      .replace(/>\s*([\d\u200e]+)\s*</g, '>[$1]<')
      .replace(/<[^>]+>|\u200e/g, '');

  for (const lang of languages)
    test(`is shown with the local emergency number in every form, and no other number is (${lang})`, async () => {
      const m = await importBuilt('generated/messages/overdose-warning.js');
      const translate = await loadTranslator(lang, ['overdose-warning']);
      // Messages in English are marked as English.
      const plain = (message) =>
        translate(message)
          .join('')
          .replace(/<[^>]+>/g, '');
      const orLocal = plain(m.sosOrLocal);
      // In CI all that may be wrong in English, else one of each kind: test/unit/fallback-html.test.mjs shows that others differ in digits alone.
      const kinds = shown.map(({number, also, unsure}) => [!number, !also, !unsure].join());
      const places = shown.filter(
        ({unsure}, index) => nightly(true, kinds.indexOf(kinds[index]) === index) || (unsure && lang === 'en'),
      );
      for (const {region, number, also, isOnLists, isInDoubt} of places)
        for (const [form, render] of Object.entries(forms)) {
          if (!fullLanguages.includes(lang) && /guide|questions|chart/.test(form)) continue;
          const text = textOf(await render({lang, region}));
          const [call, or] = [() => m.sosCall(`[${number}]`), () => m.sosOr(`[${also}]`)].map(plain);
          const hedged = [call, ...(also ? [or] : []), orLocal].join(lang.startsWith('zh') ? '' : ' ');
          const mustHedge = !!number && (isOnLists || isInDoubt);
          assert.equal(text.includes(hedged), mustHedge, `${form}, ${region}`);
          assert.ok(!mustHedge || !text.replaceAll(hedged, '').includes(`[${number}]`), `${form}, ${region}: alone`);
          assert.ok(mustHedge || !text.includes(orLocal), `${form}, ${region}: needs no hedge`);
        }
    });
});

test('of the sentences of a page with the four core widgets, but the days of checks, ten at most stand twice', () => {
  const core = ['quick-exit', 'overdose-warning', 'helpline-banner', 'relapse-guide'];
  const sentences = core.flatMap((name) =>
    read({lang: 'en', region: name === 'quick-exit' ? 'none' : 'US', name})
      .replace(/<details>\s*<summary>Where this comes from[^]*/, '')
      .replace(/<\/?(?:p|li|ul|ol|h\d|div|section|summary|details|dt|dd|br)\b[^>]*>/g, '\n')
      .replace(/<[^>]*>/g, '')
      .split(/\n|(?<=[.?”])\s+/)
      .map((each) => each.replace(/\s+/g, ' ').trim())
      // Lines that were checked on one day have the same sentence, by their records.
      .filter((each) => /\s.*[.?]$/.test(each) && !/^Checked on /.test(each)),
  );
  const again = [...new Set(sentences.filter((each, index) => sentences.indexOf(each) < index))];
  assert.ok(again.length <= 10, again.join('\n'));
});
