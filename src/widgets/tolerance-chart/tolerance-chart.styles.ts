import {css} from 'lit';

export const styles = css`
  .lead {
    font-size: 1.125em;
  }
  .top,
  .bottom {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25em 2.5em;
  }
  /* With a very large font the labels in the picture shrink, down to 16 px. */
  .picture {
    font-size: min(1em, max(16px, 6cqi));
    line-height: 1.3;
  }
  .plot {
    position: relative;
    height: 14em;
    border-block-end: 2px solid;
    border-inline-start: 2px solid;
  }
  svg {
    display: block;
    overflow: visible;
    fill: none;
    stroke: var(--_rw-text);
  }
  .plot svg {
    width: 100%;
    height: 100%;
  }
  /* Distinguished by more than color: thick, dashed, dotted, filled with strokes. */
  path {
    vector-effect: non-scaling-stroke;
    stroke-width: 2px;
  }
  path.tolerance {
    stroke: var(--_rw-accent);
    stroke-width: 6px;
  }
  path.craving {
    stroke-dasharray: 12 7;
    stroke-width: 4px;
  }
  path.danger {
    stroke: var(--_rw-edge);
    stroke-width: 4px;
  }
  /* In units of the view box: a third of STEP in curves.ts. */
  .plot path.danger {
    vector-effect: none;
    stroke-width: 1;
  }
  path.stop {
    stroke-dasharray: 2 4;
  }
  .plot > :not(svg) {
    position: absolute;
    padding-inline: 0.25em;
  }
  .more {
    inset-block-start: 0;
  }
  .less {
    inset-block-end: 0;
  }
  b.craving {
    inset-block-start: 0.1em;
    inset-inline-end: 0;
  }
  b.tolerance {
    inset-block-end: 0.1em;
    inset-inline-end: 0;
  }
  b.danger {
    inset-block-start: 45%;
    inset-inline-end: 4%;
    padding: 0.15em 0.5em;
    background: var(--_rw-surface);
    border: 2px solid;
  }
  .times {
    display: grid;
    grid-template-columns: 34fr 33fr 33fr;
  }
  .times > * {
    padding-block: 0.4em;
    padding-inline-end: 0.5em;
  }
  /* Continues the line in the plot at which use stops. */
  .times > :nth-child(2) {
    padding-inline-start: 0.25em;
    border-inline-start: 2px dotted;
  }
  /* A bracket below the days and weeks. */
  .in-the-gap {
    margin-inline-start: 34%;
  }
  .in-the-gap::before {
    display: block;
    height: 0.4em;
    margin-block-end: 0.3em;
    content: '';
    border: 2px solid;
    border-block-start: 0;
  }
  dl,
  dd {
    margin: 0;
  }
  dl > div {
    margin-block-end: 0.75em;
  }
  dt {
    display: flex;
    gap: 0.6em;
    align-items: center;
    font-weight: 700;
  }
  dt svg {
    flex: none;
    width: 2.5em;
    height: 1em;
  }
  details {
    margin-block-end: 1em;
  }
  /* In quirks mode, tables do not inherit these. */
  table {
    font: inherit;
    color: inherit;
    text-align: inherit;
    white-space: inherit;
    border-collapse: collapse;
  }
  caption {
    padding-block-end: 0.5em;
    text-align: start;
  }
  th,
  td {
    padding: 0.5em 0.75em;
    text-align: start;
    vertical-align: top;
    border: 1px solid var(--_rw-edge);
  }
  @container (max-width: 20em) {
    .times {
      grid-template-columns: 34fr 66fr;
    }
    .times > * {
      padding-inline-end: 0.1em;
    }
    .times > :last-child {
      grid-column: 2;
      padding-block-start: 0;
      text-align: end;
    }
  }
  /* Where columns would be too narrow, cells are stacked: each is a whole sentence, which needs no column head. */
  @container (max-width: 34em) {
    thead {
      display: none;
    }
    table,
    caption,
    tbody,
    tr,
    th,
    td {
      display: block;
      border: 0;
    }
    tr {
      padding-block: 0.5em;
      border-block-start: 1px solid var(--_rw-edge);
    }
    th,
    td {
      padding: 0.1em 0;
    }
  }
  @container (min-width: 46em) {
    .top,
    .bottom {
      grid-template-columns: 1fr 1fr;
    }
  }
  @media (forced-colors: active) {
    path {
      stroke: canvastext !important;
    }
  }
  @media print {
    .picture,
    tr,
    section {
      break-inside: avoid;
    }
  }
`;
