import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {mount, queryAll} from './helpers.js';
import {list} from './stories.js';

/** What has the focus, in the shadow root too. */
const focused = (): HTMLElement => {
  const at = document.activeElement as HTMLElement;
  return (at.shadowRoot?.activeElement as HTMLElement | null) ?? at;
};

/** A group of radio buttons is one stop. */
const stop = (control: HTMLElement): string => {
  const {type, name} = control as HTMLInputElement;
  return type === 'radio' ? `the group ${name}` : control.outerHTML;
};

// The scripts of all variants, with names, are in test/embed/keyboard.test.mjs, for Chromium.
describe('Tab, in every engine', () => {
  afterEach(() => document.body.replaceChildren());

  for (const {tag, name, args} of list.filter((each, index, all) => each.tag !== all[index - 1]?.tag))
    it(`${name}: comes to every control, in the order of the words, and out again`, async () => {
      const el = await mount(tag, args);
      const [before, after] = [document.createElement('button'), document.createElement('button')];
      el.before(before);
      el.after(after);
      before.focus();
      const stops = [];
      for (let presses = 0; presses < 60; presses++) {
        await sendKeys({press: 'Tab'});
        if (focused() === after) break;
        stops.push(stop(focused()));
      }
      const controls = queryAll(el, 'a, button, input, summary, textarea').filter(
        (each) => each.checkVisibility() && !each.matches(':disabled, details:not([open]) > :not(summary) *'),
      );
      expect(stops).to.eql([...new Set(controls.map(stop))]);
      expect(focused()).to.equal(after);
    });
});
