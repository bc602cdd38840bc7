/**
 * Static file server for `npm start` and tests. Ours instead of sirv, which serves a folder without its slash (so that relative
 * links break), follows symbolic links out of the folder, answers POST, and sends text without its charset.
 */
import {readFile, realpath, stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, resolve, sep} from 'node:path';
import {Readable} from 'node:stream';

/** @import {IncomingMessage, Server, ServerResponse} from 'node:http' */

/** Media types by extension; text is sent as UTF-8. @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.png': 'image/png',
};
/** Returns the media type of a file by its extension. @param {string} file */
export function mediaType(file) {
  const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  return /^text|json|svg/.test(type) ? `${type}; charset=utf-8` : type;
}

/**
 * Parts of a body that is a sequence are sent one by one.
 *
 * @typedef {{status?: number, headers?: Record<string, string>, body?: string | Buffer | AsyncIterable<string>}} Answer
 */

/** @param {number} status @param {string} message @param {Record<string, string>} [headers] @returns {Answer} */
const error = (status, message, headers = {}) => ({
  status,
  headers: {'Content-Type': mediaType('.txt'), ...headers},
  body: message,
});
const notFound = () => error(404, 'Not found');

/**
 * Reads the file of a request target from the mounted folders. A file outside of them is not found, however it is addressed.
 *
 * @param {[prefix: string, folder: string][]} mounts longest prefix first
 * @param {string} address path and query
 * @returns {Promise<Answer>}
 */
async function answer(mounts, address) {
  let path, search;
  try {
    const url = new URL(address.replace(/^\/+/, '/'), 'http://localhost');
    search = url.search;
    path = decodeURIComponent(url.pathname).replace(/\/{2,}/g, '/');
  } catch {
    return error(400, 'Malformed address');
  }
  const mount = mounts.find(([prefix]) => path.startsWith(prefix));
  if (!mount || path.includes('\0')) return notFound();
  try {
    const folder = await realpath(mount[1]);
    const inside = (/** @type {string} */ file) => file === folder || file.startsWith(folder.replace(/[\\/]?$/, sep));
    const wanted = resolve(folder, path.slice(mount[0].length));
    if (!inside(wanted)) return notFound();
    const file = path.endsWith('/') ? resolve(wanted, 'index.html') : wanted;
    // A symbolic link may lead out of the folder.
    if (!inside(await realpath(file))) return notFound();
    if ((await stat(file)).isDirectory()) return error(302, 'Page moved', {Location: `${encodeURI(path)}/${search}`});
    return {headers: {'Content-Type': mediaType(file)}, body: await readFile(file)};
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(/** @type {NodeJS.ErrnoException} */ (cause).code)))
      return notFound();
    throw cause;
  }
}

/** @typedef {(request: IncomingMessage) => Answer | undefined | void | Promise<Answer | undefined | void>} OnRequest */

/**
 * Finds the answer to a request: that of `onRequest` where it is whole, or a file with its headers.
 *
 * @param {IncomingMessage} request
 * @param {[prefix: string, folder: string][]} mounts longest prefix first
 * @param {OnRequest} [onRequest]
 * @returns {Promise<Answer>}
 */
async function answerRequest(request, mounts, onRequest) {
  try {
    const first = (await onRequest?.(request)) ?? {};
    if (first.status !== undefined || first.body !== undefined) return first;
    const found = /^(GET|HEAD)$/.test(request.method ?? '')
      ? await answer(mounts, request.url ?? '/')
      : error(405, 'Method not allowed', {Allow: 'GET, HEAD'});
    return {...found, headers: {...found.headers, ...first.headers}};
  } catch (cause) {
    console.error(cause);
    return error(500, 'Internal server error');
  }
}

/** Sends an answer; to a HEAD request, without its body. @param {ServerResponse} response @param {Answer} answer */
function send(response, {status = 200, headers, body = ''}) {
  const isWhole = typeof body === 'string' || Buffer.isBuffer(body);
  response.writeHead(status, {
    'Cache-Control': 'no-cache',
    'Access-Control-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
    ...(isWhole && {'Content-Length': Buffer.byteLength(body)}),
    ...headers,
  });
  if (response.req.method === 'HEAD') response.end();
  else if (isWhole) response.end(body);
  else Readable.from(body).pipe(response);
}

/**
 * Listens on a port of this machine.
 *
 * @param {Server} server
 * @param {number} port
 * @throws {Error} if it is taken
 */
const listen = (server, port) =>
  new Promise((done, fail) => {
    server.once('error', fail).listen(port, '127.0.0.1', () => done(server.off('error', fail)));
  });

/** Ends all connections, and listens no longer. @param {Server} server @returns {Promise<void>} */
const close = (server) =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

/**
 * Serves folders until `close()`.
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
  const server = createServer(async (request, response) =>
    send(response, await answerRequest(request, sorted, onRequest)),
  );
  await listen(server, port).catch((cause) => {
    if (!orAny || cause.code !== 'EADDRINUSE') throw cause;
    return listen(server, 0);
  });
  const used = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  return {url: `http://127.0.0.1:${used}`, port: used, close: () => close(server)};
}
