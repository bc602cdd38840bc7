/** Checks pasted page source, and reads the choices of its snippets back. */
import {html, nothing} from 'lit';
import {checkSource, defaultBase} from '../pages/page-tools.mjs';
import {addressOfGuide} from './guide-addresses.mjs';
import {readSnippets} from './read-back.mjs';
import {copyField, guide} from './results.mjs';

/** @import {App} from './main.mjs' */
/** @import {State} from './state.mjs' */
/** @import {Translator} from './translator.mjs' */

/** @typedef {Record<string, string | number>} Values */
/** @typedef {{findings: import('../../check/finding.js').Finding[], snippets: State[]}} Checked */

/** Names of values that come from our data and programs instead of the page, in English. */
const ENGLISH = ['what', 'reason', 'allowed', 'message'];

/** @param {Translator} translator @param {string | number} value */
const asText = ({lang}, value) => (typeof value === 'number' ? value.toLocaleString(lang) : value);

/** @param {Translator} translator @param {string} text @param {Values} values */
const plain = (translator, text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => asText(translator, values[name] ?? whole));

/**
 * Renders a text that has code between backticks, and `{…}` for values from a page, each with its own base direction.
 *
 * @param {Translator} translator
 * @param {string} text
 * @param {Values} values
 */
const richText = (translator, text, values) =>
  text.split(/(`[^`]*`|\{\w+\})/).map((part) => {
    if (part.startsWith('`')) return html`<code dir="ltr">${plain(translator, part.slice(1, -1), values)}</code>`;
    const name = part.slice(1, -1);
    if (!part.startsWith('{') || !(name in values)) return part;
    const value = asText(translator, values[name]);
    return ENGLISH.includes(name) ? html`<bdi lang="en">${value}</bdi>` : html`<bdi>${value}</bdi>`;
  });

/** Checks the content of the field. @param {App} app */
async function run(app) {
  // Empties the live region first, so that all of the next finding is announced.
  app.set({checked: undefined});
  const source = /** @type {HTMLTextAreaElement} */ (document.getElementById('source')).value;
  const findings = await checkSource(source);
  // The plugin for WordPress writes widgets that no snippet replaces.
  const snippets = source.includes(' data-recovery-fallback="') ? [] : await readSnippets(source);
  app.set({checked: {findings, snippets}});
}

/** Puts the choices of a snippet into the form. @param {App} app @param {import('./state.mjs').State} state */
function load(app, state) {
  app.update({...state, view: app.state.view, base: state.base === app.ownBase ? '' : state.base});
  app.set({status: app.translator.text('check.loaded')});
  document.getElementById('snippet-title')?.scrollIntoView();
  document.getElementById('snippet')?.focus({preventScroll: true});
}

/** Shows the first finding, as the bookmark does. @param {App} app @param {Checked} checked */
function findingPart(app, {findings}) {
  const {translator, data} = app;
  const [first] = findings;
  if (!first)
    return html`<p>${translator.text('check.fine')}</p>
      ${guide(app, 'check#csp')}`;
  const {key, values} = first.message;
  const widget = data.widgets.find(({name}) => name === values.box);
  const shown = {...values, ...(widget && {box: translator.label(widget.label)})};
  const [problem, remedy] = translator.list(`finding.${key}`);
  const rest = findings.length - 1;
  return html`<p><b>${richText(translator, problem, shown)}</b></p>
    <p>${richText(translator, first.isByPlugin ? translator.text('around.plugin') : remedy, shown)}</p>
    ${rest ? html`<p>${translator.text('around.more', {count: rest})}</p>` : nothing}
    ${guide(app, `check#${first.cause}`)}`;
}

/** @param {App} app @param {State} state */
function loadButton(app, state) {
  const {translator, data} = app;
  const widget = data.widgets.find(({name}) => name === state.widget);
  const label = translator.label(widget?.label ?? state.widget);
  const place = state.region && translator.nameOfRegion(state.region, data.subdivisions);
  const what = translator.join([label, place, translator.nameOfLanguage(state.langs[0])].filter(Boolean));
  return html`<li>
    <button type="button" @click=${() => load(app, state)}>${translator.text('check.load', {what})}</button>
  </li>`;
}

/**
 * Code that loads check.js into the page that is open. A policy that refuses the file fires an event before the script’s own; without one,
 * a blocker has stopped it.
 *
 * @param {string} base
 * @param {{text: Translator['text']}} translator
 * @param {string} [help] address of the guide about policies
 */
export function checkLine(base, translator, help = '') {
  const url = `${base}check.js`;
  const {origin} = new URL(url);
  const [policy, copy, blocked, file, where] = [
    translator.text('check.policy', {origin}),
    `${translator.text('copy')}: ${origin}`,
    translator.text('check.blocked', {url}),
    url,
    help,
  ].map((text) => JSON.stringify(text));
  return `(()=>{let v;const e=n=>document.createElement(n),s=e('script');document.addEventListener('securitypolicyviolation',x=>{v=x});s.onerror=()=>setTimeout(()=>{const n=v&&[...new Set(['script','style'].map(k=>[k+'-src-elem',k+'-src','default-src'].find(n=>RegExp('(^|;) *'+n+'( |;|$)').test(v.originalPolicy))))].filter(n=>n).join(', ');if(!n)return alert(${blocked});const d=e('dialog'),b=e('button'),p=e('p'),a=e('a');a.href=a.textContent=${where};a.target='_blank';p.append(a);b.textContent=${copy};b.onclick=()=>{navigator.clipboard?.writeText('${origin}');d.remove()};d.append(${policy}.replace('{name}',n),p,b);document.body.append(d);d.showModal()},99);try{s.src=${file};document.head.append(s)}catch{s.onerror()}})()`;
}

/** @param {App} app */
function livePart(app) {
  const {translator} = app;
  const isFine = !app.snippet.mistakes.some((mistake) => mistake.field === 'base');
  const base = ((isFine && app.effective.base) || defaultBase).replace(/\/?$/, '/');
  // A path on this host would not exist on the pages on which the bookmark is used.
  const help = addressOfGuide('check#csp');
  const line = checkLine(new URL(base, app.files).href, translator, help && new URL(help, location.href).href);
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
      <span aria-live="polite">${app.checkStatus}</span>
    </p>
    ${copyField(app, {id: 'bookmark', label: translator.text('check.address'), value: bookmark, rows: 3})}
    ${copyField(app, {id: 'console', label: translator.text('check.console'), value: line, rows: 3})}
  </div>`;
}

/** @param {App} app */
export function checkPart(app) {
  const {translator, checked} = app;
  return html`
    <details class="check-page" id="check">
      <summary><h2 id="check-title">${translator.text('step.check')}</h2></summary>
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
      </div>
      <div aria-live="polite" class="finding">${checked ? findingPart(app, checked) : nothing}</div>
      ${
        checked?.snippets.length
          ? html`<ul role="list" class="found">
              ${checked.snippets.map((state) => loadButton(app, state))}
            </ul>`
          : nothing
      }
      ${livePart(app)}
    </details>
  `;
}
