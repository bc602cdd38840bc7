/** Names of all widgets, without `recovery-`. The build replaces it. */
declare const __NAMES__: readonly string[];

/** Names of all widgets, as authors and editors write them: without `recovery-`. */
export const WIDGET_NAMES = __NAMES__;
