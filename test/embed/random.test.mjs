/**
 * Random inputs through every widget of the built files: attributes on tags that stay, and, in a fifth of the inputs, a new tag
 * or placeholder with attributes and content, for one widget after the other. Nothing throws; shadow roots contain only elements,
 * attributes and links from closed lists, and no text such as `undefined`.
 *
 * The seed is fixed, so a failure is reproducible. `npm test` tries the first few thousand inputs; with NIGHTLY=1 there are
 * 125,000, of which every widget gets 100,000.
 */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import fc from 'fast-check';
import {available} from '../../src/tools/html/prerender.mjs';
import {CDN, pageOf, test} from '../support/page.mjs';
import {inputs} from '../support/random-inputs.mjs';

/** @typedef {import('../support/random-inputs.mjs').Input} Input */

const INPUTS = process.env.NIGHTLY ? 125_000 : 4_000;
const BATCH = 2_000;
const SEED = 20261125;

const npm = new URL('../../dist/npm/', import.meta.url);
const {widgets} = await available();
/** Attributes of the classes: a placeholder passes no others to its widget. */
const taken = [...new Set([...widgets.values()].flatMap(({attributes}) => ['lang', 'region', ...attributes.keys()]))];

/** Every address in the data and the cited sources: widgets link to no others. */
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

/**
 * Runs in the page: defines `run(inputs)`.
 *
 * @param {{widgets: string[], taken: string[], addresses: string[]}} options
 */
function defineRun({widgets, taken, addresses}) {
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
      'autocapitalize autocomplete class colspan data-channel data-clarity-mask data-dd-privacy data-hj-suppress data-number data-private data-recovery-numbers ' +
      'datetime dir disabled draggable for hidden href id lang maxlength name open part popover readonly referrerpolicy rel ' +
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

  // Identical markup need not be checked again.
  const checked = new Set();
  const faultsOf = (element) => {
    const root = element.shadowRoot;
    const markup = root?.innerHTML;
    if (checked.has(markup)) return [];
    const text = root?.querySelector('.root')?.textContent ?? '';
    if (!/\p{L}{2}/u.test(text)) return ['empty'];
    const faults = [];
    // Text from the page’s own attributes is shown as it is.
    const own = [...element.attributes].map(({value}) => value).join(' ');
    const odd = /\[object|\bundefined\b|\bNaN\b|\blit\$|\$\{|\{\{/.exec(text);
    if (odd && !own.includes(odd[0])) faults.push(`“${odd[0]}” in its text`);
    for (const inner of root.querySelectorAll('*')) {
      if (!elements.has(inner.localName)) faults.push(`<${inner.localName}>`);
      for (const {name, value} of inner.attributes) {
        if (!attributes.has(name)) faults.push(`${name}=${value}`);
        // The page chooses the destination of the quick exit, within bounds.
        const isExit = element.localName === 'recovery-quick-exit' && /^https:\/\/[^@/?#]+\//.test(value);
        if (name === 'href' && !known.has(value) && !isExit && !/^tel:\+?\d{2,15}$/.test(value)) faults.push(value);
      }
    }
    if (!faults.length) checked.add(markup);
    return faults;
  };

  const persistent = widgets.map((name) => document.createElement(`recovery-${name}`));
  document.body.append(...persistent);
  // Widgets that the last input did not change need not be checked again.
  const observers = new Map();
  const changed = new Set();
  const isChanged = (element) => {
    if (!element.shadowRoot) return true;
    const observing = observers.get(element);
    if (observing) return changed.delete(element) || observing.takeRecords().length > 0;
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
      // Not a name that markup can contain.
    }
  };
  const fragment = (html) => {
    parser.innerHTML = html;
    const {content} = parser;
    // Event handlers in the page’s own markup are not ours to test.
    for (const element of content.querySelectorAll('*'))
      for (const {name} of [...element.attributes]) if (name.startsWith('on')) element.removeAttribute(name);
    return content;
  };
  // Elements of SVG and MathML are never ours.
  /** @returns {element is HTMLElement} */
  const isWidget = (element, name) => element instanceof HTMLElement && element.localName === `recovery-${name}`;
  const settle = async (all) => {
    for (let turn = 0; turn < 12; turn++) await null;
    for (const element of all) await element.updateComplete;
  };

  /** Sets the attributes of all persistent widgets and removes those of the input before. @param {Input} input */
  const applyAttributes = ({attributes}) => {
    for (const element of persistent) {
      for (const {name} of [...element.attributes])
        if (!attributes.some(([kept]) => kept === name)) element.removeAttribute(name);
      for (const [name, value] of attributes) set(element, name, value);
    }
  };

  /**
   * Adds a new tag or placeholder with attributes and content. Returns its container, its widgets and their faults.
   *
   * @param {Input} input
   * @param {string} name
   */
  const addElement = async ({kind, attributes, content}, name) => {
    const isPlaceholder = kind === 'placeholder';
    const element = document.createElement(isPlaceholder ? 'div' : `recovery-${name}`);
    for (const [key, value] of attributes) set(element, isPlaceholder ? `data-${key}` : key, value);
    if (isPlaceholder) element.setAttribute('data-recovery-widget', name);
    element.append(fragment(content));
    const container = document.createElement('div');
    container.append(element);
    document.body.append(container);
    await settle([]);
    const added = [...container.children]
      .flatMap((child) => [child, ...child.children])
      .filter((inner) => isWidget(inner, name));
    const faults = [];
    if (!added.length && !container.querySelector('[contenteditable]')) faults.push(`no ${name}`);
    // A tag in the content keeps its attributes; the widget of a placeholder has only allowlisted ones.
    if (isPlaceholder && !content.includes('recovery-'))
      for (const widget of added)
        if (
          widget.parentElement?.hasAttribute('data-recovery-widget') &&
          widget.parentElement.parentElement === container
        )
          for (const attribute of widget.getAttributeNames())
            if (!taken.includes(attribute)) faults.push(`attribute ${attribute}`);
    return {container, added, faults};
  };

  let turn = 0;
  /** Applies inputs one by one. Returns those that caused a fault. @param {Input[]} inputs */
  globalThis.run = async (inputs) => {
    const failures = [];
    for (const input of inputs) {
      let affected = persistent;
      let container;
      const faults = [];
      if (input.kind === 'tag') applyAttributes(input);
      else {
        const result = await addElement(input, widgets[turn++ % widgets.length]);
        ({added: affected, container} = result);
        faults.push(...result.faults);
      }
      await settle(affected);
      faults.push(...affected.filter(isChanged).flatMap(faultsOf), ...errors.splice(0));
      if (faults.length) failures.push({input, faults});
      container?.remove();
      if (failures.length > 3) break;
    }
    return failures;
  };
}

test.describe('random input', () => {
  // Two tests, one for each core of a small machine.
  for (const half of [0, 1])
    test(`widgets withstand ${(INPUTS / 2).toLocaleString('en')} random inputs, part ${half + 1}`, async ({open}) => {
      test.setTimeout(process.env.NIGHTLY ? 900_000 : 180_000);
      const count = INPUTS / 2;
      const {page, console} = await open(
        pageOf('', {head: '<style>body {display: none}</style>', script: `<script src="${CDN}/all.js"></script>`}),
      );
      await page.evaluate(defineRun, {widgets: [...widgets.keys()], taken, addresses: [...addresses]});
      const kinds = {tag: 0, content: 0, placeholder: 0};
      for (let done = 0; done < count; done += BATCH) {
        const seed = SEED + half * count + done;
        const batch = fc.sample(inputs(taken), {seed, numRuns: Math.min(BATCH, count - done)});
        for (const {kind} of batch) kinds[kind]++;
        assert.deepEqual(await page.evaluate((all) => globalThis.run(all), batch), []);
      }
      for (const kind of ['content', 'placeholder']) assert.ok(kinds[kind] > count / 12, kind);
      assert.ok(kinds.tag > count * 0.79, 'tag');
      assert.deepEqual(
        console.filter((line) => line.startsWith('error') && !line.includes('Failed to load resource')),
        [],
      );
    });
});
