/**
 * Decides what a release has. A version that ends in `-draft` has everything. Any other has only the widgets, and of each the languages, whose
 * messages are all signed and in date; a widget without its English is left out, since English is the fallback for other languages.
 */
import {existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ContentError} from '../content/read-content.mjs';
import {readChannel} from './generated-channel.mjs';
import {dayOf, readReviews} from './signatures.mjs';
import {widgetStates} from './status.mjs';
import {readCorpus} from './subjects.mjs';

/** @import {Channel, Released} from './generated-channel.mjs' */
/** @import {WidgetState} from './status.mjs' */

/** Tag on npm under which drafts are published: `npm install recovery-widgets` must not find them. */
export const DRAFT_TAG = 'draft';

/** Returns whether a version may have drafts. @param {string} version such as `0.1.0-draft` or `1.2.0-draft.3` */
export const isDraft = (version) => /^\d+\.\d+\.\d+-draft(\.\d+)?$/.test(version);

/** Environment variable by which a release passes the channel to its build. */
export const CHANNEL_VARIABLE = 'RELEASE_CHANNEL';

/** The page for frames shows texts of this widget, whatever else a release has. */
export const BASE = 'helpline-banner';

/** Pages without safety messages of their own, and the widgets whose texts they show. @type {Record<string, string[]>} */
const SHOWS = {'wallet-card': ['helpline-banner', 'overdose-warning']};

/** Returns the channel of this build. @returns {Channel} */
export const currentChannel = () => (process.env[CHANNEL_VARIABLE] === 'reviewed' ? 'reviewed' : 'draft');

/** Lists the texts that were signed once and are no longer, with the reason and who must look again. @param {WidgetState[]} states @param {boolean} isEnglish */
function lapsedIn(states, isEnglish) {
  const lapsed = states.flatMap(({findings}) =>
    findings.filter(({by, state, language}) => {
      const isStale = state === 'untranslated' && findings.some((other) => other.by && other.language === language);
      return (by ? state !== 'signed' : isStale) && (language === 'en') === isEnglish;
    }),
  );
  return [...new Set(lapsed.map(({id, language, why}) => `${isEnglish ? '' : `${language}: `}${id}: ${why}`))];
}

/** Lists the translations that keep a widget out of a language of a release without drafts, although they were signed once. @param {Parameters<typeof releasedIn>[0]} paths @param {string} [today] */
export const leftOut = (paths, today = dayOf()) =>
  lapsedIn(widgetStates(readCorpus(paths), readReviews(paths.content), today, 'reviewed'), false);

/**
 * Returns the widgets and languages that a release without drafts has. English that was signed once and is no longer does not go quietly.
 *
 * @param {{content: string, locales: string}} paths of src/content and src/locales
 * @param {string} [today]
 * @returns {Released}
 * @throws {ContentError} if that is nothing, or somebody must look again, with the reason and who that is
 */
export function releasedIn(paths, today = dayOf()) {
  const states = widgetStates(readCorpus(paths), readReviews(paths.content), today, 'reviewed');
  const isReviewed = (/** @type {string} */ name, /** @type {string} */ tag) =>
    states.some(({widget, language, state}) => widget === name && language === tag && state === 'reviewed');
  const signed = states.filter(({widget, language}) =>
    [widget, ...(SHOWS[widget] ?? [])].every((name) => isReviewed(name, language)),
  );
  const widgets = signed.filter(({language}) => language === 'en').map(({widget}) => widget);
  /** @type {Released} */
  const released = Object.fromEntries(
    widgets.map((name) => [
      name,
      signed.filter(({widget, language}) => widget === name && language !== 'en').map(({language}) => language),
    ]),
  );
  const lapsed = lapsedIn(states, true).map((each) => `must be looked at again: ${each}`);
  const missing = `the messages of ${BASE} are not all signed in English and in date; see npm run review.`;
  const problems = [...(released[BASE] ? [] : [missing]), ...lapsed];
  if (problems.length) throw new ContentError([`nothing can be released as reviewed: ${problems.join('\n')}`]);
  return released;
}

/**
 * Returns why a version may not be published: it is not marked as a draft, and nothing is signed.
 *
 * @param {string} version
 * @param {{content: string, locales: string}} paths of src/content and src/locales
 * @param {string} [today]
 * @returns {string[]}
 */
export function refusal(version, paths, today) {
  if (isDraft(version)) return [];
  if (!/^\d+\.\d+\.\d+$/.test(version)) return [`${version} is neither of the form 1.2.3 nor 1.2.3-draft.`];
  try {
    releasedIn(paths, today);
    return [];
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return [`${version} does not end in -draft, and ${error.message}`];
  }
}

/** Returns the languages of a widget in a channel. @param {Released | undefined} released @param {string} widget @param {string[]} languages all */
export const languagesIn = (released, widget, languages) =>
  released ? languages.filter((language) => released[widget]?.includes(language)) : languages;

/** Returns whether a widget is in this build. @param {string} widget @param {string} [language] BCP 47 tag */
export const isReleased = (widget, language = 'en') => {
  const {released} = readChannel();
  return !released || (Object.hasOwn(released, widget) && ['en', ...released[widget]].includes(language));
};

/** Removes from the compiled package everything outside the channel. @param {string} npm folder with the output of tsc @param {Released} released */
export function keepReleased(npm, released) {
  const isOut = (/** @type {string} */ name) => !Object.hasOwn(released, name);
  const outside = readdirSync(join(npm, 'widgets')).filter(isOut);
  for (const entry of ['define', 'index'])
    for (const extension of ['js', 'd.ts', 'js.map']) {
      const file = join(npm, 'entries', `${entry}.${extension}`);
      if (!existsSync(file)) continue;
      const lines = readFileSync(file, 'utf8').split('\n');
      const kept = lines.filter((line) => !outside.some((name) => line.includes(`/widgets/${name}/`)));
      writeFileSync(file, kept.join('\n'));
    }
  // A script for frames shares the code that leaves a page with the widget that shows texts.
  const programs = readdirSync(join(npm, 'entries'), {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(npm, 'entries', file), 'utf8'))
    .join('\n');
  for (const name of outside)
    for (const file of readdirSync(join(npm, 'widgets', name), {recursive: true, encoding: 'utf8'}))
      if (!programs.includes(`/widgets/${name}/${file.replace(/\.d\.ts$/, '.js')}`))
        rmSync(join(npm, 'widgets', name, file), {recursive: true, force: true});
  for (const name of outside)
    if (!readdirSync(join(npm, 'widgets', name)).length) rmSync(join(npm, 'widgets', name), {recursive: true});
  for (const folder of ['messages', 'locales'])
    for (const file of readdirSync(join(npm, 'generated', folder))) {
      const [, name = ''] = /^([a-z-]+)\.(?:d\.ts|js)$/.exec(file) ?? [];
      if (name && name !== 'shared' && isOut(name)) rmSync(join(npm, 'generated', folder, file));
    }
}
