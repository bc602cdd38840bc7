import {trimQuotes} from './normalize.js';
import {warnAttribute} from './warn.js';

/**
 * Converts a boolean attribute. Vue and older React write `false` as its value.
 *
 * @param value of the attribute; `null` when it is absent
 */
export const booleanFrom = (value: string | null): boolean => value !== null && trimQuotes(value) !== 'false';

/**
 * Returns the allowed value that was given, else the first, with a warning that names the attribute. White space, stray
 * quotes and letter case are ignored; an empty value means the default.
 *
 * @param value of the attribute or property, as a page wrote it
 * @param allowed values in lower case; the first is the default
 */
export function oneOf<T extends string>(
  host: Element,
  attribute: string,
  value: unknown,
  allowed: readonly [T, ...T[]],
): T {
  const given = trimQuotes(value);
  const found = allowed.find((each) => each === given.toLowerCase());
  if (given && !found) warnAttribute(host, attribute, given, [...allowed].sort().join(', '));
  return found ?? allowed[0];
}

/** Passes a property that was set before the element was upgraded to its accessor, which that value shadows. */
export function upgradeProperty<T extends Element>(host: T, property: keyof T): void {
  if (!Object.hasOwn(host, property)) return;
  const value = host[property];
  Reflect.deleteProperty(host, property);
  host[property] = value;
}
