const MINUTE = 60_000;
const DAY = 86_400_000;
/** Malaysia is eight hours ahead, without summer time. */
const AHEAD = 8 * 3_600_000;

/** When the day of Malaysia began to which a moment belongs. */
export function beginningOfDay(moment: number): number {
  return Math.floor((moment + AHEAD) / DAY) * DAY - AHEAD;
}

/** The day that it is in Malaysia. */
export function today(now: number): string {
  return new Date(now + AHEAD).toISOString().slice(0, 10);
}

/** The part of a day that is past, in whole minutes: today until now, another day whole. */
export function pastOf(moment: number, now: number): { from: number; until: number } {
  const from = beginningOfDay(moment);
  return { from, until: Math.max(from + MINUTE, Math.min(Math.floor(now / MINUTE) * MINUTE, from + DAY)) };
}

/** A moment as it stands in the address. */
export function minuteOf(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16)}:00Z`;
}

/** A moment from the address; nothing if it is none, or is still to come. */
export function momentOf(text: unknown, now: number): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) {
    return undefined;
  }
  const moment = Date.parse(text);
  return Number.isNaN(moment) || moment > now ? undefined : text;
}
