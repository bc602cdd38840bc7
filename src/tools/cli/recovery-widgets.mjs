#!/usr/bin/env node
/** The command of the npm package. `npx recovery-widgets --help` explains it. */
import {UsageError, version} from '../pages/page-tools.mjs';
import {printError} from './terminal.mjs';

/** @typedef {{usage: (command: string) => string, run: (args: string[]) => Promise<number>}} Command `run` returns the exit status */

/** @type {Record<string, {summary: string, load: () => Promise<Command>}>} */
const COMMANDS = {
  snippet: {summary: 'prints the HTML to paste into a page', load: () => import('./commands/snippet.mjs')},
  check: {summary: 'finds the problems of a page', load: () => import('./commands/check.mjs')},
  refresh: {summary: 'updates text and numbers in files', load: () => import('./commands/refresh.mjs')},
  list: {summary: 'lists widgets, languages, regions and forms', load: () => import('./commands/list.mjs')},
};

const help = `Usage: npx recovery-widgets <command> …

${Object.entries(COMMANDS)
  .map(([name, {summary}]) => `  ${name.padEnd(8)} ${summary}`)
  .join('\n')}

npx recovery-widgets <command> --help says more. Makes no network requests except to URLs you pass.`;

/** Set once the name of a command is known. */
let command = '';

/** @param {string[]} args @returns {Promise<number>} exit status */
async function main([name, ...args]) {
  if (name === '--version') {
    console.log(version);
    return 0;
  }
  if (!name || name === '--help' || name === 'help') {
    console.log(help);
    return name ? 0 : 2;
  }
  if (!Object.hasOwn(COMMANDS, name))
    throw new UsageError(`Unknown command “${name}”. Allowed: ${Object.keys(COMMANDS).join(', ')}.`);
  const {usage, run} = await COMMANDS[name].load();
  command = `npx recovery-widgets ${name}`;
  if (args.includes('--help')) {
    console.log(usage(command));
    return 0;
  }
  return run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  printError(error.message);
  if (command) printError(`Usage: ${command} --help`);
  process.exitCode = 2;
}
