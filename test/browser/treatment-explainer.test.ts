import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/widgets/treatment-explainer/define.js';
import type {TreatmentExplainer} from '../../src/widgets/treatment-explainer/treatment-explainer.js';
import {emulate, itInChromium, mount, until, wait} from './helpers.js';
import {query, queryAll, textOf} from './query.js';
import {wordsOf} from './pseudo.js';

const explainer = (args = {}) => mount<TreatmentExplainer>('recovery-treatment-explainer', args);
const words = await wordsOf('treatment-explainer');
const shared = await wordsOf('shared');
const partsOf = (el: Element) => queryAll<HTMLDetailsElement>(el, '.treatment');
const openOf = (el: Element) => partsOf(el).map(({open}) => open);
const button = (el: Element) => query<HTMLButtonElement>(el, 'button');
const summaryOf = (part: HTMLDetailsElement) => part.querySelector('summary')!;
const saysSoon = (el: Element, words: string) => until(() => textOf(button(el)) === words, `button says ${words}`);

const [OPEN, CLOSED] = [true, false].map((open) => Array(6).fill(open));

describe('treatment explainer', () => {
  it('has six native parts, closed at first, which Enter, Space and clicks open; several can be open at once', async () => {
    const el = await explainer();
    expect(partsOf(el).every((part) => part.localName === 'details' && !part.hasAttribute('name'))).to.equal(true);
    expect(openOf(el)).to.eql(CLOSED);
    summaryOf(partsOf(el)[0]).click();
    const [, part] = partsOf(el);
    summaryOf(part).focus();
    for (const [press, open] of [
      ['Enter', true],
      [' ', false],
      [' ', true],
      ['Enter', false],
    ] as const) {
      await sendKeys({press});
      expect(part.open, press).to.equal(open);
    }
    summaryOf(partsOf(el)[3]).click();
    await wait(50);
    expect(openOf(el)).to.eql([true, false, false, true, false, false]);
    // Find in page finds text of closed parts.
    expect(textOf(partsOf(el)[0])).to.include('Can I have naloxone to keep at home?');
    expect(queryAll(el, '[hidden], [aria-hidden]')).to.eql([]);
  });

  it('distinguishes the medicines; naloxone is not one for treatment', async () => {
    const [medicine] = partsOf(await explainer());
    const items = [...medicine.querySelector('ul')!.children].map(textOf);
    const names = ['Methadone', 'Buprenorphine', 'Naltrexone', 'Naloxone'];
    const named = (text: string) => names.filter((name) => text.toLowerCase().includes(name.toLowerCase()));
    expect(items.map(named)).to.eql([['Methadone'], ['Buprenorphine'], ['Naltrexone']]);
    for (const item of items.slice(0, 2)) expect(item).to.include('While you take it as prescribed');
    for (const item of items.slice(1)) expect(item).to.match(/Taken too early, it .* withdrawal\./);
  });

  it('warns of stopping, missed doses, mixing and pregnancy after the medicines, without an alert', async () => {
    const el = await explainer();
    const safety = query(el, '.safety');
    expect(safety.previousElementSibling).to.equal(partsOf(el)[0].querySelector('ul'));
    expect([...safety.children].map(textOf)).to.eql([
      words['stop-ask'],
      shared['stop-risk'],
      shared['missed'],
      `${words['do-not-mix']} ${words['lock-away']}`,
      words['pregnant'],
    ]);
    expect(textOf(safety.querySelector('strong')!)).to.equal(words['stop-ask']);
    [
      /^Do not stop any of these medicines on your own\./,
      /^In the days and weeks after you stop .* less and less opioid\. .* overdose/,
      /do not take your usual dose\. It may be too strong/,
      /^Do not mix .* can stop your breathing\..* no child can reach them/,
      /^Pregnant/,
    ].forEach((warning, index) => expect(textOf(safety.children[index])).to.match(warning));
    expect(queryAll(el, '[role]')).to.eql([]);
  });

  it('has one button that opens all parts, then closes all, names its next action, and keeps the focus', async () => {
    const el = await explainer();
    expect(queryAll(el, 'button').map(textOf)).to.eql(['Open all']);
    button(el).focus();
    await sendKeys({press: 'Enter'});
    await saysSoon(el, 'Close all');
    expect(openOf(el)).to.eql(OPEN);
    expect(query<HTMLDetailsElement>(el, '.sources').open).to.equal(false);
    button(el).click();
    await saysSoon(el, 'Open all');
    expect(openOf(el)).to.eql(CLOSED);
    const summaries = partsOf(el).map(summaryOf);
    summaries.slice(0, 5).forEach((summary) => summary.click());
    await wait(50);
    expect(textOf(button(el))).to.equal('Open all');
    summaries[5].click();
    await saysSoon(el, 'Close all');
    summaries[2].click();
    await saysSoon(el, 'Open all');
    button(el).click();
    await saysSoon(el, 'Close all');
    expect(openOf(el)).to.eql(OPEN);
    expect(el.shadowRoot!.activeElement).to.equal(button(el));
  });

  it('opens everything for printing and closes it afterwards', async () => {
    const el = await explainer();
    const [, therapy] = partsOf(el);
    therapy.open = true;
    const details = queryAll<HTMLDetailsElement>(el, 'details');
    const before = details.map(({open}) => open);
    // Some browsers fire it twice.
    dispatchEvent(new Event('beforeprint'));
    dispatchEvent(new Event('beforeprint'));
    expect(details.every(({open}) => open)).to.equal(true);
    await saysSoon(el, 'Close all');
    dispatchEvent(new Event('afterprint'));
    expect(details.map(({open}) => open)).to.eql(before);
    await saysSoon(el, 'Open all');
    therapy.open = false;
    dispatchEvent(new Event('afterprint'));
    expect(therapy.open).to.equal(false);
  });

  it('leaves no listener behind when it is removed', async () => {
    const el = await explainer();
    el.remove();
    dispatchEvent(new Event('beforeprint'));
    expect(openOf(el)).to.eql(CLOSED);
  });

  itInChromium('prints closed parts even without that event, and no button', async () => {
    const el = await explainer();
    const [medicine] = partsOf(el);
    const item = medicine.querySelector('li')!;
    expect(item.checkVisibility()).to.equal(false);
    await emulate({media: 'print'});
    expect([medicine.open, item.checkVisibility(), button(el).checkVisibility()]).to.eql([false, true, false]);
  });
});
