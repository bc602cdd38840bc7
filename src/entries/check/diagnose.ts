/**
 * Tells what is wrong with a page, and what to do about it. The causes are in the order in which to mend them: a script that does not
 * run hides what comes after it.
 */
import type {Facts, Frame, Place} from './facts.js';
import {
  EXAMPLE_HOST,
  isJavaScript,
  label,
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
import {readWords} from './words.js';

export type {Answer, Cause, Finding, Knowledge, Live} from './finding.js';

/** Lists everything that is wrong, the cause to mend first in front. */
export function diagnose(facts: Facts, knowledge: Knowledge, live?: Live): Finding[] {
  const findings: Finding[] = [];
  const add: Add = (cause, problem, remedy) => findings.push({cause, problem, remedy});
  const {places, frames} = facts;
  const isRunning =
    !!live && places.every(({name, isPrerendered}) => !name || isPrerendered || live.defined[name] === 'ours');
  readPage(facts, add);
  for (const place of places) readMarkup(place, knowledge, add);
  if (places.length && !isRunning) readScripts(facts, live, add);
  else readHashes(facts, add);
  if (places.length) readCopies(facts, live, add);
  for (const place of places) readWords(place, knowledge, live, add);
  for (const frame of frames) readFrame(frame, facts, knowledge, add);
  for (const {src, height, needs} of live?.lowFrames ?? [])
    add(
      'frame-height',
      `The frame ${src} is ${height} pixels high, and its content needs ${needs}.`,
      'Add the line with frame-parent.js below it, or a greater height.',
    );
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
  if (showsCode || (explainsCode && isEmpty))
    add(
      'shown-as-text',
      'The code of a snippet is shown as text.',
      'Paste it again in the source or HTML view of your editor; in WordPress, into a Custom HTML block.',
    );
  else if (isEmpty)
    add('nothing-here', 'There is no widget in this page.', 'Paste a snippet, publish the page and clear its caches.');
  if (showsCss)
    add(
      'css-as-text',
      'CSS code stands above the text: a filter has removed the <style> of a tag.',
      'Use the <div> snippet: --form div.',
    );
}

function readMarkup(place: Place, {widgets}: Knowledge, add: Add): void {
  if (!place.name)
    add('name', `“${place.given}” names no widget.`, `Correct the name. Allowed: ${widgets.join(', ')}.`);
  if (place.isClosed === false && !place.isSpilled)
    add(
      'end-tag',
      `The end tag of ${label(place)} is missing, so the rest of the page belongs to it.`,
      'Paste the snippet again. A tag of ours cannot be closed with />.',
    );
  if (place.isSpilled)
    add(
      'wrapped-tag',
      `The editor has put a <p> around the tag of ${label(place)}, so its text stands below it.`,
      'Use the <div> snippet: --form div.',
    );
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
  if (!name)
    add(
      'name',
      `The frame asks for the widget “${parameters.widget}”.`,
      `Correct widget= in its address. Allowed: ${widgets.join(', ')}.`,
    );
  readFrameAddress(src, facts, add);
  const needed = ['allow-scripts', 'allow-popups', ...(PERMISSIONS[name ?? ''] ?? [])];
  const missing = sandbox ? needed.filter((token) => !sandbox.includes(token)) : [];
  if (missing.length)
    add(
      'sandbox',
      `The sandbox of the frame lacks ${missing.join(' and ')}.`,
      `Write sandbox="${[...new Set([...(sandbox ?? []), ...needed])].join(' ')}".`,
    );
  const hasParent = facts.scripts.some(
    ({file, attributes, type}) => file === 'frame-parent.js' && attributes.src && isJavaScript(type),
  );
  if (!hasParent && height && height < (parameters.variant === 'compact' ? 80 : 240))
    add(
      'frame-height',
      `The frame is ${height} pixels high, too low to read in.`,
      'Add the line with frame-parent.js below it, or a height of 480.',
    );
}

function readFrameAddress(src: string, facts: Facts, add: Add): void {
  const directive = refusedBy(facts.policies, 'frame', src, facts.url);
  if (EXAMPLE_HOST.test(src))
    add(
      'frame',
      `The address of the frame is the one of the example: ${src}.`,
      'Put the address of the folder with your files there.',
    );
  if (facts.url.startsWith('https:') && src.startsWith('http:'))
    add(
      'frame',
      'The page is read by https, the frame would be by http: browsers refuse it.',
      'Write https:// into the address of the frame.',
    );
  if (directive)
    add('frame', `The security header refuses the frame: ${directive}.`, `Add ${originOf(src)} to frame-src.`);
}
