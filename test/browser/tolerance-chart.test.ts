import {expect} from '@open-wc/testing';
import '../../src/widgets/tolerance-chart/define.js';
import {craving, levelAt, STOP, tolerance} from '../../src/widgets/tolerance-chart/curves.js';
import type {ToleranceChart} from '../../src/widgets/tolerance-chart/tolerance-chart.js';
import {emulate, itInChromium, mount, nightly, query, queryAll, textOf, until} from './helpers.js';

/** CI has the longest text, and right to left. */
const LANGUAGES = nightly(['en', 'es', 'ar'], ['es', 'ar']);

const picture = (el: Element) => query(el, '[role=img]');
const path = (el: Element, name: string) => query<SVGPathElement>(el, `.plot path.${name}`);
const label = (el: Element, name: string) => query(el, `.plot b.${name}`);
/** All texts in the picture, one element each. */
const textsIn = (el: Element) => queryAll(el, '.plot > :not(svg), .times > *, .picture > p');

/** A point of a path on the screen, `part` of its length from its start. */
function at(each: SVGPathElement, part: number): DOMPoint {
  return each.getPointAtLength(each.getTotalLength() * part).matrixTransform(each.getScreenCTM()!);
}

/** All points of a path. */
const pointsOf = (each: Element): number[][] =>
  each
    .getAttribute('d')!
    .match(/[\d.]+ [\d.]+/g)!
    .map((point) => point.split(' ').map(Number));

async function chart(args: Record<string, string> = {}, width = ''): Promise<ToleranceChart> {
  document.body.style.width = width;
  const el = await mount<ToleranceChart>('recovery-tolerance-chart', args);
  await until(() => query(el, '.root').lang === (args['lang'] ?? 'en'), `words in ${args['lang'] ?? 'English'}`);
  return el;
}

describe('the curves of the tolerance chart', () => {
  const times = Array.from({length: 101}, (_, time) => time);
  const before = times.filter((time) => time <= STOP);
  const after = times.filter((time) => time >= STOP);
  const levels = (points: typeof craving, when: number[]) => when.map((time) => levelAt(points, time));

  it('tolerance builds up until use stops, then falls and stays low', () => {
    const [up, down] = [levels(tolerance, before), levels(tolerance, after)];
    up.slice(1).forEach((level, index) => expect(level).to.be.at.least(up[index]));
    down.slice(1).forEach((level, index) => expect(level).to.be.at.most(down[index]));
    expect(down.at(-1)).to.be.below(up[0] / 2);
  });

  it('craving stays at its level when use stops', () => {
    expect(new Set(levels(craving, after)).size).to.equal(1);
  });

  it('the gap never closes, and only widens', () => {
    const gaps = times.map((time) => levelAt(craving, time) - levelAt(tolerance, time));
    expect(Math.min(...gaps)).to.be.above(5);
    const open = gaps.slice(STOP);
    open.slice(1).forEach((gap, index) => expect(gap).to.be.at.least(open[index]));
  });
});

describe('tolerance chart', () => {
  afterEach(() => {
    document.body.style.width = '';
  });

  it('is one image, named by sentences that describe it', async () => {
    const el = await chart();
    expect(queryAll(el, '[role]')).to.eql([picture(el)]);
    const name = picture(el).getAttribute('aria-label')!;
    for (const word of [
      'sketch, not a measurement',
      'days and weeks',
      'tolerance',
      'craving',
      'gap',
      'danger',
      'detox',
    ])
      expect(name.toLowerCase()).to.include(word);
    expect(name).to.match(/\.$/);
    expect(picture(el).querySelector('a, button, [tabindex]')).to.equal(null);
  });

  it('time runs in the direction of text: the points are mirrored, the text is not', async () => {
    const english = await chart();
    const arabic = await chart({lang: 'ar'});
    for (const name of ['stop', 'danger', 'craving', 'tolerance']) {
      const mirrored = pointsOf(path(english, name)).map(([x, y]) => [Math.round(1000 - x * 10) / 10, y]);
      expect(pointsOf(path(arabic, name)), name).to.eql(mirrored);
    }
    expect(at(path(arabic, 'tolerance'), 0).x).to.be.above(at(path(arabic, 'tolerance'), 1).x);
    for (const each of [picture(arabic), ...picture(arabic).querySelectorAll('*')]) {
      const {transform, scale, rotate} = getComputedStyle(each);
      expect([transform, scale, rotate]).to.eql(['none', 'none', 'none']);
    }
  });

  for (const lang of LANGUAGES)
    for (const width of nightly([240, 280, 321, 545, 737], [240, 545]))
      it(`${lang}: at ${width} px, every word is unbroken, at least 16 px, and overlaps no other`, async () => {
        const el = await chart({lang}, `${width}px`);
        expect(textsIn(el)).to.have.length(10);
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

  it('distinguishes lines and gap without color, and its legend shows the same patterns', async () => {
    const el = await chart();
    const look = (each: Element) => {
      const {strokeDasharray, strokeWidth} = getComputedStyle(each);
      return `${strokeDasharray} ${strokeWidth}`;
    };
    const names = ['tolerance', 'craving', 'stop'];
    expect(new Set(names.map((name) => getComputedStyle(path(el, name)).strokeDasharray)).size).to.equal(3);
    expect(pointsOf(path(el, 'danger')).length).to.be.above(20);
    for (const name of ['tolerance', 'craving']) expect(look(query(el, `dt .${name}`))).to.equal(look(path(el, name)));
    for (const name of names) expect(getComputedStyle(path(el, name)).vectorEffect).to.equal('non-scaling-stroke');
    expect(queryAll(el, 'dt').map(textOf)).to.eql(['Tolerance', 'Craving', 'Danger']);
    expect(queryAll(el, 'dt path').map((each) => each.getAttribute('class'))).to.eql([
      'tolerance',
      'craving',
      'danger',
    ]);
  });

  itInChromium('every line has the text color in forced colors', async () => {
    for (const scheme of ['light', 'dark']) {
      await emulate({'forced-colors': 'active', 'prefers-color-scheme': scheme});
      const el = await chart();
      const {color} = getComputedStyle(query(el, '.lead'));
      const strokes = new Set(queryAll(el, 'path').map((each) => getComputedStyle(each).stroke));
      const danger = getComputedStyle(label(el, 'danger'));
      const back = getComputedStyle(query(el, '.card')).backgroundColor;
      await emulate({});
      expect([...strokes], scheme).to.eql([color]);
      expect(danger.borderTopWidth).to.equal('2px');
      expect(back).to.not.equal(color);
      el.remove();
    }
  });

  itInChromium('prints dark on white, even from the dark theme, with the table open', async () => {
    const el = await chart({theme: 'dark'});
    expect(query(el, 'td').checkVisibility()).to.equal(false);
    await emulate({media: 'print'});
    for (const name of ['tolerance', 'craving', 'danger']) {
      const {stroke} = getComputedStyle(path(el, name));
      expect(Math.max(...stroke.match(/\d+/g)!.slice(0, 3).map(Number)), stroke).to.be.below(140);
    }
    expect(query(el, 'td').checkVisibility()).to.equal(true);
  });

  it('says the same in a table, each cell a sentence that needs no header', async () => {
    const el = await chart();
    expect(queryAll(el, 'details > table')).to.have.length(1);
    expect(textOf(query(el, 'caption'))).to.equal('Tolerance, craving and danger over time');
    expect(queryAll(el, 'thead th[scope=col]').map(textOf)).to.eql(['Time', 'Tolerance', 'Craving', 'Danger']);
    expect(queryAll(el, 'tbody th[scope=row]').map(textOf)).to.eql(queryAll(el, '.times > *').map(textOf));
    expect(queryAll(el, 'tbody tr').map((row) => [...row.querySelectorAll('td')].map(textOf))).to.eql([
      ['Tolerance builds up.', 'Cravings can be strong.', 'An overdose can happen at any time.'],
      ['Tolerance is falling.', 'Cravings may stay.', 'The same amount as before is already more dangerous.'],
      ['Tolerance is low.', 'Cravings may stay.', 'With the same amount as before, an overdose is much more likely.'],
    ]);
  });

  it('has no number, and nothing about amounts', async () => {
    for (const lang of LANGUAGES) {
      const el = await chart({lang});
      query(el, '.sources').remove();
      const said = textOf(query(el, '.root')) + picture(el).getAttribute('aria-label');
      expect(said, lang).to.not.match(/\p{Nd}/u);
      expect(said, lang).to.not.match(/\b(half|lower dose|smaller|start low|mitad|menos cantidad)\b|نصف|جرعة أقل/i);
      el.remove();
    }
  });
});
