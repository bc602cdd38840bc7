/** Provides the parts of a banner that its first render does not need: a chunk of its own. */
import type {DeferredParts} from './deferred.js';
import {details} from './line-details.js';
import {answer} from './opening-answer.js';
import {Openings} from './openings.js';

export const parts: DeferredParts = {Openings, answer, details};
