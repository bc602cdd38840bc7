/** The row of languages, as in the npm package, which knows no printed pages; test/embed/language-row.test.mjs has those. */
import {expect} from '@open-wc/testing';
import '../../src/widgets/helpline-banner/define.js';
import '../../src/widgets/overdose-warning/define.js';
import '../../src/widgets/quick-exit/define.js';
import {LANGUAGE_NAMES} from '../../src/generated/language-names.js';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {captureConsole, mount, recordEvents, replaceProperty, shows, until} from './helpers.js';
import {queryAll, textOf, tracesOf} from './query.js';

let console: ReturnType<typeof captureConsole>;
beforeEach(() => void (console = captureConsole()));

const WARNING = 'recovery-overdose-warning';
const BANNER = 'recovery-helpline-banner';
const controls = (el: Element) => queryAll(el, '.languages :is(a, button)');
const namesIn = (el: Element) => controls(el).map(textOf);
const shownIn = (el: Element) => queryAll(el, '.languages [aria-current=true]').map(({lang}) => lang);
const control = (el: Element, language: string) => controls(el).find(({lang}) => lang === language)!;
const languageOf = (el: Element) => el.shadowRoot!.querySelector<HTMLElement>('.root')!.lang;

/** Makes the page’s own language the last choice again: choices last as long as the page. */
async function choose(el: RecoveryElement, language: string): Promise<void> {
  control(el, language).click();
  await shows(el, language);
}

describe('the row of languages', () => {
  it('has the language of the page first, then those of the attribute in their order, each once, in its own words', async () => {
    const el = await mount(WARNING, {lang: 'es', languages: 'ar, es EN “en-AU” ar-EG'});
    expect(namesIn(el)).to.eql(['es', 'ar', 'en', 'en-GB'].map((tag) => LANGUAGE_NAMES[tag]));
    expect(controls(el).map(({lang, dir}) => `${lang} ${dir}`)).to.eql(['es ltr', 'ar rtl', 'en ltr', 'en-GB ltr']);
    expect(shownIn(el)).to.eql(['es']);
    const [first] = queryAll(el, '.root > *');
    expect(first.className).to.equal('languages');
    expect(console.lines).to.eql([]);
  });

  it('leaves out, with a warning, what is no language of the widget; is not there without the attribute', async () => {
    const el = await mount(WARNING, {languages: 'tlh es'});
    expect(namesIn(el)).to.eql(['English', 'Español']);
    const warning = `<${WARNING}>: invalid value "tlh" for “languages”. Allowed: ar, en, en-GB, es`;
    expect(console.lines.map((line) => line.includes(warning))).to.eql([true]);
    el.removeAttribute('languages');
    await until(() => !controls(el).length, 'no row');
    el.languages = 'ar';
    await until(() => namesIn(el).join() === 'English,العربية', 'set as a property');
    expect(controls(await mount(BANNER))).to.eql([]);
  });

  it('switches all widgets that offer the language, also those added later, and no other', async () => {
    const el = await mount<RecoveryElement>(WARNING, {region: 'US', languages: 'es ar'});
    const same = await mount<RecoveryElement>(BANNER, {region: 'US', languages: 'es'});
    const without = await mount<RecoveryElement>(BANNER, {region: 'US'});
    await choose(el, 'es');
    await shows(same, 'es');
    expect(languageOf(without)).to.equal('en');
    expect([el.lang, same.lang, document.documentElement.lang]).to.eql(['', '', '']);
    const later = await mount<RecoveryElement>('recovery-quick-exit', {languages: 'ar es'});
    expect(languageOf(later)).to.equal('es');
    const offering = await mount<RecoveryElement>(BANNER, {region: 'US', languages: 'ar'});
    await choose(el, 'ar');
    expect(shownIn(el)).to.eql(['ar']);
    await shows(later, 'ar');
    // By then the words that it must not show have loaded.
    await shows(offering, 'ar');
    expect(languageOf(same)).to.equal('es');
    await choose(el, 'en');
    await shows(same, 'en');
  });

  it('keeps the words being read where those of the choice do not arrive, and follows them where they do', async () => {
    const el = await mount<RecoveryElement>(WARNING, {lang: 'es', languages: 'ar'});
    const other = await mount<RecoveryElement>(BANNER, {region: 'US', lang: 'es', languages: 'ar'});
    const {locales} = el.constructor as typeof RecoveryElement;
    replaceProperty(el.constructor as typeof RecoveryElement, 'locales', {...locales, ar: () => Promise.reject()});
    control(el, 'ar').click();
    await shows(other, 'ar');
    await until(() => console.lines.join().includes('the data for “ar” could not be loaded'), 'a warning');
    expect(languageOf(el)).to.equal('es');
    await choose(other, 'es');
  });

  it('follows a language that the page changes after the choice, as does a widget added later', async () => {
    const el = await mount<RecoveryElement>(WARNING, {languages: 'es'});
    await choose(el, 'es');
    el.lang = 'ar';
    await shows(el, 'ar');
    expect(namesIn(el)).to.eql(['العربية', 'Español']);
    await shows(await mount<RecoveryElement>(BANNER, {region: 'US', lang: 'ar', languages: 'es'}), 'ar');
    el.lang = 'en';
    await shows(el, 'en');
  });

  it('keeps the focus on the control that was used', async () => {
    const el = await mount<RecoveryElement>(WARNING, {languages: 'es ar'});
    control(el, 'ar').focus();
    await choose(el, 'ar');
    expect(el.shadowRoot!.activeElement).to.equal(control(el, 'ar'));
    expect(el.shadowRoot!.querySelector<HTMLElement>('.root')!.dir).to.equal('rtl');
    await choose(el, 'en');
  });

  it('has targets of 44 px within 240 px, without overflow, in both directions', async () => {
    for (const lang of ['en', 'ar']) {
      const el = await mount<RecoveryElement>(WARNING, {lang, languages: 'es ar en-GB en'});
      el.style.width = '240px';
      for (const each of controls(el)) {
        const {width, height, left, right} = each.getBoundingClientRect();
        expect(Math.min(width, height), each.lang).to.be.at.least(44);
        const box = el.getBoundingClientRect();
        expect(left >= box.left && right <= box.right, each.lang).to.equal(true);
      }
    }
  });

  it('tells the page nothing: no storage, no change of the address, no event with the language', async () => {
    const el = await mount<RecoveryElement>(WARNING, {region: 'US', languages: 'es'});
    const before = await tracesOf(el);
    const own = ['recovery-contact', 'recovery-print', 'recovery-exit', 'recovery-feedback'];
    const [others, clicks] = [recordEvents(...own, 'change', 'input'), recordEvents('click')];
    await choose(el, 'es');
    expect(others).to.eql([]);
    expect(clicks.map(({target}) => target)).to.eql([el]);
    const {address, history, title, stores, databases} = await tracesOf(el);
    expect(before).to.deep.include({address, history, title, stores, databases});
    await choose(el, 'en');
  });
});
