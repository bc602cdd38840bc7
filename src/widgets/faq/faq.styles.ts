import {css} from 'lit';

export const styles = css`
  .emergency {
    padding: 0.6em min(0.8em, 4cqi);
    margin-block: 0.8em;
    font-size: 1.25em;
    font-weight: 700;
    background: var(--_rw-tint);
    border: 2px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
  }
  /* A number of three digits is a narrow touch target. */
  [part='call'] {
    padding-inline: 11px;
    margin-inline: -11px;
  }
  details {
    border-block-start: 1px solid var(--_rw-edge);
    scroll-margin-block: 1em;
  }
  .question > summary {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: min(0.75em, 3cqi);
    align-items: center;
    font-weight: 400;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary [part='heading'] {
    margin: 0;
    color: var(--_rw-accent);
  }
  summary:hover [part='heading'] {
    text-decoration: underline;
  }
  .question > summary::before {
    width: 1.4em;
    font-weight: 700;
    line-height: 1.4;
    text-align: center;
    color: var(--_rw-accent);
    content: '+';
    content: '+' / '';
    border: 2px solid;
    border-radius: 50%;
  }
  .question[open] > summary::before {
    content: '−';
    content: '−' / '';
  }
  .question > div {
    padding-block: 0.25em 0.5em;
  }
  @container (min-width: 30em) {
    .question > div {
      padding-inline-start: 2.4em;
    }
  }
  @media print {
    .question {
      break-inside: avoid;
    }
    .question > div {
      padding: 0;
    }
    .question > summary {
      padding-block: 0.4em 0.2em;
    }
    .question > summary::before {
      display: none;
    }
    p,
    ul {
      max-width: none;
      margin-block-end: 0.3em;
    }
  }
`;
