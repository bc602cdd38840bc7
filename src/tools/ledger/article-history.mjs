/** Reads earlier versions of the article from the Git history. */
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {readJson} from '../content/read-content.mjs';
import {parseArticle} from '../content/article.mjs';

/**
 * Returns the text of all passages in committed versions of the article, to explain how a passage changed.
 *
 * @param {string} content path of src/content
 * @returns {Map<string, string>} text by hash; empty if there is no history
 */
export function readFormerPassages(content) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  const folder = join(content, 'source');
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});
  try {
    const {file} = readJson(join(folder, 'article.json'));
    for (const commit of git('rev-list', 'HEAD', '--', file, 'article.json').split('\n').filter(Boolean))
      try {
        const {headings} = JSON.parse(git('show', `${commit}:./article.json`));
        for (const {hash, text} of parseArticle(git('show', `${commit}:./${file}`), headings)) texts.set(hash, text);
      } catch {
        // Skip versions that could not be parsed.
      }
  } catch {
    // Not a Git repository, or no commits yet.
  }
  return texts;
}
