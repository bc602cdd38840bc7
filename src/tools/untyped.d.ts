/** Packages without types. */
declare module 'eslint-plugin-lit-a11y';
declare module 'pngjs';
