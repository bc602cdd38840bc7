/**
 * WordPress’s HTML filter for posts (KSES), by the lists in kses.json.
 *
 * Like the original it works on the text, tag by tag, and does not know which tag closes which: it removes a tag that is not
 * allowed and keeps the content between its tags, so the text of a `<style>` or `<script>` becomes visible text.
 */
import {readFileSync} from 'node:fs';

const lists = JSON.parse(readFileSync(new URL('kses.json', import.meta.url), 'utf8'));
const setOf = (/** @type {string} */ names) => new Set(names.split(' ').filter(Boolean));
const tags = new Map(Object.entries(lists.tags).map(([tag, names]) => [tag, setOf(`${names} ${lists.global}`)]));
const urls = setOf(lists.urls);
const protocols = setOf(lists.protocols);
const styles = setOf(lists.styles);

/** A tag, a comment, or a `>` outside of a tag. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<[^>]*(?:>|$)|>/g;
const TAG = /^<\s*(\/?)\s*([a-z0-9-]+)([^>]*?)(\s*\/)?\s*>?$/i;
const ATTRIBUTE = /([_a-z][-_a-z0-9:.]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/gi;

/** Removes protocols that are not allowed from the start of a URL, until none is left. */
function removeBadProtocol(/** @type {string} */ url) {
  const [, scheme, rest] = /^([^:]*?)(?::|&#0*58;|&#x0*3a;|&colon;)(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || scheme.includes('/?')) return url;
  return protocols.has(scheme.replace(/\s/g, '').toLowerCase()) ? url : removeBadProtocol(rest.trim());
}

/** Returns the declarations of allowed properties; stricter than the original, which also allows calc(), var(), url() and gradients. */
const safeStyle = (/** @type {string} */ style) =>
  style
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => styles.has(declaration.split(':', 1)[0].trim()) && !/[\\(&=}]|\/\*/.test(declaration))
    .join(';');

/** @param {string} tag @param {string} attributes */
function allowedAttributes(tag, attributes) {
  const allowed = tags.get(tag);
  const kept = new Map();
  for (const [whole, name, ...values] of attributes.matchAll(ATTRIBUTE)) {
    const lower = name.toLowerCase();
    if (!allowed?.has(lower) && !(/^data-[a-z0-9_-]+$/.test(lower) && allowed?.has('data-*'))) continue;
    const given = values.find((value) => value !== undefined);
    const value = urls.has(lower) ? removeBadProtocol(given ?? '') : lower === 'style' ? safeStyle(given ?? '') : given;
    if (kept.has(name) || (lower === 'style' && !value)) continue;
    kept.set(name, whole.includes('=') ? ` ${name}="${(value ?? '').replace(/[<>"]/g, '')}"` : ` ${name}`);
  }
  return [...kept.values()].join('');
}

/** @param {string} html @returns {string} the HTML that WordPress stores */
export function kses(html) {
  return html.replace(TOKEN, (token) => {
    if (token === '>') return '&gt;';
    if (token.startsWith('<!--')) {
      const comment = kses(token.replace(/^<!--|-->$/g, ''));
      return comment && `<!--${comment.replace(/--+/g, '-').replace(/-$/, '')}-->`;
    }
    const [, closes, name = '', attributes = '', slash = ''] = TAG.exec(token) ?? [];
    if (!tags.has(name.toLowerCase())) return '';
    return closes ? `</${name}>` : `<${name}${allowedAttributes(name.toLowerCase(), attributes)}${slash && ' /'}>`;
  });
}
