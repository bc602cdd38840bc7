/** How an element treats its page: fallback content, swallowed content, heights, quotes left by editors. */
import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import '../../src/entries/define.js';
import {mount, rendered, visibleText, wait} from './helpers.js';

/** Inserts markup and waits for its first widget. */
async function put(html: string): Promise<RecoveryElement> {
  document.body.append(document.createRange().createContextualFragment(html));
  const el = document.body.querySelector<RecoveryElement>('recovery-helpline-banner')!;
  await rendered(el);
  return el;
}

afterEach(() => document.body.replaceChildren());

describe('light DOM', () => {
  const isSeen = (selector: string) => document.querySelector(selector)!.checkVisibility();

  it('is fallback content: visible until the widget renders, hidden after', async () => {
    await put('<recovery-helpline-banner><p id="words">Words</p></recovery-helpline-banner>');
    expect(isSeen('#words')).to.equal(false);
  });

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

describe('stray quotes and white space', () => {
  for (const [name, value] of [
    ['typographic quotes', '“US”'],
    ['low quotes', '„us“'],
    ['angle quotes', '« US »'],
    ['straight quotes', '"US"'],
    ['primes', '″US″'],
    ['unseen spaces', '\u00a0\u200bUS\ufeff '],
  ])
    it(`${name} around a region, a language and a theme are not part of it`, async () => {
      const around = (code: string) => value.replace(/us/i, code);
      const el = await mount<RecoveryElement>('recovery-helpline-banner', {
        region: value,
        lang: around('es'),
        theme: around('dark'),
        'heading-level': around('4'),
      });
      expect(visibleText(el))
        .to.match(/SAMHSA/)
        .and.match(/Hable con alguien/);
      expect(el.shadowRoot!.querySelector('.root.dark h4')).not.to.equal(null);
    });

  it('do not matter in the page’s own language and region either', async () => {
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
  for (const [value, isHeard] of [
    [undefined, true],
    ['false', true],
    ['', false],
    ['true', false],
  ] as const)
    it(`${value === undefined ? 'absent' : `"${value}"`}: events are ${isHeard ? 'on' : 'off'}`, async () => {
      const el = await mount<RecoveryElement>('recovery-helpline-banner', {region: 'US', 'no-events': value});
      let received = false;
      el.addEventListener('recovery-contact', () => (received = true));
      const link = el.shadowRoot!.querySelector<HTMLAnchorElement>('[part=call]')!;
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
      expect(received).to.equal(isHeard);
    });
});

describe('content below the widget', () => {
  const heights = async (words: number) => {
    document.body.innerHTML = '<div id="place"></div><p id="below">Below</p>';
    const place = document.querySelector('#place')!;
    const el = document.createElement('recovery-helpline-banner');
    el.setAttribute('variant', 'compact');
    const inside = document.createElement('div');
    inside.style.height = `${words}px`;
    inside.textContent = 'Words';
    el.style.display = 'block';
    el.append(inside);
    place.append(el);
    await rendered(el);
    await wait(50);
    return el;
  };

  it('does not move when the widget is shorter than its fallback content', async () => {
    const el = await heights(250);
    expect(el.offsetHeight).to.equal(250);
    expect(el.shadowRoot!.querySelector<HTMLElement>('.root')!.offsetHeight).to.be.below(250);
    expect(el.getAttribute('style')).to.equal('display: block;');
  });

  it('moves when the gap would be too large', async () => {
    const el = await heights(900);
    expect(el.offsetHeight).to.be.below(300);
  });

  it('moves once other content is shown', async () => {
    const el = await heights(250);
    el.lang = 'es';
    await wait(100);
    expect(el.offsetHeight).to.be.below(250);
  });

  it('moves once the element is removed and inserted again', async () => {
    const el = await heights(250);
    const place = el.parentElement!;
    el.remove();
    place.append(el);
    await wait(50);
    expect(el.offsetHeight).to.be.below(250);
  });
});
