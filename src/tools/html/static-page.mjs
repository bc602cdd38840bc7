/** Builds pages of one file without script of their own, such as frame.html and the wallet cards, from messages. */
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {h} from 'hastscript';
import {root} from '../project.mjs';
import {inlineHash, stringify} from './markup.mjs';

/** @typedef {import('hast').Nodes | string} Child */

/** Imports a module of the npm build. @param {string} path below dist/npm @returns {Promise<any>} */
export const importBuilt = (path) => import(pathToFileURL(join(root, 'dist/npm', path)).href);

/**
 * Loads the messages of some widgets in one language.
 *
 * @param {string} lang
 * @param {string[]} names
 * @returns {Promise<(message: () => any) => Child[]>} converts a message to nodes
 */
export async function loadTranslator(lang, names) {
  const {withTemplates} = await importBuilt('core/localize.js');
  const tables = names.map(async (name) => {
    const {locales} = await importBuilt(`generated/locales/${name}.js`);
    return (await locales[lang]?.())?.templates;
  });
  const templates = Object.assign({}, ...(await Promise.all(tables)));
  return (message) => toNodes(withTemplates(templates, message, lang));
}

/** @param {string | {strings: readonly string[], values: readonly Child[]}} message text, or a Lit template with nodes as values */
const toNodes = (message) =>
  typeof message === 'string'
    ? [message]
    : message.strings.flatMap((text, index) => [text, message.values[index] ?? '']);

/** Puts each node on a line of its own. @param {Child[]} nodes @returns {Child[]} */
export const onLines = (nodes) => [...nodes.flatMap((node) => ['\n', node]), '\n'];

/**
 * Writes a page. Script may change its language, which Firefox tells no screen reader; that of what differs from `main` it does.
 *
 * @param {Record<'lang' | 'dir' | 'title' | 'css', string> & {scriptSource?: string, scripts?: Child[], main: Child[]}} content
 *   `scriptSource`: source list for `script-src`, without which the page may run no script; `scripts`: elements for the head
 */
export function staticPage({lang, dir, title, css, scriptSource, scripts = [], main}) {
  const policy = [
    "default-src 'none'",
    ...(scriptSource ? [`script-src ${scriptSource}`] : []),
    `style-src ${inlineHash(css)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = h(
    'head',
    onLines([
      h('meta', {charset: 'utf-8'}),
      h('meta', {'http-equiv': 'Content-Security-Policy', content: policy}),
      h('meta', {name: 'viewport', content: 'width=device-width'}),
      h('meta', {name: 'color-scheme', content: 'light dark'}),
      h('meta', {name: 'referrer', content: 'no-referrer'}),
      h('meta', {name: 'robots', content: 'noindex'}),
      h('title', title),
      ...scripts,
      h('style', css),
    ]),
  );
  const body = h('body', onLines([h('main', scriptSource ? {lang} : {}, onLines(main))]));
  return stringify(h(null, {type: 'doctype'}, '\n', h('html', {lang, dir}, onLines([head, body])), '\n'));
}
