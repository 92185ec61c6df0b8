import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type JSX, type ReactNode } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { milestonesOf } from '../model/milestones';
import { timelineOf, waitingFor } from '../model/timeline';
import { BookingActs } from '../parts/BookingActs';
import { Money, Notices, Raw, Timeline } from '../parts/BookingTabs';
import { Badge, Loaded, Missing } from '../parts/states';
import { Ago, useNow } from '../parts/time';
import { absolute, clock, duration, money } from '../quantities';
import { MILESTONE_WORDS, paymentWord, stateWord } from '../words';

type File = Schemas['BookingFile'];
const TABS = ['Timeline', 'Money', 'Notices', 'Raw'] as const;

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
      <p className="back"><Link to="/bookings">Bookings</Link></p>
      <Loaded query={file}>{(data) => <Found file={data} />}</Loaded>
    </>
  );
}

function Found({ file }: { file: File }): JSX.Element {
  const [tab, setTab] = useState<(typeof TABS)[number]>('Timeline');
  const booking = file.booking;
  return (
    <>
      <div className="title">
        <h1>{booking.booking_number}</h1>
        <Badge state={booking.status}>{stateWord(booking.status)}</Badge>
        <Badge state={booking.payment_status}>money {paymentWord(booking.payment_status)}</Badge>
        <BookingActs file={file} />
      </div>
      <Missing parts={file.missing} />
      <Waiting file={file} />
      <Milestones file={file} />
      <Facts file={file} />
      <div role="tablist" aria-label="Views of the booking" className="tabs">
        {TABS.map((name) => (
          <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls="view" onClick={() => setTab(name)}>
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="view" aria-labelledby={`tab-${tab}`}>
        {tab === 'Timeline' && <Timeline entries={timelineOf(file)} />}
        {tab === 'Money' && <Money file={file} />}
        {tab === 'Notices' && <Notices file={file} />}
        {tab === 'Raw' && <Raw file={file} />}
      </div>
    </>
  );
}

function Waiting({ file }: { file: File }): JSX.Element | null {
  const now = useNow();
  const what = waitingFor(file);
  return what === undefined ? null : (
    <p className="notice wait">Waiting for {what}. In this state for {duration((now - Date.parse(file.booking.updated_at)) / 1000)}.</p>
  );
}

/** How far the booking has come, and how long each step took. */
function Milestones({ file }: { file: File }): JSX.Element {
  return (
    <ol className="milestones" aria-label="Steps of the booking">
      {milestonesOf(file).map((one) => (
        <li key={one.name} className={one.at === undefined ? 'ahead' : one.name}>
          <strong>{MILESTONE_WORDS[one.name]}</strong>
          <small>{one.at === undefined ? '–' : <time dateTime={one.at} title={absolute(one.at)}>{clock(one.at)}</time>}{one.seconds !== undefined && `, after ${duration(one.seconds)}`}</small>
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
      <div><dt>Owner</dt><dd>{person(booking.owner_id)}</dd></div>
      <div><dt>Runner</dt><dd>{person(booking.runner_id, (name) => <Link to="/runners/$id" params={{ id: booking.runner_id ?? '' }}>{name}</Link>)}</dd></div>
      <div><dt>Pet</dt><dd>{pet.name}<small>{pet.pet_type}, {pet.weight_kg} kg{pet.special_needs === undefined || pet.special_needs === '' ? '' : `, ${pet.special_needs}`}</small></dd></div>
      <div><dt>From</dt><dd>{place(booking.pickup_address)}</dd></div>
      <div><dt>To</dt><dd>{place(booking.dropoff_address)}</dd></div>
      <div><dt>Price</dt><dd>{money(booking.final_price_cents ?? booking.estimated_price_cents)}<small>{booking.final_price_cents === undefined ? 'estimated' : 'final'}</small></dd></div>
      <div><dt>Requested</dt><dd><Ago time={booking.created_at} />{booking.scheduled_at !== undefined && <small>for {absolute(booking.scheduled_at)}</small>}</dd></div>
      {booking.notes !== '' && <div><dt>Note of the owner</dt><dd>{booking.notes}</dd></div>}
    </dl>
  );
}
