/** The strict template builder, which creates the same nodes as Lit. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {parseAst} from 'rollup/parseAst';
import {dist, bundle, openStrictPage, test} from './strict.mjs';

test.describe('the strict template builder', () => {
  /** @type {Awaited<ReturnType<typeof openStrictPage>>} */
  let opened;
  test.beforeAll(async ({browser}) => {
    const lit = await bundle(`export {_$LH} from 'lit-html'`, ['production', 'browser']);
    opened = await openStrictPage(browser, '<!doctype html><script src="/other/lit.js"></script>', {
      files: {
        'other/lit.js': `globalThis.litHtmlPolyfillSupport = (Template) => (globalThis.Template = Template);${lit};globalThis.lit = bundled`,
        'other/template.js': readFileSync(join(dist, 'npm/entries/strict/template.js'), 'utf8'),
      },
    });
    await opened.page.evaluate(async () => {
      // A variable, as the file is on a page, not here.
      const url = '/other/template.js';
      const {template} = Object.assign(globalThis, await import(url));
      const {_$LH: parts} = globalThis.lit;
      const ctors = [parts.H, parts.B, parts.N, parts.U];
      /** Describes how our template differs from Lit’s; an empty string if it does not. */
      globalThis.compare = ([type, ...texts]) => {
        const strings = Object.assign(texts, {raw: texts});
        const ours = template(strings, type, ctors);
        // Our builder takes ampersands literally; the parser needs a character reference.
        const written = texts.map((text) => text.replaceAll('&', '&amp;'));
        const lits = new globalThis.Template({strings: Object.assign(written, {raw: written}), _$litType$: type});
        const comments = document.createTreeWalker(lits.el.content, globalThis.NodeFilter.SHOW_COMMENT);
        while (comments.nextNode()) comments.currentNode.nodeValue = '';
        const html = ({el}) => el.innerHTML;
        if (!ours.el.content.isEqualNode(lits.el.content)) return `${html(ours)} is not ${html(lits)}`;
        const describeParts = ({parts}) =>
          JSON.stringify(
            parts.map(({type, index, name, strings, ctor}) => [type, index, name, strings, ctors.indexOf(ctor)]),
          );
        return describeParts(ours) === describeParts(lits)
          ? ''
          : `${html(lits)}: ${describeParts(ours)} is not ${describeParts(lits)}`;
      };
    });
  });
  test.afterAll(() => opened?.close());

  const differences = (templates) =>
    opened.page.evaluate((all) => all.map(globalThis.compare).filter(Boolean), templates);

  test('it builds every template of every widget and language as Lit does', async () => {
    const assets = readdirSync(join(dist, 'cdn')).find((name) => name.startsWith('assets-'));
    const found = new Set();
    const collect = (node) => {
      if (!node || typeof node !== 'object') return;
      // The other tagged templates are style sheets, which have braces, and plain text, which is valid HTML as well.
      if (node.type === 'TaggedTemplateExpression') {
        const strings = node.quasi.quasis.map(({value}) => value.cooked);
        if (!strings.some((text) => text.includes('{'))) found.add(JSON.stringify([1, ...strings]));
      }
      Object.values(node).forEach(collect);
    };
    for (const file of readdirSync(join(dist, 'cdn', assets), {recursive: true, encoding: 'utf8'}))
      if (file.endsWith('.js')) collect(parseAst(readFileSync(join(dist, 'cdn', assets, file), 'utf8')));
    const templates = [...found].map((text) => JSON.parse(text));
    assert.ok(templates.length > 80, String(templates.length));
    assert.ok(templates.flat().some((text) => String(text).includes('<input type="checkbox"')));
    assert.ok(templates.flat().some((text) => String(text).includes('إرسال')));
    assert.deepEqual(await differences(templates), []);
  });

  for (const [title, ...templates] of [
    ['text and empty templates', [1, 'Words'], [1, '']],
    ['bindings in text', [1, 'a ', ' b'], [1, '', ''], [1, '', ' ', ''], [1, '<p>', '</p>'], [1, '<p>x</p>', '']],
    ['nested elements', [1, '<ul><li><b>a</b> b</li><li>', '</li></ul> c <i></i>']],
    ['void elements', [1, '<p>a<br>b</p><hr>'], [1, '<br/><img alt=""><input type="text">', '<wbr>c']],
    ['attribute values', [1, '<a href="x" title="a > b  c" id=d data-e f=""></a>']],
    ['line breaks in tags', [1, '<a\n  href="x"\n  class=', '\n  >', '</a\n>']],
    ['bound attributes', [1, '<a href=', ' class="b ', ' c ', '" id=', ' title="', '">', '</a>']],
    ['property, event and boolean bindings', [1, '<input .checked=', ' @change=', ' ?hidden=', ' .valueAsDate=', '>']],
    ['bindings before the end of a tag', [1, '<br class=', '/>', ''], [2, '<path d=', '/>']],
    ['custom elements and digits in names', [1, '<x-y-1><h1>', '</h1></x-y-1>']],
    ['literal ampersands', [1, '<a href="?a=1&copy=2">Q & A &amp; B</a>']],
    [
      'SVG elements',
      [1, '<p>a</p><svg viewBox="0 0 1 1"><g><path d="M0 0"/>', '</g><text x=', '>b</text></svg><p>c</p>'],
    ],
    ['SVG fragments', [2, '<g><path d=', '/><circle r="1"/></g>', ''], [2, '<title>a</title>']],
  ])
    test(`it builds ${title} as Lit does`, async () => assert.deepEqual(await differences(templates), []));

  test('the comparison notices a difference', async () => {
    assert.equal((await differences([[1, '<p>a<p>b</p>']])).length, 1);
  });

  test('it refuses strings that are not a template', async () => {
    const refused = opened.page.evaluate(() => globalThis.template(['<script>alert(1)</script>'], 1, []));
    await assert.rejects(refused, /not a template literal/);
  });
});
