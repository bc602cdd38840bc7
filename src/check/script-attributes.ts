/** Attributes of script tags, as browsers, consent tools and optimizers know them. */

/** Attributes in which consent tools and optimizers keep the address of a script that they hold back. */
export const SOURCES = [
  'src',
  'data-src',
  'data-rocket-src',
  'data-wpmeteor-src',
  'data-pmdelayedscript',
  'data-litespeed-src',
  'data-cmp-src',
  'data-cookieblock-src',
  'data-blocked-src',
];

/** Attributes that the check reads: those with the address, and those that reveal which tool holds the script back. */
export const SCRIPT_ATTRIBUTES = [
  ...SOURCES,
  ...['type', 'integrity', 'crossorigin', 'nonce', 'nomodule', 'class', 'data-cfasync', 'data-type'],
  ...[
    'data-cookieconsent',
    'data-cookiecategory',
    'data-category',
    'data-service',
    'data-usercentrics',
    'data-consent',
  ],
];
