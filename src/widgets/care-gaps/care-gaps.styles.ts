import {css} from 'lit';

export const styles = css`
  #question [part='heading'] {
    margin-block: 1em 0.75em;
  }
  [part='question'] [part='heading'] {
    margin: 0;
    font-size: 1em;
  }
  [part='question'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5em 1.5em;
    padding-block: 0.75em;
    border-block-start: 1px solid var(--_rw-line);
  }
  [part='question'] p {
    margin: 0;
  }
  section {
    padding: 1em;
    margin-block: 0.5em 1em;
    background: var(--_rw-tint);
    border: 1px solid transparent;
    border-radius: var(--_rw-radius);
  }
  .plan ul {
    max-width: none;
    columns: 2 20em;
    column-gap: 2em;
  }
  li,
  [part='gap'],
  [part='question'] {
    break-inside: avoid;
  }
  .picture {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5em), 1fr));
    gap: 0.5em;
    padding: 0;
    margin-block-end: 1.25em;
    list-style: none;
  }
  [part='cell'] {
    display: flex;
    gap: 0.5em;
    margin: 0;
    padding: 0.5em;
    line-height: 1.4;
    background: var(--_rw-surface);
    border: 1px solid var(--_rw-edge);
    border-radius: var(--_rw-radius);
  }
  svg {
    flex: none;
  }
  [part='gap'] {
    margin-block-end: 0.75em;
  }
  .limits {
    padding-inline-start: 0.75em;
    font-weight: 600;
    border-inline-start: 0.25em solid var(--_rw-accent);
  }
  @container (min-width: 40em) {
    [part='question'] {
      grid-template-columns: minmax(0, 24em) 22em;
      align-items: center;
    }
  }
  @container (min-width: 54em) {
    .picture {
      grid-template-columns: repeat(5, 1fr);
    }
  }
  @media print {
    [part='question'] {
      grid-template-columns: minmax(0, 1fr) 15em;
      row-gap: 0;
      padding-block: 0.4em;
    }
    .answers,
    .marks {
      display: grid;
      grid-template-columns: repeat(4, 1fr);
      gap: 0;
      text-align: center;
    }
    p.marks {
      margin-inline: auto 0;
      width: 15em;
    }
    [part='question'] .answers {
      grid-area: 1 / 2 / 4 / 3;
    }
    .segments label {
      min-height: 0;
      padding: 0;
      border: 0;
    }
    .segments input {
      position: static;
      width: 1.4em;
      height: 1.4em;
      opacity: 1;
    }
    section {
      padding: 1em 0 0;
      background: none;
    }
    .picture {
      grid-template-columns: repeat(5, 1fr);
    }
  }
`;
