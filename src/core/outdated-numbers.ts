import {documentParsed, hasSwallowedContent} from './light-dom.js';
import {warn} from './warn.js';

const phoneLinks = (root: ParentNode): Element[] => [...root.querySelectorAll('[href^="tel:"]')];
const hrefOf = (link: Element): string => link.getAttribute('href')!;

/** Returns the digits of a `tel:` URL, without the zeros that only some write in front. */
const digitsOf = (url: string): string => url.replace(/\D/g, '').replace(/^0+/, '');

/**
 * Returns the numbers in fallback content that are neither the country’s nor in the widget, as `tel:` URLs: the snippet was copied before
 * a number changed, or for another country. Content of the page’s own does not count.
 */
function outdatedNumbers(host: Element, country: object): string[] {
  const notIn = (urls: readonly string[]) => {
    const numbers = urls.map(digitsOf);
    return (url: string) => !numbers.some((number) => number.endsWith(digitsOf(url)));
  };
  const urls = phoneLinks(host)
    .filter((link) => !link.closest('[slot]'))
    .map(hrefOf)
    .filter(notIn(phoneLinks(host.shadowRoot!).map(hrefOf)));
  // Few widgets have a number in their fallback content that they do not show; only then are the country’s searched.
  return urls.length ? urls.filter(notIn(JSON.stringify(country).match(/tel:[+*\d]+/g) ?? [])) : urls;
}

const compared = new WeakSet<Element>();

/**
 * Warns the page’s author, once an element, of a number in its fallback content that is no longer right: readers without script still
 * call it.
 */
export async function warnOfOutdatedNumbers(host: Element, country: object | undefined): Promise<void> {
  if (!country || compared.has(host)) return;
  compared.add(host);
  await documentParsed();
  const [number] = hasSwallowedContent(host) ? [] : outdatedNumbers(host, country);
  if (number)
    warn(`the fallback content of <${host.localName}> links to ${number}, which is outdated. Paste the snippet again.`);
}
