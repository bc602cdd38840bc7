/**
 * `npm run release -- wordpress`: makes the WordPress plugin from the last build, as a folder and as dist/wordpress/recovery-widgets.zip.
 * Brings the build up to date first.
 */
import {relative} from 'node:path';
import {root} from '../project.mjs';
import {buildPlugin} from '../wordpress/plugin.mjs';
import {runOrExit} from '../dev/run-step.mjs';

await runOrExit('wordpress: build', 'src/tools/cli/build.mjs');
const {zip, bytes, count} = await buildPlugin();
console.log(`wordpress: ${relative(root, zip)}, ${count} files, ${Math.round(bytes / 1000)} kB`);
