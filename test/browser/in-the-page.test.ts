/** What an element does with the page it stands in: words that are not words, heights, quotes left by editors. */
import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import '../../src/entries/define.js';
import {mount, pause, shown, textOf} from './helpers.js';

/** Puts markup into the page and waits for its first widget. */
async function put(html: string): Promise<RecoveryElement> {
  document.body.append(document.createRange().createContextualFragment(html));
  const made = document.body.querySelector<RecoveryElement>('recovery-helpline-banner')!;
  await shown(made);
  return made;
}

afterEach(() => document.body.replaceChildren());

describe('what is inside the tag', () => {
  const isSeen = (selector: string) => document.querySelector(selector)!.checkVisibility();

  it('is words of the page until the widget is there, and not seen beside it', async () => {
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
    it(`is the rest of the page where the end tag is missing, seen by ${what}: it stays in sight, after the widget`, async () => {
      const made = await put(`<recovery-helpline-banner><p id="rest">The rest</p>${html}</recovery-helpline-banner>`);
      expect(isSeen('#rest')).to.equal(true);
      const {top} = document.querySelector('#rest')!.getBoundingClientRect();
      expect(top).to.be.least(made.shadowRoot!.querySelector('.root')!.getBoundingClientRect().bottom);
    });

  it('may be anything in the slots of the page’s own', async () => {
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
      const made = await mount<RecoveryElement>('recovery-helpline-banner', {
        region: value,
        lang: around('es'),
        theme: around('dark'),
        'heading-level': around('4'),
      });
      expect(textOf(made))
        .to.match(/SAMHSA/)
        .and.match(/Hable con alguien/);
      expect(made.shadowRoot!.querySelector('.root.dark h4')).not.to.equal(null);
    });

  it('of the page’s own language and region neither', async () => {
    const place = document.createElement('div');
    place.lang = '“ar”';
    place.dataset.recoveryRegion = '‘CA-ON’';
    const made = document.createElement('recovery-helpline-banner');
    place.append(made);
    document.body.append(place);
    await shown(made);
    expect(made.shadowRoot!.querySelector('.root')!.getAttribute('lang')).to.equal('ar');
    expect(textOf(made)).to.match(/ConnexOntario/);
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
      const made = await mount<RecoveryElement>('recovery-helpline-banner', {region: 'US', 'no-events': value});
      let heard = false;
      made.addEventListener('recovery-contact', () => (heard = true));
      const link = made.shadowRoot!.querySelector<HTMLAnchorElement>('[part=call]')!;
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
      expect(heard).to.equal(isHeard);
    });
});

describe('what stands below', () => {
  const heights = async (words: number) => {
    document.body.innerHTML = '<div id="place"></div><p id="below">Below</p>';
    const place = document.querySelector('#place')!;
    const made = document.createElement('recovery-helpline-banner');
    made.setAttribute('variant', 'compact');
    const inside = document.createElement('div');
    inside.style.height = `${words}px`;
    inside.textContent = 'Words';
    made.style.display = 'block';
    made.append(inside);
    place.append(made);
    await shown(made);
    await pause(50);
    return made;
  };

  it('does not move when the widget is lower than the words were', async () => {
    const made = await heights(250);
    expect(made.offsetHeight).to.equal(250);
    expect(made.shadowRoot!.querySelector<HTMLElement>('.root')!.offsetHeight).to.be.below(250);
    expect(made.getAttribute('style')).to.equal('display: block;');
  });

  it('does when the gap would be a hole', async () => {
    const made = await heights(900);
    expect(made.offsetHeight).to.be.below(300);
  });

  it('does once something else is shown', async () => {
    const made = await heights(250);
    made.lang = 'es';
    await pause(100);
    expect(made.offsetHeight).to.be.below(250);
  });

  it('does once the element is taken away and put back', async () => {
    const made = await heights(250);
    const place = made.parentElement!;
    made.remove();
    place.append(made);
    await pause(50);
    expect(made.offsetHeight).to.be.below(250);
  });
});
