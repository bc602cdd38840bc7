/**
 * The choices made in the builder: as values of a snippet, as a command, and in the address of the page. Runs in browsers and in Node.
 */
import {LOOK, STYLED} from '../pages/page-tools.mjs';

/**
 * @typedef {object} State
 * @property {string} widget
 * @property {string} region ISO 3166 code; empty for none
 * @property {string[]} langs BCP 47 tags, one snippet for each
 * @property {Record<string, string>} attributes of the widget; boolean ones are empty
 * @property {Record<string, string>} look options of src/tools/html/look.mjs
 * @property {string} platform one of {@link PLATFORMS}
 * @property {string} form empty for that of the platform, as is `file`
 * @property {string} file
 * @property {string} code one of {@link CODES}; empty for the short one
 * @property {boolean} hints
 * @property {boolean} integrity
 * @property {string} base address of the files; empty for that of the builder
 * @property {string} view of the preview
 *
 * @typedef {Record<string, string | boolean>} Values of `snippetFromValues`
 */

/** Systems to paste into, each with the form that it accepts. @type {Readonly<Record<string, {form: string, file?: string}>>} */
export const PLATFORMS = {
  html: {form: 'div'},
  wordpress: {form: 'div'},
  drupal: {form: 'div'},
  squarespace: {form: 'div'},
  wix: {form: 'frame'},
  county: {form: 'div'},
  gtm: {form: 'div', file: 'recovery-widgets.classic.js'},
  react: {form: 'tag'},
  static: {form: 'div'},
  frame: {form: 'frame'},
  text: {form: 'fallback'},
};

/** Codes of a tag or a <div>: the last is for authors in WordPress, whose scripts it removes. */
export const CODES = ['', 'full', 'author'];

export const VIEWS = ['wide', 'phone', 'dark', 'noscript'];

/** Forms whose script can be another one. */
const WITH_FILE = ['tag', 'div', 'static'];

/** @returns {State} without any choice */
export const initialState = () => ({
  widget: 'overdose-warning',
  region: '',
  langs: ['en'],
  attributes: {},
  look: {},
  platform: 'html',
  form: '',
  file: '',
  code: '',
  hints: false,
  integrity: false,
  base: '',
  view: 'wide',
});

/** @param {State} state */
export const formOf = ({form, platform}) => form || PLATFORMS[platform].form;

/** Returns the languages of the row in the box. @param {State} state */
export const rowOf = ({attributes}) => attributes.languages?.split(' ').filter(Boolean) ?? [];

/** Changes them. @param {State} state @param {string[]} row @returns {State} */
export function withRow(state, row) {
  const {languages: _, ...others} = state.attributes;
  return {...state, attributes: row.length ? {...others, languages: row.join(' ')} : others};
}

/** Whether a look can be written into the snippet. @param {State} state */
export const hasLook = (state) => STYLED.includes(formOf(state));

/** Whether there is a choice of codes. @param {State} state */
export const hasCode = (state) => ['tag', 'div'].includes(formOf(state));

/** The code that is made. @param {State} state */
export const codeOf = (state) => (hasCode(state) ? state.code : '');

/** Whether there is a choice of scripts. @param {State} state */
export const hasFile = (state) => WITH_FILE.includes(formOf(state)) && codeOf(state) !== 'author';

/** Lists the options of a snippet in the order of a command. @param {State} state @param {string} lang */
function optionsOf(state, lang) {
  const {region, attributes, look, platform, integrity, base} = state;
  const form = formOf(state);
  const file = form === PLATFORMS[platform].form ? state.file || PLATFORMS[platform].file : state.file;
  const hasScript = hasFile(state);
  /** @type {[string, string | true | undefined | false][]} */
  const all = [
    ['region', region],
    ['lang', lang],
    ['form', form],
    ['code', codeOf(state)],
    ...Object.entries(attributes).map(
      ([name, value]) => /** @type {[string, string | true]} */ ([name, value || true]),
    ),
    ...(hasLook(state) ? LOOK.map((name) => /** @type {[string, string]} */ ([name, look[name]])) : []),
    ['base', form === 'fallback' ? '' : base],
    ['file', hasScript && file],
    ['hints', hasScript && hasCode(state) && state.hints],
    ['integrity', (hasScript || form === 'frame') && integrity],
  ];
  return all.flatMap(([name, value]) => (value ? [[name, value]] : []));
}

/** Returns the values for `snippetFromValues`. @param {State} state @param {string} lang @returns {Values} */
export const valuesOf = (state, lang) => Object.fromEntries(optionsOf(state, lang));

/** Returns the values for the preview: the same content and look, with files whose address is put in later. @param {State} state @param {string} lang @param {string} base @returns {Values} */
export function previewValuesOf(state, lang, base) {
  const {file, integrity: _, ...values} = valuesOf(state, lang);
  return {...values, base, ...(values.form === 'static' && file && {file})};
}

/** @param {string} value */
const quote = (value) => (/^[\w./:-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`);

/** Returns the arguments of the command that prints the same. @param {State} state @param {string} lang @returns {string[]} */
export const argsOf = (state, lang) => [
  state.widget,
  ...optionsOf(state, lang).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`)),
];

/** Returns the commands that print the same, for a POSIX shell. @param {State} state */
export const commandOf = (state) =>
  state.langs.map((lang) => `npx recovery-widgets snippet ${argsOf(state, lang).map(quote).join(' ')}`).join('\n');

/** Writes the choices as the part of an address after `#`. @param {State} state @param {string} ui language of the page */
export function toHash(state, ui) {
  const usual = initialState();
  const query = new URLSearchParams({widget: state.widget});
  for (const name of /** @type {const} */ (['region', 'platform', 'form', 'file', 'code', 'base', 'view']))
    if (state[name] !== usual[name]) query.set(name, state[name]);
  if (state.langs.join() !== usual.langs.join()) query.set('lang', state.langs.join(','));
  for (const [name, value] of Object.entries(state.attributes)) query.set(`data-${name}`, value);
  for (const [name, value] of Object.entries(state.look)) if (value) query.set(name, value);
  for (const name of /** @type {const} */ (['hints', 'integrity'])) if (state[name]) query.set(name, '');
  query.set('ui', ui);
  return query.toString().replace(/=(?=&|$)/g, '');
}

/**
 * @typedef {object} Known Available values
 * @property {{name: string, languages: readonly string[], controls: readonly {name: string, kind: string, values: readonly string[]}[]}[]} widgets
 * @property {readonly string[]} regions
 * @property {readonly string[]} forms
 * @property {readonly string[]} files of scripts
 */

/** Maximum length of a value in an address: a link must not fill the page with something else. */
const MAX_VALUE_LENGTH = 300;

/**
 * Choices that are a text of the state, each with a test of its value.
 *
 * @type {Record<string, (value: string, known: Known, state: State) => boolean>}
 */
const TESTS = {
  region: (value, {regions}) => isRegion(value, regions),
  platform: (value) => Object.hasOwn(PLATFORMS, value),
  form: (value, {forms}) => forms.includes(value),
  file: (value, {files}) => files.includes(value),
  code: (value) => CODES.includes(value),
  base: () => true,
  view: (value) => VIEWS.includes(value),
};

/** Whether a widget has an attribute, with this value among the choices. @param {Known['widgets'][number]} widget @param {string} name @param {string} value */
const allows = ({controls}, name, value) =>
  controls.some((control) => control.name === name && (control.kind !== 'choice' || control.values.includes(value)));

/** Takes a choice over into a state that has its widget, if it is known. @param {State} state @param {string} name @param {string} value @param {Known} known */
function takeChoice(state, name, value, known) {
  if (value.length > MAX_VALUE_LENGTH) return false;
  const widget = /** @type {Known['widgets'][number]} */ (known.widgets.find((each) => each.name === state.widget));
  const areKnown = (/** @type {string[]} */ tags) => tags.every((tag) => widget.languages.includes(tag));
  const attribute = name.startsWith('data-') && name.slice('data-'.length);
  if (name === 'lang') {
    const langs = [...new Set(value.split(','))];
    if (!areKnown(langs)) return false;
    state.langs = langs;
  } else if (attribute) {
    if (!allows(widget, attribute, value) || (attribute === 'languages' && !areKnown(value.split(' ')))) return false;
    state.attributes[attribute] = value;
  } else if (Object.hasOwn(TESTS, name)) {
    if (!TESTS[name](value, known, state)) return false;
    Object.assign(state, {[name]: value});
  } else if (/** @type {readonly string[]} */ (LOOK).includes(name)) state.look[name] = value;
  else if (name === 'hints' || name === 'integrity') state[name] = true;
  else return false;
  return true;
}

/**
 * Reads the choices from an address. Unknown ones are left out.
 *
 * @param {string} hash with or without `#`
 * @param {Known} known
 * @returns {{state: State, ui: string, unknown: string[]}} `unknown`: names of those left out
 */
export function fromHash(hash, known) {
  const state = initialState();
  const unknown = [];
  let ui = '';
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  // The other choices depend on the widget.
  const wanted = given.get('widget') ?? state.widget;
  if (known.widgets.some(({name}) => name === wanted)) state.widget = wanted;
  else unknown.push('widget');
  given.delete('widget');
  for (const [name, value] of given)
    if (name === 'ui' && value.length <= MAX_VALUE_LENGTH) ui = value;
    else if (!takeChoice(state, name, value, known)) unknown.push(name.slice(0, 40));
  return {state, ui, unknown};
}

/** Attributes that send readers to someone else: a line of its own, and the exit page. */
const LEADING_AWAY = ['phone', 'operator', 'phone-name', 'hours', 'href'];

/** @typedef {[name: string, value: string][]} Foreign */

/**
 * Lists the choices that send readers, or the browsers of readers for their code, to a host or a line that whoever made a link has chosen.
 *
 * @param {State} state
 * @param {string} files address of the folder with the files of the builder
 * @returns {Foreign} `base`, and attributes
 */
export function foreignIn({base, attributes}, files) {
  const isOwn = /^\/(?![\\/])/.test(base) || `${base}/`.startsWith(`${new URL(files).origin}/`);
  return [
    .../** @type {Foreign} */ (base && !isOwn ? [['base', base]] : []),
    ...Object.entries(attributes).filter(([name, value]) => value && LEADING_AWAY.includes(name)),
  ];
}

/** Removes such choices. @param {State} state @param {Foreign} foreign @returns {State} */
export function withoutForeign(state, foreign) {
  const names = foreign.map(([name]) => name);
  const attributes = Object.entries(state.attributes).filter(([name]) => !names.includes(name));
  return {...state, base: names.includes('base') ? '' : state.base, attributes: Object.fromEntries(attributes)};
}

/** Whether there are numbers for a code: a country, or any part of it. @param {string} code @param {readonly string[]} regions */
const isRegion = (code, regions) =>
  !code || regions.includes(code) || (/^[A-Z]{2}-[A-Z\d]{1,3}$/.test(code) && regions.includes(code.slice(0, 2)));

/** Changes the widget, and keeps the attributes that the new one has, too. @param {State} state @param {Known['widgets'][number]} widget */
export function withWidget(state, widget) {
  const kept = Object.entries(state.attributes).filter(([name, value]) => allows(widget, name, value));
  const langs = state.langs.filter((lang) => widget.languages.includes(lang));
  const attributes = Object.fromEntries(kept);
  const next = {...state, widget: widget.name, attributes, langs: langs.length ? langs : ['en']};
  const row = rowOf(next).filter((lang) => widget.languages.includes(lang));
  return withRow(next, row);
}
