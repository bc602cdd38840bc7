/**
 * Documents with fallback content, generated from that of the widget: those with snippets, the recipes of docs/systems/, and
 * docs/systems.md with every recipe as its file has it.
 */
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {snippetFromArgs, refreshSnippets} from './snippet-args.mjs';

const GUIDE = 'docs/systems.md';
const FOLDER = 'docs/systems/';
const ARGUMENTS = 'helpline-banner --region US --variant compact --form div --link-style';

/** A comment that names a recipe, and the code block after it. */
const QUOTE = /(<!-- file: (\S+) -->\n+(?:<!-- prettier-ignore -->\n+)?```\w+\n)[^]*?(?=^```$)/gm;

/**
 * Returns the files that depend on fallback content.
 *
 * @returns {Promise<Map<string, string>>} text by path below the project folder
 * @throws {Error} if the snippet has no placeholder
 */
export async function recipePages() {
  const {html} = await snippetFromArgs(ARGUMENTS.split(' '));
  const [div] = /^<div [^]*?^<\/div>\n/m.exec(html) ?? [];
  if (!div) throw new Error('The snippet has no placeholder.');
  const written = new Map([
    ['helpline.html', html],
    ['dokuwiki/header.html', div],
    // Wiki text has links of its own, and a space at the start of a line means code.
    [
      'mediawiki/Helpline.wikitext',
      div.replace(/<a href="(tel:[^"]+)"[^>]*>(.*?)<\/a>/g, '[$1 $2]').replace(/^ +/gm, ''),
    ],
  ]);
  const read = (/** @type {string} */ file) => written.get(file) ?? readFileSync(join(root, FOLDER, file), 'utf8');
  const guide = readFileSync(join(root, GUIDE), 'utf8').replace(QUOTE, (_, start, file) => start + read(file));
  return new Map([...[...written].map(([file, text]) => /** @type {const} */ ([FOLDER + file, text])), [GUIDE, guide]]);
}

/** Returns the documents that contain snippets, with those of this build. @returns {Promise<Map<string, string>>} text by path below the project folder */
export async function snippetPages() {
  const docs = readdirSync(join(root, 'docs'), {recursive: true, encoding: 'utf8'}).map((file) => `docs/${file}`);
  const pages = new Map();
  for (const path of ['README.md', 'examples/plain/index.html', ...docs.filter((file) => /\.(md|html)$/.test(file))]) {
    const text = readFileSync(join(root, path), 'utf8');
    if (text.includes('<!-- snippet: ')) pages.set(path, await refreshSnippets(text));
  }
  return pages;
}
