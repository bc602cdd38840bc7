/**
 * Files of the hosted folder beside its versions: the server check, which checks the host, and the rules for hosts that read
 * them from the folder. They describe the folder as it is, so each release writes them again.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {mediaType} from '../serve.mjs';

const FOREVER = 'public, max-age=31536000, immutable';
const EVERGREEN = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400';

/** Headers of every file; docs/hosting.md says why. @type {Record<string, string>} */
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
};

/** Endings of files that are sent with their charset. */
export const ENDINGS = ['.css', '.html', '.js', '.json', '.txt'];

/**
 * @typedef {object} Folder The hosted folder
 * @property {string[]} versions names of the folders that never change, such as `1.2.3`
 * @property {{name: string, entries: string[]}[]} evergreens names of the folders that follow a version, such as `1`, with the
 *   names of the folders in them
 *
 * @typedef {object} Release The newest release; the server check checks its files
 * @property {string} version
 * @property {string} [evergreen] undefined for a pre-release
 * @property {string[]} pages paths of pages beside the versions, which no integrity.json lists
 */

const isForever = (/** @type {string} */ name) => name.startsWith('assets-');

/**
 * Writes `_headers`, which Netlify and Cloudflare Pages read. On Cloudflare the values of all rules for an address add up, on
 * Netlify the last one counts: so each header has one rule for each address.
 *
 * @param {Folder} folder
 */
function headersFile({versions, evergreens}) {
  const block = (/** @type {string} */ path, /** @type {Record<string, string>} */ headers) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  const cached = (/** @type {string} */ path, /** @type {string} */ value) => block(path, {'Cache-Control': value});
  return `${[
    `# recovery-widgets on Netlify and Cloudflare Pages. They read this file at the top of the published folder only. If this
# folder is a part of a site, put these lines into the site’s own _headers, with the name of the folder before each path:
# /recovery-widgets/1.2.3/* and so on.`,
    block('/*', HEADERS),
    cached('/print/*', EVERGREEN),
    ...versions.map((name) => cached(`/${name}/*`, FOREVER)),
    ...evergreens.flatMap(({name, entries}) => [
      cached(`/${name}/:file`, EVERGREEN),
      ...entries.map((entry) => cached(`/${name}/${entry}/*`, isForever(entry) ? FOREVER : EVERGREEN)),
    ]),
  ].join('\n\n')}\n`;
}

/** Writes `web.config`, which IIS reads in every folder. @param {Folder} folder */
function webConfig({versions, evergreens}) {
  const forever = [
    ...versions,
    ...evergreens.flatMap(({name, entries}) => entries.filter(isForever).map((entry) => `${name}/${entry}`)),
  ];
  // A second entry of the same name is an error for every file, so that of the site is removed first.
  const types = ENDINGS.flatMap((ending) => [
    `<remove fileExtension="${ending}" />`,
    `<mimeMap fileExtension="${ending}" mimeType="${mediaType(ending)}" />`,
  ]);
  const headers = [
    // With these a site forbids frames.
    ...['X-Frame-Options', 'Content-Security-Policy'].map((name) => `<remove name="${name}" />`),
    ...Object.entries(HEADERS).flatMap(([name, value]) => [
      `<remove name="${name}" />`,
      `<add name="${name}" value="${value}" />`,
    ]),
  ];
  const indented = (/** @type {string[]} */ lines) => lines.map((line) => `        ${line}`).join('\n');
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- recovery-widgets on IIS: this file lies in the folder recovery-widgets, beside the versions. -->
<configuration>
  <system.webServer>
    <staticContent>
      <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="0.00:05:00" cacheControlCustom="public, stale-while-revalidate=3600, stale-if-error=86400" />
${indented(types)}
    </staticContent>
    <httpProtocol>
      <customHeaders>
${indented(headers)}
      </customHeaders>
    </httpProtocol>
  </system.webServer>
${forever
  .map(
    (path) => `  <location path="${path}">
    <system.webServer>
      <staticContent>
        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" cacheControlCustom="public, immutable" />
      </staticContent>
    </system.webServer>
  </location>
`,
  )
  .join('')}</configuration>
`;
}

/**
 * Returns the files beside the versions.
 *
 * @param {Folder} folder
 * @param {Release} release
 * @returns {Map<string, Uint8Array>} bytes by path below the folder
 */
export function hostFiles(folder, release) {
  const checkFile = (/** @type {string} */ file) => readFileSync(join(root, 'src/tools/hosting/server-check', file));
  return new Map([
    ['.htaccess', readFileSync(join(root, 'docs/hosting/htaccess'))],
    // Sent for missing files by Netlify, Cloudflare Pages and GitHub Pages. Without it Cloudflare takes the folder for an app of one
    // page, and answers every address with index.html and 200.
    ['404.html', checkFile('404.html')],
    ['_headers', Buffer.from(headersFile(folder))],
    ['index.html', checkFile('index.html')],
    ['server-check/release.json', Buffer.from(`${JSON.stringify(release, null, 2)}\n`)],
    ['server-check/server-check.css', checkFile('server-check.css')],
    ['server-check/server-check.js', checkFile('server-check.js')],
    ['web.config', Buffer.from(webConfig(folder))],
  ]);
}

/** Returns the names of the folders in an evergreen folder, for its rules. @param {Iterable<string>} files paths below it */
export const entriesOf = (files) =>
  [...new Set([...files].filter((file) => file.includes('/')).map((file) => file.split('/', 1)[0]))].sort();
