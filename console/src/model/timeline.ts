import type { Schemas } from '../api/client';
import { kilometres, money, shortId } from '../quantities';
import { t, wordOf } from '../words';

type File = Schemas['BookingFile'];

export const SOURCES = ['booking', 'payment', 'dispatch', 'trip', 'notice'] as const;
export type Source = (typeof SOURCES)[number];
export type Tone = 'plain' | 'good' | 'bad';

/** Something that happened, or that is still waited for. */
export interface Entry {
  at: string;
  source: Source;
  title: string;
  detail: string;
  tone: Tone;
}

/** A gap between two entries that is worth showing. */
export interface Wait {
  seconds: number;
}

/** The order of cause within one second. */
const ORDER: Record<Source, number> = { booking: 0, payment: 1, dispatch: 2, trip: 3, notice: 5 };
const AFTER_THE_MONEY = 4;

/** A time in milliseconds. One that is told in whole seconds comes after those of its second that are told exactly. */
function moment(time: string): number {
  return Date.parse(time) + (time.includes('.') ? 0 : 999);
}

function rank(entry: Entry): number {
  return entry.source === 'booking' && entry.tone === 'good' ? AFTER_THE_MONEY : ORDER[entry.source];
}

const WORTH_SHOWING = 60;

/** Names by id, for whoever is named in a file. */
export function namesOf(file: { people: { id: string; name: string }[] }): Map<string, string> {
  return new Map(file.people.map((person) => [person.id, person.name]));
}

function steps(file: File, name: (id: string | undefined) => string): Entry[] {
  return file.history.map((step) => {
    const who = step.actor_id === undefined ? t.timeline.platform : name(step.actor_id);
    const state = wordOf(t.api.status, step.to);
    const by = t.timeline.by(who, wordOf(t.api.roleOf, step.role));
    return {
      at: step.at,
      source: 'booking',
      title: step.from !== undefined && step.to === 'requested' ? t.timeline.offeredAgain(state) : state,
      detail: step.reason === '' ? by : `${by}: ${step.reason}`,
      tone: step.to === 'cancelled' ? 'bad' : step.to === 'completed' ? 'good' : 'plain',
    };
  });
}

function paymentEntries(file: File): Entry[] {
  return file.payments.flatMap((payment) => {
    const which = file.payments.length > 1 ? `, ${t.timeline.attempt(payment.attempt)}` : '';
    const entry = (at: string | undefined, title: string, tone: Tone, detail = ''): Entry[] =>
      at === undefined ? [] : [{ at, source: 'payment', title: title + which, detail, tone }];
    const waits = payment.task === undefined ? '' : `; ${t.timeline.stillTo(wordOf(t.api.task, payment.task))}`;
    return [
      ...entry(payment.created_at, t.timeline.paymentBegun(money(payment.amount_cents)), 'plain', wordOf(t.api.method, payment.method) + waits),
      ...entry(payment.held_at, t.timeline.held, 'good', payment.provider_id ?? ''),
      ...entry(payment.released_at, t.timeline.released(money(payment.payout_cents)), 'good', t.timeline.fee(money(payment.fee_cents))),
      ...entry(payment.refunded_at, t.timeline.refunded(money(payment.amount_cents)), 'plain', payment.reason),
      ...(payment.status === 'failed' ? entry(payment.updated_at, t.timeline.paymentFailed, 'bad', payment.reason) : []),
    ];
  });
}

function dispatchEntries(file: File, name: (id: string | undefined) => string): Entry[] {
  const dispatch = file.dispatch;
  if (dispatch === undefined) {
    return [];
  }
  const offers = dispatch.offers.flatMap((offer): Entry[] => {
    const runner = name(offer.runner_id);
    const far = offer.distance_km === undefined ? '' : `, ${t.timeline.away(kilometres(offer.distance_km))}`;
    const made: Entry = { at: offer.made_at, source: 'dispatch', title: t.timeline.offered(runner), detail: t.timeline.round(offer.round) + far, tone: 'plain' };
    const ended: Entry[] =
      offer.ended_at === undefined
        ? []
        : [{ at: offer.ended_at, source: 'dispatch', title: t.timeline.offerEnded(runner, wordOf(t.timeline.offerStates, offer.status)), detail: t.timeline.round(offer.round), tone: offer.status === 'accepted' ? 'good' : 'plain' }];
    return [made, ...ended];
  });
  const begun: Entry[] =
    dispatch.started_at === undefined ? [] : [{ at: dispatch.started_at, source: 'dispatch', title: t.timeline.searchBegun, detail: '', tone: 'plain' }];
  const ended: Entry[] =
    dispatch.ended_at === undefined
      ? []
      : [{ at: dispatch.ended_at, source: 'dispatch', title: t.timeline.searchEnded(wordOf(t.timeline.searchStates, dispatch.status)), detail: t.timeline.searched(dispatch.rounds, dispatch.offers.length), tone: dispatch.status === 'exhausted' ? 'bad' : 'plain' }];
  return [...begun, ...offers, ...ended];
}

/** Of a trip that goes on, the last position is where the runner was heard of last. */
function tripEntries(file: File): Entry[] {
  return file.trips.flatMap((trip): Entry[] => {
    const entry = (at: string | undefined, title: string, detail = ''): Entry[] =>
      at === undefined ? [] : [{ at, source: 'trip', title, detail, tone: 'plain' }];
    const positions = t.timeline.positions(trip.positions);
    return [
      ...entry(trip.started_at, t.timeline.tripBegun),
      ...(trip.ended_at === undefined
        ? entry(trip.last_at, t.timeline.lastPosition, positions)
        : entry(trip.ended_at, t.timeline.tripEnded(wordOf(t.timeline.tripStates, trip.status)), `${kilometres(trip.distance_km)}, ${positions}`)),
    ];
  });
}

function noticeEntries(file: File, name: (id: string | undefined) => string): Entry[] {
  return file.notices.map((notice) => {
    const ways = notice.deliveries.map((way) => `${wordOf(t.timeline.ways, way.channel)} ${wordOf(t.timeline.deliveries, way.state)}${way.last_problem === undefined ? '' : ` (${way.last_problem})`}`);
    return {
      at: notice.created_at,
      source: 'notice',
      title: t.timeline.told(name(notice.user_id), notice.title),
      detail: [t.timeline.inbox, ...ways].join(', '),
      tone: notice.deliveries.some((way) => way.state === 'failed') ? 'bad' : 'plain',
    };
  });
}

/** Everything that happened to a booking in all services, the oldest first. */
export function timelineOf(file: File): Entry[] {
  const names = namesOf(file);
  const name = (id: string | undefined): string => (id === undefined ? t.timeline.somebody : (names.get(id) ?? shortId(id)));
  return [...steps(file, name), ...paymentEntries(file), ...dispatchEntries(file, name), ...tripEntries(file), ...noticeEntries(file, name)].sort(
    (a, b) => moment(a.at) - moment(b.at) || rank(a) - rank(b),
  );
}

/** The wait before an entry, if it was long enough to be worth a line. */
export function waitBefore(entries: Entry[], index: number): Wait | undefined {
  const before = entries[index - 1];
  const entry = entries[index];
  if (before === undefined || entry === undefined) {
    return undefined;
  }
  const seconds = (Date.parse(entry.at) - Date.parse(before.at)) / 1000;
  return seconds >= WORTH_SHOWING ? { seconds } : undefined;
}

/** What a booking waits for now; nothing once it has ended. */
export function waitingFor(file: File): string | undefined {
  const { status, payment_status } = file.booking;
  switch (status) {
    case 'requested':
      if (payment_status !== 'held') {
        return payment_status === 'pending' ? t.timeline.waits.payment : t.timeline.waits.toPay;
      }
      switch (file.dispatch?.status) {
        case 'planned':
          return t.timeline.waits.itsTime;
        case 'exhausted':
          return t.timeline.waits.openList;
        default:
          return t.timeline.waits.runner;
      }
    case 'accepted':
      return t.timeline.waits.pickup;
    case 'in_progress':
      return t.timeline.waits.delivery;
    case 'delivered':
      return payment_status === 'released' ? t.timeline.waits.completion : t.timeline.waits.confirmation;
    default:
      return undefined;
  }
}
