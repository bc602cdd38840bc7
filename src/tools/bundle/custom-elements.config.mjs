/** Configuration of the custom elements manifest in the npm package: paths as in the package, public members only. */

/** @import {AnalyzePhaseParams} from '@custom-elements-manifest/analyzer' */
/** @import {Attribute, ClassMember, Declaration, JavaScriptModule, Package, Reference} from 'custom-elements-manifest/schema.js' */

/**
 * A member of a class or an object literal, as far as it is read here.
 * @typedef {{getText(): string, name?: {getText(): string}, initializer?: {properties?: readonly Member[]}}} Member
 */

/** @param {string} path of a source @returns {string} of the module in the package */
const toPublished = (path) => path.replace(/^\/?src\//, '').replace(/\.ts$/, '.js');

/**
 * Returns the names in `static properties` that have `state: true`: they have no attribute and are private.
 *
 * @param {readonly Member[]} members of the class
 */
const stateIn = (members) =>
  members
    .filter(({name}) => name?.getText() === 'properties')
    .flatMap(({initializer}) => initializer?.properties ?? [])
    .filter(({initializer}) => initializer?.properties?.some((option) => /^state: true$/.test(option.getText())))
    .map(({name}) => name?.getText());

/**
 * Whether a member belongs to the public interface.
 *
 * @param {ClassMember} member
 */
const isPublic = ({name, privacy, static: isStatic}) =>
  !privacy?.match(/private|protected/) && !name.startsWith('#') && !isStatic;

/**
 * An object anywhere in the manifest, with the properties that are changed in it.
 * @typedef {{module?: unknown, members?: ClassMember[], superclass?: Reference}} Node
 */

/**
 * Changes a part of the manifest and all parts in it: paths as in the package, public members only.
 *
 * @param {unknown} value
 */
function publish(value) {
  if (!value || typeof value !== 'object') return;
  const node = /** @type {Node} */ (value);
  if (typeof node.module === 'string') node.module = toPublished(node.module);
  if (Array.isArray(node.members)) node.members = node.members.filter(isPublic);
  // The analyzer resolves the browser’s `Event` to the module of a subclass.
  if (node.superclass?.name === 'Event') node.superclass = {name: 'Event', package: 'global:'};
  Object.values(node).forEach(publish);
}

/**
 * Removes state from a class.
 *
 * @param {Pick<AnalyzePhaseParams, 'ts' | 'node'> & {moduleDoc: Partial<JavaScriptModule>}} phase
 */
function analyzePhase({ts, node, moduleDoc}) {
  if (!ts.isClassDeclaration(node)) return;
  const state = stateIn(node.members);
  const declaration = /** @type {(Declaration & {members?: ClassMember[], attributes?: Attribute[]}) | undefined} */ (
    moduleDoc.declarations?.find(({name}) => name === node.name?.text)
  );
  if (!declaration) return;
  declaration.members = declaration.members?.filter(({name}) => !state.includes(name));
  declaration.attributes = declaration.attributes?.filter(({fieldName}) => !state.includes(fieldName));
}

/** @param {{customElementsManifest: Package}} phase */
function packageLinkPhase({customElementsManifest: manifest}) {
  publish(manifest.modules);
  for (const module of manifest.modules) module.path = toPublished(module.path);
  manifest.modules = manifest.modules
    .filter(({declarations}) => declarations?.some(({kind}) => kind === 'class'))
    // The order in which a file system lists files differs between machines.
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export default {
  globs: ['src/widgets/**/*.ts', 'src/core/recovery-element.ts', 'src/core/plan-element.ts', 'src/core/events.ts'],
  exclude: ['**/*.styles.ts'],
  outdir: 'dist/npm',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [{name: 'public-only', analyzePhase, packageLinkPhase}],
};
