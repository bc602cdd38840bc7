import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {Feedback} from '../../src/entries/index.js';
import {choose, chosen, comment, feedback, inForm, NO, radios, YES} from './feedback-page.js';
import {captureConsole, recordEvents, rendered, shows} from './helpers.js';
import {query, statusOf, textOf} from './query.js';

const focused = (el: Element) => radios(el).indexOf(el.shadowRoot!.activeElement as HTMLInputElement);

describe('feedback in a form', () => {
  describe('keyboard', () => {
    it('submits the form with Enter, as radio buttons do, by its first submit button', async () => {
      const buttons = '<button type="button">Other</button><button value="1">Send</button>';
      const {el, form, submits} = await inForm({}, buttons);
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

    it('focus() goes to the chosen answer, else to the first one', async () => {
      const el = await feedback();
      el.focus();
      expect([document.activeElement, focused(el)]).to.eql([el, YES]);
      await choose(el, NO);
      (document.activeElement as HTMLElement).blur();
      el.focus();
      expect(focused(el)).to.equal(NO);
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

    it('submits the comment beside it, as typed, and nothing without a name', async () => {
      const {el, sent} = await inForm({comment: true});
      expect(sent()).to.eql([['helpful-comment', '']]);
      comment(el).focus();
      await sendKeys({type: 'Unclear'});
      expect(sent()).to.eql([['helpful-comment', 'Unclear']]);
      expect(el.commentText).to.equal('Unclear');
      await choose(el, NO);
      expect(sent()).to.eql(Object.entries({helpful: 'no', 'helpful-comment': 'Unclear'}));
      for (const name of [null, '']) {
        if (name === null) el.removeAttribute('name');
        else el.name = name;
        expect(sent()).to.eql([]);
      }
      el.name = 'helpful';
      el.comment = false;
      await rendered(el);
      expect(sent()).to.eql([['helpful', 'no']]);
    });

    it('follows its value when a script sets it: no event, and only valid values', async () => {
      const {el, sent} = await inForm({required: true});
      const received = recordEvents('recovery-feedback', 'input', 'change');
      el.value = 'no';
      expect(sent()).to.eql([['helpful', 'no']]);
      expect(el.checkValidity()).to.equal(true);
      await rendered(el);
      expect(chosen(el)).to.eql([false, true]);
      el.value = 'perhaps';
      expect([el.value, el.checkValidity()]).to.eql(['', false]);
      await rendered(el);
      expect(chosen(el)).to.eql([false, false]);
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
      const received = recordEvents('recovery-feedback');
      form.reset();
      expect(sent()).to.eql([['helpful-comment', '']]);
      expect(el.checkValidity()).to.equal(false);
      await rendered(el);
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

    it('takes its form as a property too, by id or as an element, as React, Solid and Angular set it', async () => {
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
      // Before the element is upgraded.
      const early = document.createElement('recovery-feedback');
      Object.defineProperty(early, 'form', {configurable: true, writable: true, enumerable: true, value: 'other'});
      document.body.append(early);
      await rendered(early);
      expect(early.form).to.equal(other);
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
  });

  describe('required', () => {
    it('blocks the form with a message in the widget’s language, and focuses the first answer', async () => {
      for (const [lang, message] of [
        ['en', 'Please choose an answer.'],
        ['es', 'Elija una respuesta.'],
        ['ar', 'يرجى اختيار إجابة.'],
      ]) {
        const {el, submits, button} = await inForm({required: true, lang});
        await shows(el, lang);
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

    it('is stated between question and answers, and exposed by the radio buttons; bold once it was missed', async () => {
      const {el, button} = await inForm({required: true});
      expect(textOf(query(el, 'fieldset'))).to.equal('Please choose an answer. YesNo');
      const exposed = () => radios(el).map((radio) => `${radio.required} ${radio.getAttribute('aria-describedby')}`);
      expect(exposed()).to.eql(['true needed', 'true needed']);
      const weight = () => getComputedStyle(query(el, '#needed')).fontWeight;
      expect(weight()).to.equal('400');
      const height = el.offsetHeight;
      button.click();
      await rendered(el);
      expect([weight(), el.offsetHeight]).to.eql(['700', height]);
      await choose(el, YES);
      expect(weight()).to.equal('400');
      // With an answer, the arrow keys would repeat it at each one.
      expect(exposed()).to.eql(['true null', 'true null']);
      el.required = false;
      await rendered(el);
      expect(textOf(query(el, 'fieldset'))).to.equal('YesNo');
    });
  });
});
