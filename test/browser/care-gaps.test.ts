import {expect} from '@open-wc/testing';
import * as m from '../../src/generated/messages/care-gaps.js';
import type {CareGaps} from '../../src/widgets/care-gaps/care-gaps.js';
import '../../src/widgets/care-gaps/define.js';
import {emulate, itInChromium, mount, rendered, replaceProperty, shows, switchTo, until} from './helpers.js';
import {HELPLINE, lineNamed} from './lines.js';
import {capturePrint, describePlan} from './plan-contract.js';
import {addPseudoLocale, unmarked} from './pseudo.js';
import {buttonNamed, buttonsOf, captureAnnouncements, query, queryAll, statusOf, textOf, visibleText} from './query.js';

const gaps = (args = {}) => mount<CareGaps>('recovery-care-gaps', args);
const questions = (el: Element) => queryAll(el, '[part=question]');
const list = (el: Element) => query(el, '[part=list]');
const missing = (el: Element) =>
  queryAll(el, '[part=gap]')
    .filter((each) => each.checkVisibility())
    .map((each) => each.innerText);

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
const [MEDICINE, BEHAVIORAL, , MEDICAL, , PEER, COST] = NAMES.map((_, index) => index);

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
const SOME: [number, number][] = [
  [COST, PARTLY],
  [PEER, UNKNOWN],
  [MEDICAL, YES],
  [MEDICINE, NO],
];

const cells = (el: Element) =>
  queryAll(el, '[part=cell]').map((each) => each.innerText.trim().replace(/\s*\n\s*/g, ': '));

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
      const groups = queryAll(el, 'fieldset fieldset');
      const nameOf = (group: Element) => textOf(query(el, `#${group.getAttribute('aria-labelledby')} [part=heading]`));
      expect(nameOf(query(el, 'fieldset'))).to.equal('Does the treatment include this?');
      expect(groups.map(nameOf)).to.eql(NAMES);
      for (const [index, question] of questions(el).entries()) {
        expect(question.contains(groups[index])).to.equal(true);
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

    it('announce the number of gaps once there is one, only when it changes', async () => {
      const el = await gaps();
      const announced = captureAnnouncements(el);
      await answer(el, [MEDICAL, YES]);
      await answer(el, [MEDICINE, NO]);
      await answer(el, [MEDICINE, PARTLY]);
      el.theme = 'dark';
      await rendered(el);
      await answer(el, [PEER, UNKNOWN]);
      await answer(el, [MEDICINE, YES]);
      await answer(el, [PEER, YES]);
      expect(announced).to.eql([
        'Missing: 1. Don’t know: 0.',
        'Missing: 1. Don’t know: 1.',
        'Missing: 0. Don’t know: 1.',
        'Missing: 0. Don’t know: 0.',
      ]);
    });
  });

  describe('the list', () => {
    it('says that it is empty before the first answer, and has no buttons', async () => {
      const el = await gaps();
      expect(textOf(list(el))).to.include('Your list will appear here.');
      expect(buttonsOf(el)).to.have.length(0);
      expect(cells(el)).to.eql([]);
      await answer(el, [COST, YES]);
      expect(textOf(list(el))).to.not.include('Your list will appear here.');
      expect(buttonsOf(el).map(textOf)).to.eql(['Print my list', 'Copy my list', 'Save as a text file', 'Clear all']);
      expect(buttonsOf(el).every(({type, disabled}) => type === 'button' && !disabled)).to.equal(true);
    });

    it('begins with a picture of all ten: a list of shapes, each beside text that says the same', async () => {
      const el = await gaps();
      await answer(el, [MEDICINE, NO], [BEHAVIORAL, PARTLY], [MEDICAL, YES], [PEER, UNKNOWN]);
      expect(cells(el)).to.eql([
        'Medicine: Not included',
        'Behavioral therapy: Partly included',
        'Mental health counseling: Not answered',
        'Medical care: Included',
        'Family and community support: Not answered',
        'Peer support: Don’t know',
        ...NAMES.slice(6).map((name) => `${name}: Not answered`),
      ]);
      expect(query(el, '.picture').localName).to.equal('ul');
      const shapes = queryAll(el, '[part=cell] svg');
      expect(shapes.map((shape) => shape.getAttribute('aria-hidden'))).to.eql(NAMES.map(() => 'true'));
      for (const shape of shapes) expect(shape.getBoundingClientRect().width).to.be.above(16);
      const drawn = shapes.map((shape) => shape.innerHTML.replace(/<!--.*?-->/g, '').trim());
      // One shape per answer, and one for no answer.
      expect(new Set([0, 1, 2, 3, 5].map((index) => drawn[index])).size).to.equal(5);
      expect(drawn[4]).to.equal(drawn[2]);
    });

    it('lists the gaps first, in the order of the questions, each with who may help and a question to ask', async () => {
      const el = await gaps();
      await answer(el, ...SOME);
      expect(queryAll(el, '[part=list] [part=heading]').map(textOf)).to.eql(['My list', m.gaps(), 'Questions to ask']);
      expect(missing(el)).to.eql([
        `Medicine\n${MEDICINE_LINES}`,
        `Help with cost\n${COST_LINES}`,
        `Peer support\nAsk: ${m.peerAsk()}`,
      ]);
    });

    it('never suggests that others can replace medicine or emergency care', async () => {
      const el = await gaps();
      for (const number of [undefined, YES, PARTLY, NO, UNKNOWN]) {
        if (number !== undefined) await answerAll(el, number);
        expect(textOf(list(el))).to.include(LIMITS);
      }
      await answer(el, [MEDICINE, NO]);
      expect(missing(el)[0]).to.match(/doctor/);
      expect(missing(el)[0]).to.not.match(/helpline|peer|family|friend/i);
    });

    it('names no drug: text that is dangerous to carry stays outside the list', async () => {
      const el = await gaps({region: 'US'});
      for (const number of [NO, UNKNOWN]) {
        await answerAll(el, number);
        expect(textOf(list(el))).to.not.match(/heroin|opioid|naloxone|overdose|drug|detox|withdrawal/i);
      }
      expect(m.leaving())
        .to.match(/after detox/)
        .and.match(/naloxone/);
      expect(visibleText(el)).to.include(m.leaving());
    });
  });

  describe('the helpline', () => {
    it('is the first line of the region for help with drug use, by name, with a link that dials', async () => {
      const el = await gaps({region: 'US'});
      const call = query<HTMLAnchorElement>(el, '[part=list] [part=call]');
      expect(call.href).to.equal(HELPLINE.tel);
      expect(textOf(call)).to.equal(HELPLINE.number);
      expect(call.getAttribute('aria-label')).to.equal(`Call ${HELPLINE.name}, ${HELPLINE.number}`);
      expect(call.querySelector('bdi')!.dir).to.equal('ltr');
      expect(textOf(list(el))).to.include(`${m.helpline()}${HELPLINE.name}${HELPLINE.number}Free to call`);
      expect(visibleText(el)).to.include(m.callLog());
    });

    it('is called free only where it is, and that of a province shows in that province alone', async () => {
      const el = await gaps({region: 'DE'});
      const [german, ontario] = [await lineNamed('DE', 'Sucht & Drogen'), await lineNamed('CA', 'ConnexOntario')];
      expect(textOf(list(el)))
        .to.include(`Sucht & Drogen Hotline${german.number}`)
        .and.not.include('Free');
      expect(list(el).querySelector<HTMLElement>('bdi')!.lang).to.equal('de');
      expect(textOf(list(await gaps({region: 'CA-ON'})))).to.include(`ConnexOntario${ontario.number}`);
    });

    it('is a directory without a region or without such a line: no number of any country', async () => {
      for (const region of [undefined, 'AT', 'CA']) {
        const el = await gaps({region});
        expect(queryAll(el, 'a[href^="tel:"], [part=call], [part=number]'), region).to.have.length(0);
        const link = list(el).querySelector('a')!;
        expect(textOf(link)).to.equal('findahelpline.com');
        expect([link.rel, link.referrerPolicy]).to.eql(['noopener noreferrer', 'no-referrer']);
        expect(visibleText(el)).to.not.include(m.callLog());
      }
    });
  });

  describe('the list on paper and in the clipboard', () => {
    const clipboard = (writeText?: (text: string) => Promise<void>) =>
      replaceProperty(navigator, 'clipboard', (writeText && {writeText}) as Clipboard);

    it('copies the address of the directory where there is no line', async () => {
      let copied = '';
      clipboard(async (text) => void (copied = text));
      const el = await gaps();
      await answer(el, [MEDICAL, YES]);
      buttonNamed(el, 'Copy my list').click();
      await until(() => statusOf(el), 'answer');
      expect(copied).to.match(/Find A Helpline\nhttps:\/\/findahelpline\.com\/\n$/);
    });

    it('isolates the number in text that runs from right to left, and in no other', async () => {
      const copies: string[] = [];
      clipboard(async (text) => void copies.push(text));
      const el = await gaps({region: 'AU', lang: 'ar'});
      await shows(el, 'ar');
      for (const count of [1, 2]) {
        await answer(el, [MEDICAL, YES]);
        queryAll<HTMLButtonElement>(el, '.actions button')[1].click();
        await until(() => copies.length === count, 'copy');
        await switchTo(el, 'en');
      }
      expect(copies[0]).to.match(/\n\u2066[\d ]+\u2069\n/);
      expect(copies[1])
        .to.match(/\n[\d ]+\n/)
        .and.not.match(/[\u2066-\u2069]/);
    });

    it('prints the helpline, and a picture that needs no style', async () => {
      const el = await gaps({region: 'US'});
      await answer(el, ...SOME);
      const {sheets} = capturePrint();
      buttonNamed(el, 'Print my list').click();
      await until(() => sheets.length, 'print');
      const [{text, root}] = sheets;
      expect(text).to.include(HELPLINE.number);
      for (const shape of root.querySelectorAll('svg')) {
        expect(shape.getAttribute('stroke')).to.equal('currentColor');
        expect(shape.getBoundingClientRect().width).to.be.within(10, 40);
      }
    });
  });

  describe('on paper', () => {
    const visible = (el: Element, ...selectors: string[]) =>
      selectors.map((each) => queryAll(el, each).filter((one) => one.checkVisibility()).length);

    itInChromium('without answers, has boxes to mark by hand, and who may help with each part', async () => {
      const el = await gaps({region: 'US'});
      await emulate({media: 'print'});
      const text = visibleText(el);
      expect(visible(el, 'input', '.marks span', '[part=gap]', 'button, [aria-live]')).to.eql([40, 4, 10, 0]);
      const middles = (selector: string) =>
        queryAll(el, selector)
          .slice(0, 4)
          .map((each) => each.getBoundingClientRect())
          .map(({left, right}) => (left + right) / 2);
      middles('.marks span').forEach((column, index) => expect(column).to.be.closeTo(middles('input')[index], 2));
      expect(text).to.include(MEDICINE_LINES.replace('\n', ' ')).and.include(HELPLINE.number);
      expect(text).to.not.match(/will appear here|My list|not kept or sent/);
      await emulate({});
      expect(visible(el, '.paper')).to.eql([0]);
    });

    itInChromium('with answers, has the answers and the list, and who may help with the gaps alone', async () => {
      const el = await gaps({region: 'US'});
      await answer(el, ...SOME);
      await emulate({media: 'print'});
      expect(visible(el, '[part=cell]', '[part=gap]', 'details.paper', 'button')).to.eql([10, 3, 0, 0]);
      expect(visibleText(el)).to.include('Not included');
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
});
