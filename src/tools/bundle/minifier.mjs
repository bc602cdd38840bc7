/** Rollup plugin: minifies chunks with Terser. */
import {minify as terser} from 'terser';

/**
 * Creates the plugin. It minifies equal chunks once, and in this process: workers, which each bundle would start, take longer to load and
 * warm up than to minify.
 *
 * @param {import('terser').MinifyOptions} options
 * @returns {import('rollup').Plugin}
 */
export function minifier(options) {
  /** @type {Map<string, Promise<import('terser').MinifyOutput>>} */
  const outputs = new Map();
  return {
    name: 'minify',
    async renderChunk(code) {
      const output = outputs.get(code) ?? terser(code, options);
      outputs.set(code, output);
      return {code: (await output).code ?? '', map: null};
    },
  };
}
