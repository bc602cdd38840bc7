/** Beginning of the loader’s warning that it has no URL. The check searches the console for it. */
export const UNRESOLVED_FOLDER = 'cannot resolve the URL of the chunks';
