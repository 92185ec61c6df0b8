import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { MAP_LAYERS, RUNNER_STATES, type MapLayer, type RunnerState } from '../model/kinds';
import { countByState, type Picked } from '../model/map';
import { changedMap, type MapSearch } from '../model/mapSearch';
import { speed, whole } from '../quantities';
import { t, wordOf } from '../words';
import { moveBetweenRows } from './tables';
import { Ago } from './time';

/** As many as the platform answers with. */
const MOST = { runners: 1200, rides: 200, shops: 1200 };
const ON_DUTY: RunnerState[] = RUNNER_STATES.filter((state) => state !== 'offline');

interface DrawerOf {
  map: Schemas['Map'];
  /** Runners in the states that are chosen. */
  runners: Schemas['RunnerRow'][];
  shops: Schemas['MapShops'];
  /** Where runners were, when a moment that is past is shown. */
  past: Schemas['MapPlaces'] | undefined;
  /** What has been read; the rest is not said to be empty. */
  read: Record<MapLayer, boolean>;
  search: MapSearch;
  picked: Picked | undefined;
  onPick: (picked: Picked) => void;
}

/** What the map shows, as lists. */
export function MapDrawer({ map, runners, shops, past, read, search, picked, onPick }: DrawerOf): JSX.Element {
  const isShown = (layer: MapLayer): boolean => search.hide?.includes(layer) !== true;
  const of = { picked, onPick };
  return (
    <aside className="drawer" aria-label={t.map.drawer}>
      <Layers counts={{ runners: past?.items.length ?? runners.length, rides: map.rides.length, shops: shops.items.length }} read={read} search={search} />
      {past === undefined && <States map={map} isRead={read.runners} search={search} />}
      {isShown('runners') && (past === undefined ? <Runners runners={runners} more={map.more_runners} isRead={read.runners} {...of} /> : <Places past={past} isRead={read.runners} {...of} />)}
      {isShown('rides') && (past === undefined ? <Rides map={map} isRead={read.rides} {...of} /> : <p className="hint">{t.map.ridesOfNow}</p>)}
      {isShown('shops') && <Shops shops={shops} isRead={read.shops} {...of} />}
    </aside>
  );
}

/** A number of what has been read. */
function known(count: number, isRead: boolean): string {
  return isRead ? whole(count) : '–';
}

function Layers({ counts, read, search }: { counts: Record<MapLayer, number>; read: DrawerOf['read']; search: MapSearch }): JSX.Element {
  const navigate = useNavigate({ from: '/map' });
  const hidden = search.hide ?? [];
  const toggle = (layer: MapLayer): void => void navigate({ search: changedMap(search, { hide: MAP_LAYERS.filter((one) => hidden.includes(one) !== (one === layer)) }), replace: true });
  return (
    <div role="group" aria-label={t.map.layers} className="sources">
      {MAP_LAYERS.map((layer) => <button key={layer} type="button" className="chip" aria-pressed={!hidden.includes(layer)} onClick={() => toggle(layer)}>{t.map.layer[layer]} {known(counts[layer], read[layer])}</button>)}
    </div>
  );
}

function States({ map, isRead, search }: { map: Schemas['Map']; isRead: boolean; search: MapSearch }): JSX.Element {
  const navigate = useNavigate({ from: '/map' });
  const counts = countByState(map.runners);
  const chosen = search.state ?? [];
  const toggle = (state: RunnerState): void => void navigate({ search: changedMap(search, { state: ON_DUTY.filter((one) => chosen.includes(one) !== (one === state)) }) });
  return (
    <div role="group" aria-label={t.map.runnerStates} className="sources">
      {ON_DUTY.map((state) => <button key={state} type="button" className="chip" aria-pressed={chosen.includes(state)} onClick={() => toggle(state)}><span className={`dot ${state}`} aria-hidden="true" />{t.api.runner[state]} {known(counts[state], isRead)}</button>)}
    </div>
  );
}

interface ListOf {
  isRead: boolean;
  picked: Picked | undefined;
  onPick: (picked: Picked) => void;
}

function Runners({ runners, more, isRead, picked, onPick }: ListOf & { runners: Schemas['RunnerRow'][]; more: boolean }): JSX.Element {
  return (
    <>
      <h2>{t.map.runners} <small>{known(runners.length, isRead)}</small></h2>
      {more && <p className="hint">{t.map.moreRunners(whole(MOST.runners))}</p>}
      {runners.length === 0 ? isRead && <p className="hint">{t.map.noRunner}</p> : (
        <ul onKeyDown={moveBetweenRows}>
          {runners.map((runner) => (
            <li key={runner.user_id}><button type="button" aria-pressed={picked?.id === runner.user_id} onClick={() => onPick({ kind: 'runner', id: runner.user_id })}>
              <span className={`dot ${runner.state}`} aria-hidden="true" />{runner.name} <small>{t.api.runner[runner.state]}{runner.heard_at !== undefined && <>, <Ago time={runner.heard_at} /></>}</small>
            </button></li>
          ))}
        </ul>
      )}
    </>
  );
}

function Places({ past, isRead, picked, onPick }: ListOf & { past: Schemas['MapPlaces'] }): JSX.Element {
  return (
    <>
      <h2>{t.map.runners} <small>{known(past.items.length, isRead)}</small></h2>
      {past.more && <p className="hint">{t.map.moreRunners(whole(MOST.runners))}</p>}
      {past.items.length === 0 ? isRead && <p className="hint">{t.map.noPlace}</p> : (
        <ul onKeyDown={moveBetweenRows}>
          {past.items.map((place) => (
            <li key={place.user_id}><button type="button" aria-pressed={picked?.id === place.user_id} onClick={() => onPick({ kind: 'runner', id: place.user_id })}>
              <span className={place.booking_id === undefined ? 'dot free' : 'dot busy'} aria-hidden="true" />{place.name} <small>{place.booking_id === undefined ? t.map.withoutRide : t.map.withRide}, {speed(place.speed_kmh)}</small>
            </button></li>
          ))}
        </ul>
      )}
    </>
  );
}

function Rides({ map, isRead, picked, onPick }: ListOf & { map: Schemas['Map'] }): JSX.Element {
  return (
    <>
      <h2>{t.map.rides} <small>{known(map.rides.length, isRead)}</small></h2>
      {map.more_rides && <p className="hint">{t.map.moreRides(whole(MOST.rides))}</p>}
      {map.rides.length === 0 ? isRead && <p className="hint">{t.map.noRide}</p> : (
        <ul onKeyDown={moveBetweenRows}>
          {map.rides.map((ride) => (
            <li key={ride.id}><button type="button" aria-pressed={picked?.id === ride.id} onClick={() => onPick({ kind: 'ride', id: ride.id })}>
              {ride.number} <small>{wordOf(t.api.status, ride.status)}, <Ago time={ride.since} />{ride.stuck && `, ${t.map.stuck}`}</small>
            </button></li>
          ))}
        </ul>
      )}
    </>
  );
}

function Shops({ shops, isRead, picked, onPick }: ListOf & { shops: Schemas['MapShops'] }): JSX.Element {
  return (
    <details open={picked?.kind === 'shop'}>
      <summary><span className="dot shop" aria-hidden="true" />{t.map.shops} <small>{known(shops.items.length, isRead)}</small></summary>
      {shops.more && <p className="hint">{t.map.moreShops(whole(MOST.shops))}</p>}
      {shops.items.length === 0 ? isRead && <p className="hint">{t.map.noShop}</p> : (
        <ul onKeyDown={moveBetweenRows}>
          {shops.items.map((shop) => (
            <li key={shop.id}><button type="button" aria-pressed={picked?.id === shop.id} onClick={() => onPick({ kind: 'shop', id: shop.id })}>{shop.name} <small>{wordOf(t.map.category, shop.category)}</small></button></li>
          ))}
        </ul>
      )}
    </details>
  );
}
