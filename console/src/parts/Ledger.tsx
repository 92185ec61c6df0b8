import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { LEDGER_KINDS } from '../model/kinds';
import { cellsOfLine, LEDGER_HEADER } from '../model/money';
import { ledgerFilter, type LedgerFilter } from '../model/search';
import { money, shortId } from '../quantities';
import { t, wordOf } from '../words';
import { SaveAsCsv } from './SaveAsCsv';
import { SearchBox } from './SearchBox';
import { Badge, LoadedRows } from './states';
import { DataTable } from './tables';
import { Ago } from './time';

/** 5000 transactions. */
const MOST_PAGES_SAVED = 100;

function page(filter: LedgerFilter, cursor: string): Promise<Schemas['LedgerLines']> {
  return dataOf(
    api.GET('/api/v1/console/money/ledger', {
      params: { query: { ...(filter.q === undefined ? {} : { q: filter.q }), ...(filter.kind === undefined ? {} : { kind: filter.kind }), ...(cursor === '' ? {} : { cursor }) } },
    }),
  );
}

/** The lines of the ledger, by a search that stands in the address. */
export function LedgerSection(): JSX.Element {
  const search = useSearch({ from: '/shell/money' });
  const pages = useInfiniteQuery({
    queryKey: ['ledger', search],
    initialPageParam: '',
    queryFn: ({ pageParam }) => page(search, pageParam),
    getNextPageParam: (last) => last.next,
    refetchInterval: 15_000,
  });
  return (
    <section>
      <h2 id="ledger">{t.money.ledger}</h2>
      <Filters search={search} />
      <LoadedRows pages={pages} more={t.money.olderLines} empty={<p>{t.money.noLines}</p>}>
        {(lines) => (
          <DataTable name={t.money.ledger} columns={t.money.ledgerColumns}>
            {lines.map((line) => (
              <tr key={`${line.transaction_id} ${line.account}`}>
                <td><Ago time={line.at} /></td>
                <td><Link to="/bookings/$id" params={{ id: line.booking_id }}>{line.booking_number}</Link></td>
                <td><Badge state={line.kind}>{wordOf(t.api.ledger, line.kind)}</Badge></td>
                <td>{wordOf(t.api.account, line.account)}</td>
                <td className="number">{money(line.amount_cents)}</td>
                <td><Link to="/money" search={{ q: line.payment_id }} title={line.payment_id}>{shortId(line.payment_id)}</Link></td>
              </tr>
            ))}
          </DataTable>
        )}
      </LoadedRows>
    </section>
  );
}

function Filters({ search }: { search: LedgerFilter }): JSX.Element {
  const navigate = useNavigate({ from: '/money' });
  const find = (q: string | undefined): void => void navigate({ search: ledgerFilter({ ...search, q }) });
  return (
    <div className="filters">
      <SearchBox text={search.q} hint={t.money.searchHint} label={t.money.search} most={100} onSearch={find} />
      <div role="group" aria-label={t.money.kinds}>
        {LEDGER_KINDS.map((kind) => (
          <button key={kind} type="button" className="chip" aria-pressed={search.kind === kind} onClick={() => void navigate({ search: ledgerFilter({ ...search, kind: search.kind === kind ? undefined : kind }) })}>{t.api.ledger[kind]}</button>
        ))}
      </div>
      <SaveAsCsv page={(cursor) => page(search, cursor)} most={MOST_PAGES_SAVED} file="kilat-ledger.csv" header={LEDGER_HEADER} cells={cellsOfLine} />
    </div>
  );
}
