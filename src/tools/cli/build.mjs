/**
 * `npm run build`: writes everything in dist/, from the messages to the table of sizes, as far as its sources have changed. Names of
 * steps build those and what they need: `npm run build -- html`. `--check` fails if a translation file was out of date.
 */
import {parseArgs} from 'node:util';
import {ensureInstalled} from './install.mjs';

await ensureInstalled();
const {STEPS, build} = await import('../dev/build-steps.mjs');
const {values, positionals} = parseArgs({allowPositionals: true, options: {check: {type: 'boolean'}}});
const unknown = positionals.find((name) => !Object.hasOwn(STEPS, name));
if (unknown) {
  console.error(`build: unknown step “${unknown}”: one of ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}
process.exit((await build({...(positionals.length && {wanted: positionals}), ...values})) ? 0 : 1);
