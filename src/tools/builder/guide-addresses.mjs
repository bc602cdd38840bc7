/** The guides of the site, src/tools/site/, to which the page links. Runs in browsers and in Node. */

/** Guides on each platform. @type {Record<string, string>} */
export const GUIDES = {
  html: 'embed#the-snippet',
  wordpress: 'wordpress#without-the-plugin',
  drupal: 'cms#drupal',
  squarespace: 'cms#squarespace',
  wix: 'cms#wix',
  county: 'cms#systems-of-counties-and-cities',
  gtm: 'cms#google-tag-manager',
  react: 'frameworks',
  static: 'systems',
  frame: 'embed#the-frame',
  text: 'embed#the-text-inside',
};

/** File of a guide, with its anchor. @param {string} where such as `cms#wix` */
export const fileOfGuide = (where) => where.replace(/#|$/, '.html$&');

/** Address of a file beside the versions of the hosted folder; empty where the page is not in it. @param {string} path */
export const addressOfHosted = (path) =>
  /\/\d+(\.\d+){0,2}\/builder\/[^/]*$/.test(location.pathname) ? `../../${path}` : '';

/** Address of a guide: in the site, which names its folder, or in the hosted folder; empty elsewhere. @param {string} where */
export function addressOfGuide(where) {
  const {guides} = document.documentElement.dataset;
  return guides ? guides + fileOfGuide(where) : addressOfHosted(`guides/${fileOfGuide(where)}`);
}
