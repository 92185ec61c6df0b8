import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type JSX, type ReactNode } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { milestonesOf } from '../model/milestones';
import { namesOf, SOURCES, timelineOf, waitBefore, waitingFor, type Entry, type Source } from '../model/timeline';
import { ReasonDialog, type Act } from '../parts/ReasonDialog';
import { Badge, Loaded, Missing } from '../parts/states';
import { Ago, useNow } from '../parts/time';
import { absolute, clock, duration, MILESTONE_WORDS, money, paymentWord, stateWord } from '../words';

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
        <Acts file={file} />
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

function Timeline({ entries: all }: { entries: Entry[] }): JSX.Element {
  const [hidden, setHidden] = useState<Source[]>([]);
  const entries = all.filter((entry) => !hidden.includes(entry.source));
  const toggle = (source: Source): void => setHidden(hidden.includes(source) ? hidden.filter((one) => one !== source) : [...hidden, source]);
  return (
    <>
    <div role="group" aria-label="Shown in the timeline" className="sources">
      {SOURCES.map((source) => (
        <button key={source} type="button" className="chip" aria-pressed={!hidden.includes(source)} onClick={() => toggle(source)}>{source}</button>
      ))}
    </div>
    <ol className="timeline">
      {entries.map((entry, index) => {
        const wait = waitBefore(entries, index);
        return (
          <li key={`${entry.source} ${entry.at} ${entry.title} ${index}`} className={`of-${entry.source} ${entry.tone}`}>
            {wait !== undefined && <p className="gap">{duration(wait.seconds)} later</p>}
            <time dateTime={entry.at} title={absolute(entry.at)}>{clock(entry.at)}</time>
            <span className="source">{entry.source}</span>
            <div><strong>{entry.title}</strong>{entry.detail !== '' && <small>{entry.detail}</small>}</div>
          </li>
        );
      })}
    </ol>
    </>
  );
}

function Money({ file }: { file: File }): JSX.Element {
  if (file.payments.length === 0) {
    return <div className="empty"><p>Nobody has paid or tried to pay for this booking.</p></div>;
  }
  const names = namesOf(file);
  const sum = file.ledger.reduce((total, line) => total + line.amount_cents, 0);
  return (
    <>
      <h2>Payments</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label="Payments">
        <table>
          <thead><tr><th scope="col">Attempt</th><th scope="col">State</th><th scope="col">Amount</th><th scope="col">Fee</th><th scope="col">To the runner</th><th scope="col">By</th><th scope="col">At the provider</th><th scope="col">Next step</th></tr></thead>
          <tbody>
            {file.payments.map((payment) => (
              <tr key={payment.id}>
                <td>{payment.attempt}</td>
                <td><Badge state={payment.status}>{paymentWord(payment.status)}</Badge></td>
                <td className="number">{money(payment.amount_cents)}</td>
                <td className="number">{money(payment.fee_cents)}</td>
                <td className="number">{money(payment.payout_cents)}</td>
                <td>{payment.method}</td>
                <td>{payment.provider_id === undefined || payment.provider_id === '' ? '–' : <code>{payment.provider_id}</code>}</td>
                <td>{payment.task === undefined ? 'none' : `${payment.task}${payment.task_due === undefined ? '' : `, due ${clock(payment.task_due)}`}, tried ${payment.tries} times${payment.refused ? ', refused' : ''}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>Ledger</h2>
      {file.ledger.length === 0 ? (
        <p className="hint">No money was moved.</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label="Ledger">
          <table>
            <thead><tr><th scope="col">Time</th><th scope="col">Transaction</th><th scope="col">Account</th><th scope="col">Of</th><th scope="col">Amount</th></tr></thead>
            <tbody>
              {file.ledger.map((line) => (
                <tr key={`${line.transaction_id} ${line.account}`}>
                  <td><time dateTime={line.at} title={absolute(line.at)}>{clock(line.at)}</time></td>
                  <td>{line.kind}</td>
                  <td>{line.account}</td>
                  <td>{line.party === undefined ? '–' : (names.get(line.party) ?? line.party)}</td>
                  <td className="number">{money(line.amount_cents)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot><tr><th scope="row" colSpan={4}>Sum</th><td className={sum === 0 ? 'number' : 'number bad'}>{money(sum)}</td></tr></tfoot>
          </table>
        </div>
      )}
    </>
  );
}

function Notices({ file }: { file: File }): JSX.Element {
  const names = namesOf(file);
  if (file.notices.length === 0) {
    return <div className="empty"><p>Nobody has been told anything about this booking.</p></div>;
  }
  return (
    <ul className="notices">
      {file.notices.map((notice) => (
        <li key={notice.id}>
          <strong>{notice.title}</strong> <small>to {names.get(notice.user_id) ?? notice.user_id}, <Ago time={notice.created_at} />{notice.read_at === undefined ? ', unread' : ', read'}</small>
          <p>{notice.body}</p>
          {notice.deliveries.map((way) => (
            <Badge key={way.channel} state={way.state === 'sent' ? 'held' : way.state === 'failed' ? 'failed' : 'pending'}>
              {way.channel} {way.state}{way.last_problem === undefined ? '' : `: ${way.last_problem}`}
            </Badge>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Raw({ file }: { file: File }): JSX.Element {
  return <pre tabIndex={0} aria-label="Raw JSON">{JSON.stringify(file, null, 2)}</pre>;
}

const CANCELLABLE = ['requested', 'accepted', 'in_progress'];
const OFFERABLE = ['requested', 'accepted'];

function Acts({ file }: { file: File }): JSX.Element | null {
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  const { booking } = file;
  if (session.data?.role !== 'admin') {
    return null;
  }
  const path = { id: booking.id };
  const again = (): void => void queries.invalidateQueries();
  const held = file.payments.find((payment) => payment.status === 'held');
  const paid = held === undefined ? 'No money is held.' : `${money(held.amount_cents)} goes back to the owner.`;
  const cancel: Act = {
    title: `Cancel ${booking.booking_number}`,
    extent: <p>One booking ends. {paid} {booking.runner_id === undefined ? 'The owner is told, and reads' : 'Owner and runner are told, and read'} the reason.</p>,
    button: 'Cancel the booking',
    run: (reason) => dataOf(api.POST('/api/v1/console/bookings/{id}/cancel', { params: { path }, body: { reason } })),
  };
  const reoffer: Act = {
    title: `Offer ${booking.booking_number} again`,
    extent: <p>A runner is looked for anew{booking.runner_id === undefined ? '' : '; the one who has it now loses it and is not asked again'}. The money stays held.</p>,
    button: 'Offer it again',
    run: (reason) => dataOf(api.POST('/api/v1/console/bookings/{id}/reoffer', { params: { path }, body: { reason } })),
  };
  const refund: Act | undefined = held && {
    title: `Refund ${money(held.amount_cents)}`,
    extent: <p>{money(held.amount_cents)} goes back to the owner; the runner is not paid. The booking itself stays as it is.</p>,
    button: 'Refund',
    run: (reason) => dataOf(api.POST('/api/v1/console/payments/{id}/refund', { params: { path: { id: held.id } }, body: { reason } })),
  };
  return (
    <div className="acts">
      {OFFERABLE.includes(booking.status) && booking.payment_status === 'held' && <button type="button" onClick={() => setAct(reoffer)}>Offer again …</button>}
      {refund !== undefined && <button type="button" onClick={() => setAct(refund)}>Refund …</button>}
      {CANCELLABLE.includes(booking.status) && <button type="button" onClick={() => setAct(cancel)}>Cancel …</button>}
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); again(); }} />}
    </div>
  );
}
