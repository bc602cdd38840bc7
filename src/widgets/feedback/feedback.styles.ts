import {css} from 'lit';

export const styles = css`
  .stars {
    display: grid;
    gap: 0.5em;
    grid-template-columns: minmax(0, 1fr);
  }
  .segments {
    max-width: 14em;
  }
  .label {
    margin-block-end: 0.5em;
    font-weight: 700;
  }
  .missed {
    padding-inline-start: 0.75em;
    font-weight: 700;
    border-inline-start: 0.25em solid;
  }
  .stars > label {
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.75em;
    box-sizing: border-box;
    min-height: 2.75em;
    padding: 0.5em 0.75em;
    line-height: 1.4;
  }
  fieldset label:hover {
    background: var(--_rw-tint);
  }
  .stars span {
    flex: 1;
  }
  svg {
    flex: none;
    width: 1.5em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  /* Fills all stars, then empties those after the chosen one: WebKit does not restyle elements before a changed sibling. */
  fieldset:has(:checked) svg {
    fill: currentcolor;
  }
  fieldset label:has(:checked) ~ label svg {
    fill: none;
  }
  .stars span {
    flex-basis: 5em;
  }
  @container (min-width: 44em) {
    .stars {
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }
    .stars > label {
      align-content: start;
    }
    .stars span {
      flex-basis: 100%;
    }
  }
  .label {
    display: block;
  }
  textarea {
    box-sizing: border-box;
    width: 100%;
    min-height: 5.5em;
    padding: 0.5em 0.75em;
    font: inherit;
    color: inherit;
    background: var(--_rw-surface);
    border: 1px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
    resize: vertical;
  }
  :disabled,
  :disabled label,
  :disabled label:hover {
    color: var(--_rw-quiet);
    background: none;
    border-style: dashed;
    cursor: default;
  }
  [aria-live] {
    margin-block: 0.75em;
    font-weight: 600;
  }
  [aria-live]:empty {
    margin-block-end: 0;
  }
`;
