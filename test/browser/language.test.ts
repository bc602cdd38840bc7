import {expect} from '@open-wc/testing';
import {html} from 'lit';
import {matchLocale, msg, type LocaleLoader} from '../../src/core/localize.js';
import {RecoveryElement} from '../../src/core/recovery-element.js';
import {locales} from '../../src/generated/locales/helpline-banner.js';
import {captureConsole, mount, rendered, until, wait} from './helpers.js';
import {EMERGENCY, emergencyIn} from './lines.js';
import {query, queryAll, visibleText} from './query.js';

const table = (words: string) => ({templates: {'probe.words': words}});

/** A widget with one sentence, whose locale tables load when the test says so. */
const arrive: Record<string, (failed?: boolean) => void> = {};
const later =
  (language: string, words: string): LocaleLoader =>
  () =>
    new Promise((resolve, reject) => {
      arrive[language] = (failed) => (failed ? reject(new Error('gone')) : resolve(table(words)));
    });

/** Visible fallback content, followed by the text of the widget. */
const shownText = (el: HTMLElement): string => el.innerText + (el.shadowRoot?.textContent ?? '').trim();

/** Inserts an element with fallback content, and does not wait for it. */
function insert(tag: string, lang: string, fallback = ''): RecoveryElement {
  const el = document.createElement(tag) as RecoveryElement;
  el.lang = lang;
  el.textContent = fallback;
  document.body.append(el);
  return el;
}

/** Asks for a language whose table does not arrive. */
async function fail(el: RecoveryElement, language: string): Promise<void> {
  el.lang = language;
  await wait();
  arrive[language](true);
  await wait(30);
}

let count = 0;
function probe(locales: Record<string, LocaleLoader>, regional = false): string {
  const tag = `probe-${count++}`;
  customElements.define(
    tag,
    class extends RecoveryElement {
      static override readonly locales = locales;
      static override readonly regional = regional;
      protected override content() {
        return html`<p>${msg('English words', {id: 'probe.words'})}${this.country?.emergency!.number}</p>`;
      }
    },
  );
  return tag;
}

describe('matchLocale', () => {
  const available = ['en', 'es', 'ar', 'zh-Hant', 'zh-Hans', 'pt-BR', 'pt-PT'];

  it('finds the language, script and region nearest to the wanted tag', () => {
    for (const [wanted, found] of Object.entries({
      'es-MX': 'es',
      es_419: 'es',
      ES: 'es',
      'ar-EG': 'ar',
      'zh-TW': 'zh-Hant',
      'zh-HK': 'zh-Hant',
      zh: 'zh-Hans',
      pt: 'pt-BR',
      'pt-PT': 'pt-PT',
      'en-GB': 'en',
      de: undefined,
      'no language': undefined,
      '': undefined,
    }))
      expect(matchLocale(wanted, available), wanted).to.equal(found);
  });

  it('finds each language of the core tier by the tags that pages and browsers have for it', () => {
    const ours = ['en', ...Object.keys(locales)];
    const wanted = {
      'zh-Hans': 'zh zh-CN zh-SG zh_CN zh-Hans-HK cmn',
      'zh-Hant': 'zh-TW zh-HK zh-Hant-MO zh_TW zh-MO',
      pt: 'pt-BR pt-PT pt_AO',
      fil: 'tl fil-PH tl-PH',
      fa: 'fa-AF prs prs-AF fa-IR',
      fr: 'fr-CA fr_BE fr-HT',
    };
    for (const [found, tags] of Object.entries(wanted))
      for (const tag of tags.split(' ')) expect(matchLocale(tag, ours), tag).to.equal(found);
  });

  it('finds British English where it is read, and English elsewhere', () => {
    for (const wanted of 'en-GB en-AU en_IE en-NZ en-ZA en-IN en-SG en-HK en-DE en-001'.split(' '))
      expect(matchLocale(wanted, [...available, 'en-GB']), wanted).to.equal('en-GB');
    for (const wanted of ['en', 'en-US', 'en-CA', 'en-PH', 'en-Latn', 'EN'])
      expect(matchLocale(wanted, ['en-GB', ...available]), wanted).to.equal('en');
  });
});

let console: ReturnType<typeof captureConsole>;
beforeEach(() => void (console = captureConsole()));

describe('language of an element', () => {
  const soon = async (words: string) => Promise.resolve(table(words));

  it('two languages live on one page', async () => {
    const tag = probe({es: () => soon('palabras'), ar: () => soon('كلمات')});
    const [es, ar, en] = [await mount(tag, {lang: 'es'}), await mount(tag, {lang: 'ar'}), await mount(tag)];
    await until(() => visibleText(ar) === 'كلمات', 'Arabic');
    expect([visibleText(es), visibleText(ar), visibleText(en)]).to.eql(['palabras', 'كلمات', 'English words']);
    const roots = [es, ar, en].map((each) => query(each, '.root'));
    expect(roots.map(({lang, dir}) => `${lang} ${dir}`)).to.eql(['es ltr', 'ar rtl', 'en ltr']);
  });

  it('follows its own lang, then the nearest ancestor’s across shadow roots, then the page’s, live', async () => {
    const tag = probe({es: () => soon('palabras'), ar: () => soon('كلمات')});
    const outer = document.createElement('div');
    document.body.append(outer);
    const el = document.createElement(tag) as RecoveryElement;
    outer.attachShadow({mode: 'open'}).append(el);
    await rendered(el);
    for (const [node, lang, words] of [
      [document.documentElement, 'es', 'palabras'],
      [outer, 'ar', 'كلمات'],
      [el, 'en', 'English words'],
      [el, '', 'كلمات'],
    ] as const) {
      node.lang = lang;
      await until(() => visibleText(el) === words, `${node.localName} lang=${lang}`);
    }
  });

  it('an unknown language shows English, marked as English, and warns once', async () => {
    const tag = probe({es: () => soon('palabras')});
    const el = await mount(tag, {lang: 'tlh'});
    await mount(tag, {lang: 'tlh'});
    expect(visibleText(el)).to.equal('English words');
    expect(query(el, '.root').lang).to.equal('en');
    expect(console.lines.filter((line) => line.includes('"tlh" for “lang”'))).to.have.length(1);
  });

  it('keeps the fallback content until its language has loaded: never a frame of English', async () => {
    const el = insert(probe({es: later('es', 'palabras')}), 'es', 'palabras de la página');
    const seen = new Set<string>();
    for (let turn = 0; turn < 20; turn++) {
      await wait(5);
      seen.add(shownText(el));
    }
    expect([...seen]).to.eql(['palabras de la página']);
    arrive['es']();
    await until(() => shownText(el) === 'palabras', 'Spanish');
  });

  it('a switch keeps the previous language until the new one has loaded', async () => {
    const el = await mount(probe({es: later('es', 'palabras'), ar: () => soon('كلمات')}), {lang: 'ar'});
    el.lang = 'es';
    await wait(50);
    expect(visibleText(el)).to.equal('كلمات');
    expect(query(el, '.root').dir).to.equal('rtl');
    arrive['es']();
    await until(() => visibleText(el) === 'palabras', 'Spanish');
  });

  for (const region of [null, 'GB'])
    it(`removes the previous country’s numbers at once for ${region ?? 'no country'}, though the new language is late`, async () => {
      const tag = probe({es: later('es', 'palabras')}, true);
      if (region) await mount(tag, {region});
      const number = region ? (await emergencyIn(region)).number : '';
      const el = await mount(tag, {region: 'US'});
      expect(visibleText(el)).to.equal(`English words${EMERGENCY.number}`);
      el.lang = 'es';
      el.region = region;
      await wait(50);
      expect(visibleText(el)).to.equal('English words');
      arrive['es']();
      await until(() => visibleText(el) === `palabras${number}`, 'Spanish');
    });

  it('the last switch wins, whichever table loads last', async () => {
    const el = await mount(probe({es: later('es', 'palabras'), fr: later('fr', 'mots')}));
    el.lang = 'es';
    await wait();
    el.lang = 'fr';
    await wait();
    arrive['fr']();
    await until(() => visibleText(el) === 'mots', 'French');
    arrive['es']();
    await wait(50);
    expect(visibleText(el)).to.equal('mots');
  });

  it('a language that fails to load shows English marked as English, keeps the fallback content, and warns once', async () => {
    const el = insert(probe({es: later('es', 'palabras')}), 'es', 'Llame ahora');
    await wait();
    arrive['es'](true);
    await until(() => el.shadowRoot?.querySelector('.root'), 'render');
    expect(visibleText(el)).to.equal('English words');
    expect(query(el, '.root').lang).to.equal('en');
    expect(el.innerText).to.include('Llame ahora');
    expect(console.lines.filter((line) => line.includes('could not be loaded'))).to.have.length(1);
  });

  it('content that the parser adds late is fallback content', async () => {
    const el = insert(probe({es: later('es', 'palabras')}), 'es');
    await wait(100);
    el.append('palabras de la página');
    await wait(2300);
    expect(shownText(el)).to.equal('palabras de la página');
  });

  it('retries a failed language when the network is back, and when it is requested again', async () => {
    for (const retry of [
      () => window.dispatchEvent(new Event('online')),
      async (el: RecoveryElement) => {
        el.lang = 'en';
        await wait(30);
        el.lang = 'es';
      },
    ]) {
      const el = await mount(probe({es: later('es', 'palabras')}), {lang: 'en'});
      await fail(el, 'es');
      await retry(el);
      await wait();
      arrive['es']();
      await until(() => visibleText(el) === 'palabras', 'Spanish at the second try');
      expect(queryAll(el, 'slot:not([name])')).to.have.length(0);
    }
  });

  it('an empty element shows English when its language is late', async () => {
    const el = insert(probe({es: later('es', 'palabras')}), 'es');
    await wait(2300);
    expect(visibleText(el)).to.equal('English words');
    arrive['es']();
    await until(() => visibleText(el) === 'palabras', 'Spanish in the end');
  });
});

describe('attributes all widgets share', () => {
  it('wrong values never throw or empty a widget: a safe default, and one warning that lists the allowed values', async () => {
    const tag = probe({});
    const el = await mount(tag, {theme: '"><script>', 'heading-level': '9', region: 'US'});
    await mount(tag, {theme: '"><script>'});
    expect(visibleText(el)).to.equal('English words');
    const themes = console.lines.filter((line) => line.includes('for “theme”'));
    expect(themes).to.have.length(1);
    expect(themes[0]).to.include('Allowed: auto, dark, light');
  });
});
