/**
 * Types of the widgets in React’s JSX, 18.2 and later: `import type {} from 'recovery-widgets/react'`.
 *
 * React 19 sets properties and listens with `onrecovery-contact`. React 18 writes attributes only, `false` as text, and
 * adds no such listeners: there, handlers and `false` are errors, and `ref` with `addEventListener()` does it.
 */
import type * as React from 'react';
import type {Handlers, RecoveryElements} from './elements.js';

type Is19 = typeof React extends {use: unknown} ? true : false;

/** Nothing under these names. */
type None<Names extends PropertyKey> = {[Name in Names]?: undefined};

/** Attributes as React 18 writes them: false ones have to be left out. */
type Written<Attributes> = {
  [Name in keyof Attributes]: true extends Attributes[Name] ? Exclude<Attributes[Name], false> : Attributes[Name];
};

type Props<Types extends RecoveryElements[keyof RecoveryElements]> = React.DetailedHTMLProps<
  React.HTMLAttributes<Types['element']>,
  Types['element']
> & {class?: string | undefined} & (Is19 extends true
    ? Types['attributes'] & Types['properties'] & Handlers<Types['events'], Types['element']>
    : Written<Types['attributes']> &
        None<'className' | keyof Types['properties'] | keyof Handlers<Types['events'], Types['element']>>);

type Elements = {[Tag in keyof RecoveryElements]: Props<RecoveryElements[Tag]>};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
