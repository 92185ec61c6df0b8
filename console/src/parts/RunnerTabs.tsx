import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { namesOf } from '../model/timeline';
import { duration, kilometres, shortId } from '../quantities';
import { t } from '../words';
import { Badge, LoadedRows } from './states';
import { DataTable } from './tables';
import { Ago } from './time';

/** What was offered to a runner, and what came of it. */
export function Offers({ id }: { id: string }): JSX.Element {
  const pages = useInfiniteQuery({
    queryKey: ['runner-offers', id],
    initialPageParam: '',
    queryFn: ({ pageParam }) => dataOf(api.GET('/api/v1/console/runners/{id}/offers', { params: { path: { id }, query: pageParam === '' ? {} : { cursor: pageParam } } })),
    getNextPageParam: (page) => page.next,
    refetchInterval: 10_000,
  });
  return (
    <LoadedRows pages={pages} more={t.runners.olderOffers} empty={<p>{t.runners.noOffers}</p>}>
      {(offers) => (
        <DataTable name={t.runners.tabs.offers} columns={t.runners.offerColumns}>
          {offers.map((offer) => (
            <tr key={offer.id}>
              <td><Ago time={offer.made_at} /></td>
              <td><Badge state={offer.status}>{t.api.offer[offer.status]}</Badge></td>
              <td>{offer.ended_at === undefined ? '–' : duration((Date.parse(offer.ended_at) - Date.parse(offer.made_at)) / 1000)}</td>
              <td><Link to="/bookings/$id" params={{ id: offer.booking_id }}>{shortId(offer.booking_id)}</Link></td>
              <td className="number">{offer.round}</td>
              <td className="number">{kilometres(offer.metres / 1000)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </LoadedRows>
  );
}

/** Who suspended a runner and why, and who lifted it. */
export function Suspensions({ file }: { file: Schemas['RunnerFile'] }): JSX.Element {
  const names = namesOf(file);
  const who = (id: string | undefined): string => (id === undefined ? '' : t.runners.by(names.get(id) ?? shortId(id)));
  if (file.suspensions.length === 0) {
    return <div className="empty"><p>{t.runners.noSuspensions}</p></div>;
  }
  return (
    <DataTable name={t.runners.tabs.suspensions} columns={t.runners.suspensionColumns}>
      {file.suspensions.map((one) => (
        <tr key={one.suspended_at}>
          <td><Ago time={one.suspended_at} /> <small>{who(one.suspended_by)}</small></td>
          <td className="wrap">{one.reason}</td>
          <td>{one.lifted_at === undefined ? <Badge state="suspended">{t.runners.inForce}</Badge> : <><Ago time={one.lifted_at} /> <small>{who(one.lifted_by)}</small></>}</td>
          <td className="wrap">{one.lift_reason ?? '–'}</td>
        </tr>
      ))}
    </DataTable>
  );
}
