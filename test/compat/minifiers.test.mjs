/** HTML minifiers that omit end tags, also where the HTML standard forbids it: the page after each widget stays outside of it, and no word is lost. */
import assert from 'node:assert/strict';
import {parse} from 'parse5';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {WIDGETS, pageOf, test} from '../support/page.mjs';
import {importPackage, skipUnlessInstalled} from './packages.mjs';

skipUnlessInstalled();

const {minify} = await importPackage('html-minifier-terser');
const {default: minifyHtml} = await importPackage('@minify-html/node');

const MINIFIERS = {
  'html-minifier-terser': (html) =>
    minify(html, {
      collapseWhitespace: true,
      removeComments: true,
      removeOptionalTags: true,
      removeAttributeQuotes: true,
      minifyCSS: true,
    }),
  // Omits every end tag that may be omitted in other elements, as Parcel does.
  'minify-html': (html) => minifyHtml.minify(Buffer.from(html), {}).toString(),
};

/** Lists elements below a node. @type {(node: any) => any[]} */
const elementsIn = ({childNodes = []}) =>
  childNodes.flatMap((/** @type {any} */ node) => (node.tagName ? [node, ...elementsIn(node)] : []));
/** Returns the words of a node, without white space. @type {(node: any) => string} */
const wordsOf = ({value = '', childNodes = []}) => (value + childNodes.map(wordsOf).join('')).replace(/\s+/g, '');

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

for (const [name, minified] of Object.entries(MINIFIERS))
  test(`${name} leaves every widget closed, as tag and as placeholder`, async () => {
    for (const widget of WIDGETS)
      for (const form of ['tag', 'div']) {
        const {html} = await snippet(widget, {form, code: 'full', region: 'GB', lang: 'ar'});
        const page = pageOf(`<main>${html}<footer>The page goes on.</footer></main>`);
        const small = await minified(page);
        assert.ok(small.length < page.length, `${widget}: it was minified`);
        assert.deepEqual(outline(small), outline(page), `${widget}, ${form}`);
      }
  });
