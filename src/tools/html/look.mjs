/** A look of the page’s own: custom properties on the element of a snippet. Colors are checked before they are printed. */
import {importWidgets} from '../built/built.mjs';
import {UsageError} from './prerender.mjs';

/**
 * @typedef {object} Look
 * @property {string} [accent] color of links, buttons and focus, as `#rrggbb`
 * @property {string} [accent-dark] the same on dark ground; default: `accent`
 * @property {string} [radius] of corners, such as `0` or `12px`
 * @property {string} [font] font family as in CSS; `inherit` is that of the page
 *
 * @typedef {'light' | 'dark'} Mode
 * @typedef {{mode: Mode, ratio: number, suggestion: string}} LowContrast `suggestion`: the nearest color of the same hue that is fit
 */

/** Names of the options. */
export const LOOK = /** @type {const} */ (['accent', 'accent-dark', 'radius', 'font']);

/** Forms of a snippet with an element that a look can be written on. */
export const STYLED = ['tag', 'div', 'static'];

/** Minimum contrast of the accent with its background, and with the text on it. WCAG 2.2, success criterion 1.4.6. */
const MIN_CONTRAST = 7;

/** An accent that is not legible on a background of the widgets. */
export class LowContrastError extends UsageError {}

const COLOR = /^#[\da-f]{6}$/i;
const RADIUS = /^(0|(\d{1,2}|\d\.\d)(px|em|rem))$/;
const NAME = "(?:[\\p{L}\\d][\\p{L}\\d -]{0,60}|'[\\p{L}\\d][\\p{L}\\d -]{0,60}')";
const FONT = new RegExp(`^${NAME}(?:, ?${NAME}){0,5}$`, 'u');

/** Modes in which a theme shows a widget. @param {string} [theme] @returns {Mode[]} */
const modesOf = (theme) => (theme === 'light' || theme === 'dark' ? [theme] : ['light', 'dark']);

/** Moves a color towards black or white. @param {readonly number[]} color @param {number} end 0 or 255 @param {number} share */
const mix = (color, end, share) => color.map((channel) => Math.round(channel + (end - channel) * share));

/** @param {readonly number[]} color */
const toHex = (color) => `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

/**
 * Compares an accent with the grounds that it is shown on.
 *
 * @param {Look & {theme?: string}} look
 * @returns {Promise<LowContrast[]>} empty if it is legible on all of them, or not a color
 */
export async function lowContrasts({accent, 'accent-dark': accentDark, theme}) {
  const {COLORS, contrast, parseColor} = await importWidgets();
  return modesOf(theme).flatMap((mode) => {
    const color = parseColor((mode === 'dark' && accentDark) || accent || '');
    if (!color) return [];
    const grounds = ['surface', 'on-accent'].map((part) => /** @type {any} */ (parseColor(COLORS[mode][part])));
    const ratioOf = (/** @type {readonly number[]} */ each) =>
      Math.min(...grounds.map((ground) => contrast(/** @type {any} */ (each), ground)));
    if (ratioOf(color) >= MIN_CONTRAST) return [];
    let fit = color;
    for (let step = 1; step <= 100 && ratioOf(fit) < MIN_CONTRAST; step++)
      fit = /** @type {any} */ (mix(color, mode === 'light' ? 0 : 255, step / 100));
    return [{mode, ratio: Math.floor(ratioOf(color) * 10) / 10, suggestion: toHex(fit)}];
  });
}

/** @param {string} option @param {string | undefined} value @param {RegExp} pattern @param {string} allowed @throws {UsageError} */
function checkPattern(option, value, pattern, allowed) {
  if (value !== undefined && !pattern.test(value))
    throw new UsageError(`“${value}” is not a valid --${option}. Allowed: ${allowed}.`, {option});
}

/**
 * Writes a look as the value of a `style` attribute.
 *
 * @param {Look & {theme?: string}} look `theme`: the attribute of the widget
 * @returns {Promise<string | undefined>} undefined if nothing is set
 * @throws {UsageError} for a value that is not allowed or not legible
 */
export async function styleOf(look) {
  const {accent, 'accent-dark': accentDark, radius, font} = look;
  checkPattern('accent', accent, COLOR, 'a color such as #004a83');
  checkPattern('accent-dark', accentDark, COLOR, 'a color such as #9fd0ff');
  checkPattern('radius', radius, RADIUS, '0, or a length such as 12px or 0.5em');
  checkPattern('font', font, FONT, 'names of fonts with commas between them, or inherit');
  if (accentDark && !accent) throw new UsageError('--accent-dark requires --accent.', {option: 'accent'});
  for (const {mode, ratio, suggestion} of await lowContrasts(look))
    throw new LowContrastError(
      `--accent has too little contrast with the ${mode} background: ${ratio}:1; the minimum is ${MIN_CONTRAST}:1. ${
        mode === 'dark' ? `Add --accent-dark "${suggestion}", or --theme light.` : `Use ${suggestion}.`
      }`,
      {option: 'accent'},
    );
  const color = accentDark && accentDark !== accent ? `light-dark(${accent}, ${accentDark})` : accent;
  const properties = {'color-accent': color, radius, 'font-family': font};
  const rules = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`--recovery-${name}: ${value}`],
  );
  return rules.length ? rules.join('; ') : undefined;
}

/** Reads a look back from a `style` attribute. @param {string} style @returns {Look} */
export function parseLook(style) {
  const valueOf = (/** @type {string} */ name) =>
    new RegExp(`--recovery-${name}\\s*:\\s*([^;]+)`).exec(style)?.[1].trim();
  const color = valueOf('color-accent');
  const [, light, dark] = /^light-dark\(\s*(#\w+)\s*,\s*(#\w+)\s*\)$/.exec(color ?? '') ?? [];
  const [radius, font] = ['radius', 'font-family'].map(valueOf);
  const look = {accent: light ?? color, 'accent-dark': dark, radius, font};
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined));
}
