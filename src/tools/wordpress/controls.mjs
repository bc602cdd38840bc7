/**
 * Controls of the widgets in the WordPress editor, from the manifest of the package (dist/npm/custom-elements.json): for each
 * attribute its kind, its values and its human label.
 */
import {fileURLToPath} from 'node:url';
import {readJson} from '../content/read-content.mjs';
import {camelCase, declarationsOf} from '../types/elements.mjs';

/** @import {PublishedAttribute} from '../types/manifest-plugin.mjs' */

/**
 * @typedef {object} Control One attribute of a widget
 * @property {string} name of the attribute
 * @property {string} key of the block’s attribute: `phoneName` for `phone-name`
 * @property {'choice' | 'switch' | 'text'} kind
 * @property {string[]} values of a choice, in display order
 * @property {string} default of a choice, else empty
 * @property {string} label
 * @property {string} summary one sentence
 * @property {Record<string, string>} valueLabels
 * @property {string} group panel of the editor, or empty for the first
 * @property {boolean} changesFallback whether its value changes the fallback content
 * @property {boolean} shown whether the editor has a control for it
 *
 * @typedef {object} Settings that WordPress alone needs, in settings.json; labels, values and defaults come from the manifest
 * @property {Record<string, {icon: string, keywords: string[], hidden?: true}>} widgets in the order of the inserter of the editor, which does not
 *   offer a hidden one; `icon`: one of WordPress’s Dashicons
 * @property {Record<string, {group?: 'local-line' | 'look', hidden?: true}>} controls panel of each attribute in the editor; a hidden one
 *   is kept where it is written, and has none: it is for forms and scripts
 */

/** @type {Settings} */
const settings = readJson(fileURLToPath(new URL('settings.json', import.meta.url)));

/** Attributes whose values the plugin knows itself: those of its data, and the language and country of the site. */
export const PLACE = ['lang', 'region'];

/** @param {PublishedAttribute} attribute @returns {Control} */
function controlOf({name, type, default: usual, label = '', summary = '', values = [], changesFallback}) {
  const {group = '', hidden = false} = settings.controls[name] ?? {};
  const allowed = [...(type?.text ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => value);
  const kind = allowed.length ? 'choice' : /\bboolean\b/.test(type?.text ?? '') ? 'switch' : 'text';
  return {
    name,
    key: camelCase(name),
    kind,
    values: allowed,
    default: kind === 'choice' ? (usual ?? allowed[0]) : '',
    label,
    summary,
    valueLabels: Object.fromEntries(values.map((value) => [value.name, value.label])),
    group,
    changesFallback: !!changesFallback,
    shown: !hidden,
  };
}

/** Returns the controls for language and country, which are the same for all widgets. */
export function placeControls() {
  const attributes = declarationsOf().flatMap((element) => element.attributes);
  return PLACE.map((name) => controlOf(attributes.find((each) => each.name === name) ?? {name}));
}

/** Returns all widgets of the manifest, by name, in the order of the settings. */
export function widgetControls() {
  const widgets = declarationsOf().map(({tagName: tag, label, summary = '', attributes}) => {
    const name = tag.replace('recovery-', '');
    const {icon, keywords, hidden} = settings.widgets[name] ?? {icon: 'heart', keywords: []};
    return /** @type {const} */ ([
      name,
      {
        tag,
        label,
        summary,
        keywords,
        icon,
        offered: !hidden,
        controls: attributes.filter((each) => !PLACE.includes(each.name)).map(controlOf),
      },
    ]);
  });
  const order = Object.keys(settings.widgets);
  const rank = (/** @type {string} */ name) => order.indexOf(name) + 1 || Infinity;
  return new Map(widgets.sort(([a], [b]) => rank(a) - rank(b) || 0));
}
