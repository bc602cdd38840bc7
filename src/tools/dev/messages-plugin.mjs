/**
 * Vite plugin that keeps src/generated/ up to date while a server of `npm run dev` or `npm run storybook` runs: after a change to content or
 * translations, runs the messages step and reloads the page. If the step fails, its output is shown over the page until the next change. It
 * leaves the translations alone: a text that is only being tried makes none of them stale.
 */
import {spawnSync} from 'node:child_process';
import {join, sep} from 'node:path';
import {root} from '../project.mjs';

const SOURCES = ['src/content', 'src/locales'].map((folder) => join(root, folder) + sep);

/** @returns {import('vite').Plugin} */
export const messages = () => ({
  name: 'messages',
  apply: 'serve',
  // Without this, each file of the step would reload the page.
  config: () => ({server: {watch: {ignored: [join(root, 'src/generated/**')]}}}),
  configureServer(server) {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const update = () => {
      const {status, stdout, stderr} = spawnSync(process.execPath, ['src/tools/cli/messages.mjs', '--dev'], {
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
