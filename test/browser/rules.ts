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

/** Expects every rendered element to stay within the width of the widget, and no box to cut off a part of its text. */
export function expectToFit(el: Element): void {
  const {left, right} = el.getBoundingClientRect();
  for (const each of queryAll(el, '.root *').filter((node) => node.getClientRects().length)) {
    const box = each.getBoundingClientRect();
    expect(box.left >= left - 0.5 && box.right <= right + 0.5, each.outerHTML.slice(0, 80)).to.equal(true);
    // A box of one pixel hides text for screen readers.
    if (each.clientWidth < 2 || !/hidden|clip/.test(getComputedStyle(each).overflow)) continue;
    const {clientWidth, scrollWidth, clientHeight, scrollHeight} = each;
    expect(Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight), each.innerText).to.be.below(2);
  }
}
