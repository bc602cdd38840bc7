/**
 * Renders a widget in Node as the browser would show it: from the same templates and messages as dist/cdn, so that
 * nothing moves when the browser renders it again. Needs dist/node/, which `npm run build` creates.
 */
import {render} from '@lit-labs/ssr';
import {collectResultSync} from '@lit-labs/ssr/lib/render-result.js';
import {memoize} from '../content/memoize.mjs';
import {importWidgets} from '../built/built.mjs';
import {readPlaces} from '../helplines/contacts.mjs';

/** A widget, language, region, attribute or value that does not exist: the user’s mistake, not a defect. */
export class UsageError extends Error {
  /** @param {string} message @param {{option?: string, cause?: unknown}} [details] `option`: name of the option or attribute to correct */
  constructor(message, {option = '', cause} = {}) {
    super(message, cause === undefined ? {} : {cause});
    this.option = option;
  }
}

/** @param {string} kind name of the option, but `language` for `lang` @param {string} given @param {Iterable<string>} allowed @returns {UsageError} */
export const unknownValueError = (kind, given, allowed) =>
  new UsageError(`Unknown ${kind} “${given}”. Allowed: ${[...allowed].join(', ')}.`, {
    option: kind === 'language' ? 'lang' : kind,
  });

/** @import {BuiltModule} from '../built/built.mjs' */
/** @typedef {InstanceType<BuiltModule['RecoveryElement']>} Widget */
/** @typedef {Omit<BuiltModule['RecoveryElement'], 'prototype'> & (new () => Widget)} WidgetClass */

/** Imports dist/node once, and lists the widgets’ classes by name. */
const loadModules = memoize(async () => {
  const modules = await importWidgets();
  /** @type {Map<string, WidgetClass>} */
  const classes = new Map();
  for (const [name, value] of Object.entries(modules))
    if (typeof value === 'function' && value.prototype instanceof modules.RecoveryElement)
      // `HelplineBanner` is `helpline-banner`.
      classes.set(name.replace(/\B[A-Z]/g, '-$&').toLowerCase(), /** @type {WidgetClass} */ (value));
  return {...modules, classes};
});

/** @typedef {Awaited<ReturnType<typeof available>>} Available */

/**
 * Lists everything that can be rendered, once: to find the regions, the modules of all countries are imported. Has the functions with
 * which widgets read languages, regions and names, too.
 */
export const available = memoize(async () => {
  const {classes, regions, ...modules} = await loadModules();
  const languages = [...classes.values()].flatMap(({locales}) => Object.keys(locales));
  return {
    ...modules,
    widgets: new Map([...classes].map(([name, Widget]) => [name, describeWidget(Widget)])),
    languages: ['en', ...new Set(languages)],
    ...(await readPlaces(regions)),
  };
});

/**
 * Describes a widget. `regional`: shows content that depends on the country; `attributes` beside `lang` and `region`, true for boolean ones.
 *
 * @param {WidgetClass} Widget
 */
function describeWidget(Widget) {
  // The getter also finalizes the class, without which there are no element properties.
  const names = Widget.observedAttributes;
  const properties = [...Widget.elementProperties].map(([name, {attribute = name, type}]) => ({attribute, type}));
  const isBoolean = (/** @type {string} */ name) =>
    properties.some(({attribute, type}) => attribute === name && type === Boolean);
  return {
    regional: Widget.regional,
    attributes: new Map(names.map((name) => [name, isBoolean(name)])),
    languages: ['en', ...Object.keys(Widget.locales)],
  };
}

/**
 * @typedef {object} Options
 * @property {string} [lang] one of `available().languages`; default: `en`
 * @property {string} [region] ISO 3166 code, such as `US` or `CA-ON`; without it no country’s numbers are shown
 * @property {Record<string, string>} [attributes] further attributes of the element; boolean ones have an empty value
 * @property {Record<string, unknown>} [state] internal state of the element, such as `{allOpen: true}`
 *
 * @typedef {object} Rendered
 * @property {string} name
 * @property {Record<string, string>} attributes of the widget’s tag
 * @property {string} html content of the shadow root, with Lit’s markers for hydration, which nothing here uses
 * @property {string} css the widget’s style sheet
 * @property {string} lang
 * @property {'ltr' | 'rtl'} dir
 * @property {boolean} delegatesFocus whether focusing it focuses the first control in its shadow root
 */

/**
 * Renders a widget. Has no side effects and depends on no other call, so any number may run concurrently.
 *
 * @param {string} name such as `helpline-banner`
 * @param {Options} [options]
 * @returns {Promise<Rendered>}
 * @throws {UsageError} for everything that would log a warning in a page
 */
export async function prerender(name, {lang = 'en', region = '', attributes = {}, state = {}} = {}) {
  const modules = await loadModules();
  const {classes, regions, directionOf, parseRegion} = modules;
  const Widget = classes.get(name);
  if (!Widget) throw unknownValueError('widget', name, classes.keys());
  const table = Widget.locales[lang];
  if (!table && lang !== 'en') throw unknownValueError('language', lang, ['en', ...Object.keys(Widget.locales)]);
  const place = parseRegion(region);
  if (region && !Object.hasOwn(regions, place?.country ?? ''))
    throw unknownValueError('region', region, Object.keys(regions).sort());
  const allowed = Widget.observedAttributes;
  const element = new Widget();
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!allowed.includes(attribute)) throw unknownValueError('attribute', attribute, ['lang', 'region', ...allowed]);
    element.attributeChangedCallback(attribute, null, value);
  }
  Object.assign(element, state);
  const messages = await table?.();
  const country = Widget.regional && place ? await regions[place.country](lang) : undefined;
  element.setContent({
    locale: lang,
    templates: messages?.templates,
    region: country?.region,
    subdivision: place?.subdivision,
  });
  const dir = directionOf(lang);
  // Its links are relative to the folder with the files.
  const rowOf = (/** @type {Widget} */ widget) =>
    modules.rowTemplate(name, modules.languagesOf(widget, lang), lang, place?.subdivision ?? place?.country);
  return {
    name,
    attributes: {
      ...(region && Widget.regional ? {region} : {}),
      lang,
      // The fallback content is read before any script runs, in a page that may be written in the other direction.
      ...(dir === 'rtl' ? {dir} : {}),
      ...attributes,
    },
    html: renderTemplate(element, rowOf, modules),
    css: Widget.elementStyles
      .map((style) => ('cssText' in style ? style.cssText : ''))
      .concat(element.languages ? modules.rowCss : [])
      .join(''),
    lang,
    dir,
    delegatesFocus: !!Widget.shadowRootOptions.delegatesFocus,
  };
}

/** @param {Widget} element @param {(element: Widget) => unknown} rowOf renders the row of languages @param {BuiltModule} modules @returns {string} @throws {UsageError} for a value the widget does not allow */
function renderTemplate(element, rowOf, {InvalidAttributeError, MissingAttributeError}) {
  // Slots look up their host element; any object will do.
  const host = /** @type {any} */ ({});
  try {
    // `render` is protected: here the renderer calls it in the page’s stead.
    const write = (/** @type {unknown} */ template) =>
      collectResultSync(render(template, {customElementHostStack: [host]}));
    const row = element.languages
      ? `<ul class="languages" part="languages" role="list">${write(rowOf(element))}</ul>`
      : '';
    return (
      write(element['render']())
        .replace(/ part="base"[^>]*>/, (base) => base + row)
        // Boolean attributes that are false: Lit SSR writes `checked="false"`, which checks the box.
        .replace(/ (checked|disabled|hidden|multiple|open|readonly|required|selected)="false"(?=[^<>]*>)/g, '')
        // Its markers `<?>` parse as comments.
        .replaceAll('<?>', '<!--?-->')
    );
  } catch (error) {
    if (error instanceof InvalidAttributeError || error instanceof MissingAttributeError)
      throw new UsageError(error.message, {option: error.attribute, cause: error});
    throw error;
  }
}
