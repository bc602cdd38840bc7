/**
 * Leaves a page: hides it at once, replaces its history entry and sends no referrer to the next page. For the browsers and
 * the approaches tried see docs/decisions/0013-quick-exit.md.
 */
import type {FrameExitMessage} from '../../core/frame-protocol.js';

/** Default exit page: known everywhere, in every language, fast, and needs no explaining. */
export const DEFAULT_URL = 'https://www.wikipedia.org/';

/** Timeout, in milliseconds, for traversing to the first history entry and for the embedding page to respond. */
const TIMEOUT = 500;

/** The part of the Navigation API used here; TypeScript’s DOM library lacks it. */
interface Navigation {
  readonly currentEntry: {readonly index: number} | null;
  entries(): {readonly key: string; readonly index: number; readonly sameDocument: boolean}[];
  traverseTo(key: string): {readonly committed: Promise<unknown>};
}

/** The empty page that covers the one being left until the exit page has loaded. */
export interface Cover {
  /** URL of the exit page. */
  url: string;
  /** Message shown and announced in the meantime. Must not reveal the topic of the page. */
  message: string;
  /** BCP 47 language of the message. */
  lang: string;
}

/** Returns the normalized URL of an exit page; undefined unless it is an `https:` URL without user name and password. */
export function parseExitUrl(value: string): string | undefined {
  try {
    const {protocol, username, password, href} = new URL(value);
    return protocol === 'https:' && !username && !password ? href : undefined;
  } catch {
    return undefined;
  }
}

/** Returns this window and its same-origin ancestors: the windows whose pages can be listened to and hidden. */
export function sameOriginWindows(): Window[] {
  const windows: Window[] = [];
  for (let each: Window = window; ; each = each.parent) {
    try {
      if (each.document) windows.push(each);
    } catch {
      // Cross-origin.
    }
    if (each === each.parent) return windows;
  }
}

/**
 * Replaces the content of a document with an empty page. Nothing is left to see, read out, search or hear: no dialog, video or
 * frame. The message is in a shadow root, so that nothing the page’s scripts add later is displayed.
 *
 * @returns the element with the message
 */
function replaceDocument(page: Document, {url, message, lang}: Cover): HTMLElement {
  const append = <T extends Element>(parent: Node, element: T, properties?: Partial<T>): T =>
    parent.appendChild(Object.assign(element, properties));
  page.documentElement?.remove();
  const html = append(page, page.createElement('html'), {lang});
  const head = append(html, page.createElement('head'));
  const body = append(html, page.createElement('body'));
  // The last referrer policy applies, also to navigation by script.
  append(head, page.createElement('meta'), {name: 'referrer', content: 'no-referrer'});
  append(head, page.createElement('meta'), {name: 'color-scheme', content: 'light dark'});
  // The title that browsers give a page whose own title has not arrived yet.
  page.title = new URL(url).hostname;
  html.style.background = 'Canvas';
  const alert = append(body.attachShadow({mode: 'open'}), page.createElement('p'), {dir: 'auto'});
  alert.setAttribute('role', 'alert');
  alert.textContent = message;
  return alert;
}

/** Replaces the document of this window, and removes its event listeners. Returns the element with the message. */
function clearDocument(cover: Cover): HTMLElement {
  try {
    // Removes every listener, so that no `beforeunload` dialog can ask whether to leave, and every element whose name shadows a method.
    Reflect.apply(Document.prototype.open, document, []);
    document.close();
  } catch {
    // XML documents do not support it.
  }
  return replaceDocument(document, cover);
}

/** Leaves the page of this window, which must be the top-level one. */
export function leavePage(cover: Cover): void {
  clearDocument(cover);
  const go = () => location.replace(cover.url);
  const {navigation} = window as {navigation?: Navigation};
  // Fragment links and `pushState` may have added entries for this document; replacing the last would keep the others.
  const first = navigation?.entries().find(({sameDocument}) => sameDocument);
  if (!first || first.index >= navigation!.currentEntry!.index) go();
  else
    void Promise.race([
      navigation!.traverseTo(first.key).committed,
      new Promise((resolve) => {
        setTimeout(resolve, TIMEOUT);
      }),
    ]).then(go, go);
}

/**
 * Leaves the top-level page from a frame.
 *
 * @param stuckMessage replaces the message where the frame can hide only itself
 */
export function leaveFromFrame(cover: Cover, stuckMessage: string): void {
  const alert = clearDocument(cover);
  const {url, message, lang} = cover;
  const ancestors = sameOriginWindows().slice(1);
  // For frame-parent.js, which can hide and leave pages that this frame cannot.
  parent.postMessage({type: 'recovery-widgets:exit', text: message, lang} satisfies FrameExitMessage, '*');
  let ancestorMessage = message;
  try {
    top!.location.replace(url);
  } catch {
    // The frame’s sandbox forbids it.
    ancestorMessage = stuckMessage;
    setTimeout(() => (alert.textContent = stuckMessage), TIMEOUT);
  }
  // Comes last: replacing the first of them removes this frame.
  for (const {document} of ancestors) replaceDocument(document, {url, message: ancestorMessage, lang});
}
