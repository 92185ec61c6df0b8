import type { Schemas } from '../api/client';
import { RUNNER_STATES, type MapLayer, type RunnerState } from './kinds';

type Runner = Schemas['RunnerRow'];
type Ride = Schemas['MapRide'];
type Feature = GeoJSON.Feature<GeoJSON.Point | GeoJSON.LineString>;

export type Picked = { kind: 'runner' | 'ride' | 'shop'; id: string };

function at(point: { latitude: number; longitude: number }): [number, number] {
  return [point.longitude, point.latitude];
}

/** Nothing to draw. */
export const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

export function collection(features: Feature[]): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features };
}

/** Runners in these states as points; those who have never been seen anywhere are left out. */
export function runnerPoints(runners: Runner[], picked: Picked | undefined): GeoJSON.FeatureCollection {
  return collection(
    runners.flatMap((runner) =>
      runner.latitude === undefined || runner.longitude === undefined
        ? []
        : [{
            type: 'Feature' as const,
            properties: { id: runner.user_id, state: runner.state, picked: picked?.kind === 'runner' && picked.id === runner.user_id },
            geometry: { type: 'Point' as const, coordinates: [runner.longitude, runner.latitude] },
          }],
    ),
  );
}

/** Shops as points. */
export function shopPoints(shops: Schemas['MapShop'][], picked: Picked | undefined): GeoJSON.FeatureCollection {
  return collection(shops.map((shop) => ({
    type: 'Feature',
    properties: { id: shop.id, picked: picked?.kind === 'shop' && picked.id === shop.id },
    geometry: { type: 'Point', coordinates: [shop.longitude, shop.latitude] },
  })));
}

/** A part of the way of a ride: the whole as planned, the runner's approach to the pickup, or what is behind and ahead of the runner. */
interface Way {
  part: 'plan' | 'approach' | 'done' | 'ahead';
  points: [number, number][];
}

/** The way of a ride in parts: what is behind the runner, what is ahead, and the way to the pickup. */
function ways(ride: Ride, from: [number, number], to: [number, number], runner: [number, number] | undefined): Way[] {
  if (runner === undefined) {
    return [{ part: 'plan', points: [from, to] }];
  }
  return ride.status === 'in_progress'
    ? [{ part: 'done', points: [from, runner] }, { part: 'ahead', points: [runner, to] }]
    : [{ part: 'approach', points: [runner, from] }, { part: 'plan', points: [from, to] }];
}

/** Rides as lines with both ends, by way of their runners; those whose ends are not known yet are left out. */
export function rideLines(rides: Ride[], runners: Runner[], picked: Picked | undefined): GeoJSON.FeatureCollection {
  const places = new Map<string, [number, number]>();
  runners.forEach((runner) => {
    if (runner.latitude !== undefined && runner.longitude !== undefined) {
      places.set(runner.user_id, at({ latitude: runner.latitude, longitude: runner.longitude }));
    }
  });
  return collection(
    rides.flatMap((ride): Feature[] => {
      if (ride.from === undefined || ride.to === undefined) {
        return [];
      }
      const [from, to] = [at(ride.from), at(ride.to)];
      const properties = { id: ride.id, stuck: ride.stuck, status: ride.status, picked: picked?.kind === 'ride' && picked.id === ride.id };
      return [
        ...ways(ride, from, to, ride.runner_id === undefined ? undefined : places.get(ride.runner_id)).map(({ part, points }): Feature => (
          { type: 'Feature', properties: { ...properties, part }, geometry: { type: 'LineString', coordinates: points } }
        )),
        { type: 'Feature', properties: { ...properties, end: 'from' }, geometry: { type: 'Point', coordinates: from } },
        { type: 'Feature', properties: { ...properties, end: 'to' }, geometry: { type: 'Point', coordinates: to } },
      ];
    }),
  );
}

/** West, south, east, north of everything that is shown; nothing if nothing is. */
export function bounds(collections: GeoJSON.FeatureCollection[]): [number, number, number, number] | undefined {
  const points = collections.flatMap((one) => one.features).flatMap((feature) => {
    const { geometry } = feature;
    return geometry.type === 'Point' ? [geometry.coordinates] : geometry.type === 'LineString' ? geometry.coordinates : [];
  });
  if (points.length === 0) {
    return undefined;
  }
  const x = points.map((point) => point[0] ?? 0);
  const y = points.map((point) => point[1] ?? 0);
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}

/**
 * Where what is picked is: the runner, of a ride its runner, or its pickup while nobody has it. At a time that is past only runners
 * are somewhere.
 */
export function placeOf(map: { runners: Runner[]; rides: Ride[] }, past: Schemas['MapPlace'][] | undefined, picked: Picked | undefined): [number, number] | undefined {
  if (past !== undefined) {
    const place = past.find((one) => picked?.kind === 'runner' && one.user_id === picked.id);
    return place === undefined ? undefined : at(place);
  }
  const ride = picked?.kind === 'ride' ? map.rides.find((one) => one.id === picked.id) : undefined;
  const runner = map.runners.find((one) => one.user_id === (picked?.kind === 'runner' ? picked.id : ride?.runner_id));
  if (runner?.latitude !== undefined && runner.longitude !== undefined) {
    return [runner.longitude, runner.latitude];
  }
  return ride?.from === undefined ? undefined : at(ride.from);
}

/** What of the map has been read; of anything else nobody knows whether it is there. Runners are those of the past when one is shown. */
export function readOf(map: Schemas['Map'], shops: Schemas['MapShops'] | undefined, isPast: boolean, places: Schemas['MapPlaces'] | undefined): Record<MapLayer, boolean> {
  const answered = (name: string): boolean => !map.missing.some((one) => one.name === name);
  return { runners: isPast ? places !== undefined : answered('runners'), rides: answered('rides'), shops: shops !== undefined };
}

/** How many runners are in each state. */
export function countByState(runners: Runner[]): Record<RunnerState, number> {
  const counts = Object.fromEntries(RUNNER_STATES.map((state) => [state, 0])) as Record<RunnerState, number>;
  runners.forEach((runner) => counts[runner.state]++);
  return counts;
}
