/** Snippets of a release that never was, with other numbers. */
import assert from 'node:assert/strict';
import {hashContent} from '../../src/tools/html/snippet-version.mjs';
import {lineOf, OTHER, US_LINE} from './helplines.mjs';

const SAMARITANS = lineOf('gb-samaritans');

/** Numbers of this release, and those of an older one. @type {[now: string, then: string][]} */
const OLDER = [
  // Of another length, in letters and in bytes.
  [US_LINE.number, '☎ 555-0199'],
  [US_LINE.href, OTHER.href],
  ['999<', '☎ 8<'],
  ['tel:999', 'tel:998'],
  [SAMARITANS.number, '116 124'],
];

/** Makes a snippet as an older release printed it. @param {string} html */
export function older(html) {
  const [start, tag] = /<([\w-]+)[^>]*? data-recovery-version="[^"]*"[^>]*>/.exec(html)?.map(String) ?? [];
  const from = html.indexOf(start) + start.length;
  const to = html.lastIndexOf(`</${tag}>`);
  const fallback = OLDER.reduce((text, [now, then]) => text.replaceAll(now, then), html.slice(from, to));
  assert.notEqual(fallback, html.slice(from, to), 'nothing in it is older');
  const hash = hashContent(fallback.replace(/<template[^]*<\/template>/, ''));
  const oldStart = start.replace(/ data-recovery-version="[^"]*"/, ` data-recovery-version="0.0.9+2026-01-01.${hash}"`);
  return html.slice(0, html.indexOf(start)) + oldStart + fallback + html.slice(to);
}
