/**
 * Random inputs for every widget of the built files, with a fixed seed: attributes on a tag, and a new tag or placeholder with attributes
 * and content. Nothing throws; shadow roots contain only elements, attributes and links from closed lists, and no text such as
 * `undefined`. The nightly run tries ten times as many.
 */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import fc from 'fast-check';
import {available} from '../../src/tools/html/prerender.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, pageOf, test, expect} from '../support/page.mjs';

const INPUTS = nightly(20_000, 2_000);
const SEED = 20261125;
const npm = new URL('../../dist/npm/', import.meta.url);
const {widgets} = await available();
/** Attributes of the classes: a placeholder passes no others to its widget. */
const taken = [...new Set([...widgets.values()].flatMap(({attributes}) => ['lang', 'region', ...attributes.keys()]))];

/** Reads every address in the data and the cited sources: widgets link to no others. */
const readAddresses = () =>
  ['generated/regions', 'generated/messages'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, npm))
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [
        ...readFileSync(new URL(`${folder}/${name}`, npm), 'utf8').matchAll(/['"]((?:tel|sms|https):[^'"]+)['"]/g),
      ])
      .map(([, address]) => address),
  );

/** Elements and attributes that shadow roots may have. */
const ELEMENTS =
  'a b bdi br button caption dd details div dl dt em fieldset figcaption figure h1 h2 h3 h4 h5 h6 input label legend ' +
  'li ol p section slot small span strong summary table tbody td textarea th thead time tr ul ' +
  'svg circle defs desc ellipse g line linearGradient path polygon polyline rect stop text title tspan';
const ATTRIBUTES =
  'aria-controls aria-current aria-describedby aria-expanded aria-hidden aria-label aria-labelledby aria-live aria-pressed ' +
  'autocapitalize autocomplete class colspan data-channel data-clarity-mask data-dd-privacy data-hj-suppress data-number ' +
  'data-private data-recovery-numbers datetime dir disabled draggable for hidden href id lang maxlength name open part ' +
  'popover readonly referrerpolicy rel required role rows scope spellcheck start tabindex writingsuggestions ' +
  'type value cx cy d dominant-baseline dx dy fill focusable height offset points preserveAspectRatio r rx ry ' +
  'stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-width text-anchor transform vector-effect ' +
  'viewBox width x x1 x2 xmlns y y1 y2';

/** Values that have broken parsers and templates. */
const hostileValue = fc.constantFrom(
  ...['javascript:alert(1)', 'tel:555', '"><script>throw 1</script>', '<img src=x onerror=alert(1)>', '</template><b>'],
  ...['${1}{{1}}', 'lit$123$', '<!--?lit$-->', '__proto__', 'constructor', 'toString', '\u202e\u200b\ufeff\u0000'],
  ...['“US”', ' US ', '&quot;US&quot;', '\u202e555', "' onmouseover='alert(1)'", '+'.repeat(500), '9'.repeat(500)],
  ...['أبجد', '🆘', ...'null undefined NaN -1 1e309 US-'.split(' ')],
);

/** Returns one of some words. */
const wordOf = (words) => fc.constantFrom(...words.split(' '));

/** Values that some attribute accepts. */
const plausibleValue = fc.constantFrom(
  ...'US us GB UK CA-ON ca_on CH XX en es-MX ar zh-Hant-TW x-y 1 6 dark light auto compact full'.split(' '),
  ...['(555) 010-0199', '+44 20 7946 0000 ext. 5', ''],
);

const value = fc.oneof(
  {weight: 4, arbitrary: plausibleValue},
  {weight: 2, arbitrary: hostileValue},
  {weight: 2, arbitrary: fc.string({unit: 'binary', maxLength: 40})},
  {weight: 1, arbitrary: fc.string({maxLength: 200})},
);

/** Names with a meaning of their own. */
const reservedName = wordOf(
  'onclick style slot id class is href hidden dir part recovery-widget recovery-region defer-hydration',
);
const attributeName = fc.oneof(
  {weight: 8, arbitrary: fc.constantFrom(...taken)},
  {weight: 1, arbitrary: reservedName},
  {weight: 1, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)},
);

const tag = wordOf(
  'p br div span ul li h2 b template slot table td svg math style textarea select form a x-y recovery-helpline-banner recovery-nothing',
);
/** Markup, well formed or not. */
const markup = fc.letrec((tie) => ({
  node: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    value,
    fc
      .tuple(tag, attributeName, value, fc.array(tie('node'), {maxLength: 3}), fc.boolean())
      .map(
        ([tag, attribute, text, children, isClosed]) =>
          `<${tag} ${attribute}="${String(text).replaceAll('"', '')}">${children.join('')}${isClosed ? `</${tag}>` : ''}`,
      ),
  ),
})).node;

/** Attributes of a widget in every second, else those of a new tag or placeholder, with content. */
const inputs = fc.record({
  kind: fc.constantFrom('tag', 'tag', 'content', 'placeholder'),
  attributes: fc.array(fc.tuple(attributeName, value), {maxLength: 5}),
  content: markup,
});

/** Applies inputs one after the other, each to a widget in turn, and returns those with faults. Runs in the page. @param {any} options */
async function applyAll({all, names, taken, lists: [elements, attributes, addresses]}) {
  const [allowedElements, allowedAttributes, known] = [elements, attributes, addresses].map((list) => new Set(list));
  globalThis.console.warn = globalThis.console.info = () => {};
  const errors = [];
  globalThis.onerror = (message) => errors.push(message);
  globalThis.addEventListener('unhandledrejection', ({reason}) => errors.push(String(reason)));

  const faultsOf = (element) => {
    const root = element.shadowRoot;
    const text = root?.querySelector('.root')?.textContent ?? '';
    if (!/\p{L}{2}/u.test(text)) return ['empty'];
    // Text from the page’s own attributes is shown as it is.
    const own = [...element.attributes].map(({value}) => value).join(' ');
    const odd = /\[object|\bundefined\b|\bNaN\b|\blit\$|\$\{|\{\{/.exec(text);
    const faults = odd && !own.includes(odd[0]) ? [`“${odd[0]}” in its text`] : [];
    for (const inner of root.querySelectorAll('*')) {
      if (!allowedElements.has(inner.localName)) faults.push(`<${inner.localName}>`);
      for (const {name, value} of inner.attributes) {
        if (!allowedAttributes.has(name)) faults.push(`${name}=${value}`);
        // The page chooses the destination of the quick exit, within bounds.
        const isExit = element.localName === 'recovery-quick-exit' && /^https:\/\/[^@/?#]+\//.test(value);
        const isOurs =
          known.has(value) || /^tel:\+?\d{2,15}$/.test(value) || /\/print\/[\w-]+\/[\w-]+\/[a-z-]+\.html$/.test(value);
        if (name === 'href' && !isOurs && !isExit) faults.push(value);
      }
    }
    return faults;
  };
  const set = (element, name, value) => {
    try {
      element.setAttribute(name, value);
    } catch {
      // Not a name that markup can contain.
    }
  };
  const fragment = (html) => {
    const {content} = Object.assign(document.createElement('template'), {innerHTML: html});
    // Event handlers in the page’s own markup are not ours to test.
    for (const element of content.querySelectorAll('*'))
      for (const {name} of [...element.attributes]) if (name.startsWith('on')) element.removeAttribute(name);
    return content;
  };

  const failures = [];
  for (const [index, input] of all.entries()) {
    const name = names[index % names.length];
    const isPlaceholder = input.kind === 'placeholder';
    const element = document.createElement(isPlaceholder ? 'div' : `recovery-${name}`);
    const container = document.body.appendChild(document.createElement('div'));
    const prefix = isPlaceholder ? 'data-' : '';
    if (input.kind === 'tag') container.append(element);
    for (const [key, value] of input.attributes) set(element, prefix + key, value);
    if (isPlaceholder) element.setAttribute('data-recovery-widget', name);
    if (input.kind !== 'tag') {
      element.append(fragment(input.content));
      container.append(element);
    }
    for (let turn = 0; turn < 12; turn++) await null;
    // Elements of SVG and MathML are never ours.
    const found = [...container.querySelectorAll(`:scope > *, :scope > * > *`)].filter(
      (each) => each instanceof HTMLElement && each.localName === `recovery-${name}`,
    );
    for (const each of found) await /** @type {any} */ (each).updateComplete;
    const faults = [...found.flatMap(faultsOf), ...errors.splice(0)];
    if (!found.length && !container.querySelector('[contenteditable]')) faults.push(`no ${name}`);
    // A tag in the content keeps its attributes; the widget of a placeholder has only allowlisted ones.
    if (isPlaceholder && !input.content.includes('recovery-'))
      for (const attribute of found.flatMap((each) => each.getAttributeNames()))
        if (!taken.includes(attribute)) faults.push(`attribute ${attribute}`);
    if (faults.length) failures.push({name, input, faults});
    container.remove();
    if (failures.length > 3) break;
  }
  return failures;
}

test(`widgets withstand ${INPUTS} random inputs`, async ({open}) => {
  // A minute alone; at night another suite has the processor, too.
  test.setTimeout(nightly(900_000, 180_000));
  const {page, console} = await open(
    pageOf('', {head: '<style>body {display: none}</style>', script: `<script src="${CDN}/all.js"></script>`}),
  );
  const all = fc.sample(inputs, {seed: SEED, numRuns: INPUTS});
  const lists = [ELEMENTS.split(' '), ATTRIBUTES.split(' '), readAddresses()];
  assert.deepEqual(await page.evaluate(applyAll, {all, names: [...widgets.keys()], taken, lists}), []);
  expect(console.filter((line) => line.startsWith('error') && !line.includes('Failed to load resource'))).toEqual([]);
});
