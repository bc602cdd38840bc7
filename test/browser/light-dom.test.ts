/** How an element treats its page: fallback content, swallowed content, heights, quotes left by editors. */
import {expect} from '@open-wc/testing';
import {emulateMedia} from '@web/test-runner-commands';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {define} from '../../src/core/registry.js';
import '../../src/entries/define.js';
import {HelplineBanner} from '../../src/widgets/helpline-banner/helpline-banner.js';
import {itInChromium, mount, recordEvents, rendered, wait} from './helpers.js';
import {visibleText} from './query.js';

/** Inserts markup and waits for its first widget. */
async function put(html: string): Promise<RecoveryElement> {
  document.body.append(document.createRange().createContextualFragment(html));
  const el = document.body.querySelector<RecoveryElement>('recovery-helpline-banner')!;
  await rendered(el);
  return el;
}

describe('light DOM', () => {
  const isSeen = (selector: string) => document.querySelector(selector)!.checkVisibility();

  for (const [what, html] of [
    ['a script', '<script></script>'],
    ['a form', '<form><input /></form>'],
    ['a landmark', '<div><footer>Imprint</footer></div>'],
    ['a widget', '<recovery-overdose-warning></recovery-overdose-warning>'],
    ['a placeholder', '<div><div data-recovery-widget="overdose-warning">Words</div></div>'],
  ])
    it(`page content swallowed after a missing end tag stays visible below the widget: ${what}`, async () => {
      const el = await put(`<recovery-helpline-banner><p id="rest">The rest</p>${html}</recovery-helpline-banner>`);
      expect(isSeen('#rest')).to.equal(true);
      const {top} = document.querySelector('#rest')!.getBoundingClientRect();
      expect(top).to.be.least(el.shadowRoot!.querySelector('.root')!.getBoundingClientRect().bottom);
    });

  it('may be anything in the named slots', async () => {
    await put(
      '<recovery-helpline-banner><p id="words">Words</p><div slot="end" id="own"><form></form></div></recovery-helpline-banner>',
    );
    expect(isSeen('#words')).to.equal(false);
    expect(isSeen('#own')).to.equal(true);
  });
});

describe('stray quotes', () => {
  // test/embed/malformed-markup.test.mjs has them around attributes.
  it('do not matter in the page’s own language and region', async () => {
    const place = document.createElement('div');
    place.lang = '“ar”';
    place.dataset.recoveryRegion = '‘CA-ON’';
    const el = document.createElement('recovery-helpline-banner');
    place.append(el);
    document.body.append(place);
    await rendered(el);
    expect(el.shadowRoot!.querySelector('.root')!.getAttribute('lang')).to.equal('ar');
    expect(visibleText(el)).to.match(/ConnexOntario/);
  });
});

describe('no-events', () => {
  it('turns events off unless it is absent or "false", as frameworks write it', async () => {
    const el = await mount<RecoveryElement>('recovery-helpline-banner', {region: 'US'});
    const events = recordEvents('recovery-contact');
    const link = el.shadowRoot!.querySelector<HTMLAnchorElement>('[part=call]')!;
    link.addEventListener('click', (event) => event.preventDefault());
    const heard = ['false', '', 'true', null].map((value) => {
      if (value === null) el.removeAttribute('no-events');
      else el.setAttribute('no-events', value);
      link.click();
      return events.splice(0).length;
    });
    expect(heard).to.eql([1, 0, 0, 1]);
  });
});

describe('content below the widget', () => {
  let count = 0;
  const HEIGHT = 250;

  /** Defines a further banner and returns its tag. */
  function defineBanner(properties: Partial<typeof HelplineBanner> = {}): string {
    const tag = `late-banner-${count++}`;
    define(tag, Object.assign(class extends HelplineBanner {}, properties));
    return tag;
  }

  /** Inserts a banner with fallback content, before the text below. */
  function insert(tag: string, height = HEIGHT): RecoveryElement {
    document.body.innerHTML = '<div id="place"></div><p id="below">Below</p>';
    const el = document.createElement(tag) as RecoveryElement;
    el.setAttribute('variant', 'compact');
    const inside = document.createElement('div');
    inside.style.height = `${height}px`;
    inside.textContent = 'Words';
    el.style.display = 'block';
    el.append(inside);
    document.querySelector('#place')!.append(el);
    return el;
  }

  const settled = async (el: RecoveryElement) => {
    await rendered(el);
    await wait(50);
    return el;
  };

  /** Inserts a banner and then defines it. */
  async function heights(height: number): Promise<RecoveryElement> {
    const el = insert(`late-banner-${count}`, height);
    defineBanner();
    return settled(el);
  }

  const frame = () => new Promise(requestAnimationFrame);

  it('does not move when the widget is shorter than its fallback content', async () => {
    const el = await heights(250);
    expect(el.offsetHeight).to.equal(HEIGHT);
    expect(el.shadowRoot!.querySelector<HTMLElement>('.root')!.offsetHeight).to.be.below(250);
    expect(el.getAttribute('style')).to.equal('display: block;');
  });

  it('moves when the gap would be too large', async () => {
    expect((await heights(900)).offsetHeight).to.be.below(300);
  });

  itInChromium('is not kept away on paper', async () => {
    const el = await heights(250);
    await emulateMedia({media: 'print'});
    expect(el.offsetHeight).to.be.below(250);
    await emulateMedia({media: 'screen'});
    expect(el.offsetHeight).to.equal(HEIGHT);
  });

  it('does not move when the language arrives after the fallback content has been painted', async () => {
    let arrive = () => {};
    const es = () => new Promise<{templates: object}>((resolve) => (arrive = () => resolve({templates: {}})));
    document.documentElement.lang = 'es';
    const el = insert(defineBanner({locales: {es} as never}));
    await frame();
    await frame();
    arrive();
    expect((await settled(el)).offsetHeight).to.equal(HEIGHT);
  });
});
