/**
 * The project’s own site, from the docs, the records and the last build: a home page, a page for each guide and each widget, the ledger,
 * the state of the reviews, the demo, and the built files. It works from a disk.
 */
import {cpSync, existsSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {basename, join} from 'node:path';
import {version} from '../built/built.mjs';
import {contentFolder} from '../content/read-content.mjs';
import {hashOfAll} from '../helplines/data-hash.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {walletCard} from '../html/wallet-card.mjs';
import {languagesOf, localesFolder} from '../locales/xliff.mjs';
import {root} from '../project.mjs';
import {isReleased} from '../review/channel.mjs';
import {liveExample} from './example.mjs';
import {groupGuides, guideSources, isWidget, pathOfSource, readGuide, relink} from './guides.mjs';
import {layout} from './layout.mjs';
import {ledgerPage} from './ledger-page.mjs';
import {isElement} from './markdown.mjs';
import {honestState, readStanding, reviewsPage} from './reviews-page.mjs';
import {BUILDER, demoPages, guideList, homePage, picturesOf} from './home-page.mjs';
import {write} from '../write-changed.mjs';

/** @import {Guide} from './guides.mjs' */
/** @import {Page} from './layout.mjs' */

/** Files of the package that programs read, which the site has in `data/`. */
const DATA = ['custom-elements.json', 'helplines.json', 'helplines.csv', 'helplines.schema.json'];

/** Place that RFC 9116 gives it. */
export const SECURITY_TEXT = '.well-known/security.txt';

/** Days until it expires: RFC 9116 recommends less than a year. */
const DAYS = 360;

/** Returns the place of the wallet card in a language: that of its tag, so that British English names no American number. @param {string} lang */
const cardRegion = (lang) => new Intl.Locale(lang).region ?? 'US';

/** Reads a text file of the project. @param {string} file */
const read = (file) => readFileSync(join(root, file), 'utf8');

/** Makes the page of a guide; that of a widget shows it after its description. @param {Guide} guide @returns {Promise<Page>} */
async function guidePage(guide) {
  const {path, title, description, tree} = guide;
  const main = /** @type {import('hast').ElementContent[]} */ (tree.children.filter(({type}) => type !== 'doctype'));
  if (!isWidget(guide.source)) return {path, title, description, area: 'docs', main};
  const example = await liveExample(basename(path, '.html'), path);
  const at = main.findIndex((node) => isElement(node, 'h2', 'pre'));
  return {
    ...{path, title, description, area: 'widgets'},
    scripts: ['cdn/all.js'],
    styles: ['cdn/recovery-widgets.css'],
    main: [...main.slice(0, at), ...example, ...main.slice(at)],
  };
}

/** Returns a page of the demo, with addresses that also fit a folder on a disk. @param {string} path in the site */
function demoPage(path) {
  const up = '../'.repeat(path.split('/').length - 1);
  return (
    read(`docs/${path}`)
      .replaceAll('"/cdn/', `"${up}cdn/`)
      // A page on a disk may load no modules.
      .replace(/<script type="module" src="([^"]*)recovery-widgets\.js">/, '<script defer src="$1all.js">')
      .replace(/href="((?:\.{1,2}\/)*(?:[a-z-]+\/)?)"/g, (whole, folder) =>
        folder ? `href="${folder}index.html"` : whole,
      )
  );
}

/** Licences of the files that the pages load. */
const licenses = () =>
  `recovery-widgets\n\n${read('LICENSE').trim()}\n\n---\n\nThe widgets contain:\n\n${read('dist/cdn/LICENSES.txt').trim()}\n`;

/**
 * Returns `/.well-known/security.txt`, RFC 9116: where to report a vulnerability; undefined while the package names no repository on GitHub, since a contact is required.
 *
 * @param {{repository?: string | {url: string}}} manifest package.json
 * @param {string} date of the numbers in the build: a site whose numbers nobody looks at has no contact either
 */
export function securityText({repository = ''}, date) {
  const {url = repository} = /** @type {{url?: string}} */ (repository);
  const [, name] = /github(?:\.com)?[/:]([\w-]+\/[\w.-]+?)(?:\.git)?$/.exec(String(url)) ?? [];
  if (!name) return undefined;
  const expires = new Date(Date.parse(date) + DAYS * 86_400_000);
  return `Contact: https://github.com/${name}/security/advisories/new
Expires: ${expires.toISOString().slice(0, 19)}Z
Preferred-Languages: en
Policy: https://github.com/${name}/blob/HEAD/SECURITY.md
`;
}

/**
 * Makes guides that need no site around them, for the hosted folder: links to other guides become text.
 *
 * @param {string[]} names of files in docs/, without their ending
 * @returns {[path: string, bytes: Buffer][]}
 */
export function guidesAlone(names) {
  const paths = new Set(names.map((name) => `docs/${name}.html`));
  const pages = names.map((name) => {
    const guide = readGuide(`docs/${name}.md`);
    // In a folder without files, so that links to files of the project become text, too.
    relink(guide, paths, join(root, 'none'));
    const main = /** @type {Page['main']} */ (guide.tree.children.filter(({type}) => type !== 'doctype'));
    const html = layout({...guide, path: `${name}.html`, area: 'docs', main}, {version, dataDate: ''});
    return [`guides/${name}.html`, html.replace(/<(header|footer)\b[^]*?<\/\1>/g, '')];
  });
  const folder = 'src/tools/site/assets';
  const assets = readdirSync(join(root, folder)).map((file) => [`guides/site/${file}`, read(`${folder}/${file}`)]);
  return [...pages, ...assets].map(([path, text]) => [path, Buffer.from(text)]);
}

/** Lists everything in the site, and makes none of it yet. */
export function readSite() {
  const sources = guideSources();
  const paths = new Set(sources.map(pathOfSource));
  /** Files of the project, at the same path, to which the pages that have been made link. */
  const linked = new Set(sources.filter(isWidget).flatMap(picturesOf));
  /** Links to nothing in these pages. @type {Set<string>} */
  const problems = new Set();
  /** Title and description of the guides that have been read. @type {Map<string, Omit<Guide, 'tree'>>} */
  const listed = new Map();
  const readLinked = (/** @type {string} */ source) => {
    const guide = readGuide(source);
    const links = relink(guide, paths);
    for (const file of links.files) linked.add(file);
    for (const problem of links.problems) problems.add(problem);
    listed.set(source, guide);
    return guide;
  };
  const list = (/** @type {string[]} */ some) => some.map((source) => listed.get(source) ?? readLinked(source));

  const cards = ['en', ...languagesOf(localesFolder)].filter((lang) => isReleased('wallet-card', lang));
  /** By path; made when they are asked for. @type {Map<string, () => Promise<Page> | Page>} */
  const pages = new Map();
  for (const source of sources) pages.set(pathOfSource(source), () => guidePage(readLinked(source)));
  pages.set('docs/index.html', () => guideList(groupGuides(list(sources))));
  pages.set('index.html', () => homePage(list(sources.filter(isWidget)), honestState(readStanding()), cards));
  pages.set('ledger.html', () => ledgerPage());
  pages.set('reviews.html', () => reviewsPage(readStanding()));

  const facts = {version, dataDate: hashOfAll(readHelplines(contentFolder)).date};
  /** Content by path: the pages, and files that replace those of folders. @type {Map<string, () => Promise<string | Buffer> | string | Buffer>} */
  const files = new Map();
  for (const [path, make] of pages) files.set(path, async () => layout(await make(), facts));
  for (const file of demoPages()) files.set(`demo/${file}`, () => demoPage(`demo/${file}`));
  for (const lang of cards) files.set(`cards/${lang}.html`, () => walletCard({lang, region: cardRegion(lang)}));
  for (const file of DATA) files.set(`data/${file}`, () => read(`dist/npm/${file}`));
  files.set(BUILDER, () => read(`dist/${BUILDER}`).replace('<html', '<html data-guides="../../docs/"'));
  files.set('llms.txt', () => read('llms.txt'));
  files.set('licenses.txt', licenses);
  const security = securityText(JSON.parse(read('package.json')), facts.dataDate);
  if (security) files.set(SECURITY_TEXT, () => security);
  const folders = {cdn: 'dist/cdn', demo: 'docs/demo', print: 'dist/print', site: 'src/tools/site/assets'};
  return {folders, pages, files, linked, problems};
}

/**
 * Writes the site.
 *
 * @param {string} [out] folder, which is emptied first; default: dist/site
 * @throws {Error} if nothing has been built
 */
export async function buildSite(out = join(root, 'dist/site')) {
  if (!existsSync(join(root, 'dist/cdn/integrity.json'))) throw new Error('The build is missing. Run: npm run build');
  const site = readSite();
  rmSync(out, {recursive: true, force: true});
  for (const [path, folder] of Object.entries(site.folders))
    cpSync(join(root, folder), join(out, path), {recursive: true});
  for (const [path, make] of site.files) write(join(out, path), await make());
  for (const file of site.linked) write(join(out, file), readFileSync(join(root, file)));
  return site;
}
