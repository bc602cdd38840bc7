import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import '../../src/widgets/feedback/define.js';
import {Feedback, RecoveryFeedbackEvent} from '../../src/entries/index.js';
import type {Args} from '../../stories/story.js';
import {all, emulate, itInChromium, listen, mount, one, shown, textOf, until} from './helpers.js';

const axe = (window as unknown as {axe: typeof axeCore}).axe;

const feedback = (args: Args = {}) => mount<Feedback>('recovery-feedback', args);
const radios = (made: Element) => all<HTMLInputElement>(made, 'input');
const chosen = (made: Element) => radios(made).map(({checked}) => checked);
const words = (node: Element) => node.textContent!.replace(/\s+/g, ' ').trim();
const status = (made: Element) => words(one(made, '[role=status]'));
const comment = (made: Element) => one<HTMLTextAreaElement>(made, 'textarea');
const focused = (made: Element) => radios(made).indexOf(made.shadowRoot!.activeElement as HTMLInputElement);

/** Chooses, as a reader does. */
async function choose(made: Feedback, index: number): Promise<void> {
  radios(made)[index].click();
  await shown(made);
}

/** A form of the page's own with the widget in it, beside a field that always has something. */
async function inForm(args: Args = {}, rest = '<button>Send</button>') {
  const form = document.createElement('form');
  form.innerHTML = `<input name="page" value="7">${rest}`;
  document.body.append(form);
  const made = await feedback({name: 'helpful', ...args});
  form.prepend(made);
  await shown(made);
  /** What the form would send now, apart from the field that is always there. */
  const sent = () => [...new FormData(form)].filter(([name]) => name !== 'page');
  let submits = 0;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submits++;
  });
  return {form, made, sent, submits: () => submits, button: form.querySelector('button')!};
}

/** Which events of the widget reach the page. */
function hear(...names: string[]) {
  const heard: Event[] = [];
  const hear = (event: Event) => void heard.push(event);
  for (const name of names) document.addEventListener(name, hear);
  return {
    heard,
    stop() {
      for (const name of names) document.removeEventListener(name, hear);
      return heard;
    },
  };
}

const [YES, NO] = [0, 1];
const STARS = ['Not helpful', 'A little helpful', 'Somewhat helpful', 'Helpful', 'Very helpful'];

describe('feedback', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('answers', () => {
    it('are yes and no: native radio buttons in a group with a question, none chosen', async () => {
      const made = await feedback();
      expect(words(one(made, 'legend'))).to.equal('Was this page helpful?');
      expect([...one<HTMLFieldSetElement>(made, 'fieldset').elements]).to.eql(radios(made));
      expect(radios(made).map(({type}) => type)).to.eql(['radio', 'radio']);
      expect(radios(made).map(({labels}) => words(labels![0]))).to.eql(['Yes', 'No']);
      expect(new Set(radios(made).map(({name}) => name)).size).to.equal(1);
      expect(chosen(made)).to.eql([false, false]);
      expect(made.value).to.equal('');
    });

    it('are five with scale="stars", told by words; the stars beside them are drawings', async () => {
      const made = await feedback({scale: 'stars'});
      expect(words(one(made, 'legend'))).to.equal('How helpful was this page?');
      expect(radios(made).map(({labels}) => words(labels![0]))).to.eql(STARS);
      expect(all(made, 'svg').map((each) => each.getAttribute('aria-hidden'))).to.eql(STARS.map(() => 'true'));
    });

    it('fill the stars up to the choice', async () => {
      const made = await feedback({scale: 'stars'});
      const filled = () => all(made, 'svg').map((each) => getComputedStyle(each).fill !== 'none');
      expect(filled()).to.eql([false, false, false, false, false]);
      await choose(made, 2);
      expect(filled()).to.eql([true, true, true, false, false]);
      await choose(made, 0);
      expect(filled()).to.eql([true, false, false, false, false]);
    });

    it('are yes and no where the scale is not understood, with one warning', async () => {
      const console = listen();
      const made = await feedback({scale: 'thumbs'});
      expect(radios(made)).to.have.length(2);
      expect(console.stop()).to.eql([
        'warn: recovery-widgets: <recovery-feedback> does not understand scale="thumbs". Allowed: stars, yes-no.',
      ]);
    });

    it('are forgotten when the scale changes', async () => {
      const made = await feedback();
      await choose(made, NO);
      made.scale = 'stars';
      expect(made.value).to.equal('');
      await shown(made);
      expect(chosen(made)).to.eql([false, false, false, false, false]);
      expect(status(made)).to.equal('');
    });

    it('can be touched anywhere in their row, 44 px high', async () => {
      const made = await feedback();
      for (const row of all(made, '[part=answer]')) expect(row.getBoundingClientRect().height).to.be.at.least(44);
      const {right, bottom} = all(made, '[part=answer]')[NO].getBoundingClientRect();
      await sendMouse({type: 'click', position: [Math.round(right - 4), Math.round(bottom - 4)]});
      expect(made.value).to.equal('no');
    });

    it('stay each widget’s own', async () => {
      const [first, second] = [await feedback(), await feedback()];
      await choose(first, YES);
      await choose(second, NO);
      expect([first.value, second.value]).to.eql(['yes', 'no']);
      expect([chosen(first), chosen(second)]).to.eql([
        [true, false],
        [false, true],
      ]);
    });

    it('stay when the language, the look or the place changes', async () => {
      const made = await feedback({scale: 'stars', comment: true});
      await choose(made, 3);
      comment(made).value = 'Clear.';
      made.lang = 'ar';
      made.theme = 'dark';
      await until(() => one(made, '.root').lang === 'ar', 'Arabic');
      const box = document.createElement('section');
      document.body.append(box);
      box.append(made);
      await shown(made);
      expect(made.value).to.equal('4');
      expect(chosen(made).indexOf(true)).to.equal(3);
      expect(comment(made).value).to.equal('Clear.');
    });

    itInChromium('are not on paper, where nothing could be chosen', async () => {
      const made = await feedback({scale: 'stars', comment: true});
      await emulate({media: 'print'});
      const text = textOf(made);
      await emulate({});
      expect(text).to.equal('Rate this page If you like, tell the people who run this site if the page helped you.');
      expect(textOf(made)).to.not.include('If you like');
    });
  });

  describe('keyboard', () => {
    it('is that of radio buttons: Tab to the group and past it, arrows in it, Space', async () => {
      const {made, button} = await inForm({scale: 'stars', comment: true});
      const before = document.createElement('button');
      document.body.prepend(before);
      before.focus();
      await sendKeys({press: 'Tab'});
      expect(focused(made)).to.equal(0);
      expect(made.value).to.equal('');
      await sendKeys({press: ' '});
      expect(made.value).to.equal('1');
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      expect([focused(made), made.value]).to.eql([2, '3']);
      await sendKeys({press: 'ArrowUp'});
      expect([focused(made), made.value]).to.eql([1, '2']);
      await sendKeys({press: 'ArrowUp'});
      await sendKeys({press: 'ArrowUp'});
      // From the first on to the last, where the browser's own radio buttons go round; WebKitGTK's stay.
      expect([
        [4, '5'],
        [0, '1'],
      ]).to.deep.include([focused(made), made.value]);
      await sendKeys({press: 'Tab'});
      expect(made.shadowRoot!.activeElement).to.equal(comment(made));
      await sendKeys({press: 'Tab'});
      await sendKeys({press: 'Tab'});
      expect(document.activeElement).to.equal(button);
    });

    // WebDriver holds no Shift.
    itInChromium('leads back to what was chosen', async () => {
      const {made} = await inForm({scale: 'stars', comment: true});
      await choose(made, 3);
      comment(made).focus();
      await sendKeys({down: 'Shift'});
      await sendKeys({press: 'Tab'});
      await sendKeys({up: 'Shift'});
      expect(focused(made)).to.equal(3);
    });

    it('sends the form by Enter, as radio buttons do, with the button that is the first', async () => {
      const {made, form, submits} = await inForm(
        {},
        '<button type="button">Other</button><button value="1">Send</button>',
      );
      let by: unknown;
      form.addEventListener('submit', ({submitter}) => (by = submitter));
      await choose(made, YES);
      radios(made)[YES].focus();
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(1);
      expect(by).to.equal(form.querySelector('[value="1"]'));
      form.querySelector<HTMLButtonElement>('[value="1"]')!.disabled = true;
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(1);
      form.querySelector('[value="1"]')!.remove();
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(2);
      // A page that does not want that says so as ever.
      form.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(2);
    });

    it('makes lines by Enter in the comment, and sends nothing without a form', async () => {
      const {made, submits} = await inForm({comment: true});
      comment(made).focus();
      await sendKeys({press: 'Enter'});
      expect(comment(made).value).to.equal('\n');
      expect(submits()).to.equal(0);
      const alone = await feedback();
      radios(alone)[YES].focus();
      await sendKeys({press: 'Enter'});
      // Some systems have one form around the whole page.
      made.name = '';
      radios(made)[YES].focus();
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(0);
    });

    it('gets to what is chosen by focus(), else to the first answer', async () => {
      const made = await feedback();
      made.focus();
      expect([document.activeElement, focused(made)]).to.eql([made, YES]);
      await choose(made, NO);
      (document.activeElement as HTMLElement).blur();
      made.focus();
      expect(focused(made)).to.equal(NO);
    });

    // Firefox and WebKit go to the first field when words of an element that delegates its focus are clicked.
    itInChromium('does not lose its place when words are clicked', async () => {
      const made = await feedback({comment: true});
      comment(made).focus();
      const {left, top, height} = one(made, 'p.quiet').getBoundingClientRect();
      await sendMouse({type: 'click', position: [Math.round(left + 5), Math.round(top + height / 2)]});
      expect(made.shadowRoot!.activeElement).to.equal(comment(made));
    });

    it('leaves words to be selected', async () => {
      const made = await feedback({comment: true});
      const {left, top} = one(made, 'p.quiet').getBoundingClientRect();
      const y = Math.round(top + 12);
      await sendMouse({type: 'move', position: [Math.round(left + 2), y]});
      await sendMouse({type: 'down'});
      await sendMouse({type: 'move', position: [Math.round(left + 90), y]});
      await sendMouse({type: 'up'});
      expect(getSelection()!.toString()).to.match(/his box/);
    });
  });

  describe('in a form', () => {
    it('is a field with the properties that fields have', async () => {
      const {made, form} = await inForm({id: 'field'});
      const label = document.createElement('label');
      label.htmlFor = 'field';
      form.append(label);
      expect([...form.elements]).to.include(made);
      expect(form.elements.namedItem('helpful')).to.equal(made);
      expect(made.form).to.equal(form);
      expect([...made.labels!]).to.eql([label]);
      expect([made.name, made.type, made.value]).to.eql(['helpful', 'recovery-feedback', '']);
      expect([made.required, made.disabled, made.willValidate]).to.eql([false, false, true]);
      expect([made.validity!.valid, made.validationMessage]).to.eql([true, '']);
      expect([made.checkValidity(), made.reportValidity()]).to.eql([true, true]);
      label.click();
      expect(document.activeElement).to.equal(made);
    });

    it('sends the value under its name, and nothing before something is chosen', async () => {
      const {made, sent} = await inForm();
      expect(sent()).to.eql([]);
      await choose(made, YES);
      expect(sent()).to.eql([['helpful', 'yes']]);
      await choose(made, NO);
      expect(sent()).to.eql([['helpful', 'no']]);
      made.name = 'was-helpful';
      expect(sent()).to.eql([['was-helpful', 'no']]);
      made.scale = 'stars';
      await shown(made);
      expect(sent()).to.eql([]);
      await choose(made, 4);
      expect(sent()).to.eql([['was-helpful', '5']]);
    });

    it('sends nothing without a name', async () => {
      const {made, sent} = await inForm({comment: true});
      await choose(made, YES);
      comment(made).focus();
      await sendKeys({type: 'Hello'});
      made.removeAttribute('name');
      expect(sent()).to.eql([]);
      made.name = '';
      expect(sent()).to.eql([]);
    });

    it('sends the comment beside it, as it is typed', async () => {
      const {made, sent} = await inForm({comment: true});
      expect(sent()).to.eql([['helpful-comment', '']]);
      comment(made).focus();
      await sendKeys({type: 'Unclear'});
      expect(sent()).to.eql([['helpful-comment', 'Unclear']]);
      expect(made.commentText).to.equal('Unclear');
      await choose(made, NO);
      expect(sent()).to.eql([
        ['helpful', 'no'],
        ['helpful-comment', 'Unclear'],
      ]);
      made.comment = false;
      await shown(made);
      expect(sent()).to.eql([['helpful', 'no']]);
    });

    it('follows its value when a script sets it: no event, and only what there is', async () => {
      const {made, sent} = await inForm({required: true});
      const {heard, stop} = hear('recovery-feedback', 'input', 'change');
      made.value = 'no';
      expect(sent()).to.eql([['helpful', 'no']]);
      expect(made.checkValidity()).to.equal(true);
      await shown(made);
      expect(chosen(made)).to.eql([false, true]);
      made.value = 'perhaps';
      expect([made.value, made.checkValidity()]).to.eql(['', false]);
      await shown(made);
      expect(chosen(made)).to.eql([false, false]);
      stop();
      expect(heard).to.eql([]);
    });

    it('takes what was set before the class was there', async () => {
      const {form, sent} = await inForm();
      const early = document.createElement('recovery-early-feedback') as Feedback;
      Object.assign(early, {value: '3', scale: 'stars', name: 'early', required: true});
      form.append(early);
      customElements.define('recovery-early-feedback', class extends Feedback {});
      await shown(early);
      expect([early.value, early.getAttribute('name'), early.hasAttribute('required')]).to.eql(['3', 'early', true]);
      expect(Object.keys(early).filter((key) => ['value', 'name', 'required', 'scale'].includes(key))).to.eql([]);
      expect(sent()).to.deep.include(['early', '3']);
      expect(chosen(early).indexOf(true)).to.equal(2);
    });

    it('is emptied by a reset, which is no feedback', async () => {
      const {made, form, sent} = await inForm({required: true, comment: true});
      await choose(made, YES);
      comment(made).focus();
      await sendKeys({type: 'Hello'});
      const {heard, stop} = hear('recovery-feedback');
      form.reset();
      expect(sent()).to.eql([['helpful-comment', '']]);
      expect(made.checkValidity()).to.equal(false);
      await shown(made);
      stop();
      expect(chosen(made)).to.eql([false, false]);
      expect(comment(made).value).to.equal('');
      expect(status(made)).to.equal('');
      expect(heard).to.eql([]);
      await choose(made, YES);
      expect(sent()[0]).to.eql(['helpful', 'yes']);
    });

    it('is disabled by its attribute or by a fieldset around it: nothing is chosen, sent or held back', async () => {
      const {made, form, sent, submits, button} = await inForm({required: true, comment: true});
      const group = document.createElement('fieldset');
      form.append(group);
      for (const set of [
        (on: boolean) => (made.disabled = on),
        (on: boolean) => {
          group.append(made);
          group.disabled = on;
        },
      ]) {
        set(false);
        made.value = 'yes';
        expect(sent()).to.not.eql([]);
        made.value = '';
        set(true);
        await shown(made);
        expect(radios(made).every((each) => each.matches(':disabled'))).to.equal(true);
        expect(comment(made).disabled).to.equal(true);
        expect([made.matches(':disabled'), made.willValidate]).to.eql([true, false]);
        radios(made)[YES].click();
        expect([made.value, sent()]).to.eql(['', []]);
        const before = submits();
        button.click();
        expect(submits()).to.equal(before + 1);
        set(false);
        await shown(made);
        expect(radios(made).some((each) => each.matches(':disabled'))).to.equal(false);
        button.click();
        expect(submits()).to.equal(before + 1);
      }
    });

    it('belongs to a form elsewhere by its form attribute', async () => {
      const {form, made, sent} = await inForm();
      form.id = 'elsewhere';
      document.body.append(made);
      expect(made.form).to.equal(null);
      made.setAttribute('form', 'elsewhere');
      await choose(made, YES);
      expect(made.form).to.equal(form);
      expect(sent()).to.eql([['helpful', 'yes']]);
    });
  });

  describe('required', () => {
    it('holds the form back with a message in the widget’s language, and goes to the first answer', async () => {
      for (const [lang, message] of [
        ['en', 'Please choose an answer.'],
        ['es', 'Elija una respuesta.'],
        ['ar', 'يرجى اختيار إجابة.'],
      ]) {
        const {made, submits, button} = await inForm({required: true, lang});
        await until(() => one(made, '.root').lang === lang, lang);
        await shown(made);
        button.click();
        expect(submits()).to.equal(0);
        expect(made.validationMessage).to.equal(message);
        expect([made.validity!.valueMissing, made.validity!.valid]).to.eql([true, false]);
        expect([document.activeElement, focused(made)]).to.eql([made, 0]);
        await choose(made, NO);
        expect([made.validationMessage, made.validity!.valid]).to.eql(['', true]);
        button.click();
        expect(submits()).to.equal(1);
        document.body.replaceChildren();
      }
    });

    it('is said with the question, and to assistive technology by the radio buttons; bold once it was missed', async () => {
      const {made, button} = await inForm({required: true});
      expect(words(one(made, 'legend'))).to.equal('Was this page helpful? Please choose an answer.');
      expect(radios(made).every(({required}) => required)).to.equal(true);
      const weight = () => getComputedStyle(one(made, '.needed')).fontWeight;
      expect(weight()).to.equal('400');
      const height = made.offsetHeight;
      button.click();
      await shown(made);
      expect([weight(), made.offsetHeight]).to.eql(['700', height]);
      await choose(made, YES);
      expect(weight()).to.equal('400');
      made.required = false;
      await shown(made);
      expect(words(one(made, 'legend'))).to.equal('Was this page helpful?');
    });

    it('comes and goes with the attribute, at once', async () => {
      const {made} = await inForm();
      expect(made.checkValidity()).to.equal(true);
      made.required = true;
      expect(made.checkValidity()).to.equal(false);
      made.toggleAttribute('required');
      expect(made.checkValidity()).to.equal(true);
    });

    it('holds nothing back before there is anything to choose from', async () => {
      const {form} = await inForm();
      const early = document.createElement('recovery-feedback');
      early.setAttribute('required', '');
      form.append(early);
      expect(all(early, 'input')).to.have.length(0);
      expect(form.checkValidity()).to.equal(true);
      await shown(early);
      expect(form.checkValidity()).to.equal(false);
    });

    it('leaves room for a message of the page’s own', async () => {
      const {made, form} = await inForm({required: true});
      await choose(made, YES);
      made.setCustomValidity('We could not save this. Please try again.');
      expect([form.checkValidity(), made.validity!.customError]).to.eql([false, true]);
      expect(made.validationMessage).to.equal('We could not save this. Please try again.');
      made.setCustomValidity('');
      expect(form.checkValidity()).to.equal(true);
    });
  });

  describe('comment', () => {
    it('is a box that is there when asked for, with a label, a warning and a limit', async () => {
      expect(all(await feedback(), 'textarea')).to.eql([]);
      expect(all(await feedback({comment: 'false'}), 'textarea')).to.eql([]);
      const made = await feedback({comment: true});
      const box = comment(made);
      expect(words(box.labels[0])).to.equal('Your comment (optional)');
      const described = box
        .getAttribute('aria-describedby')!
        .split(' ')
        .map((id) => words(made.shadowRoot!.getElementById(id)!));
      expect(described).to.eql([
        'This is not a way to get help. In an emergency, call your local emergency number.',
        'Please do not write your name, your phone number or anything about your health. Up to 500 characters.',
      ]);
      expect(box.maxLength).to.equal(500);
      expect(box.dir).to.equal('auto');
    });

    it('is kept out of what browsers fill in, correct elsewhere and suggest', async () => {
      const box = comment(await feedback({comment: true}));
      expect([box.autocomplete, box.spellcheck, box.getAttribute('writingsuggestions')]).to.eql([
        'off',
        false,
        'false',
      ]);
    });
  });

  describe('event', () => {
    it('says that feedback was given, once for each choice, and nothing else', async () => {
      const made = await feedback({scale: 'stars', comment: true});
      const {heard, stop} = hear('recovery-feedback');
      await choose(made, 4);
      await choose(made, 4);
      await choose(made, 1);
      comment(made).focus();
      await sendKeys({type: 'Hello'});
      stop();
      expect(heard).to.have.length(2);
      for (const event of heard) {
        expect(event).to.be.instanceOf(RecoveryFeedbackEvent);
        expect([event.target, event.bubbles, event.composed, event.cancelable]).to.eql([made, true, true, false]);
        expect(Object.keys(event).filter((key) => key !== 'isTrusted')).to.eql([]);
        expect(Object.getOwnPropertyNames(RecoveryFeedbackEvent.prototype)).to.eql(['constructor']);
        expect('detail' in event).to.equal(false);
      }
    });

    it('comes when value and form know already', async () => {
      const {made, sent} = await inForm();
      let then: unknown;
      made.addEventListener('recovery-feedback', () => (then = [made.value, sent()]), {once: true});
      await choose(made, NO);
      expect(then).to.eql(['no', [['helpful', 'no']]]);
    });

    it('is turned off by no-events; the form gets the answer all the same', async () => {
      const {made, sent} = await inForm({'no-events': true});
      const {heard, stop} = hear('recovery-feedback');
      await choose(made, YES);
      stop();
      expect(heard).to.eql([]);
      expect(sent()).to.eql([['helpful', 'yes']]);
    });

    it('is all that the page hears: no input and no change from inside', async () => {
      const made = await feedback({comment: true});
      const {heard, stop} = hear('input', 'change', 'recovery-feedback');
      radios(made)[YES].focus();
      await sendKeys({press: 'ArrowDown'});
      comment(made).focus();
      await sendKeys({type: 'Hello'});
      comment(made).blur();
      stop();
      expect(heard.map(({type}) => type)).to.eql(['recovery-feedback']);
    });
  });

  describe('what it says', () => {
    it('is that it sends nothing, before anything is chosen', async () => {
      const made = await feedback();
      const note = one(made, 'p.quiet');
      expect(words(note)).to.equal(
        'This box sends nothing by itself. The people who run this site decide what happens with your answer.',
      );
      expect(note.compareDocumentPosition(one(made, 'fieldset'))).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    });

    it('is thanks without a form, and in one that the form has to be sent', async () => {
      const {made} = await inForm();
      expect(status(made)).to.equal('');
      await choose(made, YES);
      expect(status(made)).to.equal('Thank you. Your answer is sent when you send this form.');
      made.name = '';
      await shown(made);
      expect(status(made)).to.equal('Thank you.');
      made.name = 'helpful';
      document.body.append(made);
      await shown(made);
      expect(status(made)).to.equal('Thank you.');
    });

    it('is announced once, not again with each other choice', async () => {
      const made = await feedback({scale: 'stars'});
      const said: string[] = [];
      const observer = new MutationObserver(() => said.push(status(made)));
      observer.observe(one(made, '[role=status]'), {childList: true, characterData: true, subtree: true});
      for (const index of [0, 1, 2, 4]) await choose(made, index);
      observer.disconnect();
      expect(said).to.eql(['Thank you.']);
      expect(all(made, '[role=status], [role=alert], [aria-live]')).to.have.length(1);
    });

    it('takes up its room before', async () => {
      const made = await feedback();
      const height = made.offsetHeight;
      await choose(made, YES);
      expect(made.offsetHeight).to.equal(height);
    });
  });

  describe('what is chosen and written', () => {
    it('stands in no attribute, address, title or store, and loads nothing', async () => {
      const made = await feedback({scale: 'stars', comment: true, name: 'helpful'});
      const outside = () => ({
        page: document.documentElement.outerHTML,
        inside: all(made, '*').map((each) => [...each.attributes].map(({name, value}) => `${name}=${value}`)),
        address: location.href,
        history: [history.length, JSON.stringify(history.state)],
        title: document.title,
        stores: [localStorage.length, sessionStorage.length, document.cookie],
      });
      const before = outside();
      const loaded = performance.getEntriesByType('resource').length;
      await choose(made, 3);
      comment(made).focus();
      await sendKeys({type: 'Hello'});
      expect(outside()).to.eql(before);
      expect(performance.getEntriesByType('resource').length).to.equal(loaded);
    });

    it('is gone when the page is left', async () => {
      const {made, sent} = await inForm({comment: true});
      await choose(made, YES);
      comment(made).focus();
      await sendKeys({type: 'Hello'});
      dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
      expect(sent()).to.eql([['helpful-comment', '']]);
      await shown(made);
      expect(chosen(made)).to.eql([false, false]);
      expect(comment(made).value).to.equal('');
    });

    it('is handed to no browser to keep for the history of the tab', async () => {
      const {setFormValue} = ElementInternals.prototype;
      const states: unknown[] = [];
      ElementInternals.prototype.setFormValue = function (value, ...state) {
        states.push(...state);
        setFormValue.call(this, value, ...state);
      };
      const {made} = await inForm({comment: true});
      await choose(made, YES);
      comment(made).focus();
      await sendKeys({type: 'Hello'});
      ElementInternals.prototype.setFormValue = setFormValue;
      expect(states.length).to.be.above(5);
      expect(new Set(states)).to.eql(new Set([null]));
    });

    it('is marked to be left out of recordings', async () => {
      const made = await feedback({comment: true});
      const marked = comment(made).closest('.card')!;
      expect([...marked.classList]).to.include.members(['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude']);
      for (const name of ['data-private', 'data-hj-suppress', 'data-clarity-mask', 'data-dd-privacy'])
        expect(marked.hasAttribute(name), name).to.equal(true);
      for (const input of all<HTMLInputElement>(made, 'input'))
        expect(input.getAttribute('autocomplete')).to.equal('off');
    });

    it('leaves nothing behind when it is removed', async () => {
      const made = await feedback();
      const {removeEventListener} = window;
      const removed: string[] = [];
      window.removeEventListener = (name: string) => void removed.push(name);
      made.remove();
      window.removeEventListener = removeEventListener;
      expect(removed).to.include('pagehide');
    });
  });

  itInChromium('can be read in every state: chosen, missed, disabled, in forced colors', async () => {
    const {made, button} = await inForm({scale: 'stars', comment: true, required: true});
    const faults = async () => {
      const {violations} = await axe.run(made, {rules: {region: {enabled: false}}});
      return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
    };
    button.click();
    await shown(made);
    expect(await faults()).to.eql([]);
    await choose(made, 3);
    expect(await faults()).to.eql([]);
    made.disabled = true;
    await shown(made);
    expect(await faults()).to.eql([]);
    await emulate({'forced-colors': 'active'});
    const edges = all(made, '[part=answer], [part=comment]').map((each) => getComputedStyle(each).borderTopStyle);
    await emulate({});
    expect(new Set(edges)).to.eql(new Set(['dashed']));
  });
});
