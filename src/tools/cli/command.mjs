/**
 * `node src/tools/cli/command.mjs`: writes dist/bin/, llms.txt and embed.json. A step of `npm run build`, after dist/cdn/, dist/node/ and
 * dist/npm/.
 */
import {bundleCommand} from '../bundle/portable.mjs';
import {buildDescription} from '../types/build-description.mjs';

await bundleCommand();
await buildDescription();
