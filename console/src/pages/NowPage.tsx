import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import type { MessageSearch } from '../model/messages';
import { Loaded, Missing } from '../parts/states';
import type { BookingSearch, LedgerFilter } from '../router';
import { brief, duration, money, share } from '../quantities';
import { type RunnerState } from '../words';

type Now = Schemas['Now'];

/** How everything is at this moment; each figure leads to what it counts. */
export function NowPage(): JSX.Element {
  const now = useQuery({ queryKey: ['now'], queryFn: () => dataOf(api.GET('/api/v1/console/now')), refetchInterval: 5_000 });
  return (
    <>
      <h1>Now</h1>
      <Loaded query={now}>{(data) => <Figures now={data} />}</Loaded>
    </>
  );
}

function Figures({ now }: { now: Now }): JSX.Element {
  return (
    <>
      <Missing parts={now.missing} />
      {!now.missing.some((one) => one.name === 'attention') && <Attention items={now.attention} />}
      {now.bookings !== undefined && <Bookings figures={now.bookings} />}
      <div className="columns">
        {now.payments !== undefined && (
          <Group title="Money">
            <Figure label="Held in escrow" value={money(now.payments.held_cents)} note={now.payments.held === 1 ? '1 payment' : `${now.payments.held} payments`} money={{}} />
            <Figure label="Released today" value={money(now.payments.released_today_cents)} money={{ kind: 'release' }} />
            <Figure label="Refunded today" value={money(now.payments.refunded_today_cents)} money={{ kind: 'refund' }} />
            <Figure label="Failed today" value={now.payments.failed_today} bad={now.payments.failed_today > 0} to={{ status: ['requested'] }} />
            <Figure label="Steps tried again" value={now.payments.retried} bad={now.payments.retried > 0} to={{ stuck: true }} />
          </Group>
        )}
        {now.runners !== undefined && (
          <Group title="Runners">
            <Figure label="Online" value={now.runners.online} runners={['free', 'busy', 'silent']} />
            <Figure label="With a ride" value={now.runners.busy} runners={['busy', 'silent']} />
            <Figure label="Silent for 2 min" value={now.runners.silent} bad={now.runners.silent > 0} runners={['silent']} />
          </Group>
        )}
        {now.events !== undefined && (
          <Group title="Events">
            <Figure label="Dead letters" value={now.events.dead_letters} bad={now.events.dead_letters > 0} events="dead-letters" />
            <Figure label="Not yet read" value={now.events.lag} bad={now.events.lag > 1_000} events="groups" />
            <Figure label="Oldest in an outbox" value={duration(now.events.oldest_outbox_seconds)} bad={now.events.oldest_outbox_seconds > 30} events="outboxes" />
          </Group>
        )}
        {now.gateway !== undefined && <Gateway figures={now.gateway} />}
        {now.notices !== undefined && (
          <Group title="Notices">
            <Figure label="Waiting" value={now.notices.pending} messages={{ state: 'pending' }} />
            <Figure label="Sent in the last hour" value={now.notices.sent_last_hour} messages={{ state: 'sent' }} />
            <Figure label="Failed in the last hour" value={now.notices.failed_last_hour} bad={now.notices.failed_last_hour > 0} messages={{ state: 'failed' }} />
          </Group>
        )}
      </div>
    </>
  );
}

function Attention({ items }: { items: Now['attention'] }): JSX.Element {
  if (items.length === 0) {
    return <p className="notice good">Nothing needs attention: every service answers, and none has raised an alarm.</p>;
  }
  return (
    <section className="attention" aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      <ul>
        {items.map((item) => (
          <li key={`${item.service} ${item.name}`}>
            <strong>{item.service}</strong> <span>{item.name}</span> {item.words}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bookings({ figures }: { figures: Schemas['BookingFigures'] }): JSX.Element {
  return (
    <Group title="Bookings" wide>
      <Figure label="Waiting for payment" value={figures.unpaid} to={{ status: ['requested'] }} />
      <Figure label="Waiting for a runner" value={figures.open} to={{ status: ['requested'] }} />
      <Figure label="Accepted" value={figures.accepted} to={{ status: ['accepted'] }} />
      <Figure label="Under way" value={figures.in_progress} to={{ status: ['in_progress'] }} />
      <Figure label="Waiting for confirmation" value={figures.delivered} to={{ status: ['delivered'] }} />
      <Figure label="Stuck" value={figures.stuck} bad={figures.stuck > 0} to={{ stuck: true }} />
      <Figure label="Requested today" value={figures.requested_today} to={{}} />
      <Figure label="Completed today" value={figures.completed_today} to={{ status: ['completed'] }} />
      <Figure label="Cancelled today" value={figures.cancelled_today} to={{ status: ['cancelled'] }} />
    </Group>
  );
}

/** A platform that has just started has nothing to compare its counters with. */
function Gateway({ figures }: { figures: Schemas['GatewayFigures'] }): JSX.Element {
  const p99 = figures.p99_seconds;
  return (
    <Group title={figures.seconds < 1 ? 'Gateway' : `Gateway, last ${Math.max(1, Math.round(figures.seconds / 60))} min`}>
      <Figure label="Requests" value={figures.seconds < 1 ? '–' : figures.requests.toLocaleString('en-MY')} health />
      <Figure label="Answered 5xx" value={figures.requests === 0 ? '–' : share(figures.errors, figures.requests)} note={figures.errors === 1 ? '1 request' : `${figures.errors} requests`} bad={figures.errors * 100 > figures.requests} health />
      <Figure label="99 % within" value={p99 === undefined ? '–' : brief(p99)} bad={p99 !== undefined && p99 > 1} health />
    </Group>
  );
}

function Group({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }): JSX.Element {
  return (
    <section className={wide ? 'group wide' : 'group'} aria-label={title}>
      <h2>{title}</h2>
      <div className="figures">{children}</div>
    </section>
  );
}

interface FigureOf {
  messages?: MessageSearch;
  label: string;
  value: ReactNode;
  note?: string;
  bad?: boolean;
  to?: BookingSearch;
  runners?: RunnerState[];
  money?: LedgerFilter;
  events?: string;
  health?: boolean;
}

function Figure(figure: FigureOf): JSX.Element {
  const content = (
    <>
      <span className="label">{figure.label}</span>
      <strong>{figure.value}</strong>
      {figure.note !== undefined && <small>{figure.note}</small>}
    </>
  );
  const look = figure.bad === true ? 'figure bad' : 'figure';
  if (figure.health === true) {
    return <a className={look} href="/health">{content}</a>;
  }
  if (figure.runners !== undefined) {
    return <Link className={look} to="/runners" search={{ state: figure.runners }}>{content}</Link>;
  }
  if (figure.money !== undefined) {
    return <Link className={look} to="/money" search={figure.money}>{content}</Link>;
  }
  if (figure.messages !== undefined) {
    return <Link className={look} to="/messages" search={figure.messages}>{content}</Link>;
  }
  return figure.events === undefined ? (
    <Link className={look} to="/bookings" search={figure.to ?? {}}>{content}</Link>
  ) : (
    <Link className={look} to="/events" hash={figure.events}>{content}</Link>
  );
}
