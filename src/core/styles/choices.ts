import {css} from 'lit';

/** Styles of radio buttons or check boxes in a `<fieldset>`, each in a row that can be clicked as a whole. */
export const choices = css`
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 700;
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
`;
