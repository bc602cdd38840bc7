/** Measures files as a server would send them. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';

/** @typedef {{min: number, gzip: number, brotli: number}} Sizes in bytes; `min`: not compressed */

/**
 * Adds up the sizes of some files, each compressed by itself: Brotli level 11 and gzip level 9.
 *
 * @param {string} folder
 * @param {string[]} files below it
 * @returns {Sizes}
 */
export function measure(folder, files) {
  const sizes = {min: 0, gzip: 0, brotli: 0};
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    sizes.min += bytes.length;
    sizes.gzip += gzipSync(bytes, {level: 9}).length;
    sizes.brotli += brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length;
  }
  return sizes;
}
