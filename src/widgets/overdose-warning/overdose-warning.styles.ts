import {css} from 'lit';

export const styles = css`
  /* Near black and yellow in both themes: a contrast of 14:1 or more, and unlike anything else on the page. */
  .emergency {
    margin-block-end: 0.75em;
    padding: 0.6em clamp(6px, 3cqi, 0.75em);
    font-size: min(1em + 1.6cqi, 1.75em);
    font-weight: 700;
    text-wrap: balance;
    color: #fff;
    background: #111;
    border: 2px solid #fd0;
    border-radius: var(--_rw-radius);
  }
  .emergency a {
    --_rw-accent: #000;
    --_rw-surface: #fd0;
    min-height: 0;
    padding: 0.1em min(0.65em, 4cqi);
    margin-block: 0.2em;
    font-size: 1.5em;
    outline-color: #fff;
  }
  /* A sentence with more than a number, small enough to keep the two key signs on the screen of a small phone. */
  .long {
    font-size: min(0.75em + 1.6cqi, 1.75em);
  }
  section {
    padding-block-start: 0.75em;
  }
  section > [part='heading'] {
    font-size: 1.25em;
  }
  li::marker {
    font-weight: 700;
  }
  /* The two signs that anyone can check come first. */
  [part='sign']:nth-child(-n + 2) {
    padding: 0.4em 0.75em;
    margin-inline-start: -1.3em;
    font-size: 1.125em;
    font-weight: 700;
    list-style: none;
    text-wrap: balance;
    background: var(--_rw-tint);
    border-inline-start: 0.3em solid var(--_rw-accent);
  }
  @container (min-width: 46em) {
    .sections {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0 2.5em;
    }
    section:nth-child(n + 5) {
      grid-column: 1 / 3;
    }
  }
  @media print {
    .sections {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0 2em;
    }
    section:nth-child(n + 5) {
      grid-column: 1 / 3;
    }
    section {
      break-inside: avoid;
    }
    .emergency {
      color: #000;
      background: none;
      border-color: #000;
    }
  }
`;
