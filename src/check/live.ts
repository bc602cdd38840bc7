/** Looks at a page in a browser, after its scripts have run. */
import {WIDGET_NAMES} from '../entries/embed/widget-names.js';
import type {FileResponse, Live} from './diagnose.js';
import {refusedBy} from './policy.js';

/**
 * Matches the address of a script of ours: one that a page names, or a chunk. rollup.config.mjs names the chunks that several widgets
 * share, and src/tools/bundle/compact.mjs those that load later. Some names are common: others may have a `core.js`, too.
 */
const OUR_SCRIPT =
  /\/(recovery-widgets(\.classic)?|all|enhance|core|plan|shared-\d+|deferred-parts)\.js([?#]|$)|\/(widgets|locales|regions)\/[\w/-]+\.js/;

/** All elements of the page and of its open shadow roots. */
function* allElements(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* allElements(element.shadowRoot);
  }
}

const numbersIn = (root: ParentNode): string[] => [
  ...new Set(
    Array.from(root.querySelectorAll('a[href^="tel:"]'), (link) =>
      (link.getAttribute('href') ?? '').replace(/^tel:|[^\d+]/g, ''),
    ),
  ),
];

/** Returns the numbers of the country that a widget shows: as the widget itself, the check takes none of them for outdated. */
function numbersOfCountry(element: Element): string[] {
  const {country = ''} = element as Element & {country?: unknown};
  return Array.from(JSON.stringify(country).matchAll(/tel:([+\d]+)/g), ([, number]) => number);
}

/** Returns whether a version is later than another. Both are of the form `1.2.3`, perhaps with more after it. */
function isLater(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split(/[.+-]/, 3).map(Number));
  const index = a.findIndex((part, at) => part !== b[at]);
  return index >= 0 && a[index] > b[index];
}

/** Returns whether the snippet around a widget is of a later release, with numbers that this one cannot know. */
function isOfLaterRelease(element: Element): boolean {
  const version = element.closest('[data-recovery-version]')?.getAttribute('data-recovery-version') ?? '';
  return isLater(version, (element.constructor as {version?: string}).version ?? '');
}

/** Returns the reports that the browser has buffered since the page was opened. */
function bufferedReports(): Promise<Report[]> {
  return new Promise((resolve) => {
    if (!('ReportingObserver' in globalThis)) return resolve([]);
    setTimeout(() => resolve([]), 200);
    new ReportingObserver(resolve, {types: ['csp-violation'], buffered: true}).observe();
  });
}

/** Maximum time for a script to arrive, in milliseconds. It is in the cache as a rule. */
const PATIENCE = 3000;

/** Reads the scripts of the page’s own host, to find ours in one of them. Others, and what a policy refuses, stay unread. */
async function readScripts(urls: readonly string[]): Promise<Live['read']> {
  const own = urls.filter((url) => url.startsWith(`${location.origin}/`));
  const read = own.map(async (url) => {
    try {
      // eslint-disable-next-line no-restricted-globals -- reads scripts of the page’s own host, from the cache
      const response = await fetch(url, {cache: 'force-cache', signal: AbortSignal.timeout(PATIENCE)});
      return response.ok ? [{url, isOurs: (await response.text()).includes('recoveryWidgets')}] : [];
    } catch {
      return [];
    }
  });
  return (await Promise.all(read)).flat();
}

/**
 * Observes the page.
 *
 * @param others addresses of scripts that are not known to be ours
 */
export async function readLive(others: readonly string[], page = document): Promise<Live> {
  const defined: Record<string, 'ours' | 'other'> = {};
  for (const name of WIDGET_NAMES) {
    const found = customElements.get(`recovery-${name}`) as {version?: string} | undefined;
    if (found) defined[name] = found.version ? 'ours' : 'other';
  }
  const responses: FileResponse[] = performance.getEntriesByType('resource').flatMap((entry) => {
    // Chromium alone has `contentType`. A status of 0 may be an answer that the page may not read.
    const {
      name: url,
      responseStatus: status = 200,
      contentType: type = '',
    } = entry as PerformanceResourceTiming & {
      responseStatus?: number;
      contentType?: string;
    };
    const isWrong = status >= 400 || (!!type && !/javascript/i.test(type));
    return isWrong && OUR_SCRIPT.test(url) && /recovery|widgets|current|assets-/.test(url) ? [{url, status, type}] : [];
  });
  const numbers: Live['numbers'][number][] = [];
  for (const element of allElements(page))
    if (element.localName.startsWith('recovery-') && element.shadowRoot)
      numbers.push({
        name: element.localName.slice('recovery-'.length),
        fallback: isOfLaterRelease(element) ? [] : numbersIn(element),
        widget: [...numbersIn(element.shadowRoot), ...numbersOfCountry(element)],
      });
  const bodies = (await bufferedReports()).map(
    ({body}) => body as {blockedURL?: string; effectiveDirective?: string; originalPolicy?: string} | null,
  );
  const refused = bodies.flatMap((body) => {
    const {blockedURL: url = '', effectiveDirective = '', originalPolicy = ''} = body ?? {};
    // The policy may have `default-src` alone, where the effective directive is `script-src-elem`.
    const directive = refusedBy([originalPolicy], 'script', url, page.URL) ?? effectiveDirective;
    return OUR_SCRIPT.test(url) ? [{url, directive}] : [];
  });
  return {
    responses,
    refused,
    read: await readScripts(others),
    defined,
    versions: (globalThis as {recoveryWidgets?: {versions?: readonly string[]}}).recoveryWidgets?.versions ?? [],
    numbers,
  };
}
