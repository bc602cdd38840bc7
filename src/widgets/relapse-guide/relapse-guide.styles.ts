import {css} from 'lit';

export const styles = css`
  /* Widens the touch target of three-digit numbers by what the narrowest card leaves beside its text. */
  li [part='call'],
  .plan > p [part='call'] {
    padding-inline: 10px;
    margin-inline: -10px;
  }
  .plan > [part='heading'] {
    font-size: clamp(1.375em, 1.2em + 1.2cqi, 1.75em);
    line-height: 1.2;
    text-wrap: balance;
  }
  section {
    margin-block-start: 1.25em;
    padding-block-start: 1em;
    border-block-start: 2px solid var(--_rw-edge);
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
    li {
      break-inside: avoid;
    }
  }
`;
