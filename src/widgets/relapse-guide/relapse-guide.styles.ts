import {css} from 'lit';

export const styles = css`
  /* Widens the touch target of three-digit numbers by what the narrowest card leaves beside its text. */
  li [part='call'],
  .first > :first-child [part='call'] {
    padding-inline: 10px;
    margin-inline: -10px;
  }
  .plan > [part='heading'] {
    font-size: clamp(1.375em, 1.2em + 1.2cqi, 1.75em);
    line-height: 1.2;
    text-wrap: balance;
  }
  section + section {
    margin-block-start: 1.25em;
  }
  /* One or two columns. */
  .first,
  details > ol {
    columns: 2 20em;
    gap: 2.5em;
  }
  ol {
    padding: 0;
    max-width: none;
  }
  ol > li {
    max-width: 40em;
    margin: 0;
    padding-block-end: 0.25em;
    break-inside: avoid;
  }
  /* The check box shows the number; the marker is for screen readers. */
  ol > li::marker {
    font-size: 0;
    /* Chromium gives screen readers what runs from right to left as it lies, “. 1”, unless all runs one way. */
    unicode-bidi: isolate-override;
  }
  label {
    display: grid;
    grid-template-columns: 2em 1fr;
    gap: 0.75em;
    padding-block-start: 0.45em;
    font-size: 1.125em;
    line-height: 1.3;
    cursor: pointer;
  }
  /* The first line is as high as the check box; below a title of any length there is the same space. */
  label > b {
    padding-block: 0.35em;
  }
  input {
    display: grid;
    place-items: center;
    width: 2em;
    height: 2em;
    margin: 0;
    font: inherit;
    font-weight: 700;
    color: inherit;
    appearance: none;
    border: 2px solid var(--_rw-edge);
    border-radius: 50%;
  }
  input::before {
    content: counter(list-item);
  }
  input:checked {
    color: var(--_rw-on-accent);
    background: var(--_rw-accent);
    border-color: var(--_rw-accent);
  }
  input:checked::before {
    content: '✓';
  }
  li > div {
    padding-block-start: 0.25em;
    padding-inline-start: calc(2.75em * 1.125);
  }
  li > div > * {
    margin-block-end: 0.5em;
  }
  /* The label of the next step would cover the touch target. */
  li > div > :last-child:has([part='call']) {
    margin-block-end: 0.8em;
  }
  @media print {
    input:checked {
      color: inherit;
      background: none;
    }
  }
`;
