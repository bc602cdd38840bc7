/**
 * Pages with strict security headers: no violation, nothing on the console, and widgets that look and work as usual. Also the two
 * things this rests on: our template builder creates the same nodes as Lit, and our Lit shares nothing with another copy.
 */
import assert from 'node:assert/strict';
import {snippet as generateSnippet} from '../../src/tools/html/snippet.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, HOST, WIDGETS, pageOf, until, upgraded} from '../support/page.mjs';
import {bundle, test, snippetsOf, assertWorks} from './strict.mjs';

const MODULE = `<script type="module" src="${HOST}/widgets/recovery-widgets.js"></script>`;

test.describe('strict headers', () => {
  const NONCE = 'bm9uY2U';
  const TRUSTED = "require-trusted-types-for 'script'";
  const GOOGLE = `script-src 'nonce-${NONCE}' 'strict-dynamic'; object-src 'none'; base-uri 'none'`;
  const policies = {
    'script-src and style-src self': "default-src 'none'; script-src 'self'; style-src 'self'",
    'our host in script-src': `default-src 'none'; script-src ${new URL(CDN).origin}; style-src 'self'`,
    'the strictest policy':
      "default-src 'none'; script-src 'self'; style-src 'none'; frame-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'a nonce': `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'none'`,
    'a nonce and strict-dynamic': GOOGLE,
    'Trusted Types, no policy allowed': `default-src 'none'; script-src 'self'; style-src 'none'; ${TRUSTED}; trusted-types 'none'`,
    'Trusted Types, the policy of Lit allowed': `default-src 'none'; script-src 'self'; style-src 'self'; ${TRUSTED}; trusted-types lit-html`,
    'Trusted Types, policies not named': `default-src 'none'; script-src 'self'; style-src 'self'; ${TRUSTED}`,
    'a nonce, strict-dynamic and Trusted Types': `${GOOGLE}; ${TRUSTED}; trusted-types 'none'`,
  };
  const base = `${HOST}/widgets/`;
  const TIGHT = policies['Trusted Types, no policy allowed'];
  const HASH = /'sha256-[^']+'/;
  const scripts = {
    'recovery-widgets.js': 'type="module"',
    'recovery-widgets.classic.js': '',
    'all.js': '',
  };
  const names = Object.keys(scripts);
  // CI has each policy once and each script three times: the scripts share one core.
  for (const [index, [title, policy]] of Object.entries(policies).entries())
    for (const file of nightly(names, [names[index % names.length]]))
      test(`widgets work with ${file} under ${title}`, async ({openStrict}) => {
        const folder = policy.includes("'self'; style") ? `${HOST}/widgets` : CDN;
        const nonce = policy.includes('nonce-') ? `nonce="${NONCE}"` : '';
        const script = `<script ${scripts[file]} ${nonce} src="${folder}/${file}"></script>`;
        const {page, faults} = await openStrict(pageOf(snippetsOf(), {script}), {policy});
        await assertWorks(page);
        assert.deepEqual(await faults(), []);
      });

  test('tables of another language load under Trusted Types', async ({openStrict}) => {
    const {page, faults} = await openStrict(pageOf(snippetsOf(), {lang: 'ar', script: MODULE}), {policy: TIGHT});
    await upgraded(page, ...WIDGETS);
    await until(
      page,
      (tags) => tags.every((tag) => document.querySelector(tag).shadowRoot.querySelector('.root').lang === 'ar'),
      WIDGETS.map((name) => `recovery-${name}`),
    );
    assert.deepEqual(await faults(), []);
  });

  for (const [title, options, styleOf] of /** @type {[string, object, (notes: string) => string | undefined][]} */ ([
    // The page has to allow its own style sheet, as docs/embed.md says.
    [
      'placeholders work as npx recovery-widgets snippet prints them with --link-style',
      {form: 'div', linkStyle: true},
      () => "'self'",
    ],
    [
      'prerendered widgets work as printed, with the printed hashes',
      {form: 'prerendered'},
      (notes) => HASH.exec(notes)?.[0],
    ],
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

  test('an import map works as printed with the printed hash, and is blocked without it', async ({openStrict}) => {
    for (const isAllowed of [true, false]) {
      const {html, notes} = await generateSnippet('helpline-banner', {
        region: 'US',
        base,
        form: 'div',
        integrity: true,
        linkStyle: true,
      });
      const [hash] = HASH.exec(notes.join()) ?? assert.fail('no hash');
      const policy = TIGHT.replace("style-src 'none'", "style-src 'self'").replace(
        "script-src 'self'",
        `script-src 'self' ${isAllowed ? hash : ''}`,
      );
      const {page, faults} = await openStrict(pageOf(html, {script: ''}), {policy});
      await assertWorks(page, ['helpline-banner']);
      const found = await faults();
      if (isAllowed) assert.deepEqual(found, []);
      else assert.match(found.join('\n'), /^script-src-elem inline/);
    }
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
    for (const fault of [/^style-src-attr inline/, /^require-trusted-types-for/, /^error: .*style/])
      assert.ok(
        found.some((line) => fault.test(line)),
        `${fault} in ${found.join('\n')}`,
      );
  });

  for (const [title, policy] of Object.entries({
    'without headers': undefined,
    'with a nonce for scripts and styles': `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'`,
  }))
    test(`widgets have their styles in browsers without constructable style sheets, ${title}`, async ({openStrict}) => {
      const {page, faults} = await openStrict(
        pageOf(snippetsOf(), {script: `<script nonce="${NONCE}" src="${CDN}/all.js"></script>`}),
        {
          policy,
          first: () => {
            for (const {prototype} of [globalThis.Document, globalThis.ShadowRoot])
              Reflect.deleteProperty(prototype, 'adoptedStyleSheets');
          },
        },
      );
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

  const policies = {
    'without headers': undefined,
    'with its Trusted Types policy allowed':
      "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
  };
  const [without, allowed] = Object.keys(policies);
  const product = Object.keys(policies).flatMap((title) =>
    ['published', 'development'].flatMap((kind) =>
      ['recovery-widgets.js', 'all.js'].flatMap((file) =>
        ['before', 'after'].map((order) => /** @type {const} */ ([title, kind, file, order])),
      ),
    ),
  );
  // CI has every pair of build, file and order, and each policy twice.
  for (const [title, kind, file, order] of nightly(product, [
    [without, 'published', 'recovery-widgets.js', 'before'],
    [allowed, 'published', 'all.js', 'after'],
    [allowed, 'development', 'recovery-widgets.js', 'after'],
    [without, 'development', 'all.js', 'before'],
  ]))
    test(`the ${kind} build of Lit works ${order} ${file}, ${title}`, async ({openStrict}) => {
      const tags = [`${HOST}/widgets/${file}`, `${HOST}/other/${kind}.js`].map(
        (url) => `<script type="module" src="${url}"></script>`,
      );
      const {page, faults} = await openStrict(
        pageOf(`<other-${kind}></other-${kind}>${snippetsOf()}`, {
          script: (order === 'before' ? tags.reverse() : tags).join(''),
        }),
        {policy: policies[title], files},
      );
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
      assert.ok(
        found.every((line) => own.test(line)) && found.length === (kind === 'development' ? 1 : 0),
        found.join('\n'),
      );
    });

  test('our Lit uses no global hooks, no nonce and no default policy of the page', async ({openStrict}) => {
    const {page, faults} = await openStrict(pageOf(snippetsOf(), {script: MODULE}), {
      policy: "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types default",
      first: () => {
        globalThis.used = [];
        const note = (name) => () => globalThis.used.push(name);
        for (const name of [
          'litHtmlPolyfillSupport',
          'litHtmlPolyfillSupportDevMode',
          'litElementPolyfillSupport',
          'litElementHydrateSupport',
          'reactiveElementPolyfillSupport',
        ])
          globalThis[name] = note(name);
        for (const name of ['litNonce', 'ShadyCSS', 'litPropertyMetadata'])
          Object.defineProperty(globalThis, name, {get: note(name)});
        globalThis.trustedTypes?.createPolicy('default', {
          createHTML: note('createHTML'),
          createScript: note('createScript'),
          createScriptURL: note('createScriptURL'),
        });
      },
    });
    await assertWorks(page);
    assert.deepEqual(await page.evaluate(() => globalThis.used), []);
    assert.deepEqual(await faults(), []);
  });

  for (const file of ['recovery-widgets.js', 'all.js'])
    test(`${file} adds only recoveryWidgets to globals and shared prototypes`, async ({openStrict}) => {
      const {page} = await openStrict(
        pageOf(snippetsOf(), {script: `<script type="module" src="${CDN}/${file}"></script>`}),
        {
          first: () => {
            globalThis.names = () =>
              [globalThis, Symbol, Array.prototype, Object.prototype].flatMap((owner) =>
                Reflect.ownKeys(owner).map(String),
              );
            globalThis.known = globalThis.names().concat('known', 'printed');
          },
        },
      );
      await assertWorks(page);
      const added = await page.evaluate(() => globalThis.names().filter((name) => !globalThis.known.includes(name)));
      assert.ok(
        added.every((name) => name === 'recoveryWidgets'),
        `${added}`,
      );
    });
});
