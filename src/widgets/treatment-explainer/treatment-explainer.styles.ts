import {css} from 'lit';

export const styles = css`
  .lead {
    font-size: 1.25em;
  }
  dl,
  dd {
    margin: 0;
  }
  dt {
    font-weight: 700;
  }
  .kinds {
    display: grid;
    gap: 0.75em 1.5em;
    padding: 1em;
    margin-block: 1.25em;
    background: var(--_rw-tint);
    border: 1px solid transparent;
    border-radius: var(--_rw-radius);
  }
  .kinds dd {
    padding-inline-start: 1.1em;
  }
  .kind {
    display: inline-block;
    padding-inline-start: 1.1em;
    text-indent: -1.1em;
  }
  /* The shapes are borders, which forced colors and printing keep. */
  .kind::before {
    display: inline-block;
    margin-inline-end: 0.46em;
    content: '';
    border: 0.32em solid var(--_rw-accent);
  }
  /* Screen readers read a comma between the names. */
  .sides .kind::before {
    content: '' / ', ';
  }
  .body::before {
    border-radius: 50%;
  }
  .habits::before {
    rotate: 45deg;
  }
  button + .treatment {
    margin-block-start: 1em;
  }
  .treatment > summary {
    display: grid;
    grid-template-columns: 1fr auto;
  }
  .treatment > summary::after {
    grid-area: 1 / -2 / 3;
  }
  .sides {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1;
    gap: 0 1em;
  }
  .treatment > div {
    padding-block-end: 0.75em;
  }
  .treatment > div [part='heading'],
  p + [part='heading'] {
    margin-block: 1.25em 0.25em;
    font-size: 1em;
  }
  .treatment > div > :first-child {
    margin-block-start: 0;
  }
  .safety,
  .naloxone {
    max-width: 38em;
    padding: 0.75em 1em;
    margin-block: 1em;
  }
  .safety {
    background: var(--_rw-tint);
    border-inline-start: 0.3em solid var(--_rw-accent);
  }
  .safety p {
    margin: 0;
  }
  .safety p + p {
    margin-block-start: 0.5em;
  }
  .naloxone {
    border: 2px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
  }
  .barriers {
    padding-block: 1.75em 0.5em;
  }
  .help > div {
    max-width: 52em;
    padding-block: 0.75em;
    border-block-start: 1px solid var(--_rw-edge);
  }
  @container (min-width: 44em) {
    .kinds {
      grid-template-columns: repeat(3, 1fr);
    }
    .treatment > summary {
      grid-template-columns: 1fr auto auto;
    }
    .sides {
      grid-column: 2;
    }
    .treatment > summary::after {
      grid-row: 1;
    }
    .help > div {
      display: grid;
      grid-template-columns: 12em 1fr;
    }
    .barriers p + [part='heading'] {
      padding-inline-start: 12em;
    }
  }
  @media print {
    li,
    .safety,
    .naloxone,
    .help > div {
      break-inside: avoid;
    }
    .treatment p {
      break-before: avoid;
    }
    .kinds {
      grid-template-columns: repeat(3, 1fr);
    }
  }
`;
