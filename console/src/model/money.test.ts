import { describe, expect, it } from 'vitest';
import { csv } from './csv';
import { cellsOfLine, everyDay, LEDGER_HEADER } from './money';

describe('money', () => {
  it('fills days without movement', () => {
    const days = everyDay([{ day: '2026-03-01', fees_cents: 331, payouts_cents: 1879, refunds_cents: 0 }], '2026-03-02', 3);
    expect(days.map((day) => [day.day, day.fees_cents])).toEqual([['2026-02-28', 0], ['2026-03-01', 331], ['2026-03-02', 0]]);
  });
  it('writes lines with amounts as numbers', () => {
    const text = csv(LEDGER_HEADER, [cellsOfLine({ at: 't', booking_number: '=BK', kind: 'hold', account: 'owner', amount_cents: -2210, payment_id: 'p', transaction_id: 'x', booking_id: 'b' })]);
    expect(text.split('\r\n')[1]).toBe("t,'=BK,hold,owner,-2210,,p,x");
  });
});
