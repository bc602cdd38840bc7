import {css} from 'lit';

/**
 * Styles of radio buttons or check boxes in a `<fieldset>`, each in a box that can be clicked as a whole. With the class `segments`, the
 * boxes stand in one row, if it has room for them, and hide their buttons.
 */
export const choices = css`
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset label {
    display: flex;
    border: 1px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
    cursor: pointer;
  }
  fieldset label:has(:checked) {
    border-color: var(--_rw-accent);
    box-shadow: inset 0 0 0 1px var(--_rw-accent);
  }
  input {
    flex: none;
    font: inherit;
    width: 1.5em;
    height: 1.5em;
    margin: 0;
    accent-color: var(--_rw-accent);
  }
  .segments {
    display: flex;
    flex-wrap: wrap;
  }
  .segments label {
    flex: 1 0 auto;
    justify-content: center;
    align-items: center;
    position: relative;
    box-sizing: border-box;
    min-width: 2.75em;
    min-height: 2.75em;
    padding-inline: 0.6em;
    margin-inline-start: -1px;
    border-radius: 0;
  }
  .segments label:first-child {
    margin: 0;
    border-start-start-radius: var(--_rw-radius);
    border-end-start-radius: var(--_rw-radius);
  }
  .segments label:last-child {
    border-start-end-radius: var(--_rw-radius);
    border-end-end-radius: var(--_rw-radius);
  }
  .segments input {
    position: absolute;
    inset: 0;
    width: auto;
    height: auto;
    opacity: 0;
    cursor: pointer;
  }
  .segments label:has(:focus-visible) {
    z-index: 1;
    outline: 3px solid var(--_rw-accent);
    outline-offset: 3px;
  }
  @media screen {
    .segments label:has(:checked) {
      color: var(--_rw-on-accent);
      background: var(--_rw-accent);
    }
  }
  @media (forced-colors: active) {
    .segments label:has(:checked) {
      color: highlighttext;
      background: highlight;
      forced-color-adjust: none;
    }
  }
`;
