/**
 * `npm run release`: makes what partners get. docs/reviewing.md
 *
 *     npm run release -- --channel draft      everything, as a package for `npm publish dist/package`, under the tag `draft`
 *     npm run release -- --channel reviewed   widgets and languages whose safety texts are signed and in date
 *     npm run release -- --pack               a tarball of the build as it is, in dist/, which npm refuses to publish
 *     npm run release -- site                 the last build as a folder and a zip for web servers: site.mjs
 *     npm run release -- wordpress            the WordPress plugin: wordpress.mjs
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {contentFolder, readJson} from '../content/read-content.mjs';
import {stagePackage} from '../hosting/package.mjs';
import {freshness, formatFreshness} from '../helplines/freshness.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {formatIncomplete, readIncomplete} from '../locales/completeness.mjs';
import {localesFolder} from '../locales/languages.mjs';
import {root} from '../project.mjs';
import {CHANNELS, CHANNEL_VARIABLE, releasedIn} from '../review/channel.mjs';
import {readRelease, writeRelease} from '../review/release.mjs';
import {dayOf} from '../review/signatures.mjs';
import {verifyReviews} from '../review/verify.mjs';
import {runCommand} from './run-command.mjs';

const USAGE = 'release: choose a channel: npm run release -- --channel draft, or --channel reviewed';

const dist = join(root, 'dist');
const staged = join(dist, 'package');
const paths = {content: contentFolder, locales: localesFolder};
const {version} = readJson(join(root, 'package.json'));

/** @param {string} [channel] */
const build = (channel) =>
  spawnSync(process.execPath, ['src/tools/cli/build.mjs'], {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, [CHANNEL_VARIABLE]: channel ?? 'draft'},
  }).status ?? 1;

/** Prints the numbers that are too old to be released. @returns {boolean} whether there are any */
function hasStaleNumbers() {
  const rows = freshness(readHelplines(), dayOf());
  const stale = rows.filter(({state}) => state === 'fail');
  if (stale.length) console.error(formatFreshness(stale));
  return stale.length > 0;
}

/** @returns {boolean} whether all reviews are right */
function areReviewsRight() {
  const {problems, notes} = verifyReviews(paths);
  for (const note of notes) console.log(`release: ${note}`);
  for (const problem of problems) console.error(`release: ${problem}`);
  return !problems.length;
}

/** Prints the texts that are declared incomplete. @returns {boolean} whether there are any */
function hasIncompleteTexts() {
  const lines = formatIncomplete(readIncomplete(localesFolder));
  for (const line of lines) console.error(`release: ${line}`);
  return lines.length > 0;
}

/** @param {'draft'|'reviewed'} channel */
function make(channel) {
  if (!areReviewsRight() || hasIncompleteTexts()) return 1;
  const released = channel === 'reviewed' ? releasedIn(paths) : undefined;
  if (released && hasStaleNumbers()) {
    console.error('release: these numbers must be checked before anything is released as reviewed.');
    return 1;
  }
  const status = build(channel);
  if (status) return status;
  writeRelease(dist, {channel, version, ...(released && {released})});
  for (const [widget, languages] of Object.entries(released ?? {}))
    console.log(`release: ${widget}: ${['en', ...languages].join(', ')}`);
  stagePackage(staged, readRelease(dist, version));
  console.log(`release: ${version}, ${channel}. Next: npm publish dist/package`);
  return 0;
}

/** Packs a release, or else the build, which is brought up to date. */
function pack() {
  const release = readRelease(dist, version);
  const status = release ? 0 : build();
  if (status) return status;
  stagePackage(staged, release);
  const options = {cwd: staged, stdio: /** @type {const} */ ('inherit'), shell: process.platform === 'win32'};
  return spawnSync('npm', ['pack', '--pack-destination', '..'], options).status ?? 1;
}

/** Programs of their own, which read the other arguments. */
const PROGRAMS = ['site', 'wordpress'];

await runCommand(() => {
  const [what = '', ...args] = process.argv.slice(2);
  if (PROGRAMS.includes(what))
    return spawnSync(process.execPath, [`src/tools/cli/${what}.mjs`, ...args], {stdio: 'inherit'}).status ?? 1;
  const {values} = parseArgs({options: {channel: {type: 'string'}, pack: {type: 'boolean'}}});
  if (values.pack) return pack();
  const channel = CHANNELS.find((name) => name === values.channel);
  if (channel) return make(channel);
  console.error(values.channel ? `${USAGE}. Unknown channel “${values.channel}”.` : USAGE);
  return 2;
});
