/**
 * Pages with strict security headers: no violation, nothing on the console, and widgets that look and work as usual. Also the two
 * things this rests on: our template builder creates the same nodes as Lit, and our Lit shares nothing with another copy.
 */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import {rollup} from 'rollup';
import {parseAst} from 'rollup/parseAst';
import {snippet as generateSnippet} from '../../src/tools/html/snippet.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, HOST, WIDGETS, openPage, pageOf, snippet, test as base, until, upgraded} from '../support/page.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** Bundles a third party’s script from modules of this project’s packages. */
async function bundle(code, exportConditions) {
  const build = await rollup({
    input: 'page',
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === 'page' ? id : null),
        load: (id) => (id === 'page' ? code : null),
      },
      nodeResolve({exportConditions, rootDir: join(dist, '..')}),
    ],
  });
  const {output} = await build.generate({format: 'iife', name: 'bundled'});
  await build.close();
  return output[0].code;
}

/**
 * Opens a page that records violations of its security headers, and whose `print()` keeps the printed text in `printed`.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} html
 * @param {object} [options]
 * @param {string} [options.policy] Content-Security-Policy of the page
 * @param {Record<string, string>} [options.files] on the page’s own host, which also serves ours below `/widgets/`
 * @param {() => void} [options.first] runs in the page before anything else
 */
async function openStrictPage(browser, html, {policy, files = {}, first} = {}) {
  const opened = await openPage(browser, html, {
    headers: policy ? {'content-security-policy': policy} : {},
    async before(page) {
      await page.route(`${HOST}/*/**`, (route) => {
        const path = new URL(route.request().url()).pathname.slice(1);
        return route.fulfill({
          contentType: path.endsWith('.css') ? 'text/css' : 'text/javascript',
          body: files[path] ?? readFileSync(join(dist, 'cdn', path.replace(/^widgets\//, '')), 'utf8'),
        });
      });
      await page.addInitScript(() => {
        globalThis.violations = [];
        document.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI, sample}) =>
          globalThis.violations.push([effectiveDirective, blockedURI, sample].join(' ')),
        );
        globalThis.print = () => {
          /** @type {any} */ (globalThis.top).printed =
            `${getComputedStyle(document.body).fontSize} ${document.body.innerText}`;
        };
      });
      if (first) await page.addInitScript(first);
    },
  });
  /** Returns violations and console messages. */
  const faults = async () => [...(await opened.page.evaluate(() => globalThis.violations)), ...opened.console];
  return {...opened, faults};
}

/** @typedef {Parameters<typeof openStrictPage>} StrictArguments */

/**
 * Playwright’s `test` with {@link openStrictPage} in the worker’s browser, closed after the test.
 *
 * @type {import('../support/page.mjs').TestWith<{
 *   openStrict: (html: string, options?: StrictArguments[2]) => ReturnType<typeof openStrictPage>,
 * }>}
 */
const test = base.extend({
  openStrict: async ({browser}, use) => {
    /** @type {Awaited<ReturnType<typeof openStrictPage>>[]} */
    const opened = [];
    await use(async (html, options) => {
      const page = await openStrictPage(browser, html, options);
      opened.push(page);
      return page;
    });
    await Promise.all(opened.map(({close}) => close()));
  },
});

const snippetsOf = (names = WIDGETS) => names.map((name) => snippet(name, 'region="US"')).join('');

/**
 * Waits for widgets and returns their looks: whether each has its styles, and which links and texts show before any use. Runs in
 * the page.
 *
 * @param {string[]} names
 */
async function looksOf(names) {
  const isShown = (/** @type {any} */ el) =>
    !!el?.checkVisibility({visibilityProperty: true}) && el.getBoundingClientRect().height > 0;
  const looks = names.map(async (name) => {
    const tag = `recovery-${name}`;
    const widget = document.querySelector(tag);
    // Prerendered widgets look upgraded before they are. A finished one is never defined.
    if (!widget.hasAttribute('data-recovery-finished')) {
      await globalThis.customElements.whenDefined(tag);
      await widget.updateComplete;
    }
    const {shadowRoot} = widget;
    const root = shadowRoot.querySelector('.root');
    const sheets = shadowRoot.adoptedStyleSheets?.length || shadowRoot.querySelectorAll('style').length;
    // A finished widget is not defined, and has one style.
    const missing = (globalThis.customElements.get(tag)?.elementStyles?.length ?? 1) - sheets;
    const card = shadowRoot.querySelector('.card');
    const style = card && getComputedStyle(card);
    return {
      name,
      // A further sheet may reserve the height of the fallback content.
      missingSheets: Math.max(missing, 0),
      hasSharedStyles: Boolean(getComputedStyle(root).getPropertyValue('--_rw-edge')),
      hasCard: !style || (style.borderTopStyle === 'solid' && parseFloat(style.paddingTop) >= 8),
      call: [...root.querySelectorAll('[part=call]')].filter(isShown).map((link) => link.getAttribute('href'))[0],
      number: root.querySelector('[part=number]')?.innerText,
      isDetailShown: isShown(root.querySelector('.treatment li')),
    };
  });
  return Promise.all(looks);
}

/** Clicks the link of the banner in the page, and returns the channel of the event. Runs in the page, which cannot place a call. */
const channelOfClick = () =>
  new Promise((resolve) => {
    document.addEventListener('recovery-contact', (event) => resolve(event.channel));
    document.addEventListener('click', (event) => event.preventDefault(), {once: true});
    const link = document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('.root [part=call]');
    link.dispatchEvent(new globalThis.MouseEvent('click', {bubbles: true, cancelable: true, composed: true}));
  });

/** Waits until an element in a widget is visible. */
const shown = (page, name, selector) =>
  until(
    page,
    ([tag, inside]) =>
      document
        .querySelector(tag)
        .shadowRoot.querySelector(`.root ${inside}`)
        ?.checkVisibility({visibilityProperty: true}),
    [`recovery-${name}`, selector],
  );

/** Fills the checklist in, prints the plan, saves it and clears it. */
async function useChecklist(page) {
  const inside = (selector) => page.locator(`recovery-trigger-checklist .root ${selector}`);
  const stateOf = () =>
    page.evaluate(() => {
      const {shadowRoot} = document.querySelector('recovery-trigger-checklist');
      return {
        isChecked: shadowRoot.querySelector('.root input').checked,
        steps: shadowRoot.querySelectorAll('[part=step]').length,
      };
    });
  await inside('label').first().click();
  await shown(page, 'trigger-checklist', '.actions');
  assert.deepEqual(await stateOf(), {isChecked: true, steps: 1});
  await inside('.actions button').first().click();
  assert.match(await until(page, () => globalThis.printed), /^16px My plan\s+People/);
  const saved = page.waitForEvent('download');
  await inside('.actions button').nth(2).click();
  assert.match(readFileSync(await (await saved).path(), 'utf8'), /^\ufeffMy plan\n\nPeople\n/);
  await inside('.actions button').nth(3).click();
  assert.equal((await stateOf()).isChecked, false);
}

/** Checks the look of every widget and uses its controls. */
async function assertWorks(page, names = WIDGETS) {
  await upgraded(page, ...names);
  const calls = {'helpline-banner': 'tel:+18006624357', 'overdose-warning': 'tel:911'};
  const looks = await page.evaluate(looksOf, names);
  for (const {name, call, number, isDetailShown, ...look} of looks) {
    assert.deepEqual(look, {missingSheets: 0, hasSharedStyles: true, hasCard: true}, name);
    if (calls[name]) assert.equal(call, calls[name]);
    if (name === 'helpline-banner') assert.equal(number, '1-800-662-4357');
    assert.equal(isDetailShown, false, name);
  }
  if (names.includes('helpline-banner')) assert.equal(await page.evaluate(channelOfClick), 'call');
  if (names.includes('overdose-warning')) {
    await page.locator('recovery-overdose-warning .root summary').first().click();
    await shown(page, 'overdose-warning', '.sources li');
  }
  if (names.includes('treatment-explainer')) {
    await page.locator('recovery-treatment-explainer .root [part=toggle]').click();
    await shown(page, 'treatment-explainer', '.treatment li');
  }
  if (names.includes('trigger-checklist')) await useChecklist(page);
}

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
        const base = policy.includes("'self'; style") ? `${HOST}/widgets` : CDN;
        const nonce = policy.includes('nonce-') ? `nonce="${NONCE}"` : '';
        const script = `<script ${scripts[file]} ${nonce} src="${base}/${file}"></script>`;
        const {page, faults} = await openStrict(pageOf(snippetsOf(), {script}), {policy});
        await assertWorks(page);
        assert.deepEqual(await faults(), []);
      });

  test('tables of another language load under Trusted Types', async ({openStrict}) => {
    const {page, faults} = await openStrict(
      pageOf(snippetsOf(), {
        lang: 'ar',
        script: `<script type="module" src="${HOST}/widgets/recovery-widgets.js"></script>`,
      }),
      {policy: policies['Trusted Types, no policy allowed']},
    );
    await upgraded(page, ...WIDGETS);
    await until(
      page,
      (names) =>
        names.every(
          (name) => document.querySelector(`recovery-${name}`).shadowRoot.querySelector('.root').lang === 'ar',
        ),
      WIDGETS,
    );
    assert.deepEqual(await faults(), []);
  });

  const base = `${HOST}/widgets/`;
  const TIGHT = policies['Trusted Types, no policy allowed'];

  test('placeholders work as npm run snippet prints them with --link-style', async ({openStrict}) => {
    const parts = await Promise.all(
      WIDGETS.map((name) => generateSnippet(name, {region: 'US', base, form: 'div', linkStyle: true})),
    );
    // The page has to allow its own style sheet, as docs/embed.md says.
    const policy = TIGHT.replace("style-src 'none'", "style-src 'self'");
    assert.notEqual(policy, TIGHT);
    const {page, faults} = await openStrict(pageOf(parts.map(({html}) => html).join(''), {script: ''}), {
      policy,
    });
    await assertWorks(page);
    assert.deepEqual(await faults(), []);
  });

  test('prerendered widgets work as printed, with the printed hashes', async ({openStrict}) => {
    const parts = await Promise.all(
      WIDGETS.map((name) => generateSnippet(name, {region: 'US', base, form: 'prerendered'})),
    );
    const hashes = parts.map(({notes}) => /'sha256-[^']+'/.exec(notes.join())?.[0]);
    const policy = TIGHT.replace("style-src 'none'", `style-src ${hashes.join(' ')}`);
    const html = parts.map(({html}) => html).join('');
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
      const [hash] = /'sha256-[^']+'/.exec(notes.join()) ?? assert.fail('no hash');
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
    const {page, faults} = await openStrict(pageOf('<p style="color: red">Words</p>', {script: ''}), {
      policy: policies['Trusted Types, no policy allowed'],
    });
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
      assert.deepEqual(
        found.filter((line) => !own.test(line)),
        [],
      );
      assert.equal(found.length, kind === 'development' ? 1 : 0, found.join('\n'));
    });

  test('our Lit uses no global hooks, no nonce and no default policy of the page', async ({openStrict}) => {
    const {page, faults} = await openStrict(
      pageOf(snippetsOf(), {script: `<script type="module" src="${HOST}/widgets/recovery-widgets.js"></script>`}),
      {
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
      },
    );
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
      assert.deepEqual(
        added.filter((name) => name !== 'recoveryWidgets'),
        [],
      );
    });
});

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
      const {template} = await import(url);
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
    const result = await opened.page.evaluate(async () => {
      // A variable, as the file is on a page, not here.
      const url = '/other/template.js';
      const {template} = await import(url);
      try {
        return template(JSON.parse('["<script>alert(1)</script>"]'), 1, []);
      } catch (error) {
        return /** @type {Error} */ (error).message;
      }
    });
    assert.equal(result, 'not a template literal');
  });
});
