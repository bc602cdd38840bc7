import {expect} from '@open-wc/testing';
import '../../src/widgets/relapse-guide/define.js';
import type {RelapseGuide} from '../../src/widgets/relapse-guide/relapse-guide.js';
import {
  captureConsole,
  expectAccessible,
  expectToFit,
  mount,
  query,
  queryAll,
  rendered,
  textOf,
  until,
  visibleText,
  wordsOf,
} from './helpers.js';
import {COMPANION, CRISIS, HELPLINE} from './lines.js';

const guide = async (args = {}) => {
  const el = await mount<RelapseGuide>('recovery-relapse-guide', args);
  if ('region' in args) await until(() => query(el, '.emergency a'), 'region');
  return el;
};
const boxes = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
const links = (el: Element, scheme: string) => queryAll<HTMLAnchorElement>(el, `a[href^="${scheme}"]`);

const words = await wordsOf('relapse-guide');
const shared = await wordsOf('shared');
/** Addresses of the links that call. */
const HREFS = {
  emergency: 'tel:911',
  crisis: CRISIS.tel!,
  companion: COMPANION.tel,
  helpline: HELPLINE.tel!,
};
const linkTo = (el: Element, href: string) => links(el, 'tel:').find((each) => each.getAttribute('href') === href)!;

/** Ticks or unticks, as a reader does. */
async function tick(el: RelapseGuide, ...indexes: number[]): Promise<void> {
  for (const index of indexes) boxes(el)[index].click();
  await rendered(el);
}

const SELF = [
  'Do not stay alone.',
  'Keep naloxone close.',
  'Tell the person with you the signs of an overdose.',
  'Try not to use any more.',
  'Do not add alcohol or other drugs.',
  'Tell someone you trust.',
  'Call your care team and say that you have used.',
  'Get naloxone to keep at home.',
  'Call a helpline.',
  'Choose a medicine with your care team.',
  'See what your treatment includes.',
  'Ask for one thing that is missing.',
];
const SUPPORTER = [
  'Check that they can wake up and are breathing.',
  'Stay with them.',
  'Keep naloxone within reach.',
  'Know the signs of an overdose.',
  'Ask them not to take anything else.',
  'Ask: “How can I help today?”',
  'Offer to call their care team together.',
  'Offer to call a helpline together.',
  'Find out about medicine.',
  'See together what the treatment includes.',
  'Help with what is missing.',
  'Look after yourself.',
];

describe('relapse guide', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('emergency', () => {
    it('comes first in reading and tab order, with the number of the country', async () => {
      for (const [audience, announced] of [
        ['self', 'Overdose, or not sure? Call 911 now.'],
        ['supporter', 'Hard to wake? Breathing slowly, or not at all? Call 911 now.'],
      ]) {
        const el = await guide({region: 'US', audience});
        expect(visibleText(el).startsWith(announced), audience).to.equal(true);
        const [first] = queryAll(el, 'a, button, input, summary');
        expect([first.getAttribute('href'), first.getAttribute('aria-label')]).to.eql([
          'tel:911',
          'Call emergency services, 911',
        ]);
        expect(query(el, '[part=number]').dir).to.equal('ltr');
        el.remove();
      }
    });

    it('then says to give naloxone and to stay', async () => {
      for (const [audience, announced] of [
        ['self', words['call-then']],
        ['supporter', shared['until-help']],
      ]) {
        const emergency = textOf(query(await guide({audience}), '.emergency'));
        expect(emergency).to.match(/ now\. /);
        expect(emergency.split(' now. ')[1]).to.equal(announced);
        expect(announced).to.match(/give naloxone/i);
        expect(announced).to.match(/\bstay\b/i);
      }
    });

    it('shows no number of any country without a region', async () => {
      for (const audience of ['self', 'supporter']) {
        const el = await guide({audience});
        expect(visibleText(el)).to.match(/^[^.]+\? Call your local emergency number now\./);
        expect(links(el, 'tel:')).to.have.length(0);
        expect(visibleText(el).match(/\d{3}/g)).to.equal(null);
      }
    });

    it('is a large target, readable in black on yellow', async () => {
      const el = await guide({region: 'US'});
      const {width, height} = query(el, '.emergency a').getBoundingClientRect();
      expect([width >= 44, height >= 44]).to.eql([true, true]);
    });
  });

  describe('steps', () => {
    it('are numbered through three lists', async () => {
      for (const [audience, names] of [
        ['self', SELF],
        ['supporter', SUPPORTER],
      ] as const) {
        const el = await guide({audience});
        expect(queryAll(el, 'label').map(textOf)).to.eql(names);
        expect(queryAll(el, '[part=heading]').map(textOf).slice(1)).to.eql([
          'The next few hours: safety first',
          'Today',
          'This week',
        ]);
        let count = 1;
        for (const list of queryAll<HTMLOListElement>(el, 'ol')) {
          expect(list.start).to.equal(count);
          expect(getComputedStyle(list).listStyleType).to.equal('decimal');
          count += list.children.length;
        }
        expect(count).to.equal(13);
      }
    });

    it('begin with safety, and name medicine before the review of care', async () => {
      for (const audience of ['self', 'supporter']) {
        const el = await guide({audience});
        const [hour, today, week] = queryAll(el, 'section').map(textOf);
        for (const word of [
          'naloxone',
          'The person will not wake up.',
          'slow or stop a person’s breathing',
          'mixed with alcohol',
        ])
          expect(hour, `${audience} ${word}`).to.include(word);
        for (const word of ['Methadone', 'care team', 'treatment includes']) expect(hour).to.not.include(word);
        // Neither starting on one’s own, nor stopping, nor going on as before after missed days.
        expect(today).to.match(/not start or go back to (one|a medicine) on (your|their) own/);
        expect(today).to.match(/(Do|should) not stop/);
        expect(today).to.match(/too soon/i);
        expect(today).to.match(/usual dose may be too strong|at the old dose after missed days/);
        const medicine = week.indexOf(shared['medicines-help']);
        expect(medicine).to.be.within(1, week.indexOf('treatment includes') - 1);
        expect(week.indexOf(shared['medicine-offer'])).to.be.within(medicine, week.indexOf('treatment includes') - 1);
        expect(week).to.include('cannot replace medicine or emergency care');
      }
    });

    it('have their own text for each audience, with the same facts and no blame', async () => {
      const [self, supporter] = [visibleText(await guide()), visibleText(await guide({audience: 'supporter'}))];
      expect(self).to.include('What to do if you have used again');
      expect(supporter).to.include('What to do if someone you know has used again');
      expect(supporter).to.include('How can I help today?');
      for (const each of [self, supporter]) {
        expect(each).to.include(words['lead']);
        expect(words['lead']).to.include('can be part of recovery');
        expect(each).to.include('Brown or black skin can look pale, gray or ashen.');
        expect(each).to.include(shared['hope']);
        // A dose is named where the medicine of a prescriber is meant, and nowhere else.
        const aboutMedicine = [
          shared['missed'],
          words['medicine-stop'],
          words['supporter-care'],
          words['supporter-medicine-stop'],
        ];
        const others = aboutMedicine.reduce((text, sentences) => text.replace(sentences, ''), each);
        expect(others).to.not.match(/\bdose/i);
        expect(each).to.not.match(/enabl|ultimatum|fault|fail|clean|half|must|relaps/i);
      }
    });

    it('show the steps for the person for an unknown audience, and warn once', async () => {
      const console = captureConsole();
      const el = await guide({audience: 'parents'});
      await guide({audience: 'parents'});
      expect(queryAll(el, 'label').map(textOf)).to.eql(SELF);
      expect(console.stop()).to.eql([
        'warn: recovery-widgets: <recovery-relapse-guide>: invalid value "parents" for “audience”. Allowed: self, supporter.',
      ]);
    });
  });

  describe('crisis line', () => {
    it('is right below the lead, before any step, with what to do in danger', async () => {
      for (const audience of ['self', 'supporter']) {
        const el = await guide({region: 'US', audience});
        const paragraphs = queryAll(el, '.plan > p');
        const crisis = linkTo(el, HREFS.crisis).closest('p')!;
        expect(textOf(paragraphs[0])).to.include(words['lead']);
        expect(paragraphs[1]).to.equal(crisis);
        expect(textOf(crisis)).to.equal(
          `${words[audience === 'self' ? 'crisis' : 'supporter-crisis']}Help in a crisis: ${CRISIS.name}, ${CRISIS.number}`,
        );
      }
      expect(words['crisis']).to.include('call the emergency number above.');
      expect(words['supporter-crisis']).to.include('ask');
    });

    it('says which key to press after its number, where it needs one', async () => {
      const [, crisis] = queryAll(await guide({region: 'PE'}), '.plan > p');
      expect(textOf(crisis)).to.match(/Help in a crisis: Línea 113, opción 5, 113 \(then press 5\)$/);
      expect(crisis.querySelector('a')!.getAttribute('href')).to.equal('tel:113');
    });

    it('is a directory where no line is known', async () => {
      for (const args of [{}, {region: 'LU'}]) {
        const [, crisis] = queryAll(await guide(args), '.plan > p');
        expect(textOf(crisis)).to.match(/Find a helpline where you live: /);
        expect(crisis.querySelectorAll('a[href^="https:"]')).to.have.length(1);
      }
    });

    it('is a target of 44 px in every country', async () => {
      for (const region of ['US', 'CA', 'BR', 'GB', 'NZ']) {
        const el = await guide({region});
        const link = queryAll(el, '.plan > p')[1].querySelector('a')!;
        const {width, height} = link.getBoundingClientRect();
        expect([width >= 44, height >= 44], `${region} ${width} ${height}`).to.eql([true, true]);
      }
    });
  });

  describe('companion line', () => {
    it('is offered to who has used, where the country has one, and to nobody else', async () => {
      for (const region of ['US', 'CA']) {
        const el = await guide({region});
        const [company] = queryAll(el, '[part=step]');
        expect(textOf(company), region).to.match(/Alone\? .+ can stay on the phone with you/);
        expect(company.querySelectorAll('a[href^="tel:"]'), region).to.have.length(1);
        expect(textOf(query(await guide({region, audience: 'supporter'}), '.times'))).to.not.include('Alone?');
      }
      for (const args of [{}, {region: 'GB'}]) {
        const [company] = queryAll(await guide(args), '[part=step]');
        expect(textOf(company)).to.not.include('Alone?');
        expect(company.querySelector('a')).to.equal(null);
      }
    });
  });

  describe('helpline', () => {
    it('is the line of the country: name, dialable number, and that a call leaves traces', async () => {
      for (const audience of ['self', 'supporter']) {
        const el = await guide({region: 'US', audience});
        const line = linkTo(el, HREFS.helpline);
        const step = line.closest('li')!;
        expect(textOf(step)).to.include(`Help with drug use: ${HELPLINE.name}, ${HELPLINE.number}`);
        expect(line.getAttribute('aria-label')).to.equal(`Call ${HELPLINE.name}, ${HELPLINE.number}`);
        expect(textOf(step)).to.include(shared['call-log']);
        const {emergency, crisis, companion, helpline} = HREFS;
        expect(links(el, 'tel:').map((each) => each.getAttribute('href'))).to.eql(
          audience === 'self' ? [emergency, crisis, companion, helpline] : [emergency, crisis, helpline],
        );
      }
    });

    it('is a directory where no line is known', async () => {
      for (const args of [{}, {region: 'LU'}]) {
        const el = await guide(args);
        const link = links(el, 'https:').find((each) => each.closest('ol'))!;
        expect(textOf(link.closest('p')!)).to.match(/^Find a helpline where you live: /);
        expect([link.rel, link.referrerPolicy]).to.eql(['noopener noreferrer', 'no-referrer']);
      }
    });
  });

  it('dispatches recovery-contact for a call, without whom', async () => {
    const el = await guide({region: 'US'});
    const events: Event[] = [];
    const record = (event: Event) => void events.push(event);
    document.addEventListener('recovery-contact', record);
    for (const link of links(el, 'tel:')) {
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
    }
    el.noEvents = true;
    links(el, 'tel:')[0].click();
    document.removeEventListener('recovery-contact', record);
    expect(events.map((event) => ({...event, isTrusted: undefined}))).to.eql(
      Array(4).fill({channel: 'call', isTrusted: undefined}),
    );
  });

  for (const [language, theme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ar', 'light'],
  ])
    it(`${language}, ${theme}: ticked steps are accessible and fit 240 px`, async () => {
      document.documentElement.lang = language;
      const el = await guide({theme, region: 'US'});
      await until(() => query(el, '.root').lang === language, language);
      await tick(el, ...SELF.keys());
      el.style.width = '240px';
      query<HTMLDetailsElement>(el, 'details').open = true;
      expectToFit(el);
      await expectAccessible(el);
    });
});
