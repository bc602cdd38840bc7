import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/widgets/helpline-banner/define.js';
import type {RecoveryContactEvent} from '../../src/core/events.js';
import * as m from '../../src/generated/messages/helpline-banner.js';
import {regions} from '../../src/generated/regions/index.js';
import type {HelplineBanner} from '../../src/widgets/helpline-banner/helpline-banner.js';
import {render} from 'lit';
import {details} from '../../src/widgets/helpline-banner/line-details.js';
import {
  captureConsole,
  mount,
  query,
  queryAll,
  rendered,
  replaceProperty,
  textOf,
  until,
  visibleText,
  wait,
} from './helpers.js';
import {COMPANION, CRISIS, HELPLINE, LOCAL_CRISIS} from './lines.js';

const banner = (args = {}, fallback = '') => mount<HelplineBanner>('recovery-helpline-banner', args, fallback);
/** Addresses of the links that are seen without opening anything. */
const hrefs = (el: Element) =>
  queryAll<HTMLAnchorElement>(el, 'a:not(details a)').map((link) => link.getAttribute('href'));
const linksTo = (el: Element, href: string) => queryAll<HTMLAnchorElement>(el, `a[href='${href}']`);

describe('helpline banner', () => {
  afterEach(() => document.body.replaceChildren());

  it('says in its compact form, in no more than one line’s height at 320 px, that its texts are a draft', async () => {
    const box = document.createElement('div');
    box.style.width = '320px';
    document.body.append(box);
    const el = await banner({region: 'US', variant: 'compact'});
    box.append(el);
    const note = query(el, '.draft');
    const before = query(el, '.card').offsetHeight;
    const lineHeight = query(el, '.emergency').offsetHeight;
    expect(note.checkVisibility()).to.equal(true);
    note.style.display = 'none';
    expect(before - query(el, '.card').offsetHeight).to.be.within(1, lineHeight);
    box.remove();
  });

  it('shows the line for drug use first, then the crisis line, then the companion line, the emergency number last', async () => {
    const el = await banner({region: 'US'});
    expect(hrefs(el).filter((href) => href!.startsWith('tel:'))).to.eql([
      HELPLINE.tel,
      CRISIS.tel,
      COMPANION.tel,
      'tel:911',
    ]);
  });

  it('names the line that stays on the phone with people who use alone, where the country has one', async () => {
    for (const region of ['US', 'CA']) {
      const {name, number, tel} = (await regions[region]()).region.companion!;
      const el = await banner({region});
      const [link, ...more] = linksTo(el, tel);
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
    expect(chat.getAttribute('aria-label')).to.equal('Chat online, 988 Suicide & Crisis Lifeline');
  });

  it('requests numbers digit by digit, where the browser supports it', async function () {
    if (!CSS.supports('speak-as', 'digits')) this.skip();
    const el = await banner({region: 'US'});
    const spoken = [...queryAll(el, 'a[href^="tel:"]'), ...queryAll(el, 'a[href^="sms:"] bdi')].filter(
      (each) => !each.closest('details'),
    );
    expect(spoken.length).to.equal(6);
    for (const each of spoken) expect(getComputedStyle(each).getPropertyValue('speak-as')).to.equal('digits');
    expect(getComputedStyle(query(el, 'p')).getPropertyValue('speak-as')).to.equal('normal');
  });

  it('states operator, cost, hours, languages and service of a line', async () => {
    const text = visibleText(await banner({region: 'US'}));
    for (const fact of [
      'This line is run by Substance Abuse and Mental Health Services Administration (SAMHSA).',
      'Free to call',
      'Open day and night, every day',
      'Confidential',
      'Languages: English and Spanish',
      'It does not give counseling.',
    ])
      expect(text).to.include(fact);
  });

  it('names the languages spoken in the language shown', async () => {
    for (const [lang, words] of [
      ['es', 'inglés y español'],
      ['ar', 'الإنجليزية والإسبانية'],
      ['en-GB', 'English and Spanish'],
    ]) {
      const el = await banner({region: 'US', lang});
      await until(() => query(el, '.root').lang === lang, `words in ${lang}`);
      expect(visibleText(el)).to.include(words);
    }
  });

  it('has text lines as sms: links, with the keyword where one is needed', async () => {
    const el = await banner({region: 'US'});
    expect(linksTo(el, CRISIS.sms!.href)[0].textContent).to.include(`Text ${CRISIS.sms!.number}`);
    expect(linksTo(el, HELPLINE.sms!.href)[0].textContent).to.include('ZIP');
    const ontario = await banner({region: 'CA-ON'});
    expect(linksTo(ontario, 'sms:247247')[0].textContent).to.include('CONNEX');
  });

  it('shows hours in the operator’s own text and language', async () => {
    const el = await banner({region: 'FR'});
    const hours = queryAll(el, 'bdi').find((each) => each.textContent!.includes('8 h'))!;
    expect(hours.lang).to.equal('fr');
  });

  it('shows a provincial line only in its province', async () => {
    expect(visibleText(await banner({region: 'CA-ON'}))).to.include('ConnexOntario');
    for (const region of ['CA', 'CA-BC']) expect(visibleText(await banner({region}))).to.not.include('ConnexOntario');
  });

  it('without a region shows no number, but “local emergency number” and a directory', async () => {
    const el = await banner();
    expect(hrefs(el)).to.eql(['https://findahelpline.com/']);
    expect(visibleText(el)).to.include('call your local emergency number now');
    expect(visibleText(el)).to.not.match(/\d{3}/);
  });

  it('shows emergency number and directory where no line is confirmed', async () => {
    const el = await banner({region: 'LU'});
    expect(hrefs(el)).to.eql(['https://findahelpline.com/', 'tel:112']);
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
    const calls = async (region: string) => hrefs(await banner({region})).filter((href) => href!.startsWith('tel:'));
    expect(await calls('BE')).to.eql(['tel:+3278151020', 'tel:+3280032123', 'tel:1813', 'tel:112']);
    expect((await calls('PR')).slice(0, 2)).to.eql([HELPLINE.tel, LOCAL_CRISIS.tel]);
    expect((await calls('US')).slice(0, 2)).to.eql([HELPLINE.tel, CRISIS.tel]);
    expect((await calls('GB-WLS'))[0]).to.equal('tel:+448088082234');
  });

  it('fits one line when compact, with the first line and the emergency number, above the note on its draft', async () => {
    const el = await banner({region: 'US', variant: 'compact'});
    expect(hrefs(el)).to.eql([HELPLINE.tel, 'tel:911']);
    expect(queryAll(el, 'h2')).to.have.length(0);
    // At 16 px its two sentences alone are 1010 px wide.
    el.style.width = '1100px';
    expect(query(el, '.draft').getBoundingClientRect().top - el.getBoundingClientRect().top).to.be.below(60);
    expect(el.offsetHeight).to.be.below(80);
  });

  it('shows the page’s own line beside the public ones, and who runs it', async () => {
    const el = await banner({region: 'US', phone: '(555) 010-0199', operator: 'Millbrook County'});
    expect(hrefs(el).filter((href) => href!.startsWith('tel:'))).to.eql([
      HELPLINE.tel,
      CRISIS.tel,
      'tel:5550100199',
      COMPANION.tel,
      'tel:911',
    ]);
    expect(visibleText(el)).to.include('This line is run by Millbrook County.');
  });

  it('compact shows the own line beside the public one or the directory, with its operator', async () => {
    for (const [region, first] of [
      ['US', HELPLINE.tel],
      ['IS', 'https://findahelpline.com/'],
      ['', 'https://findahelpline.com/'],
    ]) {
      const el = await banner({region, variant: 'compact', phone: '800 555 0100', operator: 'Acme Inc.'});
      expect(hrefs(el).slice(0, 2), region).to.eql([first, 'tel:8005550100']);
      expect(visibleText(el)).to.include('This line is run by Acme Inc.');
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

  it('removes the number of the previous country at once, even when the new one never loads', async () => {
    const el = await banner({region: 'US'});
    el.region = 'DE';
    await wait(0);
    await el.updateComplete;
    expect(visibleText(el)).to.not.include('911');
    await until(() => visibleText(el).includes('112'), 'Germany');
  });

  it('keeps a region that was set before its class was defined', async () => {
    const el = document.createElement('recovery-helpline-banner') as HelplineBanner;
    Object.defineProperty(el, 'region', {configurable: true, writable: true, enumerable: true, value: 'GB'});
    document.body.append(el);
    await rendered(el);
    expect(visibleText(el)).to.include('Samaritans');
  });

  it('hides an own line without its operator, and warns once', async () => {
    const console = captureConsole();
    const el = await banner({region: 'US', phone: '555 010 0199'});
    await banner({region: 'US', phone: '555 010 0199'});
    expect(console.stop().filter((line) => line.includes('operator'))).to.have.length(1);
    expect(linksTo(el, 'tel:5550100199')).to.have.length(0);
  });

  it('accepts nothing but a number as a number', async () => {
    const console = captureConsole();
    for (const phone of ['javascript:alert(1)', '1-800-FLOWERS', '"><img src=x>', '+', '911;ext=1', 'call us']) {
      const el = await banner({region: 'US', phone, operator: 'Someone'});
      expect(hrefs(el), phone).to.have.length(7);
    }
    expect(console.stop().filter((line) => line.includes('for “phone”'))).to.have.length(6);
  });

  it('dispatches recovery-contact with the channel, never the line', async () => {
    const el = await banner({region: 'US'});
    const events: RecoveryContactEvent[] = [];
    document.addEventListener('recovery-contact', (event) => events.push(event), {once: true});
    const [link] = linksTo(el, CRISIS.tel!);
    link.addEventListener('click', (event) => event.preventDefault());
    link.click();
    expect(events[0].channel).to.equal('call');
    expect(events[0].composed && events[0].bubbles).to.equal(true);
    expect(Object.keys(events[0]).filter((key) => !['isTrusted', 'channel'].includes(key))).to.eql([]);
  });

  describe('with hours to calculate with', () => {
    const HOUR = 3_600_000;
    /** Answers of a banner, one a line with such hours. */
    const answers = (el: Element) => queryAll(el, '.state > :last-child').map(textOf);
    const seenAgain = async (el: HelplineBanner) => {
      document.dispatchEvent(new Event('visibilitychange'));
      await el.updateComplete;
    };
    const setTime = (time: string | number) => replaceProperty(Date, 'now', () => new Date(time).getTime());
    const setClock = (hoursFromUtc: number) =>
      replaceProperty(Date.prototype, 'getTimezoneOffset', () => -60 * hoursFromUtc);

    /** Shows the banner of a country at a time to a reader whose clock is that of Central Europe in winter. */
    async function at(time: string, args: Record<string, string>) {
      setTime(time);
      setClock(1);
      const el = await banner(args);
      await until(() => queryAll(el, 'details').length, 'the parts that come later');
      await el.updateComplete;
      return el;
    }

    it('says that it is usually open now, or closed, when it opens in the reader’s language, or nothing', async () => {
      for (const [time, region, lang, expected] of [
        ['2026-11-26T16:00Z', 'PL', 'en', ['Usually open now.']],
        ['2026-11-26T10:00Z', 'PL', 'en', ['Usually closed now. Opens today at 4:00 PM.']],
        ['2026-11-26T20:00Z', 'PL', 'en', ['Usually closed now. Opens tomorrow at 4:00 PM.']],
        ['2026-11-26T20:00Z', 'PL', 'en-GB', ['Usually closed now. Opens tomorrow at 16:00.']],
        ['2026-11-26T10:00Z', 'PL', 'es', ['Normalmente cerrado ahora. Abre hoy: 16:00.']],
        ['2026-11-26T10:00Z', 'PL', 'ar', ['يكون مغلقًا عادةً الآن. يفتح اليوم الساعة 4:00 م.']],
        // From 11:00 to 5:00 of the next day; its chat has other hours.
        ['2026-11-27T01:00Z', 'DK', 'en', ['Usually open now.', 'Usually closed now. Opens today at 5:00 PM.']],
        [
          '2026-11-27T04:30Z',
          'DK',
          'en',
          ['Usually closed now. Opens today at 11:00 AM.', 'Usually closed now. Opens today at 5:00 PM.'],
        ],
        ['2026-11-27T22:30Z', 'DK', 'en', ['Usually open now.', 'Usually closed now. Opens tomorrow at 1:00 PM.']],
        // The dates of public holidays are known; nothing is known of the first day after them.
        ['2026-11-26T12:00Z', 'IE', 'en', ['Usually open now.']],
        ['2029-11-26T12:00Z', 'IE', 'en', ['']],
        [
          '2026-11-26T20:00Z',
          'IE',
          'en',
          ['Usually closed now. Opens Fri, 9:30 AM Ireland Time. If you cannot wait, call Samaritans, 116 123.'],
        ],
      ] as const) {
        const el = await at(time, {region, lang});
        await until(
          () => query(el, '.root').lang === lang && answers(el).join() === expected.join(),
          `${time} ${region} ${lang}: ${answers(el)} instead of ${expected}`,
        );
      }
    });

    it('names the time zone by letters, or by its difference from UTC, where the browser knows no other name', async () => {
      const {DateTimeFormat} = Intl;
      const Old = function (locale: string, options: Intl.DateTimeFormatOptions = {}) {
        if (options.timeZoneName === 'shortGeneric') throw new RangeError('timeZoneName');
        return new DateTimeFormat(locale, options);
      };
      replaceProperty(Intl, 'DateTimeFormat', Old as unknown as typeof DateTimeFormat);
      const el = await at('2026-11-26T20:00Z', {region: 'IE'});
      await until(() => answers(el)[0], 'closed');
      expect(answers(el)[0]).to.match(/^Usually closed now\. Opens Fri, 9:30 AM (GMT|UTC)\. If you cannot wait, /);
    });

    it('keeps a closed line with its number and hours, and links the open one beside it', async () => {
      const el = await at('2026-11-26T20:00Z', {region: 'IE'});
      await until(() => answers(el)[0], 'closed');
      expect(linksTo(el, 'tel:+3531800459459')).to.have.length(1);
      expect(visibleText(el)).to.include('Monday to Friday, 9:30am to 5:30pm');
      const [beside] = queryAll<HTMLAnchorElement>(el, '.state a');
      expect(beside.getAttribute('href')).to.equal('tel:116123');
      expect(beside.getAttribute('aria-label')).to.equal('Call Samaritans, 116 123');
      expect(hrefs(el).at(-1)).to.equal('tel:112');
    });

    it('names day and time zone of the line for a reader whose clock shows another time', async () => {
      const el = await at('2026-11-26T10:00Z', {region: 'PL'});
      setClock(0);
      await seenAgain(el);
      const time = new Intl.DateTimeFormat('en', {
        ...{
          weekday: 'short',
          hour: 'numeric',
          minute: '2-digit',
          timeZone: 'Europe/Warsaw',
          timeZoneName: 'shortGeneric',
        },
      }).format(new Date('2026-11-26T15:00Z'));
      expect(time).to.include('4:00').and.include('Thu');
      expect(answers(el)).to.eql([`Usually closed now. Opens ${time}.`]);
      expect(query<HTMLTimeElement>(el, '.state time').dateTime).to.equal('2026-11-26T15:00:00.000Z');
    });

    it('names first the companion of a place, with its key, its hours and what it asks, then that of the country', async () => {
      const el = await at('2026-11-26T08:00Z', {region: 'CA-QC'});
      await until(() => answers(el)[0], 'closed');
      const text = visibleText(el);
      const [own, national] = queryAll(el, '.companion').map(textOf);
      expect(own).to.match(/^Alone\? ADPS .+ can stay on the phone with you, .*: 1 800 265-2626 \(then press 2\)$/);
      expect(national).to.match(/^Alone\? National Overdose Response Service/);
      for (const words of ['Open: tous les jours de 11 h à 2 h 30', 'your address', 'Languages: French and English'])
        expect(text.slice(text.indexOf('ADPS'), text.indexOf('National Overdose'))).to.include(words);
      expect(answers(el)).to.eql(['Usually closed now. Opens Thu, 11:00 AM ET.']);
      setTime('2026-11-26T07:00Z');
      await seenAgain(el);
      await until(() => answers(el)[0] === 'Usually open now.', 'open');
      const [, link] = linksTo(el, 'tel:+18002652626');
      expect(link.getBoundingClientRect().height).to.be.at.least(44);
      expect(visibleText(await banner({region: 'CA-ON'}))).to.not.include('ADPS');
    });

    it('answers again at the next change, at midnight, and when the page is seen again, until it is removed', async () => {
      const timers: {run: () => void; delay: number}[] = [];
      const el = await at('2026-11-26T14:59Z', {region: 'PL'});
      await until(() => answers(el)[0], 'closed');
      const {setTimeout: original} = window;
      replaceProperty(window, 'setTimeout', ((run: () => void, delay: number) => {
        timers.push({run, delay});
        return original(() => {}, 0);
      }) as unknown as typeof window.setTimeout);
      await seenAgain(el);
      expect(answers(el)).to.eql(['Usually closed now. Opens today at 4:00 PM.']);
      expect(timers.at(-1)!.delay).to.equal(60_000);
      setTime('2026-11-26T15:00Z');
      timers.at(-1)!.run();
      await el.updateComplete;
      expect(answers(el)).to.eql(['Usually open now.']);
      expect(timers.at(-1)!.delay).to.equal(5 * HOUR);
      setTime('2026-11-26T22:30Z');
      await seenAgain(el);
      expect(answers(el)).to.eql(['Usually closed now. Opens tomorrow at 4:00 PM.']);
      expect(timers.at(-1)!.delay).to.equal(HOUR / 2);
      setTime('2026-11-26T23:00Z');
      timers.at(-1)!.run();
      await el.updateComplete;
      expect(answers(el)).to.eql(['Usually closed now. Opens today at 4:00 PM.']);
      el.remove();
      document.dispatchEvent(new Event('visibilitychange'));
      expect(el.isUpdatePending).to.equal(false);
    });

    it('shows the first render without waiting for the answer, and moves nothing when it comes', async () => {
      const box = document.createElement('div');
      document.body.append(box);
      setClock(-3);
      for (const region of ['PL', 'DK', 'IE', 'NO', 'CZ', 'GB', 'AT', 'CA-QC'])
        for (const lang of ['en', 'es', 'ar']) {
          const el = document.createElement('recovery-helpline-banner') as HelplineBanner;
          el.region = region;
          el.lang = lang;
          box.append(el);
          await rendered(el);
          await until(() => queryAll(el, 'details').length && query(el, '.root').lang === lang, `${region} ${lang}`);
          for (const time of ['2026-11-25T03:30Z', '2026-11-26T12:00Z', '2026-11-28T23:00Z']) {
            setTime(time);
            await seenAgain(el);
            for (const width of ['280px', '328px', '700px']) {
              box.style.width = width;
              const {offsetHeight} = el;
              const shown = queryAll(el, '.state > :last-child');
              shown.forEach(({style}) => (style.display = 'none'));
              expect(el.offsetHeight, `${region} ${lang} ${time} ${width} ${answers(el)}`).to.equal(offsetHeight);
              shown.forEach(({style}) => (style.display = ''));
            }
          }
          el.remove();
        }
      const el = document.createElement('recovery-helpline-banner') as HelplineBanner & {updated: () => void};
      const renders: {links: (string | null)[]; answers: string[]}[] = [];
      const updated = Reflect.get(el, 'updated') as () => void;
      el.updated = () => {
        renders.push({links: hrefs(el), answers: answers(el)});
        updated.call(el);
      };
      el.region = 'PL';
      box.append(el);
      await until(() => answers(el)[0], 'an answer');
      expect(renders[0]).to.eql({links: [...hrefs(el)], answers: ['']});
      expect(renders[0].links).to.include('tel:+48800199990');
    });
  });

  describe('in a closed disclosure', () => {
    const open = async (args: Record<string, string>, index = 0) => {
      const el = await banner(args);
      await until(() => queryAll(el, 'details').length, 'the parts that come later');
      const folded = queryAll<HTMLDetailsElement>(el, 'details');
      expect(folded.map((each) => each.open)).to.eql(folded.map(() => false));
      folded[index].open = true;
      return {el, folded: folded[index]};
    };

    it('folds away the other ways to reach a line, which the keyboard opens', async () => {
      const {el, folded} = await open({region: 'US'});
      folded.open = false;
      const summary = folded.querySelector('summary')!;
      expect(textOf(summary)).to.equal('Other ways to reach this line');
      expect(summary.offsetHeight).to.be.at.least(44);
      summary.focus();
      await sendKeys({press: 'Enter'});
      await until(() => folded.open, 'open');
      expect(visibleText(el)).to.include(`Textphone (TTY): ${HELPLINE.more![0].text}`);
      const [link] = linksTo(el, HELPLINE.more![0].href);
      expect(link.getAttribute('aria-label')).to.equal(`Call ${HELPLINE.name}, ${HELPLINE.more![0].text}`);
      expect(link.getBoundingClientRect().height).to.be.at.least(44);
    });

    it('opens each kind of contact by its scheme, sends no referrer, and reveals to the page only the kind', async () => {
      for (const [region, index, href, channel, text] of [
        ['US', 1, 'https://988lifeline.org/', 'chat', 'Video in sign language'],
        ['IE', 0, 'mailto:helpline@hse.ie', 'text', 'helpline@hse.ie'],
        ['CO-DC', 0, 'https://wa.me/573007548933', 'text', '300 754 8933'],
        ['GB-NIR', 1, 'tel:1800108088088000', 'call', '18001 0808 808 8000'],
        ['FI', 1, 'tel:', 'call', ''],
      ] as const) {
        const {folded} = await open({region}, index);
        const link = [...folded.querySelectorAll<HTMLAnchorElement>('li a')].find((each) =>
          each.getAttribute('href')!.startsWith(href),
        )!;
        expect(link, region).to.exist;
        expect(textOf(link)).to.include(text);
        expect(link.dataset.channel).to.equal(channel);
        expect([link.rel, link.referrerPolicy]).to.eql(['noopener noreferrer', 'no-referrer']);
      }
    });

    it('gives each way its own hours, price and languages', async () => {
      const finland = await open({region: 'FI'}, 1);
      expect(textOf(finland.folded)).to.match(/Call 09 2525 0116\s*Open: perjantaisin klo 9–13\s*Languages: English/);
      const germany = await open({region: 'DE'}, 1);
      expect(textOf(germany.folded)).to.match(/Call [\d ]+Open day and night, every day\s*Free/);
      const states = await open({region: 'US', lang: 'es'}, 1);
      await until(() => query(states.el, '.root').lang === 'es', 'Spanish');
      expect(textOf(query(states.el, 'details ul'))).to.include('(TTY)');
      expect(textOf(states.folded)).to.include('American Sign Language').and.not.include('ase');
    });

    it('says when and how a line was checked, and never more than that', async () => {
      const {el, folded} = await open({region: 'US'});
      expect(textOf(folded)).to.match(
        /Checked on November \d+, 2026, in saved copies of web pages\. We did not call\.$/,
      );
      expect(textOf(queryAll(el, 'time')[0])).to.match(/^November \d+, 2026$/);
      const [line] = (await regions.US()).region.lines;
      const said = (['stored-copy', 'page', 'call', 'mail'] as const).map((how) => {
        const box = document.createElement('div');
        const context = {locale: 'en', openings: undefined, lines: []};
        render(
          details(
            {...line, more: undefined, checked: '2026-02-03', checkedText: {en: 'February 3, 2026'}, how},
            context,
          ),
          box,
        );
        return textOf(box);
      });
      expect(said).to.eql([
        'About this line Checked on February 3, 2026, in saved copies of web pages. We did not call.',
        'About this line Checked on February 3, 2026, on the website of the line. We did not call.',
        'About this line Checked on February 3, 2026, with a call.',
        'About this line Checked on February 3, 2026, by e-mail with the line.',
      ]);
    });

    it('says in one sentence what a line may do, only where a source says so', async () => {
      expect(visibleText(await banner({region: 'CL'}))).to.include(
        'If a life is at risk, they may send help without your consent.',
      );
      expect(visibleText(await banner({region: 'CL'}))).to.include('No name needed');
      for (const region of ['US', 'GB'])
        expect(visibleText(await banner({region}))).to.not.match(/without your consent|your address|No name/);
    });

    it('dials the number and says which key to press', async () => {
      for (const variant of ['full', 'compact']) {
        const el = await banner({region: 'PE', variant});
        expect(linksTo(el, 'tel:113')).to.have.length(1);
        expect(visibleText(el)).to.include('113 (then press 5)');
      }
      expect(visibleText(await banner({region: 'US'}))).to.not.include('then press');
    });

    it('takes no more than a fifth more height on a phone, and nothing in its compact form', async () => {
      const box = document.createElement('div');
      box.style.width = '360px';
      document.body.append(box);
      for (const region of ['US', 'GB', 'IE', 'CA-ON', 'CA-QC', 'NO']) {
        const {el} = await open({region});
        queryAll<HTMLDetailsElement>(el, 'details')[0].open = false;
        box.append(el);
        const {offsetHeight} = el;
        const added = queryAll(el, '.more, .state');
        added.forEach(({style}) => (style.display = 'none'));
        expect(offsetHeight / el.offsetHeight, region).to.be.within(1, 1.2);
        box.replaceChildren();
      }
      const compact = await banner({region: 'US', variant: 'compact'});
      expect(queryAll(compact, 'details, .more, .state')).to.eql([]);
    });
  });

  describe('dispatches recovery-contact', () => {
    /** Records channels while it runs; nothing is opened. */
    async function channelsOf(use: () => Promise<void> | void): Promise<string[]> {
      const channels: string[] = [];
      const listen = ({channel}: RecoveryContactEvent) => channels.push(channel);
      const prevent = (event: Event) => event.preventDefault();
      addEventListener('recovery-contact', listen);
      for (const type of ['click', 'auxclick']) addEventListener(type, prevent);
      await use();
      removeEventListener('recovery-contact', listen);
      for (const type of ['click', 'auxclick']) removeEventListener(type, prevent);
      return channels;
    }

    it('for each link that calls, texts or opens a chat, and for no other', async () => {
      const el = await banner({region: 'US', phone: '555 010 0199', operator: 'Someone'});
      const links = queryAll<HTMLAnchorElement>(el, 'a');
      const expected = links.map(({protocol}) => ({'tel:': 'call', 'sms:': 'text', 'https:': 'chat'})[protocol]);
      expect(await channelsOf(() => links.forEach((link) => link.click()))).to.eql(expected);
      expect(new Set(expected).size).to.equal(3);
      const other = await banner({region: 'LU'});
      const [directory, emergency] = queryAll<HTMLAnchorElement>(other, 'a');
      expect(await channelsOf(() => [directory, emergency].forEach((link) => link.click()))).to.eql(['call']);
    });

    it('from the text in a link, for the Enter key, and where the page stops the click at the link', async () => {
      const el = await banner({region: 'US'});
      const [link] = linksTo(el, CRISIS.tel!);
      expect(await channelsOf(() => link.querySelector('bdi')!.click())).to.eql(['call']);
      expect(
        await channelsOf(async () => {
          link.focus();
          await sendKeys({press: 'Enter'});
        }),
      ).to.eql(['call']);
      link.addEventListener('click', (event) => event.stopPropagation());
      link.addEventListener('click', (event) => event.preventDefault());
      expect(await channelsOf(() => link.click())).to.eql(['call']);
    });

    it('emits nothing for other mouse buttons or clicks outside a link', async () => {
      const el = await banner({region: 'US'});
      const [link] = linksTo(el, CRISIS.tel!);
      const middle = new MouseEvent('auxclick', {bubbles: true, composed: true, cancelable: true, button: 1});
      expect(await channelsOf(() => void link.dispatchEvent(middle))).to.eql([]);
      expect(await channelsOf(() => query(el, 'p').click())).to.eql([]);
    });

    it('not for links of the page, in a slot or as fallback content', async () => {
      const el = document.createElement('recovery-helpline-banner');
      el.innerHTML = '<a slot="end" href="tel:111">111</a><a href="tel:112">112</a>';
      document.body.append(el);
      await rendered(el);
      const links = [...el.querySelectorAll('a')];
      expect(links.map((link) => link.checkVisibility())).to.eql([true, true]);
      expect(await channelsOf(() => links.forEach((link) => link.click()))).to.eql([]);
    });
  });

  it('dispatches nothing with no-events', async () => {
    const el = await banner({region: 'US', 'no-events': true});
    let told = 0;
    document.addEventListener('recovery-contact', () => told++, {once: true});
    const [link] = linksTo(el, CRISIS.tel!);
    link.addEventListener('click', (event) => event.preventDefault());
    link.click();
    expect(told).to.equal(0);
  });

  it('reads no-events="false", as frameworks write it, as false', async () => {
    const el = await banner({region: 'US', 'no-events': 'false'});
    let told = 0;
    const tell = () => told++;
    document.addEventListener('recovery-contact', tell);
    const [link] = linksTo(el, CRISIS.tel!);
    link.addEventListener('click', (event) => event.preventDefault());
    for (const value of ['false', '', 'true', null]) {
      if (value === null) el.removeAttribute('no-events');
      else el.setAttribute('no-events', value);
      link.click();
    }
    document.removeEventListener('recovery-contact', tell);
    expect(told).to.equal(2);
  });

  it('announces whether a number could be copied', async () => {
    const el = await banner({region: 'US'});
    const write = (result: () => Promise<void>) =>
      Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: result}});
    const button = query<HTMLButtonElement>(el, 'button');
    let copied = '';
    write((async (text: string) => void (copied = text)) as () => Promise<void>);
    button.click();
    await wait(50);
    await rendered(el);
    expect(copied).to.equal(HELPLINE.number);
    expect(query(el, '[role=status]').textContent).to.include('Number copied.');
    let emptied = 0;
    const watcher = new MutationObserver(() => emptied++);
    watcher.observe(queryAll(el, '[role=status]')[1], {childList: true, characterData: true, subtree: true});
    queryAll<HTMLButtonElement>(el, 'button')[1].click();
    await wait(50);
    expect(copied).to.equal(CRISIS.number);
    expect(emptied, 'said again for the second number').to.be.above(0);
    watcher.disconnect();
    expect(queryAll(el, 'button').map((each) => each.getAttribute('aria-label'))).to.eql([
      'Copy number, SAMHSA’s National Helpline',
      'Copy number, 988 Suicide & Crisis Lifeline',
    ]);
    write(() => Promise.reject(new Error('no')));
    button.click();
    await wait(50);
    await rendered(el);
    expect(query(el, '[role=status]').textContent).to.include('did not allow copying');
    delete (navigator as {clipboard?: unknown}).clipboard;
  });

  describe('with numbers in the fallback content', () => {
    const OLD = '<p>Call <a href="tel:+18005550100">1-800-555-0100</a></p>';
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

    it('warns the page’s author of one that is no longer the country’s, once', async () => {
      expect(await warned({region: 'US'}, OLD)).to.eql([
        'warn: recovery-widgets: the fallback content of <recovery-helpline-banner> links to tel:+18005550100, which is outdated. Paste the snippet again.',
      ]);
    });

    it('warns of those of another country', async () => {
      const [message] = await warned({region: 'GB'}, '<p><a href="tel:911">911</a></p>');
      expect(message).to.include('tel:911');
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
