import {css} from 'lit';

export const styles = css`
  /* Near black and yellow in both themes, unlike anything else on the page; contrast is 14:1 or more. */
  .emergency {
    margin-block-end: 1em;
    padding: 0.6em clamp(6px, 3cqi, 0.75em);
    color: #fff;
    background: #111;
    border: 2px solid #fd0;
    border-radius: var(--_rw-radius);
  }
  .emergency p {
    margin: 0;
    max-width: none;
  }
  .emergency b {
    display: block;
    margin-block-end: 0.15em;
    font-size: min(1em + 1.6cqi, 1.75em);
    text-wrap: balance;
  }
  .emergency a {
    --_rw-accent: #000;
    --_rw-surface: #fd0;
    min-height: 0;
    padding: 0.1em min(0.65em, 4cqi);
    margin-block: 0.2em;
    font-size: 1.5em;
    outline-color: #fff;
  }
  /* Widens the touch target of three-digit numbers by what the narrowest card leaves beside its text. */
  [part='call']:not(.button) {
    padding-inline: 10px;
    margin-inline: -10px;
  }
  .plan > [part='heading'] {
    font-size: clamp(1.125em, 1em + 1.6cqi, 1.75em);
  }
  section {
    margin-block-start: 1.25em;
    padding-block-start: 1em;
    border-block-start: 2px solid var(--_rw-edge);
  }
  section > [part='heading'] {
    font-size: 1.25em;
  }
  ol {
    padding-inline-start: 1.9em;
  }
  ol > li {
    margin: 0;
  }
  li::marker {
    font-weight: 700;
  }
  label {
    display: block;
    position: relative;
    padding-block: 0.65em;
    padding-inline-start: 2.25em;
    cursor: pointer;
  }
  input {
    position: absolute;
    inset-inline-start: 0;
    font: inherit;
    width: 1.5em;
    height: 1.5em;
    margin: 0;
    accent-color: var(--_rw-accent);
  }
  li > div > * {
    margin-block-end: 0.5em;
  }
  /* The label of the next step would cover the touch target. */
  li > div > :last-child:has([part='call']) {
    margin-block-end: 0.8em;
  }
  .times {
    margin-block-end: 1em;
  }
  @container (min-width: 62em) {
    .times {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: 2em;
    }
  }
  @media print {
    .emergency {
      color: #000;
      background: none;
      border-color: #000;
    }
    li {
      break-inside: avoid;
    }
  }
`;
