/** Vite plugin that keeps src/generated/ up to date while a server of `npm run dev` or `npm run storybook` runs. */
import {spawnSync} from 'node:child_process';
import {join, sep} from 'node:path';
import {root} from '../project.mjs';
import {hasMessages} from '../tests/up-to-date.mjs';

const SOURCES = ['src/content', 'src/locales'].map((folder) => join(root, folder) + sep);

/**
 * After a change to content or translations, runs the messages step and reloads the page. If the step fails, its output is
 * shown over the page until the next change.
 *
 * @returns {import('vite').Plugin}
 */
export const messages = () => ({
  name: 'messages',
  apply: 'serve',
  // The step deletes and rewrites the folder: without this, each file would reload the page, and some would be missing.
  config: () => ({server: {watch: {ignored: [join(root, 'src/generated/**')]}}}),
  configureServer(server) {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const update = () => {
      // The step also writes the XLIFF files that are watched here.
      if (hasMessages()) return;
      const {status, stdout, stderr} = spawnSync(process.execPath, ['src/tools/cli/messages.mjs'], {
        cwd: root,
        encoding: 'utf8',
      });
      const output = `${stdout}${stderr}`.trimEnd();
      server.config.logger.info(output, {timestamp: true});
      if (status === 0) {
        server.moduleGraph.invalidateAll();
        server.ws.send({type: 'full-reload'});
      } else server.ws.send({type: 'error', err: {message: output, stack: ''}});
    };
    server.watcher.on('all', (_, file) => {
      if (!SOURCES.some((folder) => file.startsWith(folder))) return;
      clearTimeout(timer);
      timer = setTimeout(update, 100);
    });
  },
});
