import {css} from 'lit';

export const styles = css`
  .emergency {
    padding: 0.75em 1em;
    margin-block: 1em;
    font-size: 1.125em;
    font-weight: 700;
    background: var(--_rw-tint);
    border: 2px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
  }
  .question {
    border-block-end: 1px solid var(--_rw-edge);
    scroll-margin-block: 1em;
  }
  .emergency + .question {
    border-block-start: 1px solid var(--_rw-edge);
  }
  .question > summary {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.75em;
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
  .sources {
    margin-block-start: 0.75em;
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
    .question > summary::before {
      display: none;
    }
  }
`;
