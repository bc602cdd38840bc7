import {regions} from '../generated/regions/index.js';
import type {Region} from './region.js';
import {load, type Resource} from './resource.js';

/**
 * Starts to load the region of a country in a language, once.
 *
 * @param country ISO 3166-1 alpha-2 code
 * @param locale BCP 47 tag
 * @returns undefined if there is no such country
 */
export const loadRegion = (country: string, locale: string): Resource<{region: Region}> | undefined =>
  load(Object.hasOwn(regions, country) ? () => regions[country](locale) : undefined, country + locale);
