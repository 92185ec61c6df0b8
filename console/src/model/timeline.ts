import type { Schemas } from '../api/client';
import { many, money, shortId } from '../quantities';
import { stateWord } from '../words';

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
    const who = step.actor_id === undefined ? 'the platform' : name(step.actor_id);
    return {
      at: step.at,
      source: 'booking',
      title: step.from !== undefined && step.to === 'requested' ? `${stateWord(step.to)}, on offer again` : stateWord(step.to),
      detail: `by ${who} (${step.role})${step.reason === '' ? '' : `: ${step.reason}`}`,
      tone: step.to === 'cancelled' ? 'bad' : step.to === 'completed' ? 'good' : 'plain',
    };
  });
}

function paymentEntries(file: File): Entry[] {
  return file.payments.flatMap((payment) => {
    const which = file.payments.length > 1 ? `, attempt ${payment.attempt}` : '';
    const entry = (at: string | undefined, title: string, tone: Tone, detail = ''): Entry[] =>
      at === undefined ? [] : [{ at, source: 'payment', title: title + which, detail, tone }];
    const waits = payment.task === undefined ? '' : `; the provider still has to ${payment.task}`;
    return [
      ...entry(payment.created_at, `Payment of ${money(payment.amount_cents)} begun`, 'plain', payment.method + waits),
      ...entry(payment.held_at, 'Money held in escrow', 'good', payment.provider_id ?? ''),
      ...entry(payment.released_at, `${money(payment.payout_cents)} released to the runner`, 'good', `fee ${money(payment.fee_cents)}`),
      ...entry(payment.refunded_at, `${money(payment.amount_cents)} refunded`, 'plain', payment.reason),
      ...(payment.status === 'failed' ? entry(payment.updated_at, 'Payment failed', 'bad', payment.reason) : []),
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
    const far = offer.distance_km === undefined ? '' : `, ${offer.distance_km} km away`;
    const made: Entry = { at: offer.made_at, source: 'dispatch', title: `Offered to ${runner}`, detail: `round ${offer.round}${far}`, tone: 'plain' };
    const ended: Entry[] =
      offer.ended_at === undefined
        ? []
        : [{ at: offer.ended_at, source: 'dispatch', title: `Offer to ${runner} ${offer.status}`, detail: `round ${offer.round}`, tone: offer.status === 'accepted' ? 'good' : 'plain' }];
    return [made, ...ended];
  });
  const begun: Entry[] =
    dispatch.started_at === undefined ? [] : [{ at: dispatch.started_at, source: 'dispatch', title: 'Search for a runner begun', detail: '', tone: 'plain' }];
  const ended: Entry[] =
    dispatch.ended_at === undefined
      ? []
      : [{ at: dispatch.ended_at, source: 'dispatch', title: `Search ${dispatch.status}`, detail: `${many(dispatch.rounds, 'round')}, ${many(dispatch.offers.length, 'offer')}`, tone: dispatch.status === 'exhausted' ? 'bad' : 'plain' }];
  return [...begun, ...offers, ...ended];
}

/** Of a trip that goes on, the last position is where the runner was heard of last. */
function tripEntries(file: File): Entry[] {
  return file.trips.flatMap((trip): Entry[] => {
    const entry = (at: string | undefined, title: string, detail = ''): Entry[] =>
      at === undefined ? [] : [{ at, source: 'trip', title, detail, tone: 'plain' }];
    const positions = many(trip.positions, 'position');
    return [
      ...entry(trip.started_at, 'Trip begun'),
      ...(trip.ended_at === undefined
        ? entry(trip.last_at, 'Last position so far', positions)
        : entry(trip.ended_at, `Trip ${trip.status}`, `${trip.distance_km} km, ${positions}`)),
    ];
  });
}

function noticeEntries(file: File, name: (id: string | undefined) => string): Entry[] {
  return file.notices.map((notice) => {
    const ways = notice.deliveries.map((way) => `${way.channel} ${way.state}${way.last_problem === undefined ? '' : ` (${way.last_problem})`}`);
    return {
      at: notice.created_at,
      source: 'notice',
      title: `Told ${name(notice.user_id)}: ${notice.title}`,
      detail: ways.length === 0 ? 'inbox' : `inbox, ${ways.join(', ')}`,
      tone: notice.deliveries.some((way) => way.state === 'failed') ? 'bad' : 'plain',
    };
  });
}

/** Everything that happened to a booking in all services, the oldest first. */
export function timelineOf(file: File): Entry[] {
  const names = namesOf(file);
  const name = (id: string | undefined): string => (id === undefined ? 'somebody' : (names.get(id) ?? shortId(id)));
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
        return payment_status === 'pending' ? 'the payment' : 'the owner to pay';
      }
      switch (file.dispatch?.status) {
        case 'planned':
          return 'its time; the search for a runner begins before it';
        case 'exhausted':
          return 'a runner from the open list; the search has ended';
        default:
          return 'a runner';
      }
    case 'accepted':
      return 'the runner to pick the pet up';
    case 'in_progress':
      return 'the delivery';
    case 'delivered':
      return payment_status === 'released' ? 'its completion' : 'the confirmation of the owner';
    default:
      return undefined;
  }
}
