/**
 * Diagnoses a page: causes, each with a remedy, in the order in which to fix them. A script that does not run hides later causes.
 */
import {parseWidgetName} from '../entries/embed/parse-widget-name.js';
import type {Facts, Frame, WidgetUse} from './facts.js';
import {
  boxOf,
  EXAMPLE_HOST,
  finding,
  isJavaScript,
  ORDER,
  originOf,
  type Add,
  type Cause,
  type Finding,
  type Knowledge,
  type Live,
} from './finding.js';
import {checkLook} from './look.js';
import {refusedBy} from './policy.js';
import {readCopies, readHashes, checkScripts} from './scripts.js';
import {AROUND, fill} from './texts.js';
import {checkContent} from './content.js';

export {finding} from './finding.js';
export type {FileResponse, Cause, Finding, Knowledge, Live} from './finding.js';

/** Returns all findings, the cause to fix first at the start. */
export function diagnose(facts: Facts, knowledge: Knowledge, live?: Live): Finding[] {
  const findings: Finding[] = [];
  const add: Add = (...about) => findings.push(finding(...about));
  const {uses, frames} = facts;
  const isRunning = !!live && uses.every(({name, isStatic}) => !name || isStatic || live.defined[name] === 'ours');
  checkPage(facts, add);
  for (const use of uses) checkMarkup(use, knowledge, add);
  if (uses.length && !isRunning) checkScripts(facts, live, add);
  else readHashes(facts, add);
  if (uses.length) readCopies(facts, live, add);
  for (const use of uses) checkContent(use, knowledge, live, add);
  for (const frame of frames) checkFrame(frame, facts, knowledge, add);
  findings.push(...(knowledge.extraFindings ?? []));
  checkLook(facts, add);
  const isByPlugin = uses.length > 0 && uses.every((use) => use.isByPlugin);
  return sort(isByPlugin ? findings.map(forPlugin) : findings);
}

/** Causes whose remedy is about a snippet, which nobody has pasted where the plugin for WordPress writes the widgets. */
const OF_SNIPPETS: readonly Cause[] = [
  ...(['end-tag', 'wrapped-tag', 'quotes', 'name', 'attribute', 'type', 'integrity', 'script'] as const),
  ...(['no-fallback', 'dead-links', 'wrong-label', 'region', 'no-number', 'language', 'outdated'] as const),
  ...(['heading', 'style', 'style-late'] as const),
];

const forPlugin = (each: Finding): Finding =>
  OF_SNIPPETS.includes(each.cause) ? {...each, remedy: fill(AROUND.plugin, {}), isByPlugin: true} : each;

function sort(findings: Finding[]): Finding[] {
  const unique = findings.filter(
    ({cause, problem}, index) =>
      findings.findIndex((other) => other.cause === cause && other.problem === problem) === index,
  );
  return unique.sort((a, b) => ORDER.indexOf(a.cause) - ORDER.indexOf(b.cause));
}

function checkPage({uses, frames, showsCode, explainsCode, showsCss}: Facts, add: Add): void {
  const isEmpty = !uses.length && !frames.length;
  if (showsCode || (explainsCode && isEmpty)) add('shown-as-text', 'shown-as-text');
  else if (isEmpty) add('nothing-here', 'nothing-here');
  if (showsCss) add('css-as-text', 'css-as-text');
}

function checkMarkup(use: WidgetUse, {widgets}: Knowledge, add: Add): void {
  if (use.hasCurlyQuotes) add('quotes', 'quotes', boxOf(use));
  if (!use.name) add('name', 'name', {given: use.rawName, allowed: widgets.join(', ')});
  if (use.isClosed === false && !use.isContentOutside) add('end-tag', 'end-tag', boxOf(use));
  if (use.isContentOutside) add('wrapped-tag', 'wrapped-tag', boxOf(use));
}

/** Permissions that a frame needs in a sandbox, beside those of all: docs/embed.md#the-frame. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  'trigger-checklist': ['allow-modals', 'allow-downloads'],
  'care-gaps': ['allow-modals', 'allow-downloads'],
  'relapse-guide': ['allow-modals'],
};

function checkFrame(frame: Frame, facts: Facts, {widgets}: Knowledge, add: Add): void {
  const {src, parameters, sandbox, height} = frame;
  const name = parseWidgetName(parameters.widget ?? '', widgets);
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
