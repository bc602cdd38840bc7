import {css} from 'lit';

export const styles = css`
  /* A size container would be the containing block of the fixed button. */
  .root {
    container-type: normal;
  }
  .card {
    padding: clamp(8px, 2%, 0.75em);
    padding-block-end: 0;
  }
  .place + .card {
    padding-block: 0;
  }
  .draft {
    margin-block-end: 0.65em;
  }
  .place {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 1em;
  }
  [popover] {
    position: fixed;
    flex-direction: column;
    gap: 0;
    inset: auto;
    inset-block-end: max(8px, env(safe-area-inset-bottom));
    inset-inline-end: max(8px, env(safe-area-inset-right), env(safe-area-inset-left));
    z-index: 2147483647;
    box-sizing: border-box;
    max-width: calc(100% - 16px);
    margin: 0;
    padding: 0.5em;
    /* Large text in a small window would cover the page. */
    font-size: min(1em, max(16px, 8vmin));
    overflow: visible;
    color: inherit;
    background: var(--_rw-surface);
    border: 1px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
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
  summary {
    font-weight: 400;
  }
  /* Devices without a mouse most likely have no keyboard. */
  @media not ((hover: hover) and (pointer: fine)) {
    #keys {
      display: none;
    }
  }
  @media print {
    .root {
      display: none;
    }
  }
`;
