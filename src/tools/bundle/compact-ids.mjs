/** Rollup plugin: shortens the ids of messages, in calls of `msg` and in the tables of all languages alike. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {modulesIn, pathIn} from '../built/compiled.mjs';

/**
 * Numbers the messages in the order of the copy: `helpline-banner.heading` becomes `0` in the tables of the banner,
 * `shared.draft` `s1`. A short shared record is in the modules of several widgets, under one id.
 *
 * @param {string} npm folder with the output of tsc
 */
function shortIds(npm) {
  /** @type {Map<string, string>} */
  const ids = new Map();
  /** @type {Record<string, number>} */
  const counts = {};
  for (const name of modulesIn(join(npm, 'generated/messages')))
    for (const [, id] of readFileSync(join(npm, `generated/messages/${name}.js`), 'utf8').matchAll(
      /\bid: '([^']+)'/g,
    )) {
      if (ids.has(id)) continue;
      const [widget] = id.split('.');
      const index = (counts[widget] = (counts[widget] ?? -1) + 1);
      ids.set(id, `${widget === 'shared' ? 's' : ''}${index.toString(36)}`);
    }
  return ids;
}

/**
 * @param {string} npm folder with the output of tsc
 * @returns {import('rollup').Plugin}
 */
export function compactIds(npm) {
  const ids = shortIds(npm);
  return {
    name: 'compact-ids',
    transform(code, id) {
      if (!/^generated\/(messages|locales\/[^/]+)\/[^/]+$/.test(pathIn(npm, id))) return null;
      return {
        code: code.replace(/'([a-z-]+\.[a-z0-9-]+)'(?= ?[:,}])/g, (literal, messageId) =>
          ids.has(messageId) ? JSON.stringify(ids.get(messageId)) : literal,
        ),
        map: null,
      };
    },
  };
}
