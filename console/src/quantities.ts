/** How amounts, numbers, times and ids are written. */

/** A number with the word for what is counted, in the plural where there is not one. */
export function many(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** The end of an id, which is random; its beginning is the time at which it was made. */
export function shortId(id: string): string {
  return `…${id.slice(-8)}`;
}

export function money(cents: number): string {
  const sign = cents < 0 ? '−' : '';
  const sen = Math.abs(cents);
  const whole = Math.floor(sen / 100).toLocaleString('en-MY');
  return `${sign}RM ${whole}.${String(sen % 100).padStart(2, '0')}`;
}

const UNITS: [number, string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** A duration in its two largest units, such as "2 h 5 min". */
export function duration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, name] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0 || (size === 1 && parts.length === 0)) {
      parts.push(`${count} ${name}`);
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
  return seconds < 0.9995 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${seconds.toFixed(1)} s`;
}

/** A share in per cent; one that is not zero never looks like zero. */
export function share(part: number, whole: number): string {
  if (part === 0 || whole === 0) {
    return '0 %';
  }
  const percent = (part / whole) * 100;
  return percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(1)} %`;
}

/** How long ago a moment was, or in how long it will be; clocks that differ by less than a minute make no future. */
export function ago(time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds > -60 && seconds < 2) {
    return 'just now';
  }
  const away = Math.abs(seconds);
  const words = duration(away < 60 ? away : Math.floor(away / 60) * 60);
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

export function absolute(time: string): string {
  return new Date(time).toLocaleString('en-MY', { dateStyle: 'medium', timeStyle: 'medium' });
}

export function clock(time: string): string {
  return new Date(time).toLocaleTimeString('en-MY', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
}
