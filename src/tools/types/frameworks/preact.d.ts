/** Types of the widgets in Preact’s JSX, 10.28 and later: `import type {} from 'recovery-widgets/preact'`. */
import type {HTMLAttributes, Ref} from 'preact';
import type {Handlers, RecoveryElements} from './elements.js';

// Not an entry of `IntrinsicElements`, which contains these types: TypeScript finds none while it resolves them, in some programs.
type Props<Types extends RecoveryElements[keyof RecoveryElements]> = Omit<HTMLAttributes<HTMLElement>, 'ref'> &
  Types['attributes'] &
  Types['properties'] &
  Handlers<Types['events'], Types['element']> & {ref?: Ref<Types['element']> | undefined};

type Elements = {[Tag in keyof RecoveryElements]: Props<RecoveryElements[Tag]>};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
