import {expect} from '@open-wc/testing';
import '../../src/widgets/quick-exit/define.js';
import type {QuickExit} from '../../src/widgets/quick-exit/quick-exit.js';
import {captureConsole, mount, rendered, replaceProperty, until} from './helpers.js';
import {query, queryAll, statusOf, visibleText} from './query.js';

const widget = (args = {}) => mount<QuickExit>('recovery-quick-exit', args);

/** Presses a key and, by default, releases it. */
const press = (
  key: string,
  {down = true, up = true, on = window as EventTarget, ...init}: Record<string, unknown> = {},
) => {
  const target = on as EventTarget;
  if (down) target.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true, ...init}));
  if (up) target.dispatchEvent(new KeyboardEvent('keyup', {key, bubbles: true, composed: true, ...init}));
};

/** Presses Shift a number of times. */
const shift = (times = 1) => {
  for (let time = 0; time < times; time++) press('Shift');
};

const WIKIPEDIA = 'https://www.wikipedia.org/';

// Up to the moment of leaving; test/embed/quick-exit.test.mjs tests the rest in real pages.
describe('quick exit', () => {
  /** Number of attempts to leave the page. The method is replaced, since the test page must stay. */
  let left = 0;
  beforeEach(() => {
    left = 0;
    replaceProperty(customElements.get('recovery-quick-exit')!.prototype as QuickExit, 'leave', () => void left++);
  });
  describe('the link', () => {
    const hrefOf = (el: Element) => query<HTMLAnchorElement>(el, '[part=exit]').href;

    it('leads to a neutral page, without a referrer', async () => {
      const el = await widget();
      const {rel, referrerPolicy, target} = query<HTMLAnchorElement>(el, '[part=exit]');
      expect([hrefOf(el), rel, referrerPolicy, target]).to.eql([WIKIPEDIA, 'noopener noreferrer', 'no-referrer', '']);
    });

    it('leads to the page in `href`, and names it; without it, to the neutral page again', async () => {
      const el = await widget();
      for (const [given, href, host] of [
        ['https://weather.example', 'https://weather.example/', 'weather.example'],
        [' “https://www.weather.example/a?b#c” ', 'https://www.weather.example/a?b#c', 'weather.example'],
        [null, WIKIPEDIA, 'wikipedia.org'],
      ] as const) {
        el.href = given;
        await rendered(el);
        expect(hrefOf(el)).to.equal(href);
        expect(query(el, 'details').textContent).to.include(`Leaving opens ${host}.`);
      }
    });

    it('rejects any other address with a warning', async () => {
      for (const value of [
        'http://weather.example/',
        'javascript:alert(1)',
        'data:text/html,x',
        'blob:https://weather.example/x',
        '/home',
        'weather.example',
        'https://name@weather.example/',
        'https://:word@weather.example/',
        'https://',
      ]) {
        const console = captureConsole();
        const el = await widget({href: value});
        expect(console.stop()).to.eql([
          `warn: recovery-widgets: <recovery-quick-exit>: invalid value "${value}" for “href”. Allowed: an address that begins with https://.`,
        ]);
        expect(hrefOf(el)).to.equal(WIKIPEDIA);
      }
    });

    it('leaves the page however it is followed, but not through the context menu', async () => {
      const link = query(await widget(), '[part=exit]');
      const follow = (type: string, init: MouseEventInit) =>
        link.dispatchEvent(new MouseEvent(type, {cancelable: true, bubbles: true, composed: true, ...init}));
      for (const init of [{}, {ctrlKey: true}, {shiftKey: true}]) expect(follow('click', init)).to.equal(false);
      expect(follow('auxclick', {button: 1})).to.equal(false);
      expect(left).to.equal(4);
      expect(follow('auxclick', {button: 2})).to.equal(true);
      expect(left).to.equal(4);
    });
  });

  describe('Shift', () => {
    it('three times leaves, and each press announces the remaining number', async () => {
      const el = await widget();
      for (const [announced, times] of [
        ['Press Shift 2 more times to leave.', 0],
        ['Press Shift 1 more time to leave.', 0],
        ['', 1],
      ] as const) {
        press('Shift');
        await rendered(el);
        expect([statusOf(el), left]).to.eql([announced, times]);
      }
    });

    it('expires after 5 seconds', async () => {
      const el = await widget();
      const {setTimeout} = window;
      const waits: [number | undefined, () => void][] = [];
      replaceProperty(window, 'setTimeout', ((then: (now: number) => void, time?: number, now = 0) =>
        waits.push([time, () => then(now)])) as unknown as typeof setTimeout);
      shift(2);
      window.setTimeout = setTimeout;
      expect(waits.map(([time]) => time)).to.eql([5000, 5000]);
      waits[1][1]();
      await rendered(el);
      expect(statusOf(el)).to.equal('');
      press('Shift');
      expect(left).to.equal(0);
    });

    it('works in a field, in a shadow root, and where the page stops propagation', async () => {
      await widget();
      const host = document.body.appendChild(document.createElement('div'));
      const field = host.attachShadow({mode: 'open'}).appendChild(document.createElement('input'));
      for (const type of ['keydown', 'keyup']) field.addEventListener(type, (event) => event.stopPropagation());
      for (const time of [1, 2, 3]) press('Shift', {on: field, detail: time});
      expect(left).to.equal(1);
    });

    it('held down counts once; left and right count, also together', async () => {
      await widget();
      press('Shift', {up: false});
      for (let time = 0; time < 20; time++) press('Shift', {up: false, repeat: true});
      press('Shift', {down: false});
      expect(left).to.equal(0);
      press('Shift', {code: 'ShiftLeft', up: false});
      press('Shift', {code: 'ShiftRight', up: false});
      press('Shift', {code: 'ShiftLeft', down: false});
      press('Shift', {code: 'ShiftRight', down: false});
      expect(left).to.equal(1);
    });

    for (const [what, between] of [
      ['a capital', () => press('A')],
      ['Tab', () => press('Tab')],
      ['a click', () => window.dispatchEvent(new PointerEvent('pointerdown'))],
      ['scrolling sideways', () => window.dispatchEvent(new WheelEvent('wheel'))],
      ['another window', () => window.dispatchEvent(new FocusEvent('blur'))],
    ] as const)
      it(`with ${what} does not count, and starts counting again after it`, async () => {
        const el = await widget();
        for (let time = 0; time < 5; time++) {
          press('Shift', {up: false});
          between();
          press('Shift', {down: false});
        }
        shift(2);
        between();
        await rendered(el);
        expect(statusOf(el)).to.equal('');
        shift(2);
        expect(left).to.equal(0);
        shift();
        expect(left).to.equal(1);
      });

    it('does not count as part of a shortcut, such as that for the keyboard layout', async () => {
      await widget();
      for (const init of [{altKey: true}, {ctrlKey: true}, {metaKey: true}])
        for (let time = 0; time < 4; time++) press('Shift', init);
      expect(left).to.equal(0);
    });

    it('counts and is announced once with two widgets', async () => {
      const both = [await widget(), await widget()];
      press('Shift');
      await Promise.all(both.map(rendered));
      expect(both.map(statusOf)).to.eql(['Press Shift 2 more times to leave.', '']);
      shift(2);
      expect(left).to.equal(1);
    });

    it('works while a widget is on the page, and no longer', async () => {
      const added: string[] = [];
      const {addEventListener, removeEventListener} = window;
      replaceProperty(window, 'addEventListener', (...args: Parameters<typeof addEventListener>) => {
        added.push(args[0]);
        addEventListener.apply(window, args);
      });
      replaceProperty(window, 'removeEventListener', (...args: Parameters<typeof removeEventListener>) => {
        if (added.includes(args[0])) added.splice(added.indexOf(args[0]), 1);
        removeEventListener.apply(window, args);
      });
      const [first, second] = [await widget(), await widget()];
      expect(added.filter((type) => type === 'keyup')).to.have.length(1);
      first.remove();
      shift(3);
      expect(left).to.equal(1);
      shift();
      second.remove();
      expect(added.filter((type) => /key|pointer|wheel|blur/.test(type))).to.eql([]);
      shift(3);
      // Presses before its removal do not count for the next one.
      await widget();
      shift(2);
      expect(left).to.equal(1);
    });
  });

  describe('text', () => {
    it('says that history and call log remain, without opening anything', async () => {
      expect(visibleText(await widget())).to.include('Leaving does not erase history or calls.');
    });

    it('lists everything that remains in the details, and nothing for readers without script', async () => {
      const el = await widget();
      query<HTMLDetailsElement>(el, 'details').open = true;
      const shown = queryAll(el, 'li').filter((each) => each.checkVisibility());
      expect(shown.map((each) => each.innerText.trim())).to.eql([
        'Leaving opens wikipedia.org.',
        'Your browser history still shows this page.',
        'The Back and Forward buttons may still show pages you opened before.',
        'A call or text may show in your phone’s history and on your bill.',
      ]);
    });
  });

  describe('fixed', () => {
    const bar = (el: QuickExit) => query(el, '.place');

    it('stays at the top of the window, whatever its ancestors are', async () => {
      const around = document.body.appendChild(document.createElement('div'));
      // Each of these would contain or clip it, or end its place.
      around.style.cssText = 'transform: rotate(1deg); filter: blur(0); contain: paint; overflow: hidden; width: 50px';
      const el = await widget({placement: 'fixed'});
      around.append(el);
      document.body.style.height = '5000px';
      await rendered(el);
      expect(bar(el).matches('[popover]')).to.equal(false);
      const height = around.offsetHeight;
      scrollTo(0, 2000);
      await until(() => bar(el).matches(':popover-open'), 'it is on top');
      const {top, left, width, bottom} = bar(el).getBoundingClientRect();
      expect([top, width]).to.eql([0, document.documentElement.clientWidth]);
      expect(document.elementFromPoint(left + width / 2, bottom / 2)).to.equal(el);
      expect(around.offsetHeight, 'it keeps its space').to.equal(height);
      scrollTo(0, 0);
      await until(() => !bar(el).matches('[popover]'), 'it is in its place');
      document.body.style.height = '';
    });

    it('is in the visible part of the window while a keyboard covers the rest, and ignores zooming in', async () => {
      const {visualViewport} = window;
      const el = await widget({placement: 'fixed'});
      try {
        for (const [offsetTop, scale, top] of [
          [120, 1, '120px'],
          [120, 2, '0px'],
        ] as const) {
          replaceProperty(window, 'visualViewport', {offsetTop, scale} as VisualViewport);
          window.dispatchEvent(new Event('resize'));
          await until(() => el.style.insetBlockStart === top, top);
        }
      } finally {
        replaceProperty(window, 'visualViewport', visualViewport);
      }
    });

    it('leaves the page’s own scroll padding as it was once it is gone', async () => {
      const {style} = document.documentElement;
      const el = await widget({placement: 'fixed'});
      const padding = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart);
      expect(padding()).to.be.at.least(bar(el).offsetHeight);
      el.placement = 'inline';
      await rendered(el);
      expect([style.scrollPaddingBlockStart, el.style.position]).to.eql(['', '']);
      el.remove();
    });
  });
});
