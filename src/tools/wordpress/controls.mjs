/**
 * Controls of the widgets in the WordPress editor, from the manifest of the package (dist/npm/custom-elements.json): for each
 * attribute its kind, its values and its human label.
 */
import {CONTROL_LABELS, WIDGET_LABELS} from './labels.mjs';

/**
 * @typedef {object} Control One attribute of a widget
 * @property {string} name of the attribute
 * @property {string} key of the block’s attribute: `phoneName` for `phone-name`
 * @property {'choice' | 'switch' | 'text'} kind
 * @property {string[]} values of a choice, in display order
 * @property {string} default of a choice, else empty
 * @property {string} label
 * @property {string} summary one sentence, or empty
 * @property {Record<string, string>} valueLabels
 * @property {string} group panel of the editor, or empty for the first
 * @property {boolean} shown whether the editor has a control for it
 *
 * @typedef {object} WidgetControls
 * @property {string} tag
 * @property {string} label
 * @property {string} summary one sentence
 * @property {string[]} keywords
 * @property {string} icon one of WordPress’s Dashicons
 * @property {boolean} offered whether the inserter of the editor offers it
 * @property {Control[]} controls
 *
 * @typedef {object} ManifestItem An attribute or an element; labels are optional
 * @property {string} name
 * @property {string} [tagName]
 * @property {string} [default]
 * @property {string} [label]
 * @property {string} [summary]
 * @property {{text: string}} [type]
 * @property {{name: string, label?: string}[]} [values]
 * @property {ManifestItem[]} [attributes]
 */

/** Attributes whose values the plugin knows itself: those of its data, and the language and country of the site. */
export const PLACE = ['lang', 'region'];

/** `phone-name` → `phoneName`. @param {string} name */
export const toKey = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** Returns the labels of an attribute: those of the manifest, where it has any. @param {ManifestItem} attribute */
function labelsOf({name, label, summary, values = []}) {
  const table = CONTROL_LABELS[name];
  if (!label && !table)
    throw new Error(`The attribute ${name} has no label: add one to src/tools/wordpress/labels.mjs.`);
  const own = Object.fromEntries(values.flatMap((each) => (each.label ? [[each.name, each.label]] : [])));
  return {
    label: label ?? table.label,
    summary: summary ?? table?.summary ?? '',
    valueLabels: {...table?.values, ...own},
  };
}

/** @param {ManifestItem} attribute @returns {Control} */
function controlOf(attribute) {
  const {name, type} = attribute;
  const {group = '', hidden = false, values: labelled, default: first} = CONTROL_LABELS[name] ?? {};
  const literals = [...(type?.text ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => value);
  const values = literals.length ? literals : Object.keys(labelled ?? {});
  const kind = values.length ? 'choice' : /\bboolean\b/.test(type?.text ?? '') ? 'switch' : 'text';
  return {
    name,
    key: toKey(name),
    kind,
    values,
    default: kind === 'choice' ? (attribute.default ?? first ?? values[0]) : '',
    ...labelsOf(attribute),
    group,
    shown: !hidden,
  };
}

/**
 * Returns the controls for language and country, which are the same for all widgets.
 *
 * @param {{modules: {declarations?: ManifestItem[]}[]}} manifest
 * @returns {Control[]}
 */
export function placeControls({modules}) {
  const attributes = modules.flatMap(({declarations = []}) => declarations.flatMap((each) => each.attributes ?? []));
  return PLACE.map((name) => controlOf(attributes.find((each) => each.name === name) ?? {name}));
}

/**
 * Returns all widgets of the manifest, by name.
 *
 * @param {{modules: {declarations?: ManifestItem[]}[]}} manifest
 * @returns {Map<string, WidgetControls>}
 */
export function widgetControls({modules}) {
  /** @type {Map<string, WidgetControls>} */
  const widgets = new Map();
  for (const {declarations = []} of modules)
    for (const {tagName, label, summary, attributes = []} of declarations) {
      if (!tagName) continue;
      const name = tagName.replace('recovery-', '');
      const table = WIDGET_LABELS[name];
      if (!table) throw new Error(`The widget ${name} has no label: add one to src/tools/wordpress/labels.mjs.`);
      widgets.set(name, {
        tag: tagName,
        label: label ?? table.label,
        summary: summary ?? table.summary,
        keywords: table.keywords,
        icon: table.icon,
        offered: !table.hidden,
        controls: attributes.filter((each) => !PLACE.includes(each.name)).map(controlOf),
      });
    }
  return new Map([...widgets].sort(([a], [b]) => (a < b ? -1 : 1)));
}
