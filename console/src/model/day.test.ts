import { describe, expect, it } from 'vitest';
import { beginningOfDay, minuteOf, momentOf, pastOf, today } from './day';

const at = (text: string): number => Date.parse(text);

describe('a day of Malaysia', () => {
  it.each([
    ['2026-02-12T15:59:59Z', '2026-02-11T16:00:00.000Z'],
    ['2026-02-12T16:00:00Z', '2026-02-12T16:00:00.000Z'],
    ['2026-02-12T00:30:00+08:00', '2026-02-11T16:00:00.000Z'],
  ])('of %s began at %s', (moment, began) => {
    expect(new Date(beginningOfDay(at(moment))).toISOString()).toBe(began);
  });
  it('begins at midnight there', () => {
    expect(today(at('2026-02-12T16:00:00Z'))).toBe('2026-02-13');
    expect(today(at('2026-02-12T15:59:59Z'))).toBe('2026-02-12');
  });
  it('is past until now when it is today, and whole when it was before', () => {
    const now = at('2026-02-12T03:05:40Z');
    expect(pastOf(now, now)).toEqual({ from: at('2026-02-11T16:00:00Z'), until: at('2026-02-12T03:05:00Z') });
    expect(pastOf(at('2026-02-11T03:00:00Z'), now)).toEqual({ from: at('2026-02-10T16:00:00Z'), until: at('2026-02-11T16:00:00Z') });
    expect(pastOf(at('2026-02-11T16:00:10Z'), at('2026-02-11T16:00:10Z')).until).toBe(at('2026-02-11T16:01:00Z'));
  });
  it('stands in the address by the minute, and what cannot be understood does not', () => {
    const now = at('2026-02-12T03:05:40Z');
    expect(minuteOf(now)).toBe('2026-02-12T03:05:00Z');
    expect(momentOf(minuteOf(now), now)).toBe('2026-02-12T03:05:00Z');
    expect(['yesterday', 5, '2026-02-12', '2026-02-31T99:00:00Z', '2026-02-12T03:06:00Z'].map((text) => momentOf(text, now))).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
