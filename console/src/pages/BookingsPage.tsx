import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type JSX, type ReactNode } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import type { BulkKind } from '../model/bulk';
import type { Cell } from '../model/csv';
import { BOOKING_COLUMNS, STATUSES, type BookingColumn, type Status } from '../model/kinds';
import { bookingSearch, type BookingSearch } from '../model/search';
import { BulkDialog } from '../parts/BulkDialog';
import { SavedViews } from '../parts/SavedViews';
import { SaveAsCsv } from '../parts/SaveAsCsv';
import { SearchBox } from '../parts/SearchBox';
import { Badge, LoadedRows } from '../parts/states';
import { moveBetweenRows } from '../parts/tables';
import { Ago } from '../parts/time';
import { money, shortId } from '../quantities';
import { t, wordOf } from '../words';

type Row = Schemas['BookingRow'];

const USUAL: BookingColumn[] = BOOKING_COLUMNS.filter((column) => column !== 'created_at');
/** 5000 bookings. */
const MOST_PAGES_SAVED = 100;

const cut = (text: string): ReactNode => <span className="cut" title={text}>{text}</span>;

const CELLS: Record<BookingColumn, (row: Row) => ReactNode> = {
  status: (row) => <><Badge state={row.status}>{wordOf(t.api.status, row.status)}</Badge>{row.stuck && <Badge state="failed">{t.bookings.stuck}</Badge>}</>,
  payment_status: (row) => <Badge state={row.payment_status}>{wordOf(t.api.payment, row.payment_status)}</Badge>,
  since: (row) => <Ago time={row.since} />,
  created_at: (row) => <Ago time={row.created_at} />,
  pet_name: (row) => cut(row.pet_name),
  owner: (row) => row.owner ?? shortId(row.owner_id),
  runner: (row) => row.runner ?? (row.runner_id === undefined ? '–' : shortId(row.runner_id)),
  pickup: (row) => cut(row.pickup),
  dropoff: (row) => cut(row.dropoff),
  price_cents: (row) => <span className="number">{money(row.price_cents)}</span>,
};

function page(search: BookingSearch, cursor: string): Promise<Schemas['BookingRows']> {
  return dataOf(
    api.GET('/api/v1/console/bookings', {
      params: {
        query: {
          ...(search.status === undefined ? {} : { status: search.status.join(',') }),
          ...(search.stuck === true ? { stuck: true } : {}),
          ...(search.q === undefined ? {} : { q: search.q }),
          ...(cursor === '' ? {} : { cursor }),
        },
      },
    }),
  );
}

/** All bookings, by filters that stand in the address. */
export function BookingsPage(): JSX.Element {
  const search = useSearch({ from: '/shell/bookings' });
  const session = useSession();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState<BulkKind>();
  const { cols = USUAL, ...filters } = search;
  const pages = useInfiniteQuery({
    queryKey: ['bookings', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) => page(filters, pageParam),
    getNextPageParam: (last) => last.next,
  });
  const chosen = useMemo(() => (pages.data?.pages.flatMap((one) => one.items) ?? []).filter((row) => picked.has(row.id)), [pages.data, picked]);
  /** What is shown first is read anew, so that the extent is that of this moment. */
  const open = async (kind: BulkKind): Promise<void> => {
    const { isSuccess } = await pages.refetch();
    if (isSuccess) {
      setBulk(kind);
    }
  };
  const close = (): void => {
    setBulk(undefined);
    setPicked(new Set());
    void pages.refetch();
  };
  const isAdmin = session.data?.role === 'admin';
  return (
    <>
      <h1>{t.bookings.title}</h1>
      <Filters search={search} />
      <div className="filters">
        <Columns shown={cols} />
        <SavedViews search={search} />
        <SaveAsCsv page={(cursor) => page(filters, cursor)} most={MOST_PAGES_SAVED} file="kilat-bookings.csv" header={HEADER} cells={cellsOf} />
        {chosen.length > 0 && (
          <div role="group" aria-label={t.bookings.picked(chosen.length)} className="picked">
            <strong role="status">{t.bookings.picked(chosen.length)}</strong>
            {(['cancel', 'reoffer'] as const).map((kind) => <button key={kind} type="button" onClick={() => void open(kind)}>{t.bulk[kind].open}</button>)}
            <button type="button" className="quiet" onClick={() => setPicked(new Set())}>{t.bookings.clear}</button>
          </div>
        )}
      </div>
      {bulk !== undefined && <BulkDialog kind={bulk} rows={chosen} onClose={close} />}
      <LoadedRows
        pages={pages}
        more={t.bookings.older}
        empty={
          <>
            <p>{search.stuck === true ? t.bookings.noneStuck : search.q !== undefined ? t.bookings.noneFound : t.bookings.none}</p>
            <Link to="/bookings">{t.bookings.showAll}</Link>
          </>
        }
      >
        {(rows) => <Table rows={rows} cols={cols} picked={isAdmin ? picked : undefined} onPick={setPicked} />}
      </LoadedRows>
    </>
  );
}

const HEADER = ['number', 'status', 'payment_status', 'created_at', 'since', 'stuck', 'owner', 'runner', 'pet', 'pickup', 'dropoff', 'price_sen', 'id'];

function cellsOf(row: Row): Cell[] {
  return [
    row.number, row.status, row.payment_status, row.created_at, row.since, row.stuck ? 'yes' : 'no', row.owner ?? row.owner_id, row.runner ?? row.runner_id ?? '',
    row.pet_name, row.pickup, row.dropoff, row.price_cents, row.id,
  ];
}

function Columns({ shown }: { shown: BookingColumn[] }): JSX.Element {
  const navigate = useNavigate({ from: '/bookings' });
  const toggle = (column: BookingColumn): void => {
    const next = BOOKING_COLUMNS.filter((one) => shown.includes(one) !== (one === column));
    const isUsual = next.length === USUAL.length && next.every((one) => USUAL.includes(one));
    void navigate({ search: (before) => bookingSearch({ ...before, cols: isUsual ? undefined : next }), replace: true });
  };
  return (
    <details className="menu">
      <summary>{t.bookings.chooseColumns}</summary>
      <div>
        {BOOKING_COLUMNS.map((column) => (
          <label key={column}><input type="checkbox" checked={shown.includes(column)} onChange={() => toggle(column)} />{t.bookings.columns[column]}</label>
        ))}
      </div>
    </details>
  );
}

function Filters({ search }: { search: BookingSearch }): JSX.Element {
  const navigate = useNavigate({ from: '/bookings' });
  const columns = search.cols === undefined ? {} : { cols: search.cols };
  const toggle = (status: Status): void => {
    const now = search.status ?? [];
    const next = now.includes(status) ? now.filter((one) => one !== status) : STATUSES.filter((one) => one === status || now.includes(one));
    void navigate({ search: { ...columns, ...(next.length > 0 ? { status: next } : {}), ...(search.stuck === true ? { stuck: true } : {}) } });
  };
  const toggleStuck = (): void => {
    void navigate({ search: { ...columns, ...(search.status === undefined ? {} : { status: search.status }), ...(search.stuck === true ? {} : { stuck: true }) } });
  };
  return (
    <div className="filters">
      <SearchBox text={search.q} hint={t.bookings.searchHint} label={t.bookings.search} most={100} onSearch={(q) => void navigate({ search: q === undefined ? columns : { ...columns, q } })} />
      <div role="group" aria-label={t.bookings.states}>
        {STATUSES.map((status) => (
          <button key={status} type="button" className="chip" aria-pressed={search.status?.includes(status) ?? false} onClick={() => toggle(status)}>{t.api.status[status]}</button>
        ))}
        <button type="button" className="chip" aria-pressed={search.stuck === true} onClick={toggleStuck}>{t.bookings.onlyStuck}</button>
      </div>
    </div>
  );
}

interface TableOf {
  rows: Row[];
  cols: BookingColumn[];
  /** Missing for those who may not act. */
  picked: ReadonlySet<string> | undefined;
  onPick: (picked: ReadonlySet<string>) => void;
}

function Table({ rows, cols, picked, onPick }: TableOf): JSX.Element {
  const all = picked !== undefined && rows.every((row) => picked.has(row.id));
  const toggle = (id: string): void => {
    const next = new Set(picked);
    if (!next.delete(id)) {
      next.add(id);
    }
    onPick(next);
  };
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t.bookings.title}>
      <table>
        <thead>
          <tr>
            {picked !== undefined && <th scope="col"><input type="checkbox" aria-label={t.bookings.pickAll} checked={all} onChange={() => onPick(all ? new Set() : new Set(rows.map((row) => row.id)))} /></th>}
            <th scope="col">{t.bookings.number}</th>
            {cols.map((column) => <th key={column} scope="col">{t.bookings.columns[column]}</th>)}
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          {rows.map((row) => (
            <tr key={row.id}>
              {picked !== undefined && <td><input type="checkbox" aria-label={t.bookings.pick(row.number)} checked={picked.has(row.id)} onChange={() => toggle(row.id)} /></td>}
              <td><Link to="/bookings/$id" params={{ id: row.id }}>{row.number}</Link></td>
              {cols.map((column) => <td key={column}>{CELLS[column](row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
