/**
 * 100,000 random inputs through every widget of the built files: attributes on a tag, `data-*` on a placeholder, markup inside
 * either. Nothing throws; in no shadow root is an element, an attribute or a link that does not belong there; and no text that
 * only a program would write. The seed is fixed: what fails once fails again.
 */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import fc from 'fast-check';
import {CDN, launch, open, pageOf} from './harness.mjs';

const INPUTS = 100_000;
const BATCH = 2_000;
const SEED = 20261125;

const npm = new URL('../../dist/npm/', import.meta.url);
const widgets = readdirSync(new URL('entries/define/', npm))
  .filter((name) => name.endsWith('.js'))
  .map((name) => name.slice(0, -3));

/** Every address that the data and the cited sources hold: nothing else may be linked. */
const addresses = new Set(
  ['regions', 'messages'].flatMap((folder) =>
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
    arbitrary: fc.constantFrom(
      'region',
      'lang',
      'theme',
      'heading-level',
      'no-events',
      'variant',
      'phone',
      'phone-name',
      'operator',
      'hours',
    ),
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
  kind: fc.constantFrom('tag', 'tag', 'tag', 'tag', 'tag', 'tag', 'words', 'placeholder'),
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
      ({widgets, addresses}) => {
        const known = new Set(addresses);
        const elements = new Set(
          'a b bdi br button dd details div dl dt fieldset h1 h2 h3 h4 h5 h6 input label legend li ol p section slot span strong summary time ul'.split(
            ' ',
          ),
        );
        const attributes = new Set(
          'aria-describedby aria-label aria-labelledby autocomplete class data-clarity-mask data-dd-privacy data-hj-suppress data-private datetime dir href id lang name part referrerpolicy rel role type'.split(
            ' ',
          ),
        );
        globalThis.console.warn = globalThis.console.info = () => {};
        const errors = [];
        globalThis.onerror = (message) => errors.push(message);
        globalThis.addEventListener('unhandledrejection', ({reason}) => errors.push(String(reason)));

        const faultsOf = (element) => {
          const root = element.shadowRoot;
          if (!root?.querySelector('.root h1, .root h2, .root h3, .root h4, .root h5, .root h6, .root .compact'))
            return ['empty'];
          const faults = [];
          for (const each of root.querySelectorAll('*')) {
            if (!elements.has(each.localName)) faults.push(`<${each.localName}>`);
            for (const {name, value} of each.attributes) {
              if (!attributes.has(name)) faults.push(`${name}=${value}`);
              if (name === 'href' && !known.has(value) && !/^tel:\+?\d{2,15}$/.test(value)) faults.push(value);
            }
          }
          return faults;
        };

        const persistent = widgets.map((name) => document.createElement(`recovery-${name}`));
        document.body.append(...persistent);
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
              made = widgets.map((name) => {
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
              all = widgets.flatMap((name) => {
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
                      !/^(region|lang|theme|heading-level|no-events|variant|phone|phone-name|operator|hours)$/.test(
                        name,
                      ) &&
                      element.parentElement.hasAttribute('data-recovery-widget') &&
                      element.parentElement.parentElement === place
                    )
                      found.push({given, faults: [`attribute ${name}`]});
            }
            await settle(all);
            const faults = [...all.flatMap(faultsOf), ...errors.splice(0)];
            if (faults.length) found.push({given, faults});
            made.forEach((each) => each.remove());
            if (found.length > 3) break;
          }
          return found;
        };
      },
      {widgets, addresses: [...addresses]},
    );
    const kinds = {};
    for (let done = 0; done < count; done += BATCH) {
      const inputs = fc.sample(input, {seed: SEED + from + done, numRuns: Math.min(BATCH, count - done)});
      for (const {kind} of inputs) kinds[kind] = (kinds[kind] ?? 0) + 1;
      assert.deepEqual(await page.evaluate((all) => globalThis.run(all), inputs), []);
    }
    assert.ok(Object.keys(kinds).length === 3);
    assert.deepEqual(
      console.filter((line) => line.startsWith('error') && !line.includes('Failed to load resource')),
      [],
    );
    await close();
  };

  it(`${INPUTS.toLocaleString('en')} inputs through each of the widgets`, async () => {
    // Two pages at a time, for machines with two cores.
    await Promise.all([run(0, INPUTS / 2), run(INPUTS / 2, INPUTS / 2)]);
  });
});
