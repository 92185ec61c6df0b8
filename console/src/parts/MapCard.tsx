import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import type { MapLayer } from '../model/kinds';
import type { Picked } from '../model/map';
import { shortId, speed } from '../quantities';
import { t, wordOf } from '../words';
import { rich } from '../words/rich';
import { Badge } from './states';
import { Ago } from './time';

interface CardOf {
  map: Schemas['Map'];
  shops: Schemas['MapShops'];
  /** Where runners were, when a moment that is past is shown. */
  past: Schemas['MapPlaces'] | undefined;
  /** What has been read. */
  read: Record<MapLayer, boolean>;
  picked: Picked;
  follows: boolean;
  /** Missing where there is no map to go along. */
  onFollow: (() => void) | undefined;
  onClose: () => void;
}

/** What is known of the one that was picked. */
export function MapCard({ map, shops, past, read, picked, follows, onFollow, onClose }: CardOf): JSX.Element {
  const is = (kind: Picked['kind']): boolean => picked.kind === kind;
  const place = past?.items.find((one) => is('runner') && one.user_id === picked.id);
  const runner = past === undefined ? map.runners.find((one) => is('runner') && one.user_id === picked.id) : undefined;
  const ride = map.rides.find((one) => is('ride') && one.id === picked.id);
  const shop = shops.items.find((one) => is('shop') && one.id === picked.id);
  const isUnknown = place === undefined && runner === undefined && ride === undefined && shop === undefined;
  return (
    <section className="card" aria-label={t.map.picked}>
      <button type="button" className="quiet" aria-label={t.common.close} onClick={onClose}>×</button>
      {place !== undefined && <PlaceOf place={place} />}
      {runner !== undefined && <RunnerOf runner={runner} rides={map.rides} />}
      {ride !== undefined && <RideOf ride={ride} />}
      {shop !== undefined && <ShopOf shop={shop} />}
      {isUnknown && read[`${picked.kind}s`] && <p>{past === undefined ? t.map.gone : t.map.notThen}</p>}
      {onFollow !== undefined && !is('shop') && <p><button type="button" className="chip" aria-pressed={follows} onClick={onFollow}>{t.map.follow}</button></p>}
    </section>
  );
}

function RunnerOf({ runner, rides }: { runner: Schemas['RunnerRow']; rides: Schemas['MapRide'][] }): JSX.Element {
  return (
    <>
      <h3><Link to="/runners/$id" params={{ id: runner.user_id }}>{runner.name}</Link> <Badge state={runner.state}>{t.api.runner[runner.state]}</Badge></h3>
      <p>{runner.vehicle_model} <small>{runner.vehicle_plate}</small></p>
      <p>{runner.heard_at !== undefined && rich(t.map.heardOf, <Ago time={runner.heard_at} />)}{runner.speed_kmh !== undefined && `, ${speed(runner.speed_kmh)}`}</p>
      {runner.phone !== '' && <p>{runner.phone}</p>}
      {runner.rides.map((id) => <p key={id}><Link to="/bookings/$id" params={{ id }}>{rides.find((one) => one.id === id)?.number ?? shortId(id)}</Link></p>)}
    </>
  );
}

function PlaceOf({ place }: { place: Schemas['MapPlace'] }): JSX.Element {
  return (
    <>
      <h3><Link to="/runners/$id" params={{ id: place.user_id }}>{place.name}</Link> <Badge state={place.booking_id === undefined ? 'free' : 'busy'}>{place.booking_id === undefined ? t.map.withoutRide : t.map.withRide}</Badge></h3>
      <p>{rich(t.map.seen, <Ago time={place.at} />)}, {speed(place.speed_kmh)}</p>
      {place.booking_id !== undefined && <p><Link to="/bookings/$id" params={{ id: place.booking_id }}>{shortId(place.booking_id)}</Link></p>}
    </>
  );
}

function RideOf({ ride }: { ride: Schemas['MapRide'] }): JSX.Element {
  return (
    <>
      <h3><Link to="/bookings/$id" params={{ id: ride.id }}>{ride.number}</Link> <Badge state={ride.status}>{wordOf(t.api.status, ride.status)}</Badge>{ride.stuck && <Badge state="failed">{t.map.stuck}</Badge>}</h3>
      <p>{ride.pet_name}, {rich(t.map.changed, <Ago time={ride.since} />)}</p>
      <p><small>{t.map.from}</small> {ride.pickup}</p>
      <p><small>{t.map.to}</small> {ride.dropoff}</p>
      {ride.runner_id !== undefined && <p><Link to="/runners/$id" params={{ id: ride.runner_id }}>{t.map.theRunner}</Link></p>}
    </>
  );
}

function ShopOf({ shop }: { shop: Schemas['MapShop'] }): JSX.Element {
  return (
    <>
      <h3>{shop.name} <Badge state="none">{wordOf(t.map.category, shop.category)}</Badge></h3>
      <p>{shop.address}</p>
      {shop.phone !== '' && <p>{shop.phone}</p>}
    </>
  );
}
