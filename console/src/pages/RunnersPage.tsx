import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { Badge, LoadedRows } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Ago } from '../parts/time';
import { RUNNER_STATES, type RunnerState } from '../model/kinds';
import { tenths, whole } from '../quantities';
import { t } from '../words';

/** All runners, by filters that stand in the address. */
export function RunnersPage(): JSX.Element {
  const { state } = useSearch({ from: '/shell/runners' });
  const pages = useInfiniteQuery({
    queryKey: ['runners', state],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/api/v1/console/runners', {
          params: { query: { ...(state === undefined ? {} : { state: state.join(',') }), ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (page) => page.next,
    refetchInterval: 10_000,
  });
  return (
    <>
      <h1>{t.runners.title}</h1>
      <Filters chosen={state ?? []} />
      <LoadedRows pages={pages} more={t.runners.more} empty={<><p>{t.runners.none}</p><Link to="/runners">{t.runners.showAll}</Link></>}>
        {(rows) => (
          <DataTable name={t.runners.title} columns={t.runners.columns}>
            {rows.map((row) => <Row key={row.user_id} row={row} />)}
          </DataTable>
        )}
      </LoadedRows>
    </>
  );
}

function Filters({ chosen }: { chosen: RunnerState[] }): JSX.Element {
  const navigate = useNavigate({ from: '/runners' });
  const onDuty = chosen.filter((state) => state !== 'offline');
  const toggle = (state: RunnerState): void => {
    const next = RUNNER_STATES.filter((one) => chosen.includes(one) !== (one === state));
    void navigate({ search: next.length === 0 ? {} : { state: next } });
  };
  return (
    <div className="filters">
      <div role="group" aria-label={t.runners.states}>
        {RUNNER_STATES.map((state) => (
          <button key={state} type="button" className="chip" aria-pressed={chosen.includes(state)} onClick={() => toggle(state)}>{t.api.runner[state]}</button>
        ))}
      </div>
      <Link to="/map" search={onDuty.length === 0 ? {} : { state: onDuty }}>{t.runners.showThemOnMap}</Link>
    </div>
  );
}

function Row({ row }: { row: Schemas['RunnerRow'] }): JSX.Element {
  return (
    <tr>
      <td><Link to="/runners/$id" params={{ id: row.user_id }}>{row.name}</Link></td>
      <td><Badge state={row.state}>{t.api.runner[row.state]}</Badge>{row.suspended_at !== undefined && <Badge state="suspended">{t.runners.suspended}</Badge>}</td>
      <td>{row.heard_at === undefined ? '–' : <Ago time={row.heard_at} />}</td>
      <td>{row.vehicle_model} <small>{row.vehicle_plate}</small></td>
      <td className="number">{row.rating === 0 ? '–' : tenths(row.rating)}</td>
      <td className="number">{row.crates}</td>
      <td className="number">{row.rides.length === 0 ? '–' : <Link to="/bookings" search={{ q: row.user_id }}>{row.rides.length}</Link>}</td>
      <td className="number"><Link to="/bookings" search={{ q: row.user_id }} aria-label={t.runners.completedRides(row.total_trips)}>{whole(row.total_trips)}</Link></td>
      <td className="number">{row.abandoned_trips}</td>
      <td>{row.phone}</td>
    </tr>
  );
}
