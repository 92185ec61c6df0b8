import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { CHANNELS, DELIVERY_STATES, type Channel } from '../model/kinds';
import { changed, totals, type ChannelTotals, type MessageSearch } from '../model/messages';
import { RecipientCard } from '../parts/Recipient';
import { Outgoing, Templates } from '../parts/MessageViews';
import { SearchBox } from '../parts/SearchBox';
import { Badge, Loaded, LoadedRows } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Tabs } from '../parts/Tabs';
import { Ago } from '../parts/time';
import { shortId, whole } from '../quantities';
import { t, wordOf } from '../words';

const VIEWS = ['list', 'templates', 'inbox'] as const;

/** What people are told beyond the apps, how far it gets, and what it says. */
export function MessagesPage(): JSX.Element {
  const search = useSearch({ from: '/shell/messages' });
  const navigate = useNavigate({ from: '/messages' });
  const inbox = useQuery({ queryKey: ['message-inbox', 'simulated'], queryFn: () => dataOf(api.GET('/api/v1/console/message-inbox')), staleTime: 60_000 });
  const simulated = inbox.data?.simulated ?? [];
  const view = search.view ?? 'list';
  const shown = VIEWS.filter((name) => name !== 'inbox' || simulated.length > 0 || view === 'inbox');
  return (
    <>
      <h1>{t.messages.title}</h1>
      <Tabs label={t.messages.about} names={shown} words={t.messages.views} chosen={view} onChoose={(name) => void navigate({ search: name === 'list' ? {} : { view: name } })}>
        {view === 'list' && <List search={search} />}
        {view === 'templates' && <Templates />}
        {view === 'inbox' && <Outgoing search={search} />}
      </Tabs>
    </>
  );
}

function List({ search }: { search: MessageSearch }): JSX.Element {
  const figures = useQuery({ queryKey: ['message-figures'], queryFn: () => dataOf(api.GET('/api/v1/console/message-figures')), refetchInterval: 15_000 });
  const { channel, state, q } = search;
  const { due, ...columns } = t.messages.columns;
  const pages = useInfiniteQuery({
    queryKey: ['messages', channel, state, q],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/api/v1/console/messages', {
          params: { query: { ...(channel === undefined ? {} : { channel }), ...(state === undefined ? {} : { state }), ...(q === undefined ? {} : { q }), ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (page) => page.next,
    refetchInterval: 15_000,
  });
  return (
    <>
      {q === undefined && <Loaded query={figures}>{(data) => <Figures figures={data} />}</Loaded>}
      <Filters search={search} />
      {pages.data?.pages[0]?.recipients.map((recipient) => <RecipientCard key={recipient.user_id} recipient={recipient} />)}
      <LoadedRows pages={pages} more={t.messages.more} empty={<><p>{q === undefined ? t.messages.none : t.messages.noneOf}</p><Link to="/messages">{t.messages.showAll}</Link></>}>
        {(rows) => (
          <DataTable name={t.messages.title} columns={{ ...columns, when: state === 'pending' && q === undefined ? due : columns.when }}>
            {rows.map((row) => <Row key={`${row.id} ${row.channel ?? ''}`} row={row} />)}
          </DataTable>
        )}
      </LoadedRows>
    </>
  );
}

function Figures({ figures }: { figures: Schemas['MessageFigures'] }): JSX.Element {
  const { channel, day: dayColumn, due, deferred, ...ended } = t.messages.figureColumns;
  const totalColumns = { channel, due, deferred, ...ended };
  const dayColumns = { day: dayColumn, channel, ...ended };
  return (
    <section>
      <h2 id="week">{t.messages.figures}</h2>
      <DataTable name={t.messages.byChannel} columns={totalColumns}>
        {totals(figures).map((total) => <Totals key={total.channel} total={total} />)}
      </DataTable>
      <details className="days">
        <summary>{t.messages.byDay}</summary>
        {figures.days.length === 0 ? <p>{t.messages.noDays}</p> : (
          <DataTable name={t.messages.byDay} columns={dayColumns}>
            {figures.days.map((day) => (
              <tr key={`${day.day} ${day.channel}`}>
                <td>{day.day}</td>
                <td>{wordOf(t.api.channel, day.channel)}</td>
                <td className="number"><Ended day={day} state="sent" /></td>
                <td className={day.failed > 0 ? 'bad number' : 'number'}><Ended day={day} state="failed" /></td>
                <td className="number"><Ended day={day} state="dropped" /></td>
              </tr>
            ))}
          </DataTable>
        )}
      </details>
    </section>
  );
}

function Ended({ day, state }: { day: Schemas['MessageDay']; state: 'sent' | 'failed' | 'dropped' }): JSX.Element {
  return <Link to="/messages" search={changed({}, { channel: day.channel as Channel, state })} aria-label={t.messages.endedBy(whole(day[state]), t.api.delivery[state], wordOf(t.api.channel, day.channel))}>{whole(day[state])}</Link>;
}

function Totals({ total }: { total: ChannelTotals }): JSX.Element {
  const { channel } = total;
  return (
    <tr>
      <td><Link to="/messages" search={{ channel }}>{t.api.channel[channel]}</Link></td>
      <td className="number"><Link to="/messages" search={{ channel, state: 'pending' }}>{whole(total.due)}</Link></td>
      <td className="number"><Link to="/messages" search={{ channel, state: 'pending' }}>{whole(total.deferred)}</Link></td>
      <td className="number"><Link to="/messages" search={{ channel, state: 'sent' }}>{whole(total.sent)}</Link></td>
      <td className={total.failed > 0 ? 'bad number' : 'number'}><Link to="/messages" search={{ channel, state: 'failed' }}>{whole(total.failed)}</Link></td>
      <td className="number"><Link to="/messages" search={{ channel, state: 'dropped' }}>{whole(total.dropped)}</Link></td>
    </tr>
  );
}

function Filters({ search }: { search: MessageSearch }): JSX.Element {
  const navigate = useNavigate({ from: '/messages' });
  return (
    <div className="filters">
      <SearchBox text={search.q} hint={t.messages.searchHint} label={t.messages.search} most={255} onSearch={(q) => void navigate({ search: changed(search, { q }) })} />
      <div role="group" aria-label={t.messages.channels}>
        {CHANNELS.map((channel) => (
          <button key={channel} type="button" className="chip" aria-pressed={search.channel === channel} onClick={() => void navigate({ search: changed(search, { channel: search.channel === channel ? undefined : channel }) })}>{t.api.channel[channel]}</button>
        ))}
      </div>
      <div role="group" aria-label={t.messages.states}>
        {DELIVERY_STATES.map((state) => (
          <button key={state} type="button" className="chip" aria-pressed={search.state === state} onClick={() => void navigate({ search: changed(search, { state: search.state === state ? undefined : state }) })}>{t.api.delivery[state]}</button>
        ))}
      </div>
    </div>
  );
}

function Row({ row }: { row: Schemas['MessageRow'] }): JSX.Element {
  return (
    <tr>
      <td><Ago time={row.at} /></td>
      <td><Link to="/messages" search={{ q: row.user_id }} title={row.user_id}>{row.person ?? shortId(row.user_id)}</Link></td>
      <td className="wrap"><Link to="/messages/$id" params={{ id: row.id }}>{row.title}</Link></td>
      <td>{row.channel === undefined ? t.messages.inboxAlone : wordOf(t.api.channel, row.channel)}</td>
      <td>{row.state === undefined ? '–' : <Badge state={row.state}>{wordOf(t.api.delivery, row.state)}</Badge>}</td>
      <td className="number">{row.attempts}</td>
      <td className="wrap">{row.last_problem ?? ''}</td>
    </tr>
  );
}
