/**
 * Matches the address of a script of ours: one that a page names, or a chunk. rollup.config.mjs names the chunks that several widgets
 * share, and src/tools/bundle/compact.mjs those that load later. Some names are common: others may have a `core.js`, too.
 */
export const OUR_SCRIPT =
  /\/(recovery-widgets(\.classic)?|all|enhance|core|plan|shared-\d+|deferred-parts)\.js([?#]|$)|\/(widgets|locales|regions)\/[\w/-]+\.js/;
