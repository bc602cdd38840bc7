/**
 * Astro’s components, as its language server compiles them to JSX. Astro allows any tag and any value for an unknown one, so only
 * attributes and values are checked. A line after `@ts-expect-error` must not compile, all others must.
 */
import type {} from 'recovery-widgets/astro';

export const page = (
  <main>
    <recovery-helpline-banner region="US" lang="es" variant="compact" heading-level="3" no-events class="wide" />
    <recovery-feedback name="helpful" comment required={false} />
    {/* @ts-expect-error There is no such attribute. */}
    <recovery-helpline-banner varient="compact" />
    {/* @ts-expect-error There is no such size. */}
    <recovery-helpline-banner variant="tiny" />
  </main>
);
