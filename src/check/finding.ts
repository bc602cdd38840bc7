/** Causes of faults in a page, and the data that the check uses. */
import type {WidgetUse} from './facts.js';
import {fill, TEXTS, type TextKey, type Values} from './texts.js';

/** Identifiers of causes: also the anchors in docs/check.md. */
export type Cause =
  | 'nothing-here'
  | 'shown-as-text'
  | 'css-as-text'
  | 'end-tag'
  | 'wrapped-tag'
  | 'quotes'
  | 'name'
  | 'attribute'
  | 'consent'
  | 'optimizer'
  | 'type'
  | 'csp'
  | 'address'
  | 'mime'
  | 'integrity'
  | 'script'
  | 'other-definition'
  | 'copies'
  | 'no-fallback'
  | 'dead-links'
  | 'region'
  | 'no-number'
  | 'retired-number'
  | 'wrong-label'
  | 'language'
  | 'outdated'
  | 'frame'
  | 'sandbox'
  | 'frame-height'
  | 'heading'
  | 'contrast'
  | 'style'
  | 'style-late'
  | 'author';

export interface Finding {
  cause: Cause;
  /** One sentence. */
  problem: string;
  /** One step. */
  remedy: string;
  /** Whether the remedy is that for widgets of the plugin for WordPress, in place of the one about a snippet. */
  isByPlugin?: boolean;
  /** The same as a key with values, for other languages. */
  message: {key: TextKey; values: Values};
}

/** A failed request for a file of ours. */
export interface FileResponse {
  url: string;
  /** HTTP status. */
  status: number;
  /** Media type; empty where the browser does not report it. */
  type: string;
}

/** Observations in a browser. */
export interface Live {
  responses: readonly FileResponse[];
  /** Addresses that the page’s policy has refused, each with the directive. */
  refused: readonly {url: string; directive: string}[];
  /** Scripts of the page’s own host that could be read, and whether ours is in them. */
  read: readonly {url: string; isOurs: boolean}[];
  /** Defined widgets: our definition, or another. */
  defined: Readonly<Record<string, 'ours' | 'other'>>;
  versions: readonly string[];
  /** Numbers in the fallback content and in the widget itself, for each widget in the page. */
  numbers: readonly {name: string; fallback: readonly string[]; widget: readonly string[]}[];
}

/** Facts about our own data. */
export interface Knowledge {
  widgets: readonly string[];
  /** Widgets that show anything of a country. */
  regional: readonly string[];
  regions: readonly string[];
  version: string;
  /** Findings that need more than the page: computed where fallback content can be rendered. */
  extraFindings?: readonly Finding[];
}

/** Causes in the order in which to fix them. */
export const ORDER: readonly Cause[] = [
  'nothing-here',
  'shown-as-text',
  'end-tag',
  'wrapped-tag',
  'quotes',
  'name',
  'consent',
  'optimizer',
  'type',
  'csp',
  'address',
  'mime',
  'integrity',
  'other-definition',
  'script',
  'copies',
  'frame',
  'sandbox',
  'no-fallback',
  'dead-links',
  'retired-number',
  'wrong-label',
  'region',
  'no-number',
  'language',
  'outdated',
  'attribute',
  'frame-height',
  'css-as-text',
  'heading',
  'contrast',
  'style',
  'style-late',
  'author',
];

/** Adds a finding. */
export type Add = (cause: Cause, key: TextKey, values?: Values) => void;

/** Writes a finding, in English. */
export function finding(cause: Cause, key: TextKey, values: Values = {}): Finding {
  const [problem, remedy] = TEXTS[key];
  return {cause, problem: fill(problem, values), remedy: fill(remedy, values), message: {key, values}};
}

/** Returns the name of a place for a text: `{box}`. */
export const boxOf = ({rawName, name}: WidgetUse): {box: string} => ({box: name ?? rawName});

export const isJavaScript = (type: string): boolean =>
  !type || type === 'module' || /^(text|application)\/(x-)?(java|ecma)script$/.test(type.split(';')[0].trim());

/** Addresses of our documentation’s examples. */
export const EXAMPLE_HOST = /\/\/(your-site|example)\.(example|com)\b|\/\/your-site\b/i;

export const originOf = (url: string): string => {
  try {
    return new URL(url).origin;
  } catch {
    return url;
  }
};
