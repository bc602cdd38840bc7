/**
 * Server of `npm start`: pages that the sources suffice for at once, all others when their files have been built. It starts that build
 * by itself, and again for the next request after it has failed.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {h} from 'hastscript';
import {stringify} from '../html/markup.mjs';
import {root} from '../project.mjs';
import {mediaType, serve} from '../serve.mjs';
import {readSite} from '../site/build-site.mjs';
import * as buildSteps from './build-steps.mjs';

/** Steps of the build that write the files of a path, or what its page is made from. @type {[pattern: RegExp, steps: string[]][]} */
const NEEDS = [
  [/^cdn\/(builder\/|integrity)/, ['builder']],
  [/^(cdn|demo)\/|^licenses/, ['scripts', 'node', 'single']],
  [/^(widgets|cards|data)\//, ['types', 'node']],
];

/** Returns the path of the file for a request target; undefined for a malformed one. @param {string} [target] */
function pathOf(target = '/') {
  try {
    const path = decodeURIComponent(new URL(target, 'http://localhost').pathname).slice(1);
    return path.endsWith('/') || !path ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}

const HEAD = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">`;

/** Stands for a page whose files are being built, until it reloads itself and they are there. */
const WAITING = `${HEAD}<meta http-equiv="refresh" content="3"><title>Being built</title><h1>This page is being built</h1><p>It appears by itself, within a minute or two of the first start. <a href="/">The home page</a> and the guides are there already.</p>`;

/** Returns the page that shows why a build has failed. @param {string} failure its output */
const failedPage = (failure) =>
  `${HEAD}<title>The build failed</title><h1>The build failed</h1><p>Correct it, then reload to build again.</p>${stringify(h('pre', failure))}`;

/**
 * Serves the site until `close()`.
 *
 * @param {{port?: number, build?: typeof buildSteps.build}} [options] `port`: first one to try; default: any
 */
export async function startSiteServer({port = 0, build = buildSteps.build} = {}) {
  const {files, folders, linked} = readSite();
  /** @type {Set<string>} */
  const done = new Set();
  let failure = '';
  /** @type {Promise<void> | undefined} */
  let running;

  /** Builds the steps that are due, unless a build is running. */
  async function start() {
    failure = '';
    const onStep = (/** @type {string} */ name, /** @type {string | undefined} */ output) => {
      if (output === undefined) done.add(name);
      else failure ||= output;
    };
    try {
      if (!(await build({wanted: ['builder'], onStep}))) failure ||= 'The build ended early.';
    } catch (error) {
      failure = String(error);
    }
    running = undefined;
  }

  const areDone = (/** @type {string[]} */ steps) => steps.every((step) => done.has(step));

  /** Waits for steps. @param {string[]} steps @returns {Promise<string>} the output of the step that failed, empty if all are done */
  async function waitFor(steps) {
    if (!areDone(steps)) running ??= start();
    while (!areDone(steps) && running && !failure) await pause(50);
    return areDone(steps) ? '' : failure;
  }

  /** @type {import('../serve.mjs').OnRequest} */
  async function onRequest({url}) {
    const path = pathOf(url);
    if (path === undefined) return undefined;
    const [, steps = []] = NEEDS.find(([pattern]) => pattern.test(path)) ?? [];
    if (path.endsWith('.html') && !areDone(steps)) {
      const body = failure ? failedPage(failure) : WAITING;
      if (!failure) running ??= start();
      // Reloading the failure builds again.
      else if (!running) failure = '';
      return {headers: {'Content-Type': mediaType(path)}, body};
    }
    const output = await waitFor(steps);
    if (output) return {status: 500, headers: {'Content-Type': mediaType('.txt')}, body: output};
    if (files.has(`${path}/index.html`)) return {status: 302, headers: {Location: `/${path}/`}};
    const make = linked.has(path) ? () => readFileSync(join(root, path)) : files.get(path);
    return make && {headers: {'Content-Type': mediaType(path)}, body: await make()};
  }

  const mounts = Object.fromEntries(Object.entries(folders).map(([path, folder]) => [`/${path}/`, join(root, folder)]));
  const server = await serve({port, orAny: true, mounts, onRequest});
  running ??= start();
  return server;
}
