/** Names in pages that no types of ours describe. */
/* eslint-disable no-var, @typescript-eslint/no-explicit-any -- only `var` makes a global property; a selector tells no class */

/** Static fields of our classes. */
interface CustomElementConstructor {
  readonly version?: string;
  readonly elementStyles?: readonly unknown[];
}
/** The API of WordPress’s editor. */
declare var wp: any;
/** The API of axe-core, also its undocumented parts, in pages into which a test loads it. */
declare var axe: any;

/**
 * Lookups in tests are typed as non-null; a miss fails the test anyway, in Node as in a page. Where code may get `null` or `undefined`
 * in any other way, it must check.
 */
interface ParentNode {
  querySelector<Name extends keyof HTMLElementTagNameMap>(selectors: Name): HTMLElementTagNameMap[Name];
  querySelector(selectors: string): any;
  querySelectorAll<Name extends keyof HTMLElementTagNameMap>(selectors: Name): NodeListOf<HTMLElementTagNameMap[Name]>;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest<Name extends keyof HTMLElementTagNameMap>(selectors: Name): HTMLElementTagNameMap[Name];
  closest(selectors: string): any;
}
interface HTMLElement {
  readonly shadowRoot: ShadowRoot;
  readonly firstElementChild: HTMLElement;
}
interface Document {
  getElementById(id: string): HTMLElement;
  readonly activeElement: HTMLElement;
}
interface ShadowRoot {
  readonly activeElement: HTMLElement;
}
interface RegExp {
  exec(text: string): RegExpExecArray;
}
interface String {
  match(pattern: string | RegExp): RegExpMatchArray;
}
interface Array<T> {
  find<Found extends T>(predicate: (value: T, index: number, array: T[]) => value is Found): Found;
  find(predicate: (value: T, index: number, array: T[]) => unknown): T;
  at(index: number): T;
}
interface ReadonlyArray<T> {
  find<Found extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is Found): Found;
  find(predicate: (value: T, index: number, array: readonly T[]) => unknown): T;
  at(index: number): T;
}
interface Map<K, V> {
  get(key: K): V;
}
