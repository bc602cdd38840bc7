/**
 * Methods that the page of the builder calls in a worker, so that five million pasted characters do not block the form.
 * src/tools/bundle/builder.mjs bundles them as core.js.
 */
import {
  LOOK,
  LowContrastError,
  UsageError,
  checkSource,
  differences,
  kindOf,
  lowContrasts,
  refresh,
  snippetFromValues,
} from '../pages/page-tools.mjs';
import {PREVIEW_BASE} from './preview-base.mjs';
import {readSnippets} from './read-back.mjs';
import {formOf, previewValuesOf, valuesOf} from './state.mjs';

/**
 * @typedef {import('./state.mjs').State} State
 *
 * @typedef {object} SnippetResult
 * @property {string} html empty if there is a mistake
 * @property {string} preview the same with {@link PREVIEW_BASE} as address, and without hashes
 * @property {string} previewForm its form
 * @property {string[]} hashes that security headers must allow
 * @property {Mistake[]} mistakes
 *
 * @typedef {{field: string, message: string}} Mistake `field`: name of the option or attribute, or empty
 * @typedef {{before?: string, after?: string}} Replaced fallback content in a file, and that of this version
 */

/** @param {unknown} error @returns {Mistake} */
function mistakeOf(error) {
  if (!(error instanceof UsageError)) throw error;
  const {message, option} = error;
  return {field: error instanceof LowContrastError ? 'contrast' : option, message};
}

/**
 * Returns choices without those of a field, to find the next mistake.
 *
 * @param {State} state
 * @param {string} field
 * @returns {State | undefined} undefined if nothing can be left out
 */
function without(state, field) {
  const {attributes} = state;
  if (field === 'base' && state.base) return {...state, base: ''};
  if (field === 'contrast' || LOOK.some((name) => name === field)) return {...state, look: {}};
  const own = ['phone', 'operator'].includes(field) ? ['phone', 'operator'] : [field];
  const rest = Object.entries(attributes).filter(([name]) => !own.includes(name));
  return rest.length < Object.keys(attributes).length ? {...state, attributes: Object.fromEntries(rest)} : undefined;
}

/** Prints the snippet of each language, one after the other. @param {State} state @param {string} [previewBase] */
async function print(state, previewBase) {
  const printed = [];
  for (const lang of state.langs) {
    const values = previewBase ? previewValuesOf(state, lang, previewBase) : valuesOf(state, lang);
    printed.push(await snippetFromValues(state.widget, values));
  }
  return {html: printed.map(({html}) => html).join(''), notes: printed.flatMap(({notes}) => notes).join(' ')};
}

/**
 * Makes the snippet that some choices describe.
 *
 * @param {State} state
 * @param {{isOnDisk?: boolean}} [options] `isOnDisk`: whether the preview has no server
 * @returns {Promise<SnippetResult>}
 */
async function renderSnippets(state, {isOnDisk = false} = {}) {
  /** @type {Mistake[]} */
  const mistakes = [];
  for (let rest = /** @type {State | undefined} */ (state); rest;) {
    try {
      const {html, notes} = await print(rest);
      if (mistakes.length) break;
      // Frames load nothing from `file:` URLs: the widget is shown instead.
      const shown = isOnDisk && formOf(state) === 'frame' ? {...state, form: 'tag'} : state;
      return {
        html,
        preview: (await print(shown, PREVIEW_BASE)).html,
        previewForm: formOf(shown),
        hashes: [...new Set(notes.match(/'?sha\d{3}-[\w+/=]+'?/g) ?? [])],
        mistakes,
      };
    } catch (error) {
      const mistake = mistakeOf(error);
      mistakes.push(mistake);
      rest = without(rest, mistake.field);
    }
  }
  return {html: '', preview: '', previewForm: '', hashes: [], mistakes};
}

/** Adds the lines that differ. @template {Replaced} T @param {T} entry */
const withDifferences = ({before, after, ...entry}) => ({
  ...entry,
  differences: before === undefined || after === undefined ? [] : differences(before, after),
});

/**
 * Renews a file, as the command does.
 *
 * @param {string} binary
 * @param {string} name
 * @param {import('../pages/refresh.mjs').Options} options
 */
async function renew(binary, name, options) {
  const {changes, decisions, ...rest} = await refresh(binary, {...options, kind: kindOf(name), isChosen: true});
  return {...rest, changes: changes.map(withDifferences), decisions: decisions.map(withDifferences)};
}

/** @typedef {Awaited<ReturnType<typeof renew>>} Renewed */

/**
 * Methods by name.
 *
 * @type {Record<string, (...args: any[]) => Promise<unknown>>}
 */
export const methods = {
  renderSnippets,
  contrasts: (look) => lowContrasts(look),
  check: async (source) => ({findings: await checkSource(source), ...(await readSnippets(source))}),
  renew,
};

/** Answers the calls of a page. Runs in a worker. */
export function serve() {
  const port = /** @type {any} */ (globalThis);
  port.onmessage = async (/** @type {MessageEvent<{id: number, method: string, args: unknown[]}>} */ {data}) => {
    const {id, method, args} = data;
    try {
      port.postMessage({id, result: await methods[method](...args)});
    } catch (error) {
      port.postMessage({id, error: String(/** @type {Error} */ (error)?.message ?? error)});
    }
  };
}
