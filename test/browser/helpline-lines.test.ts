import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/widgets/helpline-banner/define.js';
import type {RecoveryContactEvent} from '../../src/core/events.js';
import type {HelplineBanner} from '../../src/widgets/helpline-banner/helpline-banner.js';
import {mount, rendered, replaceProperty, until} from './helpers.js';
import {CRISIS, HELPLINE, emergencyIn, hrefs, lineNamed, linksTo} from './lines.js';
import {query, queryAll, textOf, visibleText} from './query.js';

const {number: OPEN, tel: OPEN_TEL} = await lineNamed('IE', 'Samaritans');
const banner = (args = {}, fallback = '') => mount<HelplineBanner>('recovery-helpline-banner', args, fallback);

describe('lines of the helpline banner', () => {
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
      await until(() => queryAll(el, 'details time').length, 'the parts that come later');
      await el.updateComplete;
      return el;
    }

    it('says that it is usually open now, or closed, when it opens in the reader’s language, or nothing', async () => {
      for (const [time, region, lang, expected] of [
        ['2026-11-26T16:00Z', 'PL', 'en', ['Usually open now.']],
        ['2026-11-26T10:00Z', 'PL', 'en', ['Usually closed now. Opens today at 4:00 PM.']],
        ['2026-11-26T20:00Z', 'PL', 'en', ['Usually closed now. Opens tomorrow at 4:00 PM.']],
        ['2026-11-26T20:00Z', 'PL', 'en-GB', ['Usually closed now. Opens tomorrow at 16:00.']],
        ['2026-11-26T10:00Z', 'PL', 'es', ['Suele estar cerrada ahora. Abre hoy: 16:00.']],
        ['2026-11-26T10:00Z', 'PL', 'ar', ['مغلق عادةً في هذا الوقت. يبدأ الرد اليوم الساعة 4:00 م.']],
        // From 11:00 to 5:00 of the next day; its chat has other hours.
        ['2026-11-27T01:00Z', 'DK', 'en', ['Usually open now.', 'Chat usually closed now. Opens today at 5:00 PM.']],
        ['2026-11-26T18:00Z', 'DK', 'es', ['Suele estar abierta ahora.', 'Chat normalmente abierto ahora.']],
        [
          '2026-11-27T04:30Z',
          'DK',
          'en',
          ['Usually closed now. Opens today at 11:00 AM.', 'Chat usually closed now. Opens today at 5:00 PM.'],
        ],
        ['2026-11-27T22:30Z', 'DK', 'en', ['Usually open now.', 'Chat usually closed now. Opens tomorrow at 1:00 PM.']],
        // The dates of public holidays are known; nothing is known of the first day after them.
        ['2026-11-26T12:00Z', 'IE', 'en', ['Usually open now.']],
        ['2029-11-26T12:00Z', 'IE', 'en', ['']],
        [
          '2026-11-26T20:00Z',
          'IE',
          'en',
          [`Usually closed now. Opens Friday, 9:30 AM Ireland Time. If you cannot wait, call Samaritans, ${OPEN}.`],
        ],
      ] as const) {
        const el = await at(time, {region, lang});
        await until(
          () => query(el, '.root').lang === lang && answers(el).join() === expected.join(),
          `${time} ${region} ${lang}: ${answers(el)} instead of ${expected}`,
        );
      }
    });

    it('keeps a closed line with its number and hours, and links the open one beside it', async () => {
      const el = await at('2026-11-26T20:00Z', {region: 'IE'});
      await until(() => answers(el)[0], 'closed');
      expect(linksTo(el, (await lineNamed('IE', 'HSE Drugs')).tel!)).to.have.length(1);
      expect(visibleText(el)).to.match(
        /Open: Monday – Friday 9:30 AM – 5:30 PM\s+Closed on December 25, December 26, and January 1/,
      );
      const [beside] = queryAll<HTMLAnchorElement>(el, '.state a');
      expect(beside.getAttribute('href')).to.equal(OPEN_TEL);
      expect(beside.getAttribute('aria-label')).to.equal(`Call Samaritans, ${OPEN}`);
      expect(hrefs(el)[0]).to.equal((await emergencyIn('IE')).tel);
    });

    it('names day and time zone of the line for a reader whose clock shows another time', async () => {
      const el = await at('2026-11-26T10:00Z', {region: 'PL'});
      setClock(0);
      await seenAgain(el);
      const time = new Intl.DateTimeFormat('en', {
        weekday: 'long',
        hour: 'numeric',
        minute: '2-digit',
        timeZone: 'Europe/Warsaw',
        timeZoneName: 'shortGeneric',
      }).format(new Date('2026-11-26T15:00Z'));
      expect(time).to.include('4:00').and.include('Thursday');
      expect(answers(el)).to.eql([`Usually closed now. Opens ${time}.`]);
    });

    it('names first the companion of a place, with its key, its hours and what it asks, then that of the country', async () => {
      const el = await at('2026-11-26T08:00Z', {region: 'CA-QC'});
      await until(() => answers(el)[0], 'closed');
      const text = visibleText(el);
      const adps = await lineNamed('CA', 'ADPS');
      const [own, national] = queryAll(el, '.companion').map(textOf);
      const shown = own.replace(adps.number!, '#');
      expect(shown).to.match(/^Alone\? ADPS .+ can stay on the phone with you, .*: # \(then press 2\)$/);
      expect(national).to.match(/^Alone\? National Overdose Response Service/);
      for (const words of ['Open: Monday – Sunday 11:00 AM – 2:30 AM', 'your address', 'Languages: French and English'])
        expect(text.slice(text.indexOf('ADPS'), text.indexOf('National Overdose'))).to.include(words);
      expect(answers(el)).to.eql(['Usually closed now. Opens Thursday, 11:00 AM ET.']);
      setTime('2026-11-26T07:00Z');
      await seenAgain(el);
      await until(() => answers(el)[0] === 'Usually open now.', 'open');
      const [, link] = linksTo(el, adps.tel!);
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
      for (const region of ['PL', 'DK', 'IE', 'CA-QC'])
        for (const lang of ['es', 'ar']) {
          const el = document.createElement('recovery-helpline-banner') as HelplineBanner;
          el.region = region;
          el.lang = lang;
          box.append(el);
          await rendered(el);
          await until(
            () => queryAll(el, 'details time').length && query(el, '.root').lang === lang,
            `${region} ${lang}`,
          );
          for (const time of ['2026-11-25T03:30Z', '2026-11-26T12:00Z', '2026-11-28T23:00Z']) {
            setTime(time);
            await seenAgain(el);
            for (const width of ['280px', '390px', '700px']) {
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
      expect(renders[0].links).to.include((await lineNamed('PL', 'Ogólnopolski Telefon Zaufania')).tel);
    });
  });

  describe('in a closed disclosure', () => {
    const open = async (args: Record<string, string>, index = 0) => {
      const el = await banner(args);
      await until(() => queryAll(el, 'details time').length, 'the parts that come later');
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
      expect(link.getAttribute('aria-label')).to.equal(`Textphone (TTY), ${HELPLINE.name}, ${HELPLINE.more![0].text}`);
      expect(link.getBoundingClientRect().height).to.be.at.least(44);
    });

    it('opens each kind of contact by its scheme, sends no referrer, and reveals to the page only the kind', async () => {
      const [whatsapp] = (await lineNamed('CO', 'Línea 106')).more!;
      const [relay] = (await lineNamed('GB', 'Lifeline')).more!;
      expect([whatsapp.href, relay.href].join()).to.match(/^https:\/\/wa\.me\/\d+,tel:18001\d+$/);
      for (const [region, index, href, channel, text] of [
        ['US', 1, 'https://988lifeline.org/', 'chat', 'Video in sign language'],
        ['IE', 0, 'mailto:helpline@hse.ie', 'text', 'helpline@hse.ie'],
        ['CO-DC', 0, whatsapp.href, 'text', whatsapp.text!],
        ['GB-NIR', 1, relay.href, 'call', relay.text!],
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

    it('says when and how a line was checked, and never more than that', async () => {
      const {el, folded} = await open({region: 'US'});
      const {checkedText, how} = HELPLINE;
      const ways = {
        'stored-copy': 'in saved copies of web pages. We did not call',
        call: 'with a call',
        mail: 'by e-mail with the line',
        page: 'on the website of the line. We did not call',
      };
      expect(textOf(folded).split('Checked ')[1]).to.equal(`on ${checkedText!['en']}, ${ways[how!]}. Copy number`);
      expect(textOf(queryAll(el, 'time')[0])).to.equal(checkedText!['en']);
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
      const {number, tel} = await lineNamed('PE', 'Línea 113');
      for (const variant of ['full', 'compact']) {
        const el = await banner({region: 'PE', variant});
        expect(linksTo(el, tel!)).to.have.length(1);
        expect(visibleText(el)).to.include(`${number} (then press 5)`);
      }
      expect(visibleText(await banner({region: 'US'}))).to.not.include('then press');
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
      const [emergency, directory] = queryAll<HTMLAnchorElement>(await banner({region: 'LU'}), 'a');
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
      el.innerHTML = '<a slot="end" href="tel:5550100">1</a><a href="tel:5550101">2</a>';
      document.body.append(el);
      await rendered(el);
      const links = [...el.querySelectorAll('a')];
      expect(links.map((link) => link.checkVisibility())).to.eql([true, true]);
      expect(await channelsOf(() => links.forEach((link) => link.click()))).to.eql([]);
    });
  });
});
