/**
 * Rollup plugin for chunks whose names never change: binds them to their build. `core` exports a name that only this build has,
 * and every other chunk imports it. Caches may hold files of two releases; together these fail to link, before any of them
 * runs, and the caller of `import()` falls back to the folder of one release. See docs/decisions/0023-one-round-trip.md.
 */

/**
 * @param {import('./page-files.mjs').Chunks} chunks read while bundling: until they are written, their folder has no name
 * @returns {import('rollup').Plugin}
 */
export const bindBuild = (chunks) => ({
  name: 'bind-build',
  // After the minifier, which would drop an import that is not used.
  renderChunk(code, {name}) {
    const binding = chunks.folder.replace('assets-', 'build');
    if (name === 'core') return {code: `${code.trimEnd()}export const ${binding}=0;\n`, map: null};
    const up = '../'.repeat(name.split('/').length - 1) || './';
    return {code: `import{${binding}}from"${up}core.js";${code}`, map: null};
  },
});
