/** Types of the widgets in Astro’s components: `import type {} from 'recovery-widgets/astro'`, in `src/env.d.ts`. */
import type {RecoveryElements} from './elements.js';

type Elements = {
  [Tag in keyof RecoveryElements]: astroHTML.JSX.HTMLAttributes & RecoveryElements[Tag]['attributes'];
};

declare global {
  namespace astroHTML.JSX {
    interface IntrinsicElements extends Elements {}
  }
}
