/**
 * Types of the widgets in Vue’s templates: `import type {} from 'recovery-widgets/vue'`, with `"strictTemplates": true` in
 * `vueCompilerOptions`.
 */
import type {HTMLAttributes, PublicProps} from 'vue';
import type {Heard, RecoveryElements} from './elements.js';

type Capitalized<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Capitalized<Rest>}`
  : Capitalize<Name>;

/** Attributes as props: Vue’s compiler has `headingLevel` for `heading-level`. */
type Props<Attributes> = {
  [Name in keyof Attributes & string as Uncapitalize<Capitalized<Name>>]?: Attributes[Name];
};

type Handlers<Events, Element> = {
  [Name in keyof Events & string as `on${Capitalized<Name>}`]?:
    ((event: Heard<Events[Name], Element>) => void) | undefined;
};

type Component<Types extends RecoveryElements[keyof RecoveryElements]> = new () => Types['element'] & {
  $props: Omit<HTMLAttributes, 'lang'> &
    PublicProps &
    Props<Types['attributes']> &
    Types['properties'] &
    Handlers<Types['events'], Types['element']> & {[name: `data${Capitalize<string>}`]: unknown};
};

type Components = {[Tag in keyof RecoveryElements]: Component<RecoveryElements[Tag]>};

declare module 'vue' {
  interface HTMLAttributes {
    /** Slot of a custom element; Vue’s own types have only those of components. */
    slot?: string | undefined;
  }
  interface GlobalComponents extends Components {}
}
