import {css} from 'lit';

/** Styles of the privacy note, the buttons, the live region and the print frame of a `PlanElement`. */
export const planStyles = css`
  .privacy {
    margin-block-end: 1em;
    border-block-end: 1px solid var(--_rw-line);
  }
  .privacy > summary {
    font-weight: 400;
    color: var(--_rw-quiet);
  }
  /* Separates a name from the words after it for a screen reader: on screen, a line break does. A name with an ID is a sentence, the label of a box. */
  .plan b:not([id])::after {
    content: ':';
    font-size: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  @container (max-width: 24em) {
    .actions > * {
      flex: auto;
    }
  }
  [aria-live] {
    margin: 0.75em 0 0;
    font-weight: 600;
  }
  [aria-live]:empty {
    margin: 0;
  }
  [aria-live] + .sources {
    margin-block-start: 1em;
  }
  iframe {
    position: absolute;
    width: 0;
    height: 0;
    border: 0;
    visibility: hidden;
  }
  @media print {
    iframe {
      display: none;
    }
  }
`;
