import type {Region} from '../region.js';
import {callLink} from './call-link.js';

/** Messages that say when to call the emergency number. */
export interface EmergencyMessages {
  /** Names the number, which is passed as a link. */
  call: (number: unknown) => unknown;
  /** Names the local number instead, if the country is unknown. */
  callLocal: () => unknown;
  /** Accessible name of the link. */
  callName: (number: string) => string;
}

/**
 * Renders the instruction to call in an emergency. A number is never guessed: without a country, or where sources about it conflict, the text names
 * none.
 *
 * @param classes of the link
 */
export const emergencyCall = (
  country: Region | undefined,
  {call, callLocal, callName}: EmergencyMessages,
  classes?: string,
): unknown => {
  const emergency = country?.emergency;
  return emergency ? call(callLink({...emergency, classes, label: callName(emergency.number)})) : callLocal();
};
