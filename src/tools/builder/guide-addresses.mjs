/** The guides in the folder guides/ beside the page: src/tools/docs/builder-guides.mjs. Runs in browsers and in Node. */

/** Guides on each platform. @type {Record<string, string>} */
export const GUIDES = {
  html: 'embed#plain-html',
  wordpress: 'embed#wordpress',
  drupal: 'embed#drupal',
  squarespace: 'embed#squarespace',
  wix: 'embed#wix',
  gtm: 'embed#google-tag-manager',
  react: 'embed#react',
  vue: 'embed#vue',
  static: 'systems',
  frame: 'embed#the-frame',
  text: 'embed#the-text-inside',
};

/** Address of a guide, as seen from the page. @param {string} where such as `embed#wix` */
export const addressOfGuide = (where) => `guides/${where.replace(/#|$/, '.html$&')}`;
