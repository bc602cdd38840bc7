import {expect} from '@open-wc/testing';
import '../../src/entries/define.js';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {mount, rendered} from './helpers.js';
import type {Args} from '../../stories/story.js';
import {EMERGENCY, emergencyIn, linksTo} from './lines.js';
import {query, queryAll, textOf} from './query.js';

let count = 0;

/** Puts a widget into the page as it is printed: with the content of its shadow root, and before its class is defined. */
async function print(tag: string, args: Args = {}) {
  const el = await mount(tag, args);
  const host = document.createElement(`printed-${count++}`);
  for (const {name, value} of el.attributes) host.setAttribute(name, value);
  const root = host.attachShadow({mode: 'open'});
  root.innerHTML = el.shadowRoot!.innerHTML.replace(/<!--[^]*?-->/g, '');
  root.adoptedStyleSheets = el.shadowRoot!.adoptedStyleSheets;
  el.replaceWith(host);
  const below = document.createElement('p');
  below.textContent = 'Below';
  host.after(below);
  /** Defines the class, as its script does, and returns the positions of the element below in each frame until it has rendered. */
  const define = async (): Promise<Set<number>> => {
    const positions = new Set<number>();
    let isDone = false;
    const record = () => {
      positions.add(below.getBoundingClientRect().top);
      if (!isDone) requestAnimationFrame(record);
    };
    record();
    customElements.define(host.localName, class extends (customElements.get(tag) as CustomElementConstructor) {});
    await (host as RecoveryElement).updateComplete;
    await rendered(host as RecoveryElement);
    await new Promise(requestAnimationFrame);
    isDone = true;
    record();
    return positions;
  };
  return {host: host as RecoveryElement, define};
}

describe('a static widget, rendered again by its script', () => {
  for (const [tag, args] of Object.entries({
    'recovery-overdose-warning': {region: 'US'},
    'recovery-trigger-checklist': {},
    'recovery-feedback': {comment: true},
    'recovery-relapse-guide': {region: 'US'},
  }))
    it(`moves nothing below it: ${tag}`, async () => {
      const {host, define} = await print(tag, args);
      const before = query(host, '.root');
      expect([...(await define())]).to.have.length(1);
      expect(query(host, '.root')).not.to.equal(before);
    });

  it('keeps opened details, ticked boxes and their effect', async () => {
    const {host, define} = await print('recovery-trigger-checklist');
    query<HTMLInputElement>(host, 'label:nth-of-type(2) input, li:nth-of-type(2) input').checked = true;
    query<HTMLDetailsElement>(host, 'details').open = true;
    await define();
    await host.updateComplete;
    expect(queryAll(host, 'input:checked')).to.have.length(1);
    expect(query<HTMLDetailsElement>(host, 'details').open).to.equal(true);
    expect(queryAll(host, '[part=step]')).to.have.length(1);
  });

  it('keeps typed text, the focus and the place in the text', async () => {
    const {host, define} = await print('recovery-feedback', {comment: true});
    const typed = query<HTMLTextAreaElement>(host, 'textarea');
    typed.focus();
    typed.value = 'Half a sentence';
    typed.setSelectionRange(4, 6);
    await define();
    const textarea = query<HTMLTextAreaElement>(host, 'textarea');
    expect(textarea).not.to.equal(typed);
    expect(textarea.value).to.equal('Half a sentence');
    expect(host.shadowRoot!.activeElement).to.equal(textarea);
    expect([textarea.selectionStart, textarea.selectionEnd]).to.deep.equal([4, 6]);
  });

  it('shows no number of the country that it was printed for', async () => {
    const {host, define} = await print('recovery-overdose-warning', {region: 'US'});
    expect(textOf(host.shadowRoot!)).to.contain(EMERGENCY.number);
    host.setAttribute('region', 'GB');
    await define();
    const {number} = await emergencyIn('GB');
    expect(textOf(host.shadowRoot!)).to.contain(number).and.not.to.contain(EMERGENCY.number);
    expect(linksTo(host, EMERGENCY.tel)).to.have.length(0);
  });
});
