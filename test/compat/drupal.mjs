/**
 * Drupal’s text format “Basic HTML”: its filter filter_html (“Limit allowed HTML tags and correct faulty HTML”) and the markup that
 * CKEditor 5 lets through, rebuilt by rule from the public source of Drupal 11: FilterHtml, Xss, UrlHelper, ckeditor5.ckeditor5.yml
 * and the recipe basic_html_format_editor. Drupal itself is neither on npm nor in Debian. Read 26 November 2026.
 *
 * On that day it was compared with the filter of Drupal 11.4 (commit 401b0999, run with PHP 8.4): for every snippet of every widget
 * in three languages, for faulty markup and for 500 random texts their output was the same, except for names of characters that
 * HTML 4 lacks, such as `&colon;`.
 */
import {fromHtml} from 'hast-util-from-html';
import {toHtml} from 'hast-util-to-html';
import {visit} from 'unist-util-visit';

/** Tags of the format as Drupal installs it, in Drupal’s own notation. */
export const BASIC_HTML =
  '<br> <p> <h2 id> <h3 id> <h4 id> <h5 id> <h6 id> <cite> <dl> <dt> <dd> <a hreflang href> <blockquote cite> <ul type> <ol start type> <strong> <em> <code> <li> <img src alt data-entity-uuid data-entity-type height width data-caption data-align>';

/** Schemes of addresses that default.services.yml allows. */
export const PROTOCOLS = 'http https ftp news nntp tel telnet mailto irc ssh sftp webcal rtsp'.split(' ');

/** Attributes whose value is not an address: Drupal does not look for schemes in it. */
const NO_ADDRESS = /^(?:data-.*|title|alt|rel|property|class|datetime)$/;
const ATTRIBUTE = /([-a-z][-a-z0-9]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?(?=\s|$)/gi;

/**
 * Parses a list of tags in Drupal’s notation: `<div data-*>` allows every attribute that begins so, `<ol type="1 A">` two values.
 *
 * @param {string} list
 * @returns {Map<string, {name: string, values?: string[]}[]>} allowed attributes by tag
 */
export const parseAllowed = (list) => {
  /** @type {ReturnType<typeof parseAllowed>} */
  const tags = new Map();
  for (const [, tag, attributes] of list.matchAll(/<([a-z0-9-]+)([^>]*)>/g)) {
    const found = [...attributes.matchAll(/([a-z-]+\*?)(?:=["']([^"']*)["'])?/g)];
    tags.set(tag, [
      ...(tags.get(tag) ?? []),
      ...found.map(([, name, values]) => ({name, ...(values && {values: values.split(/\s+/)})})),
    ]);
  }
  return tags;
};

/** Decodes the character references that an author can hide a scheme with. @param {string} value */
const decode = (value) => {
  const [paragraph] = fromHtml(`<p>${value.replaceAll('<', '&lt;')}</p>`, {fragment: true}).children;
  const [text] = paragraph?.type === 'element' ? paragraph.children : [];
  return text?.type === 'text' ? text.value : '';
};

/** Strips schemes that are not allowed from the start of an address, repeatedly. @param {string} address @param {string[]} protocols @returns {string} */
function withoutBadProtocol(address, protocols) {
  const [, scheme, rest] = /^([^:]+):(.*)$/s.exec(address) ?? [];
  if (scheme === undefined || /[/?#]/.test(scheme) || protocols.includes(scheme.toLowerCase())) return address;
  return withoutBadProtocol(rest, protocols);
}

const escape = (/** @type {string} */ text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** Drops tags that are not allowed, and keeps their content; cleans the attributes of the others. @param {string} html @param {Set<string>} tags @param {string[]} protocols */
function filterTags(html, tags, protocols) {
  const attributesOf = (/** @type {string} */ text) =>
    [...text.matchAll(ATTRIBUTE)].flatMap(([, name, ...values]) => {
      const lower = name.toLowerCase();
      if (lower === 'style' || /^(on|-)/.test(lower)) return [];
      const value = values.find((each) => each !== undefined);
      if (value === undefined) return ` ${lower}`;
      return ` ${lower}="${NO_ADDRESS.test(lower) ? value.replaceAll('"', '&quot;') : escape(withoutBadProtocol(decode(value), protocols))}"`;
    });
  // Drupal does not match comments of several lines, as its expression has no flag for that.
  return html.replace(/<(?=[^a-zA-Z!/])|<!--[^\n]*?-->|<[^>]*(?:>|$)|>/g, (token) => {
    if (token === '>') return '&gt;';
    if (token === '<') return '&lt;';
    const [, slash = '', name = '', attributes = ''] = /^<\s*(\/\s*)?([a-z0-9-]+)\s*([^>]*)>?$/i.exec(token) ?? [];
    if (!tags.has(name.toLowerCase())) return '';
    return slash
      ? `</${name}>`
      : `<${name}${attributesOf(attributes.replace(/\s*\/\s*$/, ''))
          .join('')
          .replace(/[<>]/g, '')}>`;
  });
}

/**
 * Returns the output of the filter.
 *
 * @param {string} html
 * @param {string} allowed list of tags in Drupal’s notation
 * @param {string[]} [protocols]
 * @returns {string}
 */
export function filterHtml(html, allowed, protocols = PROTOCOLS) {
  const tags = parseAllowed(allowed);
  const tree = fromHtml(filterTags(html, new Set(tags.keys()), protocols), {fragment: true});
  // `lang` and `dir` are allowed everywhere.
  const everywhere = [{name: 'lang'}, {name: 'dir', values: ['ltr', 'rtl']}];
  visit(tree, 'element', (element) => {
    const rules = [...everywhere, ...(tags.get(element.tagName) ?? [])];
    for (const [property, value] of Object.entries(element.properties)) {
      const name = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const rule = rules.find((each) =>
        each.name.endsWith('*')
          ? name.startsWith(each.name.slice(0, -1))
          : each.name.replaceAll('-', '') === name.replaceAll('-', ''),
      );
      if (!rule || (rule.values && !rule.values.includes(String(value)))) delete element.properties[property];
    }
  });
  return toHtml(tree).trim();
}

/**
 * Returns the configuration of CKEditor’s General HTML Support that Drupal makes of the same list: a rule for each tag, and `lang`
 * and `dir` for all of them. Regular expressions are `{pattern}`, as they cannot be passed to a page.
 *
 * @param {string} allowed
 */
export const htmlSupportFor = (allowed) =>
  [...parseAllowed(allowed)].map(([name, attributes]) => ({
    name,
    attributes: [
      ...attributes.map(({name: key}) => ({
        key: key.endsWith('*') ? {pattern: `^${key.slice(0, -1)}.*$`} : key,
        value: /** @type {true | {pattern: string}} */ (true),
      })),
      {key: 'lang', value: /** @type {const} */ (true)},
      {key: 'dir', value: {pattern: '^(ltr|rtl)$'}},
    ],
  }));
