import { describe, expect, it } from 'vitest';
import { figure, highest, isNear, latest, limit, linesOf, otherView, paths, systemSearch } from './system';

describe('system', () => {
  it('reads what is looked at from the address', () => {
    expect(systemSearch({ tab: 'log', service: 'payment', level: 'warn', q: 'timeout' })).toEqual({ tab: 'log', service: 'payment', level: 'warn', q: 'timeout' });
    expect(systemSearch({ tab: 'log', q: 12345678 })).toEqual({ tab: 'log', q: '12345678' });
    expect(systemSearch({ tab: 'services', service: '', level: 'loud', q: '' })).toEqual({});
    expect(systemSearch({ q: 'a'.repeat(300) }).q).toHaveLength(200);
  });
  it('finds lines of each level by the id of a request or a trace', () => {
    expect(linesOf('0193f1c0')).toEqual({ tab: 'log', level: 'debug', q: '0193f1c0' });
  });
  it('goes to another view without what was searched for in the one before', () => {
    expect(otherView({ tab: 'settings', service: 'payment', q: 'timeout' }, 'log')).toEqual({ tab: 'log', service: 'payment' });
    expect(otherView({ tab: 'log', level: 'warn', q: 'timeout' }, 'services')).toEqual({ level: 'warn' });
  });
  it('draws a line from left to right, the highest value at the top', () => {
    expect(paths([0, 5, 10], 100, 40)).toEqual(['M0.0,40.0L50.0,20.0L100.0,0.0']);
  });
  it('leaves a gap where a value is not known, and a point for one that stands alone', () => {
    expect(paths([1, null, 1, 1], 90, 10)).toEqual(['M0.0,0.0h0', 'M60.0,0.0L90.0,0.0']);
    expect(paths([null, null], 90, 10)).toEqual([]);
    expect(paths([], 90, 10)).toEqual([]);
  });
  it('draws zeros at the bottom', () => {
    expect(paths([0, 0], 90, 10)).toEqual(['M0.0,10.0L90.0,10.0']);
    expect(highest([null])).toBe(0);
  });
  it('knows the latest value, or that there is none', () => {
    expect(latest([1, 2])).toBe(2);
    expect(latest([1, null])).toBeUndefined();
    expect(latest([])).toBeUndefined();
  });
  it('writes values with their units', () => {
    expect(figure('requests_per_second', 2.345)).toBe('2.35 /s');
    expect(figure('heap_mib', 210.4)).toBe('210 MiB');
    expect(figure('processor_percent', 3.21)).toBe('3.2 %');
    expect(figure('connections', 4)).toBe('4');
  });
  it('writes bounds, and marks those of which little is left', () => {
    expect(limit({ name: 'heap', used: 104_857_600, most: 209_715_200 })).toBe('100 of 200 MiB');
    expect(limit({ name: 'requests', used: 3, most: 1000 })).toBe('3 of 1000');
    expect(isNear({ name: 'connections', used: 8, most: 10 })).toBe(true);
    expect(isNear({ name: 'heap', used: 9, most: 10 })).toBe(false);
    expect(isNear({ name: 'requests', used: 0, most: 0 })).toBe(false);
  });
});
