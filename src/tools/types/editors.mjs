/**
 * Metadata for editors: custom data of VS Code, and web-types of JetBrains. The generators repeat every custom property for each
 * widget, end each description with a rule, and do not know labels of values; this module fixes their output.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {generateJetBrainsWebTypes} from 'custom-element-jet-brains-integration';
import {getVsCodeCssCustomData, getVsCodeHtmlCustomData} from 'custom-element-vs-code-integration';

/** @import {Package} from 'custom-elements-manifest/schema.js' */
/** @import {Declaration} from './elements.mjs' */
/** @typedef {{name: string, description?: string}} Named */

/** Tooltips have the summary only; slots, parts and so on have entries of their own. */
const options = {
  descriptionSrc: /** @type {const} */ ('summary'),
  hideSlotDocs: true,
  hideEventDocs: true,
  hideCssPropertiesDocs: true,
  hideCssPartsDocs: true,
  hideMethodDocs: true,
  hideLogs: true,
};

/** Removes entries whose name has come before. @template {Named} T @param {T[]} entries */
const once = (entries) =>
  entries.filter(({name}, index) => entries.findIndex((entry) => entry.name === name) === index);

/** @param {{description?: string}} entry */
const trimDescription = (entry) => {
  entry.description = entry.description?.replace(/\n+---\n*$/, '');
};

/** @param {unknown} data */
const stringify = (data) => `${JSON.stringify(data, null, 2)}\n`;

/** @param {any} manifest @param {Declaration[]} widgets @returns {string} JSON */
function htmlData(manifest, widgets) {
  /** @type {{tags: (Named & {attributes: (Named & {values: Named[], valueSet?: string})[]})[]}} */
  const data = JSON.parse(getVsCodeHtmlCustomData(manifest, options));
  for (const tag of data.tags) {
    trimDescription(tag);
    const known = widgets.find(({tagName}) => tagName === tag.name)?.attributes;
    for (const attribute of tag.attributes) {
      const {type, values = []} = known?.find(({name}) => name === attribute.name) ?? {};
      for (const value of attribute.values) value.description = values.find(({name}) => name === value.name)?.label;
      // Editors then write the name alone.
      if (type?.text === 'boolean') attribute.valueSet = 'v';
    }
  }
  return stringify(data);
}

/** @param {any} manifest @returns {string} JSON */
function cssData(manifest) {
  /** @type {{properties: Named[], pseudoElements: Named[]}} */
  const data = JSON.parse(getVsCodeCssCustomData(manifest, options));
  return stringify({...data, properties: once(data.properties), pseudoElements: once(data.pseudoElements)});
}

/** Fixes web-types.json. @param {string} file */
function mendWebTypes(file) {
  /** @type {{contributions: {html: {elements: (Named & {'doc-url'?: string})[]}, css: Record<string, Named[]>}}} */
  const data = JSON.parse(readFileSync(file, 'utf8'));
  for (const element of data.contributions.html.elements) {
    trimDescription(element);
    delete element['doc-url'];
  }
  const {css} = data.contributions;
  for (const kind of Object.keys(css)) css[kind] = once(css[kind]);
  writeFileSync(file, stringify(data));
}

/** Writes the metadata for editors. @param {Package} manifest @param {Declaration[]} widgets @param {string} folder */
export function writeEditorData(manifest, widgets, folder) {
  // The generators change what they are given, and have types of their own for it.
  const copy = () => /** @type {any} */ (structuredClone(manifest));
  writeFileSync(join(folder, 'vscode.html-custom-data.json'), htmlData(copy(), widgets));
  writeFileSync(join(folder, 'vscode.css-custom-data.json'), cssData(copy()));
  generateJetBrainsWebTypes(copy(), {...options, outdir: folder, packageJson: false});
  mendWebTypes(join(folder, 'web-types.json'));
}
