import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onSecond, second } from './clock';

describe('the clock of the page', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-02-12T10:00:00Z') }));
  afterEach(() => void vi.useRealTimers());

  it('has one timer for all who watch, and none once nobody does', () => {
    const told: string[] = [];
    const ends = ['a', 'b', 'c'].map((name) => onSecond(() => told.push(name)));
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual(['a', 'b', 'c']);
    ends.forEach((end) => end());
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(5_000);
    expect(told).toHaveLength(3);
    onSecond(() => told.push('d'))();
    expect(vi.getTimerCount()).toBe(0);
  });
  it('stands still within a second, and is right after nobody has watched', () => {
    const first = second();
    vi.advanceTimersByTime(400);
    expect(second()).toBe(first);
    vi.advanceTimersByTime(3_600_000);
    expect(second()).toBe(Date.now());
    vi.setSystemTime(Date.parse('2026-02-12T09:00:00Z'));
    expect(second()).toBe(Date.now());
  });
});
