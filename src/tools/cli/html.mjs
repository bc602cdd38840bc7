/** `node src/tools/cli/html.mjs`: writes dist/html/. A step of `npm run build`, after dist/npm/ and dist/node/. */
import {buildHtml} from '../html/build-html.mjs';
import {isReleased} from '../review/channel.mjs';

await buildHtml(isReleased);
