/**
 * Diagnoses a page: causes, each with a remedy, in the order in which to fix them. A script that does not run hides later causes.
 */
import type {Facts, Frame, Place} from './facts.js';
import {
  boxOf,
  EXAMPLE_HOST,
  finding,
  isJavaScript,
  ORDER,
  originOf,
  type Add,
  type Finding,
  type Knowledge,
  type Live,
} from './finding.js';
import {readLook} from './look.js';
import {refusedBy} from './policy.js';
import {readCopies, readHashes, readScripts} from './scripts.js';
import {reportContent} from './content.js';

export {finding} from './finding.js';
export type {Answer, Cause, Finding, Knowledge, Live} from './finding.js';

/** Returns all findings, the cause to fix first at the start. */
export function diagnose(facts: Facts, knowledge: Knowledge, live?: Live): Finding[] {
  const findings: Finding[] = [];
  const add: Add = (...about) => findings.push(finding(...about));
  const {places, frames} = facts;
  const isRunning =
    !!live && places.every(({name, isPrerendered}) => !name || isPrerendered || live.defined[name] === 'ours');
  readPage(facts, add);
  for (const place of places) readMarkup(place, knowledge, add);
  if (places.length && !isRunning) readScripts(facts, live, add);
  else readHashes(facts, add);
  if (places.length) readCopies(facts, live, add);
  for (const place of places) reportContent(place, knowledge, live, add);
  for (const frame of frames) readFrame(frame, facts, knowledge, add);
  for (const {src, height, needs} of live?.lowFrames ?? []) add('frame-height', 'frame-height', {src, height, needs});
  findings.push(...(knowledge.own ?? []));
  readLook(facts, add);
  return sort(findings);
}

function sort(findings: Finding[]): Finding[] {
  const unique = findings.filter(
    ({cause, problem}, index) =>
      findings.findIndex((other) => other.cause === cause && other.problem === problem) === index,
  );
  return unique.sort((a, b) => ORDER.indexOf(a.cause) - ORDER.indexOf(b.cause));
}

function readPage({places, frames, showsCode, explainsCode, showsCss}: Facts, add: Add): void {
  const isEmpty = !places.length && !frames.length;
  if (showsCode || (explainsCode && isEmpty)) add('shown-as-text', 'shown-as-text');
  else if (isEmpty) add('nothing-here', 'nothing-here');
  if (showsCss) add('css-as-text', 'css-as-text');
}

function readMarkup(place: Place, {widgets}: Knowledge, add: Add): void {
  if (place.hasCurlyQuotes) add('quotes', 'quotes', boxOf(place));
  if (!place.name) add('name', 'name', {given: place.given, allowed: widgets.join(', ')});
  if (place.isClosed === false && !place.isSpilled) add('end-tag', 'end-tag', boxOf(place));
  if (place.isSpilled) add('wrapped-tag', 'wrapped-tag', boxOf(place));
}

/** Permissions that a frame needs in a sandbox, beside those of all: docs/embed.md#the-frame. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  'trigger-checklist': ['allow-modals', 'allow-downloads'],
  'care-gaps': ['allow-modals', 'allow-downloads'],
  'relapse-guide': ['allow-modals'],
};

function readFrame(frame: Frame, facts: Facts, {widgets}: Knowledge, add: Add): void {
  const {src, parameters, sandbox, height} = frame;
  const letters = (parameters.widget ?? '').toLowerCase().replace(/^\W*recovery|[^a-z]/g, '');
  const name = widgets.find((each) => each.replaceAll('-', '') === letters);
  if (!name) add('name', 'frame-name', {given: parameters.widget ?? '', allowed: widgets.join(', ')});
  readFrameAddress(src, facts, add);
  const needed = ['allow-scripts', 'allow-popups', ...(PERMISSIONS[name ?? ''] ?? [])];
  const missing = sandbox ? needed.filter((token) => !sandbox.includes(token)) : [];
  if (missing.length)
    add('sandbox', 'sandbox', {
      missing: missing.join(' '),
      all: [...new Set([...(sandbox ?? []), ...needed])].join(' '),
    });
  const hasParent = facts.scripts.some(
    ({file, attributes, type}) => file === 'frame-parent.js' && attributes.src && isJavaScript(type),
  );
  if (!hasParent && height && height < (parameters.variant === 'compact' ? 80 : 240))
    add('frame-height', 'frame-low', {height});
}

function readFrameAddress(src: string, facts: Facts, add: Add): void {
  const directive = refusedBy(facts.policies, 'frame', src, facts.url);
  if (EXAMPLE_HOST.test(src)) add('frame', 'frame-example', {src});
  if (facts.url.startsWith('https:') && src.startsWith('http:')) add('frame', 'frame-http');
  if (directive) add('frame', 'frame', {directive, origin: originOf(src)});
}
