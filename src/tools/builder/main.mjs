/**
 * The page of the builder. Choices are in the address after `#`; nothing is stored or sent, and nothing is loaded but the files beside
 * this script.
 */
import {html, nothing, render} from 'lit';
import {Asker, StoppedError} from './ask.mjs';
import {checkPart} from './check-part.mjs';
import data from './data.mjs';
import {lookQuestion, placeQuestion, platformQuestion, widgetQuestion, wordsQuestion} from './questions.mjs';
import {PreviewFrame, previewPart, snippetPart} from './results.mjs';
import {fromHash, hasLook, toHash} from './state.mjs';
import {Speaker, chooseLanguage} from './words.mjs';

/** @typedef {import('./state.mjs').State} State */

const {src} = /** @type {HTMLScriptElement} */ (document.currentScript);

/** Copies a text where a page has no clipboard: by http, and in frames. @param {string} text @returns {boolean} whether it worked */
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

/**
 * Splits the address after `#`: the cause that check.js links to, and `check`, which leads to the check, are no choices.
 *
 * @param {string} address
 */
function splitHash(address) {
  const query = new URLSearchParams(address.replace(/^#/, ''));
  const named = {cause: query.get('fix') ?? '', isCheck: query.has('check')};
  query.delete('fix');
  query.delete('check');
  return {named, hash: String(query)};
}

/** The page: what is chosen, what is made of it, and how to change it. */
export class App {
  data = data;
  /** Address of the folder with the files, which is the one around that of this script. */
  files = new URL('../', src).href;
  /** The same for snippets; empty on a disk, where no page on the web finds them. */
  ownBase = /^https?:/.test(this.files) ? this.files : '';
  maker = new Asker();
  checker = new Asker();
  #preview = new PreviewFrame();
  /** Target of the link that opened the page. */
  #named = {cause: '', isCheck: false};
  /** Counts what was asked for, so that an answer that comes late is not shown. */
  #asked = 0;
  /** @type {import('./answers.mjs').Made} */
  made = {html: '', preview: '', previewForm: '', hashes: [], mistakes: []};
  /** @type {import('../html/look.mjs').LowContrast[]} */
  contrasts = [];
  /** @type {import('./check-part.mjs').Check} */
  check = {state: 'idle'};
  status = '';
  checkStatus = '';
  failure = '';
  /** @type {string[]} */
  unknown = [];
  /** @type {State} */
  state;
  speaker;

  constructor() {
    const {named, hash} = splitHash(location.hash);
    const {state, ui, unknown} = fromHash(hash, data);
    this.state = state;
    this.unknown = unknown;
    this.#named = named;
    this.speaker = new Speaker(
      data.words,
      chooseLanguage([ui, ...navigator.languages].filter(Boolean), data.languages),
    );
    // Someone has opened another link to this page in the same tab, or has gone back.
    addEventListener('hashchange', () => {
      if (location.hash.slice(1) === this.hash) return;
      const {named, hash: choices} = splitHash(location.hash);
      const next = fromHash(choices, data);
      this.unknown = next.unknown;
      if (next.ui) this.speaker = new Speaker(data.words, chooseLanguage([next.ui], data.languages));
      this.#apply(next.state);
      this.#named = named;
      this.#showNamed();
    });
  }

  /** Goes to the check if a link leads to it, and shows what to do about the cause that it names. */
  #showNamed() {
    const {cause, isCheck} = this.#named;
    const isCause = this.speaker.has(`cause.${cause}`);
    if (!isCause && !isCheck) return;
    if (isCause)
      this.set({check: {state: 'named', cause: /** @type {import('./check-part.mjs').Check['cause']} */ (cause)}});
    document.getElementById('check')?.scrollIntoView();
    document.getElementById('check-title')?.focus({preventScroll: true});
  }

  /** The choices, with the address that is used. */
  get effective() {
    return {...this.state, base: this.state.base || this.ownBase};
  }

  get hash() {
    return toHash(this.state, this.speaker.lang);
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
    void this.#make();
  }

  /** Changes what is shown beside the choices. @param {Partial<Pick<App, 'check' | 'status' | 'checkStatus'>>} changes */
  set(changes) {
    Object.assign(this, changes);
    this.render();
  }

  async #make() {
    const asked = ++this.#asked;
    const {effective} = this;
    try {
      const [made, contrasts] = await Promise.all([
        effective.langs.length
          ? this.maker.ask('make', effective, {isOnDisk: !this.ownBase})
          : {
              html: '',
              preview: '',
              previewForm: '',
              hashes: [],
              mistakes: [{field: 'langs', message: this.speaker.say('langs.error')}],
            },
        hasLook(effective) ? this.maker.ask('contrasts', {...effective.look, theme: effective.attributes.theme}) : [],
      ]);
      if (asked !== this.#asked) return;
      // With a mistake, the last preview stays.
      const {preview, previewForm} = made.preview ? made : this.made;
      this.made = {...made, preview, previewForm};
      this.contrasts = contrasts;
      this.failure = '';
    } catch (error) {
      if (error instanceof StoppedError || asked !== this.#asked) return;
      this.failure = /** @type {Error} */ (error).message;
    }
    this.render();
  }

  /** Copies a text, and says so. @param {string} text @param {string} id of the field that has it, or more than it */
  async copy(text, id) {
    try {
      await navigator.clipboard.writeText(text);
      this.set({status: this.speaker.say('copied')});
    } catch {
      const isCopied = copyByEvent(text);
      if (!isCopied) {
        const element = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
        element.focus();
        const start = Math.max(0, element.value.indexOf(text));
        element.setSelectionRange(start, start + text.length);
      }
      this.set({status: this.speaker.say(isCopied ? 'copied' : 'copy.failed')});
    }
  }

  /** Saves the snippet as a file. */
  download() {
    const url = URL.createObjectURL(new Blob([this.made.html], {type: 'text/html'}));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${this.state.widget}.snippet.html`;
    link.click();
    URL.revokeObjectURL(url);
  }

  #header() {
    const {speaker} = this;
    return html`
      <a class="skip" href="#snippet" @click=${this.#skip}>${speaker.say('skip')}</a>
      <header>
        <h1>${speaker.say('title')}</h1>
        <p>${speaker.say('lead')}</p>
        <nav aria-label=${speaker.say('ui')}>
          <ul role="list">
            ${data.languages.map(
              (lang) =>
                html`<li>
                  <a
                    href="#${toHash(this.state, lang)}"
                    lang=${lang}
                    hreflang=${lang}
                    aria-current=${lang === speaker.lang ? 'true' : nothing}
                    >${speaker.nameOfLanguage(lang)}</a
                  >
                </li>`,
            )}
          </ul>
        </nav>
        ${
          this.unknown.length
            ? html`<p class="warning">${speaker.say('error.link', {what: speaker.join(this.unknown)})}</p>`
            : nothing
        }
        ${this.failure ? html`<p class="error" role="alert">${speaker.say('error.worker')} (${this.failure})</p>` : nothing}
      </header>
    `;
  }

  /** The address after `#` has the choices, so a link in the page cannot use it. */
  #skip = (/** @type {Event} */ event) => {
    event.preventDefault();
    document.getElementById('snippet')?.focus();
  };

  render() {
    const {speaker} = this;
    Object.assign(document.documentElement, {lang: speaker.lang, dir: speaker.dir});
    document.title = speaker.say('title');
    render(
      html`
        ${this.#header()}
        <main id="main">
          <div class="columns">
            <div class="questions">
              ${widgetQuestion(this)}${placeQuestion(this)}${wordsQuestion(this)}${lookQuestion(this)}${platformQuestion(this)}
            </div>
            <div class="results">${previewPart(this)}${snippetPart(this)}</div>
          </div>
          ${checkPart(this)}
        </main>
        <footer>
          <p>${speaker.say('version', {version: data.version, date: data.dataDate})} ${speaker.say('draft')}</p>
        </footer>
      `,
      /** @type {HTMLElement} */ (document.getElementById('builder')),
    );
    this.#preview.show(this);
  }

  start() {
    document.getElementById('builder')?.replaceChildren();
    this.render();
    this.#showNamed();
    void this.#make();
  }
}

new App().start();
