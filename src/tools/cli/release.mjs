/**
 * `npm run release -- --channel draft|reviewed`: builds the files for `npm publish` and partners’ servers. docs/reviewing.md
 *
 *     npm run release -- --channel draft      everything; published as `npm publish --tag draft`
 *     npm run release -- --channel reviewed   widgets and languages whose safety texts are signed and in date
 *
 * npm runs it by itself with `--check` before `npm publish`, which it refuses without a channel, and with `--pack` before it packs.
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {contentFolder, readJson} from '../content/read-content.mjs';
import {freshness, formatFreshness} from '../helplines/freshness.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {formatIncomplete, readIncomplete} from '../locales/completeness.mjs';
import {localesFolder} from '../locales/languages.mjs';
import {root} from '../project.mjs';
import {CHANNELS, CHANNEL_VARIABLE, releasedIn} from '../review/channel.mjs';
import {DRAFT_TAG, readRelease, refusal, writeRelease} from '../review/release.mjs';
import {dayOf} from '../review/signatures.mjs';
import {verifyReviews} from '../review/verify.mjs';
import {runCommand} from './run-command.mjs';

const USAGE = 'release: choose a channel: npm run release -- --channel draft, or --channel reviewed';

const dist = join(root, 'dist');
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
  console.log(`release: ${version}, ${channel}. Next: npm publish${channel === 'draft' ? ` --tag ${DRAFT_TAG}` : ''}`);
  return 0;
}

/** Refuses to publish anything but a release. */
function check() {
  const problem = refusal(readRelease(dist, version), process.env.npm_config_tag || 'latest');
  if (problem) console.error(`release: ${problem}`);
  return problem || !areReviewsRight() || hasStaleNumbers() ? 1 : 0;
}

await runCommand(() => {
  const {values} = parseArgs({
    options: {channel: {type: 'string'}, check: {type: 'boolean'}, pack: {type: 'boolean'}},
  });
  if (values.check) return check();
  // A release is packed as it is.
  if (values.pack) return readRelease(dist, version) ? 0 : build();
  const channel = CHANNELS.find((name) => name === values.channel);
  if (channel) return make(channel);
  console.error(values.channel ? `${USAGE}. Unknown channel “${values.channel}”.` : USAGE);
  return 2;
});
