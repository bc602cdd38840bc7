/** Leaves out variants of a language that is there too, such as `en-GB` beside `en`. */
export function withoutVariants(languages: readonly string[]): string[];
