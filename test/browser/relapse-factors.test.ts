import {expect} from '@open-wc/testing';
import '../../src/widgets/relapse-factors/define.js';
import type {RelapseFactors} from '../../src/widgets/relapse-factors/relapse-factors.js';
import {emulate, itInChromium, mount, query, queryAll, shows, textOf} from './helpers.js';

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

describe('relapse factors', () => {
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

  it('labels both parts of every pair in text', async () => {
    for (const [harder, help] of pairsOf(await factors())) {
      expect(linesIn(harder)[0]).to.equal('What can make it harder');
      expect(linesIn(help)[0]).to.equal('What can help');
    }
  });

  it('shows pairs side by side in a wide container, from the right in Arabic, stacked in a narrow one', async () => {
    for (const lang of ['en', 'ar']) {
      const el = await factors({lang});
      await shows(el, lang);
      for (const width of ['600px', '240px']) {
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

  it('has no field, no score and no control but the list of sources', async () => {
    const el = await factors();
    expect(queryAll(el, 'input, button, select, progress, meter, form, [tabindex]')).to.eql([]);
    expect(queryAll(el, 'details').map(({className}) => className)).to.eql(['sources']);
    const shown = queryAll(el, '.card > :not(.sources)').map(textOf).join(' ');
    expect(shown).to.not.match(/relapse|likely|research shows|studies show|score|most people|\d|%/i);
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
});
