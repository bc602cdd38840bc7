import {css} from 'lit';

export const styles = css`
  p,
  ul {
    max-width: none;
  }
  ul {
    list-style: none;
    padding: 0;
    margin: 0;
  }
  /* Lines stand side by side where they fit. Not auto-fit: the columns are there with the first line. */
  section > ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, max(18em, 40%)), 1fr));
    gap: 0 2.5em;
    margin-block-end: 0.75em;
    border-block-end: 1px solid var(--_rw-line);
  }
  [part='line'] {
    margin: 0;
    padding-block-start: 1em;
    border-block-start: 1px solid var(--_rw-line);
  }
  [part='line'] > p,
  [part='line'] > [part='heading'] {
    margin-block-end: 0.25em;
  }
  .ways {
    margin-block-start: 0.5em;
  }
  .primary {
    display: flex;
    max-width: 22em;
    padding: 0.525em min(1em, 4cqi);
    font-size: 1.25em;
  }
  /* Links with the touch target of a button: the call is the one thing to do. */
  .way {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    margin-inline-end: 1em;
    padding-block: 0.625em;
    font-weight: 600;
    vertical-align: top;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1em;
    margin-block: 0.5em;
  }
  .facts > :first-child {
    flex: 0 0 100%;
  }
  /* A badge that is no higher than its line; one of two lines stays one box. */
  b {
    display: inline-block;
    padding: calc(0.1em - 1px) 0.75em;
    font-weight: 600;
    line-height: 1.3;
    vertical-align: top;
    color: light-dark(#0a4f2a, #9be3b5);
    background: light-dark(#e6f4ea, #12301f);
    /* Forced colors show it. */
    border: 1px solid transparent;
    border-radius: 0.75em;
  }
  .closed {
    color: var(--_rw-quiet);
    background: var(--_rw-tint);
  }
  /* Widens the touch target of three-digit numbers, within the card. In pixels: large text needs less of it, and leaves less room. */
  p:not(.sos > p, .companion) [part='call'] {
    display: inline-block;
    padding: 0.75em min(14px, 5cqi);
    margin: -0.75em max(-14px, -5cqi);
  }
  .compact {
    padding: 0;
    overflow: hidden;
  }
  .compact .sos {
    margin: 0;
    border-radius: 0;
  }
  .compact > div:last-child {
    align-self: center;
    padding: 0.5em var(--_rw-pad);
  }
  .compact a {
    font-weight: 700;
  }
  @container (min-width: 68em) {
    .compact {
      display: grid;
      grid-template-columns: 32em 1fr;
    }
  }
  .compact > div > p,
  .facts > li,
  .state > p,
  [aria-live] {
    margin: 0;
  }
  /* The answer replaces invisible words that reserve its space. */
  .state {
    display: grid;
    margin-block-start: 0.5em;
  }
  .state > p {
    grid-area: 1 / 1;
  }
  .state > p > span {
    display: block;
  }
  .state > :first-child {
    visibility: hidden;
    /* Lines in which scripts are mixed are up to a pixel higher in Firefox. */
    padding-block-end: 1px;
  }
  .key {
    font-weight: 600;
  }
  .ways .key {
    display: block;
  }
  .more p,
  .more li {
    margin: 0 0 0.65em;
  }
  .copy {
    display: none;
    margin-block-end: 0.75em;
  }
  /* Text does not touch the line above a fold. */
  .more {
    margin-block-start: 0.5em;
  }
  @media print {
    .card {
      break-inside: avoid;
    }
  }
  /* Devices with a mouse are seldom phones: there, people copy a number or write it down. */
  @media screen and (hover: hover) and (pointer: fine) {
    .copy {
      display: inline-flex;
    }
  }
  /* Nastaliq is high: its lines, and those of headings, would touch. */
  .root :lang(ur) {
    line-height: 1.75 !important;
  }
  /* Korean breaks between words, as do Chinese questions and headings after a comma; what is too long for a line breaks anywhere. */
  :lang(ko),
  :is(.sos > p, [part='heading'], summary):lang(zh) {
    word-break: keep-all;
  }
`;
