/** Checks the fallback content of a snippet: whether it is there, its numbers can be dialed, and it fits the widget. */
import {parseRegion} from '../../core/region.js';
import type {Place} from './facts.js';
import {boxOf, type Add, type Knowledge, type Live} from './finding.js';

/** Reports faults in the fallback content of one widget. */
export function reportContent(place: Place, knowledge: Knowledge, live: Live | undefined, add: Add): void {
  if (!place.name) return;
  if (!place.content && !place.isSpilled) add('no-words', 'no-words', boxOf(place));
  if (place.deadLinks.length) add('dead-links', 'dead-links', {...boxOf(place), text: place.deadLinks[0]});
  if (knowledge.regional.includes(place.name)) readRegion(place, knowledge, add);
  readLabels(place, add);
  const seen = live?.numbers.find((each) => each.name === place.name);
  const lost = seen?.widget.length ? seen.words.filter((number) => !seen.widget.includes(number)) : [];
  if (lost.length && !place.attributes.phone)
    add('outdated', 'outdated-numbers', {...boxOf(place), numbers: lost.join(', ')});
}

function readRegion(place: Place, {regions}: Knowledge, add: Add): void {
  const {region, links, content, deadLinks} = place;
  const {country = ''} = parseRegion(region) ?? {};
  if (region && !regions.includes(country)) add('region', 'region-unknown', {...boxOf(place), region});
  else if (!region && links.length) add('region', 'region', boxOf(place));
  else if (region && content && !links.length && !deadLinks.length) add('no-number', 'no-number', boxOf(place));
}

/** Text that is a number and nothing else. */
const NUMBER = /^[\s\d().+/\u00a0\u200e\u2010-\u2015-]+$/;

function readLabels(place: Place, add: Add): void {
  for (const {digits, text} of place.links) {
    const dialed = digits.replace(/\D/g, '');
    // A national number begins with a trunk prefix 0, which the international format omits.
    const shown = text.replace(/\D/g, '').replace(/^0+/, '');
    if (NUMBER.test(text) && shown.length >= 2 && !dialed.endsWith(shown) && !shown.endsWith(dialed))
      add('wrong-label', 'wrong-label', {...boxOf(place), text, digits});
  }
}
