import {expect} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import * as m from '../../src/generated/messages/care-gaps.js';
import type {CareGaps} from '../../src/widgets/care-gaps/care-gaps.js';
import {
  answer,
  answerAll,
  COST,
  COST_LINES,
  gaps,
  LIMITS,
  list,
  MEDICAL,
  MEDICINE,
  MEDICINE_LINES,
  missing,
  NAMES,
  NO,
  PARTLY,
  PEER,
  questions,
  SOME,
  UNKNOWN,
  YES,
} from './care-gaps-answers.js';
import {
  captureAnnouncements,
  emulate,
  expectAccessible,
  expectToFit,
  itInChromium,
  query,
  queryAll,
  rendered,
  shows,
  switchTo,
  textOf,
  until,
  visibleText,
  wait,
} from './helpers.js';
import {HELPLINE} from './lines.js';
import {describePlan} from './plan-contract.js';
import {addPseudoLocale, unmarked} from './pseudo.js';

const radios = (el: Element) => queryAll<HTMLInputElement>(el, 'input');

/** Index of the chosen answer per question; -1 for none. */
const chosen = (el: Element) =>
  questions(el).map((each) => [...each.querySelectorAll('input')].findIndex(({checked}) => checked));

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

describe('care gaps', () => {
  describe('questions', () => {
    it('are ten native groups inside one, with a hint and four answers each, none chosen, and no free text', async () => {
      const el = await gaps();
      const whole = query<HTMLFieldSetElement>(el, '.questions');
      expect(textOf(whole.querySelector('legend')!)).to.equal('Does the treatment include this?');
      expect(questions(el).map((each) => textOf(each.querySelector('legend')!))).to.eql(NAMES);
      for (const question of questions(el)) {
        expect([question.localName, question.parentElement === whole]).to.eql(['fieldset', true]);
        const inputs = [...question.querySelectorAll('input')];
        expect(inputs.map(({type}) => type)).to.eql(Array(4).fill('radio'));
        expect(inputs.map(({labels}) => textOf(labels![0]))).to.eql(['Yes', 'Partly', 'No', 'Don’t know']);
        expect(new Set(inputs.map(({name}) => name)).size).to.equal(1);
        const hint = el.shadowRoot!.getElementById(question.getAttribute('aria-describedby')!)!;
        expect(question.contains(hint)).to.equal(true);
        expect(textOf(hint)).to.match(/\.$/);
      }
      expect(chosen(el)).to.eql(Array(10).fill(-1));
      await answer(el, ...SOME);
      expect(queryAll(el, 'input:not([type=radio]), textarea, select, form, [contenteditable]')).to.eql([]);
    });

    it('begin with medicine, and the text before them says that it comes first', async () => {
      const el = await gaps();
      const first = query(el, 'strong');
      expect(textOf(first)).to.equal(m.medicineFirst());
      expect(textOf(first)).to.match(/^Ask about medicine first\./);
      expect(first.compareDocumentPosition(questions(el)[0])).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
      expect(textOf(questions(el)[0])).to.match(/^Medicine/);
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

    it('are independent in two widgets, and in two questions', async () => {
      const [first, second] = [await gaps(), await gaps()];
      await answer(first, [MEDICINE, NO], [COST, YES]);
      await answer(second, [MEDICINE, YES]);
      expect([chosen(first)[MEDICINE], chosen(first)[COST], chosen(second)[MEDICINE]]).to.eql([NO, YES, YES]);
      expect(missing(first)).to.have.length(1);
      expect(missing(second)).to.have.length(0);
    });

    it('announce the number of gaps, only when it changes', async () => {
      const el = await gaps();
      const announced = captureAnnouncements(el);
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

  it('keeps answers and focus in another language, region, theme, heading level and place', async () => {
    const el = await gaps({region: 'US'});
    await answer(el, ...SOME);
    const before = chosen(el);
    const english = visibleText(el);
    radios(el)[2].focus();
    await switchTo(el, 'ar');
    expect(chosen(el)).to.eql(before);
    expect(missing(el)[0]).to.match(/\p{Script=Arabic}/u);
    expect(el.shadowRoot!.activeElement).to.equal(radios(el)[2]);
    await switchTo(el, 'en');
    expect(visibleText(el)).to.equal(english.replace(' Missing: 2. Don’t know: 1.', ''));
    Object.assign(el, {region: 'IE', theme: 'dark', headingLevel: '4'});
    document.body.prepend(el);
    await until(() => textOf(list(el)).includes('1800 459 459'), 'another line');
    expect(chosen(el)).to.eql(before);
    expect(missing(el)).to.have.length(3);
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
    await shows(el, 'en-XA');
    await answer(el, ...SOME);
    expect(unmarked(el)).to.eql([]);
  });

  itInChromium('keeps its picture in forced colors: shapes in the color of the text, cells with an edge', async () => {
    const el = await gaps();
    await answer(el, ...SOME);
    await emulate({'forced-colors': 'active'});
    const {color, borderTopStyle} = getComputedStyle(query(el, '[part=cell]'));
    expect(getComputedStyle(query(el, '[part=cell] svg')).stroke).to.equal(color);
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
      await shows(el, language);
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
