import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { linesAsCsv } from '../model/money';
import type { LedgerFilter } from '../router';
import { accountWord, kindWord, LEDGER_KINDS, money, MONEY_TEXTS } from '../words';
import { Badge, LoadedRows } from './states';
import { DataTable, save } from './tables';
import { Ago } from './time';

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
  });
  return (
    <section>
      <h2 id="ledger">Ledger</h2>
      <Filters search={search} />
      <LoadedRows pages={pages} more="Show older lines" empty={<p>{MONEY_TEXTS.noLines}</p>}>
        {(lines) => (
          <DataTable name="Ledger" columns={['When', 'Booking', 'What', 'Account', 'Amount', 'Payment']}>
            {lines.map((line) => (
              <tr key={`${line.transaction_id} ${line.account}`}>
                <td><Ago time={line.at} /></td>
                <td><Link to="/bookings/$id" params={{ id: line.booking_id }}>{line.booking_number}</Link></td>
                <td><Badge state={line.kind}>{kindWord(line.kind)}</Badge></td>
                <td>{accountWord(line.account)}</td>
                <td className="number">{money(line.amount_cents)}</td>
                <td><Link to="/money" search={{ q: line.payment_id }} title={line.payment_id}>{line.payment_id.slice(-8)}</Link></td>
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
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    void navigate({ search: { ...(q === '' ? {} : { q }), ...(search.kind === undefined ? {} : { kind: search.kind }) } });
  };
  return (
    <div className="filters">
      <form role="search" onSubmit={submit}>
        <input key={search.q ?? ''} type="search" name="q" defaultValue={search.q ?? ''} maxLength={100} placeholder="Booking number or id" aria-label="Search the ledger by booking number, or the id of a payment, a booking, a transaction or a person" />
      </form>
      <div role="group" aria-label="Kinds">
        {LEDGER_KINDS.map((kind) => (
          <button key={kind} type="button" className="chip" aria-pressed={search.kind === kind} onClick={() => void navigate({ search: { ...(search.q === undefined ? {} : { q: search.q }), ...(search.kind === kind ? {} : { kind }) } })}>{kindWord(kind)}</button>
        ))}
      </div>
      <Save filter={search} />
    </div>
  );
}

/** Saves all that the search finds, up to 5000 transactions. */
function Save({ filter }: { filter: LedgerFilter }): JSX.Element {
  const [state, setState] = useState<{ busy: boolean; words: string }>({ busy: false, words: '' });
  const run = async (): Promise<void> => {
    setState({ busy: true, words: '' });
    try {
      const lines: Schemas['FoundLine'][] = [];
      let cursor: string | undefined = '';
      for (let count = 0; cursor !== undefined && count < MOST_PAGES_SAVED; count++) {
        const found: Schemas['LedgerLines'] = await page(filter, cursor);
        lines.push(...found.items);
        cursor = found.next;
      }
      save('kilat-ledger.csv', linesAsCsv(lines));
      setState({ busy: false, words: cursor === undefined ? `${lines.length} lines saved.` : `The latest ${lines.length} lines were saved; there are more.` });
    } catch (error) {
      setState({ busy: false, words: error instanceof Error ? error.message : 'It was not saved.' });
    }
  };
  return (
    <>
      <button type="button" disabled={state.busy} onClick={() => void run()}>{state.busy ? 'Saving …' : 'Save as CSV'}</button>
      {state.words !== '' && <span role="status" className="hint">{state.words}</span>}
    </>
  );
}
