/** Writes `/.well-known/security.txt`, RFC 9116: where to report a vulnerability. */

/** Days until it expires: RFC 9116 recommends less than a year. */
const DAYS = 360;

/**
 * Returns the file; undefined while the package names no repository on GitHub, since RFC 9116 requires a contact.
 *
 * @param {{repository?: string | {url: string}}} manifest package.json
 * @param {string} date of the numbers in the build: a site whose numbers nobody looks at has no contact either
 */
export function securityText({repository = ''}, date) {
  const {url = repository} = /** @type {{url?: string}} */ (repository);
  const [, name] = /github(?:\.com)?[/:]([\w-]+\/[\w.-]+?)(?:\.git)?$/.exec(String(url)) ?? [];
  if (!name) return undefined;
  const expires = new Date(Date.parse(date) + DAYS * 86_400_000);
  return `Contact: https://github.com/${name}/security/advisories/new
Expires: ${expires.toISOString().slice(0, 19)}Z
Preferred-Languages: en
Policy: https://github.com/${name}/blob/HEAD/SECURITY.md
`;
}
