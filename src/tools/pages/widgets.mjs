/** Renders widgets once for all pages: a site has the same few on hundreds of them. */
import {renderWidget} from '../html/fallback-html.mjs';

/** @typedef {import('../html/fallback-html.mjs').Widget} Widget */

/** Most widgets to remember: their attributes may differ on every page. */
const MOST = 500;

/** @type {Map<string, Promise<Widget>>} */
const rendered = new Map();

/**
 * Renders a widget with its fallback content.
 *
 * @param {import('./snippets.mjs').Settings} settings
 * @returns {Promise<Widget>}
 * @throws {import('../html/prerender.mjs').UsageError}
 */
export function widgetOf({name, lang = 'en', region, attributes}) {
  const key = JSON.stringify([name, lang, region, Object.entries(attributes).sort()]);
  let widget = rendered.get(key);
  if (!widget) {
    if (rendered.size >= MOST) rendered.clear();
    widget = renderWidget(name, {lang, region, attributes});
    rendered.set(key, widget);
  }
  return widget;
}
