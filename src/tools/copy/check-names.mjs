/** Checks the texts outside of src/content/copy that readers see: titles of sources, and operators, hours and costs of helplines. */
import {wordCheck} from './check-copy.mjs';

/** @import {Source, Term} from '../content/read-content.mjs' */
/** @import {Country} from '../helplines/read-helplines.mjs' */
/** @import {Finding} from './check-copy.mjs' */

/**
 * Returns the terms to avoid in titles of sources and in helplines. Official names are exempt: those listed in `official`, and the
 * names of lines.
 *
 * @param {object} input
 * @param {Record<string, Source>} input.sources by key
 * @param {Country[]} input.countries
 * @param {(lang: string) => Term[]} input.termsFor a language
 * @returns {Finding[]}
 */
export function checkNames({sources, countries, termsFor}) {
  const check = (/** @type {string} */ id, /** @type {string | undefined} */ text, /** @type {string} */ lang) =>
    text ? wordCheck(termsFor(lang), lang)({id, text}) : [];
  return [
    ...Object.entries(sources).flatMap(([key, {title, official = []}]) =>
      official.includes('title') ? [] : check(`sources.json ${key}.title`, title, 'en'),
    ),
    ...countries.flatMap(({lines}) =>
      lines.flatMap(({id, lang, operator, eligibility, contacts = [], official = []}) =>
        [
          {field: 'operator', text: operator},
          {field: 'eligibility', text: eligibility},
          ...contacts.flatMap(({hours, cost}) => [
            {field: 'hours', text: hours?.text},
            {field: 'cost', text: cost?.text},
          ]),
        ].flatMap(({field, text}) =>
          official.some((each) => each === field) ? [] : check(`helplines ${id}.${field}`, text, lang),
        ),
      ),
    ),
  ];
}
