/** Renders the parts of the builder into its page. */
import {html, nothing} from 'lit';
import {checkPart} from './check-part.mjs';
import data from './data.mjs';
import {moreQuestion, widgetOf} from './more.mjs';
import {placeQuestion, platformQuestion, widgetQuestion} from './questions.mjs';
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
  const check = document.getElementById('check');
  check?.setAttribute('open', '');
  check?.scrollIntoView();
  check?.querySelector('summary')?.focus({preventScroll: true});
}

/** Shows the links to this page in other languages. @param {App} app */
const languageLinks = ({translator, state}) => html`
  <nav aria-label=${translator.text('ui')}>
    <ul role="list">
      ${data.menus.map(
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

/** Renders the title, and the failure. @param {App} app */
const header = (app) => {
  const {translator, unknown, failure, foreign} = app;
  return html`
    ${foreign.length ? nothing : html`<a class="skip" href="#snippet" @click=${skip}>${translator.text('skip')}</a>`}
    <header>
      <h1 tabindex="-1">${translator.text('title')}</h1>
      <p>${translator.text('lead')}</p>
      ${
        foreign.length
          ? nothing
          : html`<p class="parts"><a href="#check&${app.hash}">${translator.text('step.check')}</a></p>`
      }
      ${languageLinks(app)}
      ${
        unknown.length
          ? html`<p class="warning">${translator.text('error.link', {what: translator.join(unknown)})}</p>`
          : nothing
      }
      ${failure ? html`<p class="error" role="alert">${translator.text('error.core', {message: failure})}</p>` : nothing}
    </header>
  `;
};

export const goToRequest = () => document.getElementById('request-title')?.focus();

/** Host of an address, which is all that matters of it; any other text as it is. @param {string} text */
function hostOf(text) {
  try {
    return new URL(text).host || text;
  } catch {
    return text;
  }
}

/** Asks whether to keep what a link leads to: files of another host, a line, an exit page. Its maker may mean harm. @param {App} app */
function requestPart(app) {
  const {translator, foreign} = app;
  const {controls} = widgetOf(app);
  const labelOf = (/** @type {string} */ name) =>
    name === 'base'
      ? translator.text('base')
      : translator.label(controls.find((each) => each.name === name)?.label ?? name);
  return html`
    <section class="mistakes" aria-labelledby="request-title">
      <h2 id="request-title" tabindex="-1">${translator.text('request')}</h2>
      <p>${translator.text('request.hint')}</p>
      <ul>
        ${foreign.map(
          ([name, value]) =>
            html`<li>
              ${labelOf(name)}: <b><bdi>${['base', 'href'].includes(name) ? hostOf(value) : value}</bdi></b>
            </li>`,
        )}
      </ul>
      <div class="buttons">
        <button type="button" @click=${() => app.answer(true)}>${translator.text('request.use')}</button>
        <button type="button" class="main" @click=${() => app.answer(false)}>
          ${translator.text('request.without')}
        </button>
      </div>
    </section>
  `;
}

/** @param {App} app */
const parts = (app) => html`
  <div class="columns">
    <div class="questions">${platformQuestion(app)}${widgetQuestion(app)}${placeQuestion(app)}${moreQuestion(app)}</div>
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
