/**
 * Returns a copy of a region, or of a part of it, with texts in it; parts without one are not copied.
 *
 * @param texts `RegionTexts`, or a part of them
 */
export function withTexts<T>(value: T, texts: unknown): T {
  if (typeof texts !== 'object' || Array.isArray(texts)) return texts as T;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : {...value}) as Record<string, unknown>;
  for (const key in texts) copy[key] = withTexts(copy[key], texts[key as never]);
  return copy as T;
}
