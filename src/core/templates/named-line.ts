import {html} from 'lit';
import {textIn, type CallableLine, type Line} from '../region.js';
import {callLink} from './call-link.js';
import {languageNames, operatorText} from './text.js';

/** Messages around the name and the number of a line. */
export interface NamedLineMessages {
  line: (name: unknown, number: unknown) => unknown;
  /** Accessible name of the link. */
  callName: (name: string, number: string) => string;
  /** Names the languages that the line speaks. */
  languages?: (names: unknown) => unknown;
}

/**
 * Renders a sentence about a line, with its name in the operator’s language and a link that calls it. A line with `languages` speaks
 * these, but perhaps not the one shown.
 */
export function namedLine(
  {name, lang, number, tel, languages}: CallableLine & Pick<Line, 'languages'>,
  {line, callName, languages: speaks}: NamedLineMessages,
  locale = 'en',
): unknown {
  const sentence = line(operatorText(name, {lang}), callLink({number, tel, label: callName(name, number)}));
  const names = textIn(locale, languages);
  // The sentence ends with the number, without a full stop.
  return names && speaks ? [sentence, html`<br />`, speaks(languageNames(names))] : sentence;
}
