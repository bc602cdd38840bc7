/** The names of the widgets, as authors and editors write them. */

/** Names of all widgets, without `recovery-`. The build replaces it. */
declare const __NAMES__: readonly string[];

export const WIDGET_NAMES = __NAMES__;

/**
 * Parses a widget’s name leniently: `“Recovery-Helpline_Banner”` is `helpline-banner`.
 *
 * @returns undefined if no widget has that name
 */
export function parseWidgetName(text: string): string | undefined {
  const letters = text.toLowerCase().replace(/^\W*recovery|[^a-z]/g, '');
  return WIDGET_NAMES.find((name) => name.replaceAll('-', '') === letters);
}
