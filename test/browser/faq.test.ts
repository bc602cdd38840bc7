import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/widgets/faq/define.js';
import type {Faq} from '../../src/widgets/faq/faq.js';
import {all, emulate, itInChromium, listen, mount, one, pause, shown, textOf, until} from './helpers.js';

const faq = (args = {}) => mount<Faq>('recovery-faq', args);
const questionsOf = (made: Element) => all<HTMLDetailsElement>(made, '[part=question]');
const question = (made: Element, name: string) => one<HTMLDetailsElement>(made, `#recovery-faq-${name}`);
const openOf = (made: Element) =>
  questionsOf(made)
    .filter(({open}) => open)
    .map(({id}) => id.replace('recovery-faq-', ''));
const textIn = (element: Element) => element.textContent!.replace(/\s+/g, ' ').trim();

/** These names are in addresses that people have kept: none may go or change. */
const NAMES = [
  'overdose',
  'naloxone',
  'law',
  'danger',
  'when',
  'again',
  'why',
  'harder',
  'prevent',
  'medicines',
  'replace',
  'stop',
  'cost',
  'family',
];

// What needs a page of its own, such as addresses and find in page, is in test/embed/faq.test.mjs.
describe('faq', () => {
  afterEach(() => document.body.replaceChildren());

  it('has its questions in native details, closed at first, under names that stay', async () => {
    const made = await faq();
    expect(questionsOf(made).map(({id}) => id)).to.eql(NAMES.map((name) => `recovery-faq-${name}`));
    expect(questionsOf(made).every((each) => each.localName === 'details' && !each.hasAttribute('name'))).to.equal(
      true,
    );
    expect(openOf(made)).to.eql([]);
  });

  it('asks what people ask, each a heading that is the name of its answer', async () => {
    const made = await faq({'heading-level': '3'});
    for (const each of questionsOf(made)) {
      const [summary, answer] = each.children;
      expect(summary.localName).to.equal('summary');
      expect([...summary.children].map(({localName}) => localName)).to.eql(['h4']);
      expect(textIn(summary)).to.match(/^[A-Z].*\?$/);
      expect(textIn(answer)).to.not.equal('');
    }
  });

  it('nobody is called likely to return to use, and only the heading says relapse', async () => {
    const made = await faq();
    const words = one(made, '.root').textContent!.replace(one(made, '.sources').textContent!, '');
    expect(words).to.not.match(/likely to|most (people|users)|users?\b|addict\b/i);
    expect(words.match(/relaps/gi)).to.have.length(1);
  });

  it('says whom to call before the questions, never folded away, and again where it matters', async () => {
    const made = await faq({region: 'GB'});
    const line = one(made, '[part=emergency]');
    expect(textIn(line)).to.equal('Overdose? Call 999 now.');
    expect(line.compareDocumentPosition(questionsOf(made)[0])).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(line.closest('details')).to.equal(null);
    for (const name of ['overdose', 'again'])
      expect(textIn(question(made, name).querySelector('p')!)).to.equal('Overdose? Call 999 now.');
    const links = all<HTMLAnchorElement>(made, '[href^=tel]');
    expect(links.map(({href, ariaLabel}) => [href, ariaLabel])).to.eql(
      Array(3).fill(['tel:999', 'Call emergency services, 999']),
    );
  });

  it('without a region shows no number of any country', async () => {
    const made = await faq();
    expect(all(made, '[href^=tel], [part=number]')).to.eql([]);
    expect(textIn(one(made, '[part=emergency]'))).to.equal('Overdose? Call your local emergency number now.');
    expect(questionsOf(made).map(textIn).join()).to.not.match(/\d/);
  });

  it('another region has another number at once', async () => {
    const made = await faq({region: 'US'});
    question(made, 'law').open = true;
    made.region = 'DE';
    await until(() => textOf(made).includes('Call 112 now'), 'German number');
    expect(textOf(made)).to.not.include('911');
    expect(openOf(made)).to.eql(['law']);
  });

  it('tells that someone called, not from which answer, and not when it must not', async () => {
    const made = await faq({region: 'US', open: 'again'});
    const heard: unknown[] = [];
    const hear = (event: Event) => {
      event.preventDefault();
      if (event.type === 'recovery-contact')
        heard.push({...event, channel: (event as never as {channel: string}).channel});
    };
    for (const type of ['recovery-contact', 'click', 'toggle']) document.addEventListener(type, hear);
    question(made, 'again').querySelector('a')!.click();
    made.noEvents = true;
    question(made, 'again').querySelector('a')!.click();
    for (const type of ['recovery-contact', 'click', 'toggle']) document.removeEventListener(type, hear);
    expect(heard).to.have.length(1);
    expect(heard[0]).to.have.property('channel', 'call');
    expect(JSON.stringify(heard)).to.not.include('again');
  });

  it('opening a question is heard by nobody outside', async () => {
    const made = await faq({region: 'US'});
    const heard: string[] = [];
    const hear = ({type}: Event) => heard.push(type);
    for (const type of ['toggle', 'beforetoggle', 'input', 'change', 'recovery-contact'])
      document.addEventListener(type, hear, true);
    const before = [location.href, history.length];
    question(made, 'naloxone').querySelector('summary')!.click();
    await pause(50);
    for (const type of ['toggle', 'beforetoggle', 'input', 'change', 'recovery-contact'])
      document.removeEventListener(type, hear, true);
    expect(openOf(made)).to.eql(['naloxone']);
    expect(heard).to.eql([]);
    expect([location.href, history.length]).to.eql(before);
    expect(made.outerHTML).to.not.include('naloxone');
  });

  for (const [region, words] of Object.entries({
    US: /Most states have laws .* has limits\. Laws differ: check yours\./,
    CA: /can protect you .* has limits\. Laws differ: check yours\./,
    GB: /do not usually bring the police\. Laws differ: check yours\./,
    DE: /^Can I get into trouble if I call for help\? That depends on where you are\. Laws differ: check yours\./,
    '': /That depends on where you are\. Laws differ: check yours\./,
  }))
    it(`of the law in ${region || 'no country'} says what is known, promises nothing, and to call all the same`, async () => {
      const made = await faq({region, open: 'law'});
      const said = textIn(question(made, 'law'));
      expect(said).to.match(words);
      expect(said).to.match(/Call even if you are worried\. It can save a life\.$/);
      expect(said).to.not.match(/cannot get in|will not get in|never/);
    });

  it('tells naloxone from naltrexone, in both answers', async () => {
    const made = await faq();
    expect(textIn(question(made, 'naloxone'))).to.match(
      /Naloxone is the emergency medicine that reverses an opioid overdose\. It does not treat cravings\..*Naltrexone is a different medicine/,
    );
    const [agonists, naltrexone] = question(made, 'medicines').querySelectorAll('li');
    expect(textIn(agonists)).to.match(/^Methadone and buprenorphine ease .* while you take them\.$/);
    expect(textIn(naltrexone)).to.match(/^Naltrexone blocks .* does not ease withdrawal\./);
    expect(textIn(question(made, 'medicines'))).to.match(
      /Naloxone is not one of these medicines\. It is for emergencies\.$/,
    );
  });

  it('gives the two key signs of an overdose first, and with the color of lips that of darker skin', async () => {
    const signs = [...question(await faq(), 'overdose').querySelectorAll('li')].map(textIn);
    expect(signs.slice(0, 2)).to.eql(['The person will not wake up.', 'Breathing is slow or has stopped.']);
    expect(signs[2]).to.include('Darker skin turns gray or ashen.');
  });

  it('answers are short', async () => {
    const made = await faq({region: 'US'});
    for (const each of questionsOf(made)) {
      const sentences = textIn(each.lastElementChild!).match(/[.?](?= |$)/g)!.length;
      expect(sentences, each.id).to.be.within(2, each.id.endsWith('overdose') ? 11 : 8);
    }
  });

  it('opens one from the beginning where the page asks for it, in any letter case', async () => {
    expect(openOf(await faq({open: 'stop'}))).to.eql(['stop']);
    expect(openOf(await faq({open: ' “Naloxone” '}))).to.eql(['naloxone']);
    expect(openOf(await faq({open: 'none'}))).to.eql([]);
  });

  it('opens another when the page asks for another, and leaves alone what the reader opened', async () => {
    const made = await faq({open: 'stop'});
    question(made, 'cost').querySelector('summary')!.click();
    made.open = 'why';
    await shown(made);
    expect(openOf(made)).to.eql(['why', 'cost']);
  });

  it('does not open again what the reader has closed', async () => {
    const made = await faq({open: 'stop'});
    question(made, 'stop').open = false;
    made.lang = 'es';
    await until(() => one(made, '.root').lang === 'es', 'Spanish');
    made.theme = 'dark';
    await shown(made);
    expect(openOf(made)).to.eql([]);
  });

  it('opens nothing for a name that it does not know, and says so once', async () => {
    const console = listen();
    const made = await faq({open: 'insurance'});
    await faq({open: 'insurance'});
    expect(console.stop()).to.eql([
      'warn: recovery-widgets: <recovery-faq> does not understand open="insurance". Allowed: again, cost, danger, family, harder, law, medicines, naloxone, none, overdose, prevent, replace, stop, when, why.',
    ]);
    expect(openOf(made)).to.eql([]);
  });

  it('keeps open what is open in another language, at another heading level, elsewhere in the page', async () => {
    const made = await faq({region: 'US'});
    question(made, 'why').open = question(made, 'family').open = true;
    made.lang = 'ar';
    await until(() => one(made, '.root').lang === 'ar', 'Arabic');
    made.headingLevel = '5';
    await shown(made);
    const box = document.createElement('div');
    document.body.append(box);
    box.append(made);
    await shown(made);
    expect(openOf(made)).to.eql(['why', 'family']);
    expect(question(made, 'why').querySelector('h6')).to.not.equal(null);
  });

  it('Enter and Space on a question open and close it', async () => {
    const made = await faq();
    const each = question(made, 'danger');
    each.querySelector('summary')!.focus();
    for (const [press, open] of [
      ['Enter', true],
      [' ', false],
    ] as const) {
      await sendKeys({press});
      expect(each.open, press).to.equal(open);
    }
  });

  it('hides nothing from find in page, and announces nothing', async () => {
    const made = await faq({region: 'US'});
    expect(all(made, '[hidden], [aria-hidden], [role], [aria-live]')).to.eql([]);
    expect(textIn(question(made, 'when'))).to.include('sleeping pills');
  });

  itInChromium('on paper shows all answers', async () => {
    const made = await faq({region: 'US'});
    await emulate({media: 'print'});
    const hidden = questionsOf(made).filter((each) => !each.querySelector('p, li')!.checkVisibility());
    await emulate({});
    expect(openOf(made)).to.eql([]);
    expect(hidden.map(({id}) => id)).to.eql([]);
  });

  it('cites its sources in a closed list, and says that no clinician has reviewed it', async () => {
    const made = await faq();
    const sources = one<HTMLDetailsElement>(made, '.sources');
    expect(sources.open).to.equal(false);
    expect(textIn(sources)).to.include('no clinician has reviewed');
    expect(sources.querySelectorAll('a').length).to.be.at.least(10);
  });

  it('leaves nothing behind when it is removed', async () => {
    const made = await faq();
    made.remove();
    location.hash = 'recovery-faq-cost';
    await pause(50);
    expect(openOf(made)).to.eql([]);
    history.replaceState(null, '', location.pathname + location.search);
  });
});
