import type { Schemas } from '../api/client';
import { t, wordOf } from '../words';

type Row = Schemas['BookingRow'];

/** How many bookings one act may be about. */
export const MOST_AT_ONCE = 200;

export type BulkKind = 'cancel' | 'reoffer';

/** What an act on several bookings would do, as their rows stand now; each service decides again when it is done. */
export interface Extent {
  fit: Row[];
  /** Why the others are left out, and how many for each reason. */
  left: { why: string; count: number }[];
  /** Money that goes back to owners, or stays held. */
  heldCents: number;
  /** Those whose runner loses the ride. */
  withRunner: number;
}

const CANCELLABLE = ['requested', 'accepted', 'in_progress'];
const OFFERABLE = ['requested', 'accepted'];

/** Why an act does not concern a booking; nothing if it does. */
export function whyNot(kind: BulkKind, row: { status: string; payment_status: string }): string | undefined {
  if (!(kind === 'cancel' ? CANCELLABLE : OFFERABLE).includes(row.status)) {
    return wordOf(t.api.status, row.status);
  }
  return kind === 'reoffer' && row.payment_status !== 'held' ? 'unpaid' : undefined;
}

export function extentOf(kind: BulkKind, rows: Row[]): Extent {
  const left = new Map<string, number>();
  const fit: Row[] = [];
  for (const row of rows) {
    const why = whyNot(kind, row) ?? (fit.length < MOST_AT_ONCE ? undefined : 'most');
    if (why === undefined) {
      fit.push(row);
    } else {
      left.set(why, (left.get(why) ?? 0) + 1);
    }
  }
  return {
    fit,
    left: [...left].map(([why, count]) => ({ why, count })),
    heldCents: fit.filter((row) => row.payment_status === 'held').reduce((sum, row) => sum + row.price_cents, 0),
    withRunner: fit.filter((row) => row.runner_id !== undefined).length,
  };
}

/** What came of it for one booking. */
export interface Result {
  row: Row;
  outcome: 'done' | 'refused' | 'unknown' | 'not_begun';
  words: string;
}

/** Whether it was done, refused, or nobody knows; and whether the rest has a chance. */
export interface Verdict {
  outcome: 'done' | 'refused' | 'unknown';
  words: string;
  goOn: boolean;
}

const LANES = 4;

/**
 * Does it for one booking after the other, a few at a time, and tells each result. What has been done stays done when it is stopped or
 * cannot go on; the rest is told as not begun.
 */
export async function runAll(rows: Row[], run: (row: Row) => Promise<Verdict>, tell: (result: Result) => void, isStopped: () => boolean): Promise<void> {
  const waiting = [...rows];
  let hasChance = true;
  const lane = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      if (isStopped() || !hasChance) {
        tell({ row, outcome: 'not_begun', words: '' });
        continue;
      }
      const verdict = await run(row);
      hasChance &&= verdict.goOn;
      tell({ row, outcome: verdict.outcome, words: verdict.words });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
