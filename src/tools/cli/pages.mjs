/** `node src/tools/cli/pages.mjs`: writes the style sheet and the frame in dist/cdn/. A step of `npm run build`, after dist/node/. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fallbackCss} from '../html/fallback-css.mjs';
import {framePage} from '../html/frame-page.mjs';
import {root} from '../project.mjs';

const cdn = join(root, 'dist/cdn');
mkdirSync(cdn, {recursive: true});
writeFileSync(join(cdn, 'recovery-widgets.css'), fallbackCss());
writeFileSync(join(cdn, 'frame.html'), await framePage());
