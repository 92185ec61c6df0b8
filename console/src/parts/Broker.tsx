import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf } from '../api/client';
import { AWAY_SECONDS, USUAL_SECONDS, type Process } from '../model/processes';
import { simulation } from '../model/simulator';
import { t } from '../words';
import { rich } from '../words/rich';
import { useProcesses } from './Processes';
import type { Act } from './ReasonDialog';
import { Badge, Loaded } from './states';
import { Ahead } from './time';

type Begin = ((act: Act) => void) | undefined;

/** Whether the broker answers, and its absence for a while. */
export function Broker({ begin }: { begin: Begin }): JSX.Element {
  const processes = useProcesses();
  return (
    <section aria-label={t.simulator.broker}>
      <h2>{t.simulator.broker}</h2>
      <Loaded query={processes}>
        {(data) => {
          const broker = data.processes.find((one) => one.suspendable);
          return broker === undefined
            ? <p className="hint">{rich(t.simulator.brokerOfOthers, <code>docker compose pause kafka</code>)}</p>
            : <State broker={broker} begin={begin} />;
        }}
      </Loaded>
    </section>
  );
}

function State({ broker, begin }: { broker: Process; begin: Begin }): JSX.Element {
  const away = broker.state === 'suspended';
  const back: Act = {
    title: t.simulator.brokerBackTitle,
    extent: <p>{t.simulator.brokerBackExtent}</p>,
    button: t.simulator.bringBack,
    run: (reason) => dataOf(api.POST('/api/v1/console/simulator/broker/back', { body: { reason } })),
  };
  return (
    <>
      <p>
        <Badge state={away ? 'away' : broker.state === 'running' ? 'ready' : 'pending'}>{away ? t.simulator.away : broker.state === 'running' ? t.simulator.there : t.api.process.restarting}</Badge>
        {away && broker.until !== undefined && rich(t.simulator.brokerUntil, <Ahead time={broker.until} />)}
      </p>
      {begin !== undefined && away && <p><button type="button" onClick={() => begin(back)}>{t.simulator.openBringBack}</button></p>}
      {begin !== undefined && broker.state === 'running' && <TakeAway begin={begin} />}
    </>
  );
}

function TakeAway({ begin }: { begin: (act: Act) => void }): JSX.Element {
  const search = useSearch({ from: '/shell/simulator' });
  const navigate = useNavigate({ from: '/simulator' });
  const { seconds = USUAL_SECONDS } = search;
  const away: Act = {
    title: t.simulator.brokerAwayTitle(seconds),
    extent: <p>{t.simulator.brokerAwayExtent}</p>,
    button: t.simulator.takeAway,
    run: (reason) => dataOf(api.POST('/api/v1/console/simulator/broker/away', { body: { seconds, reason } })),
  };
  return (
    <p className="filters invite">
      <label>{t.simulator.awayFor} <select name="seconds" value={seconds} onChange={(event) => void navigate({ search: simulation({ ...search, seconds: event.target.value }), replace: true })}>{AWAY_SECONDS.map((one) => <option key={one} value={one}>{t.simulator.awaySeconds(one)}</option>)}</select></label>
      <button type="button" onClick={() => begin(away)}>{t.simulator.openTakeAway}</button>
    </p>
  );
}
