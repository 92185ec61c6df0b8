import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { bounds, countByState, placeOf, readOf, rideLines, runnerPoints } from './map';

function runner(id: string, state: Schemas['RunnerRow']['state'], place?: [number, number]): Schemas['RunnerRow'] {
  return {
    user_id: id, name: id, phone: '', vehicle_type: 'van', vehicle_plate: 'W 1', vehicle_model: 'HiAce', rating: 0, crates: 1, state, rides: [],
    total_trips: 0, abandoned_trips: 0, created_at: '2026-02-12T10:00:00Z', ...(place === undefined ? {} : { latitude: place[0], longitude: place[1] }),
  };
}
const ride: Schemas['MapRide'] = {
  id: 'r', number: 'BK-1', status: 'accepted', pet_name: 'Mochi', pickup: 'A', dropoff: 'B', since: '2026-02-12T10:00:00Z', stuck: false,
};

describe('map', () => {
  it('leaves out runners who were never seen', () => {
    const points = runnerPoints([runner('a', 'free', [3, 101]), runner('b', 'silent')], { kind: 'runner', id: 'a' });
    expect(points.features.map((one) => one.properties)).toEqual([{ id: 'a', state: 'free', picked: true }]);
  });
  it('shows a ride as a line with both ends, once they are known', () => {
    expect(rideLines([ride], [], undefined).features).toEqual([]);
    const known = rideLines([{ ...ride, from: { latitude: 3.1, longitude: 101.6 }, to: { latitude: 3.2, longitude: 101.7 } }], [], undefined);
    expect(known.features.map((one) => one.geometry.type)).toEqual(['LineString', 'Point', 'Point']);
    expect(bounds([known])).toEqual([101.6, 3.1, 101.7, 3.2]);
  });
  it('shows what is behind a runner with the pet, and the way to the pickup before', () => {
    const placed = { ...ride, runner_id: 'a', from: { latitude: 3.1, longitude: 101.6 }, to: { latitude: 3.2, longitude: 101.7 } };
    const parts = (status: string): unknown[] =>
      rideLines([{ ...placed, status }], [runner('a', 'busy', [3.15, 101.65])], undefined).features.flatMap((one) => (one.geometry.type === 'LineString' ? [[one.properties?.['part'], one.geometry.coordinates]] : []));
    expect(parts('in_progress')).toEqual([['done', [[101.6, 3.1], [101.65, 3.15]]], ['ahead', [[101.65, 3.15], [101.7, 3.2]]]]);
    expect(parts('accepted')).toEqual([['approach', [[101.65, 3.15], [101.6, 3.1]]], ['plan', [[101.6, 3.1], [101.7, 3.2]]]]);
  });
  it('has no bounds without anything', () => {
    expect(bounds([runnerPoints([], undefined)])).toBeUndefined();
  });
  it('tells where what is picked is, and of a ride without a runner in sight the pickup', () => {
    const placed = { ...ride, runner_id: 'a', from: { latitude: 3.1, longitude: 101.6 }, to: { latitude: 3.2, longitude: 101.7 } };
    const map = { runners: [runner('a', 'busy', [3.15, 101.65])], rides: [placed] };
    expect(placeOf(map, undefined, { kind: 'ride', id: 'r' })).toEqual([101.65, 3.15]);
    expect(placeOf(map, undefined, { kind: 'runner', id: 'a' })).toEqual([101.65, 3.15]);
    expect(placeOf({ ...map, runners: [] }, undefined, { kind: 'ride', id: 'r' })).toEqual([101.6, 3.1]);
    expect(placeOf(map, undefined, { kind: 'runner', id: 'gone' })).toBeUndefined();
    expect(placeOf(map, undefined, undefined)).toBeUndefined();
    const past = [{ user_id: 'a', name: 'A', at: '2026-02-12T10:00:00Z', latitude: 3.3, longitude: 101.9, speed_kmh: 0 }];
    expect(placeOf(map, past, { kind: 'runner', id: 'a' })).toEqual([101.9, 3.3]);
    expect(placeOf(map, past, { kind: 'ride', id: 'r' })).toBeUndefined();
  });
  it('does not take for nothing what has not been read', () => {
    const map = { at: '2026-02-12T10:00:00Z', missing: [{ name: 'runners', words: 'no answer' }], runners: [], more_runners: false, rides: [], more_rides: false };
    const shops = { items: [], more: false };
    expect(readOf(map, undefined, false, undefined)).toEqual({ runners: false, rides: true, shops: false });
    expect(readOf({ ...map, missing: [] }, shops, false, undefined)).toEqual({ runners: true, rides: true, shops: true });
    expect(readOf({ ...map, missing: [] }, shops, true, undefined).runners).toBe(false);
    expect(readOf(map, shops, true, { at: '2026-02-12T09:00:00Z', items: [], more: false }).runners).toBe(true);
  });
  it('counts by state', () => {
    expect(countByState([runner('a', 'free'), runner('b', 'free'), runner('c', 'busy')])).toEqual({ free: 2, busy: 1, silent: 0, offline: 0 });
  });
});
