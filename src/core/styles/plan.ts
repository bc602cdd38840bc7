import {css} from 'lit';

/** Styles of the buttons, the live region and the print frame of a `PlanElement`. */
export const planStyles = css`
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
  [role='status'] {
    min-height: 1.5em;
    margin: 0.75em 0 0;
    font-weight: 600;
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
