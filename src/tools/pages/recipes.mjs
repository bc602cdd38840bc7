/** Documents with fallback content, generated from that of the widget: those with snippets, and the recipes of docs/systems.md. */
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {snippetFromArgs, refreshSnippets} from './snippet-args.mjs';

const GUIDE = 'docs/systems.md';
const ARGUMENTS = 'helpline-banner --region US --variant compact --form div';

/** A comment that names the file of a recipe, and the code block after it. */
const RECIPE = /(<!-- file: (\S+) -->\n+(?:<!-- prettier-ignore -->\n+)?```\w+\n)[^]*?(?=^```$)/gm;

/**
 * Returns the guide with the recipes that have fallback content.
 *
 * @returns {Promise<Map<string, string>>} text by path below the project folder
 * @throws {Error} if the snippet has no placeholder
 */
export async function recipePages() {
  const {html} = await snippetFromArgs(ARGUMENTS.split(' '));
  const [div] = /^<div [^]*?^<\/div>\n/m.exec(html) ?? [];
  if (!div) throw new Error('The snippet has no placeholder.');
  /** @type {Record<string, string>} */
  const written = {
    'helpline.html': html,
    'header.html': div,
    // Wiki text has links of its own, and a space at the start of a line means code.
    'Helpline.wikitext': div.replace(/<a href="(tel:[^"]+)"[^>]*>(.*?)<\/a>/g, '[$1 $2]').replace(/^ +/gm, ''),
  };
  const guide = readFileSync(join(root, GUIDE), 'utf8');
  return new Map([
    [GUIDE, guide.replace(RECIPE, (whole, start, file) => (written[file] ? start + written[file] : whole))],
  ]);
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
