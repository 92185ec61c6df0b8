import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import type { RunnerState } from '../model/kinds';
import type { MessageSearch } from '../model/messages';
import type { BookingSearch, LedgerFilter } from '../model/search';
import { Loaded, Missing } from '../parts/states';
import { brief, duration, money, percent, share, whole } from '../quantities';
import { t } from '../words';

type Now = Schemas['Now'];

/** After so many seconds without a position a runner counts as silent. */
const SILENT_AFTER = 120;

/** How everything is at this moment; each figure leads to what it counts. */
export function NowPage(): JSX.Element {
  const now = useQuery({ queryKey: ['now'], queryFn: () => dataOf(api.GET('/api/v1/console/now')), refetchInterval: 5_000 });
  return (
    <>
      <h1>{t.now.title}</h1>
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
          <Group title={t.now.money}>
            <Figure label={t.now.heldInEscrow} value={money(now.payments.held_cents)} note={t.now.payments(now.payments.held)} money={{}} />
            <Figure label={t.now.releasedToday} value={money(now.payments.released_today_cents)} money={{ kind: 'release' }} />
            <Figure label={t.now.refundedToday} value={money(now.payments.refunded_today_cents)} money={{ kind: 'refund' }} />
            <Figure label={t.now.failedToday} value={now.payments.failed_today} bad={now.payments.failed_today > 0} to={{ status: ['requested'] }} />
            <Figure label={t.now.triedAgain} value={now.payments.retried} bad={now.payments.retried > 0} to={{ stuck: true }} />
          </Group>
        )}
        {now.runners !== undefined && (
          <Group title={t.now.runners}>
            <Figure label={t.now.online} value={now.runners.online} runners={['free', 'busy', 'silent']} />
            <Figure label={t.now.withRide} value={now.runners.busy} runners={['busy', 'silent']} />
            <Figure label={t.now.silent(duration(SILENT_AFTER))} value={now.runners.silent} bad={now.runners.silent > 0} runners={['silent']} />
          </Group>
        )}
        {now.events !== undefined && (
          <Group title={t.now.events}>
            <Figure label={t.now.deadLetters} value={now.events.dead_letters} bad={now.events.dead_letters > 0} events="dead-letters" />
            <Figure label={t.now.notRead} value={now.events.lag} bad={now.events.lag > 1_000} events="groups" />
            <Figure label={t.now.oldestInOutbox} value={duration(now.events.oldest_outbox_seconds)} bad={now.events.oldest_outbox_seconds > 30} events="outboxes" />
          </Group>
        )}
        {now.gateway !== undefined && <Gateway figures={now.gateway} />}
        {now.notices !== undefined && (
          <Group title={t.now.notices}>
            <Figure label={t.now.waiting} value={now.notices.pending} messages={{ state: 'pending' }} />
            <Figure label={t.now.sentLastHour} value={now.notices.sent_last_hour} messages={{ state: 'sent' }} />
            <Figure label={t.now.failedLastHour} value={now.notices.failed_last_hour} bad={now.notices.failed_last_hour > 0} messages={{ state: 'failed' }} />
          </Group>
        )}
      </div>
    </>
  );
}

function Attention({ items }: { items: Now['attention'] }): JSX.Element {
  if (items.length === 0) {
    return <p className="notice good">{t.now.calm}</p>;
  }
  return (
    <section className="attention" aria-labelledby="attention">
      <h2 id="attention">{t.now.attention}</h2>
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
    <Group title={t.now.bookings} wide>
      <Figure label={t.now.unpaid} value={figures.unpaid} to={{ status: ['requested'] }} />
      <Figure label={t.now.open} value={figures.open} to={{ status: ['requested'] }} />
      <Figure label={t.now.accepted} value={figures.accepted} to={{ status: ['accepted'] }} />
      <Figure label={t.now.underWay} value={figures.in_progress} to={{ status: ['in_progress'] }} />
      <Figure label={t.now.delivered} value={figures.delivered} to={{ status: ['delivered'] }} />
      <Figure label={t.now.stuck} value={figures.stuck} bad={figures.stuck > 0} to={{ stuck: true }} />
      <Figure label={t.now.requestedToday} value={figures.requested_today} to={{}} />
      <Figure label={t.now.completedToday} value={figures.completed_today} to={{ status: ['completed'] }} />
      <Figure label={t.now.cancelledToday} value={figures.cancelled_today} to={{ status: ['cancelled'] }} />
    </Group>
  );
}

/** A platform that has just started has nothing to compare its counters with. */
function Gateway({ figures }: { figures: Schemas['GatewayFigures'] }): JSX.Element {
  const p99 = figures.p99_seconds;
  return (
    <Group title={figures.seconds < 1 ? t.now.gateway : t.now.gatewayLast(duration(60 * Math.max(1, Math.round(figures.seconds / 60))))}>
      <Figure label={t.now.requests} value={figures.seconds < 1 ? '–' : whole(figures.requests)} health />
      <Figure label={t.now.answered5xx} value={figures.requests === 0 ? '–' : share(figures.errors, figures.requests)} note={t.now.requestCount(figures.errors)} bad={figures.errors * 100 > figures.requests} health />
      <Figure label={t.now.within(percent(0.99))} value={p99 === undefined ? '–' : brief(p99)} bad={p99 !== undefined && p99 > 1} health />
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
  value: number | string;
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
      <strong>{typeof figure.value === 'number' ? whole(figure.value) : figure.value}</strong>
      {figure.note !== undefined && <small>{figure.note}</small>}
    </>
  );
  const className = figure.bad === true ? 'figure bad' : 'figure';
  if (figure.health === true) {
    return <a className={className} href="/health">{content}</a>;
  }
  if (figure.runners !== undefined) {
    return <Link className={className} to="/runners" search={{ state: figure.runners }}>{content}</Link>;
  }
  if (figure.money !== undefined) {
    return <Link className={className} to="/money" search={figure.money}>{content}</Link>;
  }
  if (figure.messages !== undefined) {
    return <Link className={className} to="/messages" search={figure.messages}>{content}</Link>;
  }
  if (figure.events !== undefined) {
    return <Link className={className} to="/events" hash={figure.events}>{content}</Link>;
  }
  return <Link className={className} to="/bookings" search={figure.to ?? {}}>{content}</Link>;
}
