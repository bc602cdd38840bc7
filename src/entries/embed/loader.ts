/**
 * The loader behind the one script tag. Discovers the widgets on the page, then requests their code, language table and region
 * data in parallel: on a slow link every further round trip costs more than all our bytes. It loads widgets from a closed list
 * only. If something fails to load, the fallback content stays.
 */
import {closestAttributeValue} from '../../core/ancestors.js';
import {matchLocale} from '../../core/localize.js';
import {normalizeCode} from '../../core/normalize.js';
import {parseRegion} from '../../core/region.js';
import {registerCopy} from '../../core/registry.js';
import {warn} from '../../core/warn.js';
import {FINISHED} from '../enhance/finished-attribute.js';
import {start, type UndefinedWidget} from './discovery.js';
import {attributeValue} from './placeholder.js';

interface WidgetInfo {
  /** Whether the widget shows anything that differs by country. */
  regional: boolean;
  /** Chunks shared with some other widgets, besides `core`. */
  chunks: readonly string[];
  /** Chunks about lines, which its first render does not need, and the variant `compact` never. */
  deferred?: readonly string[];
  /** Its languages, separated by spaces, if others than those of most widgets. */
  languages?: string;
}

// The build fills these in.
/** Folder of the chunks, relative to this script. */
declare const __ASSETS__: string;
/** The widgets that this loader can load, by name. */
declare const __WIDGETS__: Readonly<Record<string, WidgetInfo>>;
/** The languages of most widgets. They are those whose texts regions have; any other has a file of them. */
declare const __FULL_LANGUAGES__: readonly string[];
/** Codes of the countries with a module of their own, separated by spaces; of others only the emergency number is known. */
declare const __COUNTRIES__: string;

const widgets = __WIDGETS__;
const fullLanguages = __FULL_LANGUAGES__;
/** Requests by URL, whether running or finished. */
const pending = new Map<string, Promise<unknown>>();
/** Names of the widgets that this copy loads. */
const ownClaims = new Set<string>();

/**
 * Resolves the folder of the chunks, which is beside this script. No attribute can name another: whoever can add an element to the
 * page, even a script that its policy refuses to run, must not choose where code comes from.
 */
function resolveFolder(): URL | undefined {
  try {
    return new URL(`${__ASSETS__}/`, import.meta.url);
  } catch {
    warn('cannot resolve the URL of the chunks. Load the script by its own URL, or use all.js.');
    return undefined;
  }
}

/** The folder with a hash in its name, from which chunks are loaded if all else fails. */
const hashed = resolveFolder();
/** The folder to load chunks from, chosen at the first request: before, the parser may not have reached the hints. */
let folder: URL | undefined;

/**
 * Chooses the folder for the chunks. If the page has hints for the folder with stable names beside this script, its files are loading
 * already. Hints of a snippet for another folder do not count: the WordPress plugin has no such folder. Caches may have files of two
 * releases from the one with stable names; these fail to link, and the hashed folder is next.
 */
function chooseFolder(): URL {
  const current = new URL('../current/', hashed);
  return Document.prototype.querySelector.call(document, `link[rel=modulepreload][href*="${current.pathname}"]`)
    ? current
    : hashed!;
}

/** Loads a file from a folder of chunks, once. Never rejects. */
function loadChunk(from: URL, file: string, onError?: () => void): Promise<unknown> {
  const {href} = new URL(`${file}.js`, from);
  let request = pending.get(href);
  if (!request) {
    request = import(href).catch(() => {
      // The element itself warns about missing languages and regions, and is complete without deferred parts; missing code would go unnoticed.
      if (from === hashed && !/^(locales|regions|texts|deferred)/.test(file)) warn(`${href} could not be loaded.`);
      onError?.();
    });
    pending.set(href, request);
  }
  return request;
}

/**
 * Makes this copy responsible for a widget, unless another copy is.
 *
 * @param pageClaims names that any copy on the page has claimed
 * @returns whether this copy is responsible
 */
function claim(name: string, pageClaims: Set<string>): boolean {
  if (ownClaims.has(name)) return true;
  if (pageClaims.has(name)) return false;
  pageClaims.add(name);
  ownClaims.add(name);
  return true;
}

/** Requests everything that one element needs. */
function requestFiles({name, element}: UndefinedWidget, from: URL, onError: () => void): void {
  const {regional, chunks, deferred = [], languages} = widgets[name];
  for (const chunk of ['core', ...chunks]) void loadChunk(from, chunk);
  const language = matchLocale(
    normalizeCode(attributeValue(element, 'lang')) || closestAttributeValue(element, 'lang') || 'en',
    languages?.split(' ') ?? fullLanguages,
  );
  if (language && language !== 'en') void loadChunk(from, `locales/${language}/${name}`);
  const country = parseRegion(
    normalizeCode(attributeValue(element, 'region')) || closestAttributeValue(element, 'data-recovery-region'),
  )?.country;
  const hasLines = !!country && __COUNTRIES__.includes(country);
  if (regional && country) void loadChunk(from, `regions/${hasLines ? country.toLowerCase() : 'emergency'}`);
  if (regional && hasLines && language && !fullLanguages.includes(language)) void loadChunk(from, `texts/${language}`);
  if (attributeValue(element, 'languages')) void loadChunk(from, 'language-row');
  const isCompact = /compact/i.test(attributeValue(element, 'variant') ?? '');
  void loadChunk(from, `widgets/${name}`, onError);
  if (hasLines && !isCompact) for (const chunk of deferred) void loadChunk(from, chunk);
}

if (hashed && globalThis.customElements) {
  const page = registerCopy();
  const pageClaims = (page.claimed ??= new Set());
  const rescan = () => page.upgrade!(document);
  const onFound = (found: readonly UndefinedWidget[]) => {
    const from = (folder ??= chooseFolder());
    // Finished widgets need no more than that. It finds those in the document only; the full widget takes the others over.
    const isFinished = ({element}: UndefinedWidget) =>
      !!element.getAttribute(FINISHED) && Node.prototype.contains.call(document, element);
    if (found.some(isFinished)) void loadChunk(hashed, '../enhance');
    for (const widget of found.filter((each) => !isFinished(each)))
      if (claim(widget.name, pageClaims))
        requestFiles(widget, from, () => {
          if (from !== hashed) {
            folder = hashed;
            onFound(found.filter(({name}) => name === widget.name));
            return;
          }
          // Give another copy the chance to load it.
          pageClaims.delete(widget.name);
          rescan();
        });
  };
  start(Object.keys(widgets), onFound);
  addEventListener('online', () => {
    // Retry failed requests. Loaded modules come from the module map.
    pending.clear();
    ownClaims.clear();
    rescan();
  });
}
