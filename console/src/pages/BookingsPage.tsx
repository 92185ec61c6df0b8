import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { createColumnHelper, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import type { FormEvent, JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { Badge, LoadedRows } from '../parts/states';
import { moveBetweenRows } from '../parts/tables';
import { Ago } from '../parts/time';
import type { BookingSearch } from '../router';
import { money, paymentWord, stateWord, STATUSES, type Status } from '../words';

type Row = Schemas['BookingRow'];

const column = createColumnHelper<Row>();
const COLUMNS = [
  column.accessor('number', { header: 'Number', cell: (cell) => <Link to="/bookings/$id" params={{ id: cell.row.original.id }}>{cell.getValue()}</Link> }),
  column.accessor('status', {
    header: 'State',
    cell: (cell) => (
      <>
        <Badge state={cell.getValue()}>{stateWord(cell.getValue())}</Badge>
        {cell.row.original.stuck && <Badge state="failed">stuck</Badge>}
      </>
    ),
  }),
  column.accessor('payment_status', { header: 'Money', cell: (cell) => <Badge state={cell.getValue()}>{paymentWord(cell.getValue())}</Badge> }),
  column.accessor('since', { header: 'Changed', cell: (cell) => <Ago time={cell.getValue()} /> }),
  column.accessor('pet_name', { header: 'Pet', cell: (cell) => <span className="cut" title={cell.getValue()}>{cell.getValue()}</span> }),
  column.accessor('owner', { header: 'Owner', cell: (cell) => cell.getValue() ?? cell.row.original.owner_id.slice(0, 8) }),
  column.accessor('runner', { header: 'Runner', cell: (cell) => cell.getValue() ?? cell.row.original.runner_id?.slice(0, 8) ?? '–' }),
  column.accessor('pickup', { header: 'From', cell: (cell) => <span className="cut" title={cell.getValue()}>{cell.getValue()}</span> }),
  column.accessor('dropoff', { header: 'To', cell: (cell) => <span className="cut" title={cell.getValue()}>{cell.getValue()}</span> }),
  column.accessor('price_cents', { header: 'Price', cell: (cell) => <span className="number">{money(cell.getValue())}</span> }),
];

/** All bookings, by filters that stand in the address. */
export function BookingsPage(): JSX.Element {
  const search = useSearch({ from: '/shell/bookings' });
  const pages = useInfiniteQuery({
    queryKey: ['bookings', search],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/api/v1/console/bookings', {
          params: {
            query: {
              ...(search.status === undefined ? {} : { status: search.status.join(',') }),
              ...(search.stuck === true ? { stuck: true } : {}),
              ...(search.q === undefined ? {} : { q: search.q }),
              ...(pageParam === '' ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
  return (
    <>
      <h1>Bookings</h1>
      <Filters search={search} />
      <LoadedRows
        pages={pages}
        more="Show older bookings"
        empty={
          <>
            <p>{search.stuck === true ? 'No booking is stuck.' : search.q !== undefined ? 'No booking has this number, and nobody has this mail address or phone number.' : 'There is no such booking.'}</p>
            <Link to="/bookings">Show all bookings</Link>
          </>
        }
      >
        {(rows) => <Table rows={rows} />}
      </LoadedRows>
    </>
  );
}

function Filters({ search }: { search: BookingSearch }): JSX.Element {
  const navigate = useNavigate({ from: '/bookings' });
  const toggle = (status: Status): void => {
    const now = search.status ?? [];
    const next = now.includes(status) ? now.filter((one) => one !== status) : STATUSES.filter((one) => one === status || now.includes(one));
    void navigate({ search: { ...(next.length > 0 ? { status: next } : {}), ...(search.stuck === true ? { stuck: true } : {}) } });
  };
  const toggleStuck = (): void => {
    void navigate({ search: { ...(search.status === undefined ? {} : { status: search.status }), ...(search.stuck === true ? {} : { stuck: true }) } });
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    void navigate({ search: q === '' ? {} : { q } });
  };
  return (
    <div className="filters">
      <form role="search" onSubmit={submit}>
        <input key={search.q ?? ''} type="search" name="q" defaultValue={search.q ?? ''} maxLength={100} placeholder="Number, mail or phone" aria-label="Search bookings by number, mail address or phone number" />
      </form>
      <div role="group" aria-label="States">
        {STATUSES.map((status) => (
          <button key={status} type="button" className="chip" aria-pressed={search.status?.includes(status) ?? false} onClick={() => toggle(status)}>{stateWord(status)}</button>
        ))}
        <button type="button" className="chip" aria-pressed={search.stuck === true} onClick={toggleStuck}>Only stuck</button>
      </div>
    </div>
  );
}

function Table({ rows }: { rows: Row[] }): JSX.Element {
  const table = useReactTable({ data: rows, columns: COLUMNS, getCoreRowModel: getCoreRowModel(), getRowId: (row) => row.id });
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Bookings">
      <table>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>{group.headers.map((header) => <th key={header.id} scope="col">{flexRender(header.column.columnDef.header, header.getContext())}</th>)}</tr>
          ))}
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>{row.getVisibleCells().map((cell) => <td key={cell.id}>{flexRender(cell.column.columnDef.cell, cell.getContext())}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
