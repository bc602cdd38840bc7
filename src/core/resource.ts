import {regions} from '../generated/regions/index.js';
import type {Region} from './region.js';

/** Something loaded once per page, such as a language table or a region. */
export interface Resource<T> {
  /** Set as soon as it has arrived. */
  value?: T;
  /** Settles when the load has succeeded or failed; never rejects. */
  settled: Promise<unknown>;
}

const cache = new Map<unknown, Resource<unknown>>();

/**
 * Starts a load, or returns the one that this loader has started before. A failed load is forgotten, so that a later call
 * retries it.
 *
 * @param key identifies the load; default: the loader
 * @returns undefined without a loader
 */
export function load<T>(loader: (() => Promise<T>) | undefined, key: unknown = loader): Resource<T> | undefined {
  let resource = cache.get(key) as Resource<T> | undefined;
  if (loader && !resource) {
    const started: Resource<T> = {
      settled: loader().then(
        (value) => (started.value = value),
        () => cache.delete(key),
      ),
    };
    cache.set(key, (resource = started));
  }
  return resource;
}

/**
 * Starts to load the region of a country in a language, once.
 *
 * @param country ISO 3166-1 alpha-2 code
 * @param locale BCP 47 tag
 * @returns undefined if there is no such country
 */
export const loadRegion = (country: string, locale: string): Resource<{region: Region}> | undefined =>
  load(Object.hasOwn(regions, country) ? () => regions[country](locale) : undefined, country + locale);
