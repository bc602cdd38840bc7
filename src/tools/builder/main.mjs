/**
 * The page of the builder. Choices are in the address after `#`; nothing is stored or sent, and nothing is loaded but the files beside
 * this script.
 */
import {render} from 'lit';
import {copyText, saveFile} from './copy-and-save.mjs';
import data from './data.mjs';
import {goTo} from './focus.mjs';
import {page} from './page.mjs';
import {PreviewFrame} from './results.mjs';
import {fromHash, hasLook, toHash} from './state.mjs';
import {Translator, chooseLanguage} from './translator.mjs';
import {StoppedError, WorkerClient} from './worker-client.mjs';

/** @typedef {import('./state.mjs').State} State */

const {src} = /** @type {HTMLScriptElement} */ (document.currentScript);

/** Parts of the page below the form, by their ids. */
const PARTS = ['check', 'renew'];

/**
 * Splits the URL fragment: the cause that check.js links to, and the part of the page to scroll to, are not choices.
 *
 * @param {string} address
 */
function splitHash(address) {
  const query = new URLSearchParams(address.replace(/^#/, ''));
  const named = {cause: query.get('fix') ?? '', part: PARTS.find((part) => query.has(part))};
  for (const key of ['fix', ...PARTS]) query.delete(key);
  return {named, hash: String(query)};
}

/** The page: its choices, the results, and methods to change them. */
export class App {
  data = data;
  /** Address of the folder with the files, which is the one around that of this script. */
  files = new URL('../', src).href;
  /** The same for snippets; empty on a disk, where no page on the web finds them. */
  ownBase = /^https?:/.test(this.files) ? this.files : '';
  snippetWorker = new WorkerClient();
  checkWorker = new WorkerClient();
  renewWorker = new WorkerClient();
  #preview = new PreviewFrame();
  /** Target of the link that opened the page. @type {ReturnType<typeof splitHash>['named']} */
  #named = {cause: '', part: undefined};
  /** Number of the latest request, so that a late result of an earlier one is not shown. */
  #lastRequest = 0;
  /** @type {import('./worker-methods.mjs').SnippetResult} */
  snippet = {html: '', preview: '', previewForm: '', hashes: [], mistakes: []};
  /** @type {import('../html/look.mjs').LowContrast[]} */
  contrasts = [];
  /** @type {import('./check-part.mjs').Check} */
  check = {state: 'idle'};
  /** @type {import('./renew-part.mjs').Renewing} */
  renewing = {state: 'idle', chosen: [], files: [], replaceEdited: false};
  status = '';
  checkStatus = '';
  failure = '';
  /** @type {string[]} */
  unknown = [];
  /** @type {State} */
  state;
  translator;

  constructor() {
    const {named, hash} = splitHash(location.hash);
    const {state, ui, unknown} = fromHash(hash, data);
    this.state = state;
    this.unknown = unknown;
    this.#named = named;
    this.translator = new Translator(
      data.translations,
      chooseLanguage([ui, ...navigator.languages].filter(Boolean), data.languages),
    );
    // Someone has opened another link to this page in the same tab, or has gone back.
    addEventListener('hashchange', () => {
      if (location.hash.slice(1) === this.hash) return;
      const {named, hash: choices} = splitHash(location.hash);
      const next = fromHash(choices, data);
      this.unknown = next.unknown;
      if (next.ui) this.translator = new Translator(data.translations, chooseLanguage([next.ui], data.languages));
      this.#apply(next.state);
      this.#named = named;
      this.#showNamed();
    });
  }

  /** Goes to the part of the page that the URL names, and shows the remedy for its cause. */
  #showNamed() {
    const {cause} = this.#named;
    const isCause = this.translator.has(`cause.${cause}`);
    const part = isCause ? 'check' : this.#named.part;
    if (isCause)
      this.set({check: {state: 'named', cause: /** @type {import('./check-part.mjs').Check['cause']} */ (cause)}});
    if (!part) return;
    goTo(part);
  }

  /** The choices, with the address that is used. */
  get effective() {
    return {...this.state, base: this.state.base || this.ownBase};
  }

  get hash() {
    return toHash(this.state, this.translator.lang);
  }

  /** Address that opens this page as it is. */
  get link() {
    return `${location.href.replace(/#.*/, '')}#${this.hash}`;
  }

  /** Changes choices. @param {Partial<State>} changes */
  update(changes) {
    this.status = '';
    this.#apply({...this.state, ...changes});
  }

  /** @param {State} state */
  #apply(state) {
    this.state = state;
    history.replaceState(null, '', `#${this.hash}`);
    this.render();
    void this.#renderSnippet();
  }

  /** Changes the state beside the choices. @param {Partial<Pick<App, 'check' | 'renewing' | 'status' | 'checkStatus'>>} changes */
  set(changes) {
    Object.assign(this, changes);
    this.render();
  }

  async #renderSnippet() {
    const request = ++this.#lastRequest;
    const {effective} = this;
    try {
      const [snippet, contrasts] = await Promise.all([
        effective.langs.length
          ? this.snippetWorker.call('renderSnippets', effective, {isOnDisk: !this.ownBase})
          : {
              html: '',
              preview: '',
              previewForm: '',
              hashes: [],
              mistakes: [{field: 'langs', message: this.translator.text('langs.error')}],
            },
        hasLook(effective)
          ? this.snippetWorker.call('contrasts', {...effective.look, theme: effective.attributes.theme})
          : [],
      ]);
      if (request !== this.#lastRequest) return;
      // With a mistake, the last preview stays.
      const {preview, previewForm} = snippet.preview ? snippet : this.snippet;
      this.snippet = {...snippet, preview, previewForm};
      this.contrasts = contrasts;
      this.failure = '';
    } catch (error) {
      if (error instanceof StoppedError || request !== this.#lastRequest) return;
      this.failure = /** @type {Error} */ (error).message;
    }
    this.render();
  }

  /** Copies a text, and announces it. @param {string} text @param {string} id of the field that has it, or more than it */
  async copy(text, id) {
    const isCopied = await copyText(text);
    if (!isCopied) {
      const element = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
      element.focus();
      const start = Math.max(0, element.value.indexOf(text));
      element.setSelectionRange(start, start + text.length);
    }
    this.set({status: this.translator.text(isCopied ? 'copied' : 'copy.failed')});
  }

  /** Saves the snippet as a file. */
  download() {
    saveFile(`${this.state.widget}.snippet.html`, this.snippet.html);
  }

  render() {
    const {translator} = this;
    Object.assign(document.documentElement, {lang: translator.lang, dir: translator.dir});
    document.title = translator.text('title');
    render(page(this), /** @type {HTMLElement} */ (document.getElementById('builder')));
    this.#preview.show(this);
  }

  start() {
    document.getElementById('builder')?.replaceChildren();
    this.render();
    this.#showNamed();
    void this.#renderSnippet();
  }
}

new App().start();
