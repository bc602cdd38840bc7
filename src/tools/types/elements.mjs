/** The widgets as the custom elements manifest describes them. Everything else about types and metadata is made from these. */
import {join} from 'node:path';
import {readJson} from '../content/read-content.mjs';
import {root} from '../project.mjs';

/** @import {ClassField, ClassMethod, CustomElement, Package} from 'custom-elements-manifest/schema.js' */
/** @import {PublishedAttribute} from './manifest-plugin.mjs' */

/**
 * @typedef {object} Widget
 * @property {string} tag
 * @property {string} className
 * @property {string} label short name for lists
 * @property {string} summary one line
 * @property {string} description
 * @property {PublishedAttribute[]} attributes
 * @property {ClassField[]} properties that can be set and have no attribute
 * @property {{name: string, type: string, description: string}[]} events
 *
 * @typedef {ClassField & {attribute?: string, readonly?: boolean}} Field
 * @typedef {Omit<CustomElement, 'attributes' | 'members' | 'tagName'>
 *   & {tagName: string, label: string, attributes: PublishedAttribute[], members: (Field | ClassMethod)[]}} Declaration
 */

/** @returns {Package} */
export const readManifest = () => readJson(join(root, 'dist/npm/custom-elements.json'));

/** Lists the classes of the widgets in a manifest. @param {{modules: {declarations?: unknown[]}[]}} [manifest] */
export const declarationsOf = (manifest = readManifest()) =>
  manifest.modules
    .flatMap(({declarations = []}) => /** @type {Declaration[]} */ (declarations))
    .filter(({tagName}) => tagName);

/** Lists the widgets in a manifest. @param {Package} [manifest] @returns {Widget[]} */
export const readWidgets = (manifest) =>
  declarationsOf(manifest).map(
    ({tagName, name, label, summary = '', description = '', attributes, members, events = []}) => ({
      tag: tagName,
      className: name,
      label,
      summary,
      description,
      attributes,
      properties: members
        .filter((member) => member.kind === 'field')
        .filter(({privacy, readonly, attribute}) => privacy === 'public' && !readonly && !attribute),
      events: events.map(({name, type, description = ''}) => ({name, type: type.text, description})),
    }),
  );
