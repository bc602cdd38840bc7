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
  shows,
  switchTo,
  textOf,
  visibleText,
  wordsOf,
} from './helpers.js';

const factors = (args = {}) => mount<RelapseFactors>('recovery-relapse-factors', args);
const pairsOf = (el: Element) => queryAll(el, '[part=factor]').map((each) => [...each.children] as HTMLElement[]);
/** Texts with a line of their own. */
const linesIn = (element: HTMLElement) => element.innerText.split('\n').map((line) => line.trim());
const boxOf = (element: Element) => element.getBoundingClientRect();
const NAMES = {
  Body: ['Painful withdrawal and strong cravings'],
  'Habits and thinking': [
    'Triggers, the things that set off cravings',
    'What drug use helped you cope with',
    'Anxiety or worry',
    'Too much empty time',
  ],
  'People and daily life': [
    'Friends who still use',
    'No one to turn to during treatment',
    'Problems with money or work after treatment',
  ],
  'Treatment and waiting': [
    'Waiting for treatment, or between treatments',
    'Leaving treatment early, or no support after it',
    'A bad experience in treatment',
  ],
};

const words = await wordsOf('relapse-factors');
const shared = await wordsOf('shared');

describe('relapse factors', () => {
  it('begins with what can help, and says that no factor is a verdict', async () => {
    const el = await factors();
    expect(queryAll(el, 'h2, .card > p').map(textOf).slice(0, 3)).to.eql([
      words['heading'],
      words['lead-factors'],
      words['lead-begin'],
    ]);
    for (const promise of ['Anyone in recovery can use again.', 'something can help', 'Nothing on this list decides'])
      expect(words['lead-factors']).to.include(promise);
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

  for (const width of ['1000px', '240px'])
    it(`labels both parts of every pair in text, at ${width}`, async () => {
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

  it('shows pairs side by side in a wide container, from the right in Arabic, stacked in a narrow one', async () => {
    for (const lang of ['en', 'ar']) {
      const el = await factors({lang});
      await shows(el, lang);
      for (const width of ['600px', '1200px', '240px', '500px']) {
        el.style.width = width;
        for (const pair of pairsOf(el)) {
          const [harder, help] = pair.map(boxOf);
          if (parseInt(width) > 500) {
            if (lang === 'en') expect(help.left).to.be.at.least(harder.right - 1);
            else expect(harder.left).to.be.at.least(help.right - 1);
            expect(help.top).to.equal(harder.top);
          } else {
            expect(help.left).to.equal(harder.left);
            expect(help.top).to.be.at.least(harder.bottom);
          }
        }
      }
    }
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
    const shown = queryAll(el, '.card > :not(.sources)').map(textOf).join(' ');
    expect(shown).to.not.match(/relapse|likely|research shows|studies show|score|most people|\d|%/i);
  });

  it('shows everything at once: nothing has to be opened', async () => {
    const el = await factors();
    const hidden = queryAll(el, '.card > :not(.sources), .card > :not(.sources) *').filter(
      (each) => !each.checkVisibility({opacityProperty: true, visibilityProperty: true}),
    );
    expect(hidden).to.eql([]);
    expect(visibleText(el)).to.include(words['days-help']);
  });

  it('claims nothing that is not settled', async () => {
    const el = await factors();
    const pair = (name: string) => pairsOf(el).find(([harder]) => textOf(harder).includes(name))!;
    expect(linesIn(pair('Anxiety')[0])[2]).to.equal(words['worry-more']);
    expect(words['worry-more']).to.match(/for some people\. .*does not mean that you will use again\.$/);
    // Advice to plan and to ask: the finding of one small study is not presented as proven.
    expect(linesIn(pair('Leaving treatment')[1])[1]).to.equal(words['leaving-ask']);
    expect(words['leaving-ask']).to.match(/^Before you leave, ask .*medicine/);
    expect(linesIn(pair('Waiting')[1])[1]).to.match(/^Ask if you can have medicine while you wait\./);
  });

  it('says that medicine helps with withdrawal and cravings, and leaves the medicines to the treatment explainer', async () => {
    const pairs = pairsOf(await factors());
    expect(textOf(pairs[0][1])).to.include('Medicine for opioid addiction can help with both.');
    expect(textOf(pairs[0][1])).to.match(/Ask which one you can start, and when\.$/);
    expect(pairs.flat().map(textOf).join(' ')).to.not.match(/methadone|buprenorphine|naltrexone|naloxone/i);
  });

  it('ends with a person to call', async () => {
    const el = await factors();
    expect(textOf(query(el, '.close'))).to.equal(shared['reach-out']);
    expect(shared['reach-out']).to.include('talk with someone you trust or call a helpline');
    expect(query(el, '.close').nextElementSibling).to.equal(query(el, '.sources'));
  });

  for (const lang of ['en', 'es', 'ar'])
    it(`${lang}: says the same as other widgets where it means the same`, async () => {
      const el = await factors({lang});
      await shows(el, lang);
      const [common, banner] = await Promise.all(['shared', 'helpline-banner'].map((widget) => wordsOf(widget, lang)));
      expect(queryAll(el, 'h3').map(textOf).slice(0, 3)).to.eql([common['body'], common['habits'], common['people']]);
      const shown = visibleText(el);
      expect(shown).to.include(common['reach-out']);
      // Both address the same readers, with the same text.
      const [clause] = /^[^,،]+[,،][^,،]+[,،]|^[^,،]+،/u.exec(banner['lead'])!;
      expect(common['reach-out'].startsWith(clause), clause).to.equal(true);
    });

  itInChromium('marks help by a border that forced colors keep', async () => {
    const el = await factors();
    await emulate({'forced-colors': 'active'});
    const {color} = getComputedStyle(query(el, '.card'));
    for (const pair of pairsOf(el)) {
      const [harder, help] = pair.map((each) => getComputedStyle(each));
      expect(harder.borderInlineStartWidth).to.equal('0px');
      expect(parseFloat(help.borderInlineStartWidth)).to.be.at.least(4);
      expect(help.borderInlineStartColor).to.equal(color);
    }
  });

  itInChromium('prints everything, keeps each pair together, and prints the addresses of its sources', async () => {
    const el = await factors();
    el.style.width = '700px';
    await emulate({media: 'print'});
    expect(queryAll(el, 'section *, .sources li').filter((each) => !each.checkVisibility())).to.eql([]);
    for (const each of queryAll(el, '[part=factor]')) expect(getComputedStyle(each).breakInside).to.equal('avoid');
    for (const [harder, help] of pairsOf(el)) expect(boxOf(harder).right).to.be.at.most(boxOf(help).left + 1);
    expect(getComputedStyle(query(el, '.sources a'), '::after').content).to.include('https://');
  });

  it('changes its language with the page', async () => {
    const el = await factors();
    await switchTo(el, 'es');
    const spanish = await wordsOf('relapse-factors', 'es');
    for (const [harder, help] of pairsOf(el)) {
      expect(linesIn(harder)[0]).to.equal(spanish['label-harder']);
      expect(linesIn(help)[0]).to.equal(spanish['label-help']);
    }
    expect(queryAll(el, '[lang=en]').every((each) => each.closest('.sources'))).to.equal(true);
  });

  it('shows no telephone number and needs no region', async () => {
    const console = captureConsole();
    const el = await factors({region: 'nowhere'});
    expect(console.stop()).to.eql([]);
    expect(queryAll(el, '[href^=tel], [href^=sms]')).to.eql([]);
  });
});
