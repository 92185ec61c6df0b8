import { describe, expect, it } from 'vitest';
import { changedMap, mapSearch, pickedIn, picking } from './mapSearch';

describe('the address of the map', () => {
  it('keeps what can be understood', () => {
    expect(mapSearch({ state: ['busy', 'lost'], hide: ['shops', 'roads'], shop: 's', follow: true, at: '2026-02-12T03:05:00Z' })).toEqual({ state: ['busy'], hide: ['shops'], shop: 's', at: '2026-02-12T03:05:00Z' });
    expect(mapSearch({ runner: 5, state: 'busy', at: 'noon', hide: [] })).toEqual({});
  });
  it('picks one at a time, and follows only what moves', () => {
    const search = mapSearch({ runner: 'r', follow: true, hide: ['rides'] });
    expect(search).toEqual({ runner: 'r', follow: true, hide: ['rides'] });
    expect(pickedIn(search)).toEqual({ kind: 'runner', id: 'r' });
    expect(picking(search, { kind: 'shop', id: 's' })).toEqual({ shop: 's', hide: ['rides'] });
    expect(picking(search, undefined)).toEqual({ hide: ['rides'] });
    expect(pickedIn({})).toBeUndefined();
  });
  it('changes one part and leaves the others', () => {
    expect(changedMap({ ride: 'b', state: ['free'] }, { state: undefined, hide: ['shops'] })).toEqual({ ride: 'b', hide: ['shops'] });
  });
});
