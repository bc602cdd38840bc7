/** Normalizes values that editors and people have written in many ways. */

const SURROUNDING_QUOTES = /^[\s\p{Pi}\p{Pf}\p{Cf}"'`´„‚″′]+|[\s\p{Pi}\p{Pf}\p{Cf}"'`´„‚″′]+$/gu;

/** Strips the white space, invisible characters and quotation marks of any kind that editors leave around a value. */
export const trimQuotes = (value: unknown): string => String(value ?? '').replace(SURROUNDING_QUOTES, '');

/**
 * Normalizes a language or region code: strips invisible characters and surrounding punctuation, and turns any dash or
 * underscore into a hyphen. `“CA–ON”;` becomes `CA-ON`. Letter case is left alone.
 */
export const normalizeCode = (value: unknown): string =>
  String(value ?? '')
    .replace(/\p{Cf}/gu, '')
    .replace(/[_−\p{Pd}]/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
