import {expect} from '@open-wc/testing';
import * as m from '../../src/generated/messages/care-gaps.js';
import '../../src/widgets/care-gaps/define.js';
import type {CareGaps} from '../../src/widgets/care-gaps/care-gaps.js';
import {
  buttonNamed,
  buttonsOf,
  emulate,
  itInChromium,
  mount,
  query,
  queryAll,
  rendered,
  replaceProperty,
  statusOf,
  textOf,
  until,
  visibleText,
} from './helpers.js';
import {HELPLINE} from './lines.js';
import {capturePrint} from './plan-contract.js';

const gaps = (args = {}) => mount<CareGaps>('recovery-care-gaps', args);
const questions = (el: Element) => queryAll<HTMLFieldSetElement>(el, '[part=question]');
const list = (el: Element) => query(el, '[part=list]');
const cells = (el: Element) =>
  queryAll(el, '[part=cell]').map((each) => each.innerText.trim().replace(/\s*\n\s*/g, ': '));
const missing = (el: Element) => queryAll(el, '[part=gap]').map((each) => each.innerText);

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

describe('the list of care gaps', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('the list', () => {
    it('says that it is empty before the first answer, and has no buttons', async () => {
      const el = await gaps();
      expect(textOf(list(el))).to.include('Nothing chosen yet. Your list will appear here.');
      expect(buttonsOf(el)).to.have.length(0);
      expect(cells(el)).to.eql([]);
      await answer(el, [COST, YES]);
      expect(textOf(list(el))).to.not.include('Nothing chosen yet.');
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
      const shapes = queryAll(el, '[part=cell]').map((each) => each.querySelector('svg')!);
      expect(shapes.every((shape) => shape.getAttribute('aria-hidden') === 'true')).to.equal(true);
      const drawn = shapes.map((shape) => shape.innerHTML.replace(/<!--.*?-->/g, '').trim());
      // One shape per answer, and one for no answer.
      expect(new Set([0, 1, 2, 3, 5].map((index) => drawn[index])).size).to.equal(5);
      expect(drawn[4]).to.equal(drawn[2]);
      for (const shape of shapes) {
        expect(shape.firstElementChild!.namespaceURI).to.equal('http://www.w3.org/2000/svg');
        expect(shape.getBoundingClientRect().width).to.be.above(16);
      }
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

    it('has no heading above an empty part', async () => {
      const el = await gaps();
      await answerAll(el, YES);
      const headings = () => queryAll(el, '[part=list] [part=heading]').map(textOf);
      expect(headings()).to.eql(['My list']);
      expect(missing(el)).to.eql([]);
      await answerAll(el, UNKNOWN);
      expect(headings()).to.eql(['My list', 'Questions to ask']);
      await answerAll(el, PARTLY);
      expect(headings()).to.eql(['My list', m.gaps()]);
      expect(missing(el)).to.have.length(10);
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

    it('has no score: nothing counts what is included', async () => {
      const el = await gaps();
      await answer(el, ...SOME);
      expect(visibleText(el)).to.not.match(/%|\d+ (of|\/) ?\d+|score|result/i);
      expect(queryAll(el, 'progress, meter')).to.have.length(0);
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

    it('is called free only where it is', async () => {
      const el = await gaps({region: 'DE'});
      expect(textOf(list(el))).to.include('Sucht & Drogen Hotline01806 313031');
      expect(textOf(list(el))).to.not.include('Free');
      expect(list(el).querySelector<HTMLElement>('bdi')!.lang).to.equal('de');
    });

    it('is a directory without a region or without such a line: no number of any country', async () => {
      for (const region of [undefined, 'AT', 'CA']) {
        const el = await gaps({region});
        expect(queryAll(el, 'a[href^="tel:"], [part=call], [part=number]'), region).to.have.length(0);
        const link = list(el).querySelector('a')!;
        expect([textOf(link), link.rel, link.referrerPolicy]).to.eql([
          'findahelpline.com',
          'noopener noreferrer',
          'no-referrer',
        ]);
        expect(visibleText(el)).to.not.include(m.callLog());
      }
    });

    it('of a province shows in that province alone', async () => {
      expect(textOf(list(await gaps({region: 'CA-ON'})))).to.include('ConnexOntario1-866-531-2600');
    });

    it('dispatches recovery-contact for a call, without whom or why', async () => {
      const el = await gaps({region: 'US'});
      await answer(el, ...SOME);
      const events: Event[] = [];
      document.addEventListener('recovery-contact', (event) => events.push(event));
      query(el, '[part=call]').addEventListener('click', (event) => event.preventDefault());
      query(el, '[part=call]').click();
      expect(events).to.have.length(1);
      expect(Object.entries(events[0]).filter(([key]) => key !== 'isTrusted')).to.eql([['channel', 'call']]);
      el.noEvents = true;
      query(el, '[part=call]').click();
      expect(events).to.have.length(1);
      const directory = await gaps();
      const link = list(directory).querySelector('a')!;
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
      expect(events).to.have.length(1);
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
      await until(() => query(el, '.root').lang === 'ar', 'Arabic');
      for (const count of [1, 2]) {
        await answer(el, [MEDICAL, YES]);
        queryAll<HTMLButtonElement>(el, '.actions button')[1].click();
        await until(() => copies.length === count, 'copy');
        el.lang = 'en';
        await until(() => query(el, '.root').lang === 'en', 'English');
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
    const visible = (el: Element, selector: string) =>
      queryAll(el, selector).filter((each) => each.checkVisibility()).length;

    itInChromium('without answers, has boxes to mark by hand, and who may help with each part', async () => {
      const el = await gaps({region: 'US'});
      await emulate({media: 'print'});
      const text = visibleText(el);
      const seen = ['input', '.marks span', '.questions p.paper:not(.marks)', 'button, [role=status]'].map((each) =>
        visible(el, each),
      );
      const middles = (selector: string) =>
        queryAll(el, selector)
          .slice(0, 4)
          .map((each) => each.getBoundingClientRect())
          .map(({left, right}) => (left + right) / 2);
      const [columns, boxes] = [middles('.marks span'), middles('input')];
      await emulate({});
      expect(seen).to.eql([40, 4, 10, 0]);
      columns.forEach((column, index) => expect(column).to.be.closeTo(boxes[index], 2));
      expect(text).to.include(MEDICINE_LINES.replace('\n', ' '));
      expect(text).to.include(HELPLINE.number);
      expect(text).to.not.match(/Nothing chosen yet|My list|not kept or sent/);
      expect(visible(el, '.paper')).to.equal(0);
    });

    itInChromium('with answers, has the answers and the list, and who may help with the gaps alone', async () => {
      const el = await gaps({region: 'US'});
      await answer(el, ...SOME);
      await emulate({media: 'print'});
      const text = visibleText(el);
      const seen = ['[part=cell]', '[part=gap]', '.questions p.paper:not(.marks)', 'button'].map((each) =>
        visible(el, each),
      );
      const address = getComputedStyle(query(el, 'details a'), '::after').content;
      await emulate({});
      expect(seen).to.eql([10, 3, 0, 0]);
      expect(text).to.include('Not included');
      expect(address).to.include('https://');
    });
  });
});
