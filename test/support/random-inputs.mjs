/** Random inputs for widgets, for fast-check. */
import fc from 'fast-check';

/** Values that have broken parsers and templates. */
const hostileValue = fc.constantFrom(
  ...['javascript:alert(1)', 'tel:911', '"><script>throw 1</script>', '<img src=x onerror=alert(1)>', '</template><b>'],
  ...['${1}{{1}}', 'lit$123$', '<!--?lit$-->', '__proto__', 'constructor', 'toString', '\u202e\u200b\ufeff\u0000'],
  ...['“US”', ' US ', '&quot;US&quot;', 'null', 'undefined', 'NaN', '-1', '1e309', '+'.repeat(500), 'أبجد', '🆘'],
);

/** Returns one of some words. @param {string} words */
const wordOf = (words) => fc.constantFrom(...words.split(' '));

/** Values that some attribute accepts. */
const plausibleValue = fc.constantFrom(
  ...'US us GB UK CA-ON ca_on CH XX en es-MX ar zh-Hant-TW x-y 1 6 dark light auto compact full'.split(' '),
  ...['(555) 010-0199', '+44 20 7946 0000 ext. 5', ''],
);

const value = fc.oneof(
  {weight: 4, arbitrary: plausibleValue},
  {weight: 2, arbitrary: hostileValue},
  {weight: 2, arbitrary: fc.string({unit: 'binary', maxLength: 40})},
  {weight: 1, arbitrary: fc.string({maxLength: 200})},
);

/** Attribute names: those that widgets take, those with a meaning of their own, and any other. @param {string[]} taken */
const attributeName = (taken) =>
  fc.oneof(
    {weight: 8, arbitrary: fc.constantFrom(...taken)},
    {
      weight: 1,
      arbitrary: wordOf(
        'onclick style slot id class is href hidden dir part recovery-widget recovery-region defer-hydration',
      ),
    },
    {weight: 1, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)},
  );

/** Markup, well formed or not, with attributes from `name`. @param {fc.Arbitrary<string>} name */
const markup = (name) =>
  fc.letrec((tie) => ({
    node: fc.oneof(
      {depthSize: 'small', withCrossShrink: true},
      value,
      fc
        .tuple(
          wordOf(
            'p br div span ul li h2 b template slot table td svg math style textarea select form a x-y ' +
              'recovery-helpline-banner recovery-nothing',
          ),
          name,
          value,
          fc.array(tie('node'), {maxLength: 3}),
          fc.boolean(),
        )
        .map(
          ([tag, attribute, text, children, isClosed]) =>
            `<${tag} ${attribute}="${String(text).replaceAll('"', '')}">${children.join('')}${isClosed ? `</${tag}>` : ''}`,
        ),
    ),
  })).node;

/**
 * Inputs: attributes of a widget in every second, else those of a new tag or placeholder, with content.
 *
 * @typedef {{kind: 'tag' | 'content' | 'placeholder', attributes: [string, string][], content: string}} Input
 * @param {string[]} taken attributes of the widgets
 * @returns {fc.Arbitrary<Input>}
 */
export function inputs(taken) {
  const name = attributeName(taken);
  return fc.record({
    kind: fc.constantFrom('tag', 'tag', 'content', 'placeholder'),
    attributes: fc.array(fc.tuple(name, value), {maxLength: 5}),
    content: markup(name),
  });
}
