/** Types of the widgets in Svelte 5: `import type {} from 'recovery-widgets/svelte'`. */
import type {HTMLAttributes} from 'svelte/elements';
import type {Heard, RecoveryElements} from './elements.js';

type Handlers<Events, Element> = {
  [Name in keyof Events & string as `on${Name}` | `on:${Name}`]?:
    ((event: Heard<Events[Name], Element>) => void) | null | undefined;
};

type Props<Types extends RecoveryElements[keyof RecoveryElements]> = HTMLAttributes<Types['element']> &
  Types['attributes'] &
  Types['properties'] &
  Handlers<Types['events'], Types['element']>;

type Elements = {[Tag in keyof RecoveryElements]: Props<RecoveryElements[Tag]>};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Elements {
    /** Without this, any tag is allowed: one that is misspelled has none of our attributes. */
    [tag: `recovery-${string}`]: HTMLAttributes<any>;
  }
}
