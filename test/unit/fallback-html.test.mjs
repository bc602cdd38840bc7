/** The plain words in dist/html: all that the widget says on paper, nothing else, as HTML that any editor keeps. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {parseFragment, serialize} from 'parse5';
import {flatten, write} from '../../src/tools/html/fallback-html.mjs';
import {available, prerender} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';

const folder = join(root, 'dist/html');
const {widgets, languages, regions} = await available();
const cases = languages.flatMap((lang) =>
  ['none', ...regions].flatMap((region) =>
    [...widgets].flatMap(([name, {regional}]) => (regional || region === 'none' ? [{lang, region, name}] : [])),
  ),
);

const BLOCKS =
  'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd div section details summary table caption thead tbody tr th td br'.split(' ');
/** What may stand in the words, and with which attributes. `details` works without script; where it is stripped, blocks stay. */
const ALLOWED = {
  ...Object.fromEntries([...BLOCKS, 'strong', 'b', 'em'].map((tag) => [tag, []])),
  a: ['href', 'aria-label', 'rel'],
  th: ['scope'],
  ol: ['start'],
  bdi: ['lang', 'dir'],
  span: ['lang', 'dir'],
  time: ['datetime'],
};

const attributesOf = ({attrs = []}) => Object.fromEntries(attrs.map(({name, value}) => [name, value]));
/** Every element in it. */
const elementsIn = ({childNodes = []}) =>
  childNodes.flatMap((node) => (node.tagName ? [node, ...elementsIn(node)] : []));

/** What a reader of the widget on paper would read. */
const isOnPaper = (node) =>
  !['style', 'slot', 'button', 'input', 'svg', 'iframe'].includes(node.tagName) &&
  !['status', 'img'].includes(attributesOf(node).role) &&
  !(attributesOf(node).class ?? '').split(' ').includes('screen');
const paper = (node) => ({
  ...node,
  childNodes: (node.childNodes ?? []).filter(isOnPaper).map((child) => (child.tagName ? paper(child) : child)),
});

/** Letters and digits in the order of reading; elements that keep words apart are told by their names. */
function wordsIn(node, keepsApart) {
  const text = ({nodeName, value, childNodes = []}) => {
    if (nodeName === '#text') return value;
    const inner = childNodes.map(text).join('');
    return keepsApart(nodeName) ? ` ${inner} ` : inner;
  };
  return text(node).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Pairs of a foreign language and the words in it. */
const foreignIn = (tree, lang) =>
  elementsIn(tree)
    .map((node) => [attributesOf(node).lang, wordsIn(node, (name) => BLOCKS.includes(name)).join(' ')])
    .filter(([own, words]) => own && own !== lang && words);

describe('plain words', () => {
  test('are there for every language, region and widget, and for no other', () => {
    // The card for the wallet has a test of its own.
    const files = readdirSync(folder, {recursive: true}).filter((file) => /(?<!wallet-card)\.html$/.test(String(file)));
    assert.equal(files.length, cases.length * 2);
    assert.ok(cases.some(({region}) => region === 'CA-ON'));
    for (const {lang, region, name} of cases)
      for (const kind of ['html', 'prerendered.html'])
        assert.ok(existsSync(join(folder, lang, region, `${name}.${kind}`)), `${lang} ${region} ${name}`);
  });

  for (const lang of languages)
    test(`in ${lang} say what the widget says on paper, and only that`, async () => {
      const numbers = new Set();
      for (const {region, name} of cases.filter((each) => each.lang === lang)) {
        const label = `${lang} ${region} ${name}`;
        const html = readFileSync(join(folder, lang, region, `${name}.html`), 'utf8');
        const plain = parseFragment(html);
        const wanted = {lang, region: region === 'none' ? '' : region};
        const widget = paper(parseFragment((await prerender(name, wanted)).html));

        assert.equal(serialize(plain), html, `${label}: what a browser reads is what is written`);
        for (const node of elementsIn(plain)) {
          const allowed = ALLOWED[node.tagName];
          assert.ok(allowed, `${label}: <${node.tagName}>`);
          for (const {name: attribute} of node.attrs)
            assert.ok(allowed.includes(attribute), `${label}: <${node.tagName} ${attribute}>`);
          assert.ok(node.tagName === 'br' || node.childNodes.length, `${label}: <${node.tagName}> is empty`);
        }

        // Apart from each other in the widget by whatever means; in the plain words by elements that need no style.
        assert.deepEqual(
          wordsIn(plain, (tag) => BLOCKS.includes(tag)),
          wordsIn(widget, (tag) => BLOCKS.includes(tag) || ['span', 'label', 'legend', 'a', 'fieldset'].includes(tag)),
          label,
        );
        assert.deepEqual(foreignIn(plain, lang), foreignIn(widget, lang), `${label}: foreign words`);

        const links = (tree) => elementsIn(tree).flatMap((node) => (node.tagName === 'a' ? [attributesOf(node)] : []));
        assert.deepEqual(
          links(plain).map(({href, 'aria-label': spoken}) => [href, spoken]),
          links(widget).map(({href, 'aria-label': spoken}) => [href, spoken]),
          `${label}: links`,
        );
        for (const {href, rel} of links(plain)) {
          assert.match(href, /^(tel:\+?\d+|sms:\+?\d+([?&]body=\S+)?|https:\/\/\S+)$/, label);
          assert.equal(rel, href.startsWith('https:') ? 'noopener noreferrer' : undefined, label);
          if (href.startsWith('tel:')) numbers.add(href);
        }
        const digits = (tree) =>
          elementsIn(tree).filter((node) => node.tagName === 'bdi' && attributesOf(node).dir === 'ltr').length;
        assert.equal(digits(plain), digits(widget), `${label}: numbers keep their direction`);
      }
      assert.ok(numbers.size > 30, 'numbers of all countries');
    });

  test('are read one paragraph a line, with nothing that breaks a paragraph', () => {
    for (const {lang, region, name} of cases) {
      const html = readFileSync(join(folder, lang, region, `${name}.html`), 'utf8');
      for (const line of html.trimEnd().split('\n'))
        assert.match(
          line,
          /^ *(<(ul|ol(?: start="\d+")?|dl|div|section|li|details|table|thead|tbody|tr|\/\w+)>|<(\w+)( scope="\w+")?>.*<\/\3>)$/,
          `${name}: ${line}`,
        );
    }
  });

  test('keep apart what only a style would, and drop what needs a script', () => {
    const widget = (inner) => `<!--x--><style>a{}</style><div part="base" lang="en"><slot></slot>${inner}</div>`;
    const plain = (inner, options = {lang: 'en', dir: 'ltr'}) => write(flatten(widget(inner), options));
    assert.equal(
      plain('<div class="card"><h2 part="heading"> A\n b</h2>loose <b>words</b><div>more</div></div>'),
      '<h2>A b</h2>\n<p>loose <b>words</b></p>\n<p>more</p>\n',
    );
    assert.equal(
      plain('<div><a href="tel:1" class="button">1</a> <a href="https://x.example/" rel="noreferrer">Chat</a></div>'),
      '<p><a href="tel:1">1</a></p>\n<p><a href="https://x.example/" rel="noreferrer">Chat</a></p>\n',
    );
    assert.equal(plain('<p><span>A</span> <span>B</span><!----><span>C</span></p>'), '<p>A, B, C</p>\n');
    assert.match(plain('<p><span>أ</span><span>ب</span></p>', {lang: 'ar', dir: 'rtl'}), /أ، ب/);
    assert.equal(
      plain(
        '<p class="quiet screen">No</p><p role="status">No</p><p></p><button>No</button><svg></svg><p>Yes</p><div role="img"><p>No</p></div>',
      ),
      '<p>Yes</p>\n',
    );
    assert.equal(plain('<ul class="paper"><li>Yes<br> and </li></ul>'), '<ul>\n  <li>Yes<br>and</li>\n</ul>\n');
    assert.equal(
      plain('<details open><summary><h3>A</h3> <span>b</span></summary><div>c</div></details>'),
      '<details open>\n  <summary><strong>A:</strong> b</summary>\n  <p>c</p>\n</details>\n',
    );
    assert.equal(
      plain('<ol start="3"><li><label><input>A</label> <div><p>B</p></div></li></ol>'),
      '<ol start="3">\n  <li>\n    <p>A</p>\n    <p>B</p>\n  </li>\n</ol>\n',
    );
    assert.equal(
      plain('<fieldset><legend>Which?</legend><label><input><b>A</b></label> <label><input>B</label></fieldset>'),
      '<p><strong>Which?</strong></p>\n<ul>\n  <li><b>A</b></li>\n  <li>B</li>\n</ul>\n',
    );
    assert.equal(
      plain('<p>1 &lt; 2 &amp; <a href="https://x.example/?a&amp;b">3</a></p>').includes('1 &lt; 2 &amp;'),
      true,
    );
  });

  test('keep the direction of foreign names where the words around go the other way', () => {
    const widget = '<div part="base"><p><bdi>Name</bdi> <bdi lang="en">Line</bdi> <bdi dir="ltr">1-2</bdi></p></div>';
    assert.equal(write(flatten(widget, {lang: 'en', dir: 'ltr'})), '<p>Name Line <bdi dir="ltr">1-2</bdi></p>\n');
    assert.equal(
      write(flatten(widget, {lang: 'ar', dir: 'rtl'})),
      '<p><bdi>Name</bdi> <bdi lang="en">Line</bdi> <bdi dir="ltr">\u200e1-2\u200e</bdi></p>\n',
    );
  });

  test('are not made of an element that nobody thought of', () => {
    const widget = '<div part="base"><blink><p>x</p></blink></div>';
    assert.throws(() => flatten(widget, {lang: 'en', dir: 'ltr'}), /do not know <blink>/);
  });
});

describe('prerendering', () => {
  test('is the same however many run at once', async () => {
    const some = cases.filter((_, index) => index % 7 === 0);
    const one = async ({lang, region, name}) =>
      (await prerender(name, {lang, region: region === 'none' ? '' : region})).html;
    const alone = [];
    for (const each of some) alone.push(await one(each));
    assert.deepEqual(await Promise.all(some.map(one)), alone);
  });

  test('has no box ticked', async () => {
    assert.doesNotMatch((await prerender('trigger-checklist')).html, /\bchecked\b/);
  });

  test('refuses what a page would be warned of', async () => {
    for (const [name, options, message] of [
      ['faqs', {}, /no widget “faqs”\. There is: .*helpline-banner/],
      ['helpline-banner', {lang: 'xx'}, /no language “xx”\. There is: en, /],
      ['helpline-banner', {region: 'XX'}, /no region “XX”\. There is: AT, /],
      ['helpline-banner', {region: 'United States'}, /no region/],
      ['helpline-banner', {attributes: {colour: 'red'}}, /no attribute “colour”\. There is: lang, region, /],
      ['helpline-banner', {attributes: {theme: 'blue'}}, /theme="blue" is not understood\. Allowed: auto, dark, light/],
      ['helpline-banner', {attributes: {phone: '555'}}, /“operator” must say who runs it/],
    ])
      await assert.rejects(prerender(name, options), {name: 'Error', message});
  });
});
