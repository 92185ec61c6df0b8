import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { api, dataOf, unlessLost, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { askAgainAfter, carriesThePage, isStill, type Process } from '../model/processes';
import { brief } from '../quantities';
import { t } from '../words';
import { rich } from '../words/rich';
import { ReasonDialog, type Act } from './ReasonDialog';
import { Badge, Loaded } from './states';
import { DataTable } from './tables';
import { Ago, Ahead } from './time';

/** The processes that a supervisor has started. */
export function useProcesses(): UseQueryResult<Schemas['Processes']> {
  return useQuery({
    queryKey: ['processes'],
    queryFn: () => dataOf(api.GET('/api/v1/console/system/processes')),
    refetchInterval: (query) => askAgainAfter(query.state.data?.processes),
  });
}

/** Each process with what runs in it, and its restart. */
export function Processes(): JSX.Element {
  const session = useSession();
  const queries = useQueryClient();
  const processes = useProcesses();
  const [act, setAct] = useState<Act>();
  /** The process of an order whose answer was lost, as it was before. */
  const [unknown, setUnknown] = useState<Process>();
  const mayAct = session.data?.role === 'admin';
  return (
    <section>
      <h2 id="processes">{t.system.processes}</h2>
      {unknown !== undefined && isStill(unknown, processes.data?.processes ?? []) && <p role="status" className="notice wait">{t.common.unknownOutcome}</p>}
      <Loaded query={processes}>
        {(data) => !data.supervised ? <p className="hint">{rich(t.system.unsupervised, <code>docker compose restart NAME</code>, <code>kubectl rollout restart deployment/NAME</code>)}</p> : (
          <DataTable name={t.system.processes} columns={t.system.processColumns}>
            {data.processes.map((one) => (
              <tr key={one.name}>
                <td><strong>{one.name}</strong></td>
                <td className="wrap">{one.services.length === 0 ? '–' : one.services.join(', ')}</td>
                <td><Badge state={one.state}>{t.api.process[one.state]}</Badge>{one.until !== undefined && <small>{rich(t.system.until, <Ahead time={one.until} />)}</small>}</td>
                <td>{one.since === undefined ? '–' : <Ago time={one.since} />}</td>
                <td className="number">{one.pid ?? '–'}</td>
                <td>{mayAct && one.state !== 'restarting' ? <button type="button" onClick={() => setAct(restartOf(one, setUnknown))}>{t.system.openRestart}</button> : '–'}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries({ queryKey: ['processes'] }); }} />}
    </section>
  );
}

function restartOf(one: Process, onLost: (before: Process | undefined) => void): Act {
  const restart = (reason: string): Promise<unknown> => dataOf(api.POST('/api/v1/console/system/processes/{name}/restart', { params: { path: { name: one.name } }, body: { reason } }));
  return {
    title: t.system.restartTitle(one.name),
    extent: (
      <>
        <p>{one.services.length === 0 ? t.system.restartServer : t.system.restartServices(one.services.join(', '))}</p>
        {carriesThePage(one) && <p>{t.system.restartPage}</p>}
        {one.took_millis > 0 && <p>{t.system.restartTime(brief(one.took_millis / 1000))}</p>}
      </>
    ),
    button: t.system.restart,
    run: async (reason) => (carriesThePage(one) ? onLost((await unlessLost(restart(reason))) ? undefined : one) : restart(reason)),
  };
}
