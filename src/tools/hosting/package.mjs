/** The npm package: a folder of its own, without what only the project needs; and the list of packages in it (SBOM), in CycloneDX. */
import {createHash} from 'node:crypto';
import {cpSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {packagesIn} from '../bundle/output.mjs';
import {ContentError, readJson} from '../content/read-content.mjs';
import {root} from '../project.mjs';
import {write} from '../write-changed.mjs';

/** Fields of package.json for the project alone. */
const INTERNAL = ['private', 'scripts', 'devDependencies', 'overrides', 'allowScripts', 'puppeteer'];

/**
 * Copies the last build into a folder that `npm pack` and `npm publish` take.
 *
 * @param {string} target is emptied
 * @param {{private: true} | {publishConfig?: {tag: string}}} [safeguard] fields for npm: by default it refuses to publish the package
 */
export function stagePackage(target, safeguard = {private: true}) {
  rmSync(target, {recursive: true, force: true});
  for (const path of ['dist/npm', 'dist/cdn', 'dist/html', 'dist/bin', 'LICENSE', 'CHANGELOG.md', 'llms.txt'])
    cpSync(join(root, path), join(target, path), {recursive: true});
  cpSync(join(root, 'src/tools/templates/package-readme.md'), join(target, 'README.md'));
  const fields = Object.entries(readJson(join(root, 'package.json'))).filter(([name]) => !INTERNAL.includes(name));
  const meta = {...Object.fromEntries(fields), ...safeguard};
  write(join(target, 'package.json'), `${JSON.stringify(meta, null, 2)}\n`);
}

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
 * Reduces the list of all packages of the lock file to those that are in a bundle or that npm installs with the package. The same sources
 * give the same bytes.
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
