/** Links to helplines, read from the records, so that a test of them repeats no number; constants are of the United States. */
import {regions} from '../../src/generated/regions/index.js';
import {region} from '../../src/generated/regions/us.js';
import {queryAll} from './query.js';

const crisisLines = region.lines.filter(({purpose}) => purpose === 'crisis');

export const EMERGENCY = region.emergency!;
export const HELPLINE = region.lines.find(({purpose}) => purpose === 'substance-use')!;
export const CRISIS = crisisLines.find(({within}) => !within)!;
/** Crisis line of Puerto Rico. */
export const LOCAL_CRISIS = crisisLines.find(({within}) => within)!;
/** Line for people who use alone. */
export const COMPANION = region.companion!;

/** Loads the emergency number of a country, such as `GB`. */
export const emergencyIn = async (country: string) => (await regions[country]()).region.emergency!;
/** Loads the line of a country whose name begins so. */
export async function lineNamed(country: string, start: string) {
  const {region} = await regions[country]();
  const line = region.lines.find(({name}) => name.startsWith(start));
  if (!line) throw new Error(`${country} has no line whose name begins with “${start}”.`);
  return line;
}

/** Addresses of the links that are seen without opening anything. */
export const hrefs = (el: Element) =>
  queryAll<HTMLAnchorElement>(el, 'a:not(details a)').map((link) => link.getAttribute('href'));
export const linksTo = (el: Element, href: string) => queryAll<HTMLAnchorElement>(el, `a[href='${href}']`);
