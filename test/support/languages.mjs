/** Chooses languages to test. */

/**
 * Leaves out variants of a language that is there too, such as `en-GB` beside `en`: their texts are as long, and laid out alike.
 *
 * @param {readonly string[]} languages BCP 47 tags
 */
export const withoutVariants = (languages) =>
  languages.filter((tag) => {
    const [primary, ...rest] = tag.split('-');
    return !rest.length || !languages.includes(primary);
  });
