/**
 * One locale per element.
 *
 * `@lit/localize` keeps one locale per page, throws when it is configured twice and throws on `es-MX`. A library that
 * configures it breaks a host page that does so too. So this module never configures it: `msg` looks ids up in the table of
 * the element being rendered, which `withTemplates` sets for the time of that render. The type `MsgFn` is what
 * `lit-localize extract` recognizes. See docs/decisions/0002-locale-per-element.md.
 */
import {joinStringsAndValues, str} from '@lit/localize/internal/str-tag.js';
import type {MsgFn, TemplateLike, TemplateMap} from '@lit/localize/internal/types.js';
import type {TemplateResult} from 'lit';
import {normalizeCode} from './ancestors.js';

export {str};
export type {TemplateMap};

/** Loads the table of one language for one widget. */
export type LocaleLoader = () => Promise<{templates: TemplateMap}>;

let current: TemplateMap | undefined;

/**
 * Runs a render with the words of one language. Messages may only be asked for inside it; outside they are English.
 *
 * @param templates table of the language, or undefined for English
 */
export function withTemplates<T>(templates: TemplateMap | undefined, render: () => T): T {
  const outer = current;
  current = templates;
  try {
    return render();
  } finally {
    current = outer;
  }
}

/**
 * The words of a message in the language being rendered, else in English. Every message has an id, so of the runtime of
 * `@lit/localize` only the joining is needed, not the making of ids.
 *
 * In a translated template `${0}` stands for the first value of the English one: a translation may reorder them.
 */
export const msg = ((english: TemplateLike, {id}: {id: string}) => {
  const found = current?.[id] ?? english;
  if (typeof found === 'string') return found;
  const given = (english as TemplateResult).values;
  const values = found === english ? given : found.values.map((index) => given[index as number]);
  return 'strTag' in found ? joinStringsAndValues(found.strings, values) : {...found, values};
}) as MsgFn;

/**
 * The language to show for a wanted one: RFC 4647 lookup, then the likely script and region of the wanted tag.
 * `es-MX` finds `es`, `zh-TW` finds `zh-Hant`, `pt` finds `pt-BR`. Letter case, dashes of other kinds and what is around the tag do not matter.
 *
 * @param wanted BCP 47 tag, as a page or a person wrote it
 * @param available tags we have words in
 * @returns one of `available`, or undefined
 */
export function matchLocale(wanted: string, available: readonly string[]): string | undefined {
  const tag = normalizeCode(wanted);
  let candidates = [tag];
  try {
    const {language, script, region} = new Intl.Locale(tag).maximize();
    // The likely script before the bare language: `zh` must not answer for `zh-TW`.
    candidates = [tag, `${language}-${script}-${region}`, `${language}-${script}`, `${language}-${region}`, language];
  } catch {
    // No language tag at all; it may still be one of ours to the letter.
  }
  for (const candidate of candidates) {
    const found = available.find((name) => name.toLowerCase() === candidate.toLowerCase());
    if (found) return found;
  }
  return undefined;
}

const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ks|ku-Arab|ps|sd|ug|ur|yi)\b/;

/** Writing direction of a language. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr');
