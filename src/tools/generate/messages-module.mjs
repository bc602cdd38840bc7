/**
 * Generates src/generated/messages/<widget>.ts: a function per message, with its id. Shared records that most widgets use have a module
 * of their own, which the widgets’ modules export again. Beside it, pictures/<widget>.ts has the drawings that a widget shows.
 */
import {dateText} from '../content/cldr.mjs';
import {
  ContentError,
  messageId,
  placeholdersOf,
  readCopies,
  readPicture,
  readSources,
} from '../content/read-content.mjs';
import {SHARED, coreKeys, sharedOf} from '../content/shared-records.mjs';
import {writeFolder} from '../write-changed.mjs';
import {expandPlurals, formKey} from '../content/plurals.mjs';

/** @import {Copy, Message, Source} from '../content/read-content.mjs' */
/** @import {WidgetReview} from '../review/status.mjs' */
/** @import {Form} from '../content/plurals.mjs' */

/** @typedef {Map<string, WidgetReview>} Reviews of a widget, by language; a language without is a draft */

const sourcePrefix = 'source:';

const REVIEW_TYPE = "import type {Review} from '../../core/templates/review-note.js';";

/** Keys of the shared records on the review of texts: the first is for drafts, the others for reviewed texts. */
export const STATE_KEYS = {draft: 'draft', reviewed: ['reviewed', 'overdue']};

/** Names that a function in a module cannot have: reserved in JavaScript, or imported or exported by the module. */
const RESERVED = `checkedOn reviewState sources arguments await break case catch class const continue debugger default delete do else enum
  eval export extends false finally for function html if implements import in instanceof interface let msg new null
  package private protected public return static str super switch this throw true try typeof var void while with yield`;
const reservedNames = new Set(RESERVED.split(/\s+/));

/** Returns the function name of a message: `signWake` for `sign-wake`. @param {string} key */
const functionName = (key) => {
  const name = key.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return reservedNames.has(name) ? `${name}_` : name;
};

/**
 * Returns the date of the oldest check of a widget’s messages as a message, whose translations no person writes.
 *
 * @param {Copy} copy
 * @param {Copy[]} copies
 */
export function dateMessage(copy, copies) {
  const [date] = [...copy.messages, ...sharedOf(copy, copies)].map(({checked}) => checked).sort();
  return /** @type {any} */ ({key: 'checked-on-text', kind: 'label', text: dateText('en', date), date});
}

/** Whether a widget shows that date. @param {Copy} copy */
export const showsDate = ({messages}) => messages.some(({key}) => key === 'checked');

/**
 * Returns the entries of the list of sources that a widget shows: of several pages of a document, the document once.
 *
 * @param {string} widget
 * @param {Message[]} messages
 * @param {Record<string, Source>} sources by key
 * @throws {ContentError} if a source does not exist
 */
function sourceEntries(widget, messages, sources) {
  const keys = messages
    .flatMap(({from = []}) => from)
    .filter((citation) => citation.startsWith(sourcePrefix))
    .map((citation) => {
      const key = citation.slice(sourcePrefix.length);
      if (!sources[key]) throw new ContentError([`copy/${widget}.json: source “${key}” is not in sources.json`]);
      return sources[key].within ?? key;
    });
  return [...new Set(keys)].map((key) => {
    const {title, publisher, url, isCopy} = sources[key];
    // An http: link would reveal the topic to others on the network, so those sources are only named.
    const address = isCopy || !url.startsWith('https:') ? '' : url;
    return `  {title: ${JSON.stringify(title)}, publisher: ${JSON.stringify(publisher)}, url: ${JSON.stringify(address)}},`;
  });
}

/**
 * Generates the function of a message.
 *
 * @param {string} widget
 * @param {Form} message
 * @param {Form[]} [forms] of a message that counts
 * @returns {string} without the forms of a message that counts, which are part of it: empty for one of them
 */
function messageFunction(widget, message, forms = []) {
  const {key, kind, text, countedBy} = message;
  const names = [...new Set(placeholdersOf(text))];
  const content = text.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(/\{([a-zA-Z]+)\}/g, '${$1}');
  const template = kind === 'rich' ? `html\`${content}\`` : names.length ? `str\`${content}\`` : `\`${content}\``;
  const type = kind === 'rich' ? 'unknown' : 'string';
  const parameters = names.map((name) => `${name}: ${type}`).join(', ');
  const options = `{id: '${messageId({widget}, message)}'}`;
  if (!countedBy) return `export const ${functionName(key)} = (${parameters}) =>\n  msg(${template}, ${options});`;
  const counted = parameters.replace(new RegExp(`\\b${countedBy}: \\w+`), `${countedBy}: number`);
  const choices = forms.map(
    (form) => `    ${form.category}: () => ${messageFunction(widget, form).replace(/^.*=>\s*|;$/g, '')},`,
  );
  return [
    `export const ${functionName(key)} = (${counted}) =>`,
    `  plural(${countedBy}, {`,
    ...choices,
    `    other: () => msg(${template}, ${options}),`,
    '  });',
  ].join('\n');
}

/** Generates the functions of messages. @param {string} widget @param {Form[]} messages */
const functionsOf = (widget, messages) =>
  messages
    .filter(({category}) => !category)
    .map((message) => {
      const forms = messages.filter(({key, category}) => category && key === formKey(message.key, category));
      return messageFunction(widget, message, forms);
    });

/**
 * Generates a module.
 *
 * @param {string} file name of the copy file
 * @param {string[]} functions see {@link messageFunction}
 * @param {(string | false)[]} rest
 * @param {(string | false)[]} [types] imports of types
 */
function moduleCode(file, functions, rest = [], types = []) {
  const uses = (/** @type {string} */ tag) => functions.some((line) => line.includes(`msg(${tag}\``));
  const counts = functions.some((line) => line.includes('  plural('));
  return [
    `// GENERATED from src/content/copy/${file} by \`npm run messages\`. Do not edit.`,
    uses('html') && "import {html} from 'lit';",
    functions.length > 0 &&
      `import {msg${counts ? ', plural' : ''}${uses('str') ? ', str' : ''}} from '../../core/localize.js';`,
    ...types,
    '',
    ...functions,
    ...rest,
    '',
  ]
    .filter((line) => line !== false)
    .join('\n');
}

/**
 * Generates the module of a widget.
 *
 * @param {Copy} copy
 * @param {Copy[]} copies of all widgets
 * @param {Record<string, Source>} sources by key
 * @param {Map<string, string>} names of reviews in the shared module, by their code
 * @param {Reviews} [reviews]
 */
function widgetModule(copy, copies, sources, names, reviews) {
  const used = sharedOf(copy, copies);
  const inCore = coreKeys(copies);
  const checked = dateMessage(copy, copies);
  const own = [...copy.messages, ...(showsDate(copy) ? [checked] : [])];
  const others = used.filter(({key}) => !inCore.has(key));
  const functions = [...functionsOf(copy.widget, own), ...functionsOf(SHARED, others)];
  const keys = used.map(({key}) => key).filter((key) => inCore.has(key));
  const named = (/** @type {string[]} */ some) => some.map(functionName).join(', ');
  const all = [...copy.messages, ...used];
  const cited = sourceEntries(copy.widget, all, sources);
  const hasSources = cited.length > 0 || all.some(({key}) => key === 'sources');
  const hasState = all.some(({key}) => key === STATE_KEYS.draft);
  const stateKeys = [STATE_KEYS.draft, ...(reviews?.size ? STATE_KEYS.reviewed : [])];
  const state = stateCode(stateKeys, reviews);
  const hasOwnState = hasState && !names.has(state);
  const imported = hasOwnState && keys.filter((key) => stateKeys.includes(key));
  const rest = [
    keys.length > 0 && `export {${named(keys)}} from './${SHARED}.js';`,
    hasState && !hasOwnState && `export {${names.get(state)} as reviewState} from './${SHARED}.js';`,
    hasOwnState && `/** Review of these messages. */\nexport const reviewState: Review = ${state};`,
    `/** Date of the oldest check of these messages against their sources. */\nexport const checkedOn = '${checked.date}';`,
    hasSources &&
      `/** Sources that these messages cite. */\nexport const sources: readonly Citation[] = [\n${cited.join('\n')}\n];`,
  ];
  return moduleCode(copy.file, functions, rest, [
    hasSources && "import type {Citation} from '../../core/templates/citations.js';",
    hasOwnState && REVIEW_TYPE,
    imported && imported.length > 0 && `import {${named(imported)}} from './${SHARED}.js';`,
  ]);
}

/** Id of the review of a widget, whose translations no person writes: in each table it is that of the language. */
export const NOTE_ID = messageId({widget: SHARED}, {key: 'review'});

/** Returns the review in a language as code: see `Review` in core/templates/review-note.ts. @param {string} language @param {Reviews} reviews */
export function noteCode(language, reviews) {
  const review = reviews.get(language);
  if (!review) return "''";
  const dates = [review.on, review.until].flatMap((date) => [date, dateText(language, date)]);
  return JSON.stringify([...dates, ...review.by.map(({role, organisation}) => `${role}, ${organisation}`)].join('\n'));
}

/**
 * Generates the review of a widget. While it is a draft in every language, nothing but the message that says so is in it.
 *
 * @param {string[]} keys of its messages
 * @param {Reviews} [reviews]
 */
function stateCode(keys, reviews) {
  if (!reviews?.size) return `{${keys.join(', ')}}`;
  return `{${keys.join(', ')}, note: () => msg(${noteCode('en', reviews)}, {id: '${NOTE_ID}'})}`;
}

/** Names the reviews that three widgets have, by their code: a page with several widgets loads such a review once. @param {Map<string, Reviews>} reviews by widget */
function nameReviews(reviews) {
  const codes = [...reviews.values()].map((own) => stateCode([STATE_KEYS.draft, ...STATE_KEYS.reviewed], own));
  const repeated = codes.filter((code) => codes.filter((other) => other === code).length > 2);
  return new Map([...new Set(repeated)].map((code, index) => [code, `review${index + 1}`]));
}

/**
 * Writes the modules of all widgets and of the shared records.
 *
 * @param {{content: string, out: string, languages?: string[], reviews?: Map<string, Reviews>}} paths `out`: other files in it are deleted;
 *   `languages`: BCP 47 tags of those of the widgets besides English; `reviews`: by widget; without, all are drafts
 * @returns {Copy[]} the copy written
 */
export function buildMessageModules({content, out, languages = [], reviews = new Map()}) {
  const sources = readSources(content);
  const copies = expandPlurals(readCopies(content), ['en', ...languages]);
  const inCore = coreKeys(copies);
  const shared = copies.find(({widget}) => widget === SHARED)?.messages.filter(({key}) => inCore.has(key)) ?? [];
  /** @type {Map<string, string>} */
  const modules = new Map();
  const names = inCore.has(STATE_KEYS.draft) ? nameReviews(reviews) : new Map();
  const states = [...names].map(([code, name]) => `export const ${name}: Review = ${code};`);
  const code = moduleCode(`${SHARED}.json`, functionsOf(SHARED, shared), states, [names.size > 0 && REVIEW_TYPE]);
  if (shared.length) modules.set(`${SHARED}.ts`, code);
  for (const copy of copies.filter(({widget}) => widget !== SHARED))
    modules.set(`${copy.widget}.ts`, widgetModule(copy, copies, sources, names, reviews.get(copy.widget)));
  writeFolder(out, modules);
  return copies;
}

/**
 * Writes the modules of all widgets with pictures.
 *
 * @param {{content: string, out: string, copies: Pick<Copy, 'widget'|'pictures'>[]}} paths `out`: other files in it are deleted
 * @param {(id: string) => boolean} isShown whether the channel has a picture
 */
export function buildPictureModules({content, out, copies}, isShown) {
  const modules = copies.flatMap(({widget, pictures = []}) => {
    const lines = pictures.map((picture) => {
      const drawing = isShown(messageId({widget}, picture)) ? `svg\`${readPicture(picture, content)}\`` : 'undefined';
      return `export const ${picture.key.replace('picture-', '')}: Picture = ${drawing};`;
    });
    const start = `// Generated from copy/${widget}.json.\nimport {svg, type SVGTemplateResult} from 'lit';\n\ntype Picture = SVGTemplateResult | undefined;\n`;
    return pictures.length ? [/** @type {const} */ ([`${widget}.ts`, `${start}${lines.join('\n')}\n`])] : [];
  });
  writeFolder(out, new Map(modules));
}
