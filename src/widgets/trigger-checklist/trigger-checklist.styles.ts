import {css} from 'lit';

export const styles = css`
  /* No grid: in one, WebKit does not make a legend narrower again when the place gets narrower. */
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 0.75em;
    font-weight: 700;
  }
  label {
    display: flex;
    gap: 0.75em;
    padding: 0.5em 0.75em;
    line-height: 1.4;
    border: 1px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
    cursor: pointer;
  }
  label + label {
    margin-block-start: 0.5em;
  }
  label:hover,
  section {
    background: var(--_rw-tint);
  }
  label:has(:checked) {
    border-color: var(--_rw-accent);
    box-shadow: inset 0 0 0 1px var(--_rw-accent);
  }
  input {
    flex: none;
    font: inherit;
    width: 1.5em;
    height: 1.5em;
    margin: 0.1em 0 0;
    accent-color: var(--_rw-accent);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5em;
    margin-block-start: 1.25em;
  }
  section {
    padding: 1em;
    border: 1px solid transparent;
    border-radius: var(--_rw-radius);
  }
  .now {
    padding-inline-start: 0.75em;
    font-weight: 600;
    border-inline-start: 0.25em solid var(--_rw-accent);
  }
  [part='step'] {
    margin-block-end: 0.75em;
  }
  @container (min-width: 46em) {
    .columns {
      grid-template-columns: 1fr 1fr;
      align-items: start;
    }
  }
  @media print {
    .columns {
      display: block;
    }
    fieldset {
      columns: 2;
    }
    label {
      padding-block: 0.25em;
    }
    ul {
      max-width: none;
    }
    label,
    li,
    .now {
      break-inside: avoid;
    }
    [part='step'] {
      margin-block-end: 0.25em;
    }
    section {
      padding: 1em 0 0;
      background: none;
    }
    .now {
      border-color: #000;
    }
  }
`;
