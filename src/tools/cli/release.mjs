/**
 * `npm run release`: makes what partners get, in dist/release/. docs/versions.md
 *
 *     npm run release                the package, the folder for hosts and the plugin, with hashes and the list of packages: what is
 *                                    signed, or everything if the version ends in `-draft`
 *     npm run release -- --pack      the same of a version that may not be published: npm refuses its tarball
 *     npm run release -- --check     `--pack`, twice: compares all bytes, and opens each in a browser
 *     npm run release -- site        the last build as a folder that any web server can host, and as a zip, in dist/hosting/;
 *                                    or in another folder that may have earlier versions: /srv/www/recovery-widgets
 */
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {ContentError, contentFolder, readJson} from '../content/read-content.mjs';
import {runOrExit} from '../run-step.mjs';
import {checkCoreTier} from '../generate/update-messages.mjs';
import {freshness} from '../helplines/freshness.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {formatIncomplete, readIncomplete} from '../locales/completeness.mjs';
import {localesFolder} from '../locales/xliff.mjs';
import {root} from '../project.mjs';
import {CHANNEL_VARIABLE, DRAFT_TAG, isDraft, leftOut, refusal} from '../review/channel.mjs';
import {dayOf} from '../review/signatures.mjs';
import {verifyReviews} from '../review/verify.mjs';
import {runCommand} from './run-command.mjs';

const paths = {content: contentFolder, locales: localesFolder};
const {version} = readJson(join(root, 'package.json'));

/** Lists the reasons for which this version may not be published. @returns {string[]} */
function problemsOf() {
  const {problems, notes} = verifyReviews(paths);
  for (const note of notes) console.log(`release: ${note}`);
  for (const each of isDraft(version) ? [] : leftOut(paths)) console.warn(`release: left out: ${each}`);
  const incomplete = [...formatIncomplete(readIncomplete(localesFolder)), ...checkCoreTier(paths)];
  const stale = isDraft(version) ? [] : freshness(readHelplines(), dayOf()).filter(({state}) => state === 'fail');
  const numbers = stale.length ? [`${stale.length} numbers must be checked first: npm run content -- fresh`] : [];
  return [...problems, ...incomplete, ...refusal(version, paths), ...numbers];
}

/** @param {{pack?: boolean, check?: boolean}} options */
async function make({pack, check}) {
  const problems = problemsOf();
  for (const problem of problems) console.error(`release: ${problem}`);
  if (problems.length) console.error(`release: ${version} may not be published.`);
  if (problems.length && !pack && !check) return 1;
  process.env[CHANNEL_VARIABLE] = problems.length || isDraft(version) ? 'draft' : 'reviewed';
  await runOrExit('release: build', 'src/tools/cli/build.mjs');
  // Modules of the plugin read src/generated/ when they are imported.
  const {makeFiles} = await import('./release-files.mjs');
  await makeFiles(problems.length ? {private: true} : isDraft(version) ? {publishConfig: {tag: DRAFT_TAG}} : {});
  if (!check) return 0;
  const {differences, tryFiles} = await import('./release-check.mjs');
  await tryFiles();
  const different = await differences();
  for (const file of different) console.error(`release: dist/${file} is not the same when it is made again`);
  if (!different.length) console.log('release: made again elsewhere, all bytes are the same');
  return different.length ? 1 : 0;
}

await runCommand(async () => {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {pack: {type: 'boolean'}, check: {type: 'boolean'}},
  });
  const [what, target, ...rest] = positionals;
  if (!what) return make(values);
  if (what !== 'site' || rest.length || target === '')
    throw new ContentError([
      'Usage: npm run release -- site, or with one folder: npm run release -- site /srv/www/recovery-widgets',
    ]);
  const {checkTarget, makeSite} = await import('../hosting/publish.mjs');
  const dist = join(root, 'dist');
  // Before the plugin and the guides are made, which takes seconds.
  if (target) checkTarget(target, dist);
  const {filesBeside} = await import('./release-files.mjs');
  const beside = await filesBeside();
  for (const line of makeSite({dist, version, target, beside})) console.log(`site: ${line}`);
  return 0;
});
