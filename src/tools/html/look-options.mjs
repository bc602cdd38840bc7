/** The options of a look of the page’s own. A module without imports: the command and the page of the builder share it. */

/** Names of the options. */
export const LOOK = /** @type {const} */ (['accent', 'accent-dark', 'radius', 'font']);

/** Forms of a snippet with an element that a look can be written on. */
export const STYLED = ['tag', 'div', 'static'];
