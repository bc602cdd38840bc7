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
      font-size: 7.5pt;
    }
    .sources > ul {
      max-width: none;
      columns: 2;
      /* Room for the bullets of the second column, next to long URLs. */
      gap: 3em;
    }
    p,
    li,
    [part='heading'] {
      break-inside: avoid;
    }
    summary,
    [part='heading'] {
      break-after: avoid;
    }
    /* Titles and URLs run from left to right, also where they wrap. */
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
