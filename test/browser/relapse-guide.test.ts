import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import '../../src/widgets/relapse-guide/define.js';
import type {RelapseGuide} from '../../src/widgets/relapse-guide/relapse-guide.js';
import {all, emulate, itInChromium, listen, mount, one, shown, textOf, until} from './helpers.js';

const axe = (window as unknown as {axe: typeof axeCore}).axe;

const guide = async (args = {}) => {
  const made = await mount<RelapseGuide>('recovery-relapse-guide', args);
  if ('region' in args) await until(() => one(made, '.emergency a'), 'region');
  return made;
};
const boxes = (made: Element) => all<HTMLInputElement>(made, 'input');
const ticked = (made: Element) => boxes(made).flatMap(({checked}, index) => (checked ? [index] : []));
const words = (node: Element) => node.textContent!.replace(/\s+/g, ' ').trim();
const status = (made: Element) => words(one(made, '[role=status]'));
const buttons = (made: Element) => all<HTMLButtonElement>(made, 'button');
const buttonFor = (made: Element, name: string) => buttons(made).find((each) => words(each) === name)!;
const links = (made: Element, scheme: string) => all<HTMLAnchorElement>(made, `a[href^="${scheme}"]`);

/** Ticks or unticks, as a reader does. */
async function tick(made: RelapseGuide, ...indexes: number[]): Promise<void> {
  for (const index of indexes) boxes(made)[index].click();
  await shown(made);
}

const SELF = [
  'Do not stay alone.',
  'Keep naloxone close.',
  'Tell them the signs of an overdose.',
  'Do not use more.',
  'Do not add alcohol or other drugs.',
  'Tell someone you trust.',
  'Call your care team and ask about medicine.',
  'Get naloxone to keep at home.',
  'Call a helpline.',
  'Choose a medicine with your care team.',
  'Look at your care again.',
  'Fill one gap.',
];
const SUPPORTER = [
  'Check that they wake up and breathe.',
  'Stay with them.',
  'Carry naloxone, and learn to use it.',
  'Know the signs of an overdose.',
  'Ask them to take nothing more.',
  'Ask: “How can I help today?”',
  'Offer to call their care team together.',
  'Offer to call a helpline together.',
  'Find out about medicine.',
  'Look at the care together.',
  'Help fill the gaps.',
  'Look after yourself.',
];

/** Undoes what a test replaced. */
const undo: (() => void)[] = [];
function replace<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, {configurable: true, writable: true, value});
  undo.push(() => (before ? Object.defineProperty(target, key, before) : delete target[key]));
}

describe('relapse guide', () => {
  afterEach(() => {
    while (undo.length) undo.pop()!();
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('emergency', () => {
    it('comes before all else, to read and to reach, with the number of the country', async () => {
      for (const [audience, said] of [
        ['self', 'Overdose, or not sure? Call 911 now.'],
        ['supporter', 'Will not wake up? Breathing is slow or has stopped? Call 911 now.'],
      ]) {
        const made = await guide({region: 'US', audience});
        expect(textOf(made).startsWith(said), audience).to.equal(true);
        const [first] = all(made, 'a, button, input, summary');
        expect([first.getAttribute('href'), first.getAttribute('aria-label')]).to.eql([
          'tel:911',
          'Call emergency services, 911',
        ]);
        expect(one(made, '[part=number]').dir).to.equal('ltr');
        made.remove();
      }
    });

    it('says then to give naloxone and to stay', async () => {
      for (const [audience, said] of [
        ['self', 'Is someone with you? Ask them to give naloxone and to stay.'],
        [
          'supporter',
          'Give naloxone if you have it. Do what the call handler says. Stay until help arrives, even if they wake up.',
        ],
      ]) {
        const emergency = words(one(await guide({audience}), '.emergency'));
        expect(emergency).to.match(/ now\. /);
        expect(emergency.split(' now. ')[1]).to.equal(said);
      }
    });

    it('names no number of any country without a region', async () => {
      for (const audience of ['self', 'supporter']) {
        const made = await guide({audience});
        expect(textOf(made)).to.match(/^[^.]+\? Call your local emergency number now\./);
        expect(links(made, 'tel:')).to.have.length(0);
        expect(textOf(made).match(/\d{3}/g)).to.equal(null);
      }
    });

    it('is big enough to hit and readable in black and yellow', async () => {
      const made = await guide({region: 'US'});
      const {width, height} = one(made, '.emergency a').getBoundingClientRect();
      expect([width >= 44, height >= 44]).to.eql([true, true]);
    });
  });

  describe('steps', () => {
    it('stand in order in three lists that go on counting', async () => {
      for (const [audience, names] of [
        ['self', SELF],
        ['supporter', SUPPORTER],
      ] as const) {
        const made = await guide({audience});
        expect(all(made, 'label').map(words)).to.eql(names);
        expect(all(made, '[part=heading]').map(words).slice(1)).to.eql([
          'The next hour: safety first',
          'Today',
          'This week',
        ]);
        let count = 1;
        for (const list of all<HTMLOListElement>(made, 'ol')) {
          expect(list.start).to.equal(count);
          expect(getComputedStyle(list).listStyleType).to.equal('decimal');
          count += list.children.length;
        }
        expect(count).to.equal(13);
      }
    });

    it('begin with safety, and come to medicine before reviewing the care', async () => {
      for (const audience of ['self', 'supporter']) {
        const made = await guide({audience});
        const [hour, today, week] = all(made, 'section').map(words);
        for (const word of ['naloxone', 'The person will not wake up.', 'slow or stop a person’s breathing', 'Alcohol'])
          expect(hour, `${audience} ${word}`).to.include(word);
        for (const word of ['Methadone', 'care team', 'six parts']) expect(hour).to.not.include(word);
        expect(today).to.include('Methadone and buprenorphine greatly lower the risk of overdose while a person takes');
        expect(today).to.include('Medicine should not be stopped suddenly.');
        expect(week.indexOf('only after full detox')).to.be.within(1, week.indexOf('six parts') - 1);
        expect(week).to.include('cannot replace medicine or emergency care');
      }
    });

    it('have words of their own for each audience, the same facts, and no blame', async () => {
      const [self, supporter] = [textOf(await guide()), textOf(await guide({audience: 'supporter'}))];
      expect(self).to.include('What to do if you have used again');
      expect(supporter).to.include('What to do if someone you know has used again');
      expect(supporter).to.include('How can I help today?');
      for (const each of [self, supporter]) {
        expect(each).to.include('A return to use can be part of recovery.');
        expect(each).to.include('Darker skin turns gray or ashen.');
        expect(each).to.include('Recovery from heroin is possible');
        expect(each).to.not.match(/enabl|ultimatum|fault|fail|clean|\bdose|half|must|relaps/i);
      }
    });

    it('take an unknown audience for the person, and say so once', async () => {
      const console = listen();
      const made = await guide({audience: 'parents'});
      await guide({audience: 'parents'});
      expect(all(made, 'label').map(words)).to.eql(SELF);
      expect(console.stop()).to.eql([
        'warn: recovery-widgets: <recovery-relapse-guide> does not understand audience="parents". Allowed: self, supporter.',
      ]);
    });

    it('have a heading each part, one level below the widget’s', async () => {
      for (const [level, tags] of [
        [undefined, ['h2', 'h3', 'h3', 'h3']],
        ['6', ['h6', 'h6', 'h6', 'h6']],
      ] as const) {
        const made = await guide({'heading-level': level});
        expect(all(made, '[part=heading]').map(({localName}) => localName)).to.eql(tags);
      }
    });
  });

  describe('helpline', () => {
    it('is the line of the country: name, dialable number, and that a call leaves traces', async () => {
      for (const audience of ['self', 'supporter']) {
        const made = await guide({region: 'US', audience});
        const [, line] = links(made, 'tel:');
        const step = line.closest('li')!;
        expect(words(step)).to.include('Help with drug use: SAMHSA’s National Helpline, 1-800-662-4357');
        expect(line.getAttribute('href')).to.equal('tel:+18006624357');
        expect(line.getAttribute('aria-label')).to.equal('Call SAMHSA’s National Helpline, 1-800-662-4357');
        expect(words(step)).to.include('A call may show in your phone’s history and on your bill.');
        expect(links(made, 'tel:')).to.have.length(2);
      }
    });

    it('is a directory where we know no line', async () => {
      for (const args of [{}, {region: 'AT'}]) {
        const made = await guide(args);
        const link = links(made, 'https:').find((each) => each.closest('ol'))!;
        expect(words(link.closest('p')!)).to.match(/^Find a helpline where you live: /);
        expect([link.rel, link.referrerPolicy]).to.eql(['noopener noreferrer', 'no-referrer']);
      }
    });
  });

  it('tells the page that someone calls, and nothing of whom', async () => {
    const made = await guide({region: 'US'});
    const events: Event[] = [];
    const record = (event: Event) => void events.push(event);
    document.addEventListener('recovery-contact', record);
    for (const link of links(made, 'tel:')) {
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
    }
    made.noEvents = true;
    links(made, 'tel:')[0].click();
    document.removeEventListener('recovery-contact', record);
    expect(events.map((event) => ({...event, isTrusted: undefined}))).to.eql(
      Array(2).fill({channel: 'call', isTrusted: undefined}),
    );
  });

  describe('check boxes', () => {
    it('are native, named by the step and described by what is said about it; none is ticked', async () => {
      const made = await guide({region: 'US'});
      expect(boxes(made).map((box) => [box.type, box.checked, box.getAttribute('autocomplete')])).to.eql(
        SELF.map(() => ['checkbox', false, 'off']),
      );
      expect(boxes(made).map((box) => words(box.labels![0]))).to.eql(SELF);
      for (const box of boxes(made)) {
        const about = made.shadowRoot!.getElementById(box.getAttribute('aria-describedby')!)!;
        expect(about.closest('li') === box.closest('li')).to.equal(true);
        expect(words(about)).to.match(/[.?0-9]$/);
      }
      const ids = all(made, '[id]').map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('are ticked by a click anywhere in their row, which is 44 px high at least', async () => {
      const made = await guide();
      made.style.width = '600px';
      const rows = all(made, 'label');
      for (const row of rows) expect(row.getBoundingClientRect().height).to.be.at.least(44);
      const {left, right, top, bottom} = rows[0].getBoundingClientRect();
      for (const [x, y, now] of [
        [left + 3, top + 3, [0]],
        [right - 3, bottom - 3, []],
        [(left + right) / 2, (top + bottom) / 2, [0]],
      ] as const) {
        await sendMouse({type: 'click', position: [Math.round(x), Math.round(y)]});
        expect(ticked(made), `${x} ${y}`).to.eql(now);
      }
    });

    it('are reached by Tab in order, after the emergency number; Space ticks', async () => {
      const made = await guide({region: 'US'});
      const before = document.createElement('button');
      document.body.prepend(before);
      before.focus();
      const path: string[] = [];
      for (let step = 0; step < 14; step++) {
        await sendKeys({press: 'Tab'});
        const at = made.shadowRoot!.activeElement!;
        path.push(words(at.localName === 'input' ? at.parentElement! : at));
      }
      expect(path).to.eql(['911', ...SELF.slice(0, 9), '1-800-662-4357', ...SELF.slice(9)]);
      await sendKeys({press: ' '});
      expect(ticked(made)).to.eql([11]);
    });

    it('are all there is to fill in: no free text', async () => {
      const made = await guide();
      expect(all(made, 'input:not([type=checkbox]), textarea, select, form, [contenteditable]')).to.have.length(0);
    });
  });

  describe('progress', () => {
    it('is announced politely: one change a tick, none for anything else', async () => {
      const made = await guide({region: 'US'});
      expect(all(made, '[role=status], [role=alert], [aria-live]')).to.have.length(1);
      expect(status(made)).to.equal('');
      const said: string[] = [];
      const region = one(made, '[role=status]');
      const observer = new MutationObserver(() => said.push(words(region)));
      observer.observe(region, {childList: true, characterData: true, subtree: true});
      await tick(made, 0);
      await tick(made, 5);
      await tick(made, 0);
      made.theme = 'dark';
      await shown(made);
      observer.disconnect();
      expect(said).to.eql(['Steps done: 1 of 12', 'Steps done: 2 of 12', 'Steps done: 1 of 12']);
    });

    it('can be cleared, which is said and moves the focus to the first step', async () => {
      const made = await guide();
      expect(!buttonFor(made, 'Clear all')).to.equal(true);
      await tick(made, 0, 3, 11);
      buttonFor(made, 'Clear all').focus();
      await sendKeys({press: 'Enter'});
      await shown(made);
      expect(ticked(made)).to.eql([]);
      expect(status(made)).to.equal('All cleared.');
      expect(made.shadowRoot!.activeElement === boxes(made)[0]).to.equal(true);
      expect(!buttonFor(made, 'Clear all')).to.equal(true);
    });

    it('survives another language, country, theme and heading level, and is not announced again', async () => {
      const made = await guide({region: 'US'});
      await tick(made, 1, 6);
      boxes(made)[6].focus();
      made.lang = 'ar';
      made.region = 'GB';
      made.theme = 'dark';
      made.headingLevel = '4';
      await until(() => one(made, '.root').lang === 'ar' && links(made, 'tel:999').length, 'Arabic, GB');
      await shown(made);
      expect(ticked(made)).to.eql([1, 6]);
      expect(status(made)).to.equal('');
      await tick(made, 7);
      expect(status(made)).to.match(/3.*12/);
    });

    it('is cleared when the audience changes, as the steps are others', async () => {
      const made = await guide();
      await tick(made, 1, 6);
      made.audience = 'supporter';
      await shown(made);
      expect(ticked(made)).to.eql([]);
      expect(status(made)).to.equal('');
      expect(!buttonFor(made, 'Clear all')).to.equal(true);
      await tick(made, 2);
      made.audience = null;
      await shown(made);
      expect(ticked(made)).to.eql([]);
    });

    it('is gone when the page is left, also if the browser keeps the page', async () => {
      const made = await guide();
      await tick(made, 1, 6);
      dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
      await shown(made);
      expect(ticked(made)).to.eql([]);
      expect(status(made)).to.equal('');
    });

    it('stands in no attribute, address, title or store, and loads nothing', async () => {
      const made = await guide({region: 'US'});
      const outside = async () => ({
        page: document.documentElement.outerHTML,
        attributes: all(made, '*').map((each) => [
          each.localName,
          ...[...each.attributes].map(({name, value}) => `${name}=${value}`),
        ]),
        address: location.href,
        history: [history.length, JSON.stringify(history.state)],
        title: document.title,
        stores: [
          JSON.stringify({...localStorage}),
          JSON.stringify({...sessionStorage}),
          document.cookie,
          (await indexedDB.databases()).length,
        ],
        fetched: performance.getEntriesByType('resource').length,
      });
      await tick(made, 0);
      const before = await outside();
      await tick(made, 4, 8, 11);
      expect(await outside()).to.eql(before);
      expect(
        boxes(made).every((box) => !box.name && !box.hasAttribute('value') && !box.hasAttribute('checked')),
      ).to.equal(true);
      expect(Object.keys(made).filter((key) => /tick|step|done|check/i.test(key))).to.eql([]);
    });

    it('is no event: the page hears a click on the widget and nothing more', async () => {
      const made = await guide();
      const heard: string[] = [];
      const record = (event: Event) => {
        heard.push(`${event.type} ${(event.target as Element).localName}`);
      };
      const types = ['click', 'input', 'change', 'recovery-print', 'recovery-contact'];
      for (const type of types) document.addEventListener(type, record);
      replace(made, 'dispatchEvent', (event) => {
        heard.push(`dispatched ${event.type}`);
        return true;
      });
      await tick(made, 0, 1, 0);
      for (const type of types) document.removeEventListener(type, record);
      expect(heard).to.eql(Array(3).fill('click recovery-relapse-guide'));
    });

    it('is marked for tools that record pages as not to be recorded', async () => {
      const made = await guide();
      const card = one(made, '.card');
      for (const mark of ['data-private', 'data-hj-suppress', 'data-clarity-mask', 'data-dd-privacy'])
        expect(card.hasAttribute(mark), mark).to.equal(true);
      for (const mark of ['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude'])
        expect(card.classList.contains(mark), mark).to.equal(true);
      expect(boxes(made).every((box) => card.contains(box))).to.equal(true);
    });

    it('comes with a promise of what is kept, and a warning of who may see it', async () => {
      const text = textOf(await guide());
      expect(text).to.include('This guide does not keep or send your ticks. They are gone when you close the page.');
      expect(text).to.include('Others can see your screen on a shared or watched device.');
    });
  });

  describe('printed', () => {
    it('on a sheet of its own: whom to call and the steps with their boxes, under a title that says nothing', async () => {
      const made = await guide({region: 'US'});
      await tick(made, 2);
      document.title = 'Heroin relapse';
      let sheet: Document | undefined;
      let pageTitle = '';
      const {append} = DocumentFragment.prototype;
      replace(DocumentFragment.prototype, 'append', function (this: DocumentFragment, ...nodes) {
        append.apply(this, nodes);
        const [frame] = nodes;
        if (!(frame instanceof HTMLIFrameElement)) return;
        frame.contentWindow!.print = () => {
          sheet = frame.contentDocument!;
          pageTitle = document.title;
        };
      });
      buttonFor(made, 'Print these steps').click();
      await until(() => sheet, 'print');
      const text = sheet!.body.innerText.replace(/\s+/g, ' ').trim();
      expect(text.startsWith('Overdose, or not sure? Call 911 now.')).to.equal(true);
      for (const name of SELF) expect(text).to.include(name);
      expect([...sheet!.querySelectorAll('input')].map(({checked}) => checked)).to.eql(SELF.map((_, i) => i === 2));
      expect(text).to.not.match(/does not keep|Clear all|Where this comes from|Steps done/);
      expect([sheet!.title, pageTitle]).to.eql(['My steps', 'My steps']);
    });

    itInChromium(
      'with the page: boxes to tick by hand, sources with addresses; nothing for the screen only',
      async () => {
        const made = await guide({region: 'US'});
        await tick(made, 0);
        await emulate({media: 'print'});
        const visible = (selector: string) => all(made, selector).filter((each) => each.checkVisibility()).length;
        const seen = ['input', 'label', 'button', '[role=status]'].map(visible);
        const text = textOf(made);
        const panel = getComputedStyle(one(made, '.emergency'));
        const colors = [panel.color, panel.backgroundColor];
        await emulate({});
        expect(seen).to.eql([12, 12, 0, 0]);
        expect(text).to.include('911');
        expect(text).to.not.include('does not keep');
        expect(colors).to.eql(['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)']);
      },
    );
  });

  it('shows where its words come from in a closed list, and that they are a draft', async () => {
    const made = await guide();
    const details = one<HTMLDetailsElement>(made, 'details');
    expect(details.open).to.equal(false);
    expect(words(details)).to.include('Draft: no clinician has reviewed these words yet.');
    for (const link of all<HTMLAnchorElement>(made, 'details a'))
      expect([link.rel, link.referrerPolicy, link.target]).to.eql(['noopener noreferrer', 'no-referrer', '']);
  });

  for (const [language, theme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ar', 'light'],
  ])
    it(`${language}, ${theme}: ticked steps are accessible and fit 240 px`, async () => {
      document.documentElement.lang = language;
      const made = await guide({theme, region: 'US'});
      await until(() => one(made, '.root').lang === language, language);
      await tick(made, ...SELF.keys());
      made.style.width = '240px';
      one<HTMLDetailsElement>(made, 'details').open = true;
      const {left, right} = made.getBoundingClientRect();
      for (const each of all(made, '.root *').filter((node) => node.getClientRects().length)) {
        const box = each.getBoundingClientRect();
        expect(box.left >= left - 0.5 && box.right <= right + 0.5, each.outerHTML.slice(0, 80)).to.equal(true);
      }
      const {violations} = await axe.run(made, {
        rules: {
          'color-contrast-enhanced': {enabled: true},
          region: {enabled: false},
          'page-has-heading-one': {enabled: false},
        },
      });
      expect(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)).to.eql([]);
    });
});
