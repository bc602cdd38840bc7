/**
 * Rollup plugin for dist/cdn: bundles Lit’s readable development build with `lit/strict.patch`, which turns off development warnings
 * and removes code that strict pages refuse or other copies of Lit would notice. See docs/decisions/0008-strict-pages.md.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {applyPatch, parsePatch} from 'diff';
import {NPM} from '../built/compiled.mjs';

const DECISION = 'docs/decisions/0008-strict-pages.md';
const NODE_MODULES = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** The patches of `lit/strict.patch`, one for each file of Lit. */
export const patches = parsePatch(
  readFileSync(fileURLToPath(new URL('lit/strict.patch', import.meta.url)), 'utf8'),
).map((patch) => ({...patch, file: patch.oldFileName?.replace(/^a\/node_modules\//, '') ?? ''}));

/**
 * Patches one file of Lit.
 *
 * @param {string} file path below node_modules
 * @param {string} code its content
 * @throws {Error} naming the file and the hunk, if one does not match exactly
 */
export function patchFile(file, code) {
  for (const patch of patches.filter((patch) => patch.file === file)) {
    const patched = applyPatch(code, patch);
    if (patched === false) {
      const hunk = patch.hunks.find((hunk) => applyPatch(code, {...patch, hunks: [hunk]}) === false);
      throw new Error(
        `src/tools/bundle/lit/strict.patch does not apply to ${file}, at line ${hunk?.oldStart}:\n` +
          `${hunk?.lines.join('\n')}\nLit has changed: see ${DECISION}.`,
      );
    }
    code = patched;
  }
  return code;
}

/**
 * Creates the plugin. Modules must be resolved with the condition `development`.
 *
 * @returns {import('rollup').Plugin}
 */
export function patchLit() {
  /** Code of the patched files, by path below node_modules. @type {Map<string, string> | undefined} */
  let patched;
  return {
    name: 'patch-lit',
    // Patches all files, whether this bundle has them or not: one that Lit has moved would otherwise be bundled unpatched.
    buildStart() {
      if (patched) return;
      const codeOf = (/** @type {string} */ file) => readFileSync(join(NODE_MODULES, file), 'utf8');
      patched = new Map(patches.map(({file}) => [file, patchFile(file, codeOf(file))]));
    },
    // Imported by strict.patch.
    resolveId: (source) => (source === 'strict-template' ? join(NPM, 'entries/strict/template.js') : null),
    transform(code, id) {
      const [, file] =
        /[\\/]node_modules[\\/](?!.*node_modules)(.+)$/.exec(id)?.map((part) => part.replaceAll('\\', '/')) ?? [];
      if (!file) return null;
      const result = patched?.get(file) ?? code;
      const isUnpatched = /^(lit-html|lit-element|@lit\/reactive-element)\/(?!development\/)/.test(file);
      if (isUnpatched || /\bDEV_MODE = true\b/.test(result))
        this.error(`${file} has no patch in src/tools/bundle/lit: see ${DECISION}.`);
      return {code: result, map: null};
    },
  };
}
