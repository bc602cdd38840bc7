/** `recovery-widgets check`: reports the problems of a page, with remedies. */
import {readFileSync, statSync} from 'node:fs';
import {MAX_PAGE_LENGTH, UsageError, checkSource, dataDate, version} from '../../pages/page-tools.mjs';
import {parseOptions} from '../../pages/snippet-args.mjs';
import {print, printLines} from '../terminal.mjs';

export const usage = (/** @type {string} */ command) => `Usage: ${command} <address or file> [--json] [--all]

Reports what is wrong with the source of a page, what to do, and where to read more: one thing at a time, the one to fix first. Only
that address is fetched, and nothing of the page runs. The bookmark check.js sees whether files load: docs/check.md.

  --json  everything that was found, for programs
  --all   everything that was found, for people

Status: 0 if nothing is wrong, 1 if something is, 2 if the page could not be read.`;

/** @param {string} path */
function readFile(path) {
  const stats = statSync(path, {throwIfNoEntry: false});
  if (!stats?.isFile())
    throw new UsageError(`File not found: ${path}. An address must begin with https:// or http://.`);
  if (stats.size > MAX_PAGE_LENGTH * 2)
    throw new UsageError(`${path} is too long (maximum ${MAX_PAGE_LENGTH / 1e6} MB).`);
  return readFileSync(path, 'utf8');
}

/** Time limit for a page, in milliseconds, with its whole body. */
const TIMEOUT = 30_000;

/** Reads a body up to the length of the longest page. @param {Response} response */
async function readBody(response) {
  const decoder = new TextDecoder();
  let text = '';
  // Leaving the loop cancels the rest.
  for await (const bytes of /** @type {AsyncIterable<Uint8Array>} */ (/** @type {unknown} */ (response.body ?? []))) {
    text += decoder.decode(bytes, {stream: true});
    if (text.length > MAX_PAGE_LENGTH * 2)
      throw new UsageError(`${response.url} is too long (maximum ${MAX_PAGE_LENGTH / 1e6} MB).`);
  }
  return text;
}

/** @param {string} address */
async function fetchPage(address) {
  try {
    const response = await fetch(address, {headers: {accept: 'text/html'}, signal: AbortSignal.timeout(TIMEOUT)});
    if (!response.ok) throw new UsageError(`${address} returns status ${response.status}.`);
    const policy = response.headers.get('content-security-policy');
    return {source: await readBody(response), url: response.url, policies: policy ? [policy] : []};
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const {message, cause} = /** @type {Error} */ (error);
    throw new UsageError(`${address} could not be read: ${cause instanceof Error ? cause.message : message}.`);
  }
}

const linkTo = (/** @type {string} */ cause) => `docs/check.md#${cause}`;

/** @param {string[]} args @returns {Promise<number>} exit status */
export async function run(args) {
  const {values, positionals} = parseOptions(args, {json: {type: 'boolean'}, all: {type: 'boolean'}});
  const [target, ...rest] = positionals;
  if (!target || rest.length) throw new UsageError('Name one page: an address or a file.');
  const {source, ...page} = /^https?:\/\//i.test(target) ? await fetchPage(target) : {source: readFile(target)};
  const findings = await checkSource(source, page);
  const status = findings.some(({cause}) => cause !== 'author') ? 1 : 0;
  if (values.json) {
    const list = findings.map(({message: _, ...finding}) => ({...finding, link: linkTo(finding.cause)}));
    printLines(JSON.stringify({page: target, version, dataDate: dataDate(), findings: list}, null, 2));
    return status;
  }
  const shown = values.all ? findings : findings.slice(0, 1);
  for (const {cause, problem, remedy} of shown)
    [problem, `To do: ${remedy}`, `More: ${linkTo(cause)}`, ''].forEach((line) => print(line));
  if (findings.length > shown.length)
    print(`${findings.length - shown.length} more after that: fix this first, or see --all.`);
  if (!findings.length) print('No problems found.');
  print('Only the source was read. The bookmark in docs/check.md sees whether the files load.');
  return status;
}
