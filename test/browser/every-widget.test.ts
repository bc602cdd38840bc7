import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {mount, queryAll} from './helpers.js';
import {list} from './stories.js';

// test/embed/structure.test.mjs has headings, ids and landmarks of all widgets.
describe('every widget', () => {
  for (const {tag, name, args} of list.filter(({isPlain}) => isPlain))
    it(`${name}: its links to pages send no referrer, and its sources are in a closed list`, async () => {
      const el = await mount(tag, args);
      for (const link of queryAll<HTMLAnchorElement>(el, 'a[href^="http"]:not([part=exit])')) {
        expect([link.rel, link.referrerPolicy, link.target]).to.eql(['noopener noreferrer', 'no-referrer', '']);
      }
      for (const details of queryAll<HTMLDetailsElement>(el, 'details')) expect(details.open).to.equal(false);
    });
});

/** The focused element, looked up through shadow roots. */
const focused = (): HTMLElement => {
  const at = document.activeElement as HTMLElement;
  return (at.shadowRoot?.activeElement as HTMLElement | null) ?? at;
};

/** Tab stops of a widget; a group of radio buttons counts as one. */
const stop = (control: HTMLElement): string => {
  const {type, name} = control as HTMLInputElement;
  return type === 'radio' ? `the group ${name}` : control.outerHTML;
};

// test/embed/keyboard.test.mjs has the tab order of all variants with accessible names, in Chromium.
describe('Tab', () => {
  for (const {tag, name, args} of list.filter(({isPlain}) => isPlain))
    it(`${name}: reaches every control in reading order, and leaves the widget`, async () => {
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
      const isFirst = (name: string, index: number, all: string[]) =>
        !name.startsWith('the group') || all.indexOf(name) === index;
      expect(stops).to.eql(controls.map(stop).filter(isFirst));
      expect(focused()).to.equal(after);
    });
});
