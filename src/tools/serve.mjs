/**
 * Static file server for `npm start` and tests. Ours instead of sirv, which serves a folder without its slash (so that relative
 * links break), and text without its charset.
 */
import {readFile, stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import {join, resolve, sep} from 'node:path';

/** @import {IncomingMessage, ServerResponse} from 'node:http' */

/** Media types by extension; text is sent as UTF-8. @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.png': 'image/png',
};

/** Returns the media type of a file by its extension. Not by `extname`: that of '.css' alone is ''. @param {string} file */
export function mediaType(file) {
  const [ending = ''] = /\.\w+$/.exec(file.toLowerCase()) ?? [];
  const type = TYPES[ending] ?? 'application/octet-stream';
  return /^text|json|svg/.test(type) ? `${type}; charset=utf-8` : type;
}

/** @typedef {{status?: number, headers?: Record<string, string>, body?: string | Buffer}} Answer */
/** @typedef {(request: IncomingMessage) => Answer | undefined | void | Promise<Answer | undefined | void>} OnRequest */

/** @type {Answer} */
const NOT_FOUND = {status: 404, headers: {'Content-Type': mediaType('.txt')}, body: 'Not found'};

/**
 * Reads the file of a request target from the mounted folders. No address leaves them.
 *
 * @param {[prefix: string, folder: string][]} mounts longest prefix first
 * @param {string} address path and query
 */
async function answerFile(mounts, address) {
  try {
    const {pathname, search} = new URL(address.replace(/^\/+/, '/'), 'http://localhost');
    const path = decodeURIComponent(pathname).replace(/\/{2,}/g, '/');
    const mount = mounts.find(([prefix]) => path.startsWith(prefix));
    if (!mount) return NOT_FOUND;
    const [prefix, folder] = mount;
    const wanted = resolve(folder, path.slice(prefix.length));
    if (!(wanted + sep).startsWith(resolve(folder) + sep)) return NOT_FOUND;
    const isFolder = (await stat(wanted)).isDirectory();
    if (isFolder && !path.endsWith('/'))
      return {status: 302, headers: {Location: `${encodeURI(path)}/${search}`}, body: 'Page moved'};
    const file = isFolder ? join(wanted, 'index.html') : wanted;
    return {headers: {'Content-Type': mediaType(file)}, body: await readFile(file)};
  } catch {
    return NOT_FOUND;
  }
}

/** Sends an answer. @param {ServerResponse} response @param {Answer} answer */
function send(response, {status = 200, headers, body = ''}) {
  response.writeHead(status, {
    'Cache-Control': 'no-cache',
    'Access-Control-Allow-Origin': '*',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/**
 * Serves folders on this machine until `close()`.
 *
 * @param {object} options
 * @param {string} [options.root] single folder, instead of `mounts`
 * @param {Record<string, string>} [options.mounts] folder by prefix, such as `{'/': 'docs/demo', '/cdn/': 'dist/cdn'}`
 * @param {number} [options.port] 0, the default, for any free one
 * @param {boolean} [options.orAny] uses any free port if this one is taken, instead of failing
 * @param {OnRequest} [options.onRequest] called first for each request, and awaited. An answer with `status` or `body` replaces the
 *   usual one; `headers` alone are added to it
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>} `url` ends without a slash
 */
export async function serve({root = '.', mounts = {'/': root}, port = 0, orAny = false, onRequest}) {
  const sorted = Object.entries(mounts).sort(([a], [b]) => b.length - a.length);
  const server = createServer(async (request, response) => {
    try {
      const own = (await onRequest?.(request)) ?? {};
      if (own.status !== undefined || own.body !== undefined) return send(response, own);
      const found = await answerFile(sorted, request.url ?? '/');
      send(response, {...found, headers: {...found.headers, ...own.headers}});
    } catch (error) {
      console.error(error);
      send(response, {status: 500, body: 'Internal server error'});
    }
  });
  const listen = (/** @type {number} */ wanted) =>
    new Promise((done, fail) => {
      server.once('error', fail).listen(wanted, '127.0.0.1', () => done(server.off('error', fail)));
    });
  await listen(port).catch((error) => {
    if (!orAny || error.code !== 'EADDRINUSE') throw error;
    return listen(0);
  });
  const used = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  return {
    url: `http://127.0.0.1:${used}`,
    port: used,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}
