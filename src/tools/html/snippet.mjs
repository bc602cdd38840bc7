/** Creates the HTML that a site pastes to embed a widget, in each of its forms, with the widget’s fallback content inside. */
import {select} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {CURRENT, LANGUAGE_ROW, deferredFiles, pageFiles} from '../built/page-files.mjs';
import {hashOfFile, readChunks, readLabels, version} from '../built/built.mjs';
import {countryName, languageName} from '../content/cldr-data.mjs';
import {renderWidget} from './fallback-html.mjs';
import {withContactPoints} from './microdata.mjs';
import {finish, withoutMarkers} from './finished.mjs';
import {inlineHash, raw, stringify} from './markup.mjs';
import {available} from './prerender.mjs';
import {contentOf, needsRegion, withBase} from './fallback-variants.mjs';
import {VERSION_ATTRIBUTE} from './snippet-version.mjs';

export const defaultBase = 'https://your-site.example/';

/** @import {Element, Nodes} from 'hast' */
/** @import {Widget} from './fallback-html.mjs' */
/** @import {Options} from './prerender.mjs' */

/**
 * @typedef {object} Delivery How the page gets the files
 * @property {string} [base] URL of the folder, with a slash at the end; may begin with one on the page’s own host
 * @property {string} [file] the script: `recovery-widgets.js`, `recovery-widgets.classic.js` or `all.js`
 * @property {boolean} [integrity] add hashes, so that the browser checks all files
 * @property {boolean} [hints] name the chunks, so that the browser requests all files at once; the static form always does
 * @property {import('./fallback-variants.mjs').Code} [code] of a tag or placeholder; default: `short`
 * @property {string} [style] value of the element’s `style` attribute
 *
 * @typedef {{html: string, notes: string[]}} Snippet HTML to paste, and notes on it
 */

/** Indents and wraps fallback content, to put it into an element. @param {string} html */
const indentedContent = (html) => raw(`\n${html.replace(/^(?=.)/gm, '  ')}`);

/** Writes each node on a line of its own. @param {Nodes[]} nodes */
const stringifyLines = (nodes) => nodes.map((node) => `${stringify(node)}\n`).join('');

/**
 * Writes a static widget, in declarative shadow DOM: finished if it can be used without its script, else one that its script renders again.
 * It has the look of the finished widget at first paint; browsers without declarative shadow DOM show its fallback content.
 *
 * @param {Widget} widget
 * @param {boolean} [hasScript] whether the page loads the script of the widget in any case
 * @param {string} [style]
 * @param {string} [base]
 */
export async function staticTag(widget, hasScript, style, base = defaultBase) {
  const finished = hasScript ? undefined : await finish(widget);
  const {name, attributes, css, html, delegatesFocus, snippetVersion} = finished ?? widget;
  const {parseRegion} = await available();
  const country = parseRegion(widget.attributes.region ?? '')?.country ?? '';
  const fallbackHtml = withContactPoints(withBase(widget.fallbackHtml, base), country);
  // A shadow root keeps the options it was created with.
  const options = {shadowrootmode: 'open', shadowrootdelegatesfocus: delegatesFocus};
  const template = h('template', options, h('style', css), raw(withoutMarkers(withBase(html, base))));
  const own = {...attributes, style, [VERSION_ATTRIBUTE]: snippetVersion};
  const tag = h(`recovery-${name}`, own, template, indentedContent(fallbackHtml));
  // `styleHash`: source for `style-src` in a Content-Security-Policy.
  return {html: stringifyLines([tag]), styleHash: inlineHash(css), fallbackHtml, isFinished: !!finished};
}

/** @param {string} name @param {Options} [options] @param {boolean} [hasScript] @returns {ReturnType<typeof staticTag>} */
export const printStatic = async (name, options, hasScript) => staticTag(await renderWidget(name, options), hasScript);

/** Files that a page may use in a script tag. */
export const SCRIPT_FILES = ['recovery-widgets.js', 'recovery-widgets.classic.js', 'all.js'];

/** @param {string} file below dist/cdn @param {boolean} [isChecked] @returns {Record<string, string>} */
const integrityAttributes = (file, isChecked) =>
  isChecked ? {integrity: hashOfFile(file), crossorigin: 'anonymous'} : {};

/** @param {string} file below dist/cdn @param {{type: string} | {defer: string}} kind @param {Delivery} delivery @returns {Element} */
const scriptTag = (file, kind, {base = defaultBase, integrity}) =>
  h('script', {...kind, src: base + file, ...integrityAttributes(file, integrity)});

/** @param {Delivery} delivery @returns {Element} */
function styleLink({base = defaultBase, file, integrity}) {
  const sheet = 'recovery-widgets.css';
  return h('link', {
    rel: 'stylesheet',
    href: base + sheet,
    // On another host, so that scripts of the page may read it: WordPress’s preview reads every style sheet, and throws otherwise.
    ...(!base.startsWith('/') && {crossorigin: ''}),
    ...integrityAttributes(sheet, integrity || file === 'all.js'),
  });
}

/** Returns whether an address names this very version, whose files never change: `…/1.2.3/…` or `…@1.2.3/…`. @param {string} base */
const isPinned = (base) => new RegExp(`[/@]${version.replaceAll('.', '\\.')}/`).test(base);

/**
 * Lists the chunks that the page of a snippet loads. Where releases replace the files, in the folder whose names stay: hints for
 * another one would be in vain after the next release.
 *
 * @param {Widget} widget
 * @param {Options & Delivery} options
 * @returns {{chunks: string[], deferred: string[]}} paths below dist/cdn; `deferred`: those that the first render does not need
 */
function chunksOf({name, attributes}, {lang = 'en', region, base = defaultBase, integrity}) {
  const chunks = readChunks();
  const used = {widgets: [name], languages: [lang], regions: region ? [region] : []};
  const folder = integrity || isPinned(base) ? chunks.folder : CURRENT;
  const row = attributes.languages ? [LANGUAGE_ROW] : [];
  const inFolder = (/** @type {string[]} */ files) => files.map((file) => `${folder}/${file}`);
  const deferred = attributes.variant === 'compact' ? [] : deferredFiles(chunks, used);
  return {chunks: inFolder([...pageFiles(chunks, used), ...row]), deferred: inFolder(deferred)};
}

/** Modules that pages load from a folder that never changes. */
const isModule = (/** @type {string} */ file) => /^((recovery-widgets|enhance)\.js$|assets-.*\.js$)/.test(file);

/**
 * Returns the import map that makes a browser check the modules of the chunked build, both those that the page names and those
 * that they load in turn. It belongs into `<script type="importmap">`, before the first module script and the first
 * `modulepreload` of the page. A module that is not in the map loads unchecked, so leave out only modules that the page does not use.
 * The map does not cover classic scripts (`all.js`); they have their own `integrity` attribute.
 *
 * @param {string} base address of the folder, such as `https://your-site.example/recovery-widgets/1.2.3/`, or its path alone:
 *   `/recovery-widgets/1.2.3/`
 * @param {Pick<import('../built/integrity.mjs').Integrity, 'files'>} integrity
 * @param {string[]} [used] modules that the page uses, by path below the folder; default: all
 * @returns {{integrity: Record<string, string>}}
 * @throws {TypeError} if the base is neither an address nor a path
 */
export function importMapFor(base, {files}, used = Object.keys(files).filter(isModule)) {
  const origin = /^\/(?![\\/])/.test(base) ? 'https://host-of-the-page.invalid' : '';
  const folder = new URL(`${origin}${base}`.replace(/\/?$/, '/'));
  return {
    integrity: Object.fromEntries(used.map((file) => [new URL(file, folder).href.slice(origin.length), files[file]])),
  };
}

/**
 * Creates the elements that load a widget: hints for all chunks, so that they are requested together with the script; with `integrity` after
 * an import map that makes the browser check them.
 *
 * @param {Widget} widget
 * @param {Options & Delivery & {isStatic?: boolean}} options
 * @returns {{hints: Element[], script: Element, notes: string[]}} `hints` belong before the widget: the script may run before
 *   the parser has reached the elements after it
 */
function createScript(widget, options) {
  const {base = defaultBase, file = 'recovery-widgets.js', integrity} = options;
  const isWhole = file === 'all.js';
  // It loads the loader, and so the chunks, on few pages only.
  const isFinishing = file === 'enhance.js';
  const isModule = isFinishing || file === 'recovery-widgets.js';
  // Else it runs after the style sheet has arrived and the parser has finished, and requests the chunks that much later.
  const isAsync = !isFinishing && !options.isStatic && options.code !== 'full';
  const kind = isModule ? {type: 'module', ...(isAsync && {async: ''})} : {defer: ''};
  const script = scriptTag(file, kind, {base, integrity: isWhole || integrity});
  if (isWhole) return {hints: [], script, notes: []};
  const {chunks, deferred} = chunksOf(widget, options);
  const isHinting = !isFinishing && !!(options.hints || options.isStatic);
  const hints = (isHinting ? [...chunks, ...deferred] : []).map((chunk) =>
    h('link', {
      rel: 'modulepreload',
      href: base + chunk,
      // Printed markup has all parts, and is rendered again once all are there.
      ...(deferred.includes(chunk) && !options.isStatic && {fetchpriority: 'low'}),
      ...integrityAttributes(chunk, integrity),
    }),
  );
  const hintNotes = isHinting ? [HINTS_NOTE] : [];
  if (!integrity) return {hints, script, notes: hintNotes};
  const modules = [
    ...chunks,
    ...deferred,
    ...(isModule ? [file] : []),
    ...(isFinishing ? ['recovery-widgets.js'] : []),
  ];
  const files = Object.fromEntries(modules.map((module) => [module, hashOfFile(module)]));
  const map = `\n${JSON.stringify(importMapFor(base, {files}, modules), null, 2)}\n`;
  return {
    hints: [h('script', {type: 'importmap'}, map), ...hints],
    script,
    notes: [
      ...hintNotes,
      'The import map must come before the first modulepreload and the first module script of the page. With several snippets on a page, put their lines into one map. Otherwise Chromium warns on the console, for each line that both maps have, that a rule “was removed”, and older browsers take the first map alone.',
      `Where security headers allow no inline script, allow the map in script-src: ${inlineHash(map)}`,
    ],
  };
}

const HINTS_NOTE =
  'The lines with modulepreload let the browser request all files at once. They belong to this widget, language and region; without them the widget appears one request later. Where security headers ask for a nonce, each needs it too.';

/** Maximum number of characters of code. */
const MAX_LENGTH = {short: 600, full: 7500, author: Infinity};

/** Writes a comment for whoever finds the code in an editor; of the names and addresses that the rest repeats, as many as there is room for. @param {Widget} widget @param {Options & Delivery} options @param {string} rest */
function titleComment({name, lang}, {region = '', code = 'short', base = defaultBase}, rest) {
  const place = region && `${countryName(region.slice(0, 2))}${region.length > 2 ? `, ${region}` : ''}`;
  const [label, language, from] = [readLabels()[name], languageName(lang), `from ${base}builder/`];
  const comments = [
    [language, place, from],
    [language, region, from],
    [language, from],
    [from],
    [language, region],
    [],
  ].map((parts) => `<!-- ${[label, ...parts].filter(Boolean).join(' · ')} -->\n`);
  return [...comments, ''].find(({length}) => length + rest.length <= MAX_LENGTH[code]) ?? `<!-- ${label} -->\n`;
}

/**
 * Creates the custom element, or a placeholder for editors that strip unknown tags.
 *
 * @param {Widget} widget
 * @param {Options & Delivery} options
 * @param {boolean} isTag
 */
async function createElement(widget, options, isTag) {
  const {code = 'short', style, base = defaultBase} = options;
  const {name, lang, attributes} = widget;
  const {html, snippetVersion} = await contentOf(widget, {...options, code, base});
  const {hints, script, notes} = createScript(widget, options);
  const region = code === 'short' && needsRegion(widget) && !attributes.region ? options.region : undefined;
  const isGlobal = (/** @type {string} */ attribute) => isTag || attribute === 'lang' || attribute === 'dir';
  const own = Object.entries(attributes).map(([key, value]) => [isGlobal(key) ? key : `data-${key}`, value]);
  const element = h(
    isTag ? `recovery-${name}` : 'div',
    {
      ...(!isTag && {'data-recovery-widget': name}),
      // Filters that allow only `data-*` strip `lang`.
      ...(!isTag && code !== 'short' && {'data-lang': lang}),
      ...Object.fromEntries(own),
      'data-recovery-region': region,
      style,
      [VERSION_ATTRIBUTE]: snippetVersion,
    },
    code === 'short' ? indentedContent(html) : raw(`\n${html}`),
  );
  if (code === 'author')
    return {
      html: titleComment(widget, options, '') + stringifyLines([element]),
      notes: ['Readers see the text alone, until the two lines for the whole site are there.'],
    };
  // Browsers draw nothing after the style sheet before it has arrived: short code does without for its words.
  const lines = code === 'short' ? [...hints, element, styleLink(options)] : [styleLink(options), ...hints, element];
  const rest = stringifyLines([...lines, script]);
  return {
    html: titleComment(widget, options, rest) + rest,
    notes: [
      isTag
        ? 'With several widgets on a page, one script serves all of them.'
        : 'An editor that strips <script> keeps the fallback content. Put the script anywhere on the site once, such as in its footer or a tag manager; one serves all widgets of a page.',
      'The style sheet keeps the page from moving when the widget appears. It serves all widgets, and once on a page is enough, also in the head.',
      ...notes,
    ],
  };
}

/**
 * Creates an iframe, with a line below it that needs no script to call.
 *
 * @param {Widget} widget
 * @param {Options & Delivery} options
 */
async function createFrame({name, lang, dir, attributes}, {region, ...delivery}) {
  const {dir: _, ...own} = attributes;
  const query = new URLSearchParams({widget: name, ...own});
  // Some variants have no heading; a widget that is mainly a link has none either.
  const {fallback} = await renderWidget(name, {lang});
  const title = select('h1, h2, h3, h4, h5, h6', fallback) ?? select('a', fallback);
  const compact = await renderWidget('helpline-banner', {lang, region, attributes: {variant: 'compact'}});
  return {
    html: stringifyLines([
      h('iframe', {
        title: title ? toString(title) : name,
        src: `${delivery.base ?? defaultBase}frame.html?${query}`,
        height: '480',
        // The files’ host does not need to know who reads which page.
        referrerpolicy: 'no-referrer',
        style: 'display: block; width: 100%; border: 0',
      }),
      h(
        'div',
        {
          lang,
          dir: dir === 'rtl' ? dir : undefined,
          // The address of the frame has a region only if its widget shows one.
          'data-recovery-region': region,
          [VERSION_ATTRIBUTE]: compact.snippetVersion,
        },
        indentedContent(compact.fallbackHtml),
      ),
      scriptTag('frame-parent.js', {defer: ''}, delivery),
    ]),
    notes: ['Without frame-parent.js the frame keeps its height and scrolls; everything else works.'],
  };
}

/** @param {Widget} widget @param {Options & Delivery} options @returns {Promise<Snippet>} */
async function createStatic(widget, options) {
  // A script that was asked for renders the widget.
  const {html, styleHash, isFinished} = await staticTag(widget, !!options.file, options.style, options.base);
  const file = isFinished ? 'enhance.js' : options.file;
  const {hints, script, notes} = createScript(widget, {...options, file, isStatic: true});
  return {
    html: stringifyLines(hints) + html + stringifyLines([script]),
    notes: [
      isFinished
        ? 'Generated for these words and numbers. When a release changes them, the full widget takes over after the page has loaded, until you generate it again.'
        : 'Generated for this version; generate it again for each new one. Until the script has loaded, the page shows what was printed.',
      `Where security headers allow no inline style, allow this one in style-src: ${styleHash}`,
      ...notes,
    ],
  };
}

/** @type {Record<string, (widget: Widget, options: Options & Delivery) => Snippet | Promise<Snippet>>} */
const FORMS = {
  tag: (widget, options) => createElement(widget, options, options.code !== 'author'),
  div: (widget, options) => createElement(widget, options, false),
  frame: createFrame,
  static: createStatic,
  fallback: ({fallbackHtml}, {base = defaultBase}) => ({html: withBase(fallbackHtml, base), notes: []}),
};
export const forms = Object.keys(FORMS);

/**
 * Creates a snippet; `placeless`: languages whose links lead readers without script to a page without the numbers that the widget shows.
 *
 * @param {string} name such as `helpline-banner`
 * @param {Options & Delivery & {form?: string}} [options] `form`: one of `forms`; default: `tag`
 * @throws {UsageError}
 */
export async function snippet(name, {form = 'tag', ...options} = {}) {
  const widget = await renderWidget(name, options);
  const {html, notes} = await FORMS[form](widget, options);
  const links = widget.attributes.region ? [...html.matchAll(/\/print\/([\w-]+)\/none\//g)] : [];
  const placeless = [...new Set(links.map(([, lang]) => lang))];
  const names = new Intl.ListFormat('en').format(placeless.map((lang) => languageName(lang)));
  if (names) notes.push(`Without script, readers of ${names} get a page without the numbers of ${options.region}.`);
  return {html, notes, placeless};
}
