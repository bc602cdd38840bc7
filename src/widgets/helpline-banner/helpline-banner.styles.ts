import {css} from 'lit';

export const styles = css`
  .card {
    border-inline-start: 0.5em solid var(--_accent);
  }
  ul {
    list-style: none;
    padding: 0;
    max-width: none;
  }
  [part='line'],
  .emergency {
    padding-block-start: 1em;
    border-block-start: 1px solid var(--_edge);
  }
  [part='line'] p {
    margin-block-end: 0.25em;
  }
  .name,
  .emergency a,
  .compact a {
    font-weight: 700;
  }
  .ways,
  .facts,
  .compact {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 0.75em;
    margin-block: 0.75em;
  }
  .facts {
    gap: 0 1.5em;
    font-weight: 600;
  }
  .primary {
    font-size: 1.25em;
  }
  .compact,
  .compact > p {
    padding-block: 0;
    margin: 0;
    border-block: 0;
  }
  p a {
    display: inline-block;
    padding-block: 0.6em;
  }
  p {
    max-width: none;
  }
  .copy,
  [role='status']:empty {
    display: none;
  }
  /* A device with a mouse is seldom a phone: there a number is copied or written down. */
  @media screen and (hover: hover) and (pointer: fine) {
    .copy {
      display: inline-flex;
    }
  }
`;
