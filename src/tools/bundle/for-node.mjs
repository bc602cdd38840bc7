/** Rollup plugin for dist/node: an entry with the modules that tools need, and warnings turned into errors. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {NPM, pathIn} from '../built/compiled.mjs';

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

/** Code of the path of a module. @param {string} name */
const pathOf = (name) => JSON.stringify(join(NPM, `${name}.js`));

/** Code that gives the banner the parts that browsers load after its first render: prerendering renders once. */
const withDeferred = [
  `import {deferred} from ${pathOf('widgets/helpline-banner/deferred')};`,
  `import {parts} from ${pathOf('widgets/helpline-banner/deferred-parts')};`,
  'deferred.parts = parts;',
];

/** Module in place of src/core/warn.ts. */
const THROWING_WARN = new URL('../built/throwing-warn.mjs', import.meta.url);

/** @type {import('rollup').Plugin} */
export const forNode = {
  name: 'for-node',
  resolveId: (id) => (id === FOR_NODE ? id : null),
  load: (id) =>
    id === FOR_NODE ? [...modules.map((name) => `export * from ${pathOf(name)};`), ...withDeferred].join('\n') : null,
  transform: (_, id) => (pathIn(id) === 'core/warn.js' ? {code: readFileSync(THROWING_WARN, 'utf8'), map: null} : null),
};
