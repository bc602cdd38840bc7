import {css} from 'lit';

export const styles = css`
  ul {
    list-style: none;
    padding: 0;
    margin: 0;
    max-width: none;
  }
  [part='line'],
  .directory {
    margin-block-end: 0;
    padding-block-start: 1em;
    border-block-start: 1px solid var(--_rw-line);
  }
  [part='line'] {
    margin: 0;
    padding-block-end: 1em;
  }
  [part='line'] > p,
  [part='line'] > [part='heading'] {
    margin-block-end: 0.25em;
  }
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
    min-height: max(44px, 2.2em);
    padding: 0.15em min(0.75em, 4cqi);
    font-size: clamp(1em, 6cqi, 1.25em);
  }
  @container (max-width: 20em) {
    .ways > * {
      flex: 1 1 100%;
    }
  }
  @container (max-width: 14em) {
    .primary::before {
      display: none;
    }
  }
  .primary::before {
    content: '\\260E\\FE0E' / '';
  }
  [part='number'] {
    white-space: nowrap;
  }
  /* At 200 % text size on a small phone, in a wide font, the number wraps rather than overflow its button. */
  @container (max-width: 12em) {
    [part='number'] {
      white-space: normal;
    }
  }
  p {
    max-width: none;
  }
  /* Widens the touch target of three-digit numbers. In pixels: large text needs less of it, and leaves less room. */
  p:not(.sos > p) [part='call'] {
    display: inline-block;
    padding: 0.75em 14px;
    margin: -0.75em -14px;
  }
  /* A long number in a line of text, wide enough to touch. The padding would make it overflow a narrow widget in WebKit. */
  p.companion [part='call'] {
    padding-inline: 0;
    margin-inline: 0;
  }
  .compact {
    gap: 0 1.5em;
    margin: 0;
    padding-block: 0;
  }
  /* A line with its padding is 48 px high, so that nobody touches the wrong number. */
  .compact > p {
    margin: 0;
    padding: 0.75em 0;
    border: 0;
  }
  /* A line of its own; in a narrow widget its two lines of text are no higher than a line with its padding. */
  .compact > .draft {
    flex: 0 0 100%;
    padding: 0;
    margin-block: -0.375em 0.625em;
    line-height: 1.25;
  }
  .facts > li,
  [role='status'] {
    margin: 0;
  }
  /* The answer replaces invisible digits that reserve its space. */
  .state {
    display: grid;
  }
  .state > p {
    grid-area: 1 / 1;
    margin: 0;
    font-weight: 600;
  }
  .state > :first-child {
    visibility: hidden;
    /* Lines in which scripts are mixed are up to a pixel higher in Firefox. */
    padding-block-end: 1px;
  }
  /* The padding of the summary is the space around it too. */
  .more {
    margin-block-end: -0.75em;
  }
  /* Until the summary arrives, after the first render, its text reserves its space, on as many lines. */
  .more > p {
    padding-block: calc(0.75em + 1px) 0.75em;
    padding-inline-end: 1.5em;
    font-weight: 600;
    visibility: hidden;
  }
  .key {
    align-self: center;
    font-weight: 600;
  }
  .more > details > p,
  .more li {
    margin-block: 0.65em;
  }
  /* The padding of a link in the first of them would cover the summary. */
  @media screen {
    .more ul {
      padding-block-start: 0.5em;
    }
  }
  .more p {
    margin: 0;
  }
  .copy {
    display: none;
  }
  /* Devices with a mouse are seldom phones: there, people copy a number or write it down. */
  @media screen and (hover: hover) and (pointer: fine) {
    .copy {
      display: inline-flex;
    }
  }
`;
