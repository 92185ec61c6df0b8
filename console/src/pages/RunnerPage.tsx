import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { RunnerActs } from '../parts/RunnerActs';
import { Offers, Suspensions } from '../parts/RunnerTabs';
import { Badge, Loaded, Missing } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Ago } from '../parts/time';
import { absolute, clock, money, shortId } from '../quantities';
import { RUNNER_TEXTS, RUNNER_WORDS, stateWord } from '../words';

type File = Schemas['RunnerFile'];
const TABS = { rides: 'Rides', positions: 'Positions', offers: 'Offers', suspensions: 'Suspensions' } as const;

/** A runner: what they are doing, their rides, and where they have been. */
export function RunnerPage(): JSX.Element {
  const { id } = useParams({ from: '/shell/runners/$id' });
  const runner = useQuery({ queryKey: ['runner', id], queryFn: () => dataOf(api.GET('/api/v1/console/runners/{id}', { params: { path: { id } } })), refetchInterval: 10_000 });
  return (
    <>
      <p className="back"><Link to="/runners">All runners</Link></p>
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
        <Badge state={runner.state}>{RUNNER_WORDS[runner.state]}</Badge>
        {runner.latitude !== undefined && runner.state !== 'offline' && <Link to="/map" search={{ runner: runner.user_id }}>Show on the map</Link>}
        {runner.suspended_at !== undefined && <Badge state="suspended">{RUNNER_TEXTS.suspended}</Badge>}
        <RunnerActs runner={runner} />
      </div>
      <Missing parts={file.missing} />
      {runner.state === 'silent' && <p className="notice wait">{RUNNER_TEXTS.silent}{runner.phone !== '' && ` ${runner.phone}`}</p>}
      <dl className="facts">
        <div><dt>Last position</dt><dd>{runner.located_at === undefined ? '–' : <Ago time={runner.located_at} />}{runner.heard_at !== undefined && <small>arrived {clock(runner.heard_at)}</small>}</dd></div>
        <div><dt>Vehicle</dt><dd>{runner.vehicle_model}<small>{runner.vehicle_type}, {runner.vehicle_plate}</small></dd></div>
        <div><dt>Rating</dt><dd>{runner.rating === 0 ? 'not rated yet' : runner.rating.toFixed(1)}</dd></div>
        <div><dt>Crates</dt><dd>{runner.crates}</dd></div>
        <div><dt>Rides completed</dt><dd><Link to="/bookings" search={{ q: runner.user_id }}>{runner.total_trips}</Link><small>{runner.abandoned_trips} given up</small></dd></div>
        <div><dt>Phone</dt><dd>{runner.phone === '' ? '–' : runner.phone}</dd></div>
        <div><dt>Since</dt><dd><Ago time={runner.created_at} /></dd></div>
      </dl>
      <Tabs file={file} />
    </>
  );
}

function Tabs({ file }: { file: File }): JSX.Element {
  const { tab = 'rides' } = useSearch({ from: '/shell/runners/$id' });
  const navigate = useNavigate({ from: '/runners/$id' });
  return (
    <>
      <div role="tablist" aria-label="About this runner" className="tabs">
        {(Object.keys(TABS) as (keyof typeof TABS)[]).map((name) => (
          <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls="tab-panel" onClick={() => void navigate({ search: name === 'rides' ? {} : { tab: name } })}>{TABS[name]}</button>
        ))}
      </div>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'rides' && <Rides rides={file.rides} />}
        {tab === 'positions' && <Positions positions={file.positions} />}
        {tab === 'offers' && <Offers id={file.runner.user_id} />}
        {tab === 'suspensions' && <Suspensions file={file} />}
      </div>
    </>
  );
}

function Rides({ rides }: { rides: File['rides'] }): JSX.Element {
  if (rides.length === 0) {
    return <div className="empty"><p>{RUNNER_TEXTS.noRides}</p></div>;
  }
  return (
    <DataTable name="Rides" columns={['Number', 'State', 'Changed', 'Pet', 'From', 'To', 'Price']}>
      {rides.map((ride) => (
        <tr key={ride.id}>
          <td><Link to="/bookings/$id" params={{ id: ride.id }}>{ride.number}</Link></td>
          <td><Badge state={ride.status}>{stateWord(ride.status)}</Badge></td>
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
    return <div className="empty"><p>{RUNNER_TEXTS.noPositions}</p></div>;
  }
  return (
    <>
      <p className="hint">{positions.length === 1 ? 'One position' : `${positions.length} positions`} of the last 24 hours; the latest {Math.min(200, positions.length)} are listed.</p>
      <DataTable name="Positions" columns={['Time', 'Latitude', 'Longitude', 'Speed', 'Ride']}>
        {positions.slice(0, 200).map((position, index) => (
          <tr key={`${position.at} ${index}`}>
            <td><time dateTime={position.at} title={absolute(position.at)}>{clock(position.at)}</time></td>
            <td className="number">{position.latitude.toFixed(5)}</td>
            <td className="number">{position.longitude.toFixed(5)}</td>
            <td className="number">{position.speed_kmh.toFixed(0)} km/h</td>
            <td>{position.booking_id === undefined ? '–' : <Link to="/bookings/$id" params={{ id: position.booking_id }}>{shortId(position.booking_id)}</Link>}</td>
          </tr>
        ))}
      </DataTable>
    </>
  );
}
