/** Snippets as editors, word processors and tired people leave them in pages: what is to be seen all the same. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {launch, open, pageOf, SCRIPT, seen} from '../support/harness.mjs';

const WORDS = '<p>Plain words: <a href="tel:911">call 911</a></p>';
const TAG = `<recovery-helpline-banner region="US" lang="es">${WORDS}</recovery-helpline-banner>`;
const DIV = `<div data-recovery-widget="helpline-banner" data-region="US" lang="es">${WORDS}</div>`;
/** A placeholder with these attributes. */
const div = (/** @type {string} */ attributes, words = WORDS) => `<div ${attributes}>${words}</div>`;
const banner = (/** @type {string} */ attributes) => div(`data-recovery-widget="helpline-banner" ${attributes}`);
const named = (/** @type {string} */ name) => div(`data-recovery-widget=${name} data-region="US" lang="es"`);

/** The widget, the country whose emergency number it shows, its language. */
const BANNER = 'helpline-banner US es';
const ENGLISH = 'helpline-banner US en';

/**
 * What is in the page, what widgets are to be seen there, and, where it matters, all that is read of the page beside them.
 *
 * @type {Record<string, {html: string, shows: string[], beside?: string}>}
 */
const CASES = {
  'as it is meant, tag': {html: TAG, shows: [BANNER], beside: ''},
  'as it is meant, placeholder': {html: DIV, shows: [BANNER], beside: ''},
  'without words': {
    html: '<div data-recovery-widget="helpline-banner" data-region="US" lang="es"></div>',
    shows: [BANNER],
    beside: '',
  },

  // Paragraphs and breaks
  // A <p> in it ends the one around it, and with that the tag.
  'tag in <p>': {html: `<p>Before ${TAG} after</p>`, shows: [BANNER], beside: 'Before Plain words: call 911 after'},
  'placeholder in <p>': {html: `<p>Before ${DIV} after</p>`, shows: [BANNER], beside: 'Before after'},
  'with <p> and <br> in it': {
    html: div(
      'data-recovery-widget="helpline-banner" data-region="US" lang="es"',
      `<p></p><br>${WORDS}<br /></p><p>&nbsp;</p>`,
    ),
    shows: [BANNER],
    beside: '',
  },
  'with breaks between the tags': {html: DIV.replaceAll('>', '>\r\n\r\n'), shows: [BANNER], beside: ''},
  '<p> around each tag, as WordPress does it': {
    html: `<p><recovery-helpline-banner region="US" lang="es"></p>\n${WORDS}\n<p></recovery-helpline-banner></p>`,
    shows: [BANNER],
    beside: 'Plain words: call 911',
  },
  '<p> around each tag of the placeholder': {
    html: DIV.replace('<div', '<p><div').replace('</div>', '</p></div></p>'),
    shows: [BANNER],
    beside: '',
  },
  'from a word processor': {
    html: `<p class="MsoNormal" style="margin:0"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>${DIV.replace('<p>', '<p class="MsoNormal"><o:p></o:p>')}`,
    shows: [BANNER],
    beside: '',
  },

  // Values
  'empty attributes': {
    html: banner(
      'data-region="US" lang="es" data-theme="" data-variant="" data-heading-level="" data-phone="" class=""',
    ),
    shows: [BANNER],
  },
  'empty values on the tag': {
    html: '<recovery-helpline-banner region="US" lang="es" theme="" variant="" heading-level="" phone="" operator=""></recovery-helpline-banner>',
    shows: [BANNER],
  },
  'an empty language': {html: banner('data-region="US" lang=""'), shows: [ENGLISH]},
  'no quotes': {html: '<div data-recovery-widget=helpline-banner data-region=US lang=es></div>', shows: [BANNER]},
  'smart quotes for quotes': {
    html: '<div data-recovery-widget=“helpline-banner” data-region=“US” lang=“es”></div>',
    shows: [BANNER],
  },
  'smart quotes for quotes, tag': {
    html: '<recovery-helpline-banner region=“US” lang=”es” theme=’dark’></recovery-helpline-banner>',
    shows: [BANNER],
  },
  'smart quotes within quotes': {
    html: `<div data-recovery-widget="“helpline-banner”" data-region="„US“" lang="‘es’"></div>`,
    shows: [BANNER],
  },
  'guillemets with their spaces': {
    html: '<div data-recovery-widget="«\u00a0helpline-banner\u00a0»" data-region="‹\u202fUS\u202f›" lang="»es«"></div>',
    shows: [BANNER],
  },
  'quotes as entities': {
    html: '<div data-recovery-widget="&quot;helpline-banner&quot;" data-region="&ldquo;US&rdquo;" lang="&#039;es&#039;"></div>',
    shows: [BANNER],
  },
  'primes and accents': {
    html: '<div data-recovery-widget="″helpline-banner″" data-region="′US′" lang="`es´"></div>',
    shows: [BANNER],
  },
  'a quote that is never closed': {
    html: '<div data-recovery-widget="“helpline-banner" data-region="US”" lang="es\'"></div>',
    shows: [BANNER],
  },
  'white space of all kinds': {
    html: '<div data-recovery-widget="\t helpline-banner\n" data-region="\u00a0US\u200b " lang="\ufeff es\u2003"></div>',
    shows: [BANNER],
  },
  'invisible signs of direction': {
    html: '<div data-recovery-widget="\u200ehelpline-banner\u200f" data-region="\u202aUS\u202c" lang="\u2066es\u2069"></div>',
    shows: [BANNER],
  },
  'capital letters': {
    html: `<DIV DATA-RECOVERY-WIDGET="HELPLINE-BANNER" DATA-REGION="us" LANG="ES" DATA-THEME="DARK">${WORDS}</DIV>`,
    shows: [BANNER],
  },
  'capital letters, tag': {
    html: '<RECOVERY-HELPLINE-BANNER REGION="us" LANG="ES" THEME="Dark"></RECOVERY-HELPLINE-BANNER>',
    shows: [BANNER],
  },
  'region and language written otherwise': {
    html: banner('data-region="uk" lang="es_MX"') + banner('data-region="us-ca" lang="ES-419"'),
    shows: ['helpline-banner GB es', BANNER],
  },
  'dashes, full stops and signs that nobody sees in codes': {
    html:
      banner('data-region="US–CA" lang="es–MX"') +
      banner('data-region="us‑ca," lang="es;"') +
      banner('data-region="U\u200bS." lang="e\u00ads"') +
      banner('data-region="USA" lang="es−419"'),
    shows: [BANNER, BANNER, BANNER, BANNER],
  },
  'the tag’s attributes on the placeholder': {
    html: '<div data-recovery-widget="helpline-banner" region="US" lang="es"></div>',
    shows: [BANNER],
  },
  'the language as data': {html: banner('data-region="US" data-lang="es" lang="en"'), shows: [BANNER]},
  'said twice': {html: banner('data-region="US" data-region="GB" lang="es" lang="ar"'), shows: [BANNER]},

  // Names
  'name of the tag': {html: named('"recovery-helpline-banner"'), shows: [BANNER]},
  'name of the class': {html: named('"HelplineBanner"'), shows: [BANNER]},
  'name with an underscore': {html: named('"helpline_banner"'), shows: [BANNER]},
  'name of the tag with underscores': {html: named('"recovery_helpline_banner"'), shows: [BANNER]},
  'name with a space': {html: named('"Helpline banner"'), shows: [BANNER]},
  'name with a hyphen for paper': {
    html: named('"helpline‑banner"') + named('"helpline–banner"'),
    shows: [BANNER, BANNER],
  },
  'the tag itself as name': {html: named('"&lt;recovery-helpline-banner&gt;"'), shows: [BANNER]},

  // Places
  'three times': {html: DIV.repeat(3), shows: [BANNER, BANNER, BANNER], beside: ''},
  'three times, tag': {html: TAG.repeat(3), shows: [BANNER, BANNER, BANNER], beside: ''},
  'in itself': {html: DIV.replace(WORDS, DIV), shows: [BANNER], beside: ''},
  'in itself, in itself': {html: DIV.replace(WORDS, DIV.replace(WORDS, DIV)), shows: [BANNER], beside: ''},
  'in itself, five times': {
    html: [2, 3, 4, 5].reduce((html) => html.replace(WORDS, DIV), DIV),
    shows: [BANNER],
    beside: '',
  },
  'in another placeholder': {
    html: `<div data-recovery-widget="overdose-warning" data-region="GB">Words ${DIV}</div>`,
    shows: ['overdose-warning GB en', BANNER],
    beside: '',
  },
  'tag in a placeholder': {
    html: `<div data-recovery-widget="overdose-warning" data-region="GB">Words ${TAG}</div>`,
    shows: ['overdose-warning GB en', BANNER],
    beside: '',
  },
  'placeholder in the tag of the same widget': {html: TAG.replace(WORDS, DIV), shows: [BANNER, BANNER]},
  'three in one another': {
    html: `<div data-recovery-widget="overdose-warning" data-region="US"><div data-recovery-widget="trigger-checklist"><p>Words</p>${DIV}</div></div>`,
    shows: ['overdose-warning US en', 'trigger-checklist - en', BANNER],
    beside: '',
  },
  'in a line': {
    html: `<span>Before ${DIV}</span><b><i>${TAG}</i></b>`,
    shows: [BANNER, BANNER],
    beside: 'Before',
  },
  'in a link': {html: `<a href="#top">Before ${DIV}</a>`, shows: [BANNER], beside: 'Before'},
  'in a list': {html: `<ul><li>${DIV}</li><li>After</li></ul>`, shows: [BANNER], beside: 'After'},
  'in a table': {
    html: `<table><tr><td>${DIV}</td><td>After</td></tr></table>`,
    shows: [BANNER],
    beside: 'After',
  },
  'in a table, where none may be': {
    html: `<table>${DIV}<tr><td>After</td></tr></table>`,
    shows: [BANNER],
    beside: 'After',
  },
  'in a button': {html: `<button type="button">Before ${DIV}</button>`, shows: [BANNER], beside: 'Before'},
  'in a heading': {html: `<h2>Before ${DIV}</h2>`, shows: [BANNER], beside: 'Before'},
  'in a closed box': {html: `<details><summary>More</summary>${DIV}</details>`, shows: [], beside: 'More'},
  'in an open box': {html: `<details open><summary>More</summary>${DIV}</details>`, shows: [BANNER], beside: 'More'},

  // What is not ours
  'beside fields with the names of what scripts ask for': {
    html: `<form><input name="localName" type="hidden"><input name="hasAttribute" type="hidden"><input name="shadowRoot" type="hidden"><input name="children" type="hidden">${DIV}</form>`,
    shows: [BANNER],
    beside: '',
  },
  'around a tag of the site itself': {
    html: div(
      'data-recovery-widget="overdose-warning" data-region="US" lang="es"',
      '<p>Words <recovery-logo>Logo</recovery-logo></p>',
    ),
    shows: ['overdose-warning US es'],
  },
  'saved with the widget in it, then given another country': {
    html: banner('data-region="US" lang="es"').replace(
      WORDS,
      `<recovery-helpline-banner region="GB">${WORDS}</recovery-helpline-banner>`,
    ),
    shows: [BANNER],
    beside: '',
  },

  // What editors leave
  'comments in it': {
    html: DIV.replace(WORDS, `<!-- wp:html -->${WORDS}<!-- /wp:html --><!--[if mso]><p>Outlook</p><![endif]-->`),
    shows: [BANNER],
    beside: '',
  },
  'marks of TinyMCE': {
    html: `<div class="mceNonEditable" data-recovery-widget="helpline-banner" data-region="US" data-mce-style="color: red" data-mce-selected="1" lang="es"><p>Words <a href="tel:911" data-mce-href="tel:911">911</a><br data-mce-bogus="1"></p></div>`,
    shows: [BANNER],
    beside: '',
  },
  'marks of CKEditor': {
    html: `<div class="raw-html-embed" data-cke-widget-id="0" data-recovery-widget="helpline-banner" data-region="US" lang="es"><p data-cke-filler="true">Words<br data-cke-filler="true"></p></div>`,
    shows: [BANNER],
    beside: '',
  },

  // Nothing to do
  'shown as text': {
    html: DIV.replaceAll('<', '&lt;'),
    shows: [],
    beside: DIV,
  },
  'in code': {html: `<pre><code>${TAG.replaceAll('<', '&lt;')}</code></pre>`, shows: [], beside: TAG},
  'in a <template>': {html: `<template>${DIV}${TAG}</template>`, shows: [], beside: ''},
  'a name like ours': {
    html: `<div data-recovery-widgets="helpline-banner" data-recovery="helpline-banner" class="recovery-helpline-banner">Words</div>`,
    shows: [],
    beside: 'Words',
  },
};

/** Runs in the page: what each section shows. */
function look() {
  const countries = {911: 'US', 999: 'GB'};
  const squeeze = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
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
        .find((each) => each && Object.hasOwn(countries, each));
      shows.push([element.localName.slice(9), number ? countries[number] : '-', root.getAttribute('lang')].join(' '));
      // Words are shown beside the widget where it has a slot for them.
      return element.shadowRoot.querySelector('slot:not([name])') ? [...element.childNodes].map(read).join(' ') : '';
    };
    const beside = squeeze(read(section));
    return {shows, beside};
  });
}

describe('mangled snippets', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** Waits until everything is loaded and what is seen has stayed the same for a while. @param {import('playwright-core').Page} page */
  async function settled(page) {
    await page.waitForLoadState('networkidle');
    let before;
    for (let same = 0; same < 3; await page.waitForTimeout(60)) {
      const now = JSON.stringify(await page.evaluate(look));
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  /** A page with the pieces in a section each. @param {string[]} pieces @param {Parameters<typeof open>[2]} [options] */
  const sections = (pieces, options) =>
    open(browser, pageOf(pieces.map((html) => `<section>${html}</section>`).join('\n')), options);

  describe('on one page', () => {
    /** @type {{shows: string[], beside: string}[]} */
    let found = [];
    /** @type {string[]} */
    let said = [];
    before(async () => {
      const {page, console, close} = await sections(Object.values(CASES).map(({html}) => html));
      await settled(page);
      found = await page.evaluate(look);
      said = [...console];
      await close();
    });

    Object.entries(CASES).forEach(([name, {shows, beside}], index) =>
      it(name, () => {
        assert.deepEqual(found[index].shows, shows);
        if (beside !== undefined) assert.equal(found[index].beside, beside);
      }),
    );

    it('without a word on the console', () => assert.deepEqual(said, []));
  });

  it('all.js sees the same', async () => {
    const {page, console, close} = await open(
      browser,
      pageOf(
        Object.values(CASES)
          .map(({html}) => `<section>${html}</section>`)
          .join('\n'),
        {script: SCRIPT.replace('type="module" ', '').replace('recovery-widgets.js', 'all.js')},
      ),
    );
    await settled(page);
    const found = await page.evaluate(look);
    assert.deepEqual(
      found.map(({shows}) => shows),
      Object.values(CASES).map(({shows}) => shows),
    );
    assert.deepEqual(console, []);
    await close();
  });

  it('later, one at a time, sees the same', async () => {
    const pieces = Object.values(CASES);
    const {page, console, close} = await sections(pieces.map(() => ''));
    await settled(page);
    await page.evaluate(
      (htmls) =>
        document.querySelectorAll('body > section').forEach((section, index) => {
          section.innerHTML = htmls[index];
        }),
      pieces.map(({html}) => html),
    );
    await settled(page);
    const found = await page.evaluate(look);
    assert.deepEqual(
      found.map(({shows}) => shows),
      pieces.map(({shows}) => shows),
    );
    assert.deepEqual(console, []);
    await close();
  });

  it('the name misspelt: words and link stay, one warning says what is allowed', async () => {
    const {page, console, close} = await sections([named('"helpline-baner"'), named('"helpline-baner"'), DIV]);
    await settled(page);
    assert.deepEqual(await page.evaluate(look), [
      {shows: [], beside: 'Plain words: call 911'},
      {shows: [], beside: 'Plain words: call 911'},
      {shows: [BANNER], beside: ''},
    ]);
    assert.equal(console.length, 1, console.join('\n'));
    assert.match(console[0], /^warning: recovery-widgets: .*"helpline-baner".*helpline-banner, overdose-warning/);
    await close();
  });

  it('the name lost: words and link stay, one warning says what is allowed', async () => {
    const {page, console, close} = await sections([named('""'), div('data-recovery-widget data-region="US"')]);
    await settled(page);
    assert.deepEqual(await page.evaluate(look), [
      {shows: [], beside: 'Plain words: call 911'},
      {shows: [], beside: 'Plain words: call 911'},
    ]);
    assert.equal(console.length, 1, console.join('\n'));
    assert.match(console[0], /^warning: recovery-widgets: .*helpline-banner, overdose-warning/);
    await close();
  });

  it('values that cannot be understood: the default, one warning for each', async () => {
    const {page, console, close} = await sections([
      banner('data-region="“Texas”" lang="es" data-theme="“darkish”"'),
      banner('data-region="“Texas”" lang="es" data-theme="“darkish”"'),
    ]);
    await settled(page);
    // The number that is in the page stays: the widget has none.
    const none = {shows: ['helpline-banner - es'], beside: 'Plain words: call 911'};
    assert.deepEqual(await page.evaluate(look), [none, none]);
    assert.deepEqual(console.map((line) => /(\S+)="(\w+)"\. Allowed: /.exec(line)?.slice(1).join(' ') ?? line).sort(), [
      'region Texas',
      'theme darkish',
    ]);
    await close();
  });

  it('the region lost: a number that was in the page stays, until there is a region, and only where it is needed', async () => {
    const {page, console, close} = await sections([
      TAG.replace(' region="US"', ''),
      DIV.replace(' data-region="US"', ''),
      banner('data-operator="Clinic" data-phone="555 0100" lang="es"'),
      div('data-recovery-widget="trigger-checklist" lang="es"'),
      div('data-recovery-widget="overdose-warning" lang="es"', '<p>No number.</p>'),
    ]);
    await settled(page);
    const lost = {shows: ['helpline-banner - es'], beside: 'Plain words: call 911'};
    assert.deepEqual(await page.evaluate(look), [
      lost,
      lost,
      {shows: ['helpline-banner - es'], beside: ''},
      {shows: ['trigger-checklist - es'], beside: ''},
      {shows: ['overdose-warning - es'], beside: ''},
    ]);
    assert.ok(await page.locator('section >> nth=1').locator('a[href="tel:911"]').isVisible());
    await page.evaluate(() => (document.querySelector('[data-recovery-widget]').dataset.region = 'US'));
    await settled(page);
    assert.deepEqual((await page.evaluate(look))[1], {shows: [BANNER], beside: ''});
    assert.deepEqual(console, []);
    await close();
  });

  it('what the page says of itself in data changes no tag in it', async () => {
    const {page, console, close} = await open(
      browser,
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
    assert.deepEqual(await page.evaluate(look), [{shows: [BANNER], beside: ''}]);
    assert.deepEqual(console, []);
    await close();
  });

  it('a placeholder that the page empties stays empty', async () => {
    const {page, close} = await sections([DIV]);
    await settled(page);
    await page.evaluate(() => document.querySelector('[data-recovery-widget]').replaceChildren());
    await settled(page);
    assert.equal(await page.evaluate(() => document.querySelector('[data-recovery-widget]').childNodes.length), 0);
    await close();
  });

  it('an own tag of the site that begins like ours is looked into', async () => {
    const {page, console, close} = await open(browser, pageOf('<section><recovery-app></recovery-app></section>'), {
      before: (page) =>
        page.addInitScript((html) => {
          globalThis.addEventListener('DOMContentLoaded', () => {
            document.querySelector('recovery-app').attachShadow({mode: 'open'}).innerHTML = html;
          });
        }, DIV),
    });
    await page.evaluate(() => globalThis.recoveryWidgets.upgrade());
    await page.waitForFunction(
      () => document.querySelector('recovery-app').shadowRoot.querySelector('recovery-helpline-banner')?.shadowRoot,
    );
    assert.deepEqual(console, []);
    await close();
  });

  for (const [name, editor] of Object.entries({
    'in an editor': `<div contenteditable="true" id="editor">${DIV}${TAG}<p>${DIV}</p></div>`,
    'in an editor for plain text': `<div contenteditable="plaintext-only" id="editor">${DIV}</div>`,
    'in the words of an editor': `<div contenteditable id="editor"><ul><li>${DIV}</li></ul></div>`,
  }))
    it(`${name}: what is saved is what was opened`, async () => {
      const {page, close} = await open(browser, pageOf(`${editor}<section>${DIV}</section>`));
      const opened = await page.locator('#editor').innerHTML();
      await settled(page);
      assert.equal(await page.locator('#editor').innerHTML(), opened);
      await page.locator('#editor').evaluate((element, html) => element.insertAdjacentHTML('beforeend', html), DIV);
      await settled(page);
      assert.equal(await page.locator('#editor').innerHTML(), opened + DIV);
      // The same outside is a widget.
      assert.deepEqual(await page.evaluate(look), [{shows: [BANNER], beside: ''}]);
      await close();
    });

  it('what editors let through as data becomes no attribute, but for a closed list', async () => {
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
    const {page, requests, console, close} = await sections([
      banner(`data-region="US" data-operator="Clinic" data-phone="555 0100" lang="es" ${attributes.join(' ')}`),
    ]);
    await settled(page);
    assert.deepEqual(await page.evaluate(look), [{shows: [BANNER], beside: ''}]);
    const widget = page.locator('recovery-helpline-banner');
    assert.deepEqual((await widget.evaluate((element) => element.getAttributeNames())).sort(), [
      'operator',
      'phone',
      'region',
    ]);
    await widget.evaluate((element) => element.click());
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.deepEqual(
      requests.filter((url) => url.includes('evil')),
      [],
    );
    assert.deepEqual(console, []);
    await close();
  });

  describe('an end that is missing swallows the page: nothing is lost', {concurrency: 4}, () => {
    const rest = '<p>Rest of the page</p><main><h1>Opening hours</h1></main><footer>Imprint</footer>';
    for (const [name, html] of Object.entries({
      'a tag that closes itself': '<recovery-helpline-banner region="US" lang="es" />',
      'two tags that close themselves':
        '<recovery-helpline-banner region="US" lang="es" /><recovery-overdose-warning region="US" lang="es" />',
      'a tag without its end': TAG.replace('</recovery-helpline-banner>', ''),
      'a placeholder that closes itself': '<div data-recovery-widget="helpline-banner" data-region="US" lang="es" />',
      'a placeholder without its end': DIV.replace('</div>', ''),
    }))
      for (const [place, page] of Object.entries({
        'script at the end': pageOf(`<p>Start</p>${html}${rest}`),
        'script in the head': pageOf(`<p>Start</p>${html}${rest}`, {head: SCRIPT, script: ''}),
      }))
        it(`${name}, ${place}`, async () => {
          const opened = await open(browser, page);
          await settled(opened.page);
          const words = await seen(opened.page);
          for (const each of ['Start', 'Rest of the page', 'Opening hours', 'Imprint'])
            assert.ok(words.includes(each), `${each} in ${words}`);
          assert.match(words, /Hable con alguien ahora/);
          assert.deepEqual(opened.console, []);
          await opened.close();
        });
  });
});
