/** Snippets as editors, word processors and tired authors leave them in pages: the widget or its fallback content shows anyway. */
import assert from 'node:assert/strict';
import {isNightly} from '../support/nightly.mjs';
import {SCRIPT, openPage, pageOf, test as base, visibleText} from '../support/page.mjs';

const FALLBACK = '<p>Fallback: <a href="tel:911">call 911</a></p>';
const TAG = `<recovery-helpline-banner region="US" lang="es">${FALLBACK}</recovery-helpline-banner>`;
const DIV = `<div data-recovery-widget="helpline-banner" data-region="US" lang="es">${FALLBACK}</div>`;
/** Returns a `<div>` with these attributes. */
const div = (/** @type {string} */ attributes, fallback = FALLBACK) => `<div ${attributes}>${fallback}</div>`;
/** Returns a placeholder of the banner with further attributes. */
const banner = (/** @type {string} */ attributes, fallback = FALLBACK) =>
  div(`data-recovery-widget="helpline-banner" ${attributes}`, fallback);
/** Returns a placeholder with an attribute value as its name, written with its quotes. */
const named = (/** @type {string} */ name) => div(`data-recovery-widget=${name} data-region="US" lang="es"`);

/** Widget, the country whose emergency number it shows, and its language. */
const BANNER = 'helpline-banner US es';
const ENGLISH = 'helpline-banner US en';

/**
 * Markup by description, the widgets it shows, and, where it matters, the rest of the visible text. A string shows a banner and
 * nothing beside it.
 *
 * @type {Record<string, string | {html: string, shows: string[], beside?: string}>}
 */
const TABLE = {
  'a correct tag': TAG,
  'a correct placeholder': DIV,
  'a placeholder without fallback content':
    '<div data-recovery-widget="helpline-banner" data-region="US" lang="es"></div>',

  // Paragraphs and breaks
  // A <p> in it ends the one around it, and with that the tag.
  'a tag in <p>': {html: `<p>Before ${TAG} after</p>`, shows: [BANNER], beside: 'Before Fallback: call 911 after'},
  'a placeholder in <p>': {html: `<p>Before ${DIV} after</p>`, shows: [BANNER], beside: 'Before after'},
  'a placeholder with empty <p> and <br> in it': div(
    'data-recovery-widget="helpline-banner" data-region="US" lang="es"',
    `<p></p><br>${FALLBACK}<br /></p><p>&nbsp;</p>`,
  ),
  'a placeholder with line breaks between its tags': DIV.replaceAll('>', '>\r\n\r\n'),
  '<p> around the start and end tag, as WordPress writes it': {
    html: `<p><recovery-helpline-banner region="US" lang="es"></p>\n${FALLBACK}\n<p></recovery-helpline-banner></p>`,
    shows: [BANNER],
    beside: 'Fallback: call 911',
  },
  '<p> around the start and end tag of a placeholder': DIV.replace('<div', '<p><div').replace(
    '</div>',
    '</p></div></p>',
  ),
  'markup of a word processor around a placeholder': `<p class="MsoNormal" style="margin:0"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>${DIV.replace('<p>', '<p class="MsoNormal"><o:p></o:p>')}`,

  // Values
  'a placeholder with empty attributes': banner(
    'data-region="US" lang="es" data-theme="" data-variant="" data-heading-level="" data-phone="" class=""',
  ),
  'a tag with empty attributes':
    '<recovery-helpline-banner region="US" lang="es" theme="" variant="" heading-level="" phone="" operator=""></recovery-helpline-banner>',
  'an empty language': {html: banner('data-region="US" lang=""'), shows: [ENGLISH]},
  'values without quotes': '<div data-recovery-widget=helpline-banner data-region=US lang=es></div>',
  'a placeholder with smart quotes for quotes':
    '<div data-recovery-widget=“helpline-banner” data-region=“US” lang=“es”></div>',
  'a tag with smart quotes for quotes':
    '<recovery-helpline-banner region=“US” lang=”es” theme=’dark’></recovery-helpline-banner>',
  'smart quotes within quotes': `<div data-recovery-widget="“helpline-banner”" data-region="„US“" lang="‘es’"></div>`,
  'guillemets with their spaces':
    '<div data-recovery-widget="«\u00a0helpline-banner\u00a0»" data-region="‹\u202fUS\u202f›" lang="»es«"></div>',
  'quotes as entities':
    '<div data-recovery-widget="&quot;helpline-banner&quot;" data-region="&ldquo;US&rdquo;" lang="&#039;es&#039;"></div>',
  'primes and accents': '<div data-recovery-widget="″helpline-banner″" data-region="′US′" lang="`es´"></div>',
  'a quote that is never closed': '<div data-recovery-widget="“helpline-banner" data-region="US”" lang="es\'"></div>',
  'all kinds of white space around values':
    '<div data-recovery-widget="\t helpline-banner\n" data-region="\u00a0US\u200b " lang="\ufeff es\u2003"></div>',
  'invisible direction marks around values':
    '<div data-recovery-widget="\u200ehelpline-banner\u200f" data-region="\u202aUS\u202c" lang="\u2066es\u2069"></div>',
  'a placeholder in capital letters': `<DIV DATA-RECOVERY-WIDGET="HELPLINE-BANNER" DATA-REGION="us" LANG="ES" DATA-THEME="DARK">${FALLBACK}</DIV>`,
  'a tag in capital letters':
    '<RECOVERY-HELPLINE-BANNER REGION="us" LANG="ES" THEME="Dark"></RECOVERY-HELPLINE-BANNER>',
  'other spellings of region and language': {
    html:
      banner('data-region="uk" lang="es_MX"', FALLBACK.replaceAll('911', '999')) +
      banner('data-region="us-ca" lang="ES-419"'),
    shows: ['helpline-banner GB es', BANNER],
  },
  'dashes, punctuation and invisible characters in codes': {
    html:
      banner('data-region="US–CA" lang="es–MX"') +
      banner('data-region="us‑ca," lang="es;"') +
      banner('data-region="U\u200bS." lang="e\u00ads"') +
      banner('data-region="USA" lang="es−419"'),
    shows: [BANNER, BANNER, BANNER, BANNER],
  },
  'the tag’s attributes on a placeholder': '<div data-recovery-widget="helpline-banner" region="US" lang="es"></div>',
  'the language as data attribute': banner('data-region="US" data-lang="es" lang="en"'),
  'attributes given twice': banner('data-region="US" data-region="GB" lang="es" lang="ar"'),

  // Names
  'the tag name as name': named('"recovery-helpline-banner"'),
  'the class name as name': named('"HelplineBanner"'),
  'a name with an underscore': named('"helpline_banner"'),
  'the tag name with underscores as name': named('"recovery_helpline_banner"'),
  'a name with a space': named('"Helpline banner"'),
  'a name with a typographic hyphen': {
    html: named('"helpline‑banner"') + named('"helpline–banner"'),
    shows: [BANNER, BANNER],
  },
  'the tag itself as name': named('"&lt;recovery-helpline-banner&gt;"'),

  // Places
  'three placeholders in a row': {html: DIV.repeat(3), shows: [BANNER, BANNER, BANNER], beside: ''},
  'three tags in a row': {html: TAG.repeat(3), shows: [BANNER, BANNER, BANNER], beside: ''},
  'a placeholder in itself': DIV.replace(FALLBACK, DIV),
  'a placeholder in itself twice': DIV.replace(FALLBACK, DIV.replace(FALLBACK, DIV)),
  'a placeholder in itself five times': [2, 3, 4, 5].reduce((html) => html.replace(FALLBACK, DIV), DIV),
  'a placeholder in another widget’s placeholder': {
    html: `<div data-recovery-widget="overdose-warning" data-region="GB">Words ${DIV}</div>`,
    shows: ['overdose-warning GB en', BANNER],
    beside: '',
  },
  'a tag in another widget’s placeholder': {
    html: `<div data-recovery-widget="overdose-warning" data-region="GB">Words ${TAG}</div>`,
    shows: ['overdose-warning GB en', BANNER],
    beside: '',
  },
  'a placeholder in the tag of the same widget': {html: TAG.replace(FALLBACK, DIV), shows: [BANNER, BANNER]},
  'three nested placeholders': {
    html: `<div data-recovery-widget="overdose-warning" data-region="US"><div data-recovery-widget="trigger-checklist"><p>Words</p>${DIV}</div></div>`,
    shows: ['overdose-warning US en', 'trigger-checklist - en', BANNER],
    beside: '',
  },
  'inline in text': {
    html: `<span>Before ${DIV}</span><b><i>${TAG}</i></b>`,
    shows: [BANNER, BANNER],
    beside: 'Before',
  },
  'a placeholder in a link': {html: `<a href="#top">Before ${DIV}</a>`, shows: [BANNER], beside: 'Before'},
  'a placeholder in a list': {html: `<ul><li>${DIV}</li><li>After</li></ul>`, shows: [BANNER], beside: 'After'},
  'a placeholder in a table cell': {
    html: `<table><tr><td>${DIV}</td><td>After</td></tr></table>`,
    shows: [BANNER],
    beside: 'After',
  },
  'a placeholder in a table outside of a cell': {
    html: `<table>${DIV}<tr><td>After</td></tr></table>`,
    shows: [BANNER],
    beside: 'After',
  },
  'a placeholder in a button': {
    html: `<button type="button">Before ${DIV}</button>`,
    shows: [BANNER],
    beside: 'Before',
  },
  'a placeholder in a heading': {html: `<h2>Before ${DIV}</h2>`, shows: [BANNER], beside: 'Before'},
  'a placeholder in closed <details>': {
    html: `<details><summary>More</summary>${DIV}</details>`,
    shows: [],
    beside: 'More',
  },
  'a placeholder in open <details>': {
    html: `<details open><summary>More</summary>${DIV}</details>`,
    shows: [BANNER],
    beside: 'More',
  },

  // Elements of the page
  'a placeholder beside form fields named like DOM properties': `<form><input name="localName" type="hidden"><input name="hasAttribute" type="hidden"><input name="shadowRoot" type="hidden"><input name="children" type="hidden">${DIV}</form>`,
  'a placeholder around a custom element of the site': {
    html: div(
      'data-recovery-widget="overdose-warning" data-region="US" lang="es"',
      '<p>Words <recovery-logo>Logo</recovery-logo></p>',
    ),
    shows: ['overdose-warning US es'],
  },
  'a placeholder saved with its widget, then given another region': banner('data-region="US" lang="es"').replace(
    FALLBACK,
    `<recovery-helpline-banner region="GB">${FALLBACK}</recovery-helpline-banner>`,
  ),

  // Leftovers of editors
  'a placeholder with comments in it': DIV.replace(
    FALLBACK,
    `<!-- wp:html -->${FALLBACK}<!-- /wp:html --><!--[if mso]><p>Outlook</p><![endif]-->`,
  ),
  'a placeholder with attributes of TinyMCE': `<div class="mceNonEditable" data-recovery-widget="helpline-banner" data-region="US" data-mce-style="color: red" data-mce-selected="1" lang="es"><p>Words <a href="tel:911" data-mce-href="tel:911">911</a><br data-mce-bogus="1"></p></div>`,
  'a placeholder with attributes of CKEditor': `<div class="raw-html-embed" data-cke-widget-id="0" data-recovery-widget="helpline-banner" data-region="US" lang="es"><p data-cke-filler="true">Words<br data-cke-filler="true"></p></div>`,

  // Nothing to upgrade
  'a placeholder shown as text': {
    html: DIV.replaceAll('<', '&lt;'),
    shows: [],
    beside: DIV,
  },
  'a tag shown in code': {html: `<pre><code>${TAG.replaceAll('<', '&lt;')}</code></pre>`, shows: [], beside: TAG},
  'snippets in a <template>': {html: `<template>${DIV}${TAG}</template>`, shows: [], beside: ''},
  'names similar to ours': {
    html: `<div data-recovery-widgets="helpline-banner" data-recovery="helpline-banner" class="recovery-helpline-banner">Words</div>`,
    shows: [],
    beside: 'Words',
  },
};

/** @type {Record<string, {html: string, shows: string[], beside?: string}>} */
const CASES = Object.fromEntries(
  Object.entries(TABLE).map(([name, row]) => [
    name,
    typeof row === 'string' ? {html: row, shows: [BANNER], beside: ''} : row,
  ]),
);

/** Runs in the page: returns the widgets and the rest of the visible text of each section. */
function inspect() {
  const countries = {911: 'US', 999: 'GB'};
  const collapse = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
  return [...document.querySelectorAll('body > section')].map((section) => {
    /** @type {string[]} */
    const shows = [];
    /** @returns {string} */
    const read = (/** @type {Node} */ node) => {
      if (node.nodeType === 3) return /** @type {Text} */ (node).data;
      const element = /** @type {HTMLElement} */ (node);
      if (node.nodeType !== 1 || !element.checkVisibility()) return '';
      const root = element.shadowRoot?.querySelector('.root');
      if (!root) return [...element.childNodes].map(read).join(' ');
      const number = [...root.querySelectorAll('a[href^="tel:"]')]
        .map((link) => link.getAttribute('href')?.slice(4))
        .find((digits) => digits && Object.hasOwn(countries, digits));
      shows.push([element.localName.slice(9), number ? countries[number] : '-', root.getAttribute('lang')].join(' '));
      // Fallback content shows beside the widget where the widget has a slot for it.
      return element.shadowRoot.querySelector('slot:not([name])') ? [...element.childNodes].map(read).join(' ') : '';
    };
    const beside = collapse(read(section));
    return {shows, beside};
  });
}

/** Waits until everything has loaded and the visible text has stayed the same for a while. @param {import('@playwright/test').Page} page */
async function settled(page) {
  await page.waitForLoadState('networkidle');
  let before;
  for (let same = 0; same < 3; await page.waitForTimeout(60)) {
    const now = JSON.stringify(await page.evaluate(inspect));
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

/** Returns a page with each piece of markup in a section of its own. @param {string[]} pieces */
const pageOfSections = (pieces, options = {}) =>
  pageOf(pieces.map((html) => `<section>${html}</section>`).join('\n'), options);

/**
 * Playwright’s `test` with `sections`, which opens a page with one section per piece.
 *
 * @type {import('../support/page.mjs').TestWith<{sections: (pieces: string[]) => ReturnType<typeof openPage>}>}
 */
const test = base.extend({
  sections: async ({open}, use) => use((/** @type {string[]} */ pieces) => open(pageOfSections(pieces))),
});

test.describe('malformed snippets', () => {
  test.describe('together on one page', () => {
    /** @type {{shows: string[], beside: string}[]} */
    let results = [];
    /** @type {string[]} */
    let messages = [];
    test.beforeAll(async ({browser}) => {
      const {page, console, close} = await openPage(
        browser,
        pageOfSections(Object.values(CASES).map(({html}) => html)),
      );
      await settled(page);
      results = await page.evaluate(inspect);
      messages = [...console];
      await close();
    });

    Object.entries(CASES).forEach(([name, {shows, beside}], index) =>
      test(`${name}: the page shows ${shows.join(', ') || 'no widget'}`, () => {
        assert.deepEqual(results[index].shows, shows);
        if (beside !== undefined) assert.equal(results[index].beside, beside);
      }),
    );

    test('malformed markup causes no console message', () => assert.deepEqual(messages, []));
  });

  test('all.js shows the same widgets', async ({open}) => {
    const {page, console} = await open(
      pageOfSections(
        Object.values(CASES).map(({html}) => html),
        {script: SCRIPT.replace('type="module" ', '').replace('recovery-widgets.js', 'all.js')},
      ),
    );
    await settled(page);
    const found = await page.evaluate(inspect);
    assert.deepEqual(
      found.map(({shows}) => shows),
      Object.values(CASES).map(({shows}) => shows),
    );
    assert.deepEqual(console, []);
  });

  test('snippets inserted one by one after loading show the same widgets', async ({sections}) => {
    const pieces = Object.values(CASES);
    const {page, console} = await sections(pieces.map(() => ''));
    await settled(page);
    await page.evaluate(
      (htmls) =>
        document.querySelectorAll('body > section').forEach((section, index) => {
          section.innerHTML = htmls[index];
        }),
      pieces.map(({html}) => html),
    );
    await settled(page);
    const found = await page.evaluate(inspect);
    assert.deepEqual(
      found.map(({shows}) => shows),
      pieces.map(({shows}) => shows),
    );
    assert.deepEqual(console, []);
  });

  test('fallback content stays under a misspelt name, and one warning lists the allowed names', async ({sections}) => {
    const {page, console} = await sections([named('"helpline-baner"'), named('"helpline-baner"'), DIV]);
    await settled(page);
    assert.deepEqual(await page.evaluate(inspect), [
      {shows: [], beside: 'Fallback: call 911'},
      {shows: [], beside: 'Fallback: call 911'},
      {shows: [BANNER], beside: ''},
    ]);
    assert.equal(console.length, 1, console.join('\n'));
    assert.match(console[0], /^warning: recovery-widgets: .*"helpline-baner".*helpline-banner, overdose-warning/);
  });

  test('fallback content stays without a name, and one warning lists the allowed names', async ({sections}) => {
    const {page, console} = await sections([named('""'), div('data-recovery-widget data-region="US"')]);
    await settled(page);
    assert.deepEqual(await page.evaluate(inspect), [
      {shows: [], beside: 'Fallback: call 911'},
      {shows: [], beside: 'Fallback: call 911'},
    ]);
    assert.equal(console.length, 1, console.join('\n'));
    assert.match(console[0], /^warning: recovery-widgets: .*helpline-banner, overdose-warning/);
  });

  test('invalid values give the default and one warning each', async ({sections}) => {
    const {page, console} = await sections([
      banner('data-region="“Texas”" lang="es" data-theme="“darkish”"'),
      banner('data-region="“Texas”" lang="es" data-theme="“darkish”"'),
    ]);
    await settled(page);
    // The number in the fallback content stays, because the widget has none.
    const none = {shows: ['helpline-banner - es'], beside: 'Fallback: call 911'};
    assert.deepEqual(await page.evaluate(inspect), [none, none]);
    assert.deepEqual(
      console.map((line) => / invalid value ("\w+" for “\S+”)\. Allowed: /.exec(line)?.[1] ?? line).sort(),
      ['"Texas" for “region”', '"darkish" for “theme”'],
    );
  });

  test('a number in fallback content stays until there is a region, and only where the widget needs one', async ({
    sections,
  }) => {
    const {page, console} = await sections([
      TAG.replace(' region="US"', ''),
      DIV.replace(' data-region="US"', ''),
      banner('data-operator="Clinic" data-phone="555 0100" lang="es"'),
      div('data-recovery-widget="trigger-checklist" lang="es"'),
      div('data-recovery-widget="overdose-warning" lang="es"', '<p>No number.</p>'),
    ]);
    await settled(page);
    const lost = {shows: ['helpline-banner - es'], beside: 'Fallback: call 911'};
    assert.deepEqual(await page.evaluate(inspect), [
      lost,
      lost,
      {shows: ['helpline-banner - es'], beside: ''},
      {shows: ['trigger-checklist - es'], beside: ''},
      {shows: ['overdose-warning - es'], beside: ''},
    ]);
    assert.ok(await page.locator('section >> nth=1').locator('a[href="tel:911"]').isVisible());
    await page.evaluate(() => (document.querySelector('[data-recovery-widget]').dataset.region = 'US'));
    await settled(page);
    assert.deepEqual((await page.evaluate(inspect))[1], {shows: [BANNER], beside: ''});
    assert.deepEqual(console, []);
  });

  test('data attributes of the page itself do not change a tag', async ({open}) => {
    const {page, console} = await open(
      pageOf(`<section data-region="north" data-theme="day" data-lang="en">${TAG}</section>`),
    );
    await settled(page);
    const attributes = () => page.locator('recovery-helpline-banner').evaluate((tag) => tag.outerHTML.split('>')[0]);
    const before = await attributes();
    await page.evaluate(() => Object.assign(document.querySelector('section').dataset, {region: 'south', theme: 'x'}));
    await page.evaluate(() => {
      delete document.querySelector('section').dataset.region;
      delete document.querySelector('section').dataset.lang;
    });
    await settled(page);
    assert.equal(await attributes(), before);
    assert.deepEqual(await page.evaluate(inspect), [{shows: [BANNER], beside: ''}]);
    assert.deepEqual(console, []);
  });

  test('a placeholder that the page empties stays empty', async ({sections}) => {
    const {page} = await sections([DIV]);
    await settled(page);
    await page.evaluate(() => document.querySelector('[data-recovery-widget]').replaceChildren());
    await settled(page);
    assert.equal(await page.evaluate(() => document.querySelector('[data-recovery-widget]').childNodes.length), 0);
  });

  test('the shadow root of a site’s own element with our prefix is scanned', async ({open}) => {
    const {page, console} = await open(pageOf('<section><recovery-app></recovery-app></section>'), {
      before: (page) =>
        page.addInitScript((html) => {
          globalThis.addEventListener('DOMContentLoaded', () => {
            document.querySelector('recovery-app').attachShadow({mode: 'open'}).innerHTML = html;
          });
        }, DIV),
    });
    await page.evaluate(() => globalThis.recoveryWidgets?.upgrade?.());
    await page.waitForFunction(
      () => document.querySelector('recovery-app').shadowRoot.querySelector('recovery-helpline-banner')?.shadowRoot,
    );
    assert.deepEqual(console, []);
  });

  for (const [name, editor] of Object.entries({
    'an editor': `<div contenteditable="true" id="editor">${DIV}${TAG}<p>${DIV}</p></div>`,
    'an editor for plain text': `<div contenteditable="plaintext-only" id="editor">${DIV}</div>`,
    'a list in an editor': `<div contenteditable id="editor"><ul><li>${DIV}</li></ul></div>`,
  }))
    test(`snippets in ${name} are saved as they were opened`, async ({open}) => {
      const {page} = await open(pageOf(`${editor}<section>${DIV}</section>`));
      const opened = await page.locator('#editor').innerHTML();
      await settled(page);
      assert.equal(await page.locator('#editor').innerHTML(), opened);
      await page.locator('#editor').evaluate((element, html) => element.insertAdjacentHTML('beforeend', html), DIV);
      await settled(page);
      assert.equal(await page.locator('#editor').innerHTML(), opened + DIV);
      // The same snippet outside of the editor becomes a widget.
      assert.deepEqual(await page.evaluate(inspect), [{shows: [BANNER], beside: ''}]);
    });

  test('only allowlisted data attributes of a placeholder become attributes of its widget', async ({sections}) => {
    const hostile = {
      onclick: 'globalThis.hacked = 1',
      onload: 'globalThis.hacked = 1',
      onfocus: 'globalThis.hacked = 1',
      style: 'position: fixed; inset: 0',
      href: 'javascript:globalThis.hacked=1',
      src: 'https://evil.example/',
      srcdoc: '<script>globalThis.hacked = 1</script>',
      id: 'login',
      class: 'admin',
      slot: 'start',
      is: 'evil-element',
      part: 'base',
      name: 'cookie',
      hidden: '',
      tabindex: '0',
      autofocus: '',
      contenteditable: 'true',
      popover: '',
      role: 'alert',
      'aria-hidden': 'true',
      'recovery-base': 'https://evil.example/',
      'recovery-region': 'GB',
      'recovery-widget': 'overdose-warning',
      '@click': 'globalThis.hacked = 1',
      '.innerHTML': '<img src=x onerror=globalThis.hacked=1>',
      constructor: 'x',
      __proto__x: 'x',
    };
    const attributes = Object.entries(hostile).map(
      ([name, value]) => `data-${name}="${value.replaceAll('"', '&quot;')}"`,
    );
    const {page, requests, console} = await sections([
      banner(`data-region="US" data-operator="Clinic" data-phone="555 0100" lang="es" ${attributes.join(' ')}`),
    ]);
    await settled(page);
    assert.deepEqual(await page.evaluate(inspect), [{shows: [BANNER], beside: ''}]);
    const widget = page.locator('recovery-helpline-banner');
    assert.deepEqual((await widget.evaluate((element) => element.getAttributeNames())).sort(), [
      'operator',
      'phone',
      'region',
    ]);
    await widget.evaluate((/** @type {any} */ element) => element.click());
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.deepEqual(
      requests.filter((url) => url.includes('evil')),
      [],
    );
    assert.deepEqual(console, []);
  });

  test.describe('a missing end tag', () => {
    const rest = '<p>Rest of the page</p><main><h1>Opening hours</h1></main><footer>Imprint</footer>';
    for (const [name, snippet] of Object.entries({
      'a self-closing tag': '<recovery-helpline-banner region="US" lang="es" />',
      'two self-closing tags':
        '<recovery-helpline-banner region="US" lang="es" /><recovery-overdose-warning region="US" lang="es" />',
      'a tag without end tag': TAG.replace('</recovery-helpline-banner>', ''),
      'a self-closing placeholder': '<div data-recovery-widget="helpline-banner" data-region="US" lang="es" />',
      'a placeholder without end tag': DIV.replace('</div>', ''),
    }))
      // CI has the script in the head for tags: it runs before the parser has read them.
      for (const [position, html] of Object.entries({
        'script at the end': pageOf(`<p>Start</p>${snippet}${rest}`),
        ...((isNightly || snippet.startsWith('<recovery')) && {
          'script in the head': pageOf(`<p>Start</p>${snippet}${rest}`, {head: SCRIPT, script: ''}),
        }),
      }))
        test(`the rest of the page stays visible after ${name}, ${position}`, async ({open}) => {
          const {page, console} = await open(html);
          await settled(page);
          const text = await visibleText(page);
          for (const part of ['Start', 'Rest of the page', 'Opening hours', 'Imprint'])
            assert.ok(text.includes(part), `${part} in ${text}`);
          assert.match(text, /Hable con alguien ahora/);
          assert.deepEqual(console, []);
        });
  });
});
