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

export const emergencyOf = async (country: string) => (await regions[country]()).region.emergency!;
/** Returns the line whose name begins so. */
export const lineOf = async (country: string, start: string) =>
  (await regions[country]()).region.lines.find(({name}) => name.startsWith(start))!;

/** Addresses of the links that are seen without opening anything. */
export const hrefs = (el: Element) =>
  queryAll<HTMLAnchorElement>(el, 'a:not(details a)').map((link) => link.getAttribute('href'));
export const linksTo = (el: Element, href: string) => queryAll<HTMLAnchorElement>(el, `a[href='${href}']`);
