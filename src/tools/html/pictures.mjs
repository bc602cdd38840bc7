/** Pictures of the widgets: sketches without words, so that they are for every language, in the colors of the text around. */
import {svg} from 'lit';

/** Lines of text. @param {number} x @param {number} y @param {number} width @param {number} count */
const lines = (x, y, width, count) =>
  svg`<path stroke-width="3" opacity=".45" d="${Array.from({length: count}, (_, index) => `M${x} ${y + index * 6}h${index === count - 1 ? width * 0.7 : width}`).join('')}" />`;

const card = svg`<rect x="2" y="2" width="76" height="52" rx="4" />`;
const phone = (/** @type {number} */ x, /** @type {number} */ y) =>
  svg`<path fill="currentColor" stroke="none" transform="translate(${x} ${y})" d="M2 0l4 1 1 4-2 2a14 14 0 0 0 5 5l2-2 4 1 1 4q-2 3-5 2A18 18 0 0 1 0 5Q-1 2 2 0" />`;

/** Content of `<svg viewBox="0 0 80 56">`, by the name of the widget. @type {Record<string, import('lit').TemplateResult<2>>} */
export const PICTURES = {
  'helpline-banner': svg`${card}${phone(8, 19)}${lines(30, 14, 40, 2)}<rect fill="currentColor" stroke="none" x="30" y="30" width="34" height="12" rx="3" />`,
  'overdose-warning': svg`${card}<path fill="currentColor" stroke="none" d="M2 6q0-4 4-4h68q4 0 4 4v10H2z" />${phone(8, 23)}${lines(30, 26, 40, 4)}`,
  'relapse-guide': svg`${card}<circle fill="currentColor" stroke="none" cx="12" cy="14" r="3" /><circle fill="currentColor" stroke="none" cx="12" cy="28" r="3" /><circle cx="12" cy="42" r="3" /><path d="M12 17v8M12 31v8" />${lines(22, 14, 46, 1)}${lines(22, 28, 46, 1)}${lines(22, 42, 46, 1)}`,
  'trigger-checklist': svg`${card}<path d="M8 10h8v8H8zM8 24h8v8H8zM8 38h8v8H8z" /><path stroke-width="3" d="M9 13l3 3 6-7M9 41l3 3 6-7" />${lines(24, 14, 44, 1)}${lines(24, 28, 44, 1)}${lines(24, 42, 44, 1)}`,
  'treatment-explainer': svg`${card}<path d="M8 18h64M8 30h64M8 42h64M66 10l3 3 3-3M66 22l3 3 3-3M66 34l3 3 3-3M66 46l3 3 3-3" />${lines(8, 12, 44, 1)}${lines(8, 24, 44, 1)}${lines(8, 36, 44, 1)}${lines(8, 48, 44, 1)}`,
  'care-gaps': svg`${card}<circle fill="currentColor" stroke="none" cx="18" cy="18" r="6" /><circle cx="40" cy="18" r="6" stroke-dasharray="3 2" /><circle fill="currentColor" stroke="none" cx="62" cy="18" r="6" />${lines(8, 34, 64, 3)}`,
  'tolerance-chart': svg`${card}<path d="M10 46h60" /><path stroke-width="3" d="M18 46V24M40 46V34M62 46V42" /><path stroke-dasharray="3 2" d="M10 14h60" />`,
  'relapse-factors': svg`${card}<path d="M40 8v40" />${lines(8, 14, 26, 2)}${lines(46, 14, 26, 2)}${lines(8, 34, 26, 2)}${lines(46, 34, 26, 2)}`,
  faq: svg`${card}<path stroke-width="3" d="M10 14q0-5 5-5t5 5q0 3-5 5v3M15 27v1" />${lines(28, 14, 42, 2)}<path d="M8 34h64M8 44h64" />`,
  'quick-exit': svg`${card}<path d="M2 12h76" /><rect fill="currentColor" stroke="none" x="40" y="30" width="34" height="16" rx="3" /><path stroke-width="3" d="M12 38h18M24 31l7 7-7 7" />`,
  feedback: svg`${card}${lines(10, 14, 50, 2)}<rect fill="currentColor" stroke="none" x="10" y="30" width="24" height="14" rx="3" /><rect x="42" y="30" width="24" height="14" rx="3" />`,
};

/** Writes such a template as markup. @param {unknown} part @returns {string} */
export function markupOf(part) {
  if (typeof part !== 'object') return String(part ?? '');
  const {strings, values} = /** @type {import('lit').TemplateResult<2>} */ (part);
  return strings.map((text, index) => text + markupOf(values[index])).join('');
}
