import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import * as m from '../../src/generated/messages/feedback.js';
import {RecoveryFeedbackEvent} from '../../src/entries/index.js';
import {choose, chosen, comment, feedback, inForm, NO, radios, YES} from './feedback-page.js';
import {emulate, itInChromium, recordEvents, rendered, replaceProperty} from './helpers.js';
import {query, queryAll, statusOf, textOf, tracesOf, visibleText} from './query.js';
import {expectAccessible, expectUnrecorded} from './rules.js';

const STARS = ['Not helpful', 'A little helpful', 'Somewhat helpful', 'Helpful', 'Very helpful'];

describe('feedback', () => {
  describe('answers', () => {
    it('are yes and no: native radio buttons in a group with a question, none chosen', async () => {
      const el = await feedback();
      expect(textOf(query(el, 'h2'))).to.equal('Was this page helpful?');
      expect([...query<HTMLFieldSetElement>(el, 'fieldset').elements]).to.eql(radios(el));
      expect(radios(el).map(({type}) => type)).to.eql(['radio', 'radio']);
      expect(radios(el).map(({labels}) => textOf(labels![0]))).to.eql(['Yes', 'No']);
      expect(new Set(radios(el).map(({name}) => name)).size).to.equal(1);
      expect(chosen(el)).to.eql([false, false]);
      expect(el.value).to.equal('');
    });

    it('are five with scale="stars", named by text; the stars are decorative', async () => {
      const el = await feedback({scale: 'stars'});
      expect(textOf(query(el, 'h2'))).to.equal('How helpful was this page?');
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

    it('are cleared when the scale changes', async () => {
      const el = await feedback();
      await choose(el, NO);
      el.scale = 'stars';
      expect(el.value).to.equal('');
      await rendered(el);
      expect(chosen(el)).to.eql([false, false, false, false, false]);
      expect(statusOf(el)).to.equal('');
    });

    itInChromium('are not printed, since nothing can be chosen on paper', async () => {
      const el = await feedback({scale: 'stars', comment: true});
      await emulate({media: 'print'});
      const text = visibleText(el);
      await emulate({});
      expect(text).to.equal(`${m.questionStars()} ${m.paper()} ${textOf(query(el, '.draft'))}`);
      expect(visibleText(el)).to.not.include(m.paper());
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
      expect([box.autocomplete, box.spellcheck]).to.eql(['off', false]);
      expect(box.getAttribute('writingsuggestions')).to.equal('false');
    });
  });

  describe('event', () => {
    it('reports that feedback was given, once per choice, and nothing else', async () => {
      const el = await feedback({scale: 'stars', comment: true});
      const received = recordEvents('recovery-feedback');
      await choose(el, 4);
      await choose(el, 4);
      await choose(el, 1);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      expect(received).to.have.length(2);
      for (const event of received) {
        expect(event).to.be.instanceOf(RecoveryFeedbackEvent);
        expect([event.target, event.bubbles, event.composed, event.cancelable]).to.eql([el, true, true, false]);
        expect(Object.keys(event).filter((key) => key !== 'isTrusted')).to.eql([]);
        expect(Object.getOwnPropertyNames(RecoveryFeedbackEvent.prototype)).to.eql(['constructor']);
        expect('detail' in event).to.equal(false);
      }
    });

    it('fires after value and form are updated; no-events turns it off, and the form still gets the answer', async () => {
      const {el, sent} = await inForm();
      const states: unknown[] = [];
      el.addEventListener('recovery-feedback', () => states.push([el.value, sent()]));
      await choose(el, NO);
      el.noEvents = true;
      await choose(el, YES);
      expect(states).to.eql([['no', [['helpful', 'no']]]]);
      expect(sent()).to.eql([['helpful', 'yes']]);
    });

    it('is the only event that reaches the page: no input or change from inside', async () => {
      const el = await feedback({comment: true});
      const received = recordEvents('input', 'change', 'recovery-feedback');
      radios(el)[YES].focus();
      await sendKeys({press: 'ArrowDown'});
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      comment(el).blur();
      expect(received.map(({type}) => type)).to.eql(['recovery-feedback']);
    });
  });

  describe('messages', () => {
    it('state below the answers that nothing is sent', async () => {
      const el = await feedback();
      const note = query(el, 'p.quiet');
      expect(textOf(note)).to.equal(
        'This box sends nothing by itself. The people who run this site decide what happens with your answer.',
      );
      expect(note.compareDocumentPosition(query(el, 'fieldset'))).to.equal(Node.DOCUMENT_POSITION_PRECEDING);
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
  });

  describe('answer and comment', () => {
    it('are in no attribute, address, title or store, and cause no request', async () => {
      const el = await feedback({scale: 'stars', comment: true, name: 'helpful'});
      const before = await tracesOf(el);
      await choose(el, 3);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      expect(await tracesOf(el)).to.eql(before);
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
      replaceProperty(ElementInternals.prototype, 'setFormValue', function (this: ElementInternals, value, ...state) {
        states.push(...state);
        setFormValue.call(this, value, ...state);
      });
      const {el} = await inForm({comment: true});
      await choose(el, YES);
      comment(el).focus();
      await sendKeys({type: 'Hello'});
      expect(states.length).to.be.above(5);
      expect(new Set(states)).to.eql(new Set([null]));
    });

    it('carry the marks that session recorders leave out', async () => {
      expectUnrecorded(await feedback({comment: true}));
    });
  });

  itInChromium('is readable in every state: chosen, missed, disabled, in forced colors', async () => {
    const {el, button} = await inForm({scale: 'stars', comment: true, required: true});
    button.click();
    await rendered(el);
    await expectAccessible(el);
    await choose(el, 3);
    await expectAccessible(el);
    el.disabled = true;
    await rendered(el);
    await expectAccessible(el);
    await emulate({'forced-colors': 'active'});
    const edges = queryAll(el, '[part=answer], [part=comment]').map((each) => getComputedStyle(each).borderTopStyle);
    await emulate({});
    expect(new Set(edges)).to.eql(new Set(['dashed']));
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

  it('has boolean properties that are false at first, so that Vue writes true for an attribute without value', async () => {
    const el = document.createElement('recovery-feedback');
    for (const name of ['comment', 'noEvents', 'required', 'disabled'] as const) expect(el[name], name).to.equal(false);
  });
});
