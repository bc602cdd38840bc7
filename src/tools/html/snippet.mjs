/** What is pasted into a page to have a widget there, in each of its forms; with the plain words of the widget in it. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {hashOf, importMapFor, integrityOf} from '../bundle/integrity.mjs';
import {attributesText, flatten, plainWords, write} from './fallback-html.mjs';
import {styleOf} from './fallback-css.mjs';
import {WrongInput, prerender} from './prerender.mjs';
import {root} from '../cli/prepare.mjs';

export const forms = ['tag', 'div', 'frame', 'prerendered', 'words', 'json-ld'];
export const defaultBase = 'https://your-site.example/';
const cdn = join(root, 'dist/cdn');

/**
 * @typedef {import('./fallback-html.mjs').Tag} Tag
 *
 * @typedef {object} Wanted What widget, and how
 * @property {string} [lang]
 * @property {string} [region]
 * @property {Record<string, string>} [attributes] others of the element; the value of one that is there or not is empty
 *
 * @typedef {object} Delivery Where the files are
 * @property {string} [base] address of the folder, with a slash at the end; on the host of the page it may begin with one
 * @property {string} [file] the script: `recovery-widgets.js`, `recovery-widgets.classic.js`, `all.js` or `widgets/<name>.js`
 * @property {boolean} [integrity] have the browser compare all files with their hashes
 * @property {boolean} [linkStyle] have the tag form link recovery-widgets.css, as the div form always does, and not carry its
 *   lines
 */

/** @param {Wanted} wanted @param {import('./prerender.mjs').Rendered} rendered @returns {[string, string][]} */
const attributesOf = ({lang = 'en', region, attributes}, {dir, regional}) => [
  ...(region && regional ? [/** @type {[string, string]} */ (['region', region])] : []),
  ['lang', lang],
  // The words in it are read before any script: the page around may be written the other way.
  ...(dir === 'rtl' ? [/** @type {[string, string]} */ (['dir', dir])] : []),
  ...Object.entries(attributes ?? {}),
];

/** What a Content-Security-Policy names an inline style or script by. @param {string} text */
const inlineHash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const indented = (/** @type {string} */ text) => text.replace(/^(?=.)/gm, '  ');

/**
 * The widget as it looks when it is finished, in declarative shadow DOM; for browsers without that, its plain words.
 *
 * @param {string} name
 * @param {Wanted} [wanted]
 */
export async function prerendered(name, wanted = {}) {
  const shadow = await prerender(name, wanted);
  const words = write(flatten(shadow.html, shadow), '  ');
  const tag = `recovery-${name}`;
  const start = `<${tag}${attributesText(attributesOf(wanted, shadow))}>`;
  const style = `<style>${shadow.css}</style>`;
  // A shadow root keeps the options it was made with.
  const options = shadow.delegatesFocus ? ' shadowrootdelegatesfocus' : '';
  return {
    html: `${start}<template shadowrootmode="open"${options}>${style}${shadow.html}</template>\n${words}</${tag}>\n`,
    /** What a page whose security headers allow no inline style has to allow. */
    styleHash: inlineHash(shadow.css),
  };
}

/** What Google says that the HTML of an answer may have: https://developers.google.com/search/docs/appearance/structured-data/faqpage */
const IN_ANSWERS = new Set('h1 h2 h3 h4 h5 h6 br ol ul li a p div b strong i em'.split(' '));

/** Words with no element but those, and no attribute but `href`. @param {Tag['content']} content @returns {Tag['content']} */
const simple = (content) =>
  content.flatMap((each) => {
    if (typeof each === 'string') return each;
    const inner = simple(each.content);
    const attributes = each.attributes.filter(([name]) => name === 'href');
    return IN_ANSWERS.has(each.tag) ? {tag: each.tag, attributes, content: inner} : inner;
  });

/** @param {Tag['content']} content @returns {string} */
const textOf = (content) => content.map((each) => (typeof each === 'string' ? each : textOf(each.content))).join('');

/**
 * The questions of a widget and their answers for search engines, as https://schema.org/FAQPage in JSON-LD. Made of its plain
 * words: a question is what has the part `question` in the widget, its summary the question and the rest the answer.
 *
 * @param {string} name
 * @param {Wanted} [wanted]
 * @returns {Promise<string | undefined>} JSON that may stand in a script element; undefined for a widget without questions
 */
export async function structuredData(name, wanted = {}) {
  const shadow = await prerender(name, wanted);
  const questions = flatten(shadow.html, shadow).filter(({part}) => part === 'question');
  if (!questions.length) return undefined;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'FAQPage',
    inLanguage: shadow.lang,
    mainEntity: questions.map(({content: [question, ...answer]}) => ({
      '@type': 'Question',
      name: textOf([question]),
      acceptedAnswer: {
        '@type': 'Answer',
        text: write(/** @type {Tag[]} */ (simple(answer))).replace(/\n */g, ''),
      },
    })),
  };
  // Nothing in it can end the script, or begin a comment.
  return `${JSON.stringify(data, null, 2).replaceAll('<', '\\u003c')}\n`;
}

/** Files that a page may name in a script tag, and whether they are modules. @param {string} name */
export const scriptFiles = (name) =>
  new Map(
    /** @type {const} */ ([
      ['recovery-widgets.js', true],
      ['recovery-widgets.classic.js', false],
      ['all.js', false],
      [`widgets/${name}.js`, true],
    ]).filter(([file]) => existsSync(join(cdn, file))),
  );

/** @param {string} file below dist/cdn @param {{base: string, isModule?: boolean, isChecked?: boolean}} options */
function scriptTag(file, {base, isModule, isChecked}) {
  /** @type {[string, string][]} */
  const attributes = [isModule ? ['type', 'module'] : ['defer', ''], ['src', base + file]];
  if (isChecked) attributes.push(['integrity', hashOf(readFileSync(join(cdn, file)))], ['crossorigin', 'anonymous']);
  return `<script${attributesText(attributes)}></script>\n`;
}

/** @param {string} base @param {boolean | undefined} isChecked */
function styleLink(base, isChecked) {
  const file = 'recovery-widgets.css';
  /** @type {[string, string][]} */
  const attributes = [
    ['rel', 'stylesheet'],
    ['href', base + file],
  ];
  if (isChecked) attributes.push(['integrity', hashOf(readFileSync(join(cdn, file)))], ['crossorigin', 'anonymous']);
  return `<link${attributesText(attributes)}>\n`;
}

/**
 * The script for a widget; with `integrity`, before it what has the browser compare the chunks that it loads.
 *
 * @param {string} name @param {Wanted & Delivery} options
 * @returns {{html: string, notes: string[]}}
 */
function script(name, {lang = 'en', region, base = defaultBase, file = 'recovery-widgets.js', integrity}) {
  const isWhole = file === 'all.js';
  const html = scriptTag(file, {base, isModule: scriptFiles(name).get(file), isChecked: isWhole || integrity});
  if (!integrity || isWhole) return {html, notes: []};
  const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const used = {widgets: [name], languages: [lang], regions: region ? [region] : []};
  const map = `\n${JSON.stringify(importMapFor(base, integrityOf(cdn, version), used), null, 2)}\n`;
  return {
    html: `<script type="importmap">${map}</script>\n${html}`,
    notes: [
      'The import map must come before the first module script of the page. With several snippets on a page, put their lines into one map. Otherwise Chromium warns on the console, for each line that both maps have, that a rule “was removed”, and older browsers take the first map alone.',
      `Where security headers allow no inline script, allow the map in script-src: ${inlineHash(map)}`,
    ],
  };
}

/**
 * @param {string} name such as `helpline-banner`
 * @param {Wanted & Delivery & {form?: string}} [options]
 * @returns {Promise<{html: string, notes: string[]}>} what to paste, and what to know about it
 * @throws {import('./prerender.mjs').WrongInput}
 */
export async function snippet(name, {form = 'tag', ...options} = {}) {
  const {lang = 'en', region, base = defaultBase} = options;
  if (form === 'json-ld') {
    const json = await structuredData(name, options);
    if (!json) throw new WrongInput(`There are no questions in “${name}”, so there is no --form json-ld of it.`);
    return {
      html: `<script type="application/ld+json">\n${json}</script>\n`,
      notes: [
        'Once, in the page that has the widget in this language and for this region: search engines want the same words there. Make it anew with each new version.',
        'The widget does not need it, and it promises nothing: Google, which showed such questions of some health sites in its results, says that it shows none since May 2026.',
      ],
    };
  }
  const shadow = await prerender(name, options);
  const words = flatten(shadow.html, shadow);
  const own = attributesOf(options, shadow);
  const scripts = script(name, options);
  const tag = `recovery-${name}`;
  const link =
    options.linkStyle || form === 'div' ? styleLink(base, options.integrity || options.file === 'all.js') : '';
  const linked =
    'The style sheet keeps the page from moving when the widget comes. It serves all widgets; its best place is the head, and once on a page is enough.';

  if (form === 'frame') {
    const query = new URLSearchParams([['widget', name], ...own.filter(([key]) => key !== 'dir')]);
    // Some variants have no heading, nor has what is a link first of all.
    const full = await plainWords(name, {lang});
    const [, title] = /<h[1-6]>(.*)<\/h/.exec(full) ?? /<a [^>]*>(.*?)<\/a>/.exec(full) ?? [name, name];
    const compact = await plainWords('helpline-banner', {lang, region, attributes: {variant: 'compact'}}, '  ');
    const frame = attributesText([
      ['src', `${base}frame.html?${query}`],
      ['height', '480'],
      // The host of the files need not know who reads which page.
      ['referrerpolicy', 'no-referrer'],
      ['style', 'display: block; width: 100%; border: 0'],
    ]);
    const around = attributesText(own.filter(([key]) => ['lang', 'dir'].includes(key)));
    return {
      html: [
        `<iframe title="${title.replace(/<[^>]*>/g, '')}"${frame}></iframe>\n`,
        `<div${around}>\n${compact}</div>\n`,
        scriptTag('frame-parent.js', {base, isChecked: options.integrity}),
      ].join(''),
      notes: ['Without frame-parent.js the frame keeps its height and scrolls; everything else works.'],
    };
  }
  if (form === 'prerendered') {
    const {html, styleHash} = await prerendered(name, options);
    return {
      html: html + scripts.html,
      notes: [
        'Made of this version: make it anew with each new version. Another one is shown too, but drawn twice.',
        `Where security headers allow no inline style, allow this one in style-src: ${styleHash}`,
        ...scripts.notes,
      ],
    };
  }
  if (form === 'words') return {html: write(words), notes: []};
  if (form === 'div') {
    const data = own.map(([key, value]) => [['lang', 'dir'].includes(key) ? key : `data-${key}`, value]);
    // Filters that let `data-*` through and nothing else strip `lang`.
    data.unshift(['data-lang', lang]);
    const start = attributesText([['data-recovery-widget', name], .../** @type {[string, string][]} */ (data)]);
    return {
      html: `${link}<div${start}>\n${write(words, '  ')}</div>\n${scripts.html}`,
      notes: [
        'An editor that strips <script> keeps the words. Put the script anywhere on the site once, such as in its footer or a tag manager; one serves all widgets of a page.',
        linked,
        ...scripts.notes,
      ],
    };
  }
  const plain = write(words, '  ');
  return {
    html: [
      // To CSS the marks of a comment are nothing. Of a filter that strips the tags and leaves the text, they make a comment.
      link || `<style><!--\n${indented(styleOf(name, plain))}--></style>\n`,
      `<${tag}${attributesText(own)}>\n${plain}</${tag}>\n`,
      scripts.html,
    ].join(''),
    notes: [
      'With several widgets on a page, one script serves all of them.',
      link
        ? linked
        : 'The style keeps the page from moving when the widget comes. Where security headers allow no inline style: --link-style.',
      ...scripts.notes,
    ],
  };
}
