import {css} from 'lit';

export const styles = css`
  details {
    scroll-margin-block: 1em;
  }
  @media print {
    .question {
      break-inside: avoid;
    }
    .question > summary {
      padding-block: 0.4em 0.2em;
    }
    p,
    ul {
      max-width: none;
      margin-block-end: 0.3em;
    }
  }
`;
