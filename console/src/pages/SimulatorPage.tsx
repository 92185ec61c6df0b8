import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { TEST_CARDS, type Channel, type TestCard } from '../model/kinds';
import { MOST_BOOKINGS, simulation, underWay } from '../model/simulator';
import { Broker } from '../parts/Broker';
import { ReasonDialog, type Act } from '../parts/ReasonDialog';
import { SimulatedRunners } from '../parts/SimulatedRunners';
import { Badge, Loaded, Missing } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Ago } from '../parts/time';
import { t, wordOf } from '../words';
import { rich } from '../words/rich';

type Begin = ((act: Act) => void) | undefined;
const OWNER = { q: 'owner.test@kilat.my' };

/** Makes things happen on a development platform. */
export function SimulatorPage(): JSX.Element {
  const session = useSession();
  const simulator = useQuery({
    queryKey: ['simulator'],
    queryFn: () => dataOf(api.GET('/api/v1/console/simulator')),
    refetchInterval: (query) => (query.state.data?.demo?.running === true ? 1_000 : 10_000),
    enabled: session.data?.development === true,
  });
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  const begin = session.data?.role === 'admin' ? setAct : undefined;
  if (session.data?.development === false) {
    return <><h1>{t.simulator.title}</h1><p className="empty">{t.simulator.absent}</p></>;
  }
  return (
    <>
      <h1>{t.simulator.title}</h1>
      <p className="hint">{t.simulator.about}</p>
      <Loaded query={simulator}>
        {(data) => (
          <>
            <Missing parts={data.missing} />
            <Demo demo={data.demo} begin={begin} />
            {data.demo !== undefined && data.demo.runners.length > 0 && <SimulatedRunners runners={data.demo.runners} begin={begin} />}
            {data.missing.length === 0 && <Providers providers={data.channels} begin={begin} />}
            <Broker begin={begin} />
          </>
        )}
      </Loaded>
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries(); }} />}
    </>
  );
}

function Demo({ demo, begin }: { demo: Schemas['Demo'] | undefined; begin: Begin }): JSX.Element {
  const end: Act = {
    title: t.simulator.endTitle,
    extent: <p>{t.simulator.endExtent}</p>,
    button: t.simulator.end,
    run: (reason) => dataOf(api.POST('/api/v1/console/simulator/demo/end', { body: { reason } })),
  };
  return (
    <section aria-label={t.simulator.demo}>
      <h2>{t.simulator.demo}</h2>
      {demo?.running !== true && begin !== undefined && <BeginDemo begin={begin} />}
      {demo === undefined ? <div className="empty"><p>{t.simulator.noDemo}</p></div> : <Course demo={demo} />}
      {demo?.running === true && begin !== undefined && <p><button type="button" onClick={() => begin(end)}>{t.simulator.openEnd}</button></p>}
    </section>
  );
}

/** How far a demo has come. */
function Course({ demo }: { demo: Schemas['Demo'] }): JSX.Element {
  const bookings = t.simulator.bookings(demo.bookings);
  const card = t.api.testCard[demo.card];
  const began = <Ago time={demo.began_at} />;
  return (
    <>
      <p>
        <Badge state={demo.running ? 'busy' : 'offline'}>{demo.running ? t.simulator.running : t.simulator.ended}</Badge>
        {demo.running ? rich(t.simulator.begunUntil, bookings, card, began, <Ago time={demo.ends_at} />) : rich(t.simulator.begun, bookings, card, began)}{' '}
        <Link to="/bookings" search={OWNER}>{t.simulator.itsBookings}</Link>, <Link to="/map">{t.map.title}</Link>
      </p>
      <progress max={demo.bookings} value={demo.counts.made - underWay(demo.counts)} aria-label={t.simulator.progress} />
      <dl className="facts">
        <div><dt>{t.simulator.underWay}</dt><dd>{underWay(demo.counts)}</dd></div>
        <div><dt>{t.simulator.completed}</dt><dd>{demo.counts.completed}</dd></div>
        <div><dt>{t.simulator.unpaid}</dt><dd>{demo.counts.unpaid}</dd></div>
        <div><dt>{t.simulator.cancelled}</dt><dd>{demo.counts.cancelled}</dd></div>
        <div><dt>{t.simulator.changed}</dt><dd>{demo.counts.lost}</dd></div>
        {demo.counts.left > 0 && <div><dt>{t.simulator.left}</dt><dd>{demo.counts.left}</dd></div>}
      </dl>
      {demo.trouble !== '' && <p role="status" className="notice bad">{demo.trouble}</p>}
    </>
  );
}

function BeginDemo({ begin }: { begin: (act: Act) => void }): JSX.Element {
  const search = useSearch({ from: '/shell/simulator' });
  const { count = 5, card = 'card' } = search;
  const navigate = useNavigate({ from: '/simulator' });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    begin({
      title: t.simulator.beginTitle(t.simulator.bookings(count)),
      extent: <p>{t.simulator.beginExtent} <strong>{t.api.testCard[card]}</strong></p>,
      button: t.simulator.begin,
      run: (reason) => dataOf(api.POST('/api/v1/console/simulator/demo', { body: { count, card, reason } })),
    });
  };
  return (
    <form className="filters invite" onSubmit={submit} aria-label={t.simulator.beginForm}>
      <label>{t.simulator.count} <input name="count" type="number" min={1} max={MOST_BOOKINGS} required value={count} onChange={(event) => void navigate({ search: simulation({ ...search, count: event.target.value }), replace: true })} /></label>
      <label>{t.simulator.card} <select name="card" value={card} onChange={(event) => void navigate({ search: simulation({ ...search, card: event.target.value as TestCard }), replace: true })}>{TEST_CARDS.map((one) => <option key={one} value={one}>{t.api.testCard[one]}</option>)}</select></label>
      <button type="submit">{t.simulator.openBegin}</button>
    </form>
  );
}

function Providers({ providers, begin }: { providers: Schemas['SimulatedProvider'][]; begin: Begin }): JSX.Element {
  const change = (one: Schemas['SimulatedProvider']): Act => {
    const channel = wordOf(t.api.channel, one.channel);
    return {
      title: one.away ? t.simulator.bringBackTitle(channel) : t.simulator.sendAwayTitle(channel),
      extent: <p>{one.away ? t.simulator.bringBackExtent : t.simulator.sendAwayExtent}</p>,
      button: one.away ? t.simulator.bringBack : t.simulator.sendAway,
      run: (reason) => dataOf(api.POST('/api/v1/console/simulator/providers', { body: { channel: one.channel as Channel, away: !one.away, reason } })),
    };
  };
  return (
    <section>
      <h2>{t.simulator.providers}</h2>
      {providers.length === 0 ? <div className="empty"><p>{t.simulator.nothing}</p></div> : (
        <DataTable name={t.simulator.providersName} columns={t.simulator.providerColumns}>
          {providers.map((one) => (
            <tr key={one.channel}>
              <td><Link to="/messages" search={{ channel: one.channel as Channel, state: 'pending' }}>{wordOf(t.api.channel, one.channel)}</Link></td>
              <td><Badge state={one.away ? 'away' : 'ready'}>{one.away ? t.simulator.away : t.simulator.there}</Badge></td>
              <td>{begin === undefined ? '–' : <button type="button" onClick={() => begin(change(one))}>{one.away ? t.simulator.openBringBack : t.simulator.openSendAway}</button>}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
