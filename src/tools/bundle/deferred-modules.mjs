/**
 * Rollup plugin: gives the deferred parts of a widget copies of the small modules that they share with it, its English messages above all.
 * Rollup never divides a module: without a copy, all messages would be in the chunk of the widget, which would export them.
 */
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {pathIn} from '../built/compiled.mjs';

/** First module of the deferred parts. */
const DEFERRED = 'widgets/helpline-banner/deferred-parts.js';

/** Modules to copy: pure functions, except the one that stores the parts. */
const COPIED = /^(widgets|generated\/messages)\/helpline-banner(?!\/deferred\.js)/;

const QUERY = '?deferred';

/**
 * @param {string} npm folder with the output of tsc
 * @returns {import('rollup').Plugin}
 */
export const deferredModules = (npm) => ({
  name: 'deferred-modules',
  resolveId(source, importer = '') {
    if (!source.startsWith('.')) return null;
    const isDeferred = importer.endsWith(QUERY) || pathIn(npm, importer) === DEFERRED;
    const id = resolve(importer, '..', source);
    return isDeferred && COPIED.test(pathIn(npm, id)) ? id + QUERY : null;
  },
  load: (id) => (id.endsWith(QUERY) ? readFileSync(id.slice(0, -QUERY.length), 'utf8') : null),
});
