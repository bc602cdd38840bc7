import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {PlanElement} from '../../src/core/plan-element.js';
import {mount, recordEvents, rendered, replaceProperty, shows, switchTo, until, wait} from './helpers.js';
import {buttonNamed, captureAnnouncements, query, queryAll, statusOf, textOf, tracesOf} from './query.js';
import {expectAccessible, expectToFit, expectUnrecorded} from './rules.js';

/** Test data for a widget with a plan to print, copy, save and clear: how to fill it in, and the resulting plan. */
export interface Plan<T extends PlanElement> {
  tag: string;
  args?: Record<string, string>;
  /** Labels of the buttons in English. Without `copy` and `save` the widget can only be printed. */
  buttons: {print: string; copy?: string; save?: string; clear: string};
  /** Titles of the printed sheet, in English and Arabic. */
  titles: {en: string; ar: string};
  /** English announcement after copying. */
  copied?: string;
  /** The copied and saved text after {@link fill}. */
  text?: string;
  /** Selects the element whose text the sheet shows. Default: `.plan`. */
  plan?: string;
  /** Fills in some answers, as a reader does. */
  fill: (el: T) => Promise<void>;
  /** Gives other answers: as many of each kind as after {@link fill}, so that only their position differs. */
  fillOtherwise: (el: T) => Promise<void>;
  /** Matches text that must not be on paper. */
  forScreenOnly: RegExp;
  /** Fills in everything, for the longest plan. */
  fillAll: (el: T) => Promise<void>;
}

/** Captures printed sheets, or whole pages where `fails` keeps a frame from printing, instead of printing them. */
export function capturePrint(fails = false) {
  const sheets: {text: string; title: string; pageTitle: string; root: HTMLElement}[] = [];
  const pages: string[] = [];
  const {append} = DocumentFragment.prototype;
  replaceProperty(DocumentFragment.prototype, 'append', function (this: DocumentFragment, ...nodes) {
    append.apply(this, nodes);
    const [frame] = nodes;
    if (!(frame instanceof HTMLIFrameElement)) return;
    frame.contentWindow!.print = () => {
      if (fails) throw new Error('no');
      const {body, title, documentElement: root} = frame.contentDocument!;
      sheets.push({text: body.innerText, title, pageTitle: document.title, root});
    };
  });
  replaceProperty(window, 'print', () => void pages.push(document.title));
  return {sheets, pages};
}

/** Captures the file that would be saved, instead of saving it. */
function captureFile() {
  const file: {blob?: Blob; name?: string; href?: string; connected?: boolean; revoked: string[]; timers: number[]} = {
    revoked: [],
    timers: [],
  };
  const {createObjectURL} = URL;
  replaceProperty(URL, 'createObjectURL', (blob) => createObjectURL((file.blob = blob as Blob)));
  replaceProperty(URL, 'revokeObjectURL', (url) => void file.revoked.push(url));
  replaceProperty(HTMLAnchorElement.prototype, 'click', function (this: HTMLAnchorElement) {
    Object.assign(file, {name: this.download, href: this.href, connected: this.isConnected});
  });
  replaceProperty(window, 'setTimeout', ((work: () => void, delay: number) => {
    file.timers.push(delay);
    work();
    return 0;
  }) as unknown as typeof setTimeout);
  return file;
}

const replaceClipboard = (writeText?: (text: string) => Promise<void>) =>
  replaceProperty(navigator, 'clipboard', (writeText && {writeText}) as Clipboard);

const withoutSpace = (text: string) => text.replace(/\s+/g, '');

/**
 * Tests the contract of {@link PlanElement} on one widget: what it prints, copies, saves and clears, and that answers stay in
 * memory. Call it inside the `describe` of the widget.
 */
export function describePlan<T extends PlanElement>({
  tag,
  args = {},
  buttons,
  titles,
  copied,
  text: planText,
  plan = '.plan',
  fill,
  fillOtherwise,
  forScreenOnly,
  fillAll,
}: Plan<T>): void {
  const fields = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
  const checked = (el: Element) => fields(el).flatMap((field, index) => (field.checked ? [index] : []));

  const mountFilled = async (more: Record<string, unknown> = {}) => {
    const el = await mount<T>(tag, {...args, ...more} as Record<string, string>);
    await fill(el);
    return el;
  };

  it('keeps answers and focus in another language, theme, heading level and place, and announces nothing', async () => {
    const el = await mountFilled();
    const [before, english] = [checked(el), textOf(query(el, plan))];
    fields(el)[before[0]].focus();
    await switchTo(el, 'ar');
    expect(textOf(query(el, plan))).to.match(/\p{Script=Arabic}/u);
    expect(el.shadowRoot!.activeElement).to.equal(fields(el)[before[0]]);
    await switchTo(el, 'en');
    expect(textOf(query(el, plan))).to.equal(english);
    Object.assign(el, {theme: 'dark', headingLevel: '4', ...(args['region'] && {region: 'IE'})});
    document.body.appendChild(document.createElement('div')).attachShadow({mode: 'open'}).append(el);
    await rendered(el);
    expect(checked(el)).to.eql(before);
    expect(query(el, 'h5')).to.exist;
    expect(statusOf(el)).to.equal('');
  });

  it('says what it keeps, and who may still see it, before questions about the reader', async () => {
    const el = await mount<T>(tag, args);
    const note = query(el, '.privacy');
    expect(textOf(note.querySelector('summary')!)).to.match(/not kept or sent\. .* gone when you close the page\.$/);
    expect(textOf(note)).to.include('Others can see your screen');
    // Steps to tick say nothing of who ticks them.
    if (planText) expect(note.compareDocumentPosition(fields(el)[0]) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
  });

  // Empty ones are in every-story.test.ts.
  for (const [language, theme, width, letters] of [
    ['en', 'dark', '240px', '16px'],
    ['ar', 'light', '320px', '32px'],
  ])
    it(`${language}, ${theme}: a full plan is accessible and fits ${width} with text of ${letters}`, async () => {
      document.documentElement.lang = language;
      const el = await mount<T>(tag, {...args, theme});
      await shows(el, language);
      await fillAll(el);
      el.style.width = width;
      el.style.setProperty('--recovery-font-size', letters);
      await wait();
      query<HTMLDetailsElement>(el, 'details').open = true;
      expectToFit(el);
      for (const each of queryAll(el, 'button, summary, [part=answer]'))
        expect(each.getBoundingClientRect().height, textOf(each)).to.be.at.least(44);
      await expectAccessible(el);
    });

  describe('printing a plan', () => {
    /** Presses the button to print, and waits for the sheet. */
    async function print(el: T) {
      const captured = capturePrint();
      query(el, '.actions button').click();
      await until(() => captured.sheets.length, 'print');
      return captured;
    }

    it('prints the plan and the note on its draft alone, in its language and direction', async () => {
      document.documentElement.lang = 'ar';
      const el = await mount<T>(tag, args);
      await shows(el, 'ar');
      await fill(el);
      const {sheets, pages} = await print(el);
      expect(pages).to.eql([]);
      const [{text, title, root}] = sheets;
      // Folds of the screen are open on the sheet.
      for (const fold of queryAll<HTMLDetailsElement>(el, `${plan} details`)) fold.open = true;
      const printed = [plan, '.draft'].flatMap((part) => queryAll(el, part)).map(({innerText}) => innerText);
      expect(withoutSpace(text)).to.equal(withoutSpace(printed.join('')));
      expect(root.querySelectorAll('button, script, link, img, [src]')).to.have.length(0);
      expect([title, root.lang, root.dir]).to.eql([titles.ar, 'ar', 'rtl']);
    });

    it('prints no text for the screen only, gives the page a neutral title meanwhile, and restores its own', async () => {
      const original = document.title;
      document.title = 'Heroin relapse';
      const el = await mountFilled();
      expect(textOf(query(el, '.actions button'))).to.equal(buttons.print);
      const {sheets} = await print(el);
      expect([sheets[0].title, sheets[0].pageTitle]).to.eql([titles.en, titles.en]);
      expect(document.title).to.equal('Heroin relapse');
      document.title = original;
      expect(sheets[0].text).to.not.match(forScreenOnly);
    });

    it('prints the page where a frame cannot be printed', async () => {
      const el = await mountFilled();
      const {sheets, pages} = capturePrint(true);
      buttonNamed(el, buttons.print).click();
      await until(() => pages.length, 'print');
      expect(sheets).to.eql([]);
      expect(pages).to.eql([titles.en]);
      expect(document.title).to.not.equal(titles.en);
    });

    it('keeps one invisible sheet, discards it with the next answer, and never prints by itself', async () => {
      const el = await mountFilled();
      const {sheets} = await print(el);
      const [frame] = queryAll(el, 'iframe');
      expect([frame.offsetWidth, frame.offsetHeight, getComputedStyle(frame).visibility]).to.eql([0, 0, 'hidden']);
      document.body.prepend(el);
      await rendered(el);
      await wait(50);
      expect(sheets).to.have.length(1);
      buttonNamed(el, buttons.print).click();
      await until(() => sheets.length === 2, 'second print');
      expect(queryAll(el, 'iframe')).to.have.length(1);
      await fillOtherwise(el);
      expect(queryAll(el, 'iframe')).to.have.length(0);
    });

    it('dispatches recovery-print without details, and nothing with no-events', async () => {
      const el = await mountFilled();
      const events = recordEvents('recovery-print');
      await print(el);
      expect(events).to.have.length(1);
      expect([events[0].bubbles, events[0].composed, events[0].target === el]).to.eql([true, true, true]);
      expect(Object.keys(events[0]).filter((key) => key !== 'isTrusted')).to.eql([]);
      await print(await mountFilled({'no-events': true}));
      expect(events).to.have.length(1);
    });
  });

  if (buttons.copy)
    describe('copying a plan', () => {
      it('copies it as plain text, and announces a second copy again', async () => {
        const clipboard: string[] = [];
        replaceClipboard(async (text) => void clipboard.push(text));
        const el = await mountFilled();
        const announcements = captureAnnouncements(el);
        for (let time = 0; time < 2; time++) {
          buttonNamed(el, buttons.copy!).click();
          await wait(30);
        }
        expect(clipboard).to.eql([planText, planText]);
        expect(announcements.filter((each) => each === copied)).to.have.length(2);
        expect(announcements).to.include('');
      });

      it('says so when the browser refuses or has no clipboard; the text can still be selected', async () => {
        const el = await mountFilled();
        for (const write of [() => Promise.reject(new Error('no')), undefined]) {
          replaceClipboard(write);
          buttonNamed(el, buttons.copy!).click();
          await rendered(el);
          await until(() => statusOf(el).startsWith('Your browser did not allow copying.'), 'refusal');
        }
        expect(getComputedStyle(query(el, plan)).userSelect).to.not.equal('none');
      });
    });

  if (buttons.save)
    describe('saving a plan', () => {
      it('saves a UTF-8 text file with a neutral name, made in memory, from a link outside the page', async () => {
        const el = await mountFilled();
        let clicks = 0;
        const count = () => clicks++;
        document.addEventListener('click', count, true);
        const file = captureFile();
        buttonNamed(el, buttons.save!).click();
        document.removeEventListener('click', count, true);
        expect([file.name, file.blob!.type]).to.eql(['plan.txt', 'text/plain']);
        const bytes = new Uint8Array(await file.blob!.arrayBuffer());
        expect([...bytes.slice(0, 3)]).to.eql([0xef, 0xbb, 0xbf]);
        expect(new TextDecoder().decode(bytes)).to.equal(planText);
        expect(file.href).to.match(/^blob:/);
        expect([file.connected, clicks]).to.eql([false, 1]);
        // It is revoked later.
        expect(file.revoked).to.eql([file.href]);
        expect(file.timers[0]).to.be.at.least(10_000);
      });
    });

  it('clears every answer, announces it, and moves the focus to the first field', async () => {
    const el = await mountFilled();
    buttonNamed(el, buttons.clear).focus();
    await sendKeys({press: 'Enter'});
    await rendered(el);
    expect(checked(el)).to.eql([]);
    expect(queryAll(el, 'button').map(textOf)).to.not.include(buttons.clear);
    expect(statusOf(el)).to.equal('All cleared.');
    expect(el.shadowRoot!.activeElement === fields(el)[0]).to.equal(true);
    await fill(el);
    expect(checked(el)).to.not.eql([]);
  });

  describe('privacy of answers', () => {
    it('answers are in no attribute, address, title or store, and cause no request', async () => {
      const el = await mount<T>(tag, args);
      await fill(el);
      const before = await tracesOf(el);
      const answersBefore = checked(el);
      await fillOtherwise(el);
      expect(checked(el)).to.not.eql(answersBefore);
      expect(await tracesOf(el)).to.eql(before);
      expect(Object.keys(el).join()).to.not.match(/answer|given|tick|plan|check|chosen|gap|step|done/i);
      expect(queryAll(el, 'input[value], input[checked]')).to.eql([]);
    });

    it('answers reach the page as clicks on the widget and nothing more', async () => {
      const el = await mount<T>(tag, args);
      const types = ['click', 'input', 'change', 'recovery-print', 'recovery-contact', 'recovery-exit'];
      const received = recordEvents(...types);
      const dispatched: string[] = [];
      replaceProperty(el, 'dispatchEvent', (event) => {
        dispatched.push(event.type);
        return true;
      });
      await fill(el);
      expect(received).to.not.eql([]);
      for (const {type, target} of received) expect([type, target === el]).to.eql(['click', true]);
      expect(dispatched).to.eql([]);
    });

    it('answers are not part of a form around the widget', async () => {
      const el = await mount<T>(tag, args);
      const form = document.createElement('form');
      document.body.append(form);
      form.append(el);
      await rendered(el);
      await fill(el);
      expect([...new FormData(form)]).to.eql([]);
      const before = checked(el);
      form.reset();
      expect(checked(el)).to.eql(before);
    });

    it('the card carries the marks that session recorders leave out, and no field is restored', async () => {
      const el = await mountFilled();
      expectUnrecorded(el);
      expect(query(el, '.card').contains(query(el, plan))).to.equal(true);
    });

    it('answers are gone when the page is left, also if the browser keeps the page', async () => {
      const el = await mountFilled();
      dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
      await rendered(el);
      expect([checked(el), statusOf(el)]).to.eql([[], '']);
    });

    it('a removed widget leaves no listener behind', async () => {
      const el = await mountFilled();
      const before = checked(el);
      el.remove();
      dispatchEvent(new PageTransitionEvent('pagehide'));
      await el.updateComplete;
      expect(checked(el)).to.eql(before);
    });
  });
}
