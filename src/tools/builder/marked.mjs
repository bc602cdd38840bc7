/** Renders a text that has code between backticks, and `{…}` for values from a page. */
import {html} from 'lit';

/** Names of values that come from our data and programs instead of the page, in English. */
const ENGLISH = ['what', 'reason', 'allowed', 'message'];

/** @typedef {import('./words.mjs').Speaker} Speaker @typedef {Record<string, string | number>} Values */

/** @param {Speaker} speaker @param {string | number} value */
const asText = ({lang}, value) => (typeof value === 'number' ? value.toLocaleString(lang) : value);

/** @param {Speaker} speaker @param {string} text @param {Values} values */
const plain = (speaker, text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => asText(speaker, values[name] ?? whole));

/**
 * Renders a text with its values, each with its own base direction.
 *
 * @param {Speaker} speaker
 * @param {string} text
 * @param {Values} values
 */
export const marked = (speaker, text, values) =>
  text.split(/(`[^`]*`|\{\w+\})/).map((part) => {
    if (part.startsWith('`')) return html`<code dir="ltr">${plain(speaker, part.slice(1, -1), values)}</code>`;
    const name = part.slice(1, -1);
    if (!part.startsWith('{') || !(name in values)) return part;
    const value = asText(speaker, values[name]);
    if (ENGLISH.includes(name)) return html`<bdi lang="en">${value}</bdi>`;
    // A file name ends in its extension, whatever script the rest is in.
    return name === 'name' ? html`<bdi dir="ltr">${value}</bdi>` : html`<bdi>${value}</bdi>`;
  });
