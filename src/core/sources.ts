import {html, type TemplateResult} from 'lit';

/** A public source that some words cite. */
export interface Citation {
  title: string;
  publisher: string;
  /** Where it is; `https:` but for a few sources that have no such address. */
  url: string;
}

/** A link to another site that learns nothing of the page it was on. */
const link = (url: string, words: string): TemplateResult =>
  html`<a href=${url} rel="noopener noreferrer" referrerpolicy="no-referrer"><bdi lang="en">${words}</bdi></a>`;

/** The closed list of sources at the end of a widget. Titles and publishers are English in every language. */
export const sourceList = (heading: unknown, note: unknown, citations: readonly Citation[]): TemplateResult =>
  html`<details class="sources">
    <summary>${heading}</summary>
    <p>${note}</p>
    <ul>
      ${citations.map(
        ({title, publisher, url}) =>
          // Following a plain http link would show others on the network what is read, so those are only named.
          html`<li>
            ${url.startsWith('https:') ? link(url, title) : html`<bdi lang="en">${title}</bdi>`}<br /><bdi lang="en"
              >${publisher}</bdi
            >
          </li>`,
      )}
    </ul>
  </details>`;
