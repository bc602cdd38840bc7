/**
 * Leaving a page for good: hidden at once, no step of Back to it, no word to the next page of where the reader comes from.
 * What was tried, in which browser, is in docs/decisions/0013-quick-exit.md.
 */
import type {FrameExitMessage} from '../../core/frame-protocol.js';

/** Where to when the page names no address: known everywhere, in every language, fast, and without anything to explain. */
export const NEUTRAL = 'https://www.wikipedia.org/';

/** How long a step back to where the page began may take, and how long a page around has to do its part, in milliseconds. */
const PATIENCE = 500;

/** Of the Navigation API, which TypeScript does not know yet, what is needed here. */
interface Navigation {
  readonly currentEntry: {readonly index: number} | null;
  entries(): {readonly key: string; readonly index: number; readonly sameDocument: boolean}[];
  traverseTo(key: string): {readonly committed: Promise<unknown>};
}

/** The address, if it is one to leave for: https, and no name or password in it. */
export function addressOf(value: string): string | undefined {
  try {
    const {protocol, username, password, href} = new URL(value);
    return protocol === 'https:' && !username && !password ? href : undefined;
  } catch {
    return undefined;
  }
}

/** This window and those around it whose pages are of the same origin, so that they can be listened to and hidden. */
export function reachable(): Window[] {
  const found = [];
  for (let each: Window = window; ; each = each.parent) {
    try {
      if (each.document) found.push(each);
    } catch {
      // Of another origin.
    }
    if (each === each.parent) return found;
  }
}

/**
 * Puts an empty page in the place of a page. Nothing is left of it to see, to read out, to search or to hear: no dialog, no
 * video, no frame. The words are in a shadow root, so that nothing is seen of what scripts of the page add to it now.
 */
function cover(page: Document, url: string, words: string, lang: string): HTMLElement {
  const add = <T extends Element>(to: Node, made: T, properties?: Partial<T>): T =>
    to.appendChild(Object.assign(made, properties));
  page.documentElement?.remove();
  const html = add(page, page.createElement('html'), {lang});
  const head = add(html, page.createElement('head'));
  const body = add(html, page.createElement('body'));
  // The last one counts; also for addresses that a script goes to.
  add(head, page.createElement('meta'), {name: 'referrer', content: 'no-referrer'});
  add(head, page.createElement('meta'), {name: 'color-scheme', content: 'light dark'});
  // As a browser calls what it has no name of yet.
  page.title = new URL(url).hostname;
  html.style.background = 'Canvas';
  const line = add(body.attachShadow({mode: 'open'}), page.createElement('p'), {dir: 'auto'});
  line.setAttribute('role', 'alert');
  line.textContent = words;
  return line;
}

/** The same with the page of this window, for good. */
function clear(url: string, words: string, lang: string): HTMLElement {
  try {
    // Takes every listener with it: nobody can ask whether to really leave.
    document.open();
    document.close();
  } catch {
    // No HTML, in the strict sense.
  }
  return cover(document, url, words, lang);
}

/**
 * Leaves the page of this window.
 *
 * @param url where to
 * @param words seen and announced until the other page is there; they must not say what was read
 * @param lang their language
 */
export function leavePage(url: string, words: string, lang: string): void {
  clear(url, words, lang);
  const go = () => location.replace(url);
  const {navigation} = window as {navigation?: Navigation};
  // A link within the page, or a script of it, may have made steps; replacing the last leaves the others.
  const first = navigation?.entries().find(({sameDocument}) => sameDocument);
  if (!first || first.index >= navigation!.currentEntry!.index) go();
  else
    void Promise.race([
      navigation!.traverseTo(first.key).committed,
      new Promise((resolve) => {
        setTimeout(resolve, PATIENCE);
      }),
    ]).then(go, go);
}

/**
 * Leaves the whole page that this window is a frame in.
 *
 * @param stuck what to say where the frame can only hide itself
 */
export function leaveAround(url: string, words: string, lang: string, stuck: string): void {
  const line = clear(url, words, lang);
  const around = reachable().slice(1);
  // For frame-parent.js, which can hide and leave where this frame cannot.
  parent.postMessage({type: 'recovery-widgets:exit', words, lang} satisfies FrameExitMessage, '*');
  try {
    top!.location.replace(url);
  } catch {
    // A sandbox that does not allow it.
    words = stuck;
    setTimeout(() => (line.textContent = stuck), PATIENCE);
  }
  // Comes last: this frame is gone with the first of them.
  for (const {document} of around) cover(document, url, words, lang);
}
