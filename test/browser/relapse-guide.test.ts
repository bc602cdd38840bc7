import {expect} from '@open-wc/testing';
import '../../src/widgets/relapse-guide/define.js';
import type {RelapseGuide} from '../../src/widgets/relapse-guide/relapse-guide.js';
import {emulate, itInChromium, mount, rendered, until} from './helpers.js';
import {COMPANION, CRISIS, EMERGENCY, HELPLINE, lineNamed} from './lines.js';
import {capturePrint, describePlan} from './plan-contract.js';
import {buttonNamed, buttonsOf, captureAnnouncements, query, queryAll, statusOf, textOf, visibleText} from './query.js';
import {wordsOf} from './pseudo.js';

const guide = async (args = {}) => {
  const el = await mount<RelapseGuide>('recovery-relapse-guide', args);
  if ('region' in args) await until(() => query(el, '.sos a'), 'region');
  return el;
};
const boxes = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
const ticked = (el: Element) => boxes(el).flatMap(({checked}, index) => (checked ? [index] : []));
const links = (el: Element, scheme: string) => queryAll<HTMLAnchorElement>(el, `a[href^="${scheme}"]`);
const numbers = (el: Element) => links(el, 'tel:').map((each) => each.getAttribute('href'));

const words = await wordsOf('relapse-guide');
const shared = await wordsOf('shared');

/** Ticks or unticks, as a reader does. */
async function tick(el: RelapseGuide, ...indexes: number[]): Promise<void> {
  for (const index of indexes) boxes(el)[index].click();
  await rendered(el);
}

const CALL = `Call ${EMERGENCY.number} now`;
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
  for (const [audience, steps, title, emergency, then, crisisLead, called] of [
    [
      'self',
      SELF,
      'What to do if you have used again',
      `Overdose, or not sure? ${CALL}`,
      words['call-then'],
      words['crisis'],
      [EMERGENCY.tel, CRISIS.tel, COMPANION.tel, HELPLINE.tel],
    ],
    [
      'supporter',
      SUPPORTER,
      'What to do if someone you know has used again',
      `Hard to wake? Breathing slowly, or not at all? ${CALL}`,
      shared['until-help'],
      words['supporter-crisis'],
      [EMERGENCY.tel, CRISIS.tel, HELPLINE.tel],
    ],
  ] as const)
    describe(`for ${audience}`, () => {
      it('has the emergency first in reading and tab order, then says to give naloxone and to stay', async () => {
        const el = await guide({region: 'US', audience});
        expect(visibleText(el).startsWith(emergency)).to.equal(true);
        const [first] = queryAll(el, 'a, button, input, summary');
        expect([first.getAttribute('href'), textOf(first)]).to.eql([EMERGENCY.tel, CALL]);
        expect(query(el, '[part=number]').dir).to.equal('ltr');
        expect(textOf(query(el, '.sos')).split(' now ')[1]).to.equal(then);
        expect(then)
          .to.match(/give naloxone/i)
          .and.match(/\bstay\b/i);
      });

      it('shows no number of any country without a region', async () => {
        const el = await guide({audience});
        expect(visibleText(el)).to.match(/^[^.]+\? Call your local emergency number now /);
        expect(numbers(el)).to.eql([]);
        expect(visibleText(el).match(/\d{3}/g)).to.equal(null);
      });

      it('numbers its steps through three lists', async () => {
        const el = await guide({audience});
        expect(queryAll(el, 'label').map(textOf)).to.eql(steps);
        expect(queryAll(el, '[part=heading]').map(textOf)).to.eql([
          title,
          'The next few hours: safety first',
          'Today: talk, and get help',
          'This week: medicine and treatment',
        ]);
        let count = 1;
        for (const list of queryAll<HTMLOListElement>(el, 'ol')) {
          expect([list.start, getComputedStyle(list).listStyleType]).to.eql([count, 'decimal']);
          count += list.children.length;
        }
        expect(count).to.equal(13);
      });

      it('begins with safety, and names medicine before the review of care', async () => {
        const [hour, today, week] = queryAll(await guide({audience}), '.first > :last-child, .plan > details').map(
          textOf,
        );
        for (const word of [
          'naloxone',
          'The person will not wake up.',
          'More than 5 seconds between breaths is too slow.',
        ])
          expect(hour).to.include(word);
        for (const word of ['Methadone', 'care team', 'treatment includes']) expect(hour).to.not.include(word);
        // Neither starting on one’s own, nor stopping, nor going on as before after missed days.
        expect(today)
          .to.match(/not start or restart a medicine on (your|their) own/)
          .and.match(/(Do|should) not stop/)
          .and.match(/too soon/i)
          .and.match(/do not take your usual dose|at the old dose after missed days/);
        const medicine = week.indexOf(shared['medicines-help']);
        expect(medicine).to.be.within(1, week.indexOf('treatment includes') - 1);
        expect(week.indexOf(shared['medicine-offer'])).to.be.within(medicine, week.indexOf('treatment includes') - 1);
        expect(week).to.include('cannot replace medicine or emergency care');
      });

      it('gives breaths or CPR when breathing is not normal, in what is never folded', async () => {
        const el = await guide({audience});
        const open = queryAll(el, '.sos, section').map(textOf).join(' ');
        expect(open)
          .to.match(
            /not breathing normally, (they should )?give rescue breaths or CPR\. The person on the phone will help/,
          )
          .and.match(/If (you|they) breathe normally.* roll (you|them) onto (your|their) side/);
        expect(queryAll<HTMLDetailsElement>(el, '.plan details').map((fold) => fold.open)).to.eql([false, false]);
      });

      it('has the crisis line right below the lead, before any step, with what to do in danger', async () => {
        const [lead, crisis] = queryAll(await guide({region: 'US', audience}), '.first > :first-child > p');
        expect(textOf(lead)).to.include(words['lead']);
        expect(textOf(crisis)).to.equal(`${crisisLead}Help in a crisis: ${CRISIS.name}, ${CRISIS.number}`);
        expect(crisisLead).to.include(audience === 'self' ? 'call the emergency number above.' : 'ask');
      });

      it('names the lines of the country, and that a call leaves traces', async () => {
        const el = await guide({region: 'US', audience});
        expect(numbers(el)).to.eql(called);
        const line = links(el, 'tel:').at(-1)!;
        const step = textOf(line.closest('li')!);
        expect(step).to.include(`Help with drug use: ${HELPLINE.name}, ${HELPLINE.number}`);
        expect(line.getAttribute('aria-label')).to.equal(`Call ${HELPLINE.name}, ${HELPLINE.number}`);
        expect(step).to.include(shared['call-log']);
      });
    });

  it('says which key to press after the number of a crisis line that needs one', async () => {
    const {name, number, tel} = await lineNamed('PE', 'Línea 113');
    const [, crisis] = queryAll(await guide({region: 'PE'}), '.first > :first-child > p');
    expect(textOf(crisis).endsWith(`Help in a crisis: ${name}, ${number} (then press 5)`)).to.equal(true);
    expect(crisis.querySelector('a')!.getAttribute('href')).to.equal(tel);
  });

  it('has a directory where no line is known', async () => {
    for (const args of [{}, {region: 'LU'}]) {
      const el = await guide(args);
      const [, crisis] = queryAll(el, '.first > :first-child > p');
      const link = links(el, 'https:').find((each) => each.closest('ol'))!;
      for (const each of [crisis, link.closest('p')!])
        expect(textOf(each)).to.match(/Find a helpline where you live: /);
      expect(crisis.querySelectorAll('a[href^="https:"]')).to.have.length(1);
      expect([link.rel, link.referrerPolicy]).to.eql(['noopener noreferrer', 'no-referrer']);
    }
  });

  it('offers the companion line to who has used, where the country has one, and to nobody else', async () => {
    const step = async (args: object) => query(await guide(args), '[part=step]');
    for (const region of ['US', 'CA']) {
      const company = await step({region});
      expect(textOf(company), region).to.match(/Alone\? .+ can stay on the phone with you/);
      expect(company.querySelectorAll('a[href^="tel:"]'), region).to.have.length(1);
      expect(textOf(query(await guide({region, audience: 'supporter'}), 'section'))).to.not.include('Alone?');
    }
    for (const args of [{}, {region: 'GB'}]) {
      const company = await step(args);
      expect(textOf(company)).to.not.include('Alone?');
      expect(company.querySelector('a')).to.equal(null);
    }
  });

  describe('check boxes', () => {
    it('are native, named by the step alone, without its explanation, not ticked, and the only fields', async () => {
      const el = await guide({region: 'US'});
      expect(boxes(el).map((box) => [box.type, box.checked])).to.eql(SELF.map(() => ['checkbox', false]));
      expect(boxes(el).map((box) => textOf(box.labels![0]))).to.eql(SELF);
      for (const box of boxes(el)) {
        expect([box.ariaDescribedByElements, box.ariaLabelledByElements]).to.eql([
          null,
          [box.labels![0].lastElementChild],
        ]);
      }
      expect(queryAll(el, 'textarea, select, form, [contenteditable]')).to.eql([]);
    });

    it('announce the progress politely: one change per tick, none for anything else', async () => {
      const el = await guide({region: 'US'});
      expect(queryAll(el, '[role=status], [role=alert], [aria-live]')).to.have.length(1);
      const announced = captureAnnouncements(el);
      for (const index of [0, 5, 0]) await tick(el, index);
      el.theme = 'dark';
      await rendered(el);
      expect(announced).to.eql(['Steps done: 1 of 12', 'Steps done: 2 of 12', 'Steps done: 1 of 12']);
    });

    it('are cleared when the audience changes, since the steps differ', async () => {
      const el = await guide();
      for (const audience of ['supporter', null] as const) {
        await tick(el, 1, 6);
        el.audience = audience;
        await rendered(el);
        expect([ticked(el), statusOf(el)]).to.eql([[], '']);
        expect(buttonsOf(el).map(textOf)).to.not.include('Clear all');
      }
    });
  });

  describePlan<RelapseGuide>({
    tag: 'recovery-relapse-guide',
    args: {region: 'US'},
    buttons: {print: 'Print these steps', clear: 'Clear all'},
    titles: {en: 'My steps', ar: 'خطواتي'},
    fill: (el) => tick(el, 0, 4),
    fillOtherwise: (el) => tick(el, 0, 8),
    forScreenOnly: /not kept|watched device|Clear all|Where this comes from|Steps done/,
    fillAll: (el) => tick(el, ...SELF.keys()),
  });

  it('prints whom to call first, then the steps with their ticks', async () => {
    const el = await guide({region: 'US'});
    await tick(el, 2);
    const {sheets} = capturePrint();
    buttonNamed(el, 'Print these steps').click();
    await until(() => sheets.length, 'print');
    const [{text, root}] = sheets;
    expect(text).to.match(new RegExp(`^\\s*Overdose, or not sure\\?\\s+${CALL}\\s`));
    expect(text.indexOf(CALL)).to.be.below(text.indexOf(SELF[0]));
    for (const name of SELF) expect(text).to.include(name);
    expect([...root.querySelectorAll('details')].map(({open}) => open)).to.eql([true, true]);
    expect([...root.querySelectorAll('input')].map(({checked}) => checked)).to.eql(SELF.map((_, i) => i === 2));
  });

  itInChromium('prints the page with boxes to tick by hand, and nothing for the screen only', async () => {
    const el = await guide({region: 'US'});
    await tick(el, 0);
    await emulate({media: 'print'});
    const visible = (selector: string) => queryAll(el, selector).filter((each) => each.checkVisibility()).length;
    expect(['input', 'label', 'button', '[aria-live]'].map(visible)).to.eql([12, 12, 0, 0]);
    expect(visibleText(el)).to.include(EMERGENCY.number).and.not.include(shared['privacy']);
    const {color, backgroundColor} = getComputedStyle(query(el, '.sos'));
    expect([color, backgroundColor]).to.eql(['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)']);
  });
});
