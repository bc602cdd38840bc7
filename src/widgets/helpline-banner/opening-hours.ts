/**
 * Computes whether a line with known hours is open. It uses `Intl`, whose first use takes tens of milliseconds on a phone (decision 22), so
 * it is a module of its own, which the banner imports after its first render.
 *
 * It never guesses: where two readings of the hours differ, as in the hour that comes twice when clocks go back, on a day that may be a
 * holiday, or outside the dates for which the hours hold, the answer is `unknown`.
 */
import type {OpenSpan, Times} from '../../core/region.js';

export type {Times};

export interface OpeningState {
  state: 'open' | 'closed' | 'unknown';
  /** Time, in milliseconds since 1970, at which it closes or opens; undefined if that is not certain or more than a week away. */
  until?: number;
  /** Time at which to compute it again. */
  next: number;
}

/** From `start` up to, not including, `end`, in milliseconds since 1970. */
interface Interval {
  start: number;
  end: number;
}

const MINUTE = 60_000;
const DAY = 1440;
const DAY_MS = DAY * MINUTE;
/** Days looked ahead: a week, so that the next opening of any weekly hours is found. */
const AHEAD = 8;
/** Longer than the largest difference from UTC, so that a clock change near a time is between the two probes around it. */
const PROBE = 26 * 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns the time on the clocks of a zone, as the instant at which clocks in UTC show it. */
export function wallTime(instant: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{year: 'numeric', month: two, day: two, hour: two, minute: two, second: two},
    });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const {type, value} of format.formatToParts(instant)) part[type] = +value;
  const {year, month, day, hour, minute, second} = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instant % 1000);
}

/** First and last instant at which clocks show a time: two where clocks go back, else the same. */
interface Instants {
  first: number;
  last: number;
}

/**
 * Finds the instants at which the clocks of a zone show a time. A time that is skipped is reached in the moment in which clocks go
 * forward.
 */
function findInstants(wall: number, zone: string): Instants {
  const before = wall - (wallTime(wall - PROBE, zone) - (wall - PROBE));
  const after = wall - (wallTime(wall + PROBE, zone) - (wall + PROBE));
  const shown = [before, after].filter((instant) => wallTime(instant, zone) === wall);
  if (shown.length) return {first: Math.min(...shown), last: Math.max(...shown)};
  let [low, high] = [Math.min(before, after), Math.max(before, after)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallTime(middle, zone) < wall) low = middle;
    else high = middle;
  }
  return {first: high, last: high};
}

const found = new Map<string, Instants>();

/** Caches instants: each render needs those of the same ten days. */
function instantsOf(wall: number, zone: string): Instants {
  const key = `${wall} ${zone}`;
  const instants = found.get(key) ?? findInstants(wall, zone);
  found.set(key, instants);
  return instants;
}

/** Joins intervals that touch. */
function join(intervals: Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const {start, end} of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (start >= end) continue;
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({start, end});
  }
  return joined;
}

/** A day on the wall clock: its spans in minutes since midnight, and how certain it is that they hold. */
interface LocalDay {
  spans: OpenSpan[];
  /** Whether the spans may not hold. */
  isUncertain?: boolean;
  /** Whether it has other hours than its weekday, or may have: what began the day before may end at midnight. */
  isSpecial?: boolean;
}

/** Returns the hours of a day, given by its midnight on the wall clock. */
function dayAt(midnight: number, {week, except, holidays, from, through}: Times): LocalDay {
  const day = new Date(midnight);
  const date = day.toISOString().slice(0, 10);
  if ((from && date < from) || (through && date > through)) return {spans: [{start: 0, end: DAY}], isUncertain: true};
  const exception = except?.[date] ?? except?.[date.slice(5)];
  if (exception) return {spans: exception, isSpecial: true};
  const monday = ((day.getUTCDay() + 6) % 7) * DAY;
  const spans = week
    .filter(({start}) => start >= monday && start < monday + DAY)
    .map(({start, end}) => ({start: start - monday, end: end - monday}));
  if (!holidays) return {spans};
  if (date > holidays.through) return {spans, isUncertain: true, isSpecial: true};
  if (!holidays.dates.includes(date)) return {spans};
  return holidays.closed ? {spans: [], isSpecial: true} : {spans, isUncertain: true, isSpecial: true};
}

/** Returns when the clocks of a zone show times for certain, or when they may: the hour that comes twice is its start and its end. */
function toInstants(walls: Interval[], zone: string, isCertain: boolean): Interval[] {
  const [begin, stop] = isCertain ? (['last', 'first'] as const) : (['first', 'last'] as const);
  // Joined before, so that no day ends and begins twice where clocks go back at midnight.
  const instants = join(walls).map(({start, end}) => ({
    start: instantsOf(start, zone)[begin],
    end: instantsOf(end, zone)[stop],
  }));
  return join(instants);
}

/** Returns when a line is open for certain, and when it may be open, from two days ago to a week ahead. */
function intervalsAround(today: number, times: Times): {certain: Interval[]; possible: Interval[]} {
  const certain: Interval[] = [];
  const possible: Interval[] = [];
  for (let offset = -2; offset <= AHEAD; offset++) {
    const midnight = today + offset * DAY_MS;
    const {spans, isUncertain} = dayAt(midnight, times);
    for (const span of spans) {
      const start = midnight + span.start * MINUTE;
      const end = midnight + span.end * MINUTE;
      possible.push({start, end});
      if (isUncertain) continue;
      const nextMidnight = midnight + DAY_MS;
      certain.push({start, end: dayAt(nextMidnight, times).isSpecial ? Math.min(end, nextMidnight) : end});
    }
  }
  return {certain: toInstants(certain, times.zone, true), possible: toInstants(possible, times.zone, false)};
}

/**
 * Computes whether a line is open, until when, and when to compute it again.
 *
 * @param now milliseconds since 1970
 * @returns `unknown` also where the browser does not know the time zone
 */
export function openingState(times: Times, now: number): OpeningState {
  try {
    return stateAt(times, now);
  } catch {
    return {state: 'unknown', next: now + DAY_MS};
  }
}

function stateAt(times: Times, now: number): OpeningState {
  const today = Math.floor(wallTime(now, times.zone) / DAY_MS) * DAY_MS;
  const {certain, possible} = intervalsAround(today, times);
  const horizon = instantsOf(today + AHEAD * DAY_MS, times.zone).first;
  const contains = ({start, end}: Interval): boolean => start <= now && now < end;
  const isNear = (instant: number): boolean => instant < horizon;
  const open = certain.find(contains);
  const maybe = possible.find(contains);
  if (open) {
    const next = Math.min(open.end, horizon);
    return {state: 'open', next, ...(isNear(open.end) && maybe?.end === open.end && {until: open.end})};
  }
  const opens = certain.find(({start}) => start > now)?.start ?? horizon;
  if (maybe) return {state: 'unknown', next: Math.min(maybe.end, opens, horizon)};
  const mayOpen = possible.find(({start}) => start > now)?.start ?? horizon;
  return {state: 'closed', next: Math.min(mayOpen, horizon), ...(isNear(opens) && opens === mayOpen && {until: opens})};
}
