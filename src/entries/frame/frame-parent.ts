/**
 * For a page with frames of ours (frame.html): makes each as high as what is in it, and tells it whether the page is light or
 * dark there. Without it a frame has the height it was given and scrolls. Classic or module, before or after the frames.
 *
 * A message counts only when it comes from the window of such a frame on this page, and from the origin that its address
 * names. All it can do is set the height of that one frame, and, where the page put the quick exit into it, leave this page for
 * where that address says.
 */
import {DEFAULT_URL, leavePage, parseExitUrl} from '../../widgets/quick-exit/leave.js';

const TYPE = 'recovery-widgets:';
/** Pixels; more than the longest widget at 240 px. */
const HIGHEST = 10_000;

const once = Symbol.for(`${TYPE}frame-parent`);

if (!(once in globalThis)) {
  Object.defineProperty(globalThis, once, {});
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const told = new WeakMap<HTMLIFrameElement, string>();

  const frames = (): HTMLIFrameElement[] =>
    [...document.querySelectorAll('iframe')].filter(({src}) => /^https?:[^?#]+\/frame\.html([?#]|$)/.test(src));

  /** Tells a frame the color scheme that is used where it stands. */
  const tell = (frame: HTMLIFrameElement, again?: boolean): void => {
    let {colorScheme} = getComputedStyle(frame);
    // Nothing by style: what the page says of itself counts.
    if (colorScheme === 'normal')
      colorScheme = document.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content ?? '';
    const scheme = /dark/.test(colorScheme) && (prefersDark.matches || !/light/.test(colorScheme)) ? 'dark' : 'light';
    // To any origin: a sandboxed frame has none, and it is no secret.
    if (again || told.get(frame) !== scheme) frame.contentWindow?.postMessage({type: `${TYPE}scheme`, scheme}, '*');
    told.set(frame, scheme);
  };

  // Dark themes are switched by a class or an attribute of one of the two, whatever its name.
  const observer = new MutationObserver(tellAll);
  function tellAll(): void {
    for (const element of [document.documentElement, document.body])
      if (element) observer.observe(element, {attributes: true});
    for (const frame of frames()) tell(frame);
  }

  interface Data {
    type?: unknown;
    height?: unknown;
    words?: unknown;
    lang?: unknown;
  }
  addEventListener('message', ({source, origin, data}: MessageEvent<Data | null>) => {
    const isExit = data?.type === `${TYPE}exit`;
    if (!isExit && (data?.type !== `${TYPE}height` || !Number.isFinite(data.height))) return;
    const frame = frames().find(({contentWindow}) => contentWindow === source);
    if (!frame) return;
    const {sandbox, src, style} = frame;
    const isNowhere =
      globalThis.origin === 'null' || (frame.hasAttribute('sandbox') && !sandbox.contains('allow-same-origin'));
    if (!src.startsWith(`${origin}/`) && !(isNowhere && origin === 'null')) return;
    if (isExit) {
      const {searchParams} = new URL(src);
      if (/quick.?exit/i.test(searchParams.get('widget')!))
        leavePage({
          url: parseExitUrl(searchParams.get('href')!) ?? DEFAULT_URL,
          message: String(data.words),
          lang: String(data.lang),
        });
      return;
    }
    const {boxSizing, paddingTop, paddingBottom} = getComputedStyle(frame);
    const around =
      boxSizing === 'border-box'
        ? frame.offsetHeight - frame.clientHeight + parseFloat(paddingTop) + parseFloat(paddingBottom)
        : 0;
    style.height = `${Math.min(Math.max(data.height as number, 0), HIGHEST) + around}px`;
    tell(frame, true);
  });
  prefersDark.addEventListener('change', tellAll);
  // The body may not be there yet.
  addEventListener('DOMContentLoaded', tellAll);
  tellAll();
}
