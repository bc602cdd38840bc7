/**
 * Everything about the pages of partners that runs in Node and in browsers alike: the command `recovery-widgets` and the builder give the
 * same answers because both have this module. Nothing here reads a file or uses the network.
 */
export {UsageError, available, prerender} from '../html/prerender.mjs';
export {CODES} from '../html/fallback-variants.mjs';
export {defaultBase, forms} from '../html/snippet.mjs';
export {snippetFromValues} from '../html/snippet-values.mjs';
export {dataDate, version} from '../built/built.mjs';
export {LOOK, LowContrastError, STYLED, lowContrasts, parseLook} from '../html/look.mjs';
export {ENDINGS, changedLines, isMarkdown, isReadable, refresh} from './refresh.mjs';
export {MAX_PAGE_LENGTH, checkSource} from './check.mjs';
export {findSnippets, readAround, settingsOf} from './snippets.mjs';
