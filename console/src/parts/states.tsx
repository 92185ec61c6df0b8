import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import { useMemo, type JSX, type ReactNode } from 'react';
import type { Schemas } from '../api/client';
import { t } from '../words';

/** Shows what was asked for; while it is not there, why, and what to do. Old data stay while new ones are on their way. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }): JSX.Element {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <p role="alert" className="notice bad">{query.error.message} {t.common.older}</p>}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) {
    return (
      <div role="alert" className="empty">
        <p>{query.error.message}</p>
        <button type="button" onClick={() => void query.refetch()}>{t.common.tryAgain}</button>
      </div>
    );
  }
  return <div className="skeleton" role="status" aria-label={t.common.loading}><span /><span /><span /></div>;
}

interface ListOf<Row> {
  pages: UseInfiniteQueryResult<InfiniteData<{ items: Row[] }>>;
  more: string;
  empty: ReactNode;
  children: (rows: Row[]) => ReactNode;
}

/** The rows that were read page by page; while there are none, why, and what to do. */
export function LoadedRows<Row>({ pages, more, empty, children }: ListOf<Row>): JSX.Element {
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return (
    <>
      {pages.isError && (
        <div role="alert" className={rows.length === 0 ? 'empty' : 'notice bad'}><p>{pages.error.message}</p><button type="button" onClick={() => void pages.refetch()}>{t.common.tryAgain}</button></div>
      )}
      {pages.isPending && <div className="skeleton" role="status" aria-label={t.common.loading}><span /><span /><span /></div>}
      {pages.isSuccess && rows.length === 0 && <div className="empty">{empty}</div>}
      {rows.length > 0 && children(rows)}
      {pages.hasNextPage && (
        <p className="more"><button type="button" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{pages.isFetchingNextPage ? t.common.loadingMore : more}</button></p>
      )}
    </>
  );
}

/** What could not be read and why, so that nobody takes an incomplete page for a complete one. */
export function Missing({ parts }: { parts: Schemas['Missing'][] }): JSX.Element | null {
  return parts.length === 0 ? null : (
    <div role="status" className="notice bad">
      {t.common.incomplete}
      <ul>{parts.map((part) => <li key={part.name}><strong>{part.name}</strong>: {part.words}</li>)}</ul>
    </div>
  );
}

const TONES: Record<string, string> = {
  requested: 'wait', accepted: 'go', in_progress: 'go', delivered: 'wait', completed: 'good', cancelled: 'off',
  open: 'wait', declined: 'off', expired: 'bad', withdrawn: 'off', suspended: 'bad',
  running: 'good', restarting: 'wait', ready: 'good', not_ready: 'bad', away: 'bad', free: 'good', busy: 'go', silent: 'bad', offline: 'off', hold: 'wait', release: 'good', refund: 'off', lapse: 'bad', advance: 'wait', repayment: 'good',
  sent: 'good', dropped: 'off', held: 'good', released: 'good', refunded: 'off', failed: 'bad', pending: 'wait', none: 'off',
};

/** A state as a word in its colour. */
export function Badge({ state, children }: { state: string; children: ReactNode }): JSX.Element {
  return <span className={`badge ${TONES[state] ?? 'off'}`}>{children}</span>;
}
