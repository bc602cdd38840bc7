import {expect} from '@open-wc/testing';
import '../../src/widgets/tolerance-chart/define.js';
import {craving, levelAt, STOP, tolerance} from '../../src/widgets/tolerance-chart/curves.js';
import type {ToleranceChart} from '../../src/widgets/tolerance-chart/tolerance-chart.js';
import {all, emulate, itInChromium, mount, one, shown, until} from './helpers.js';

const LANGUAGES = ['en', 'es', 'ar'];

const textIn = (element: Element) => element.textContent!.replace(/\s+/g, ' ').trim();
const picture = (made: Element) => one(made, '[role=img]');
const path = (made: Element, name: string) => one<SVGPathElement>(made, `.plot path.${name}`);
const label = (made: Element, name: string) => one(made, `.plot b.${name}`);
/** All words in the picture, one element each. */
const wordsIn = (made: Element) => all(made, '.plot > :not(svg), .times > *, .picture > p');

/** A point of a path on the screen, `part` of its length from its start. */
function at(each: SVGPathElement, part: number): DOMPoint {
  return each.getPointAtLength(each.getTotalLength() * part).matrixTransform(each.getScreenCTM()!);
}

/** Every point that a path names. */
const pointsOf = (each: Element): number[][] =>
  each
    .getAttribute('d')!
    .match(/[\d.]+ [\d.]+/g)!
    .map((point) => point.split(' ').map(Number));

async function chart(args: Record<string, string> = {}, width = ''): Promise<ToleranceChart> {
  document.body.style.width = width;
  const made = await mount<ToleranceChart>('recovery-tolerance-chart', args);
  await until(() => one(made, '.root').lang === (args['lang'] ?? 'en'), `words in ${args['lang'] ?? 'English'}`);
  return made;
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

  it('craving stays where it was when use stopped', () => {
    expect(new Set(levels(craving, after)).size).to.equal(1);
  });

  it('the gap is never closed, and only opens', () => {
    const gaps = times.map((time) => levelAt(craving, time) - levelAt(tolerance, time));
    expect(Math.min(...gaps)).to.be.above(5);
    const open = gaps.slice(STOP);
    open.slice(1).forEach((gap, index) => expect(gap).to.be.at.least(open[index]));
  });
});

describe('tolerance chart', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.body.style.width = '';
  });

  for (const level of [1, 2, 3, 6])
    it(`under heading-level ${level} no heading skips a level`, async () => {
      const made = await chart({'heading-level': `${level}`});
      const levels = all(made, 'h1, h2, h3, h4, h5, h6').map(({localName}) => Number(localName[1]));
      expect(levels).to.eql([level, Math.min(level + 1, 6), Math.min(level + 1, 6)]);
    });

  it('says in the first words what the danger is', async () => {
    const made = await chart();
    expect(all(made, 'h2, .lead').map(textIn)).to.eql([
      'After a break, tolerance falls but cravings may stay',
      'After days or weeks without heroin, the body is no longer used to it. The same amount as before can then slow or stop a person’s breathing.',
    ]);
  });

  it('is one image, whose name is sentences that tell what is in it', async () => {
    const made = await chart();
    expect(all(made, '[role]')).to.eql([picture(made)]);
    const name = picture(made).getAttribute('aria-label')!;
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
    expect(picture(made).querySelector('a, button, [tabindex]')).to.equal(null);
  });

  it('names each line at its end, the gap inside it, and both ends of the scale', async () => {
    for (const lang of LANGUAGES)
      for (const width of ['240px', '600px', '1200px']) {
        const made = await chart({lang}, width);
        const where = `${lang} ${width}`;
        const box = (name: string) => label(made, name).getBoundingClientRect();
        const [upper, lower] = [at(path(made, 'craving'), 1), at(path(made, 'tolerance'), 1)];
        const isAtEnd = (each: DOMRect, {x}: DOMPoint) => each.left <= x + 8 && each.right >= x - 8;
        expect(box('craving').bottom, where).to.be.at.most(upper.y);
        expect(box('tolerance').top, where).to.be.at.least(lower.y);
        expect(isAtEnd(box('craving'), upper) && isAtEnd(box('tolerance'), lower), where).to.equal(true);
        const gap = path(made, 'danger').getBoundingClientRect();
        const danger = box('danger');
        expect(danger.top > upper.y && danger.bottom < lower.y, where).to.equal(true);
        expect(danger.left > gap.left && danger.right < gap.right + 1, where).to.equal(true);
        const [more, less] = ['more', 'less'].map((name) => one(made, `.${name}`).getBoundingClientRect());
        expect(more.bottom, where).to.be.below(less.top);
        made.remove();
      }
  });

  it('days begin where use stops, and the bracket holds days and weeks', async () => {
    for (const lang of LANGUAGES)
      for (const width of ['240px', '600px', '1200px']) {
        const made = await chart({lang}, width);
        const isRightToLeft = lang === 'ar';
        const {x} = at(path(made, 'stop'), 0);
        const start = ({left, right}: DOMRect) => (isRightToLeft ? right : left);
        const [, days] = all(made, '.times > *');
        for (const each of [days, one(made, '.in-the-gap')])
          expect(start(each.getBoundingClientRect()), `${lang} ${width}`).to.be.closeTo(x, 4);
        made.remove();
      }
  });

  it('time goes the way the text runs: the points are mirrored, the words are not', async () => {
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

  it('turns round when the language does, and leaves open what is open', async () => {
    const made = await chart();
    const before = pointsOf(path(made, 'tolerance'));
    one<HTMLDetailsElement>(made, 'details').open = true;
    made.lang = 'ar';
    await until(() => one(made, '.root').lang === 'ar', 'Arabic');
    await shown(made);
    expect(pointsOf(path(made, 'tolerance'))).to.not.eql(before);
    expect(one<HTMLDetailsElement>(made, 'details').open).to.equal(true);
    made.lang = 'en';
    await until(() => one(made, '.root').lang === 'en', 'English');
    await shown(made);
    expect(pointsOf(path(made, 'tolerance'))).to.eql(before);
  });

  for (const lang of LANGUAGES)
    for (const width of [240, 280, 321, 545, 737])
      it(`${lang}: every word in it is 16 px or more and whole, and none lies on another, at ${width} px`, async () => {
        const made = await chart({lang}, `${width}px`);
        expect(wordsIn(made)).to.have.length(10);
        const words = document.createRange();
        const each = wordsIn(made).flatMap((element) => {
          expect(parseFloat(getComputedStyle(element).fontSize)).to.be.at.least(16);
          const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const found: {word: string; element: Element; box: DOMRect}[] = [];
          for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null)
            for (const {index, 0: word} of text.data.matchAll(/\S+/g)) {
              words.setStart(text, index);
              words.setEnd(text, index + word.length);
              expect(new Set([...words.getClientRects()].map(({top}) => top)).size, word).to.equal(1);
              found.push({word, element, box: words.getBoundingClientRect()});
            }
          return found;
        });
        for (const one of each)
          for (const other of each) {
            const [a, b] = [one.box, other.box];
            // Words of neighbors keep a space between them; lines may be as near as lines are.
            const room = a.right + 2 < b.left || b.right + 2 < a.left || a.bottom < b.top + 4 || b.bottom < a.top + 4;
            expect(one.element === other.element || room, `${one.word} on ${other.word}`).to.equal(true);
          }
      });

  it('with very large letters the words in it are still whole', async () => {
    const made = await chart({lang: 'es'}, '320px');
    made.style.setProperty('--recovery-font-size', '32px');
    for (const each of all(made, '.plot b')) {
      expect(parseFloat(getComputedStyle(each).fontSize)).to.be.at.least(16);
      expect(each.getBoundingClientRect().height).to.be.below(2 * parseFloat(getComputedStyle(each).fontSize));
    }
  });

  it('tells lines and gap apart without color, and the words beside it show the same looks', async () => {
    const made = await chart();
    const look = (each: Element) => {
      const {strokeDasharray, strokeWidth} = getComputedStyle(each);
      return `${strokeDasharray} ${strokeWidth}`;
    };
    const names = ['tolerance', 'craving', 'stop'];
    expect(new Set(names.map((name) => getComputedStyle(path(made, name)).strokeDasharray)).size).to.equal(3);
    expect(pointsOf(path(made, 'danger')).length).to.be.above(20);
    for (const name of ['tolerance', 'craving'])
      expect(look(one(made, `dt .${name}`))).to.equal(look(path(made, name)));
    for (const name of names) expect(getComputedStyle(path(made, name)).vectorEffect).to.equal('non-scaling-stroke');
    expect(all(made, 'dt').map(textIn)).to.eql(['Tolerance', 'Craving', 'Danger']);
    expect(all(made, 'dt path').map((each) => each.getAttribute('class'))).to.eql(['tolerance', 'craving', 'danger']);
  });

  itInChromium('in forced colors every line has the color of text', async () => {
    for (const scheme of ['light', 'dark']) {
      await emulate({'forced-colors': 'active', 'prefers-color-scheme': scheme});
      const made = await chart();
      const {color} = getComputedStyle(one(made, '.lead'));
      const strokes = new Set(all(made, 'path').map((each) => getComputedStyle(each).stroke));
      const danger = getComputedStyle(label(made, 'danger'));
      const back = getComputedStyle(one(made, '.card')).backgroundColor;
      await emulate({});
      expect([...strokes], scheme).to.eql([color]);
      expect(danger.borderTopWidth).to.equal('2px');
      expect(back).to.not.equal(color);
      made.remove();
    }
  });

  itInChromium('on paper is dark on white, even when dark on screen, with the table open', async () => {
    const made = await chart({theme: 'dark'});
    const cell = one(made, 'td');
    expect(cell.checkVisibility()).to.equal(false);
    await emulate({media: 'print'});
    const [tolerance, craving, gap] = ['tolerance', 'craving', 'danger'].map(
      (name) => getComputedStyle(path(made, name)).stroke,
    );
    const open = cell.checkVisibility();
    await emulate({});
    for (const stroke of [tolerance, craving, gap])
      expect(Math.max(...stroke.match(/\d+/g)!.slice(0, 3).map(Number)), stroke).to.be.below(140);
    expect(open).to.equal(true);
  });

  it('says the same in a real table, each cell a sentence that needs no head', async () => {
    const made = await chart();
    expect(all(made, 'details > table')).to.have.length(1);
    expect(textIn(one(made, 'caption'))).to.equal('Tolerance, craving and danger over time');
    expect(all(made, 'thead th[scope=col]').map(textIn)).to.eql(['Time', 'Tolerance', 'Craving', 'Danger']);
    expect(all(made, 'tbody th[scope=row]').map(textIn)).to.eql(all(made, '.times > *').map(textIn));
    expect(all(made, 'tbody tr').map((row) => [...row.querySelectorAll('td')].map(textIn))).to.eql([
      ['Tolerance builds up.', 'Cravings can be strong.', 'An overdose can happen.'],
      ['Tolerance is falling.', 'Cravings may stay.', 'The same amount as before is already more dangerous.'],
      [
        'Tolerance is low.',
        'Cravings may stay.',
        'With the same amount as before, a deadly overdose is much more likely.',
      ],
    ]);
  });

  it('says the same in words: what each is, that it differs, and that nothing safe can be read from it', async () => {
    const made = await chart();
    const meanings = all(made, 'dd').map(textIn);
    expect(meanings[0]).to.include('falls within days to weeks');
    expect(meanings[1]).to.include('may stay');
    expect(meanings[2]).to.include('can die');
    expect(all(made, '.meanings > p').map(textIn)).to.eql([
      'How fast tolerance falls differs from person to person. It depends on how long and how much a person used, and on how long the break is.',
      'No picture or table can show what is safe for you.',
    ]);
  });

  it('names the same moments in the picture, in its name and in the list', async () => {
    const made = await chart();
    const moments = ['detox', 'rehab', 'hospital', 'prison', 'treatment medicine'];
    const items = all(made, '[part=time]').map(textIn);
    moments.forEach((moment, index) => {
      expect(items[index]).to.include(moment);
      expect(textIn(one(made, '.in-the-gap'))).to.include(moment);
      expect(picture(made).getAttribute('aria-label')).to.include(moment);
    });
    expect(items).to.have.length(moments.length);
  });

  it('says what lowers the danger, the emergency first, and ends with hope', async () => {
    const made = await chart();
    const [, help] = all(made, 'section');
    expect(textIn(help.querySelector('p')!)).to.equal('Overdose? Call your local emergency number now.');
    const steps = all(made, '[part=step]').map(textIn);
    ['Methadone and buprenorphine', 'Do not stop', 'naloxone', 'not use alone'].forEach((words, index) =>
      expect(steps[index]).to.include(words),
    );
    expect(textIn(one(made, '.bottom + p'))).to.equal('Recovery from heroin is possible, and treatment helps.');
    expect(all(made, '[role=alert], [aria-live]')).to.eql([]);
  });

  it('has no number, and nothing about how much to take', async () => {
    for (const lang of LANGUAGES) {
      const made = await chart({lang});
      one(made, '.sources').remove();
      const words = textIn(one(made, '.root')) + picture(made).getAttribute('aria-label');
      expect(words, lang).to.not.match(/\p{Nd}/u);
      expect(words, lang).to.not.match(/\b(half|lower dose|smaller|start low|mitad|menos cantidad)\b|نصف|جرعة أقل/i);
      made.remove();
    }
  });

  it('two on a page share nothing that could clash', async () => {
    const [first, second] = [await chart(), await chart({lang: 'ar'})];
    for (const made of [first, second]) expect(all(made, '[id], use, pattern, marker, clipPath')).to.eql([]);
    expect(textIn(picture(first))).to.not.equal(textIn(picture(second)));
  });
});
