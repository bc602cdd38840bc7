/**
 * Rollup plugin for dist/cdn: bundles Lit’s readable development build with the patches in `lit/`. They turn off development
 * warnings and remove code that strict pages refuse or other copies of Lit would notice, and features that no widget uses. See
 * docs/decisions/0008-strict-pages.md.
 */
import {readFileSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {applyPatch, parsePatch} from 'diff';

const DECISION = 'docs/decisions/0008-strict-pages.md';
const NODE_MODULES = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** @type {(name: string) => import('diff').StructuredPatch[]} */
const readPatch = (name) =>
  parsePatch(readFileSync(fileURLToPath(new URL(`lit/${name}.patch`, import.meta.url)), 'utf8')).map((patch) => ({
    ...patch,
    oldFileName: patch.oldFileName?.replace(/^a\/node_modules\//, ''),
  }));

/**
 * The patches, in the order in which they are applied. An optional one removes a feature; it is left out if one of our modules
 * uses the feature.
 *
 * @type {{name: string, files: import('diff').StructuredPatch[], usage?: RegExp}[]} `usage` matches code that uses the
 *   feature; false positives are fine
 */
export const patches = [
  {name: 'strict'},
  {name: 'css-expressions', usage: /\bcss`[^`]*\$\{|\bunsafeCSS\b/},
  {name: 'directives', usage: /\/directive/},
  {name: 'reflection', usage: /\b(reflect|useDefault):|\btoAttribute\b/},
  {name: 'initializers', usage: /\b(add|remove)Initializer\b/},
].map((patch) => ({...patch, files: readPatch(patch.name)}));

/**
 * The patches to apply to Lit for a bundle of these modules.
 *
 * @param {readonly string[]} modules their code
 */
export const patchesFor = (modules) => patches.filter(({usage}) => !usage || !modules.some((code) => usage.test(code)));

/**
 * Applies patches to one file of Lit.
 *
 * @param {string} file path below node_modules
 * @param {string} code its content
 * @param {typeof patches} selected
 * @throws {Error} naming the patch, the file and the hunk, if one does not match exactly
 */
export function patchFile(file, code, selected) {
  for (const {name, files} of selected)
    for (const patch of files.filter(({oldFileName}) => oldFileName === file)) {
      const patched = applyPatch(code, patch);
      if (patched === false) {
        const hunk = patch.hunks.find((hunk) => applyPatch(code, {...patch, hunks: [hunk]}) === false);
        throw new Error(
          `src/tools/bundle/lit/${name}.patch does not apply to ${file}, at line ${hunk?.oldStart}:\n` +
            `${hunk?.lines.join('\n')}\nLit has changed: see ${DECISION}.`,
        );
      }
      code = patched;
    }
  return code;
}

/** @param {string} folder */
const readModules = (folder) =>
  readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));

/**
 * Creates the plugin. Modules must be resolved with the condition `development`.
 *
 * @param {string} npm folder of our modules as tsc has compiled them
 * @returns {import('rollup').Plugin}
 */
export function patchLit(npm) {
  /** Code of the patched files, by path below node_modules. @type {Map<string, string> | undefined} */
  let patched;
  return {
    name: 'patch-lit',
    // Patches all files, whether this bundle has them or not: one that Lit has moved would otherwise be bundled unpatched.
    buildStart() {
      if (patched) return;
      const selected = patchesFor(readModules(npm));
      const files = new Set(patches.flatMap((patch) => patch.files.map(({oldFileName}) => oldFileName ?? '')));
      patched = new Map(
        [...files].map((file) => [file, patchFile(file, readFileSync(join(NODE_MODULES, file), 'utf8'), selected)]),
      );
    },
    // Imported by strict.patch.
    resolveId: (source) => (source === 'strict-template' ? resolve(npm, 'entries/strict/template.js') : null),
    transform(code, id) {
      const [, file] =
        /[\\/]node_modules[\\/](?!.*node_modules)(.+)$/.exec(id)?.map((part) => part.replaceAll('\\', '/')) ?? [];
      if (!file) return null;
      const result = patched?.get(file) ?? code;
      if (
        /^(lit-html|lit-element|@lit\/reactive-element)\/(?!development\/)/.test(file) ||
        /\bDEV_MODE = true\b/.test(result)
      )
        this.error(`${file} has no patch in src/tools/bundle/lit: see ${DECISION}.`);
      return {code: result, map: null};
    },
  };
}
