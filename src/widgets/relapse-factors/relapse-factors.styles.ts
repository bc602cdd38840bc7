import {css} from 'lit';

export const styles = css`
  .lead {
    font-size: 1.25em;
  }
  section {
    margin-block-start: 1.5em;
  }
  section > [part='heading'] {
    font-size: 1.25em;
  }
  dl,
  dd {
    margin: 0;
  }
  dl {
    display: grid;
    gap: 0.75em;
  }
  /* The two halves share an edge, which keeps them together where colors are forced or missing. */
  [part='factor'] {
    display: grid;
    overflow: hidden;
    border: 1px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
  }
  dt,
  dd {
    padding: 0.75em clamp(8px, 3cqi, 1em);
  }
  dd {
    background: var(--_rw-tint);
    border-inline-start: 0.3em solid var(--_rw-accent);
  }
  /* The labels come often: the names stand out, so that they can be skimmed. */
  b {
    font-weight: 400;
    color: var(--_rw-quiet);
  }
  dd b {
    font-weight: 600;
    color: var(--_rw-accent);
  }
  dt span {
    font-weight: 700;
  }
  .safety {
    padding: 0.75em clamp(8px, 3cqi, 1em);
    margin-block-start: 0.75em;
    border: 2px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
  }
  .safety p:last-child {
    margin: 0;
  }
  .close {
    margin-block: 1.5em 0.75em;
    font-weight: 600;
  }
  @container (min-width: 36em) {
    [part='factor'] {
      grid-template-columns: 2fr 3fr;
    }
  }
  @media print {
    section {
      margin-block-start: 0.75em;
    }
    dl {
      gap: 0.4em;
    }
    dt,
    dd,
    .safety {
      padding-block: 0.35em;
    }
    [part='factor'],
    .safety {
      break-inside: avoid;
    }
    [part='factor'] {
      grid-template-columns: 2fr 3fr;
    }
  }
`;
