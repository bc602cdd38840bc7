/**
 * For pages that embed our frames (frame.html): gives each frame the height of its content and passes it the page’s color
 * scheme. Without this script a frame keeps the height it was given and scrolls. A classic script, before or after the frames.
 *
 * A message counts only if it comes from the window of such a frame on this page and from the origin of the frame’s address. It can
 * do nothing but set the height of that frame. Only the frame.html beside this script, or in the folder that `data-frames` on its tag
 * names, can do more: if the page has put the quick exit into it, leave this page for the address that the frame’s URL names.
 */
import type {FrameExitMessage, FrameHeightMessage, FrameSchemeMessage, Unchecked} from '../../core/frame-protocol.js';
import {DEFAULT_URL, leavePage, parseExitUrl} from '../../widgets/quick-exit/leave.js';

/** Upper bound for a frame’s height, in CSS pixels: more than the longest widget at a width of 240 px. */
const MAX_HEIGHT = 10_000;

const installed = Symbol.for('recovery-widgets:frame-parent');
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
/** The color scheme last sent to each frame. */
const sentSchemes = new WeakMap<HTMLIFrameElement, string>();

/** URLs of the frame pages that may leave this page. Read now: later, no script is the current one. */
const exitPages = readExitPages();

/** Reads them from this script’s tag. Calls the getter of the prototype: an image named `currentScript` shadows the property. */
function readExitPages(): string[] {
  const {get} = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')!;
  const {src, dataset} = (get!.call(document) ?? {dataset: {}}) as HTMLScriptElement;
  return [src, dataset.frames?.replace(/\/*$/, '/')].flatMap((base) => {
    try {
      return base ? new URL('frame.html', new URL(base, location.href)).href : [];
    } catch {
      return [];
    }
  });
}

/** Lists our frames. Calls the method of the prototype: an image named `querySelectorAll` shadows it, and would switch the exit off. */
const frames = (): HTMLIFrameElement[] =>
  [...(Document.prototype.querySelectorAll.call(document, 'iframe') as NodeListOf<HTMLIFrameElement>)].filter(({src}) =>
    /^https?:[^?#]+\/frame\.html([?#]|$)/.test(src),
  );

/** The color scheme in use where a frame is. */
function schemeOf(frame: HTMLIFrameElement): 'light' | 'dark' {
  let {colorScheme} = getComputedStyle(frame);
  // No `color-scheme` in CSS: fall back to `<meta name="color-scheme">`.
  if (colorScheme === 'normal') {
    const meta = Document.prototype.querySelector.call(document, 'meta[name=color-scheme]') as HTMLMetaElement | null;
    colorScheme = meta?.content ?? '';
  }
  return /dark/.test(colorScheme) && (prefersDark.matches || !/light/.test(colorScheme)) ? 'dark' : 'light';
}

/** Sends a frame its color scheme if it has changed, or always with `force`. */
function sendScheme(frame: HTMLIFrameElement, force?: boolean): void {
  const scheme = schemeOf(frame);
  // To any origin: a sandboxed frame has an opaque one, and the scheme is not a secret.
  if (force || sentSchemes.get(frame) !== scheme)
    frame.contentWindow?.postMessage({type: 'recovery-widgets:scheme', scheme} satisfies FrameSchemeMessage, '*');
  sentSchemes.set(frame, scheme);
}

// Sites switch to a dark theme by any class or attribute on `html` or `body`.
const observer = new MutationObserver(sendSchemes);
function sendSchemes(): void {
  // The body may not exist yet on the first call.
  for (const element of [document.documentElement, document.body])
    if (element) observer.observe(element, {attributes: true});
  for (const frame of frames()) sendScheme(frame);
}

/** Sets the height of a frame’s content box, whatever its `box-sizing`. */
function setContentHeight(frame: HTMLIFrameElement, height: number): void {
  const {boxSizing, paddingTop, paddingBottom} = getComputedStyle(frame);
  const extra =
    boxSizing === 'border-box'
      ? frame.offsetHeight - frame.clientHeight + parseFloat(paddingTop) + parseFloat(paddingBottom)
      : 0;
  frame.style.height = `${Math.min(Math.max(height, 0), MAX_HEIGHT) + extra}px`;
}

/** Leaves this page for the address in the frame’s URL, if the page has put the quick exit into that frame. */
function exit({src}: HTMLIFrameElement, {text, lang}: Pick<Unchecked<FrameExitMessage>, 'text' | 'lang'>): void {
  const {origin, pathname, searchParams} = new URL(src);
  if (exitPages.includes(origin + pathname) && /quick.?exit/i.test(searchParams.get('widget') ?? ''))
    leavePage({
      url: parseExitUrl(searchParams.get('href') ?? '') ?? DEFAULT_URL,
      message: String(text),
      lang: String(lang),
    });
}

/** The frame whose window has sent the message, if its origin is the one of the frame’s address. */
function senderOf({source, origin}: MessageEvent): HTMLIFrameElement | undefined {
  const frame = frames().find(({contentWindow}) => contentWindow === source);
  if (!frame) return undefined;
  const isOpaque =
    globalThis.origin === 'null' || (frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin'));
  return frame.src.startsWith(`${origin}/`) || (isOpaque && origin === 'null') ? frame : undefined;
}

function onMessage(event: MessageEvent<Unchecked<FrameHeightMessage | FrameExitMessage> | null>): void {
  const {data} = event;
  const isExit = data?.type === 'recovery-widgets:exit';
  if (!isExit && (data?.type !== 'recovery-widgets:height' || !Number.isFinite(data.height))) return;
  const frame = senderOf(event);
  if (!frame) return;
  if (isExit) {
    exit(frame, data);
    return;
  }
  setContentHeight(frame, data.height as number);
  sendScheme(frame, true);
}

if (!(installed in globalThis)) {
  Object.defineProperty(globalThis, installed, {});
  addEventListener('message', onMessage);
  prefersDark.addEventListener('change', sendSchemes);
  addEventListener('DOMContentLoaded', sendSchemes);
  sendSchemes();
}
