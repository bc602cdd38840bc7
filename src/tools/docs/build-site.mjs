/**
 * Builds the project’s own site from the last build and the docs: a start page, a page for each guide and each widget, the ledger,
 * the state of the reviews, a search, the demo, and the built files. It needs no server: all of it but the demo’s script and
 * Storybook works from a disk.
 */
import {cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {dataDate, version} from '../html/built.mjs';
import {root} from '../project.mjs';
import {groupGuides, readGuides, relink} from './guides.mjs';
import {addressOf, layout} from './layout.mjs';
import {isElement, sectionsOf} from './markdown.mjs';
import {DEMO_PICTURE, guideList, searchPage, startPage} from './start-pages.mjs';
import {ledger, reviews} from './state-pages.mjs';
import {widgetFacts} from './widget-facts.mjs';
import {pathOfWidget, widgetList, widgetPage} from './widget-pages.mjs';

/** @import {Guide} from './guides.mjs' */
/** @import {Page} from './layout.mjs' */
/** @import {WidgetFacts} from './widget-facts.mjs' */

/** Path of the builder in the site, where the build has one. */
export const BUILDER = 'cdn/builder/index.html';

/** Path of Storybook in the site, where it has been built: `npm run storybook -- --build`. */
export const STORYBOOK = 'storybook/index.html';

const assets = join(root, 'src/tools/docs/assets');
const minisearch = join(root, 'node_modules/minisearch');

/** Files of the package that programs read, which the site has in `data/`. */
const DATA = ['custom-elements.json', 'helplines.json', 'helplines.csv', 'helplines.schema.json'];

/** Makes the page of a guide. @param {Guide} guide @returns {Page} */
function guidePage({path, title, description, tree, source}) {
  const isDecision = /^docs\/decisions\/\d/.test(source);
  return {
    path,
    title,
    description,
    area: 'docs',
    crumbs: [
      {title: 'Guides', path: 'docs/index.html'},
      ...(isDecision ? [{title: 'Decisions', path: 'docs/decisions/index.html'}] : []),
    ],
    main: /** @type {Page['main']} */ (tree.children.filter((node) => node.type !== 'doctype')),
  };
}

/** Sorts widgets as the README lists them: the most urgent first. @param {WidgetFacts[]} widgets */
function inOrder(widgets) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const rankOf = (/** @type {WidgetFacts} */ {name}) =>
    (readme.indexOf(`docs/widgets/${name}.md`) + readme.length) % readme.length;
  return widgets.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/**
 * Makes all pages.
 *
 * @param {object} [options]
 * @param {WidgetFacts[]} [options.widgets]
 * @param {import('./start-pages.mjs').Parts} [options.parts] paths of the parts that this build has
 * @returns {Promise<{pages: Page[], files: string[], problems: string[]}>} `files`: of the project, to copy to the same path
 */
async function makePages({widgets, parts = {}} = {}) {
  const guides = readGuides(root);
  const facts = inOrder(widgets ?? (await widgetFacts()));
  const names = facts.map(({name}) => name);
  const paths = new Set([...guides.map(({path}) => path), ...names.map(pathOfWidget)]);
  const links = guides.map((guide) => relink(guide, {root, paths}));
  const groups = groupGuides(guides);
  const pages = [
    startPage(facts, parts),
    widgetList(facts),
    ...(await Promise.all(facts.map((widget) => widgetPage(widget, {names, builder: parts.builder})))),
    guideList(groups, (path) => addressOf('docs/index.html', path)),
    ...guides.map(guidePage),
    ledger(),
    reviews(),
  ];
  return {
    pages: [...pages, searchPage(pages)],
    files: [...new Set([DEMO_PICTURE, ...links.flatMap(({files}) => files)])],
    problems: links.flatMap(({problems}) => problems),
  };
}

/**
 * Lists the wallet cards of the build, for the United States. A release of reviewed texts may lack some.
 *
 * @returns {{lang: string, path: string, file: string}[]} English first; `path` in the site
 */
const readCards = () =>
  readdirSync(join(root, 'dist/html'))
    .sort((a, b) => Number(b === 'en') - Number(a === 'en') || (a < b ? -1 : 1))
    .map((lang) => ({lang, path: `cards/${lang}.html`, file: join(root, `dist/html/${lang}/US/wallet-card.html`)}))
    .filter(({file}) => existsSync(file));

/**
 * Copies the demo page, with addresses that also fit a folder on a disk.
 *
 * @param {string} target
 */
function copyDemo(target) {
  const demo = join(root, 'docs/demo');
  cpSync(demo, target, {recursive: true});
  for (const folder of [
    '.',
    ...readdirSync(demo, {withFileTypes: true}).flatMap((entry) => (entry.isDirectory() ? entry.name : [])),
  ]) {
    const file = join(target, folder, 'index.html');
    const up = folder === '.' ? '../' : '../../';
    const html = readFileSync(file, 'utf8')
      .replaceAll('"/cdn/', `"${up}cdn/`)
      // A page on a disk may load no modules.
      .replace(/<script type="module" src="([^"]*)recovery-widgets\.js">/, '<script defer src="$1all.js">')
      .replace(/href="((?:\.{1,2}\/)*(?:[a-z-]+\/)?)"/g, (whole, path) => (path ? `href="${path}index.html"` : whole));
    writeFileSync(file, html);
  }
}

/**
 * Writes the data of the search as a classic script: a page on a disk may run that, but not read a file.
 *
 * @param {{page: Page, main: import('hast').Element}[]} written
 */
function searchIndex(written) {
  const entries = written
    .filter(({page}) => page.area !== 'search' && page.path !== 'ledger.html')
    .flatMap(({page, main}) =>
      sectionsOf({...main, children: main.children.filter((node) => !isElement(node, 'nav'))}).map(
        ({heading, id, text}) => ({
          page: page.title,
          heading: heading === page.title ? '' : heading,
          path: page.path + (id && heading !== page.title ? `#${id}` : ''),
          text,
        }),
      ),
    );
  return `globalThis.recoveryPages = ${JSON.stringify(entries.map((entry, id) => ({id, ...entry})))};\n`;
}

/** Licences of the files that the pages load. */
function licenses() {
  const read = (/** @type {string} */ file) => readFileSync(file, 'utf8').trim();
  return `${[`recovery-widgets\n\n${read(join(root, 'LICENSE'))}`, `The widgets contain:\n\n${read(join(root, 'dist/cdn/LICENSES.txt'))}`, `The search: minisearch\n\n${read(join(minisearch, 'LICENSE.txt'))}`].join('\n\n---\n\n')}\n`;
}

/**
 * Builds the site.
 *
 * @param {string} [out] folder, which is emptied first; default: dist/site
 * @param {object} [options]
 * @param {string} [options.cdn] built files, default: dist/cdn
 * @param {string} [options.storybook] built Storybook, if there is one; default: storybook-static
 * @param {WidgetFacts[]} [options.widgets]
 * @returns {Promise<{pages: Page[], problems: string[], parts: import('./start-pages.mjs').Parts}>} `problems`: links to nothing
 * @throws {Error} if nothing has been built
 */
export async function buildSite(
  out = join(root, 'dist/site'),
  {cdn = join(root, 'dist/cdn'), storybook = join(root, 'storybook-static'), widgets} = {},
) {
  if (!existsSync(join(cdn, 'integrity.json'))) throw new Error('The build is missing. Run: npm run build');
  const cards = readCards();
  const parts = {
    cards: Object.fromEntries(cards.map(({lang, path}) => [lang, path])),
    ...(existsSync(join(cdn, BUILDER.replace(/^cdn\//, ''))) && {builder: BUILDER}),
    ...(existsSync(join(storybook, 'index.html')) && {storybook: STORYBOOK}),
  };
  const {pages, files, problems} = await makePages({widgets, parts});
  rmSync(out, {recursive: true, force: true});
  const write = (/** @type {string} */ path, /** @type {string | Uint8Array} */ content) => {
    mkdirSync(dirname(join(out, path)), {recursive: true});
    writeFileSync(join(out, path), content);
  };
  const facts = {version, dataDate: dataDate()};
  const written = pages.map((page) => {
    const {html, main} = layout(page, facts);
    write(page.path, html);
    return {page, main};
  });
  cpSync(cdn, join(out, 'cdn'), {recursive: true});
  if (parts.storybook) cpSync(storybook, join(out, posix.dirname(STORYBOOK)), {recursive: true});
  copyDemo(join(out, 'demo'));
  cpSync(assets, join(out, 'site'), {recursive: true});
  write(
    'site/minisearch.js',
    readFileSync(join(minisearch, 'dist/umd/index.js'), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, ''),
  );
  write('site/search-index.js', searchIndex(written));
  for (const {path, file} of cards) write(path, readFileSync(file));
  for (const file of files) write(file, readFileSync(join(root, file)));
  for (const file of DATA) write(`data/${file}`, readFileSync(join(root, 'dist/npm', file)));
  cpSync(join(root, 'llms.txt'), join(out, 'llms.txt'));
  write('licenses.txt', licenses());
  return {pages, problems, parts};
}
