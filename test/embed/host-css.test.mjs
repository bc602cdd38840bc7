import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {compile} from 'tailwindcss';
import {SCRIPT, WIDGETS, launch, open, pageOf, snippet, upgraded} from '../support/harness.mjs';

const read = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const fromPackage = (path) => read(`../../node_modules/${path}`);

/** What Tailwind makes of `@import "tailwindcss"`: its preflight, in its layers. */
const tailwind = async () => {
  const {build} = await compile('@import "tailwindcss";', {
    loadStylesheet: async (id) => ({
      path: id,
      base: '',
      content: fromPackage(`tailwindcss/${id === 'tailwindcss' ? 'index.css' : id}`),
    }),
  });
  return build([]);
};

/** Style sheets of pages; attributes of `<html>` that turn their dark side on. */
const SHEETS = {
  Bootstrap: {css: fromPackage('bootstrap/dist/css/bootstrap.css'), dark: 'data-bs-theme="dark"'},
  'Tailwind preflight': {css: await tailwind()},
  Bulma: {css: fromPackage('bulma/css/bulma.css'), dark: 'data-theme="dark"'},
  Pico: {css: fromPackage('@picocss/pico/css/pico.css'), dark: 'data-theme="dark"'},
  'a root of 62.5 %': {css: 'html { font-size: 62.5% } body { font: 1.6rem/1.2 Georgia, serif }'},
  'all: unset': {css: '* { all: unset }'},
  'all: unset !important': {css: '* { all: unset !important }'},
  'vertical writing': {css: 'html { writing-mode: vertical-rl; text-orientation: upright }'},
  // Browsers then do as in the nineties, in shadow trees too: tables begin anew, with the color of `<body>`.
  'no doctype': {css: '', old: true},
  'a hostile sheet': {css: read('hostile.css'), thorough: true},
};

const everyWidget = (/** @type {string[]} */ languages) =>
  `<main>${languages
    .flatMap((lang) => WIDGETS.map((name) => snippet(name, `region="US" lang="${lang}"`)))
    .join('')}</main>`;

/** Opens a page with all widgets, in these languages. */
async function openAll(browser, {css, dark = '', old = false, width, scheme, languages, fixed = ''}) {
  // Theirs to choose: the scheme, and what they generate before and after the element, which would move the picture.
  const chosen = `html { color-scheme: ${scheme} !important }
    main > ::before, main > ::after { content: none !important }`;
  const html = pageOf(everyWidget(languages), {head: `<style>${css}</style><style>${chosen} ${fixed}</style>`})
    .replace('<html', `<html ${scheme === 'dark' ? dark : ''}`)
    .replace(...(old ? [/<!doctype html>(.*)<body/s, '$1<body text="#888"'] : ['', '']));
  const opened = await open(browser, html, {context: {viewport: {width, height: 4000}}});
  for (const name of WIDGETS) await upgraded(opened.page, name);
  assert.deepEqual(opened.console, []);
  return opened;
}

/** Width of each widget's box, in CSS pixels. */
const widths = (page) =>
  page.locator('main .root').evaluateAll((all) => all.map((root) => root.getBoundingClientRect().width));

/**
 * Every property of every element inside every widget, and of what is generated in it: a digest for each widget. The values
 * stay in the page, for {@link differences}.
 */
const styles = (page) =>
  page.locator('main > *').evaluateAll((widgets) => {
    // Custom properties get in everywhere; what counts is whether any does something.
    const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith('--'));
    globalThis.found = widgets.map((widget) =>
      [...widget.shadowRoot.querySelectorAll('*')].flatMap((element, index) => {
        const own = getComputedStyle(element);
        const is = (pseudo) =>
          /before|after/.test(pseudo)
            ? getComputedStyle(element, pseudo).content !== 'none'
            : pseudo === '::marker'
              ? own.display === 'list-item'
              : element.matches('.root, a, button');
        const pseudos = ['::before', '::after', '::marker', '::selection', '::first-letter', '::first-line'].filter(is);
        return ['', ...pseudos].map((pseudo) => {
          const style = pseudo ? getComputedStyle(element, pseudo) : own;
          const of = `${widget.localName}[lang=${widget.lang}] ${index} ${element.localName}.${element.className}${pseudo}`;
          return [of, ...names.map((name) => `${name}: ${style.getPropertyValue(name)}`)].join('\n');
        });
      }),
    );
    return Promise.all(
      globalThis.found.map(async (each) => {
        const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(each.join('\n')));
        return `${each.length} ${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
      }),
    );
  });

/** What is other in the styles of two pages, of five elements at most, in words. */
async function differences(given, wanted) {
  const index = given.styles.findIndex((each, at) => each !== wanted.styles[at]);
  if (index < 0) return given.styles.length === wanted.styles.length ? [] : ['another number of widgets'];
  const [a, b] = await Promise.all(
    [given, wanted].map(({page}) => page.evaluate((at) => globalThis.found[at].map((each) => each.split('\n')), index)),
  );
  const words = a.flatMap(([of, ...values], at) => {
    const [other, ...those] = b[at] ?? [];
    const odd = values.filter((each, place) => each !== those[place]);
    return odd.length || of !== other ? [`${of} (${other}): ${odd.join('; ')}`] : [];
  });
  return [`${words.length} elements differ`, ...words.slice(0, 5)];
}

/**
 * A picture of each widget. For it each stands alone in the corner of the window, in the width it had, on gray: rounded
 * corners are drawn a little differently elsewhere, and what a page paints behind them is its own affair.
 *
 * @param {import('playwright-core').Page} page
 */
async function pictures(page) {
  const found = [];
  for (const widget of await page.locator('main > *').all()) {
    const clip = await widget.evaluate((element) => {
      for (const each of element.parentElement.children) each.hidden = each !== element;
      // Such sheets show even what is in the head, and text that overflows to the left moves the picture.
      for (const each of document.querySelectorAll('head, script'))
        each.style.setProperty('display', 'none', 'important');
      const root = element.shadowRoot.querySelector('.root');
      const {width} = root.getBoundingClientRect();
      const set = (name, value) => element.style.setProperty(name, value, 'important');
      set('transition', 'none');
      set('background', '#888');
      set('position', 'fixed');
      set('margin', '0');
      set('width', `${width}px`);
      set('inset', '0 auto auto 0');
      return root.getBoundingClientRect().toJSON();
    });
    found.push(await page.screenshot({clip, animations: 'disabled'}));
  }
  return found;
}

/** How two pictures differ, in words; empty when they do not. */
async function difference(page, given, wanted) {
  if (given.equals(wanted)) return '';
  return page.evaluate(
    async (sources) => {
      const [a, b] = await Promise.all(
        sources.map(async (source) => {
          const image = await globalThis.createImageBitmap(await (await fetch(source)).blob());
          const context = new globalThis.OffscreenCanvas(image.width, image.height).getContext('2d');
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (a.width !== b.width || a.height !== b.height) return `${a.width}×${a.height}, not ${b.width}×${b.height}`;
      const other = [];
      for (let at = 0; at < a.data.length; at += 4)
        if ([0, 1, 2].some((part) => a.data[at + part] !== b.data[at + part])) other.push(at / 4);
      if (!other.length) return '';
      const spot = (at) => `${at % a.width},${Math.floor(at / a.width)}`;
      return `${other.length} pixels differ, from ${spot(other[0])} to ${spot(other.at(-1))}`;
    },
    [given, wanted].map((png) => `data:image/png;base64,${png.toString('base64')}`),
  );
}

describe('what a page has in its style sheets', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** The same widgets in the same widths on a page without styles; opened once for all sheets that leave those widths. */
  const empty = new Map();
  async function onEmptyPage(box, width, scheme, languages) {
    const key = [box, width, scheme, languages].join();
    if (!empty.has(key)) {
      const fixed = `body { margin: 0 } main { width: ${box}px }`;
      const {page} = await openAll(browser, {css: '', width, scheme, languages, fixed});
      empty.set(key, {page, styles: await styles(page), pictures: await pictures(page)});
    }
    return empty.get(key);
  }

  for (const [name, sheet] of Object.entries(SHEETS))
    for (const [width, scheme] of [
      [320, 'light'],
      [1000, 'dark'],
      ...(sheet.thorough
        ? [
            [320, 'dark'],
            [1000, 'light'],
          ]
        : []),
    ])
      it(`${name}, ${scheme}, ${width} px: styles and pictures as on an empty page`, async () => {
        // Each sheet with one language a width, and the worst with both.
        const languages = sheet.thorough ? ['en', 'ar'] : [width === 320 ? 'en' : 'ar'];
        const {page, close} = await openAll(browser, {...sheet, width, scheme, languages});
        const boxes = new Set(await widths(page));
        assert.equal(boxes.size, 1, `widths ${[...boxes]}`);
        const wanted = await onEmptyPage([...boxes][0], width, scheme, languages);
        assert.deepEqual(await differences({page, styles: await styles(page)}, wanted), []);
        const taken = await pictures(page);
        const names = await page
          .locator('main > *')
          .evaluateAll((all) => all.map((each) => each.localName + each.lang));
        for (const [index, picture] of taken.entries())
          assert.equal(await difference(page, picture, wanted.pictures[index]), '', names[index]);
        await close();
      });

  it('the hostile sheet is hostile', async () => {
    const html = (css) => pageOf('<main><p>Words</p></main>', {head: `<style>${css}</style>`});
    const [plain, hostile] = await Promise.all(
      ['', SHEETS['a hostile sheet'].css].map(async (css) => {
        const {page, close} = await open(browser, html(css));
        const style = await page.locator('p').evaluate((element) => {
          const all = getComputedStyle(element);
          return [...all].map((name) => `${name}: ${all.getPropertyValue(name)}`);
        });
        await close();
        return style;
      }),
    );
    const reached = hostile.filter((each) => !plain.includes(each));
    assert.ok(reached.length > 100, `${reached.length} properties of a paragraph: ${reached}`);
  });
});

/** Words that are as wide with every font: how much room a row or a table leaves beside them hangs on that. */
const words = (number) => '<i style="display:inline-block;width:44px;overflow:hidden">word</i>'.repeat(number);

/** Where pages put a widget: markup around `WIDGET`, and the least width in px it then has in a window of 1000 px. */
const PLACES = {
  'a block': ['<div>WIDGET</div>', 984],
  'a column that centers': ['<div style="display:flex;flex-direction:column;align-items:center">WIDGET</div>', 640],
  'a row beside words': [`<div style="display:flex"><p>${words(60)}</p>WIDGET</div>`, 190],
  'a row beside what does not wrap': [
    `<div style="display:flex"><p style="white-space:nowrap">${words(2)}</p>WIDGET</div>`,
    640,
  ],
  'a grid cell': [`<div style="display:grid;grid-template-columns:auto auto"><p>${words(60)}</p>WIDGET</div>`, 190],
  'a grid that centers': ['<div style="display:grid;place-items:center">WIDGET</div>', 640],
  'a table': ['<table><tr><td>Menu<td>WIDGET</table>', 640],
  'a table beside a long cell': [`<table width="100%"><tr><td>${words(99)}<td>WIDGET</table>`, 190],
  'a float': ['<div style="float:left">WIDGET</div><br clear="all">', 640],
  'beside a floated picture': ['<div style="float:left;width:200px;height:99px"></div>WIDGET<br clear="all">', 700],
  'an inline block': ['<div style="display:inline-block">WIDGET</div>', 640],
  'a box as wide as its content': ['<div style="width:fit-content">WIDGET</div>', 640],
  'a layer': ['<div style="position:relative;height:1500px"><div style="position:absolute">WIDGET</div></div>', 640],
  'columns of text': ['<div style="columns:240px">WIDGET</div>', 240],
  'a narrow sidebar': ['<div style="width:240px">WIDGET</div>', 240],
  'a dialog': ['<dialog open style="position:static">WIDGET</dialog>', 640],
  'a list': ['<ul><li>WIDGET</ul>', 900],
  'a paragraph': ['<p>WIDGET</p>', 984],
  'a line of words': ['<span>before WIDGET after</span>', 984],
  'kept white space': ['<pre>WIDGET</pre>', 984],
  'a link': ['<a href="#">WIDGET</a>', 984],
  'a button': ['<button>WIDGET</button>', 640],
  'what is contained': ['<div style="contain:content">WIDGET</div>', 984],
  'what is rendered late': ['<div style="content-visibility:auto">WIDGET</div>', 984],
  'what is transformed': ['<div style="transform:translateX(0)">WIDGET</div>', 984],
  'what is enlarged': ['<div style="zoom:1.25">WIDGET</div>', 984],
  'vertical writing': ['<div style="writing-mode:vertical-rl">WIDGET</div>', 640],
  ...Object.fromEntries(
    ['inline', 'inline-block', 'flex', 'grid', 'contents', 'table'].map((display) => [
      `display: ${display}`,
      [`<div>WIDGET</div>`, 640, `display:${display}`],
    ]),
  ),
};

describe('where a page puts a widget', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const width of [1000, 320])
    it(`has room, is inside, and its links can be reached, in a window of ${width} px`, async () => {
      const sections = Object.entries(PLACES).map(
        ([name, [markup, , style = '']]) =>
          `<section title="${name}">${markup.replace('WIDGET', snippet('helpline-banner', `region="US" style="${style}"`, 'Call 911'))}</section>`,
      );
      const {page, console, close} = await open(browser, pageOf(sections.join('')), {
        context: {viewport: {width, height: 800}},
      });
      await upgraded(page);
      const found = await page.locator('body > section').evaluateAll((all) =>
        all.map((section) => {
          const {shadowRoot} = section.querySelector('recovery-helpline-banner');
          const root = shadowRoot.querySelector('.root');
          const link = shadowRoot.querySelector('a[href^=tel]');
          link.scrollIntoView({block: 'center', behavior: 'instant'});
          const box = root.getBoundingClientRect();
          const at = link.getBoundingClientRect();
          const spilt = [...root.querySelectorAll('*')].filter((each) => {
            const {left, right, width} = each.getBoundingClientRect();
            return width && (left < box.left - 1 || right > box.right + 1);
          });
          return {
            name: section.title,
            box: {width: box.width, left: box.left, right: box.right},
            spilt: spilt.map((each) => each.localName),
            reached: link.contains(shadowRoot.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)),
          };
        }),
      );
      assert.deepEqual(console, []);
      for (const {name, box, spilt, reached} of found) {
        const least = width === 1000 ? PLACES[name][1] : 160;
        assert.ok(box.width >= least, `${name}: ${box.width} px wide`);
        // Lines across the direction of the page are as wide as the window.
        const right = name === 'vertical writing' ? width + 8 : width;
        assert.ok(box.left >= 0 && box.right <= right, `${name}: from ${box.left} to ${box.right}`);
        assert.deepEqual(spilt, [], name);
        assert.ok(reached, `${name}: the link`);
      }
      await close();
    });
});

describe('what a page decides', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** Opens a page with one banner in it, around which `WIDGET` stands. */
  async function openOne(markup, {css = '', attributes = '', chromium = browser} = {}) {
    const widget = snippet('helpline-banner', `region="US" ${attributes}`);
    const opened = await open(chromium, pageOf(markup.replace('WIDGET', widget), {head: `<style>${css}</style>`}));
    await upgraded(opened.page);
    const root = opened.page.locator('recovery-helpline-banner .root');
    return {
      ...opened,
      /** Values of a property of the box around everything. */
      value: (name) => root.evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), name),
      /** Whether it is seen, and whether its first link can be focused and touched. */
      state: () =>
        root.evaluate((element) => {
          const tree = element.getRootNode();
          const link = element.querySelector('a');
          const {x, y, width, height} = link.getBoundingClientRect();
          link.focus();
          return {
            seen: element.checkVisibility({visibilityProperty: true, opacityProperty: true}),
            focused: tree.activeElement === link,
            touched: link.contains(tree.elementFromPoint(x + width / 2, y + height / 2)),
          };
        }),
    };
  }
  const shown = {seen: true, focused: true, touched: true};
  const gone = {seen: false, focused: false, touched: false};

  for (const [how, markup, options] of [
    ['the attribute hidden', 'WIDGET', {attributes: 'hidden'}],
    [
      'the attribute hidden, whatever its style sheet says',
      'WIDGET',
      {attributes: 'hidden', css: '[hidden], recovery-helpline-banner { display: block !important }'},
    ],
    ['display: none', 'WIDGET', {css: 'recovery-helpline-banner { display: none }'}],
    ['a class of its framework', 'WIDGET', {attributes: 'class="d-none"', css: '.d-none { display: none !important }'}],
    ['display: none around it', '<div style="display:none">WIDGET</div>'],
    ['visibility: hidden around it, as closed menus have', '<div style="visibility:hidden">WIDGET</div>'],
    ['inert around it', '<div inert style="opacity:0">WIDGET</div>'],
  ])
    it(`hides it with ${how}`, async () => {
      const {state, close} = await openOne(markup, options);
      assert.deepEqual(await state(), gone);
      await close();
    });

  it('has no link that nobody sees in a closed layer', async () => {
    const {state, close} = await openOne(
      '<div style="position:fixed;inset:0;opacity:0;pointer-events:none">WIDGET</div>',
    );
    const {seen, touched} = await state();
    assert.deepEqual({seen, touched}, {seen: false, touched: false});
    await close();
  });

  for (const css of [
    'recovery-helpline-banner { opacity: 0 }',
    'body > * { opacity: 0 !important; transform: translateY(20px) }',
    '.reveal { visibility: hidden !important }',
  ])
    it(`does not hide it by waiting for a script to reveal it: ${css}`, async () => {
      const {state, close} = await openOne('WIDGET', {css, attributes: 'class="reveal"'});
      assert.deepEqual(await state(), shown);
      await close();
    });

  it('where it stands and how wide it is', async () => {
    const {page, close} = await openOne('WIDGET', {
      css: 'recovery-helpline-banner { width: 400px; margin: 30px 0 0 50px; float: left }',
    });
    const {x, y, width} = await page.locator('recovery-helpline-banner .root').boundingBox();
    assert.deepEqual({x, y, width}, {x: 58, y: 38, width: 400});
    await close();
  });

  it('its color scheme and the tokens', async () => {
    for (const [css, color] of [
      ['', 'rgb(27, 39, 51)'],
      [':root { color-scheme: dark }', 'rgb(241, 245, 248)'],
      [':root { --recovery-color-text: rgb(1, 2, 3) }', 'rgb(1, 2, 3)'],
    ]) {
      const {value, close} = await openOne('WIDGET', {css});
      assert.equal(await value('color'), color, css);
      await close();
    }
  });

  for (const [css, size] of [
    [':root { font-size: 1px }', '16px'],
    [':root { font-size: 62.5% }', '16px'],
    [':root { font-size: 10px } body { font-size: 1.4rem }', '16px'],
    [':root { font-size: 40px }', '16px'],
    ['* { font-size: 0 !important }', '16px'],
    [':root { --recovery-font-size: 9px }', '16px'],
    [':root { font-size: 62.5%; --recovery-font-size: 1rem }', '16px'],
    [':root { --recovery-font-size: 1.25em }', '20px'],
  ])
    it(`sizes: ${css} gives ${size}`, async () => {
      const {page, value, close} = await openOne('WIDGET', {css});
      assert.equal(await value('font-size'), size);
      const sizes = await page
        .locator('recovery-helpline-banner .root *')
        .evaluateAll((all) => all.map((each) => parseFloat(getComputedStyle(each).fontSize)));
      assert.ok(Math.min(...sizes) >= 16, `the smallest is ${Math.min(...sizes)}`);
      await close();
    });

  it('sizes follow the reader’s own font size, in a page that sets its own', async () => {
    const reader = await launch('--blink-settings=defaultFontSize=24');
    for (const [css, size] of [
      ['', '24px'],
      [':root { font-size: 62.5% }', '24px'],
      ['* { font: 10px monospace !important }', '24px'],
      [':root { --recovery-font-size: 1.5em }', '36px'],
    ]) {
      const {page, value, close} = await openOne('<p>Words</p>WIDGET', {css, chromium: reader});
      assert.equal(await value('font-size'), size, css);
      const {width} = page.viewportSize();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, css);
      // Control: the setting has reached the browser.
      if (!css)
        assert.equal(await page.locator('body > p').evaluate((each) => getComputedStyle(each).fontSize), '24px');
      await close();
    }
    await reader.close();
  });

  it('sizes follow zoom, and text alone that the reader makes larger', async () => {
    const heights = async (chromium, css) => {
      const {page, close} = await openOne('WIDGET', {css, chromium});
      const box = await page.locator('recovery-helpline-banner h2').boundingBox();
      await close();
      return box.height;
    };
    const plain = await heights(browser, 'body { width: 300px; font-size: 10px }');
    assert.ok(Math.abs((await heights(browser, 'body { width: 300px; zoom: 2 }')) - 2 * plain) < 1, 'zoom');
    const reader = await launch('--blink-settings=minimumFontSize=40');
    assert.ok((await heights(reader, 'body { width: 600px }')) > 1.5 * plain, 'smallest size of text');
    await reader.close();
  });
});

describe('what gets out into a page', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** What a page can tell about itself; of what holds a widget, only what does not depend on how tall it is. */
  const look = (page) =>
    page.evaluate(() => {
      const sized =
        /^((max-|min-)?(height|block-size)|inset.*|top|right|bottom|left|(perspective|transform)-origin|grid-template-rows)$/;
      const properties = (element, pseudo) => {
        const style = getComputedStyle(element, pseudo);
        const holds = element.querySelector('[region]');
        return [...style]
          .filter((name) => !holds || !sized.test(name))
          .map((name) => `${name}: ${style.getPropertyValue(name)}`);
      };
      const own = [...document.querySelectorAll('*')].filter((each) => !each.closest('[region]'));
      return {
        markup: document.documentElement.outerHTML,
        sheets: [document.styleSheets.length, document.adoptedStyleSheets.length, document.fonts.size],
        globals: Object.getOwnPropertyNames(globalThis),
        ids: document.querySelectorAll('[id]').length,
        styles: Object.fromEntries(
          own.flatMap((element, index) =>
            ['', '::before', '::after', '::selection'].map((pseudo) => [
              `${index} ${element.localName}${pseudo}`,
              properties(element, pseudo || null),
            ]),
          ),
        ),
      };
    });

  const widgets = WIDGETS.map((name) => snippet(name, 'region="US"')).join('<p class="now">between</p>');
  const body = `<header class="card root"><h1>Page</h1><nav><a class="button primary" href="#">Link</a></nav></header>
    <main id="main" class="shield"><p class="quiet lead" part="heading">Words <b>bold</b> <a href="tel:1">1</a></p>
      <div class="columns">${widgets}</div>
      <details open><summary>More</summary><ul class="facts"><li>One<li hidden>Two</ul></details>
      <form><fieldset><legend>Form</legend><label><input type="checkbox">Yes</label><button>Send</button></fieldset></form>
    </main><footer><p>End</p></footer>`;

  for (const [name, css] of [
    ['no styles', ''],
    ['Bootstrap', SHEETS.Bootstrap.css],
  ])
    it(`nothing but one global name, on a page with ${name}`, async () => {
      let release = () => {};
      const held = new Promise((resolve) => (release = () => resolve(undefined)));
      const {page, close} = await open(
        browser,
        pageOf(body, {head: `<style>${css}</style>`, script: SCRIPT.replace('<script', '<script async')}),
        {fault: () => held},
      );
      const before = await look(page);
      release();
      for (const widget of WIDGETS) await upgraded(page, widget);
      const after = await look(page);
      assert.deepEqual(
        after.globals.filter((each) => !before.globals.includes(each)),
        ['recoveryWidgets'],
      );
      assert.deepEqual({...after, globals: []}, {...before, globals: []});
      await close();
    });
});
