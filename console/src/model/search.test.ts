import { describe, expect, it } from 'vitest';
import { BOOKING_TABS } from './kinds';
import { bookingSearch, ledgerFilter, tabIn } from './search';

describe('the address', () => {
  it('keeps the filters of bookings that can be understood', () => {
    expect(bookingSearch({ status: ['cancelled', 'lost', 'requested'], stuck: true, q: 60123450001, cols: ['runner', 'status', 'mood'] })).toEqual({
      status: ['requested', 'cancelled'], stuck: true, q: '60123450001', cols: ['status', 'runner'],
    });
    expect(bookingSearch({ status: 'requested', stuck: 'yes', q: '', cols: 'all' })).toEqual({});
    expect(bookingSearch({ cols: [], q: 'a'.repeat(300) })).toEqual({ cols: [], q: 'a'.repeat(100) });
  });
  it('keeps the search in the ledger', () => {
    expect(ledgerFilter({ q: 'BK-7QK2MX', kind: 'refund' })).toEqual({ q: 'BK-7QK2MX', kind: 'refund' });
    expect(ledgerFilter({ q: null, kind: 'gift' })).toEqual({});
  });
  it('has a view only when it is not the first', () => {
    expect(['money', 'timeline', 'lost', undefined].map((tab) => tabIn(BOOKING_TABS, tab))).toEqual([{ tab: 'money' }, {}, {}, {}]);
  });
});
