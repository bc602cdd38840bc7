/**
 * A look-up of a test finds: where it does not, the error that follows fails the test, in Node as in a page. So a test needs no check
 * for `null` after each. Where code may get `null` or `undefined` in any other way, it needs one.
 */
/* eslint-disable @typescript-eslint/no-explicit-any -- a selector does not tell the class of an element */
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
