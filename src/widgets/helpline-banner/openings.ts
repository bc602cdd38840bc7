/**
 * Keeps the answer to “is it open now?” of a banner current. Where a line has hours to calculate with, it uses `Intl`, whose first use
 * takes tens of milliseconds on a phone (decision 22), so the banner imports it after its first render.
 */
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Times} from '../../core/region.js';
import {openingState, wallTime} from './opening-hours.js';

/** Opening of a line that is closed. */
export interface NextOpening {
  /** Day on the clock of the line; undefined for any other, or where its clock is not the reader’s. */
  day?: 'today' | 'tomorrow';
  /** Time in the language of the reader; unless `day` is given with its weekday and, where its clock is not the reader’s, its time zone. */
  text: string;
}

/** Answer for a line, as far as it is certain. */
export type Opening = {state: 'open' | 'unknown'} | {state: 'closed'; opens?: NextOpening};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Returns the number of a day on the clock of a zone. */
const dayOf = (instant: number, zone: string): number => Math.floor(wallTime(instant, zone) / DAY);

/** Names the time zone as people do, such as “Ireland Time”; browsers from before 2022 throw, and get its difference from UTC or letters. */
function formatWithZone(format: (timeZoneName: 'shortGeneric' | 'short') => string): string {
  try {
    return format('shortGeneric');
  } catch {
    return format('short');
  }
}

/** Describes an opening on the clock of the line; undefined where the browser cannot name its weekday in the language. */
function describe(instant: number, now: number, timeZone: string, locale: string): NextOpening | undefined {
  const isOwnClock = wallTime(instant, timeZone) - instant === -new Date(instant).getTimezoneOffset() * MINUTE;
  const day = isOwnClock
    ? (['today', 'tomorrow'] as const)[dayOf(instant, timeZone) - dayOf(now, timeZone)]
    : undefined;
  const tags = [locale, 'en'].map((tag) => `${tag}-u-ca-gregory-nu-latn`);
  if (!day && !Intl.DateTimeFormat.supportedLocalesOf(tags[0]).length) return undefined;
  const format = (timeZoneName?: 'shortGeneric' | 'short'): string =>
    // Latin digits, as in the numbers to call.
    new Intl.DateTimeFormat(tags, {
      weekday: day ? undefined : 'long',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
      timeZoneName,
    }).format(instant);
  const text = isOwnClock ? format() : formatWithZone(format);
  return {day, text};
}

/** Computes the answers when it is added to a widget, when the widget renders, at the next change, and when the page becomes visible again. */
export class Openings implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Time of the current render, and the earliest at which one of its answers changes. */
  #now = 0;
  #next = Infinity;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#refresh);
    this.#refresh();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#refresh);
    clearTimeout(this.#timer);
  }

  hostUpdate(): void {
    this.#now = Date.now();
    this.#next = Infinity;
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    // Timers stop while a phone sleeps; afterwards the page becomes visible again.
    if (this.#next < Infinity) this.#timer = setTimeout(this.#refresh, this.#next - this.#now);
  }

  /** Returns the answer for hours. Call it while rendering only. */
  of(times: Times, locale: string): Opening {
    const {state, until, next} = openingState(times, this.#now);
    this.#next = Math.min(this.#next, next);
    if (state !== 'closed') return {state};
    // “Tomorrow” becomes “today” at midnight, which is a full hour on every clock.
    this.#next = Math.min(this.#next, this.#now + HOUR - (wallTime(this.#now, times.zone) % HOUR));
    return {state, opens: until === undefined ? until : describe(until, this.#now, times.zone, locale)};
  }

  readonly #refresh = (): void => this.#host.requestUpdate();
}
