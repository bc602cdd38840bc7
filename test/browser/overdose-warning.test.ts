import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import '../../src/widgets/overdose-warning/define.js';
import {locales as fullTier} from '../../src/generated/locales/faq.js';
import {locales} from '../../src/generated/locales/overdose-warning.js';
import * as m from '../../src/generated/messages/overdose-warning.js';
import type {OverdoseWarning} from '../../src/widgets/overdose-warning/overdose-warning.js';
import {captureConsole, itInChromium, mount, nightly, shows} from './helpers.js';
import {EMERGENCY, emergencyIn} from './lines.js';
import {query, queryAll, visibleText} from './query.js';

const warning = (args = {}) => mount<OverdoseWarning>('recovery-overdose-warning', args);
const callLink = (el: Element) => query<HTMLAnchorElement>(el, '[part=call]');
const steps = (el: Element) => queryAll(el, 'ol > li').map((step) => step.innerText.replace(/\s+/g, ' ').trim());
const follows = (first: Node, second: Node) =>
  Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]';

/** One region per guideline: United States, United Kingdom, Canada, another one, none. */
const PLACES = ['US', 'GB', 'CA', 'DE', undefined];

/**
 * Maximum places and heights: the end of the key signs on the smallest phone, the height of the compact form, and on a phone of 390 px where the
 * first step, with “What to do” by 600, and naloxone begin, and the height. Texts of the core tier are longer, Urdu has high lines.
 */
const MOST: Record<string, number[]> = {
  full: [568, 700, 616, 934, 2600],
  es: [568, 700, 616, 934, 2950],
  core: [612, 730, 720, 1090, 3100],
  ur: [730, 800, 865, 1300, 3450],
};
const languages = nightly(['en', ...Object.keys(locales)], ['en', 'en-GB', 'es', 'ar', 'ru', 'ur']);

describe('overdose warning', () => {
  it('puts the emergency number before everything else, heading included', async () => {
    const el = await warning({region: 'US'});
    const link = callLink(el);
    expect(queryAll(el, FOCUSABLE)[0]).to.equal(link);
    expect(queryAll(el, '[tabindex]')).to.eql([]);
    const panel = query(el, '[part=emergency]');
    expect(panel.contains(link)).to.equal(true);
    expect(panel.parentElement!.firstElementChild).to.equal(panel);
    for (const each of queryAll(el, 'h1, h2, h3, h4, h5, h6, li, p:not([part])'))
      expect(follows(panel, each)).to.equal(true);
    expect(visibleText(el)).to.match(new RegExp(`^Overdose, or not sure\\? Call ${EMERGENCY.number} now `));
  });

  it('has a link whose text is a sentence with the number', async () => {
    const {number, tel} = await emergencyIn('GB');
    const link = callLink(await warning({region: 'GB'}));
    expect([link.href, link.textContent!.trim(), link.ariaLabel]).to.eql([tel, `Call ${number} now`, null]);
    expect(link.querySelector('bdi')!.dir).to.equal('ltr');
    expect(link.getBoundingClientRect().height).to.be.at.least(44);
  });

  it('without a region shows no number, but “local emergency number” and a directory', async () => {
    const el = await warning();
    expect(queryAll(el, 'a[href^="tel:"], [part=number], [part=call]')).to.eql([]);
    expect(query(el, '[part=emergency]').innerText.replace(/\s+/g, ' ')).to.equal(`${m.sos()} ${m.sosLocal()}`);
    expect(visibleText(el)).to.not.match(/\d{3}/);
    const [directory] = queryAll<HTMLAnchorElement>(el, 'a').filter((link) => !link.closest('details'));
    expect(directory.getAttribute('href')).to.equal('https://findahelpline.com/');
    expect(queryAll(await warning({region: 'US'}), 'a[href*=findahelpline]')).to.eql([]);
    const console = captureConsole();
    const unknown = await warning({region: 'Atlantis'});
    expect(console.stop().join()).to.include('invalid value "Atlantis" for “region”');
    expect(visibleText(unknown)).to.equal(visibleText(el));
  });

  for (const lang of languages)
    itInChromium(`shows both key signs without scrolling on the smallest phone, ${lang}`, async () => {
      const {innerWidth: width, innerHeight: height} = window;
      await setViewport({width: 320, height: 568});
      try {
        const [keyEnd, compactHeight, ...most] =
          MOST[lang] ?? MOST[lang === 'en' || lang in fullTier ? 'full' : 'core'];
        // The last one has two numbers, and both may be wrong.
        for (const region of [...PLACES, 'ET']) {
          document.body.replaceChildren();
          const el = await warning({region, lang});
          await shows(el, lang);
          const keys = queryAll(el, '[part=sign]').slice(0, 2);
          for (const key of keys)
            expect(key.getBoundingClientRect().bottom, `${lang}, ${region}`).to.be.at.most(keyEnd);
          if (lang === 'en')
            expect(keys.map((key) => key.querySelector('b')!.innerText)).to.eql([m.signWake(), m.signBreathing()]);
          const compact = await warning({region, lang, variant: 'compact', style: 'width: 358px'});
          await shows(compact, lang);
          expect(compact.offsetHeight, `compact, ${lang}, ${region}`).to.be.at.most(compactHeight);
          const whole = await warning({region, lang, style: 'width: 358px'});
          await shows(whole, lang);
          const {top, height} = whole.getBoundingClientRect();
          const starts = queryAll(whole, '[part=step]').map((step) => step.getBoundingClientRect().top - top);
          const beyond = [starts[0], starts[2], height].filter((y, at) => region === 'US' && y > most[at]);
          expect(beyond, `${lang}: ${height}`).to.eql([]);
        }
      } finally {
        await setViewport({width, height});
      }
    });

  it('says that not every sign is needed, and folds away nothing but further signs and what is for another day', async () => {
    const el = await warning({region: 'US'});
    expect(visibleText(el)).to.include(m.signsSome());
    const folded = queryAll(el, 'details:not(.sources) summary').map((summary) => summary.innerText);
    expect(folded).to.eql([m.moreSigns(), m.naloxoneHeading(), m.whyHeading(), m.lawHeading()]);
    expect(queryAll(el, 'details details, details ol, details [part=dont]')).to.eql([]);
    const signs = queryAll(el, 'details')[0].querySelectorAll('li');
    expect([...signs].map((sign) => sign.textContent)).to.eql([m.signSounds(), m.signPupils(), m.signBody()]);
  });

  it('has a bold verb for each step, and the pictures beside the words hidden from screen readers', async () => {
    const el = await warning({region: 'US'});
    for (const step of queryAll(el, '[part=step]')) expect(step.querySelector('b')!.innerText).to.match(/\.$/);
    const pictures = (each: Element) => queryAll(each, '.pictures svg');
    expect(pictures(el).map((each) => each.getAttribute('aria-hidden'))).to.eql(Array(11).fill('true'));
    expect(pictures(await warning({region: 'GB'}))).to.have.length(10);
    const words = await warning({region: 'US', pictures: 'none'});
    expect([pictures(words).length, visibleText(words)]).to.eql([0, visibleText(el)]);
    // Arabic mirrors the row, never the picture: that would be the other side of the body.
    const arabic = await warning({region: 'US', lang: 'ar'});
    await shows(arabic, 'ar');
    expect(getComputedStyle(pictures(arabic)[0]).transform).to.equal('none');
  });

  it('keeps the conditions of its three steps when compact, and folds the whole', async () => {
    for (const region of PLACES) {
      const el = await warning({region, variant: 'compact'});
      expect(query(el, '.short').innerText.replace(/\s+/g, ' ')).to.match(
        /^The person will not wake up\. Breathing is slow.* Give one dose.* or it is not ready at once, go on.* If they are not breathing normally, give.* 5 seconds.* is not normal\. .*Stay.* Only if they are breathing normally: roll/,
      );
      expect(queryAll(el, 'details').map((each) => each.querySelectorAll('ol > li').length)).to.eql([7]);
    }
  });

  it('numbers the steps in order', async () => {
    for (const region of PLACES) {
      const shown = steps(await warning({region}));
      const order = [
        /^Try to wake/,
        region ? /^Call \d{3}\. Put the phone on speaker/ : /^Call the emergency number\. Put/,
        /^Give one dose.* or it is not ready at once, go on/,
        /^If they are not breathing normally, give .*(breaths|CPR)/,
        /^Only if they are breathing normally: .* side/,
        /^If breathing is not back to normal/,
        /^Stay/,
      ];
      expect(shown).to.have.length(order.length);
      order.forEach((words, index) => expect(shown[index]).to.match(words));
    }
  });

  it('says in every region when to give a second dose, and to stay even if they wake up', async () => {
    for (const region of PLACES) {
      const shown = steps(await warning({region}));
      expect(shown[3]).to.include('Gasping, or more than 5 seconds between breaths, is not normal.');
      expect(shown[5]).to.include('after 2 to 3 minutes').and.include('until they breathe normally');
      // Nobody who does not breathe is left on their side, or without breaths between two doses.
      expect(shown[4]).to.include('If breathing stops or gets slow, roll them flat and give breaths or CPR.');
      expect(shown[5]).to.include('Go on with breaths or CPR while you wait.');
      expect(shown[6]).to.match(
        /^Stay until help arrives, even if they wake up\. ?Keep them awake.* Naloxone can wear off/,
      );
    }
  });

  for (const [country, regions, breathing, wearsOff] of [
    ['the United States', ['US'], ['give rescue breaths or CPR.', m.breathingHelp], '30 to 90 minutes'],
    ['the United Kingdom', ['GB'], ['give CPR.', m.breathingPushUk302, m.breathingUk302], 'in about half an hour'],
    ['no country, and leaves the choice', ['CA', 'DE', undefined], ['CPR, whichever you know.'], '30 to 90 minutes'],
  ] as const)
    it(`follows the guidance of ${country}`, async () => {
      for (const region of regions) {
        const shown = steps(await warning({region}));
        for (const words of breathing) expect(shown[3]).to.include(typeof words === 'function' ? words() : words);
        expect(shown[6]).to.include(wearsOff);
        if (region === 'GB') expect(shown[6]).to.not.include('30 to 90');
      }
    });

  it('lists acts to avoid, each with its own “Do not”', async () => {
    const el = await warning({region: 'US'});
    const section = queryAll(el, 'section').find((each) => each.innerText.startsWith('What not to do'))!;
    const items = [...section.querySelectorAll('li')].map((item) => item.innerText);
    expect(items.map((item) => item.slice(0, 7))).to.eql(['Do not ', 'Do not ']);
    expect(items.join()).to.include('put them in a bath').and.include('leave them to “sleep it off”');
  });

  it('mentions the law only where it has a text for the country', async () => {
    const announced = {
      US: 'Most states have laws that may protect the person',
      CA: 'a national law can protect you',
      GB: 'do not usually bring the police',
    };
    for (const region of PLACES) {
      const el = await warning({region});
      const words = announced[region as keyof typeof announced];
      if (words) {
        expect(el.shadowRoot!.textContent).to.include('Worried about the police?').and.include(words);
        expect(el.shadowRoot!.textContent).to.include(m.lawCall());
        if (region !== 'GB') expect(el.shadowRoot!.textContent).to.match(/The (?:protection has|laws have) limits/);
      } else expect(el.shadowRoot!.querySelector('.root')!.textContent).to.not.match(/police|\blaw\b/i);
    }
  });
});
