/**
 * The few lines that give the plain words the height of the widget, so that nothing moves when it takes their place: made
 * from src/entries/cdn/plain.css. All of them are recovery-widgets.css in dist/cdn; a snippet carries those of its widget.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './prepare.mjs';

/** The rules in the file: selector, and what is in the braces. @returns {[selector: string, body: string][]} */
function rules() {
  const source = readFileSync(join(root, 'src/entries/cdn/plain.css'), 'utf8').replace(/\/\*[^]*?\*\//g, '');
  return [...source.matchAll(/^(\S[^{]*)\{\n([^]*?)^\}/gm)].map(([, selector, body]) => [selector.trim(), body]);
}

const squeeze = (/** @type {string} */ css) =>
  css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;\}/g, '}')
    .trim();

/**
 * recovery-widgets.css: for tags and for placeholders.
 *
 * @param {string[]} widgets names of all
 */
export const plainStyle = (widgets) =>
  rules()
    .map(([selector, body]) => {
      const [, name] = /^recovery-([a-z-]+)$/.exec(selector) ?? [];
      const tags = (name ? [name] : widgets).map((each) => `recovery-${each}`);
      const place = name ? `[data-recovery-widget=${name}]` : '[data-recovery-widget]';
      return squeeze(`${[...tags, place].join()}{${body}}`);
    })
    .join('') + '\n';

/** The lines for one tag, to be read. @param {string} name */
export const styleLines = (name) =>
  rules()
    .filter(([selector]) => selector === `recovery-${name}` || !selector.startsWith('recovery-'))
    .map(([, body]) => `recovery-${name} {\n${body}}\n`)
    .join('')
    .replace(/^\s*\n/gm, '');
