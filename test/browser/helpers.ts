import {waitUntil} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {element, type Args} from '../../stories/story.js';

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

const restore: (() => unknown)[] = [];
/** Runs a function at the end of the test. */
export const atEnd = (run: () => unknown): void => void restore.push(run);
afterEach(async () => {
  while (restore.length) await restore.pop()!();
  document.body.replaceChildren();
  document.documentElement.lang = '';
});

/** Replaces a property, also an inherited or read-only one, until the end of the test. */
export function replaceProperty<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
  const original = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, {configurable: true, writable: true, value});
  atEnd(() => (original ? Object.defineProperty(target, key, original) : delete target[key]));
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

/** Collects the events that reach the document from now on, until the end of the test. */
export function recordEvents(...types: string[]): Event[] {
  const received: Event[] = [];
  const record = (event: Event) => void received.push(event);
  for (const type of types) document.addEventListener(type, record);
  atEnd(() => types.forEach((type) => document.removeEventListener(type, record)));
  return received;
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
  atEnd(() => executeServerCommand('emulate', {}));
  return executeServerCommand('emulate', features);
}

/** Captures console output from now on, until the end of the test or `stop()`, which returns the lines. */
export function captureConsole(): {lines: string[]; stop(): string[]} {
  const lines: string[] = [];
  const kinds = ['error', 'warn', 'info', 'log'] as const;
  const original = kinds.map((kind) => console[kind]);
  for (const kind of kinds) console[kind] = (...args: unknown[]) => void lines.push(`${kind}: ${args.join(' ')}`);
  const stop = () => {
    kinds.forEach((kind, index) => (console[kind] = original[index]));
    return lines;
  };
  atEnd(stop);
  return {lines, stop};
}
