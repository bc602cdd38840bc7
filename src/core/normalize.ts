/** Normalizes values that editors and people have written in many ways. */

/** Matches values without anything to normalize, which nearly all are. */
const PLAIN = /^(?:\b-?[a-z\d]+)*$/i;

/**
 * Longest value to normalize, in UTF-16 code units: no real one is longer, and patterns that look for the end of a text take time
 * that grows with the square of its length. Longer values stay as they are.
 */
export const MAX_LENGTH = 300;

/** Spares plain values the classes of Unicode properties, whose first use takes milliseconds on a phone. */
const unlessPlain =
  (normalize: (text: string) => string) =>
  (value: unknown): string => {
    const text = String(value ?? '');
    return text.length > MAX_LENGTH || PLAIN.test(text) ? text : normalize(text);
  };

const SURROUNDING_QUOTES = /^[\s\p{Pi}\p{Pf}\p{Cf}"'`´„‚″′]+|[\s\p{Pi}\p{Pf}\p{Cf}"'`´„‚″′]+$/gu;

/** Strips the white space, invisible characters and quotation marks of any kind that editors leave around a value. */
export const trimQuotes = unlessPlain((text) => text.replace(SURROUNDING_QUOTES, ''));

/**
 * Normalizes a language or region code: strips invisible characters and surrounding punctuation, and turns any dash or
 * underscore into a hyphen. `“CA–ON”;` becomes `CA-ON`. Letter case is left alone. Replaces the code of Dari, an alias in CLDR that
 * WebKitGTK 2.54 lacks.
 */
export const normalizeCode = (value: unknown): string => stripCode(value).replace(/^prs\b/i, 'fa');

const stripCode = unlessPlain((text) =>
  text
    .replace(/\p{Cf}/gu, '')
    .replace(/[_−\p{Pd}]/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
);
