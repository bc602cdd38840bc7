import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import * as m from '../../src/generated/messages/feedback.js';
import '../../src/widgets/feedback/define.js';
import {Feedback, RecoveryFeedbackEvent} from '../../src/entries/index.js';
import type {Args} from '../../stories/story.js';
import {
  axe,
  captureConsole,
  emulate,
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

const feedback = (args: Args = {}) => mount<Feedback>('recovery-feedback', args);
const radios = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
const chosen = (el: Element) => radios(el).map(({checked}) => checked);
const comment = (el: Element) => query<HTMLTextAreaElement>(el, 'textarea');
const focused = (el: Element) => radios(el).indexOf(el.shadowRoot!.activeElement as HTMLInputElement);

/** Chooses, as a reader does. */
async function choose(el: Feedback, index: number): Promise<void> {
  radios(el)[index].click();
  await rendered(el);
}

/** A form with the widget in it, beside a field that always has a value. */
async function inForm(args: Args = {}, rest = '<button>Send</button>') {
  const form = document.createElement('form');
  form.innerHTML = `<input name="page" value="7">${rest}`;
  document.body.append(form);
  const el = await feedback({name: 'helpful', ...args});
  form.prepend(el);
  await rendered(el);
  /** Form data without the field that is always there. */
  const sent = () => [...new FormData(form)].filter(([name]) => name !== 'page');
  let submits = 0;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submits++;
  });
  return {form, el, sent, submits: () => submits, button: form.querySelector('button')!};
}

/** Collects the events of the widget that reach the page. */
function hear(...names: string[]) {
  const received: Event[] = [];
  const hear = (event: Event) => void received.push(event);
  for (const name of names) document.addEventListener(name, hear);
  return {
    received,
    stop() {
      for (const name of names) document.removeEventListener(name, hear);
      return received;
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
      const el = await feedback();
      expect(textOf(query(el, 'legend'))).to.equal('Was this page helpful?');
      expect([...query<HTMLFieldSetElement>(el, 'fieldset').elements]).to.eql(radios(el));
      expect(radios(el).map(({type}) => type)).to.eql(['radio', 'radio']);
      expect(radios(el).map(({labels}) => textOf(labels![0]))).to.eql(['Yes', 'No']);
      expect(new Set(radios(el).map(({name}) => name)).size).to.equal(1);
      expect(chosen(el)).to.eql([false, false]);
      expect(el.value).to.equal('');
    });

    it('are five with scale="stars", named by text; the stars are decorative', async () => {
      const el = await feedback({scale: 'stars'});
      expect(textOf(query(el, 'legend'))).to.equal('How helpful was this page?');
      expect(radios(el).map(({labels}) => textOf(labels![0]))).to.eql(STARS);
      expect(queryAll(el, 'svg').map((each) => each.getAttribute('aria-hidden'))).to.eql(STARS.map(() => 'true'));
    });

    it('fill the stars up to the choice', async () => {
      const el = await feedback({scale: 'stars'});
      const filled = () => queryAll(el, 'svg').map((each) => getComputedStyle(each).fill !== 'none');
      expect(filled()).to.eql([false, false, false, false, false]);
      await choose(el, 2);
      expect(filled()).to.eql([true, true, true, false, false]);
      await choose(el, 0);
      expect(filled()).to.eql([true, false, false, false, false]);
    });

    it('are yes and no for an unknown scale, with one warning', async () => {
      const console = captureConsole();
      const el = await feedback({scale: 'thumbs'});
      expect(radios(el)).to.have.length(2);
      expect(console.stop()).to.eql([
        'warn: recovery-widgets: <recovery-feedback>: invalid value "thumbs" for “scale”. Allowed: stars, yes-no.',
      ]);
    });

    it('are cleared when the scale changes', async () => {
      const el = await feedback();
      await choose(el, NO);
      el.scale = 'stars';
      expect(el.value).to.equal('');
      await rendered(el);
      expect(chosen(el)).to.eql([false, false, false, false, false]);
      expect(statusOf(el)).to.equal('');
    });

    it('react anywhere in their row, 44 px high', async () => {
      const el = await feedback();
      for (const row of queryAll(el, '[part=answer]')) expect(row.getBoundingClientRect().height).to.be.at.least(44);
      const {right, bottom} = queryAll(el, '[part=answer]')[NO].getBoundingClientRect();
      await sendMouse({type: 'click', position: [Math.round(right - 4), Math.round(bottom - 4)]});
      expect(el.value).to.equal('no');
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
      const el = await feedback({scale: 'stars', comment: true});
      await choose(el, 3);
      comment(el).value = 'Clear.';
      el.lang = 'ar';
      el.theme = 'dark';
      await until(() => query(el, '.root').lang === 'ar', 'Arabic');
      const box = document.createElement('section');
      document.body.append(box);
      box.append(el);
      await rendered(el);
      expect(el.value).to.equal('4');
      expect(chosen(el).indexOf(true)).to.equal(3);
      expect(comment(el).value).to.equal('Clear.');
    });

    itInChromium('are not printed, since nothing can be chosen on paper', async () => {
      const el = await feedback({scale: 'stars', comment: true});
      await emulate({media: 'print'});
      const text = visibleText(el);
      await emulate({});
      expect(text).to.equal(`${m.heading()} ${m.paper()} ${textOf(query(el, '.draft'))}`);
      expect(visibleText(el)).to.not.include(m.paper());
    });
  });

  describe('keyboard', () => {
    it('works as for radio buttons: Tab to the group and past it, arrows in it, Space', async () => {
      const {el, button} = await inForm({scale: 'stars', comment: true});
      const before = document.createElement('button');
      document.body.prepend(before);
      before.focus();
      await sendKeys({press: 'Tab'});
      expect(focused(el)).to.equal(0);
      expect(el.value).to.equal('');
      await sendKeys({press: ' '});
      expect(el.value).to.equal('1');
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      expect([focused(el), el.value]).to.eql([2, '3']);
      await sendKeys({press: 'ArrowUp'});
      expect([focused(el), el.value]).to.eql([1, '2']);
      await sendKeys({press: 'ArrowUp'});
      await sendKeys({press: 'ArrowUp'});
      // Wraps from the first to the last where native radio buttons do; WebKitGTK's do not.
      expect([
        [4, '5'],
        [0, '1'],
      ]).to.deep.include([focused(el), el.value]);
      await sendKeys({press: 'Tab'});
      expect(el.shadowRoot!.activeElement).to.equal(comment(el));
      await sendKeys({press: 'Tab'});
      await sendKeys({press: 'Tab'});
      expect(document.activeElement).to.equal(button);
    });

    // WebDriver cannot hold Shift.
    itInChromium('returns to the chosen answer with Shift+Tab', async () => {
      const {el} = await inForm({scale: 'stars', comment: true});
      await choose(el, 3);
      comment(el).focus();
      await sendKeys({down: 'Shift'});
      await sendKeys({press: 'Tab'});
      await sendKeys({up: 'Shift'});
      expect(focused(el)).to.equal(3);
    });

    it('submits the form with Enter, as radio buttons do, by its first submit button', async () => {
      const {el, form, submits} = await inForm(
        {},
        '<button type="button">Other</button><button value="1">Send</button>',
      );
      let by: unknown;
      form.addEventListener('submit', ({submitter}) => (by = submitter));
      await choose(el, YES);
      radios(el)[YES].focus();
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(1);
      expect(by).to.equal(form.querySelector('[value="1"]'));
      form.querySelector<HTMLButtonElement>('[value="1"]')!.disabled = true;
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(1);
      form.querySelector('[value="1"]')!.remove();
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(2);
      // A page prevents it with preventDefault, as usual.
      form.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(2);
    });

    it('breaks lines with Enter in the comment, and submits nothing without a form', async () => {
      const {el, submits} = await inForm({comment: true});
      comment(el).focus();
      await sendKeys({press: 'Enter'});
      expect(comment(el).value).to.equal('\n');
      expect(submits()).to.equal(0);
      const alone = await feedback();
      radios(alone)[YES].focus();
      await sendKeys({press: 'Enter'});
      // Some content management systems wrap the whole page in a form.
      el.name = '';
      radios(el)[YES].focus();
      await sendKeys({press: 'Enter'});
      expect(submits()).to.equal(0);
    });

    it('focus() goes to the chosen answer, else to the first one', async () => {
      const el = await feedback();
      el.focus();
      expect([document.activeElement, focused(el)]).to.eql([el, YES]);
      await choose(el, NO);
      (document.activeElement as HTMLElement).blur();
      el.focus();
      expect(focused(el)).to.equal(NO);
    });

    // Firefox and WebKit focus the first field when text of an element with delegatesFocus is clicked.
    itInChromium('does not lose the focus when text is clicked', async () => {
      const el = await feedback({comment: true});
      comment(el).focus();
      const {left, top, height} = query(el, 'p.quiet').getBoundingClientRect();
      await sendMouse({type: 'click', position: [Math.round(left + 5), Math.round(top + height / 2)]});
      expect(el.shadowRoot!.activeElement).to.equal(comment(el));
    });

    it('lets text be selected', async () => {
      const el = await feedback({comment: true});
      const {left, top} = query(el, 'p.quiet').getBoundingClientRect();
      const y = Math.round(top + 12);
      await sendMouse({type: 'move', position: [Math.round(left + 2), y]});
      await sendMouse({type: 'down'});
      await sendMouse({type: 'move', position: [Math.round(left + 90), y]});
      await sendMouse({type: 'up'});
      expect(getSelection()!.toString()).to.match(/his box/);
    });
  });

  describe('in a form', () => {
    it('has the properties of a form control', async () => {
      const {el, form} = await inForm({id: 'field'});
      const label = document.createElement('label');
      label.htmlFor = 'field';
      form.append(label);
      expect([...form.elements]).to.include(el);
      expect(form.elements.namedItem('helpful')).to.equal(el);
      expect(el.form).to.equal(form);
      expect([...el.labels!]).to.eql([label]);
      expect([el.name, el.type, el.value]).to.eql(['helpful', 'recovery-feedback', '']);
      expect([el.required, el.disabled, el.willValidate]).to.eql([false, false, true]);
      expect([el.validity!.valid, el.validationMessage]).to.eql([true, '']);
      expect([el.checkValidity(), el.reportValidity()]).to.eql([true, true]);
      label.click();
      expect(document.activeElement).to.equal(el);
    });

    it('submits its value under its name, and nothing before an answer', async () => {
      const {el, sent} = await inForm();
      expect(sent()).to.eql([]);
      await choose(el, YES);
      expect(sent()).to.eql([['helpful', 'yes']]);
      await choose(el, NO);
      expect(sent()).to.eql([['helpful', 'no']]);
      el.name = 'was-helpful';
      expect(sent()).to.eql([['was-helpful', 'no']]);
      el.scale = 'stars';
      await rendered(el);
      expect(sent()).to.eql([]);
      await choose(el, 4);
      expect(sent()).to.eql([['was-helpful', '5']]);
    });

    it('submits nothing without a name', async () => {
      const {el, sent} = await inForm({comment: true});
      await choose(el, YES);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      el.removeAttribute('name');
      expect(sent()).to.eql([]);
      el.name = '';
      expect(sent()).to.eql([]);
    });

    it('submits the comment beside it, as typed', async () => {
      const {el, sent} = await inForm({comment: true});
      expect(sent()).to.eql([['helpful-comment', '']]);
      comment(el).focus();
      await sendKeys({type: 'Unclear'});
      expect(sent()).to.eql([['helpful-comment', 'Unclear']]);
      expect(el.commentText).to.equal('Unclear');
      await choose(el, NO);
      expect(sent()).to.eql([
        ['helpful', 'no'],
        ['helpful-comment', 'Unclear'],
      ]);
      el.comment = false;
      await rendered(el);
      expect(sent()).to.eql([['helpful', 'no']]);
    });

    it('follows its value when a script sets it: no event, and only valid values', async () => {
      const {el, sent} = await inForm({required: true});
      const {received, stop} = hear('recovery-feedback', 'input', 'change');
      el.value = 'no';
      expect(sent()).to.eql([['helpful', 'no']]);
      expect(el.checkValidity()).to.equal(true);
      await rendered(el);
      expect(chosen(el)).to.eql([false, true]);
      el.value = 'perhaps';
      expect([el.value, el.checkValidity()]).to.eql(['', false]);
      await rendered(el);
      expect(chosen(el)).to.eql([false, false]);
      stop();
      expect(received).to.eql([]);
    });

    it('keeps properties that were set before its class was defined', async () => {
      const {form, sent} = await inForm();
      const early = document.createElement('recovery-early-feedback') as Feedback;
      Object.assign(early, {value: '3', scale: 'stars', name: 'early', required: true});
      form.append(early);
      customElements.define('recovery-early-feedback', class extends Feedback {});
      await rendered(early);
      expect([early.value, early.getAttribute('name'), early.hasAttribute('required')]).to.eql(['3', 'early', true]);
      expect(Object.keys(early).filter((key) => ['value', 'name', 'required', 'scale'].includes(key))).to.eql([]);
      expect(sent()).to.deep.include(['early', '3']);
      expect(chosen(early).indexOf(true)).to.equal(2);
    });

    it('is cleared by a reset, without an event', async () => {
      const {el, form, sent} = await inForm({required: true, comment: true});
      await choose(el, YES);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      const {received, stop} = hear('recovery-feedback');
      form.reset();
      expect(sent()).to.eql([['helpful-comment', '']]);
      expect(el.checkValidity()).to.equal(false);
      await rendered(el);
      stop();
      expect(chosen(el)).to.eql([false, false]);
      expect(comment(el).value).to.equal('');
      expect(statusOf(el)).to.equal('');
      expect(received).to.eql([]);
      await choose(el, YES);
      expect(sent()[0]).to.eql(['helpful', 'yes']);
    });

    it('is disabled by its attribute or an ancestor fieldset: nothing can be chosen, submitted or required', async () => {
      const {el, form, sent, submits, button} = await inForm({required: true, comment: true});
      const group = document.createElement('fieldset');
      form.append(group);
      for (const set of [
        (on: boolean) => (el.disabled = on),
        (on: boolean) => {
          group.append(el);
          group.disabled = on;
        },
      ]) {
        set(false);
        el.value = 'yes';
        expect(sent()).to.not.eql([]);
        el.value = '';
        set(true);
        await rendered(el);
        expect(radios(el).every((each) => each.matches(':disabled'))).to.equal(true);
        expect(comment(el).disabled).to.equal(true);
        expect([el.matches(':disabled'), el.willValidate]).to.eql([true, false]);
        radios(el)[YES].click();
        expect([el.value, sent()]).to.eql(['', []]);
        const before = submits();
        button.click();
        expect(submits()).to.equal(before + 1);
        set(false);
        await rendered(el);
        expect(radios(el).some((each) => each.matches(':disabled'))).to.equal(false);
        button.click();
        expect(submits()).to.equal(before + 1);
      }
    });

    it('belongs to another form by its form attribute', async () => {
      const {form, el, sent} = await inForm();
      form.id = 'elsewhere';
      document.body.append(el);
      expect(el.form).to.equal(null);
      el.setAttribute('form', 'elsewhere');
      await choose(el, YES);
      expect(el.form).to.equal(form);
      expect(sent()).to.eql([['helpful', 'yes']]);
    });

    it('takes its form as a property too, by id or as an element, as React and Solid set it', async () => {
      const {el, form} = await inForm();
      const other = document.createElement('form');
      other.id = 'other';
      document.body.append(other);
      el.form = 'other';
      expect(el.form).to.equal(other);
      expect(el.getAttribute('form')).to.equal('other');
      for (const none of [null, undefined]) {
        el.form = other;
        expect(el.form).to.equal(other);
        el.form = none;
        expect(el.form).to.equal(form);
        expect(el.hasAttribute('form')).to.equal(false);
      }
    });

    it('takes a form that was set before the element was upgraded, as Angular does', async () => {
      const form = document.createElement('form');
      form.id = 'early';
      document.body.append(form);
      const el = document.createElement('recovery-feedback');
      Object.defineProperty(el, 'form', {configurable: true, writable: true, enumerable: true, value: 'early'});
      document.body.append(el);
      await rendered(el);
      expect(el.form).to.equal(form);
    });

    it('throws for no property that a framework sets, and says on the console that it cannot be set', async () => {
      const {el} = await inForm();
      const readable = [];
      for (let proto = Object.getPrototypeOf(el) as object; 'commentText' in proto || 'region' in proto;) {
        for (const [name, {get}] of Object.entries(Object.getOwnPropertyDescriptors(proto)))
          if (get) readable.push(name);
        proto = Object.getPrototypeOf(proto) as object;
      }
      for (const name of ['type', 'labels', 'validity', 'validationMessage', 'willValidate', 'locale', 'country'])
        expect(readable).to.include(name);
      const {stop} = captureConsole();
      const before = {type: el.type, validity: el.validity, labels: el.labels};
      for (const name of readable)
        for (const value of ['radio', '', null, undefined, false])
          expect(Reflect.set(el, name, value), name).to.equal(true);
      const lines = stop();
      expect({type: el.type, validity: el.validity, labels: el.labels}).to.eql(before);
      expect(lines).to.include('warn: recovery-widgets: property “type” is read-only.');
      expect(lines.filter((line) => line.includes('“type”')).length).to.equal(1);
      await rendered(el);
    });

    it('has boolean properties that are false at first, so that Vue writes true for an attribute without value', async () => {
      const el = document.createElement('recovery-feedback');
      for (const name of ['comment', 'noEvents', 'required', 'disabled'] as const)
        expect(el[name], name).to.equal(false);
    });
  });

  describe('required', () => {
    it('blocks the form with a message in the widget’s language, and focuses the first answer', async () => {
      for (const [lang, message] of [
        ['en', 'Please choose an answer.'],
        ['es', 'Elija una respuesta.'],
        ['ar', 'يرجى اختيار إجابة.'],
      ]) {
        const {el, submits, button} = await inForm({required: true, lang});
        await until(() => query(el, '.root').lang === lang, lang);
        await rendered(el);
        button.click();
        expect(submits()).to.equal(0);
        expect(el.validationMessage).to.equal(message);
        expect([el.validity!.valueMissing, el.validity!.valid]).to.eql([true, false]);
        expect([document.activeElement, focused(el)]).to.eql([el, 0]);
        await choose(el, NO);
        expect([el.validationMessage, el.validity!.valid]).to.eql(['', true]);
        button.click();
        expect(submits()).to.equal(1);
        document.body.replaceChildren();
      }
    });

    it('is stated with the question, and exposed by the radio buttons; bold once it was missed', async () => {
      const {el, button} = await inForm({required: true});
      expect(textOf(query(el, 'legend'))).to.equal('Was this page helpful? Please choose an answer.');
      expect(radios(el).every(({required}) => required)).to.equal(true);
      const weight = () => getComputedStyle(query(el, '.needed')).fontWeight;
      expect(weight()).to.equal('400');
      const height = el.offsetHeight;
      button.click();
      await rendered(el);
      expect([weight(), el.offsetHeight]).to.eql(['700', height]);
      await choose(el, YES);
      expect(weight()).to.equal('400');
      el.required = false;
      await rendered(el);
      expect(textOf(query(el, 'legend'))).to.equal('Was this page helpful?');
    });

    it('follows the attribute at once', async () => {
      const {el} = await inForm();
      expect(el.checkValidity()).to.equal(true);
      el.required = true;
      expect(el.checkValidity()).to.equal(false);
      el.toggleAttribute('required');
      expect(el.checkValidity()).to.equal(true);
    });

    it('does not block the form before there are answers to choose', async () => {
      const {form} = await inForm();
      const early = document.createElement('recovery-feedback');
      early.setAttribute('required', '');
      form.append(early);
      expect(queryAll(early, 'input')).to.have.length(0);
      expect(form.checkValidity()).to.equal(true);
      await rendered(early);
      expect(form.checkValidity()).to.equal(false);
    });

    it('keeps a custom validity message of the page', async () => {
      const {el, form} = await inForm({required: true});
      await choose(el, YES);
      el.setCustomValidity('We could not save this. Please try again.');
      expect([form.checkValidity(), el.validity!.customError]).to.eql([false, true]);
      expect(el.validationMessage).to.equal('We could not save this. Please try again.');
      el.setCustomValidity('');
      expect(form.checkValidity()).to.equal(true);
    });
  });

  describe('comment', () => {
    it('is a labeled text box with a warning and a limit, on request', async () => {
      expect(queryAll(await feedback(), 'textarea')).to.eql([]);
      expect(queryAll(await feedback({comment: 'false'}), 'textarea')).to.eql([]);
      const el = await feedback({comment: true});
      const box = comment(el);
      expect(textOf(box.labels[0])).to.equal('Your comment (optional)');
      const described = box
        .getAttribute('aria-describedby')!
        .split(' ')
        .map((id) => textOf(el.shadowRoot!.getElementById(id)!));
      expect(described).to.eql([
        'This is not a way to get help. In an emergency, call your local emergency number.',
        'Please do not write your name, your phone number or anything about your health. Up to 500 characters.',
      ]);
      expect(box.maxLength).to.equal(500);
      expect(box.dir).to.equal('auto');
    });

    it('is excluded from autofill, remote spell checking and suggestions', async () => {
      const box = comment(await feedback({comment: true}));
      expect([box.autocomplete, box.spellcheck, box.getAttribute('writingsuggestions')]).to.eql([
        'off',
        false,
        'false',
      ]);
    });
  });

  describe('event', () => {
    it('reports that feedback was given, once per choice, and nothing else', async () => {
      const el = await feedback({scale: 'stars', comment: true});
      const {received, stop} = hear('recovery-feedback');
      await choose(el, 4);
      await choose(el, 4);
      await choose(el, 1);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      stop();
      expect(received).to.have.length(2);
      for (const event of received) {
        expect(event).to.be.instanceOf(RecoveryFeedbackEvent);
        expect([event.target, event.bubbles, event.composed, event.cancelable]).to.eql([el, true, true, false]);
        expect(Object.keys(event).filter((key) => key !== 'isTrusted')).to.eql([]);
        expect(Object.getOwnPropertyNames(RecoveryFeedbackEvent.prototype)).to.eql(['constructor']);
        expect('detail' in event).to.equal(false);
      }
    });

    it('fires after value and form are updated', async () => {
      const {el, sent} = await inForm();
      let then: unknown;
      el.addEventListener('recovery-feedback', () => (then = [el.value, sent()]), {once: true});
      await choose(el, NO);
      expect(then).to.eql(['no', [['helpful', 'no']]]);
    });

    it('is turned off by no-events; the form still gets the answer', async () => {
      const {el, sent} = await inForm({'no-events': true});
      const {received, stop} = hear('recovery-feedback');
      await choose(el, YES);
      stop();
      expect(received).to.eql([]);
      expect(sent()).to.eql([['helpful', 'yes']]);
    });

    it('is the only event that reaches the page: no input or change from inside', async () => {
      const el = await feedback({comment: true});
      const {received, stop} = hear('input', 'change', 'recovery-feedback');
      radios(el)[YES].focus();
      await sendKeys({press: 'ArrowDown'});
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      comment(el).blur();
      stop();
      expect(received.map(({type}) => type)).to.eql(['recovery-feedback']);
    });
  });

  describe('messages', () => {
    it('state before any answer that nothing is sent', async () => {
      const el = await feedback();
      const note = query(el, 'p.quiet');
      expect(textOf(note)).to.equal(
        'This box sends nothing by itself. The people who run this site decide what happens with your answer.',
      );
      expect(note.compareDocumentPosition(query(el, 'fieldset'))).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    });

    it('thank without a form, and ask to submit the form in one', async () => {
      const {el} = await inForm();
      expect(statusOf(el)).to.equal('');
      await choose(el, YES);
      expect(statusOf(el)).to.equal('Thank you. Your answer is sent when you send this form.');
      el.name = '';
      await rendered(el);
      expect(statusOf(el)).to.equal('Thank you.');
      el.name = 'helpful';
      document.body.append(el);
      await rendered(el);
      expect(statusOf(el)).to.equal('Thank you.');
    });

    it('are announced once, not again with another choice', async () => {
      const el = await feedback({scale: 'stars'});
      const announced: string[] = [];
      const observer = new MutationObserver(() => announced.push(statusOf(el)));
      observer.observe(query(el, '[role=status]'), {childList: true, characterData: true, subtree: true});
      for (const index of [0, 1, 2, 4]) await choose(el, index);
      observer.disconnect();
      expect(announced).to.eql(['Thank you.']);
      expect(queryAll(el, '[role=status], [role=alert], [aria-live]')).to.have.length(1);
    });

    it('have their room reserved', async () => {
      const el = await feedback();
      const height = el.offsetHeight;
      await choose(el, YES);
      expect(el.offsetHeight).to.equal(height);
    });
  });

  describe('answer and comment', () => {
    it('are in no attribute, address, title or store, and cause no request', async () => {
      const el = await feedback({scale: 'stars', comment: true, name: 'helpful'});
      const outside = () => ({
        page: document.documentElement.outerHTML,
        inside: queryAll(el, '*').map((each) => [...each.attributes].map(({name, value}) => `${name}=${value}`)),
        address: location.href,
        history: [history.length, JSON.stringify(history.state)],
        title: document.title,
        stores: [localStorage.length, sessionStorage.length, document.cookie],
      });
      const before = outside();
      const loaded = performance.getEntriesByType('resource').length;
      await choose(el, 3);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      expect(outside()).to.eql(before);
      expect(performance.getEntriesByType('resource').length).to.equal(loaded);
    });

    it('are gone when the page is left', async () => {
      const {el, sent} = await inForm({comment: true});
      await choose(el, YES);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
      expect(sent()).to.eql([['helpful-comment', '']]);
      await rendered(el);
      expect(chosen(el)).to.eql([false, false]);
      expect(comment(el).value).to.equal('');
    });

    it('are not stored in the session history', async () => {
      const {setFormValue} = ElementInternals.prototype;
      const states: unknown[] = [];
      ElementInternals.prototype.setFormValue = function (value, ...state) {
        states.push(...state);
        setFormValue.call(this, value, ...state);
      };
      const {el} = await inForm({comment: true});
      await choose(el, YES);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      ElementInternals.prototype.setFormValue = setFormValue;
      expect(states.length).to.be.above(5);
      expect(new Set(states)).to.eql(new Set([null]));
    });

    it('carry the marks that session recorders leave out', async () => {
      const el = await feedback({comment: true});
      const marked = comment(el).closest('.card')!;
      expect([...marked.classList]).to.include.members(['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude']);
      for (const name of ['data-private', 'data-hj-suppress', 'data-clarity-mask', 'data-dd-privacy'])
        expect(marked.hasAttribute(name), name).to.equal(true);
      for (const input of queryAll<HTMLInputElement>(el, 'input'))
        expect(input.getAttribute('autocomplete')).to.equal('off');
    });

    it('leave no listener behind when the element is removed', async () => {
      const el = await feedback();
      const {removeEventListener} = window;
      const removed: string[] = [];
      window.removeEventListener = (name: string) => void removed.push(name);
      el.remove();
      window.removeEventListener = removeEventListener;
      expect(removed).to.include('pagehide');
    });
  });

  itInChromium('is readable in every state: chosen, missed, disabled, in forced colors', async () => {
    const {el, button} = await inForm({scale: 'stars', comment: true, required: true});
    const faults = async () => {
      const {violations} = await axe.run(el, {rules: {region: {enabled: false}}});
      return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
    };
    button.click();
    await rendered(el);
    expect(await faults()).to.eql([]);
    await choose(el, 3);
    expect(await faults()).to.eql([]);
    el.disabled = true;
    await rendered(el);
    expect(await faults()).to.eql([]);
    await emulate({'forced-colors': 'active'});
    const edges = queryAll(el, '[part=answer], [part=comment]').map((each) => getComputedStyle(each).borderTopStyle);
    await emulate({});
    expect(new Set(edges)).to.eql(new Set(['dashed']));
  });
});
