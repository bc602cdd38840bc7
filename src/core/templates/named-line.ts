import type {CallableLine} from '../region.js';
import {callLink} from './call-link.js';
import {operatorText} from './operator-text.js';

/** Messages around the name and the number of a line. */
export interface NamedLineMessages {
  line: (name: unknown, number: unknown) => unknown;
  /** Accessible name of the link. */
  callName: (name: string, number: string) => string;
}

/** Renders a sentence about a line, with its name in the operator’s language and a link that calls it. */
export const namedLine = ({name, lang, number, tel}: CallableLine, {line, callName}: NamedLineMessages): unknown =>
  line(operatorText(name, {lang}), callLink({number, tel, label: callName(name, number)}));
