import {css} from 'lit';

export const styles = css`
  /* With a very large font the labels in the picture shrink, down to 16 px. */
  .picture {
    font-size: min(1em, max(16px, 6cqi));
    line-height: 1.3;
  }
  /* Where .spoken is positioned, whatever the page is like. */
  .root {
    position: relative;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1.5em;
    padding-block-end: 0.5em;
  }
  .key > span {
    display: flex;
    align-items: center;
    gap: 0.75em;
  }
  svg {
    display: block;
    fill: none;
    stroke: var(--_rw-text);
  }
  .key svg {
    flex: none;
    width: 2.5em;
    height: 1.25em;
  }
  .moments {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.5em;
    padding-block-end: 0.5em;
    text-align: center;
  }
  .moments svg {
    box-sizing: border-box;
    width: 100%;
    height: 7em;
    margin-block-end: 0.25em;
    padding-block-start: 0.25em;
    background: var(--_rw-tint);
    border-block-end: 2px solid var(--_rw-edge);
    border-radius: var(--_rw-radius) var(--_rw-radius) 0 0;
  }
  /* Distinguished by more than color: filled, dashed, strokes. */
  path {
    vector-effect: non-scaling-stroke;
  }
  path.tolerance {
    fill: var(--_rw-accent);
    stroke: none;
  }
  path.amount {
    stroke-dasharray: 9 6;
    stroke-width: 4px;
  }
  path.danger {
    stroke-width: 3px;
  }
  /* Stacked: each cell is a whole sentence. In quirks mode, tables do not inherit the first four. */
  table {
    font: inherit;
    color: inherit;
    text-align: inherit;
    white-space: inherit;
    margin-block-end: 0.75em;
  }
  table,
  tbody,
  tr,
  th {
    display: block;
  }
  tr {
    padding-block: 0.5em;
    border-block-start: 1px solid var(--_rw-line);
  }
  th,
  td {
    padding: 0;
    text-align: start;
  }
  td {
    display: inline;
    vertical-align: baseline;
  }
  /* The build leaves no white space between cells. */
  td + td::before {
    content: ' ';
  }
  dl,
  dd {
    margin: 0;
  }
  dl > div {
    margin-block-end: 0.75em;
  }
  dt {
    font-weight: 700;
  }
  .bottom {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5em 2.5em;
    padding-block-start: 0.75em;
    border-block-start: 1px solid var(--_rw-line);
  }
  /* Where not even one word of a label fits below its column, it is beside it. */
  @container (max-width: 17em) {
    .moments {
      grid-template-columns: minmax(0, 1fr);
    }
    .moments > div {
      display: flex;
      align-items: center;
      gap: 0.75em;
      text-align: start;
    }
    .moments svg {
      flex: none;
      width: 5em;
      height: 5em;
    }
  }
  /* The words of each moment below its column. */
  @container (min-width: 46em) {
    .bottom {
      grid-template-columns: 1fr 1fr;
    }
    .moments,
    tbody {
      display: grid;
      grid-template-columns: 1fr 1fr 1fr;
      gap: 0 2.5em;
    }
    .moments b {
      display: none;
    }
    .moments svg {
      height: 8em;
    }
    tr {
      padding-block: 0;
      border: 0;
    }
  }
  @media (forced-colors: active) {
    path {
      stroke: canvastext !important;
    }
    path.tolerance {
      fill: canvastext !important;
    }
  }
  @media print {
    .picture,
    tr,
    dl > div,
    section {
      break-inside: avoid;
    }
  }
`;
