import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { BOOKING_TABS } from '../model/kinds';
import { milestonesOf } from '../model/milestones';
import { tabIn } from '../model/search';
import { timelineOf, waitingFor } from '../model/timeline';
import { BookingActs } from '../parts/BookingActs';
import { Money, Notices, Raw, Timeline } from '../parts/BookingTabs';
import { Badge, Loaded, Missing } from '../parts/states';
import { Tabs } from '../parts/Tabs';
import { Ago, useNow } from '../parts/time';
import { absolute, clock, duration, money } from '../quantities';
import { t, wordOf } from '../words';

type File = Schemas['BookingFile'];

/** All that the services know of one booking. */
export function BookingPage(): JSX.Element {
  const { id } = useParams({ from: '/shell/bookings/$id' });
  const file = useQuery({
    queryKey: ['booking', id],
    queryFn: () => dataOf(api.GET('/api/v1/console/bookings/{id}', { params: { path: { id } } })),
    refetchInterval: 15_000,
  });
  return (
    <>
      <p className="back"><Link to="/bookings">{t.bookings.title}</Link></p>
      <Loaded query={file}>{(data) => <Found file={data} />}</Loaded>
    </>
  );
}

function Found({ file }: { file: File }): JSX.Element {
  const { tab = 'timeline' } = useSearch({ from: '/shell/bookings/$id' });
  const navigate = useNavigate({ from: '/bookings/$id' });
  const booking = file.booking;
  return (
    <>
      <div className="title">
        <h1>{booking.booking_number}</h1>
        <Badge state={booking.status}>{wordOf(t.api.status, booking.status)}</Badge>
        <Badge state={booking.payment_status}>{t.booking.money(wordOf(t.api.payment, booking.payment_status))}</Badge>
        <BookingActs file={file} />
      </div>
      <Missing parts={file.missing} />
      <Waiting file={file} />
      <Milestones file={file} />
      <Facts file={file} />
      <Tabs label={t.booking.views} names={BOOKING_TABS} words={t.booking.tabs} chosen={tab} onChoose={(name) => void navigate({ search: tabIn(BOOKING_TABS, name) })}>
        {tab === 'timeline' && <Timeline entries={timelineOf(file)} />}
        {tab === 'money' && <Money file={file} />}
        {tab === 'notices' && <Notices file={file} />}
        {tab === 'raw' && <Raw file={file} />}
      </Tabs>
    </>
  );
}

function Waiting({ file }: { file: File }): JSX.Element | null {
  const now = useNow();
  const what = waitingFor(file);
  return what === undefined ? null : (
    <p className="notice wait">{t.booking.waiting(what, duration((now - Date.parse(file.booking.updated_at)) / 1000))}</p>
  );
}

/** How far the booking has come, and how long each step took. */
function Milestones({ file }: { file: File }): JSX.Element {
  return (
    <ol className="milestones" aria-label={t.booking.steps}>
      {milestonesOf(file).map((one) => (
        <li key={one.name} className={one.at === undefined ? 'ahead' : one.name}>
          <strong>{t.api.milestone[one.name]}</strong>
          <small>{one.at === undefined ? '–' : <time dateTime={one.at} title={absolute(one.at)}>{clock(one.at)}</time>}{one.seconds !== undefined && `, ${t.booking.after(duration(one.seconds))}`}</small>
        </li>
      ))}
    </ol>
  );
}

function Facts({ file }: { file: File }): JSX.Element {
  const { booking } = file;
  const people = new Map(file.people.map((person) => [person.id, person]));
  const person = (id: string | undefined, shown: (name: string) => ReactNode = (name) => name): ReactNode => {
    const known = id === undefined ? undefined : people.get(id);
    if (id === undefined) {
      return '–';
    }
    return known === undefined ? shown(id) : <>{shown(known.name)}<small>{known.email}</small>{known.phone !== '' && <small>{known.phone}</small>}</>;
  };
  const place = (at: Schemas['Place']): ReactNode => <>{at.line1}<small>{[at.line2, at.postal_code, at.city].filter((part) => part !== undefined && part !== '').join(' ')}</small></>;
  const pet = booking.pet_spec;
  return (
    <dl className="facts">
      <div><dt>{t.booking.owner}</dt><dd>{person(booking.owner_id)}</dd></div>
      <div><dt>{t.booking.runner}</dt><dd>{person(booking.runner_id, (name) => <Link to="/runners/$id" params={{ id: booking.runner_id ?? '' }}>{name}</Link>)}</dd></div>
      <div><dt>{t.booking.pet}</dt><dd>{pet.name}<small>{wordOf(t.api.pet, pet.pet_type)}, {pet.weight_kg} {t.common.units.kilogram}{pet.special_needs === undefined || pet.special_needs === '' ? '' : `, ${pet.special_needs}`}</small></dd></div>
      <div><dt>{t.booking.from}</dt><dd>{place(booking.pickup_address)}</dd></div>
      <div><dt>{t.booking.to}</dt><dd>{place(booking.dropoff_address)}</dd></div>
      <div><dt>{t.booking.price}</dt><dd>{money(booking.final_price_cents ?? booking.estimated_price_cents)}<small>{booking.final_price_cents === undefined ? t.booking.estimated : t.booking.final}</small></dd></div>
      <div><dt>{t.booking.requested}</dt><dd><Ago time={booking.created_at} />{booking.scheduled_at !== undefined && <small>{t.booking.plannedFor(absolute(booking.scheduled_at))}</small>}</dd></div>
      {booking.notes !== '' && <div><dt>{t.booking.note}</dt><dd>{booking.notes}</dd></div>}
    </dl>
  );
}
