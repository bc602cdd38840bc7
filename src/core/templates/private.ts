import {html, type TemplateResult} from 'lit';

const stopPropagation = (event: Event): void => event.stopPropagation();

/**
 * Renders the card of a widget with input. The page cannot observe the input. The card carries the classes and attributes
 * that session recorders (rrweb, PostHog, Sentry, FullStory, LogRocket, Hotjar, Clarity, Datadog) treat as private.
 */
export const privateCard = (content: unknown): TemplateResult =>
  html`<div
    class="card rr-block ph-no-capture sentry-block fs-exclude"
    data-private
    data-hj-suppress
    data-clarity-mask="true"
    data-dd-privacy="hidden"
    @input=${stopPropagation}
  >
    ${content}
  </div>`;

/**
 * Renders what becomes of the reader’s answers, as the summary of a fold, and in it who may still see them. On screen only: paper
 * has no such promise.
 */
export const privacyNote = (promise: string, others: string): TemplateResult =>
  html`<details class="privacy screen">
    <summary>${promise}</summary>
    <p>${others}</p>
  </details>`;
