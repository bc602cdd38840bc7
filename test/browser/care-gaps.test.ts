import {expect} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import * as m from '../../src/generated/messages/care-gaps.js';
import '../../src/widgets/care-gaps/define.js';
import type {CareGaps} from '../../src/widgets/care-gaps/care-gaps.js';
import {
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
  wait,
} from './helpers.js';
import {HELPLINE} from './lines.js';
import {describePlan} from './plan-contract.js';
import {addPseudoLocale, unmarked} from './pseudo.js';

const gaps = (args = {}) => mount<CareGaps>('recovery-care-gaps', args);
const questions = (el: Element) => queryAll<HTMLFieldSetElement>(el, '[part=question]');
const radios = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
const list = (el: Element) => query(el, '[part=list]');
const missing = (el: Element) => queryAll(el, '[part=gap]').map((each) => each.innerText);

/** Index of the chosen answer per question; -1 for none. */
const chosen = (el: Element) =>
  questions(el).map((each) => [...each.querySelectorAll('input')].findIndex(({checked}) => checked));

const [YES, PARTLY, NO, UNKNOWN] = [0, 1, 2, 3];
const NAMES = [
  'Medicine',
  'Behavioral therapy',
  'Mental health counseling',
  'Medical care',
  'Family and community support',
  'Peer support',
  'Help with cost',
  'Help getting there',
  'People who support you',
  'Help while you wait',
];
const [MEDICINE, , , MEDICAL, , PEER, COST] = NAMES.map((_, index) => index);

/** Answers as a reader does, in pairs of `[question, answer]`. */
async function answer(el: CareGaps, ...given: [question: number, answer: number][]): Promise<void> {
  for (const [question, number] of given) questions(el)[question].querySelectorAll('input')[number].click();
  await rendered(el);
}

const answerAll = (el: CareGaps, number: number) =>
  answer(el, ...NAMES.map((_, index): [number, number] => [index, number]));

const LIMITS = 'Family and friends can support you. They cannot replace medicine or emergency care.';
const MEDICINE_LINES = `${m.medicineHelp()}\nAsk: ${m.medicineAsk()}`;
const COST_LINES = `${m.costHelp()}\nAsk: ${m.costAsk()}`;
const TEXT = `My list

Medicine: Not included
${MEDICINE_LINES}

Help with cost: Partly included
${COST_LINES}

Peer support: Don’t know
Ask: ${m.peerAsk()}

Medical care: Included

${LIMITS}

${m.helpline()}
SAMHSA’s National Helpline
${HELPLINE.number}
Free to call
`;
const SOME: [number, number][] = [
  [COST, PARTLY],
  [PEER, UNKNOWN],
  [MEDICAL, YES],
  [MEDICINE, NO],
];

describe('care gaps', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('questions', () => {
    it('are ten native groups inside one, with four answers each, none chosen', async () => {
      const el = await gaps();
      const whole = query<HTMLFieldSetElement>(el, '.questions');
      expect(textOf(whole.querySelector('legend')!)).to.equal('Does the treatment include this?');
      expect(questions(el).map((each) => textOf(each.querySelector('legend')!))).to.eql(NAMES);
      for (const question of questions(el)) {
        expect(question.localName).to.equal('fieldset');
        expect(question.parentElement).to.equal(whole);
        const inputs = [...question.querySelectorAll('input')];
        expect(inputs.map(({type}) => type)).to.eql(Array(4).fill('radio'));
        expect(inputs.map(({labels}) => textOf(labels![0]))).to.eql(['Yes', 'Partly', 'No', 'Don’t know']);
        expect(new Set(inputs.map(({name}) => name)).size).to.equal(1);
      }
      expect(chosen(el)).to.eql(Array(10).fill(-1));
    });

    it('begin with medicine, and the text before them says that it comes first', async () => {
      const el = await gaps();
      const first = query(el, 'strong');
      expect(textOf(first)).to.equal(m.medicineFirst());
      expect(textOf(first)).to.match(/^Ask about medicine first\./);
      expect(first.compareDocumentPosition(questions(el)[0])).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
      expect(textOf(questions(el)[0])).to.match(/^Medicine/);
    });

    it('have a hint that describes the group', async () => {
      const el = await gaps();
      for (const question of questions(el)) {
        const hint = el.shadowRoot!.getElementById(question.getAttribute('aria-describedby')!)!;
        expect(question.contains(hint)).to.equal(true);
        expect(textOf(hint)).to.match(/\.$/);
      }
      const ids = queryAll(el, '[id]').map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('are answered by a click anywhere on an answer, one answer at a time', async () => {
      const el = await gaps();
      const labels = queryAll(el, '[part=answer]');
      for (const [index, edge] of [NO, YES].entries()) {
        const {left, right, top, bottom} = labels[edge].getBoundingClientRect();
        const at: [number, number] = index ? [right - 3, bottom - 3] : [left + 3, top + 3];
        await sendMouse({type: 'click', position: [Math.round(at[0]), Math.round(at[1])]});
        expect(chosen(el)[MEDICINE]).to.equal(edge);
      }
      expect(chosen(el).slice(1)).to.eql(Array(9).fill(-1));
    });

    it('are the only fields: no free text', async () => {
      const el = await gaps();
      await answer(el, ...SOME);
      expect(queryAll(el, 'input:not([type=radio]), textarea, select, form, [contenteditable]')).to.have.length(0);
    });

    it('are independent in two widgets, and in two questions', async () => {
      const [first, second] = [await gaps(), await gaps()];
      await answer(first, [MEDICINE, NO], [COST, YES]);
      await answer(second, [MEDICINE, YES]);
      expect([chosen(first)[MEDICINE], chosen(first)[COST], chosen(second)[MEDICINE]]).to.eql([NO, YES, YES]);
      expect(missing(first)).to.have.length(1);
      expect(missing(second)).to.have.length(0);
    });
  });

  describe('announcements', () => {
    it('give the number of gaps, only when it changes', async () => {
      const el = await gaps();
      const announced: string[] = [];
      const observer = new MutationObserver(() => announced.push(statusOf(el)));
      observer.observe(query(el, '[role=status]'), {childList: true, characterData: true, subtree: true});
      await answer(el, [MEDICINE, NO]);
      await answer(el, [MEDICINE, PARTLY]);
      await answer(el, [MEDICAL, YES]);
      el.theme = 'dark';
      await rendered(el);
      await answer(el, [PEER, UNKNOWN]);
      await answer(el, [MEDICINE, YES]);
      expect(announced).to.eql([
        'Missing: 1. Don’t know: 0.',
        'Missing: 1. Don’t know: 1.',
        'Missing: 0. Don’t know: 1.',
      ]);
      observer.disconnect();
    });
  });

  describePlan<CareGaps>({
    tag: 'recovery-care-gaps',
    args: {region: 'US'},
    buttons: {print: 'Print my list', copy: 'Copy my list', save: 'Save as a text file', clear: 'Clear all'},
    titles: {en: 'My list', ar: 'قائمتي'},
    copied: 'List copied.',
    text: TEXT,
    plan: '[part=list]',
    fill: (el) => answer(el, ...SOME),
    // One gap, question and cell of each kind again.
    fillOtherwise: (el) => answer(el, [COST, NO], [PEER, YES], [MEDICAL, PARTLY], [MEDICINE, UNKNOWN]),
    forScreenOnly: /heroin|opioid|naloxone|overdose|not kept|Clear all|Missing:/,
  });

  describe('answers', () => {
    it('survive another language, region, theme and heading level, and being moved; the focus stays', async () => {
      const el = await gaps({region: 'US'});
      await answer(el, ...SOME);
      const before = chosen(el);
      const english = visibleText(el);
      radios(el)[2].focus();
      el.lang = 'ar';
      await until(() => query(el, '.root').lang === 'ar', 'Arabic');
      await rendered(el);
      expect(chosen(el)).to.eql(before);
      expect(missing(el)[0]).to.match(/\p{Script=Arabic}/u);
      expect(statusOf(el)).to.equal('');
      expect(el.shadowRoot!.activeElement).to.equal(radios(el)[2]);
      el.lang = 'en';
      await until(() => query(el, '.root').lang === 'en', 'English');
      await rendered(el);
      expect(visibleText(el)).to.equal(english.replace(' Missing: 2. Don’t know: 1.', ''));
      el.region = 'IE';
      await until(() => textOf(list(el)).includes('1800 459 459'), 'another line');
      el.theme = 'dark';
      el.headingLevel = '4';
      document.body.prepend(el);
      await rendered(el);
      expect(chosen(el)).to.eql(before);
      expect(missing(el)).to.have.length(3);
    });
  });

  it('says before the questions what it keeps, and who may still see it', async () => {
    const el = await gaps();
    const note = queryAll(el, 'p').find((each) => textOf(each).includes('not kept or sent'))!;
    expect(textOf(note)).to.equal(`${m.privacy()} ${m.privacyOthers()}`);
    expect(textOf(note)).to.include('gone when you close the page').and.include('Others can see your screen');
    expect(note.compareDocumentPosition(radios(el)[0]) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
  });

  it('shows no text in its list that is not from a message', async () => {
    await addPseudoLocale('recovery-care-gaps');
    document.documentElement.lang = 'en-XA';
    const el = await gaps({region: 'US'});
    await until(() => query(el, '.root').lang === 'en-XA', 'the pseudo-locale');
    await answer(el, ...SOME);
    expect(unmarked(el)).to.eql([]);
  });

  itInChromium('keeps its picture in forced colors: shapes in the color of the text, cells with an edge', async () => {
    const el = await gaps();
    await answer(el, ...SOME);
    await emulate({'forced-colors': 'active'});
    const [cell] = queryAll(el, '[part=cell]');
    const {stroke} = getComputedStyle(cell.querySelector('svg')!);
    const {color, borderTopStyle} = getComputedStyle(cell);
    await emulate({});
    expect(stroke).to.equal(color);
    expect(borderTopStyle).to.equal('solid');
  });

  for (const [language, theme, letters] of [
    ['en', 'light', '16px'],
    ['en', 'dark', '16px'],
    ['es', 'light', '32px'],
    ['ar', 'light', '16px'],
  ])
    it(`${language}, ${theme}, ${letters}: a full list is accessible and fits 240 px`, async () => {
      document.documentElement.lang = language;
      const el = await gaps({theme, region: 'US'});
      await until(() => query(el, '.root').lang === language, language);
      await answerAll(el, PARTLY);
      await answer(el, [PEER, UNKNOWN], [MEDICAL, YES]);
      el.style.width = letters === '32px' ? '320px' : '240px';
      el.style.setProperty('--recovery-font-size', letters);
      await wait();
      query<HTMLDetailsElement>(el, 'details').open = true;
      expectToFit(el);
      for (const each of queryAll(el, 'button, summary, a, [part=answer]'))
        expect(each.getBoundingClientRect().height, textOf(each)).to.be.at.least(44);
      await expectAccessible(el);
    });
});
