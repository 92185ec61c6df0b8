import type { Schemas } from '../api/client';
import { TEST_CARDS, type TestCard } from './kinds';
import { collection } from './map';
import { AWAY_SECONDS, type AwaySeconds } from './processes';

/** What is to be simulated, and who is put somewhere else, as it stands in the address. */
export interface Simulation {
  count?: number;
  card?: TestCard;
  /** The runner who is moved. */
  runner?: string;
  /** How long the broker is to be away. */
  seconds?: AwaySeconds;
}

export const MOST_BOOKINGS = 50;

/** Reads the address; what is out of bounds is left out. */
export function simulation(search: Record<string, unknown>): Simulation {
  const count = search['count'] === null || search['count'] === '' ? NaN : Number(search['count']);
  const card = TEST_CARDS.find((one) => one === search['card']);
  const runner = search['runner'];
  const seconds = AWAY_SECONDS.find((one) => one === Number(search['seconds']));
  return {
    ...(Number.isInteger(count) && count >= 1 && count <= MOST_BOOKINGS ? { count } : {}),
    ...(card === undefined ? {} : { card }),
    ...(typeof runner === 'string' ? { runner } : {}),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

/** Bookings that have begun and not ended. */
export function underWay(counts: Schemas['DemoCounts']): number {
  return counts.made - counts.completed - counts.unpaid - counts.cancelled - counts.lost - counts.left;
}

/** The runners of a demo as points of a map: free, with a ride, or silent. */
export function simulatedPoints(runners: Schemas['SimulatedRunner'][], picked: string | undefined): GeoJSON.FeatureCollection {
  return collection(runners.filter((runner) => runner.doing !== 'off_duty').map((runner) => ({
    type: 'Feature',
    properties: { id: runner.id, state: runner.phone_lost ? 'silent' : runner.doing === 'waiting' ? 'free' : 'busy', picked: runner.id === picked },
    geometry: { type: 'Point', coordinates: [runner.longitude, runner.latitude] },
  })));
}

/** A place that was written as two numbers; nothing if it is none on earth. */
export function placeFrom(latitude: string, longitude: string): { latitude: number; longitude: number } | undefined {
  const place = { latitude: Number(latitude), longitude: Number(longitude) };
  const given = latitude.trim() !== '' && longitude.trim() !== '';
  return given && Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180 ? place : undefined;
}
