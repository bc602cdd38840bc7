/**
 * `npm run release -- site`: publishes the last build as a folder that any web server can host, and as a zip, in dist/hosting/.
 *
 *     npm run release -- site                             dist/hosting/recovery-widgets/ and dist/hosting/recovery-widgets-1.2.3.zip
 *     npm run release -- site /srv/www/recovery-widgets   into a folder that may have earlier versions
 */
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {version} from '../built/built.mjs';
import {ContentError} from '../content/read-content.mjs';
import {makeSite} from '../hosting/publish.mjs';
import {root} from '../project.mjs';
import {runCommand} from './run-command.mjs';

await runCommand(() => {
  const {positionals} = parseArgs({allowPositionals: true});
  const [target, ...rest] = positionals;
  if (rest.length || target === '')
    throw new ContentError([
      'Usage: npm run release -- site, or with one folder: npm run release -- site /srv/www/recovery-widgets',
    ]);
  for (const line of makeSite({dist: join(root, 'dist'), version, target})) console.log(`site: ${line}`);
  return 0;
});
