import type { Schemas } from '../api/client';
import { collection, type Picked } from './map';

type Place = Schemas['MapPlace'];
type Position = Schemas['RunnerPosition'];

/** Runners where they were; somebody without a ride then counts as free. */
export function placePoints(places: Place[], picked: Picked | undefined): GeoJSON.FeatureCollection {
  return collection(places.map((place) => ({
    type: 'Feature',
    properties: { id: place.user_id, state: place.booking_id === undefined ? 'free' : 'busy', picked: picked?.kind === 'runner' && picked.id === place.user_id },
    geometry: { type: 'Point', coordinates: [place.longitude, place.latitude] },
  })));
}

/** Longer than that without a position, nobody knows which way it was. */
const GAP = 15 * 60_000;

/** The way of a runner until a moment, in pieces between which no position is known. */
export function trackLines(positions: Position[], until: number): GeoJSON.FeatureCollection {
  const pieces: [number, number][][] = [];
  let before: number | undefined;
  for (const position of positions) {
    const at = Date.parse(position.at);
    if (at > until) {
      break;
    }
    const point: [number, number] = [position.longitude, position.latitude];
    const piece = pieces.at(-1);
    if (piece === undefined || before === undefined || at - before > GAP) {
      pieces.push([point]);
    } else {
      piece.push(point);
    }
    before = at;
  }
  return collection(pieces.filter((piece) => piece.length > 1).map((piece) => ({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: piece } })));
}
