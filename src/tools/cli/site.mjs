/**
 * `npm run site`: publishes the last build as a folder that any web server can host, and as a zip.
 *
 *     npm run site                                dist/site/1.2.3/, dist/site/1/ and dist/recovery-widgets-1.2.3.zip
 *     npm run site -- /srv/www/recovery-widgets   into a folder that may have earlier versions
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {SiteError, makeSite} from '../bundle/site.mjs';
import {root} from '../project.mjs';

const USAGE = 'Usage: npm run site, or npm run site -- /srv/www/recovery-widgets to publish into that folder';

const [target, ...rest] = process.argv.slice(2);
try {
  if (rest.length || target?.startsWith('-') || target === '') throw new SiteError(USAGE);
  const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const line of makeSite({dist: join(root, 'dist'), version, target})) console.log(`site: ${line}`);
} catch (error) {
  const {code, message} = /** @type {NodeJS.ErrnoException} */ (error);
  // A system error (no permission, no space) explains itself.
  if (!(error instanceof SiteError) && !code) throw error;
  console.error(`site: ${message}`);
  process.exitCode = 1;
}
