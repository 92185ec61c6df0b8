import { BOOKING_COLUMNS, LEDGER_KINDS, STATUSES, type BookingColumn, type LedgerKind, type Status } from './kinds';

/** What is looked for, as it stands in the address; a text of digits alone stands there as a number. */
export function textIn(search: Record<string, unknown>, most: number): { q?: string } {
  const q = search['q'];
  return (typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q).slice(0, most) } : {};
}

/** Those of all that are chosen, in the order of all. */
export function among<T extends string>(all: readonly T[], chosen: unknown): T[] {
  return Array.isArray(chosen) ? all.filter((one) => chosen.includes(one)) : [];
}

/** The view that is chosen; the first is shown when none stands in the address. */
export function tabIn<Tab extends string>(tabs: readonly Tab[], chosen: unknown): { tab?: Tab } {
  const tab = tabs.find((one) => one === chosen);
  return tab === undefined || tab === tabs[0] ? {} : { tab };
}

/** The filters of the list of bookings, as they stand in the address. */
export interface BookingSearch {
  status?: Status[];
  stuck?: boolean;
  q?: string;
  /** Which columns are shown; the usual ones when it is missing. */
  cols?: BookingColumn[];
}

/** The filters that can be understood. */
export function bookingSearch(search: Record<string, unknown>): BookingSearch {
  const status = among(STATUSES, search['status']);
  return {
    ...(status.length > 0 ? { status } : {}),
    ...(search['stuck'] === true ? { stuck: true } : {}),
    ...textIn(search, 100),
    ...(Array.isArray(search['cols']) ? { cols: among(BOOKING_COLUMNS, search['cols']) } : {}),
  };
}

/** The search in the ledger, as it stands in the address. */
export interface LedgerFilter {
  q?: string;
  kind?: LedgerKind;
}

/** The search that can be understood. */
export function ledgerFilter(search: Record<string, unknown>): LedgerFilter {
  const kind = LEDGER_KINDS.find((one) => one === search['kind']);
  return { ...textIn(search, 100), ...(kind === undefined ? {} : { kind }) };
}
