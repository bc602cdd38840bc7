import {expect} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import '../../src/widgets/relapse-guide/define.js';
import type {RelapseGuide} from '../../src/widgets/relapse-guide/relapse-guide.js';
import {
  buttonNamed,
  buttonsOf,
  emulate,
  itInChromium,
  mount,
  query,
  queryAll,
  rendered,
  statusOf,
  textOf,
  until,
  visibleText,
  wordsOf,
} from './helpers.js';
import {capturePrint, describePlan} from './plan-contract.js';

const guide = async (args = {}) => {
  const el = await mount<RelapseGuide>('recovery-relapse-guide', args);
  if ('region' in args) await until(() => query(el, '.emergency a'), 'region');
  return el;
};
const boxes = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
const ticked = (el: Element) => boxes(el).flatMap(({checked}, index) => (checked ? [index] : []));
const links = (el: Element, scheme: string) => queryAll<HTMLAnchorElement>(el, `a[href^="${scheme}"]`);

const shared = await wordsOf('shared');
/** Ticks or unticks, as a reader does. */
async function tick(el: RelapseGuide, ...indexes: number[]): Promise<void> {
  for (const index of indexes) boxes(el)[index].click();
  await rendered(el);
}

const SELF = [
  'Do not stay alone.',
  'Keep naloxone close.',
  'Tell the person with you the signs of an overdose.',
  'Try not to use any more.',
  'Do not add alcohol or other drugs.',
  'Tell someone you trust.',
  'Call your care team and say that you have used.',
  'Get naloxone to keep at home.',
  'Call a helpline.',
  'Choose a medicine with your care team.',
  'See what your treatment includes.',
  'Ask for one thing that is missing.',
];
describe('check boxes of the relapse guide', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
  });

  describe('check boxes', () => {
    it('are native, named by the step and described by its explanation; none is ticked', async () => {
      const el = await guide({region: 'US'});
      expect(boxes(el).map((box) => [box.type, box.checked, box.getAttribute('autocomplete')])).to.eql(
        SELF.map(() => ['checkbox', false, 'off']),
      );
      expect(boxes(el).map((box) => textOf(box.labels![0]))).to.eql(SELF);
      for (const box of boxes(el)) {
        const about = el.shadowRoot!.getElementById(box.getAttribute('aria-describedby')!)!;
        expect(about.closest('li') === box.closest('li')).to.equal(true);
        expect(textOf(about)).to.match(/[.?0-9]$/);
      }
      const ids = queryAll(el, '[id]').map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('are ticked by a click anywhere in their row, which is at least 44 px high', async () => {
      const el = await guide();
      el.style.width = '600px';
      const rows = queryAll(el, 'label');
      for (const row of rows) expect(row.getBoundingClientRect().height).to.be.at.least(44);
      const {left, right, top, bottom} = rows[0].getBoundingClientRect();
      for (const [x, y, now] of [
        [left + 3, top + 3, [0]],
        [right - 3, bottom - 3, []],
        [(left + right) / 2, (top + bottom) / 2, [0]],
      ] as const) {
        await sendMouse({type: 'click', position: [Math.round(x), Math.round(y)]});
        expect(ticked(el), `${x} ${y}`).to.eql(now);
      }
    });

    it('are the only fields: no free text', async () => {
      const el = await guide();
      expect(queryAll(el, 'input:not([type=checkbox]), textarea, select, form, [contenteditable]')).to.have.length(0);
    });
  });

  describe('progress', () => {
    it('is announced politely: one change per tick, none for anything else', async () => {
      const el = await guide({region: 'US'});
      expect(queryAll(el, '[role=status], [role=alert], [aria-live]')).to.have.length(1);
      expect(statusOf(el)).to.equal('');
      const announced: string[] = [];
      const region = query(el, '[role=status]');
      const observer = new MutationObserver(() => announced.push(textOf(region)));
      observer.observe(region, {childList: true, characterData: true, subtree: true});
      await tick(el, 0);
      await tick(el, 5);
      await tick(el, 0);
      el.theme = 'dark';
      await rendered(el);
      observer.disconnect();
      expect(announced).to.eql(['Steps done: 1 of 12', 'Steps done: 2 of 12', 'Steps done: 1 of 12']);
    });

    it('survives another language, country, theme and heading level, and is not announced again', async () => {
      const el = await guide({region: 'US'});
      await tick(el, 1, 6);
      boxes(el)[6].focus();
      el.lang = 'ar';
      el.region = 'GB';
      el.theme = 'dark';
      el.headingLevel = '4';
      await until(() => query(el, '.root').lang === 'ar' && links(el, 'tel:999').length, 'Arabic, GB');
      await rendered(el);
      expect(ticked(el)).to.eql([1, 6]);
      expect(statusOf(el)).to.equal('');
      await tick(el, 7);
      expect(statusOf(el)).to.match(/3.*12/);
    });

    it('is cleared when the audience changes, since the steps differ', async () => {
      const el = await guide();
      await tick(el, 1, 6);
      el.audience = 'supporter';
      await rendered(el);
      expect(ticked(el)).to.eql([]);
      expect(statusOf(el)).to.equal('');
      expect(buttonsOf(el).map(textOf)).to.not.include('Clear all');
      await tick(el, 2);
      el.audience = null;
      await rendered(el);
      expect(ticked(el)).to.eql([]);
    });

    it('comes with a statement of what it keeps, and a warning of who may see it', async () => {
      const text = visibleText(await guide());
      expect(text).to.include(shared['privacy']);
      expect(text).to.include(shared['privacy-others']);
      expect(shared['privacy']).to.match(/not kept or sent.*gone when you close the page/);
    });
  });

  describePlan<RelapseGuide>({
    tag: 'recovery-relapse-guide',
    args: {region: 'US'},
    buttons: {print: 'Print these steps', clear: 'Clear all'},
    titles: {en: 'My steps', ar: 'خطواتي'},
    fill: (el) => tick(el, 0, 4),
    fillOtherwise: (el) => tick(el, 0, 8),
    forScreenOnly: /not kept|watched device|Clear all|Where this comes from|Steps done/,
  });

  describe('printed', () => {
    it('prints whom to call first, then the steps with their ticks', async () => {
      const el = await guide({region: 'US'});
      await tick(el, 2);
      const {sheets} = capturePrint();
      buttonNamed(el, 'Print these steps').click();
      await until(() => sheets.length, 'print');
      const [{text, root}] = sheets;
      expect(text.trim().startsWith('Overdose, or not sure? Call')).to.equal(true);
      expect(text.indexOf('911')).to.be.below(text.indexOf(SELF[0]));
      for (const name of SELF) expect(text).to.include(name);
      expect([...root.querySelectorAll('input')].map(({checked}) => checked)).to.eql(SELF.map((_, i) => i === 2));
    });

    itInChromium(
      'prints the page with boxes to tick by hand, sources with addresses, and nothing for the screen only',
      async () => {
        const el = await guide({region: 'US'});
        await tick(el, 0);
        await emulate({media: 'print'});
        const visible = (selector: string) => queryAll(el, selector).filter((each) => each.checkVisibility()).length;
        const seen = ['input', 'label', 'button', '[role=status]'].map(visible);
        const text = visibleText(el);
        const panel = getComputedStyle(query(el, '.emergency'));
        const colors = [panel.color, panel.backgroundColor];
        await emulate({});
        expect(seen).to.eql([12, 12, 0, 0]);
        expect(text).to.include('911');
        expect(text).to.not.include(shared['privacy']);
        expect(colors).to.eql(['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)']);
      },
    );
  });
});
