import {css} from 'lit';

/**
 * The look that all widgets share.
 *
 * Nothing of the page gets in: `.shield`, around everything, starts from `all: initial`. What it lets through and why is in
 * docs/decisions/0010-host-css.md. Its font size is the reader's own, so the root size of the page has no say; `.root` and
 * every size in it hang on that, never under 16 px. Its columns give the widget a width where the page takes it from the
 * content (floats, tables, centered columns), which a size container alone does not have: 40em, and 160 px at the least.
 *
 * Colors follow the page's `color-scheme`; a browser without `light-dark()` gets black on white. In forced colors every edge
 * below is a border, which that mode keeps. Private properties have a name that no page registers with `@property`.
 */
export const base = css`
  /* A reveal-on-scroll theme must not hide this when its script fails. The attribute hides, and so does display. */
  :host {
    display: block;
    opacity: 1 !important;
    visibility: inherit !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  .shield {
    all: initial;
    display: grid;
    grid-template-columns: minmax(160px, 40em) 1fr;
    min-width: min(100%, 240px);
    direction: ltr;
    user-select: text;
    color-scheme: inherit;
    visibility: inherit;
    pointer-events: inherit;
  }
  /* Pages style it for all shadow trees at once. */
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
    --_rw-tint: var(--recovery-color-tint, light-dark(#eef3f8, #1e2a36));
    --_rw-edge: var(--recovery-color-edge, light-dark(#6b7885, #8b98a5));
    --_rw-accent: var(--recovery-color-accent, light-dark(#004a83, #9fd0ff));
    --_rw-on-accent: var(--recovery-color-on-accent, light-dark(#fff, #08131d));
    --_rw-radius: var(--recovery-radius, 6px);
  }
  /* The reader's wish goes before the colors of the page: edges and words of less weight are as strong as all words. */
  @media (prefers-contrast: more) {
    .root {
      --_rw-quiet: var(--_rw-text);
      --_rw-edge: var(--_rw-text);
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
    padding: clamp(8px, 5cqi, 1.75em);
    background: var(--_rw-surface);
    border: 1px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
  }
  [part='heading'] {
    margin: 0 0 0.5em;
    font-size: 1.125em;
    line-height: 1.25;
  }
  .card > [part='heading'] {
    font-size: clamp(1.125em, 1em + 1.6cqi, 1.75em);
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
  summary {
    padding-block: 0.65em;
    font-weight: 600;
    cursor: pointer;
  }
  /* Room to touch a link among words, 44 px high; inline, so that lines stay where they are. */
  p a,
  li a {
    padding-block: 0.8em;
  }
  /* Above the words after it, which would take the touch. In a PDF it would come after them. */
  @media screen {
    [part='call'] {
      position: relative;
    }
  }
  .quiet {
    color: var(--_rw-quiet);
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
  /* Not “nine hundred eleven”. Only Safari knows it; docs/decisions/0015-numbers-aloud.md says why names are not spaced out. */
  [part='call'],
  [part='number'] {
    speak-as: digits;
  }
  /* The ring stands around the words, not around the room to touch, which lies over the lines next to it. */
  :focus-visible,
  a:focus-visible > bdi {
    outline: 3px solid var(--_rw-accent);
    outline-offset: 3px;
    /* What a page keeps fixed at its edges, a header or the button to leave, does not lie over it. */
    scroll-margin-block: min(6em, 30vh);
  }
  a:not(.button):focus-visible,
  .button:focus-visible > bdi {
    outline: none;
  }
  /* Words for one of the two only; what is for paper is what stands in the page where no script runs. */
  @media not print {
    .paper {
      display: none;
    }
  }
  @media print {
    .screen {
      display: none;
    }
    .shield {
      display: block;
    }
    .root {
      color-scheme: light;
      font-size: 10.5pt;
      line-height: 1.35;
    }
    button {
      display: none;
    }
    details::details-content {
      content-visibility: visible;
    }
    /* Where that is known, all is open. */
    @supports selector(::details-content) {
      summary {
        list-style: none;
      }
    }
    .card {
      padding: 0.75em 1em;
    }
    .sources {
      font-size: 7.5pt;
    }
    .sources > ul {
      max-width: none;
      columns: 2;
      /* Room for the bullets of the second, beside long addresses. */
      gap: 3em;
    }
    p,
    li {
      break-inside: avoid;
    }
    summary,
    [part='heading'] {
      break-after: avoid;
    }
    /* Titles and addresses are written from left to right, and so are the lines that they break into. */
    .sources a,
    a::after {
      direction: ltr;
      unicode-bidi: isolate;
    }
    a[href^='http']::after {
      content: ' ' attr(href);
    }
    .primary {
      color: #000;
      background: none;
    }
  }
`;
