/**
 * What WordPress's filter for posts (KSES) makes of a piece of HTML, by the lists in kses.json.
 *
 * Like the original it works on the text, tag by tag, and does not know which tag closes which: a tag that is not allowed
 * goes, what stands between its tags stays, and so the text of a `<style>` or a `<script>` becomes words on the page.
 */
import {readFileSync} from 'node:fs';

const lists = JSON.parse(readFileSync(new URL('kses.json', import.meta.url), 'utf8'));
const listed = (/** @type {string} */ words) => new Set(words.split(' ').filter(Boolean));
const tags = new Map(Object.entries(lists.tags).map(([tag, names]) => [tag, listed(`${names} ${lists.global}`)]));
const urls = listed(lists.urls);
const protocols = listed(lists.protocols);
const styles = listed(lists.styles);

/** A tag, a comment, or a `>` that closes nothing. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<[^>]*(?:>|$)|>/g;
const TAG = /^<\s*(\/?)\s*([a-z0-9-]+)([^>]*?)(\s*\/)?\s*>?$/i;
const ATTRIBUTE = /([_a-z][-_a-z0-9:.]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/gi;

/** Takes off what stands before a colon unless it is a protocol of the list, until nothing is left to take off. */
function withoutBadProtocol(/** @type {string} */ url) {
  const [, scheme, rest] = /^([^:]*?)(?::|&#0*58;|&#x0*3a;|&colon;)(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || scheme.includes('/?')) return url;
  return protocols.has(scheme.replace(/\s/g, '').toLowerCase()) ? url : withoutBadProtocol(rest.trim());
}

/** Declarations of listed properties; stricter than the original, which also knows calc(), var(), url() and gradients. */
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

/** @param {string} html @returns {string} what WordPress stores */
export function kses(html) {
  return html.replace(TOKEN, (token) => {
    if (token === '>') return '&gt;';
    if (token.startsWith('<!--')) {
      const words = kses(token.replace(/^<!--|-->$/g, ''));
      return words && `<!--${words.replace(/--+/g, '-').replace(/-$/, '')}-->`;
    }
    const [, closes, name = '', attributes = '', slash = ''] = TAG.exec(token) ?? [];
    if (!tags.has(name.toLowerCase())) return '';
    return closes ? `</${name}>` : `<${name}${allowedAttributes(name.toLowerCase(), attributes)}${slash && ' /'}>`;
  });
}
