import { describe, expect, it } from 'vitest';
import { placePoints, trackLines } from './mapPast';

const position = (at: string, longitude: number): { at: string; latitude: number; longitude: number; speed_kmh: number } => ({ at, latitude: 3.1, longitude, speed_kmh: 20 });
const POSITIONS = [
  position('2026-02-12T01:00:00Z', 101.1), position('2026-02-12T01:02:00Z', 101.2), position('2026-02-12T01:40:00Z', 101.3),
  position('2026-02-12T01:42:00Z', 101.4), position('2026-02-12T01:44:00Z', 101.5),
];

describe('the past on the map', () => {
  it('draws a way until the moment that is shown, and not across a gap', () => {
    const lines = (until: string): unknown[] => trackLines(POSITIONS, Date.parse(until)).features.map((one) => (one.geometry as GeoJSON.LineString).coordinates.map((point) => point[0]));
    expect(lines('2026-02-12T02:00:00Z')).toEqual([[101.1, 101.2], [101.3, 101.4, 101.5]]);
    expect(lines('2026-02-12T01:42:00Z')).toEqual([[101.1, 101.2], [101.3, 101.4]]);
    expect(lines('2026-02-12T01:00:00Z')).toEqual([]);
  });
  it('shows runners where they were, by whether they had a ride', () => {
    const place = { user_id: 'r', name: 'Siti', at: '2026-02-12T01:00:00Z', latitude: 3.1, longitude: 101.7, speed_kmh: 0 };
    const shown = placePoints([place, { ...place, user_id: 's', booking_id: 'b' }], { kind: 'runner', id: 's' });
    expect(shown.features.map((one) => one.properties)).toEqual([{ id: 'r', state: 'free', picked: false }, { id: 's', state: 'busy', picked: true }]);
  });
});
