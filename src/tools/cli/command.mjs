/** `node src/tools/cli/command.mjs`: writes dist/bin/. A step of `npm run build`, after dist/cdn/, dist/node/ and dist/npm/. */
import {bundleCommand} from '../pages/bundle.mjs';

await bundleCommand();
