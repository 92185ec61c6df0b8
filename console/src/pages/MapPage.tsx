import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { RUNNER_STATES, type RunnerState } from '../model/kinds';
import { countByState, placeOf, rideLines, runnerPoints, type Picked } from '../model/map';
import { Badge, Loaded, Missing } from '../parts/states';
import { moveBetweenRows } from '../parts/tables';
import { Ago } from '../parts/time';
import type { MapSearch } from '../router';
import { shortId, speed, whole } from '../quantities';
import { t, wordOf } from '../words';
import { rich } from '../words/rich';

/** As many as the platform answers with. */
const MOST_RUNNERS = 1200;
const MOST_RIDES = 200;

const MapCanvas = lazy(() => import('../parts/MapCanvas'));
const ON_DUTY: RunnerState[] = RUNNER_STATES.filter((state) => state !== 'offline');

/** Whether the browser can draw the map at all. */
function hasWebGl(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

function pickedOf(runner: string | undefined, ride: string | undefined): Picked | undefined {
  return runner !== undefined ? { kind: 'runner', id: runner } : ride !== undefined ? { kind: 'ride', id: ride } : undefined;
}

/** Runners on duty and rides under way, as a map and as lists. */
export function MapPage(): JSX.Element {
  const map = useQuery({ queryKey: ['map'], queryFn: () => dataOf(api.GET('/api/v1/console/map')), refetchInterval: 3_000 });
  return (
    <>
      <h1>{t.map.title}</h1>
      <Loaded query={map}>{(data) => <Everything map={data} />}</Loaded>
    </>
  );
}

function Everything({ map }: { map: Schemas['Map'] }): JSX.Element {
  const search = useSearch({ from: '/shell/map' });
  const navigate = useNavigate({ from: '/map' });
  const canDraw = useMemo(hasWebGl, []);
  const picked = useMemo(() => pickedOf(search.runner, search.ride), [search.runner, search.ride]);
  const shown = useMemo(() => map.runners.filter((runner) => search.state === undefined || search.state.includes(runner.state)), [map.runners, search.state]);
  const pick = (next: Picked | undefined): void => {
    const rest: MapSearch = search.state === undefined ? {} : { state: search.state };
    void navigate({ search: next === undefined ? rest : next.kind === 'runner' ? { ...rest, runner: next.id } : { ...rest, ride: next.id } });
  };
  const runners = useMemo(() => runnerPoints(shown, picked), [shown, picked]);
  const rides = useMemo(() => rideLines(map.rides, map.runners, picked), [map.rides, map.runners, picked]);
  const follow = search.follow === true ? placeOf(map, picked) : undefined;
  const toggle = canDraw ? (): void => void navigate({ search: { ...search, follow: search.follow !== true } }) : undefined;
  const card = picked === undefined ? null : <Card map={map} picked={picked} follows={search.follow === true} onFollow={toggle} onClose={() => pick(undefined)} />;
  return (
    <>
      <Missing parts={map.missing} />
      {!canDraw && <p className="notice wait">{t.map.noWebGl}</p>}
      <div className={canDraw ? 'map' : 'map flat'}>
        {canDraw && (
          <div className="canvas">
            <Suspense fallback={<div className="skeleton" role="status" aria-label={t.map.loading}><span /><span /></div>}>
              <MapCanvas runners={runners} rides={rides} isCardOpen={picked !== undefined} follow={follow} onPick={pick} />
            </Suspense>
            {card}
          </div>
        )}
        {!canDraw && card}
        <Drawer map={map} shown={shown} search={search} picked={picked} onPick={pick} />
      </div>
    </>
  );
}

interface DrawerOf {
  map: Schemas['Map'];
  shown: Schemas['RunnerRow'][];
  search: MapSearch;
  picked: Picked | undefined;
  onPick: (picked: Picked) => void;
}

function Drawer({ map, shown, search, picked, onPick }: DrawerOf): JSX.Element {
  const navigate = useNavigate({ from: '/map' });
  const counts = countByState(map.runners);
  const chosen = search.state ?? [];
  const toggle = (state: RunnerState): void => {
    const next = ON_DUTY.filter((one) => chosen.includes(one) !== (one === state));
    const rest: MapSearch = { ...search };
    delete rest.state;
    void navigate({ search: next.length === 0 ? rest : { ...rest, state: next } });
  };
  return (
    <aside className="drawer" aria-label={t.map.drawer}>
      <div role="group" aria-label={t.map.runnerStates} className="sources">
        {ON_DUTY.map((state) => <button key={state} type="button" className="chip" aria-pressed={chosen.includes(state)} onClick={() => toggle(state)}><span className={`dot ${state}`} aria-hidden="true" />{t.api.runner[state]} {counts[state]}</button>)}
      </div>
      <h2>{t.map.runners} <small>{shown.length}</small></h2>
      {map.more_runners && <p className="hint">{t.map.moreRunners(whole(MOST_RUNNERS))}</p>}
      {shown.length === 0 ? <p className="hint">{t.map.noRunner}</p> : (
        <ul onKeyDown={moveBetweenRows}>
          {shown.map((runner) => (
            <li key={runner.user_id}><button type="button" aria-pressed={picked?.id === runner.user_id} onClick={() => onPick({ kind: 'runner', id: runner.user_id })}>
              <span className={`dot ${runner.state}`} aria-hidden="true" />{runner.name} <small>{t.api.runner[runner.state]}{runner.heard_at !== undefined && <>, <Ago time={runner.heard_at} /></>}</small>
            </button></li>
          ))}
        </ul>
      )}
      <h2>{t.map.rides} <small>{map.rides.length}</small></h2>
      {map.more_rides && <p className="hint">{t.map.moreRides(whole(MOST_RIDES))}</p>}
      {map.rides.length === 0 ? <p className="hint">{t.map.noRide}</p> : (
        <ul onKeyDown={moveBetweenRows}>
          {map.rides.map((ride) => (
            <li key={ride.id}><button type="button" aria-pressed={picked?.id === ride.id} onClick={() => onPick({ kind: 'ride', id: ride.id })}>
              {ride.number} <small>{wordOf(t.api.status, ride.status)}, <Ago time={ride.since} />{ride.stuck && `, ${t.map.stuck}`}</small>
            </button></li>
          ))}
        </ul>
      )}
    </aside>
  );
}

interface CardOf {
  map: Schemas['Map'];
  picked: Picked;
  follows: boolean;
  /** Missing where there is no map to go along. */
  onFollow: (() => void) | undefined;
  onClose: () => void;
}

/** What is known of the one that was picked. */
function Card({ map, picked, follows, onFollow, onClose }: CardOf): JSX.Element {
  const runner = map.runners.find((one) => picked.kind === 'runner' && one.user_id === picked.id);
  const ride = map.rides.find((one) => picked.kind === 'ride' && one.id === picked.id);
  return (
    <section className="card" aria-label={t.map.picked}>
      <button type="button" className="quiet" aria-label={t.common.close} onClick={onClose}>×</button>
      {runner !== undefined && (
        <>
          <h3><Link to="/runners/$id" params={{ id: runner.user_id }}>{runner.name}</Link> <Badge state={runner.state}>{t.api.runner[runner.state]}</Badge></h3>
          <p>{runner.vehicle_model} <small>{runner.vehicle_plate}</small></p>
          <p>{runner.heard_at !== undefined && rich(t.map.heardOf, <Ago time={runner.heard_at} />)}{runner.speed_kmh !== undefined && `, ${speed(runner.speed_kmh)}`}</p>
          {runner.phone !== '' && <p>{runner.phone}</p>}
          {runner.rides.map((id) => <p key={id}><Link to="/bookings/$id" params={{ id }}>{map.rides.find((one) => one.id === id)?.number ?? shortId(id)}</Link></p>)}
        </>
      )}
      {ride !== undefined && (
        <>
          <h3><Link to="/bookings/$id" params={{ id: ride.id }}>{ride.number}</Link> <Badge state={ride.status}>{wordOf(t.api.status, ride.status)}</Badge>{ride.stuck && <Badge state="failed">{t.map.stuck}</Badge>}</h3>
          <p>{ride.pet_name}, {rich(t.map.changed, <Ago time={ride.since} />)}</p>
          <p><small>{t.map.from}</small> {ride.pickup}</p>
          <p><small>{t.map.to}</small> {ride.dropoff}</p>
          {ride.runner_id !== undefined && <p><Link to="/runners/$id" params={{ id: ride.runner_id }}>{t.map.theRunner}</Link></p>}
        </>
      )}
      {runner === undefined && ride === undefined && <p>{t.map.gone}</p>}
      {onFollow !== undefined && <p><button type="button" className="chip" aria-pressed={follows} onClick={onFollow}>{t.map.follow}</button></p>}
    </section>
  );
}
