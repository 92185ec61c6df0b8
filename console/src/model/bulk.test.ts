import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { extentOf, MOST_AT_ONCE, runAll, type Result } from './bulk';

type Row = Schemas['BookingRow'];

function row(id: string, more: Partial<Row> = {}): Row {
  return {
    id, number: id, status: 'requested', payment_status: 'held', owner_id: 'o', pet_name: 'Mochi', pickup: 'A', dropoff: 'B', price_cents: 2210,
    created_at: '2026-02-12T10:00:00Z', since: '2026-02-12T10:00:00Z', stuck: false, ...more,
  };
}

describe('extentOf', () => {
  it('counts what is cancelled, the money that goes back, and why the others are left out', () => {
    const extent = extentOf('cancel', [row('a'), row('b', { status: 'accepted', runner_id: 'r' }), row('c', { payment_status: 'none' }), row('d', { status: 'completed' }), row('e', { status: 'completed' })]);
    expect(extent.fit.map((one) => one.id)).toEqual(['a', 'b', 'c']);
    expect(extent.left).toEqual([{ why: 'Completed', count: 2 }]);
    expect([extent.heldCents, extent.withRunner]).toEqual([4420, 1]);
  });
  it('offers again only what is paid and not under way', () => {
    const extent = extentOf('reoffer', [row('a'), row('b', { payment_status: 'none' }), row('c', { status: 'in_progress' })]);
    expect(extent.fit.map((one) => one.id)).toEqual(['a']);
    expect(extent.left).toEqual([{ why: 'unpaid', count: 1 }, { why: 'Under way', count: 1 }]);
  });
  it('takes so many at once and no more', () => {
    const extent = extentOf('cancel', Array.from({ length: MOST_AT_ONCE + 3 }, (_, index) => row(String(index))));
    expect(extent.fit.length).toBe(MOST_AT_ONCE);
    expect(extent.left).toEqual([{ why: 'most', count: 3 }]);
  });
});

describe('runAll', () => {
  const rows = Array.from({ length: 12 }, (_, index) => row(String(index)));
  it('tells a result for each, and goes on after a refusal', async () => {
    const results: Result[] = [];
    await runAll(rows, (one) => Promise.resolve(one.id === '3' ? { outcome: 'refused', words: 'no', goOn: true } : { outcome: 'done', words: '', goOn: true }), (result) => results.push(result), () => false);
    expect(results.length).toBe(12);
    expect(results.filter((one) => one.outcome === 'refused').map((one) => one.row.id)).toEqual(['3']);
  });
  it('begins no more once it has no chance or is stopped', async () => {
    const results: Result[] = [];
    await runAll(rows, () => Promise.resolve({ outcome: 'refused', words: 'logged out', goOn: false }), (result) => results.push(result), () => false);
    expect(results.length).toBe(12);
    expect(results.filter((one) => one.outcome === 'not_begun').length).toBeGreaterThanOrEqual(8);
    results.length = 0;
    await runAll(rows, () => Promise.reject(new Error('never')), (result) => results.push(result), () => true);
    expect(results.every((one) => one.outcome === 'not_begun')).toBe(true);
  });
});
