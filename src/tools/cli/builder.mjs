/**
 * `node src/tools/cli/builder.mjs`: writes dist/cdn/builder/, the page that makes snippets. A step of `npm run build`, after dist/bin/.
 */
import {bundleBuilder} from '../bundle/builder.mjs';

await bundleBuilder();
