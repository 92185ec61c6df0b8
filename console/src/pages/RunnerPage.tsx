import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { RUNNER_TABS } from '../model/kinds';
import { tabIn } from '../model/search';
import { RunnerActs } from '../parts/RunnerActs';
import { Offers, Suspensions } from '../parts/RunnerTabs';
import { Badge, Loaded, Missing } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Tabs } from '../parts/Tabs';
import { Ago } from '../parts/time';
import { absolute, clock, money, shortId, speed, tenths, whole } from '../quantities';
import { t, wordOf } from '../words';

type File = Schemas['RunnerFile'];
/** So many positions are listed; the map shows all. */
const MOST_LISTED = 200;

/** A runner: what they are doing, their rides, and where they have been. */
export function RunnerPage(): JSX.Element {
  const { id } = useParams({ from: '/shell/runners/$id' });
  const runner = useQuery({ queryKey: ['runner', id], queryFn: () => dataOf(api.GET('/api/v1/console/runners/{id}', { params: { path: { id } } })), refetchInterval: 10_000 });
  return (
    <>
      <p className="back"><Link to="/runners">{t.runners.all}</Link></p>
      <Loaded query={runner}>{(file) => <Runner file={file} />}</Loaded>
    </>
  );
}

function Runner({ file }: { file: File }): JSX.Element {
  const { runner } = file;
  return (
    <>
      <div className="title">
        <h1>{runner.name}</h1>
        <Badge state={runner.state}>{t.api.runner[runner.state]}</Badge>
        {runner.latitude !== undefined && runner.state !== 'offline' && <Link to="/map" search={{ runner: runner.user_id }}>{t.runners.showOnMap}</Link>}
        {runner.suspended_at !== undefined && <Badge state="suspended">{t.runners.suspended}</Badge>}
        <RunnerActs runner={runner} />
      </div>
      <Missing parts={file.missing} />
      {runner.state === 'silent' && <p className="notice wait">{t.runners.silent}{runner.phone !== '' && ` ${runner.phone}`}</p>}
      <dl className="facts">
        <div><dt>{t.runners.lastPosition}</dt><dd>{runner.located_at === undefined ? '–' : <Ago time={runner.located_at} />}{runner.heard_at !== undefined && <small>{t.runners.arrived(clock(runner.heard_at))}</small>}</dd></div>
        <div><dt>{t.runners.vehicle}</dt><dd>{runner.vehicle_model}<small>{wordOf(t.api.vehicle, runner.vehicle_type)}, {runner.vehicle_plate}</small></dd></div>
        <div><dt>{t.runners.rating}</dt><dd>{runner.rating === 0 ? t.runners.notRated : tenths(runner.rating)}</dd></div>
        <div><dt>{t.runners.crates}</dt><dd>{runner.crates}</dd></div>
        <div><dt>{t.runners.completed}</dt><dd><Link to="/bookings" search={{ q: runner.user_id }}>{whole(runner.total_trips)}</Link><small>{t.runners.givenUp(runner.abandoned_trips)}</small></dd></div>
        <div><dt>{t.runners.phone}</dt><dd>{runner.phone === '' ? '–' : runner.phone}</dd></div>
        <div><dt>{t.runners.since}</dt><dd><Ago time={runner.created_at} /></dd></div>
      </dl>
      <Views file={file} />
    </>
  );
}

function Views({ file }: { file: File }): JSX.Element {
  const { tab = 'rides' } = useSearch({ from: '/shell/runners/$id' });
  const navigate = useNavigate({ from: '/runners/$id' });
  return (
    <Tabs label={t.runners.about} names={RUNNER_TABS} words={t.runners.tabs} chosen={tab} onChoose={(name) => void navigate({ search: tabIn(RUNNER_TABS, name) })}>
      {tab === 'rides' && <Rides rides={file.rides} />}
      {tab === 'positions' && <Positions positions={file.positions} />}
      {tab === 'offers' && <Offers id={file.runner.user_id} />}
      {tab === 'suspensions' && <Suspensions file={file} />}
    </Tabs>
  );
}

function Rides({ rides }: { rides: File['rides'] }): JSX.Element {
  if (rides.length === 0) {
    return <div className="empty"><p>{t.runners.noRides}</p></div>;
  }
  return (
    <DataTable name={t.runners.tabs.rides} columns={t.runners.rideColumns}>
      {rides.map((ride) => (
        <tr key={ride.id}>
          <td><Link to="/bookings/$id" params={{ id: ride.id }}>{ride.number}</Link></td>
          <td><Badge state={ride.status}>{wordOf(t.api.status, ride.status)}</Badge></td>
          <td><Ago time={ride.since} /></td>
          <td><span className="cut" title={ride.pet_name}>{ride.pet_name}</span></td>
          <td><span className="cut" title={ride.pickup}>{ride.pickup}</span></td>
          <td><span className="cut" title={ride.dropoff}>{ride.dropoff}</span></td>
          <td className="number">{money(ride.price_cents)}</td>
        </tr>
      ))}
    </DataTable>
  );
}

function Positions({ positions }: { positions: File['positions'] }): JSX.Element {
  if (positions.length === 0) {
    return <div className="empty"><p>{t.runners.noPositions}</p></div>;
  }
  return (
    <>
      <p className="hint">{t.runners.positions(positions.length, Math.min(MOST_LISTED, positions.length))}</p>
      <DataTable name={t.runners.tabs.positions} columns={t.runners.positionColumns}>
        {positions.slice(0, MOST_LISTED).map((position, index) => (
          <tr key={`${position.at} ${index}`}>
            <td><time dateTime={position.at} title={absolute(position.at)}>{clock(position.at)}</time></td>
            <td className="number">{position.latitude.toFixed(5)}</td>
            <td className="number">{position.longitude.toFixed(5)}</td>
            <td className="number">{speed(position.speed_kmh)}</td>
            <td>{position.booking_id === undefined ? '–' : <Link to="/bookings/$id" params={{ id: position.booking_id }}>{shortId(position.booking_id)}</Link>}</td>
          </tr>
        ))}
      </DataTable>
    </>
  );
}
