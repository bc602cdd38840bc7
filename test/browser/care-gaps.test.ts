import {expect} from '@open-wc/testing';
import * as m from '../../src/generated/messages/care-gaps.js';
import type {CareGaps} from '../../src/widgets/care-gaps/care-gaps.js';
import {
  answer,
  answerAll,
  COST,
  COST_LINES,
  gaps,
  LIMITS,
  MEDICAL,
  MEDICINE,
  MEDICINE_LINES,
  NAMES,
  NO,
  PARTLY,
  PEER,
  questions,
  SOME,
  UNKNOWN,
  YES,
} from './care-gaps-answers.js';
import {captureAnnouncements, emulate, itInChromium, query, queryAll, rendered, shows, textOf} from './helpers.js';
import {HELPLINE} from './lines.js';
import {describePlan} from './plan-contract.js';
import {addPseudoLocale, unmarked} from './pseudo.js';

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
    it('are ten native groups inside one, with four answers each in one row, none chosen, and no free text', async () => {
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
      }
      el.style.width = '358px';
      for (const question of questions(el)) {
        const tops = [...question.querySelectorAll('label')].map((label) => label.getBoundingClientRect().top);
        expect(new Set(tops).size).to.equal(1);
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
    fillAll: (el) => answerAll(el, PARTLY),
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
});
