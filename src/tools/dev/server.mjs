/** Server of `npm run dev`: the demo at `/` and the stories at `/stories/`, both from the sources, reloaded after each change. */
import {existsSync, readFileSync} from 'node:fs';
import {join, sep} from 'node:path';
import {createServer} from 'vite';
import {fallbackCss} from '../html/fallback-css.mjs';
import {root} from '../project.mjs';
import {messages} from './messages-plugin.mjs';

const demoFolder = join(root, 'docs/demo');
const fallbackFolder = join(root, 'src/entries/fallback');

/** Serves docs/demo/ as `npm start` does, but with the sources in place of the built files. @returns {import('vite').Plugin} */
const demo = () => ({
  name: 'demo',
  configureServer(server) {
    server.watcher.on('all', (_, file) => {
      if ([demoFolder, fallbackFolder].some((folder) => file.startsWith(folder + sep)))
        server.ws.send({type: 'full-reload'});
    });
    server.middlewares.use(async (request, response, next) => {
      const {pathname} = new URL(request.url ?? '/', 'http://localhost');
      if (pathname === '/cdn/recovery-widgets.css') {
        response.setHeader('Content-Type', 'text/css; charset=utf-8').end(fallbackCss());
        return;
      }
      const file = join(demoFolder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
      if (!/^\/([a-z-]+\/)?([a-z-]+\.html)?$/.test(pathname) || !existsSync(file)) return next();
      const html = readFileSync(file, 'utf8')
        // Vite’s client needs a connection and inline styles.
        .replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '')
        .replaceAll('/cdn/recovery-widgets.js', '/src/entries/define.ts');
      response
        .setHeader('Content-Type', 'text/html; charset=utf-8')
        .end(await server.transformIndexHtml(pathname, html));
    });
  },
});

/** Starts the server. @param {number} port first port to try; the next free one is used if it is taken */
export async function startDevServer(port) {
  const server = await createServer({
    configFile: false,
    root,
    appType: 'mpa',
    publicDir: demoFolder,
    // All packages that the sources import are modules already; bundling them first would only delay the first page.
    optimizeDeps: {noDiscovery: true},
    server: {
      host: '127.0.0.1',
      port,
      watch: {ignored: ['dist', 'test', 'test-results'].map((name) => join(root, name, '**'))},
    },
    plugins: [messages(), demo()],
  });
  await server.listen();
  const {port: used} = new URL(server.resolvedUrls?.local[0] ?? '');
  return {port: Number(used), close: () => server.close()};
}
