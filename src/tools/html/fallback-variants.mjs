/**
 * The fallback content of a widget as files: that of its tag without further attributes, and that of each variant. Variants that only
 * change a heading level or open a question have no file: src/entries/fallback.ts adapts these.
 */
import {renderWidget} from './fallback-html.mjs';

/** Number that stands for the page’s own: its place is marked in the file. */
const OWN_PHONE = '0000000000000';

/** A local line, of the page itself, with marks that src/entries/fallback.ts fills in. */
const local = {phone: OWN_PHONE, operator: '{operator}', 'phone-name': '{phone-name}', hours: '{hours}'};

/** Attributes of each variant, by widget and name of the variant. @type {Record<string, Record<string, Record<string, string>>>} */
export const VARIANTS = {
  'helpline-banner': {
    compact: {variant: 'compact'},
    local,
    'compact.local': {variant: 'compact', ...local},
  },
  feedback: {stars: {scale: 'stars'}},
  'relapse-guide': {supporter: {audience: 'supporter'}},
};

/** Marks the places of the page’s own number. @param {string} html */
const markPhone = (html) => html.replaceAll(`tel:${OWN_PHONE}`, 'tel:{tel}').replaceAll(OWN_PHONE, '{phone}');

/**
 * Writes the fallback content of all variants of a widget.
 *
 * @param {string} name such as `helpline-banner`
 * @param {import('./prerender.mjs').Options} options
 * @returns {Promise<Map<string, string>>} HTML by file name, such as `helpline-banner.compact.html`
 */
export async function variantFallbacks(name, options) {
  const variants = Object.entries(VARIANTS[name] ?? {}).map(async ([variant, attributes]) => {
    const {fallbackHtml} = await renderWidget(name, {...options, attributes});
    return /** @type {const} */ ([`${name}.${variant}.html`, markPhone(fallbackHtml)]);
  });
  return new Map(await Promise.all(variants));
}
