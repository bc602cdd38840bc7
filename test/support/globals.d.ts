/** Names in pages that no types of ours describe. */
/* eslint-disable no-var, @typescript-eslint/no-explicit-any -- only `var` makes a property of the global object */

/** Static fields of our classes. */
interface CustomElementConstructor {
  readonly version?: string;
  readonly elementStyles?: readonly unknown[];
}
/** The API of WordPress’s editor. */
declare var wp: any;
/** The API of axe-core, also its undocumented parts, in pages into which a test loads it. */
declare var axe: any;
