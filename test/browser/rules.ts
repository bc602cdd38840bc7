/** Rules for widgets: those of accessibility, and that a widget keeps to its width and its answers to itself. */
import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import {expect} from '@open-wc/testing';
import {query, queryAll} from './query.js';

/** The rule engine, which registers itself as a global. */
export const {axe} = window as unknown as {axe: typeof axeCore};

/** Internals of axe that have no types: the options of its checks. */
const {checks} = (axe as unknown as {_audit: {checks: Record<string, {options: object}>}})._audit;

const options = {
  ...checks['color-contrast'].options,
  contrastRatio: {normal: {expected: 7}, large: {expected: 4.5}},
};
/**
 * Options by which the rule `color-contrast` asks for the contrast of WCAG AAA. The rule for AAA is not needed beside it: it
 * computes all colors once more, a third of the time of axe, and leaves out the findings of the other one.
 */
export const contrastOfAaa = {checks: {'color-contrast': {options}}};

/** Expects no violation of an accessibility rule, contrast of WCAG AAA included; rules about whole pages are off. */
export async function expectAccessible(el: Element): Promise<void> {
  const {violations} = await axe.run(el, {
    ...contrastOfAaa,
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  expect(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)).to.eql([]);
}

/** Asserts that session recorders leave out the card of a widget, and that browsers restore no field in it. */
export function expectUnrecorded(el: Element): void {
  const card = query(el, '.card');
  expect([...card.classList]).to.include.members(['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude']);
  expect(card.getAttributeNames()).to.include.members(
    ['private', 'hj-suppress', 'clarity-mask', 'dd-privacy'].map((name) => `data-${name}`),
  );
  const fields = queryAll(el, 'input, textarea');
  // The IDL property knows it of text fields only, in some browsers.
  for (const field of fields) expect([card.contains(field), field.getAttribute('autocomplete')]).to.eql([true, 'off']);
}

/** Returns the boxes of all lines of text in an element, which a long word can make wider than its own box. */
function linesIn(el: Element): DOMRect[] {
  const texts = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  const lines: DOMRect[] = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    lines.push(...[...range.getClientRects()].filter(({width}) => width > 1));
  }
  return lines;
}

/**
 * Expects every rendered element and its text to stay within the width of the widget, text also within the visible box around it (a button, a
 * row, a panel), and no box to cut off a part of its text.
 */
export function expectToFit(el: Element): void {
  const isIn = ({left, right}: DOMRect, box: DOMRect) => left >= box.left - 0.5 && right <= box.right + 0.5;
  const whole = el.getBoundingClientRect();
  const faults = queryAll(el, '.root *').filter((each) => {
    if (!each.getClientRects().length) return false;
    const [box, lines] = [each.getBoundingClientRect(), linesIn(each)];
    const {display, overflow, backgroundColor, borderTopWidth, borderRightWidth} = getComputedStyle(each);
    const hasEdge = parseFloat(borderTopWidth) && parseFloat(borderRightWidth);
    const isBox = display !== 'inline' && (hasEdge || !/^rgba.*, 0\)$/.test(backgroundColor));
    const {clientWidth, scrollWidth, clientHeight, scrollHeight} = each;
    // A box of one pixel hides text for screen readers.
    const cutsOff = clientWidth > 1 && /hidden|clip/.test(overflow);
    return (
      ![box, ...lines].every((line) => isIn(line, whole)) ||
      (isBox && !lines.every((line) => isIn(line, box))) ||
      (cutsOff && Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight) >= 2)
    );
  });
  expect(faults.map(({outerHTML}) => outerHTML.slice(0, 120))).to.eql([]);
}
