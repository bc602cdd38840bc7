import {executeServerCommand} from '@web/test-runner-commands';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {element, type Args} from '../../stories/story.js';

// The runner sends failures as clones, and waits for ever for one that cannot be cloned, such as of an element.
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

/** Puts an element into the page and waits until it shows its words. */
export async function mount<T extends RecoveryElement>(tag: string, args: Args = {}, words = ''): Promise<T> {
  const made = element(tag, args, words) as T;
  document.body.append(made);
  await shown(made);
  return made;
}

/** Waits until the element has rendered what it was told last. */
export async function shown(made: RecoveryElement): Promise<void> {
  // Languages and regions are modules of their own: they take a few turns to arrive.
  await until(() => made.shadowRoot?.querySelector('.root'), `<${made.localName}> is shown`);
  await made.updateComplete;
}

/** Waits until something holds, or fails naming it. */
export async function until(holds: () => unknown, what: string): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (holds()) return;
    await pause();
  }
  throw new Error(`did not happen: ${what}`);
}

export const pause = (milliseconds = 10): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Everything the reader sees in the element, white space folded. */
export const textOf = (made: Element): string =>
  (made.shadowRoot!.querySelector('.root') as HTMLElement).innerText.replace(/\s+/g, ' ').trim();

export const all = <T extends Element = HTMLElement>(made: Element, selector: string): T[] => [
  ...made.shadowRoot!.querySelectorAll<T>(selector),
];

export const one = <T extends Element = HTMLElement>(made: Element, selector: string): T => {
  const found = made.shadowRoot!.querySelector<T>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
};

/** Whether this engine can play print, forced colors and window sizes for a test. Of ours only Chromium can. */
const isChromium = /Chrome\//.test(navigator.userAgent);

/** A test of what only Chromium does or can play: {@link emulate}, `setViewport`. In other engines it is skipped. */
export const itInChromium = isChromium ? it : it.skip;

/** Media features for the page: `{media: 'print'}`, `{'forced-colors': 'active'}`; `{}` takes them back. */
export const emulate = (features: Record<string, string>): Promise<unknown> =>
  executeServerCommand('emulate', features);

/** What is said on the console from now on; `stop()` gives it back. */
export function listen(): {lines: string[]; stop(): string[]} {
  const lines: string[] = [];
  const kinds = ['error', 'warn', 'info', 'log'] as const;
  const original = kinds.map((kind) => console[kind]);
  for (const kind of kinds) console[kind] = (...words: unknown[]) => void lines.push(`${kind}: ${words.join(' ')}`);
  return {
    lines,
    stop() {
      kinds.forEach((kind, index) => (console[kind] = original[index]));
      return lines;
    },
  };
}
