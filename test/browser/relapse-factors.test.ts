import {expect} from '@open-wc/testing';
import '../../src/widgets/relapse-factors/define.js';
import type {RelapseFactors} from '../../src/widgets/relapse-factors/relapse-factors.js';
import {
  captureConsole,
  emulate,
  itInChromium,
  mount,
  query,
  queryAll,
  rendered,
  textOf,
  until,
  visibleText,
} from './helpers.js';

const factors = (args = {}) => mount<RelapseFactors>('recovery-relapse-factors', args);
const pairsOf = (el: Element) => queryAll(el, '[part=factor]').map((each) => [...each.children] as HTMLElement[]);
/** Texts with a line of their own. */
const linesIn = (element: HTMLElement) => element.innerText.split('\n').map((line) => line.trim());
const boxOf = (element: Element) => element.getBoundingClientRect();
const sentencesIn = (words: string) => words.match(/[^.؟?]+[.؟?]?/gu)!.map((each) => each.trim());

const NAMES = {
  Body: ['Painful withdrawal and strong cravings'],
  'Habits and thinking': [
    'Triggers, the things that set off cravings',
    'A need that heroin met',
    'Anxiety or worry',
    'Empty days',
  ],
  'People and daily life': [
    'Friends who still use heroin',
    'No one to turn to during treatment',
    'Problems with money or work after treatment',
  ],
  'Care and waiting': [
    'Waiting for treatment, or between treatments',
    'Leaving treatment early, or no support after it',
    'A bad experience in treatment',
  ],
};

/** The texts of a widget in a language, by message. */
async function wordsOf(widget: string, lang: string): Promise<Record<string, string>> {
  if (lang === 'en') {
    const copy = await (await fetch(`/src/content/copy/${widget}.json`)).json();
    return Object.fromEntries(copy.messages.map(({key, text}: {key: string; text: string}) => [key, text]));
  }
  const file = new DOMParser().parseFromString(
    await (await fetch(`/src/locales/${lang}.xlf`)).text(),
    'application/xml',
  );
  const units = [...file.querySelectorAll('trans-unit')].filter(({id}) => id.startsWith(`${widget}.`));
  return Object.fromEntries(
    units.map((unit) => [unit.id.slice(widget.length + 1), unit.querySelector('target')!.textContent]),
  );
}

describe('relapse factors', () => {
  afterEach(() => document.body.replaceChildren());

  it('begins with hope, and says that no factor is a verdict', async () => {
    const el = await factors();
    expect(queryAll(el, 'h2, .card > p').map(textOf).slice(0, 4)).to.eql([
      'What can make recovery harder, and what can help',
      'Recovery from heroin is possible.',
      'Using again can happen to anyone in recovery. Some things can make recovery harder, and something can help with each. None of them decides what happens to you.',
      'You do not need to work on all of this at once.',
    ]);
  });

  it('has the factors of body, habits, people and care, each group under a heading', async () => {
    const el = await factors();
    const groups = queryAll(el, 'section').map((group) => [
      textOf(group.querySelector('h3')!),
      [...group.querySelectorAll('dt b')].map(textOf),
    ]);
    expect(Object.fromEntries(groups)).to.eql(NAMES);
    expect(groups.map(([name]) => name)).to.eql(Object.keys(NAMES));
  });

  it('keeps each factor and what can help together: a term with one description', async () => {
    const el = await factors();
    const pairs = pairsOf(el);
    expect(pairs).to.have.length(11);
    for (const pair of pairs) {
      expect(pair.map(({localName}) => localName)).to.eql(['dt', 'dd']);
      expect([pair[0].parentElement!.localName, pair[0].parentElement!.parentElement!.localName]).to.eql(['div', 'dl']);
    }
    expect(queryAll(el, 'dl > :not(div), [role], [aria-label], [aria-hidden]')).to.eql([]);
  });

  for (const [where, width] of [
    ['wide', '1000px'],
    ['narrow', '240px'],
  ])
    it(`labels both parts of every pair in text, when ${where}`, async () => {
      const el = await factors();
      el.style.width = width;
      for (const [harder, help] of pairsOf(el)) {
        expect(linesIn(harder)[0]).to.equal('What can make it harder');
        expect(linesIn(help)[0]).to.equal('What can help');
        expect(linesIn(harder).length).to.be.at.least(2);
        expect(linesIn(help)[1]).to.match(/\.$/);
        for (const label of [harder.firstElementChild!, help.firstElementChild!])
          expect(boxOf(label).width, textOf(label)).to.be.above(80);
      }
    });

  it('shows pairs side by side in a wide container, stacked in a narrow one', async () => {
    const el = await factors();
    for (const width of ['600px', '1200px']) {
      el.style.width = width;
      for (const [harder, help] of pairsOf(el)) {
        expect(boxOf(help).left).to.be.at.least(boxOf(harder).right - 1);
        expect(boxOf(help).top).to.equal(boxOf(harder).top);
      }
    }
    for (const width of ['240px', '500px']) {
      el.style.width = width;
      for (const [harder, help] of pairsOf(el)) {
        expect(boxOf(help).left).to.equal(boxOf(harder).left);
        expect(boxOf(help).top).to.be.at.least(boxOf(harder).bottom);
      }
    }
  });

  it('starts on the right in Arabic', async () => {
    const el = await factors({lang: 'ar'});
    await until(() => query(el, '.root').lang === 'ar', 'Arabic');
    el.style.width = '900px';
    for (const [harder, help] of pairsOf(el)) expect(boxOf(harder).left).to.be.at.least(boxOf(help).right - 1);
  });

  it('stacked, a help text is nearer to its own factor than to the next', async () => {
    const el = await factors();
    el.style.width = '320px';
    for (const list of queryAll(el, 'dl')) {
      const pairs = [...list.children].map(({children}) => children);
      pairs.slice(1).forEach(([next], index) => {
        const [harder, help] = pairs[index];
        const within = boxOf(help).top - boxOf(harder).bottom;
        expect(boxOf(next).top - boxOf(help).bottom).to.be.above(within * 2);
      });
    }
  });

  it('has no field, no score and no control but the list of sources', async () => {
    const el = await factors();
    expect(queryAll(el, 'input, button, select, progress, meter, form, [tabindex]')).to.eql([]);
    expect(queryAll(el, 'details').map(({className}) => className)).to.eql(['sources']);
    const words = queryAll(el, '.card > :not(.sources)').map(textOf).join(' ');
    expect(words).to.not.match(/relapse|likely|research shows|studies show|score|most people|\d|%/i);
  });

  it('shows everything at once: nothing has to be opened', async () => {
    const el = await factors();
    const hidden = queryAll(el, '.card > :not(.sources), .card > :not(.sources) *').filter(
      (each) => !each.checkVisibility({opacityProperty: true, visibilityProperty: true}),
    );
    expect(hidden).to.eql([]);
    expect(visibleText(el)).to.include('such as a course or a job');
  });

  it('claims nothing that is not settled', async () => {
    const el = await factors();
    const [anxiety, help] = pairsOf(el).find(([harder]) => textOf(harder).includes('Anxiety'))!;
    expect(linesIn(anxiety)[2]).to.equal('Some people find that this makes it harder. Research has not settled it.');
    expect(textOf(help)).to.include('If you cannot get counseling, you should still be offered medicine.');
    const [, study] = pairsOf(el).find(([harder]) => textOf(harder).includes('Leaving treatment'))!;
    expect(textOf(study)).to.include('In one small study');
  });

  it('turns waiting into a question to ask today', async () => {
    const el = await factors();
    const [, help] = pairsOf(el).find(([harder]) => textOf(harder).includes('Waiting'))!;
    expect(linesIn(help)[1]).to.match(/^Ask your provider today what happens the day you leave\./);
  });

  it('names the medicines that ease withdrawal, and the risk of stopping them beside them', async () => {
    const el = await factors();
    const [[, help]] = pairsOf(el);
    expect(textOf(help)).to.include('Methadone and buprenorphine ease withdrawal and cravings.');
    expect(textOf(help)).to.include('lower the risk of overdose while you take them');
    const safety = query(el, '[part=safety]');
    expect(safety.previousElementSibling).to.equal(help.closest('dl'));
    expect([...safety.children].map(textOf).slice(0, 2)).to.eql([
      'Do not stop any of these medicines suddenly. Ask the person who prescribes it first.',
      'After you stop, your body can handle far less opioid than before. The same is true after a break from heroin. An amount you used before can now cause an overdose.',
    ]);
    expect(safety.querySelector('strong')).to.not.equal(null);
  });

  it('presents naloxone as first aid, not as treatment, and says to call for help', async () => {
    const el = await factors();
    const words = pairsOf(el).flat().map(textOf).join(' ');
    expect(words).to.not.match(/naloxone|naltrexone/i);
    expect(textOf(query(el, '[part=safety]').lastElementChild!)).to.match(
      /^Naloxone is the emergency medicine .* does not treat cravings\. Always call emergency services too/,
    );
  });

  it('ends with a person to call', async () => {
    const el = await factors();
    expect(textOf(query(el, '.close'))).to.equal(
      'If you have used again, or worry that you might, you do not have to face it alone. Call someone you trust or a helpline.',
    );
    expect(query(el, '.close').nextElementSibling).to.equal(query(el, '.sources'));
  });

  for (const lang of ['en', 'es', 'ar'])
    it(`${lang}: says the same as other widgets where it means the same`, async () => {
      const own = await wordsOf('relapse-factors', lang);
      const explainer = await wordsOf('treatment-explainer', lang);
      const banner = await wordsOf('helpline-banner', lang);
      for (const [key, other] of [
        ['lead', explainer['lead']],
        ['body', explainer['kind-biological']],
        ['habits', explainer['kind-behavioral']],
        ['people', explainer['kind-social']],
        ['stop-ask', explainer['stop-ask']],
        ['naloxone', explainer['naloxone']],
        ['worry-help', explainer['lead-medicine']],
        ['waiting-help', explainer['barrier-waiting-help']],
        ['close', banner['lead']],
      ])
        for (const sentence of sentencesIn(other)) expect(own[key], key).to.include(sentence);
    });

  itInChromium('marks help by a border that forced colors keep', async () => {
    const el = await factors();
    await emulate({'forced-colors': 'active'});
    const styles = pairsOf(el).map(([harder, help]) => [getComputedStyle(harder), getComputedStyle(help)]);
    const edges = styles.map(([harder, help]) => [harder.borderInlineStartWidth, help.borderInlineStartWidth]);
    const colors = styles.map(([, help]) => [help.borderInlineStartColor, getComputedStyle(query(el, '.card')).color]);
    await emulate({});
    for (const [harder, help] of edges) {
      expect(harder).to.equal('0px');
      expect(parseFloat(help)).to.be.at.least(4);
    }
    for (const [edge, text] of colors) expect(edge).to.equal(text);
  });

  itInChromium('prints everything, keeps each pair together, and prints the addresses of its sources', async () => {
    const el = await factors();
    el.style.width = '700px';
    await emulate({media: 'print'});
    const hidden = queryAll(el, 'section *, .sources li').filter((each) => !each.checkVisibility());
    const torn = queryAll(el, '[part=factor], [part=safety]').filter(
      (each) => getComputedStyle(each).breakInside !== 'avoid',
    );
    const sideBySide = pairsOf(el).map(([harder, help]) => boxOf(harder).right <= boxOf(help).left + 1);
    const address = getComputedStyle(query(el, '.sources a'), '::after').content;
    await emulate({});
    expect([hidden, torn]).to.eql([[], []]);
    expect(new Set(sideBySide)).to.eql(new Set([true]));
    expect(address).to.include('https://');
  });

  for (const level of [1, 2, 3, 4, 5, 6])
    it(`under heading-level ${level} no heading skips a level`, async () => {
      const el = await factors({'heading-level': String(level)});
      const levels = queryAll(el, 'h1, h2, h3, h4, h5, h6').map(({localName}) => Number(localName[1]));
      expect(levels).to.eql([level, ...Array<number>(4).fill(Math.min(level + 1, 6))]);
    });

  it('changes its language with the page', async () => {
    const el = await factors();
    el.lang = 'es';
    await until(() => query(el, '.root').lang === 'es', 'Spanish');
    await rendered(el);
    for (const [harder, help] of pairsOf(el)) {
      expect(linesIn(harder)[0]).to.equal('Qué puede hacerlo más difícil');
      expect(linesIn(help)[0]).to.equal('Qué puede ayudar');
    }
    expect(queryAll(el, '[lang=en]').every((each) => each.closest('.sources'))).to.equal(true);
  });

  it('cites its sources in a closed list, and says that no clinician has reviewed it', async () => {
    const el = await factors();
    const sources = query<HTMLDetailsElement>(el, '.sources');
    expect(sources.open).to.equal(false);
    expect(textOf(query(el, '.draft'))).to.include('no clinician has reviewed');
    // The sources of the two claims that rest on a study of their own.
    expect(textOf(sources)).to.include('Psychological factors predicting patients’ risk of relapse');
    expect(textOf(sources)).to.include('Lapse and relapse following inpatient treatment');
    for (const link of sources.querySelectorAll('a'))
      expect([link.protocol, link.rel, link.referrerPolicy, link.target]).to.eql([
        'https:',
        'noopener noreferrer',
        'no-referrer',
        '',
      ]);
  });

  it('shows no telephone number and needs no region', async () => {
    const console = captureConsole();
    const el = await factors({region: 'nowhere'});
    expect(console.stop()).to.eql([]);
    expect(queryAll(el, '[href^=tel], [href^=sms]')).to.eql([]);
  });
});
