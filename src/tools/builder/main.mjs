/**
 * The page of the builder. Choices are in the address after `#`; nothing is stored or sent, and nothing is loaded but the files beside
 * this script.
 */
import {render} from 'lit';
import {lowContrasts} from '../pages/page-tools.mjs';
import data from './data.mjs';
import {goToCheck, goToRequest, page} from './page.mjs';
import {PreviewFrame} from './results.mjs';
import {renderSnippets} from './snippets.mjs';
import {foreignIn, fromHash, hasLook, toHash, withoutForeign} from './state.mjs';
import {Translator, chooseLanguage} from './translator.mjs';

/** @typedef {import('./state.mjs').State} State */

const {src} = /** @type {HTMLScriptElement} */ (document.currentScript);

/** Splits the URL fragment: the part of the page to scroll to is not a choice. @param {string} address */
function splitHash(address) {
  const query = new URLSearchParams(address.replace(/^#/, ''));
  const isCheck = query.has('check');
  query.delete('check');
  return {isCheck, hash: String(query)};
}

/** Copies a text where a page has no clipboard: with http, and in frames. @param {string} text @returns {boolean} whether it worked */
function copyByEvent(text) {
  let isSet = false;
  const onCopy = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    isSet = !!event.clipboardData;
  };
  document.addEventListener('copy', onCopy, {once: true});
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return isDone && isSet;
}

/** The page: its choices, the results, and methods to change them. */
export class App {
  data = data;
  /** Address of the folder with the files, which is the one around that of this script. */
  files = new URL('../', src).href;
  /** The same for snippets; empty on a disk, where no page on the web finds them. */
  ownBase = /^https?:/.test(this.files) ? this.files : '';
  #preview = new PreviewFrame();
  /** Number of the latest request, so that a late result of an earlier one is not shown. */
  #lastRequest = 0;
  /** @type {Awaited<ReturnType<typeof renderSnippets>>} */
  snippet = {html: '', placeless: [], preview: '', previewForm: '', mistakes: []};
  /** @type {import('../html/look.mjs').LowContrast[]} */
  contrasts = [];
  /** @type {import('./check-part.mjs').Checked | undefined} */
  checked;
  status = '';
  checkStatus = '';
  failure = '';
  unknown;
  /** Choices of the link to which nobody has agreed yet. Until then there is no code. @type {import('./state.mjs').Foreign} */
  foreign = [];
  state;
  translator;

  constructor() {
    const {state, ui, unknown} = fromHash(splitHash(location.hash).hash, data);
    this.state = state;
    this.unknown = unknown;
    this.foreign = foreignIn(state, this.files);
    const lang = chooseLanguage([ui, ...navigator.languages].filter(Boolean), data.menus);
    this.translator = new Translator(data.translations, lang);
    // Someone has opened another link to this page in the same tab, or has gone back.
    addEventListener('hashchange', () => {
      if (location.hash.slice(1) === this.hash) return;
      const {isCheck, hash} = splitHash(location.hash);
      const next = fromHash(hash, data);
      this.unknown = next.unknown;
      const agreed = this.foreign.length ? [] : foreignIn(this.state, this.files).map(String);
      this.foreign = foreignIn(next.state, this.files).filter((choice) => !agreed.includes(String(choice)));
      if (next.ui) this.translator = new Translator(data.translations, chooseLanguage([next.ui], data.menus));
      this.#apply(next.state);
      this.#goTo(isCheck);
    });
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

  /** Moves the focus to the part that is asked for, or that asks. @param {boolean} isCheck */
  #goTo(isCheck) {
    if (this.foreign.length) goToRequest();
    else if (isCheck) goToCheck();
  }

  /** Keeps the foreign choices of a link, or leaves them out. @param {boolean} isAgreed */
  answer(isAgreed) {
    const {state, foreign} = this;
    this.foreign = [];
    this.#apply(isAgreed ? state : withoutForeign(state, foreign));
    document.querySelector('h1')?.focus();
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

  /** Changes the state beside the choices. @param {Partial<Pick<App, 'checked' | 'status' | 'checkStatus'>>} changes */
  set(changes) {
    Object.assign(this, changes);
    this.render();
  }

  async #renderSnippet() {
    const request = ++this.#lastRequest;
    const {effective} = this;
    if (this.foreign.length) return;
    try {
      const [snippet, contrasts] = await Promise.all([
        renderSnippets(effective, {isOnDisk: !this.ownBase}),
        hasLook(effective) ? lowContrasts({...effective.look, theme: effective.attributes.theme}) : [],
      ]);
      if (request !== this.#lastRequest) return;
      // With a mistake, the last preview stays.
      const {preview, previewForm} = snippet.preview ? snippet : this.snippet;
      this.snippet = {...snippet, preview, previewForm};
      this.contrasts = contrasts;
      this.failure = '';
    } catch (error) {
      if (request !== this.#lastRequest) return;
      this.failure = /** @type {Error} */ (error).message;
    }
    this.render();
  }

  /** Copies a text, and announces it. @param {string} text @param {string} id of the field that has it, or more than it */
  async copy(text, id) {
    // Empties the live region first, so that copying again is announced again.
    this.set({status: ''});
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      isCopied = copyByEvent(text);
    }
    if (!isCopied) {
      const element = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
      element.focus();
      const start = element.value.indexOf(text);
      if (start < 0) element.select();
      else element.setSelectionRange(start, start + text.length);
    }
    this.set({status: this.translator.text(isCopied ? 'copied' : 'copy.failed')});
  }

  /** Saves the snippet as a file. */
  download() {
    const link = document.createElement('a');
    // Without a type: a browser would append the file extension of it.
    link.href = URL.createObjectURL(new Blob([this.snippet.html]));
    link.download = `${this.state.widget}.snippet.html`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  render() {
    const {translator} = this;
    Object.assign(document.documentElement, {lang: translator.lang, dir: translator.dir});
    document.title = translator.text('title');
    render(page(this), /** @type {HTMLElement} */ (document.getElementById('builder')));
    this.#preview.show(this);
  }

  start() {
    const {isCheck} = splitHash(location.hash);
    document.getElementById('builder')?.replaceChildren();
    this.render();
    this.#goTo(isCheck);
    void this.#renderSnippet();
  }
}

new App().start();
