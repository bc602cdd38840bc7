/**
 * `node src/tools/cli/builder.mjs`: writes dist/cdn/builder/, the page that makes snippets, and the hashes of all files in dist/cdn/. The
 * last step of `npm run build` there.
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {bundleBuilder} from '../builder/build.mjs';
import {INTEGRITY, integrityOf} from '../built/integrity.mjs';
import {version} from '../built/built.mjs';
import {root} from '../project.mjs';

await bundleBuilder();
const cdn = join(root, 'dist/cdn');
writeFileSync(join(cdn, INTEGRITY), `${JSON.stringify(integrityOf(cdn, version), null, 2)}\n`);
