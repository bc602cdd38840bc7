/**
 * Marks the telephones of helplines in static widgets as https://schema.org/ContactPoint, for search engines. Microdata, as filters that
 * drop a script element may show its JSON as text; they drop an attribute or an empty element unseen.
 */
import {h} from 'hastscript';
import {readContactPoints} from '../built/built.mjs';
import {parse, stringify} from './markup.mjs';

/** @param {import('../built/contact-points.mjs').Item} item @returns {import('hast').Element[]} */
const propertiesOf = (item) =>
  Object.entries(item).flatMap(([itemProp, values = []]) =>
    [values].flat().map((value) => {
      if (typeof value === 'string')
        return value.startsWith('https:') ? h('link', {itemProp, href: value}) : h('meta', {itemProp, content: value});
      const itemType = 'https://schema.org/OpeningHoursSpecification';
      return h('span', {itemProp, itemScope: true, itemType}, propertiesOf(value));
    }),
  );

/**
 * Adds a contact point to each link of fallback content that calls a helpline.
 *
 * @param {string} html
 * @param {string} country ISO 3166-1 alpha-2; empty for none
 */
export function withContactPoints(html, country) {
  const points = readContactPoints()[country] ?? [];
  return html.replace(/<a href="tel:[^]*?<\/a>/g, (source) => {
    const [link] = parse(source).children;
    if (link.type !== 'element') return source;
    const {href, ariaLabel} = link.properties;
    // Two services may share a number; the label has the name.
    const point = points.find(({telephone, name}) => href === `tel:${telephone}` && String(ariaLabel).includes(name));
    if (!point) return source;
    Object.assign(link.properties, {itemScope: true, itemType: 'https://schema.org/ContactPoint'});
    link.children.push(...propertiesOf(point));
    return stringify(link);
  });
}
