/** Rollup plugin: shortens the ids of messages, in calls of `msg` and in the tables of all languages alike. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {modulesIn, pathIn} from './compiled.mjs';

/**
 * Numbers the messages in the order of the copy: `helpline-banner.heading` becomes `0` in the tables of the banner,
 * `shared.draft` `s1`.
 *
 * @param {string} npm folder with the output of tsc
 */
const shortIds = (npm) =>
  new Map(
    modulesIn(join(npm, 'generated/messages')).flatMap((name) =>
      [...readFileSync(join(npm, `generated/messages/${name}.js`), 'utf8').matchAll(/\bid: '([^']+)'/g)].map(
        ([, id], index) => [id, `${name === 'shared' ? 's' : ''}${index.toString(36)}`],
      ),
    ),
  );

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
