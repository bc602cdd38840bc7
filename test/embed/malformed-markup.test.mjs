/** Snippets as editors, word processors and tired authors leave them in pages: the widget or its fallback content shows anyway. */
import assert from 'node:assert/strict';
import {emergencyOf} from '../support/helplines.mjs';
import {SCRIPT, pageOf, test as base, visibleText} from '../support/page.mjs';

const [US, GB] = ['us', 'gb'].map((country) => emergencyOf(country));
const FALLBACK_TEXT = `Fallback: call ${US}`;
const FALLBACK = `<p>Fallback: <a href="tel:${US}">call ${US}</a></p>`;
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
const NAMES =
  'recovery-helpline-banner HelplineBanner helpline_banner recovery_helpline_banner helpline‑banner helpline–banner';

/** Markup, each piece of which shows a banner and nothing beside it. @type {Record<string, string[]>} */
const BANNERS = {
  'correct tags and placeholders': [TAG, DIV, banner('data-region="US" lang="es"', '')],
  'paragraphs, breaks and markup of a word processor': [
    banner('data-region="US" lang="es"', `<p></p><br>${FALLBACK}<br /></p><p>&nbsp;</p>`),
    DIV.replaceAll('>', '>\r\n\r\n'),
    DIV.replace('<div', '<p><div').replace('</div>', '</p></div></p>'),
    `<p class="MsoNormal"><o:p>&nbsp;</o:p></p>${DIV.replace('<p>', '<p class="MsoNormal"><o:p></o:p>')}`,
  ],
  'empty attributes': [
    banner('data-region="US" lang="es" data-theme="" data-variant="" data-heading-level="" data-phone="" class=""'),
    TAG.replace('>', ' theme="" variant="" heading-level="" phone="" operator="">'),
  ],
  'quotes that are missing, never closed, or not quotes of HTML': [
    'data-recovery-widget=helpline-banner data-region=US lang=es',
    'data-recovery-widget=“helpline-banner” data-region=“US” lang=“es”',
    'data-recovery-widget="“helpline-banner”" data-region="„US“" lang="‘es’"',
    'data-recovery-widget="«\u00a0helpline-banner\u00a0»" data-region="‹\u202fUS\u202f›" lang="»es«"',
    'data-recovery-widget="&quot;helpline-banner&quot;" data-region="&ldquo;US&rdquo;" lang="&#039;es&#039;"',
    'data-recovery-widget="″helpline-banner″" data-region="′US′" lang="`es´"',
    'data-recovery-widget="“helpline-banner" data-region="US”" lang="es\'"',
  ]
    .map((attributes) => div(attributes))
    .concat('<recovery-helpline-banner region=“US” lang=”es” theme=’dark’></recovery-helpline-banner>'),
  'white space and invisible direction marks around values': [
    div('data-recovery-widget="\t helpline-banner\n" data-region="\u00a0US\u200b " lang="\ufeff es\u2003"'),
    div('data-recovery-widget="\u200ehelpline-banner\u200f" data-region="\u202aUS\u202c" lang="\u2066es\u2069"'),
  ],
  'capital letters': [
    div('DATA-RECOVERY-WIDGET="HELPLINE-BANNER" DATA-REGION="us" LANG="ES" DATA-THEME="DARK"'),
    '<RECOVERY-HELPLINE-BANNER REGION="us" LANG="ES" THEME="Dark"></RECOVERY-HELPLINE-BANNER>',
  ],
  'dashes, punctuation and invisible characters in codes': [
    banner('data-region="us-ca" lang="ES-419"'),
    banner('data-region="US–CA" lang="es–MX"'),
    banner('data-region="us‑ca," lang="es;"'),
    banner('data-region="U\u200bS." lang="e\u00ads"'),
    banner('data-region="USA" lang="es−419"'),
  ],
  'attributes of the tag on a placeholder, and attributes given twice': [
    banner('region="US" lang="es"'),
    banner('data-region="US" data-lang="es" lang="en"'),
    banner('data-region="US" data-region="GB" lang="es" lang="ar"'),
  ],
  'other spellings of the name': ['Helpline banner', '&lt;recovery-helpline-banner&gt;', ...NAMES.split(' ')].map(
    (name) => named(`"${name}"`),
  ),
  'a placeholder in itself, once and five times': [
    DIV.replace(FALLBACK, DIV),
    [2, 3, 4, 5].reduce((html) => html.replace(FALLBACK, DIV), DIV),
  ],
  'a placeholder beside form fields named like DOM properties': [
    `<form>${'localName hasAttribute shadowRoot children'.replace(/\w+/g, '<input name="$&" type="hidden">')}${DIV}</form>`,
  ],
  'a placeholder saved with its widget, then given another region': [
    banner(
      'data-region="US" lang="es"',
      `<recovery-helpline-banner region="GB">${FALLBACK}</recovery-helpline-banner>`,
    ),
  ],
  'leftovers of WordPress, Outlook, TinyMCE and CKEditor': [
    DIV.replace(FALLBACK, `<!-- wp:html -->${FALLBACK}<!-- /wp:html --><!--[if mso]><p>Outlook</p><![endif]-->`),
    banner(
      'class="mceNonEditable" data-region="US" data-mce-style="color: red" data-mce-selected="1" lang="es"',
      `<p>Words <a href="tel:${US}" data-mce-href="tel:${US}">${US}</a><br data-mce-bogus="1"></p>`,
    ),
    banner(
      'class="raw-html-embed" data-cke-widget-id="0" data-region="US" lang="es"',
      '<p data-cke-filler="true">Words<br data-cke-filler="true"></p>',
    ),
  ],
};

/** Returns the placeholder of another widget, which has a number of its own. */
const warning = (/** @type {string} */ region, /** @type {string} */ content) =>
  div(`data-recovery-widget="overdose-warning" data-region="${region}"`, content);

const IN_PARAGRAPHS = `<p>${TAG.replace(FALLBACK, `</p>\n${FALLBACK}\n<p>`)}</p>`;
const NESTED = warning('US', div('data-recovery-widget="trigger-checklist"', `<p>Words</p>${DIV}`));
const LIKE_OURS =
  'data-recovery-widgets="helpline-banner" data-recovery="helpline-banner" class="recovery-helpline-banner"';
const BRITISH = banner('data-region="uk" lang="es_MX"', FALLBACK.replaceAll(US, GB));
const WITH_LOGO = warning('US', '<p>Words <recovery-logo>Logo</recovery-logo></p>');

/** Other markup, the widgets it shows, and the rest of the visible text, where it matters. @type {Record<string, [html: string, shows: string[], beside?: string]>} */
const OTHERS = {
  // A <p> in it ends the one around it, and with that the tag.
  'a tag in <p>': [`<p>Before ${TAG} after</p>`, [BANNER], `Before ${FALLBACK_TEXT} after`],
  'a placeholder in <p>': [`<p>Before ${DIV} after</p>`, [BANNER], 'Before after'],
  '<p> around the start and end tag, as WordPress writes it': [IN_PARAGRAPHS, [BANNER], FALLBACK_TEXT],
  'an empty language': [banner('data-region="US" lang=""'), ['helpline-banner US en']],
  'another spelling of the region': [BRITISH, ['helpline-banner GB es']],
  'three placeholders and three tags in a row': [DIV.repeat(3) + TAG.repeat(3), Array(6).fill(BANNER), ''],
  'a placeholder in another widget’s': [warning('GB', `Words ${DIV}`), ['overdose-warning GB en', BANNER], ''],
  'a tag in another widget’s placeholder': [warning('GB', `Words ${TAG}`), ['overdose-warning GB en', BANNER], ''],
  'a placeholder in the tag of the same widget': [TAG.replace(FALLBACK, DIV), [BANNER, BANNER]],
  'three nested placeholders': [NESTED, ['overdose-warning US en', 'trigger-checklist - en', BANNER], ''],
  'inline in text': [`<span>Before ${DIV}</span><b><i>${TAG}</i></b>`, [BANNER, BANNER], 'Before'],
  'a placeholder in a link': [`<a href="#top">Before ${DIV}</a>`, [BANNER], 'Before'],
  'a placeholder in a table outside of a cell': [`<table>${DIV}<tr><td>After</td></tr></table>`, [BANNER], 'After'],
  'a placeholder in a button': [`<button type="button">Before ${DIV}</button>`, [BANNER], 'Before'],
  'a placeholder in closed <details>': [`<details><summary>More</summary>${DIV}</details>`, [], 'More'],
  'a placeholder around a custom element of the site': [WITH_LOGO, ['overdose-warning US en']],
  'a placeholder shown as text': [DIV.replaceAll('<', '&lt;'), [], DIV],
  'a tag shown in code': [`<pre><code>${TAG.replaceAll('<', '&lt;')}</code></pre>`, [], TAG],
  'snippets in a <template>': [`<template>${DIV}${TAG}</template>`, [], ''],
  'names similar to ours': [`<div ${LIKE_OURS}>Words</div>`, [], 'Words'],
};

const CASES = [
  ...Object.entries(BANNERS).flatMap(([name, all]) => all.map((html) => ({name, html, shows: [BANNER], beside: ''}))),
  ...Object.entries(OTHERS).map(([name, [html, shows, beside]]) => ({name, html, shows, beside})),
];
const HTML = CASES.map(({html}) => html);
const expectShown = (results) =>
  CASES.forEach(({name, shows, html}, at) => assert.deepEqual(results[at].shows, shows, `${name}: ${html}`));

/** Runs in the page: returns the widgets and the rest of the visible text of each section. */
function inspect(/** @type {Record<string, string>} */ countries) {
  const collapse = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
  return [...document.querySelectorAll('body > section')].map((section) => {
    const shows = [];
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

/**
 * Waits until everything has loaded and the visible text has stayed the same; returns the widgets and the rest of the text.
 *
 * @param {import('@playwright/test').Page} page
 */
async function inspected(page) {
  await page.waitForLoadState('networkidle');
  let before = '';
  for (let same = 0; same < 3; await page.waitForTimeout(60)) {
    const now = JSON.stringify(await page.evaluate(inspect, {[US]: 'US', [GB]: 'GB'}));
    same = now === before ? same + 1 : 0;
    before = now;
  }
  return JSON.parse(before);
}
/** Returns a page with each piece of markup in a section of its own. @param {string[]} pieces */
const pageOfSections = (pieces, options = {}) =>
  pageOf(pieces.map((html) => `<section>${html}</section>`).join('\n'), options);

/** Playwright’s `test` with `sections`, which opens a page with one section per piece. @type {import('../support/page.mjs').TestWith<{sections: (pieces: string[], options?: object) => ReturnType<import('../support/page.mjs').OurFixtures['open']>}>} */
const test = base.extend({
  sections: async ({open}, use) =>
    use((/** @type {string[]} */ pieces, options) => open(pageOfSections(pieces, options))),
});

test.describe('malformed snippets', () => {
  test('together on one page show their widgets and nothing beside them, and log nothing', async ({sections}) => {
    const {page, console} = await sections(HTML);
    const results = await inspected(page);
    expectShown(results);
    for (const [index, {name, html, beside}] of CASES.entries())
      if (beside !== undefined) assert.equal(results[index].beside, beside, `${name}: ${html}`);
    assert.deepEqual(console, []);
  });

  test('snippets inserted one by one after loading show the same widgets', async ({sections}) => {
    const {page, console} = await sections(CASES.map(() => ''));
    await inspected(page);
    await page.evaluate((all) => {
      document.querySelectorAll('body > section').forEach((section, index) => (section.innerHTML = all[index]));
    }, HTML);
    expectShown(await inspected(page));
    assert.deepEqual(console, []);
  });

  test('fallback content stays without a name and under a misspelt one, with one warning each', async ({sections}) => {
    const pieces = [named('""'), div('data-recovery-widget data-region="US"'), named('"baner"'), named('"baner"'), DIV];
    const {page, console} = await sections(pieces);
    const kept = {shows: [], beside: FALLBACK_TEXT};
    assert.deepEqual(await inspected(page), [kept, kept, kept, kept, {shows: [BANNER], beside: ''}]);
    assert.equal(console.length, 2, console.join('\n'));
    for (const line of console) assert.match(line, /^warning: recovery-widgets: .*helpline-banner, overdose-warning/);
    assert.match(console.join('\n'), /"baner"/);
  });

  test('invalid values give the default and one warning each', async ({sections}) => {
    const piece = banner('data-region="“Texas”" lang="es" data-theme="“darkish”"');
    const {page, console} = await sections([piece, piece]);
    // The number in the fallback content stays, because the widget has none.
    const none = {shows: ['helpline-banner - es'], beside: FALLBACK_TEXT};
    assert.deepEqual(await inspected(page), [none, none]);
    const warned = console.map((line) => / invalid value ("\w+" for “\S+”)\. Allowed: /.exec(line)?.[1] ?? line);
    assert.deepEqual(warned.sort(), ['"Texas" for “region”', '"darkish" for “theme”']);
  });

  test('a number in fallback content stays until there is a region, if the widget needs one', async ({sections}) => {
    const {page, console} = await sections([
      TAG.replace(' region="US"', ''),
      DIV.replace(' data-region="US"', ''),
      banner('data-operator="Clinic" data-phone="555 0100" lang="es"'),
      div('data-recovery-widget="trigger-checklist" lang="es"'),
      div('data-recovery-widget="overdose-warning" lang="es"', '<p>No number.</p>'),
    ]);
    const lost = {shows: ['helpline-banner - es'], beside: FALLBACK_TEXT};
    assert.deepEqual(await inspected(page), [
      lost,
      lost,
      {shows: ['helpline-banner - es'], beside: ''},
      {shows: ['trigger-checklist - es'], beside: ''},
      {shows: ['overdose-warning - es'], beside: ''},
    ]);
    assert.ok(await page.locator('section >> nth=1').locator('a[href^="tel:"]').isVisible());
    await page.evaluate(() => (document.querySelector('[data-recovery-widget]').dataset.region = 'US'));
    assert.deepEqual((await inspected(page))[1], {shows: [BANNER], beside: ''});
    assert.deepEqual(console, []);
  });

  test('a placeholder that the page empties stays empty', async ({sections}) => {
    const {page} = await sections([DIV]);
    await inspected(page);
    const placeholder = page.locator('[data-recovery-widget]');
    await placeholder.evaluate((element) => element.replaceChildren());
    await inspected(page);
    assert.equal(await placeholder.evaluate(({childNodes}) => childNodes.length), 0);
  });

  test('the shadow root of a site’s own element with our prefix is scanned', async ({open}) => {
    const fill = `document.querySelector('recovery-app').attachShadow({mode: 'open'}).innerHTML = ${JSON.stringify(DIV)}`;
    const {page, console} = await open(pageOf(`<recovery-app></recovery-app><script>${fill}</script>`));
    await page.waitForFunction(
      () => document.querySelector('recovery-app').shadowRoot.querySelector('recovery-helpline-banner')?.shadowRoot,
    );
    assert.deepEqual(console, []);
  });

  test('snippets in an editor are saved as they were opened', async ({open}) => {
    const editors = `<div contenteditable="true">${DIV}${TAG}<p>${DIV}</p></div>
      <div contenteditable="plaintext-only">${DIV}</div><div contenteditable><ul><li>${DIV}</li></ul></div>`;
    const {page} = await open(pageOf(`${editors}<section>${DIV}</section>`));
    const saved = () => page.locator('[contenteditable]').evaluateAll((all) => all.map(({innerHTML}) => innerHTML));
    const opened = await saved();
    // The same snippet outside of the editors becomes a widget.
    assert.deepEqual(await inspected(page), [{shows: [BANNER], beside: ''}]);
    assert.deepEqual(await saved(), opened);
    const add = (all, html) => all.forEach((each) => each.insertAdjacentHTML('beforeend', html));
    await page.locator('[contenteditable]').evaluateAll(add, DIV);
    await inspected(page);
    assert.equal((await saved()).join(), opened.map((html) => html + DIV).join());
  });

  test('only allowlisted data attributes of a placeholder become attributes of its widget', async ({sections}) => {
    const hostile = [
      ...['onclick', 'onload', 'onfocus', '@click'].map((name) => [name, 'globalThis.hacked = 1']),
      ['style', 'position: fixed; inset: 0'],
      ['href', 'javascript:globalThis.hacked=1'],
      ['srcdoc', '<script>globalThis.hacked = 1</script>'],
      ['.innerHTML', '<img src=x onerror=globalThis.hacked=1>'],
      ['src', 'https://evil.example/'],
      ...'id class slot is part name hidden tabindex autofocus contenteditable popover role aria-hidden constructor __proto__x'
        .split(' ')
        .map((name) => [name, 'true']),
      ['recovery-region', 'GB'],
      ['recovery-widget', 'overdose-warning'],
    ];
    const attributes = hostile.map(([name, value]) => `data-${name}="${value}"`);
    const {page, requests, console} = await sections([
      banner(`data-region="US" data-operator="Clinic" data-phone="555 0100" lang="es" ${attributes.join(' ')}`),
    ]);
    assert.deepEqual(await inspected(page), [{shows: [BANNER], beside: ''}]);
    const widget = page.locator('recovery-helpline-banner');
    const names = await widget.evaluate((element) => element.getAttributeNames());
    assert.deepEqual(names.sort(), ['operator', 'phone', 'region']);
    await widget.evaluate((/** @type {any} */ element) => element.click());
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.deepEqual([requests.filter((url) => url.includes('evil')), console], [[], []]);
  });

  test.describe('a missing end tag', () => {
    const rest = '<p>Rest of the page</p><main><h1>Opening hours</h1></main><footer>Imprint</footer>';
    const tag = '<recovery-helpline-banner region="US" lang="es" />';
    // The script in the head runs before the parser has read the tag.
    const two = `${tag}<recovery-overdose-warning region="US" lang="es" />`;
    for (const [name, snippet, head] of [
      ['two self-closing tags, script in the head', two, SCRIPT],
      ['a tag without end tag', TAG.replace('</recovery-helpline-banner>', ''), ''],
      ['a self-closing placeholder', DIV.replace(/>.*/, ' />'), ''],
      ['a placeholder without end tag', DIV.replace('</div>', ''), ''],
    ])
      test(`the rest of the page stays visible after ${name}`, async ({open}) => {
        const {page, console} = await open(pageOf(`<p>Start</p>${snippet}${rest}`, head ? {head, script: ''} : {}));
        await inspected(page);
        const text = await visibleText(page);
        for (const part of ['Start', 'Rest of the page', 'Opening hours', 'Imprint', 'Hable con alguien ahora'])
          assert.ok(text.includes(part), `${part} in ${text}`);
        assert.deepEqual(console, []);
      });
  });
});
