/** What a page may show for one country. Built from src/content/helplines by `npm run messages`. */
import {normalizeCode} from './ancestors.js';

/** A helpline: a public one, or the page's own. */
export interface Line {
  purpose: 'substance-use' | 'crisis' | 'own';
  /** As its operator writes it, in `lang`. */
  name: string;
  /** Who answers. */
  operator: string;
  /** BCP 47 language of `name`, `operator`, and of `hours` and `cost` where these are text. */
  lang: string;
  /** The number as people there write it; absent for lines that take text messages only. */
  number?: string;
  /** `tel:` address of `number`. */
  tel?: string;
  sms?: {
    href: string;
    number: string;
    /** The word to send; `keywords` has others by language. */
    keyword?: string;
    keywords?: Record<string, string>;
    /** `zip`: the message is the sender's ZIP code. */
    asks?: string;
    /** Languages texts are answered in, where they are fewer than those spoken. */
    languages?: string[];
  };
  /** `https:` address of the operator's own chat. */
  chat?: string;
  /** `always`, or the operator's own words; absent when not confirmed. */
  hours?: string;
  /** Absent when not confirmed. */
  free?: boolean;
  cost?: string;
  /** Only where the operator says so. */
  confidential?: true;
  /** BCP 47 tags of the languages spoken. */
  languages: string[];
  /** What happens on the call, where a source tells. */
  service?: 'referral' | 'listening' | 'advice';
  /** `https:` address of its website, where the hours are not known. */
  url?: string;
  /** ISO 3166-2 code of the only place it serves, such as `CA-ON`. */
  within?: string;
}

/** Emergency number, guidance and lines of one country. */
export interface Region {
  emergency: {number: string; tel: string};
  /** Which reviewed wording for breaths and compressions applies; absent: the neutral one. */
  breathing?: 'us' | 'uk-30-2';
  law?: 'us' | 'ca' | 'gb';
  wearsOff?: 'uk';
  lines: Line[];
}

/** Loads one country. */
export type RegionLoader = () => Promise<{region: Region}>;

/**
 * Splits a region attribute. Letter case and what is around the code do not matter.
 *
 * @param value ISO 3166-1 alpha-2 (`US`) or ISO 3166-2 (`CA-ON`)
 * @returns country and, where given, the whole code of the subdivision; undefined when it has neither form
 */
export function parseRegion(value: string): {country: string; subdivision?: string} | undefined {
  // What people in these two countries write; ISO 3166-1 keeps UK free for that.
  const code = normalizeCode(value)
    .toUpperCase()
    .replace(/^UK\b/, 'GB')
    .replace(/^USA\b/, 'US');
  const [, country, part] = /^([A-Z]{2})(-[A-Z0-9]{1,3})?$/.exec(code) ?? [];
  return country ? {country, ...(part && {subdivision: code})} : undefined;
}
