import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { timelineOf, waitBefore, waitingFor } from './timeline';

const OWNER = '0193f1c0-3d52-7a88-b0c4-5e7d9f1a2b01';
const RUNNER = '0193f1c1-9e64-7bb0-a2d3-8c6f0e4b5a02';

function file(more: Partial<Schemas['BookingFile']> = {}, booking: Partial<Schemas['FileBooking']> = {}): Schemas['BookingFile'] {
  return {
    booking: {
      id: 'b', booking_number: 'BK-7QK2MX', owner_id: OWNER, status: 'requested', payment_status: 'held', version: 1, notes: '',
      pet_spec: { pet_type: 'cat', name: 'Mochi', weight_kg: 4 }, estimated_price_cents: 2210,
      pickup_address: { line1: 'A', city: 'KL', latitude: 3, longitude: 101 }, dropoff_address: { line1: 'B', city: 'KL', latitude: 3, longitude: 101 },
      created_at: '2026-02-12T10:00:00Z', updated_at: '2026-02-12T10:00:00Z', ...booking,
    },
    history: [{ version: 1, to: 'requested', actor_id: OWNER, role: 'owner', reason: '', at: '2026-02-12T10:00:00Z' }],
    payments: [], ledger: [], trips: [], notices: [], people: [{ id: OWNER, name: 'Aisyah', email: '', phone: '', role: 'owner' }], missing: [],
    ...more,
  };
}

describe('timelineOf', () => {
  it('puts what all services know in the order of time, and of cause within one second', () => {
    const entries = timelineOf(
      file({
        payments: [{ id: 'p', attempt: 1, status: 'held', amount_cents: 2210, fee_cents: 331, payout_cents: 1879, method: 'card', reason: '', created_at: '2026-02-12T10:00:00Z', updated_at: '2026-02-12T10:00:02Z', held_at: '2026-02-12T10:00:02Z', tries: 0, refused: false }],
        dispatch: { status: 'searching', rounds: 1, started_at: '2026-02-12T10:00:03Z', offers: [{ round: 1, status: 'open', made_at: '2026-02-12T10:02:30Z', expires_at: '2026-02-12T10:03:00Z', runner_id: RUNNER }] },
      }),
    );
    expect(entries.map((entry) => entry.title)).toEqual([
      'Requested', 'Payment of RM 22.10 begun', 'Money held in escrow', 'Search for a runner begun', 'Offered to …0e4b5a02',
    ]);
    expect(waitBefore(entries, 4)).toEqual({ seconds: 147 });
    expect(waitBefore(entries, 3)).toBeUndefined();
  });

  it('puts times with fractions in their exact order', () => {
    const step = { version: 2, from: 'requested', to: 'accepted', actor_id: OWNER, role: 'runner', reason: '', at: '2026-02-12T10:00:00.700000Z' };
    const held = { id: 'p', attempt: 1, status: 'held', amount_cents: 2210, fee_cents: 331, payout_cents: 1879, method: 'card', reason: '', created_at: '2026-02-12T10:00:00.200000Z', updated_at: '2026-02-12T10:00:00.300000Z', held_at: '2026-02-12T10:00:00.300000Z', tries: 0, refused: false };
    const dispatch = { status: 'assigned', rounds: 1, ended_at: '2026-02-12T10:00:00Z', offers: [] };
    expect(timelineOf(file({ history: [step], payments: [held], dispatch })).map((entry) => entry.title)).toEqual([
      'Payment of RM 22.10 begun', 'Money held in escrow', 'Accepted', 'Search assigned',
    ]);
  });

  it('tells of a trip that goes on when the last position came', () => {
    const trip = { id: 't', runner_id: RUNNER, status: 'active', started_at: '2026-02-12T10:05:00Z', distance_km: 1.2, positions: 7, last_at: '2026-02-12T10:09:00.5Z' };
    const titles = (more: object): string[] => timelineOf(file({ trips: [{ ...trip, ...more }] })).map((entry) => entry.title);
    expect(titles({})).toEqual(['Requested', 'Trip begun', 'Last position so far']);
    expect(titles({ status: 'completed', ended_at: '2026-02-12T10:10:00Z' })).toEqual(['Requested', 'Trip begun', 'Trip completed']);
  });

  it('says who did something and why, and marks what failed', () => {
    const entries = timelineOf(
      file({
        history: [{ version: 2, from: 'requested', to: 'cancelled', role: 'admin', actor_id: OWNER, reason: '<script>alert(1)</script>', at: '2026-02-12T10:00:00Z' }],
        notices: [{ id: 'n', user_id: OWNER, template: 'X', title: 'Cancelled', body: '', created_at: '2026-02-12T10:00:01Z', deliveries: [{ channel: 'sms', state: 'failed', attempts: 3, due_at: '', updated_at: '', last_problem: 'no number' }] }],
      }),
    );
    expect(entries.map((entry) => [entry.detail, entry.tone])).toEqual([
      ['by Aisyah (administrator): <script>alert(1)</script>', 'bad'],
      ['inbox, SMS failed (no number)', 'bad'],
    ]);
  });
});

describe('waitingFor', () => {
  it.each([
    ['requested', 'none', 'the owner to pay'],
    ['requested', 'pending', 'the payment'],
    ['requested', 'held', 'a runner'],
    ['delivered', 'held', 'the confirmation of the owner'],
    ['completed', 'released', undefined],
  ])('%s with money %s waits for %s', (status, payment_status, expected) => {
    expect(waitingFor(file({}, { status, payment_status }))).toBe(expected);
  });

  it.each([
    ['searching', 'a runner'],
    ['planned', 'its time; the search for a runner begins before it'],
    ['exhausted', 'a runner from the open list; the search has ended'],
  ])('a paid booking whose search is %s waits for %s', (status, expected) => {
    expect(waitingFor(file({ dispatch: { status, rounds: 0, offers: [] } }))).toBe(expected);
  });
});
