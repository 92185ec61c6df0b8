import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { minuteOf, pastOf } from '../model/day';
import type { MapLayer } from '../model/kinds';
import { NOTHING, placeOf, readOf, rideLines, runnerPoints, shopPoints, type Picked } from '../model/map';
import { placePoints, trackLines } from '../model/mapPast';
import { changedMap, pickedIn, picking } from '../model/mapSearch';
import { MapArea } from '../parts/MapArea';
import { MapCard } from '../parts/MapCard';
import { MapDrawer } from '../parts/MapDrawer';
import { Loaded, Missing } from '../parts/states';
import { TimeSlider } from '../parts/TimeSlider';
import { useWebGl } from '../parts/webgl';
import { t } from '../words';

const NO_POSITIONS: Schemas['RunnerPosition'][] = [];
const NO_SHOPS: Schemas['MapShops'] = { items: [], more: false };
/** Drawn of a past time until its places come, and when they do not. */
const NO_PLACES: Schemas['MapPlaces'] = { at: '', items: [], more: false };
/** The way of a runner is read again so often while the day goes on. */
const TRACK_EVERY = 5 * 60_000;

/** Runners on duty, rides under way and shops, as a map and as lists; now, or the runners at a time that is past. */
export function MapPage(): JSX.Element {
  const map = useQuery({ queryKey: ['map'], queryFn: () => dataOf(api.GET('/api/v1/console/map')), refetchInterval: 3_000 });
  return (
    <>
      <h1>{t.map.title}</h1>
      <Loaded query={map}>{(data) => <Everything map={data} />}</Loaded>
    </>
  );
}

function usePast(at: string | undefined): UseQueryResult<Schemas['MapPlaces']> {
  return useQuery({
    queryKey: ['map-places', at],
    queryFn: () => dataOf(api.GET('/api/v1/console/map/places', { params: { query: { at: at ?? '' } } })),
    enabled: at !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The way of a runner on the day of a moment. */
function useTrack(runner: string | undefined, at: string | undefined): UseQueryResult<Schemas['RunnerTrack']> {
  const day = at === undefined ? undefined : pastOf(Date.parse(at), Math.ceil(Date.now() / TRACK_EVERY) * TRACK_EVERY);
  return useQuery({
    queryKey: ['runner-track', runner, day?.from, day?.until],
    queryFn: () => dataOf(api.GET('/api/v1/console/runners/{id}/track', { params: { path: { id: runner ?? '' }, query: { from: minuteOf(day?.from ?? 0), until: minuteOf(day?.until ?? 0) } } })),
    enabled: runner !== undefined && day !== undefined,
    staleTime: TRACK_EVERY,
  });
}

function Everything({ map }: { map: Schemas['Map'] }): JSX.Element {
  const search = useSearch({ from: '/shell/map' });
  const navigate = useNavigate({ from: '/map' });
  const canDraw = useWebGl();
  const [styleFailed, setStyleFailed] = useState(false);
  const { at, state, runner, hide } = search;
  const picked = useMemo(() => pickedIn(search), [search]);
  const shopList = useQuery({ queryKey: ['map-shops'], queryFn: () => dataOf(api.GET('/api/v1/console/map/shops')), staleTime: 300_000 });
  const shops = shopList.data ?? NO_SHOPS;
  const places = usePast(at);
  const past = at === undefined ? undefined : (places.data ?? NO_PLACES);
  const track = useTrack(runner, at);
  const positions = track.data?.positions ?? NO_POSITIONS;
  const read = readOf(map, shopList.data, at !== undefined, places.data);
  const runners = useMemo(() => map.runners.filter((one) => state === undefined || state.includes(one.state)), [map.runners, state]);
  const moving = useMemo(() => {
    const shown = (layer: MapLayer, points: () => GeoJSON.FeatureCollection): GeoJSON.FeatureCollection => (hide?.includes(layer) === true ? NOTHING : points());
    return {
      runners: shown('runners', () => (at === undefined ? runnerPoints(runners, picked) : placePoints(past?.items ?? [], picked))),
      rides: shown('rides', () => (at === undefined ? rideLines(map.rides, map.runners, picked) : NOTHING)),
      shops: shown('shops', () => shopPoints(shops.items, picked)),
      track: at === undefined ? NOTHING : trackLines(positions, Date.parse(at)),
    };
  }, [runners, map.rides, map.runners, shops, past, positions, at, hide, picked]);
  const pick = useCallback((next: Picked | undefined): void => void navigate({ search: (before) => picking(before, next) }), [navigate]);
  const follow = search.follow === true ? placeOf(map, past?.items, picked) : undefined;
  const toggle = canDraw !== false ? (): void => void navigate({ search: changedMap(search, { follow: search.follow !== true }) }) : undefined;
  const card = picked === undefined ? null : <MapCard map={map} shops={shops} past={past} read={read} picked={picked} follows={search.follow === true} onFollow={toggle} onClose={() => pick(undefined)} />;
  return (
    <>
      <Missing parts={map.missing} />
      {[shopList, places, track].map((query, index) => query.isError && <p key={index} role="alert" className="notice bad">{query.error.message}</p>)}
      {canDraw === false && <p className="notice wait">{t.map.noWebGl}</p>}
      {styleFailed && <p role="status" className="notice wait">{t.map.styleFailed}</p>}
      <TimeSlider at={at} onChange={(next) => void navigate({ search: (before) => changedMap(before, { at: next }), replace: true })} />
      <div className={canDraw === false ? 'map flat' : 'map'}>
        {canDraw !== false && (
          <div className="canvas">
            <MapArea canDraw={canDraw} moving={moving} isCardOpen={picked !== undefined} follow={follow} styleUrl={map.style_url} onPick={pick} onStyleFailed={() => setStyleFailed(true)} />
            {card}
          </div>
        )}
        {canDraw === false && card}
        <MapDrawer map={map} runners={runners} shops={shops} past={past} read={read} search={search} picked={picked} onPick={pick} />
      </div>
    </>
  );
}
