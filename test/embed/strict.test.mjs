/**
 * Pages with strict security headers: no violation, nothing on the console, and widgets that look and work as usual. Also the two
 * things this rests on: our template builder creates the same nodes as Lit, and our Lit shares nothing with another copy.
 */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {parseAst} from 'rollup/parseAst';
import {snippet as generateSnippet} from '../../src/tools/html/snippet.mjs';
import {CDN, HOST, WIDGETS, expect, openIn, pageOf} from '../support/page.mjs';
import {assertWorks, bundle, dist, openStrictPage, snippetsOf, test} from './strict.mjs';

test.describe('strict headers', () => {
  const NONCE = 'bm9uY2U';
  const TRUSTED = "require-trusted-types-for 'script'";
  const policies = {
    'our host in script-src': `default-src 'none'; script-src ${new URL(CDN).origin}; style-src 'self'`,
    'the strictest policy':
      "default-src 'none'; script-src 'self'; style-src 'none'; frame-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'a nonce': `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'none'`,
    'a nonce, strict-dynamic and Trusted Types': `script-src 'nonce-${NONCE}' 'strict-dynamic'; object-src 'none'; base-uri 'none'; ${TRUSTED}; trusted-types 'none'`,
    'Trusted Types, no policy allowed': `default-src 'none'; script-src 'self'; style-src 'none'; ${TRUSTED}; trusted-types 'none'`,
  };
  const base = `${HOST}/widgets/`;
  const TIGHT = policies['Trusted Types, no policy allowed'];
  const HASH = /'sha256-[^']+'/;
  const scripts = {'recovery-widgets.js': 'type="module"', 'recovery-widgets.classic.js': '', 'all.js': ''};
  const names = Object.keys(scripts);
  // Each policy once, with one of the scripts in turn: they share one core.
  for (const [index, [title, policy]] of Object.entries(policies).entries()) {
    const file = names[index % names.length];
    test(`widgets work with ${file} under ${title}`, async ({openStrict}) => {
      const folder = policy.includes("'self'; style") ? `${HOST}/widgets` : CDN;
      const nonce = policy.includes('nonce-') ? `nonce="${NONCE}"` : '';
      const script = `<script ${scripts[file]} ${nonce} src="${folder}/${file}"></script>`;
      const {page, faults} = await openStrict(pageOf(snippetsOf(), {script}), {policy});
      await assertWorks(page);
      assert.deepEqual(await faults(), []);
    });
  }

  for (const [title, options, styleOf] of /** @type {[string, object, (notes: string) => string | undefined][]} */ ([
    // The page has to allow its own style sheet, as docs/embed.md says.
    ['placeholders work as printed, with their hints', {form: 'div', hints: true}, () => "'self'"],
    ['static widgets work as printed, with the printed hashes', {form: 'static'}, (notes) => HASH.exec(notes)?.[0]],
  ]))
    test(title, async ({openStrict}) => {
      const parts = await Promise.all(WIDGETS.map((name) => generateSnippet(name, {region: 'US', base, ...options})));
      const sources = new Set(parts.map(({notes}) => styleOf(notes.join())));
      const policy = TIGHT.replace("style-src 'none'", `style-src ${[...sources].join(' ')}`);
      const html = parts.map((part) => part.html).join('');
      const {page, faults} = await openStrict(pageOf(html, {script: ''}), {policy});
      await assertWorks(page);
      assert.deepEqual(await faults(), []);
    });

  test('an import map works as printed with the printed hash', async ({openStrict}) => {
    const options = {region: 'US', base, form: 'div', integrity: true};
    const {html, notes} = await generateSnippet('helpline-banner', options);
    const [hash] = HASH.exec(notes.join()) ?? assert.fail('no hash');
    const policy = TIGHT.replace("style-src 'none'", "style-src 'self'").replace("'self'", `'self' ${hash}`);
    const {page, faults} = await openStrict(pageOf(html, {script: ''}), {policy});
    await assertWorks(page, ['helpline-banner']);
    assert.deepEqual(await faults(), []);
  });

  test('these tests notice violations', async ({openStrict}) => {
    const {page, faults} = await openStrict(pageOf('<p style="color: red">Words</p>', {script: ''}), {policy: TIGHT});
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '';
      } catch {
        // Blocked, and recorded as a violation.
      }
    });
    const found = await faults();
    for (const fault of [/^style-src-attr inline/m, /^require-trusted-types-for/m, /^error: .*style/m])
      assert.match(found.join('\n'), fault);
  });

  test('widgets have their styles in browsers without constructable style sheets', async ({openStrict}) => {
    const script = `<script nonce="${NONCE}" src="${CDN}/all.js"></script>`;
    const {page, faults} = await openStrict(pageOf(snippetsOf(), {script}), {
      policy: `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'`,
      first: () => {
        for (const {prototype} of [globalThis.Document, globalThis.ShadowRoot])
          Reflect.deleteProperty(prototype, 'adoptedStyleSheets');
      },
    });
    await assertWorks(page);
    assert.deepEqual(await faults(), []);
  });
});

test.describe('another copy of Lit on the page', () => {
  const element = (tag) => `
    import {LitElement, css, html} from 'lit';
    customElements.define('${tag}', class extends LitElement {
      static properties = {count: {}};
      static styles = css\`b { color: rgb(0, 128, 0) }\`;
      render() { return html\`<b @click=\${() => (this.count = (this.count ?? 0) + 1)}>${tag} \${this.count}</b>\`; }
    });`;
  /** @type {Record<string, string>} */
  const files = {};
  test.beforeAll(async () => {
    files['other/published.js'] = await bundle(element('other-published'), ['production', 'browser']);
    files['other/development.js'] = await bundle(element('other-development'), ['development', 'browser']);
  });

  const ALLOWED =
    "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";
  for (const [kind, file, order, policy] of /** @type {const} */ ([
    ['published', 'recovery-widgets.js', 'before', undefined],
    ['development', 'all.js', 'after', ALLOWED],
  ]))
    test(`the ${kind} build of Lit works ${order} ${file}`, async ({openStrict}) => {
      const tags = [`${HOST}/widgets/${file}`, `${HOST}/other/${kind}.js`].map(
        (url) => `<script type="module" src="${url}"></script>`,
      );
      const script = (order === 'before' ? tags.reverse() : tags).join('');
      const html = pageOf(`<other-${kind}></other-${kind}>${snippetsOf()}`, {script});
      const {page, faults} = await openStrict(html, {policy, files});
      await assertWorks(page, ['helpline-banner', 'overdose-warning']);
      await page.locator(`other-${kind} b`).click();
      const other = await page.evaluate((tag) => {
        const node = document.querySelector(tag).shadowRoot.querySelector('b');
        return {text: node.innerText, color: getComputedStyle(node).color};
      }, `other-${kind}`);
      assert.deepEqual(other, {text: `other-${kind} 1`, color: 'rgb(0, 128, 0)'});
      // Lit’s development build warns about itself on every page.
      const own = /^warning: Lit is in dev mode\./;
      const found = await faults();
      for (const line of found) assert.match(line, own);
      assert.equal(found.length, kind === 'development' ? 1 : 0);
    });
});

test.describe('the strict template builder', () => {
  let opened;
  test.beforeAll(async ({browser}) => {
    const lit = await bundle(`export {_$LH} from 'lit-html'`, ['production', 'browser']);
    opened = await openStrictPage(openIn(browser), '<!doctype html><script src="/other/lit.js"></script>', {
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
        const [own, theirs] = [ours, lits].map(describeParts);
        return own === theirs ? '' : `${html(lits)}: ${own} is not ${theirs}`;
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
    // Strict pages refuse the first two; our builder shows a character reference as it is written.
    const refused = /\s(?:style|on[a-z]+)=|<(?:style|script)\b|&#?\w+;/;
    expect(templates.filter((strings) => refused.test(strings.join('')))).toEqual([]);
    assert.deepEqual(await differences(templates), []);
  });

  test('it builds templates of every kind as Lit does', async () => {
    const html = [
      ['Words'],
      [''],
      ['a ', ' b'],
      ['', ''],
      ['', ' ', ''],
      ['<p>', '</p>'],
      ['<p>x</p>', ''],
      ['<ul><li><b>a</b> b</li><li>', '</li></ul> c <i></i>'],
      ['<p>a<br>b</p><hr>'],
      ['<br/><img alt=""><input type="text">', '<wbr>c'],
      ['<a href="x" title="a > b  c" id=d data-e f=""></a>'],
      ['<a\n  href="x"\n  class=', '\n  >', '</a\n>'],
      ['<a href=', ' class="b ', ' c ', '" id=', ' title="', '">', '</a>'],
      ['<input .checked=', ' @change=', ' ?hidden=', ' .valueAsDate=', '>'],
      ['<br class=', '/>', ''],
      ['<x-y-1><h1>', '</h1></x-y-1>'],
      ['<a href="?a=1&copy=2">Q & A &amp; B</a>'],
      ['<p>a</p><svg viewBox="0 0 1 1"><g><path d="M0 0"/>', '</g><text x=', '>b</text></svg><p>c</p>'],
    ];
    const svg = [['<path d=', '/>'], ['<g><path d=', '/><circle r="1"/></g>', ''], ['<title>a</title>']];
    const templates = [...html.map((strings) => [1, ...strings]), ...svg.map((strings) => [2, ...strings])];
    assert.deepEqual(await differences(templates), []);
  });

  test('the comparison notices a difference', async () => {
    assert.equal((await differences([[1, '<p>a<p>b</p>']])).length, 1);
  });

  test('it refuses strings that are not a template', async () => {
    const refused = opened.page.evaluate(() => globalThis.template(['<script>alert(1)</script>'], 1, []));
    await assert.rejects(refused, /not a template literal/);
  });
});
