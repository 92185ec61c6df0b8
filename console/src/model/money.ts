import type { Schemas } from '../api/client';
import { csv, type Cell } from './csv';

/** Every one of so many days until the last one, those without movement as well; the latest last. */
export function everyDay(days: Schemas['MoneyDay'][], last: string, count: number): Schemas['MoneyDay'][] {
  const known = new Map(days.map((day) => [day.day, day]));
  const end = Date.parse(`${last}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(end - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return known.get(day) ?? { day, fees_cents: 0, payouts_cents: 0, refunds_cents: 0 };
  });
}

export const LEDGER_HEADER = ['at', 'booking', 'kind', 'account', 'amount_sen', 'party', 'payment', 'transaction'];

/** A line of the ledger under that header. */
export function cellsOfLine(line: Schemas['FoundLine']): Cell[] {
  return [line.at, line.booking_number, line.kind, line.account, line.amount_cents, line.party ?? '', line.payment_id, line.transaction_id];
}

export function daysAsCsv(days: Schemas['MoneyDay'][]): string {
  return csv(['day', 'fees_sen', 'payouts_sen', 'refunds_sen'], days.map((day) => [day.day, day.fees_cents, day.payouts_cents, day.refunds_cents]));
}
