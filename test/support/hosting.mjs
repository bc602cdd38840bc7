/** Helpers for tests of hosts: releases published into a folder, real web servers on loopback, plain requests to them, and the code of the guide. */
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {cpSync} from 'node:fs';
import {request} from 'node:http';
import {join} from 'node:path';
import {integrityOf} from '../../src/tools/built/integrity.mjs';
import {makeSite} from '../../src/tools/hosting/publish.mjs';
import {root} from '../../src/tools/project.mjs';
import {write} from '../../src/tools/write-changed.mjs';

export const IMMUTABLE = 'public, max-age=31536000, immutable';
export const EVERGREEN = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400';

/** Headers of every file, as docs/hosting.md lists them. */
export const HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

/** Copies the build under another version. @param {string} temporary @param {string} version @param {(cdn: string) => void} [change] @returns {(target: string) => string[]} publishes it to a folder */
export function prepareRelease(temporary, version, change = () => {}) {
  const dist = join(temporary, `dist-${version}`);
  const cdn = join(dist, 'cdn');
  cpSync(join(root, 'dist/cdn'), cdn, {recursive: true});
  const card = `<!doctype html><title>Probe</title>${'<p>Words – ő</p>'.repeat(99)}`;
  write(join(dist, 'print/en/US/wallet-card.html'), card);
  change(cdn);
  write(join(cdn, 'integrity.json'), `${JSON.stringify(integrityOf(cdn, version), null, 2)}\n`);
  return (target) => makeSite({dist, version, target});
}

/** Returns the code blocks of a language, without the indent of those in lists. @param {string} markdown @param {string} language */
export const codeBlocks = (markdown, language) =>
  [...markdown.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\``, 'gm'))].map(([, indent, code]) =>
    code.replace(new RegExp(`^${indent}`, 'gm'), ''),
  );

/** Running servers, none of which outlives the tests. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.prependListener('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts a web server that stays in the foreground, and waits until it answers.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {string} url
 * @param {{env?: NodeJS.ProcessEnv, cwd?: string}} [options]
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function startServer(program, args, url, options = {}) {
  const child = spawn(program, args, {stdio: ['ignore', 'ignore', 'pipe'], ...options});
  running.add(child);
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const ended = new Promise((resolve) => child.on('close', resolve)).then(() => running.delete(child));
  for (let tries = 0; ; tries++) {
    if (await get(url, '/').catch(() => undefined)) break;
    if (!running.has(child) || tries > 400) assert.fail(`${program} did not start:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

/**
 * Requests a file without the headers and the decompression of `fetch`.
 *
 * @param {string} url
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @param {string} [method]
 * @returns {Promise<{status: number | undefined, headers: import('node:http').IncomingHttpHeaders, body: Buffer}>}
 */
export const get = (url, path, headers = {}, method = 'GET') =>
  new Promise((resolve, reject) => {
    request(`${url}${path}`, {headers, method, agent: false}, (response) => {
      /** @type {Buffer[]} */
      const parts = [];
      response
        .on('data', (part) => parts.push(part))
        .on('end', () => resolve({status: response.statusCode, headers: response.headers, body: Buffer.concat(parts)}));
    })
      .on('error', reject)
      .end();
  });
