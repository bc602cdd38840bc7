import {expect} from '@open-wc/testing';
import '../../src/widgets/relapse-factors/define.js';
import type {RelapseFactors} from '../../src/widgets/relapse-factors/relapse-factors.js';
import {emulate, itInChromium, mount, shows} from './helpers.js';
import {queryAll, textOf} from './query.js';

const factors = (args = {}) => mount<RelapseFactors>('recovery-relapse-factors', args);
const groupsOf = (el: Element) => queryAll<HTMLDetailsElement>(el, 'details:not(.sources)');
const pairsOf = (el: Element) => queryAll(el, '[part=factor]').map((each) => [...each.children] as HTMLElement[]);
const boxOf = (element: Element) => element.getBoundingClientRect();
const NAMES = {
  Body: ['Painful withdrawal and strong cravings'],
  'Habits and thinking': [
    'Triggers, the things that set off cravings',
    'What drug use helped you cope with',
    'Anxiety or worry',
  ],
  'People and daily life': [
    'Friends who still use, or no one to turn to',
    'Too much empty time, or problems with money or work',
  ],
  'Treatment and waiting': [
    'Waiting for treatment, leaving it early, or no support after it',
    'A bad experience in treatment',
  ],
};

describe('relapse factors', () => {
  it('has the factors of body, habits, people and care, each group a native fold with a heading, the first one open', async () => {
    const el = await factors();
    const groups = groupsOf(el).map((group) => [
      textOf(group.querySelector('summary h3')!),
      [...group.querySelectorAll('dt')].map(textOf),
    ]);
    expect(Object.fromEntries(groups)).to.eql(NAMES);
    expect(groups.map(([name]) => name)).to.eql(Object.keys(NAMES));
    expect(groupsOf(el).map(({open}) => open)).to.eql([true, false, false, false]);
  });

  it('keeps each factor and what can help together: a term with one description', async () => {
    const el = await factors();
    const pairs = pairsOf(el);
    expect(pairs).to.have.length(8);
    for (const pair of pairs) {
      expect(pair.map(({localName}) => localName)).to.eql(['dt', 'dd']);
      expect([pair[0].parentElement!.localName, pair[0].parentElement!.parentElement!.localName]).to.eql(['div', 'dl']);
      expect(pair[0].closest('details')).to.equal(pair[1].closest('details'));
    }
    expect(queryAll(el, 'dl > :not(div), [role], [aria-label], [aria-hidden]')).to.eql([]);
  });

  it('shows pairs side by side in a wide container, from the right in Arabic, stacked in a narrow one', async () => {
    for (const lang of ['en', 'ar']) {
      const el = await factors({lang});
      await shows(el, lang);
      for (const group of groupsOf(el)) group.open = true;
      for (const width of ['600px', '240px']) {
        el.style.width = width;
        for (const pair of pairsOf(el)) {
          const [harder, help] = pair.map(boxOf);
          if (parseInt(width) > 500) {
            if (lang === 'en') expect(help.left).to.be.at.least(harder.right - 1);
            else expect(harder.left).to.be.at.least(help.right - 1);
            expect(help.top).to.be.below(harder.bottom);
          } else {
            expect(help.left).to.equal(harder.left);
            expect(help.top).to.be.at.least(harder.bottom);
          }
        }
      }
    }
  });

  it('has no field, no score and no control but its folds', async () => {
    const el = await factors();
    expect(queryAll(el, 'input, button, select, progress, meter, form, [tabindex]')).to.eql([]);
    const shown = queryAll(el, '.card > :not(.sources)').map(textOf).join(' ');
    expect(shown).to.not.match(/relapse|likely|research shows|studies show|score|most people|\d|%/i);
  });

  itInChromium('marks help by an edge that forced colors show', async () => {
    const el = await factors();
    await emulate({'forced-colors': 'active'});
    for (const [harder, help] of pairsOf(el)) {
      expect(getComputedStyle(harder).borderTopWidth).to.equal('0px');
      expect(getComputedStyle(help).borderTopStyle).to.equal('solid');
    }
  });

  itInChromium('keeps each pair together on paper', async () => {
    const el = await factors();
    await emulate({media: 'print'});
    for (const each of queryAll(el, '[part=factor]')) expect(getComputedStyle(each).breakInside).to.equal('avoid');
  });
});
