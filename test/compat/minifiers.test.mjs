/**
 * HTML minifiers that omit end tags, also where the HTML standard forbids it: the page after each widget stays outside of it, and
 * no word is lost.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'parse5';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {WIDGETS, pageOf, test} from '../support/page.mjs';
import {importPackage, isInstalled, skipUnlessInstalled} from './packages.mjs';

skipUnlessInstalled();

/** @type {Record<string, (html: string) => string | Promise<string>>} */
const minifiers = {};
if (isInstalled) {
  const {minify} = await importPackage('html-minifier-terser');
  const {default: minifyHtml} = await importPackage('@minify-html/node');
  minifiers['html-minifier-terser'] = (html) =>
    minify(html, {
      collapseWhitespace: true,
      removeComments: true,
      removeOptionalTags: true,
      removeAttributeQuotes: true,
      minifyCSS: true,
    });
  // Omits every end tag that may be omitted in other elements, as Parcel does.
  minifiers['minify-html'] = (html) => minifyHtml.minify(Buffer.from(html), {}).toString();
}

/** Lists elements below a node. @type {(node: any) => any[]} */
const elementsIn = ({childNodes = []}) =>
  childNodes.flatMap((/** @type {any} */ node) => (node.tagName ? [node, ...elementsIn(node)] : []));
const textOf = (/** @type {any} */ {value = '', childNodes = []}) => value + childNodes.map(textOf).join('');
/** Returns the words of a node, without regard to white space. */
const wordsOf = (/** @type {any} */ node) => textOf(node).replace(/\s+/g, '');

/** Parses a page with a widget, and describes where everything is. @param {string} html */
function outline(html) {
  const elements = elementsIn(parse(html));
  const widget = elements.find(
    ({tagName, attrs}) => tagName.startsWith('recovery-') || attrs.some(({name}) => name === 'data-recovery-widget'),
  );
  const after = elements.find(({tagName}) => tagName === 'footer');
  return {
    fallback: wordsOf(widget),
    tags: elementsIn(widget).map(({tagName}) => tagName),
    next: [after.parentNode.tagName, wordsOf(after)],
  };
}

for (const minifier of ['html-minifier-terser', 'minify-html'])
  test(`${minifier} leaves every widget closed, as tag and as placeholder`, async () => {
    for (const name of WIDGETS)
      for (const form of ['tag', 'div'])
        for (const variant of name === 'helpline-banner' ? ['', 'compact'] : ['']) {
          /** @type {Record<string, string>} */
          const attributes = variant ? {variant} : {};
          const {html} = await snippet(name, {form, region: 'US', lang: 'es', attributes});
          const page = pageOf(`<main>${html}<footer>The page goes on.</footer></main>`);
          const small = await minifiers[minifier](page);
          assert.ok(small.length < page.length, `${name}: it was minified`);
          assert.deepEqual(outline(small), outline(page), `${name}, ${form}`);
        }
  });

test('minify-html breaks fallback content that ends in a paragraph, so that this test can fail', async () => {
  const page = pageOf('<recovery-faq><p>One</p><p>Two</p></recovery-faq><footer>Next</footer>');
  assert.notDeepEqual(outline(await minifiers['minify-html'](page)), outline(page));
});

test('the files of fallback content are whole after minifying, in a tag of any framework', async () => {
  for (const file of ['helpline-banner', 'helpline-banner.compact', 'overdose-warning', 'relapse-guide.supporter']) {
    const fallback = readFileSync(join(root, `dist/html/ar/GB/${file}.html`), 'utf8');
    const page = pageOf(
      `<recovery-${file.split('.')[0]}>${fallback}</recovery-${file.split('.')[0]}><footer>Next</footer>`,
    );
    for (const minify of Object.values(minifiers)) assert.deepEqual(outline(await minify(page)), outline(page), file);
  }
});
