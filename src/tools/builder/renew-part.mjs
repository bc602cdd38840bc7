/** Refreshes the fallback content and numbers in chosen files, as `npx recovery-widgets refresh` does. */
import {html, nothing} from 'lit';
import {saveFile} from './copy-and-save.mjs';
import {checkField} from './fields.mjs';
import {leaveStop} from './focus.mjs';
import {richText} from './rich-text.mjs';
import {StoppedError} from './worker-client.mjs';

/**
 * @typedef {import('./main.mjs').App} App
 * @typedef {import('./worker-methods.mjs').Renewed} Renewed
 * @typedef {Renewed['decisions'][number]} Decision
 * @typedef {'large' | 'empty' | 'changed' | 'failed'} Failure why a file could not be read
 * @typedef {Partial<Renewed> & {name: string, failure?: Failure, message?: string}} Result `message`: of the browser
 *
 * @typedef {object} Renewing
 * @property {'idle' | 'working' | 'stopped' | 'done'} state
 * @property {string} [name] of the file that is read
 * @property {readonly File[]} chosen
 * @property {Result[]} files
 * @property {boolean} replaceEdited also edited fallback content
 */

/** Maximum bytes of a file; the command reads larger ones. */
const MAX_FILE_BYTES = 50_000_000;

/** Bytes to convert per call, as engines limit the number of arguments to some tens of thousands. */
const CHUNK = 8192;

/** Reads a file, one character for each byte. @param {File} file */
async function readBinary(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  return binary;
}

/** Renews a file. @param {App} app @param {File} file @param {() => boolean} isWanted @returns {Promise<Result>} */
async function renewOne({renewWorker, renewing: {replaceEdited}}, file, isWanted) {
  const {name, size} = file;
  if (size > MAX_FILE_BYTES) return {name, failure: 'large'};
  if (!size) return {name, failure: 'empty'};
  try {
    const binary = await readBinary(file);
    if (!isWanted()) throw new StoppedError();
    return {name, ...(await renewWorker.call('renew', binary, name, {replaceEdited}))};
  } catch (error) {
    if (error instanceof StoppedError) throw error;
    if (error instanceof DOMException) return {name, failure: 'changed'};
    return {name, failure: 'failed', message: /** @type {Error} */ (error).message};
  }
}

/** Number of the latest run, so that a late result of an earlier one is not shown. */
let begun = 0;

/** Shows another state of the work. @param {App} app @param {Partial<Renewing>} changes */
function show(app, changes) {
  if (changes.state !== 'working') leaveStop('renew');
  app.set({renewing: {...app.renewing, ...changes}});
}

/** Renews the chosen files, one after the other. @param {App} app */
async function run(app) {
  const own = ++begun;
  app.renewWorker.stop();
  /** @type {Result[]} */
  const files = [];
  for (const file of app.renewing.chosen) {
    show(app, {state: 'working', name: file.name, files});
    try {
      const result = await renewOne(app, file, () => own === begun);
      if (own !== begun) return;
      files.push(result);
    } catch {
      // Other files have been chosen, or it was stopped.
      return;
    }
  }
  show(app, {state: files.length ? 'done' : 'idle', files});
}

/** @param {App} app */
function stop(app) {
  begun++;
  app.renewWorker.stop();
  show(app, {state: 'stopped'});
}

/** Names the box that an entry is about. @param {App} app @param {Pick<Decision, 'settings'>} entry */
function nameOf({translator, data}, {settings}) {
  const widget = data.widgets.find(({name}) => name === settings?.name);
  if (!settings || !widget) return nothing;
  const {lang, region} = settings;
  const parts = [translator.label(widget.label)];
  if (lang) parts.push(translator.nameOfLanguage(lang));
  if (region) parts.push(translator.nameOfRegion(region, data.subdivisions));
  return html`<bdi>${translator.join(parts)}</bdi>`;
}

/** Renders a decision that a person must make. @param {App} app @param {Decision} decision */
const decisionText = ({translator}, {key, values}) =>
  richText(translator, translator.text(`decide.${key}`), {...values, option: translator.text('renew.edited')});

/**
 * Renders the lines that differ, as text.
 *
 * @param {App} app
 * @param {Decision['differences']} differences
 * @param {[summary: string, before: string, after: string]} labels
 */
const differencePart = ({translator}, differences, [summary, before, after]) =>
  differences.length
    ? html`<details>
        <summary>${translator.text(summary)}</summary>
        ${differences.map(
          (part) => html`
            ${
              part.before.length
                ? html`<p>${translator.text(before)}</p>
                    <pre dir="auto" translate="no"><del>${part.before.join('\n')}</del></pre>`
                : nothing
            }
            ${
              part.after.length
                ? html`<p>${translator.text(after)}</p>
                    <pre dir="auto" translate="no"><ins>${part.after.join('\n')}</ins></pre>`
                : nothing
            }
          `,
        )}
      </details>`
    : nothing;

/** Begins an entry with the line of the file, unless it is about all of it. @param {App} app @param {number} line */
const lineText = ({translator}, line) => (line ? translator.text('renew.line', {line}) : nothing);

/** Whether all entries are about the file as a whole. @param {Pick<Result, 'changes' | 'decisions'>} result */
const isUnread = ({changes = [], decisions = []}) => !changes.length && decisions.length === 1 && !decisions[0].line;

/** Shows why a file was not read, or that there is nothing in it. @param {App} app @param {Result} result */
function emptyText(app, {failure, message = '', snippets, changes = [], decisions = []}) {
  const {translator} = app;
  if (failure)
    return html`<p class="error">${richText(translator, translator.text(`renew.${failure}`), {message})}</p>`;
  const [whole] = decisions;
  if (isUnread({changes, decisions})) return html`<p class="error">${decisionText(app, whole)}</p>`;
  return snippets || decisions.length ? undefined : html`<p>${translator.text('renew.none')}</p>`;
}

/** @param {App} app @param {Result} result */
function resultPart(app, {name, snippets = 0, changes = [], decisions = [], binary = ''}) {
  const {translator} = app;
  const save = () =>
    saveFile(
      name,
      Uint8Array.from(binary, (byte) => byte.charCodeAt(0)),
    );
  const counts = {count: snippets, changed: changes.length, decisions: decisions.length};
  return html`
    <p>${translator.text('renew.summary', counts)}</p>
    ${
      changes.length
        ? html`<p>
              <button type="button" class="main" @click=${save}>
                ${richText(translator, translator.text('renew.save'), {name})}
              </button>
            </p>
            <ul>
              ${changes.map(
                (change) =>
                  html`<li>
                    ${lineText(app, change.line)} ${nameOf(app, change)}
                    ${differencePart(app, change.differences, ['renew.words', 'renew.before', 'renew.after'])}
                  </li>`,
              )}
            </ul>`
        : nothing
    }
    ${
      decisions.length
        ? html`<h4>${translator.text('renew.decide')}</h4>
            <ul>
              ${decisions.map(
                (decision) =>
                  html`<li>
                    ${lineText(app, decision.line)} ${nameOf(app, decision)}
                    <p>${decisionText(app, decision)}</p>
                    ${differencePart(app, decision.differences, ['renew.differs', 'renew.yours', 'renew.ours'])}
                  </li>`,
              )}
            </ul>`
        : nothing
    }
  `;
}

/** Whether a file could not be read. @param {Result} result */
const isFailed = (result) => !!result.failure || isUnread(result);

/** Returns the status sentence. @param {App} app */
function statusOf({translator, renewing: {state, name = '', files}}) {
  if (state === 'working') return richText(translator, translator.text('renew.working'), {name});
  if (state === 'stopped') return translator.text('check.stopped');
  if (state === 'idle') return '';
  const read = files.filter((file) => !isFailed(file));
  return translator.text('renew.done', {
    count: read.length,
    renewed: read.reduce((sum, {changes}) => sum + (changes?.length ?? 0), 0),
    decisions: read.reduce((sum, {decisions}) => sum + (decisions?.length ?? 0), 0),
    failed: files.length - read.length,
  });
}

/** @param {App} app */
export function renewPart(app) {
  const {translator, renewing} = app;
  /** Clears the field: choosing the same file again after a fix would not fire `change`. @param {Event} event */
  const empty = ({target}) => {
    /** @type {HTMLInputElement} */ (target).value = '';
  };
  const choose = (/** @type {Event} */ {target}) => {
    app.renewing = {
      ...app.renewing,
      chosen: [.../** @type {FileList} */ (/** @type {HTMLInputElement} */ (target).files)],
    };
    void run(app);
  };
  return html`
    <section class="check-page" id="renew" aria-labelledby="renew-title">
      <h2 id="renew-title" tabindex="-1">${translator.text('step.renew')}</h2>
      <p class="hint" id="files-hint">${translator.text('renew.hint')}</p>
      ${checkField({
        id: 'replace-edited',
        label: translator.text('renew.edited'),
        checked: renewing.replaceEdited,
        onChange: (replaceEdited) => {
          app.renewing = {...app.renewing, replaceEdited};
          void run(app);
        },
      })}
      <div class="field">
        <label for="files">${translator.text('renew.files')}</label>
        <input type="file" id="files" multiple aria-describedby="files-hint" @click=${empty} @change=${choose} />
      </div>
      <div class="buttons">
        <button type="button" class="stop" ?hidden=${renewing.state !== 'working'} @click=${() => stop(app)}>
          ${translator.text('check.stop')}
        </button>
      </div>
      <p role="status" class="status" tabindex="-1">${statusOf(app)}</p>
      <ul role="list" class="renewed">
        ${renewing.files.map(
          (file) =>
            html`<li>
              <h3><bdi dir="ltr">${file.name}</bdi></h3>
              ${emptyText(app, file) ?? resultPart(app, file)}
            </li>`,
        )}
      </ul>
    </section>
  `;
}
