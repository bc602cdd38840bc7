/**
 * `npm run release -- site`: publishes the last build as a folder that any web server can host, and as a zip, in dist/hosting/.
 *
 *     npm run release -- site                                dist/hosting/recovery-widgets/ and dist/hosting/recovery-widgets-1.2.3.zip
 *     npm run release -- site --large                     the same with the text of all widgets, and every file compressed
 *     npm run release -- site /srv/www/recovery-widgets   into a folder that may have earlier versions
 *
 * The exit status is 1 if it fails, 2 for unknown arguments.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {SiteError, makeSite} from '../hosting/publish.mjs';
import {root} from '../project.mjs';

const USAGE =
  'Usage: npm run release -- site, or npm run release -- site --large, or npm run release -- site /srv/www/recovery-widgets to publish into that folder';

const HELP = `${USAGE.replaceAll(', or ', '\n       ')}

Publishes the last build (npm run build) as a folder for any web server, and as a zip, in dist/hosting/.

  --large  with the text of all widgets, everything compressed
  --help   this text

docs/hosting.md explains each step.`;

/**
 * Reads the arguments.
 *
 * @returns {{help?: boolean, large: boolean, target?: string}}
 * @throws {Error} for unknown ones
 */
function readArguments() {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      large: {type: 'boolean', default: false},
      help: {type: 'boolean'},
    },
  });
  const {help, large} = values;
  const [target, ...rest] = positionals;
  if (rest.length) throw new Error(`Name one folder only, not ${[target, ...rest].join(' ')}.`);
  if (target === '') throw new Error('The name of the folder is empty.');
  return {help, large, target};
}

/** @param {string} message @param {number} status */
function fail(message, status) {
  console.error(`site: ${message}`);
  process.exit(status);
}

/** @type {ReturnType<typeof readArguments>} */
let given = {large: false};
try {
  given = readArguments();
} catch (error) {
  const {message} = /** @type {Error} */ (error);
  const [reason] = message.split(/\.? To specify|\n/, 1);
  fail(`${reason.replace(/(?<![.?])$/, '.')} ${USAGE}`, 2);
}
if (given.help) {
  console.log(HELP);
  process.exit();
}
try {
  const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const {large, target} = given;
  for (const line of makeSite({dist: join(root, 'dist'), version, target, large})) console.log(`site: ${line}`);
} catch (error) {
  const {code, message} = /** @type {NodeJS.ErrnoException} */ (error);
  // A system error (no permission, no space) explains itself.
  if (!(error instanceof SiteError) && !code) throw error;
  fail(message, 1);
}
