import {expect} from '@open-wc/testing';
import '../../src/widgets/helpline-banner/define.js';
import * as m from '../../src/generated/messages/helpline-banner.js';
import {regions} from '../../src/generated/regions/index.js';
import type {HelplineBanner} from '../../src/widgets/helpline-banner/helpline-banner.js';
import {captureConsole, mount, rendered, replaceProperty, shows, until, wait} from './helpers.js';
import {COMPANION, CRISIS, EMERGENCY, HELPLINE, LOCAL_CRISIS, emergencyIn, hrefs, lineNamed, linksTo} from './lines.js';
import {query, queryAll, statusOf, visibleText} from './query.js';

const banner = (args = {}, fallback = '') => mount<HelplineBanner>('recovery-helpline-banner', args, fallback);
const callsOf = (el: Element) => hrefs(el).filter((href) => href!.startsWith('tel:'));
/** Opens the folds, and returns the text. */
const wholeText = (el: Element) => {
  queryAll<HTMLDetailsElement>(el, 'details').forEach((each) => (each.open = true));
  return visibleText(el);
};

describe('helpline banner', () => {
  it('shows the emergency number first, then the line for drug use, the crisis line and the companion line', async () => {
    const el = await banner({region: 'US'});
    expect(callsOf(el)).to.eql([EMERGENCY.tel, HELPLINE.tel, CRISIS.tel, COMPANION.tel]);
  });

  it('names the line that stays on the phone with people who use alone, where the country has one', async () => {
    for (const region of ['US', 'CA']) {
      const {name, number, tel} = (await regions[region]()).region.companion!;
      const [link, ...more] = linksTo(await banner({region}), tel);
      expect(more).to.eql([]);
      expect(link.getAttribute('aria-label')).to.equal(m.callName(name, number));
      expect(link.getBoundingClientRect().height).to.be.at.least(44);
      expect(link.closest('p')!.innerText).to.include(name).and.include('can stay on the phone with you');
    }
    expect(visibleText(await banner({region: 'GB'}))).to.not.include('stay on the phone with you');
  });

  it('says that a call or text may be seen by others, where it shows a line', async () => {
    expect(visibleText(await banner({region: 'US'}))).to.include(m.callLog());
    expect(visibleText(await banner())).to.not.include(m.callLog());
  });

  it('names a link with a sentence; its text is the number, left to right', async () => {
    const el = await banner({region: 'US'});
    const [link] = linksTo(el, HELPLINE.tel!);
    expect(link.getAttribute('aria-label')).to.equal(`Call ${HELPLINE.name}, ${HELPLINE.number}`);
    expect(link.textContent!.trim()).to.equal(HELPLINE.number);
    expect(link.querySelector('bdi')!.dir).to.equal('ltr');
    const [chat] = linksTo(el, 'https://988lifeline.org/');
    expect(chat.getAttribute('aria-label')).to.equal(`Chat online, ${CRISIS.name}`);
  });

  it('states operator, cost, hours, languages and service of a line', async () => {
    const text = wholeText(await banner({region: 'US'}));
    for (const fact of [
      'Run by: Substance Abuse and Mental Health Services Administration (SAMHSA).',
      'Free to call',
      'Open day and night, every day',
      'Confidential',
      'Languages: English and Spanish. An interpreter can help in other languages. Say the name of the language you need.',
      'It does not give counseling.',
    ])
      expect(text).to.include(fact);
  });

  it('has text lines as sms: links, with the keyword where one is needed', async () => {
    const el = await banner({region: 'US'});
    expect(linksTo(el, CRISIS.sms!.href)[0].textContent).to.include(`Text ${CRISIS.sms!.number}`);
    expect(linksTo(el, HELPLINE.sms!.href)[0].textContent).to.include('ZIP');
    const ontario = await banner({region: 'CA-ON'});
    expect(linksTo(ontario, (await lineNamed('CA', 'ConnexOntario')).sms!.href)[0].textContent).to.include('CONNEX');
  });

  it('states hours, prices and languages in the language shown; what an operator wrote keeps its own', async () => {
    const {number: tis} = (await lineNamed('AU', 'Lifeline')).interpreter as {number: string};
    for (const [region, lang, ...facts] of [
      ['CZ', 'es', 'Horario: lunes – viernes 10:00 – 18:00', 'No atienden los días festivos'],
      ['IT', 'ar', 'ساعات العمل: الاثنين – الأحد 9:00 ص – منتصف الليل', 'بالتكلفة العادية للمكالمات والرسائل النصية'],
      ['DE', 'es', 'Cuesta más que otras llamadas: 0,20 € por llamada'],
      ['DE', 'en', 'Costs more than other calls: €0.20 for each call'],
      ['NL', 'ar', 'ساعات العمل: الاثنين – الجمعة 9:00 ص – 5:00 م', '0.10 € للدقيقة الواحدة'],
      ['AU', 'es', `Llame primero a TIS National, ${tis}, y pida hablar con esta línea.`],
      ['GB', 'en', 'Calls cost the same as calls to a landline', 'An interpreter can help in other languages.'],
      ['TR', 'ht', 'Lang: Turkish.'],
      ['US', 'es', 'Idiomas: inglés y español.', `${CRISIS.number} (cuando contesten, presione 2)`],
    ]) {
      const el = await banner({region, lang});
      await shows(el, lang);
      for (const fact of facts) expect(wholeText(el), `${region}, ${lang}`).to.include(fact);
      for (const each of queryAll(el, 'bdi:not(:has(*))'))
        if (/SAMHSA|Turkish/.test(each.textContent!)) expect(each.lang).to.equal('en');
    }
  });

  it('names languages before the fold if that of the reader is not among them', async () => {
    for (const [region, lang, words, isOpen] of [
      ['US', 'es', 'Idiomas: inglés y español.', false],
      ['US', 'ar', 'اللغات: الإنجليزية والإسبانية. يمكن الاستعانة بمترجم', true],
      ['DE', 'en', 'Languages: German', true],
      ['GB', 'en-GB', 'Languages: English', false],
    ] as const) {
      const el = await banner({region, lang});
      await shows(el, lang);
      expect(visibleText(el).includes(words), `${region} ${lang}: ${visibleText(el)}`).to.equal(isOpen);
      expect(wholeText(el)).to.include(words);
    }
  });

  it('has one filled button a line, which calls; emergency panel, lines and folds in this order', async () => {
    const el = await banner({region: 'US'});
    for (const line of queryAll(el, '[part=line]')) {
      expect([...line.querySelectorAll('.button')].map((each) => each.part.value)).to.eql(['call']);
      const [button, badge, fold] = ['.button', 'b', 'summary'].map(
        (each) => line.querySelector(each)!.getBoundingClientRect().top,
      );
      expect(button).to.be.below(badge);
      expect(badge).to.be.below(fold);
    }
    const top = (selector: string) => query(el, selector).getBoundingClientRect().top;
    expect(top('[part=emergency]')).to.be.below(top('h2'));
    expect(top('h2')).to.be.below(top('[part=line]'));
  });

  it('names the language of a companion line that does not speak that of the reader', async () => {
    for (const [lang, words] of Object.entries({es: 'Idiomas: inglés.', en: ''})) {
      const el = await banner({region: 'US', lang});
      await shows(el, lang);
      expect(query(el, '.companion').innerText.replace(/\s+/g, ' ')).to.match(new RegExp(`[-0-9]{12} ?${words}$`));
    }
  });

  it('shows a provincial line only in its province', async () => {
    expect(visibleText(await banner({region: 'CA-ON'}))).to.include('ConnexOntario');
    for (const region of ['CA', 'CA-BC']) expect(visibleText(await banner({region}))).to.not.include('ConnexOntario');
  });

  it('shows no number without a region, the emergency number where no line is confirmed, and a directory', async () => {
    const el = await banner();
    expect(hrefs(el)).to.eql(['https://findahelpline.com/']);
    expect(visibleText(el)).to.include('Call your local emergency number now').and.not.match(/\d{3}/);
    expect(hrefs(await banner({region: 'LU'}))).to.eql([(await emergencyIn('LU')).tel, 'https://findahelpline.com/']);
  });

  it('keeps the number of the page where sources about the country’s disagree, and says so neutrally', async () => {
    const slots = [];
    for (const region of ['ZM', 'LU']) {
      const el = document.createElement('recovery-helpline-banner') as HelplineBanner;
      el.region = region;
      el.innerHTML = '<p><a href="tel:+233201234567">Call us</a></p>';
      document.body.append(el);
      await rendered(el);
      await until(() => hrefs(el).includes('https://findahelpline.com/'), region);
      slots.push(!!el.shadowRoot!.querySelector('slot:not([name])'));
      expect(visibleText(el).includes('local emergency number')).to.equal(region === 'ZM');
      el.remove();
    }
    expect(slots).to.eql([true, false]);
  });

  it('shows two crisis lines where they belong together, and that of a place before that of the country', async () => {
    const calls = async (region: string) => callsOf(await banner({region}));
    const {emergency, lines} = (await regions.BE()).region;
    expect(lines.map(({purpose}) => purpose)).to.eql(['substance-use', 'crisis', 'crisis']);
    expect(await calls('BE')).to.eql([emergency!.tel, ...lines.map(({tel}) => tel)]);
    expect((await calls('PR')).slice(1, 3)).to.eql([HELPLINE.tel, LOCAL_CRISIS.tel]);
    expect((await calls('US')).slice(1, 3)).to.eql([HELPLINE.tel, CRISIS.tel]);
    expect((await calls('GB-WLS'))[1]).to.equal((await lineNamed('GB', 'DAN 24/7')).tel);
  });

  it('fits one line when compact, with the emergency number and the first line, above the note on its draft', async () => {
    const el = await banner({region: 'US', variant: 'compact'});
    expect(hrefs(el)).to.eql([EMERGENCY.tel, HELPLINE.tel]);
    expect(queryAll(el, 'h2')).to.have.length(0);
    el.style.width = '1100px';
    expect(query(el, '.draft').getBoundingClientRect().top - el.getBoundingClientRect().top).to.be.below(60);
    expect(el.offsetHeight).to.be.below(80);
  });

  it('shows the page’s own line before the public ones, and who runs it unless it has that name', async () => {
    const line = {region: 'US', phone: '(555) 010-0199', operator: 'Millbrook County'};
    const el = await banner({...line, 'phone-name': 'Night line'});
    expect(callsOf(el)).to.eql([EMERGENCY.tel, 'tel:5550100199', HELPLINE.tel, CRISIS.tel, COMPANION.tel]);
    expect(visibleText(el)).to.include('Run by: Millbrook County.');
    for (const variant of ['full', 'compact'])
      expect(visibleText(await banner({...line, variant})).split('Millbrook County')).to.have.length(2);
  });

  it('compact shows the own line before the public one or the directory, with its operator', async () => {
    for (const [region, first] of [
      ['US', HELPLINE.tel],
      ['IS', 'https://findahelpline.com/'],
      ['', 'https://findahelpline.com/'],
    ]) {
      const own = {phone: '800 555 0100', 'phone-name': 'Us', operator: 'Acme Inc.'};
      const el = await banner({region, variant: 'compact', ...own});
      expect(hrefs(el).slice(-2), region).to.eql(['tel:8005550100', first]);
      expect(visibleText(el)).to.include('Run by: Acme Inc.');
      expect(visibleText(el)).to.not.include('Inc..');
    }
  });

  it('offers texting only in the languages that are answered, with the keyword of the language', async () => {
    const el = await banner({region: 'US', lang: 'es'});
    await until(() => visibleText(el).includes('Hable'), 'Spanish');
    expect(linksTo(el, HELPLINE.sms!.href)).to.have.length(0);
    expect(linksTo(el, CRISIS.sms!.href)[0].textContent).to.include('AYUDA');
  });

  it('shows an extension and dials the number', async () => {
    for (const phone of ['+1 (555) 010-0199 ext. 5', 'tel:+1 555 010 0199 x5']) {
      const el = await banner({region: 'US', phone, operator: 'Someone'});
      expect(linksTo(el, 'tel:+15550100199')[0].textContent).to.match(/5$/);
    }
  });

  it('hides an own line without its operator, warns once, and accepts nothing but a number as a number', async () => {
    const console = captureConsole();
    const el = await banner({region: 'US', phone: '555 010 0199'});
    await banner({region: 'US', phone: '555 010 0199'});
    expect(linksTo(el, 'tel:5550100199')).to.have.length(0);
    for (const phone of ['javascript:alert(1)', '1-800-FLOWERS', '"><img src=x>', '+', '555;ext=1', 'call us'])
      expect(hrefs(await banner({region: 'US', phone, operator: 'Someone'})), phone).to.have.length(7);
    const lines = console.stop();
    expect(lines.filter((line) => line.includes('operator'))).to.have.length(1);
    expect(lines.filter((line) => line.includes('for “phone”'))).to.have.length(6);
  });

  it('announces whether a number could be copied', async () => {
    const el = await banner({region: 'US'});
    const copied: string[] = [];
    const write = (writeText: (text: string) => Promise<void>) =>
      replaceProperty(navigator, 'clipboard', {writeText} as Clipboard);
    const press = async (index: number) => {
      queryAll(el, 'button')[index].click();
      await wait(50);
      await rendered(el);
    };
    write(async (text) => void copied.push(text));
    await press(0);
    expect(statusOf(el)).to.include('Number copied.');
    let emptied = 0;
    const watcher = new MutationObserver(() => emptied++);
    watcher.observe(queryAll(el, '[aria-live]')[1], {childList: true, characterData: true, subtree: true});
    await press(1);
    watcher.disconnect();
    expect(emptied, 'said again for the second number').to.be.above(0);
    expect(copied).to.eql([HELPLINE.number, CRISIS.number]);
    const [line, crisis] = [HELPLINE, CRISIS].map(({name}) => `, ${name}`);
    const ways = 'Other ways to reach this line';
    expect(queryAll(el, 'summary, button').map((each) => each.getAttribute('aria-label'))).to.eql(
      [ways + line, `Copy number${line}`, ways + crisis, `Copy number${crisis}`],
      'one name each, for speech input',
    );
    write(() => Promise.reject(new Error('no')));
    await press(0);
    expect(statusOf(el)).to.include('did not allow copying');
  });

  describe('with numbers in the fallback content', () => {
    const warned = async (args: Record<string, string>, words: string) => {
      const {stop} = captureConsole();
      const el = document.createElement('recovery-helpline-banner');
      for (const [name, value] of Object.entries(args)) el.setAttribute(name, value);
      el.append(document.createRange().createContextualFragment(words));
      document.body.append(el);
      await rendered(el);
      await wait();
      return stop().filter((text) => text.includes('Paste the snippet again'));
    };

    it('warns the page’s author of one that is outdated, once, and of one of another country', async () => {
      const old = '<p>Call <a href="tel:+18005550100">1-800-555-0100</a></p>';
      expect(await warned({region: 'US'}, old)).to.eql([
        'warn: recovery-widgets: the fallback content of <recovery-helpline-banner> links to tel:+18005550100, which is outdated. Paste the snippet again.',
      ]);
      const [message] = await warned({region: 'GB'}, `<p><a href="${EMERGENCY.tel}">call</a></p>`);
      expect(message).to.include(EMERGENCY.tel);
    });

    it('says nothing of numbers that are right, however they are written, nor of the page’s own', async () => {
      const {lines, emergency, companion} = (await regions.US()).region;
      const own = {phone: '1 (800) 555-0199', operator: 'Our clinic'};
      const right = [
        ...lines.map(({tel}) => tel),
        emergency!.tel,
        companion!.tel,
        `tel:${HELPLINE.number!.slice(2)}`,
        'tel:18005550199',
      ];
      const words = right.map((href) => `<a href="${href}">call</a>`).join('');
      const content = '<p slot="end"><a href="tel:+15550000000">Reception</a></p>';
      // The compact form shows one of the lines.
      for (const args of [{variant: 'full'}, {variant: 'compact'}])
        expect(await warned({region: 'US', ...own, ...args}, `<p>${words}</p>${content}`)).to.eql([]);
    });

    it('logs nothing without a country or for swallowed page content', async () => {
      expect(await warned({}, '<a href="tel:+18005550101">call</a>')).to.eql([]);
      expect(await warned({region: 'US'}, '<main><a href="tel:+18005550102">call</a></main>')).to.eql([]);
    });
  });
});
