import {css} from 'lit';

export const styles = css`
  button + .treatment {
    margin-block-start: 1em;
  }
  .treatment > summary {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.75em;
  }
  .treatment > summary::after {
    grid-area: 1 / 2 / 3;
  }
  .sides {
    font-weight: 400;
    color: var(--_rw-quiet);
  }
  .treatment {
    --_rw-comma: ',';
  }
  .treatment:is(:lang(ar), :lang(fa), :lang(ur)) {
    --_rw-comma: '،';
  }
  /* For the eye the sides begin a line, for the ear they come after a pause: browsers put a space between blocks, so the comma is before it; Chromium has one before that, too. */
  .treatment > summary > [part='heading']::after {
    content: '' / var(--_rw-comma);
  }
  /* Read and seen between the names, as the fallback content has it. */
  [part='kind'] + [part='kind']::before {
    content: var(--_rw-comma) ' ';
  }
  .treatment > div {
    padding-block-end: 0.75em;
  }
  .treatment > div [part='heading'] {
    margin-block: 1.25em 0.25em;
    font-size: 1em;
  }
  .treatment > div > :first-child {
    margin-block-start: 0;
  }
  .safety {
    max-width: 38em;
    padding: 0.75em 1em;
    margin-block: 1em;
    background: var(--_rw-tint);
    border: 1px solid transparent;
    border-radius: var(--_rw-radius);
  }
  .safety p {
    margin: 0;
  }
  .safety p + p {
    margin-block-start: 0.5em;
  }
  @media print {
    li,
    .safety {
      break-inside: avoid;
    }
    .treatment p {
      break-before: avoid;
    }
  }
`;
