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
