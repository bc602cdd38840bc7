/** Checks the fallback content of a snippet: whether it is there, its numbers can be dialed, and it fits the widget. */
import {parseRegion} from '../core/region.js';
import type {WidgetUse} from './facts.js';
import {boxOf, type Add, type Knowledge, type Live} from './finding.js';

/** Reports faults in the fallback content of one widget. */
export function checkContent(use: WidgetUse, knowledge: Knowledge, live: Live | undefined, add: Add): void {
  if (!use.name) return;
  if (!use.content && !use.isContentOutside) add('no-fallback', 'no-fallback', boxOf(use));
  if (use.deadLinks.length) add('dead-links', 'dead-links', {...boxOf(use), text: use.deadLinks[0]});
  if (knowledge.regional.includes(use.name)) checkRegion(use, knowledge, add);
  checkLabels(use, add);
  const seen = live?.numbers.find((each) => each.name === use.name);
  const lost = seen?.widget.length ? seen.fallback.filter((number) => !seen.widget.includes(number)) : [];
  if (lost.length && !use.attributes.phone)
    add('outdated', 'outdated-numbers', {...boxOf(use), numbers: lost.join(', ')});
}

function checkRegion(use: WidgetUse, {regions}: Knowledge, add: Add): void {
  const {region, links, content, deadLinks} = use;
  const {country = ''} = parseRegion(region) ?? {};
  if (region && !regions.includes(country)) add('region', 'region-unknown', {...boxOf(use), region});
  else if (!region && links.length) add('region', 'region', boxOf(use));
  else if (region && content && !links.length && !deadLinks.length) add('no-number', 'no-number', boxOf(use));
}

/** Text that is a number and nothing else. */
const NUMBER = /^[\s\d().+/\u00a0\u200e\u2010-\u2015-]+$/;

function checkLabels(use: WidgetUse, add: Add): void {
  for (const {digits, text} of use.links) {
    const dialed = digits.replace(/\D/g, '');
    // A national number begins with a trunk prefix 0, which the international format omits.
    const shown = text.replace(/\D/g, '').replace(/^0+/, '');
    if (NUMBER.test(text) && shown.length >= 2 && !dialed.endsWith(shown) && !shown.endsWith(dialed))
      add('wrong-label', 'wrong-label', {...boxOf(use), text, digits});
  }
}
