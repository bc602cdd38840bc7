import {expect} from '@open-wc/testing';
import '../../src/widgets/tolerance-chart/define.js';
import {craving, levelAt, STOP, tolerance} from '../../src/widgets/tolerance-chart/curves.js';
import type {ToleranceChart} from '../../src/widgets/tolerance-chart/tolerance-chart.js';
import {emulate, itInChromium, mount, query, queryAll, switchTo, textOf, until, wordsOf} from './helpers.js';

const LANGUAGES = ['en', 'es', 'ar'];
const words = await wordsOf('tolerance-chart');
const shared = await wordsOf('shared');

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

  it('names the danger first', async () => {
    const el = await chart();
    expect(queryAll(el, 'h2, .lead').map(textOf)).to.eql([words['heading'], shared['after-a-break']]);
    expect(shared['after-a-break']).to.include('The same amount as before can then slow or stop a person’s breathing.');
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

  it('names each line at its end, the gap inside it, both ends of the scale, and the days from where use stops', async () => {
    for (const lang of LANGUAGES)
      for (const width of ['240px', '600px', '1200px']) {
        const el = await chart({lang}, width);
        const where = `${lang} ${width}`;
        const box = (name: string) => label(el, name).getBoundingClientRect();
        const [upper, lower] = [at(path(el, 'craving'), 1), at(path(el, 'tolerance'), 1)];
        const isAtEnd = (each: DOMRect, {x}: DOMPoint) => each.left <= x + 8 && each.right >= x - 8;
        expect(box('craving').bottom, where).to.be.at.most(upper.y);
        expect(box('tolerance').top, where).to.be.at.least(lower.y);
        expect(isAtEnd(box('craving'), upper) && isAtEnd(box('tolerance'), lower), where).to.equal(true);
        const gap = path(el, 'danger').getBoundingClientRect();
        const danger = box('danger');
        expect(danger.top > upper.y && danger.bottom < lower.y, where).to.equal(true);
        expect(danger.left > gap.left && danger.right < gap.right + 1, where).to.equal(true);
        const [more, less] = ['more', 'less'].map((name) => query(el, `.${name}`).getBoundingClientRect());
        expect(more.bottom, where).to.be.below(less.top);
        // Days begin where use stops, and the bracket holds days and weeks.
        const {x} = at(path(el, 'stop'), 0);
        const [, days] = queryAll(el, '.times > *');
        for (const each of [days, query(el, '.in-the-gap')])
          expect(each.getBoundingClientRect()[lang === 'ar' ? 'right' : 'left'], where).to.be.closeTo(x, 4);
        el.remove();
      }
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

  it('is mirrored when the direction changes, and keeps open details open', async () => {
    const el = await chart();
    const before = pointsOf(path(el, 'tolerance'));
    query<HTMLDetailsElement>(el, 'details').open = true;
    await switchTo(el, 'ar');
    expect(pointsOf(path(el, 'tolerance'))).to.not.eql(before);
    expect(query<HTMLDetailsElement>(el, 'details').open).to.equal(true);
    await switchTo(el, 'en');
    expect(pointsOf(path(el, 'tolerance'))).to.eql(before);
  });

  for (const lang of LANGUAGES)
    for (const width of [240, 280, 321, 545, 737])
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

  it('with very large text nothing in it is cut off', async () => {
    const el = await chart({lang: 'es'}, '320px');
    el.style.setProperty('--recovery-font-size', '32px');
    for (const each of queryAll(el, '.plot b')) {
      expect(parseFloat(getComputedStyle(each).fontSize)).to.be.at.least(16);
      expect(each.getBoundingClientRect().height).to.be.below(2 * parseFloat(getComputedStyle(each).fontSize));
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

  it('says the same in text: each line, that people differ, and that no safe amount follows from it', async () => {
    const el = await chart();
    const meanings = queryAll(el, 'dd').map(textOf);
    expect(meanings[0]).to.include('falls within days to weeks');
    expect(meanings[1]).to.include('may stay');
    expect(meanings[2]).to.include('can die');
    expect(queryAll(el, '.meanings > p').map(textOf)).to.eql([words['depends'], words['not-safe']]);
    expect(words['depends']).to.match(/depends on how long and how much a person used.*Nobody can tell/);
    expect(words['not-safe']).to.include('can show what is safe for you');
  });

  it('names the same moments in the picture, in its name and in the list', async () => {
    const el = await chart();
    const moments = ['detox', 'rehab', 'hospital', 'prison', 'medicine'];
    const items = queryAll(el, '[part=time]').map(textOf);
    moments.forEach((moment, index) => {
      expect(items[index]).to.include(moment);
      expect(textOf(query(el, '.in-the-gap'))).to.include(moment);
      expect(picture(el).getAttribute('aria-label')).to.include(moment);
    });
    expect(items).to.have.length(moments.length);
  });

  it('lists ways to lower the danger, the emergency first', async () => {
    const el = await chart();
    const [, help] = queryAll(el, 'section');
    expect(textOf(help.querySelector('p')!)).to.equal(shared['call-local']);
    const steps = queryAll(el, '[part=step]').map(textOf);
    expect(steps).to.eql([words['help-medicine'], words['help-naloxone'], shared['alone']]);
    ['plan what comes next', 'naloxone', 'not use alone'].forEach((part, index) =>
      expect(steps[index]).to.include(part),
    );
    expect(queryAll(el, '[role=alert], [aria-live]')).to.eql([]);
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

  it('two on a page share no id', async () => {
    const [first, second] = [await chart(), await chart({lang: 'ar'})];
    for (const el of [first, second]) expect(queryAll(el, '[id], use, pattern, marker, clipPath')).to.eql([]);
    expect(textOf(picture(first))).to.not.equal(textOf(picture(second)));
  });
});
