import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import * as m from '../../src/generated/messages/trigger-checklist.js';
import '../../src/widgets/trigger-checklist/define.js';
import type {TriggerChecklist} from '../../src/widgets/trigger-checklist/trigger-checklist.js';
import {
  buttonNamed,
  buttonsOf,
  captureConsole,
  emulate,
  expectAccessible,
  expectToFit,
  itInChromium,
  mount,
  query,
  queryAll,
  rendered,
  statusOf,
  textOf,
  until,
  visibleText,
} from './helpers.js';
import {describePlan} from './plan-contract.js';

const checklist = (args = {}) => mount<TriggerChecklist>('recovery-trigger-checklist', args);
const boxes = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
const ticked = (el: Element) => boxes(el).map(({checked}) => checked);
const plan = (el: Element) => query(el, '.plan');
const items = (el: Element) => queryAll(el, '.plan li').filter((each) => each.checkVisibility());

/** Index of the focused check box; -1 for none. */
const focused = (el: Element) => boxes(el).indexOf(el.shadowRoot!.activeElement as HTMLInputElement);

/** Ticks or unticks, as a reader does. */
async function tick(el: TriggerChecklist, ...indexes: number[]): Promise<void> {
  for (const index of indexes) boxes(el)[index].click();
  await rendered(el);
}

const [PEOPLE, PLACES, , THINGS, MUSIC, SETTINGS, FEELINGS] = [0, 1, 2, 3, 4, 5, 6];
const NAMES = ['People', 'Places', 'Smells', 'Things', 'Music', 'Settings and times', 'Feelings'];
const TEXT = `My plan

Places
${m.placesPlan()}

Things
${m.thingsPlan()}

${m.now()}
`;

describe('trigger checklist', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('check boxes', () => {
    it('are a native group with a question; none is ticked', async () => {
      const el = await checklist();
      const group = query<HTMLFieldSetElement>(el, 'fieldset');
      expect(textOf(group.querySelector('legend')!)).to.equal(m.legend());
      expect(m.legend()).to.match(/\? Choose all that apply\.$/);
      expect([...group.elements].map((each) => boxes(el).indexOf(each as HTMLInputElement))).to.eql(
        NAMES.map((_, index) => index),
      );
      expect(boxes(el).map(({type}) => type)).to.eql(NAMES.map(() => 'checkbox'));
      expect(ticked(el)).to.eql(NAMES.map(() => false));
    });

    it('are named by their label alone and described by their hint where they have one', async () => {
      const el = await checklist();
      const referred = (box: Element, attribute: string) =>
        textOf(el.shadowRoot!.getElementById(box.getAttribute(attribute)!)!);
      expect(boxes(el).map((box) => referred(box, 'aria-labelledby'))).to.eql(NAMES);
      expect(referred(boxes(el)[PEOPLE], 'aria-describedby')).to.equal(m.peopleHint());
      const described = boxes(el).filter((box) => box.hasAttribute('aria-describedby'));
      expect(described.map((box) => boxes(el).indexOf(box))).to.eql([PEOPLE, MUSIC, SETTINGS, FEELINGS]);
      expect(described.map(({labels}) => labels![0].querySelectorAll('.quiet').length)).to.eql([1, 1, 1, 1]);
      expect(queryAll(el, 'label .quiet')).to.have.length(4);
      for (const box of described) expect(referred(box, 'aria-describedby')).to.match(/\.$/);
      for (const box of boxes(el)) expect(box.labels).to.have.length(1);
      const ids = queryAll(el, '[id]').map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('are ticked by a click anywhere in their row, which is at least 44 px high', async () => {
      const el = await checklist();
      el.style.width = '900px';
      const rows = queryAll(el, 'label');
      for (const row of rows) expect(row.getBoundingClientRect().height).to.be.at.least(44);
      const {left, right, top, bottom} = rows[PLACES].getBoundingClientRect();
      for (const [x, y, now] of [
        [left + 3, top + 3, true],
        [right - 3, bottom - 3, false],
        [(left + right) / 2, (top + bottom) / 2, true],
      ] as const) {
        await sendMouse({type: 'click', position: [Math.round(x), Math.round(y)]});
        expect(ticked(el)[PLACES], `${x} ${y}`).to.equal(now);
      }
    });

    it('are the only fields: no free text', async () => {
      const el = await checklist();
      await tick(el, PEOPLE);
      expect(queryAll(el, 'input:not([type=checkbox]), textarea, select, form, [contenteditable]')).to.have.length(0);
    });
  });

  describe('plan', () => {
    it('lists the ticked items in the order of the checklist, each with an alternative', async () => {
      const el = await checklist();
      expect(textOf(plan(el))).to.include('Nothing chosen yet.');
      expect(items(el)).to.have.length(0);
      await tick(el, THINGS, PLACES);
      expect(textOf(plan(el))).to.not.include('Nothing chosen yet.');
      expect(items(el).map((each) => each.innerText)).to.eql(TEXT.split('\n\n').slice(1, -1));
      await tick(el, THINGS);
      expect(items(el).map((each) => textOf(each.querySelector('b')!))).to.eql(['Places']);
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

    it('has buttons only while it has items', async () => {
      const el = await checklist();
      expect(buttonsOf(el)).to.have.length(0);
      await tick(el, PEOPLE);
      expect(buttonsOf(el).map(textOf)).to.eql(['Print my plan', 'Copy my plan', 'Save as a text file', 'Clear all']);
      expect(buttonsOf(el).every(({type, disabled}) => type === 'button' && !disabled)).to.equal(true);
      await tick(el, PEOPLE);
      expect(buttonsOf(el)).to.have.length(0);
    });

    it('belongs to one widget', async () => {
      const [first, second] = [await checklist(), await checklist()];
      await tick(first, PEOPLE);
      await rendered(second);
      expect(items(first)).to.have.length(1);
      expect(items(second)).to.have.length(0);
    });
  });

  describe('announcements', () => {
    it('give the number of items: one change per tick, none for anything else', async () => {
      const el = await checklist();
      const region = query(el, '[role=status]');
      const announced: string[] = [];
      const observer = new MutationObserver(() => announced.push(textOf(region)));
      observer.observe(region, {childList: true, characterData: true, subtree: true});
      await tick(el, PEOPLE);
      await tick(el, FEELINGS);
      await tick(el, PEOPLE);
      el.theme = 'dark';
      el.headingLevel = '3';
      await rendered(el);
      expect(announced).to.eql(['1 item in your plan', '2 items in your plan', '1 item in your plan']);
      expect(region.isConnected).to.equal(true);
      observer.disconnect();
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
  });

  describe('clearing', () => {
    it('empties the plan; the next tick starts a new one', async () => {
      const el = await checklist();
      await tick(el, PEOPLE, PLACES, FEELINGS);
      buttonNamed(el, 'Clear all').focus();
      await sendKeys({press: 'Enter'});
      await rendered(el);
      expect(ticked(el)).to.eql(NAMES.map(() => false));
      expect(items(el)).to.have.length(0);
      expect(buttonsOf(el)).to.have.length(0);
      expect(statusOf(el)).to.equal('All cleared.');
      expect(focused(el)).to.equal(PEOPLE);
      await tick(el, PLACES);
      expect(ticked(el).filter(Boolean)).to.have.length(1);
      expect(statusOf(el)).to.equal('1 item in your plan');
    });
  });

  describe('printing', () => {
    itInChromium(
      'prints the page with boxes to tick by hand, the plan, sources with addresses, and nothing for the screen only',
      async () => {
        const el = await checklist();
        await tick(el, PLACES);
        await emulate({media: 'print'});
        const visible = (selector: string) => queryAll(el, selector).filter((each) => each.checkVisibility()).length;
        const seen = ['input', '.plan li', 'button', '[role=status]', 'details a'].map(visible);
        const text = visibleText(el);
        const address = getComputedStyle(query(el, 'details a'), '::after').content;
        await tick(el, PLACES);
        const empty = items(el).map((each) => textOf(each.querySelector('b')!));
        const emptyText = visibleText(el);
        await emulate({});
        expect(seen.slice(0, 4)).to.eql([7, 1, 0, 0]);
        expect(seen[4]).to.be.above(3);
        expect(address).to.include('https://');
        expect(text).to.include(m.now());
        expect(text).to.not.include('overdose is more likely');
        expect(empty).to.eql(NAMES);
        expect(emptyText).to.not.include('Nothing chosen yet');
        expect(items(el)).to.have.length(0);
      },
    );
  });

  describe('ticks', () => {
    it('survive another language, as does the focus; the plan is then in that language', async () => {
      const el = await checklist();
      await tick(el, PLACES, FEELINGS);
      const english = visibleText(el);
      boxes(el)[PLACES].focus();
      el.lang = 'ar';
      await until(() => query(el, '.root').lang === 'ar', 'Arabic');
      await rendered(el);
      expect(query(el, '.root').dir).to.equal('rtl');
      expect(
        ticked(el)
          .map((on, index) => (on ? index : -1))
          .filter((index) => index >= 0),
      ).to.eql([PLACES, FEELINGS]);
      expect(items(el)).to.have.length(2);
      expect(textOf(items(el)[0])).to.match(/\p{Script=Arabic}/u);
      expect(focused(el)).to.equal(PLACES);
      el.lang = 'en';
      await until(() => query(el, '.root').lang === 'en', 'English');
      await rendered(el);
      expect(visibleText(el)).to.equal(english.replace(/ 2 items in your plan/, ''));
    });

    it('survive a new theme and heading level, and a move', async () => {
      const el = await checklist();
      await tick(el, PLACES, FEELINGS);
      el.theme = 'dark';
      el.headingLevel = '4';
      await rendered(el);
      const elsewhere = document.createElement('div');
      document.body.append(elsewhere);
      elsewhere.attachShadow({mode: 'open'}).append(el);
      await rendered(el);
      expect(items(el).map((each) => textOf(each.querySelector('b')!))).to.eql(['Places', 'Feelings']);
      expect(ticked(el).filter(Boolean)).to.have.length(2);
      expect(plan(el).firstElementChild!.localName).to.equal('h5');
    });
  });

  it('says before the check boxes what it keeps, and who may still see it', async () => {
    const el = await checklist();
    const note = queryAll(el, 'p').find((each) => textOf(each).includes('not kept or sent'))!;
    expect(textOf(note)).to.equal(`${m.privacy()} ${m.privacyOthers()}`);
    expect(textOf(note)).to.include('gone when you close the page').and.include('Others can see your screen');
    expect(note.compareDocumentPosition(boxes(el)[0]) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
  });

  it('needs no region and shows no number', async () => {
    const console = captureConsole();
    const el = await checklist({region: 'nowhere'});
    expect(console.stop()).to.eql([]);
    expect(queryAll(el, 'a[href^="tel:"], a[href^="sms:"]')).to.have.length(0);
  });

  for (const [language, theme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ar', 'light'],
  ])
    it(`${language}, ${theme}: a plan is accessible and fits 240 px`, async () => {
      document.documentElement.lang = language;
      const el = await checklist({theme});
      await until(() => query(el, '.root').lang === language, language);
      await tick(el, 0, 1, 2, 3, 4, 5, 6);
      el.style.width = '240px';
      query<HTMLDetailsElement>(el, 'details').open = true;
      expectToFit(el);
      for (const each of queryAll(el, 'button, summary, a'))
        expect(each.getBoundingClientRect().height, textOf(each)).to.be.at.least(44);
      await expectAccessible(el);
    });
});
