import {html, nothing, type TemplateResult} from 'lit';
import {directionOf} from '../localize.js';

/** State of a widget that its frame depends on. */
export interface FrameState {
  /** BCP 47 tag of the language shown. */
  locale: string;
  theme: 'auto' | 'light' | 'dark';
  /** Date and hash of the helplines shown, if any: see `Region`. */
  dataHash?: string;
  /** Whether the fallback content is shown above the widget. */
  showsFallbackAbove: boolean;
  /** Whether it is shown below the widget, with the part of the page that is in it. */
  showsFallbackBelow: boolean;
}

/**
 * Renders the frame around the content of a widget: the element with the theme, language and direction, the slots, and the shield that
 * reserves the height.
 */
export function frame(
  {locale, theme, dataHash, showsFallbackAbove, showsFallbackBelow}: FrameState,
  content: unknown,
): TemplateResult {
  const slot = html`<slot></slot>`;
  // No white space outside the shield: a page that preserves it would show empty lines.
  // prettier-ignore
  return html`${showsFallbackAbove ? slot : nothing}<div class="shield">
      <div
        class="root ${theme}"
        part="base"
        data-recovery-numbers=${dataHash || nothing}
        lang=${locale}
        dir=${directionOf(locale)}
      >
        <slot name="start"></slot>${content}<slot name="end"></slot>
      </div>
    </div>${showsFallbackBelow ? slot : nothing}`;
}
