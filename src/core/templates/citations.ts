import {html, type TemplateResult} from 'lit';

/** A public source that some words cite. */
export interface Citation {
  title: string;
  publisher: string;
  /** Where it is; `https:` but for a few sources that have no such address. */
  url: string;
}

/** The closed list of sources at the end of a widget. Titles and publishers are English in every language. */
export const citations = (heading: unknown, note: unknown, sources: readonly Citation[]): TemplateResult =>
  html`<details class="sources">
    <summary>${heading}</summary>
    <p>${note}</p>
    <ul>
      ${sources.map(({title, publisher, url}) => {
        // The publisher belongs to the link: many pages have the same title.
        const words = html`<bdi lang="en">${title}<br />${publisher}</bdi>`;
        // Following a plain http link would show others on the network what is read, so those are only named.
        return html`<li>
          ${
            url.startsWith('https:')
              ? html`<a href=${url} rel="noopener noreferrer" referrerpolicy="no-referrer">${words}</a>`
              : words
          }
        </li>`;
      })}
    </ul>
  </details>`;
