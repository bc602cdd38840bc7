import {css, type CSSResultGroup} from 'lit';
import {print} from './print.js';

/**
 * Look shared by all widgets.
 *
 * `.shield` wraps everything and keeps the page’s inherited styles out with `all: initial`;
 * docs/decisions/0010-host-css.md lists the exceptions and why. Its font size is the reader’s own, not the page’s root size;
 * `.root` and every size in it are relative to that, never below 16 px. Its columns give the widget a width (40em, at least
 * 160 px) where the page sizes it by its content (floats, tables, centered columns), which is zero for a size container. The height
 * controller may make it higher than `.root`, by a style of its own.
 *
 * Colors follow the page’s `color-scheme`; a browser without `light-dark()` gets black on white. Every edge below is a border,
 * which forced colors keep. Private custom properties start with `--_rw-`, which no page registers with `@property`.
 */
const screen = css`
  /* A reveal-on-scroll theme must not hide the widget when its script fails. The hidden attribute and display may. */
  :host {
    display: block;
    margin-block: var(--recovery-gap, 0);
    opacity: 1 !important;
    visibility: inherit !important;
    /* Ends the space that the style sheet of the page has reserved. */
    --_rw-space: 0;
  }
  :host([hidden]) {
    display: none !important;
  }
  .shield {
    all: initial;
    display: grid;
    grid-template-columns: minmax(160px, 40em) 1fr;
    align-content: start;
    min-width: min(100%, 240px);
    direction: ltr;
    user-select: text;
    color-scheme: inherit;
    visibility: inherit;
    pointer-events: inherit;
  }
  /* The page’s ::selection styles apply in shadow trees too. */
  ::selection {
    all: initial;
    color: highlighttext;
    background: highlight;
  }
  .root {
    grid-column: 1 / 3;
    container-type: inline-size;
    font: max(16px, var(--recovery-font-size, 1em)) / 1.5 var(--recovery-font-family, system-ui, sans-serif);
    overflow-wrap: anywhere;
    color: var(--_rw-text);
    --_rw-text: var(--recovery-color-text, light-dark(#1b2733, #f1f5f8));
    --_rw-quiet: var(--recovery-color-quiet, light-dark(#43505c, #c3ccd4));
    --_rw-surface: var(--recovery-color-surface, light-dark(#fff, #131c25));
    --_rw-tint: var(--recovery-color-tint, light-dark(#f0f4f8, #1e2a36));
    --_rw-edge: var(--recovery-color-edge, light-dark(#6b7885, #8b98a5));
    --_rw-accent: var(--recovery-color-accent, light-dark(#004a83, #9fd0ff));
    --_rw-on-accent: var(--recovery-color-on-accent, light-dark(#fff, #08131d));
    --_rw-radius: var(--recovery-radius, 8px);
    /* Hairlines separate; they are never the only edge of a control. */
    --_rw-line: color-mix(in srgb, var(--_rw-edge) 40%, var(--_rw-surface));
    --_rw-pad: clamp(8px, 5cqi, 1.75em);
  }
  /* The reader’s preference overrides the page’s colors: edges and secondary text get the contrast of text. */
  @media (prefers-contrast: more) {
    .root {
      --_rw-quiet: var(--_rw-text);
      --_rw-edge: var(--_rw-text);
      --_rw-line: var(--_rw-text);
    }
  }
  .light {
    color-scheme: light;
  }
  .dark {
    color-scheme: dark;
  }
  @supports not (color: light-dark(red, red)) {
    .root {
      color: #000;
      background: #fff;
    }
  }
  .card {
    padding: var(--_rw-pad);
    background: var(--_rw-surface);
    border: 1px solid var(--_rw-line);
    border-radius: calc(var(--_rw-radius) * 1.5);
  }
  /* The type scale: 1, 1.125 and 1.25em, the title of a card, and 1.75em for the emergency number. Nothing else. */
  [part='heading'] {
    margin: 0 0 0.5em;
    font-size: 1.125em;
    line-height: 1.3;
  }
  section > [part='heading'] {
    font-size: 1.25em;
  }
  .card > [part='heading'] {
    font-size: clamp(1.375em, 1.2em + 1.2cqi, 1.75em);
    line-height: 1.2;
    text-wrap: balance;
  }
  p,
  ul,
  ol {
    margin: 0 0 0.75em;
    max-width: 40em;
  }
  ul,
  ol {
    padding-inline-start: 1.5em;
  }
  li {
    margin-block-end: 0.4em;
  }
  /* One look for all that folds: a hairline above, a chevron at the end. Its strokes are borders, which forced colors keep. */
  details {
    border-block-start: 1px solid var(--_rw-line);
  }
  summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75em;
    padding-block: 0.75em;
    font-weight: 600;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    flex: none;
    width: 0.5em;
    height: 0.5em;
    margin-inline-end: 0.25em;
    translate: 0 -25%;
    rotate: 45deg;
    content: '';
    border: solid var(--_rw-accent);
    border-width: 0 2px 2px 0;
  }
  [open] > summary::after {
    translate: 0 25%;
    rotate: 225deg;
  }
  summary:hover {
    text-decoration: underline;
  }
  summary [part='heading'] {
    margin: 0;
    font-size: inherit;
    line-height: inherit;
  }
  /* Touch target of 44 px for a link in text; inline padding does not move the lines. */
  p a,
  li a {
    padding-block: 0.8em;
  }
  /* Above the text after it, which would cover the touch target. Not in print: in a PDF it would be read after that text. */
  @media screen {
    [part='call'],
    .sources > summary {
      position: relative;
    }
    /* With the margin 44 px, as targets must not cover each other. */
    .sources li {
      min-height: 2.35em;
    }
  }
  .quiet,
  .draft {
    color: var(--_rw-quiet);
  }
  .draft {
    margin: 0;
  }
  .icon {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  /* No text is smaller than the reader’s own size. */
  small {
    font-size: inherit;
  }
  a {
    color: var(--_rw-accent);
  }
  button,
  .button {
    max-width: 100%;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    box-sizing: border-box;
    min-height: 2.75em;
    padding: 0.4em 1em;
    font: inherit;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    color: var(--_rw-accent);
    background: var(--_rw-surface);
    border: 2px solid;
    border-radius: var(--_rw-radius);
    cursor: pointer;
  }
  .primary {
    color: var(--_rw-on-accent);
    background: var(--_rw-accent);
    border-color: var(--_rw-accent);
  }
  button:hover,
  .button:hover {
    text-decoration: underline;
  }
  /* On a small phone with large text, a number wraps rather than overflow. */
  @container (min-width: 16em) {
    [part='number'] {
      white-space: nowrap;
    }
  }
  /* Not “nine hundred eleven”. Only Safari supports it; for names see docs/decisions/0015-numbers-read-aloud.md. */
  [part='call'],
  [part='number'] {
    speak-as: digits;
  }
  /* The outline is around the text, not around the touch target, which overlaps the lines next to it. */
  :focus-visible,
  a:focus-visible > :is(bdi, span) {
    outline: 3px solid var(--_rw-accent);
    outline-offset: 3px;
    /* Keeps the focused element clear of fixed headers and of the quick exit button. */
    scroll-margin-block: min(6em, 30vh);
  }
  a:not(.button):focus-visible,
  .button:focus-visible > bdi {
    outline: none;
  }
`;

/** Styles of every widget. */
export const base: CSSResultGroup = [screen, print];
