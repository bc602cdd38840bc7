/**
 * Builds the project’s own site from the last build and the docs: a front page, a page for each guide and each widget, the ledger, the
 * state of the reviews, the demo, and the built files. It needs no server: all of it but Storybook works from a disk.
 */
import {cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join, posix} from 'node:path';
import {dataDate, version} from '../built/built.mjs';
import {root} from '../project.mjs';
import {liveExample} from './example.mjs';
import {groupGuides, isDecision, isWidget, readGuides, relink} from './guides.mjs';
import {layout} from './layout.mjs';
import {ledgerPage} from './ledger-page.mjs';
import {isElement} from './markdown.mjs';
import {honestState, readStanding, reviewsPage} from './reviews-page.mjs';
import {DEMO_PICTURE, guideList, startPage} from './start-page.mjs';

/** @import {Guide} from './guides.mjs' */
/** @import {Page} from './layout.mjs' */
/** @import {Parts} from './start-page.mjs' */

/** Path of the builder in the site, where the build has one. */
export const BUILDER = 'cdn/builder/index.html';

/** Path of Storybook in the site, where it has been built: `npm run storybook -- --build`. */
export const STORYBOOK = 'storybook/index.html';

/** Files of the package that programs read, which the site has in `data/`. */
const DATA = ['custom-elements.json', 'helplines.json', 'helplines.csv', 'helplines.schema.json'];

/** Makes the page of a guide; that of a widget shows it after its description. @param {Guide} guide @param {string} [builder] @returns {Promise<Page>} */
async function guidePage(guide, builder) {
  const {path, title, description, tree} = guide;
  const main = /** @type {import('hast').ElementContent[]} */ (tree.children.filter(({type}) => type !== 'doctype'));
  if (!isWidget(guide)) {
    const guides = {title: 'Guides', path: 'docs/index.html'};
    const decisions = {title: 'Decisions', path: 'docs/decisions/index.html'};
    return {path, title, description, area: 'docs', crumbs: [guides, ...(isDecision(guide) ? [decisions] : [])], main};
  }
  const example = await liveExample(basename(path, '.html'), path, builder);
  const at = main.findIndex((node) => isElement(node, 'h2', 'pre'));
  return {
    ...{path, title, description, area: 'widgets', crumbs: [{title: 'Widgets', path: 'index.html#widgets'}]},
    scripts: ['cdn/all.js'],
    styles: ['cdn/recovery-widgets.css'],
    main: [...main.slice(0, at), ...example, ...main.slice(at)],
  };
}

/**
 * Makes all pages.
 *
 * @param {Parts} parts paths of the parts that this build has
 * @returns {Promise<{pages: Page[], files: string[], problems: string[]}>} `files`: of the project, to copy to the same path
 */
async function makePages(parts) {
  const guides = readGuides(root);
  const paths = new Set(guides.map(({path}) => path));
  const links = guides.map((guide) => relink(guide, {root, paths}));
  const standing = readStanding();
  return {
    pages: [
      startPage(guides.filter(isWidget), honestState(standing), parts),
      guideList(groupGuides(guides)),
      ...(await Promise.all(guides.map((guide) => guidePage(guide, parts.builder)))),
      ledgerPage(),
      reviewsPage(standing),
    ],
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
  const folders = readdirSync(demo, {withFileTypes: true}).filter((entry) => entry.isDirectory());
  for (const folder of ['.', ...folders.map(({name}) => name)]) {
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

/** Licences of the files that the pages load. */
function licenses() {
  const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8').trim();
  return `recovery-widgets\n\n${read('LICENSE')}\n\n---\n\nThe widgets contain:\n\n${read('dist/cdn/LICENSES.txt')}\n`;
}

/**
 * Builds the site.
 *
 * @param {string} [out] folder, which is emptied first; default: dist/site
 * @param {object} [options]
 * @param {string} [options.cdn] built files, default: dist/cdn
 * @param {string} [options.storybook] built Storybook, if there is one; default: storybook-static
 * @returns {Promise<{pages: Page[], problems: string[], parts: Parts}>} `problems`: links to nothing
 * @throws {Error} if nothing has been built
 */
export async function buildSite(
  out = join(root, 'dist/site'),
  {cdn = join(root, 'dist/cdn'), storybook = join(root, 'storybook-static')} = {},
) {
  if (!existsSync(join(cdn, 'integrity.json'))) throw new Error('The build is missing. Run: npm run build');
  const cards = readCards();
  const parts = {
    cards: Object.fromEntries(cards.map(({lang, path}) => [lang, path])),
    ...(existsSync(join(cdn, 'builder/index.html')) && {builder: BUILDER}),
    ...(existsSync(join(storybook, 'index.html')) && {storybook: STORYBOOK}),
  };
  const {pages, files, problems} = await makePages(parts);
  rmSync(out, {recursive: true, force: true});
  const write = (/** @type {string} */ path, /** @type {string | Uint8Array} */ content) => {
    mkdirSync(dirname(join(out, path)), {recursive: true});
    writeFileSync(join(out, path), content);
  };
  const facts = {version, dataDate: dataDate()};
  for (const page of pages) write(page.path, layout(page, facts));
  cpSync(cdn, join(out, 'cdn'), {recursive: true});
  if (parts.builder)
    write(
      BUILDER,
      readFileSync(join(cdn, 'builder/index.html'), 'utf8').replace('<html', '<html data-guides="../../docs/"'),
    );
  if (parts.storybook) cpSync(storybook, join(out, posix.dirname(STORYBOOK)), {recursive: true});
  copyDemo(join(out, 'demo'));
  cpSync(join(root, 'src/tools/site/assets'), join(out, 'site'), {recursive: true});
  for (const {path, file} of cards) write(path, readFileSync(file));
  for (const file of files) write(file, readFileSync(join(root, file)));
  for (const file of DATA) write(`data/${file}`, readFileSync(join(root, 'dist/npm', file)));
  cpSync(join(root, 'llms.txt'), join(out, 'llms.txt'));
  write('licenses.txt', licenses());
  return {pages, problems, parts};
}
