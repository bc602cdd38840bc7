import {expect} from '@open-wc/testing';
import '../../src/widgets/faq/define.js';
import * as m from '../../src/generated/messages/faq.js';
import type {Faq} from '../../src/widgets/faq/faq.js';
import {captureConsole, mount, rendered, switchTo, wait} from './helpers.js';
import {emergencyIn} from './lines.js';
import {query, queryAll, textOf} from './query.js';

const faq = (args = {}) => mount<Faq>('recovery-faq', args);
const questionsOf = (el: Element) => queryAll<HTMLDetailsElement>(el, '[part=question]');
const question = (el: Element, name: string) => query<HTMLDetailsElement>(el, `#recovery-faq-${name}`);
const openOf = (el: Element) =>
  questionsOf(el)
    .filter(({open}) => open)
    .map(({id}) => id.replace('recovery-faq-', ''));

/** Names in addresses that people may have bookmarked: none may be removed or changed. */
const QUESTIONS = 'overdose naloxone law danger when again why harder prevent medicines replace stop cost family'.split(
  ' ',
);

const GB = await emergencyIn('GB');
/** Text of the emergency line in Great Britain. */
const CALL_GB = `Overdose, or not sure? Call ${GB.number} now`;

// Tests that need a page of their own, such as addresses and find in page, are in test/embed/faq.test.mjs.
describe('faq', () => {
  it('has native details for its questions, closed at first, under stable names', async () => {
    const el = await faq();
    expect(questionsOf(el).map(({id}) => id)).to.eql(QUESTIONS.map((name) => `recovery-faq-${name}`));
    expect(questionsOf(el).every((each) => each.localName === 'details' && !each.hasAttribute('name'))).to.equal(true);
    expect(openOf(el)).to.eql([]);
  });

  it('shows whom to call before the questions, never collapsed, and again where it matters', async () => {
    const el = await faq({region: 'GB'});
    const line = query(el, '[part=emergency]');
    expect(textOf(line)).to.equal(CALL_GB);
    expect(line.compareDocumentPosition(questionsOf(el)[0])).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(line.closest('details')).to.equal(null);
    expect(textOf(question(el, 'overdose').querySelector('p')!)).to.equal(CALL_GB);
    const links = queryAll<HTMLAnchorElement>(el, '[href^=tel]');
    expect(links.map((link) => [link.href, textOf(link)])).to.eql(Array(2).fill([GB.tel, `Call ${GB.number} now`]));
  });

  it('without a region shows no number of any country', async () => {
    const el = await faq();
    expect(queryAll(el, '[href^=tel], [part=number]')).to.eql([]);
    expect(textOf(query(el, '[part=emergency]'))).to.equal(`${m.sos()} ${m.sosLocal()}`);
    // Other digits count seconds between breaths and weeks without opioids.
    const words = questionsOf(el).map(textOf).join();
    for (const counted of [m.signBreathingSlow(), m.naltrexone()]) expect(words).to.include(counted);
    expect(words.replace(m.signBreathingSlow(), '').replace(m.naltrexone(), '')).to.not.match(/\d/);
  });

  for (const [region, words] of Object.entries({
    US: /Most states have laws that may protect .* The laws have limits, and they differ from state to state\./,
    CA: /can protect you .* The protection has limits\./,
    GB: /do not usually bring the police\./,
    DE: /^Can I get into trouble if I call for help\? That depends on where you are\./,
    '': /^Can I get into trouble if I call for help\? That depends on where you are\./,
  }))
    it(`of the law in ${region || 'no country'} says what is known, promises nothing, and to call all the same`, async () => {
      const announced = textOf(question(await faq({region, open: 'law'}), 'law'));
      expect(announced).to.match(words);
      expect(announced).to.match(/In an overdose, a life comes first\. Call even if you are worried\.$/);
      expect(announced).to.not.match(/cannot get in|will not get in|never/);
    });

  it('opening a question reaches no listener outside', async () => {
    const el = await faq({region: 'US'});
    const received: string[] = [];
    const types = ['toggle', 'beforetoggle', 'input', 'change', 'recovery-contact'];
    const hear = ({type}: Event) => received.push(type);
    for (const type of types) document.addEventListener(type, hear, true);
    const before = [location.href, history.length];
    question(el, 'naloxone').querySelector('summary')!.click();
    await wait(50);
    for (const type of types) document.removeEventListener(type, hear, true);
    expect(openOf(el)).to.eql(['naloxone']);
    expect(received).to.eql([]);
    expect([location.href, history.length]).to.eql(before);
    expect(el.outerHTML).to.not.include('naloxone');
  });

  it('distinguishes naloxone from naltrexone in both answers', async () => {
    const el = await faq();
    expect(textOf(question(el, 'naloxone'))).to.match(
      /Naloxone is the emergency medicine that reverses an opioid overdose\. ?Naloxone does not treat cravings\..*Naltrexone is a different medicine/,
    );
    const [agonists, naltrexone] = question(el, 'medicines').querySelectorAll('li');
    const ease = /^Methadone and buprenorphine ease .* While you take them as prescribed, they greatly lower the risk/;
    expect(textOf(agonists)).to.match(ease);
    expect(textOf(naltrexone)).to.match(/^Naltrexone blocks .* Taken too early, it brings on severe withdrawal\./);
    const apart = /Naloxone is not one of these medicines\. It is for emergencies\.$/;
    expect(textOf(question(el, 'medicines'))).to.match(apart);
  });

  it('opens the question named by `open`, in any letter case, and nothing for an unknown name, with one warning', async () => {
    for (const [open, names] of Object.entries({stop: ['stop'], ' “Naloxone” ': ['naloxone'], none: []}))
      expect(openOf(await faq({open}))).to.eql(names);
    const console = captureConsole();
    expect(openOf(await faq({open: 'insurance'}))).to.eql([]);
    await faq({open: 'insurance'});
    const allowed = [...QUESTIONS, 'none'].sort().join(', ');
    expect(console.stop()).to.eql([
      `warn: recovery-widgets: <recovery-faq>: invalid value "insurance" for “open”. Allowed: ${allowed}.`,
    ]);
  });

  it('opens another question when `open` changes, and keeps what the reader opened or closed', async () => {
    const el = await faq({open: 'stop'});
    question(el, 'cost').querySelector('summary')!.click();
    el.open = 'why';
    await rendered(el);
    expect(openOf(el)).to.eql(['why', 'cost']);
    question(el, 'why').open = false;
    await switchTo(el, 'ar');
    Object.assign(el, {theme: 'dark', headingLevel: '5'});
    document.body.appendChild(document.createElement('div')).append(el);
    await rendered(el);
    expect(openOf(el)).to.eql(['cost']);
    expect(question(el, 'why').querySelector('h6')).to.not.equal(null);
  });

  it('leaves no listener behind when it is removed', async () => {
    const el = await faq();
    el.remove();
    location.hash = 'recovery-faq-cost';
    await wait(50);
    expect(openOf(el)).to.eql([]);
    history.replaceState(null, '', location.pathname + location.search);
  });
});
