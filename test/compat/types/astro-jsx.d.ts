/** The part of Astro’s own types that ours extend, as in astro-jsx.d.ts and jsx-runtime.d.ts of Astro 5: Astro has 400 packages. */
declare namespace astroHTML.JSX {
  type Element = unknown;
  interface HTMLAttributes {
    class?: string | undefined | null;
    lang?: string | undefined | null;
    slot?: string | undefined | null;
    children?: unknown;
  }
  interface ElementChildrenAttribute {
    children: object;
  }
  interface IntrinsicElements {
    main: HTMLAttributes;
    // Any other tag is allowed.
    [name: string]: {[name: string]: any};
  }
}

declare module 'astro/jsx-runtime' {
  export import JSX = astroHTML.JSX;
}
