import {expect} from '@open-wc/testing';
import '../../src/widgets/tolerance-chart/define.js';
import type {ToleranceChart} from '../../src/widgets/tolerance-chart/tolerance-chart.js';
import {emulate, itInChromium, mount, nightly, until} from './helpers.js';
import {EMERGENCY} from './lines.js';
import {query, queryAll, textOf} from './query.js';

/** CI has the longest text, and right to left. */
const LANGUAGES = nightly(['en', 'es', 'ar'], ['es', 'ar']);

const picture = (el: Element) => query(el, '[role=img]');
const columns = (el: Element) => queryAll<SVGPathElement>(el, '.moments path.tolerance');
/** All texts in the picture that are shown, one element each. */
const textsIn = (el: Element) => queryAll(el, '.key > *, .moments b').filter((each) => each.checkVisibility());

async function chart(args: Record<string, string> = {}, width = ''): Promise<ToleranceChart> {
  document.body.style.width = width;
  const el = await mount<ToleranceChart>('recovery-tolerance-chart', args);
  await until(() => query(el, '.root').lang === (args['lang'] ?? 'en'), `words in ${args['lang'] ?? 'English'}`);
  return el;
}

describe('tolerance chart', () => {
  afterEach(() => {
    document.body.style.width = '';
  });

  it('is one image with a short name, and sentences behind it, which are not seen, describe it', async () => {
    const el = await chart();
    expect(queryAll(el, '[role]')).to.eql([picture(el)]);
    expect(picture(el).ariaLabel).to.equal('Tolerance');
    const description = picture(el).nextElementSibling!;
    for (const word of ['sketch, not a measurement', 'days after', 'weeks after', 'tolerance', 'same amount', 'danger'])
      expect(textOf(description).toLowerCase()).to.include(word);
    expect(description.getBoundingClientRect().height).to.equal(1);
    expect(picture(el).querySelector('a, button, [tabindex]')).to.equal(null);
  });

  it('tolerance falls from moment to moment, the amount stays, and the gap is never closed and only grows', async () => {
    const el = await chart();
    const tops = columns(el).map((each) => each.getBoundingClientRect().top);
    const lines = queryAll(el, '.moments path.amount').map((each) => each.getBoundingClientRect().top);
    const gaps = queryAll(el, '.moments path.danger').map((each) => each.getBoundingClientRect().height);
    expect(tops).to.have.length(3);
    expect(tops).to.eql([...tops].sort((a, b) => a - b));
    expect(new Set(tops).size).to.equal(3);
    expect(new Set(lines).size).to.equal(1);
    expect(lines[0]).to.be.below(tops[0] - 10);
    expect(gaps[0]).to.be.above(5);
    expect(gaps[1]).to.be.above(gaps[0]);
    expect(gaps[2]).to.be.above(gaps[1]);
  });

  it('time runs in the direction of text, and nothing in the picture is mirrored', async () => {
    for (const [lang, direction] of Object.entries({en: 1, ar: -1})) {
      const el = await chart({lang});
      const lefts = columns(el).map((each) => each.getBoundingClientRect().left * direction);
      expect(lefts, lang).to.eql([...lefts].sort((a, b) => a - b));
      for (const each of [picture(el), ...picture(el).querySelectorAll('*')]) {
        const {transform, scale, rotate} = getComputedStyle(each);
        expect([transform, scale, rotate]).to.eql(['none', 'none', 'none']);
      }
    }
  });

  for (const lang of LANGUAGES)
    for (const width of nightly([240, 280, 321, 545, 737], [240, 320]))
      it(`${lang}: at ${width} px, every word is unbroken, at least 16 px, and overlaps no other`, async () => {
        const el = await chart({lang}, `${width}px`);
        expect(textsIn(el)).to.have.length(width > 736 ? 4 : 7);
        const range = document.createRange();
        const each = textsIn(el).flatMap((element) => {
          expect(parseFloat(getComputedStyle(element).fontSize)).to.be.at.least(16);
          const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const found: {word: string; element: Element; box: DOMRect}[] = [];
          for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null)
            for (const {index, 0: word} of text.data.matchAll(/\S+/g)) {
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              expect(new Set([...range.getClientRects()].map(({top}) => top)).size, word).to.equal(1);
              found.push({word, element, box: range.getBoundingClientRect()});
            }
          return found;
        });
        for (const one of each)
          for (const other of each) {
            const [a, b] = [one.box, other.box];
            // Adjacent texts keep a space between them; lines may be as close as line height allows.
            const room = a.right + 2 < b.left || b.right + 2 < a.left || a.bottom < b.top + 4 || b.bottom < a.top + 4;
            expect(one.element === other.element || room, `${one.word} on ${other.word}`).to.equal(true);
          }
      });

  it('distinguishes tolerance, amount and danger without color, and its key shows the same patterns', async () => {
    const el = await chart();
    const look = (each: Element) => {
      const {fill, strokeDasharray, strokeWidth} = getComputedStyle(each);
      return `${fill === 'none'} ${strokeDasharray} ${strokeWidth}`;
    };
    const names = ['tolerance', 'amount', 'danger'];
    expect(new Set(names.map((name) => look(query(el, `.moments .${name}`)))).size).to.equal(3);
    for (const name of names) {
      expect(look(query(el, `.key .${name}`)), name).to.equal(look(query(el, `.moments .${name}`)));
      expect(getComputedStyle(query(el, `.moments .${name}`)).vectorEffect).to.equal('non-scaling-stroke');
    }
    expect(queryAll(el, '.key path').map((each) => each.getAttribute('class'))).to.eql(names);
    expect(queryAll(el, '.key > *').map(textOf)).to.eql([
      'Tolerance',
      'The same amount as before',
      'Danger',
      'A sketch, not a measurement',
    ]);
  });

  itInChromium('has the text color in forced colors', async () => {
    for (const scheme of ['light', 'dark']) {
      await emulate({'forced-colors': 'active', 'prefers-color-scheme': scheme});
      const el = await chart();
      const {color} = getComputedStyle(query(el, '.card > p'));
      const drawn = queryAll(el, '.picture path').map((each) => {
        const {fill, stroke} = getComputedStyle(each);
        return fill === 'none' ? stroke : fill;
      });
      const back = getComputedStyle(query(el, '.card')).backgroundColor;
      await emulate({});
      expect([...new Set(drawn)], scheme).to.eql([color]);
      expect(back).to.not.equal(color);
      el.remove();
    }
  });

  itInChromium('prints dark on white, even from the dark theme, with the meanings open', async () => {
    const el = await chart({theme: 'dark'});
    expect(query(el, 'dd').checkVisibility()).to.equal(false);
    await emulate({media: 'print'});
    for (const name of ['tolerance', 'amount', 'danger']) {
      const {fill, stroke} = getComputedStyle(query(el, `.moments .${name}`));
      const color = fill === 'none' ? stroke : fill;
      expect(Math.max(...color.match(/\d+/g)!.slice(0, 3).map(Number)), color).to.be.below(140);
    }
    expect(query(el, 'dd').checkVisibility()).to.equal(true);
  });

  it('says the same in a table, never folded, each cell a sentence that needs no header', async () => {
    const el = await chart();
    expect(queryAll(el, 'table')).to.have.length(1);
    expect(queryAll(el, 'details table')).to.eql([]);
    expect(queryAll(el, 'th[scope=row]').map(textOf)).to.eql(queryAll(el, '.moments b').map(textOf));
    expect(queryAll(el, 'tbody tr').map((row) => [...row.querySelectorAll('td')].map(textOf))).to.eql([
      ['Tolerance builds up.', 'Cravings can be strong.', 'An overdose can happen at any time.'],
      ['Tolerance is falling.', 'Cravings may stay.', 'The same amount as before is already more dangerous.'],
      ['Tolerance is low.', 'Cravings may stay.', 'With the same amount as before, an overdose is much more likely.'],
    ]);
  });

  it('calls the emergency number of the region first, and has no other number, and nothing about amounts', async () => {
    for (const lang of LANGUAGES) {
      const el = await chart({lang, region: 'US'});
      await until(() => queryAll(el, '[part=call]').length === 1, 'the number');
      expect(query(el, '.card').firstElementChild!.querySelector('a')!.href).to.equal(EMERGENCY.tel);
      queryAll(el, '.sources, .sos').forEach((each) => each.remove());
      const said = textOf(query(el, '.root')) + picture(el).getAttribute('aria-label');
      expect(said, lang).to.not.match(/\p{Nd}/u);
      expect(said, lang).to.not.match(/\b(half|lower dose|smaller|start low|mitad|menos cantidad)\b|نصف|جرعة أقل/i);
      el.remove();
    }
  });
});
