import type {Region} from '../region.js';
import {callLink} from './call-link.js';
import {phoneNumber} from './phone-number.js';

/** Messages that say when to call the emergency number. */
export interface EmergencyMessages {
  /** Names the number, which is passed as a link. */
  call: (number: unknown) => unknown;
  /** Names the local number instead, if the country is unknown. */
  callLocal: () => unknown;
  /** Accessible name of the link. */
  callName: (number: string) => string;
  /** Joins two numbers. */
  or: (number: unknown, other: unknown) => unknown;
  /** Adds the local number to one that may be wrong. */
  orLocal: (number: unknown) => unknown;
}

/**
 * Renders the instruction to call in an emergency. A number is never guessed: without a country, or where sources about it conflict, the text names
 * none. A second number is text, so that nobody touches it in place of the first.
 *
 * @param classes of the link
 */
export const emergencyCall = (
  country: Region | undefined,
  {call, callLocal, callName, or, orLocal}: EmergencyMessages,
  classes?: string,
): unknown => {
  const {emergency} = country ?? {};
  if (!emergency) return callLocal();
  const {number, tel, also, unsure} = emergency;
  const link = callLink({number, tel, classes, label: callName(number)});
  const numbers = also ? or(link, phoneNumber(also)) : link;
  return call(unsure ? orLocal(numbers) : numbers);
};
