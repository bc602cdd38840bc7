/**
 * Fallback content for the WordPress plugin: of every widget, in every language and region, as small as PHP can read it. One file
 * has a widget in a language. Regions share most of their lines, so each line is written once and a region is a list of line
 * numbers:
 *
 *     {"lines": ["<h2>…</h2>", …], "fallback": {"": {"none": [0, 1], "US": [0, 2]}, "variant=compact": {…}}}
 *
 * The regions `number`, `two`, `number unsure`, `two unsure` and `conflict` are templates for the countries of which only the emergency
 * numbers are known, or whose lines are not printed in the language, with `{emergency}`, `{also}` and `{numbers}`, the date and hash of the record; see {@link templateFor}.
 *
 * The keys of `fallback` name the attributes that change it. `own` at the end of a key marks a template for values that only
 * a site knows, such as its own telephone number: `{phone}` stands for one.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fallbackHtml} from '../html/fallback-html.mjs';
import {root} from '../project.mjs';

/** @typedef {import('./controls.mjs').Control} Control */
/** @typedef {{lines: string[], fallback: Record<string, Record<string, number[]>>}} FallbackFile */

/** Number of its own that a banner is rendered with, and the placeholders of all that belongs to it. */
const OWN_LINE = {
  attributes: {phone: '+99 98 97 96 95', operator: 'OPERATOR', 'phone-name': 'NAME'},
  placeholders: {'+9998979695': '{tel}', '+99 98 97 96 95': '{phone}', OPERATOR: '{operator}', NAME: '{name}'},
};

/**
 * Attributes with values that only a site knows. They are rendered with a sample of each, and every sample in the result becomes
 * a placeholder. A sample must be valid, and its text must be in no widget.
 *
 * @type {Record<string, {key: string, attributes: Record<string, string>, placeholders: Record<string, string>}[]>}
 */
const TEMPLATES = {
  'helpline-banner': [
    {key: 'own', ...OWN_LINE},
    {
      key: 'own hours',
      attributes: {...OWN_LINE.attributes, hours: 'HOURS'},
      placeholders: {...OWN_LINE.placeholders, HOURS: '{hours}'},
    },
  ],
  'quick-exit': [
    {
      key: 'own',
      attributes: {href: 'https://exit-page.invalid/'},
      placeholders: {'https://exit-page.invalid/': '{href}', 'exit-page.invalid': '{host}'},
    },
  ],
};

/**
 * A country that stands for all of which only the emergency number is known.
 *
 * @typedef {{region: string, number: string, also: string, dataHash: string}} Sample
 */

/** Attributes whose changes PHP makes itself: it moves headings, and opens a disclosure. */
const DONE_BY_PHP = ['heading-level', 'open'];

/** Lists the combinations of some controls’ values. @param {Control[]} controls */
const combinationsOf = (controls) =>
  controls.reduce(
    (all, {name, values}) => all.flatMap((given) => values.map((value) => ({...given, [name]: value}))),
    /** @type {Record<string, string>[]} */ ([{}]),
  );

/**
 * Replaces the samples in rendered fallback content. It need not have all of them: the compact banner does not show the opening hours.
 *
 * @param {string} html
 * @param {Record<string, string>} placeholders
 */
function toTemplate(html, placeholders) {
  const [first] = Object.keys(placeholders);
  if (!html.includes(first)) throw new Error(`The fallback content does not contain the sample ${first}.`);
  return Object.entries(placeholders).reduce((text, [sample, place]) => text.replaceAll(sample, place), html);
}

/** Finds the controls whose value decides which fallback content is shown. @param {Control[]} controls */
export const controlsOfFallback = (controls) =>
  controls.filter(
    ({name, kind, changesFallback}) => kind === 'choice' && changesFallback && !DONE_BY_PHP.includes(name),
  );

/**
 * Returns the name of the template for a country: whether it has one number or two, and whether they may be wrong.
 *
 * @param {import('../../core/region.js').Emergency} [emergency]
 */
export const templateFor = (emergency) =>
  emergency ? `${emergency.also ? 'two' : 'number'}${emergency.unsure ? ' unsure' : ''}` : 'conflict';

/**
 * Returns the fallback content of the countries of which only the emergency numbers are known, with placeholders for them and the dataHash.
 *
 * @param {string} html fallback content of a sample
 * @param {Sample} sample
 */
export function numberTemplate(html, {number, also, dataHash}) {
  const text = html.replaceAll(`data-recovery-numbers="${dataHash}"`, 'data-recovery-numbers="{numbers}"');
  if (!number) return text;
  const places = new Map([[number, '{emergency}']]).set(also, '{also}');
  // Sources have such digits, too.
  return text.replace(/aria-label="[^"]*"|"tel:\d+"|<bdi dir="ltr">\d+<\/bdi>/g, (part) =>
    part.replace(/\d+/, (digits) => places.get(digits) ?? digits),
  );
}

/**
 * Renders a widget in a language, for all regions and with all values that change its fallback content.
 *
 * @param {string} name of the widget
 * @param {string} lang
 * @param {string[]} regions with fallback content of their own; none for a widget that shows nothing about a country
 * @param {Record<string, Sample>} samples by the name of the template; none for such a widget
 * @param {Control[]} controls that change the fallback content
 */
export async function fallbackFile(name, lang, regions, samples, controls) {
  /** @type {Map<string, number>} */
  const lines = new Map();
  /** @type {FallbackFile['fallback']} */
  const fallback = {};
  const numberOf = (/** @type {string} */ line) => lines.get(line) ?? (lines.set(line, lines.size), lines.size - 1);
  const store = (/** @type {string} */ key, /** @type {string} */ region, /** @type {string} */ html) => {
    const all = html.trim().split('\n');
    (fallback[key] ??= {})[region || 'none'] = all.map((line) => numberOf(line.trim()));
  };
  const places = [
    ...['', ...regions].map((region) => ({place: region, region, sample: undefined})),
    ...Object.entries(samples).map(([place, sample]) => ({place, region: sample.region, sample})),
  ];
  for (const attributes of combinationsOf(controls)) {
    const key = keyOf(attributes, controls);
    for (const {place, region, sample} of places) {
      const finish = (/** @type {string} */ html) => (sample ? numberTemplate(html, sample) : html);
      const isBuilt = !key && !sample;
      const html = isBuilt ? builtHtml(name, lang, region) : await fallbackHtml(name, {lang, region, attributes});
      if (/[{}]/.test(html)) throw new Error(`The fallback content of ${name} in ${lang} contains a brace.`);
      store(key, place, finish(html));
      for (const template of TEMPLATES[name] ?? []) {
        const own = await fallbackHtml(name, {lang, region, attributes: {...attributes, ...template.attributes}});
        store(`${key} ${template.key}`.trim(), place, finish(toTemplate(own, template.placeholders)));
      }
    }
  }
  return {lines: [...lines.keys()], fallback};
}

/** Reads fallback content that the build has rendered. @param {string} name @param {string} lang @param {string} region */
const builtHtml = (name, lang, region) =>
  readFileSync(join(root, 'dist/html', lang, region || 'none', `${name}.html`), 'utf8');

/** Returns the key of the fallback content for some attributes. A default value is left out. @param {Record<string, string>} attributes @param {Control[]} controls */
const keyOf = (attributes, controls) =>
  controls
    .filter((control) => attributes[control.name] !== control.default)
    .map(({name}) => `${name}=${attributes[name]}`)
    .join(' ');
