/** Regions, which `npm run messages` generates from src/content/helplines: their types, and how to find a line and parse a code. */
import {normalizeCode} from './normalize.js';

/** A text by the BCP 47 tag of its language; British English only where it differs. */
export type Texts = Partial<Record<string, string>>;

/** Kind of price of a call or message. `standard`: as any other; `varies`: free for some only. */
export type Cost = 'free' | 'standard' | 'charged' | 'varies';

/** A helpline: a public one, or the page’s own. */
export interface Line {
  purpose: 'substance-use' | 'crisis' | 'companion' | 'local';
  /** Name that its operator uses, in `lang`. */
  name: string;
  /** Organization that answers. */
  operator: string;
  /** BCP 47 language of `name`, `operator` and `price`, and of `hours` in the operator’s words. */
  lang: string;
  /** Phone number as people there write it; absent if the line takes text messages only. */
  number?: string;
  /** `tel:` URL of `number`. */
  tel?: string;
  /** Key to press after the call was answered; `menus` has others by language. */
  menu?: string;
  menus?: Record<string, string>;
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
  /** `always`, texts made from `times`, or the operator’s own text; absent if not confirmed. */
  hours?: string | Texts;
  /** Absent if not confirmed. */
  cost?: Cost;
  /** Price of a call that costs more, and price as the operator states it. */
  charge?: {per: 'call' | 'minute'; amount: Texts};
  price?: string;
  /** Set only if the operator says so. */
  confidential?: true;
  /** Names of the languages spoken, in one text, with English ones in other languages between bars; and the BCP 47 tags of ours among them. */
  languages?: Texts;
  spoken?: string[];
  /** Whether an interpreter helps with other languages, and how to reach one: callers say the language, or call a service first. */
  interpreter?: true | 'say-language' | {name: string; number: string; tel: string};
  /** Kind of help on the call, if a source states it. */
  service?: 'referral' | 'listening' | 'advice';
  /** `https:` URL of its website, if the hours are not known. */
  url?: string;
  /** ISO 3166-2 codes of the only subdivisions that it serves, such as `CA-ON`. */
  within?: string[];
  /** ISO 3166-2 codes of the subdivisions that it does not serve. */
  without?: string[];
  /** `hours` and `times` of the chat, if known and different from those of the line. */
  chatHours?: string | Texts;
  chatTimes?: Times;
  /** Further ways to reach it. */
  more?: OtherWay[];
  /** `hours` to calculate with, by `openingState`; absent if it is always open, or if they are not certain enough. */
  times?: Times;
  /** Whether callers need not say who they are. */
  anonymous?: true;
  /** Whether it may send help without consent when a life is at risk. */
  rescue?: true;
  /** Whether it asks where the person is before it helps. */
  address?: true;
  /** Whether it is shown only together with another line of the same purpose. */
  paired?: true;
  /** Day of the last check, `2026-11-25`; that day in full, as `languages`; and how it was checked. */
  checked?: string;
  checkedText?: Texts;
  how?: 'page' | 'call' | 'mail' | 'stored-copy';
}

/** A further way to reach a line. */
export interface OtherWay {
  type: 'call' | 'text' | 'chat' | 'whatsapp' | 'email' | 'textphone' | 'relay' | 'video-sign';
  /** Number or address as people write it; absent for a website. */
  text?: string;
  href: string;
  /** Key to press after the call was answered. */
  menu?: string;
  /** Keyword to send. */
  keyword?: string;
  /** Names of its languages, if different from those of the line; see `Line.languages`. */
  languages?: Texts;
  /** `hours`, `times`, `cost`, `charge` and `price`: see `Line`. */
  hours?: string | Texts;
  times?: Times;
  cost?: Cost;
  charge?: Line['charge'];
  price?: string;
}

/** Half-open interval in minutes of the line’s local time; an overnight interval ends above 1440. */
export interface OpenSpan {
  start: number;
  end: number;
}

/** Opening hours to calculate with. */
export interface Times {
  /** IANA time zone of the line. */
  zone: string;
  /** Since Monday 0:00, in order. */
  week: OpenSpan[];
  /** Spans that begin on single days instead, since midnight, by date: `2026-12-24`, or `12-25` for every year. */
  except?: Record<string, OpenSpan[]>;
  /**
   * Public holidays, where the line keeps other hours on them or none: `dates`, complete up to and including the day `through`. `closed`
   * if it is closed on them; else what it does is not known.
   */
  holidays?: {closed?: true; dates: string[]; through: string};
  /** First and last day for which the hours hold. */
  from?: string;
  through?: string;
  /** Days of each year on which the line is closed. */
  closed?: Texts;
}

/** A line that takes calls. */
export type CallableLine = Pick<Line, 'name' | 'lang' | 'menu'> & Required<Pick<Line, 'number' | 'tel'>>;

/** Number to call for an ambulance. */
export interface Emergency {
  number: string;
  tel: string;
  /** A second number that brings an ambulance. */
  also?: string;
  /** Whether it may be wrong: only lists give it, or sources differ. Then it is never shown without the local emergency number. */
  unsure?: true;
}

/** Emergency number, guidance and helplines of one country. */
export interface Region {
  /** Absent where sources conflict: then no number is better than a wrong one. */
  emergency?: Emergency;
  /** Reviewed wording for breaths and compressions; absent for the neutral one. */
  breathing?: 'us' | 'uk-30-2';
  law?: 'us' | 'ca' | 'gb';
  wearsOff?: 'uk';
  /**
   * Line of the whole country that stays on the phone with someone who uses alone, and sends help; local ones are in `lines`. It has
   * `languages` only for readers whose language is not among them.
   */
  companion?: CallableLine & Pick<Line, 'languages'>;
  lines: Line[];
  /** Date and hash of the records of the country: `2026-11-25 1f0c93ab`. */
  dataHash?: string;
}

/**
 * Loads the region of one country, with its texts in a language. Regions have those of a few languages only, as a page shows one; the others
 * come in a file of their own. If that fails, lines have their numbers, and English texts.
 *
 * @param locale BCP 47 tag; default: `en`
 */
export type RegionLoader = (locale?: string) => Promise<{region: Region}>;

/** Texts of a region in one more language: a region with nothing else in it, lists by index. */
export type RegionTexts = Readonly<{[key: string]: unknown}>;

/** Returns a text in a language, else in English; undefined if there is none. */
export const textIn = (locale: string, texts: Texts | undefined): string | undefined => texts?.[locale] ?? texts?.en;

/** Returns whether a line takes calls. */
export const isCallable = (line: Line): line is Line & CallableLine => !!line.tel;

/** Returns the first line for a purpose that takes calls. */
export const firstCallable = (lines: readonly Line[], purpose: Line['purpose']): (Line & CallableLine) | undefined =>
  lines.filter(isCallable).find((line) => line.purpose === purpose);

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
    .replace(/^USA\b/, 'US')
    // A country in ISO 3166-1, with the numbers of the United States and a line of its own.
    .replace(/^PR\b/, 'US-PR');
  const [, country, part] = /^([A-Z]{2})(-[A-Z0-9]{1,3})?$/.exec(code) ?? [];
  return country ? {country, ...(part && {subdivision: code})} : undefined;
}
