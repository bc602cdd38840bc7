/** Collects the facts that the site shows for each widget: from the manifest, the records, the reviews, the build and git. */
import {join} from 'node:path';
import {measure} from '../bundle/measure.mjs';
import {deferredFiles, pageFiles} from '../bundle/page-files.mjs';
import {readCopies, readSources} from '../content/read-content.mjs';
import {wordHistory} from '../copy/history.mjs';
import {readChunks} from '../html/built.mjs';
import {available} from '../html/prerender.mjs';
import {snippetFromValues} from '../html/snippet-values.mjs';
import {languageName} from '../locales/cldr-data.mjs';
import {root} from '../project.mjs';
import {dayOf, readReviews} from '../review/signatures.mjs';
import {widgetStates} from '../review/status.mjs';
import {readCorpus, shownBy} from '../review/subjects.mjs';
import {readManifest, readWidgets} from '../types/elements.mjs';

/** @import {Copy, Source} from '../content/read-content.mjs' */
/** @import {Kind, Review} from '../review/signatures.mjs' */
/** @import {WidgetState} from '../review/status.mjs' */
/** @import {Widget} from '../types/elements.mjs' */

/**
 * @typedef {{name: string, description?: string, default?: string, inheritedFrom?: {name: string}}} Item
 * @typedef {{signed: number, total: number}} Count
 *
 * @typedef {object} LanguageFacts
 * @property {string} language BCP 47 tag
 * @property {string} name in English
 * @property {WidgetState['state']} state
 * @property {WidgetState['review']} [review]
 * @property {Partial<Record<Kind, Count>>} counts of signatures, by the kinds of review that the texts need
 *
 * @typedef {object} Sizes bytes of Brotli
 * @property {number} page    all files of a page with this widget alone, in English, with the numbers of the United States
 * @property {string[]} files below dist/cdn
 * @property {number} widget  its own code
 * @property {Record<string, number>} languages added by each further language
 *
 * @typedef {Widget & {
 *   name: string,
 *   isRegional: boolean,
 *   hasLevel: boolean,
 *   slots: Item[], parts: Item[], styles: Item[],
 *   languages: LanguageFacts[],
 *   sources: {source: Source, ids: string[]}[],
 *   fromArticle: number,
 *   sizes: Sizes,
 *   snippet: string,
 *   history: import('../copy/history.mjs').WordDay[],
 *   historyMissing?: string,
 * }} WidgetFacts `sources`: each with the messages that rest on it; `fromArticle`: messages that rest on the article
 */

const cdn = join(root, 'dist/cdn');
const REGION = 'US';

/** Counts the messages that have the signatures that they need. @param {WidgetState} state */
function countsOf({findings}) {
  /** @type {LanguageFacts['counts']} */
  const counts = {};
  for (const {kind, state} of findings) {
    const count = (counts[kind] ??= {signed: 0, total: 0});
    count.total++;
    if (state === 'signed') count.signed++;
  }
  return counts;
}

/** Bytes of Brotli by file: widgets share most of theirs. @type {Map<string, number>} */
const measured = new Map();

/** Adds up the sizes of files. @param {string[]} files below dist/cdn */
function sizeOf(files) {
  for (const file of files) if (!measured.has(file)) measured.set(file, measure(cdn, [file]).brotli);
  return files.reduce((sum, file) => sum + (measured.get(file) ?? 0), 0);
}

/** Measures a widget. @param {string} name @param {string[]} languages besides English @returns {Sizes} */
function sizesOf(name, languages) {
  const chunks = readChunks();
  const below = (/** @type {string[]} */ files) => files.map((file) => `${chunks.folder}/${file}`);
  const used = {widgets: [name], regions: [REGION]};
  const english = [...pageFiles(chunks, used), ...deferredFiles(chunks, used)];
  const files = ['recovery-widgets.js', ...below(english)];
  return {
    page: sizeOf(files),
    files,
    widget: sizeOf(below([`widgets/${name}.js`])),
    languages: Object.fromEntries(
      languages.map((language) => {
        const more = pageFiles(chunks, {...used, languages: [language]}).filter((file) => !english.includes(file));
        return [language, sizeOf(below(more))];
      }),
    ),
  };
}

/** @param {Pick<Widget, 'tag'>} widget */
const nameOf = ({tag}) => tag.replace('recovery-', '');

/** Reads the declarations of the manifest. @returns {Map<string, any>} by tag */
const readDeclarations = () =>
  new Map(
    readManifest()
      .modules.flatMap(({declarations = []}) => /** @type {any[]} */ (declarations))
      .map((declaration) => [declaration.tagName, declaration]),
  );

/** Creates a function that lists the origins of a message. @param {Copy[]} copies @returns {(id: string) => readonly string[]} */
function indexOrigins(copies) {
  const messages = new Map(
    copies.flatMap(({widget, messages: own}) => own.map((message) => [`${widget}.${message.key}`, message])),
  );
  return (id) => messages.get(id)?.from ?? [];
}

/**
 * Finds where the words of a widget come from.
 *
 * @param {string[]} ids of the messages that it shows
 * @param {(id: string) => readonly string[]} originsOf
 * @param {Record<string, Source>} known by key
 * @returns {Pick<WidgetFacts, 'sources' | 'fromArticle'>}
 */
function findOrigins(ids, originsOf, known) {
  /** @type {Map<string, string[]>} */
  const cited = new Map();
  for (const id of ids)
    for (const origin of originsOf(id)) {
      const [, key] = /^source:(.+)$/.exec(origin) ?? [];
      if (key) cited.set(key, [...(cited.get(key) ?? []), id]);
    }
  return {
    sources: [...cited]
      .map(([key, citing]) => ({source: known[key], ids: citing}))
      .sort((a, b) => a.source.publisher.localeCompare(b.source.publisher, 'en')),
    fromArticle: ids.filter((id) => originsOf(id).some((origin) => origin.startsWith('article:'))).length,
  };
}

/** @param {WidgetState} widgetState @returns {LanguageFacts} */
function languageFacts(widgetState) {
  const {language, state, review} = widgetState;
  return {language, name: languageName(language), state, ...(review && {review}), counts: countsOf(widgetState)};
}

/** Prints the snippet that the page of a widget shows. @param {string} name @param {boolean} isRegional */
async function exampleOf(name, isRegional) {
  const region = isRegional ? {region: REGION} : {};
  const {html} = await snippetFromValues(name, {...region, lang: 'en', form: 'div', 'link-style': true});
  return html;
}

/**
 * Returns the facts of all widgets of the build.
 *
 * @param {object} [options]
 * @param {Review[]} [options.reviews] default: those of src/content/reviews
 * @param {string} [options.today] YYYY-MM-DD
 * @param {string} [options.repository] folder whose git history has the texts; default: the project
 * @returns {Promise<WidgetFacts[]>}
 */
export async function widgetFacts({reviews = readReviews(), today = dayOf(), repository = root} = {}) {
  const widgets = readWidgets();
  const {widgets: known} = await available();
  const declarations = readDeclarations();
  const copies = readCopies();
  const originsOf = indexOrigins(copies);
  const allSources = readSources();
  const states = widgetStates(readCorpus(), reviews, today);
  const {days, reason} = wordHistory(repository, widgets.map(nameOf), copies);

  return Promise.all(
    widgets.map(async (widget) => {
      const name = nameOf(widget);
      const {slots = [], cssParts = [], cssProperties = []} = declarations.get(widget.tag);
      const {regional: isRegional = false, attributes, languages = ['en']} = known.get(name) ?? {};
      const copy = copies.find((each) => each.widget === name);
      return {
        ...widget,
        ...{name, isRegional, slots, parts: cssParts, styles: cssProperties},
        hasLevel: !!attributes?.has('heading-level'),
        languages: states
          .filter((state) => state.widget === name && languages.includes(state.language))
          .map(languageFacts),
        ...findOrigins(copy ? shownBy(copy) : [], originsOf, allSources),
        sizes: sizesOf(
          name,
          languages.filter((language) => language !== 'en'),
        ),
        snippet: await exampleOf(name, isRegional),
        history: days.get(name) ?? [],
        ...(reason && {historyMissing: reason}),
      };
    }),
  );
}
