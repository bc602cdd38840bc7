/** Writes recovery-widgets.css in dist/cdn, the style sheet of the fallback content, from src/entries/fallback/. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {readLabels} from '../built/built.mjs';
import {root} from '../project.mjs';

/** Its parts, in the order of their rules: of all widgets, of those with an emergency number on top, of the rest. */
const PARTS = ['base', 'emergency', 'widgets'];

/** Selector that stands for all widgets. */
const ALL = '[data-recovery-widget]';

/** Adds the placeholders to the tags in a selector of the source. @param {string} selector */
function withPlaceholders(selector) {
  const tags = selector.split(/,\s*/);
  return selector === ALL
    ? [...Object.keys(readLabels()).map((name) => `recovery-${name}`), ALL]
    : [...tags, ...tags.map((tag) => `[data-recovery-widget=${tag.slice('recovery-'.length)}]`)];
}

/** Writes recovery-widgets.css, for the tags and placeholders of all widgets, without white space. @returns {string} */
export const fallbackCss = () =>
  `${PARTS.map((name) => readFileSync(join(root, `src/entries/fallback/${name}.css`), 'utf8'))
    .join('')
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/^([\w[][^{]*) \{/gm, (_, selector) => `${withPlaceholders(selector).join()} {`)
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;\}/g, '}')
    .trim()}\n`;
