/** The npm package: a folder of its own, without what only the project needs. */
import {cpSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readJson} from '../content/read-content.mjs';
import {root} from '../project.mjs';
import {DRAFT_TAG} from '../review/release.mjs';

/** Fields of package.json for the project alone. */
const INTERNAL = ['private', 'scripts', 'devDependencies', 'overrides', 'allowScripts', 'puppeteer'];

/**
 * Copies the last build into a folder that `npm pack` and `npm publish` take. npm refuses to publish what is not a release, and a
 * draft has a tag, so that `npm install recovery-widgets` does not find it.
 *
 * @param {string} target is emptied
 * @param {import('../review/release.mjs').Release} [release] of exactly these files, if they are one
 */
export function stagePackage(target, release) {
  rmSync(target, {recursive: true, force: true});
  mkdirSync(target, {recursive: true});
  for (const path of ['dist/npm', 'dist/cdn', 'dist/html', 'dist/bin', 'LICENSE', 'CHANGELOG.md', 'llms.txt'])
    cpSync(join(root, path), join(target, path), {recursive: true});
  cpSync(join(root, 'src/tools/templates/package-readme.md'), join(target, 'README.md'));
  const meta = Object.entries(readJson(join(root, 'package.json'))).filter(([name]) => !INTERNAL.includes(name));
  const safeguard = !release ? {private: true} : release.channel === 'draft' ? {publishConfig: {tag: DRAFT_TAG}} : {};
  writeFileSync(
    join(target, 'package.json'),
    `${JSON.stringify({...Object.fromEntries(meta), ...safeguard}, null, 2)}\n`,
  );
}
