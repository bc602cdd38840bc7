/**
 * The list of packages of a release (SBOM), in CycloneDX: what `npm sbom` has on all packages of the lock file, reduced to those
 * that are in a bundle or that npm installs with the package. The same sources give the same bytes.
 */
import {createHash} from 'node:crypto';
import {packagesIn} from '../bundle/output.mjs';
import {ContentError} from '../content/read-content.mjs';

/**
 * @typedef {object} Bom output of `npm sbom --sbom-format cyclonedx`, where we read it
 * @property {string} serialNumber
 * @property {{timestamp?: string, component: Component}} metadata
 * @property {Component[]} components
 * @property {{ref: string, dependsOn: string[]}[]} dependencies
 *
 * @typedef {{'bom-ref': string, name: string, properties?: object[], [field: string]: unknown}} Component
 */

/** Formats the beginning of a hash as a UUID of version 8. @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Reduces the list of npm to what ships.
 *
 * @param {Bom} bom
 * @param {object} options
 * @param {{name: string, dependencies: Record<string, string>}} options.meta package.json
 * @param {string[]} options.licenses texts of all LICENSES.txt
 * @param {string} [options.time] of the commit, instead of the time of the build
 * @returns {Bom}
 * @throws {ContentError} if a bundle has a package that the lock file does not name
 */
export function toSbom(bom, {meta, licenses, time}) {
  const {component} = bom.metadata;
  const own = component['bom-ref'];
  const known = new Map(bom.dependencies.map(({ref, dependsOn}) => [ref, dependsOn]));
  const kept = new Set([own, ...licenses.flatMap(packagesIn).map((title) => title.replace(' ', '@'))]);
  const unknown = [...kept].filter((ref) => !known.has(ref));
  if (unknown.length) throw new ContentError([`package-lock.json does not name ${unknown.join(', ')}. Run: npm ci`]);
  const isInstalled = (/** @type {string} */ ref) => Object.hasOwn(meta.dependencies, ref.replace(/@[^@]*$/, ''));
  const installed = known.get(own)?.filter(isInstalled) ?? [];
  // Grows while it is read.
  for (const ref of installed) installed.push(...(known.get(ref) ?? []).filter((each) => !installed.includes(each)));
  for (const ref of installed) kept.add(ref);

  const plain = (/** @type {Component} */ {properties: _, ...rest}) => /** @type {Component} */ (rest);
  const content = {
    // npm names the project after its folder.
    metadata: {...bom.metadata, timestamp: time, component: {...plain(component), name: meta.name}},
    components: bom.components.filter((each) => kept.has(each['bom-ref'])).map(plain),
    dependencies: bom.dependencies
      .filter(({ref}) => kept.has(ref))
      .map(({ref, dependsOn}) => ({ref, dependsOn: dependsOn.filter((each) => kept.has(each))})),
  };
  return {...bom, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`, ...content};
}
