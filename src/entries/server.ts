/**
 * Loads every language and region, so that any Lit SSR renders the widgets whose tag has `lang` and `region`: import it on the
 * server, once, before rendering. Without it, or without these attributes, the fallback content is rendered.
 */
import {RecoveryElement} from '../core/recovery-element.js';
import {load, loadRegion} from '../core/resource.js';
import {regions} from '../generated/regions/index.js';
import {deferred} from '../widgets/helpline-banner/deferred.js';
import {parts} from '../widgets/helpline-banner/deferred-parts.js';
import * as entries from './index.js';

const tables = Object.values(entries).flatMap((entry) =>
  typeof entry === 'function' && entry.prototype instanceof RecoveryElement
    ? Object.entries((entry as unknown as typeof RecoveryElement).locales)
    : [],
);
const locales = ['en', ...new Set(tables.map(([locale]) => locale))];
await Promise.all([
  ...tables.map(([, loader]) => load(loader)!.settled),
  ...Object.keys(regions).flatMap((country) => locales.map((locale) => loadRegion(country, locale)!.settled)),
]);
deferred.parts = parts;
