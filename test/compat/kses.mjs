/**
 * WordPress’s filter for posts (KSES), by the lists in kses.json.
 *
 * Like the original it works on the text, tag by tag, and does not match end tags to start tags: it drops a tag that is not
 * allowed and keeps its content, so that the code of a `<style>` or `<script>` becomes text on the page.
 */
import {readFileSync} from 'node:fs';

const lists = JSON.parse(readFileSync(new URL('kses.json', import.meta.url), 'utf8'));
const setOf = (/** @type {string} */ list) => new Set(list.split(' ').filter(Boolean));
const tags = new Map(Object.entries(lists.tags).map(([tag, names]) => [tag, setOf(`${names} ${lists.global}`)]));
const urls = setOf(lists.urls);
const protocols = setOf(lists.protocols);
const styles = setOf(lists.styles);

/** Matches a tag, a comment, or a stray `>`. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<[^>]*(?:>|$)|>/g;
const TAG = /^<\s*(\/?)\s*([a-z0-9-]+)([^>]*?)(\s*\/)?\s*>?$/i;
const ATTRIBUTE = /([_a-z][-_a-z0-9:.]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/gi;

/** Strips schemes that are not in the list from the start of a URL, repeatedly. */
function withoutBadProtocol(/** @type {string} */ url) {
  const [, scheme, rest] = /^([^:]*?)(?::|&#0*58;|&#x0*3a;|&colon;)(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || scheme.includes('/?')) return url;
  return protocols.has(scheme.replace(/\s/g, '').toLowerCase()) ? url : withoutBadProtocol(rest.trim());
}

/** Returns the declarations of allowed properties. Stricter than the original, which also knows calc(), var(), url() and gradients. */
const safeStyle = (/** @type {string} */ style) =>
  style
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => styles.has(declaration.split(':', 1)[0].trim()) && !/[\\(&=}]|\/\*/.test(declaration))
    .join(';');

/** Returns the allowed attributes of a tag as text. @param {string} tag @param {string} attributes */
function allowedAttributes(tag, attributes) {
  const allowed = tags.get(tag);
  const kept = new Map();
  for (const [whole, name, ...values] of attributes.matchAll(ATTRIBUTE)) {
    const lower = name.toLowerCase();
    if (!allowed?.has(lower) && !(/^data-[a-z0-9_-]+$/.test(lower) && allowed?.has('data-*'))) continue;
    const given = values.find((value) => value !== undefined);
    const value = urls.has(lower)
      ? withoutBadProtocol(given ?? '')
      : lower === 'style'
        ? safeStyle(given ?? '')
        : given;
    if (kept.has(name) || (lower === 'style' && !value)) continue;
    kept.set(name, whole.includes('=') ? ` ${name}="${(value ?? '').replace(/[<>"]/g, '')}"` : ` ${name}`);
  }
  return [...kept.values()].join('');
}

/** Returns HTML as WordPress stores it. @param {string} html @returns {string} */
export function kses(html) {
  return html.replace(TOKEN, (token) => {
    if (token === '>') return '&gt;';
    if (token.startsWith('<!--')) {
      const text = kses(token.replace(/^<!--|-->$/g, ''));
      return text && `<!--${text.replace(/--+/g, '-').replace(/-$/, '')}-->`;
    }
    const [, closes, name = '', attributes = '', slash = ''] = TAG.exec(token) ?? [];
    if (!tags.has(name.toLowerCase())) return '';
    return closes ? `</${name}>` : `<${name}${allowedAttributes(name.toLowerCase(), attributes)}${slash && ' /'}>`;
  });
}
