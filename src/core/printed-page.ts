/**
 * Returns the address of the page that has the text of a widget in one language, for readers without script; undefined in the npm
 * package, which does not know where such pages are. The bundles replace this module: src/tools/bundle/printed-pages.mjs.
 *
 * @param widget name without `recovery-`
 * @param language BCP 47 tag
 * @param place ISO 3166 code; without it, or where it has no page, that of the page without a country
 */
export const printedPage: (widget: string, language: string, place?: string | null) => string | undefined = () =>
  undefined;
