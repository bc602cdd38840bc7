/** The guides of the site, src/tools/docs/, to which the page links. Runs in browsers and in Node. */

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

/** File of a guide, with its anchor. @param {string} where such as `embed#wix` */
export const fileOfGuide = (where) => where.replace(/#|$/, '.html$&');

/** Address of a guide; undefined where the page is hosted without the site, which names its folder. @param {string} where */
export function addressOfGuide(where) {
  const {guides} = document.documentElement.dataset;
  return guides && guides + fileOfGuide(where);
}
