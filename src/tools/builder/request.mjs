/** Asks whether to keep what a link leads to: files of another host, a line, an exit page. Its maker may mean harm. */
import {html} from 'lit';
import {widgetOf} from './questions.mjs';

/** @typedef {import('./main.mjs').App} App */

export const goToRequest = () => document.getElementById('request-title')?.focus();

/** Host of an address, which is all that matters of it; any other text as it is. @param {string} text */
function hostOf(text) {
  try {
    return new URL(text).host || text;
  } catch {
    return text;
  }
}

/** @param {App} app */
export function requestPart(app) {
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
