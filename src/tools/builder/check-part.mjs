/** Checks pasted page source, and reads the choices of its snippets back. */
import {html, nothing} from 'lit';
import {StoppedError} from './worker-client.mjs';
import {leaveStop, partLink} from './focus.mjs';
import {richText} from './rich-text.mjs';
import {copyField, guide} from './results.mjs';
import {kindOfText} from '../pages/kinds.mjs';
import {isSerialized} from '../pages/encodings.mjs';
import {EXAMPLE_BASE} from './state.mjs';

/**
 * @typedef {import('./main.mjs').App} App
 * @typedef {import('./read-back.mjs').ReadBack} ReadBack
 * @typedef {import('../../entries/check/finding.js').Finding} Finding
 *
 * @typedef {object} Checked
 * @property {Finding[]} findings
 * @property {ReadBack[]} snippets
 * @property {number} count
 * @property {boolean} isAlone whether there is fallback content of ours without a tag
 * @property {import('./state.mjs').State} [together]
 * @property {boolean} isLong whether the end was not read
 *
 * @typedef {'empty' | 'address' | 'data' | 'text'} NotSource
 *
 * @typedef {object} Check
 * @property {'idle' | 'working' | 'stopped' | 'failed' | 'done' | 'named' | NotSource} state `named`: by a link of check.js
 * @property {Checked} [checked]
 * @property {Finding['cause']} [cause]
 * @property {string} [message]
 */

/** As checkSource cuts it. */
const MAX_PAGE_LENGTH = 5_000_000;

const field = () => /** @type {HTMLTextAreaElement} */ (document.getElementById('source'));

/** A URL as people copy it, with or without its scheme. */
const ADDRESS =
  /^(?:[a-z][a-z-]*:(?:\/\/)?[^\s<]+|www\.[^\s<]+|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+(?::\d+)?(?:\/[^\s<]*)?|localhost\b[^\s<]*)$/iu;

/** Causes that rest on something missing, which may be in a part that was not read. */
const ABSENT = ['nothing-here', 'script', 'style', 'end-tag'];

/**
 * Detects text pasted instead of page source, for which the check would only find that it has no widget.
 *
 * @param {string} source
 * @returns {NotSource | undefined}
 */
function notSource(source) {
  const text = source.trim();
  if (!text) return 'empty';
  if (ADDRESS.test(text)) return 'address';
  if (['json', 'sql'].includes(kindOfText(text)) || isSerialized(text)) return 'data';
  return /<|&lt;/i.test(text) ? undefined : 'text';
}

/** Checks the content of the field. @param {App} app */
async function run(app) {
  const source = field().value;
  const other = notSource(source);
  app.checkWorker.stop();
  if (other) return show(app, {state: other});
  show(app, {state: 'working'});
  try {
    /** @type {Checked} */
    const checked = await app.checkWorker.call('check', source.slice(0, MAX_PAGE_LENGTH));
    const isLong = source.length > MAX_PAGE_LENGTH;
    const findings = checked.findings.filter(({cause}) => !isLong || !ABSENT.includes(cause));
    show(app, {state: 'done', checked: {...checked, findings, isLong}});
  } catch (error) {
    // Another check has begun.
    if (error instanceof StoppedError) return;
    show(app, {state: 'failed', message: /** @type {Error} */ (error).message});
  }
}

/** Shows another state of the check. @param {App} app @param {Check} check */
function show(app, check) {
  if (check.state !== 'working') leaveStop('check');
  app.set({check});
}

/** @param {App} app */
function stop(app) {
  app.checkWorker.stop();
  show(app, {state: 'stopped'});
}

/** Puts the choices of a snippet into the form. @param {App} app @param {import('./state.mjs').State} state */
function load(app, state) {
  app.update({...state, view: app.state.view, base: state.base === app.ownBase ? '' : state.base});
  app.set({status: app.translator.text('check.loaded')});
  const heading = document.getElementById('snippet-title');
  heading?.scrollIntoView();
  document.getElementById('snippet')?.focus({preventScroll: true});
}

/** Causes that have to be fixed elsewhere, each with the clicks. @type {Record<string, string>} */
const CLICKS = {optimizer: 'fix.optimizer'};

/**
 * Renders a problem and its remedy: of a page that was read, or of a cause alone.
 *
 * @param {App} app
 * @param {Pick<Finding, 'cause'> & Partial<Finding>} finding
 */
function sentences({translator, data}, {cause, message}) {
  if (!message) return html`<p><b>${translator.text(`cause.${cause}`)}</b></p>`;
  const box = data.widgets.find(({name}) => name === message.values.box);
  const values = {...message.values, ...(box && {box: translator.label(box.label)})};
  const [problem, remedy] = translator.list(`finding.${message.key}`);
  return html`<p><b>${richText(translator, problem, values)}</b></p>
    <p>${richText(translator, remedy, values)}</p>`;
}

/** @param {App} app @param {Pick<Finding, 'cause'> & Partial<Finding>} finding */
const findingItem = (app, finding) => html`
  <li>
    ${sentences(app, finding)}
    ${
      CLICKS[finding.cause]
        ? html`<h4>${app.translator.text('steps')}</h4>
            <ol class="steps">
              ${app.translator.list(CLICKS[finding.cause]).map((step) => html`<li>${step}</li>`)}
            </ol>`
        : nothing
    }
    ${finding.cause === 'outdated' ? html`<p>${partLink(app, 'renew')}</p>` : nothing}
    ${guide(app, `check#${finding.cause}`)}
  </li>
`;

/** @param {App} app @param {ReadBack} snippet */
function snippetItem(app, {given, state, problem, newer, isUnknown}) {
  const {translator, data} = app;
  const widget = data.widgets.find(({name}) => name === given);
  const what = translator.join(
    [
      widget ? translator.label(widget.label) : given,
      state?.region ? translator.nameOfRegion(state.region, data.subdivisions) : '',
      state ? translator.nameOfLanguage(state.langs[0]) : '',
    ].filter(Boolean),
  );
  return html`<li>
    ${newer ? html`<p class="warning">${translator.text('check.newer', {version: newer, own: data.version})}</p>` : nothing}
    ${isUnknown && state ? html`<p class="hint">${translator.text('check.unknown')}</p>` : nothing}
    ${
      state
        ? html`<button type="button" @click=${() => load(app, state)}>${translator.text('check.load', {what})}</button>`
        : html`<p>
            ${translator.text('check.problem', {what})}
            ${problem ? richText(translator, translator.text(`decide.${problem.key}`), problem.values) : nothing}
          </p>`
    }
  </li>`;
}

/**
 * Findings below a heading of their own; nothing without any.
 *
 * @param {App} app
 * @param {string} title
 * @param {(Pick<Finding, 'cause'> & Partial<Finding>)[]} findings
 * @param {number} [start] number of the first
 */
const findingList = (app, title, findings, start) =>
  findings.length
    ? html`<h3>${title}</h3>
        <ol class="findings" start=${start ?? nothing}>
          ${findings.map((finding) => findingItem(app, finding))}
        </ol>`
    : nothing;

/** @param {App} app @param {Checked} checked */
function snippetList(app, {snippets, count, together}) {
  const {translator} = app;
  return html`<h3>${translator.text('check.found', {count})}</h3>
    ${
      together
        ? html`<p>
            <button type="button" class="main" @click=${() => load(app, together)}>
              ${translator.text('check.loadall', {count: snippets.length})}
            </button>
          </p>`
        : nothing
    }
    <ul class="found">
      ${snippets.map((snippet) => snippetItem(app, snippet))}
    </ul>
    ${count > snippets.length ? html`<p>${translator.text('check.more', {count: snippets.length})}</p>` : nothing}`;
}

/** @param {App} app */
function resultPart(app) {
  const {translator, check} = app;
  const {checked, cause} = check;
  if (check.state === 'named' && cause) return findingList(app, translator.text('check.first'), [{cause}]);
  if (check.state !== 'done' || !checked) return nothing;
  const {findings, snippets, isAlone, isLong} = checked;
  return html`
    ${isLong ? html`<p class="warning">${translator.text('check.long')}</p>` : nothing}
    ${findingList(app, translator.text('check.first'), findings.slice(0, 1))}
    ${findingList(app, translator.text('check.then'), findings.slice(1), 2)}
    ${snippets.length ? snippetList(app, checked) : nothing}
    ${isAlone && !snippets.length ? html`<p class="hint">${translator.text('check.alone')}</p>` : nothing}
  `;
}

/** Returns the status sentence. @param {App} app */
function statusOf({translator, check}) {
  if (check.state === 'working') return translator.text('check.working');
  if (check.state === 'stopped' || check.state === 'empty') return translator.text(`check.${check.state}`);
  if (check.state === 'address' || check.state === 'data' || check.state === 'text')
    return translator.text(`check.given.${check.state}`);
  if (check.state === 'failed')
    return richText(translator, translator.text('error.core'), {message: check.message ?? ''});
  if (!check.checked) return '';
  const {findings, count, isLong} = check.checked;
  if (findings.length)
    return findings.length > 1 ? translator.text('check.some', {count: findings.length}) : translator.text('check.one');
  return isLong && !count ? translator.text('check.cut') : translator.text('check.none');
}

/**
 * Code that loads check.js into the page that is open.
 *
 * @param {string} base
 * @param {string} refused its message where the page does not allow that
 */
const checkLine = (base, refused) =>
  `(()=>{const no=()=>alert(${JSON.stringify(`${refused} `)}+location.href);try{const s=document.createElement('script');s.src=${JSON.stringify(`${base}check.js`)};s.onerror=no;document.head.append(s)}catch{no()}})()`;

/** @param {App} app */
function livePart(app) {
  const {translator} = app;
  const isFine = !app.snippet.mistakes.some((mistake) => mistake.field === 'base');
  const base = ((isFine && app.effective.base) || EXAMPLE_BASE).replace(/\/?$/, '/');
  // A path on this host would not exist on the pages on which the bookmark is used.
  const line = checkLine(base.startsWith('/') ? new URL(base, app.files).href : base, translator.text('check.refused'));
  const bookmark = `javascript:${encodeURI(line)}`;
  const drag = (/** @type {Event} */ event) => {
    event.preventDefault();
    app.set({checkStatus: translator.text('check.drag')});
  };
  return html`<div class="live">
    <h3>${translator.text('check.live')}</h3>
    <p class="hint">${translator.text('check.live.hint')}</p>
    <p>
      <a class="button" draggable="true" href=${bookmark} @click=${drag}>${translator.text('check.bookmark')}</a>
      <span role="status">${app.checkStatus}</span>
    </p>
    ${copyField(app, {id: 'bookmark', label: translator.text('check.address'), value: bookmark, rows: 3})}
    ${copyField(app, {id: 'console', label: translator.text('check.console'), value: line, rows: 3})}
  </div>`;
}

/** @param {App} app */
export function checkPart(app) {
  const {translator, check} = app;
  const isWorking = check.state === 'working';
  return html`
    <section class="check-page" id="check" aria-labelledby="check-title">
      <h2 id="check-title" tabindex="-1">${translator.text('step.check')}</h2>
      <div class="field">
        <label for="source">${translator.text('check.source')}</label>
        <p class="hint" id="source-hint">${translator.text('check.hint')}</p>
        <textarea
          id="source"
          dir="ltr"
          rows="6"
          spellcheck="false"
          autocomplete="off"
          translate="no"
          aria-describedby="source-hint"
        ></textarea>
      </div>
      <div class="buttons">
        <button type="button" class="main" @click=${() => run(app)}>${translator.text('check.do')}</button>
        <button type="button" class="stop" ?hidden=${!isWorking} @click=${() => stop(app)}>
          ${translator.text('check.stop')}
        </button>
        <button
          type="button"
          @click=${() => {
            field().value = '';
            field().focus();
            app.checkWorker.stop();
            app.set({check: {state: 'idle'}});
          }}
        >
          ${translator.text('check.clear')}
        </button>
      </div>
      <p role="status" class="status" tabindex="-1">${statusOf(app)}</p>
      ${check.state === 'data' ? html`<p>${partLink(app, 'renew')}</p>` : nothing} ${resultPart(app)} ${livePart(app)}
    </section>
  `;
}
