/** Renews the words and numbers in files that somebody chooses, as `npx recovery-widgets refresh` does. */
import {html, nothing} from 'lit';
import {StoppedError} from './ask.mjs';
import {checkField} from './fields.mjs';
import {saveFile} from './hand-out.mjs';

/**
 * @typedef {import('./main.mjs').App} App
 * @typedef {import('../pages/refresh.mjs').Refreshed} Refreshed
 * @typedef {Partial<Refreshed> & {name: string, failure?: string}} Renewed a file; without the rest if it could not be read
 *
 * @typedef {object} Renewing
 * @property {'idle' | 'working' | 'stopped' | 'done'} state
 * @property {string} [name] of the file that is read
 * @property {Renewed[]} files
 * @property {boolean} replaceEdited also words that somebody has changed
 */

/** Most bytes of a file; the command reads more. */
const LARGEST = 50_000_000;

const input = () => /** @type {HTMLInputElement} */ (document.getElementById('files'));

/** Bytes that are turned into characters at a time: a call has no room for more arguments than some ten thousands. */
const CHUNK = 8192;

/** Reads a file, one character for each byte. @param {File} file */
async function readBinary(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  return binary;
}

/** Renews the chosen files, one after the other. @param {App} app */
async function run(app) {
  const {speaker, renewer} = app;
  const {replaceEdited} = app.renewing;
  renewer.stop();
  /** @type {Renewed[]} */
  const files = [];
  for (const file of input().files ?? []) {
    const {name} = file;
    app.set({renewing: {state: 'working', name, files, replaceEdited}});
    try {
      if (file.size > LARGEST) files.push({name, failure: speaker.say('renew.large')});
      else files.push({name, ...(await renewer.ask('renew', await readBinary(file), name, {replaceEdited}))});
    } catch (error) {
      // Other files have been chosen, or it was stopped.
      if (error instanceof StoppedError) return;
      files.push({name, failure: speaker.say('renew.failed', {message: /** @type {Error} */ (error).message})});
    }
  }
  app.set({renewing: {state: files.length ? 'done' : 'idle', files, replaceEdited}});
}

/** @param {App} app */
function stop(app) {
  app.renewer.stop();
  app.set({renewing: {...app.renewing, state: 'stopped'}});
}

/** Names a box by the title that it has in a report, such as `faq, es, US`. @param {App} app @param {string} title */
function nameOf({speaker, data}, title) {
  const [name, lang, region] = title.split(', ');
  const widget = data.widgets.find((each) => each.name === name);
  if (!widget) return html`<bdi lang="en">${title}</bdi>`;
  const parts = [speaker.label(widget.label)];
  if (lang) parts.push(data.languages.includes(lang) ? speaker.nameOfLanguage(lang) : lang);
  if (region) parts.push(speaker.nameOfRegion(region, data.subdivisions));
  return html`<bdi>${speaker.join(parts)}</bdi>`;
}

/** Shows words of a page as text. @param {App} app @param {string | undefined} before @param {string | undefined} after */
const difference = ({speaker}, before, after) =>
  before === undefined || after === undefined
    ? nothing
    : html`<details>
        <summary>${speaker.say('renew.words')}</summary>
        <p>${speaker.say('renew.before')}</p>
        <pre dir="auto" translate="no">${before.trim()}</pre>
        <p>${speaker.say('renew.after')}</p>
        <pre dir="auto" translate="no">${after.trim()}</pre>
      </details>`;

/** Names the box to tick in place of the option of the command. @param {App} app @param {string} problem */
const optionsAsLabels = ({speaker}, problem) => problem.replace('--replace-edited', `“${speaker.say('renew.edited')}”`);

/** @param {App} app @param {Renewed} file */
function fileItem(app, {name, failure, snippets = 0, changes = [], decisions = [], binary = ''}) {
  const {speaker} = app;
  if (failure)
    return html`<li>
      <h3><bdi>${name}</bdi></h3>
      <p class="error">${failure}</p>
    </li>`;
  const counts = {count: snippets, changed: changes.length, decisions: decisions.length};
  return html`<li>
    <h3><bdi>${name}</bdi></h3>
    <p>${snippets || decisions.length ? speaker.say('renew.summary', counts) : speaker.say('renew.none')}</p>
    ${
      changes.length
        ? html`<p>
              <button
                type="button"
                class="main"
                @click=${() =>
                  saveFile(
                    name,
                    Uint8Array.from(binary, (byte) => byte.charCodeAt(0)),
                  )}
              >
                ${speaker.say('renew.save', {name})}
              </button>
            </p>
            <ul>
              ${changes.map(
                ({line, title, before, after}) =>
                  html`<li>
                    ${speaker.say('renew.line', {line})} ${nameOf(app, title)} ${difference(app, before, after)}
                  </li>`,
              )}
            </ul>`
        : nothing
    }
    ${
      decisions.length
        ? html`<h4>${speaker.say('renew.decide')}</h4>
            <ul>
              ${decisions.map(
                ({line, title, problem, before, after}) =>
                  html`<li>
                    ${speaker.say('renew.line', {line})} ${nameOf(app, title)}
                    <p lang="en" dir="ltr">${optionsAsLabels(app, problem)}</p>
                    ${difference(app, before, after)}
                  </li>`,
              )}
            </ul>`
        : nothing
    }
  </li>`;
}

/** Returns the sentence for what has happened. @param {App} app */
function statusOf({speaker, renewing: {state, name = '', files}}) {
  if (state === 'working') return speaker.say('renew.working', {name});
  if (state === 'stopped') return speaker.say('check.stopped');
  return state === 'done' ? speaker.say('renew.done', {count: files.length}) : '';
}

/** @param {App} app */
export function renewPart(app) {
  const {speaker, renewing} = app;
  const isWorking = renewing.state === 'working';
  return html`
    <section class="check-page" id="renew" aria-labelledby="renew-title">
      <h2 id="renew-title" tabindex="-1">${speaker.say('step.renew')}</h2>
      <p class="hint" id="files-hint">${speaker.say('renew.hint')}</p>
      ${checkField({
        id: 'replace-edited',
        label: speaker.say('renew.edited'),
        checked: app.renewing.replaceEdited,
        onChange: (replaceEdited) => {
          app.set({renewing: {...app.renewing, replaceEdited}});
          return run(app);
        },
      })}
      <div class="field">
        <label for="files">${speaker.say('renew.files')}</label>
        <input type="file" id="files" multiple aria-describedby="files-hint" @change=${() => run(app)} />
      </div>
      <div class="buttons">
        <button type="button" ?hidden=${!isWorking} @click=${() => stop(app)}>${speaker.say('check.stop')}</button>
      </div>
      <p role="status" class="status">${statusOf(app)}</p>
      <ul role="list" class="renewed">
        ${renewing.files.map((file) => fileItem(app, file))}
      </ul>
    </section>
  `;
}
