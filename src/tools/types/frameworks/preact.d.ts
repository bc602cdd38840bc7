/** Types of the widgets in Preact’s JSX, 10 and later: `import type {} from 'recovery-widgets/preact'`. */
import type {JSX as Preact, Ref} from 'preact';
import type {Heard, RecoveryElements} from './elements.js';

type Handlers<Events, Element> = {
  [Name in keyof Events & string as `on${Name}`]?: ((event: Heard<Events[Name], Element>) => void) | undefined;
};

type Props<Types extends RecoveryElements[keyof RecoveryElements]> = Omit<Preact.IntrinsicElements['section'], 'ref'> &
  Types['attributes'] &
  Types['properties'] &
  Handlers<Types['events'], Types['element']> & {ref?: Ref<Types['element']> | undefined};

type Elements = {[Tag in keyof RecoveryElements]: Props<RecoveryElements[Tag]>};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
