import {css} from 'lit';

/**
 * Look of the emergency panel: the one black and yellow thing in a widget, from edge to edge of its card, in both themes; on a dark card
 * it has a frame. Contrast is 15:1 or more. Wraps without a container query, so that the fallback content can do the same.
 */
export const sos = css`
  .sos {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 2em;
    margin: calc(-1 * var(--_rw-pad));
    margin-block-end: 0.75em;
    padding: calc(0.75em - 2px) calc(var(--_rw-pad) - 2px);
    color: #fff;
    background: #111;
    border: 2px solid light-dark(#111, #fd0);
    border-radius: calc(var(--_rw-radius) * 1.5 - 1px) calc(var(--_rw-radius) * 1.5 - 1px) 0 0;
  }
  .sos > p {
    flex: 1 0 100%;
    max-width: none;
    margin: 0;
  }
  .sos > :nth-child(-n + 2) {
    flex: 0 1 auto;
    font-size: 1.25em;
    font-weight: 700;
    line-height: 1.25;
    text-wrap: balance;
  }
  .wide > :nth-child(2) {
    flex: 1 1 13em;
    max-width: 20em;
  }
  .sos a {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    box-sizing: border-box;
    padding: calc(0.525em - 2px) min(0.6em, 4cqi);
    font-size: clamp(1.05em, 7.2cqi, 1.4em);
    font-weight: 800;
    line-height: 1.15;
    text-align: center;
    text-decoration: none;
    color: #000;
    background: #fd0;
    border: 2px solid #fd0;
    border-radius: var(--_rw-radius);
  }
  .sos .icon {
    width: 1em;
    height: 1em;
  }
  .sos a:focus-visible {
    outline: 3px solid #000;
    outline-offset: -7px;
  }
  .slim {
    padding-block: calc(0.5em - 2px);
  }
  .sos.slim > p {
    flex: 1 1 12em;
    font-size: 1em;
    font-weight: 600;
  }
  .sos.slim > :nth-child(2) {
    flex: 0 1 auto;
    font-weight: 700;
  }
  .slim a {
    padding: calc(0.55em - 2px) 0.8em;
    font-size: 1.25em;
  }
  @media print {
    .sos {
      margin: 0 0 0.75em;
      padding: 0.5em 0.75em;
      color: #000;
      background: none;
      border: 2px solid #000;
      border-radius: 0;
      break-after: avoid;
    }
    .sos a {
      background: none;
      border: 0;
      padding: 0;
    }
  }
`;
