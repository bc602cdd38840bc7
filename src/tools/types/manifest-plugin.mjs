/**
 * Configuration of `@custom-elements-manifest/analyzer`, with a plugin: public members only, paths as in the package, and what the analyzer
 * cannot know: definitions, members of events, types and labels of attributes. Attributes without an effect are left out.
 */
import {dirname, join} from 'node:path/posix';
import {ContentError} from '../content/read-content.mjs';
import {BASE, isReleased} from '../review/channel.mjs';
import {describeReviews} from '../review/report.mjs';
import {attributeType, attributes as controls, languagesFor} from './controls.mjs';

/** @import {AnalyzePhaseParams} from '@custom-elements-manifest/analyzer' */
/** @import {Attribute, ClassMember, CustomElement, JavaScriptModule, Package, Reference} from 'custom-elements-manifest/schema.js' */

/**
 * A member of a class or an object literal, as far as it is read here.
 * @typedef {{getText(): string, name?: {getText(): string}, initializer?: {getText(): string, properties?: readonly Member[]}}} Member
 *
 * @typedef {Pick<AnalyzePhaseParams, 'ts' | 'node'> & {moduleDoc: Partial<JavaScriptModule>}} Phase
 *
 * Traits of a class that only its source has.
 * @typedef {{isRegional?: boolean, hasHeading?: boolean}} Traits
 *
 * @typedef {Attribute & Omit<Partial<import('./controls.mjs').Control>, 'values'> & {attribute?: string, values?: {name: string, label: string}[]}} PublishedAttribute
 * @typedef {Omit<CustomElement, 'attributes' | 'customElement'>
 *   & {label?: string, customElement?: true, attributes?: PublishedAttribute[],
 *   reviews?: import('../review/report.mjs').PublishedReview[]} & Traits} Element
 */

/** @param {string} path of a source @returns {string} of the module, relative to the package */
const toPublished = (path) => path.replace(/^\/?src\//, 'dist/npm/').replace(/\.ts$/, '.js');

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

/** Whether a member belongs to the public interface. @param {ClassMember} member */
const isPublic = ({name, privacy, static: isStatic}) =>
  !privacy?.match(/private|protected/) && !name.startsWith('#') && !isStatic;

/**
 * An object anywhere in the manifest, with the properties that are changed in it.
 * @typedef {{module?: unknown, members?: ClassMember[], superclass?: Reference}} Node
 */

/** Changes a part of the manifest and all parts in it: paths as in the package, public members only. @param {unknown} value */
function publish(value) {
  if (!value || typeof value !== 'object') return;
  const node = /** @type {Node} */ (value);
  if (typeof node.module === 'string') node.module = toPublished(node.module);
  if (Array.isArray(node.members)) node.members = node.members.filter(isPublic);
  // The analyzer resolves the browser’s `Event` to the module of a subclass.
  if (node.superclass?.name === 'Event') node.superclass = {name: 'Event', package: 'global:'};
  Object.values(node).forEach(publish);
}

/** Adds `define('recovery-faq', Faq)`, which the analyzer does not recognize, as a definition. @param {Phase} phase */
function addDefinition({ts, node, moduleDoc}) {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
  const [tag, name] = node.arguments;
  if (!tag || !name || !ts.isStringLiteral(tag)) return;
  const widget = tag.text.replace('recovery-', '');
  (moduleDoc.exports ??= []).push({
    kind: 'custom-element-definition',
    name: tag.text,
    declaration: {name: name.getText(), module: `src/widgets/${widget}/${widget}.ts`},
  });
}

/**
 * Adds the parameter properties of a constructor, which the analyzer leaves out: `constructor(readonly channel: …)`.
 *
 * @param {Phase['ts']} ts
 * @param {import('typescript').ClassDeclaration} node
 * @param {Element} declaration
 */
function addParameterProperties(ts, node, declaration) {
  const parameters = node.members.filter(ts.isConstructorDeclaration).flatMap(({parameters}) => [...parameters]);
  for (const parameter of parameters.filter((each) => ts.isParameterPropertyDeclaration(each, each.parent)))
    (declaration.members ??= []).push(
      /** @type {ClassMember} */ ({
        kind: 'field',
        name: parameter.name.getText(),
        type: {text: parameter.type?.getText() ?? 'unknown'},
        description: ts
          .getJSDocCommentsAndTags(parameter)
          .map(({comment}) => comment)
          .join('\n'),
        readonly: true,
      }),
    );
}

/** @param {Phase} phase */
function analyzePhase(phase) {
  addDefinition(phase);
  const {ts, node, moduleDoc} = phase;
  if (!ts.isClassDeclaration(node)) return;
  const declaration = /** @type {Element | undefined} */ (
    moduleDoc.declarations?.find(({name}) => name === node.name?.text)
  );
  if (!declaration) return;
  const state = stateIn(node.members);
  declaration.members = declaration.members?.filter(({name}) => !state.includes(name));
  declaration.attributes = declaration.attributes?.filter(({fieldName}) => !state.includes(String(fieldName)));
  addParameterProperties(ts, node, declaration);
  const label = ts.getJSDocTags(node).find(({tagName}) => tagName.text === 'label');
  if (label) declaration.label = String(label.comment);
  declaration.isRegional = !/static override readonly regional = false/.test(node.getText());
  declaration.hasHeading = /\bthis\.level\b|\{[^}]*\blevel\b[^}]*\} = this\b/.test(node.getText());
}

/** Returns the literal in “Default: `full`.” at the end of a description. @param {string} [description] */
const defaultIn = (description = '') => {
  const [, quoted, number] = /Default: (?:`([^`]+)`|(\d+))\.$/.exec(description) ?? [];
  return quoted ?? number;
};

const displayOrder = Object.keys(controls);

/** Completes and sorts the attributes of a widget. @param {Element} element */
function completeAttributes(element) {
  const {isRegional, hasHeading, events = []} = element;
  const widget = String(element.tagName).replace('recovery-', '');
  const known = languagesFor(widget).map((tag) => `\`${tag}\``);
  const hasEffect = {region: isRegional, 'heading-level': hasHeading, 'no-events': events.length > 0};
  element.attributes = element.attributes
    ?.filter(({name}) => hasEffect[/** @type {keyof typeof hasEffect} */ (name)] ?? true)
    .map((attribute) => {
      const control = controls[attribute.name];
      if (!control)
        throw new ContentError([
          `src/content/controls.json lacks the attribute “${attribute.name}” of <${element.tagName}>: add its label and summary.`,
        ]);
      const {label, summary, values, needs, changesFallback} = control;
      const value = defaultIn(attribute.description);
      return {
        ...attribute,
        ...(/^lang/.test(attribute.name) && {
          description: `${attribute.description} This widget has ${known.join(', ')}.`,
        }),
        label,
        summary,
        type: {text: attributeType(widget, attribute.name, attribute.type?.text ?? 'string')},
        ...(value && {default: value}),
        ...(values && {values: Object.entries(values).map(([name, label]) => ({name, label}))}),
        ...(needs && {needs}),
        ...(changesFallback && {changesFallback}),
      };
    })
    .sort((a, b) => displayOrder.indexOf(a.name) - displayOrder.indexOf(b.name));
}

/**
 * Completes a class: a widget, or a base of widgets, which is not an element for pages.
 *
 * @param {Element} element
 * @param {ReturnType<typeof describeReviews>} reviews
 */
function completeElement(element, reviews) {
  if (element.tagName) {
    for (const tag of /** @type {const} */ (['summary', 'label']))
      if (!element[tag]) throw new ContentError([`The class comment of <${element.tagName}> has no @${tag}.`]);
    completeAttributes(element);
    // Some are documented as attributes only.
    for (const member of element.members ?? [])
      member.description ??= element.attributes?.find(({fieldName}) => fieldName === member.name)?.description;
    element.reviews = reviews.get(element.tagName.replace('recovery-', ''));
  } else delete element.customElement;
  delete element.isRegional;
  delete element.hasHeading;
}

/** @param {{customElementsManifest: Package}} phase */
function packageLinkPhase({customElementsManifest: manifest}) {
  manifest.schemaVersion = '2.1.0';
  publish(manifest.modules);
  for (const module of manifest.modules) {
    module.path = toPublished(module.path);
    // The analyzer copies the modules in `export … from './events.js'` as they are written.
    for (const {declaration} of module.exports ?? [])
      if (declaration.module?.startsWith('.')) declaration.module = join(dirname(module.path), declaration.module);
  }
  manifest.modules = manifest.modules
    .filter(({path}) => isReleased(/^dist\/npm\/widgets\/([^/]+)\//.exec(path)?.[1] ?? BASE))
    .filter(
      ({declarations = [], exports = []}) =>
        declarations.some(({kind}) => kind === 'class') ||
        exports.some(({kind}) => kind === 'custom-element-definition'),
    )
    // The order in which a file system lists files differs between machines.
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const reviews = describeReviews();
  for (const {declarations = []} of manifest.modules)
    for (const declaration of declarations.filter(({kind}) => kind === 'class'))
      completeElement(/** @type {Element} */ (declaration), reviews);
}

/**
 * Ends the process with the one line that a contributor needs: the analyzer would print a stack and advice for the author of a plugin.
 *
 * @param {{customElementsManifest: Package}} phase
 */
function linkOrExit(phase) {
  try {
    packageLinkPhase(phase);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

export default {
  globs: ['src/widgets/**/*.ts', 'src/core/recovery-element.ts', 'src/core/plan-element.ts', 'src/core/events.ts'],
  exclude: ['**/*.styles.ts'],
  outdir: 'dist/npm',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [{name: 'recovery-manifest', analyzePhase, packageLinkPhase: linkOrExit}],
};
