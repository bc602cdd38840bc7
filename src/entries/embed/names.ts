/** The names of the widgets, as people and editors write them. */

// The build fills this in: all widgets that there are.
declare const __NAMES__: readonly string[];

export const NAMES = __NAMES__;

/** The widget that is meant, whatever an editor or a person made of its name: `“Recovery-Helpline_Banner”`. */
export function nameIn(text: string): string | undefined {
  const letters = text.toLowerCase().replace(/^\W*recovery|[^a-z]/g, '');
  return NAMES.find((name) => name.replaceAll('-', '') === letters);
}

/** Whether this is the tag of one of our widgets; a site may have tags of its own that begin so. */
export const isOurs = (tag: string): boolean => NAMES.some((name) => tag === `recovery-${name}`);
