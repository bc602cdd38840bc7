/** The Markdown files of the project that become pages, in the groups in which the site lists them. */
import {readFileSync, readdirSync, statSync} from 'node:fs';
import {extname, join, posix} from 'node:path';
import {toString} from 'hast-util-to-string';
import {visit} from 'unist-util-visit';
import {root} from '../project.mjs';
import {firstSentences, headingsOf, isElement, parseMarkdown} from './markdown.mjs';

/** @import {Element, Root} from 'hast' */

/**
 * @typedef {object} Guide
 * @property {string} source path of the Markdown below the project, such as `docs/embed.md`
 * @property {string} path of the page below the site, such as `docs/embed.html`
 * @property {string} title
 * @property {string} description first sentences
 * @property {Root} tree
 *
 * @typedef {{title: string, about: string, sources: string[]}} Group
 */

/** @type {Group[]} */
const GROUPS = JSON.parse(readFileSync(new URL('guides.json', import.meta.url), 'utf8'));

/** Whether a guide has a name in a group, or is in the folder that it names. @param {string} source @param {string} name */
const isNamed = (source, name) =>
  name.endsWith('/') ? source.startsWith(`docs/${name}`) : `/${source}` === posix.resolve('/docs', `${name}.md`);

/** Returns the path of the page of a Markdown file. @param {string} source */
export function pathOfSource(source) {
  const widget = /^docs\/widgets\/(.+)\.md$/.exec(source);
  if (widget) return `widgets/${widget[1]}.html`;
  const page = source.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html');
  if (page.startsWith('docs/')) return page;
  return `project/${source.replace(/\.md$/, '.html').toLowerCase()}`;
}

/** Lists Markdown files. @param {string} folder @returns {string[]} */
const markdownIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => posix.join(folder, name));

/** Whether a guide is the page of a widget. @param {string} source */
export const isWidget = (source) => source.startsWith('docs/widgets/');

/** Whether a guide is a decision, which is listed on a page of its own. @param {string} source */
const isDecision = (source) => /^docs\/decisions\/\d/.test(source);

/** Lists the paths of all guides, those of widgets in the order of the README, which begins with the most urgent. */
export function guideSources() {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  return [
    ...new Set(readme.match(/docs\/widgets\/[\w-]+\.md/g)),
    ...['.', 'docs', 'docs/decisions', 'docs/translation-review'].flatMap(markdownIn),
  ];
}

/** Reads a guide. @param {string} source @returns {Guide} */
export function readGuide(source) {
  const tree = parseMarkdown(readFileSync(join(root, source), 'utf8'));
  const title = headingsOf(tree).find(({level}) => level === 1)?.text ?? source;
  const [first, second] = tree.children.filter((node) => isElement(node, 'p'));
  // Decisions begin with their status.
  const about = first && toString(first).startsWith('Status:') ? second : first;
  const description = about ? firstSentences(toString(about)) : title;
  return {source, path: pathOfSource(source), title, description, tree};
}

/**
 * Divides guides into groups. Widgets are listed on the home page, and decisions on a page of their own.
 *
 * @template {Pick<Guide, 'source'>} T
 * @param {T[]} guides
 * @returns {(Group & {guides: T[]})[]}
 */
export function groupGuides(guides) {
  const groups = GROUPS.map((group) => ({
    ...group,
    guides: group.sources.flatMap((name) => guides.filter(({source}) => isNamed(source, name))),
  }));
  const named = new Set(groups.flatMap((group) => group.guides));
  const rest = guides.filter((guide) => !named.has(guide) && !isDecision(guide.source) && !isWidget(guide.source));
  return [
    ...groups,
    ...(rest.length ? [{title: 'More', about: 'Not in a group yet.', sources: [], guides: rest}] : []),
  ];
}

/** Returns the size of a picture in pixels, so that it keeps its place until it has loaded. @param {string} file PNG */
function sizeOfPicture(file) {
  // The first chunk of a PNG, IHDR, begins with both.
  const bytes = readFileSync(file);
  return {width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20)};
}

/** Files that pages may link as they are, besides those without an ending. HTML could ask other hosts for files. */
const LINKED_FILES = ['.png', '.svg', '.conf', '.json', '.yaml', '.csv', '.txt', ''];

/**
 * Changes the links of a guide into links of its page: to other pages, and to files, which are to be copied. Links to files that
 * the site lacks, such as source code, become plain text; so do addresses on this machine.
 *
 * @param {Guide} guide
 * @param {Set<string>} paths of all pages
 * @param {string} [folder] with the files to link
 * @returns {{files: string[], problems: string[]}} `files`: to copy to the same path; `problems`: links to nothing
 */
export function relink(guide, paths, folder = root) {
  const files = new Set();
  /** @type {string[]} */
  const problems = [];
  const relative = (/** @type {string} */ path) => posix.relative(posix.dirname(guide.path), path);

  /** Returns the new address; undefined if there is none. @param {string} address */
  function follow(address) {
    if (/^(https?:)?\/\/(localhost|127\.|[^/]*\.(example|test|local|internal)\b)/.test(address)) return undefined;
    if (/^([a-z][a-z+.-]*:|#)/i.test(address)) return address;
    const [file, anchor] = address.split('#');
    const target = posix.normalize(posix.join(posix.dirname(guide.source), decodeURIComponent(file)));
    const path = target.endsWith('.md') ? pathOfSource(target) : '';
    if (paths.has(path)) return relative(path) + (anchor ? `#${anchor}` : '');
    const there = !target.startsWith('..') && statSync(join(folder, target), {throwIfNoEntry: false});
    if (!there) problems.push(`${guide.source}: ${address} does not exist`);
    else if (there.isFile() && LINKED_FILES.includes(extname(target))) {
      files.add(target);
      return relative(target);
    }
    return undefined;
  }

  visit(guide.tree, 'element', (/** @type {Element} */ node) => {
    const name = node.tagName === 'img' ? 'src' : 'href';
    const address = node.properties[name];
    if (!isElement(node, 'a', 'img') || typeof address !== 'string') return;
    const found = follow(address);
    if (found !== undefined) {
      node.properties[name] = found;
      const source = node.tagName === 'img' && posix.join(posix.dirname(guide.path), found);
      if (source && files.has(source) && source.endsWith('.png'))
        Object.assign(node.properties, sizeOfPicture(join(folder, source)));
    } else {
      node.tagName = 'span';
      node.properties = {};
    }
  });
  return {files: [...files], problems};
}
