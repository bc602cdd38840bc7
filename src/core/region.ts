/** Types of the regions, which `npm run messages` generates from src/content/helplines. */
import {normalizeCode} from './normalize.js';

/** A helpline: a public one, or the page’s own. */
export interface Line {
  purpose: 'substance-use' | 'crisis' | 'own';
  /** Name that its operator uses, in `lang`. */
  name: string;
  /** Organization that answers. */
  operator: string;
  /** BCP 47 language of `name`, `operator`, and of `hours` and `cost` where these are text. */
  lang: string;
  /** Phone number as people there write it; absent if the line takes text messages only. */
  number?: string;
  /** `tel:` URL of `number`. */
  tel?: string;
  sms?: {
    href: string;
    number: string;
    /** Keyword to send; `keywords` has others by language. */
    keyword?: string;
    keywords?: Record<string, string>;
    /** `zip`: the message is the sender’s ZIP code. */
    asks?: string;
    /** BCP 47 tags of our languages in which texts are answered, if fewer than those spoken. */
    languages?: string[];
  };
  /** `https:` URL of the operator’s own chat. */
  chat?: string;
  /** `always`, or the operator’s own text; absent if not confirmed. */
  hours?: string;
  /** Absent if not confirmed. */
  free?: boolean;
  cost?: string;
  /** Set only if the operator says so. */
  confidential?: true;
  /** Names of the languages spoken, in one text, by the BCP 47 tag of its language; British English only where it differs. */
  languages?: Partial<Record<string, string>>;
  /** Kind of help on the call, if a source tells. */
  service?: 'referral' | 'listening' | 'advice';
  /** `https:` URL of its website, if the hours are not known. */
  url?: string;
  /** ISO 3166-2 code of the only subdivision that it serves, such as `CA-ON`. */
  within?: string;
}

/** A line that takes calls. */
export type CallableLine = Pick<Line, 'name' | 'lang'> & Required<Pick<Line, 'number' | 'tel'>>;

/** Emergency number, guidance and helplines of one country. */
export interface Region {
  emergency: {number: string; tel: string};
  /** Reviewed wording for breaths and compressions; absent for the neutral one. */
  breathing?: 'us' | 'uk-30-2';
  law?: 'us' | 'ca' | 'gb';
  wearsOff?: 'uk';
  /** Line that stays on the phone with someone who uses alone, and sends help. */
  companion?: CallableLine;
  lines: Line[];
}

/** Loads the region of one country. */
export type RegionLoader = () => Promise<{region: Region}>;

/**
 * Parses a region attribute. The value is normalized, and letter case is ignored.
 *
 * @param value ISO 3166-1 alpha-2 (`US`) or ISO 3166-2 (`CA-ON`) code
 * @returns country and, if given, the whole code of the subdivision; undefined if the value has neither form
 */
export function parseRegion(value: string): {country: string; subdivision?: string} | undefined {
  // Common in these two countries; ISO 3166-1 reserves UK for that.
  const code = normalizeCode(value)
    .toUpperCase()
    .replace(/^UK\b/, 'GB')
    .replace(/^USA\b/, 'US');
  const [, country, part] = /^([A-Z]{2})(-[A-Z0-9]{1,3})?$/.exec(code) ?? [];
  return country ? {country, ...(part && {subdivision: code})} : undefined;
}
