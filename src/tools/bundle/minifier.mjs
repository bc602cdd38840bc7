/** Rollup plugin: minifies chunks with Terser, in this process: workers take longer to load and warm up than to minify. */
import {minify} from 'terser';

/**
 * @param {import('terser').MinifyOptions} options
 * @returns {import('rollup').Plugin}
 */
export const minifier = (options) => ({
  name: 'minify',
  renderChunk: async (code) => ({code: (await minify(code, options)).code ?? '', map: null}),
});
