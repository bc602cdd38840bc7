import {css} from 'lit';

export const styles = css`
  .sections > section {
    padding-block-end: 0.75em;
  }
  .sections > section > [part='heading'] {
    margin-block-end: 0.3em;
  }
  ul,
  ol {
    max-width: none;
  }
  /* Inherits its line height: without a doctype, lines with nothing else in them would not take another one. */
  b {
    font-size: 1.125em;
  }
  p > b {
    font-size: inherit;
  }
  li {
    line-height: 1.4;
  }
  ul:has(> [part='sign']) {
    padding: 0 0.75em;
    /* Unlike “none”, it remains a list for VoiceOver. */
    list-style-type: '';
    background: var(--_rw-tint);
    /* Forced colors show it. */
    border: 1px solid transparent;
    border-radius: var(--_rw-radius);
  }
  ol {
    padding: 0;
    list-style-position: inside;
  }
  [part='sign'],
  [part='step'] {
    margin: 0;
    padding-block: 0.25em;
    border-block-start: 1px solid var(--_rw-line);
  }
  ol {
    --_rw-picture: 4em;
  }
  [part='sign'] {
    --_rw-picture: 3em;
    line-height: 1.3;
  }
  [part='step'] {
    padding-block: 0.625em;
  }
  [part='sign']:first-child,
  [part='step']:first-child {
    border: 0;
  }
  [part='step']:first-child {
    padding-block-start: 0;
  }
  [part='step']::marker {
    font-size: 1.125em;
    font-weight: 700;
    color: var(--_rw-accent);
    /* Chromium gives screen readers what runs from right to left as it lies, “. 1”, unless all runs one way. There are no ten steps. */
    unicode-bidi: isolate-override;
  }
  li:has(> .pictures, > .icon) {
    position: relative;
    box-sizing: border-box;
    min-height: calc(var(--_rw-picture) + 1em);
    padding-inline-start: calc(var(--_rw-picture) + 0.75em);
  }
  li[part='dont'] {
    min-height: 0;
    padding-inline-start: 1.75em;
    list-style-type: '';
  }
  .pictures,
  li > .icon {
    position: absolute;
    inset-inline-start: 0;
  }
  .pictures {
    inset-block-start: 0.625em;
    display: grid;
    gap: 0.5em;
    width: var(--_rw-picture);
  }
  [part='step']:first-child > .pictures {
    inset-block-start: 0;
  }
  [part='step']:has(svg + svg) {
    min-height: calc(2 * var(--_rw-picture) + 1.5em);
  }
  [part='sign'] > .pictures {
    inset-block-start: 0.4em;
  }
  /* The person who needs help has the color of the text; what you do has the accent. */
  .pictures svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .a {
    color: var(--_rw-accent);
    stroke: currentColor;
  }
  @media (forced-colors: active) {
    .a {
      color: canvastext;
    }
  }
  li > .icon {
    inset-block-start: 0.1em;
    stroke-width: 3;
  }
  ul:has(> [part='dont']) {
    padding: 0;
  }
  /* The compact variant. */
  .short > section {
    padding: 0;
  }
  .short :is(ul, ol) {
    margin-block-end: 0.25em;
  }
  .short li {
    line-height: 1.25;
    padding-block: 1px;
  }
  .short li::marker,
  .short b {
    font-size: inherit;
  }
  /* A long word, such as “искусственное”, fits beside a picture. */
  @container (max-width: 16em) {
    [part='sign'],
    [part='step'],
    ol {
      --_rw-picture: 2.25em;
    }
    b {
      font-size: inherit;
    }
  }
  /* Signs, don’ts and folds at the side of the steps. */
  @container (min-width: 46em) {
    .sections {
      display: grid;
      grid-template: auto auto 1fr / minmax(15em, 2fr) 3fr;
      gap: 0 2.5em;
    }
    .sections > :nth-child(2) {
      grid-area: 1 / 2 / 4;
    }
  }
  /* One sheet to act, one to know. */
  @media print {
    .sections {
      display: block;
      font-size: 10pt;
    }
    ol {
      --_rw-picture: 3em;
    }
    .sections li {
      line-height: 1.25;
    }
    .sections > section {
      padding: 0;
    }
    ul:has(> [part='sign'], > [part='dont']) {
      display: grid;
      grid: auto / auto-flow 1fr;
      gap: 1em;
      padding: 0;
    }
    [part='sign'] {
      border: 0;
    }
    [part='step'] {
      padding-block: 0.2em;
    }
    .pictures {
      inset-block-start: 0.2em;
    }
    .sections > :nth-child(4) {
      font-size: 9pt;
      columns: 2;
      break-before: page;
    }
    section details {
      break-inside: avoid;
    }
    /* The whole is unfolded below it. */
    @supports selector(::details-content) {
      .short {
        display: none;
      }
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
