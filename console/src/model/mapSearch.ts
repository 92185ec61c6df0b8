import { momentOf } from './day';
import { MAP_LAYERS, RUNNER_STATES, type MapLayer, type RunnerState } from './kinds';
import type { Picked } from './map';
import { among } from './search';

/** What the map shows and which one is picked, as it stands in the address. */
export interface MapSearch {
  state?: RunnerState[];
  runner?: string;
  ride?: string;
  shop?: string;
  /** Whether the map goes along with what is picked. */
  follow?: boolean;
  /** What is left out. */
  hide?: MapLayer[];
  /** The moment that is shown; now when it is missing. */
  at?: string;
}

const KINDS = ['runner', 'ride', 'shop'] as const;

export function runnerStates(search: Record<string, unknown>): { state?: RunnerState[] } {
  const state = among(RUNNER_STATES, search['state']);
  return state.length > 0 ? { state } : {};
}

/** Reads the address; what cannot be understood is left out. */
export function mapSearch(search: Record<string, unknown>): MapSearch {
  const kind = KINDS.find((one) => typeof search[one] === 'string');
  const hide = among(MAP_LAYERS, search['hide']);
  const at = momentOf(search['at'], Date.now());
  return {
    ...runnerStates(search),
    ...(kind === undefined ? {} : { [kind]: search[kind] as string }),
    ...(search['follow'] === true && (kind === 'runner' || kind === 'ride') ? { follow: true } : {}),
    ...(hide.length > 0 ? { hide } : {}),
    ...(at === undefined ? {} : { at }),
  };
}

/** A search with these parts instead; what is undefined is left out. */
export function changedMap(search: MapSearch, parts: { [K in keyof MapSearch]?: MapSearch[K] | undefined }): MapSearch {
  return mapSearch({ ...search, ...parts });
}

/** The search with another one picked, or none. */
export function picking(search: MapSearch, picked: Picked | undefined): MapSearch {
  return changedMap(search, { runner: undefined, ride: undefined, shop: undefined, follow: undefined, ...(picked === undefined ? {} : { [picked.kind]: picked.id }) });
}

/** Which one is picked. */
export function pickedIn(search: MapSearch): Picked | undefined {
  const kind = KINDS.find((one) => search[one] !== undefined);
  return kind === undefined ? undefined : { kind, id: search[kind] ?? '' };
}
