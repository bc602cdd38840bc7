/** The preview, the snippet and the steps to embed it. */
import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {live} from 'lit/directives/live.js';
import {choiceGroup, fold} from './fields.mjs';
import {GUIDES, addressOfGuide, addressOfHosted} from './guide-addresses.mjs';
import {previewPage} from './preview.mjs';
import {widgetOf} from './more.mjs';
import {VIEWS, codeOf, commandOf, formOf, hasCode} from './state.mjs';

/** @typedef {import('./main.mjs').App} App */

/** Greatest height of the frame of the preview, in pixels. */
const MAX_HEIGHT = 6000;

/** @type {{createHTML: (text: string) => string}} */
const rules = {createHTML: (text) => text};

/**
 * The values of this page that a browser parses as HTML: the preview and the pictures, in their sandboxes. Trusted Types refuse every
 * other, so that pasted markup cannot become a part of the page.
 */
export const trusted = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('recovery-builder', rules) ?? rules;

/** Links to a guide, in a tab of its own, so that the choices stay. Without the site, names its file. @param {App} app @param {string} where such as `cms#wix` */
export const guide = ({translator, data}, where) => {
  const [name] = where.split('#');
  const [before, after] = translator.text('guide').split('{where}');
  const title = html`<bdi>${data.guides[name]}</bdi>`;
  const address = addressOfGuide(where);
  return html`<p class="guide">
    ${before}${
      address
        ? html`<a href=${address} target="_blank" rel="noopener" hreflang="en" lang="en">${title}</a>`
        : html`<span lang="en">${title} <code>docs/${name}.md</code></span>`
    }${after}
  </p>`;
};

/** Sets the page and the height of the preview’s frame. */
export class PreviewFrame {
  #page = '';
  #count = 0;

  constructor() {
    addEventListener('message', ({source, data}) => {
      const frame = this.#frame();
      if (!frame || source !== frame.contentWindow) return;
      if (data?.type === 'recovery-builder:ready') frame.contentWindow?.postMessage({page: this.#page}, '*');
      if (data?.type === 'recovery-builder:height' && data.height > 0)
        frame.style.height = `${Math.min(data.height, MAX_HEIGHT) + 2}px`;
    });
  }

  #frame = () => /** @type {HTMLIFrameElement | null} */ (document.getElementById('preview'));

  /** @param {App} app */
  show(app) {
    const {snippet, state, files} = app;
    const frame = this.#frame();
    if (!frame) this.#page = '';
    if (!frame || !snippet.preview) return;
    const [lang = 'en'] = state.langs;
    const page = previewPage({
      html: snippet.preview,
      form: snippet.previewForm,
      files,
      lang,
      dir: app.translator.directionOf(lang),
      view: state.view,
      title: titleOf(app),
    });
    if (page === this.#page) return;
    this.#page = page;
    // From a disk, only a frame with a file of its own may load files: preview.html requests the page.
    if (!app.ownBase && state.view !== 'noscript') frame.src = `preview.html?${++this.#count}`;
    else frame.srcdoc = trusted.createHTML(page);
    // Without script the frame cannot send its height, but this page may read it.
    if (state.view === 'noscript') frame.onload = () => this.#measure(frame);
  }

  /** @param {HTMLIFrameElement} frame */
  #measure(frame) {
    const page = frame.contentDocument;
    if (!page?.body) return;
    frame.style.height = `${page.body.getBoundingClientRect().height + 2}px`;
    page.addEventListener('click', (event) => event.preventDefault());
    page.addEventListener('toggle', () => this.#measure(frame), true);
  }
}

/** @param {App} app */
const titleOf = (app) =>
  app.translator.text('preview.title', {
    widget: app.translator.label(widgetOf(app).label),
    view: app.translator.text(`view.${app.state.view}`),
  });

/**
 * Permissions of the preview. It has both only from a disk: there each file is its own origin, and a frame without one may not load
 * other files.
 *
 * @param {App} app
 */
function sandboxOf({ownBase, state}) {
  if (state.view === 'noscript') return 'allow-same-origin';
  return ownBase ? 'allow-scripts' : 'allow-scripts allow-same-origin';
}

/** @param {App} app */
export function previewPart(app) {
  const {translator, state} = app;
  const {view} = state;
  return html`
    <section class="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">${translator.text('step.preview')}</h2>
      <p class="hint">${translator.text('preview.hint')}</p>
      ${choiceGroup({
        id: 'view',
        label: translator.text('view'),
        isLabelUnseen: true,
        values: [view],
        choices: VIEWS.map((value) => ({value, label: translator.text(`view.${value}`)})),
        onChange: (value) => app.update({view: value}),
      })}
      <div class="stage ${view}" tabindex="0" role="group" aria-labelledby="preview-title">
        ${keyed(
          view,
          html`<iframe
            id="preview"
            title=${titleOf(app)}
            sandbox=${sandboxOf(app)}
            referrerpolicy="no-referrer"
          ></iframe>`,
        )}
      </div>
    </section>
  `;
}

/** `mailto:` URL of a message with all that a webmaster needs, as plain text. @param {App} app */
function mailOf(app) {
  const {translator, state, data} = app;
  const widget = translator.label(widgetOf(app).label);
  const body = translator.text('mail.body', {
    widget,
    place: state.region ? translator.nameOfRegion(state.region, data.subdivisions) : '–',
    langs: translator.join(state.langs.map((lang) => translator.nameOfLanguage(lang))),
    link: /^https?:/.test(app.link) ? app.link : translator.text('mail.nolink'),
    command: commandOf(app.effective),
  });
  return `mailto:?subject=${encodeURIComponent(translator.text('mail.subject', {widget}))}&body=${encodeURIComponent(body)}`;
}

/** Lists the mistakes, each with the id of its field. @param {App} app @returns {{target: string, text: string}[]} */
function mistakesOf({snippet, contrasts, translator, state}) {
  return snippet.mistakes.flatMap(({field, message}) => {
    if (field === 'contrast')
      return contrasts.map(({mode, ratio}) => ({
        target: mode === 'dark' && state.attributes.theme !== 'dark' ? 'accent-dark' : 'accent',
        text: translator.text(`contrast.${mode}`, {ratio: ratio.toLocaleString(translator.lang)}),
      }));
    const known = field === 'accent-dark' ? 'accent' : field;
    const key = translator.has(`error.${known}`) ? `error.${known}` : 'error.core';
    const isOption = ['base', 'accent', 'accent-dark', 'radius', 'font'].includes(field);
    return {target: isOption || !field ? field : `attribute-${field}`, text: translator.text(key, {message})};
  });
}

/** @param {App} app */
function mistakesPart(app) {
  const {snippet, translator} = app;
  if (!snippet.mistakes.length) return nothing;
  return html`<div class="mistakes">
    <h3>${translator.text('error.title')}</h3>
    <ul>
      ${mistakesOf(app).map(({target, text}) => {
        const focus = (/** @type {Event} */ event) => {
          event.preventDefault();
          const element = document.getElementById(target);
          element?.closest('details')?.setAttribute('open', '');
          element?.focus();
        };
        return html`<li>${target ? html`<a href="#${target}" @click=${focus}>${text}</a>` : text}</li>`;
      })}
    </ul>
  </div>`;
}

/** @param {App} app */
function notesPart({snippet, translator, state}) {
  const form = codeOf(state) === 'author' ? 'fallback' : formOf(state);
  const langs = translator.join([...new Set(snippet.placeless)].map((lang) => translator.nameOfLanguage(lang)));
  const look = snippet.html.includes('style="--recovery') && 'look';
  const notes = [form !== 'div' && form, look, langs && 'row'].filter(Boolean);
  return notes.map((note) => html`<p>${translator.text(`note.${note}`, {langs})}</p>`);
}

/** The choice between codes, with what each lacks. @param {App} app */
function codeField(app) {
  const {translator, state} = app;
  if (!hasCode(state)) return nothing;
  const isAuthor = state.code === 'author';
  const codes = ['', 'full', ...(state.platform === 'wordpress' || isAuthor ? ['author'] : [])];
  return choiceGroup({
    id: 'code',
    label: translator.text('code'),
    values: [state.code],
    choices: codes.map((value) => ({value, label: translator.text(`code.${value || 'short'}`)})),
    onChange: (code) => app.update({code}),
    after: html`<p class="hint">${translator.text(`code.${state.code || 'short'}.hint`)}</p>`,
  });
}

/** A text to copy. @param {App} app @param {{id: string, label: string, hint?: string, value: string, rows: number, buttons?: unknown}} about */
export const copyField = (app, {id, label, hint, value, rows, buttons}) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    <textarea
      id=${id}
      readonly
      dir="ltr"
      lang="en"
      spellcheck="false"
      translate="no"
      rows=${rows}
      aria-describedby=${hint ? `${id}-hint` : nothing}
      .value=${live(value)}
    ></textarea>
    <div class="buttons">
      ${
        buttons ??
        html`<button type="button" ?disabled=${!value} @click=${() => app.copy(value, id)}>
          ${app.translator.text('copy')}<span class="unseen">: ${label}</span>
        </button>`
      }
    </div>
  </div>
`;

/** Buttons for the parts of a snippet that go to different places: the box, and the lines for the whole site. @param {App} app */
function partButtons(app) {
  const {snippet, translator, state} = app;
  // The element with the fallback content alone, of each language, and the lines for the head of all pages, each once.
  const box = formOf(state) === 'div' ? snippet.html.replace(/^<(?:!--.*|link .*|script [^]*?<\/script>)\n/gm, '') : '';
  const lines = [...new Set(snippet.html.match(/^<(?:link rel="stylesheet"|script [^>\n]*src=).*\n/gm))].join('');
  const button = (/** @type {string} */ text, /** @type {string} */ label) =>
    html`<button type="button" @click=${() => app.copy(text, 'snippet')}>${label}</button>`;
  if (!box || !lines) return nothing;
  return html`<p>${translator.text('note.div')}</p>
    <div class="buttons">
      ${button(box, translator.text('copy.box'))}${button(lines, translator.text('copy.site'))}
    </div>`;
}

/** The button that copies, in a bar that stays in the window. @param {App} app */
function copyBar(app) {
  const {snippet, translator} = app;
  const waiting = snippet.mistakes.length ? 'error.title' : snippet.html || app.failure ? '' : 'working';
  return html`<div class="bar">
    <button type="button" class="main" ?disabled=${!snippet.html} @click=${() => app.copy(snippet.html, 'snippet')}>
      ${translator.text('copy.all')}
    </button>
    <span aria-live="polite">${app.status || (waiting && translator.text(waiting))}</span>
  </div>`;
}

/** @param {App} app */
const snippetField = (app) =>
  copyField(app, {
    id: 'snippet',
    label: app.translator.text('snippet'),
    value: app.snippet.html,
    rows: 7,
    buttons: html`${copyBar(app)} <a class="button" href=${mailOf(app)}>${app.translator.text('mail')}</a>`,
  });

/** A step; the one that names the plugin links its file in the hosted folder. @param {string} step @param {boolean} hasPlugin */
function stepItem(step, hasPlugin) {
  const file = 'recovery-widgets-wordpress.zip';
  const address = hasPlugin && addressOfHosted(file);
  return html`<li>${step} ${address ? html`<a href=${address} dir="ltr">${file}</a>` : nothing}</li>`;
}

/** Open from the start only where there is room. @param {App} app */
const stepsPart = (app) =>
  fold(
    'steps',
    html`${app.translator.text('steps')}: ${app.translator.text(`platform.${app.state.platform}`)}`,
    document.documentElement.clientWidth >= 1024,
    html`<ol class="steps">
        ${app.translator.list(`steps.${app.state.platform}`).map((step, index) => stepItem(step, app.state.platform === 'wordpress' && !index))}
        <li>${app.translator.text('steps.test')}</li>
      </ol>
      ${partButtons(app)}
      <p class="hint">${app.translator.text('steps.names')}</p>
      ${guide(app, GUIDES[app.state.platform])}`,
  );

/** Link and command that make the same snippet. @param {App} app */
const againPart = (app) => html`
  <details class="more">
    <summary>${app.translator.text('link')}, ${app.translator.text('command')}</summary>
    <button type="button" ?disabled=${!app.snippet.html} @click=${() => app.download()}>
      ${app.translator.text('download')}
    </button>
    ${copyField(app, {
      id: 'link',
      label: app.translator.text('link'),
      hint: app.translator.text('link.hint'),
      value: app.link,
      rows: 2,
    })}
    ${copyField(app, {id: 'command', label: app.translator.text('command'), value: commandOf(app.effective), rows: 3})}
  </details>
`;

/** @param {App} app */
export const snippetPart = (app) => html`
  <section class="snippet" aria-labelledby="snippet-title">
    <h2 id="snippet-title">${app.translator.text('step.snippet')}</h2>
    ${mistakesPart(app)} ${codeField(app)} ${snippetField(app)} ${notesPart(app)} ${stepsPart(app)} ${againPart(app)}
  </section>
`;
