/** Creates snippets from values as people write them: of the command line, a document or a form. Runs in Node and in browsers. */
import {LOOK, STYLED, styleOf} from './look.mjs';
import {UsageError, available, unknownValueError} from './prerender.mjs';
import {CODES} from './fallback-variants.mjs';
import {SCRIPT_FILES, forms, snippet} from './snippet.mjs';

/** @import {Code} from './fallback-variants.mjs' */
/** @import {Look} from './look.mjs' */
/** @import {Available} from './prerender.mjs' */

/**
 * Options of a snippet; all others are attributes of the widget, true for boolean ones. `code`: one of `CODES`, in the forms `tag` and `div`.
 *
 * @typedef {Partial<Record<'lang' | 'region' | 'form' | 'base' | 'file' | 'code', string> & Record<'integrity' | 'hints', boolean>>} Values
 */

/** Checks the address of the folder with the files, and ends it with a slash. @param {string} base @throws {UsageError} */
function parseBase(base) {
  if (/^(https?:\/\/[^\s"<>?#\\/]|\/(?![\\/]))[^\s"<>?#\\]*$/.test(base)) return base.replace(/\/?$/, '/');
  throw new UsageError(
    /^(https?:\/)?\/.+[?#]/.test(base)
      ? `“${base}” is not a valid --base. Remove everything from ${/[?#]/.exec(base)?.[0]}: file names are appended to it.`
      : `“${base}” is not a valid --base. Allowed: the URL of the folder with the files, such as https://your-site.example/1.2.3/, or /1.2.3/ on the host of the page.`,
    {option: 'base'},
  );
}

/** @param {string} kind @param {string} value @param {readonly string[]} allowed @throws {UsageError} */
function checkValue(kind, value, allowed) {
  if (!allowed.includes(value)) throw unknownValueError(kind, value, allowed);
}

/**
 * Normalizes the language and region as widgets do: `--region uk` is `GB`.
 *
 * @param {string} name of the widget
 * @param {Values} given
 * @param {Available} available
 * @throws {UsageError}
 */
function parseLocale(name, given, {languages: all, widgets, regions, matchLocale, parseRegion}) {
  const {languages} = widgets.get(name) ?? {languages: all};
  const lang = given.lang && matchLocale(given.lang, languages);
  const place = given.region ? parseRegion(given.region) : undefined;
  if (given.lang && !lang && matchLocale(given.lang, all))
    throw new UsageError(
      `${name} is not in “${given.lang}”: on such a page it is in English, marked lang="en", as with --lang en. Its languages: ${languages.join(', ')}.`,
      {option: 'lang'},
    );
  if (given.lang && !lang) throw unknownValueError('language', given.lang, languages);
  if (given.region && !(place && regions.includes(place.country)))
    throw unknownValueError('region', given.region, regions);
  return {lang, region: place?.subdivision ?? place?.country};
}

const LOOK_NOTE =
  'The look is in a style attribute. Where security headers or an editor refuse it, put its properties into the style sheet of the page, on :root.';

/** Takes the look out of some values. @param {Record<string, string | boolean | undefined>} given @param {string} [form] @throws {UsageError} */
async function parseLook(given, form = 'tag') {
  const rest = {...given};
  for (const name of LOOK) delete rest[name];
  const look = Object.fromEntries(LOOK.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
  const [first] = Object.keys(look);
  if (first && !STYLED.includes(form))
    throw new UsageError(`--${first} has no effect in --form ${form}. It has one in: ${STYLED.join(', ')}.`, {
      option: first,
    });
  return {rest, style: await styleOf({...look, theme: String(given.theme ?? '')})};
}

/**
 * Creates the snippet that some values describe.
 *
 * @param {string} name of the widget
 * @param {Values & Look & Record<string, string | boolean | undefined>} values
 * @throws {UsageError} for a value that is not allowed
 */
export async function snippetFromValues(name, values) {
  const all = await available();
  checkValue('widget', name, [...all.widgets.keys()]);
  const {form, code, hints, base, file, integrity, lang, region, ...others} = values;
  if (form !== undefined) checkValue('form', form, forms);
  if (code !== undefined) checkValue('code', code, CODES);
  const {rest: attributes, style} = await parseLook(others, form);
  const locale = parseLocale(name, {lang, region}, all);
  if (file !== undefined) checkValue('file', file, SCRIPT_FILES);
  const {notes, ...printed} = await snippet(name, {
    ...locale,
    form,
    base: base === undefined ? undefined : parseBase(base),
    file,
    integrity,
    code: /** @type {Code | undefined} */ (code),
    hints,
    style,
    // Boolean attributes have an empty value.
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([key, value]) =>
        value === undefined || value === false ? [] : [[key, value === true ? '' : value]],
      ),
    ),
  });
  const given = {lang, region};
  const keys = /** @type {const} */ (['lang', 'region']).filter((key) => given[key] && given[key] !== locale[key]);
  return {
    ...printed,
    notes: [
      ...(style ? [LOOK_NOTE] : []),
      ...keys.map((key) => `--${key} ${given[key]}: that is ${locale[key]} here, as the widgets know it.`),
      ...notes,
    ],
  };
}
