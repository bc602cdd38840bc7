import {css} from 'lit';

export const styles = css`
  #question [part='heading'] {
    margin-block-end: 0.75em;
    font-size: 1em;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, max(7em, 40%)), 1fr));
    gap: 0.5em;
  }
  label {
    justify-content: space-between;
    align-items: center;
    gap: 0.5em;
    box-sizing: border-box;
    min-height: 3.5em;
    padding: 0.5em 0.75em;
    line-height: 1.25;
  }
  /* The last of an odd number, alone in its row of two. */
  @container (max-width: 27em) {
    label:last-child:nth-child(odd) {
      grid-column: 1 / -1;
    }
  }
  label:hover,
  section {
    background: var(--_rw-tint);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5em;
    margin-block: 1em;
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
    label {
      min-height: 0;
      padding-block: 0.25em;
    }
    ul {
      max-width: none;
    }
    label,
    li,
    [part='step'],
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
