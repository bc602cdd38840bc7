/**
 * A widget as the browser would show it, made in Node: from the same templates and words as dist/cdn has, so that what is
 * rendered here hydrates there. Needs dist/node/, which `npm run build` makes.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {render} from '@lit-labs/ssr';
import {collectResultSync} from '@lit-labs/ssr/lib/render-result.js';
import {root} from '../cli/prepare.mjs';

/** The widgets for Node. */
export const built = join(root, 'dist/node/widgets.mjs');

/** Asked for something that there is not: a widget, a language, a region, an attribute or its value. */
export class WrongInput extends Error {}

/** `HelplineBanner` -> `helpline-banner`. @param {string} name */
const nameOf = (name) => name.replace(/\B[A-Z]/g, '-$&').toLowerCase();

/** A property that is false has no attribute; the renderer writes `checked="false"`, which is a tick. */
const withoutFalse = (/** @type {string} */ html) =>
  html.replace(/ (checked|disabled|hidden|multiple|open|readonly|required|selected)="false"(?=[^<>]*>)/g, '');

/** What stands for an element that comes and goes reads as a comment; here it is written as one. */
const withoutInstructions = (/** @type {string} */ html) => html.replaceAll('<?>', '<!--?-->');

/** @type {Promise<any> | undefined} */
let loading;

/** What dist/node exports, and the classes of the widgets by name. */
async function load() {
  if (!existsSync(built)) throw new Error('dist/node/ is missing: npm run build makes it.');
  const all = await import(pathToFileURL(built).href);
  const classes = Object.entries(all).filter(([, each]) => each.prototype instanceof all.RecoveryElement);
  return {...all, classes: new Map(classes.map(([name, each]) => [nameOf(name), each]))};
}

const modules = () => (loading ??= load());

/**
 * @typedef {object} Available What there is to render
 * @property {Map<string, {regional: boolean, attributes: Map<string, boolean>}>} widgets  by name; `regional`: shows anything
 *   of a country; attributes beside `lang` and `region`, and of each whether it is just there or not
 * @property {string[]} languages
 * @property {string[]} regions  countries, and those of their parts that have a line of their own
 * @property {(wanted: string, available: readonly string[]) => string | undefined} matchLocale  what pages go by: `es-MX` is `es`
 * @property {(value: string) => {country: string, subdivision?: string} | undefined} parseRegion  the same: `uk` is `GB`
 */

/** @returns {Promise<Available>} */
export async function available() {
  const {classes, regions, matchLocale, parseRegion} = await modules();
  const codes = await Promise.all(
    Object.entries(regions).map(async ([country, loader]) => {
      const {region} = await loader();
      return [country, ...new Set(region.lines.flatMap((/** @type {{within?: string}} */ {within}) => within ?? []))];
    }),
  );
  const widgets = [...classes].map(([name, Widget]) => {
    // Asking for the names makes the class work out its properties.
    const names = Widget.observedAttributes;
    const isBoolean = (/** @type {string} */ attribute) =>
      [...Widget.elementProperties].some(
        ([property, {attribute: own = property, type}]) => own === attribute && type === Boolean,
      );
    const attributes = names.map((/** @type {string} */ attribute) => [attribute, isBoolean(attribute)]);
    return [name, {regional: Widget.regional, attributes: new Map(attributes)}];
  });
  const languages = [...classes.values()].flatMap(({locales}) => Object.keys(locales));
  return {
    widgets: new Map(widgets),
    languages: ['en', ...new Set(languages)],
    regions: codes.flat().sort(),
    matchLocale,
    parseRegion,
  };
}

/** @param {string} what @param {string} given @param {Iterable<string>} allowed @returns {WrongInput} */
export const unknown = (what, given, allowed) =>
  new WrongInput(`There is no ${what} “${given}”. There is: ${[...allowed].join(', ')}.`);

/**
 * @typedef {object} Rendered
 * @property {string} html content of the shadow root, with Lit's marks for hydration
 * @property {string} css its style sheet
 * @property {string} lang
 * @property {'ltr' | 'rtl'} dir
 * @property {boolean} regional whether it shows anything of a country
 * @property {boolean} delegatesFocus whether focus on it goes to the first control in its shadow root
 */

/**
 * Renders a widget. Does not depend on what else is being rendered, nor changes anything: any number may run at once.
 *
 * @param {string} name such as `helpline-banner`
 * @param {object} [options]
 * @param {string} [options.lang] one of `available().languages`
 * @param {string} [options.region] ISO 3166 code, such as `US` or `CA-ON`; without it no number of any country is shown
 * @param {Record<string, string>} [options.attributes] further attributes of the element
 * @returns {Promise<Rendered>}
 * @throws {WrongInput} for all that a page would be warned of
 */
export async function prerender(name, {lang = 'en', region = '', attributes = {}} = {}) {
  const {classes, regions, directionOf, parseRegion} = await modules();
  const Widget = classes.get(name);
  if (!Widget) throw unknown('widget', name, classes.keys());
  const table = Widget.locales[lang];
  if (!table && lang !== 'en') throw unknown('language', lang, ['en', ...Object.keys(Widget.locales)]);
  const place = parseRegion(region);
  if (region && !Object.hasOwn(regions, place?.country ?? '')) throw unknown('region', region, Object.keys(regions));
  const allowed = Widget.observedAttributes;
  const element = new Widget();
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!allowed.includes(attribute)) throw unknown('attribute', attribute, ['lang', 'region', ...allowed]);
    element.attributeChangedCallback(attribute, null, value);
  }
  const words = await table?.();
  const country = Widget.regional && place && (await regions[place.country]());
  element.setContent(lang, words?.templates, country?.region, place?.subdivision);
  try {
    // The slots of the widget ask whose they are; that there is an element is all they need to know.
    const stack = /** @type {any} */ ([{}]);
    return {
      html: withoutInstructions(
        withoutFalse(collectResultSync(render(element.render(), {customElementHostStack: stack}))),
      ),
      css: Widget.elementStyles.map((/** @type {{cssText: string}} */ {cssText}) => cssText).join(''),
      lang,
      dir: directionOf(lang),
      regional: Widget.regional,
      delegatesFocus: !!Widget.shadowRootOptions.delegatesFocus,
    };
  } catch (error) {
    throw error instanceof TypeError ? new WrongInput(error.message) : error;
  }
}
