/** Layout shift of each widget alone, in every language, on three widths. */
import {withoutVariants} from '../../test/support/languages.mjs';
import {languages, sets} from '../candidates.mjs';
import {SLOW_NETWORK, visit} from '../visit.mjs';

const WIDTHS = [360, 768, 1280];
/** High enough for every widget, as a shift counts in the viewport only. */
const HEIGHT = 2400;
/** Pages at a time, as they mostly wait for the network. */
const AT_ONCE = 4;

/** @type {import('./index.mjs').Measure} */
export const shift = {
  name: 'shift',
  share: 0,
  cases: withoutVariants(languages).flatMap((lang) => WIDTHS.map((width) => `${lang} ${width}`)),
  // The others are there for comparison.
  includes: ({id}, name) => id.startsWith('ours') || name.startsWith('en '),
  async run({browser, site, candidate, name}) {
    const [lang, width] = name.split(' ');
    /** @type {Record<string, number>} */
    const shifts = {};
    const waiting = [...sets.all];
    async function takeAll() {
      for (let widget = waiting.shift(); widget; widget = waiting.shift()) {
        const sitePage = await site.pageOf(candidate, widget, [lang]);
        const options = {limits: SLOW_NETWORK, width: Number(width), height: HEIGHT};
        const opened = await visit(browser, sitePage, candidate, options);
        try {
          await opened.ready();
          ({cls: shifts[widget]} = await opened.results());
        } finally {
          await opened.close();
        }
      }
    }
    await Promise.all(Array.from({length: AT_ONCE}, takeAll));
    return shifts;
  },
};
