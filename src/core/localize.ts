/**
 * One locale per element.
 *
 * `@lit/localize` keeps one locale per page and throws when it is configured twice, and on `es-MX`. A library that configures
 * it breaks a page that does so too. So this module never configures it: `msg` looks ids up in the table of the element being
 * rendered, which `withTemplates` sets during that render. See docs/decisions/0002-locale-per-element.md.
 */
import {joinStringsAndValues, str} from '@lit/localize/internal/str-tag.js';
import type {MsgFn, TemplateLike, TemplateMap} from '@lit/localize/internal/types.js';
import type {TemplateResult} from 'lit';
import {RIGHT_TO_LEFT} from '../generated/languages.js';
import {normalizeCode} from './normalize.js';

export {str};
export type {TemplateMap};

/** Text in the language shown. May be called only while rendering. */
export type Message = () => string;

/** Loads the messages of one language for one widget. */
export type LocaleLoader = () => Promise<{templates: TemplateMap}>;

let current: TemplateMap | undefined;
let currentLocale = 'en';

/**
 * Renders with the messages of one language. Outside such a render, messages are English.
 *
 * @param templates table of the language; undefined for English
 * @param locale BCP 47 tag of the language, for messages that count
 */
export function withTemplates<T>(templates: TemplateMap | undefined, render: () => T, locale = 'en'): T {
  const [outer, outerLocale] = [current, currentLocale];
  current = templates;
  currentLocale = locale;
  try {
    return render();
  } finally {
    current = outer;
    currentLocale = outerLocale;
  }
}

/**
 * Returns a message in the language being rendered, else in English. Every message has an explicit id, so the runtime of
 * `@lit/localize` is needed only to join strings and values, not to generate ids.
 *
 * In a translated template the values are indexes into the values of the English one, since a translation may reorder them.
 */
export const msg = ((english: TemplateLike, {id}: {id: string}) => {
  const found = current?.[id] ?? english;
  if (typeof found === 'string') return found;
  const given = (english as TemplateResult).values;
  const values = found === english ? given : found.values.map((index) => given[index as number]);
  return 'strTag' in found ? joinStringsAndValues(found.strings, values) : {...found, values};
}) as MsgFn;

/**
 * Returns the form of a message for a number, in the language being rendered. CLDR’s rules are the browser’s own, so that none are
 * shipped. Generated messages call it.
 *
 * @param forms by CLDR plural category
 */
export const plural = <T>(count: number, forms: Partial<Record<Intl.LDMLPluralRule, () => T>> & {other: () => T}): T =>
  (forms[new Intl.PluralRules(currentLocale).select(count)] ?? forms.other)();

/** Returns the space between two sentences, in the language being rendered by default: the full stop of Chinese includes it. */
export const gap = (locale = currentLocale): string => (locale.startsWith('zh') ? '' : ' ');

/**
 * Regions whose English is spelled as in the United States: CLDR does not derive it from `en-001`. Source:
 * CLDR 45, `parentLocales` in supplemental/parentLocales.json.
 */
const AMERICAN_ENGLISH = 'AE AS BI CA GU MH MP PH PR UM US VI';

/**
 * Finds the best available language: RFC 4647 lookup, then British English for all English that is not American, then the
 * likely script and region of the wanted tag. `es-MX` finds `es`, `en-AU` finds `en-GB`, `zh-TW` finds `zh-Hant`, `pt` finds
 * `pt-BR`. The wanted tag is normalized and compared without letter case.
 *
 * @param wanted BCP 47 tag, as a page or a person wrote it
 * @param available BCP 47 tags with messages
 * @returns one of `available`, or undefined
 */
export function matchLocale(wanted: string, available: readonly string[]): string | undefined {
  const tag = normalizeCode(wanted);
  // A language with a region or without: `es`, `es-MX`, `es-419`.
  let [, language, region = 'US'] = /^([a-z]{2,3})(?:-([a-z]{2}|\d{3}))?$/i.exec(tag) ?? [];
  let script: string | undefined;
  const hasVariants = language !== 'en' && available.some((name) => name.startsWith(`${language}-`));
  // The first use of Intl.Locale loads tables, for milliseconds on a phone. English needs none, nor does a language in one form.
  if (hasVariants || !available.includes(language))
    try {
      ({language, script, region = ''} = new Intl.Locale(tag).maximize());
    } catch {
      // Not a language tag; it may still equal an available one.
    }
  const candidates = [
    tag,
    language === 'en' && !AMERICAN_ENGLISH.includes(region.toUpperCase()) ? 'en-GB' : tag,
    // The likely script before the bare language: `zh` must not be found for `zh-TW`.
    `${language}-${script}-${region}`,
    `${language}-${script}`,
    `${language}-${region}`,
    language,
  ];
  const find = (candidate = ''): string | undefined =>
    available.find((name) => name.toLowerCase() === candidate.toLowerCase());
  return candidates.map(find).find(Boolean);
}

/** Returns the base direction of English, or of a language with messages. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr');
