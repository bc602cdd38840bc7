import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import '../../src/widgets/care-gaps/define.js';
import type {CareGaps} from '../../src/widgets/care-gaps/care-gaps.js';
import {all, emulate, itInChromium, mount, one, pause, shown, textOf, until} from './helpers.js';
import {addPseudoLocale, unmarked} from './pseudo.js';

const axe = (window as unknown as {axe: typeof axeCore}).axe;

const gaps = (args = {}) => mount<CareGaps>('recovery-care-gaps', args);
const words = (node: Element) => node.textContent!.replace(/\s+/g, ' ').trim();
const questions = (made: Element) => all<HTMLFieldSetElement>(made, '[part=question]');
const radios = (made: Element) => all<HTMLInputElement>(made, 'input');
const list = (made: Element) => one(made, '[part=list]');
const cells = (made: Element) =>
  all(made, '[part=cell]').map((each) => each.innerText.trim().replace(/\s*\n\s*/g, ': '));
const missing = (made: Element) => all(made, '[part=gap]').map((each) => each.innerText);
const status = (made: Element) => words(one(made, '[role=status]'));
const buttons = (made: Element) => all<HTMLButtonElement>(made, 'button');
const buttonFor = (made: Element, name: string) => buttons(made).find((each) => words(each) === name)!;

/** What is chosen in each question; -1 for nothing. */
const chosen = (made: Element) =>
  questions(made).map((each) => [...each.querySelectorAll('input')].findIndex(({checked}) => checked));

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

/** Answers as a reader does: `[question, answer]` each. */
async function answer(made: CareGaps, ...given: [question: number, answer: number][]): Promise<void> {
  for (const [question, number] of given) questions(made)[question].querySelectorAll('input')[number].click();
  await shown(made);
}

const answerAll = (made: CareGaps, number: number) =>
  answer(made, ...NAMES.map((_, index): [number, number] => [index, number]));

const LIMITS = 'Family and friends can support you. They cannot replace medicine or emergency care.';
const HELPLINE = 'A helpline may be able to tell you what help there is:';
const MEDICINE_LINES = `A doctor or a treatment program can offer it. Family and friends cannot replace it. It should not wait for the other parts.
Ask: Which medicines can I choose from, and how soon can I start?`;
const TEXT = `My list

Medicine: Not covered
${MEDICINE_LINES}

Help with cost: Partly covered
Costs differ. A helpline may be able to tell you what is available, with or without insurance.
Ask: What will I have to pay, and is there help with it?

Peer support: Don’t know
Ask: Where can I meet others in recovery, near me or online?

Medical care: Covered

${LIMITS}

${HELPLINE}
SAMHSA’s National Helpline
1-800-662-4357
Free to call
`;
const SOME: [number, number][] = [
  [COST, PARTLY],
  [PEER, UNKNOWN],
  [MEDICAL, YES],
  [MEDICINE, NO],
];

/** Undoes what a test replaced. */
const undo: (() => void)[] = [];
function replace<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, {configurable: true, writable: true, value});
  undo.push(() => (before ? Object.defineProperty(target, key, before) : delete target[key]));
}

describe('care gaps', () => {
  afterEach(() => {
    while (undo.length) undo.pop()!();
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('questions', () => {
    it('are ten native groups in one, with four answers each, and nothing is chosen', async () => {
      const made = await gaps();
      const whole = one<HTMLFieldSetElement>(made, '.questions');
      expect(words(whole.querySelector('legend')!)).to.equal('Does the care cover this?');
      expect(questions(made).map((each) => words(each.querySelector('legend')!))).to.eql(NAMES);
      for (const question of questions(made)) {
        expect(question.localName).to.equal('fieldset');
        expect(question.parentElement).to.equal(whole);
        const inputs = [...question.querySelectorAll('input')];
        expect(inputs.map(({type}) => type)).to.eql(Array(4).fill('radio'));
        expect(inputs.map(({labels}) => words(labels![0]))).to.eql(['Yes', 'Partly', 'No', 'Don’t know']);
        expect(new Set(inputs.map(({name}) => name)).size).to.equal(1);
      }
      expect(chosen(made)).to.eql(Array(10).fill(-1));
    });

    it('begin with medicine, and the words before them say that it comes first', async () => {
      const made = await gaps();
      const first = one(made, 'strong');
      expect(words(first)).to.equal('Ask about medicine first. It should be offered even if other parts are missing.');
      expect(first.compareDocumentPosition(questions(made)[0])).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
      expect(words(questions(made)[0])).to.match(/^Medicine/);
    });

    it('say what is meant, as the description of the group', async () => {
      const made = await gaps();
      for (const question of questions(made)) {
        const hint = made.shadowRoot!.getElementById(question.getAttribute('aria-describedby')!)!;
        expect(question.contains(hint)).to.equal(true);
        expect(words(hint)).to.match(/\.$/);
      }
      const ids = all(made, '[id]').map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('are answered by a click anywhere on an answer; one answer at a time', async () => {
      const made = await gaps();
      const labels = all(made, '[part=answer]');
      for (const [index, edge] of [NO, YES].entries()) {
        const {left, right, top, bottom} = labels[edge].getBoundingClientRect();
        const at: [number, number] = index ? [right - 3, bottom - 3] : [left + 3, top + 3];
        await sendMouse({type: 'click', position: [Math.round(at[0]), Math.round(at[1])]});
        expect(chosen(made)[MEDICINE]).to.equal(edge);
      }
      expect(chosen(made).slice(1)).to.eql(Array(9).fill(-1));
    });

    it('are a stop of Tab each; arrows choose, and the list follows', async () => {
      const made = await gaps();
      const before = document.createElement('button');
      document.body.prepend(before);
      before.focus();
      const groupAt = () => questions(made).findIndex((each) => each.contains(made.shadowRoot!.activeElement));
      for (let index = 0; index < 10; index++) {
        await sendKeys({press: 'Tab'});
        expect(groupAt()).to.equal(index);
      }
      await sendKeys({press: ' '});
      expect(chosen(made)[9]).to.equal(YES);
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      await shown(made);
      expect(chosen(made)[9]).to.equal(NO);
      expect(missing(made)).to.have.length(1);
      expect(groupAt()).to.equal(9);
    });

    it('are all there is to fill in: no free text', async () => {
      const made = await gaps();
      await answer(made, ...SOME);
      expect(all(made, 'input:not([type=radio]), textarea, select, form, [contenteditable]')).to.have.length(0);
    });

    it('keep apart in two widgets, and in two questions', async () => {
      const [first, second] = [await gaps(), await gaps()];
      await answer(first, [MEDICINE, NO], [COST, YES]);
      await answer(second, [MEDICINE, YES]);
      expect([chosen(first)[MEDICINE], chosen(first)[COST], chosen(second)[MEDICINE]]).to.eql([NO, YES, YES]);
      expect(missing(first)).to.have.length(1);
      expect(missing(second)).to.have.length(0);
    });
  });

  describe('the list', () => {
    it('says that it is empty as long as nothing is answered, and has no buttons', async () => {
      const made = await gaps();
      expect(words(list(made))).to.include('Nothing chosen yet. Your list will appear here.');
      expect(buttons(made)).to.have.length(0);
      expect(cells(made)).to.eql([]);
      await answer(made, [COST, YES]);
      expect(words(list(made))).to.not.include('Nothing chosen yet.');
      expect(buttons(made).map(words)).to.eql(['Print my list', 'Copy my list', 'Save as a text file', 'Clear all']);
      expect(buttons(made).every(({type, disabled}) => type === 'button' && !disabled)).to.equal(true);
    });

    it('begins with a picture of all ten: a list of shapes beside words that say the same', async () => {
      const made = await gaps();
      await answer(made, [MEDICINE, NO], [BEHAVIORAL, PARTLY], [MEDICAL, YES], [PEER, UNKNOWN]);
      expect(cells(made)).to.eql([
        'Medicine: Not covered',
        'Behavioral therapy: Partly covered',
        'Mental health counseling: Not answered',
        'Medical care: Covered',
        'Family and community support: Not answered',
        'Peer support: Don’t know',
        ...NAMES.slice(6).map((name) => `${name}: Not answered`),
      ]);
      expect(one(made, '.picture').localName).to.equal('ul');
      const shapes = all(made, '[part=cell]').map((each) => each.querySelector('svg')!);
      expect(shapes.every((shape) => shape.getAttribute('aria-hidden') === 'true')).to.equal(true);
      const drawn = shapes.map((shape) => shape.innerHTML.replace(/<!--.*?-->/g, '').trim());
      // A shape for each answer, and one for none.
      expect(new Set([0, 1, 2, 3, 5].map((index) => drawn[index])).size).to.equal(5);
      expect(drawn[4]).to.equal(drawn[2]);
      for (const shape of shapes) {
        expect(shape.firstElementChild!.namespaceURI).to.equal('http://www.w3.org/2000/svg');
        expect(shape.getBoundingClientRect().width).to.be.above(16);
      }
    });

    it('has the gaps first, in the order of the questions, each with who may help and what to ask', async () => {
      const made = await gaps();
      await answer(made, ...SOME);
      expect(all(made, '[part=list] [part=heading]').map(words)).to.eql([
        'My list',
        'Gaps, and who may help',
        'Questions to ask',
      ]);
      expect(missing(made)).to.eql([
        `Medicine\n${MEDICINE_LINES}`,
        'Help with cost\nCosts differ. A helpline may be able to tell you what is available, with or without insurance.\nAsk: What will I have to pay, and is there help with it?',
        'Peer support\nAsk: Where can I meet others in recovery, near me or online?',
      ]);
    });

    it('has a heading only above what there is', async () => {
      const made = await gaps();
      await answerAll(made, YES);
      const headings = () => all(made, '[part=list] [part=heading]').map(words);
      expect(headings()).to.eql(['My list']);
      expect(missing(made)).to.eql([]);
      await answerAll(made, UNKNOWN);
      expect(headings()).to.eql(['My list', 'Questions to ask']);
      await answerAll(made, PARTLY);
      expect(headings()).to.eql(['My list', 'Gaps, and who may help']);
      expect(missing(made)).to.have.length(10);
    });

    it('never lets others stand in for medicine or emergency care', async () => {
      const made = await gaps();
      for (const number of [undefined, YES, PARTLY, NO, UNKNOWN]) {
        if (number !== undefined) await answerAll(made, number);
        expect(words(list(made))).to.include(LIMITS);
      }
      await answer(made, [MEDICINE, NO]);
      expect(missing(made)[0]).to.include('Family and friends cannot replace it.');
      expect(missing(made)[0]).to.not.match(/helpline|peer/i);
    });

    it('has no score: nothing counts what is covered', async () => {
      const made = await gaps();
      await answer(made, ...SOME);
      expect(textOf(made)).to.not.match(/%|\d+ (of|\/) ?\d+|score|result/i);
      expect(all(made, 'progress, meter')).to.have.length(0);
    });

    it('has headings one and two levels below the widget’s', async () => {
      for (const [level, tags] of [
        [undefined, ['h2', 'h3', 'h4']],
        ['5', ['h5', 'h6', 'h6']],
      ] as const) {
        const made = await gaps({'heading-level': level});
        await answer(made, [COST, NO]);
        expect(all(made, '[part=heading]').map(({localName}) => localName)).to.eql(tags);
      }
    });

    it('names no drug: what is dangerous to be found stays on the screen beside it', async () => {
      const made = await gaps({region: 'US'});
      for (const number of [NO, UNKNOWN]) {
        await answerAll(made, number);
        expect(words(list(made))).to.not.match(/heroin|opioid|naloxone|overdose|drug|detox|withdrawal/i);
      }
      expect(textOf(made)).to.include('Family and friends can learn to use naloxone');
      expect(textOf(made)).to.include('The first days and weeks after detox are the riskiest time.');
    });
  });

  describe('the helpline', () => {
    it('is the first line of the region for help with drug use, by name, with a link that dials', async () => {
      const made = await gaps({region: 'US'});
      const call = one<HTMLAnchorElement>(made, '[part=list] [part=call]');
      expect(call.href).to.equal('tel:+18006624357');
      expect(words(call)).to.equal('1-800-662-4357');
      expect(call.getAttribute('aria-label')).to.equal('Call SAMHSA’s National Helpline, 1-800-662-4357');
      expect(call.querySelector('bdi')!.dir).to.equal('ltr');
      expect(words(list(made))).to.include(`${HELPLINE}SAMHSA’s National Helpline1-800-662-4357Free to call`);
      expect(textOf(made)).to.include('A call may show in your phone’s history and on your bill.');
    });

    it('is said to be free only where it is', async () => {
      const made = await gaps({region: 'DE'});
      expect(words(list(made))).to.include('Sucht & Drogen Hotline01806 313031');
      expect(words(list(made))).to.not.include('Free');
      expect(list(made).querySelector<HTMLElement>('bdi')!.lang).to.equal('de');
    });

    it('is a directory without a region, and where the region has no such line: no number of any country', async () => {
      for (const region of [undefined, 'GB', 'CA']) {
        const made = await gaps({region});
        expect(all(made, 'a[href^="tel:"], [part=call], [part=number]'), region).to.have.length(0);
        const link = list(made).querySelector('a')!;
        expect([words(link), link.rel, link.referrerPolicy]).to.eql([
          'findahelpline.com',
          'noopener noreferrer',
          'no-referrer',
        ]);
        expect(textOf(made)).to.not.include('A call may show');
      }
    });

    it('of a province is there for that province alone', async () => {
      expect(words(list(await gaps({region: 'CA-ON'})))).to.include('ConnexOntario1-866-531-2600');
    });

    it('tells the page that someone called, and neither whom nor why', async () => {
      const made = await gaps({region: 'US'});
      await answer(made, ...SOME);
      const events: Event[] = [];
      document.addEventListener('recovery-contact', (event) => events.push(event));
      one(made, '[part=call]').addEventListener('click', (event) => event.preventDefault());
      one(made, '[part=call]').click();
      expect(events).to.have.length(1);
      expect(Object.entries(events[0]).filter(([key]) => key !== 'isTrusted')).to.eql([['channel', 'call']]);
      made.noEvents = true;
      one(made, '[part=call]').click();
      expect(events).to.have.length(1);
      const directory = await gaps();
      const link = list(directory).querySelector('a')!;
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
      expect(events).to.have.length(1);
    });
  });

  describe('announcements', () => {
    it('are one polite region that is there, and empty, from the start; the list is not in it', async () => {
      const made = await gaps();
      expect(all(made, '[role=status], [role=alert], [aria-live]')).to.have.length(1);
      expect(status(made)).to.equal('');
      expect(getComputedStyle(one(made, '[role=status]')).display).to.not.equal('none');
      expect(list(made).contains(one(made, '[role=status]'))).to.equal(false);
    });

    it('say how many gaps there are, only when that changes', async () => {
      const made = await gaps();
      const said: string[] = [];
      const observer = new MutationObserver(() => said.push(status(made)));
      observer.observe(one(made, '[role=status]'), {childList: true, characterData: true, subtree: true});
      await answer(made, [MEDICINE, NO]);
      await answer(made, [MEDICINE, PARTLY]);
      await answer(made, [MEDICAL, YES]);
      made.theme = 'dark';
      await shown(made);
      await answer(made, [PEER, UNKNOWN]);
      await answer(made, [MEDICINE, YES]);
      expect(said).to.eql(['Gaps: 1. Don’t know: 0.', 'Gaps: 1. Don’t know: 1.', 'Gaps: 0. Don’t know: 1.']);
      observer.disconnect();
    });
  });

  describe('taking the list away', () => {
    const clipboard = (writeText?: (text: string) => Promise<void>) =>
      replace(navigator, 'clipboard', (writeText && {writeText}) as Clipboard);

    it('copies it as plain text: gaps, questions, what is covered, the helpline', async () => {
      let copied = '';
      clipboard(async (text) => void (copied = text));
      const made = await gaps({region: 'US'});
      await answer(made, ...SOME);
      buttonFor(made, 'Copy my list').click();
      await until(() => status(made) === 'List copied.', 'List copied.');
      expect(copied).to.equal(TEXT);
    });

    it('copies the address of the directory where there is no line', async () => {
      let copied = '';
      clipboard(async (text) => void (copied = text));
      const made = await gaps();
      await answer(made, [MEDICAL, YES]);
      buttonFor(made, 'Copy my list').click();
      await until(() => status(made), 'answer');
      expect(copied).to.match(/Find A Helpline\nhttps:\/\/findahelpline\.com\/\n$/);
    });

    it('says so when the browser refuses to copy', async () => {
      const made = await gaps();
      await answer(made, [MEDICAL, NO]);
      clipboard(() => Promise.reject(new Error('no')));
      buttonFor(made, 'Copy my list').click();
      await until(() => status(made).startsWith('Your browser did not allow copying.'), 'refusal');
    });

    it('saves the same words in a text file with a name that says nothing', async () => {
      const made = await gaps({region: 'US'});
      await answer(made, ...SOME);
      const {createObjectURL} = URL;
      let file: Blob | undefined;
      let name = '';
      replace(URL, 'createObjectURL', (blob) => createObjectURL((file = blob as Blob)));
      replace(HTMLAnchorElement.prototype, 'click', function (this: HTMLAnchorElement) {
        name = this.download;
      });
      buttonFor(made, 'Save as a text file').click();
      expect(name).to.equal('plan.txt');
      expect(new TextDecoder().decode(await file!.arrayBuffer())).to.equal(TEXT);
    });

    it('prints it and nothing of the page, with a title that says nothing', async () => {
      document.documentElement.lang = 'ar';
      const made = await gaps({region: 'US'});
      await until(() => one(made, '.root').lang === 'ar', 'Arabic');
      await answer(made, ...SOME);
      const sheets: {text: string; titles: string[]; root: HTMLElement}[] = [];
      const {append} = DocumentFragment.prototype;
      replace(DocumentFragment.prototype, 'append', function (this: DocumentFragment, ...nodes) {
        append.apply(this, nodes);
        const [frame] = nodes;
        if (!(frame instanceof HTMLIFrameElement)) return;
        frame.contentWindow!.print = () => {
          const {body, title, documentElement: root} = frame.contentDocument!;
          sheets.push({text: body.innerText, titles: [title, document.title], root});
        };
      });
      let told = 0;
      document.addEventListener('recovery-print', () => told++, {once: true});
      buttons(made)[0].click();
      await until(() => sheets.length, 'print');
      const [{text, titles, root}] = sheets;
      const folded = (each: string) => each.replace(/\s+/g, '');
      expect(folded(text)).to.equal(folded(list(made).innerText));
      expect(text).to.include('1-800-662-4357');
      expect(titles).to.eql(['قائمتي', 'قائمتي']);
      expect([root.lang, root.dir, told]).to.eql(['ar', 'rtl', 1]);
      // The picture is drawn without any style.
      for (const shape of root.querySelectorAll('svg')) {
        expect(shape.getAttribute('stroke')).to.equal('currentColor');
        expect(shape.getBoundingClientRect().width).to.be.within(10, 40);
      }
    });

    it('clears every answer, says so, and moves the focus to the first one', async () => {
      const made = await gaps();
      await answer(made, ...SOME);
      buttonFor(made, 'Clear all').focus();
      await sendKeys({press: 'Enter'});
      await shown(made);
      expect(chosen(made)).to.eql(Array(10).fill(-1));
      expect(buttons(made)).to.have.length(0);
      expect(cells(made)).to.eql([]);
      expect(status(made)).to.equal('All cleared.');
      expect(made.shadowRoot!.activeElement).to.equal(radios(made)[0]);
      await answer(made, [MEDICINE, NO]);
      expect(chosen(made)[MEDICINE]).to.equal(NO);
    });
  });

  describe('on paper', () => {
    const visible = (made: Element, selector: string) =>
      all(made, selector).filter((each) => each.checkVisibility()).length;

    itInChromium(
      'has boxes to mark by hand under the answers, and who may help with each, when nothing is answered',
      async () => {
        const made = await gaps({region: 'US'});
        await emulate({media: 'print'});
        const text = textOf(made);
        const seen = ['input', '.marks span', '.questions p.paper:not(.marks)', 'button, [role=status]'].map((each) =>
          visible(made, each),
        );
        const middles = (selector: string) =>
          all(made, selector)
            .slice(0, 4)
            .map((each) => each.getBoundingClientRect())
            .map(({left, right}) => (left + right) / 2);
        const [columns, boxes] = [middles('.marks span'), middles('input')];
        await emulate({});
        expect(seen).to.eql([40, 4, 10, 0]);
        columns.forEach((column, index) => expect(column).to.be.closeTo(boxes[index], 2));
        expect(text).to.include(MEDICINE_LINES.replace('\n', ' '));
        expect(text).to.include('1-800-662-4357');
        expect(text).to.not.match(/Nothing chosen yet|My list|does not keep or send/);
        expect(visible(made, '.paper')).to.equal(0);
      },
    );

    itInChromium('has the answers and the list, when there are any, and who may help with the gaps alone', async () => {
      const made = await gaps({region: 'US'});
      await answer(made, ...SOME);
      await emulate({media: 'print'});
      const text = textOf(made);
      const seen = ['[part=cell]', '[part=gap]', '.questions p.paper:not(.marks)', 'button'].map((each) =>
        visible(made, each),
      );
      const address = getComputedStyle(one(made, 'details a'), '::after').content;
      await emulate({});
      expect(seen).to.eql([10, 3, 0, 0]);
      expect(text).to.include('Not covered');
      expect(address).to.include('https://');
    });
  });

  describe('what is answered', () => {
    it('stands in no attribute, address, title or store, and loads nothing', async () => {
      const made = await gaps();
      const outside = async () => ({
        page: document.documentElement.outerHTML,
        attributes: all(made, '*').map((each) => [
          each.localName,
          ...[...each.attributes].map(({name, value}) => `${name}=${value}`),
        ]),
        address: location.href,
        history: [history.length, JSON.stringify(history.state)],
        title: document.title,
        stores: [
          JSON.stringify({...localStorage}),
          JSON.stringify({...sessionStorage}),
          document.cookie,
          (await indexedDB.databases()).length,
        ],
        fetched: performance.getEntriesByType('resource').length,
      });
      // One gap and one cell more of each kind; which ones, only the words and the shapes say.
      const sorted = ({attributes, ...rest}: Awaited<ReturnType<typeof outside>>) => ({
        ...rest,
        attributes: attributes.map((each) => each.join(' ')).sort(),
      });
      await answer(made, [MEDICINE, NO], [COST, UNKNOWN], [PEER, YES]);
      const before = sorted(await outside());
      await answer(made, [MEDICINE, YES], [COST, NO], [PEER, UNKNOWN]);
      expect(sorted(await outside())).to.eql(before);
      expect(Object.keys(made).filter((key) => /given|answer|chosen|gap/i.test(key))).to.eql([]);
      expect(radios(made).every((each) => !each.hasAttribute('value') && !each.hasAttribute('checked'))).to.equal(true);
    });

    it('is no event: the page hears a click on the widget and nothing more', async () => {
      const made = await gaps();
      const heard: string[] = [];
      const record = (event: Event) => {
        heard.push(`${event.type} ${(event.target as Element).localName}`);
      };
      const types = ['click', 'input', 'change', 'recovery-print', 'recovery-contact', 'recovery-exit'];
      for (const type of types) document.addEventListener(type, record);
      replace(made, 'dispatchEvent', (event) => {
        heard.push(`dispatched ${event.type}`);
        return true;
      });
      await answer(made, [MEDICINE, NO], [MEDICINE, YES], [COST, UNKNOWN]);
      for (const type of types) document.removeEventListener(type, record);
      expect(heard).to.eql(Array(3).fill('click recovery-care-gaps'));
    });

    it('is no part of a form around the widget', async () => {
      const made = await gaps();
      const form = document.createElement('form');
      document.body.append(form);
      form.append(made);
      await shown(made);
      await answer(made, [MEDICINE, NO]);
      expect([...new FormData(form)]).to.eql([]);
      form.reset();
      expect(chosen(made)[MEDICINE]).to.equal(NO);
    });

    it('is marked for tools that record pages as not to be recorded', async () => {
      const made = await gaps();
      await answer(made, ...SOME);
      const card = one(made, '.card');
      for (const mark of ['data-private', 'data-hj-suppress', 'data-clarity-mask', 'data-dd-privacy'])
        expect(card.hasAttribute(mark), mark).to.equal(true);
      for (const mark of ['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude'])
        expect(card.classList.contains(mark), mark).to.equal(true);
      expect(radios(made).every((each) => card.contains(each)) && card.contains(list(made))).to.equal(true);
    });

    it('is gone when the page is left, also if the browser keeps the page', async () => {
      const made = await gaps();
      await answer(made, ...SOME);
      dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
      await shown(made);
      expect(chosen(made)).to.eql(Array(10).fill(-1));
      expect(cells(made)).to.eql([]);
      expect(status(made)).to.equal('');
    });

    it('is not restored by browsers that restore forms', async () => {
      const made = await gaps();
      expect(radios(made).every((each) => each.getAttribute('autocomplete') === 'off')).to.equal(true);
    });

    it('survives another language, region, theme and heading level, and being moved; the focus stays', async () => {
      const made = await gaps({region: 'US'});
      await answer(made, ...SOME);
      const before = chosen(made);
      const english = textOf(made);
      radios(made)[2].focus();
      made.lang = 'ar';
      await until(() => one(made, '.root').lang === 'ar', 'Arabic');
      await shown(made);
      expect(chosen(made)).to.eql(before);
      expect(missing(made)[0]).to.match(/\p{Script=Arabic}/u);
      expect(status(made)).to.equal('');
      expect(made.shadowRoot!.activeElement).to.equal(radios(made)[2]);
      made.lang = 'en';
      await until(() => one(made, '.root').lang === 'en', 'English');
      await shown(made);
      expect(textOf(made)).to.equal(english.replace(' Gaps: 2. Don’t know: 1.', ''));
      made.region = 'IE';
      await until(() => words(list(made)).includes('1800 459 459'), 'another line');
      made.theme = 'dark';
      made.headingLevel = '4';
      document.body.prepend(made);
      await shown(made);
      expect(chosen(made)).to.eql(before);
      expect(missing(made)).to.have.length(3);
    });
  });

  it('says before the questions what it keeps, and who may see it all the same', async () => {
    const made = await gaps();
    const note = all(made, 'p').find((each) => words(each).includes('does not keep or send what you choose'))!;
    expect(words(note)).to.include('It is gone when you close the page.');
    expect(words(note)).to.include('Others can see your screen on a shared or watched device.');
    expect(note.compareDocumentPosition(radios(made)[0]) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
  });

  it('shows where its words come from in a closed list, and that they are a draft', async () => {
    const made = await gaps();
    const details = one<HTMLDetailsElement>(made, 'details');
    expect(details.open).to.equal(false);
    expect(words(details)).to.include('Draft: no clinician has reviewed these words yet.');
    expect(all<HTMLAnchorElement>(made, 'details a').every(({protocol}) => protocol === 'https:')).to.equal(true);
  });

  it('has no word in its list that is not from a message', async () => {
    await addPseudoLocale('recovery-care-gaps');
    document.documentElement.lang = 'en-XA';
    const made = await gaps({region: 'US'});
    await until(() => one(made, '.root').lang === 'en-XA', 'the pseudo-locale');
    await answer(made, ...SOME);
    expect(unmarked(made)).to.eql([]);
  });

  itInChromium('keeps its picture in forced colors: shapes in the color of the text, cells with an edge', async () => {
    const made = await gaps();
    await answer(made, ...SOME);
    await emulate({'forced-colors': 'active'});
    const [cell] = all(made, '[part=cell]');
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
      const made = await gaps({theme, region: 'US'});
      await until(() => one(made, '.root').lang === language, language);
      await answerAll(made, PARTLY);
      await answer(made, [PEER, UNKNOWN], [MEDICAL, YES]);
      made.style.width = letters === '32px' ? '320px' : '240px';
      made.style.setProperty('--recovery-font-size', letters);
      await pause();
      one<HTMLDetailsElement>(made, 'details').open = true;
      const {left, right} = made.getBoundingClientRect();
      for (const each of all(made, '.root *').filter((node) => node.getClientRects().length)) {
        const box = each.getBoundingClientRect();
        expect(box.left >= left - 0.5 && box.right <= right + 0.5, each.outerHTML.slice(0, 80)).to.equal(true);
      }
      for (const each of all(made, 'button, summary, a, [part=answer]'))
        expect(each.getBoundingClientRect().height, words(each)).to.be.at.least(44);
      const {violations} = await axe.run(made, {
        rules: {
          'color-contrast-enhanced': {enabled: true},
          region: {enabled: false},
          'page-has-heading-one': {enabled: false},
        },
      });
      expect(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)).to.eql([]);
    });
});
