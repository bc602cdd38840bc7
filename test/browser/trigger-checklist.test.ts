import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import '../../src/widgets/trigger-checklist/define.js';
import type {TriggerChecklist} from '../../src/widgets/trigger-checklist/trigger-checklist.js';
import {all, emulate, itInChromium, listen, mount, one, pause, shown, textOf, until} from './helpers.js';

const axe = (window as unknown as {axe: typeof axeCore}).axe;

const checklist = (args = {}) => mount<TriggerChecklist>('recovery-trigger-checklist', args);
const boxes = (made: Element) => all<HTMLInputElement>(made, 'input');
const ticked = (made: Element) => boxes(made).map(({checked}) => checked);
const words = (node: Element) => node.textContent!.replace(/\s+/g, ' ').trim();
const plan = (made: Element) => one(made, '.plan');
const items = (made: Element) => all(made, '.plan li').filter((each) => each.checkVisibility());
const status = (made: Element) => words(one(made, '[role=status]'));
const buttons = (made: Element) => all<HTMLButtonElement>(made, 'button');
const buttonFor = (made: Element, name: string) => buttons(made).find((each) => words(each) === name)!;

/** Which check box has the focus; -1 for none. */
const focused = (made: Element) => boxes(made).indexOf(made.shadowRoot!.activeElement as HTMLInputElement);

/** Ticks or unticks, as a reader does. */
async function tick(made: TriggerChecklist, ...indexes: number[]): Promise<void> {
  for (const index of indexes) boxes(made)[index].click();
  await shown(made);
}

const [PEOPLE, PLACES, , THINGS, , , FEELINGS] = [0, 1, 2, 3, 4, 5, 6];
const NAMES = ['People', 'Places', 'Smells', 'Things', 'Music', 'Settings and times', 'Feelings'];
const NOW = 'If a craving is strong, try to wait 30 minutes. The urge will pass. Call someone you trust or a helpline.';
const TEXT = `My plan

Places
Keep away from these places when you can. If a craving starts, leave and call someone you trust.

Things
Put these things out of sight and out of reach. Ask someone you trust to take them away.

${NOW}
`;

/** Undoes what a test replaced. */
const undo: (() => void)[] = [];
function replace<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, {configurable: true, writable: true, value});
  undo.push(() => (before ? Object.defineProperty(target, key, before) : delete target[key]));
}

describe('trigger checklist', () => {
  afterEach(() => {
    while (undo.length) undo.pop()!();
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('check boxes', () => {
    it('are a native group with a question; none is ticked', async () => {
      const made = await checklist();
      const group = one<HTMLFieldSetElement>(made, 'fieldset');
      expect(words(group.querySelector('legend')!)).to.equal(
        'Which of these can bring on a craving for you? Choose all that apply.',
      );
      expect([...group.elements].map((each) => boxes(made).indexOf(each as HTMLInputElement))).to.eql(
        NAMES.map((_, index) => index),
      );
      expect(boxes(made).map(({type}) => type)).to.eql(NAMES.map(() => 'checkbox'));
      expect(ticked(made)).to.eql(NAMES.map(() => false));
    });

    it('are named by their label alone and described by their hint', async () => {
      const made = await checklist();
      const referred = (box: Element, attribute: string) =>
        words(made.shadowRoot!.getElementById(box.getAttribute(attribute)!)!);
      expect(boxes(made).map((box) => referred(box, 'aria-labelledby'))).to.eql(NAMES);
      expect(referred(boxes(made)[PEOPLE], 'aria-describedby')).to.equal(
        'People you link with drug use. Some may be friends.',
      );
      for (const box of boxes(made)) {
        expect(referred(box, 'aria-describedby')).to.match(/\.$/);
        expect(box.labels).to.have.length(1);
      }
      const ids = all(made, '[id]').map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('are ticked by a click anywhere in their row, which is 44 px high at least', async () => {
      const made = await checklist();
      made.style.width = '900px';
      const rows = all(made, 'label');
      for (const row of rows) expect(row.getBoundingClientRect().height).to.be.at.least(44);
      const {left, right, top, bottom} = rows[PLACES].getBoundingClientRect();
      for (const [x, y, now] of [
        [left + 3, top + 3, true],
        [right - 3, bottom - 3, false],
        [(left + right) / 2, (top + bottom) / 2, true],
      ] as const) {
        await sendMouse({type: 'click', position: [Math.round(x), Math.round(y)]});
        expect(ticked(made)[PLACES], `${x} ${y}`).to.equal(now);
      }
    });

    it('are reached by Tab in order, then the buttons, then the sources; Space ticks, Enter does nothing', async () => {
      const made = await checklist();
      await tick(made, FEELINGS);
      const before = document.createElement('button');
      document.body.prepend(before);
      before.focus();
      const path: string[] = [];
      for (let step = 0; step < 12; step++) {
        await sendKeys({press: 'Tab'});
        const at = made.shadowRoot!.activeElement!;
        path.push(at.localName === 'input' ? NAMES[focused(made)] : words(at));
      }
      expect(path).to.eql([
        ...NAMES,
        'Print my plan',
        'Copy my plan',
        'Save as a text file',
        'Clear all',
        'Where this comes from',
      ]);
      boxes(made)[PEOPLE].focus();
      const address = location.href;
      await sendKeys({press: ' '});
      expect(ticked(made)[PEOPLE]).to.equal(true);
      await sendKeys({press: 'Enter'});
      expect(ticked(made)[PEOPLE]).to.equal(true);
      expect(location.href).to.equal(address);
      await sendKeys({press: ' '});
      expect(ticked(made)[PEOPLE]).to.equal(false);
      expect(focused(made)).to.equal(PEOPLE);
    });

    it('are all there is to fill in: no free text', async () => {
      const made = await checklist();
      await tick(made, PEOPLE);
      expect(all(made, 'input:not([type=checkbox]), textarea, select, form, [contenteditable]')).to.have.length(0);
    });
  });

  describe('plan', () => {
    it('gathers what is ticked in the order of the list, each with something to do instead', async () => {
      const made = await checklist();
      expect(words(plan(made))).to.include('Nothing chosen yet.');
      expect(items(made)).to.have.length(0);
      await tick(made, THINGS, PLACES);
      expect(words(plan(made))).to.not.include('Nothing chosen yet.');
      expect(items(made).map((each) => each.innerText)).to.eql(TEXT.split('\n\n').slice(1, -1));
      await tick(made, THINGS);
      expect(items(made).map((each) => words(each.querySelector('b')!))).to.eql(['Places']);
    });

    it('ends with what to do when a craving is strong; the risk is told on the screen beside it', async () => {
      const made = await checklist();
      for (const indexes of [[], [PEOPLE, PLACES]]) {
        await tick(made, ...indexes);
        expect(words(plan(made).lastElementChild!)).to.equal(NOW);
        expect(words(plan(made))).to.not.include('overdose');
        expect(textOf(made)).to.include('After a break from drug use, an overdose is more likely.');
      }
    });

    it('has a heading one level below the widget’s', async () => {
      for (const [level, tags] of [
        [undefined, ['h2', 'h3']],
        ['1', ['h1', 'h2']],
        ['6', ['h6', 'h6']],
      ] as const) {
        const made = await checklist({'heading-level': level});
        expect(all(made, '[part=heading]').map(({localName}) => localName)).to.eql(tags);
        expect(words(all(made, '[part=heading]')[1])).to.equal('My plan');
      }
    });

    it('has buttons only as long as there is something to use them on', async () => {
      const made = await checklist();
      expect(buttons(made)).to.have.length(0);
      await tick(made, PEOPLE);
      expect(buttons(made).map(words)).to.eql(['Print my plan', 'Copy my plan', 'Save as a text file', 'Clear all']);
      expect(buttons(made).every(({type, disabled}) => type === 'button' && !disabled)).to.equal(true);
      await tick(made, PEOPLE);
      expect(buttons(made)).to.have.length(0);
    });

    it('is each widget’s own', async () => {
      const [first, second] = [await checklist(), await checklist()];
      await tick(first, PEOPLE);
      await shown(second);
      expect(items(first)).to.have.length(1);
      expect(items(second)).to.have.length(0);
    });
  });

  describe('announcements', () => {
    it('are one polite region that is there, and empty, from the start', async () => {
      const made = await checklist();
      expect(all(made, '[role=status], [role=alert], [aria-live]')).to.have.length(1);
      expect(status(made)).to.equal('');
      expect(getComputedStyle(one(made, '[role=status]')).display).to.not.equal('none');
      expect(one(made, '[role=status]').contains(plan(made))).to.equal(false);
    });

    it('say how many items there are: one change for each tick, none for anything else', async () => {
      const made = await checklist();
      const region = one(made, '[role=status]');
      const said: string[] = [];
      const observer = new MutationObserver(() => said.push(words(region)));
      observer.observe(region, {childList: true, characterData: true, subtree: true});
      await tick(made, PEOPLE);
      await tick(made, FEELINGS);
      await tick(made, PEOPLE);
      made.theme = 'dark';
      made.headingLevel = '3';
      await shown(made);
      expect(said).to.eql(['Items in your plan: 1', 'Items in your plan: 2', 'Items in your plan: 1']);
      expect(region.isConnected).to.equal(true);
      observer.disconnect();
    });

    it('are not repeated in another language', async () => {
      const made = await checklist();
      await tick(made, PEOPLE);
      made.lang = 'es';
      await until(() => one(made, '.root').lang === 'es', 'Spanish');
      await shown(made);
      expect(status(made)).to.equal('');
    });

    it('take up room before anything is said, so that nothing moves', async () => {
      const made = await checklist();
      await tick(made, PEOPLE);
      const height = made.offsetHeight;
      buttonFor(made, 'Copy my plan').click();
      await shown(made);
      await until(() => status(made), 'answer');
      expect(made.offsetHeight).to.be.within(height - 1, height + 30);
      expect(parseFloat(getComputedStyle(one(made, '[role=status]')).minHeight)).to.be.at.least(16);
    });
  });

  describe('copying', () => {
    const clipboard = (writeText?: (text: string) => Promise<void>) =>
      replace(navigator, 'clipboard', (writeText && {writeText}) as Clipboard);

    it('copies the plan as plain text, without the risk', async () => {
      let copied = '';
      clipboard(async (text) => void (copied = text));
      const made = await checklist();
      await tick(made, THINGS, PLACES);
      buttonFor(made, 'Copy my plan').click();
      await until(() => status(made) === 'Plan copied.', 'Plan copied.');
      expect(copied).to.equal(TEXT);
    });

    it('is announced again when done again', async () => {
      clipboard(async () => {});
      const made = await checklist();
      await tick(made, PLACES);
      const said: string[] = [];
      const observer = new MutationObserver(() => said.push(status(made)));
      observer.observe(one(made, '[role=status]'), {childList: true, characterData: true, subtree: true});
      for (let time = 0; time < 2; time++) {
        buttonFor(made, 'Copy my plan').click();
        await pause(30);
      }
      expect(said.filter((each) => each === 'Plan copied.')).to.have.length(2);
      expect(said).to.include('');
      observer.disconnect();
    });

    it('says so when the browser refuses, or has no clipboard', async () => {
      const made = await checklist();
      await tick(made, PLACES);
      for (const write of [() => Promise.reject(new Error('no')), undefined]) {
        clipboard(write);
        buttonFor(made, 'Copy my plan').click();
        await shown(made);
        await until(() => status(made).startsWith('Your browser did not allow copying.'), 'refusal');
      }
      expect(getComputedStyle(plan(made)).userSelect).to.not.equal('none');
    });
  });

  describe('saving', () => {
    /** What would be saved, instead of saving it. */
    function catchFile() {
      const file: {
        blob?: Blob;
        name?: string;
        href?: string;
        connected?: boolean;
        revoked: string[];
        timers: number[];
      } = {
        revoked: [],
        timers: [],
      };
      const {createObjectURL} = URL;
      replace(URL, 'createObjectURL', (blob) => createObjectURL((file.blob = blob as Blob)));
      replace(URL, 'revokeObjectURL', (url) => void file.revoked.push(url));
      replace(HTMLAnchorElement.prototype, 'click', function (this: HTMLAnchorElement) {
        Object.assign(file, {name: this.download, href: this.href, connected: this.isConnected});
      });
      replace(window, 'setTimeout', ((work: () => void, wait: number) => {
        file.timers.push(wait);
        work();
        return 0;
      }) as unknown as typeof setTimeout);
      return file;
    }

    it('gives a text file in UTF-8 with a name that says nothing', async () => {
      const made = await checklist();
      await tick(made, PLACES, THINGS);
      const file = catchFile();
      buttonFor(made, 'Save as a text file').click();
      expect(file.name).to.equal('plan.txt');
      expect(file.blob!.type).to.equal('text/plain');
      const bytes = new Uint8Array(await file.blob!.arrayBuffer());
      expect([...bytes.slice(0, 3)]).to.eql([0xef, 0xbb, 0xbf]);
      expect(new TextDecoder().decode(bytes)).to.equal(TEXT);
    });

    it('makes the file from memory, out of the page’s sight, and lets go of it a while later', async () => {
      const made = await checklist();
      await tick(made, PLACES);
      let heard = 0;
      const count = () => heard++;
      document.addEventListener('click', count, true);
      const file = catchFile();
      buttonFor(made, 'Save as a text file').click();
      document.removeEventListener('click', count, true);
      expect(file.href).to.match(/^blob:/);
      expect(file.connected).to.equal(false);
      expect(heard).to.equal(1);
      expect(file.revoked).to.eql([file.href]);
      expect(file.timers[0]).to.be.at.least(10_000);
    });
  });

  describe('clearing', () => {
    it('unticks every box, says so, and moves the focus to the first one', async () => {
      const made = await checklist();
      await tick(made, PEOPLE, PLACES, FEELINGS);
      buttonFor(made, 'Clear all').focus();
      await sendKeys({press: 'Enter'});
      await shown(made);
      expect(ticked(made)).to.eql(NAMES.map(() => false));
      expect(items(made)).to.have.length(0);
      expect(buttons(made)).to.have.length(0);
      expect(status(made)).to.equal('All cleared.');
      expect(focused(made)).to.equal(PEOPLE);
      await tick(made, PLACES);
      expect(ticked(made).filter(Boolean)).to.have.length(1);
      expect(status(made)).to.equal('Items in your plan: 1');
    });
  });

  describe('printing', () => {
    interface Sheet {
      text: string;
      title: string;
      pageTitle: string;
      root: HTMLElement;
    }

    /** What would be printed, instead of printing it. */
    function catchPrint(fails = false) {
      const sheets: Sheet[] = [];
      const pages: string[] = [];
      const {append} = DocumentFragment.prototype;
      replace(DocumentFragment.prototype, 'append', function (this: DocumentFragment, ...nodes) {
        append.apply(this, nodes);
        const [frame] = nodes;
        if (!(frame instanceof HTMLIFrameElement)) return;
        frame.contentWindow!.print = () => {
          if (fails) throw new Error('no');
          const {body, title, documentElement: root} = frame.contentDocument!;
          sheets.push({text: body.innerText, title, pageTitle: document.title, root});
        };
      });
      replace(window, 'print', () => void pages.push(document.title));
      return {sheets, pages};
    }

    it('prints the plan and nothing else, in its language and direction', async () => {
      document.documentElement.lang = 'ar';
      const made = await checklist();
      await until(() => one(made, '.root').lang === 'ar', 'Arabic');
      await tick(made, PLACES, THINGS);
      const {sheets, pages} = catchPrint();
      buttons(made)[0].click();
      await until(() => sheets.length, 'print');
      expect(pages).to.eql([]);
      const [{text, title, root}] = sheets;
      expect(text.replace(/\s+/g, ' ').trim()).to.equal(plan(made).innerText.replace(/\s+/g, ' ').trim());
      expect(root.querySelectorAll('li')).to.have.length(2);
      expect(root.querySelectorAll('button, a, script, link, img, [src]')).to.have.length(0);
      expect(title).to.equal(words(plan(made).querySelector('[part=heading]')!));
      expect([root.lang, root.dir]).to.eql(['ar', 'rtl']);
    });

    it('has nothing of the risk on the paper, nor of the page', async () => {
      const made = await checklist();
      await tick(made, PLACES);
      const {sheets} = catchPrint();
      buttons(made)[0].click();
      await until(() => sheets.length, 'print');
      expect(sheets[0].text).to.match(/^My plan/);
      expect(sheets[0].text).to.include(NOW);
      expect(sheets[0].text).to.not.match(/overdose|drug|Clear all|Items in/);
    });

    it('lends the page a title that says nothing, and gives its own back', async () => {
      const before = document.title;
      document.title = 'Heroin relapse';
      const made = await checklist();
      await tick(made, PLACES);
      const {sheets} = catchPrint();
      buttons(made)[0].click();
      await until(() => sheets.length, 'print');
      expect(sheets[0].pageTitle).to.equal('My plan');
      expect(document.title).to.equal('Heroin relapse');
      document.title = before;
    });

    it('prints the page where a frame cannot be printed', async () => {
      const made = await checklist();
      await tick(made, PLACES);
      const {sheets, pages} = catchPrint(true);
      buttons(made)[0].click();
      await until(() => pages.length, 'print');
      expect(sheets).to.eql([]);
      expect(pages).to.eql(['My plan']);
      expect(document.title).to.not.equal('My plan');
    });

    it('leaves no copy of an older plan, and does not print again by itself', async () => {
      const made = await checklist();
      await tick(made, PLACES);
      const {sheets} = catchPrint();
      buttons(made)[0].click();
      await until(() => sheets.length, 'print');
      const [frame] = all(made, 'iframe');
      expect([frame.offsetWidth, frame.offsetHeight, getComputedStyle(frame).visibility]).to.eql([0, 0, 'hidden']);
      document.body.prepend(made);
      await shown(made);
      await pause(50);
      expect(sheets).to.have.length(1);
      buttons(made)[0].click();
      await until(() => sheets.length === 2, 'second print');
      expect(all(made, 'iframe')).to.have.length(1);
      await tick(made, PEOPLE);
      expect(all(made, 'iframe')).to.have.length(0);
    });

    it('tells the page that someone prints, and nothing of what', async () => {
      const made = await checklist();
      await tick(made, PLACES);
      const {sheets} = catchPrint();
      const events: Event[] = [];
      document.addEventListener('recovery-print', (event) => events.push(event), {once: true});
      buttons(made)[0].click();
      await until(() => sheets.length, 'print');
      expect(events).to.have.length(1);
      expect([events[0].bubbles, events[0].composed, events[0].target === made]).to.eql([true, true, true]);
      expect(Object.keys(events[0]).filter((key) => key !== 'isTrusted')).to.eql([]);
    });

    it('says nothing with no-events, but prints', async () => {
      const made = await checklist({'no-events': true});
      await tick(made, PLACES);
      const {sheets} = catchPrint();
      let told = 0;
      document.addEventListener('recovery-print', () => told++, {once: true});
      buttons(made)[0].click();
      await until(() => sheets.length, 'print');
      expect(told).to.equal(0);
    });

    itInChromium(
      'of the whole page: boxes to tick by hand, the plan, sources with addresses; nothing for the screen only',
      async () => {
        const made = await checklist();
        await tick(made, PLACES);
        await emulate({media: 'print'});
        const visible = (selector: string) => all(made, selector).filter((each) => each.checkVisibility()).length;
        const seen = ['input', '.plan li', 'button', '[role=status]', 'details a'].map(visible);
        const text = textOf(made);
        const address = getComputedStyle(one(made, 'details a'), '::after').content;
        await tick(made, PLACES);
        const empty = items(made).map((each) => words(each.querySelector('b')!));
        const emptyText = textOf(made);
        await emulate({});
        expect(seen.slice(0, 4)).to.eql([7, 1, 0, 0]);
        expect(seen[4]).to.be.above(3);
        expect(address).to.include('https://');
        expect(text).to.include(NOW);
        expect(text).to.not.include('overdose is more likely');
        expect(empty).to.eql(NAMES);
        expect(emptyText).to.not.include('Nothing chosen yet');
        expect(items(made)).to.have.length(0);
      },
    );
  });

  describe('what is ticked', () => {
    it('stands in no attribute, address, title or store, and loads nothing', async () => {
      const made = await checklist();
      const outside = async () => ({
        page: document.documentElement.outerHTML,
        attributes: all(made, '*').map((each) => [
          each.localName,
          // Who has a plan at all can be seen from the list being there.
          ...[...each.attributes].filter(({name}) => name !== 'class').map(({name, value}) => `${name}=${value}`),
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
      await tick(made, PEOPLE);
      const before = await outside();
      await tick(made, PEOPLE, FEELINGS);
      expect(await outside()).to.eql(before);
      expect(Object.keys(made).filter((key) => /tick|plan|check|chosen/i.test(key))).to.eql([]);
      expect(
        boxes(made).every((box) => !box.name && !box.hasAttribute('value') && !box.hasAttribute('checked')),
      ).to.equal(true);
    });

    it('is no event: the page hears a click on the widget and nothing more', async () => {
      const made = await checklist();
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
      await tick(made, PEOPLE, PLACES, PEOPLE);
      for (const type of types) document.removeEventListener(type, record);
      // A click on a label is two: on the label and on its box; here the box itself is clicked.
      expect(heard).to.eql(Array(3).fill('click recovery-trigger-checklist'));
    });

    it('is no part of a form around the widget', async () => {
      const made = await checklist();
      const form = document.createElement('form');
      document.body.append(form);
      form.append(made);
      await shown(made);
      await tick(made, PEOPLE);
      expect([...new FormData(form)]).to.eql([]);
      form.reset();
      expect(ticked(made)[PEOPLE]).to.equal(true);
    });

    it('is marked for tools that record pages as not to be recorded', async () => {
      const made = await checklist();
      const card = one(made, '.card');
      for (const mark of ['data-private', 'data-hj-suppress', 'data-clarity-mask', 'data-dd-privacy'])
        expect(card.hasAttribute(mark), mark).to.equal(true);
      for (const mark of ['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude'])
        expect(card.classList.contains(mark), mark).to.equal(true);
      expect(boxes(made).every((box) => card.contains(box)) && card.contains(plan(made))).to.equal(true);
    });

    it('is gone when the page is left, also if the browser keeps the page', async () => {
      const made = await checklist();
      await tick(made, PEOPLE, PLACES);
      dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
      await shown(made);
      expect(ticked(made)).to.eql(NAMES.map(() => false));
      expect(items(made)).to.have.length(0);
      expect(status(made)).to.equal('');
    });

    it('is not restored by browsers that restore forms', async () => {
      const made = await checklist();
      // The property knows it of text fields only, in some browsers.
      expect(boxes(made).every((each) => each.getAttribute('autocomplete') === 'off')).to.equal(true);
    });

    it('survives another language, and the focus with it; the plan is then in that language', async () => {
      const made = await checklist();
      await tick(made, PLACES, FEELINGS);
      const english = textOf(made);
      boxes(made)[PLACES].focus();
      made.lang = 'ar';
      await until(() => one(made, '.root').lang === 'ar', 'Arabic');
      await shown(made);
      expect(one(made, '.root').dir).to.equal('rtl');
      expect(
        ticked(made)
          .map((on, index) => (on ? index : -1))
          .filter((index) => index >= 0),
      ).to.eql([PLACES, FEELINGS]);
      expect(items(made)).to.have.length(2);
      expect(words(items(made)[0])).to.match(/\p{Script=Arabic}/u);
      expect(focused(made)).to.equal(PLACES);
      made.lang = 'en';
      await until(() => one(made, '.root').lang === 'en', 'English');
      await shown(made);
      expect(textOf(made)).to.equal(english.replace(/ Items in your plan: 2/, ''));
    });

    it('survives a new theme and heading level, and being moved', async () => {
      const made = await checklist();
      await tick(made, PLACES, FEELINGS);
      made.theme = 'dark';
      made.headingLevel = '4';
      await shown(made);
      const elsewhere = document.createElement('div');
      document.body.append(elsewhere);
      elsewhere.attachShadow({mode: 'open'}).append(made);
      await shown(made);
      expect(items(made).map((each) => words(each.querySelector('b')!))).to.eql(['Places', 'Feelings']);
      expect(ticked(made).filter(Boolean)).to.have.length(2);
      expect(plan(made).firstElementChild!.localName).to.equal('h5');
    });

    it('leaves no listener behind when the widget goes', async () => {
      const made = await checklist();
      await tick(made, PEOPLE);
      made.remove();
      dispatchEvent(new PageTransitionEvent('pagehide'));
      await made.updateComplete;
      expect(ticked(made)[PEOPLE]).to.equal(true);
    });
  });

  it('says before the check boxes what it keeps, and who may see it all the same', async () => {
    const made = await checklist();
    const note = all(made, 'p').find((each) => words(each).includes('does not keep or send what you choose'))!;
    expect(words(note)).to.include('It is gone when you close the page.');
    expect(words(note)).to.include('Others can see your screen on a shared or watched device.');
    expect(note.compareDocumentPosition(boxes(made)[0]) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
  });

  it('shows where its words come from in a closed list, and that they are a draft', async () => {
    const made = await checklist();
    const details = one<HTMLDetailsElement>(made, 'details');
    expect(details.open).to.equal(false);
    expect(words(details)).to.include('Draft: no clinician has reviewed these words yet.');
    for (const link of all<HTMLAnchorElement>(made, 'details a')) {
      expect(link.protocol).to.equal('https:');
      expect([link.rel, link.referrerPolicy, link.target]).to.eql(['noopener noreferrer', 'no-referrer', '']);
    }
  });

  it('needs no region and shows no number', async () => {
    const console = listen();
    const made = await checklist({region: 'nowhere'});
    expect(console.stop()).to.eql([]);
    expect(all(made, 'a[href^="tel:"], a[href^="sms:"]')).to.have.length(0);
  });

  for (const [language, theme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ar', 'light'],
  ])
    it(`${language}, ${theme}: a plan is accessible and fits 240 px`, async () => {
      document.documentElement.lang = language;
      const made = await checklist({theme});
      await until(() => one(made, '.root').lang === language, language);
      await tick(made, 0, 1, 2, 3, 4, 5, 6);
      made.style.width = '240px';
      one<HTMLDetailsElement>(made, 'details').open = true;
      const {left, right} = made.getBoundingClientRect();
      for (const each of all(made, '.root *').filter((node) => node.getClientRects().length)) {
        const box = each.getBoundingClientRect();
        expect(box.left >= left - 0.5 && box.right <= right + 0.5, each.outerHTML.slice(0, 80)).to.equal(true);
      }
      for (const each of all(made, 'button, summary, a'))
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
