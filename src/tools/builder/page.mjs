/** Renders the parts of the builder into its page. */
import {html, nothing} from 'lit';
import {checkPart} from './check-part.mjs';
import data from './data.mjs';
import {lookQuestion, placeQuestion, platformQuestion, widgetQuestion, textQuestion} from './questions.mjs';
import {requestPart} from './request.mjs';
import {previewPart, snippetPart} from './results.mjs';
import {toHash} from './state.mjs';

/** @typedef {import('./main.mjs').App} App */

/** Goes to the snippet. The address after `#` has the choices, so a link in the page cannot use it. @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById('snippet')?.focus();
}

/** Goes to the check, below the form. */
export function goToCheck() {
  document.getElementById('check')?.scrollIntoView();
  document.getElementById('check-title')?.focus({preventScroll: true});
}

/** Shows the links to this page in other languages. @param {App} app */
const languageLinks = ({translator, state}) => html`
  <nav aria-label=${translator.text('ui')}>
    <ul role="list">
      ${data.languages.map(
        (lang) =>
          html`<li>
            <a
              href="#${toHash(state, lang)}"
              lang=${lang}
              hreflang=${lang}
              aria-current=${lang === translator.lang ? 'true' : nothing}
              >${translator.nameOfLanguage(lang)}</a
            >
          </li>`,
      )}
    </ul>
  </nav>
`;

/** @param {App} app */
const checkLink = ({translator}) => html`
  <p class="parts">
    <a
      href="#check"
      @click=${(/** @type {Event} */ event) => {
        event.preventDefault();
        goToCheck();
      }}
      >${translator.text('step.check')}</a
    >
  </p>
`;

/** Renders the title, and the failure. @param {App} app */
const header = (app) => {
  const {translator, unknown, failure, foreign} = app;
  return html`
    ${foreign.length ? nothing : html`<a class="skip" href="#snippet" @click=${skip}>${translator.text('skip')}</a>`}
    <header>
      <h1 tabindex="-1">${translator.text('title')}</h1>
      <p>${translator.text('lead')}</p>
      ${foreign.length ? nothing : checkLink(app)} ${languageLinks(app)}
      ${
        unknown.length
          ? html`<p class="warning">${translator.text('error.link', {what: translator.join(unknown)})}</p>`
          : nothing
      }
      ${failure ? html`<p class="error" role="alert">${translator.text('error.core', {message: failure})}</p>` : nothing}
    </header>
  `;
};

/** @param {App} app */
const parts = (app) => html`
  <div class="columns">
    <div class="questions">
      ${widgetQuestion(app)}${placeQuestion(app)}${textQuestion(app)}${lookQuestion(app)}${platformQuestion(app)}
    </div>
    <div class="results">${previewPart(app)}${snippetPart(app)}</div>
  </div>
  ${checkPart(app)}
`;

/** Shows the whole page. @param {App} app */
export const page = (app) => html`
  ${header(app)}
  <main id="main">${app.foreign.length ? requestPart(app) : parts(app)}</main>
  <footer>
    <p>
      ${app.translator.text('version', {version: data.version, date: data.dataDate})} ${app.translator.text('draft')}
    </p>
  </footer>
`;
