/** How amounts, numbers, times and ids are written in the language of the page. */
import { t } from './words';

interface Formats {
  locale: string;
  whole: Intl.NumberFormat;
  tenths: Intl.NumberFormat;
  percent: Intl.NumberFormat;
  wholePercent: Intl.NumberFormat;
  moment: Intl.DateTimeFormat;
  clock: Intl.DateTimeFormat;
  ago: Intl.RelativeTimeFormat;
}

let made: Formats | undefined;

/** Formats are slow to make, and a page of thousands of rows writes each of them once a second. */
function formats(): Formats {
  const { locale } = t;
  if (made?.locale !== locale) {
    made = {
      locale,
      whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
      tenths: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
      percent: new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
      wholePercent: new Intl.NumberFormat(locale, { style: 'percent' }),
      moment: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
      clock: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
      ago: new Intl.RelativeTimeFormat(locale),
    };
  }
  return made;
}

/** The end of an id, which is random; its beginning is the time at which it was made. */
export function shortId(id: string): string {
  return `…${id.slice(-8)}`;
}

export function whole(number: number): string {
  return formats().whole.format(number);
}

export function tenths(number: number): string {
  return formats().tenths.format(number);
}

export function money(cents: number): string {
  const sign = cents < 0 ? '−' : '';
  const sen = Math.abs(cents);
  return `${sign}RM ${whole(Math.floor(sen / 100))}.${String(sen % 100).padStart(2, '0')}`;
}

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** A duration in its two largest units, such as "2 h 5 min". */
export function duration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0 || (size === 1 && parts.length === 0)) {
      parts.push(`${whole(count)} ${t.common.units[unit]}`);
      rest -= count * size;
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(' ');
}

/** A time that is mostly shorter than a second, such as "18 ms". */
export function brief(seconds: number): string {
  return seconds < 0.9995 ? `${Math.max(1, Math.round(seconds * 1000))} ${t.common.units.millisecond}` : `${tenths(seconds)} ${t.common.units.second}`;
}

export function kilometres(distance: number): string {
  return `${tenths(distance)} ${t.common.units.kilometre}`;
}

export function speed(kmh: number): string {
  return `${whole(kmh)} ${t.common.units.kilometresPerHour}`;
}

export function percent(part: number): string {
  return formats().wholePercent.format(part);
}

/** A share in per cent; one that is not zero never looks like zero. */
export function share(part: number, of: number): string {
  if (part === 0 || of === 0) {
    return percent(0);
  }
  return part / of < 0.001 ? t.common.lessThan(formats().percent.format(0.001)) : formats().percent.format(part / of);
}

/**
 * How long ago a moment was, or in how long it will be, in minutes up to two hours and in hours up to two days; clocks that differ by
 * less than a minute make no future.
 */
export function ago(time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds > -60 && seconds < 2) {
    return t.common.justNow;
  }
  const away = Math.abs(seconds);
  const [size, unit] = away < 60 ? ([1, 'second'] as const) : away < 7_200 ? ([60, 'minute'] as const) : away < 172_800 ? ([3_600, 'hour'] as const) : ([86_400, 'day'] as const);
  const count = Math.floor(away / size);
  return formats().ago.format(seconds < 0 ? count : -count, unit);
}

/** In how long a moment will be, to a second; zero once it has passed. */
export function ahead(time: string, now: number): string {
  return t.common.ahead(duration(Math.floor((Date.parse(time) - now) / 1000)));
}

export function absolute(time: string): string {
  return formats().moment.format(new Date(time));
}

export function clock(time: string): string {
  return formats().clock.format(new Date(time));
}
