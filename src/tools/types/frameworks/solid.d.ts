/** Types of the widgets in Solid’s JSX: `import type {} from 'recovery-widgets/solid'`. Events are `on:recovery-contact`. */
import type {JSX as Solid} from 'solid-js';
import type {Handlers, RecoveryElements} from './elements.js';

type Prefixed<Prefix extends string, Values> = {
  [Name in keyof Values & string as `${Prefix}:${Name}`]?: Values[Name];
};

/** Attributes that are there or not. */
type Flags<Values> = {
  [Name in keyof Values as true extends Values[Name] ? Name : never]: Values[Name];
};

type Props<Types extends RecoveryElements[keyof RecoveryElements]> = Solid.HTMLAttributes<Types['element']> &
  Types['attributes'] &
  Types['properties'] &
  Prefixed<'attr', Types['attributes']> &
  Prefixed<'bool', Flags<Types['attributes']>> &
  Prefixed<'prop', Types['properties'] & Types['attributes']> &
  Handlers<Types['events'], Types['element'], 'on:'>;

type Elements = {[Tag in keyof RecoveryElements]: Props<RecoveryElements[Tag]>};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
