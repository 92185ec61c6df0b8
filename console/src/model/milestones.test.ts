import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { milestonesOf } from './milestones';

type File = Schemas['BookingFile'];

function file(steps: [string, string, string?][], held?: string, status = 'held'): File {
  return {
    booking: {
      id: 'b', booking_number: 'BK-7QK2MX', owner_id: 'o', status: 'requested', payment_status: 'held', version: 1, notes: '',
      pet_spec: { pet_type: 'cat', name: 'Mochi', weight_kg: 4 }, estimated_price_cents: 2210,
      pickup_address: { line1: 'A', city: 'KL', latitude: 3, longitude: 101 }, dropoff_address: { line1: 'B', city: 'KL', latitude: 3, longitude: 101 },
      created_at: '2026-02-12T10:00:00Z', updated_at: '2026-02-12T10:00:00Z',
    },
    history: steps.map(([to, at, from], index) => ({ version: index + 1, to, role: 'runner', reason: '', at, ...(from === undefined ? {} : { from }) })),
    payments: held === undefined ? [] : [{ id: 'p', attempt: 1, status, amount_cents: 1, fee_cents: 0, payout_cents: 1, method: 'card', reason: '', created_at: held, updated_at: held, held_at: held, tries: 0, refused: false }],
    ledger: [], trips: [], notices: [], people: [], missing: [],
  };
}

describe('milestonesOf', () => {
  it('tells what was reached when, and what is to come', () => {
    expect(milestonesOf(file([['requested', '2026-02-12T10:00:00Z'], ['accepted', '2026-02-12T10:05:00Z', 'requested']], '2026-02-12T10:01:00Z'))).toEqual([
      { name: 'requested', at: '2026-02-12T10:00:00Z' },
      { name: 'paid', at: '2026-02-12T10:01:00Z', seconds: 60 },
      { name: 'accepted', at: '2026-02-12T10:05:00Z', seconds: 240 },
      { name: 'picked_up' }, { name: 'delivered' }, { name: 'completed' },
    ]);
  });
  it('forgets the acceptance of a ride that was offered again', () => {
    const again = file([['requested', '2026-02-12T10:00:00Z'], ['accepted', '2026-02-12T10:05:00Z', 'requested'], ['requested', '2026-02-12T10:09:00Z', 'accepted']], '2026-02-12T10:01:00Z');
    expect(milestonesOf(again).filter((one) => one.at !== undefined).map((one) => one.name)).toEqual(['requested', 'paid']);
  });
  it('ends with the cancellation, and money that went back does not count', () => {
    const ended = file([['requested', '2026-02-12T10:00:00Z'], ['cancelled', '2026-02-12T10:02:00Z', 'requested']], '2026-02-12T10:01:00Z', 'refunded');
    expect(milestonesOf(ended).map((one) => one.name)).toEqual(['requested', 'cancelled']);
  });
});
