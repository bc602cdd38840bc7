/** The part of Astro’s own types that ours extend, as in Astro 5, which has 400 packages. */
declare namespace astroHTML.JSX {
  type Element = unknown;
  interface HTMLAttributes {
    class?: string | undefined | null;
    lang?: string | undefined | null;
    children?: unknown;
  }
  interface ElementChildrenAttribute {
    children: object;
  }
  interface IntrinsicElements {
    // Any other tag is allowed.
    [name: string]: {[name: string]: any};
  }
}
declare module 'astro/jsx-runtime' {
  export import JSX = astroHTML.JSX;
}
