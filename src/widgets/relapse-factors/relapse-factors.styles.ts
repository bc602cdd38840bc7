import {css} from 'lit';

export const styles = css`
  dl,
  dd {
    margin: 0;
  }
  dl {
    display: grid;
    gap: 1em;
    padding-block-end: 1em;
  }
  dt {
    font-weight: 700;
  }
  dd {
    display: flex;
    gap: 0.5em;
    max-width: 42em;
    padding: 0.5em 0.75em;
    margin-block-start: 0.25em;
    background: var(--_rw-tint);
    border: 1px solid transparent;
    border-radius: var(--_rw-radius);
  }
  dd::before {
    content: '→' / '';
    color: var(--_rw-accent);
  }
  [dir='rtl'] dd::before {
    content: '←' / '';
  }
  .close {
    margin-block: 1em 0.75em;
    font-weight: 600;
  }
  @container (min-width: 36em) {
    [part='factor'] {
      display: grid;
      grid-template-columns: 2fr 3fr;
      gap: 1em;
      align-items: baseline;
    }
  }
  @media print {
    dl {
      gap: 0.4em;
      padding-block-end: 0;
    }
    [part='factor'] {
      break-inside: avoid;
    }
  }
`;
