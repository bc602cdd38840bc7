/**
 * 100,000 random inputs through every widget of the built files: attributes, on tags that stay. And a quarter as many in which
 * a tag or a placeholder is made anew, with attributes or `data-*` and with markup inside: each goes through one of the
 * widgets, by turns. Nothing throws; in no shadow root is an element, an attribute or a link that does not belong there; and no text that
 * only a program would write. The seed is fixed: what fails once fails again.
 */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import fc from 'fast-check';
import {available} from '../../src/tools/html/prerender.mjs';
import {CDN, launch, open, pageOf} from '../support/harness.mjs';

/** Four of five are attributes: those that every widget gets. */
const INPUTS = 125_000;
const BATCH = 2_000;
const SEED = 20261125;

const npm = new URL('../../dist/npm/', import.meta.url);
const all = (await available()).widgets;
const widgets = [...all.keys()];
/** What the classes take: no other attribute gets from a placeholder to its widget. */
const taken = [...new Set([...all.values()].flatMap(({attributes}) => ['lang', 'region', ...attributes.keys()]))];

/** Every address that the data and the cited sources hold: nothing else may be linked. */
const addresses = new Set(
  ['generated/regions', 'generated/messages'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, npm))
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [
        ...readFileSync(new URL(`${folder}/${name}`, npm), 'utf8').matchAll(/['"]((?:tel|sms|https):[^'"]+)['"]/g),
      ])
      .map(([, address]) => address),
  ),
);

const nasty = fc.constantFrom(
  'javascript:alert(1)',
  'tel:911',
  '"><script>throw 1</script>',
  '<img src=x onerror=alert(1)>',
  '</template><b>',
  '${1}{{1}}',
  'lit$123$',
  '<!--?lit$-->',
  '__proto__',
  'constructor',
  'toString',
  '\u202e\u200b\ufeff\u0000',
  '“US”',
  ' US ',
  '&quot;US&quot;',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e309',
  '+'.repeat(500),
  'أبجد',
  '🆘',
);
const good = fc.constantFrom(
  'US',
  'us',
  'GB',
  'UK',
  'CA-ON',
  'ca_on',
  'CH',
  'XX',
  'en',
  'es-MX',
  'ar',
  'zh-Hant-TW',
  'x-y',
  '1',
  '6',
  'dark',
  'light',
  'auto',
  'compact',
  'full',
  '(555) 010-0199',
  '+44 20 7946 0000 ext. 5',
  '',
);
const value = fc.oneof(
  {weight: 4, arbitrary: good},
  {weight: 2, arbitrary: nasty},
  {weight: 2, arbitrary: fc.string({unit: 'binary', maxLength: 40})},
  {weight: 1, arbitrary: fc.string({maxLength: 200})},
);
const attribute = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(...taken),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'onclick',
      'style',
      'slot',
      'id',
      'class',
      'is',
      'href',
      'hidden',
      'dir',
      'part',
      'recovery-widget',
      'recovery-region',
      'defer-hydration',
    ),
  },
  {weight: 1, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)},
);
const markup = fc.letrec((tie) => ({
  node: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    value,
    fc
      .tuple(
        fc.constantFrom(
          'p',
          'br',
          'div',
          'span',
          'ul',
          'li',
          'h2',
          'b',
          'template',
          'slot',
          'table',
          'td',
          'svg',
          'math',
          'style',
          'textarea',
          'select',
          'form',
          'recovery-helpline-banner',
          'recovery-nothing',
          'x-y',
          'a',
        ),
        attribute,
        value,
        fc.array(tie('node'), {maxLength: 3}),
        fc.boolean(),
      )
      .map(
        ([tag, name, given, children, isClosed]) =>
          `<${tag} ${name}="${String(given).replaceAll('"', '')}">${children.join('')}${isClosed ? `</${tag}>` : ''}`,
      ),
  ),
})).node;
const input = fc.record({
  kind: fc.constantFrom(...Array(8).fill('tag'), 'words', 'placeholder'),
  attributes: fc.array(fc.tuple(attribute, value), {maxLength: 5}),
  words: markup,
});

describe('random input', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const run = async (from, count) => {
    const {page, console, close} = await open(
      browser,
      pageOf('', {head: '<style>body {display: none}</style>', script: `<script src="${CDN}/all.js"></script>`}),
    );
    await page.evaluate(
      ({widgets, taken, addresses}) => {
        const known = new Set(addresses);
        const elements = new Set(
          (
            'a b bdi br button caption dd details div dl dt em fieldset figcaption figure h1 h2 h3 h4 h5 h6 input label legend ' +
            'li ol p section slot small span strong summary table tbody td textarea th thead time tr ul ' +
            'svg circle defs desc ellipse g line linearGradient path polygon polyline rect stop text title tspan'
          ).split(' '),
        );
        const attributes = new Set(
          (
            'aria-controls aria-current aria-describedby aria-expanded aria-hidden aria-label aria-labelledby aria-pressed ' +
            'autocapitalize autocomplete class colspan data-clarity-mask data-dd-privacy data-hj-suppress data-private datetime dir ' +
            'disabled draggable for hidden href id lang maxlength name open part popover readonly referrerpolicy rel ' +
            'required role rows scope spellcheck start tabindex writingsuggestions ' +
            'type value cx cy d dominant-baseline dx dy fill focusable height offset points preserveAspectRatio r rx ry ' +
            'stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-width text-anchor transform vector-effect ' +
            'viewBox width x x1 x2 xmlns y y1 y2'
          ).split(' '),
        );
        globalThis.console.warn = globalThis.console.info = () => {};
        const errors = [];
        globalThis.onerror = (message) => errors.push(message);
        globalThis.addEventListener('unhandledrejection', ({reason}) => errors.push(String(reason)));

        // What has been looked at once, letter for letter, need not be looked at again.
        const fine = new Set();
        const faultsOf = (element) => {
          const root = element.shadowRoot;
          const markup = root?.innerHTML;
          if (fine.has(markup)) return [];
          const words = root?.querySelector('.root')?.textContent ?? '';
          if (!/\p{L}{2}/u.test(words)) return ['empty'];
          const faults = [];
          // Unless the page says so itself: its own line is shown as given.
          const own = [...element.attributes].map(({value}) => value).join(' ');
          const odd = /\[object|\bundefined\b|\bNaN\b|\blit\$|\$\{|\{\{/.exec(words);
          if (odd && !own.includes(odd[0])) faults.push(`“${odd[0]}” in its words`);
          for (const each of root.querySelectorAll('*')) {
            if (!elements.has(each.localName)) faults.push(`<${each.localName}>`);
            for (const {name, value} of each.attributes) {
              if (!attributes.has(name)) faults.push(`${name}=${value}`);
              // Where to leave to is the page's to say, within bounds.
              const isExit = element.localName === 'recovery-quick-exit' && /^https:\/\/[^@/?#]+\//.test(value);
              if (name === 'href' && !known.has(value) && !isExit && !/^tel:\+?\d{2,15}$/.test(value))
                faults.push(value);
            }
          }
          if (!faults.length) fine.add(markup);
          return faults;
        };

        const persistent = widgets.map((name) => document.createElement(`recovery-${name}`));
        document.body.append(...persistent);
        // One that the last input changed nothing in is as it was.
        const observers = new Map();
        const changed = new Set();
        const isChanged = (element) => {
          if (!element.shadowRoot) return true;
          const known = observers.get(element);
          if (known) return changed.delete(element) || known.takeRecords().length > 0;
          const observer = new MutationObserver(() => changed.add(element));
          observer.observe(element.shadowRoot, {subtree: true, childList: true, attributes: true, characterData: true});
          observers.set(element, observer);
          return true;
        };
        const parser = document.createElement('template');
        const set = (element, name, value) => {
          try {
            element.setAttribute(name, value);
          } catch {
            // No name that a page can write.
          }
        };
        const fragment = (html) => {
          parser.innerHTML = html;
          const {content} = parser;
          // What a page's own markup runs is not ours.
          for (const each of content.querySelectorAll('*'))
            for (const {name} of [...each.attributes]) if (name.startsWith('on')) each.removeAttribute(name);
          return content;
        };
        // Not one of SVG or MathML, whose names are never ours.
        const is = (element, name) => element instanceof HTMLElement && element.localName === `recovery-${name}`;
        const settle = async (all) => {
          for (let turn = 0; turn < 12; turn++) await null;
          for (const each of all) await each.updateComplete;
        };

        let turns = 0;
        globalThis.run = async (inputs) => {
          const found = [];
          for (const given of inputs) {
            let all = persistent;
            let made = [];
            if (given.kind === 'tag')
              for (const element of persistent) {
                for (const {name} of [...element.attributes])
                  if (!given.attributes.some(([each]) => each === name)) element.removeAttribute(name);
                for (const [name, value] of given.attributes) set(element, name, value);
              }
            else {
              const some = [widgets[turns++ % widgets.length]];
              made = some.map((name) => {
                const isPlace = given.kind === 'placeholder';
                const element = document.createElement(isPlace ? 'div' : `recovery-${name}`);
                for (const [key, value] of given.attributes) set(element, isPlace ? `data-${key}` : key, value);
                if (isPlace) element.setAttribute('data-recovery-widget', name);
                element.append(fragment(given.words));
                return element;
              });
              const place = document.createElement('div');
              place.append(...made);
              document.body.append(place);
              made = [place];
              await settle([]);
              all = some.flatMap((name) => {
                const element = [...place.children].flatMap((each) =>
                  [each, ...each.children].filter((inner) => is(inner, name)),
                );
                if (!element.length && !place.querySelector('[contenteditable]'))
                  found.push({given, faults: [`no ${name}`]});
                return element;
              });
              // A tag among the words has what it has; the one put in has attributes from the closed list.
              if (given.kind === 'placeholder' && !given.words.includes('recovery-'))
                for (const element of all)
                  for (const {name} of element.attributes)
                    if (
                      !taken.includes(name) &&
                      element.parentElement.hasAttribute('data-recovery-widget') &&
                      element.parentElement.parentElement === place
                    )
                      found.push({given, faults: [`attribute ${name}`]});
            }
            await settle(all);
            const faults = [...all.filter(isChanged).flatMap(faultsOf), ...errors.splice(0)];
            if (faults.length) found.push({given, faults});
            made.forEach((each) => each.remove());
            if (found.length > 3) break;
          }
          return found;
        };
      },
      {widgets, taken, addresses: [...addresses]},
    );
    const kinds = {};
    for (let done = 0; done < count; done += BATCH) {
      const inputs = fc.sample(input, {seed: SEED + from + done, numRuns: Math.min(BATCH, count - done)});
      for (const {kind} of inputs) kinds[kind] = (kinds[kind] ?? 0) + 1;
      assert.deepEqual(await page.evaluate((all) => globalThis.run(all), inputs), []);
    }
    for (const kind of ['words', 'placeholder']) assert.ok(kinds[kind] > count / 12, kind);
    assert.ok(kinds.tag > count * 0.79, 'tag');
    assert.deepEqual(
      console.filter((line) => line.startsWith('error') && !line.includes('Failed to load resource')),
      [],
    );
    await close();
  };

  it('100,000 inputs through each of the widgets', async () => {
    // Two pages at a time, for machines with two cores.
    await Promise.all([run(0, INPUTS / 2), run(INPUTS / 2, INPUTS / 2)]);
  });
});
