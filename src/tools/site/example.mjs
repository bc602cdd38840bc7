/** The live widget on its page. site.js works the controls. */
import {h} from 'hastscript';
import {renderWidget} from '../html/fallback-html.mjs';
import {raw} from '../html/markup.mjs';
import {available} from '../html/prerender.mjs';
import {VERSION_ATTRIBUTE} from '../html/snippet-version.mjs';
import {countryName, languageName} from '../content/cldr-data.mjs';
import {addressOf} from './layout.mjs';
import {BUILDER} from './home-page.mjs';

const REGION = 'US';

/** @param {string} attribute @param {string} label @param {string} initial @param {(readonly [value: string, label: string])[]} options */
const select = (attribute, label, initial, ...options) =>
  h('p', [
    h('label', {htmlFor: `example-${attribute}`}, label),
    h(
      'select',
      {id: `example-${attribute}`, dataSets: attribute, autocomplete: 'off'},
      options.map(([value, text]) => h('option', {value, selected: value === initial}, text)),
    ),
  ]);

/** @param {string} code */
const placeName = (code) => (code.includes('-') ? `${countryName(code.slice(0, 2))}: ${code}` : countryName(code));

/** Creates the element, with the fallback content that a snippet would have. @param {string} name @param {boolean} isRegional @param {boolean} hasLevel */
async function element(name, isRegional, hasLevel) {
  const {attributes, fallbackHtml, snippetVersion} = await renderWidget(name, {
    lang: 'en',
    ...(isRegional && {region: REGION}),
    attributes: hasLevel ? {'heading-level': '3'} : {},
  });
  return h(`recovery-${name}`, {...attributes, [VERSION_ATTRIBUTE]: snippetVersion}, raw(`\n${fallbackHtml}`));
}

/**
 * Makes the section with the live widget.
 *
 * @param {string} name
 * @param {string} path of the page
 * @throws {Error} if the widget has not been built
 */
export async function liveExample(name, path) {
  const {widgets, regions} = await available();
  const widget = widgets.get(name);
  if (!widget) throw new Error(`The build has no ${name}. Run: npm run build`);
  const {regional: isRegional, attributes, languages} = widget;
  const places = regions
    .map((code) => /** @type {const} */ ([code, placeName(code)]))
    .sort(([, a], [, b]) => a.localeCompare(b, 'en'));
  const link = (/** @type {string} */ to, /** @type {string} */ text) => h('a', {href: addressOf(path, to)}, text);
  const numbers = isRegional ? '. Its numbers are real: a link calls' : '';
  const exit = name === 'quick-exit' ? '. It works: it leaves this page' : '';
  return [
    h('h2', {id: 'example'}, 'See it'),
    h('p', `The widget itself${numbers}${exit}.`),
    h('div.controls', {hidden: true}, [
      select('lang', 'Language', 'en', ...languages.map((tag) => /** @type {const} */ ([tag, languageName(tag)]))),
      ...(isRegional ? [select('region', 'Country or place', REGION, ...places)] : []),
      select('theme', 'Colors', 'auto', ['auto', 'As the page'], ['light', 'Light'], ['dark', 'Dark']),
    ]),
    h('div.example', await element(name, isRegional, attributes.has('heading-level'))),
    h('p', [
      link(`${BUILDER}#widget=${name}`, 'Make what to paste'),
      ' · ',
      link('docs/embed.html', 'Put it on a page, step by step'),
      ' · ',
      link('reviews.html', 'Who has reviewed the words'),
    ]),
  ];
}
