/**
 * Parses a widget’s name leniently: `“Recovery-Helpline_Banner”` is `helpline-banner`. Tools use it too, so the names are passed: only
 * the build for browsers fills in `WIDGET_NAMES`.
 *
 * @param names of all widgets, without `recovery-`
 * @returns undefined if no widget has that name
 */
export function parseWidgetName(text: string, names: readonly string[]): string | undefined {
  const letters = text.toLowerCase().replace(/^\W*recovery|[^a-z]/g, '');
  return names.find((name) => name.replaceAll('-', '') === letters);
}
