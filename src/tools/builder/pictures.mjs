/** Pictures of the widgets: each in its static form, in a small frame without scripts. */
import {html, noChange} from 'lit';
import {until} from 'lit/directives/until.js';
import {prerender} from '../pages/page-tools.mjs';
import {trusted} from './results.mjs';

/** @typedef {import('./main.mjs').App} App @typedef {import('./data.mjs').Widget} Widget */

/** Pages of the frames, by widget, language and country. @type {Map<string, Promise<unknown>>} */
const pages = new Map();

/** The page that is made last: one at a time, so that the form reacts meanwhile. @type {Promise<unknown>} */
let last = Promise.resolve();

/** Language and country that are chosen. */
let chosen = '';

/** @param {string} name @param {string} lang @param {string} region @returns {Promise<unknown>} `noChange` once something else is chosen */
async function makePage(name, lang, region) {
  const wanted = chosen;
  await last;
  await new Promise((resolve) => setTimeout(resolve));
  if (chosen !== wanted) {
    pages.delete(`${name} ${lang} ${region}`);
    return noChange;
  }
  const {dir, css, html} = await prerender(name, {lang, region});
  return trusted.createHTML(
    `<!doctype html><html lang="${lang}" dir="${dir}"><meta name="color-scheme" content="light dark"><body inert><template shadowrootmode="open"><style>${css}</style>${html}</template>`,
  );
}

/** @param {App} app @param {Widget} widget */
function pageOf({state}, {name, languages}) {
  const [first] = state.langs;
  const lang = languages.includes(first) ? first : 'en';
  chosen = `${first} ${state.region}`;
  const key = `${name} ${lang} ${state.region}`;
  if (!pages.has(key)) pages.set(key, (last = makePage(name, lang, state.region)));
  return pages.get(key);
}

/** Shows a widget as it comes, in the language and for the country that are chosen. @param {App} app @param {Widget} widget */
export const picture = (app, widget) =>
  html`<span class="picture">
    <iframe sandbox aria-hidden="true" tabindex="-1" inert .srcdoc=${until(pageOf(app, widget))}></iframe>
  </span>`;
