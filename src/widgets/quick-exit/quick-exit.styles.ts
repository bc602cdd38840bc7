import {css} from 'lit';

export const styles = css`
  /* A size container would be the containing block of the bar in the top layer. What the bar has below it is not covered. */
  .root {
    container-type: normal;
    contain: inline-size;
    pointer-events: none;
  }
  .place {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1em;
    padding: 0.25em 0.5em;
    pointer-events: auto;
  }
  /* The draft notice is within the border, too. */
  .card:has(+ .note p:not([hidden])) {
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  .card + .note {
    border: 1px solid var(--_rw-line);
    border-block-start: 0;
    border-radius: 0 0 calc(var(--_rw-radius) * 1.5) calc(var(--_rw-radius) * 1.5);
  }
  .fixed {
    background: var(--_rw-surface);
    border-block-end: 1px solid var(--_rw-edge);
  }
  [popover] {
    position: fixed;
    inset: var(--_rw-top) 0 auto;
    z-index: 2147483647;
    box-sizing: border-box;
    width: auto;
    margin: 0;
    color: inherit;
    border-width: 0 0 1px;
  }
  .button {
    margin-block: 0.15em;
    border-radius: 2em;
  }
  /* The countdown replaces the keyboard hint in the same grid cell. */
  .place > p {
    display: grid;
    margin: 0;
  }
  .place span {
    grid-area: 1 / 1;
  }
  .off {
    visibility: hidden;
  }
  details {
    flex: 1 1 7.5em;
    border: 0;
  }
  details[open] {
    flex-basis: 100%;
  }
  summary {
    box-sizing: border-box;
    min-height: 2.75em;
    padding-block: 0.25em;
    font-weight: 400;
    line-height: 1.25;
    overflow-wrap: break-word;
  }
  /* Opened, it leaves room for the page. */
  .fixed ul {
    max-height: 40vh;
    overflow: auto;
  }
  .note {
    padding: 0.25em 0.5em;
    background: var(--_rw-surface);
  }
  /* Stays in the accessibility tree: a screen reader that scrolls while it reads on would lose its place. */
  .note.gone {
    opacity: 0;
    pointer-events: none;
  }
  .note:not(:has(p:not([hidden]))) {
    display: none;
  }
  /* Devices without a mouse most likely have no keyboard. */
  @media not ((hover: hover) and (pointer: fine)) {
    .place > p {
      display: none;
    }
  }
  @media print {
    .root {
      display: none;
    }
  }
`;
