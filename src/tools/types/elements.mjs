/** The widgets as the custom elements manifest describes them. Everything else about types and metadata is made from these. */
import {join} from 'node:path';
import {readJson} from '../content/read-content.mjs';
import {root} from '../project.mjs';

/** @import {ClassField, ClassMethod, CustomElement, Package} from 'custom-elements-manifest/schema.js' */
/** @import {PublishedAttribute} from './manifest-plugin.mjs' */

/**
 * @typedef {ClassField & {attribute?: string, readonly?: boolean}} Field
 * @typedef {Omit<CustomElement, 'attributes' | 'members' | 'tagName'>
 *   & {tagName: string, label: string, attributes: PublishedAttribute[], members: (Field | ClassMethod)[]}} Declaration
 */

/** Returns `headingLevel` for `heading-level`. @param {string} name */
export const camelCase = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/** @returns {Package} */
export const readManifest = () => readJson(join(root, 'dist/npm/custom-elements.json'));

/** Lists the classes of the widgets in a manifest. @param {{modules: {declarations?: unknown[]}[]}} [manifest] */
export const declarationsOf = (manifest = readManifest()) =>
  manifest.modules
    .flatMap(({declarations = []}) => /** @type {Declaration[]} */ (declarations))
    .filter(({tagName}) => tagName);
