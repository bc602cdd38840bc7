/**
 * `npm start`, straight after `git clone`: installs missing packages and serves the site until Ctrl+C, its home page at once and the rest
 * as it is built. Another port: `npm start -- --port 3000` or `PORT=3000 npm start`.
 */
import {parseArgs} from 'node:util';
import {ensureInstalled} from './install.mjs';

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));

const {values} = parseArgs({options: {port: {type: 'string', default: process.env.PORT || '8080'}}});
const wanted = Number(values.port);
await ensureInstalled();
const {startSiteServer} = await import('../dev/site-server.mjs');
const {port} = await startSiteServer({port: wanted});
if (port !== wanted) console.log(`Port ${wanted} is taken, so this uses ${port}.`);
console.log(`
The home page is at http://localhost:${port}
Make a snippet, or check a page: http://localhost:${port}/cdn/builder/
Press Ctrl+C to stop.
`);
