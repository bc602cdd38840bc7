/**
 * How to embed the widgets, for programs and language models: `embed.json`, and a section of llms.txt made from it. All of it comes from
 * the build and the records; `verify` then checks that each name and number in the text exists.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {filesIn} from '../bundle/integrity.mjs';
import {dataDate, readNumbers, version, widgetNames} from '../html/built.mjs';
import {available} from '../html/prerender.mjs';
import {defaultBase, forms} from '../html/snippet.mjs';
import {VERSION_ATTRIBUTE} from '../html/version-stamp.mjs';
import {root} from '../project.mjs';

/** @typedef {import('./elements.mjs').Widget} Widget */

/** Uses of each form. @type {Record<string, string>} */
const USES = {
  tag: 'a page of files, or a framework',
  div: 'a content management system or any other editor, which strips tags it does not know; if unsure, this',
  frame: 'a page that accepts no script but a frame',
  prerendered: 'a page that a program writes, with the finished look before any script; never for an editor',
  words: 'the text inside alone, where nothing else is accepted',
  'json-ld': 'the questions of faq, for search engines',
};

/** Uses of the files that a page may name. @type {Record<string, string>} */
const FILES = {
  'recovery-widgets.js': 'loads what the page uses; needs type="module"',
  'recovery-widgets.classic.js': 'the same without type="module"',
  'all.js': 'everything in one file, for integrity; needs defer',
  'enhance.js': 'all that finished prerendered widgets need',
  'recovery-widgets.css': 'the style of the text, for strict headers and whole sites',
  'frame.html': 'the page in a frame: ?widget=…&region=…&lang=…',
  'frame-parent.js': 'makes frames as high as their content',
  'check.js': 'says what is wrong with a page: for a bookmark',
  'builder/index.html': 'a page for people, who make a snippet and check pages there',
};

/**
 * Describes how to embed.
 *
 * @param {Widget[]} widgets
 * @returns {Promise<object>}
 */
export async function embedDescription(widgets) {
  const {languages, regions, widgets: known} = await available();
  const numbers = readNumbers().known;
  return {
    version,
    dataDate: dataDate(),
    rules: [
      'Put the words that the snippet command prints into the element; never write, shorten or translate them.',
      'Never make up a telephone number; set region to the country of the readers, and never guess it.',
      `Leave ${VERSION_ATTRIBUTE}: it tells from which release the words are.`,
    ],
    base: defaultBase,
    command: `npx recovery-widgets snippet <widget> --region <region> --lang <language> --form <form> --base ${defaultBase}`,
    placeholder: {
      element: 'div',
      attributes: ['data-recovery-widget', 'data-region', 'data-lang', 'lang', VERSION_ATTRIBUTE],
      note: 'Each attribute of the widget may be written with data- in front.',
    },
    forms: Object.fromEntries(forms.map((form) => [form, USES[form]])),
    files: FILES,
    languages,
    regions,
    widgets: widgets.map(({tag, label, summary, attributes}) => {
      const name = tag.replace('recovery-', '');
      return {
        name,
        tag,
        label,
        summary,
        module: `recovery-widgets/define/${name}.js`,
        showsNumbers: known.get(name)?.regional ?? false,
        attributes: attributes.map(({name, type, summary, default: initial}) => ({
          name,
          ...(type && {type: type.text}),
          ...(initial && {default: initial}),
          summary,
        })),
      };
    }),
    numbers: Object.fromEntries(
      [...new Set(numbers.map(({country}) => country))].map((country) => [
        country,
        numbers
          .filter((number) => number.country === country)
          .map(({name, digits}) => ({name: name || 'emergency', digits})),
      ]),
    ),
  };
}

/** @param {Record<string, any>} description @returns {string} a section of llms.txt */
export function embedSection(description) {
  const {version, dataDate, command, forms, files, numbers} = description;
  const list = (/** @type {Record<string, string>} */ entries) =>
    Object.entries(entries).map(([name, use]) => `- \`${name}\`: ${use}`);
  const emergency = Object.entries(/** @type {Record<string, {name: string, digits: string[]}[]>} */ (numbers)).flatMap(
    ([country, lines]) => {
      const [digits] = lines.find(({name}) => name === 'emergency')?.digits ?? [];
      // Some countries have no number that is known to answer.
      return digits ? [`${country} ${digits}`] : [];
    },
  );
  return `## How to embed

Version ${version}, numbers as of ${dataDate}. The same for programs is in \`embed.json\`. Print what to paste; do not write it:

\`\`\`sh
${command}
\`\`\`

Forms:

${list(forms).join('\n')}

Files on the server of the site, below ${description.base}:

${list(files).join('\n')}

\`npx recovery-widgets list --json\` lists all values, \`npx recovery-widgets check\` says what is wrong with a page,
\`npx recovery-widgets refresh\` renews words and numbers in files. Emergency numbers of the countries with data, to compare, never to
write by hand: ${emergency.join(', ')}.
`;
}

/** @param {string} text @param {RegExp} pattern @returns {string[]} */
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([whole, part]) => part ?? whole))];

/**
 * Lists the names and numbers in a text that do not exist.
 *
 * @param {string} text llms.txt or embed.json
 * @param {Widget[]} widgets
 * @returns {Promise<string[]>} such as `tag recovery-hotline`
 */
export async function verify(text, widgets) {
  const {languages, regions, widgets: known} = await available();
  // Descriptions compare widgets, also with those that a reviewed release leaves out.
  const tags = new Set([...widgets.map(({tag}) => tag), ...widgetNames().map((name) => `recovery-${name}`)]);
  const attributes = new Set([
    ...[
      'data-recovery-widget',
      'data-recovery-region',
      'data-recovery-base',
      VERSION_ATTRIBUTE,
      'data-lang',
      'data-region',
    ],
    ...widgets.flatMap((widget) => widget.attributes.flatMap(({name}) => [name, `data-${name}`])),
  ]);
  const events = new Set(widgets.flatMap((widget) => widget.events.map(({name}) => name)));
  const files = new Set([...filesIn(join(root, 'dist/cdn')), ...filesIn(join(root, 'dist/npm'))]);
  const numbers = new Set(readNumbers().known.flatMap(({digits}) => digits));
  const {exports} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const missing = (
    /** @type {string} */ kind,
    /** @type {string[]} */ names,
    /** @type {(name: string) => boolean} */ exists,
  ) => names.filter((name) => !exists(name)).map((name) => `${kind} ${name}`);
  return [
    ...missing(
      'tag or event',
      all(text, /(?<![\w-])recovery-(?!widgets\b)[a-z]+(?:-[a-z]+)*(?![\w.-])/g),
      (name) => tags.has(name) || events.has(name),
    ),
    ...missing('attribute', all(text, /\bdata-[a-z]+(?:-[a-z]+)*\b/g), (name) => attributes.has(name)),
    ...missing('attribute', all(text, /^- `([a-z-]+)` \((?!.*`Recovery)/gm), (name) => attributes.has(name)),
    ...missing(
      'file',
      all(text, /[`"]((?!recovery-widgets\/)[\w-]+(?:\.classic)?\.(?:js|css|html|json))[`"]/g),
      (name) => files.has(name) || name === 'embed.json',
    ),
    ...missing('module', all(text, /recovery-widgets(\/[\w./-]+\.js)/g), (path) =>
      Object.keys(exports).some((key) => {
        const [, name] = /^\/define\/(.+)\.js$/.exec(path) ?? [];
        return key === './define/*.js' && !!name && known.has(name);
      }),
    ),
    ...missing('number', all(text, /(?<![\w.+-])\+\d{7,15}\b|(?<=\b[A-Z]{2} )\d{2,6}(?=[,.])/g), (number) =>
      numbers.has(number),
    ),
    ...missing('language', all(text, /--lang ([a-zA-Z-]+)/g), (lang) => languages.includes(lang)),
    ...missing('region', all(text, /(?<=: |, )([A-Z]{2}) \d{2,6}(?=[,.])/g), (region) => regions.includes(region)),
  ];
}
