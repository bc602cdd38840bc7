/** The npm package: a folder of its own, without what only the project needs. */
import {cpSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readJson} from '../content/read-content.mjs';
import {root} from '../project.mjs';

/** Fields of package.json for the project alone. */
const INTERNAL = ['private', 'scripts', 'devDependencies', 'overrides', 'allowScripts', 'puppeteer'];

/**
 * Copies the last build into a folder that `npm pack` and `npm publish` take.
 *
 * @param {string} target is emptied
 * @param {{private: true} | {publishConfig?: {tag: string}}} [safeguard] fields for npm: by default it refuses to publish the package
 */
export function stagePackage(target, safeguard = {private: true}) {
  rmSync(target, {recursive: true, force: true});
  mkdirSync(target, {recursive: true});
  for (const path of ['dist/npm', 'dist/cdn', 'dist/html', 'dist/bin', 'LICENSE', 'CHANGELOG.md', 'llms.txt'])
    cpSync(join(root, path), join(target, path), {recursive: true});
  cpSync(join(root, 'src/tools/templates/package-readme.md'), join(target, 'README.md'));
  const meta = Object.entries(readJson(join(root, 'package.json'))).filter(([name]) => !INTERNAL.includes(name));
  writeFileSync(
    join(target, 'package.json'),
    `${JSON.stringify({...Object.fromEntries(meta), ...safeguard}, null, 2)}\n`,
  );
}
