/** Serves the pages of the benchmark and their files from memory, compressed beforehand with Brotli. */
import {readFileSync, readdirSync} from 'node:fs';
import {extname, join} from 'node:path';
import {brotliCompressSync} from 'node:zlib';
import {root} from '../src/tools/project.mjs';
import {serve} from '../src/tools/serve.mjs';
import {BASE, sets} from './candidates.mjs';

/** @typedef {import('./candidates.mjs').Candidate} Candidate */
/** @typedef {import('./candidates.mjs').Page} Page */

const TYPES = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
]);
/** Text of the host. The paragraph is the largest on the first screen, as that of most pages, so that it is the largest paint. */
const TEXT = `<p>${'Text of the page itself, which someone may be reading just now, in a place where the link is slow. '.repeat(4)}</p>\n`;

/**
 * Bundles a script or a style sheet.
 *
 * @param {string} source
 * @param {'js' | 'css'} loader
 * @param {string} folder with its packages
 */
async function bundle(source, loader, folder) {
  const {build} = await import('esbuild');
  const {outputFiles} = await build({
    stdin: {contents: source, loader, resolveDir: folder},
    ...{bundle: true, minify: true, write: false, format: 'esm', target: 'es2022', legalComments: 'none'},
  });
  return outputFiles[0].text;
}

/** Writes the document around the HTML of a candidate. @param {Page} page */
const documentOf = ({head = '', body, lang = 'en'}) => `<!doctype html>
<html lang="${lang}"${lang === 'ar' ? ' dir="rtl"' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Host</title>
<link rel="icon" href="data:,">
<style>body { max-width: 60em; margin: auto; padding: 16px; font: 16px/1.5 sans-serif }</style>
${head}
</head>
<body>
<h1>A page of the host</h1>
<p><button>A button of the host</button></p>
${TEXT}${body}
${TEXT.repeat(3)}</body>
</html>
`;

/** Starts a server. A page and its bundles are made when they are first asked for. */
export async function openSite() {
  /** @type {Map<string, {type: string, bytes: Buffer}>} */
  const files = new Map();
  const add = (/** @type {string} */ path, /** @type {string | Buffer} */ text) =>
    files.set(path, {type: TYPES.get(extname(path)) ?? 'text/html; charset=utf-8', bytes: brotliCompressSync(text)});

  const cdn = join(root, 'dist/cdn');
  for (const name of readdirSync(cdn, {recursive: true, encoding: 'utf8'}))
    if (TYPES.has(extname(name))) add(BASE + name.replaceAll('\\', '/'), readFileSync(join(cdn, name)));

  const {url, close} = await serve({
    onRequest: ({url: path = ''}) => {
      const file = files.get(path);
      if (!file) return {status: 404, body: ''};
      return {headers: {'Content-Type': file.type, 'Content-Encoding': 'br'}, body: file.bytes};
    },
  });

  /** Adds a page whose files have paths of their own. @param {string} path @param {Page} page */
  async function addPage(path, page) {
    let {head = '', body} = page;
    const kinds = /** @type {const} */ ([
      ['js', page.modules],
      ['css', page.styles],
    ]);
    for (const [loader, sources] of kinds)
      for (const [name, source] of Object.entries(sources ?? {})) {
        // Twins use the Lit of the project, peers the one they were published for.
        add(path + name, await bundle(source, loader, name.startsWith('/peers/') ? join(root, 'bench') : root));
        [head, body] = [head, body].map((html) => html.replace(`"${name}"`, `"${path}${name}"`));
      }
    add(path, documentOf({...page, head, body}));
    return {
      ...page,
      url: url + path,
      markup: brotliCompressSync(body).length,
    };
  }

  /** @type {Map<string, ReturnType<typeof addPage>>} */
  const pages = new Map();

  return {
    close,
    /** Returns the size of a file as it is sent. @param {string} address */
    sizeOf: (address) => files.get(new URL(address).pathname)?.bytes.length ?? 0,
    /**
     * Returns the page of a candidate.
     *
     * @param {Candidate} candidate
     * @param {string} set
     * @param {string[]} [languages] of twins
     */
    pageOf(candidate, set, languages) {
      const path = `/${[candidate.id, set, ...(languages ?? [])].join('/')}`;
      const page =
        pages.get(path) ?? candidate.build(sets[set] ?? [set], languages).then((built) => addPage(path, built));
      pages.set(path, page);
      return page;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openSite>>} Site */
/** @typedef {Awaited<ReturnType<Site['pageOf']>>} SitePage */
