import {css} from 'lit';

export const styles = css`
  .lead {
    font-size: 1.25em;
  }
  section {
    margin-block-start: 1.75em;
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
    gap: 1.25em;
  }
  dt {
    margin-block-end: 0.4em;
  }
  dd {
    padding: 0.6em clamp(8px, 3cqi, 1em);
    background: var(--_rw-tint);
    border-inline-start: 0.3em solid var(--_rw-accent);
  }
  /* The labels repeat; the names are emphasized, so that they can be skimmed. */
  dt span {
    color: var(--_rw-quiet);
  }
  dd b {
    font-weight: 600;
    color: var(--_rw-accent);
  }
  .close {
    margin-block: 1.75em 0.75em;
    font-weight: 600;
  }
  /* Factor and help are side by side, in one box. */
  @container (min-width: 36em) {
    dl {
      gap: 0.6em;
    }
    [part='factor'] {
      display: grid;
      grid-template-columns: 2fr 3fr;
      overflow: hidden;
      border: 1px solid var(--_rw-edge);
      border-radius: var(--_rw-radius);
    }
    dt {
      padding: 0.6em 1em;
      margin: 0;
    }
  }
  @media print {
    section,
    .close {
      margin-block-start: 0.75em;
    }
    dl {
      gap: 0.4em;
    }
    dt,
    dd {
      padding-block: 0.3em;
    }
    [part='factor'] {
      break-inside: avoid;
    }
  }
`;
