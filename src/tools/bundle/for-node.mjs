/** Rollup plugin for dist/node: an entry with the modules that tools need, and warnings turned into errors. */
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {pathIn} from '../built/compiled.mjs';

/** Id of the entry. */
export const FOR_NODE = 'for-node';

const modules = [
  'entries/index',
  'generated/regions/index',
  'core/recovery-element',
  'core/language-row',
  'core/region',
  'core/localize',
  'core/normalize',
  'core/warn',
  'check/contrast',
  'check/diagnose',
  'check/look',
  'check/page-reader',
  'entries/embed/parse-widget-name',
  'entries/enhance/finished-attribute',
];

/** Code of the path of a module. @param {string} npm @param {string} name */
const pathOf = (npm, name) => JSON.stringify(resolve(npm, `${name}.js`));

/** Code that gives the banner the parts that browsers load after its first render: prerendering renders once. @param {string} npm */
const withDeferred = (npm) => [
  `import {deferred} from ${pathOf(npm, 'widgets/helpline-banner/deferred')};`,
  `import {parts} from ${pathOf(npm, 'widgets/helpline-banner/deferred-parts')};`,
  'deferred.parts = parts;',
];

/** Module in place of src/core/warn.ts. */
const THROWING_WARN = new URL('../built/throwing-warn.mjs', import.meta.url);

/** @param {string} npm folder with the output of tsc @returns {import('rollup').Plugin} */
export const forNode = (npm) => ({
  name: 'for-node',
  resolveId: (id) => (id === FOR_NODE ? id : null),
  load: (id) =>
    id === FOR_NODE
      ? [...modules.map((name) => `export * from ${pathOf(npm, name)};`), ...withDeferred(npm)].join('\n')
      : null,
  transform: (_, id) =>
    pathIn(npm, id) === 'core/warn.js' ? {code: readFileSync(THROWING_WARN, 'utf8'), map: null} : null,
});
