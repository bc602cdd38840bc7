/**
 * A small server of files for `npm start`, tests and screenshots. It needs nothing but Node, so that `npm start` can use it
 * whatever is installed, and it lets a test delay or answer single requests.
 */
import {readFile, realpath, stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, resolve, sep} from 'node:path';

const TEXT = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
};
const BINARY = {'.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.woff2': 'font/woff2'};
const typeOf = (/** @type {string} */ file) => {
  const name = extname(file).toLowerCase();
  return TEXT[name] ? `${TEXT[name]}; charset=utf-8` : (BINARY[name] ?? 'application/octet-stream');
};

const problem = (/** @type {number} */ status, /** @type {string} */ words, headers = {}) => ({
  status,
  headers: {'Content-Type': 'text/html; charset=utf-8', ...headers},
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${words}</title><h1>${words}</h1><p><a href="/">Go to the first page</a></p></html>`,
});
const notFound = () => problem(404, 'There is no such page');

/**
 * @typedef {{status?: number, headers?: Record<string, string>, body?: string | Buffer}} Answer
 *
 * Answers one address from the mounted folders. What lies outside of them is not found, whatever the address says.
 * @param {[prefix: string, folder: string][]} mounts longest prefix first
 * @param {string} address
 * @returns {Promise<Answer>}
 */
async function answer(mounts, address) {
  let path, search;
  try {
    const url = new URL(address.replace(/^\/+/, '/'), 'http://localhost');
    search = url.search;
    path = decodeURIComponent(url.pathname).replace(/\/{2,}/g, '/');
  } catch {
    return problem(400, 'This address cannot be read');
  }
  const mount = mounts.find(([prefix]) => path.startsWith(prefix));
  if (!mount || path.includes('\0')) return notFound();
  try {
    const folder = await realpath(mount[1]);
    const inside = (/** @type {string} */ file) => file === folder || file.startsWith(folder.replace(/[\\/]?$/, sep));
    const wanted = resolve(folder, path.slice(mount[0].length));
    if (!inside(wanted)) return notFound();
    const file = path.endsWith('/') ? resolve(wanted, 'index.html') : wanted;
    // A link in the folder may lead out of it.
    if (!inside(await realpath(file))) return notFound();
    if ((await stat(file)).isDirectory())
      return problem(302, 'The page is here', {Location: `${encodeURI(path)}/${search}`});
    return {headers: {'Content-Type': typeOf(file)}, body: await readFile(file)};
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code)) return notFound();
    throw error;
  }
}

/**
 * Serves folders until `close()`.
 *
 * @param {object} options
 * @param {string} [options.root] the one folder, instead of `mounts`
 * @param {Record<string, string>} [options.mounts] folder by prefix, such as `{'/': 'docs/demo', '/cdn/': 'dist/cdn'}`
 * @param {number} [options.port] 0, the default, is any free one
 * @param {boolean} [options.nextFree] when the port is taken, take the next free one instead of failing
 * @param {string} [options.host]
 * @param {(request: import('node:http').IncomingMessage) => Answer | undefined | void | Promise<Answer | undefined | void>}
 *   [options.onRequest] sees each request first. It may take its time. A `status` or `body` it returns is the whole answer;
 *   `headers` alone are added to the usual one
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>} `url` ends without a slash
 */
export async function serve({root, mounts = {'/': root}, port = 0, nextFree = false, host = '127.0.0.1', onRequest}) {
  const sorted = Object.entries(mounts).sort(([a], [b]) => b.length - a.length);
  const server = createServer(async (request, response) => {
    /** @type {Answer} */
    let found;
    try {
      const first = (await onRequest?.(request)) ?? {};
      const isWhole = first.status !== undefined || first.body !== undefined;
      const usual = ['GET', 'HEAD'].includes(request.method) ? answer(sorted, request.url) : undefined;
      found = isWhole ? first : ((await usual) ?? problem(405, 'This server only gives', {Allow: 'GET, HEAD'}));
      found.headers = {...found.headers, ...first.headers};
    } catch (error) {
      console.error(error);
      found = problem(500, 'Something went wrong here');
    }
    const {status = 200, headers, body = ''} = found;
    response.writeHead(status, {
      'Cache-Control': 'no-cache',
      'Access-Control-Allow-Origin': '*',
      'X-Content-Type-Options': 'nosniff',
      'Content-Length': Buffer.byteLength(body),
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  const listen = (/** @type {number} */ wanted) =>
    new Promise((done, fail) => {
      server.once('error', fail).listen(wanted, host, () => done(server.off('error', fail)));
    });
  for (let wanted = port; ; wanted++)
    try {
      await listen(wanted);
      break;
    } catch (error) {
      if (!nextFree || error.code !== 'EADDRINUSE' || wanted >= 65535) throw error;
    }
  const used = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  return {
    url: `http://${host}:${used}`,
    port: used,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
