import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import type {Review} from '../../src/core/templates/review-note.js';
import {element, type Args} from '../../stories/story.js';
import {captureConsole, isChromium, itInChromium, nightly, recordEvents, rendered, switchTo, until} from './helpers.js';
import {addPseudoLocale, unmarked} from './pseudo.js';
import {distinctLanguages, hasLanguage, languages, list} from './stories.js';
import {query, queryAll, textOf} from './query.js';
import {axe, contrastOfAaa, expectToFit} from './rules.js';

/** Rules about whole pages; a widget is only a part of one. */
const PAGE_RULES = ['bypass', 'document-title', 'html-has-lang', 'landmark-one-main', 'page-has-heading-one', 'region'];

/** Rules that `contrastOfAaa` replaces. */
const REPLACED_RULES = ['color-contrast-enhanced'];

/** All other rules: best practices, AAA, and those that axe calls experimental. */
const RULES = axe
  .getRules()
  .filter(({ruleId, tags}) => !tags.includes('deprecated') && ![...PAGE_RULES, ...REPLACED_RULES].includes(ruleId));

/** Imports the messages of a widget. */
const messagesOf = (tag: string): Promise<{reviewState: Review; draft: () => string; sources?: unknown[]}> =>
  import(`../../src/generated/messages/${tag.replace('recovery-', '')}.ts`);

/** Rules for a color scheme. In dark, only those that look at colors: the rest of the widget is that of the light one. */
const rulesIn = (scheme: string) => RULES.filter(({tags}) => scheme === 'light' || tags.includes('cat.color'));

for (const [ratio, color] of Object.entries({'below 7': '#666', 'below 4.5': '#888'}))
  it(`axe reports text with a contrast ${ratio}`, async () => {
    document.body.innerHTML = `<p style="color: ${color}; background: #fff">Words</p>`;
    const {violations} = await axe.run(document.body, {...contrastOfAaa, runOnly: RULES.map(({ruleId}) => ruleId)});
    document.body.replaceChildren();
    expect(violations.map(({id}) => id)).to.eql(['color-contrast']);
  });

/** Languages and color schemes. CI has each direction and scheme once: markup is the same in all languages, contrast too. */
const LOOKS = nightly<[language: string, scheme: string][]>(
  [
    ...languages.map((each): [string, string] => [each, 'light']),
    ...distinctLanguages.map((each): [string, string] => [each, 'dark']),
  ],
  Object.entries({en: 'light', ar: 'dark'}),
);

/** Widgets whose sources are in the ledger alone: their list would be longer than they are. */
const WITHOUT_LIST = ['recovery-helpline-banner', 'recovery-quick-exit'];

/** Widths with sizes of text. CI has the longest texts, and the narrowest window right to left, with high lines, and without spaces. */
const SIZES = [
  ...nightly(distinctLanguages, ['ar', 'ur', 'zh-Hans']).map((language) => [language, '240px', '16px'] as const),
  ['es', '320px', '32px'] as const,
];

/** Returns texts that are separated by a text node of white space alone, which Chromium leaves out of its accessibility tree. */
function gluedTexts(el: Element): string[] {
  const isRead = (node: ChildNode | undefined) =>
    !!node?.textContent?.trim() &&
    (!(node instanceof Element) || (!node.matches('a, td') && getComputedStyle(node).display.startsWith('inline')));
  return queryAll(el, '.root *')
    .map((parent) => [...parent.childNodes].filter(({nodeType}) => nodeType !== Node.COMMENT_NODE))
    .flatMap((nodes) =>
      nodes.filter(
        (node, at) =>
          node instanceof Text && /^[ \n]+$/.test(node.data) && isRead(nodes[at - 1]) && isRead(nodes[at + 1]),
      ),
    )
    .map((space) => space.parentElement!.innerText);
}

/** Returns texts in another language than marked. One Latin word in Arabic is a brand; capitals, addresses, arguments and AM have no language. */
const unmarkedTexts = (el: Element, args: Args): string[] =>
  queryAll(el, '.root, .root *').flatMap((parent) => {
    const isArabic = /^(ar|fa|ur)$/.test(parent.closest<HTMLElement>('[lang]')!.lang);
    const texts = [...parent.childNodes].filter((node) => node instanceof Text).map(({data}) => data);
    return texts
      .filter((text) => !Object.values(args).includes(text))
      .filter((text) => /\p{L}/u.test(text) && !/^\s*([\d: ]*[A-Z]+|[\w@-]+(\.[\w-]+)+)\s*$/.test(text))
      .filter((text) => /\p{Script=Arabic}/u.test(text) !== isArabic || (isArabic && /[a-z]+ [a-z]+/i.test(text)));
  });

/** Returns names shared by two controls, or by links to two places: speech input cannot tell them apart. axe only lists such links for review. */
function sharedNames(el: Element): string[] {
  const controls = queryAll<HTMLAnchorElement>(el, 'a, button, summary');
  const targets = new Set(controls.map((each, at) => `${each.ariaLabel ?? textOf(each)}\n${each.href ?? at}`));
  const names = [...targets].map((target) => target.split('\n')[0]!);
  return names.filter((name, at) => names.indexOf(name) < at);
}

for (const {tag, name, args, isPlain} of list)
  describe(name, () => {
    // CI has one story of each widget in the other engines: they differ in layout, not from story to story.
    const itInEngines = isPlain || nightly(true, isChromium) ? it : it.skip;
    let console: ReturnType<typeof captureConsole>;
    let box: HTMLElement;

    const show = async (language: string, width = 'auto') => {
      document.documentElement.lang = language;
      box.style.width = width;
      const el = element(tag, args) as RecoveryElement;
      box.append(el);
      await rendered(el);
      await until(() => query(el, '.root').lang === (args['lang'] ?? language), `text in ${language}`);
      return el;
    };

    beforeEach(() => {
      console = captureConsole();
      box = document.createElement('main');
      document.body.append(box);
    });
    afterEach(() => void (document.documentElement.style.colorScheme = ''));

    for (const [language, scheme] of LOOKS.filter(([each]) => hasLanguage(tag, each)))
      // Once in the other engines: right to left, where most of the layout is mirrored.
      (language === 'ar' ? itInEngines : itInChromium)(
        `${language}, ${scheme}: shows the language, breaks no accessibility rule, logs nothing`,
        async () => {
          document.documentElement.style.colorScheme = scheme;
          const el = await show(language);
          const root = query(el, '.root');
          expect(root.dir).to.equal(/^(ar|fa|he|ur)/.test(root.lang) ? 'rtl' : 'ltr');
          for (const details of queryAll<HTMLDetailsElement>(el, 'details')) details.open = true;
          expect(gluedTexts(el), 'read as one word: make it one string, ${`${m.a()} ${m.b()}`}').to.eql([]);
          expect(unmarkedTexts(el, args), 'read with the sounds of another language').to.eql([]);
          expect(sharedNames(el), 'named twice').to.eql([]);
          // CI asks axe in Chromium: roles, names and colors are the same in the other engines.
          const options = {...contrastOfAaa, runOnly: rulesIn(scheme).map(({ruleId}) => ruleId)};
          const {violations} = nightly(true, isChromium) ? await axe.run(el, options) : {violations: []};
          expect(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)).to.eql([]);
          expect(console.lines).to.eql([]);
        },
      );

    if (isPlain)
      itInChromium('sends no referrer with its links to pages, and has its sources in a closed list', async () => {
        const el = await show('en');
        for (const link of queryAll<HTMLAnchorElement>(el, 'a[href^="http"]:not([part=exit])'))
          expect([link.rel, link.referrerPolicy, link.target]).to.eql(['noopener noreferrer', 'no-referrer', '']);
        for (const details of queryAll<HTMLDetailsElement>(el, '.sources')) expect(details.open).to.equal(false);
      });

    if (isPlain)
      itInChromium('reports a call or a text with its channel alone, and nothing with no-events', async () => {
        const el = element(tag, {...args, region: 'US'}) as RecoveryElement;
        box.append(el);
        await rendered(el);
        const links = () => queryAll<HTMLAnchorElement>(el, 'a[href^="tel:"], a[href^="sms:"]');
        if ((el.constructor as typeof RecoveryElement).regional) await until(() => links().length, 'numbers');
        box.addEventListener('click', (event) => event.preventDefault());
        const events = recordEvents('recovery-contact');
        for (const link of links()) link.click();
        el.noEvents = true;
        for (const link of links()) link.click();
        expect(events.map((event) => Object.entries(event).filter(([key]) => key !== 'isTrusted'))).to.eql(
          links().map(({protocol}) => [['channel', protocol === 'tel:' ? 'call' : 'text']]),
        );
      });

    if (isPlain || args['comment'])
      itInEngines('keeps what was opened, chosen and typed in another language, theme, level and place', async () => {
        const el = await show('en');
        for (const details of queryAll<HTMLDetailsElement>(el, 'details')) details.open = !details.open;
        for (const text of queryAll<HTMLTextAreaElement>(el, 'textarea')) text.value = 'Clear.';
        queryAll(el, 'input').at(-1)?.click();
        await rendered(el);
        const state = () => [
          queryAll<HTMLDetailsElement>(el, 'details').map(({open}) => open),
          queryAll<HTMLInputElement>(el, 'input, textarea').map(({checked, value}) => checked ?? value),
        ];
        const before = state();
        await switchTo(el, 'ar');
        Object.assign(el, {theme: 'dark', headingLevel: '5'});
        document.body.appendChild(document.createElement('section')).append(el);
        await rendered(el);
        expect(state()).to.eql(before);
      });

    if (isPlain && !WITHOUT_LIST.includes(tag))
      itInChromium('lists each source that its texts cite', async () => {
        const {sources = []} = await messagesOf(tag);
        const links = queryAll(await show('en'), '.sources li').length;
        expect(links, 'citations(…, m.sources, …) at the end of content()').to.equal(sources.length);
      });

    // Independent of the engine, so once is enough.
    itInChromium(
      'ends with a line that is always seen and says that its texts are a draft, until reviewed',
      async () => {
        const el = await show('en');
        const notes = queryAll(el, '.draft:not(.again *)');
        const {reviewState, draft} = await messagesOf(tag);
        if (reviewState.note?.()) {
          expect(notes.map(({innerText}) => innerText)).not.to.include(draft());
          return;
        }
        expect(notes.map(({innerText}) => innerText)).to.eql(['Draft: no clinician has reviewed these words yet.']);
        const [note] = notes;
        expect(note.checkVisibility({opacityProperty: true, visibilityProperty: true})).to.equal(true);
        expect(note.closest('details')).to.equal(null);
        const after = queryAll(el, '.root *').filter(
          (each) => note.compareDocumentPosition(each) & 4 && each.innerText,
        );
        expect(after.filter((each) => !note.contains(each))).to.eql([]);
      },
    );

    for (const [language, width, size] of SIZES.filter(([each]) => hasLanguage(tag, each)))
      // The other engines are asked for the largest letters, and for right to left.
      (size === '16px' && language !== 'ar' ? itInChromium : itInEngines)(
        `${language}: nothing overflows at ${width} with text of ${size}`,
        async function () {
          // Fixed content is outside its element: test/embed/quick-exit.test.mjs measures it in windows.
          if (args['placement'] === 'fixed') this.skip();
          box.style.setProperty('--recovery-font-size', size);
          const el = await show(language, width);
          for (const details of queryAll<HTMLDetailsElement>(el, 'details')) details.open = true;
          expect(el.getBoundingClientRect().width).to.be.at.most(parseInt(width));
          expectToFit(el);
        },
      );

    itInEngines('every control is at least 44 px high and wide', async () => {
      const el = await show('en', '320px');
      for (const details of queryAll<HTMLDetailsElement>(el, 'details')) details.open = true;
      const small = queryAll(el, 'a, button, summary, input, textarea')
        .map((each) => each.closest('label') ?? each)
        .filter((each) => each.getClientRects().length)
        .filter((each) => {
          const {width, height} = each.getBoundingClientRect();
          return width < 44 || height < 44;
        });
      expect(small.map((each) => each.outerHTML.slice(0, 200))).to.eql([]);
    });

    // Independent of the engine, so once is enough.
    itInChromium('shows no text that is not from a message', async () => {
      await addPseudoLocale(tag);
      const el = await show('en-XA');
      expect(el.shadowRoot!.textContent).to.include('⟦');
      expect(unmarked(el)).to.eql([]);
    });
  });
