/** Renders a text that has code between backticks, and `{…}` for values from a page. */
import {html} from 'lit';

/** Names of values that come from our data and programs instead of the page, in English. */
const ENGLISH = ['what', 'reason', 'allowed', 'message'];

/** @typedef {import('./translator.mjs').Translator} Translator @typedef {Record<string, string | number>} Values */

/** @param {Translator} translator @param {string | number} value */
const asText = ({lang}, value) => (typeof value === 'number' ? value.toLocaleString(lang) : value);

/** @param {Translator} translator @param {string} text @param {Values} values */
const plain = (translator, text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => asText(translator, values[name] ?? whole));

/**
 * Renders a text with its values, each with its own base direction.
 *
 * @param {Translator} translator
 * @param {string} text
 * @param {Values} values
 */
export const richText = (translator, text, values) =>
  text.split(/(`[^`]*`|\{\w+\})/).map((part) => {
    if (part.startsWith('`')) return html`<code dir="ltr">${plain(translator, part.slice(1, -1), values)}</code>`;
    const name = part.slice(1, -1);
    if (!part.startsWith('{') || !(name in values)) return part;
    const value = asText(translator, values[name]);
    return ENGLISH.includes(name) ? html`<bdi lang="en">${value}</bdi>` : html`<bdi>${value}</bdi>`;
  });
