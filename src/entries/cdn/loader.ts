/**
 * The one script tag. Finds the widgets on the page, then asks for their code, their words and their region all at once: on
 * a slow link each further round trip costs more than all our bytes. Elements that are added later are found too.
 *
 * It knows a closed list of tags and loads nothing else. What fails to load leaves the words that are in the page. It looks
 * at the document, not into the shadow roots of others: pages that put widgets there use all.js or the npm package.
 */
import {inherited} from '../../core/context.js';
import {matchLocale} from '../../core/localize.js';
import {parseRegion} from '../../core/region.js';

// The build fills these in: the folder of the chunks, and what is in it.
declare const __ASSETS__: string;
/** Name, and whether the widget shows anything of a country. */
declare const __WIDGETS__: readonly (readonly [name: string, regional: 0 | 1])[];
declare const __LANGUAGES__: readonly string[];
declare const __REGIONS__: string;

const asked = new Set<string>();

function ask(file: string): void {
  if (asked.has(file)) return;
  asked.add(file);
  const url = new URL(`${__ASSETS__}/${file}.js`, import.meta.url).href;
  // The element itself says when words or a region are missing; missing code would go unnoticed.
  import(url).catch(() => /^[lr]/.test(file) || console.warn(`recovery-widgets: ${url} could not be loaded.`));
}

function find(): void {
  for (const [name, regional] of __WIDGETS__)
    // One that is defined asks for its words and its region itself.
    for (const element of document.querySelectorAll(`recovery-${name}:not(:defined)`)) {
      ask('core');
      ask(`widgets/${name}`);
      const language = matchLocale(inherited(element, 'lang'), __LANGUAGES__);
      if (language) ask(`locales/${language}/${name}`);
      const country = parseRegion(
        element.getAttribute('region')?.trim() || inherited(element, 'data-recovery-region'),
      )?.country;
      if (regional && country && __REGIONS__.includes(country)) ask(`regions/${country.toLowerCase()}`);
    }
}

find();
addEventListener('online', () => {
  // What failed is asked for again; what is here costs nothing.
  asked.clear();
  find();
});
new MutationObserver(find).observe(document, {childList: true, subtree: true});
