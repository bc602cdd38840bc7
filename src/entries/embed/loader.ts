/**
 * The one script tag. Finds the widgets on the page, then asks for their code, their words and their region all at once: on
 * a slow link each further round trip costs more than all our bytes. It knows a closed list of tags and loads nothing else.
 * What fails to load leaves the words that are in the page.
 */
import {normalizeCode, closestAttributeValue} from '../../core/ancestors.js';
import {registerCopy} from '../../core/registry.js';
import {matchLocale} from '../../core/localize.js';
import {parseRegion} from '../../core/region.js';
import {warn} from '../../core/warn.js';
import {valueOf, watch} from './page.js';

// The build fills these in: the folder of the chunks, and what is in it.
declare const __ASSETS__: string;
/** Name, whether the widget shows anything of a country, and the chunks it shares with some others. */
declare const __WIDGETS__: readonly (readonly [name: string, regional: 0 | 1, ...chunks: string[]])[];
declare const __LANGUAGES__: readonly string[];
declare const __REGIONS__: string;

// Some proxies give a script another address than the files beside it. Only a script may say so: what editors let through
// must not choose where code comes from.
const base = document.querySelector<HTMLElement>('script[data-recovery-base]')?.dataset.recoveryBase;
let folder: URL | undefined;
try {
  folder = new URL(`${__ASSETS__}/`, base ? new URL(base.replace(/\/*$/, '/'), document.baseURI) : import.meta.url);
} catch {
  warn('the loader does not know where its files are. Give a script data-recovery-base="https://…/", or use all.js.');
}

const widgets = new Map(__WIDGETS__.map(([name, ...needs]) => [name, needs]));
const asked = new Map<string, Promise<unknown>>();
/** What this copy loads; other copies leave it alone, and it leaves theirs alone. */
const own = new Set<string>();

function ask(file: string, failed?: () => void): Promise<unknown> {
  let asking = asked.get(file);
  if (!asking) {
    const {href} = new URL(`${file}.js`, folder);
    asking = import(href).catch(() => {
      // The element itself says when words or a region are missing; missing code would go unnoticed.
      if (!/^[lr]/.test(file)) warn(`${href} could not be loaded.`);
      failed?.();
    });
    asked.set(file, asking);
  }
  return asking;
}

if (folder && globalThis.customElements) {
  const page = registerCopy();
  const claimed = (page.claimed ??= new Set());
  let before: Promise<unknown> = Promise.resolve();
  watch([...widgets.keys()], (found) => {
    // What is prerendered is taken over only if what can do that comes first. Nobody waits: it looks finished.
    if (found.some(([, {shadowRoot}]) => shadowRoot)) before = ask('hydrate');
    for (const [name, element] of found) {
      if (!own.has(name)) {
        if (claimed.has(name)) continue;
        claimed.add(name);
        own.add(name);
      }
      const [regional, ...chunks] = widgets.get(name)!;
      for (const chunk of ['core', ...chunks]) void ask(chunk);
      void before.then(() =>
        ask(`widgets/${name}`, () => {
          // Another copy may have more luck.
          claimed.delete(name);
          page.upgrade!(document);
        }),
      );
      const language = matchLocale(
        normalizeCode(valueOf(element, 'lang')) || closestAttributeValue(element, 'lang'),
        __LANGUAGES__,
      );
      if (language) void ask(`locales/${language}/${name}`);
      const country = parseRegion(
        normalizeCode(valueOf(element, 'region')) || closestAttributeValue(element, 'data-recovery-region'),
      )?.country;
      if (regional && country && __REGIONS__.includes(country)) void ask(`regions/${country.toLowerCase()}`);
    }
  });
  addEventListener('online', () => {
    // What failed is asked for again; what is here costs nothing.
    asked.clear();
    own.clear();
    page.upgrade!(document);
  });
}
