import {expect} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import * as m from '../../src/generated/messages/trigger-checklist.js';
import '../../src/widgets/trigger-checklist/define.js';
import type {TriggerChecklist} from '../../src/widgets/trigger-checklist/trigger-checklist.js';
import {emulate, itInChromium, mount, rendered} from './helpers.js';
import {describePlan} from './plan-contract.js';
import {buttonsOf, captureAnnouncements, query, queryAll, textOf, visibleText} from './query.js';

const checklist = (args = {}) => mount<TriggerChecklist>('recovery-trigger-checklist', args);
const boxes = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
const ticked = (el: Element) => boxes(el).map(({checked}) => checked);
const plan = (el: Element) => query(el, '.plan');
const items = (el: Element) => queryAll(el, '[part=step]').filter((each) => each.checkVisibility());

/** Ticks or unticks, as a reader does. */
async function tick(el: TriggerChecklist, ...indexes: number[]): Promise<void> {
  for (const index of indexes) boxes(el)[index].click();
  await rendered(el);
}

const [PEOPLE, PLACES, , THINGS, , , FEELINGS] = [0, 1, 2, 3, 4, 5, 6];
const NAMES = ['People', 'Places', 'Smells', 'Things', 'Music', 'Settings and times', 'Feelings'];
const TEXT = `My plan

Places
${m.placesPlan()}

Things
${m.thingsPlan()}

${m.now()}
`;

describe('trigger checklist', () => {
  describe('check boxes', () => {
    it('are a native group with a question, the only fields; none is ticked', async () => {
      const el = await checklist();
      const group = query(el, '[role="group"]');
      expect(textOf(query(el, `#${group.getAttribute('aria-labelledby')} h3`))).to.equal(m.legend());
      expect(m.legend()).to.match(/\? Choose all that apply\.$/);
      expect([...group.querySelectorAll('input, button, select')]).to.eql(boxes(el));
      expect(boxes(el).map(({type, checked}) => [type, checked])).to.eql(NAMES.map(() => ['checkbox', false]));
      await tick(el, PEOPLE);
      expect(queryAll(el, 'input:not([type=checkbox]), textarea, select, form, [contenteditable]')).to.eql([]);
    });

    it('are named by their label, in tiles that stand two in a row on a phone', async () => {
      const el = await checklist();
      expect(boxes(el).map(({labels}) => [...labels!].map(textOf))).to.eql(NAMES.map((name) => [name]));
      el.style.width = '358px';
      const tops = queryAll(el, 'label').map((label) => label.getBoundingClientRect().top);
      expect(new Set(tops).size).to.equal(4);
    });

    it('are ticked by a click anywhere in their tile', async () => {
      const el = await checklist();
      el.style.width = '900px';
      const {left, right, top, bottom} = queryAll(el, 'label')[PLACES].getBoundingClientRect();
      for (const [x, y, now] of [
        [left + 3, top + 3, true],
        [right - 3, bottom - 3, false],
        [(left + right) / 2, (top + bottom) / 2, true],
      ] as const) {
        await sendMouse({type: 'click', position: [Math.round(x), Math.round(y)]});
        expect(ticked(el)[PLACES], `${x} ${y}`).to.equal(now);
      }
    });
  });

  describe('plan', () => {
    it('lists the ticked items in the order of the checklist, each with an alternative', async () => {
      const el = await checklist();
      expect(textOf(plan(el))).to.include('Your plan will appear here.');
      expect(items(el)).to.have.length(0);
      await tick(el, THINGS, PLACES);
      expect(textOf(plan(el))).to.not.include('will appear here');
      expect(items(el).map((each) => each.innerText)).to.eql(TEXT.split('\n\n').slice(1, -1));
      expect(buttonsOf(el).map(textOf)).to.eql(['Print my plan', 'Copy my plan', 'Save as a text file', 'Clear all']);
      await tick(el, THINGS);
      expect(items(el).map((each) => textOf(each.querySelector('b')!))).to.eql(['Places']);
      await tick(el, PLACES);
      expect(buttonsOf(el)).to.have.length(0);
    });

    it('ends with advice for a strong craving; the risk is stated outside the plan', async () => {
      expect(m.now())
        .to.match(/craving/)
        .and.match(/helpline/);
      expect(m.nowRisk())
        .to.match(/overdose is more likely/)
        .and.match(/naloxone/);
      const el = await checklist();
      for (const indexes of [[], [PEOPLE, PLACES]]) {
        await tick(el, ...indexes);
        expect(textOf(plan(el).lastElementChild!)).to.equal(m.now());
        expect(textOf(plan(el))).to.not.include('overdose');
        expect(visibleText(el)).to.include(m.nowRisk());
      }
    });

    it('announces the number of items: one change per tick, none for anything else', async () => {
      const el = await checklist();
      const announced = captureAnnouncements(el);
      for (const index of [PEOPLE, FEELINGS, PEOPLE]) await tick(el, index);
      el.theme = 'dark';
      el.headingLevel = '3';
      await rendered(el);
      expect(announced).to.eql(['1 item in your plan', '2 items in your plan', '1 item in your plan']);
    });
  });

  describePlan<TriggerChecklist>({
    tag: 'recovery-trigger-checklist',
    buttons: {print: 'Print my plan', copy: 'Copy my plan', save: 'Save as a text file', clear: 'Clear all'},
    titles: {en: 'My plan', ar: 'خطتي'},
    copied: 'Plan copied.',
    text: TEXT,
    fill: (el) => tick(el, THINGS, PLACES),
    fillOtherwise: (el) => tick(el, PLACES, FEELINGS),
    forScreenOnly: /overdose|drug|Clear all|Items in/,
    fillAll: (el) => tick(el, ...NAMES.keys()),
  });

  itInChromium('prints the page with boxes to tick by hand, plan and sources, and nothing for the screen', async () => {
    const el = await checklist();
    await tick(el, PLACES);
    await emulate({media: 'print'});
    const visible = (selector: string) => queryAll(el, selector).filter((each) => each.checkVisibility()).length;
    expect(['input', '[part=step]', 'button', '[aria-live]'].map(visible)).to.eql([7, 1, 0, 0]);
    expect(visible('details a')).to.be.above(3);
    expect(visibleText(el)).to.include(m.now()).and.not.include('overdose is more likely');
    await tick(el, PLACES);
    expect(items(el).map((each) => textOf(each.querySelector('b')!))).to.eql(NAMES);
    expect(visibleText(el)).to.not.include('will appear here');
    await emulate({});
    expect(items(el)).to.have.length(0);
  });
});
