/** Makes the snippets of the page: those of the command, with all mistakes at once. */
import {LOOK, LowContrastError, UsageError, snippetFromValues} from '../pages/page-tools.mjs';
import {PREVIEW_BASE} from './preview.mjs';
import {formOf, previewValuesOf, valuesOf} from './state.mjs';

/** @import {State} from './state.mjs' */

/** Describes an error; `field`: name of the option or attribute, or empty. @param {unknown} error */
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
  const snippets = state.langs.map((lang) =>
    snippetFromValues(state.widget, previewBase ? previewValuesOf(state, lang, previewBase) : valuesOf(state, lang)),
  );
  const printed = await Promise.all(snippets);
  return {html: printed.map(({html}) => html).join(''), placeless: printed.flatMap(({placeless}) => placeless)};
}

/**
 * Makes the snippet that some choices describe: `html`, empty if there is a mistake, and `preview`, the same with {@link PREVIEW_BASE} as
 * address, in the form `previewForm`, and without hashes.
 *
 * @param {State} state
 * @param {{isOnDisk?: boolean}} [options] `isOnDisk`: whether the preview has no server
 */
export async function renderSnippets(state, {isOnDisk = false} = {}) {
  const mistakes = [];
  for (let rest = /** @type {State | undefined} */ (state); rest;) {
    try {
      const printed = await print(rest);
      if (mistakes.length) break;
      // Frames load nothing from `file:` URLs: the widget is shown instead.
      const shown = isOnDisk && formOf(state) === 'frame' ? {...state, form: 'tag'} : state;
      return {...printed, preview: (await print(shown, PREVIEW_BASE)).html, previewForm: formOf(shown), mistakes};
    } catch (error) {
      const mistake = mistakeOf(error);
      mistakes.push(mistake);
      rest = without(rest, mistake.field);
    }
  }
  return {html: '', placeless: [], preview: '', previewForm: '', mistakes};
}
