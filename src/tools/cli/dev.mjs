/**
 * `npm run dev`: serves the demo and all stories from the sources, until Ctrl-C. The browser reloads after a change to code,
 * styles, content or translations. Another port: `npm run dev -- --port 3000`.
 */
import {parseArgs} from 'node:util';
import {ensureInstalled} from './install.mjs';
import {runOrExit} from '../run-step.mjs';

const {values} = parseArgs({options: {port: {type: 'string', default: process.env.PORT || '5173'}}});
const wanted = Number(values.port);
await ensureInstalled();
const {hasMessages} = await import('../dev/build-steps.mjs');
if (!hasMessages()) await runOrExit('Messages and numbers', 'src/tools/cli/messages.mjs', '--dev');

const {startDevServer} = await import('../dev/server.mjs');
const {port} = await startDevServer(wanted);
if (port !== wanted) console.log(`Port ${wanted} is taken, so this uses ${port}.`);
console.log(`
Demo     http://localhost:${port}/
Stories  http://localhost:${port}/stories/
Press Ctrl+C to stop.`);
