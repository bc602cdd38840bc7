import {html, isServer, nothing, type TemplateResult} from 'lit';
import {RecoveryPrintEvent} from './events.js';
import {RecoveryElement} from './recovery-element.js';

/**
 * The words of the buttons and of what is said after they were used: messages of the widget, not shared ones, which would be
 * in the tables of all widgets.
 */
export interface PlanMessages {
  print: () => string;
  /** For a widget that gives text to copy and to save. */
  copy?: () => string;
  download?: () => string;
  copied?: () => string;
  notCopied?: () => string;
  /** For a widget with answers. */
  clear?: () => string;
  cleared?: () => string;
}

/**
 * A widget with something to take away: the element with the class `plan`, to print, to copy or to save as a text file; and
 * with answers of the reader, which it keeps in memory and forgets when the page is left, also when the browser keeps the
 * page for its Back button.
 *
 * The answers belong into no attribute, event, address, title, file name or store; the fields into a `fieldset` that keeps
 * its events inside with {@link stop}.
 */
export abstract class PlanElement extends RecoveryElement {
  /** What was last announced, and in which language: in another it would be announced again. */
  #announced: {words?: () => unknown; locale: string} | undefined;

  /** The page that was last printed. It stays while the dialog may need it. */
  #frame: HTMLIFrameElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#leave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#leave);
  }

  /** Forgets what the reader has filled in. */
  protected reset(): void {}

  /** To be called after each answer: there is no older sheet to print any more, and these words are announced. */
  protected onAnswer(words?: () => unknown): void {
    this.#frame?.remove();
    this.#announce(words);
  }

  /** The whole widget, with the marks that recording tools know as “leave this out”. */
  protected card(content: unknown): TemplateResult {
    return html`<div
      class="card rr-block ph-no-capture sentry-block fs-exclude"
      data-private
      data-hj-suppress
      data-clarity-mask="true"
      data-dd-privacy="hidden"
    >
      ${content}
    </div>`;
  }

  /** What is announced, politely. It is there from the start, as screen readers want it. */
  protected status(): TemplateResult {
    if (this.#announced?.locale !== this.locale) this.#announced = undefined;
    return html`<p class="screen" role="status">${this.#announced?.words?.() ?? nothing}</p>`;
  }

  /**
   * The buttons. Clearing moves the focus to the first field, as its button goes.
   *
   * @param title what browsers print at the top, and take for the name of a file. Must not say what this is about.
   * @param text what is copied or saved; without it there are no buttons for that
   */
  protected actions(words: PlanMessages, title: string, text?: string): TemplateResult {
    return html`<div class="actions">
      ${
        // Prerendered it is there: what takes over is to find what it would make itself.
        isServer || 'print' in globalThis
          ? html`<button type="button" class="primary" @click=${() => this.#print(title)}>${words.print()}</button>`
          : nothing
      }
      ${
        text
          ? html`<button type="button" @click=${() => this.#copy(text, words)}>${words.copy?.()}</button>
              <button type="button" @click=${() => save(text)}>${words.download?.()}</button>`
          : nothing
      }
      ${
        words.clear ? html`<button type="button" @click=${() => this.#clear(words)}>${words.clear()}</button>` : nothing
      }
    </div>`;
  }

  #announce(words?: () => unknown): void {
    this.#announced = {words, locale: this.locale};
    this.requestUpdate();
  }

  #leave = (): void => {
    this.reset();
    this.onAnswer();
  };

  #clear({cleared}: PlanMessages): void {
    this.#leave();
    this.#announce(cleared);
    // The button goes; without this the focus would be nowhere.
    this.renderRoot.querySelector('input')!.focus();
  }

  async #copy(text: string, {copied, notCopied}: PlanMessages): Promise<void> {
    // Taken away first, so that it is announced again when someone copies again.
    this.#announce();
    try {
      await navigator.clipboard.writeText(text);
      this.#announce(copied);
    } catch {
      // No permission, or no clipboard at all: pages without https have none.
      this.#announce(notCopied);
    }
  }

  /**
   * Prints what is taken away and nothing of the page around it, from an empty frame, so that the page is not touched. Only
   * its title gives way as long as the dialog is open.
   */
  async #print(title: string): Promise<void> {
    this.emit(new RecoveryPrintEvent());
    this.#frame?.remove();
    const frame = (this.#frame = document.createElement('iframe'));
    // Some browsers load the empty page at once, some later.
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    this.renderRoot.append(frame);
    await loaded;
    const pageTitle = document.title;
    try {
      const sheet = frame.contentDocument!;
      const root = sheet.documentElement;
      root.lang = this.locale;
      root.dir = this.renderRoot.querySelector<HTMLElement>('.root')!.dir;
      root.style.font = '12pt/1.5 system-ui, sans-serif';
      sheet.body.append(this.renderRoot.querySelector('.plan')!.cloneNode(true));
      sheet.title = document.title = title;
      frame.contentWindow!.print();
    } catch {
      print();
    } finally {
      document.title = pageTitle;
    }
  }
}

/** Keeps an event inside: that something was filled in is no news for the page. */
export const stopPropagation = (event: Event): void => event.stopPropagation();

/** Hands the browser a text file to save. The link is in no page, so that no script of the page hears it being used. */
function save(text: string): void {
  const link = document.createElement('a');
  // The mark in front tells editors that the file is in UTF-8.
  link.href = URL.createObjectURL(new Blob(['\ufeff', text], {type: 'text/plain'}));
  link.download = 'plan.txt';
  link.click();
  // Not at once: a browser that asks first reads the file after the answer.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
