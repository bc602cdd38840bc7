import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import {expect, waitUntil} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {element, type Args} from '../../stories/story.js';

/** The rule engine, which registers itself as a global. */
export const {axe} = window as unknown as {axe: typeof axeCore};

// The runner sends failures as structured clones, and hangs on one that cannot be cloned, such as of an element.
afterEach(function () {
  const error = this.currentTest?.err as {actual?: unknown; expected?: unknown} | undefined;
  if (!error) return;
  for (const key of ['actual', 'expected'] as const)
    try {
      structuredClone(error[key]);
    } catch {
      error[key] = String(error[key]);
    }
});

/** Restores the properties that {@link replaceProperty} has replaced. */
const restore: (() => unknown)[] = [];
afterEach(async () => {
  while (restore.length) await restore.pop()!();
  document.body.replaceChildren();
  document.documentElement.lang = '';
});

/** Replaces a property, also an inherited or read-only one, until the end of the test. */
export function replaceProperty<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
  const original = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, {configurable: true, writable: true, value});
  restore.push(() => (original ? Object.defineProperty(target, key, original) : delete target[key]));
}

/** Appends an element to the page and waits until it has rendered. */
export async function mount<T extends RecoveryElement>(tag: string, args: Args = {}, fallback = ''): Promise<T> {
  const el = element(tag, args, fallback) as T;
  document.body.append(el);
  await rendered(el);
  return el;
}

/** Waits until the element has rendered its latest state. */
export async function rendered(el: RecoveryElement): Promise<void> {
  // Locale tables and regions are modules of their own: they take a few turns of the event loop to arrive.
  await until(() => el.shadowRoot?.querySelector('.root'), `<${el.localName}> has rendered`);
  await el.updateComplete;
  // Once it is painted, a banner imports its deferred parts, and shows which lines are open in the turn after that.
  if (el.localName === 'recovery-helpline-banner' && el.shadowRoot!.querySelector('.more')) {
    await new Promise(requestAnimationFrame);
    await wait(0);
    // Resolves after the banner’s own import.
    await import('../../src/widgets/helpline-banner/deferred-parts.js');
    await el.updateComplete;
  }
}

/** Waits until the element shows a language, after it has been asked for it. */
export async function shows(el: RecoveryElement, language: string): Promise<void> {
  await until(() => el.shadowRoot?.querySelector<HTMLElement>('.root')?.lang === language, `words in ${language}`);
  await rendered(el);
}

/** Changes the language of the element, and waits until it shows it. */
export const switchTo = (el: RecoveryElement, language: string): Promise<void> => {
  el.lang = language;
  return shows(el, language);
};

/** Waits until a condition holds; fails with its description after eight seconds, which only a busy machine needs. */
export const until = (condition: () => unknown, description: string): Promise<void> =>
  waitUntil(() => Boolean(condition()), description, {interval: 10, timeout: 8000});

/** Waits for a number of milliseconds. Default: 10. */
export const wait = (milliseconds = 10): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const collapse = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The text content of a node, hidden text included, with white space collapsed. */
export const textOf = (node: Node): string => collapse(node.textContent!);

/** The visible text of an element’s shadow root, with white space collapsed. */
export const visibleText = (el: Element): string =>
  collapse((el.shadowRoot!.querySelector('.root') as HTMLElement).innerText);

/** The messages of a widget, or of `shared`, in a language, by key. A rich message comes without the values of its placeholders. */
export async function wordsOf(widget: string, language = 'en'): Promise<Record<string, string>> {
  if (language === 'en') {
    const copy = (await (await fetch(`/src/content/copy/${widget}.json`)).json()) as {
      messages: {key: string; text: string}[];
    };
    return Object.fromEntries(copy.messages.map(({key, text}) => [key, text.replace(/\{\w+\}/g, '')]));
  }
  const xliff = await (await fetch(`/src/locales/${language}.xlf`)).text();
  const file = new DOMParser().parseFromString(xliff, 'application/xml');
  const units = [...file.querySelectorAll('trans-unit')].filter(({id}) => id.startsWith(`${widget}.`));
  return Object.fromEntries(
    units.map((unit) => [unit.id.slice(widget.length + 1), unit.querySelector('target')!.textContent]),
  );
}

/** All matches in an element’s shadow root. */
export const queryAll = <T extends Element = HTMLElement>(el: Element, selector: string): T[] => [
  ...el.shadowRoot!.querySelectorAll<T>(selector),
];

/** The first match in an element’s shadow root; throws if there is none. */
export const query = <T extends Element = HTMLElement>(el: Element, selector: string): T => {
  const match = el.shadowRoot!.querySelector<T>(selector);
  if (!match) throw new Error(`nothing matches ${selector}`);
  return match;
};

/** The text of the live region. */
export const statusOf = (el: Element): string => textOf(query(el, '[aria-live]'));

/** Collects the changes of the live region from now on, until the end of the test. */
export function captureAnnouncements(el: Element): string[] {
  const announcements: string[] = [];
  const observer = new MutationObserver(() => announcements.push(statusOf(el)));
  observer.observe(query(el, '[aria-live]'), {childList: true, characterData: true, subtree: true});
  restore.push(() => observer.disconnect());
  return announcements;
}

/** Everything by which the page or a store could know an answer. */
export const tracesOf = async (el: Element) => ({
  page: document.documentElement.outerHTML,
  // Sorted: how many elements of each kind there are shows, which ones only the text does.
  attributes: queryAll(el, '*')
    .map((each) => [each.localName, ...[...each.attributes].map(({name, value}) => `${name}=${value}`)].join(' '))
    .sort(),
  address: location.href,
  history: [history.length, JSON.stringify(history.state)],
  title: document.title,
  stores: [...[localStorage, sessionStorage].map((store) => JSON.stringify({...store})), document.cookie],
  databases: (await indexedDB.databases()).length,
  requests: performance.getEntriesByType('resource').length,
});

/** Asserts that session recorders leave out the card of a widget, and that browsers restore no field in it. */
export function expectUnrecorded(el: Element): void {
  const card = query(el, '.card');
  expect([...card.classList]).to.include.members(['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude']);
  expect(card.getAttributeNames()).to.include.members(
    ['private', 'hj-suppress', 'clarity-mask', 'dd-privacy'].map((name) => `data-${name}`),
  );
  const fields = queryAll(el, 'input, textarea');
  // The IDL property knows it of text fields only, in some browsers.
  for (const field of fields) expect([card.contains(field), field.getAttribute('autocomplete')]).to.eql([true, 'off']);
}

/** Collects the events that reach the document from now on, until the end of the test. */
export function recordEvents(...types: string[]): Event[] {
  const received: Event[] = [];
  const record = (event: Event) => void received.push(event);
  for (const type of types) document.addEventListener(type, record);
  restore.push(() => types.forEach((type) => document.removeEventListener(type, record)));
  return received;
}

/** The buttons of a widget. */
export const buttonsOf = (el: Element): HTMLButtonElement[] => queryAll<HTMLButtonElement>(el, 'button');

/** The button with exactly this text; throws if there is none. */
export function buttonNamed(el: Element, name: string): HTMLButtonElement {
  const match = buttonsOf(el).find((button) => textOf(button) === name);
  if (!match) throw new Error(`no button is named ${name}`);
  return match;
}

/** Replaced by test/web-test-runner.config.mjs. */
declare const __NIGHTLY__: boolean;

/** Chooses the cells of a matrix, as in test/support/nightly.mjs. */
export const nightly = <T>(all: T, ci: T): T => (__NIGHTLY__ ? all : ci);

/** Whether this engine can emulate print, forced colors and window sizes. Of ours only Chromium can. */
export const isChromium = /Chrome\//.test(navigator.userAgent);

/** A test of behavior that only Chromium has or can emulate ({@link emulate}, `setViewport`). Skipped in other engines. */
export const itInChromium = isChromium ? it : it.skip;

/** Emulates media features until the end of the test: `{media: 'print'}`, `{'forced-colors': 'active'}`; `{}` resets them. */
export function emulate(features: Record<string, string>): Promise<unknown> {
  restore.push(() => executeServerCommand('emulate', {}));
  return executeServerCommand('emulate', features);
}

/** Captures console output from now on; `stop()` restores the console and returns the lines. */
export function captureConsole(): {lines: string[]; stop(): string[]} {
  const lines: string[] = [];
  const kinds = ['error', 'warn', 'info', 'log'] as const;
  const original = kinds.map((kind) => console[kind]);
  for (const kind of kinds) console[kind] = (...args: unknown[]) => void lines.push(`${kind}: ${args.join(' ')}`);
  return {
    lines,
    stop() {
      kinds.forEach((kind, index) => (console[kind] = original[index]));
      return lines;
    },
  };
}

/** Expects every rendered element to stay within the width of the widget. */
export function expectToFit(el: Element): void {
  const {left, right} = el.getBoundingClientRect();
  for (const each of queryAll(el, '.root *').filter((node) => node.getClientRects().length)) {
    const box = each.getBoundingClientRect();
    expect(box.left >= left - 0.5 && box.right <= right + 0.5, each.outerHTML.slice(0, 80)).to.equal(true);
  }
}

/** Internals of axe that have no types: the options of its checks. */
const {checks} = (axe as unknown as {_audit: {checks: Record<string, {options: object}>}})._audit;

/**
 * Options by which the rule `color-contrast` asks for the contrast of WCAG AAA. The rule for AAA is not needed beside it: it
 * computes all colors once more, a third of the time of axe, and leaves out the findings of the other one.
 */
export const contrastOfAaa = {
  checks: {
    'color-contrast': {
      options: {
        ...checks['color-contrast'].options,
        contrastRatio: {normal: {expected: 7}, large: {expected: 4.5}},
      },
    },
  },
};

/** Expects no violation of an accessibility rule, contrast of WCAG AAA included; rules about whole pages are off. */
export async function expectAccessible(el: Element): Promise<void> {
  const {violations} = await axe.run(el, {
    ...contrastOfAaa,
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  expect(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)).to.eql([]);
}
