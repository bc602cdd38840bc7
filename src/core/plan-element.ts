import {html, isServer, nothing, type TemplateResult} from 'lit';
import {copyText} from './clipboard.js';
import {RecoveryPrintEvent} from './events.js';
import type {Message} from './localize.js';
import {RecoveryElement} from './recovery-element.js';

/**
 * Button labels and status messages. They belong to each widget so that other widgets’ language tables do not carry them.
 */
export interface PlanMessages {
  print: Message;
  /** For a widget that gives text to copy and to save. */
  copy?: Message;
  download?: Message;
  copied?: Message;
  notCopied?: Message;
  /** For a widget with answers. */
  clear?: Message;
  cleared?: Message;
}

/**
 * Base of the widgets with a plan: an element with the class `plan` to print, to copy or to save as a text file. The widget
 * may have answers of the reader in it. They live in memory and are forgotten when the page is left, also when the browser
 * keeps the page for its Back button.
 *
 * Never put answers into attributes, events, URLs, titles, file names or storage. Render all of the widget in a `privateCard`.
 */
export abstract class PlanElement extends RecoveryElement {
  /** The last announcement and its language; translated into another it would be announced again. */
  #announced?: {message?: () => unknown; locale: string};

  /** The print sheet. It stays in the page, as the print dialog may still need it. */
  #frame?: HTMLIFrameElement;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#forget);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#forget);
  }

  /** Clears the answers. */
  protected reset(): void {}

  /** Call after every answer. Discards the prepared print sheet and announces the message. */
  protected onAnswer(message?: () => unknown): void {
    this.#frame?.remove();
    this.#announce(message);
  }

  /** Renders the polite live region. Screen readers announce only changes, so it is always there. */
  protected status(): TemplateResult {
    if (this.#announced?.locale !== this.locale) this.#announced = undefined;
    return html`<div class="screen" aria-live="polite">${this.#announced?.message?.() ?? nothing}</div>`;
  }

  /**
   * Renders the buttons.
   *
   * @param title of the print sheet. Browsers print it at the top and propose it as file name, so it must not reveal the topic.
   * @param text to copy or save; without it there are no buttons for that
   */
  protected actions(messages: PlanMessages, title: string, text?: string): TemplateResult {
    return html`<div class="actions">
      ${
        // Always rendered on the server, so that nothing moves where browsers print, as nearly all do.
        isServer || 'print' in globalThis
          ? html`<button type="button" class="primary" @click=${() => this.#print(title)}>${messages.print()}</button>`
          : nothing
      }
      ${
        text
          ? html`<button type="button" @click=${() => this.#copy(text, messages)}>${messages.copy?.()}</button>
              <button type="button" @click=${() => save(text)}>${messages.download?.()}</button>`
          : nothing
      }
      ${
        messages.clear
          ? html`<button type="button" @click=${() => this.#clear(messages)}>${messages.clear()}</button>`
          : nothing
      }
    </div>`;
  }

  #announce(message?: () => unknown): void {
    this.#announced = {message, locale: this.locale};
    this.requestUpdate();
  }

  readonly #forget = (): void => {
    this.reset();
    this.onAnswer();
  };

  #clear({cleared}: PlanMessages): void {
    this.#forget();
    this.#announce(cleared);
    // The button disappears, and the focus would be lost with it.
    this.renderRoot.querySelector('input')!.focus();
  }

  async #copy(text: string, {copied, notCopied}: PlanMessages): Promise<void> {
    // Empty the live region first, so that copying again is announced again.
    this.#announce();
    this.#announce((await copyText(text)) ? copied : notCopied);
  }

  /**
   * Prints the plan and the note on its draft alone, from an empty frame, so that the page is not touched. Only the page’s
   * title is replaced, while the dialog is open.
   */
  async #print(title: string): Promise<void> {
    this.emit(new RecoveryPrintEvent());
    this.#frame?.remove();
    const frame = (this.#frame = document.createElement('iframe'));
    // Some browsers load the empty document synchronously, some later.
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
      this.renderRoot.querySelectorAll('.plan, .draft').forEach((part) => sheet.body.append(part.cloneNode(true)));
      sheet.querySelectorAll('details').forEach((fold) => (fold.open = true));
      sheet.title = document.title = title;
      frame.contentWindow!.print();
    } catch {
      print();
    } finally {
      document.title = pageTitle;
    }
  }
}

/** Saves a text file. The link is never connected, so that the page’s scripts cannot observe its click. */
function save(text: string): void {
  const link = document.createElement('a');
  // The byte order mark tells editors that the file is UTF-8.
  link.href = URL.createObjectURL(new Blob(['\ufeff', text], {type: 'text/plain'}));
  link.download = 'plan.txt';
  link.click();
  // Revoke late: browsers with a save dialog read the blob after it closes.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
