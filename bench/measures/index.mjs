/** All measures, in the order of the report. */
import {bulk} from './bulk.mjs';
import {host} from './host.mjs';
import {language} from './language.mjs';
import {load} from './load.mjs';
import {observer} from './observer.mjs';
import {shift} from './shift.mjs';
import {teardown} from './teardown.mjs';

/**
 * @typedef {object} Context
 * @property {import('../../test/support/browser.mjs').Browser} browser
 * @property {import('../site.mjs').Site} site
 * @property {import('../candidates.mjs').Candidate} candidate
 * @property {string} name of the case
 *
 * @typedef {object} Measure
 * @property {string} name
 * @property {number} share of the rounds that it takes; 0 for a single one, as it counts and takes no time
 * @property {string[]} cases such as a number of elements
 * @property {(candidate: Context['candidate'], name: string) => boolean} [includes] false to leave a candidate out of a case
 * @property {(context: Context) => Promise<Record<string, number>>} run takes one sample
 */

/** @type {Measure[]} */
export const measures = [load, bulk, language, teardown, observer, host, shift];
