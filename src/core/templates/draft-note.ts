import {html, nothing, type TemplateResult} from 'lit';

/**
 * Renders the last line of a widget while its words await review: a disclaimer that is seen without opening anything, on paper
 * too.
 *
 * @param isDraft whether any message of the widget is a draft, as its generated messages say
 * @param message says so
 */
export const draftNote = (isDraft: boolean, message: () => unknown): TemplateResult | typeof nothing =>
  isDraft ? html`<p class="draft"><small>${message()}</small></p>` : nothing;
