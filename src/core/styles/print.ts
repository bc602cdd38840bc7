import {css} from 'lit';

/** Print styles, and classes for content that is only on paper or only on screen. */
export const print = css`
  /* Content for print is part of the fallback HTML, too. */
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
      /* Set on screen, to the height of the fallback content. */
      min-block-size: 0 !important;
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
    /* With support for that, every <details> is open. */
    @supports selector(::details-content) {
      summary::after {
        display: none;
      }
    }
    .card {
      padding: 0.75em 1em;
    }
    .sources {
      font-size: 8pt;
      line-height: 1.2;
    }
    .sources > ul {
      max-width: none;
      columns: 3;
      gap: 2em;
    }
    ul {
      padding-inline-start: 1.2em;
    }
    li {
      margin: 0 0 0.2em;
    }
    p,
    li,
    [part='heading'] {
      break-inside: avoid;
    }
    summary {
      padding-block: 0.4em;
    }
    summary,
    [part='heading'] {
      break-after: avoid;
    }
    /* The title and the publisher of a source find it; its URL would fill another sheet. */
    a[href^='http']:not(.sources a)::after {
      direction: ltr;
      unicode-bidi: isolate;
      content: ' ' attr(href);
    }
    .primary {
      color: #000;
      background: none;
    }
  }
`;
